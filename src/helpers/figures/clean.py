"""Figures of the first chapter: what becomes of every line, and how precise the dates are."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from helpers.coverage import PRECISIONS
from helpers.figures import style

TABLE_ORDER = ("terms", "ministries", "bodies", "desks", "units", "agreements", "mail_events", "routes", "quantities", "facts", "uncoded", "missing")
PRECISION_COLOURS = ("#0b4f8a", "#5b8fbf", "#b9cfe3", "#e6c79c", "#c8641e")


def draw_lines(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Each document as a strip of its lines: one row a table, one mark a line that the table codes.

    Parameters
    ----------
    frame : DataFrame
        source_id, line (text), title, table, rows, as `coverage.line_uses` returns with a title.
    """
    titles = list(dict.fromkeys(frame["title"]))
    tables = sorted(set(frame["table"]), key=_rank)
    figure, axes = style.new_figure(width_mm, 12 + len(titles) * (7 + 2.9 * len(tables)), len(titles), 1, squeeze=False)
    for ax, title in zip(axes[:, 0], titles, strict=True):
        _draw_document(ax, frame[frame["title"] == title], tables)
        ax.set_title(title)
    axes[-1, 0].set_xlabel("line of the document")
    return figure


def _rank(table: str) -> tuple[int, str]:
    return (TABLE_ORDER.index(table) if table in TABLE_ORDER else TABLE_ORDER.index("facts"), table)


def _draw_document(axes, part: pd.DataFrame, tables: list[str]) -> None:
    for position, row in zip(part.index, part.itertuples(), strict=True):
        y, colour = tables.index(row.table), "#9aa0a6" if row.table in ("uncoded", "missing") else style.MINISTRY_COLOURS["foreign"]
        style.mark_row(style.add_box(axes, (int(row.line) - 0.41, y - 0.37), 0.82, 0.74, color=colour, lw=0), position)
    axes.set_yticks(range(len(tables)), [t.replace("_", " ") for t in tables])
    axes.set_ylim(len(tables) - 0.4, -0.6)
    axes.set_xlim(0, part["line"].astype(int).max() + 1)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    for y in range(len(tables)):
        axes.axhline(y, color=style.FAINT, lw=0.3, zorder=0)


def draw_precision(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Share of dates by precision, one bar a table, with the number of dates.

    Parameters
    ----------
    frame : DataFrame
        table, precision, dates, share_pct, as `coverage.count_precisions` returns.
    """
    tables = list(dict.fromkeys(frame["table"]))
    figure, axes = style.new_figure(width_mm, 22 + 6 * len(tables))
    for y, table in enumerate(tables):
        left = 0.0
        for colour, precision in zip(PRECISION_COLOURS, PRECISIONS, strict=True):
            row = frame[(frame["table"] == table) & (frame["precision"] == precision)]
            width = float(row["share_pct"].iloc[0])
            axes.barh(y, width, left=left, height=0.66, color=colour, ec="white", lw=0.5, label=precision if y == 0 else None)
            if width > 4:
                axes.text(left + width / 2, y, f"{int(row['dates'].iloc[0])}", ha="center", va="center", fontsize=style.MIN_PT,
                          color="white" if precision in ("day", "open on one side") else style.INK)
            left += width
    axes.set_yticks(range(len(tables)), [t.replace("_", " ") for t in tables])
    axes.set_ylim(len(tables) - 0.5, -0.5)
    axes.set_xlim(0, 100)
    axes.set_xlabel("share of the table's dates, % (number of dates in the bar)")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    figure.legend(loc="outside upper left", ncols=style.legend_columns(figure, 5))
    return figure
