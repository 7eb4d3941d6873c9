"""EDTF text and the days it allows.

A date in the data is EDTF text (Extended Date/Time Format, ISO 8601-2:2019), as precise as the print and no more.
In code it is a pair of days, the earliest and the latest it allows, both inclusive; None where nothing bounds it.

    1953-03              1953-03-01 .. 1953-03-31      one day in March 1953
    195X                 1950-01-01 .. 1959-12-31      one day in the 1950s
    [1953-03..1955]      1953-03-01 .. 1955-12-31      happened once in between
    [..1962]             unbounded  .. 1962-12-31      in or before 1962
    1948-09-02/          1948-09-02 .. unbounded       from then on

Spells are half-open: a spell's start is the first day in, its end the first day out. That is a statement about what
the end column *means*; the bounds here are inclusive for starts and ends alike.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from helpers.errors import DateError

if TYPE_CHECKING:
    import pandas as pd

# A calendar date at any precision, X for a digit that is not known, and a qualifier at either side of a component
# (ISO 8601-2, levels 0 to 2, without years beyond four digits, seasons, weeks and times of day).
MARK = r"[?~%]?"
DATE = re.compile(
    rf"{MARK}(?P<year>\d{{4}}|\d{{3}}X|\d{{2}}XX|\dXXX|XXXX){MARK}"
    rf"(?:-{MARK}(?P<month>[01X][0-9X]){MARK}(?:-{MARK}(?P<day>[0-3X][0-9X]){MARK})?)?",
    re.ASCII,
)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
MONTHS = "January February March April May June July August September October November December".split()
REMEDY = (
    "Dates are EDTF text such as 1948-09-02, 1953-03, 1953, 195X, 1953~, [1953-03..1955], [..1962] or 1948/1953. "
    "Write what the print has; where the print is in doubt, add a reading."
)


class Bounds(NamedTuple):
    """The earliest and the latest day a date allows, both inclusive; None is unbounded."""

    earliest: date | None
    latest: date | None


UNBOUNDED = Bounds(None, None)


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> Bounds:
    """Give the earliest and the latest day that EDTF text allows.

    Parameters
    ----------
    edtf : str
        A date (`1948-09-02`, `1953-03`, `1953`, `195X`), one of a range (`[1953..1955]`, `[..1953]`, `[1953..]`),
        one of a list (`[1953,1955]`), an interval (`1948/1953`, `1948/`, `/1953`, `../1953`), or '' (nothing known).

    Returns
    -------
    Bounds
        Inclusive days. An open side is None: nothing is put in its place. The qualifiers `?`, `~` and `%` say how
        sure the print is and move no bound, since the print gives no margin.

    Raises
    ------
    DateError
        The text is not EDTF, names a day that is not in the calendar, or ends before it begins.
    """
    text = edtf.strip()
    if text in ("", "..", "/", "../..", "[..]"):
        return UNBOUNDED
    if text[0] in "[{" and text[-1] == {"[": "]", "{": "}"}[text[0]]:
        return _of_set(text[1:-1], edtf)
    if "/" in text:
        return _of_interval(text, edtf)
    return _of_date(text, edtf)


def check_edtf(text: str, *, where: str) -> str:
    """Give `text` back when it is EDTF that this project reads ('' included).

    Raises
    ------
    DateError
        It is not; the message begins with `where` and says what to do.
    """
    try:
        bounds(text)
    except DateError as error:
        raise DateError(f"{where}: {error}") from None
    return text


def parse_day(text: str, *, where: str) -> date:
    """Read one calendar day written YYYY-MM-DD, as `as_of` is.

    Raises
    ------
    DateError
        The text has another form or the calendar has no such day.
    """
    found = ISO_DAY.fullmatch(str(text).strip())
    if not found:
        raise DateError(f"{where}: {text!r} is not a day. Write it as YYYY-MM-DD, for example 2026-11-21.")
    return _day(*map(int, found.groups()), text=f"{where}: {text}")


def write_day(iso: str) -> str:
    """An ISO day as prose has it: `1 May 1954`."""
    day = parse_day(iso, where="a day to be written out")
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_between(first: date, second: date) -> int:
    """Count the days from `first` (in) to `second` (out): 1 for two days that follow each other, negative if reversed."""
    return (second - first).days


def add_bounds(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Add the bounds of EDTF columns: `start_edtf` gives `start_earliest` and `start_latest`.

    Parameters
    ----------
    frame : DataFrame
        With the named columns, each ending in `_edtf`; `source_id` and `line`, where present, name the place in errors.
    *columns : str
        One or more of its EDTF columns.

    Returns
    -------
    DataFrame
        A copy; the new columns hold ISO days as text, '' where unbounded. Each distinct text is read once.

    Raises
    ------
    DateError
        A cell is not EDTF; the message names its row.
    """
    return frame.assign(**read_bounds(frame, *columns))


def read_bounds(frame: pd.DataFrame, *columns: str) -> dict[str, list[str]]:
    """The columns that `add_bounds` adds, in the order of the rows."""
    added = {}
    for column in columns:
        texts = list(frame[column])
        read = {text: _iso(text, frame, column) for text in dict.fromkeys(texts)}
        stem = column.removesuffix("_edtf")
        added[f"{stem}_earliest"] = [read[text][0] for text in texts]
        added[f"{stem}_latest"] = [read[text][1] for text in texts]
    return added


def day_numbers(column: pd.Series) -> pd.Series:
    """Turn a column of ISO days into days since 1970-01-01 as floats, NaN where '' (unbounded)."""
    origin = date(1970, 1, 1)
    read = {text: days_between(origin, date.fromisoformat(text)) if text else float("nan") for text in column.unique()}
    return column.map(read).astype("float64")


def is_exact(edtf: str) -> bool:
    """Say whether EDTF text allows one day only."""
    earliest, latest = bounds(edtf)
    return earliest is not None and earliest == latest


def qualifier(edtf: str) -> str:
    """Give the qualifier printed with a date: `~` approximate, `?` uncertain, `%` both, '' neither."""
    marks = {mark for mark in edtf if mark in "?~%"}
    return "%" if "%" in marks or len(marks) == 2 else next(iter(marks), "")


def _iso(text: str, frame: pd.DataFrame, column: str) -> tuple[str, str]:
    """The bounds of one distinct text of a column as ISO days, '' where unbounded."""
    try:
        return tuple(day.isoformat() if day else "" for day in bounds(text))
    except DateError as error:
        row = frame[frame[column] == text].iloc[0]
        place = f"{row['source_id']}:{row['line']}" if {"source_id", "line"} <= set(frame.columns) else f"row {row.name}"
        raise DateError(f"{place}, {column}: {error}") from None


def _of_set(inside: str, whole: str) -> Bounds:
    """Bounds of `[…]` or `{…}`: from the earliest member to the latest."""
    members = [_of_range(member.strip(), whole) for member in inside.split(",")]
    return _ordered(_earliest(members), _latest(members), whole)


def _of_range(member: str, whole: str) -> Bounds:
    """Bounds of one member of a set, which may itself be `a..b`, `..b` or `a..`."""
    if ".." not in member:
        return _of_date(member, whole)
    before, _, after = member.partition("..")
    first = _of_date(before.strip(), whole).earliest if before.strip() else None
    last = _of_date(after.strip(), whole).latest if after.strip() else None
    return _ordered(first, last, whole)


def _of_interval(text: str, whole: str) -> Bounds:
    """Bounds of `a/b`; an end that is empty or `..` is unbounded."""
    before, _, after = text.partition("/")
    if "/" in after:
        raise DateError(f"{whole!r} has more than one '/'. {REMEDY}")
    first = UNBOUNDED if before.strip() in ("", "..") else bounds(before)
    last = UNBOUNDED if after.strip() in ("", "..") else bounds(after)
    return _ordered(first.earliest, last.latest, whole)


def _of_date(text: str, whole: str) -> Bounds:
    """Bounds of one calendar date at any precision."""
    found = DATE.fullmatch(text)
    if not found or found["year"] == "0000":
        raise DateError(f"{whole!r} is not a date this project reads. {REMEDY}")
    year, month, day = found["year"], found["month"], found["day"]
    if year == "XXXX":
        _check_yearless(month, day, whole)
        return UNBOUNDED
    years = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    months = _matches(month, 1, 12, whole)
    return Bounds(_edge(years, months, day, min, whole), _edge(years, months, day, max, whole))


def _check_yearless(month: str | None, day: str | None, whole: str) -> None:
    """Hold a day and month without a year (`XXXX-04-08`) against a leap year."""
    months = _matches(month, 1, 12, whole)
    if day is not None:
        _matches(day, 1, max(_month_length(2000, each) for each in months), whole)


def _edge(years: tuple[int, int], months: list[int], day: str | None, pick, whole: str) -> date:
    """The first (`pick` is min) or last (max) day that the digits allow, trying months from that side."""
    step = 1 if pick is min else -1
    for year in range(years[0], years[1] + 1)[::step]:
        for month in months[::step]:
            length = _month_length(year, month)
            days = [1, length] if day is None else _matching(day, 1, length)
            if days:
                return date(year, month, pick(days))
    raise DateError(f"{whole!r} names a day that is not in the calendar. {REMEDY}")


def _matches(digits: str | None, low: int, high: int, whole: str) -> list[int]:
    """The numbers from `low` to `high` that two digits with X allow; all of them when there are no digits."""
    allowed = list(range(low, high + 1)) if digits is None else _matching(digits, low, high)
    if not allowed:
        raise DateError(f"{whole!r} names a day that is not in the calendar. {REMEDY}")
    return allowed


def _matching(digits: str, low: int, high: int) -> list[int]:
    """The numbers from `low` to `high` whose two digits agree with `digits` wherever it has no X."""
    if "X" not in digits:
        return [int(digits)] if low <= int(digits) <= high else []
    return [number for number in range(low, high + 1) if all(d in ("X", n) for d, n in zip(digits, f"{number:02d}"))]


def _month_length(year: int, month: int) -> int:
    """Days in a month of the proleptic Gregorian calendar."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _day(year: int, month: int, day: int, *, text: str) -> date:
    """One calendar day, or the error that says which text has none."""
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f"{text} is not in the calendar. Correct the day, the month or the year.") from None


def _earliest(members: list[Bounds]) -> date | None:
    """The earliest start of several bounds; None when one of them is open."""
    starts = [member.earliest for member in members]
    return None if None in starts else min(starts)


def _latest(members: list[Bounds]) -> date | None:
    """The latest end of several bounds; None when one of them is open."""
    ends = [member.latest for member in members]
    return None if None in ends else max(ends)


def _ordered(earliest: date | None, latest: date | None, whole: str) -> Bounds:
    """Bounds whose sides are in order, or the error that says they are not."""
    if earliest is not None and latest is not None and earliest > latest:
        raise DateError(f"{whole!r} ends before it begins. Put the earlier date first.")
    return Bounds(earliest, latest)
