"""EDTF bounds: tables worked by hand, refusals, and the edtf library as an oracle where its bounds do not invent."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from helpers import dates
from helpers.dates import Bounds, bounds
from helpers.errors import DateError

TABLE = [
    ("1948-09-02", "1948-09-02", "1948-09-02"),
    ("1953-03", "1953-03-01", "1953-03-31"),
    ("1980", "1980-01-01", "1980-12-31"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02", "2000-02-01", "2000-02-29"),
    ("1960-02", "1960-02-01", "1960-02-29"),
    ("195X", "1950-01-01", "1959-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("1953-XX", "1953-01-01", "1953-12-31"),
    ("1953-1X", "1953-10-01", "1953-12-31"),
    ("1953-02-XX", "1953-02-01", "1953-02-28"),
    ("1953-02-3X", None, DateError),
    ("1953-XX-31", "1953-01-31", "1953-12-31"),
    ("1953-XX-3X", "1953-01-30", "1953-12-31"),
    ("195X-02-29", "1952-02-29", "1956-02-29"),
    ("XXXX-04-08", None, None),
    ("XXXX", None, None),
    ("1953~", "1953-01-01", "1953-12-31"),
    ("1953?", "1953-01-01", "1953-12-31"),
    ("1953-03%", "1953-03-01", "1953-03-31"),
    ("?1953-03~-04", "1953-03-04", "1953-03-04"),
    ("[1953-03..1955]", "1953-03-01", "1955-12-31"),
    ("[..1962]", None, "1962-12-31"),
    ("[1986-12-29..]", "1986-12-29", None),
    ("[1953,1955-02]", "1953-01-01", "1955-02-28"),
    ("{1953, 1951..1952}", "1951-01-01", "1953-12-31"),
    ("[1953,1951..]", "1951-01-01", None),
    ("1948/1953", "1948-01-01", "1953-12-31"),
    ("1948-09-02/", "1948-09-02", None),
    ("1948-09-02/..", "1948-09-02", None),
    ("/1962", None, "1962-12-31"),
    ("../1962-03", None, "1962-03-31"),
    ("", None, None),
    ("..", None, None),
]


@pytest.mark.parametrize("text, earliest, latest", [row for row in TABLE if row[2] is not DateError])
def test_bounds_table(text, earliest, latest):
    expected = Bounds(*(date.fromisoformat(day) if day else None for day in (earliest, latest)))
    assert bounds(text) == expected


@pytest.mark.parametrize(
    "text",
    ["1953-13", "1953-02-30", "1953-02-3X", "1953-00", "0000", "53", "1953/1950", "[1955..1953]", "1950/1951/1952", "Febuary 2012"]
    + ["1953-3-4", "2012-21", "-0044", "Y17000", "1953-W10", "XXXX-13", "XXXX-02-30", "1953-03-01T10:00", "[1953", "[]", "1,2", "3/4/1950", "１９５３"],
)
def test_bounds_text_that_is_no_date_is_refused(text):
    with pytest.raises(DateError, match="EDTF|calendar|earlier date first"):
        bounds(text)


def test_check_edtf_names_the_place_and_the_remedy():
    with pytest.raises(DateError, match=r"raw/terms.csv line 14: 'Febuary 2012' is not a date.*add a reading"):
        dates.check_edtf("Febuary 2012", where="raw/terms.csv line 14")
    assert dates.check_edtf("2012-02", where="here") == "2012-02"


def test_parse_day_reads_one_form_only():
    assert dates.parse_day("2026-11-21", where="as_of") == date(2026, 11, 21)
    for text in ("20261121", "2026-W47-6", "21.11.2026", "2026-11", ""):
        with pytest.raises(DateError, match="as_of: .* is not a day. Write it as YYYY-MM-DD"):
            dates.parse_day(text, where="as_of")
    with pytest.raises(DateError, match="as_of: 2026-02-30 is not in the calendar"):
        dates.parse_day("2026-02-30", where="as_of")


def test_days_between_is_half_open():
    assert dates.days_between(date(1948, 9, 9), date(1953, 3, 3)) == 1636
    assert dates.days_between(date(1948, 9, 9), date(1948, 9, 10)) == 1
    assert dates.days_between(date(1948, 9, 10), date(1948, 9, 9)) == -1


def test_is_exact_and_qualifier():
    assert dates.is_exact("1953-03-04~") and not dates.is_exact("1953-03") and not dates.is_exact("")
    assert [dates.qualifier(text) for text in ("1953", "1953~", "1953?", "1953%", "1953~?")] == ["", "~", "?", "%", "%"]


def test_add_bounds_gives_iso_text_and_leaves_its_argument():
    frame = pd.DataFrame({"start_edtf": ["1953-03", "", "[..1962]"], "end_edtf": ["1980", "1948-09-02", ""]})
    result = dates.add_bounds(frame, "start_edtf", "end_edtf")
    assert list(frame.columns) == ["start_edtf", "end_edtf"]
    assert list(result["start_earliest"]) == ["1953-03-01", "", ""]
    assert list(result["start_latest"]) == ["1953-03-31", "", "1962-12-31"]
    assert list(result["end_earliest"]) == ["1980-01-01", "1948-09-02", ""]


def test_add_bounds_names_the_row_of_a_bad_date():
    frame = pd.DataFrame({"source_id": ["a", "b"], "line": ["3", "4"], "start_edtf": ["1953", "1953-13"]})
    with pytest.raises(DateError, match="b:4, start_edtf: '1953-13'"):
        dates.add_bounds(frame, "start_edtf")


def test_day_numbers_leave_the_unbounded_out():
    numbers = dates.day_numbers(pd.Series(["1970-01-02", "", "1969-12-31"]))
    assert numbers[0] == 1 and numbers.isna()[1] and numbers[2] == -1


days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)).map(lambda day: day.isoformat())


@settings(deadline=None, derandomize=True)
@given(days)
def test_bounds_less_precise_text_never_narrows(text):
    for wider, narrower in ((text[:4], text[:7]), (text[:7], text), (text[:3] + "X", text[:4])):
        if wider.startswith("000"):
            continue
        outer, inner = bounds(wider), bounds(narrower)
        assert outer.earliest <= inner.earliest and inner.latest <= outer.latest


@settings(deadline=None, derandomize=True)
@given(st.text("0123456789-/X.?~%[]{},", max_size=24))
def test_bounds_any_text_is_read_or_refused(text):
    try:
        earliest, latest = bounds(text)
    except DateError:
        return
    assert earliest is None or latest is None or earliest <= latest


@settings(deadline=None, derandomize=True)
@given(days, st.sampled_from([4, 7, 10]), st.sampled_from(["", "?", "~", "%"]))
def test_bounds_agree_with_the_edtf_library_on_closed_dates(text, length, mark):
    edtf = pytest.importorskip("edtf")
    parsed = edtf.parse_edtf(text[:length] + mark)
    expected = tuple(date(*part[:3]) for part in (parsed.lower_strict(), parsed.upper_strict()))
    assert bounds(text[:length] + mark) == expected
