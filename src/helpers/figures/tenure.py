"""Figures of tenure: who held which ministry when, how long, and what the printed dates leave open.

Marks mean the same in every figure: a solid bar is certain, a thin line is as far as the bounds reach, hatching is
acting, an arrow is a holder at the cut-off, a dotted line is an end that nothing bounds.
"""

from __future__ import annotations

from datetime import date
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MultipleLocator

from helpers.figures import style

EPOCH = date(1970, 1, 1)
YEAR_DAYS = 365.25
YEAR_WIDTH = 1.06  # of a bar: as paths are rounded to tenths of a point, less would let a seam show between two
ROW_MM, HEAD_MM, FOOT_MM, PAIR_MM = 4.3, 5.0, 12.0, 7.6
HEAD_ROWS = 0.8  # room for the ministry's name above its tenures, in rows
PAIR_PANEL_MM, PAIR_LEAST_MM, ALL_PANELS_MM = 52.0, 20.0, 220.0  # height of a pair of ministries, at most and at least; of all, a page
NARROW_MM = 150     # below this, names of ministers reach the name of the ministry
LETTER_MM = 1.75  # of a title, on average
DOTS = (0, (1, 1.6))
ERA_SHADES = ("#eef0f3", "#dfe3e9")  # alternate, under everything else
LABEL_ROOM = 26  # years a label needs beside its bar at full width
SPELL_KEY = "Year. Bar: certainly in office; thin line: possibly; dotted: no end printed; hatched: acting; arrow: in office at the cut-off"
LABEL_MM = 4.5  # height that a label needs, and the parts of a panel that are no axis
LEVEL_PCT = 5  # the conventional level, drawn as a line and named


def draw_spells(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Every tenure on one time axis, a block a ministry, leader eras behind.

    `frame` has rows of two layers (`layer`: era, tenure), as `tenure_views.spell_view` makes it: ministry_id, ministry,
    name, name_ko, capacity, exit_status, start_earliest, start_latest, end_earliest, end_latest, length.
    """
    tenures = frame[frame["layer"] == "tenure"]
    ministries = list(dict.fromkeys(tenures["ministry_id"]))
    rows = [int((tenures["ministry_id"] == m).sum()) for m in ministries]
    height = ROW_MM * sum(rows) + HEAD_MM * len(rows) + FOOT_MM
    figure, grid = style.new_figure(width_mm, height, len(rows), 1, sharex=True, squeeze=False, height_ratios=[r + 1.2 for r in rows])
    eras = frame[frame["layer"] == "era"]
    first, last = np.nanmin(_years(frame["start_earliest"])), np.nanmax(_years(frame["end_latest"]))
    for axes, ministry in zip(grid[:, 0], ministries):
        own = tenures[tenures["ministry_id"] == ministry]
        _shade_eras(axes, eras, named=ministry == ministries[0])
        for level, (position, row) in enumerate(own.iterrows()):
            _draw_spell(axes, row, -level, colour=style.ministry_colour(ministry, ministries), position=position, edge=(first, last))
        _frame_spells(axes, own["ministry"].iloc[0], len(own), colour=style.ministry_colour(ministry, ministries), edge=(first, last))
    grid[-1, 0].set_xlabel(SPELL_KEY)
    return figure


def draw_survival(frame: pd.DataFrame, *, width_mm: float = 180, height_mm: float = 78) -> Figure:
    """The share of tenures longer than t, a panel a ministry.

    `frame` has rows of three layers (`layer`: bounds, estimate, held), as `tenure_views.survival_view` makes it: days, days_to,
    s_min, s_max, low, high, survival.
    """
    frame = _typed(frame, "days_to")
    ministries = list(dict.fromkeys(frame["ministry_id"]))
    columns = min(3, len(ministries))
    figure, grid = style.new_figure(
        width_mm, height_mm * -(-len(ministries) // columns), -(-len(ministries) // columns), columns, sharex=True, sharey=True, squeeze=False
    )
    longest = np.nanmax([frame["days"].max(), frame["days_to"].max(), 1]) / YEAR_DAYS
    for axes, ministry in zip(grid.ravel(), ministries):
        own = frame[frame["ministry_id"] == ministry]
        _draw_survival(axes, own, style.ministry_colour(ministry, ministries), limit=longest * 1.04)
        axes.set_title(fill(own["ministry"].iloc[0], int(width_mm / columns / LETTER_MM)), color=style.ministry_colour(ministry, ministries), pad=4)
    _name_layers(figure)
    for axes in grid.ravel()[len(ministries) :]:
        axes.set_visible(False)
    for axes in grid.ravel()[max(0, len(ministries) - columns) : len(ministries)]:
        axes.set_xlabel("Years in office")
        axes.tick_params(labelbottom=True)
    for axes in grid[:, 0]:
        axes.set_ylabel("Share of tenures longer")
    return figure


def draw_joint(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Bounds of each inexact tenure, alone above and jointly below.

    `frame` has rows of two layers (`layer`: alone, joint), as `tenure_views.joint_view` makes it: tenure_id, ministry_id, name,
    name_ko, days_min, days_max (blank: unbounded), length.
    """
    frame = _typed(frame, "days_max")
    ministries = list(dict.fromkeys(frame["ministry_id"]))
    labels = frame.drop_duplicates("tenure_id")
    levels = -(np.arange(len(labels)) + HEAD_ROWS * (pd.factorize(labels["ministry_id"])[0] + 1))
    level_of = dict(zip(labels["tenure_id"], levels))
    lowest = levels.min(initial=-1.0)
    figure, axes = style.new_figure(width_mm, PAIR_MM * (0.6 - lowest) + FOOT_MM)
    limit = 1.16 * np.nanmax([frame["days_max"].max(), frame["days_min"].max(), 1]) / YEAR_DAYS
    for position, row in frame.iterrows():
        level = level_of[row["tenure_id"]] + (0.2 if row["layer"] == "alone" else -0.2)
        _draw_range(axes, row, level, colour=style.ministry_colour(row["ministry_id"], ministries), position=position, limit=limit)
    for row, level in zip(labels.itertuples(), levels):
        if row.tenure_id == labels.loc[labels["ministry_id"] == row.ministry_id, "tenure_id"].iloc[0]:
            axes.annotate(row.ministry, (0, level + HEAD_ROWS), va="center_baseline", weight="bold", color=style.ministry_colour(row.ministry_id, ministries))
    axes.set_yticks(levels, [f"{n} {k}".strip() for n, k in zip(labels["name"], labels["name_ko"])])
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(-0.1, limit)
    axes.set_ylim(lowest - 0.6, 0.4)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("Years in office that the dates allow. Thin, above: each term alone; thick, below: with one holder at a time")
    return figure


def draw_comparison(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """What every completion of the bounds says about two ministries: reachable counts left, their p right; a row a pair.

    `frame` has rows of three layers (`layer`: distribution, reachable, coding), as `comparison.comparison_frame` makes it:
    share_pct, chance, p, coding, first_name, second_name.
    """
    pairs = list(frame.groupby(["first_name", "second_name"], sort=False))
    if not pairs:
        return _draw_words("Fewer than two ministries are listed: there is no pair to compare.", width_mm)
    height = min(PAIR_PANEL_MM, max(PAIR_LEAST_MM, ALL_PANELS_MM / max(1, len(pairs))))
    figure, grid = style.new_figure(width_mm, height * len(pairs) + 9, len(pairs), 2, sharex=True, squeeze=False)
    for (left, right), ((first, second), own) in zip(grid, pairs):
        everything, reachable = (own[own["layer"] == layer] for layer in ("distribution", "reachable"))
        _draw_chances(left, everything, reachable)
        right.plot(everything["share_pct"], everything["p"], color=style.SOFT, linewidth=0.8, linestyle=(0, (1, 1)))
        right.plot(reachable["share_pct"], reachable["p"], color=style.INK, marker="o", markersize=2.2, linewidth=0.8)
        _draw_codings(right, own[own["layer"] == "coding"], apart=LABEL_MM / height)
        right.axhline(LEVEL_PCT / 100, color=style.SOFT, linewidth=0.6, linestyle=(0, (4, 2)))
        right.annotate(f"{LEVEL_PCT} %", (0, LEVEL_PCT / 100), (1, 2), textcoords="offset points", color=style.SOFT)
        right.set_ylabel("Exact two-sided p" if height > 30 else "p")
        right.set_ylim(0, 1.04)
        left.set_title(f"{first} and {second}", pad=5)
    for axes in grid[-1]:
        axes.set_xlabel("Pairs (%) whose longer tenure is of the ministry named first")
        axes.set_xlim(0, 100)
    marks = [Patch(facecolor=style.FAINT), Patch(facecolor=style.INK), Line2D([], [], color=style.INK, linewidth=1.2)]
    figure.legend(marks, ["if the two did not differ", "reached by some completion", "log-rank tests of single codings"], loc="outside lower center", ncols=style.legend_columns(figure, 3), handlelength=1.4)
    return figure


def draw_coverage(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Each year's share of days with a named minister, certain and possible, a strip a ministry.

    `frame` has ministry_id, ministry, year, share_pct_certain, share_pct_possible (`tenure_views.coverage_view`).
    """
    ministries = list(dict.fromkeys(frame["ministry_id"]))
    figure, grid = style.new_figure(width_mm, 24 * len(ministries) + 10, len(ministries), 1, sharex=True, sharey=True, squeeze=False)
    for axes, ministry in zip(grid[:, 0], ministries):
        own, colour = frame[frame["ministry_id"] == ministry], style.ministry_colour(ministry, ministries)
        for position, year, share in zip(own.index, own["year"], own["share_pct_possible"]):
            style.mark_row(style.add_box(axes, (year - YEAR_WIDTH / 2, 0), YEAR_WIDTH, share, color=style.pale(colour), linewidth=0), position)
        for year, share in zip(own["year"], own["share_pct_certain"]):
            style.add_box(axes, (year - YEAR_WIDTH / 2, 0), YEAR_WIDTH, share, color=colour, linewidth=0)
        axes.set_title(own["ministry"].iloc[0], color=colour, pad=4)
        axes.set_ylim(0, 100)
        axes.set_yticks([0, 50, 100])
        axes.set_xlim(frame["year"].min() - 0.6, frame["year"].max() + 0.6)
        axes.xaxis.set_major_locator(MultipleLocator(10))
        axes.set_ylabel("% of days")
    grid[-1, 0].set_xlabel("Year. Solid: certainly covered by a named minister; pale: possibly; blank: nobody is named")
    return figure


def _years(days: pd.Series) -> np.ndarray:
    """ISO days as years and fractions, NaN where ''."""
    return np.array([1970 + (date.fromisoformat(d) - EPOCH).days / YEAR_DAYS if d else np.nan for d in days])


def _typed(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The frame with a column as numbers, also where all of it is blank and was read as text."""
    return frame.assign(**{column: pd.to_numeric(frame[column], errors="coerce")})


def _shade_eras(axes: Axes, eras: pd.DataFrame, *, named: bool) -> None:
    """Bands behind the spells, with the leaders' names above the first block; in a narrow figure every other name is a line higher."""
    higher = style.SIZE_PT + 2 if axes.figure.get_figwidth() * style.MM_PER_INCH < NARROW_MM else 0
    for k, (begin, end, name) in enumerate(zip(_years(eras["start_earliest"]), _years(eras["end_latest"]), eras["name"])):
        axes.axvspan(begin, end, facecolor=ERA_SHADES[k % 2], linewidth=0, zorder=-2)
        if named:
            axes.annotate(name, ((begin + end) / 2, 1), (0, 2 + higher * (k % 2)), xycoords=("data", "axes fraction"), textcoords="offset points", ha="center", color=style.SOFT)


def _draw_spell(axes: Axes, row: pd.Series, level: float, *, colour: str, position: int, edge: tuple[float, float]) -> None:
    """One tenure: its certain part as a bar, its bounds as a thin line, its end mark and its label."""
    begins, began, ends, ended = _years(row[["start_earliest", "start_latest", "end_earliest", "end_latest"]])
    held, open_end, last = row["exit_status"] == "in_office", row["exit_status"] == "unknown", edge[1] if np.isnan(ended) else ended
    axes.plot([began, last], [level, level], color=colour, linestyle=DOTS if open_end else "-", **style.BOUND_LINE)
    axes.plot([begins, began], [level, level], color=colour, **style.BOUND_LINE)
    for side in ([begins] if begins < began or open_end else []) + ([last] if ends < last and not open_end and not held else []):
        axes.plot([side, side], [level - 0.2, level + 0.2], color=colour, **style.BOUND_LINE)
    hatch = {"hatch": style.ACTING_HATCH, "facecolor": style.PAPER} if row["capacity"] == "acting" else {"facecolor": colour}
    certain = max(0.0, ends - began)
    bar = style.add_box(axes, (began, level - style.BAR["height"] / 2), certain, style.BAR["height"], edgecolor=colour, linewidth=style.BAR["linewidth"], **hatch)
    style.mark_row(bar, position)
    if held:
        axes.plot(ends, level, color=colour, **style.ARROW)
    _label_spell(axes, row, level, left=begins, right=last, edge=edge)


def _label_spell(axes: Axes, row: pd.Series, level: float, *, left: float, right: float, edge: tuple[float, float]) -> None:
    """Name and length beside the bar, on the side that has room."""
    on_right = edge[1] - right > LABEL_ROOM
    text = f"{row['name']} {row['name_ko']}".strip() + f"  {row['length']} d" + (", acting" if row["capacity"] == "acting" else "")
    axes.annotate(
        text, (right if on_right else left, level), (4 if on_right else -4, 0), textcoords="offset points",
        ha="left" if on_right else "right", va="center_baseline", fontsize=style.MIN_PT,
    )  # fmt: skip


def _frame_spells(axes: Axes, ministry: str, rows: int, *, colour: str, edge: tuple[float, float]) -> None:
    """Axes of one block of spells, with the ministry's name inside: where the staircase leaves room, or in a row of its own."""
    narrow = axes.figure.get_figwidth() * style.MM_PER_INCH < NARROW_MM
    axes.set_ylim(-rows + 0.4, 1.7 if narrow else 0.7)
    axes.set_xlim(edge[0] - 0.5, edge[1] + 0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MultipleLocator(10))
    axes.annotate(
        ministry, (1, 1), (-4, -4), xycoords="axes fraction", textcoords="offset points", ha="right", va="top",
        color=colour, weight="bold", fontsize=style.SIZE_PT + 0.5,
    )  # fmt: skip


def _draw_survival(axes: Axes, own: pd.DataFrame, colour: str, *, limit: float) -> None:
    """Bounds as a band of steps, the sampling interval pale behind, the estimate as a line, holders as marks."""
    steps, falls, held = (own[own["layer"] == layer] for layer in ("bounds", "estimate", "held"))
    years = np.r_[steps["days"] / YEAR_DAYS, limit]
    ends = {c: np.r_[steps[c], steps[c].iloc[-1]] for c in ("s_min", "s_max", "low", "high")}
    axes.fill_between(years, ends["low"], ends["high"], step="post", color=colour, alpha=0.13, linewidth=0)
    axes.fill_between(years, ends["s_min"], ends["s_max"], step="post", color=colour, alpha=0.5, linewidth=0)
    for side in ("s_min", "s_max"):
        axes.plot(years, ends[side], drawstyle="steps-post", color=colour, linewidth=0.9)
    line = np.r_[1.0, falls["survival"], falls["survival"].iloc[-1]]
    for side in ("days", "days_to"):  # within an innermost interval the estimate does not say where it falls
        when = np.r_[0.0, falls[side].fillna(limit * YEAR_DAYS) / YEAR_DAYS, limit]
        axes.plot(when, line, drawstyle="steps-post", color=style.INK, linewidth=0.8, linestyle=(0, (3, 1.5)))
    for position, row in held.iterrows():
        mark = axes.plot(row["days"] / YEAR_DAYS, row["s_max"], color=style.INK, linestyle="none", **style.CENSOR_MARK)[0]
        style.mark_row(mark, position)
        axes.annotate(row["name"], (row["days"] / YEAR_DAYS, row["s_max"]), (3, 4), textcoords="offset points")
    axes.set_xlim(0, limit)
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda share, _: f"{100 * share:.0f} %"))


def _name_layers(figure: Figure) -> None:
    """Say once, below the panels, which layer is which."""
    layers = [
        Patch(facecolor=style.SOFT, alpha=0.5, edgecolor=style.SOFT), Patch(facecolor=style.SOFT, alpha=0.13),
        Line2D([], [], color=style.INK, linewidth=0.8, linestyle=(0, (3, 1.5))), Line2D([], [], color=style.INK, linestyle="none", **style.CENSOR_MARK),
    ]  # fmt: skip
    names = ["what the dates allow", "what sampling adds (95 %)", "maximum likelihood", "in office at the cut-off"]
    figure.legend(layers, names, loc="outside lower center", ncols=style.legend_columns(figure, 4), handlelength=1.8)


def _draw_range(axes: Axes, row: pd.Series, level: float, *, colour: str, position: int, limit: float) -> None:
    """The lengths that bounds allow: a line between two ends, dotted and open where unbounded."""
    shade = style.SOFT if row["layer"] == "alone" else colour
    low, high = row["days_min"] / YEAR_DAYS, row["days_max"] / YEAR_DAYS
    open_end = np.isnan(high)
    width = 1.2 if row["layer"] == "alone" or open_end else 3.2
    ends = [low, limit if open_end else high]
    line = axes.plot(ends, [level, level], color=shade, linewidth=width, linestyle=DOTS if open_end else "-", solid_capstyle="butt")[0]
    style.mark_row(line, position)
    axes.plot([low, low], [level - 0.13, level + 0.13], color=shade, linewidth=0.8)
    if open_end:
        axes.plot(limit, level, color=shade, **style.ARROW)
    else:
        axes.plot([high, high], [level - 0.13, level + 0.13], color=shade, linewidth=0.8)
        axes.annotate(f"{row['length']} d", (high, level), (4, 0), textcoords="offset points", va="center_baseline", fontsize=style.MIN_PT, color=shade)


def _draw_words(words: str, width_mm: float) -> Figure:
    """A figure of one sentence, where there is nothing to draw."""
    figure, axes = style.new_figure(width_mm, 12)
    axes.set_axis_off()
    axes.annotate(words, (0.5, 0.5), xycoords="axes fraction", ha="center", va="center")
    return figure


def _draw_chances(axes: Axes, everything: pd.DataFrame, reachable: pd.DataFrame) -> None:
    """The chance of every count, those that some completion reaches in black."""
    step = everything["share_pct"].diff().median()
    axes.bar(everything["share_pct"], 100 * everything["chance"], width=step, color=style.FAINT, linewidth=0)
    for position, row in reachable.iterrows():
        style.mark_row(style.add_box(axes, (row["share_pct"] - step / 2, 0), step, 100 * row["chance"], color=style.INK, linewidth=0), position)
    axes.set_ylabel("Chance (%)")
    axes.set_ylim(0, 108 * everything["chance"].max())


def _draw_codings(axes: Axes, codings: pd.DataFrame, *, apart: float) -> None:
    """The p of single completions as ticks at the right edge; those too close to be named apart share a label."""
    for position, row in codings.iterrows():
        style.mark_row(axes.plot([97.5, 100], [row["p"], row["p"]], color=style.INK, linewidth=1.2)[0], position)
    ordered = codings.sort_values("p", kind="stable")
    for _, near in ordered.groupby((ordered["p"].diff() > apart).cumsum()):
        axes.annotate(", ".join(near["coding"]), (100, near["p"].mean()), (4, 0), textcoords="offset points", va="center", annotation_clip=False)
