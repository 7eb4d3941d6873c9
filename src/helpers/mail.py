"""Mail between north and south, 1946 to 1950: every statement as a rule on the days of exchange.

Each row of ``mail_events`` with a rule says something about which days can have been days of exchange; a
reconstruction is a set of days that keeps every rule. `calendar` joins the rules, `helpers.schedules` counts the
sets exactly, and `helpers.conflicts` says which statements can hold together.

Days are whole numbers from `FIRST_DAY` on. All ranges of days are closed. One rule holds without being printed:
no statement knows more than one exchange in seven days (`MIN_STEP_DAYS`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from helpers.conflicts import Memory
from helpers.dates import bounds, days_between, parse_day
from helpers.errors import DataError, ParameterError
from helpers.schedules import BEFORE, NEVER, Band, Calendar, Rules, join
from helpers.widths import CODED_RESUMED, read_width

FIRST_DAY = date(1946, 3, 7)  # wikipedia-posts-ministry:49, the agreement: no exchange can be older
LAST_DAY = date(1950, 6, 24)  # wikipedia-posts-ministry:59, the day before the war
TAKEOVER = date(1948, 12, 30)  # wikipedia-posts-ministry:55, the first exchange without the armies
BEGAN = date(1946, 3, 15)  # wikipedia-posts-ministry:49, the first exchange
COUNTED = date(1948, 12, 16)  # wikipedia-posts-ministry:55, cut-off of the pieces
MIN_STEP_DAYS = 7  # the densest rhythm any statement knows is once a week
DAYS = days_between(FIRST_DAY, LAST_DAY) + 1
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NO_FURTHER = (DAYS, NEVER)  # stands for "no further exchange" and every day after the horizon
CHANGED = date(1948, 4, 15)  # wikipedia-posts-ministry:55, the first Thursday of the weekly rhythm
PHASES = {"resumed": date(1946, 8, 1), "weekly": CHANGED, "taken_over": TAKEOVER}  # first day of each phase after the first
FRAME = ("stmt-first-exchange", "stmt-suspended", "stmt-weekly-april-1948", "stmt-scheduled-30th")  # what a hypothesis is set in
CONTEXT = ("stmt-weekly-accepted", "stmt-suspended", "stmt-weekly-april-1948")
# Two numbers and what ties them together: how many exchanges there can have been before the takeover.
CORE = ("stmt-first-exchange", "stmt-more-than-eighty", "stmt-scheduled-30th", "stmt-thursdays-continue", "stmt-165-total")
WORDS = ("stmt-more-than-eighty", "stmt-fortnightly-december")  # readings of these say what a word means, not that it is wrong
MONTH_COLUMNS = ["month", "month_end", "in_month_min", "in_month_max", "until_min", "until_max"]
RULE_COLUMNS = ["event_id", "rule", "from_edtf", "first_by_edtf", "to_edtf", "step_min", "step_max", "weekday", "count_min", "count_max"]
# Outside claims that date or number an exchange: the rule each sets, with the ordinal where it gives one.
OUTSIDE_RULES = {"out-ns-tenth": ("ordinal", 10), "out-ns-14th-cancelled": ("count", 13), "out-ns-resumed": ("resumed", 0), "out-ns-165th": ("ordinal", 165)}


def day_number(text: str, *, where: str = "mail_events") -> int:
    """Days from `FIRST_DAY` (0) to an ISO day."""
    return days_between(FIRST_DAY, parse_day(text, where=where))


def day_of(number: int) -> date:
    """The calendar day of a day number."""
    return FIRST_DAY + timedelta(days=number)


def closed_but(weekday: str, first: int, last: int) -> frozenset[int]:
    """The days from `first` to `last` that are not that weekday."""
    if weekday not in WEEKDAYS:
        raise DataError(f"mail_events: weekday {weekday!r} is not one of {', '.join(WEEKDAYS)}. Correct the cell.")
    held = WEEKDAYS.index(weekday)
    return frozenset(d for d in range(max(first, 0), min(last, DAYS - 1) + 1) if day_of(d).weekday() != held)


def every_exchange(min_step_days: int = MIN_STEP_DAYS) -> Rules:
    """The unprinted rule: no two exchanges closer than `min_step_days`."""
    return Rules((Band((0, NEVER), (0, DAYS - 1), (min_step_days, NEVER)),))


def on_day(day: int) -> Rules:
    """There is an exchange on that day: no two neighbours lie on either side of it."""
    return Rules((Band((BEFORE, day - 1), (day + 1, NEVER)),))


def pause(last: int, first_again: int, last_again: int) -> Rules:
    """After `last` the next exchange lies between `first_again` and `last_again`."""
    held = (BEFORE, last)
    return Rules((Band(held, (last + 1, first_again - 1)), Band(held, (last_again + 1, NEVER))))


def regime(first: int, last: int, *, first_by: int | None, steps: tuple[int, int], weekday: str = "") -> Rules:
    """From `first` to `last` the days between two exchanges are in `steps`, with no hole at the end.

    The first exchange under it comes by `first_by` (None: at any time); the days before that one are not bound.
    """
    bands = [Band((first, last), (first, last), steps)]
    if first_by is not None:
        bands.append(Band((BEFORE, first - 1), (first_by + 1, NEVER)))
    if steps[1] < NEVER:
        bands.append(Band((first, last - steps[1]), (last + 1, NEVER)))
    return Rules(tuple(bands), closed_but(weekday, first, last) if weekday else frozenset())


def report(first: int, last: int, steps: tuple[int, int]) -> Rules:
    """A rhythm reported on `last`: every gap that touches the days from `first` to `last` is in `steps`."""
    return Rules((Band((0, last - 1), (first + 1, DAYS - 1), steps), Band((BEFORE, BEFORE), (first + 1, NEVER)), Band((BEFORE, last - 1), NO_FURTHER)))


@lru_cache(maxsize=1024)
def read_rule(rule: tuple[str, ...]) -> Rules:
    """Rules of one statement, from the cells of `RULE_COLUMNS`.

    Raises
    ------
    DataError
        For a rule this project does not know.
    """
    row = dict(zip(RULE_COLUMNS, rule))
    first, first_by, last = (day_number(row[c], where=row["event_id"]) if row[c] else None for c in ("from_edtf", "first_by_edtf", "to_edtf"))
    steps = (int(row["step_min"] or 1), int(row["step_max"] or NEVER))
    match row["rule"]:
        case "first":
            return join([on_day(first), Rules(closed=frozenset(range(first)))])
        case "starts_by":
            return Rules((Band((BEFORE, BEFORE), (last + 1, NEVER)),), frozenset(range(max(first, 0))))
        case "regime":
            return regime(first, last, first_by=first_by, steps=steps, weekday=row["weekday"])
        case "report":
            return report(first, last, steps)
        case "pause":
            return pause(first, first_by, last)
        case "none":
            return Rules(closed=frozenset(range(first, last + 1)))
        case "count":
            return Rules(limits=((last, int(row["count_min"] or 0), int(row["count_max"] or NEVER)),))
    raise DataError(f"{row['event_id']}: rule {row['rule']!r} is not known. See data/CODEBOOK.md for the rules there are.")


def statement_rules(events: pd.DataFrame, ignore: Iterable[str] = ()) -> dict[str, Rules]:
    """The rules of every statement that sets one, by statement id, without those in `ignore`.

    Raises
    ------
    ParameterError
        For an id in `ignore` that is no statement with a rule.
    """
    bound = events[events["rule"] != ""]
    check_ignored(ignore, bound["event_id"])
    kept = bound[~bound["event_id"].isin(set(ignore))]
    return {rule[0]: read_rule(rule) for rule in kept[RULE_COLUMNS].itertuples(index=False, name=None)}


def check_ignored(ignore: Iterable[str], known: Iterable[str]) -> None:
    """ParameterError for a statement to be ignored that does not exist."""
    known = sorted(known)
    if unknown := [i for i in ignore if i not in known]:
        raise ParameterError(f"ignore names {unknown[0]!r}; expected statements that set a rule: {', '.join(known)}.")


def outside_rules(claims: pd.DataFrame) -> dict[str, Rules]:
    """The rules of the outside claims in `OUTSIDE_RULES`, by claim id.

    Raises
    ------
    DataError
        A claim is missing.
    """
    day = claims.set_index("claim_id")["value_edtf"]
    if missing := [c for c in OUTSIDE_RULES if c not in day.index]:
        raise DataError(f"raw/outside.csv has no claim {missing[0]!r}. Restore the row, or leave outside counts out.")
    cut = day_number(day["out-ns-14th-cancelled"]) - 1
    rules = {}
    for claim, (kind, number) in OUTSIDE_RULES.items():
        at = day_number(day[claim], where=claim)
        counted = Rules(limits=((cut if kind == "count" else at, number, number),))
        rules[claim] = pause(cut, at, at) if kind == "resumed" else counted if kind == "count" else join([on_day(at), counted])
    return rules


def calendar(rules: Mapping[str, Rules] | Iterable[Rules], *, min_step_days: int = MIN_STEP_DAYS) -> Calendar:
    """Every set of days of exchange that keeps `rules` and the unprinted one."""
    parts = rules.values() if isinstance(rules, Mapping) else rules
    return Calendar(DAYS, join([*parts, every_exchange(min_step_days)]))


can_hold = Memory(lambda rules: calendar(rules).exist())  # any set of days that keeps all rules? Many universes ask it of the same


def sizes_until(held: Calendar, day: date) -> list[int]:
    """The numbers of exchanges up to and including `day` that `held` allows."""
    return held.sizes_until(days_between(FIRST_DAY, day))


def sizes_after(held: Calendar, day: date) -> list[int]:
    """The numbers of exchanges after `day` that `held` allows."""
    return held.sizes_within(days_between(FIRST_DAY, day) + 1, DAYS - 1)


def exchange_sizes(held: Calendar) -> dict[str, list[int]]:
    """The numbers of exchanges that `held` allows: in all, before and from the takeover on, up to the count of pieces."""
    takeover = days_between(FIRST_DAY, TAKEOVER)
    return {
        "all": held.sizes(),
        "before": held.sizes_until(takeover - 1),
        "after": held.sizes_within(takeover, DAYS - 1),
        "counted": sizes_until(held, COUNTED),
    }


def count_by_month(held: Calendar) -> pd.DataFrame:
    """Bounds on the exchanges of every month, and on all up to its end.

    Returns
    -------
    DataFrame
        month (YYYY-MM), month_end (ISO day), in_month_min, in_month_max, until_min, until_max; no rows where no schedule
        keeps the rules.
    """
    if not held.exist():
        return pd.DataFrame(columns=MONTH_COLUMNS)
    months = pd.period_range(FIRST_DAY, LAST_DAY, freq="M")
    starts = [max(0, days_between(FIRST_DAY, month.start_time.date())) for month in months]
    rows = [
        (str(month), day_of(stop - 1).isoformat(), min(inside), max(inside), min(until), max(until))
        for month, stop, (inside, until) in zip(months, [*starts[1:], DAYS], held.sizes_by_window(starts))
    ]
    return pd.DataFrame(rows, columns=MONTH_COLUMNS)


def check_calendar(events: pd.DataFrame) -> pd.DataFrame:
    """Printed days and spans held against the calendar.

    Returns
    -------
    DataFrame
        what, found, expected, agrees (yes, no): the weekday of every day a Thursday rule begins on, the span of two years
        and nine months, the Thursdays from the takeover to the war.
    """
    thursdays = events[(events["weekday"] == "Thursday") & (events["first_by_edtf"] != "") & (events["from_edtf"] == events["first_by_edtf"])]
    rows = [(f"weekday of {day}", WEEKDAYS[parse_day(day, where="mail_events").weekday()], "Thursday") for day in sorted(set(thursdays["from_edtf"]))]
    rows.append((f"weekday of {COUNTED.isoformat()}", WEEKDAYS[COUNTED.weekday()], "Thursday"))
    began = bounds(events.set_index("event_id").loc["stmt-first-exchange", "date_edtf"]).earliest
    rows.append((f"full months from {began.isoformat()} to {COUNTED.isoformat()}", str(full_months(began, COUNTED)), str(2 * 12 + 9)))
    return pd.DataFrame([(*row, "yes" if row[1] == row[2] else "no") for row in rows], columns=["what", "found", "expected", "agrees"])


def full_months(first: date, last: date) -> int:
    """Whole months from one day to another, as a span in months is printed."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def count_weekdays(weekday: str, first: date, last: date) -> int:
    """How often a weekday falls between two days, both included."""
    ahead = (WEEKDAYS.index(weekday) - first.weekday()) % 7
    return max(0, (days_between(first, last) - ahead) // 7 + 1)


def mail_regimes(
    events: pd.DataFrame, printed: pd.DataFrame, *, touched: Mapping[str, Sequence[str]], winter_place: str = ""
) -> pd.DataFrame:
    """Rhythms as stated: those that bind under the chosen readings, and those printed that were set aside.

    `touched` gives, for a statement, the readings that can move it; `winter_place` the place of the rhythm that followed
    the resumption of 1946, which the statement of that rhythm does not print.
    """
    kept = events[events["rule"].isin(["regime", "report"])]
    dropped = printed[printed["rule"].isin(["regime", "report"]) & ~printed["event_id"].isin(events["event_id"])]
    rows = pd.concat([kept.assign(kept="yes"), dropped.assign(kept="no")])
    steps = [f"{a} to {b} days" if b else "no limit" for a, b in zip(rows["step_min"], rows["step_max"])]
    fixed = (rows["step_min"] == rows["step_max"]) & (rows["step_max"] != "")
    return rows.assign(
        place=rows["place"].where(rows["event_id"] != "stmt-monthly-to-weekly", winter_place), regime_id=rows["event_id"], interval_days=rows["step_min"].where(fixed, ""), rule=pd.Series(steps, index=rows.index).where(~fixed, ""),
        reading_id=[";".join(touched.get(e, ())) for e in rows["event_id"]],
    ).sort_values(["from_edtf", "regime_id"]).reset_index(drop=True)


def sizes_under(statement: str, printed: Mapping[str, Rules]) -> list[int]:
    """The numbers of exchanges before the takeover if `statement` held as printed, without any printed number of exchanges."""
    held = calendar(printed[name] for name in (*FRAME, statement))
    return sizes_until(held, TAKEOVER - timedelta(days=1))


def fitting_steps(rules: Iterable[Rules], resumed: str = "", *, steps: range = range(MIN_STEP_DAYS, 36)) -> list[int]:
    """The whole numbers of days that can lie between all exchanges from the resumption of 1946 to `CHANGED`.

    `resumed` is the width of that resumption as in `apply_widths`. Steps from a week to five weeks are tried: a month is
    the longest that any statement prints.
    """
    kept = list(rules)
    first, first_by = (day_number(end, where="readings.toml, the resumption of 1946") for end in read_width(resumed, CODED_RESUMED))
    last = days_between(FIRST_DAY, CHANGED - timedelta(days=1))
    return [s for s in steps if can_hold([*kept, regime(first, last, first_by=first_by, steps=(s, s))])]


def phase_sizes(held: Calendar) -> dict[str, list[int]]:
    """The numbers of exchanges `held` allows in each phase, by the name of the phase."""
    edges = [0, *(days_between(FIRST_DAY, day) for day in PHASES.values()), DAYS]
    return {name: held.sizes_within(a, b - 1) for name, a, b in zip(("first", *PHASES), edges, edges[1:])}
