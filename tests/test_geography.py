"""Names of countries, lists of them, memberships at a day, parts of the world."""

from datetime import date

import pandas as pd
import pytest

from helpers import geography, paths
from helpers.errors import DataError

TODAY = date(2026, 11, 21)


def reference(name):
    return pd.read_csv(paths.REFERENCE / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def countries():
    return reference("countries")


@pytest.fixture(scope="module")
def memberships():
    return reference("memberships")


@pytest.fixture(scope="module")
def known(countries):
    return geography.index_names(countries, reference("aliases"))


@pytest.mark.parametrize("name, on, iso3", [
    ("Namibia", TODAY, "NAM"), ("Russian Federation", TODAY, "RUS"), ("Russia", TODAY, "RUS"), ("Congo", TODAY, "COG"), ("DR Congo", TODAY, "COD"),
    ("Antigua Barbuda", TODAY, "ATG"), ("Vatican City", TODAY, "VAT"), ("Cote d ‘Ivoire", TODAY, "CIV"), ("the Sudan", TODAY, "SDN"),
    ("Guinea", TODAY, "GIN"), ("Ceylon", date(1960, 1, 1), "LKA"), ("USSR", date(1991, 12, 25), "SUN"),
])
def test_find_partner_resolves_a_printed_name_on_its_day(known, name, on, iso3):
    assert geography.find_partner(name, known, on=on).iso3 == iso3


def test_find_partner_refuses_a_name_out_of_its_time(known):
    with pytest.raises(DataError, match="'USSR' is no partner known on 1991-12-26"):
        geography.find_partner("USSR", known, on=date(1991, 12, 26))


def test_find_partner_unknown_name_suggests_but_does_not_guess(known):
    with pytest.raises(DataError, match=r"here: 'Mongola' is no partner known .* \(near: mongolia"):
        geography.find_partner("Mongola", known, on=TODAY, where="here")


def test_find_partner_with_two_meanings_is_refused(known):
    twice = known | {"congo": known["congo"] + (geography.NameUse("COD", "x", "", "", ""),)}
    with pytest.raises(DataError, match="'Congo' means Congo and x"):
        geography.find_partner("Congo", twice, on=TODAY)


@pytest.mark.parametrize("text, names", [
    ("China, Mongolia, and Japan", ["China", "Mongolia", "Japan"]),
    ("the United States and Canada", ["the United States", "Canada"]),
    ("Jamaica, Trinidad and Tobago, Saint Vincent and the Grenadines, Antigua Barbuda", ["Jamaica", "Trinidad and Tobago", "Saint Vincent and the Grenadines", "Antigua Barbuda"]),
    ("Comoros, Sao Tome and Principe", ["Comoros", "Sao Tome and Principe"]),
    ("Nauru and Vanuatu, the Association of Southeast Asian Nations (ASEAN), and Nepal.", ["Nauru", "Vanuatu", "the Association of Southeast Asian Nations (ASEAN)", "Nepal"]),
    ("European Union headquarters including European Council, European Commission", ["European Union headquarters", "European Council", "European Commission"]),
    ("China and Atlantis", ["China", "Atlantis"]), ("", []),
])
def test_split_list_keeps_names_whole_and_parts_the_rest(known, text, names):
    assert geography.split_list(text, known) == names


def test_read_lists_gives_printed_order_and_place_of_an_unknown_name(known):
    desks = pd.DataFrame([("d", "7", "Asia", "", "x", "China, Japan"), ("d", "8", "Asia", "", "x", "Nepal")], columns=["source_id", "line", "department", "sub_region", "lead_in", "as_printed"])
    assert geography.read_lists(desks, known, on=TODAY)[["sequence", "iso3"]].values.tolist() == [[1, "CHN"], [2, "JPN"], [3, "NPL"]]
    with pytest.raises(DataError, match=r"raw/desks.csv \(d:7\): 'Chinaa'"):
        geography.read_lists(desks.replace("China, Japan", "Chinaa"), known, on=TODAY)


# Members at the end of the year: United Nations, "Growth in United Nations membership".
@pytest.mark.parametrize("day, count", [
    ("1945-12-31", 51), ("1950-12-31", 60), ("1955-12-31", 76), ("1958-12-31", 82), ("1960-12-31", 99), ("1962-12-31", 110), ("1965-12-31", 117),
    ("1970-12-31", 127), ("1975-12-31", 144), ("1984-12-31", 159), ("1990-12-31", 159), ("1991-12-31", 166), ("1992-12-31", 179), ("1993-12-31", 184),
    ("1994-12-31", 185), ("1999-12-31", 188), ("2000-12-31", 189), ("2002-12-31", 191), ("2006-12-31", 192), ("2011-12-31", 193), ("2026-11-21", 193),
])
def test_members_of_the_un_at_a_day_number_what_the_un_says(memberships, day, count):
    assert len(geography.members(memberships, "UN", on=date.fromisoformat(day))) == count


@pytest.mark.parametrize("body, day, count", [
    ("ASEAN", "2025-10-25", 10), ("ASEAN", "2025-10-26", 11), ("EU", "2020-01-31", 28), ("EU", "2020-02-01", 27), ("EU", "1973-01-01", 9),
    ("SAARC", "2007-04-02", 7), ("SAARC", "2007-04-03", 8), ("Arab League", "2026-11-21", 22), ("Soviet Union", "1991-09-05", 15), ("Soviet Union", "1991-09-06", 12),
])
def test_members_of_a_body_change_on_the_printed_day(memberships, body, day, count):
    assert len(geography.members(memberships, body, on=date.fromisoformat(day))) == count


def test_members_of_an_unknown_body_names_the_known_ones(memberships):
    with pytest.raises(DataError, match="has no body 'NATO'. It has: ASEAN"):
        geography.members(memberships, "NATO", on=TODAY)


def test_memberships_of_one_country_never_overlap(memberships):
    for (_, _), spells in memberships.groupby(["iso3", "body"]):
        ends = spells.sort_values("from_edtf")
        assert all(end and end <= start for end, start in zip(ends["to_edtf"][:-1], ends["from_edtf"][1:]))


def test_reference_countries_have_the_right_codes_for_the_traps(countries):
    row = countries.set_index("iso3")
    assert (row.at["NAM", "name"], row.at["NAM", "numeric"]) == ("Namibia", "516")
    assert [row.at[i, "m49_sub_region"] for i in ("IRN", "AFG", "CYP", "SDN")] == ["Southern Asia", "Southern Asia", "Western Asia", "Northern Africa"]
    assert countries["numeric"][countries["numeric"] != ""].is_unique


@pytest.mark.parametrize("iso3, on, expected", [
    ("CSK", date(1992, 12, 31), ["CSK"]), ("CSK", date(1993, 1, 1), ["CZE", "SVK"]), ("SUN", TODAY, ["RUS"]), ("JPN", TODAY, ["JPN"]),
])
def test_successors_of_a_partner_of_the_past_depend_on_the_day(countries, iso3, on, expected):
    assert geography.successors(iso3, countries, on=on) == expected


@pytest.mark.parametrize("name, inside, outside", [
    ("European Affairs Department 1", {"RUS", "UKR"}, {"KAZ", "GEO", "TUR"}),
    ("African, Arab and Latin American Affairs Department", {"KEN", "IRQ", "CUB"}, {"ISR", "USA", "IRN"}),
    ("Arab and middle east region", {"SOM", "ISR", "TUR"}, {"ETH", "IRN"}),
    ("Asia and the Pacific Region", {"AUS", "JPN"}, {"USA"}),
    ("North American Affairs Department", {"USA", "CAN"}, {"MEX"}),
])
def test_countries_of_a_printed_name_are_those_it_speaks_of(countries, memberships, name, inside, outside):
    found = geography.countries_of(name, countries, memberships, regions=reference("regions"), on=TODAY)
    assert inside <= found and not outside & found


def test_countries_of_a_name_without_a_region_are_none(countries, memberships):
    assert geography.countries_of("Protocol Department", countries, memberships, regions=reference("regions"), on=TODAY) == frozenset()


def test_countries_of_never_holds_a_state_that_has_ended(countries, memberships):
    assert "CSK" not in geography.countries_of("European", countries, memberships, regions=reference("regions"), on=TODAY)


def test_named_countries_stand_as_whole_words(known):
    assert geography.named_countries("Korea-China Association", known, on=TODAY) == {"CHN"}
    assert geography.named_countries("Korea-Africa Association", known, on=TODAY) == frozenset()
