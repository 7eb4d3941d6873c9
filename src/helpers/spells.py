"""Spells and tenures: printed terms with their bounds at a cut-off day, and adjoining terms merged.

A spell is half-open: its start is the first day in, its end the first day out. Bounds are ISO days as
text, '' where nothing bounds them; lengths are whole days, always a pair. Nothing after the cut-off is
known: who was in office then is right-censored there, and terms that begin later are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from pandas.arrays import IntegerArray

from helpers.dates import read_bounds
from helpers.errors import DataError, ParameterError
from helpers.runs import begins_run, one_later, running_maximum

EPOCH = date(1970, 1, 1)  # day 0 of helpers.dates.day_numbers
END_DAYS = ("first_day_out", "last_day_in")
TOUCHING = ("possibly", "certainly")
GATHERED = ("spell_ids", "sources_lines", "as_printed")
BOUND_COLUMNS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
SPELL_COLUMNS = (
    "spell_id", "ministry_id", "person_id", "sequence", "capacity", "start_edtf", "end_edtf", "exit_status",
    *BOUND_COLUMNS, "source_id", "line", "as_printed",
)  # fmt: skip


def iso_days(numbers: np.ndarray) -> np.ndarray:
    """Write days since 1970-01-01 as ISO days; '' where the number is not finite."""
    numbers = np.asarray(numbers, dtype=float)
    whole = np.where(np.isfinite(numbers), numbers, 0).astype("int64").astype("datetime64[D]")
    return np.where(np.isfinite(numbers), np.datetime_as_string(whole), "").astype(object)


def days_of(frame: pd.DataFrame, columns: tuple[str, ...] = BOUND_COLUMNS) -> list[np.ndarray]:
    """The bounds of a frame as days since 1970-01-01: earliest −inf and latest +inf where unbounded."""
    read = [frame[c].to_numpy(dtype=object).astype("U10").astype("datetime64[D]") for c in columns]  # ISO days; '' is not a time
    return [
        np.where(np.isnat(days), -np.inf if "earliest" in c else np.inf, days.astype("int64").astype(float))
        for c, days in zip(columns, read)
    ]


def build_spells(segments: pd.DataFrame, *, as_of: date, end_day: str = "first_day_out") -> pd.DataFrame:
    """Date the printed terms as they stood at the cut-off.

    Parameters
    ----------
    segments : DataFrame
        One row a printed term in printed order: spell_id, ministry_id, person_id, capacity, start_edtf,
        end_edtf, exit_status, source_id, line, as_printed.
    as_of : date
        The cut-off. Terms that begin later are left out (`count_left_out`); terms that end later are
        right-censored there.
    end_day : {"first_day_out", "last_day_in"}
        What a printed end means. A last day in is followed by the first day out, unless the next term of
        the ministry is printed to begin on that very date.

    Returns
    -------
    DataFrame
        The columns of processed/spells. The end of an incumbent lies after the cut-off: its earliest day
        is `as_of`, its latest is ''.

    Raises
    ------
    ParameterError
        `end_day` is another word.
    DataError
        A column is missing, or a term has no person.
    """
    if end_day not in END_DAYS:
        raise ParameterError(f"end_day is {end_day!r}; choose one of {', '.join(END_DAYS)}.")
    _check_segments(segments)
    days = _printed_bounds(segments)
    if end_day == "last_day_in":
        days |= _ends_a_day_later(segments, days)
    if (later := _begins_after(days["start_earliest"], as_of)).any():
        segments, days = segments[~later], {c: d[~later] for c, d in days.items()}
    ministries, ends, status = (segments[c].to_numpy(dtype=object) for c in ("ministry_id", "end_edtf", "exit_status"))
    known = _censored(ends, status, days, as_of) | {"sequence": _sequence(ministries)}
    return pd.DataFrame({c: known[c] if c in known else segments[c].array for c in SPELL_COLUMNS})


def count_left_out(segments: pd.DataFrame, *, as_of: date) -> int:
    """Count the printed terms that begin after the cut-off."""
    return int(_begins_after(_printed_bounds(segments)["start_earliest"], as_of).sum())


def merge_spells(spells: pd.DataFrame, *, touching: str = "possibly") -> pd.DataFrame:
    """Merge the adjoining spells of one person in one ministry and capacity into tenures.

    The rule: a spell continues the tenure before it when it can begin at most one day after that one's latest end so
    far (shared day, next day, month or year bounds that touch, contained or overlapping spells), and nobody else's
    spell is printed in between, unless the two certainly overlap. An end that nothing bounds reaches no further than
    its own start, and a start that nothing bounds touches nothing: no continuity is read into a blank.

    Parameters
    ----------
    spells : DataFrame
        As `build_spells` returns it.
    touching : {"possibly", "certainly"}
        Whether bounds that can touch are enough, or they must touch whatever the days were.

    Returns
    -------
    DataFrame
        One row a tenure, in printed order within each ministry: the columns of processed/tenures (without the joint
        ones), `sources_lines` and `as_printed`. A tenure begins with its first start and ends with its last end; it
        cannot end before its last spell began.

    Raises
    ------
    ParameterError
        `touching` is another word.
    """
    if touching not in TOUCHING:
        raise ParameterError(f"touching is {touching!r}; choose one of {', '.join(TOUCHING)}.")
    bounds = days_of(spells)
    owner = _owners(spells)
    sequence = spells["sequence"].to_numpy(dtype=float)
    order = np.lexsort((sequence, np.where(np.isfinite(bounds[0]), bounds[0], np.inf), owner))
    joined = _continues([b[order] for b in bounds], owner[order], sequence[order], touching == "certainly")
    return _tenures(spells, bounds, order, np.flatnonzero(~joined))


def code_lengths(tenures: pd.DataFrame, coding: str) -> pd.DataFrame:
    """The tenures with their lengths kept as bounds, or collapsed to one number each.

    `coding` is an alternative of the choice of method ``method-coding``: ``bounds``, ``early`` (the shortest length), ``mid``
    (in whole days, rounded down) or ``late``. A length without a longest end is at least its shortest under every coding.
    """
    if coding == "bounds":
        return tenures
    coded = {}
    for suffix in ("", "_joint"):
        low, high = (tenures[f"days_{end}{suffix}"].to_numpy(dtype=float, na_value=np.inf) for end in ("min", "max"))
        ends = {"early": low, "mid": low + np.floor((high - low) / 2), "late": high}[coding]
        ended = np.isfinite(high)
        coded |= {f"days_{end}{suffix}": whole_days(np.where(ended, ends, open_end)) for end, open_end in (("min", low), ("max", np.inf))}
    return tenures.assign(**coded)


def tenure_days(bounds: Sequence[np.ndarray]) -> tuple[IntegerArray, IntegerArray]:
    """The shortest and the longest length in days that bounds allow; NA where unbounded.

    `bounds` are four arrays of days since 1970-01-01, in the order of `BOUND_COLUMNS`. A spell printed to end before it
    begins has no length: 0 and NA, and it is reported as a contradiction.
    """
    start_lo, start_hi, end_lo, end_hi = bounds
    shortest = np.maximum(0, _difference(end_lo, start_hi, -np.inf))
    longest = _difference(end_hi, start_lo, np.inf)
    return whole_days(shortest), whole_days(np.where(longest < 0, np.inf, longest))


def add_names(tenures: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """Add name, name_ko and name_hanja of each person.

    Raises DataError for a person that `persons` does not have.
    """
    known = persons[["person_id", "name", "name_ko", "name_hanja"]]
    named = tenures.merge(known, on="person_id", how="left", validate="m:1")
    if named["name"].isna().any():
        lost = named.loc[named["name"].isna(), "person_id"].iloc[0]
        raise DataError(f"person {lost!r} holds a tenure and is not in persons.csv. Add the person, or correct the id in names.csv.")
    return named


def count_terms(spells: pd.DataFrame, tenures: pd.DataFrame) -> pd.DataFrame:
    """Count printed terms, tenures and persons of each ministry, and who was in office at the cut-off."""
    terms = spells.groupby("ministry_id", sort=False).size().rename("terms")
    counted = tenures.groupby("ministry_id", sort=False).agg(
        tenures=("person_id", "size"),
        persons=("person_id", "nunique"),
        acting=("capacity", lambda c: int((c == "acting").sum())),
        in_office=("exit_status", lambda s: int((s == "in_office").sum())),
        unknown_end=("exit_status", lambda s: int((s == "unknown").sum())),
    )
    return pd.concat([terms, counted], axis=1).reset_index()


def _check_segments(segments: pd.DataFrame) -> None:
    needed = [c for c in SPELL_COLUMNS if c not in BOUND_COLUMNS and c != "sequence" and c not in segments.columns]
    if needed:
        raise DataError(f"the printed terms have no column {needed[0]!r}. Give the rows of terms.segments joined to persons.")
    persons = segments["person_id"].to_numpy(dtype=object)
    nobody = pd.isna(persons) | (persons == "")
    if nobody.any():
        row = segments[nobody].iloc[0]
        raise DataError(f"{row['source_id']}:{row['line']}: the term {row['spell_id']!r} has no person. Add its printed name to raw/names.csv.")


def _sequence(ministries: np.ndarray) -> np.ndarray:
    """1, 2, 3 … within each ministry, in the order given."""
    codes = pd.factorize(ministries)[0]
    order = np.argsort(codes, kind="stable")
    first = np.searchsorted(codes[order], codes[order])
    sequence = np.empty(len(codes), dtype="int64")
    sequence[order] = np.arange(len(codes)) - first + 1
    return sequence


def _printed_bounds(segments: pd.DataFrame) -> dict[str, np.ndarray]:
    """The four bounds of printed terms as arrays of ISO days, '' where unbounded."""
    return {c: np.array(days, dtype="U10") for c, days in read_bounds(segments, "start_edtf", "end_edtf").items()}


def _begins_after(start_earliest: np.ndarray, as_of: date) -> np.ndarray:
    """Whether a term certainly begins after the cut-off (ISO days compare as text)."""
    return start_earliest > as_of.isoformat()


def _ends_a_day_later(segments: pd.DataFrame, days: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Printed ends moved to the day after, except where the next term of the ministry begins on the same printed date."""
    ends, starts, ministries = (segments[c].to_numpy(dtype=object) for c in ("end_edtf", "start_edtf", "ministry_id"))
    shared = np.r_[(ends[:-1] == starts[1:]) & (ministries[:-1] == ministries[1:]), False]
    later = {c: iso_days(days[c].astype("datetime64[D]").astype("int64") + np.where(days[c] == "", np.inf, 1)) for c in BOUND_COLUMNS[2:]}
    return {c: np.where(shared, days[c], d).astype("U10") for c, d in later.items()}


def _censored(ends: np.ndarray, status: np.ndarray, days: dict[str, np.ndarray], as_of: date) -> dict[str, np.ndarray]:
    """What is known at the cut-off: ends beyond it are open, and their holders were in office then."""
    day = as_of.isoformat()
    in_office = (status == "in_office") | (days["end_earliest"] > day)
    straddles = ~in_office & (days["end_latest"] > day)
    hidden = in_office | straddles
    known = days | {
        "end_earliest": np.where(in_office, day, days["end_earliest"]),
        "end_latest": np.where(hidden, "", days["end_latest"]),
    }
    return {c: d.astype(object) for c, d in known.items()} | {
        "exit_status": np.where(in_office, "in_office", np.where(straddles, "unknown", status)),
        "end_edtf": np.where(hidden, "", ends),
    }


def _owners(spells: pd.DataFrame) -> np.ndarray:
    """A number for each person in one ministry and capacity."""
    codes = [pd.factorize(spells[c].to_numpy())[0].astype("int64") for c in ("ministry_id", "person_id", "capacity")]
    sizes = [c.max(initial=0) + 1 for c in codes]
    return (codes[0] * sizes[1] + codes[1]) * sizes[2] + codes[2]


def _continues(bounds: list[np.ndarray], owner: np.ndarray, sequence: np.ndarray, certainly: bool) -> np.ndarray:
    """Whether each spell (ordered by owner and start) continues the tenure of the row before."""
    start_lo, start_hi, end_lo, end_hi = bounds
    there = np.maximum(start_lo, end_lo)
    reach = there if certainly else np.where(np.isfinite(end_hi), end_hi, there)
    start = np.where(np.isfinite(start_lo), start_hi if certainly else start_lo, np.inf)
    certainly_there, possibly_there = (one_later(running_maximum(days, owner), -np.inf) for days in (there, reach))
    neighbours = np.abs(sequence - one_later(sequence, np.nan)) == 1
    overlaps = np.where(np.isfinite(start_lo), start_hi, np.inf) <= certainly_there
    return ~begins_run(owner) & (neighbours | overlaps) & (start <= possibly_there + 1)


def _tenures(spells: pd.DataFrame, bounds: list[np.ndarray], order: np.ndarray, heads: np.ndarray) -> pd.DataFrame:
    """Gather runs of spells (those of `order` from each of `heads` on) into one row each, in printed order."""
    start_lo, start_hi, end_lo, end_hi = (b[order] for b in bounds)
    pick = (np.minimum, np.minimum, np.maximum, np.maximum)
    edges = (start_lo, start_hi, np.maximum(start_lo, end_lo), end_hi)
    stops = np.append(heads[1:], len(order))[: len(heads)]
    runs = np.repeat(np.arange(len(heads)), stops - heads)
    last = np.lexsort((edges[2], end_hi, runs))[stops - 1]
    printed = np.minimum.reduceat(order, heads) if len(heads) else heads
    rank = np.argsort(printed, kind="stable")
    days = [f.reduceat(e, heads)[rank] if len(heads) else e for f, e in zip(pick, edges)]
    spells_of = order[np.lexsort((order, runs))].tolist()
    members = [spells_of[a:b] for a, b in zip(heads[rank].tolist(), stops[rank].tolist())]
    head, final = printed[rank], order[last][rank]
    shortest, longest = tenure_days(days)
    return pd.DataFrame({
        "tenure_id": _numbered(spells["ministry_id"].to_numpy()[head]),
        **{c: spells[c].array[head] for c in ("ministry_id", "person_id", "capacity")}, **dict(zip(BOUND_COLUMNS, map(iso_days, days))),
        "exit_status": spells["exit_status"].array[final], "days_min": shortest, "days_max": longest, **_gathered(spells, members),
    })  # fmt: skip


def _gathered(spells: pd.DataFrame, members: list[list[int]]) -> dict[str, list[str]]:
    """The ids, places and printed words of each tenure's spells, each once, joined."""
    ids, sources, lines, words = (spells[c].tolist() for c in ("spell_id", "source_id", "line", "as_printed"))
    places = [f"{s}:{n}" for s, n in zip(sources, lines)]
    marks = (";", ";", "; ")
    return {
        name: [mark.join(dict.fromkeys(values[k] for k in rows)) for rows in members]
        for name, values, mark in zip(GATHERED, (ids, places, words), marks)
    }


def _numbered(ministries: np.ndarray) -> list[str]:
    """Ids of tenures: the ministry and a number within it, of one width."""
    seen: dict[str, int] = {}
    numbers = []
    for ministry in ministries:
        seen[ministry] = seen.get(ministry, 0) + 1
        numbers.append(seen[ministry])
    width = max(2, len(str(max(numbers, default=0))))
    return [f"{m}-{n:0{width}d}" for m, n in zip(ministries, numbers)]


def _difference(later: np.ndarray, earlier: np.ndarray, unbounded: float) -> np.ndarray:
    """`later` − `earlier` in days, `unbounded` where either is not finite."""
    finite = np.isfinite(later) & np.isfinite(earlier)
    return np.where(finite, np.where(finite, later, 0) - np.where(finite, earlier, 0), unbounded)


def whole_days(days: np.ndarray) -> IntegerArray:
    """Days as nullable whole numbers, NA where not finite."""
    finite = np.isfinite(days)
    return IntegerArray(np.where(finite, days, 0).astype("int64"), ~finite)
