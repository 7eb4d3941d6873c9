"""What becomes of every line, and the precision of dates."""

import pandas as pd
import pytest
from coded import open_coded

from helpers import coverage


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [("1953-03-05", "day"), ("1953-03", "month"), ("1953-02", "month"), ("1980", "year"), ("195X", "span"), ("1946-03-15~", "day"),
     ("[..1962]", "open on one side"), ("1948-09-02/", "open on one side"), ("[1953-03..1953-05]", "span"),
     ("[1946-07-21..1946-07-31]", "span"), ("1957/1958", "span"), ("1953~", "year")],
)
def test_precision_by_hand(edtf, expected):
    assert coverage.precision(edtf) == expected


def raw():
    lines = pd.DataFrame({"source_id": ["d", "d", "d"], "line": ["1", "2", "10"], "words": ["", "", ""]})
    uncoded = pd.DataFrame({"source_id": ["d"], "line": ["10"], "reason": ["heading"], "as_printed": ["x"]})
    terms = pd.DataFrame({"source_id": ["d", "d"], "line": ["1", "1"], "ministry_id": ["m", "m"], "as_printed": ["a", "b"]})
    return {"lines": lines, "uncoded": uncoded, "terms": terms}


def test_line_uses_name_table_reason_or_missing_in_line_order():
    uses = coverage.line_uses(raw())
    assert uses[["line", "table", "rows"]].values.tolist() == [["1", "terms", 2], ["2", "missing", 0], ["10", "uncoded", 1]]
    assert uses["reason"].tolist() == ["", "", "heading"]


def test_count_lines_adds_up():
    row = coverage.count_lines(coverage.line_uses(raw())).iloc[0]
    assert (row.lines, row.coded, row.uncoded, row.missing, row.rows) == (3, 1, 1, 1, 2)


def test_days_that_a_statement_binds_are_not_counted_as_printed():
    dates = open_coded().stage("printed_dates")
    assert set(dates.loc[dates["table"] == "mail_events", "column"]) == {"date_edtf"}


def test_count_precisions_shares_sum_to_hundred():
    dates = coverage.date_precisions({"t": pd.DataFrame({"a_edtf": ["1980", "", "1980-01-01", "[..1990]"]})})
    counts = coverage.count_precisions(dates)
    assert counts["dates"].sum() == 3
    assert counts["share_pct"].sum() == pytest.approx(100)
