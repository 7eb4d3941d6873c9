"""Figures of agreements and links: time in force, scope, routes, a sketch of the borders, tariffs."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from helpers.figures import style
from helpers.figures.postal import day, rows_of

PARTNER_COLOURS = {"China": "#0b4f8a", "South Korea": "#c8641e", "Soviet Union": "#2e7d5b"}
MARKS = {"named": ("s", style.INK), "planned": ("^", style.PAPER), "unclear": ("o", style.PAPER)}
CARRIAGE_LOOK = {"performed": (0.62, 1.0), "reported": (0.62, 0.45), "announced": (0.3, 1.0), "planned": (0.3, 0.45)}
FIRST_YEAR = "1945-01-01"
THIN = 0.1
STATUS_LOOK = {"suspended": {"hatch": "xxxx", "ec": style.PAPER, "lw": 0}}  # open and suspended are alike in grey
UNDATED_DAYS = 900  # from the cut-off to the first undated mark, and between marks
SPLIT = (("1946-01-01", "1958-01-01"), ("1958-01-01", "2031-01-01"))  # most agreements fall into the first years
YEARS = (range(1946, 1959, 2), range(1960, 2021, 20))  # named below the axis, by part
FADE_DAYS = 500  # how far an end that is not printed is drawn beyond the last sure day


# --- agreements ------------------------------------------------------------------------------------
def draw_agreements(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Agreements from signature (ring) over entry into force to the end, and how many are in force.

    Layers: agreement (label, partner, signed_day, from_day, to_day, end, cells), own and inherited (from_day, low, high).
    Hatched: dates inherited from the row above. An arrow: no end printed.
    """
    figure, panels = style.new_figure(width_mm, 132, rows=2, columns=2, sharex="col", sharey="row", height_ratios=(2.6, 1), width_ratios=(3, 1))
    for side, limits in enumerate(SPLIT):
        _draw_spans(panels[0][side], frame, *map(day, limits))
        _draw_in_force(panels[1][side], frame, *map(day, limits))
        panels[1][side].set_xlim(*map(day, limits))
        panels[1][side].set_xticks([day(f"{year}-01-01") for year in YEARS[side]], YEARS[side])
    labels = [row.label for _, row in rows_of(frame, "agreement")]
    panels[0][0].set_yticks(range(len(labels)), labels)
    panels[0][0].set_ylim(len(labels) - 0.4, -0.6)
    for axes in panels[:, 1]:
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
    panels[0][0].set_title("Ring: signed. Bar: in force. Hatched: dates inherited. Arrow: no end printed")
    panels[1][0].set_title("In force at once: surely (lines) and possibly (grey)")
    panels[1][0].set_ylabel("agreements")
    return figure


def _draw_spans(axes: Axes, frame: pd.DataFrame, first: float, last: float) -> None:
    for place, (position, row) in enumerate(rows_of(frame, "agreement")):
        colour = PARTNER_COLOURS.get(row.partner, style.INK)
        if row.from_day and day(row.from_day) < last:
            start, end = max(day(row.from_day), first), day(row.to_day)
            end = end if row.end != "unknown" else day(row.from_day) + FADE_DAYS
            if end > first:
                _draw_bar(axes, place, row, (start, min(end, last)), position)
                if row.end != "printed" and end <= last:
                    axes.plot(end, place, ">", ms=4.5, color=colour, clip_on=False)
        if row.signed_day and first <= day(row.signed_day) < last:
            axes.plot(day(row.signed_day), place, "o", ms=3.6, mfc=style.PAPER, mec=colour, mew=0.9)
            if not row.from_day:
                axes.annotate("entry and end not printed", (day(row.signed_day), place), xytext=(6, 0), textcoords="offset points", va="center", color=style.SOFT)


def _draw_bar(axes: Axes, place: int, row, span: tuple[float, float], position: int) -> None:
    colour, inherited = PARTNER_COLOURS.get(row.partner, style.INK), row.cells == "inherited"
    look = {"fc": style.PAPER if inherited else colour, "ec": colour, "hatch": style.ACTING_HATCH if inherited else "", "alpha": 1 if row.end != "unknown" else 0.35}
    style.mark_row(style.add_box(axes, (span[0], place - 0.275), span[1] - span[0], 0.55, lw=0.6, **look), position)


def _draw_in_force(axes: Axes, frame: pd.DataFrame, first: float, last: float) -> None:
    for name, colour, dash in (("inherited", style.INK, "-"), ("own", style.SOFT, (0, (4, 2)))):
        steps = [(max(day(row.from_day), first), row.low, row.high) for _, row in rows_of(frame, name) if day(row.from_day) < last]
        shown = [step for number, step in enumerate(steps) if number + 1 == len(steps) or steps[number + 1][0] > first]
        shown.append((min(last, day(frame.loc[frame["layer"] == name, "from_day"].iloc[-1])), *shown[-1][1:]))
        days, low, high = zip(*shown)
        axes.step(days, low, where="post", color=colour, ls=dash, lw=1.3)
        if name == "inherited":
            axes.fill_between(days, low, high, step="post", color=style.FAINT, alpha=0.7, lw=0)
        for position, row in rows_of(frame, name):
            if first <= day(row.from_day) < last:
                style.mark_row(axes.plot(day(row.from_day), row.low, ".", ms=2.5, color=colour)[0], position)
    axes.set_ylim(0, None)
    if first < day("1950-01-01"):
        axes.text(day("1954-04-01"), 7.2, "with inherited cells", ha="right", va="bottom")
        axes.text(day("1954-07-01"), 2.6, "own cells alone", va="top", color=style.SOFT)


# --- scope -----------------------------------------------------------------------------------------
def draw_scope(frame: pd.DataFrame, *, width_mm: float = 120) -> Figure:
    """Agreements against what they cover. `frame`: label, partner, scope, scope_number, mark (named, planned, unclear, '')."""
    figure, axes = style.new_figure(width_mm, 96)
    labels = list(dict.fromkeys(zip(frame["agreement_id"], frame["label"])))
    scopes = list(dict.fromkeys(frame.sort_values("scope_number")["scope"]))
    places = {agreement: place for place, (agreement, _) in enumerate(labels)}
    for place in range(0, len(labels), 2):
        axes.axhspan(place - 0.5, place + 0.5, color=style.FAINT, alpha=0.45, lw=0)
    for position, row in enumerate(frame.itertuples()):
        if row.mark:
            marker, face = MARKS[row.mark]
            style.mark_row(axes.plot(row.scope_number, places[row.agreement_id], marker, ms=5, mfc=face, mec=style.INK, mew=0.9)[0], position)
    axes.set_yticks(range(len(labels)), [label for _, label in labels])
    axes.set_xticks(range(len(scopes)), [scope.replace("_", " ") for scope in scopes], rotation=40, ha="left", rotation_mode="anchor")
    axes.xaxis.set_ticks_position("top")
    axes.tick_params(axis="both", length=0)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xlim(-0.5, len(scopes) - 0.5)
    axes.set_xlabel("square: named · triangle: to be studied · ring: kinds not printed", loc="right")
    return figure


# --- routes ----------------------------------------------------------------------------------------
def draw_routes(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """State of every link by time; undated statements stand at the right.

    Layers: state (link_name, status, carriage, from_day, to_day, next_day), undated. Broad: mail printed to have moved or
    stopped; narrow: planned or announced; pale: reported or planned.
    """
    figure, axes = style.new_figure(width_mm, 92)
    links = list(dict.fromkeys(frame["link_name"]))
    for position, row in rows_of(frame, "state"):
        height, alpha = (THIN, 1.0) if row.status == "unknown" else CARRIAGE_LOOK[row.carriage]
        start, end = day(row.from_day), max(day(row.to_day), day(row.from_day) + 250)
        style.mark_row(axes.barh(links.index(row.link_name), end - start, left=start, height=height, fc=style.STATUS_COLOURS[row.status], alpha=alpha, **STATUS_LOOK.get(row.status, {"lw": 0}))[0], position)
        if day(row.next_day) > end:
            axes.plot([end, day(row.next_day)], [links.index(row.link_name)] * 2, color=style.SOFT, lw=0.7, ls=":")
    last = max(day(text) for text in frame.loc[frame["layer"] == "state", "next_day"])
    _draw_undated(axes, frame, links, last)
    axes.set_yticks(range(len(links)), links)
    axes.set_ylim(len(links) - 0.4, -0.6)
    axes.set_xlim(day(FIRST_YEAR), last + UNDATED_DAYS + 5600)
    axes.set_xticks([day(f"{year}-01-01") for year in range(1950, 2030, 10)], range(1950, 2030, 10))
    axes.axvline(last, color=style.SOFT, lw=0.6)
    axes.set_title("Broad: printed to have moved or stopped, pale if only reported.\nNarrow: announced, pale if only planned. Line: not known")
    _explain_status(axes)
    return figure


def _draw_undated(axes: Axes, frame: pd.DataFrame, links: list[str], last: float) -> None:
    for name, group in frame[frame["layer"] == "undated"].groupby("link_name", sort=False):
        place = links.index(name)
        for number, row in enumerate(group.itertuples()):
            style.mark_row(axes.plot(last + UNDATED_DAYS * (1 + number), place, "D", ms=4, color=style.STATUS_COLOURS[row.status])[0], row.Index)
        axes.annotate(", ".join(group["event"]), (last + UNDATED_DAYS * len(group), place), xytext=(5, 0), textcoords="offset points", va="center")
    axes.text(last + UNDATED_DAYS / 2, -0.45, "undated", va="center", color=style.SOFT)


def _explain_status(axes: Axes) -> None:
    states = [Patch(fc=colour, label=status, **STATUS_LOOK.get(status, {"lw": 0})) for status, colour in style.STATUS_COLOURS.items()]
    axes.legend(handles=states, loc="upper center", bbox_to_anchor=(0.4, -0.07), ncols=style.legend_columns(axes.figure, 4), handlelength=1.2)


# --- borders ---------------------------------------------------------------------------------------
def draw_border(frame: pd.DataFrame, *, width_mm: float = 120) -> Figure:
    """Sketch of the borders with offices of exchange, places reached and crossings; positions to a tenth of a degree.

    Layers: border, coast, parallel (points of lines named by `label`), office_north_korea, office_other, reached (label, year),
    crossing (to_longitude, to_latitude).
    """
    figure, axes = style.new_figure(width_mm, width_mm * 0.84)
    looks = {"border": (style.INK, 1.1, "-"), "coast": (style.SOFT, 0.6, "-"), "parallel": (style.SOFT, 0.8, (0, (5, 3)))}
    for (layer, _), points in frame[frame["layer"].isin(looks)].groupby(["layer", "label"], sort=False):
        colour, width, dash = looks[layer]
        axes.plot(points["longitude"], points["latitude"], color=colour, lw=width, ls=dash)
    marks = {"office_other": ("s", PARTNER_COLOURS["China"]), "office_north_korea": ("o", PARTNER_COLOURS["South Korea"]), "reached": ("o", style.PAPER)}
    for layer, (marker, colour) in marks.items():
        for position, row in rows_of(frame, layer):
            style.mark_row(axes.plot(row.longitude, row.latitude, marker, ms=4, mfc=colour, mec=style.INK, mew=0.7, zorder=3)[0], position)
            _label_place(axes, row, layer)
    axes.text(128.7, 38.0, "38th parallel", va="center")
    axes.set_aspect(1 / 0.77)
    axes.set_xlim(123.1, 132.7)
    axes.set_ylim(37.5, 43.6)
    axes.set_axis_off()
    return figure


# Where a label stands from its mark (points right and up, alignment), where places crowd along the border.
LABEL_AT = {
    "Andong": (-5, 7, "right"), "Dandong": (-5, 0, "right"), "Sinuiju": (5, -12, "left"), "Uiju": (5, 0, "left"), "Ji'an": (-5, 4, "right"),
    "Manpo": (5, -2, "left"), "Tumen": (-5, 5, "right"), "Namyang": (-5, -4, "right"), "Hunchun": (-3, 9, "left"), "元正": (5, 3, "left"),
    "Rason": (20, -4, "left"), "Rajin": (7, -9, "left"), "Kaesong": (5, -6, "left"), "Ryohyon": (5, 6, "left"), "Haeju": (-5, 5, "right"),
    "Hoeryong": (-5, 5, "right"), "Vladivostok": (0, -9, "center"), "Pukchong": (-5, 0, "right"),
}


def _label_place(axes: Axes, row, layer: str) -> None:
    right, up, side = LABEL_AT.get(row.label, (5, 0, "left"))
    year = f" {int(row.year)}" if layer != "reached" and row.year == row.year and row.year != "" else ""
    axes.annotate(f"{row.label}{year}", (row.longitude, row.latitude), xytext=(right, up), textcoords="offset points", ha=side, va="center")


# --- tariff ----------------------------------------------------------------------------------------
def draw_tariff(frame: pd.DataFrame, *, width_mm: float = 85) -> Figure:
    """Cost of a letter and of a parcel by weight. Layers: letter, parcel (weight_kg, cost_cny), crossing."""
    figure, axes = style.new_figure(width_mm, 62)
    for layer, dash, label in (("letter", "-", "a letter, weight not printed"), ("parcel", (0, (5, 2)), "a parcel")):
        line = frame[frame["layer"] == layer]
        axes.plot(line["weight_kg"], line["cost_cny"], color=style.MINISTRY_COLOURS["posts" if layer == "letter" else "foreign"], ls=dash, lw=1.4)
        end = line.iloc[-1]
        axes.annotate(label, (end["weight_kg"], end["cost_cny"]), xytext=(0, 4) if layer == "letter" else (-12, -4), textcoords="offset points", ha="right", va="bottom")
    for position, row in rows_of(frame, "crossing"):
        style.mark_row(axes.plot(row.weight_kg, row.cost_cny, "o", ms=5, mfc=style.PAPER, mec=style.INK)[0], position)
        axes.plot([row.weight_kg] * 2, [0, row.cost_cny], color=style.SOFT, lw=0.6, ls=":")
        axes.annotate(f"{row.weight_kg:g} kg", (row.weight_kg, 0), xytext=(4, 3), textcoords="offset points")
    axes.set_xlabel("weight, kg")
    axes.set_ylabel("cost, CNY")
    axes.set_xlim(0, 21)
    axes.set_xticks(range(0, 21, 5))
    axes.set_ylim(0, 56)
    return figure
