"""What becomes of every printed line, and how precise the printed dates are."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.dates import bounds
from helpers.schemas import TABLES

NOT_FACTS = ("lines", "uncoded")
PRECISIONS = ("day", "month", "year", "span", "open on one side")


def line_uses(raw: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every non-blank line of the documents with the table that codes it.

    A line coded in several tables has a row for each; a line in none has the table ``uncoded`` (and
    its reason) or, where nobody has dealt with it, ``missing``.

    Returns
    -------
    DataFrame
        source_id, line, table, rows, reason.
    """
    cited = [_cited(raw[t.name], t.name) for t in TABLES.values() if _cites(t, raw)]
    reasons = raw["uncoded"][["source_id", "line", "reason"]].assign(table="uncoded", rows=1)
    uses = pd.concat([*cited, reasons], ignore_index=True).fillna({"reason": ""})
    lines = raw["lines"][["source_id", "line"]]
    every = lines.merge(uses, on=["source_id", "line"], how="left", validate="one_to_many")
    every = every.fillna({"table": "missing", "rows": 0, "reason": ""}).astype({"rows": int})
    order = every.assign(at=every["line"].astype(int)).sort_values(["source_id", "at", "table"], kind="stable")
    return order.drop(columns="at").reset_index(drop=True)


def _cites(table, raw: Mapping[str, pd.DataFrame]) -> bool:
    return table.folder == "raw" and table.name in raw and table.name not in NOT_FACTS and {"source_id", "line"} <= set(table.column_names)


def _cited(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    return frame.groupby(["source_id", "line"], as_index=False, sort=False).size().rename(columns={"size": "rows"}).assign(table=name)


def count_lines(uses: pd.DataFrame) -> pd.DataFrame:
    """Lines per document: coded, without a codable fact, missing (from `line_uses`).

    Returns
    -------
    DataFrame
        source_id, lines, coded, uncoded, missing, rows.
    """
    state = uses.assign(state=uses["table"].where(uses["table"].isin(["uncoded", "missing"]), "coded"))
    per_line = state.sort_values("state").drop_duplicates(["source_id", "line"])
    counts = pd.crosstab(per_line["source_id"], per_line["state"]).reindex(columns=["coded", "uncoded", "missing"], fill_value=0)
    rows = uses[~uses["table"].isin(["uncoded", "missing"])].groupby("source_id")["rows"].sum()
    return counts.assign(lines=counts.sum(axis=1), rows=rows).reset_index().rename_axis(columns=None)[
        ["source_id", "lines", "coded", "uncoded", "missing", "rows"]
    ]


def precision(edtf: str) -> str:
    """How precise a date is: day, month, year, span (any other), open on one side."""
    first, last = bounds(edtf)
    if first is None or last is None:
        return "open on one side"
    if first == last:
        return "day"
    return "span" if set("[{/X") & set(edtf) else "month" if "-" in edtf else "year"


def date_precisions(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every printed date of the given tables with its precision.

    Returns
    -------
    DataFrame
        table, column, edtf, precision; empty cells are left out.
    """
    parts = [
        pd.DataFrame({"table": name, "column": column, "edtf": frame.loc[frame[column] != "", column]})
        for name, frame in frames.items() for column in frame.columns if column.endswith("_edtf")
    ]
    every = pd.concat(parts, ignore_index=True)
    return every.assign(precision=every["edtf"].map(precision))


def count_precisions(dates: pd.DataFrame) -> pd.DataFrame:
    """Dates by table and precision (from `date_precisions`): table, precision, dates, share_pct of the table."""
    counts = pd.crosstab(dates["table"], dates["precision"]).reindex(columns=PRECISIONS, fill_value=0)
    long = counts.stack().rename("dates").reset_index().rename(columns={"level_1": "precision"})
    return long.assign(share_pct=100 * long["dates"] / long.groupby("table")["dates"].transform("sum"))
