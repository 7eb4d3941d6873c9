"""The register: readers and code merged without counting twice, doubts spread to lines."""

import pandas as pd
import pytest

from helpers import discrepancies
from helpers.errors import DataError
from helpers.study import open_study

HAND = "discrepancy_id kind sources_lines statement_a statement_b readings favoured why reading_id finder_key".split()
FOUND = "finder_key kind sources_lines statement_a statement_b".split()


def by_hand(**change):
    rows = [
        {"discrepancy_id": "disc-a", "kind": "gap", "sources_lines": "page:3;page:5-6", "reading_id": "gap-reading", "finder_key": "gap:1:2"},
        {"discrepancy_id": "disc-b", "kind": "label", "sources_lines": "other:2", "reading_id": "", "finder_key": ""},
    ]
    rows[0] |= change
    return pd.DataFrame([dict.fromkeys(HAND, "x") | row for row in rows], columns=HAND)


MACHINE = pd.DataFrame([("gap:1:2", "gap", "page:3", "a", "b"), ("Overlap:9", "overlap", "page:4", "a", "b")], columns=FOUND)


def test_build_register_explained_find_stands_once():
    register = discrepancies.build_register(by_hand(), MACHINE, {})
    assert list(register["discrepancy_id"]) == ["code-overlap-9", "disc-a", "disc-b"]
    assert list(register["found_by"]) == ["code", "code", "reader"]


def test_build_register_affects_follow_the_reading():
    register = discrepancies.build_register(by_hand(), MACHINE, {"gap-reading": "spells;tenures"}).set_index("discrepancy_id")
    assert register.at["disc-a", "affects"] == "spells;tenures"
    assert register.at["disc-b", "affects"] == ""


def test_build_register_key_no_finder_returns_is_refused():
    with pytest.raises(DataError, match=r"row 2 \(disc-a\): no finder returns 'gap:7'. If the print was corrected, remove the row"):
        discrepancies.build_register(by_hand(finder_key="gap:1:2;gap:7"), MACHINE, {})


def test_build_register_key_returned_twice_is_refused():
    with pytest.raises(DataError, match="'gap:1:2' twice"):
        discrepancies.build_register(by_hand(), pd.concat([MACHINE, MACHINE]), {})


def test_depending_tables_by_reading_in_table_order():
    consulted = {"spells": {"r1": "x"}, "tenures": {"r1": "x", "r2": "y"}}
    assert discrepancies.depending_tables(consulted) == {"r1": "spells;tenures", "r2": "tenures"}


def test_doubts_by_line_spans_are_spread():
    doubts = discrepancies.doubts_by_line(discrepancies.build_register(by_hand(), MACHINE, {}))
    of_a = doubts[doubts["discrepancy_id"] == "disc-a"]
    assert list(of_a["line"]) == [3, 5, 6]


def test_narrow_places_wide_ones_go():
    doubts = discrepancies.doubts_by_line(discrepancies.build_register(by_hand(), MACHINE, {}))
    assert "disc-a" not in set(discrepancies.narrow_places(doubts, most_lines=2)["discrepancy_id"])
    assert "disc-a" in set(discrepancies.narrow_places(doubts, most_lines=3)["discrepancy_id"])


def test_count_kinds_sums_to_the_register():
    counts = discrepancies.count_kinds(discrepancies.build_register(by_hand(), MACHINE, {}))
    assert counts.set_index("kind").loc["gap"].tolist() == [1, 0, 1]
    assert counts["total"].sum() == 3


def test_count_by_document_counts_in_each_document():
    register = discrepancies.build_register(by_hand(sources_lines="page:3;other:1"), MACHINE, {})
    counts = discrepancies.count_by_document(register).query("kind == 'gap'")
    assert list(counts["source_id"]) == ["other", "page"]


def test_map_lines_sections_and_marks():
    doubts = discrepancies.doubts_by_line(discrepancies.build_register(by_hand(), MACHINE, {}))
    sections = pd.DataFrame([("page", "2", "Ministers")], columns=["source_id", "line", "label"])
    drawn = discrepancies.map_lines(doubts, sections)
    assert drawn.query("layer == 'section'")["label"].tolist() == ["Ministers"]
    assert drawn.query("layer == 'doubt'")["doubts"].sum() == len(doubts)


@pytest.fixture(scope="module")
def project_study():
    return open_study()


def test_project_register_every_hand_row_stands_and_no_key_is_left_over(project_study):
    register = project_study.stage("register")
    assert set(project_study.raw["discrepancies"]["discrepancy_id"]) <= set(register["discrepancy_id"])
    assert not register["discrepancy_id"].duplicated().any()
    assert not project_study.consulted("register")


def test_project_register_every_reading_has_a_discrepancy(project_study):
    explained = set(project_study.stage("register")["reading_id"])
    own_choices = {r for r, known in project_study.choices.readings.items() if r.startswith("doubt-") or known.kind == "method"}
    assert set(project_study.choices.readings) - explained - own_choices == set()


def test_project_register_does_not_move_with_the_cut_off(project_study):
    earlier = open_study(as_of="1990-01-01").stage("register")
    assert earlier.equals(project_study.stage("register"))


def test_half_of_the_remarks_lie_on_the_fewest_lines():
    doubts = pd.DataFrame({"source_id": ["a"] * 6 + ["b"] * 2, "line": [1, 1, 1, 2, 3, 4, 7, 7], "discrepancy_id": list("pqrpqrst")})
    counts = discrepancies.count_on_lines(doubts)
    assert list(zip(counts["source_id"], counts["line"], counts["remarks"]))[:2] == [("a", 1, 3), ("b", 7, 2)]
    assert list(discrepancies.lines_with_half(counts)["line"]) == [1, 7]


def test_spread_leaves_out_remarks_on_whole_lists():
    lines = pd.DataFrame({"source_id": ["a"] * 4, "line": ["1", "2", "3", "4"]})
    doubts = pd.DataFrame({"source_id": ["a"] * 4, "line": [1, 2, 3, 2], "discrepancy_id": ["wide", "wide", "wide", "one"]})
    spread = discrepancies.spread_by_document(lines, doubts, most_lines=2)
    assert spread.to_dict("records") == [{"source_id": "a", "printed": 4, "touched": 3, "remarks": 1, "half": 1, "most": 1, "places": "a:2"}]


def test_discrepancies_are_counted_by_the_reading_that_decides_them():
    register = pd.DataFrame({
        "discrepancy_id": ["x", "y", "z"], "reading_id": ["r", "r", ""], "kind": ["date", "gap", "label"], "sources_lines": ["a:1;a:2", "a:2", "a:9"],
    })
    assert discrepancies.count_by_reading(register).to_dict("records") == [{"reading_id": "r", "discrepancies": 2, "kinds": "date;gap", "places": "a:1;a:2"}]
