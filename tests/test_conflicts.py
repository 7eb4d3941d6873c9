"""Largest sets that hold, smallest that fail, against all sets."""

from itertools import combinations

from helpers.conflicts import Memory, decide_sets

NUMBERS = {"a": 1, "b": 2, "c": 3, "d": 4}


def under(limit):
    return lambda parts: sum(parts) <= limit


def every_set():
    return [frozenset(c) for size in range(5) for c in combinations(NUMBERS, size)]


def test_sets_that_hold_or_fail_are_found_as_by_trying_all():
    holding = [s for s in every_set() if sum(NUMBERS[n] for n in s) <= 5]
    failing = [s for s in every_set() if s not in holding]
    maximal, minimal = decide_sets(NUMBERS, under(5))
    assert set(maximal) == {s for s in holding if not any(s < other for other in holding)}
    assert set(minimal) == {s for s in failing if not any(other < s for other in failing)}


def test_statements_without_a_conflict_make_one_largest_set():
    assert decide_sets(NUMBERS, under(10)) == ([frozenset(NUMBERS)], [])


def test_statement_impossible_alone_is_a_conflict_of_one():
    assert frozenset("d") in decide_sets(NUMBERS, under(3))[1]


def test_no_set_is_asked_twice():
    asked = []
    decide_sets(NUMBERS, lambda parts: asked.append(tuple(parts)) or sum(parts) <= 5)
    assert len(asked) == len(set(asked))


def test_memory_answers_as_the_asking_would_and_asks_less():
    asked = []

    def possible(parts):
        asked.append(tuple(parts))
        return not {2, 3} <= set(parts) and sum(parts) <= 7

    remembered = Memory(possible)
    sets = sorted(every_set(), key=lambda s: (-len(s), sorted(s)))
    for names in [*sets, *sets[::-1]]:
        parts = [NUMBERS[n] for n in sorted(names)]
        assert remembered(parts) is (not {2, 3} <= set(parts) and sum(parts) <= 7)
    assert len(asked) < len(sets)
