"""Widths of words: every statement that uses them is reached, and no other."""

import pytest
from coded import open_coded

from helpers import widths
from helpers.errors import DataError


def test_default_widths_leave_every_statement_as_coded():
    raw = open_coded().raw["mail_events"]
    assert widths.apply_widths(raw, two_weeks="12/16", three_months="1946-10-06/1946-11-15").equals(raw)
    assert widths.apply_widths(raw).equals(raw)


def test_widths_reach_every_statement_that_uses_the_words_and_no_other():
    raw = open_coded().raw["mail_events"].set_index("event_id", drop=False)
    wide = widths.apply_widths(raw, two_weeks="14/14", three_months="1946-10-21/1946-10-31")
    moved = set(raw.index[(wide != raw).any(axis=1)])
    assert moved == {"stmt-suspended", "stmt-weekly-thursday-ryohyon", "stmt-monthly-to-weekly", "stmt-fortnightly-december", "stmt-every-two-weeks-1950"}
    assert list(wide.loc["stmt-suspended", ["first_by_edtf", "to_edtf"]]) == ["1946-10-21", "1946-10-31"]
    assert wide.loc["stmt-weekly-thursday-ryohyon", "date_edtf"] == "[1946-10-21..1946-10-31]"


def test_fortnights_before_april_1948_take_the_width_of_two_weeks():
    events = open_coded(about_two_weeks="14-days").stage("mail_events").set_index("event_id")
    assert list(events.loc["stmt-monthly-to-weekly", ["step_min", "step_max"]]) == ["14", "14"]


def test_resumption_at_any_time_of_1946_widens_the_steady_rhythms():
    tight, usual, loose = (set(open_coded(about_three_months=a).stage("mail_steps")) for a in ("three-calendar-months", "half-a-month-either-way", "by-the-end-of-1946"))
    assert tight < usual < loose


def test_width_without_two_ends_is_refused():
    with pytest.raises(DataError, match="the width '14' has not two ends. Write it as 12/16."):
        widths.apply_widths(open_coded().raw["mail_events"], two_weeks="14")
