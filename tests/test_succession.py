"""Joint bounds against the closed network, contradictions with their lines, successions."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import spells, succession, tables
from helpers.schemas import TABLES
from helpers.study import open_study

AS_OF = date(2026, 11, 21)


def tenures_of(*rows, ministry="m"):
    """Tenures of (person, start, end) or (person, start, end, exit_status), each merged as the project does."""
    printed = pd.DataFrame([
        {"spell_id": f"{ministry}-{k}-1", "ministry_id": ministry, "source_id": "list", "line": str(k), "person_id": row[0], "capacity": "substantive",
         "start_edtf": row[1], "end_edtf": row[2], "exit_status": row[3] if len(row) > 3 else "ended", "as_printed": row[0]}
        for k, row in enumerate(rows, 1)
    ])
    return spells.merge_spells(spells.build_spells(printed, as_of=AS_OF))


def joint_of(*rows, **options):
    return succession.joint_bounds(tenures_of(*rows, **options))


def days(frame, column):
    return [None if pd.isna(v) else int(v) for v in frame[column]]


@pytest.fixture(scope="module")
def study():
    return open_study()


@pytest.fixture(scope="module")
def literal():
    return open_study(reading_set="as_printed")


@pytest.mark.parametrize(
    ("person", "end", "expected"),
    [
        ("kim-jong-ju", "1953-03-31", (0, 1671)),
        ("kim-yong-chae", "1990-05-24", (3301, 4543)),
        ("kim-chang-ho", "1998-09-05", (0, 3026)),
        ("ri-kum-bom", "2005-07-31", (2491, 2521)),
        ("kim-kwang-chol", "2021-01-17", (1828, 2208)),
    ],
)
def test_joint_upper_ends_of_the_project(study, person, end, expected):
    tenure = study.stage("tenures").set_index("person_id").loc[person]
    assert tenure["end_latest_joint"] == end
    assert (tenure["days_min_joint"], tenure["days_max_joint"]) == expected


def test_blank_end_is_bounded_by_the_next_start():
    joint = joint_of(("a", "1948-09-02", "", "unknown"), ("b", "1953-03", "1955-11-28"))
    assert joint["end_latest_joint"].tolist() == ["1953-03-31", "1955-11-28"]
    assert (days(joint, "days_max"), days(joint, "days_max_joint")) == ([None, 1002], [1671, 1002])


def test_last_blank_end_stays_unbounded():
    joint = joint_of(("a", "1948", "1950"), ("b", "1950", "", "unknown"))
    assert joint["end_latest_joint"].iloc[-1] == ""


def test_list_printed_backwards_is_read_from_its_end():
    rows = [("a", "1948-09-02", "", "unknown"), ("b", "1953-03", "1955-11-28"), ("c", "1955-11-29", "1957-09-19")]
    backwards = joint_of(*rows[::-1])
    assert backwards["person_id"].tolist() == ["a", "b", "c"]
    assert backwards["end_latest_joint"].iloc[0] == "1953-03-31"


def test_ministries_do_not_bound_each_other():
    both = pd.concat([tenures_of(("a", "1948", "", "unknown"), ministry="x"), tenures_of(("b", "1950", "1951"), ministry="y")], ignore_index=True)
    assert succession.joint_bounds(both)["end_latest_joint"].tolist() == ["", "1951-12-31"]


EPOCH = date(1970, 1, 1)
interval = st.tuples(st.integers(0, 400), st.integers(0, 120), st.integers(0, 200), st.integers(0, 120), st.booleans())


def as_rows(drawn):
    """Random tenures as EDTF rows: a start range, an end range that may lie before it, or no end."""
    def day(number):
        return date.fromordinal(EPOCH.toordinal() + number).isoformat()

    rows = []
    for k, (start, width, gap, end_width, blank) in enumerate(drawn):
        end = max(0, start - 60 + gap)
        rows.append((f"p{k}", f"[{day(start)}..{day(start + width)}]", "" if blank else f"[{day(end)}..{day(end + end_width)}]", "unknown" if blank else "ended"))
    return rows


@settings(max_examples=150, deadline=None)
@given(st.lists(interval, min_size=1, max_size=7))
def test_chain_equals_floyd_warshall_or_both_contradict(drawn):
    tenures = tenures_of(*as_rows(drawn))
    joint = succession.joint_bounds(tenures)
    network = succession.chain_network(spells.days_of(joint))
    if not succession.is_consistent(network):
        assert len(succession.contradictions(joint)) > 0
        return
    closed = succession.close_network(network)
    start, end = 1 + 2 * np.arange(len(joint)), 2 + 2 * np.arange(len(joint))
    expected = [-closed[start, 0], closed[0, start], -closed[end, 0], closed[0, end]]
    for found, wanted in zip(spells.days_of(joint, succession.JOINT_COLUMNS), expected):
        np.testing.assert_array_equal(found, wanted)
    np.testing.assert_array_equal(joint["days_min_joint"].to_numpy(dtype=float), -closed[end, start])
    np.testing.assert_array_equal(joint["days_max_joint"].to_numpy(dtype=float, na_value=np.inf), closed[start, end])
    assert succession.contradictions(joint).empty and not joint["rule_lifted"].any()
    if len(joint) > 1:
        between = succession.successions(joint)
        np.testing.assert_array_equal(between["gap_days_min"].to_numpy(dtype=float), -closed[start[1:], end[:-1]])
        np.testing.assert_array_equal(between["gap_days_max"].to_numpy(dtype=float, na_value=np.inf), closed[end[:-1], start[1:]])


@settings(max_examples=100, deadline=None)
@given(st.lists(interval, min_size=2, max_size=7))
def test_every_reported_contradiction_is_smallest(drawn):
    joint = joint_of(*as_rows(drawn))
    bounds = spells.days_of(joint)
    for ids in succession.contradictions(joint)["tenure_ids"]:
        members = np.flatnonzero(joint["tenure_id"].isin(ids.split(";")))
        only = [b[members] for b in bounds]
        assert succession.smallest_conflict(only) == list(range(len(members)))


@settings(max_examples=100, deadline=None)
@given(st.lists(interval, min_size=2, max_size=7))
def test_joint_bounds_lie_within_each_tenures_own(drawn):
    joint = joint_of(*as_rows(drawn))
    own, tight = spells.days_of(joint), spells.days_of(joint, succession.JOINT_COLUMNS)
    assert all((t >= o).all() for t, o in ((tight[0], own[0]), (tight[2], own[2])))
    assert all((t <= o).all() for t, o in ((tight[1], own[1]), (tight[3], own[3])))


def test_literal_print_contradicts_itself_where_three_names_overlap(literal):
    found = literal.stage("contradictions")
    assert found["sources_lines"].tolist() == ["wikipedia-posts-ministry:34;wikipedia-posts-ministry:35", "wikipedia-posts-ministry:34;wikipedia-posts-ministry:36"]
    assert all("ri-kum-bom-identity" in ids.split(";") for ids in found["reading_ids"])
    assert "until 2003-01-01 at least" in found["statement"].iloc[0] and "begins by 2000-09-05" in found["statement"].iloc[0]


def test_document_readings_leave_no_contradiction(study):
    assert study.stage("contradictions").empty


def test_contradicting_tenures_are_kept_and_not_tightened_across(literal):
    posts = literal.stage("ministry_tenures", "posts").set_index("person_id")
    assert posts.loc["ri-kum-bom", "end_latest_joint"] == "2003-12-31"
    assert posts["rule_lifted"].sum() == 2
    assert posts.loc["kim-kwang-chol", "end_latest_joint"] == "2021-01-17"


def test_smallest_conflict_leaves_bystanders_out():
    joint = joint_of(("a", "1950-01-01", "1951-01-01"), ("b", "1952-01-01", "1960-01-01"), ("c", "1961-01-01", "1962-01-01"), ("d", "1955-01-01", "1970-01-01"))
    found = succession.contradictions(joint)
    assert found["tenure_ids"].tolist() == ["m-02;m-04", "m-03;m-04"]
    assert succession.smallest_conflict(spells.days_of(joint)) in ([1, 3], [2, 3])


def test_term_printed_to_end_before_it_begins_is_reported_alone():
    joint = joint_of(("a", "1950-01-01", "1951-01-01"), ("b", "1960-01-01", "1955-01-01"), ("c", "1961-01-01", "1962-01-01"))
    found = succession.contradictions(joint)
    assert found["tenure_ids"].tolist() == ["m-02"]
    assert found["statement"].tolist() == ["m-02 is printed to end by 1955-01-01, before it begins (1960-01-01)."]
    assert not joint["rule_lifted"].any()


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("1958-04-24", "1958-04-24", (0, 0, "handover", "same_day")),
        ("1955-11-28", "1955-11-29", (1, 1, "handover", "next_day")),
        ("2016-05-09", "2016-05-13", (4, 4, "vacancy_or_missing", "")),
        ("2016-05-09", "2016-05-11", (2, 2, "vacancy_or_missing", "")),
        ("2016-05-09", "[2016-05-09..2016-05-11]", (0, 2, "undetermined", "")),
        ("2005-07", "2005-07", (0, 30, "undetermined", "")),
        ("2009-01", "2012-02", (1096, 1154, "vacancy_or_missing", "")),
        ("2003-05-01", "2002-05-01", (-365, -365, "overlap", "")),
        ("", "1998-09-05", (0, 17779, "undetermined", "")),
    ],
)
def test_succession_says_what_its_bounds_allow(end, start, expected):
    joint = joint_of(("a", "1950-01-01", end, "ended" if end else "unknown"), ("b", start, "2020-01-01"))
    row = succession.successions(joint).iloc[0]
    assert (row["gap_days_min"], row["gap_days_max"], row["status"], row["convention"]) == expected


def test_successions_of_the_project_count_up(study):
    found = study.stage("successions")
    assert len(found) == 12 + 11
    assert found["status"].value_counts().to_dict() == {"handover": 13, "undetermined": 6, "vacancy_or_missing": 4}
    assert found["convention"].value_counts().to_dict() == {"": 10, "same_day": 9, "next_day": 4}


def test_overlap_of_the_literal_print_is_named(literal):
    assert "overlap" in set(literal.stage("successions")["status"])


def test_one_tenure_has_no_succession():
    joint = joint_of(("a", "1950", "1951"))
    assert succession.successions(joint).empty and list(succession.successions(joint).columns) == list(succession.SUCCESSION_COLUMNS)


def test_third_ministry_needs_no_change():
    three = pd.concat([tenures_of(("a", "1948", "1950"), ("b", "1950", "1953"), ministry=m) for m in ("x", "y", "z")], ignore_index=True)
    joint = succession.joint_bounds(three)
    assert len(succession.successions(joint)) == 3
    assert joint["tenure_id"].tolist() == ["x-01", "x-02", "y-01", "y-02", "z-01", "z-02"]


def test_written_tenures_carry_the_joint_days_and_the_printed_lines(study, tmp_path):
    written = tables.write_table(study.stage("tenures"), TABLES["processed/tenures"], tmp_path)
    found = tables.read_table(written, TABLES["processed/tenures"]).set_index("person_id")
    kim = found.loc["kim-jong-ju"]
    assert (kim["end_latest"], kim["end_latest_joint"], kim["sources_lines"]) == ("", "1953-03-31", "wikipedia-posts-ministry:27")
    ri = found.loc["ri-kum-bom"]
    assert ri["sources_lines"] == "wikipedia-posts-ministry:34;wikipedia-posts-ministry:35;wikipedia-posts-ministry:36"
    bounded = found[(found["start_earliest_joint"] != "") & (found["end_latest_joint"] != "")]
    begun, _, _, out = spells.days_of(bounded, succession.JOINT_COLUMNS)
    assert (out - begun).tolist() == bounded["days_max_joint"].astype(int).tolist()


def test_contradictions_name_the_reading_that_resolves_them(literal):
    assert set(literal.stage("contradictions")["resolved_by"]) == {"ri-kum-bom-identity: one-person"}
    moved = open_study(reading_set="as_printed", readings={"ri-kum-bom-identity": "one-person"})
    assert moved.stage("contradictions").empty
