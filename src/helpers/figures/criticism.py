"""Figures of the fifth chapter: where the doubts lie, line by line, and of what kind they are."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from helpers.figures import style

FOUND_COLOURS = {"code": "#0b4f8a", "reader": "#e09f3e"}
FOUND_LABELS = {"code": "found by code", "reader": "found by a reader"}
KIND_LABELS = {"between_documents": "between documents", "table_structure": "table structure", "label": "words"}
ROW_MM = 3.6
DOUBT_HEIGHT = 0.23  # of a row; four doubts of one kind on a line fill it
FULL_ROW = 4
LETTER_MM = 1.35  # mean width of a letter at the smallest size
LEVEL_MM = 3.0  # height of one line of section names


def draw_line_map(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """A map of each document by line: a mark for each kind of doubt on a line, taller the more of them there are.

    Parameters
    ----------
    frame : DataFrame
        layer (section | doubt), title (of the document), line (text), kind, found_by, doubts, label. A section row
        marks the line at which a part of the document begins; a doubt row is one kind of doubt on one line.
    """
    titles, kinds = list(dict.fromkeys(frame["title"])), order_kinds(frame)
    figure, axes = style.new_figure(width_mm, 14 + len(titles) * (18 + ROW_MM * len(kinds)), len(titles), 1, squeeze=False, sharex=True)
    line_mm = 0.84 * width_mm / (frame["line"].astype(int).max() + 1)
    for ax, title in zip(axes[:, 0], titles, strict=True):
        part = frame[frame["title"] == title]
        levels = _draw_sections(ax, part[part["layer"] == "section"], len(kinds), line_mm=line_mm)
        _draw_doubts(ax, part[part["layer"] == "doubt"], kinds)
        ax.set_title(title, pad=(3 + LEVEL_MM * levels) / style.MM_PER_INCH * 72)
        ax.tick_params(axis="x", labelbottom=True)
    axes[-1, 0].set_xlim(0, frame["line"].astype(int).max() + 1)
    axes[-1, 0].set_xlabel("line of the document")
    _legend(figure)
    return figure


def order_kinds(frame: pd.DataFrame) -> list[str]:
    """Kinds of doubt, the commonest first."""
    totals = frame[frame["kind"] != ""].groupby("kind")["doubts"].sum()
    return sorted(totals.index, key=lambda k: (-totals[k], k))


def _draw_doubts(axes, part: pd.DataFrame, kinds: list[str]) -> None:
    filled: dict[tuple[str, str], float] = {}
    for position, row in zip(part.index, part.itertuples(), strict=True):
        below = filled.get((row.line, row.kind), 0.0)
        height = min(row.doubts, FULL_ROW - below)
        foot = kinds.index(row.kind) + 0.46 - below * DOUBT_HEIGHT
        box = style.add_box(axes, (int(row.line) - 0.42, foot), 0.84, -height * DOUBT_HEIGHT, color=FOUND_COLOURS[row.found_by], lw=0)
        style.mark_row(box, position)
        filled[row.line, row.kind] = below + height
    axes.set_yticks(range(len(kinds)), [KIND_LABELS.get(k, k) for k in kinds])
    axes.set_ylim(len(kinds) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _draw_sections(axes, part: pd.DataFrame, rows: int, *, line_mm: float) -> int:
    """Draw a rule and a name where each part begins, names that would touch one above the other; return the levels used."""
    for y in range(rows):
        axes.axhline(y + 0.48, color=style.FAINT, lw=0.4, zorder=0)
    ends: list[float] = []
    for position, row in zip(part.index, part.itertuples(), strict=True):
        at = int(row.line) - 0.5
        level = next((n for n, end in enumerate(ends) if end < at), len(ends))
        ends[level:level + 1] = [at + LETTER_MM * (len(row.label) + 1) / line_mm]
        style.mark_row(axes.axvline(at, color=style.SOFT, lw=0.5, zorder=0), position)
        axes.text(at + 0.2, -0.7 - level * LEVEL_MM / ROW_MM, row.label, fontsize=style.MIN_PT, color=style.SOFT, va="bottom", ha="left")
    return len(ends)


def draw_kinds(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Discrepancies by kind, one panel a document, code and reader one after the other in a bar.

    Parameters
    ----------
    frame : DataFrame
        kind, title, found_by, doubts: discrepancies that name a line of the document.
    """
    titles, kinds = list(dict.fromkeys(frame["title"])), order_kinds(frame)
    figure, axes = style.new_figure(width_mm, 30 + 5 * len(kinds), 1, len(titles), sharey=True, sharex=True, squeeze=False)
    for ax, title in zip(axes[0], titles, strict=True):
        _draw_bars(ax, frame[frame["title"] == title], kinds)
        ax.set_title(textwrap.fill(title, int(0.66 * width_mm / len(titles) / LETTER_MM)))
        ax.set_xlabel("discrepancies")
    axes[0, 0].set_yticks(range(len(kinds)), [KIND_LABELS.get(k, k) for k in kinds])
    axes[0, 0].set_ylim(len(kinds) - 0.5, -0.5)
    axes[0, 0].set_xlim(0, frame.groupby(["title", "kind"])["doubts"].sum().max() * 1.15)
    _legend(figure)
    return figure


def _draw_bars(axes, part: pd.DataFrame, kinds: list[str]) -> None:
    filled = dict.fromkeys(kinds, 0.0)
    for position, row in zip(part.index, part.itertuples(), strict=True):
        bar = axes.barh(kinds.index(row.kind), row.doubts, left=filled[row.kind], height=0.68, color=FOUND_COLOURS[row.found_by], lw=0)
        style.mark_row(bar.patches[0], position)
        filled[row.kind] += row.doubts
    for kind, total in filled.items():
        axes.text(total + 1, kinds.index(kind), f"{total:.0f}", va="center", fontsize=style.MIN_PT)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _legend(figure: Figure) -> None:
    handles = [Patch(color=FOUND_COLOURS[f], label=label) for f, label in FOUND_LABELS.items()]
    figure.legend(handles=handles, loc="outside upper left", ncols=style.legend_columns(figure, 2))
