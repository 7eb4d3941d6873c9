"""Exact counting of schedules, against a list of every set of days."""

import random
from collections import Counter

import pytest

from helpers.schedules import BEFORE, NEVER, Band, Calendar, Rules, earlier_days, join


def every_set(days, rules):
    """All sets of days that keep the rules, tried one by one."""
    kept = []
    for mask in range(1 << days):
        events = [d for d in range(days) if mask >> d & 1]
        path = [BEFORE, *events, days]
        near = all(
            b.steps[0] <= later - earlier <= b.steps[1]
            for earlier, later in zip(path, path[1:]) for b in rules.bands
            if b.earlier[0] <= earlier <= b.earlier[1] and b.later[0] <= later <= b.later[1]
        )
        counted = all(fewest <= sum(e <= last for e in events) <= most for last, fewest, most in rules.limits)
        if near and counted and not rules.closed & set(events):
            kept.append(events)
    return kept


def draw_rules(seed):
    dice = random.Random(seed)
    days = dice.randint(4, 10)

    def span():
        return tuple(sorted((dice.randint(-1, days), dice.randint(-1, days))))

    bands = [Band(span(), span(), (dice.randint(1, 4), dice.randint(2, 9))) for _ in range(dice.randint(0, 3))]
    if dice.random() < 0.5:
        bands.append(Band((0, NEVER), (0, days - 1), (dice.randint(1, 3), NEVER)))
    closed = frozenset(d for d in range(days) if dice.random() < 0.1)
    limits = tuple((dice.randint(0, days - 1), dice.randint(0, 2), dice.randint(1, 6)) for _ in range(dice.randint(0, 2)))
    starts = [0, *sorted(dice.sample(range(1, days), 2))]
    return days, Rules(tuple(bands), closed, limits), starts


@pytest.mark.parametrize("seed", range(60))
def test_counts_of_any_rules_equal_a_list_of_every_set(seed):
    days, rules, _ = draw_rules(seed)
    kept = every_set(days, rules)
    calendar = Calendar(days, rules)
    assert calendar.counts() == Counter(len(events) for events in kept)
    assert calendar.sizes() == sorted({len(events) for events in kept})
    assert calendar.exist() == bool(kept)


@pytest.mark.parametrize("seed", range(60, 120))
def test_sizes_in_windows_of_any_rules_equal_a_list_of_every_set(seed):
    days, rules, starts = draw_rules(seed)
    kept = every_set(days, rules)
    calendar = Calendar(days, rules)
    for (inside, until), first, stop in zip(calendar.sizes_by_window(starts), starts, [*starts[1:], days]):
        assert inside == calendar.sizes_within(first, stop - 1) == sorted({sum(first <= e < stop for e in events) for events in kept})
        assert until == calendar.sizes_until(stop - 1) == sorted({sum(e < stop for e in events) for events in kept})


def test_count_of_days_without_rules_is_a_power_of_two():
    assert sum(Calendar(200, Rules()).counts().values()) == 2**200


def test_count_of_days_a_week_apart_is_one_for_each_weekday():
    weekly = Band((0, 27), (0, 27), (7, 7))
    no_hole = (Band((BEFORE, BEFORE), (7, NEVER)), Band((0, 20), (28, NEVER)))
    assert Calendar(28, Rules((weekly, *no_hole))).counts() == {4: 7}


def test_limited_calendar_has_no_more_events_than_its_limit():
    assert Calendar(10, Rules()).limited(4, 2, 3).sizes_until(4) == [2, 3]


def test_join_does_not_depend_on_the_order_of_rules():
    parts = [Rules((Band((0, 1), (2, 3)),)), Rules(closed=frozenset({4})), Rules(limits=((5, 0, 1),))]
    assert join(parts) == join(reversed(parts))


def test_earlier_days_outside_the_held_range_are_all_allowed():
    spans = earlier_days((Band((3, 5), (8, 8), (4, 4)),), frozenset(), 9)
    assert {day for first, last in spans[8] for day in range(first, last + 1)} == {BEFORE, 0, 1, 2, 4, 6, 7}


def test_earlier_days_of_a_closed_day_are_none():
    assert earlier_days((), frozenset({4}), 5)[4] == ()
