"""Finders over one list of office holders: each finds what is planted, and stops when it is taken away."""

import pandas as pd
import pytest

from helpers import slips

COLUMNS = "spell_id ministry_id source_id line name_as_printed start_edtf end_edtf exit_status".split()
CLEAN = (
    ("m-1-1", "m", "page", "1", "Kim Il", "1950-01-05", "1952-03-03", "ended"),
    ("m-2-1", "m", "page", "2", "Pak Yi", "1952-03-04", "1955-06-09", "ended"),
    ("m-3-1", "m", "page", "3", "Ri Sam", "1955-06-10", "", "in_office"),
)


def segments(**changes):
    """The clean list; `m_2_1={"end_edtf": "1954"}` changes cells of a row."""
    frame = pd.DataFrame(CLEAN, columns=COLUMNS, dtype=str).set_index("spell_id", drop=False)
    for spell, cells in changes.items():
        for column, value in cells.items():
            frame.loc[spell.replace("_", "-"), column] = value
    return frame.reset_index(drop=True)


def keys(frame):
    return list(frame["finder_key"])


PLANTED = [
    (slips.unknown_ends, {"m_1_1": {"end_edtf": "", "exit_status": "unknown"}}, "end-unknown:m-1-1"),
    (slips.overlaps, {"m_1_1": {"end_edtf": "1953"}}, "overlap:m-1-1:m-2-1"),
    (slips.gaps, {"m_2_1": {"start_edtf": "1952-03-06"}}, "gap:m-1-1:m-2-1"),
    (slips.coarse_dates, {"m_1_1": {"start_edtf": "1950"}}, "coarse-start:m-1-1"),
    (slips.coarse_dates, {"m_1_1": {"end_edtf": "1952-03"}}, "coarse-end:m-1-1"),
    (slips.coarse_dates, {"m_1_1": {"end_edtf": "1952"}, "m_2_1": {"start_edtf": "1952"}}, "coarse-boundary:m-1-1:m-2-1"),
    (slips.short_terms, {"m_1_1": {"start_edtf": "1952-02-20"}}, "short-term:m-1-1"),
    (slips.same_days, {"m_2_1": {"start_edtf": "1952-01-05"}}, "same-day:m-1-1:m-2-1"),
    (slips.first_of_month, {"m_1_1": {"start_edtf": "1950-01-01"}, "m_2_1": {"start_edtf": "1952-03-01"}}, "first-of-month:m"),
    (slips.alike_names, {"m_3_1": {"name_as_printed": "Il Kim"}, "m_1_1": {"name_as_printed": "Kim Il"}}, "alike:m-1:m-3"),
]


@pytest.mark.parametrize(("finder", "changes", "key"), PLANTED, ids=[p[2] for p in PLANTED])
def test_finder_planted_slip_turns_up_and_goes(finder, changes, key):
    assert key in keys(finder(segments(**changes)))
    assert key not in keys(finder(segments()))


@pytest.mark.parametrize("finder", [f for f in slips.OF_SEGMENTS if f is not slips.present_terms])
def test_finder_clean_list_has_nothing(finder):
    assert keys(finder(segments())) == []


def test_coarse_dates_that_meet_are_one_row_not_three():
    met = segments(m_1_1={"end_edtf": "1952"}, m_2_1={"start_edtf": "1952"})
    assert keys(slips.coarse_dates(met)) == ["coarse-boundary:m-1-1:m-2-1"]


def test_present_terms_every_undated_present():
    assert keys(slips.present_terms(segments())) == ["present:m-3-1"]


@pytest.mark.parametrize(("start", "is_gap"), [("1952-03-03", False), ("1952-03-04", False), ("1952-03-05", True), ("1952", False), ("1953", True)])
def test_gaps_only_where_no_missing_day_could_close_them(start, is_gap):
    assert bool(keys(slips.gaps(segments(m_2_1={"start_edtf": start})))) is is_gap


def test_gaps_threshold_is_the_callers():
    assert keys(slips.gaps(segments(m_2_1={"start_edtf": "1952-03-13"}), days=11)) == []
    assert keys(slips.gaps(segments(m_2_1={"start_edtf": "1952-03-13"}), days=10)) == ["gap:m-1-1:m-2-1"]


def test_overlaps_a_shared_year_alone_is_none():
    assert keys(slips.overlaps(segments(m_1_1={"end_edtf": "1952"}))) == []


def test_overlaps_one_person_twice_is_none():
    assert keys(slips.overlaps(segments(m_1_1={"end_edtf": "1953"}, m_2_1={"name_as_printed": "Kim Il"}))) == []


def test_boundaries_the_rarer_custom_is_the_slip():
    next_day_is_rare = segments(m_2_1={"start_edtf": "1952-03-03", "end_edtf": "1955-06-09"})
    fourth = pd.DataFrame([("m-4-1", "m", "page", "4", "Cho Sa", "1958-01-01", "", "in_office")], columns=COLUMNS)
    longer = pd.concat([next_day_is_rare, fourth], ignore_index=True)
    longer.loc[2, ["end_edtf", "exit_status"]] = ["1958-01-01", "ended"]
    assert keys(slips.boundaries(longer)) == ["boundary:m-2-1:m-3-1"]


@pytest.mark.parametrize(("a", "b"), [("Ri Kum Bom", "Lee Geum-bum"), ("Ri Kum Bom", "Lee Geum-beom"), ("Pak Yong-sun", "Park Young-sun"), ("Ko Jun-jun", "Jun-jun Ko")])
def test_skeleton_spellings_of_one_name_agree(a, b):
    assert slips.skeleton(a) == slips.skeleton(b)


@pytest.mark.parametrize(("a", "b"), [("Kim Kwang-chol", "Sim Chol-ho"), ("윤석구", "장기영"), ("朴憲永", "南日"), ("Lothar Bolz", "Otto Winzer")])
def test_skeleton_other_names_differ(a, b):
    assert slips.skeleton(a) != slips.skeleton(b)


def terms(*entries):
    rows = [("page", str(n), "m", text, f"m-{n}") for n, text in enumerate(entries, 1)]
    return pd.DataFrame(rows, columns=["source_id", "line", "ministry_id", "as_printed", "entry"])


def test_notations_rare_sign_is_found_and_hyphens_in_names_are_not():
    printed = terms("- Kim Il: 1950 ~ 1952", "- Pak-Yi: 1952 - 1955", "- Ri Sam: 1955 ~")
    assert keys(slips.notations(printed)) == ["notation:m-2"]
    assert slips.notations(printed)["statement_a"].iat[0] == "The dates are joined by a hyphen."


def test_missing_colons_only_where_most_entries_have_one():
    assert keys(slips.missing_colons(terms("- Kim: 1950", "- Pak: 1951", "- Ri 1952"))) == ["no-colon:m-3"]
    assert keys(slips.missing_colons(terms("| Kim | 1950 |", "| Pak | 1951 |"))) == []


def test_stray_years_year_where_a_name_begins():
    assert keys(slips.stray_years(terms("- Ryu (2005 英 燮): 2005", "- Pak (朴): 1950"))) == ["stray-year:m-1"]


def test_crowded_entries_holders_before_terms():
    second = {"line": "1", "spell_id": "m-1-2"}
    two_holders = segments(m_2_1=second)
    two_terms = segments(m_2_1=second | {"name_as_printed": "Kim Il"})
    assert keys(slips.crowded_entries(two_holders)) == ["several-holders:m-1"]
    assert keys(slips.crowded_entries(two_terms)) == ["several-terms:m-1"]


def test_find_slips_lines_of_two_sources_with_one_number_are_two_entries():
    other = {"spell_id": "m-other-1-1", "source_id": "other", "line": "1", "start_edtf": "1952-03-04"}
    printed = pd.DataFrame(
        [("page", "1", "m", "- Kim (1950 x): 1950 ~ 1952"), ("other", "1", "m", "- Pak (1952 y): 1952 ~ 1955"), ("page", "3", "m", "- Ri: 1955 ~")],
        columns=["source_id", "line", "ministry_id", "as_printed"],
    )
    found = keys(slips.find_slips(printed, segments(m_2_1=other)))
    assert {"stray-year:m-1", "stray-year:m-other-1"} <= set(found) and len(found) == len(set(found))
    assert not any(key.startswith("several-") for key in found)
