"""Spells at a cut-off, their merging into tenures, and lengths as pairs."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import spells
from helpers.errors import DataError, ParameterError
from helpers.study import open_study

AS_OF = date(2026, 11, 21)
FOREIGN_DAYS = [1636, 2425, 3904, 4901, 5392, 3041, 135, 2518, 761, 1345, 872, 1624]


def terms(*rows, ministry="m", capacity="substantive"):
    """Printed terms of one ministry: (person, start, end) or (person, start, end, exit_status)."""
    return pd.DataFrame([
        {"spell_id": f"{ministry}-{k}-1", "ministry_id": ministry, "source_id": "list", "line": str(k), "person_id": row[0], "capacity": capacity,
         "start_edtf": row[1], "end_edtf": row[2], "exit_status": row[3] if len(row) > 3 else "ended", "as_printed": f"{row[0]} {row[1]}"}
        for k, row in enumerate(rows, 1)
    ])


def tenures_of(*rows, **options):
    return spells.merge_spells(spells.build_spells(terms(*rows), as_of=AS_OF), **options)


def lengths(tenures):
    return [(a, None if pd.isna(b) else b) for a, b in zip(tenures["days_min"], tenures["days_max"])]


@pytest.fixture(scope="module")
def study():
    return open_study()


def test_foreign_ministers_of_the_project_have_the_known_lengths(study):
    foreign = study.stage("tenures").query("ministry_id == 'foreign'")
    assert foreign["days_min"].tolist() == FOREIGN_DAYS
    assert foreign["days_max"].iloc[:-1].tolist() == FOREIGN_DAYS[:-1] and pd.isna(foreign["days_max"].iloc[-1])
    assert foreign["capacity"].tolist().index("acting") == 6


def test_posts_ministers_of_the_project_are_thirteen_persons(study):
    posts = study.stage("tenures").query("ministry_id == 'posts'")
    assert (posts["person_id"].nunique(), len(study.stage("ministry_spells", "posts"))) == (13, 20)
    ri = posts[posts["person_id"] == "ri-kum-bom"].iloc[0]
    assert (ri["days_min"], ri["days_max"]) == (2491, 2521)
    assert ri["sources_lines"] == ";".join(f"wikipedia-posts-ministry:{n}" for n in (34, 35, 36))


def test_persons_behind_merged_names_carry_the_deciding_reading(study):
    persons = study.stage("persons").set_index("person_id")
    assert persons.loc["ri-kum-bom", "variants"] == "Ri Kum Bom;Lee Geum-bum;Lee Geum-beom"
    assert persons.loc["ri-kum-bom", "merge_reading_id"] == "ri-kum-bom-identity"
    assert persons.loc["nam-il", "merge_reading_id"] == ""


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1953-03-03", "1959-10-23", (2425, 2425)),
        ("1953-03", "1955-11-28", (972, 1002)),
        ("2015", "2021", (1828, 2556)),
        ("1980", "1980", (0, 365)),
        ("", "1980-01-01", (0, None)),
        ("1990-05-24", "", (0, None)),
        ("[2021-05-01..]", "", (0, None)),
    ],
)
def test_length_is_the_pair_that_the_dates_allow(start, end, expected):
    assert lengths(tenures_of(("a", start, end, "ended" if end else "unknown"))) == [expected]


def test_incumbent_is_censored_at_the_cut_off():
    built = spells.build_spells(terms(("a", "2022-06-11", "", "in_office")), as_of=AS_OF).iloc[0]
    assert (built["end_earliest"], built["end_latest"], built["exit_status"]) == ("2026-11-21", "", "in_office")


@pytest.mark.parametrize(
    ("as_of", "status", "end_earliest", "end_latest"),
    [
        (date(2000, 1, 1), "in_office", "2000-01-01", ""),     # ends later: known to be in office
        (date(2005, 7, 15), "unknown", "2005-07-01", ""),      # may have ended before, may not
        (date(2005, 7, 31), "ended", "2005-07-01", "2005-07-31"),
    ],
)
def test_term_that_ends_after_the_cut_off_is_censored(as_of, status, end_earliest, end_latest):
    built = spells.build_spells(terms(("a", "1998-09-05", "2005-07")), as_of=as_of).iloc[0]
    assert (built["exit_status"], built["end_earliest"], built["end_latest"]) == (status, end_earliest, end_latest)


def test_term_that_begins_after_the_cut_off_is_left_out_and_counted():
    printed = terms(("a", "1998-09-05", "2003"), ("b", "2003", "2005"))
    cut = date(2002, 12, 31)
    assert spells.build_spells(printed, as_of=cut)["person_id"].tolist() == ["a"]
    assert spells.count_left_out(printed, as_of=cut) == 1
    assert spells.count_left_out(printed, as_of=date(2003, 1, 1)) == 0


def test_last_day_in_adds_a_day_unless_the_next_term_begins_then():
    printed = terms(("a", "1957-09-20", "1958-04-24"), ("b", "1958-04-24", "1962-10-22"), ("c", "1962-10-23", ""))
    built = spells.build_spells(printed, as_of=AS_OF, end_day="last_day_in")
    assert built["end_latest"].tolist() == ["1958-04-24", "1962-10-23", ""]
    assert built["end_earliest"].tolist()[2] == ""


def test_unknown_end_day_is_refused():
    with pytest.raises(ParameterError, match="end_day is 'late'; choose one of first_day_out, last_day_in"):
        spells.build_spells(terms(("a", "1990", "1991")), as_of=AS_OF, end_day="late")


def test_term_without_person_is_refused_with_its_place():
    with pytest.raises(DataError, match=r"list:1: the term 'm-1-1' has no person\. Add its printed name"):
        spells.build_spells(terms(("", "1990", "1991")), as_of=AS_OF)


def test_missing_column_is_refused():
    with pytest.raises(DataError, match="no column 'capacity'"):
        spells.build_spells(terms(("a", "1990", "1991")).drop(columns="capacity"), as_of=AS_OF)


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        ([("a", "1962-10-23", "1967-12-16"), ("a", "1967-12-16", "1967-12-27")], 1),     # shared day
        ([("a", "1980", "1982-04-04"), ("a", "1982-04-05", "1986-12-28")], 1),           # next day
        ([("a", "1982-04-05", "1986-12-28"), ("a", "1986-12-30", "1988")], 2),           # a day between
        ([("a", "1977-12-15", "1980"), ("a", "1980", "1982-04-04")], 1),                 # one year
        ([("a", "1977-12-15", "1979"), ("a", "1980", "1982-04-04")], 1),                 # year after year
        ([("a", "1977-12-15", "1979-11"), ("a", "1980", "1982-04-04")], 2),              # a month between
        ([("a", "1998-09-05", "2003"), ("a", "2000-09-05", "2002")], 1),                 # contained
        ([("a", "1990", "1995"), ("b", "1995", "1996"), ("a", "1995", "1999")], 3),      # somebody between
        ([("a", "1990", ""), ("a", "1995", "1999")], 2),                                 # nothing is read into a blank end
        ([("a", "1990", "1995"), ("a", "", "1999")], 2),                                 # nor into a blank start
    ],
)
def test_adjoining_spells_of_one_person_are_one_tenure(rows, merged):
    assert len(tenures_of(*rows)) == merged


def test_merged_tenure_runs_from_first_start_to_last_end():
    tenure = tenures_of(("a", "1998-09-05", "2003"), ("a", "2000-09-05", "2002"), ("a", "2002", "2005-07")).iloc[0]
    assert (tenure["start_earliest"], tenure["end_earliest"], tenure["end_latest"]) == ("1998-09-05", "2005-07-01", "2005-07-31")
    assert tenure["spell_ids"] == "m-1-1;m-2-1;m-3-1"


def test_merged_tenure_with_a_blank_last_end_lasts_to_its_last_start_at_least():
    tenure = tenures_of(("a", "1977-12-15", "1986-12-28"), ("a", "1986-12-29", "", "unknown")).iloc[0]
    assert (tenure["end_earliest"], tenure["end_latest"], tenure["exit_status"]) == ("1986-12-29", "", "unknown")
    assert tenure["days_min"] == 3301


def test_spells_certainly_touching_are_merged_in_the_strict_rule_and_others_not():
    loose = [("a", "1977-12-15", "1980"), ("a", "1980", "1982-04-04")]
    assert len(tenures_of(*loose, touching="certainly")) == 2
    exact = [("a", "1977-12-15", "1982-04-04"), ("a", "1982-04-05", "1986-12-28")]
    assert len(tenures_of(*exact, touching="certainly")) == 1


def test_unknown_merge_rule_is_refused():
    with pytest.raises(ParameterError, match="touching is 'maybe'"):
        tenures_of(("a", "1990", "1991"), touching="maybe")


def test_acting_and_substantive_spells_stay_two_tenures():
    both = pd.concat([terms(("a", "1990", "1991"), capacity="acting"), terms(("a", "1991", "1992"))])
    assert len(spells.merge_spells(spells.build_spells(both, as_of=AS_OF))) == 2


def test_tenure_printed_to_end_before_it_begins_has_no_length():
    assert lengths(tenures_of(("a", "1995", "1990"))) == [(0, None)]


def test_tenures_are_numbered_in_printed_order_within_each_ministry():
    two = pd.concat([terms(("a", "1990", "1991"), ("b", "1991", "1992"), ministry="x"), terms(("c", "1990", "1991"), ministry="y")])
    merged = spells.merge_spells(spells.build_spells(two, as_of=AS_OF))
    assert merged["tenure_id"].tolist() == ["x-01", "x-02", "y-01"]


def test_names_are_added_and_an_unknown_person_refused():
    persons = pd.DataFrame({"person_id": ["a"], "name": ["A"], "name_ko": ["가"], "name_hanja": [""]})
    assert spells.add_names(tenures_of(("a", "1990", "1991")), persons)["name_ko"].tolist() == ["가"]
    with pytest.raises(DataError, match="person 'b' holds a tenure and is not in persons.csv"):
        spells.add_names(tenures_of(("b", "1990", "1991")), persons)


def test_arguments_are_not_changed():
    printed = terms(("a", "1990", "1991"), ("a", "1991", "", "in_office"))
    before = printed.copy()
    spells.merge_spells(spells.build_spells(printed, as_of=AS_OF, end_day="last_day_in"))
    pd.testing.assert_frame_equal(printed, before)


@settings(max_examples=60, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2000, 1, 1)), st.integers(0, 9000), st.integers(0, 2), st.integers(0, 2))
def test_narrowing_a_date_never_widens_a_length(start, days, start_precision, end_precision):
    end = date.fromordinal(start.toordinal() + days)
    cut = (10, 7, 4)

    def bounds(a, b):
        (low, high), = lengths(tenures_of(("a", start.isoformat()[: cut[a]], end.isoformat()[: cut[b]])))
        return low, float("inf") if high is None else high

    wide, narrow = bounds(start_precision, end_precision), bounds(max(0, start_precision - 1), max(0, end_precision - 1))
    assert wide[0] <= narrow[0] <= days <= narrow[1] <= wide[1]


@settings(max_examples=40, deadline=None)
@given(st.integers(-20000, 9000))
def test_shifting_all_dates_changes_no_length(shift):
    def moved(day):
        return date.fromordinal(date.fromisoformat(day).toordinal() + shift).isoformat()

    rows = [("a", "1962-10-23", "1967-12-16"), ("b", "1967-12-17", "1977-12-15"), ("a", "1977-12-15", "1980-01-01")]
    assert lengths(tenures_of(*((p, moved(s), moved(e)) for p, s, e in rows))) == lengths(tenures_of(*rows))


def test_lengths_are_coded_early_mid_or_late_and_an_open_one_stays_open():
    bounds = pd.DataFrame({f"days_{end}{joint}": pd.array(days, dtype="Int64") for joint in ("", "_joint") for end, days in (("min", [10, 7]), ("max", [21, None]))})
    coded = {coding: spells.code_lengths(bounds, coding) for coding in ("bounds", "early", "mid", "late")}
    assert {c: tuple(f["days_min_joint"]) for c, f in coded.items()} == {"bounds": (10, 7), "early": (10, 7), "mid": (15, 7), "late": (21, 7)}
    assert coded["bounds"] is bounds
    for coding in ("early", "mid", "late"):
        assert coded[coding]["days_max_joint"].tolist() == [coded[coding]["days_min_joint"][0], pd.NA]
