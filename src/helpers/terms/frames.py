"""Frames of printed entries to frames of terms."""

from __future__ import annotations

import pandas as pd

from helpers.terms.entries import read_entry
from helpers.terms.groups import Segment

COLUMNS = ["spell_id", "ministry_id", "source_id", "line", "sequence", *Segment._fields]


def segments(terms: pd.DataFrame) -> pd.DataFrame:
    """Give one row a printed term.

    Parameters
    ----------
    terms : DataFrame
        source_id, line, ministry_id, as_printed: one row a printed entry, as `raw/terms.csv` holds them.

    Returns
    -------
    DataFrame
        `COLUMNS`, all text, in the order of ministries and printed lines. `spell_id` is ministry, line and number of the
        term within its entry (`posts-32-3`); `sequence` counts the terms of a ministry from 1.

    Raises
    ------
    TermError
        An entry cannot be read; the message names its source and line.
    """
    rows = []
    for entry in _in_printed_order(terms).itertuples(index=False):
        found = read_entry(entry.as_printed, where=f"{entry.source_id}:{entry.line}")
        rows += [
            (f"{entry.ministry_id}-{entry.line}-{number}", entry.ministry_id, entry.source_id, entry.line, "", *segment)
            for number, segment in enumerate(found, start=1)
        ]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype="str")
    return frame.assign(sequence=(frame.groupby("ministry_id", sort=False).cumcount() + 1).astype("str"))


def _in_printed_order(terms: pd.DataFrame) -> pd.DataFrame:
    """The entries by ministry, source and line, lines as numbers."""
    lines = pd.to_numeric(terms["line"].str.partition("-")[0])
    return terms.assign(_line=lines).sort_values(["ministry_id", "source_id", "_line"], kind="stable").drop(columns="_line")
