"""Spells and tenures: printed terms with their bounds at a cut-off day, and adjoining terms merged.

A spell is half-open: its start is the first day in, its end the first day out. Bounds are ISO days as
text, '' where nothing bounds them; lengths are whole days, always a pair. Nothing after the cut-off is
known: who was in office then is right-censored there, and terms that begin later are left out.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from helpers.dates import add_bounds, day_numbers
from helpers.errors import DataError, ParameterError

EPOCH = date(1970, 1, 1)  # day 0 of helpers.dates.day_numbers
END_DAYS = ("first_day_out", "last_day_in")
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
    return [
        np.nan_to_num(day_numbers(frame[c]).to_numpy(dtype=float), nan=-np.inf if "earliest" in c else np.inf)
        for c in columns
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
    dated = add_bounds(segments, "start_edtf", "end_edtf").reset_index(drop=True)
    if end_day == "last_day_in":
        dated = _ends_a_day_later(dated)
    kept = dated[~_begins_after(dated, as_of)]
    spells = _censored(kept, as_of).reset_index(drop=True)
    sequence = spells.groupby("ministry_id", sort=False).cumcount() + 1
    return spells.assign(sequence=sequence)[list(SPELL_COLUMNS)]


def count_left_out(segments: pd.DataFrame, *, as_of: date) -> int:
    """Count the printed terms that begin after the cut-off."""
    return int(_begins_after(add_bounds(segments, "start_edtf"), as_of).sum())


def merge_spells(spells: pd.DataFrame) -> pd.DataFrame:
    """Merge the adjoining spells of one person in one ministry and capacity into tenures.

    The rule: a spell continues the tenure before it when its earliest start is at most one day after the
    latest end so far (shared day, next day, month or year bounds that touch, contained or overlapping
    spells), and nobody else's spell is printed in between, unless the two certainly overlap. An end that
    nothing bounds reaches no further than its own start, and a start that nothing bounds touches nothing:
    no continuity is read into a blank.

    Parameters
    ----------
    spells : DataFrame
        As `build_spells` returns it.

    Returns
    -------
    DataFrame
        One row a tenure, in printed order within each ministry: the columns of processed/tenures (without
        the joint ones) and `sources_lines`. A tenure begins with its first start and ends with its last
        end; it cannot end before its last spell began.
    """
    start_lo, _, end_lo, end_hi = days_of(spells)
    certain = np.fmax(start_lo, end_lo)
    touch = np.where(np.isfinite(start_lo), start_lo, np.inf)
    reach = np.where(np.isfinite(end_hi), end_hi, certain)
    keyed = spells.assign(_touch=touch, _lo=certain, _reach=reach, _row=np.arange(len(spells)))
    owner = ["ministry_id", "person_id", "capacity"]
    ordered = keyed.sort_values([*owner, "_touch", "sequence"], kind="stable").reset_index(drop=True)
    ordered["_tenure"] = (~_continues(ordered, owner)).cumsum()
    return _tenures(ordered)


def tenure_days(frame: pd.DataFrame, columns: tuple[str, ...] = BOUND_COLUMNS) -> tuple[pd.Series, pd.Series]:
    """The shortest and the longest length in days that bounds allow; NA where unbounded.

    A spell printed to end before it begins has no length: 0 and NA, and it is reported as a contradiction.
    """
    start_lo, start_hi, end_lo, end_hi = days_of(frame, columns)
    shortest = np.maximum(0, _difference(end_lo, start_hi, -np.inf))
    longest = _difference(end_hi, start_lo, np.inf)
    return _whole(shortest, frame.index), _whole(np.where(longest < 0, np.inf, longest), frame.index)


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
    nobody = segments["person_id"].isna() | (segments["person_id"] == "")
    if nobody.any():
        row = segments[nobody].iloc[0]
        raise DataError(f"{row['source_id']}:{row['line']}: the term {row['spell_id']!r} has no person. Add its printed name to raw/names.csv.")


def _begins_after(dated: pd.DataFrame, as_of: date) -> pd.Series:
    """Whether a term certainly begins after the cut-off (ISO days compare as text)."""
    return dated["start_earliest"] > as_of.isoformat()


def _ends_a_day_later(dated: pd.DataFrame) -> pd.DataFrame:
    """Move printed ends to the day after, except where the next term begins on the same printed date."""
    following = dated.groupby("ministry_id", sort=False)["start_edtf"].shift(-1)
    moved = (dated["end_edtf"] != "") & (dated["end_edtf"] != following)
    later = {c: np.where(moved, iso_days(day_numbers(dated[c]).to_numpy() + 1), dated[c]) for c in BOUND_COLUMNS[2:]}
    return dated.assign(**later)


def _censored(dated: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Hide what lies after the cut-off: ends beyond it are open, and their holders were in office then."""
    day = as_of.isoformat()
    printed_in_office = dated["exit_status"] == "in_office"
    in_office = printed_in_office | (dated["end_earliest"] > day)
    straddles = ~in_office & (dated["end_latest"] > day)
    open_end = in_office | straddles
    return dated.assign(
        exit_status=dated["exit_status"].mask(in_office, "in_office").mask(straddles, "unknown"),
        end_edtf=dated["end_edtf"].mask(open_end, ""),
        end_earliest=dated["end_earliest"].mask(in_office, day),
        end_latest=dated["end_latest"].mask(open_end, ""),
    )


def _continues(ordered: pd.DataFrame, owner: list[str]) -> np.ndarray:
    """Whether each spell (ordered by owner and start) continues the tenure of the row before."""
    by_owner = ordered.groupby(owner, sort=False)
    same = by_owner.cumcount().to_numpy() > 0
    reach = by_owner["_reach"].cummax().shift(1).to_numpy()
    certain = by_owner["_lo"].cummax().shift(1).to_numpy()
    step = ordered["sequence"].diff().abs().to_numpy()
    touch = ordered["_touch"].to_numpy()
    return same & ((step == 1) | (touch <= certain)) & (touch <= reach + 1)


def _tenures(ordered: pd.DataFrame) -> pd.DataFrame:
    """Gather the spells of each tenure (column `_tenure`) into one row."""
    start_lo, start_hi, _, end_hi = days_of(ordered)
    sized = ordered.assign(_s=start_lo, _sh=start_hi, _hi=end_hi, _place=ordered["source_id"] + ":" + ordered["line"].astype(str))
    grouped = sized.groupby("_tenure", sort=False)
    merged = grouped.agg(
        ministry_id=("ministry_id", "first"), person_id=("person_id", "first"), capacity=("capacity", "first"),
        _s=("_s", "min"), _sh=("_sh", "min"), _lo=("_lo", "max"), _hi=("_hi", "max"),
        _row=("_row", "min"), _count=("_row", "size"),
    )  # fmt: skip
    last = sized.sort_values(["_tenure", "_hi", "_lo"], kind="stable").groupby("_tenure").tail(1).set_index("_tenure")
    merged["exit_status"] = last["exit_status"]
    for column, target in (("spell_id", "spell_ids"), ("_place", "sources_lines"), ("as_printed", "as_printed")):
        merged[target] = _joined(sized, column)
    return _dated(merged.sort_values("_row", kind="stable"))


def _joined(sized: pd.DataFrame, column: str) -> pd.Series:
    """The distinct values of a column within each tenure, in printed order, joined by ;"""
    once = sized.sort_values(["_tenure", "_row"], kind="stable").drop_duplicates(["_tenure", column])
    return once.groupby("_tenure")[column].agg("; ".join if column == "as_printed" else ";".join)


def _dated(merged: pd.DataFrame) -> pd.DataFrame:
    """Number the tenures and write their bounds and lengths."""
    number = (merged.groupby("ministry_id", sort=False).cumcount() + 1).astype(str)
    width = max(2, number.str.len().max()) if len(number) else 2
    bounds = {c: iso_days(merged[k].to_numpy()) for c, k in zip(BOUND_COLUMNS, ("_s", "_sh", "_lo", "_hi"))}
    tenures = merged.assign(tenure_id=merged["ministry_id"] + "-" + number.str.zfill(width), **bounds).reset_index(drop=True)
    shortest, longest = tenure_days(tenures)
    columns = ["tenure_id", "ministry_id", "person_id", "capacity", *BOUND_COLUMNS, "exit_status", "days_min", "days_max"]
    return tenures.assign(days_min=shortest, days_max=longest)[[*columns, "spell_ids", "sources_lines", "as_printed"]]


def _difference(later: np.ndarray, earlier: np.ndarray, unbounded: float) -> np.ndarray:
    """`later` − `earlier` in days, `unbounded` where either is not finite."""
    finite = np.isfinite(later) & np.isfinite(earlier)
    return np.where(finite, np.where(finite, later, 0) - np.where(finite, earlier, 0), unbounded)


def _whole(days: np.ndarray, index: pd.Index) -> pd.Series:
    """Days as nullable whole numbers, NA where not finite."""
    return pd.Series(np.where(np.isfinite(days), days, np.nan), index=index).astype("Int64")
