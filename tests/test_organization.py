"""Trees, desks and what they add up to: the documents' exact values, and small worked examples."""

import pandas as pd
import pytest
from coded import open_coded

from helpers import organization
from helpers.errors import DataError

PAGE, ENCYCLOPAEDIA = "foreign-ministry-website", "wikipedia-foreign-ministry"
UNNAMED = {"BTN", "FSM", "KIR", "KOR", "MHL", "MLT", "PLW", "PRK", "SLB", "TON", "TUV", "WSM"}


@pytest.fixture(scope="module")
def study():
    return open_coded()


def raw_units(*rows):
    return pd.DataFrame(rows, columns=["source_id", "line", "parent", "name", "kind", "heading", "as_printed"])


def test_build_units_same_line_gets_numbers_and_parents():
    units = organization.build_units(raw_units(
        ("d", "1", "", "A", "association", "h", "A(AA)"), ("d", "2", "A", "Assembly", "organ", "h", "Assembly"),
        ("d", "2", "A", "Secretariat", "organ", "h", "Secretariat"), ("d", "3", "A / Secretariat", "Section", "section", "h", "Section"),
    ))
    assert units["unit_id"].tolist() == ["d-1-1", "d-2-1", "d-2-2", "d-3-1"]
    assert units["parent_unit_id"].tolist() == ["", "d-1-1", "d-1-1", "d-2-2"]
    assert units["depth"].tolist() == [1, 2, 2, 3]


def test_build_units_missing_parent_is_refused_with_its_place():
    with pytest.raises(DataError, match=r"raw/units.csv \(d:2\): 'B' stands under 'A'"):
        organization.build_units(raw_units(("d", "2", "A", "B", "organ", "h", "B")))


def test_assign_desks_unknown_department_is_refused():
    units = organization.build_units(raw_units(("d", "1", "", "Asia", "regional_department", "h", "Asia")))
    partners = pd.DataFrame([("d", "5", "Europe", "", "France", "France", "FRA", "", 1)], columns=["source_id", "line", "department", "sub_region", "partner_as_printed", "partner_name", "iso3", "body", "sequence"])
    with pytest.raises(DataError, match=r"raw/desks.csv \(d:5\): 'Europe' is no regional_department"):
        organization.assign_desks(partners, units, {"FRA": "un_member"})


def test_assignments_of_both_documents_are_185_countries_on_six_desks_none_twice(study):
    countries = organization.countries_only(study.stage("assignments"))
    assert countries.groupby("source_id").size().to_dict() == {PAGE: 185, ENCYCLOPAEDIA: 185}
    assert countries.groupby("source_id")["unit_id"].nunique().tolist() == [6, 6]
    assert organization.find_repeated(study.stage("assignments")).empty


def test_find_repeated_names_a_planted_double():
    frame = pd.DataFrame({"source_id": ["a", "a", "b"], "partner_name": ["France", "France", "France"]})
    assert len(organization.find_repeated(frame)) == 2


def test_count_desks_of_the_page_are_its_totals(study):
    page = study.stage("desk_totals").query("source_id == @PAGE")
    assert page["countries"].tolist() == [3, 25, 12, 41, 2, 102]
    assert page["organization"].tolist() == [0, 2, 0, 4, 0, 0]
    assert page["share_pct"].sum() == pytest.approx(100)


def test_count_desks_keeps_a_desk_without_partners():
    units = organization.build_units(raw_units(("d", "1", "", "Asia", "regional_department", "h", "Asia"), ("d", "2", "", "Moon", "regional_department", "h", "Moon")))
    assigned = pd.DataFrame({"source_id": ["d"], "unit_id": ["d-1-1"], "partner_kind": ["un_member"]})
    assert organization.count_desks(assigned, units)["countries"].tolist() == [1, 0]


@pytest.mark.parametrize("counts, herfindahl, effective", [((1, 1, 1, 1), 0.25, 4), ((4, 0), 1, 1), ((3, 1), 0.625, 1.6)])
def test_measure_concentration_of_worked_portfolios(counts, herfindahl, effective):
    desks = pd.DataFrame({"source_id": "d", "name": [f"d{i}" for i in range(len(counts))], "countries": counts, "share_pct": [100 * c / sum(counts) for c in counts]})
    row = organization.measure_concentration(desks).iloc[0]
    assert (row["herfindahl"], row["effective_desks"], row["largest"]) == (pytest.approx(herfindahl), pytest.approx(effective), "d0")


def test_place_members_181_of_193_are_named_and_the_same_12_are_not(study):
    placed = study.stage("placed_members")
    for source_id in (PAGE, ENCYCLOPAEDIA):
        own = placed[placed["source_id"] == source_id]
        assert (len(own), (own["unit_id"] != "").sum()) == (193, 181)
        assert set(own[own["unit_id"] == ""]["iso3"]) == UNNAMED


def test_non_members_named_are_four(study):
    others = study.stage("assignments").query("partner_kind == 'observer_or_other'")
    assert others.groupby("source_id")["iso3"].agg(set).tolist() == [{"ESH", "PRI", "PSE", "VAT"}] * 2


def test_compare_bodies_counts_members_on_the_naming_desk(study):
    page = study.stage("body_comparison").query("source_id == @PAGE").set_index("body")
    assert page.loc["ASEAN", ["members", "on_that_desk", "unnamed"]].tolist() == [11, 11, ""]
    assert page.loc["SAARC", ["members", "on_that_desk", "unnamed"]].tolist() == [8, 7, "BTN"]
    assert page.loc["EU", ["members", "on_that_desk", "unnamed"]].tolist() == [27, 26, "MLT"]
    assert page.loc["Arab League", ["named_by", "on_other_desks", "desks"]].tolist() == ["", 22, 1]


def test_cross_m49_adds_up_to_the_assignments(study):
    grid = organization.cross_m49(study.stage("assignments"), study.raw["countries"])
    assert grid.groupby("source_id")["countries"].sum().tolist() == [185, 185]
    assert grid.query("source_id == @PAGE and m49_area == 'Central Asia' and countries > 0")["department"].tolist() == ["European Affairs Department 1"]


def test_find_departures_names_what_lies_outside_the_heading(study):
    gone = study.stage("departures").query("source_id == @PAGE").groupby("named_area")["iso3"].agg(set)
    assert gone["European Affairs Department 1"] == {"KAZ", "KGZ", "UZB", "TJK", "TKM", "AZE", "ARM", "GEO"}
    assert gone["European Affairs Department 2"] == {"TUR", "CYP"}
    assert gone["Arab and middle east region"] == {"ETH", "SSD", "ESH", "ERI"}


def test_map_countries_marks_the_country_that_another_document_moves(study):
    frame = organization.map_countries(study.stage("assignments"), study.raw["countries"], study.stage("members", "UN"), desks=study.stage("desk_totals"), source_id=PAGE)
    assert len(frame) == 185 + len(UNNAMED)
    assert frame[frame["department_other"] != ""][["iso3", "department_other"]].values.tolist() == [["MNG", "Asian Affairs Department 2"]]
    assert set(frame[frame["number"] == 0]["iso3"]) == UNNAMED


def test_matrix_rows_hold_every_country_and_every_unnamed_member(study):
    grid = organization.cross_m49(study.stage("assignments"), study.raw["countries"])
    cells = organization.matrix_rows(grid, study.stage("placed_members"), study.stage("departures"), countries=study.raw["countries"], source_id=PAGE)
    assert cells[cells["column"] > 0]["countries"].sum() == 185
    assert cells[cells["column"] == 0]["countries"].sum() == len(UNNAMED)
    assert cells["departing"].sum() == 14


def test_tile_rows_give_every_country_one_status(study):
    tiles = organization.tile_rows(study.stage("placed_members"), study.stage("assignments"), study.raw["countries"], source_id=PAGE)
    assert tiles["status"].value_counts().to_dict() == {"named": 181, "unnamed": 12, "non_member": 4}


def test_list_unnamed_gives_the_last_admission_and_other_bodies(study):
    rows = organization.list_unnamed(study.stage("placed_members"), study.raw["memberships"], source_id=PAGE).set_index("iso3")
    assert set(rows.index) == UNNAMED
    assert rows.loc["MLT", ["admitted_edtf", "bodies"]].tolist() == ["1964-12-01", "EU"]
    assert rows.at["KOR", "admitted_edtf"] == "1991-09-17"


@pytest.mark.parametrize("override, count", [({"puerto_rico_country": "not-counted"}, 184), ({}, 185)])
def test_reading_of_puerto_rico_moves_the_count(override, count):
    study = open_coded(**override)
    assert len(organization.countries_only(study.stage("assignments")).query("source_id == @PAGE")) == count


def test_adding_a_country_and_a_third_document_is_adding_rows(study):
    from helpers.study import Study

    raw = dict(study.raw)
    raw["units"] = pd.concat([raw["units"], raw_units(("third", "1", "", "World Department", "regional_department", "h", "World Department"))], ignore_index=True)
    desk = pd.DataFrame([("third", "2", "World Department", "", "Countries:", "Malta, Mongolia and Japan")], columns=raw["desks"].columns)
    raw["desks"] = pd.concat([raw["desks"], desk], ignore_index=True)
    larger = Study(raw, study.choices, study.as_of)
    assert larger.stage("assignments").query("source_id == 'third'")["iso3"].tolist() == ["MLT", "MNG", "JPN"]
    assert larger.stage("partner_alignment", PAGE, "third")["status"].value_counts()["only_b"] == 1
    assert "third" in set(larger.stage("units")["source_id"])
