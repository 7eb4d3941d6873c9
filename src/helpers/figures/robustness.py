"""Figures of the robustness chapter: specification curves, ranges, and which readings matter."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from helpers.figures import style

AGREE, DIFFER = "#0b4f8a", "#c8641e"
MARK_COLOURS = {"robust": "#2e7d5b", "depends on": "#c8641e", "not established": "#6b7280"}
ROW_MM = 3.6
STROKE = 0.34     # half a stroke, in rows
TALLEST_MM = 205  # leaves room on the page for a caption of four lines


def draw_curve(frame: pd.DataFrame, *, width_mm: float = 180, unit: str = "") -> Figure:
    """A specification curve: universes sorted by value above, their choices below.

    Parameters
    ----------
    frame : DataFrame
        One row a universe and dimension, or a universe alone where `layer` is ``value``: columns layer
        (value|choice), position (rank on the axis), value, agrees (yes|no), published (yes|no), choice
        (label of the row below), chosen (yes|no).
    unit : str
        Unit of the value, for the axis.
    """
    values, choices = frame[frame["layer"] == "value"], frame[frame["layer"] == "choice"]
    labels = list(dict.fromkeys(choices["choice"]))
    height = 38 + ROW_MM * max(len(labels), 1)
    figure, (top, bottom) = style.new_figure(
        width_mm, height, 2, 1, sharex=True, gridspec_kw={"height_ratios": [30, ROW_MM * max(len(labels), 1)]}
    )
    _draw_values(top, values, unit)
    _draw_choices(bottom, choices, labels)
    bottom.set_xlabel("universes, sorted by value")
    return figure


def _draw_values(axes, values: pd.DataFrame, unit: str) -> None:
    for agrees, colour, marker in (("yes", AGREE, "o"), ("no", DIFFER, "D")):
        part = values[values["agrees"] == agrees]
        axes.plot(part["position"], part["value"], marker, ms=2.6, color=colour, mec="none", rasterized=False)
    published = values[values["published"] == "yes"]
    axes.plot(published["position"], published["value"], "o", ms=7, mfc="none", mec=style.INK, mew=1.0)
    for row in published.itertuples():
        axes.annotate("published", (row.position, row.value), (6, 6), textcoords="offset points", fontsize=style.MIN_PT)
    axes.set_ylabel(unit)
    axes.margins(x=0.02, y=0.18)


def _draw_choices(axes, choices: pd.DataFrame, labels: list[str]) -> None:
    rows = {label: i for i, label in enumerate(labels)}
    chosen = choices[choices["chosen"] == "yes"]
    for agrees, colour in (("yes", AGREE), ("no", DIFFER)):
        part = chosen[chosen["agrees"] == agrees]
        x, y = part["position"].to_numpy(float), part["choice"].map(rows).to_numpy(float)
        gap = np.full(len(x), np.nan)  # all strokes of a colour as one broken line: a file a third as long
        axes.plot(np.column_stack([x, x, gap]).ravel(), np.column_stack([y - STROKE, y + STROKE, gap]).ravel(), lw=0.9, color=colour, solid_capstyle="butt")
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    for i in range(len(labels)):
        axes.axhline(i, color=style.FAINT, lw=0.3, zorder=0)
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)


def draw_ranges(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """For each finding its range over universes beside the published value, each on its own scale.

    Parameters
    ----------
    frame : DataFrame
        One row a finding: label, published, min, max (numbers; blank where the finding has no number),
        text_published, text_range, share_agree_pct, mark (robust|depends on|not established).
    """
    figure, axes = style.new_figure(width_mm, 16 + min(3.8, (TALLEST_MM - 16) / len(frame)) * len(frame))
    for position, row in enumerate(frame.itertuples()):
        _draw_range(axes, position, row)
    axes.set_yticks(range(len(frame)), frame["label"])
    axes.set_ylim(len(frame) - 0.4, -1.1)
    axes.set_xlim(-0.02, 1.86)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(length=0)
    for x, head in ((0.5, "lowest to highest value over universes (published: circle)"), (1.05, "published"), (1.29, "range"), (1.72, "agree")):
        axes.text(x, -0.85, head, ha="center" if x == 0.5 else "left", fontsize=style.MIN_PT, color=style.SOFT)
    return figure


def _draw_range(axes, position: int, row) -> None:
    colour = MARK_COLOURS[row.mark]
    axes.axhline(position, xmax=1.02 / 1.88, color=style.FAINT, lw=0.4, zorder=0)
    if not np.isnan(row.min):
        spread = row.max - row.min
        at = (row.published - row.min) / spread if spread and not np.isnan(row.published) else 0.5
        if spread:
            axes.plot([0, 1], [position, position], color=colour, lw=2.2, solid_capstyle="butt")
        style.mark_row(axes.plot([at], [position], "o", ms=5, mfc="white", mec=colour, mew=1.3)[0], position)
    for x, text in ((1.05, row.text_published), (1.29, row.text_range), (1.72, f"{row.share_agree_pct:.0f} %")):
        axes.text(x, position, text, va="center", fontsize=style.MIN_PT)


def draw_influence(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Which readings matter: one row a reading, one column a finding.

    Parameters
    ----------
    frame : DataFrame
        One row a reading and finding: reading_id, finding (label), effect (none|moves|overturns).
    """
    readings, findings = list(dict.fromkeys(frame["reading_id"])), list(dict.fromkeys(frame["finding"]))
    figure, axes = style.new_figure(width_mm, 44 + min(3.9, (TALLEST_MM - 44) / len(readings)) * len(readings))
    at = {f: i for i, f in enumerate(findings)}, {r: i for i, r in enumerate(readings)}
    for effect, marker, size, colour in (("none", "o", 1.5, "#b9bec5"), ("moves", "o", 4, AGREE), ("overturns", "s", 5, DIFFER)):
        part = frame[frame["effect"] == effect]
        axes.plot(part["finding"].map(at[0]), part["reading_id"].map(at[1]), marker, ms=size, color=colour, mec="none", label=effect, ls="none")
    axes.set_xticks(range(len(findings)), findings, rotation=90)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(readings)), readings)
    axes.set_ylim(len(readings) - 0.5, -0.5)
    axes.set_xlim(-0.5, len(findings) - 0.5)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for i in range(len(readings)):
        axes.axhline(i, color=style.FAINT, lw=0.3, zorder=0)
    labels = {"none": "consulted, moves nothing", "moves": "moves the number", "overturns": "overturns the finding"}
    handles, names = axes.get_legend_handles_labels()
    axes.legend(handles, [labels[n] for n in names], loc="upper center", bbox_to_anchor=(0.5, 0), ncols=style.legend_columns(figure, 3))
    return figure
