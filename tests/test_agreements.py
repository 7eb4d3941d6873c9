"""Agreements: own and inherited cells, lag, time in force, scope, offices, what replaces what."""

from datetime import date

import pandas as pd
import pytest
from coded import open_coded

from helpers import agreements

AS_OF = date(2026, 11, 21)


def table(**options):
    return open_coded(**options).stage("agreements").set_index("agreement_id")


def small(*rows):
    columns = ["signed_edtf", "in_force_edtf", "in_force_until_edtf"]
    return pd.DataFrame(rows, columns=columns)


def test_documents_name_seventeen_agreements_twelve_in_the_table():
    raw = open_coded().raw["agreements"]
    assert (len(raw), (raw["content_cell"] != "").sum()) == (17, 12)
    assert sorted(raw.loc[raw["content_cell"] != "", "line"].astype(int)) == list(range(74, 86))


def test_row_with_one_cell_keeps_it_in_its_column():
    row = open_coded().raw["agreements"].set_index("agreement_id").loc["agr-china-1947-rules"]
    assert row["cell_north_korea"] == row["title"] != "" and (row[["cell_china", "cell_place", "cell_date", "cell_name", "cell_effective", "cell_expires"]] == "").all()


def test_rows_without_dates_inherit_them_by_reading():
    assert set(table().query("cells == 'inherited'").index) == {
        "agr-china-1947-rules", "agr-china-1949-postal-protocol", "agr-china-1949-telegraph", "agr-china-1949-telephone",
        "agr-china-1949-telecom-protocol", "agr-china-1957-telecom",
    }
    assert set(table(reading_set="as_printed")["cells"]) == {"own"}
    assert table(reading_set="as_printed").loc["agr-china-1949-telegraph", "in_force_edtf"] == ""


@pytest.mark.parametrize("signed, begins, lag", [
    ("1949-12-25", "1950-02-01", 38), ("2000-05-26", "2000-05-26", 0), ("[..2014-03-03]", "2014-03-03", None), ("1946-03-15", "", None), ("1957-06", "1957-07-01", None),
])
def test_lag_needs_two_exact_days(signed, begins, lag):
    assert agreements.lag_days(signed, begins) == lag


@pytest.mark.parametrize("begins, ends, days", [
    ("1950-02-01", "1957-07-01", 2707), ("1950-02-01", "[2025-09-25..]", 27630), ("1950-02-01", "", None), ("", "1957-07-01", None), ("2026-11-20", "2030", 1),
])
def test_days_in_force_are_the_fewest_up_to_the_cut_off(begins, ends, days):
    assert agreements.in_force_days(begins, ends, AS_OF) == days


def test_effective_vouches_to_the_last_printed_event_or_to_the_cut_off():
    assert table().loc["agr-china-1957-postal", "in_force_until_edtf"] == "[2025-09-25..]"
    assert table(agreement_effective="to-cut-off").loc["agr-china-1957-postal", "in_force_until_edtf"] == "[2026-11-21..]"
    assert table(as_of="2001-01-01").loc["agr-china-1957-postal", "in_force_until_edtf"] == "[2001-01-01..]"


def test_steps_count_sure_and_possible_agreements():
    rows = small(("1950", "1950-02-01", "1950-03-01"), ("1950-01-01", "1950-02-15", ""), ("1950-01-05", "", ""))
    steps = agreements.in_force_steps(rows, date(1951, 1, 1))
    assert steps.to_dict("list") == {
        "day": ["1950-01-05", "1950-02-01", "1950-02-15", "1950-03-01", "1951-01-01"],
        "in_force_min": [0, 1, 1, 0, 0], "in_force_max": [1, 2, 3, 2, 2],
    }


def test_steps_are_never_more_sure_than_possible():
    for cells in ("own", "inherited"):
        steps = open_coded().stage("in_force", cells)
        assert (steps["in_force_min"] >= 0).all() and (steps["in_force_min"] <= steps["in_force_max"]).all()


def test_inherited_cells_raise_the_peak():
    own, read = (open_coded().stage("in_force", cells)["in_force_min"].max() for cells in ("own", "inherited"))
    assert (own, read) == (3, 7)


def test_scope_marks_become_flags_and_open_marks_stay():
    row = table().loc["agr-china-2000-cooperation"]
    assert (row["letters"], row["money_orders"], row["express"], row["scope_open"]) == ("yes", "yes", "no", "express=planned")
    assert set(agreements.scope_matrix(open_coded().stage("coded_agreements"))["mark"]) == {"", "named", "planned", "unclear"}


def test_replaced_agreements_end_on_the_day_the_next_begins():
    links = agreements.link_agreements(open_coded().stage("agreements"))
    china = links[(links["relation"] == "replaces") & links["from_id"].str.startswith("agr-china")]
    assert len(china) and set(china["dates_meet"]) == {"yes"}
    assert set(links["to_id"]) <= set(open_coded().raw["agreements"]["agreement_id"])


def test_offices_of_1949_lie_in_pairs():
    named = agreements.offices(open_coded().raw["agreements"]).query("agreement_id == 'agr-china-1949-postal'")
    assert named["role"].value_counts().to_dict() == {"office_north_korea": 3, "office_other": 3}


def test_end_between_two_days_is_sure_to_the_first_and_possible_to_the_last():
    steps = agreements.in_force_steps(small(("1950-01-01", "1950-02-01", "[1950-03-01..1950-04-01]")), date(1951, 1, 1)).set_index("day")
    assert steps.loc["1950-03-01"].tolist() == [0, 1] and steps.loc["1950-04-01"].tolist() == [0, 0]


def test_in_force_never_below_nought_before_the_last_entry():
    table = pd.DataFrame({
        "in_force_edtf": ["1957-07-01"], "in_force_until_edtf": ["1950-01-01/"], "signed_edtf": ["1957-06-07"],
    })
    steps = agreements.in_force_steps(table, date(1957, 1, 1))
    assert (steps["in_force_min"] >= 0).all()
    assert (agreements.in_force_steps(table, date(2000, 1, 1))["in_force_min"] >= 0).all()


def test_effective_to_the_cut_off_is_in_force_on_that_day():
    steps = open_coded(agreement_effective="to-cut-off").stage("in_force", "inherited")
    assert steps["in_force_min"].iloc[-1] == 3, "two of 1957 and one of 2000"
    before = open_coded(as_of="1991-01-01").stage("in_force", "inherited")
    assert before["in_force_min"].iloc[-1] == 2, "the word vouches for the two of 1957 far beyond a cut-off of 1991"


def test_agreement_after_the_cut_off_has_no_known_end():
    table = open_coded(as_of="1991-01-01").stage("agreements").set_index("agreement_id")
    assert table.loc["agr-china-2000-cooperation", "in_force_until_edtf"] == ""
