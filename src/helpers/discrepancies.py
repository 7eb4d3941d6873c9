"""The register: every discrepancy once, whether code found it, a reader saw it, or both.

A row of raw/discrepancies.csv may name the keys of the machine rows it explains. Such a machine row is not
listed again; a machine row that nobody has explained is listed with what the finder says. A key that no finder
returns any longer is an error: the print or its transcription has changed, and the row must be looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from helpers.errors import DataError
from helpers.schemas import TABLES

COLUMNS = TABLES["processed/discrepancies"].column_names
UNEXPLAINED = {"readings": "", "favoured": "", "why": "Found by comparing the prints; no reader has added to it.", "reading_id": ""}


def build_register(by_hand: pd.DataFrame, machine: pd.DataFrame, affects: Mapping[str, str]) -> pd.DataFrame:
    """Merge what readers saw with what finders return.

    Parameters
    ----------
    by_hand : raw/discrepancies, with finder_key (several joined by ``;``).
    machine : finder rows (`slips.FOUND`), each key once.
    affects : reading_id to the processed tables that rest on it, joined by ``;``.

    Returns
    -------
    DataFrame
        The columns of processed/discrepancies, sorted by discrepancy_id.

    Raises
    ------
    DataError
        A finder returns one key twice, or a row by hand names a key that no finder returns.
    """
    check_keys(by_hand, machine)
    explained = set(split_keys(by_hand["finder_key"]))
    left = machine[~machine["finder_key"].isin(explained)]
    own = by_hand.assign(found_by=by_hand["finder_key"].ne("").map({True: "code", False: "reader"}))
    code = left.assign(**UNEXPLAINED, found_by="code", discrepancy_id=["code-" + slug(k) for k in left["finder_key"]])
    merged = pd.concat([own, code], ignore_index=True)
    merged = merged.assign(affects=merged["reading_id"].map(lambda r: affects.get(r, "")))
    return merged[COLUMNS].sort_values("discrepancy_id", kind="stable").reset_index(drop=True)


def split_keys(column: pd.Series) -> list[str]:
    """The finder keys of a column whose cells may hold several."""
    return [key for cell in column for key in cell.split(";") if key]


def slug(key: str) -> str:
    """A finder key as an id: small letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def check_keys(by_hand: pd.DataFrame, machine: pd.DataFrame) -> None:
    """Raise DataError for a finder key returned twice, and for one named by hand that no finder returns."""
    twice = machine[machine["finder_key"].duplicated()]
    if len(twice):
        raise DataError(f"the finders return {twice['finder_key'].iat[0]!r} twice. Give each discrepancy a key of its own in its finder.")
    known = set(machine["finder_key"])
    for row in by_hand.itertuples():
        for key in (k for k in row.finder_key.split(";") if k and k not in known):
            raise DataError(
                f"raw/discrepancies.csv row {row.Index + 2} ({row.discrepancy_id}): no finder returns {key!r}. "
                "If the print was corrected, remove the row; otherwise correct the key."
            )


def depending_tables(consulted: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """By reading, the tables that rest on it: `consulted` gives by table the readings asked for on the way."""
    readings = sorted({r for of_table in consulted.values() for r in of_table})
    return {r: ";".join(table for table, of_table in consulted.items() if r in of_table) for r in readings}


def doubts_by_line(register: pd.DataFrame) -> pd.DataFrame:
    """One row a printed line that a discrepancy names: source_id, line, discrepancy_id, kind, found_by, reading_id."""
    wide = register.assign(place=register["sources_lines"].str.split(";")).explode("place")
    parts = wide["place"].str.extract(r"^(?P<source_id>[^:]+):(?P<first>\d+)(?:-(?P<last>\d+))?$")
    spans = [range(int(a), int(b if isinstance(b, str) else a) + 1) for a, b in zip(parts["first"], parts["last"], strict=True)]
    rows = wide[["discrepancy_id", "kind", "found_by", "reading_id"]].assign(source_id=parts["source_id"], line=spans).explode("line")
    return rows.drop_duplicates(["discrepancy_id", "source_id", "line"]).reset_index(drop=True)[
        ["source_id", "line", "discrepancy_id", "kind", "found_by", "reading_id"]
    ]


def narrow_places(doubts: pd.DataFrame, *, most_lines: int) -> pd.DataFrame:
    """Leave out discrepancies that name more than `most_lines` lines: they are of a list, not of a line."""
    return doubts[doubts.groupby("discrepancy_id")["line"].transform("size") <= most_lines].reset_index(drop=True)


def count_on_lines(doubts: pd.DataFrame) -> pd.DataFrame:
    """Remarks on each line that has any, most first: source_id, line, remarks."""
    counts = doubts.groupby(["source_id", "line"], as_index=False).size().rename(columns={"size": "remarks"})
    return counts.sort_values(["remarks", "source_id", "line"], ascending=[False, True, True]).reset_index(drop=True)


def lines_with_half(counts: pd.DataFrame) -> pd.DataFrame:
    """The fewest lines that bear half of all remarks (of `count_on_lines`)."""
    before = counts["remarks"].cumsum() - counts["remarks"]
    return counts[2 * before < counts["remarks"].sum()]


def spread_by_document(lines: pd.DataFrame, doubts: pd.DataFrame, *, most_lines: int) -> pd.DataFrame:
    """How evenly remarks lie in each document.

    Parameters
    ----------
    lines : DataFrame
        One row a printed line: source_id, line.
    doubts : DataFrame
        One row a line and discrepancy (`doubts_by_line`); those that name more than `most_lines` lines touch a line
        but are no remark on it.

    Returns
    -------
    DataFrame
        source_id, printed, touched (lines), remarks, half (the fewest lines that bear half of the remarks), most (on one
        line), places (the line that bears most).
    """
    single = count_on_lines(narrow_places(doubts, most_lines=most_lines))
    rows = [
        (source, int((lines["source_id"] == source).sum()), int((doubts[["source_id", "line"]].drop_duplicates()["source_id"] == source).sum()),
         part["remarks"].sum(), len(lines_with_half(part)), part["remarks"].iloc[0], f"{source}:{part['line'].iloc[0]}")
        for source, part in single.groupby("source_id")
    ]
    return pd.DataFrame(rows, columns=["source_id", "printed", "touched", "remarks", "half", "most", "places"])


def count_by_reading(register: pd.DataFrame) -> pd.DataFrame:
    """The discrepancies that a reading decides, one row a reading: reading_id, discrepancies, kinds, places."""
    decided = register[register["reading_id"] != ""]
    joined = lambda texts: ";".join(dict.fromkeys(part for text in texts for part in text.split(";")))  # noqa: E731
    return decided.groupby("reading_id", as_index=False).agg(discrepancies=("discrepancy_id", "size"), kinds=("kind", joined), places=("sources_lines", joined))


def count_kinds(register: pd.DataFrame) -> pd.DataFrame:
    """Discrepancies by kind, and how they were found: kind, code, reader, total (one row each, most first)."""
    counts = pd.crosstab(register["kind"], register["found_by"]).reindex(columns=["code", "reader"], fill_value=0)
    total = counts.assign(total=counts.sum(axis=1)).sort_values(["total"], ascending=False, kind="stable")
    return total.reset_index().rename_axis(columns=None)


def count_by_document(register: pd.DataFrame) -> pd.DataFrame:
    """Discrepancies by document, kind and finder; one that names several documents counts in each.

    Columns source_id, kind, found_by, doubts.
    """
    named = doubts_by_line(register)[["discrepancy_id", "source_id", "kind", "found_by"]].drop_duplicates()
    return named.groupby(["source_id", "kind", "found_by"], as_index=False).size().rename(columns={"size": "doubts"})


def find_sections(uncoded: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Where the parts of each document begin: source_id, line (text), label."""
    headings = uncoded[(uncoded["reason"] == "heading") & (uncoded["note"] != "")].rename(columns={"note": "label"})
    coded = facts[facts["attribute"] == "section"].rename(columns={"value": "label"})
    columns = ["source_id", "line", "label"]
    return pd.concat([headings[columns], coded[columns]], ignore_index=True)


def map_lines(doubts: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """What `figures.criticism.draw_line_map` draws: one row a line, kind and finder, and one a section.

    Columns layer (section | doubt), source_id, line, kind, found_by, doubts, label (ids, or the section's name).
    """
    each = doubts.assign(line=doubts["line"].astype(str)).groupby(["source_id", "line", "kind", "found_by"], as_index=False)
    marks = each.agg(doubts=("discrepancy_id", "size"), label=("discrepancy_id", ";".join)).assign(layer="doubt")
    starts = sections.assign(layer="section", kind="", found_by="", doubts=0)
    both = pd.concat([starts, marks], ignore_index=True)
    order = both.assign(at=both["line"].astype(int)).sort_values(["source_id", "layer", "at", "kind", "found_by"], kind="stable")
    return order.drop(columns="at").reset_index(drop=True)[["layer", "source_id", "line", "kind", "found_by", "doubts", "label"]]
