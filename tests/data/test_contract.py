"""What readers of the data rely on: columns, closed words, exact values worked by hand, the shape of the two JSON files."""

import csv
import json
from datetime import date, timedelta

import pytest

from helpers import paths

RAW = {
    "sources": "source_id kind title publisher url licence retrieved_edtf sha256",
    "terms": "source_id line ministry_id as_printed",
    "desks": "source_id line department sub_region as_printed",
    "units": "source_id line parent name kind as_printed",
    "agreements": "agreement_id source_id line partner party_north_korea party_other place signed_edtf title in_force_edtf expires_edtf as_printed",
    "mail_events": "event_id source_id line date_edtf statement place as_printed",
    "routes": "route_id source_id line partner from_place to_place event date_edtf status_after as_printed",
    "quantities": "quantity_id source_id line subject value unit base date_edtf as_printed",
    "facts": "fact_id source_id line subject attribute value unit date_edtf as_printed",
    "outside": "claim_id source_id subject claim value_edtf number bears_on",
}
PROCESSED = {
    "persons": "person_id name name_ko name_hanja variants merge_reading_id",
    "spells": "spell_id ministry_id person_id sequence capacity start_edtf end_edtf exit_status start_earliest start_latest end_earliest end_latest "
    "source_id line as_printed",
    "tenures": "tenure_id ministry_id person_id capacity start_earliest start_latest end_earliest end_latest exit_status days_min days_max "
    "start_earliest_joint start_latest_joint end_earliest_joint end_latest_joint days_min_joint days_max_joint spell_ids sources_lines",
    "successions": "ministry_id predecessor_tenure_id successor_tenure_id gap_days_min gap_days_max status",
    "units": "unit_id source_id line name kind parent_unit_id matched_unit_id",
    "assignments": "source_id line unit_id sub_region partner_as_printed partner_name iso3 partner_kind",
    "agreements": "agreement_id source_id line partner title place signed_edtf in_force_edtf expires_edtf status_as_printed cells parcels telegraph "
    "telephone lag_days in_force_days",
    "mail_regimes": "regime_id from_edtf to_edtf interval_days rule weekday place source_id line reading_id",
    "mail_counts": "counted_at_edtf direction_as_printed direction_read pieces exchanges_min exchanges_max source_id line",
    "routes": "route_id partner from_place to_place event date_edtf status_after source_id line",
    "quantities": "quantity_id source_id line subject value unit base date_edtf as_printed",
    "facts": "fact_id source_id line subject attribute value unit date_edtf as_printed",
    "discrepancies": "discrepancy_id kind sources_lines statement_a statement_b readings favoured why reading_id affects",
}
WORDS = {
    ("raw", "sources", "kind"): {"seed", "outside"},
    ("raw", "terms", "ministry_id"): {"posts", "foreign"},
    ("processed", "spells", "capacity"): {"substantive", "acting"},
    ("processed", "spells", "exit_status"): {"ended", "in_office", "unknown"},
    ("processed", "tenures", "capacity"): {"substantive", "acting"},
    ("processed", "tenures", "exit_status"): {"ended", "in_office", "unknown"},
    ("processed", "successions", "status"): {"handover", "vacancy_or_missing", "overlap", "undetermined"},
    ("processed", "units", "kind"): {
        "regional_department", "functional_department", "institute", "division", "association", "section", "organ", "region_group",
    },
    ("processed", "assignments", "partner_kind"): {"un_member", "observer_or_other", "organization"},
    ("processed", "agreements", "cells"): {"own", "inherited"},
    ("processed", "routes", "status_after"): {"open", "suspended", "restricted", "unknown"},
    ("processed", "discrepancies", "kind"): {
        "date", "identity", "gap", "overlap", "calendar", "arithmetic", "table_structure", "label", "omission", "between_documents", "outside",
    },
}  # fmt: skip
# Took office and left, wikipedia-foreign-ministry:66-77; the last is cut at 2026-11-21.
FOREIGN_DAYS = [1636, 2425, 3904, 4901, 5392, 3041, 135, 2518, 761, 1345, 872, 1624]
MOVED = "Mongolia"
DESKS = {"foreign-ministry-website": (4, 6, 9, 11, 14, 16), "wikipedia-foreign-ministry": (29, 30, 31, 32, 33, 34)}


def rows(folder, table):
    with open(paths.DATA / folder / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published(name):
    return json.loads((paths.REPORTS / f"{name}.json").read_text(encoding="utf-8"))


def numbers(finding_id):
    return {name: n["value"] for name, n in published("findings")[finding_id]["numbers"].items()}


def held(person_id):
    return next(r for r in rows("processed", "tenures") if r["person_id"] == person_id)


@pytest.mark.parametrize(("folder", "table", "columns"), [(f, t, c) for f, tables in (("raw", RAW), ("processed", PROCESSED)) for t, c in tables.items()])
def test_table_has_every_agreed_column(folder, table, columns):
    assert set(columns.split()) - set(rows(folder, table)[0]) == set()


@pytest.mark.parametrize(("place", "words"), WORDS.items())
def test_column_holds_only_its_words(place, words):
    folder, table, column = place
    assert {r[column] for r in rows(folder, table)} <= words


@pytest.mark.parametrize("folder", ["raw", "processed"])
def test_tables_are_sorted_by_id_in_utf8_with_line_feeds(folder):
    for path in sorted((paths.DATA / folder).glob("*.csv")):
        data = path.read_bytes()
        assert b"\r" not in data and data.endswith(b"\n") and not data.startswith(b"\xef\xbb\xbf"), path.name
        key = next(iter(rows(folder, path.stem)[0]))
        ids = [r[key] for r in rows(folder, path.stem)]
        if key.endswith("_id") and key != "ministry_id" and len(set(ids)) == len(ids) and path.stem != "spells":
            assert ids == sorted(ids), path.name


def test_foreign_ministers_have_their_days():
    found = [r for r in rows("processed", "tenures") if r["ministry_id"] == "foreign"]
    assert [int(r["days_min"]) for r in found] == FOREIGN_DAYS
    assert [r["days_max"] for r in found] == [*map(str, FOREIGN_DAYS[:-1]), ""]
    assert [i for i, r in enumerate(found) if r["capacity"] == "acting"] == [6]
    assert [r["exit_status"] for r in found] == ["ended"] * 11 + ["in_office"]
    assert (date(1953, 3, 3) - date(1948, 9, 9)).days == FOREIGN_DAYS[0] and (date(2026, 11, 21) - date(2022, 6, 11)).days == FOREIGN_DAYS[-1]


def test_thirteen_persons_stand_behind_fifteen_names_and_twenty_terms():
    spells = [r for r in rows("processed", "spells") if r["ministry_id"] == "posts"]
    people = {r["person_id"] for r in spells}
    names = [v for r in rows("processed", "persons") if r["person_id"] in people for v in r["variants"].split(";")]
    assert (len(spells), len(people), len(names)) == (20, 13, 15)
    found = numbers("find-clean-persons")
    assert (found["terms"], found["persons"], found["names"]) == (20, 13, 15)


def test_kim_jong_ju_held_office_for_0_to_1671_days_jointly():
    assert (held("kim-jong-ju")["days_min_joint"], held("kim-jong-ju")["days_max_joint"], held("kim-jong-ju")["days_max"]) == ("0", "1671", "")


def test_ri_kum_bom_held_office_for_2491_to_2521_days():
    found = held("ri-kum-bom")
    assert (found["days_min"], found["days_max"]) == ("2491", "2521")
    assert [(date(2005, 7, day) - date(1998, 9, 5)).days for day in (1, 31)] == [2491, 2521]


@pytest.mark.parametrize(("person_id", "start", "end"), [
    ("kim-jong-ju", "1948-09-02", "1953-03-31"), ("kim-yong-chae", "1977-12-15", "1990-05-24"), ("kim-kwang-chol", "2015-01-01", "2021-01-17"),
])
def test_joint_upper_end_is_the_latest_start_of_the_next(person_id, start, end):
    found = held(person_id)
    assert found["start_earliest"] == start
    assert (date.fromisoformat(start) + timedelta(days=int(found["days_max_joint"]))).isoformat() == end


def test_185_countries_stand_on_six_desks_in_each_document_and_one_moves():
    units = {r["unit_id"]: int(r["line"]) for r in rows("processed", "units")}
    placed = {source: {} for source in DESKS}
    for r in rows("processed", "assignments"):
        if r["iso3"]:
            placed[r["source_id"]][r["partner_name"]] = DESKS[r["source_id"]].index(units[r["unit_id"]])
    page, other = placed.values()
    assert len(page) == len(other) == 185 and set(page.values()) == set(other.values()) == set(range(6))
    assert [name for name in page if other[name] != page[name]] == [MOVED] and (page[MOVED], other[MOVED]) == (0, 1)
    assert (numbers("find-organization-desks-185")["countries_page"], numbers("find-organization-moves")["moved"]) == (185, 1)


def test_181_of_the_193_members_of_the_united_nations_are_named():
    named = {r["iso3"] for r in rows("processed", "assignments") if r["partner_kind"] == "un_member"}
    assert len(named) == 181
    found = numbers("find-organization-un-members")
    assert (found["named"], found["members"], found["unnamed"]) == (181, 193, 193 - 181)


def test_twelve_rows_of_the_china_table_are_among_seventeen_agreements():
    lines = [int(r["line"]) for r in rows("processed", "agreements")]
    assert sorted(n for n in lines if 74 <= n <= 85) == list(range(74, 86)) and len(lines) == 17
    assert numbers("find-postal-agreements-count")["agreements"] == 17


def test_pieces_of_mail_by_16_december_1948():
    found = {r["direction_as_printed"]: r["pieces"] for r in rows("processed", "mail_counts") if r["counted_at_edtf"] == "1948-12-16"}
    assert found == {"north": "314523", "south": "1091678"}


def test_78_thursdays_leave_87_exchanges():
    first, last = date(1948, 12, 30), date(1950, 6, 22)
    assert first.weekday() == last.weekday() == 3 and last + timedelta(days=7) > date(1950, 6, 25)
    assert (last - first).days // 7 + 1 == 78
    found = numbers("find-postal-exchanges-before-1949")
    assert (found["thursdays"], found["total"], found["before_min"]) == (78, 165, 165 - 78)


def test_discrepancies_name_places_and_what_they_affect():
    found = rows("processed", "discrepancies")
    places = {p.split(":")[0] for r in found for p in r["sources_lines"].split(";")}
    assert places == {"wikipedia-posts-ministry", "wikipedia-foreign-ministry", "foreign-ministry-website"}
    assert any(r["affects"] for r in found) and not [r for r in found if r["affects"] and not r["reading_id"]]


def test_readings_cite_every_claim_that_bears_on_them():
    import tomllib

    readings = tomllib.loads((paths.DATA / "readings.toml").read_text(encoding="utf-8"))
    cited = {(r, claim) for r, block in readings.items() for claim in block.get("evidence", ())}
    bearing = {(r, claim["claim_id"]) for claim in rows("raw", "outside") for r in claim["bears_on"].split(";") if r}
    assert cited == bearing


def test_an_outside_claim_in_conflict_is_marked_and_told_in_its_note():
    claims = rows("raw", "outside")
    named = {c["claim_id"] for c in claims if any(f"conflicts with {o['claim_id']}" in c["note"] for o in claims)}
    marked = {c["claim_id"]: c["note"] for c in claims if c["checked"] == "conflict"}
    assert named and named <= set(marked) and all(marked.values())


def test_no_claim_of_a_source_that_was_not_reached_stands_as_noted():
    claims = rows("raw", "outside")
    lost = {c["source_id"] for c in claims if c["checked"] == "not_reached"}
    assert lost == {"donga-38-mail-3"} and not [c for c in claims if c["source_id"] in lost and c["checked"] == "as_noted"]


def test_findings_have_the_agreed_shape():
    for finding_id, found in published("findings").items():
        assert {"sentence", "numbers", "reading_set", "as_of", "range", "notebook", "cell"} <= set(found), finding_id
        assert finding_id.startswith("find-") and "{" not in found["sentence"]
        assert all({"value", "unit"} <= set(n) for n in found["numbers"].values()), finding_id
        assert {"min", "max", "n"} <= set(found["range"]) or finding_id == "find-robustness-share"
        assert (found["reading_set"], found["as_of"]) == ("document", "2026-11-21")


def test_exhibits_have_the_agreed_shape():
    drawn = {"alt", "width_mm", "height_mm"}
    for exhibit_id, found in published("figures").items():
        assert {"kind", "number", "title", "caption", "notebook", "sources", "data", "files", "citation"} <= set(found), exhibit_id
        assert found["kind"] == {"fig": "figure", "tbl": "table"}[exhibit_id.split("-")[0]]
        assert found["kind"] == "table" or drawn <= set(found) and found["alt"] and found["width_mm"] in (85, 120, 180), exhibit_id
        assert len(found["data"]["sha256"]) == 64 and {"bibtex", "ris", "csl", "apa", "chicago"} <= set(found["citation"])
        assert all({"path", "media_type", "sha256"} <= set(f) for f in found["files"]) and found["files"], exhibit_id


def test_exhibits_name_known_sources_only():
    known = {r["source_id"] for r in rows("raw", "sources")}
    assert {s for found in published("figures").values() for s in found["sources"]} <= known


def test_exhibits_are_numbered_without_gaps():
    for kind in ("figure", "table"):
        found = [e["number"] for e in published("figures").values() if e["kind"] == kind]
        assert found == list(range(1, len(found) + 1))
