"""Figures of the exchange between north and south: rhythms and schedules, statements in conflict, volumes."""

from __future__ import annotations

from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.figures import style

KEPT, BESIDE = style.MINISTRY_COLOURS["posts"], style.SOFT
CONFLICT, HOLDS = style.STATUS_COLOURS["suspended"], style.STATUS_COLOURS["open"]
LIMIT_COLOUR = style.MINISTRY_COLOURS["foreign"]
YEARS = range(1946, 1951)


def day(text: str) -> float:
    """An ISO day as Matplotlib counts them."""
    return float(date2num(date.fromisoformat(text)))


def rows_of(frame: pd.DataFrame, layer: str) -> list[tuple[int, object]]:
    """Positions and rows of one layer, so that marks stay tied to their rows."""
    return [(position, row) for position, row in enumerate(frame.itertuples()) if row.layer == layer]


# --- schedules -------------------------------------------------------------------------------------
def draw_schedules(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Rhythms as printed and read, exchanges up to each day in every possible schedule, and exchanges by month.

    `frame` has the layers printed, read, limit, until, month and pause; see `helpers.postal.schedule_frame`. Where no schedule
    keeps the rules, the two lower panels say so.
    """
    figure, (top, middle, low) = style.new_figure(width_mm, 150, rows=3, sharex=True, height_ratios=(1.15, 1.5, 0.8))
    for axes in (top, middle, low):
        for _, row in rows_of(frame, "pause"):
            axes.axvspan(day(row.from_day), day(row.to_day), color=style.FAINT, alpha=0.6, lw=0)
    _draw_regimes(top, frame)
    _draw_until(middle, frame)
    _draw_months(low, frame)
    low.set_xlim(day("1946-01-01"), day("1950-07-12"))
    low.set_xticks([day(f"{year}-01-01") for year in YEARS], YEARS)
    low.set_xticks([day(f"{year}-{month}-01") for year in YEARS for month in ("04", "07", "10")][:-1], minor=True)
    return figure


def _draw_regimes(axes: Axes, frame: pd.DataFrame) -> None:
    names = list(dict.fromkeys(row.label for _, row in rows_of(frame, "printed")))
    for layer, height, look in (("printed", 0.62, {"fc": "none", "ec": style.SOFT, "lw": 0.6, "ls": (0, (3, 2))}), ("read", 0.34, {"fc": KEPT, "ec": "none"})):
        for position, row in rows_of(frame, layer):
            if layer == "read" and row.kept == "no":
                continue
            span = day(row.from_day), max(day(row.to_day) - day(row.from_day), 8)
            place = names.index(row.label) - height / 2
            style.mark_row(style.add_box(axes, (span[0], place), span[1], height, **look), position)
    for place, name in enumerate(names):
        _label_regime(axes, frame[frame["label"] == name], place)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_title("Rhythms stated: outlined as printed, filled as read here")


def _label_regime(axes: Axes, rows: pd.DataFrame, place: int) -> None:
    read = rows[rows["layer"] == "read"].iloc[0]
    text = read["rhythm"] if read["kept"] == "yes" else "set aside"
    end = max(day(t) for t in rows["to_day"])
    if end < day("1949-06-01"):
        axes.text(end + 12, place, text, va="center")
    else:
        axes.text(min(day(t) for t in rows["from_day"]) - 12, place, text, va="center", ha="right")


def _draw_until(axes: Axes, frame: pd.DataFrame) -> None:
    until = frame[frame["layer"] == "until"]
    if until.empty:
        _say_none(axes)
    else:
        days = [day("1946-03-15"), *until["to_day"].map(day)]
        axes.fill_between(days, [1, *until["low"]], [1, *until["high"]], color=KEPT, alpha=0.35, lw=0)
        for side in ("low", "high"):
            axes.plot(days, [1, *until[side]], color=KEPT, lw=0.7)
        for position, row in rows_of(frame, "until"):
            style.mark_row(axes.vlines(day(row.to_day), row.low, row.high, color=KEPT, lw=1.2), position)
    for position, row in rows_of(frame, "limit"):
        high = row.high if row.high == row.high else row.low
        style.mark_row(axes.plot([day(row.to_day)] * 2, [row.low, max(high, row.low + 0.01)], color=LIMIT_COLOUR, lw=3.2, marker="_", ms=9, solid_capstyle="butt")[0], position)
        axes.annotate(row.label, (day(row.to_day), high), xytext=(-8, 6), textcoords="offset points", ha="right", color=LIMIT_COLOUR)
    axes.set_ylabel("exchanges so far")
    axes.set_ylim(0, 185)
    axes.set_title("Exchanges up to each month’s end: from fewest to most over all possible schedules")


def _draw_months(axes: Axes, frame: pd.DataFrame) -> None:
    months = rows_of(frame, "month")
    if not months:
        _say_none(axes)
    for position, row in months:
        start, width = day(row.from_day) + 3, day(row.to_day) - day(row.from_day) - 5
        style.add_box(axes, (start, 0), width, row.low, color=KEPT, lw=0)
        style.mark_row(style.add_box(axes, (start, row.low), width, row.high - row.low, color=KEPT, alpha=0.35, lw=0), position)
    axes.set_ylabel("in the month")
    axes.set_ylim(0, 5.6)
    axes.set_yticks(range(6))
    axes.set_title("Exchanges in each month: certain (full) and possible (pale)")


def _say_none(axes: Axes) -> None:
    axes.text(0.5, 0.5, "no schedule keeps all these statements", transform=axes.transAxes, ha="center", va="center", color=style.SOFT)


# --- statements that hold together ----------------------------------------------------------------
def draw_consistency(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Which statements contradict each other, and the largest sets that hold.

    `frame` has one row a statement and set: kind (conflict, maximal), set_number, label, member (yes, no). A conflict is a
    chain of dots; in a largest set a full mark is a statement kept, a ring one that has to go.
    """
    sizes = [max(1, frame.loc[frame["kind"] == kind, "set_number"].nunique()) for kind in ("conflict", "maximal")]
    figure, panels = style.new_figure(width_mm, 84, columns=2, sharey=True, width_ratios=sizes)
    names = list(dict.fromkeys(frame["label"]))
    for axes, kind, title in zip(panels, ("conflict", "maximal"), ("Cannot hold together", "Largest sets that can (ring: has to go)")):
        _draw_sets(axes, frame, kind, names)
        axes.set_title(title)
        axes.set_xlabel("smallest contradiction" if kind == "conflict" else "set")
    panels[0].set_yticks(range(len(names)), names)
    panels[0].set_ylim(len(names) - 0.5, -0.5)
    return figure


def _draw_sets(axes: Axes, frame: pd.DataFrame, kind: str, names: list[str]) -> None:
    held = frame[frame["kind"] == kind]
    for place in range(0, len(names), 2):
        axes.axhspan(place - 0.5, place + 0.5, color=style.FAINT, alpha=0.45, lw=0)
    for number, group in held[held["member"] == "yes"].groupby("set_number"):
        if kind == "conflict":
            places = [names.index(label) for label in group["label"]]
            axes.plot([number, number], [min(places), max(places)], color=CONFLICT, lw=1.2)
    colour = CONFLICT if kind == "conflict" else HOLDS
    for position, row in enumerate(frame.itertuples()):
        if row.kind != kind or (kind == "conflict" and row.member == "no"):
            continue
        look = {"mfc": colour, "mec": colour} if row.member == "yes" else {"mfc": style.PAPER, "mec": style.INK, "mew": 0.9}
        marker = {"conflict": "o", "maximal": "s" if row.member == "yes" else "o"}[kind]
        mark = Line2D([row.set_number], [names.index(row.label)], marker=marker, ms=4.6, ls="none", **look)
        style.mark_row(axes.add_artist(mark), position)
    axes.set_xticks(sorted(held["set_number"].unique()))
    axes.set_xlim(0.4, max(held["set_number"], default=1) + 0.6)
    axes.tick_params(axis="both", length=0)


# --- volumes ---------------------------------------------------------------------------------------
def draw_volumes(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Pieces by direction under both ways to label them, against outside totals; pieces an exchange before and after.

    Layers: total (labels, direction, low: pieces by the count, high: all-time, first: first exchange, fits), before and
    after (direction, low, high: pieces an exchange).
    """
    figure, (left, right) = style.new_figure(width_mm, 74, columns=2, width_ratios=(1.45, 1))
    _draw_totals(left, frame)
    _draw_rates(right, frame)
    return figure


def _draw_totals(axes: Axes, frame: pd.DataFrame) -> None:
    names = []
    for place, (position, row) in enumerate(rows_of(frame, "total")):
        colour = style.DIRECTION_COLOURS[row.direction]
        names.append(f"{'as printed' if row.labels == 'as-printed' else 'swapped'}, {row.direction}")
        axes.barh(place, row.high / 1e6, 0.7, fc="none", ec=style.SOFT, lw=0.7)
        style.mark_row(axes.barh(place, row.low / 1e6, 0.44, color=colour, hatch="" if row.fits == "yes" else style.ACTING_HATCH, ec=style.PAPER, lw=0)[0], position)
        axes.plot([row.first / 1e6] * 2, [place - 0.3, place + 0.3], color=style.INK, lw=1.4)
        over = row.fits == "no"
        axes.text(max(row.low, row.high) / 1e6 + 0.03, place, "more than ever went" if over else "fits", va="center", color=CONFLICT if over else style.INK)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0, 2.45)
    axes.set_xlabel("million pieces")
    axes.set_title("Filled: by 16 December 1948. Frame: to the war, stroke: first (outside)")


def _draw_rates(axes: Axes, frame: pd.DataFrame) -> None:
    rows = [*rows_of(frame, "before"), *rows_of(frame, "after")]
    for place, (position, row) in enumerate(rows):
        colour = style.DIRECTION_COLOURS[row.direction]
        style.mark_row(axes.plot([row.low / 1e3, row.high / 1e3], [place, place], color=colour, lw=3, marker="|", ms=9, mew=1.2, solid_capstyle="butt")[0], position)
        text = f"{row.low / 1e3:.1f} to {row.high / 1e3:.1f}"
        axes.annotate(text, (row.high / 1e3, place), xytext=(6, 0), textcoords="offset points", va="center")
    axes.set_yticks(range(len(rows)), [f"{'to the count' if row.layer == 'before' else 'then to the war'}, {row.direction}" for _, row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, 21)
    axes.set_xlabel("thousand pieces an exchange")
    axes.set_title("Pieces an exchange, as read")
