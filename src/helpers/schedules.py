"""Calendars of repeated events under rules: how many there are, exactly, and what they share.

A schedule is a set of days. Read in order of time it is a path from one event to the next, so every rule
used here either closes a day, limits the days between two neighbouring events (a `Band`), or limits the
number of events up to a day. Paths are counted by going through the days once.

The counts by number of events are kept in one integer a day, a polynomial with one slot of some bits for
each number of events: adding integers adds polynomials, and shifting by a slot adds one event. Slots are
wide enough that none overflows, so nothing is rounded or sampled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate

NEVER = 10**6  # beyond every day: an open end of a range of days
BEFORE = -1  # stands for "no event yet"
YES_WIDTH = 12  # bits of a slot when only yes or no is asked: enough for a horizon of 2046 days


@dataclass(frozen=True, order=True)
class Band:
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


def keep_within(span: tuple[int, int], held: tuple[int, int], allowed: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts of `span` outside `held`, and inside it only those in `allowed`."""
    (low, high), (first, last) = span, held
    parts = (
        (low, min(high, first - 1)),
        (max(low, first, allowed[0]), min(high, last, allowed[1])),
        (max(low, last + 1), high),
    )
    return [part for part in parts if part[0] <= part[1]]


@lru_cache(maxsize=512)
def earlier_days(bands: tuple[Band, ...], days: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each day 0 … `days` (the last: no further event), the ranges of days the event before it may have."""
    edges = sorted({0, days + 1, *(e for b in bands for e in (b.later[0], b.later[1] + 1) if 0 < e <= days)})
    spans = []
    for first, stop in zip(edges, edges[1:]):
        held = [b for b in bands if b.later[0] <= first <= b.later[1]]
        spans.extend(_spans(day, held) for day in range(first, stop))
    return tuple(spans)


def _spans(day: int, held: list[Band]) -> tuple[tuple[int, int], ...]:
    spans = [(BEFORE, day - 1)]
    for band in held:
        allowed = (day - band.steps[1], day - band.steps[0])
        spans = [part for span in spans for part in keep_within(span, band.earlier, allowed)]
    return tuple(spans)


@dataclass(frozen=True)
class Calendar:
    """All schedules over `days` days that keep `rules`."""

    days: int
    rules: Rules

    def counts(self) -> dict[int, int]:
        """Exact number of schedules by their number of events."""
        return _slots(_walk(self, self._width), self._width)

    def exist(self) -> bool:
        """Whether any schedule keeps the rules."""
        return bool(_walk(self, YES_WIDTH, most=self._most))

    def sizes(self) -> list[int]:
        """The numbers of events that schedules can have."""
        return list(_slots(_walk(self, YES_WIDTH, most=self._most), YES_WIDTH))

    def sizes_within(self, first: int, last: int) -> list[int]:
        """The numbers of events from day `first` to day `last`, both included, that schedules can have."""
        stride = YES_WIDTH * (self._most + 2)
        return list(_slots(_walk(self, YES_WIDTH, most=self._most, window=(first, last), stride=stride), stride))

    def limited(self, last: int, fewest: int, most: int) -> Calendar:
        """The schedules among these with `fewest` to `most` events up to and including day `last`."""
        return replace(self, rules=join([self.rules, Rules(limits=((last, fewest, most),))]))

    @cached_property
    def _width(self) -> int:
        """Bits that hold the number of all schedules, those beyond the limits included."""
        return _walk(Calendar(self.days, replace(self.rules, limits=())), 0).bit_length() + 1

    @cached_property
    def _most(self) -> int:
        """More events than any schedule has: the horizon over the shortest step that holds throughout."""
        steps = [b.steps[0] for b in self.rules.bands if b.earlier[0] <= 0 and min(b.earlier[1], b.later[1]) >= self.days - 1]
        return self.days // max([1, *(s for s in steps if s > 1)]) + 1


def _walk(calendar: Calendar, width: int, *, most: int = 0, window: tuple[int, int] = (0, -1), stride: int = 0) -> int:
    """Go through the days once; give the polynomial of all complete schedules.

    With `most`, every slot is cut to 0 or 1 after each day. Events inside `window` are counted a second time, in
    steps of `stride` bits.
    """
    before, closed, days = earlier_days(calendar.rules.bands, calendar.days), calendar.rules.closed, calendar.days
    limits = {last: (fewest, highest) for last, fewest, highest in _merge(calendar.rules.limits)}
    blocks = min(window[1] - window[0] + 1, most) + 1 if stride else 1
    ones = _ones(most + 2, width, stride, blocks) if most else 0
    high = ones * ((1 << (width - 1)) - 1) if most else 0
    values, sums = [1], [1]
    for day in range(days + 1):
        here = 0
        if day not in closed:
            for first, last in before[day]:
                here += sums[last + 1] - (sums[first] if first >= 0 else 0)
            if most and here:
                here = ((here + high) >> (width - 1)) & ones
            if day == days:
                return here
            here <<= width + (stride if window[0] <= day <= window[1] else 0)
        values.append(here)
        sums.append(sums[-1] + here)
        if day in limits:
            mask = _mask(limits[day], width, stride, blocks)
            values = [value & mask for value in values]
            sums = list(accumulate(values))
    return 0


def _merge(limits: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """One limit a day: the tightest of those given for it."""
    found: dict[int, tuple[int, int]] = {}
    for last, fewest, most in limits:
        low, high = found.get(last, (0, NEVER))
        found[last] = max(low, fewest), min(high, most)
    return [(last, *pair) for last, pair in found.items()]


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
