"""Finders that hold one document against the other, on small made descriptions."""

import pandas as pd

from helpers import differences


def keys(frame):
    return list(frame["finder_key"])


PARTNER = "source_id line iso3 partner_as_printed".split()


def test_listed_membership_unnamed_members_and_others():
    named = pd.DataFrame([("page", "5", "CHN", "China"), ("page", "9", "PRI", "Puerto Rico"), ("page", "9", "", "ASEAN")], columns=PARTNER)
    assert keys(differences.listed_membership(named, frozenset({"CHN", "KIR"}))) == ["unnamed:KIR", "not-member:PRI"]


def test_copied_texts_lines_of_one_wording_are_one_row():
    pairs = pd.DataFrame([("page", 92, 96, 0.9), ("page", 96, 100, 0.8), ("page", 3, 7, 1.0)], columns="source_id line_a line_b share".split())
    found = differences.copied_texts(pairs)
    assert keys(found) == ["template:3:7", "template:92:96:100"]
    assert found["sources_lines"].iat[1] == "page:92;page:96;page:100"


def test_prose_lines_rows_of_a_table_are_left_out():
    lines = pd.DataFrame([("page", "1", "a b"), ("page", "2", "a b")], columns=["source_id", "line", "words"])
    kept = differences.prose_lines(lines, pd.DataFrame([("page", "2")], columns=["source_id", "line"]))
    assert list(kept["line"]) == ["1"]


PAIRS = "source_a source_b unit_id_a unit_id_b name_a name_b line_a line_b status".split()


def test_unlike_units_split_and_renamed_are_one_row_each():
    pairs = pd.DataFrame([
        ("a", "b", "a-1", "b-1", "Consular and Treaty", "Consular", "23", "36", "split"),
        ("a", "b", "a-1", "b-2", "Consular and Treaty", "Treaty", "23", "37", "split"),
        ("a", "b", "a-2", "b-3", "Asian 1", "Asia 1", "4", "29", "renamed"),
        ("a", "b", "a-3", "b-4", "Protocol", "Protocol", "25", "38", "same"),
    ], columns=PAIRS)
    found = differences.unlike_units(pairs)
    assert set(keys(found)) == {"unit-split:Consular and Treaty", "unit-name:Asian 1"}
    assert "a:23;b:36;b:37" in set(found["sources_lines"])


def test_lone_units_of_a_line_are_one_row():
    pairs = pd.DataFrame([
        ("a", "b", "a-1", "", "Peace", "", "39", "", "only_a"), ("a", "b", "a-2", "", "Unity", "", "39", "", "only_a"),
        ("a", "b", "", "b-1", "", "Office", "", "50", "only_b"),
    ], columns=PAIRS)
    assert keys(differences.lone_units(pairs)) == ["unit-only:a:39", "unit-only:b:50"]


PARTNER_PAIRS = "source_a source_b partner_name iso3 status spelling partner_as_printed_a partner_as_printed_b department_a department_b line_a line_b".split()


def test_moved_partners_desk_and_print_are_told_apart():
    pairs = pd.DataFrame([
        ("a", "b", "Mongolia", "MNG", "moved", "same", "Mongolia", "Mongolia", "Asian 1", "Asian 2", "5", "30"),
        ("a", "b", "Sudan", "SDN", "same", "variant", "Sudan", "the Sudan", "Africa", "Africa", "18", "34"),
        ("a", "b", "European Council", "", "same", "variant", "European Council", "the European Council", "Europe", "Europe", "13", "32"),
        ("a", "b", "China", "CHN", "same", "same", "China", "China", "Asian 1", "Asian 1", "5", "29"),
    ], columns=PARTNER_PAIRS)
    assert keys(differences.moved_partners(pairs)) == ["desk-moved:MNG", "name-differs:SDN"]
