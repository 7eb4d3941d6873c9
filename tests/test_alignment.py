"""Two documents side by side: planted moves, merges, splits and renames are found; the real ones are as they are."""

import pandas as pd
import pytest
from coded import open_coded

from helpers import alignment, organization

PAGE, ENCYCLOPAEDIA = "foreign-ministry-website", "wikipedia-foreign-ministry"
DESK, OTHER = "regional_department", "functional_department"


def build(*rows):
    frame = pd.DataFrame(rows, columns=["source_id", "line", "parent", "name", "kind"])
    return organization.build_units(frame.assign(heading="h", as_printed=frame["name"]))


def assign(units, **partners):
    rows, known = [], units.set_index("unit_id")
    for unit_id, names in partners.items():
        unit_id = unit_id.replace("_", "-")
        for name in names:
            rows.append((known.at[unit_id, "source_id"], known.at[unit_id, "line"], known.at[unit_id, "name"], "", name, name, name[:3].upper(), unit_id))
    frame = pd.DataFrame(rows, columns=["source_id", "line", "department", "sub_region", "partner_as_printed", "partner_name", "iso3", "unit_id"])
    return frame.assign(sequence=frame.groupby("source_id").cumcount() + 1)


def statuses(units, assignments=None):
    empty = pd.DataFrame({"unit_id": [], "partner_name": []})
    pairs = alignment.align_units(units, empty if assignments is None else assignments, "a", source_b="b")
    return sorted(zip(pairs["name_a"], pairs["name_b"], pairs["status"]))


def test_align_units_same_name_in_other_spelling_is_same():
    units = build(("a", "1", "", "Economic Exchange", OTHER), ("b", "1", "", "Economic *Exchange", OTHER))
    pairs = alignment.align_units(units, pd.DataFrame({"unit_id": [], "partner_name": []}), "a", source_b="b")
    assert pairs[["status", "spelling"]].values.tolist() == [["same", "variant"]]


def test_align_units_divided_department_is_split_and_the_other_way_merged():
    one, two = ("1", "", "Department of Consular, Treaties and Legal Affairs", OTHER), [("1", "", "Department of Consular Affairs", OTHER), ("2", "", "Department of Treaty and Legal Affairs", OTHER)]
    assert [s for *_, s in statuses(build(("a", *one), *(("b", *t) for t in two)))] == ["split", "split"]
    assert [s for *_, s in statuses(build(("b", *one), *(("a", *t) for t in two)))] == ["merged", "merged"]


def test_align_units_words_in_another_number_are_renamed():
    assert statuses(build(("a", "1", "", "Treaty Department", OTHER), ("b", "1", "", "Department of Treaties", OTHER))) == [("Treaty Department", "Department of Treaties", "renamed")]


def test_align_units_desk_of_another_name_is_matched_by_its_partners():
    units = build(("a", "1", "", "Asian Desk", DESK), ("a", "2", "", "Polar Desk", DESK), ("b", "1", "", "Oriental Desk", DESK))
    assigned = assign(units, a_1_1=["China", "Japan", "Nepal"], a_2_1=["Norway"], b_1_1=["China", "Japan"])
    assert statuses(units, assigned) == [("Asian Desk", "Oriental Desk", "renamed"), ("Polar Desk", "", "only_a")]


def test_align_units_too_little_in_common_is_no_match():
    units = build(("a", "1", "", "Asian Desk", DESK), ("b", "1", "", "Oriental Desk", DESK))
    assigned = assign(units, a_1_1=["China", "Japan", "Nepal"], b_1_1=["China", "India"])
    assert {s for *_, s in statuses(units, assigned)} == {"only_a", "only_b"}


def test_align_units_under_another_parent_is_moved():
    units = build(("a", "1", "", "A", "association"), ("a", "2", "", "B", "association"), ("a", "3", "A", "Press Section", "section"),
                  ("b", "1", "", "A", "association"), ("b", "2", "", "B", "association"), ("b", "3", "B", "Press Section", "section"))
    assert ("Press Section", "Press Section", "moved") in statuses(units)


def test_align_units_same_name_twice_in_one_document_is_left_to_the_reader():
    units = build(("a", "1", "", "A", "association"), ("a", "2", "A", "Secretariat", "organ"), ("b", "1", "", "A", "association"), ("b", "2", "A", "Secretariat", "organ"), ("b", "3", "", "B", "association"), ("b", "4", "B", "Secretariat", "organ"))
    assert ("Secretariat", "", "only_a") not in statuses(units) or ("", "Secretariat", "only_b") in statuses(units)


def test_align_partners_planted_move_and_absence_are_found():
    units = build(("a", "1", "", "X", DESK), ("a", "2", "", "Y", DESK), ("b", "1", "", "X", DESK), ("b", "2", "", "Y", DESK))
    assigned = assign(units, a_1_1=["China", "Japan"], a_2_1=["Nepal", "Malta"], b_1_1=["China"], b_2_1=["Japan", "Nepal", "India"])
    pairs = alignment.align_units(units, assigned, "a", source_b="b")
    found = alignment.align_partners(assigned, pairs, "a", source_b="b").set_index("partner_name")["status"].to_dict()
    assert found == {"China": "same", "Japan": "moved", "Nepal": "same", "Malta": "only_a", "India": "only_b"}


@pytest.fixture(scope="module")
def study():
    return open_coded()


def test_documents_one_country_moves_and_it_is_mongolia(study):
    partners = study.stage("partner_alignment", PAGE, ENCYCLOPAEDIA)
    assert partners[partners["status"] != "same"][["partner_name", "status", "line_a", "line_b"]].values.tolist() == [["Mongolia", "moved", "5", "30"]]


def test_documents_countries_spelt_differently_are_four(study):
    partners = study.stage("partner_alignment", PAGE, ENCYCLOPAEDIA).query("iso3 != '' and spelling != 'same'")
    assert dict(zip(partners["iso3"], partners["spelling"])) == {"RUS": "other_name", "USA": "variant", "CIV": "variant", "SDN": "variant"}


def test_documents_units_two_renamed_one_split_rest_same(study):
    pairs = study.stage("unit_alignment", PAGE, ENCYCLOPAEDIA)
    assert pairs["status"].value_counts().to_dict() == {"only_a": 26, "same": 21, "renamed": 2, "split": 2}
    assert set(pairs[pairs["status"] == "split"]["name_b"]) == {"Department of Consular Affairs", "Department of Treaty and Legal Affairs"}


def test_list_differences_has_both_prints_and_places(study):
    rows = alignment.list_differences(*(study.stage(n, PAGE, ENCYCLOPAEDIA) for n in ("unit_alignment", "partner_alignment")))
    mongolia = rows[rows["name"] == "Mongolia"].iloc[0]
    assert (mongolia["status"], mongolia["spelling"], mongolia["places"]) == ("moved", "same spelling", f"{PAGE}:5;{ENCYCLOPAEDIA}:30")
    assert "Association for the Promotion of International Economic and Technological *Exchange" in set(rows["printed_b"])
    assert not (rows["spelling"].eq("same spelling") & rows["status"].eq("same place")).any()


def test_join_matches_split_unit_has_both_counterparts(study):
    matched = study.stage("units").set_index("unit_id")["matched_unit_id"]
    assert matched[f"{PAGE}-23-1"] == f"{ENCYCLOPAEDIA}-36-1;{ENCYCLOPAEDIA}-37-1"
    assert matched[f"{ENCYCLOPAEDIA}-29-1"] == f"{PAGE}-4-1"


@pytest.mark.parametrize("numbers, rising, inversions", [([], 0, 0), ([1], 1, 0), ([1, 2, 3], 3, 0), ([3, 2, 1], 1, 3), ([1, 3, 2, 4], 3, 1), ([2, 4, 1, 3], 2, 3)])
def test_order_of_worked_lists(numbers, rising, inversions):
    assert (alignment.longest_rising(numbers), alignment.count_inversions(numbers)) == (rising, inversions)


def test_measure_order_counts_one_swap_among_the_countries(study):
    partners = study.stage("partner_alignment", PAGE, ENCYCLOPAEDIA)
    order = alignment.measure_order(partners[partners["iso3"] != ""])
    assert (order["common"], order["in_order"], order["inversions"], order["pairs"]) == (185, 184, 1, 185 * 184 // 2)
    assert order["tau"] == pytest.approx(1 - 2 / 17020)


def test_alphabetical_tau_of_sorted_and_reversed_names():
    assert alignment.alphabetical_tau(["A", "B", "C"]) == 1
    assert alignment.alphabetical_tau(["C", "B", "A"]) == -1


def test_unbroken_groups_finds_a_broken_run():
    aligned = pd.DataFrame({"sub_region_a": ["x", "x", "y", "y"], "sequence_b": [1, 3, 4, 5]})
    assert alignment.unbroken_groups(aligned).values.tolist() == [["x", 2, "no"], ["y", 2, "yes"]]


def test_slope_rows_draw_every_top_unit_once_and_the_moved_country(study):
    rows = alignment.slope_rows(study.stage("unit_alignment", PAGE, ENCYCLOPAEDIA), study.stage("partner_alignment", PAGE, ENCYCLOPAEDIA), study.stage("unit_tree"), desks=study.stage("desk_totals"))
    assert rows["role"].value_counts().to_dict() == {"unit": 25, "partner": 1}
    assert rows[rows["role"] == "partner"][["order_a", "order_b"]].values.tolist() == [[1, 2]]
    assert rows[rows["name_a"] == "Institute for American Studies"]["parts_a"].tolist() == [3]


@pytest.mark.parametrize("alternative, moved", [("as-each-prints", 1), ("first-desk", 0), ("second-desk", 0)])
def test_reading_of_mongolia_decides_whether_a_country_moves(alternative, moved):
    partners = open_coded(mongolia_desk=alternative).stage("partner_alignment", PAGE, ENCYCLOPAEDIA)
    assert (partners["status"] == "moved").sum() == moved
