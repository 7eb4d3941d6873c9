"""Figures of the desks: two documents side by side, desks against world regions, members named and unnamed."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.figures import style
from helpers.figures.chart import LINE_MM, wrap_label

KIND_HEADS = {
    "regional_department": "Desks (countries)", "functional_department": "Other departments",
    "institute": "Institutes", "association": "Associations",
}
LINKS = {  # status: colour, width, dashes; every status also has its word on the line
    "same": (style.SOFT, 0.7, "-"), "renamed": ("#0b4f8a", 1.3, (0, (5, 2))), "split": ("#c8641e", 1.3, (0, (1.5, 1.2))),
    "merged": ("#c8641e", 1.3, (0, (1.5, 1.2))), "moved": ("#b3423a", 1.6, "-"),
}
WORD_AT = {"renamed": 0.2, "split": 0.62, "merged": 0.38, "moved": 0.55}  # where on its line a word stands
ROW_MM, HEAD_MM, LABEL_MM = 5.8, 5.6, 66.0
NAMED_FACE, UNNAMED_EDGE = "#cfdeeb", "#b3423a"
DEPARTURE_EDGE = "#9a3412"
SHADES = ((0.93, 0.96, 0.99), (0.05, 0.25, 0.45))  # of a cell, few to many


def _canvas(width_mm: float, height_mm: float):
    figure, axes = style.new_figure(width_mm, height_mm)
    figure.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    axes.set_xlim(0, width_mm)
    axes.set_ylim(height_mm, 0)
    axes.axis("off")
    return figure, axes


def _write(axes, x: float, middle: float, lines: list[str], **look) -> None:
    for number, text in enumerate(lines):
        axes.text(x, middle + LINE_MM * (number - (len(lines) - 1) / 2), text, va="center_baseline", fontsize=style.MIN_PT, **look)


def draw_alignment(frame: pd.DataFrame, *, width_mm: float = 180, title_a: str = "", title_b: str = "") -> Figure:
    """Slope diagram of two documents: every top unit of one joined to its counterpart in the other.

    `frame` as from `alignment.slope_rows`; a unit without a counterpart has an open ring instead of a
    line. Countries stand in brackets, ``+ n parts`` counts the parts that only this document prints.
    """
    kinds = [k for k in KIND_HEADS if k in set(frame["kind"])]
    rows = {k: int(frame[frame["kind"] == k][["order_a", "order_b"]].max().max()) for k in kinds}
    tops, y = {}, 7.0
    for kind in kinds:
        tops[kind], y = y + HEAD_MM, y + HEAD_MM + rows[kind] * ROW_MM + 1.5
    figure, axes = _canvas(width_mm, y + 1)
    left, right = LABEL_MM, width_mm - LABEL_MM
    for x, side, title in ((left - 2, "right", title_a), (right + 2, "left", title_b)):
        axes.text(x, 4.0, title, ha=side, va="center", fontsize=style.SIZE_PT + 0.5, weight="bold")
    for kind in kinds:
        axes.text(0.5, tops[kind] - 3, KIND_HEADS[kind], va="center", fontsize=style.MIN_PT, color=style.SOFT, weight="bold")
        axes.plot([0.5, width_mm - 0.5], [tops[kind] - 0.6] * 2, color=style.FAINT, lw=0.5)
    for row in frame.itertuples():
        ends = [tops[row.kind] + (n - 0.5) * ROW_MM if n == n and n != "" else None for n in (row.order_a, row.order_b)]
        _draw_link(axes, row, ends, (left, right))
    for side, x in (("a", left), ("b", right)):
        units = frame[(frame["role"] == "unit") & (frame[f"name_{side}"] != "")].drop_duplicates(["kind", f"order_{side}"])
        for row in units.itertuples():
            label = _label(row, side)
            middle = tops[row.kind] + (getattr(row, f"order_{side}") - 0.5) * ROW_MM
            _write(axes, x + (-2 if side == "a" else 2), middle, wrap_label(label, LABEL_MM - 4), ha="right" if side == "a" else "left")
    return figure


def _label(row, side: str) -> str:
    countries, parts = getattr(row, f"countries_{side}"), getattr(row, f"parts_{side}")
    label = getattr(row, f"name_{side}")
    label += f" ({countries:.0f})" if countries == countries and countries != "" else ""
    return label + (f" + {parts:.0f}\N{NO-BREAK SPACE}parts" if parts == parts and parts != "" else "")


def _draw_link(axes, row, ends: list, sides: tuple[float, float]) -> None:
    if None in ends:
        side = 1 if ends[0] is None else 0
        axes.add_line(style.mark_row(Line2D([sides[side]], [ends[side]], marker="o", mfc="white", mec=style.INK, ms=4, ls="none"), row.Index))
        return
    colour, width, dashes = LINKS[row.status]
    line = Line2D(sides, ends, color=colour, lw=width, ls=dashes, marker="o", ms=2.6, mfc=colour, mec=colour, zorder=3 if row.role == "partner" else 2)
    axes.add_line(style.mark_row(line, row.Index))
    if row.status == "same":
        return
    x = sides[0] + WORD_AT[row.status] * (sides[1] - sides[0])
    y = ends[0] + WORD_AT[row.status] * (ends[1] - ends[0])
    if row.status == "renamed":
        axes.text(x, y - 0.5, row.status, ha="center", va="bottom", fontsize=style.MIN_PT, color=colour)
    else:
        text = f"{row.name_a} moved" if row.role == "partner" else row.status
        axes.text(x, y, text, ha="center", va="center", fontsize=style.MIN_PT, color=colour, zorder=4, bbox={"fc": "white", "ec": "none", "pad": 0.8})


def draw_matrix(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Desks against UN M49 sub-regions, one cell a pair, with the number of countries.

    `frame` as from `organization.matrix_rows`: m49_region, m49_area, column (0: no desk), department,
    countries, departing (how many lie outside what the desk's name says) and note (their names).
    """
    areas = frame[["m49_region", "m49_area"]].drop_duplicates().reset_index(drop=True)
    columns = frame[["column", "department"]].drop_duplicates().sort_values("column")
    columns = pd.concat([columns[columns["column"] > 0], columns[columns["column"] == 0]])
    label_mm, cell_mm, row_mm, head_mm = 50.0, 13.2, 5.3, 15.0
    new_region = (areas["m49_region"] != areas["m49_region"].shift()).cumsum() - 1
    middles = {a: head_mm + (i + 0.5) * row_mm + 1.6 * gap for i, (a, gap) in enumerate(zip(areas["m49_area"], new_region))}
    lefts = {c: label_mm + i * cell_mm for i, c in enumerate(columns["column"])}
    figure, axes = _canvas(width_mm, max(middles.values()) + row_mm / 2 + 1.5)
    for column in columns.itertuples():
        head = "no desk" if column.column == 0 else column.department.replace(" Affairs Department", "")
        lines = wrap_label(head, cell_mm - 0.6)
        _write(axes, lefts[column.column] + cell_mm / 2, head_mm - 1.5 - LINE_MM * len(lines) / 2, lines, ha="center")
    largest = frame["countries"].max()
    for row in frame.itertuples():
        _draw_cell(axes, row, (lefts[row.column], middles[row.m49_area] - row_mm / 2), (cell_mm, row_mm), largest)
    notes_at = label_mm + cell_mm * len(columns) + 2.5
    _write(axes, notes_at, head_mm - 1.5 - LINE_MM, ["Outside the part of the", "world its heading names"], ha="left", color=DEPARTURE_EDGE)
    for number, area in areas.iterrows():
        middle = middles[area["m49_area"]]
        axes.text(label_mm - 2, middle, area["m49_area"], ha="right", va="center_baseline", fontsize=style.MIN_PT)
        if number == 0 or areas["m49_region"][number - 1] != area["m49_region"]:
            axes.text(0.5, middle, area["m49_region"], va="center_baseline", fontsize=style.MIN_PT, weight="bold")
        notes = [n for n in frame[frame["m49_area"] == area["m49_area"]]["note"] if n]
        _write(axes, notes_at, middle, wrap_label(", ".join(notes), width_mm - notes_at - 1), ha="left")
    return figure


def _draw_cell(axes, row, at: tuple[float, float], size: tuple[float, float], largest: float) -> None:
    depth = (row.countries / largest) ** 0.6 if row.column else 0.0
    face = [a + (b - a) * depth for a, b in zip(*SHADES)] if depth else "white"
    edge, width = (DEPARTURE_EDGE, 1.6) if row.departing else (style.FAINT, 0.4)
    style.mark_row(style.add_box(axes, (at[0] + 0.3, at[1] + 0.3), size[0] - 0.6, size[1] - 0.6, fc=face, ec=edge, lw=width), row.Index)
    if row.countries:
        dark = depth > 0.55
        weight = "bold" if not row.column else "normal"
        axes.text(at[0] + size[0] / 2, at[1] + size[1] / 2, f"{row.countries:.0f}", ha="center", va="center_baseline",
                  fontsize=style.MIN_PT, color="white" if dark else style.INK, weight=weight)


def draw_members(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Tiles of all members and other partners by world region: named, not named, named without being a member.

    `frame` has one row a country: iso3, name, m49_region, status (named, unnamed, non_member), as_printed,
    source_id, line. Names stand under their region for all but the named members.
    """
    tile, gap, left = 6.0, 0.45, 17.5
    per_row = int((width_mm - left - 1) // (tile + gap))
    places, notes, y = {}, [], 9.5
    for region, group in frame.groupby("m49_region", sort=False):
        ordered = pd.concat([group[group["status"] == s] for s in ("named", "unnamed", "non_member")])
        notes.append((region, y + tile / 2))
        for n, position in enumerate(ordered.index):
            places[position] = (left + (n % per_row) * (tile + gap), y + (n // per_row) * (tile + gap))
        y += ((len(group) - 1) // per_row + 1) * (tile + gap) + 0.4
        for status, words in (("unnamed", "not named"), ("non_member", "named, not a member")):
            names = ", ".join(ordered[ordered["status"] == status]["name"])
            for line in wrap_label(f"{words}: {names}", width_mm - left - 2) if names else []:
                notes.append((line, y + LINE_MM / 2))
                y += LINE_MM + 0.2
        y += 2.2
    figure, axes = _canvas(width_mm, y - 1)
    _draw_key(axes, left, tile)
    for row in frame.itertuples():
        _draw_tile(axes, row, places[row.Index], tile)
    regions = set(frame["m49_region"])
    for text, at in notes:
        axes.text(0.5 if text in regions else left, at, text, va="center_baseline", fontsize=style.MIN_PT, weight="bold" if text in regions else "normal")
    return figure


TILES = {  # status: face, edge, width of the edge, line style
    "named": (NAMED_FACE, "none", 0.0, "-"), "unnamed": ("white", UNNAMED_EDGE, 1.5, "-"), "non_member": ("#f1e3c8", style.INK, 0.8, (0, (2, 1.2))),
}


def _draw_tile(axes, row, at: tuple[float, float], tile: float) -> None:
    face, edge, width, dashes = TILES[row.status]
    box = style.add_box(axes, (at[0] + width / 8, at[1] + width / 8), tile - width / 4, tile - width / 4, fc=face, ec=edge, lw=width, ls=dashes)
    style.mark_row(box, row.Index)
    axes.text(at[0] + tile / 2, at[1] + tile / 2, row.iso3, ha="center", va="center_baseline", fontsize=style.MIN_PT,
              weight="bold" if row.status == "unnamed" else "normal")


def _draw_key(axes, left: float, tile: float) -> None:
    x = left
    for status, words in (("named", "member of the UN, named by a desk"), ("unnamed", "member, not named"), ("non_member", "named, not a member")):
        face, edge, width, dashes = TILES[status]
        style.add_box(axes, (x, 2.2), 4, 4, fc=face, ec=edge, lw=width, ls=dashes)
        axes.text(x + 5.4, 4.2, words, va="center_baseline", fontsize=style.MIN_PT)
        x += 56 if status == "named" else 34
