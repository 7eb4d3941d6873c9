"""The findings on the desks: verdicts and numbers, and the readings that move them."""

import pytest
from coded import open_coded

from helpers.findings import organization as findings


def run(name, **overrides):
    return getattr(findings, name)(open_coded(**overrides))


@pytest.mark.parametrize("name, verdict, headline, value", [
    ("units_compared", "same_ministry", "same", 21), ("countries_on_desks", "same_count_none_twice", "countries_page", 185),
    ("countries_moved", "one_moved", "moved", 1), ("members_named", "nearly_all_named", "named", 181), ("others_named", "some_non_members", "non_members", 4),
    ("bodies_held", "body_and_members_together", "held", 44), ("departures_from_geography", "few_departures", "departures", 14),
    ("lists_derived", "common_origin", "in_order", 184), ("associations_reach", "nearly_all_reached", "reached", 184), ("texts_from_templates", "template_text", "repeated", 15),
])
def test_finding_under_the_published_readings(name, verdict, headline, value):
    result = run(name)
    assert (result.verdict, result.numbers[headline].value) == (verdict, value)
    assert result.text and result.lines


def test_finding_on_concentration_gives_the_largest_share():
    result = run("portfolios_unequal")
    assert result.verdict == "one_desk_has_most"
    assert result.numbers["largest_share"].value == pytest.approx(100 * 102 / 185)


@pytest.mark.parametrize("override, name, number, value", [
    ({"mongolia_desk": "first-desk"}, "countries_moved", "moved", 0),
    ({"puerto_rico_country": "not-counted"}, "countries_on_desks", "countries_page", 184),
    ({"puerto_rico_country": "not-counted"}, "others_named", "non_members", 3),
    ({"european_union_bodies": "one-union"}, "countries_on_desks", "organizations", 3),
    ({"own_state_in_members": "left-out"}, "members_named", "unnamed", 11),
    ({"south_korea_desk": "handled-since-2024"}, "members_named", "named", 182),
    ({"association_scope": "un-regions"}, "associations_reach", "reached", 178),
])
def test_reading_moves_the_number_it_should(override, name, number, value):
    assert run(name, **override).numbers[number].value == value


def test_finding_on_members_follows_the_cut_off_day():
    result = run("members_named", as_of="2011-07-13")
    assert result.numbers["members"].value == 192


def test_finding_on_bodies_before_timor_leste_joined_has_one_member_less():
    assert run("bodies_held", as_of="2025-10-25").numbers["held"].value == 43


def test_south_korea_is_handled_only_once_it_was_reported():
    before, after = (run("members_named", as_of=day, south_korea_desk="handled-since-2024") for day in ("2024-04-30", "2024-06-30"))
    assert after.numbers["named"].value == before.numbers["named"].value + 1
