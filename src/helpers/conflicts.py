"""Which statements can hold together: the largest sets that hold and the smallest that do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

Part = TypeVar("Part")


class Memory:
    """Asks whether parts can hold together, and asks as seldom as can be.

    What can hold can hold without some of it, and what cannot hold cannot with more. The answers are those of `possible`,
    whatever was asked before.

    Parameters
    ----------
    possible : says whether a list of parts (hashable) can hold together; leaving one out never makes them impossible.
    """

    def __init__(self, possible: Callable[[list[Part]], bool]):
        self.possible = possible
        self._bits: dict[Part, int] = {}
        self._holding: list[int] = []
        self._failing: list[int] = []

    def __call__(self, parts: Iterable[Part]) -> bool:
        """Whether `parts` can hold together."""
        chosen = {self._bits.setdefault(part, 1 << len(self._bits)): part for part in parts}
        whole = sum(chosen)
        if any(whole & held == whole for held in self._holding):
            return True
        if any(whole & failed == failed for failed in self._failing):
            return False
        holds = self.possible(list(chosen.values()))
        (self._holding if holds else self._failing).append(whole)
        return holds


def decide_sets(
    statements: Mapping[str, Part], possible: Callable[[list[Part]], bool]
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Decide every set of `statements`.

    Parameters
    ----------
    statements : mapping of id to statement, in the order in which sets are given back.
    possible : says whether a list of statements can hold together; leaving one out never makes them impossible.

    Returns
    -------
    maximal : list of sets
        The largest sets that can hold: adding any other statement makes them impossible.
    minimal : list of sets
        The smallest sets that cannot: leaving any one out makes them possible.

    Notes
    -----
    From the largest set down; a set inside one that holds, or around one that fails, needs no asking.
    """
    names, parts = tuple(statements), list(statements.values())

    @lru_cache(maxsize=None)
    def holds(chosen: int) -> bool:
        return possible([part for bit, part in enumerate(parts) if chosen >> bit & 1])

    maximal: list[int] = []
    minimal: list[int] = []
    for chosen in sorted(range(1 << len(names)), key=lambda c: (-c.bit_count(), c)):
        if any(chosen & m == chosen for m in maximal) or any(chosen & m == m for m in minimal):
            continue
        if holds(chosen):
            maximal.append(chosen)
        else:
            minimal.append(_shrink(chosen, len(names), holds))
    return _named(maximal, names), _named(sorted(minimal, key=lambda c: (c.bit_count(), c)), names)


def _shrink(chosen: int, size: int, holds: Callable[[int], bool]) -> int:
    """A smallest failing part of a failing set: leave out, in order, every statement it also fails without."""
    for bit in range(size):
        smaller = chosen & ~(1 << bit)
        if smaller != chosen and not holds(smaller):
            chosen = smaller
    return chosen


def _named(sets: Sequence[int], names: Sequence[str]) -> list[frozenset[str]]:
    return [frozenset(name for bit, name in enumerate(names) if chosen >> bit & 1) for chosen in sets]
