"""Finders that hold one part of the documents against another, on small made prints."""

import pandas as pd
import pytest

from helpers import crosschecks

FACT = "fact_id source_id line subject attribute value unit date_edtf".split()


def facts(*rows):
    return pd.DataFrame([(f"fact-{n}", "page", *row, *[""] * (6 - len(row))) for n, row in enumerate(rows, 1)], columns=FACT, dtype=str)


def cells(*rows):
    """Facts of a table from (line, head cell, premier cell)."""
    return facts(*[
        (line, "M", attribute, value) for line, head, premier in rows
        for attribute, value in (("head_of_state_cell", head), ("premier_cell", premier))
    ])


def keys(frame):
    return list(frame["finder_key"])


SHIFTED = (("1", "H", "A; B"), ("2", "B; C", "empty"), ("3", "H", "C"))
WHOLE = (("1", "H", "A; B"), ("2", "H", "B; C"), ("3", "H", "C"))
SPANNED = (("1", "H", "A"), ("2", "H; G", "empty"), ("3", "G", "A"))


def test_column_shifts_planted_shift_is_proved_by_the_chain():
    assert keys(crosschecks.column_shifts(cells(*SHIFTED))) == ["premier-shift:2", "head-carried:2"]


def test_column_shifts_whole_table_has_none():
    assert keys(crosschecks.column_shifts(cells(*WHOLE))) == []


def test_column_shifts_spanning_premier_cell_is_told_from_a_shift():
    assert keys(crosschecks.column_shifts(cells(*SPANNED))) == ["premier-carried:2"]


def test_column_shifts_broken_chain_of_heads_is_found():
    assert keys(crosschecks.column_shifts(cells(("1", "H", "A"), ("2", "G", "A")))) == ["head-chain:1:2"]


def test_restore_columns_puts_premiers_back_and_fills_heads():
    restored = crosschecks.restore_columns(crosschecks.read_cells(cells(*SHIFTED)))
    assert list(restored["premiers"]) == [("A", "B"), ("B", "C"), ("C",)]
    assert list(restored["heads"]) == [("H",), ("H",), ("H",)]


def test_count_broken_counts_joins():
    assert crosschecks.count_broken([("A", "B"), ("B",), ("C",)]) == 1
    assert crosschecks.count_broken(crosschecks.read_cells(cells(*SHIFTED))["premiers"]) == 2


def test_read_cells_orders_lines_as_numbers():
    assert list(crosschecks.read_cells(cells(("10", "H", "A"), ("9", "H", "A")))["line"]) == ["9", "10"]


def test_empty_columns_and_unnumbered_rows_are_found():
    table = facts(("1", "M", "portrait_cell", "empty"), ("2", "N", "portrait_cell", "empty"), ("1", "M", "list_number", "1"), ("2", "N", "list_number", "—"))
    assert keys(crosschecks.empty_columns(table)) == ["empty-column:portrait_cell"]
    assert keys(crosschecks.unnumbered_rows(table)) == ["unnumbered:2"]


@pytest.mark.parametrize(("said", "found"), [("2", []), ("3", ["total-list:other_vice_ministers"])])
def test_short_lists_total_against_list(said, found):
    listed = facts(("1", "m", "other_vice_ministers", said), ("1", "m", "vice_minister", "Kim"), ("1", "m", "vice_minister", "Pak"))
    assert keys(crosschecks.short_lists(listed)) == found


def test_double_roles_chief_among_the_deputies_once():
    named = facts(("1", "m", "chief_name", "Choe"), ("9", "m", "current_minister", "Choe"), ("5", "m", "vice_minister", "Choe"), ("5", "m", "vice_minister", "Pak"))
    assert keys(crosschecks.double_roles(named)) == ["minister-and-vice:Choe"]


def test_double_roles_deputy_of_another_ministry_is_none():
    assert keys(crosschecks.double_roles(facts(("1", "m", "chief_name", "Choe"), ("5", "n", "vice_minister", "Choe")))) == []


SEGMENTS = "spell_id ministry_id source_id line name_as_printed start_edtf exit_status".split()


def test_chiefs_unlike_list_box_against_the_end_of_the_list():
    listed = pd.DataFrame([("m-1-1", "m", "page", "8", "Pak", "1950-01-01", "in_office")], columns=SEGMENTS)
    assert keys(crosschecks.chiefs_unlike_list(facts(("1", "m", "chief_name", "Kim")), listed)) == ["chief:m:Kim"]
    assert keys(crosschecks.chiefs_unlike_list(facts(("1", "m", "chief_name", "Pak")), listed)) == []


def test_first_starts_two_days_of_one_month():
    rows = [("m-1-1", "m", "page", "1", "Kim", "1948-09-09", "ended"), ("n-1-1", "n", "other", "1", "Pak", "1948-09-02", "ended")]
    assert keys(crosschecks.first_starts(pd.DataFrame(rows, columns=SEGMENTS))) == ["first-start:m:n"]
    same = [rows[0], (*rows[1][:5], "1948-09-09", "ended")]
    assert keys(crosschecks.first_starts(pd.DataFrame(same, columns=SEGMENTS))) == []


@pytest.mark.parametrize(("day", "weekday", "wrong"), [("1948-12-30", "Thursday", False), ("1948-12-25", "Thursday", True), ("1950-06-25", "Sunday", False), ("1948-12", "Monday", False)])
def test_wrong_weekdays_against_the_calendar(day, weekday, wrong):
    assert bool(keys(crosschecks.wrong_weekdays(facts(("1", "mail", "weekday", weekday, "", day))))) is wrong


@pytest.mark.parametrize(("months", "wrong"), [("33", False), ("32", True), ("34", True)])
def test_wrong_spans_against_the_two_days(months, wrong):
    claim = facts(("1", "mail", "span", months, "months", "1946-03-15/1948-12-16"))
    assert bool(keys(crosschecks.wrong_spans(claim))) is wrong


AGREEMENT = "agreement_id source_id line partner signed_edtf in_force_edtf expires_edtf status_as_printed cell_name cell_north_korea cell_effective party_north_korea party_other".split()


def agreements(*rows):
    return pd.DataFrame([dict(zip(AGREEMENT, ("", "page", "1", "China", *[""] * 9), strict=True)) | row for row in rows], columns=AGREEMENT)


ROW = {"agreement_id": "agr-1", "signed_edtf": "1950-01-01", "in_force_edtf": "1950-02-01", "expires_edtf": "1957-07-01", "cell_name": "Agreement", "party_other": "Ministry of Posts"}


@pytest.mark.parametrize(("change", "key"), [
    ({"signed_edtf": ""}, "no-cells:agr-1"),
    ({"in_force_edtf": "", "expires_edtf": ""}, "empty-dates:1"),
    ({"party_other": "Administration of the"}, "cut-name:agr-1"),
])
def test_agreement_cells_planted_hole_turns_up_and_goes(change, key):
    assert keys(crosschecks.agreement_cells(agreements(ROW | change))) == [key]
    assert keys(crosschecks.agreement_cells(agreements(ROW))) == []


def test_agreement_days_shared_date_with_the_same_partner_only():
    after = ROW | {"agreement_id": "agr-2", "signed_edtf": "1957-06-07", "in_force_edtf": "1957-07-01", "expires_edtf": ""}
    assert keys(crosschecks.agreement_days(agreements(ROW, after))) == ["shared-date:agr-1:agr-2"]
    assert keys(crosschecks.agreement_days(agreements(ROW, after | {"partner": "USSR"}))) == []


def test_agreement_days_force_on_the_day_of_signature_and_two_in_effect():
    first = ROW | {"expires_edtf": "", "status_as_printed": "Effective", "cell_effective": "Feb 1, 1950"}
    second = first | {"agreement_id": "agr-2", "signed_edtf": "2000-05-26", "in_force_edtf": "2000-05-26", "cell_effective": "May 26, 2000"}
    assert keys(crosschecks.agreement_days(agreements(first, second))) == ["same-day-force:agr-2", "both-effective:agr-1:agr-2"]


def test_agreement_days_force_that_is_only_coded_is_no_printed_slip():
    told = ROW | {"signed_edtf": "1948-12-30", "in_force_edtf": "1948-12-30", "cell_name": ""}
    assert keys(crosschecks.agreement_days(agreements(told))) == []
