"""Calendars of repeated events under rules: how many there are, exactly, and what they share.

A schedule is a set of days. Read in order of time it is a path from one event to the next, so every rule
used here either closes a day, limits the days between two neighbouring events (a `Band`), or limits the
number of events up to a day. Paths are counted by going through the days once.

The counts by number of events are kept in one integer a day, a polynomial with one slot of some bits for
each number of events: adding integers adds polynomials, and shifting by a slot adds one event. Slots are
wide enough that none overflows, so nothing is rounded or sampled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

NEVER = 10**6  # beyond every day: an open end of a range of days
BEFORE = -1  # stands for "no event yet"
FEW_DAYS = 24  # ranges of days up to this long are joined afresh: they move on with the day
YES_WIDTH = 12  # bits of a slot when only yes or no is asked: enough for a horizon of 2046 days


class Band(NamedTuple):
    """If an event in `earlier` is followed by the next one in `later`, the days between them are in `steps`.

    All three are closed ranges of whole numbers; an empty range of steps forbids the pair. Day -1 stands for
    no event yet, the day after the horizon for no further event.
    """

    earlier: tuple[int, int]
    later: tuple[int, int]
    steps: tuple[int, int] = (1, 0)


@dataclass(frozen=True)
class Rules:
    """Rules over days 0, 1, …: bands, closed days, and limits (last day, fewest, most) on numbers of events."""

    bands: tuple[Band, ...] = ()
    closed: frozenset[int] = frozenset()
    limits: tuple[tuple[int, int, int], ...] = ()


def join(rules: Iterable[Rules]) -> Rules:
    """All rules together, in an order that does not depend on the order given."""
    parts = list(rules)
    return Rules(
        tuple(sorted({b for r in parts for b in r.bands})),
        frozenset().union(*(r.closed for r in parts)),
        tuple(sorted({limit for r in parts for limit in r.limits})),
    )


@lru_cache(maxsize=512)
def earlier_days(bands: tuple[Band, ...], closed: frozenset[int], days: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each day 0 … `days` (the last: no further event), the ranges of days the event before it may have."""
    edges = sorted({0, days + 1, *(e for b in bands for e in (b.later[0], b.later[1] + 1) if 0 < e <= days)})
    spans = []
    for first, stop in zip(edges, edges[1:]):
        held = tuple(b for b in bands if b.later[0] <= first <= b.later[1])
        spans.extend(_stretch(first, stop, held, closed.intersection(range(first, stop))))
    return tuple(spans)


@lru_cache(maxsize=4096)
def _stretch(first: int, stop: int, held: tuple[Band, ...], closed: frozenset[int]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The same for the days from `first` to before `stop`, on which the bands `held` hold: many sets of rules share it."""
    parts = _allowed_steps(held)
    found = []
    for day in range(first, stop):
        spans = []
        for earliest, latest, fewest, most in () if day in closed else parts:
            low, high = day - most, day - fewest
            low, high = low if low > earliest else earliest, high if high < latest else latest
            if low <= high:
                spans.append((low, high))
        found.append(tuple(spans))
    return tuple(found)


def _allowed_steps(held: tuple[Band, ...]) -> list[tuple[int, int, int, int]]:
    """Ranges of earlier days (first, last) with the fewest and the most days that all bands `held` allow from there."""
    edges = sorted({BEFORE, NEVER, *(max(BEFORE, e) for b in held for e in (b.earlier[0], b.earlier[1] + 1) if e < NEVER)})
    found = []
    for first, stop in zip(edges, edges[1:]):
        steps = [b.steps for b in held if b.earlier[0] <= first <= b.earlier[1]]
        found.append((first, stop - 1, max([1, *(s[0] for s in steps)]), min([2 * NEVER, *(s[1] for s in steps)])))
    return found


@dataclass(frozen=True)
class Calendar:
    """All schedules over `days` days that keep `rules`."""

    days: int
    rules: Rules

    def counts(self) -> dict[int, int]:
        """Exact number of schedules by their number of events."""
        return _slots(_Walk(self, self._width).total(), self._width)

    def exist(self) -> bool:
        """Whether any schedule keeps the rules."""
        return bool(_reachable_sizes(self))

    def sizes(self) -> list[int]:
        """The numbers of events that schedules can have."""
        return list(_slots(_reachable_sizes(self), 1))

    def sizes_within(self, first: int, last: int) -> list[int]:
        """The numbers of events from day `first` to day `last`, both included, that schedules can have."""
        walk = _Walk(self, YES_WIDTH, most=self._most, window=last - first + 1)
        return list(_slots(walk.total(range(first, last + 1)), walk.stride))

    def sizes_until(self, last: int) -> list[int]:
        """The numbers of events up to and including day `last` that schedules can have."""
        walk = _Walk(self, YES_WIDTH, most=self._most)
        for day in range(last + 1):
            walk.go(day)
        return list(_slots(walk.cross(last, _completions(self, self._most)), YES_WIDTH))

    def sizes_by_window(self, starts: Sequence[int]) -> list[tuple[list[int], list[int]]]:
        """For windows that follow each other from `starts`: the numbers of events inside each, and up to its end."""
        ahead = _completions(self, self._most)
        walk = _Walk(self, YES_WIDTH, most=self._most, window=max(b - a for a, b in zip(starts, [*starts[1:], self.days])))
        found = []
        for first, stop in zip(starts, [*starts[1:], self.days]):
            marked = walk.fork()
            for day in range(first, stop):
                marked.go(day, mark=True)
                walk.go(day)
            alive = marked.cross(stop - 1, ahead)
            blocks = _slots(alive, walk.stride)
            until = {n for block in blocks.values() for n in _slots(block, YES_WIDTH)}
            found.append((list(blocks), sorted(until)))
        return found

    def limited(self, last: int, fewest: int, most: int) -> Calendar:
        """The schedules among these with `fewest` to `most` events up to and including day `last`."""
        return replace(self, rules=join([self.rules, Rules(limits=((last, fewest, most),))]))

    @cached_property
    def _width(self) -> int:
        """Bits that hold the number of all schedules, those beyond the limits included."""
        return _Walk(Calendar(self.days, replace(self.rules, limits=())), 0).total().bit_length() + 1

    @cached_property
    def step(self) -> int:
        """The shortest step that holds throughout (1 where no band says more)."""
        bands = (b for b in self.rules.bands if max(b.earlier[0], b.later[0]) <= 0 and min(b.earlier[1], b.later[1]) >= self.days - 1)
        return max([1, *(b.steps[0] for b in bands if b.steps[0] <= self.days)])

    @property
    def _most(self) -> int:
        """At least as many events as any schedule has."""
        bounds = (most + (self.days - last) // self.step for last, _, most in self.rules.limits)
        return min([self.days // self.step, *bounds]) + 1


def _reachable_sizes(calendar: Calendar) -> int:
    """The numbers of events that schedules can have, one bit each.

    The sets of the days before an event are joined one by one where they are few; a long range is joined on from where
    the range with the same first day ended the last time.
    """
    before = earlier_days(calendar.rules.bands, calendar.rules.closed, calendar.days)
    masks = {last: _mask(pair, 1, 0, 1) for last, pair in _merge(calendar.rules.limits)}
    reached, joined, here = [1], {}, 0  # by day, from "no event yet" on; by first day: how far, and the join
    for day, spans in enumerate(before):
        here = 0
        for first, last in spans:
            stop, so_far = joined.get(first, (first, 0))
            if last < stop:
                stop, so_far = first, 0
            for sizes in reached[stop + 1 : last + 2]:
                so_far |= sizes
            if last - first > FEW_DAYS:
                joined[first] = last + 1, so_far
            here |= so_far
        reached.append(here << 1)
        if day in masks:
            reached = [sizes & masks[day] for sizes in reached]
            joined = {first: (stop, so_far & masks[day]) for first, (stop, so_far) in joined.items()}
    return here


class _Walk:
    """A way through the days: after each, the polynomial of the beginnings of schedules whose last event is that day.

    With `most`, every slot is cut to 0 or 1. With `window`, marked days are counted a second time, in blocks of
    `stride` bits.
    """

    def __init__(self, calendar: Calendar, width: int, *, most: int = 0, window: int = 0):
        self.days, self.width = calendar.days, width
        self.before = earlier_days(calendar.rules.bands, calendar.rules.closed, calendar.days)
        self.stride = width * (most + 3) if window else 0  # one slot more than `ones` cuts to
        self.blocks = min(window // calendar.step + 1, most) + 1 if window else 1
        self.ones = _ones(most + 2, width, self.stride, self.blocks) if most else 0
        self.high = self.ones * ((1 << (width - 1)) - 1) if most else 0
        self.masks = {last: _mask(pair, width, self.stride, self.blocks) for last, pair in _merge(calendar.rules.limits)}
        self.values, self.sums = [1], [1]

    def fork(self) -> _Walk:
        """A second walk from here on."""
        other = copy(self)
        other.values, other.sums = self.values[:], self.sums[:]
        return other

    def arrive(self, day: int, *, upto: int = NEVER) -> int:
        """Beginnings that can go on with an event on `day`, their last event on `upto` or before."""
        here, sums = 0, self.sums
        for first, last in self.before[day]:
            last = min(last, upto)
            if last >= first:
                here += sums[last + 1] - sums[first] if first >= 0 else sums[last + 1]
        return ((here + self.high) >> (self.width - 1)) & self.ones if here and self.ones else here

    def go(self, day: int, *, mark: bool = False) -> None:
        here = self.arrive(day) << (self.width + (self.stride if mark else 0))
        self.values.append(here)
        self.sums.append(self.sums[-1] + here)
        if day in self.masks:
            self.values = [value & self.masks[day] for value in self.values]
            self.sums = list(accumulate(self.values))

    def total(self, marked: range = range(0)) -> int:
        """The polynomial of all complete schedules."""
        for day in range(self.days):
            self.go(day, mark=day in marked)
        return self.arrive(self.days)

    def cross(self, last: int, ahead: list[int]) -> int:
        """The beginnings up to `last` that `ahead` can complete."""
        alive, mask, repeat = 0, -1, _ones(self.blocks, self.stride, 0, 1) if self.stride else 1
        for day in range(last + 1, self.days + 1):
            if here := ahead[day] and self.arrive(day, upto=last) & mask:
                alive |= here & (ahead[day] * repeat)
            mask &= self.masks.get(day, -1)
        return alive


def _completions(calendar: Calendar, most: int) -> list[int]:
    """For each day, and the end: the numbers of events before it with which a schedule can go on there and be completed."""
    walk, days = _Walk(calendar, YES_WIDTH, most=most), calendar.days
    enter, leave, running = [0] * (days + 1), [0] * (days + 1), 0
    ahead = [0] * (days + 1)
    for day in range(days, -1, -1):
        if day in walk.masks:
            mask = walk.masks[day]
            running &= mask
            enter[: day + 1], leave[: day + 1] = [e & mask for e in enter[: day + 1]], [v & mask for v in leave[: day + 1]]
        running += enter[day]
        ahead[day] = walk.ones if day == days else (((running + walk.high) >> (YES_WIDTH - 1)) & walk.ones) >> YES_WIDTH
        for first, last in walk.before[day]:
            if last >= 0:
                enter[last] += ahead[day]
                leave[max(first, 0)] += ahead[day]
        running -= leave[day]
    return ahead


def _merge(limits: Iterable[tuple[int, int, int]]) -> list[tuple[int, tuple[int, int]]]:
    """One limit a day: the tightest of those given for it."""
    found: dict[int, tuple[int, int]] = {}
    for last, fewest, most in limits:
        low, high = found.get(last, (0, NEVER))
        found[last] = max(low, fewest), min(high, most)
    return list(found.items())


@lru_cache(maxsize=64)
def _ones(slots: int, width: int, stride: int, blocks: int) -> int:
    """A one in every slot of every block."""
    block = sum(1 << (width * n) for n in range(slots))
    return sum(block << (stride * b) for b in range(blocks))


@lru_cache(maxsize=256)
def _mask(pair: tuple[int, int], width: int, stride: int, blocks: int) -> int:
    """All bits of the slots for `pair` (fewest, most), in every block; most is cut to what a block can hold."""
    fewest, most = pair
    most = min(most, stride // width - 1) if stride else min(most, 4095)
    block = (1 << (width * (most + 1))) - (1 << (width * fewest)) if most >= fewest else 0
    return sum(block << (stride * b) for b in range(blocks))


def _slots(total: int, width: int) -> dict[int, int]:
    """The slots of a polynomial that are not zero, by their number."""
    slot, found, n = (1 << width) - 1, {}, 0
    while total:
        if total & slot:
            found[n] = total & slot
        total, n = total >> width, n + 1
    return found
