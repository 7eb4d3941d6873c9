"""Frames of printed entries to frames of terms."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.errors import DataError
from helpers.terms.entries import read_entry
from helpers.terms.groups import Segment

COLUMNS = ["spell_id", "ministry_id", "source_id", "line", "sequence", *Segment._fields]


def segments(terms: pd.DataFrame, own: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Give one row a printed term.

    Parameters
    ----------
    terms : DataFrame
        source_id, line, ministry_id, as_printed: one row a printed entry, as `raw/terms.csv` holds them.
    own : mapping, optional
        Ministry to its own source, as `raw/ministries.csv` names it. Needed only for a ministry whose terms come from
        several sources.

    Returns
    -------
    DataFrame
        `COLUMNS`, all text, in the order of ministries and printed lines; a ministry's own source comes first, others
        follow by id. `spell_id` is ministry, line and number of the term within its entry (`posts-32-3`); lines of
        different sources may bear one number, so the id of a term from another source names it as well
        (`posts-some-list-32-3`). `sequence` counts the terms of a ministry from 1.

    Raises
    ------
    TermError
        An entry cannot be read; the message names its source and line.
    DataError
        A ministry's terms come from several sources of which none is its own.
    """
    first = _own_sources(terms, own or {})
    rows = []
    for entry in _in_printed_order(terms, first).itertuples(index=False):
        found = read_entry(entry.as_printed, where=f"{entry.source_id}:{entry.line}")
        stem = f"{entry.ministry_id}-{entry.line}" if entry.source_id == first[entry.ministry_id] else f"{entry.ministry_id}-{entry.source_id}-{entry.line}"
        rows += [(f"{stem}-{number}", entry.ministry_id, entry.source_id, entry.line, "", *segment) for number, segment in enumerate(found, start=1)]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype="str")
    return frame.assign(sequence=(frame.groupby("ministry_id", sort=False).cumcount() + 1).astype("str"))


def _own_sources(terms: pd.DataFrame, own: Mapping[str, str]) -> dict[str, str]:
    """The source of each ministry whose lines number its terms: the only one there is, or the ministry's own."""
    found = {}
    for ministry, sources in terms.groupby("ministry_id", sort=True)["source_id"].unique().items():
        if len(sources) > 1 and own.get(ministry) not in sources:
            raise DataError(
                f"raw/terms.csv: the terms of {ministry!r} come from {', '.join(sorted(sources))}, and raw/ministries.csv names none of these as the "
                "ministry's source. Name there the source of its main list; a second list of the same office is better a ministry of its own."
            )
        found[ministry] = own[ministry] if own.get(ministry) in sources else sources[0]
    return found


def _in_printed_order(terms: pd.DataFrame, first: Mapping[str, str]) -> pd.DataFrame:
    """The entries by ministry, source (a ministry's own first) and line, lines as numbers."""
    lines = pd.to_numeric(terms["line"].str.partition("-")[0])
    other = terms["source_id"] != terms["ministry_id"].map(first)
    ordered = terms.assign(_line=lines, _other=other).sort_values(["ministry_id", "_other", "source_id", "_line"], kind="stable")
    return ordered.drop(columns=["_line", "_other"])
