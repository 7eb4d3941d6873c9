"""Invented texts for the grammar of printed terms and for EDTF dates: read, or refused in a sentence; never anything else."""

import os
import re
from datetime import date

from hypothesis import HealthCheck, given, settings, strategies as st

from helpers import dates
from helpers.errors import HelpersError
from helpers.terms import read_entry, read_list

LONG = os.environ.get("HELPERS_LONG") == "1"
EFFORT = settings(
    max_examples=20_000 if LONG else 300, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
NAMES = st.sampled_from(["Kim Il", "박헌영", "Ri Kum-bom (리금범)", "Nam Il", "O", "", "Unknown", "Pak Yong-sun 朴永淳"])
DATES = st.one_of(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    st.sampled_from(["1948", "September 1948", "2 September 1948", "Sept. 2, 1948", "1948.9", "?", "Present", "Incumbent", "", "Febuary 2012", "31 June 1950", "195X", "주체37"]),
)
MARKS = st.sampled_from([" ~ ", "~", " – ", "-", " - ", "—", " to ", ", ", "; ", " (", ")", "\n", "|", "||", "<br>", "[1]", "acting ", "?"])
ENTRIES = st.lists(st.one_of(NAMES, DATES, MARKS, st.text(max_size=4)), max_size=12).map("".join)
EDTF = st.one_of(
    st.text("0123456789X-/.[]~?%TZ ", max_size=24),
    st.from_regex(re.compile(r"\[?(\d{4}(-\d\d(-\d\d)?)?[~?%]?)?(\.\.|/)?(\d{4}(-\d\d(-\d\d)?)?[~?%]?)?\]?", re.A), fullmatch=True),
)


@EFFORT
@given(st.one_of(ENTRIES, st.text(max_size=60)))
def test_printed_entry_is_read_or_refused_in_a_sentence(text):
    try:
        found = read_entry(text, where="invented:1")
    except HelpersError as failure:
        assert "invented:1" in str(failure) and str(failure).rstrip().endswith((".", "?"))
        return
    for segment in found:
        for edtf in (segment.start_edtf, segment.end_edtf):
            dates.bounds(edtf)


@EFFORT
@given(st.lists(ENTRIES, max_size=6).map("\n".join))
def test_pasted_list_is_read_or_refused_line_by_line(text):
    rows, refused = read_list(text, where="pasted")
    assert len(rows.columns) and len(refused.columns)


@EFFORT
@given(EDTF)
def test_edtf_text_has_bounds_in_order_or_is_refused(text):
    try:
        found = dates.bounds(text)
    except HelpersError as failure:
        assert str(failure).rstrip().endswith((".", "?"))
        return
    if found.earliest and found.latest:
        assert found.earliest <= found.latest
