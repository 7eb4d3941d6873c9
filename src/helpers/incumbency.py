"""Coverage: on how many days somebody is named as holder of a ministry, certainly and possibly.

A day is certainly covered when every completion of the bounds has a named holder on it, possibly covered when
some completion has. With one holder at a time both extremes are reached at once for all days: the fewest days by
the latest starts and the earliest ends, the most by the earliest starts and the latest ends.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from helpers.dates import bounds, days_between
from helpers.runs import begins_run, one_later
from helpers.spells import EPOCH, days_of, iso_days
from helpers.succession import JOINT_COLUMNS

KINDS = ("certain", "possible")
COVERAGE_COLUMNS = ("ministry_id", "from_day", "to_day", "days", *(f"days_{k}" for k in KINDS), *(f"share_pct_{k}" for k in KINDS))


def windows(joint: pd.DataFrame, ministries: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """The days each ministry is watched: from its founding, or its first printed start if that is earlier, to the cut-off.

    Parameters
    ----------
    joint : DataFrame
        As `succession.joint_bounds` returns it.
    ministries : DataFrame
        ministry_id, founded_edtf (a founding without a year gives no day).
    as_of : date

    Returns
    -------
    DataFrame
        ministry_id, from_day, to_day (the first day no longer watched), as days since 1970-01-01.
    """
    founded = {m: _founding_day(edtf) for m, edtf in zip(ministries["ministry_id"], ministries["founded_edtf"])}
    heads, (first,) = _heads(joint), days_of(joint, JOINT_COLUMNS[:1])
    names = joint["ministry_id"].to_numpy()[heads]
    starts = np.fmin.reduceat(np.where(np.isfinite(first), first, np.nan), heads) if len(heads) else first
    begun = np.fmin(starts, [founded.get(name, np.nan) for name in names])
    return pd.DataFrame({"ministry_id": names, "from_day": begun, "to_day": float(days_between(EPOCH, as_of))})


def coverage(joint: pd.DataFrame, watched: pd.DataFrame) -> pd.DataFrame:
    """Count the days of each ministry with a named holder.

    Returns
    -------
    DataFrame
        ministry_id, from_day, to_day (ISO), days, days_certain, days_possible, share_pct_certain, share_pct_possible.
    """
    holdings, rows = _holdings(joint), []
    for ministry_id, *window in zip(*(watched[c].tolist() for c in ("ministry_id", "from_day", "to_day"))):
        edges = np.array(window)
        days = int(edges[1] - edges[0])
        named = [int(_covered_before(each, edges)[1]) for each in holdings[ministry_id]]
        rows.append((ministry_id, *iso_days(edges), days, *named, *(100 * n / max(days, 1) for n in named)))
    return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))


def coverage_by_year(joint: pd.DataFrame, watched: pd.DataFrame) -> pd.DataFrame:
    """The share of each calendar year's watched days with a named holder.

    Returns
    -------
    DataFrame
        ministry_id, year, days (watched in that year), share_pct_certain, share_pct_possible.
    """
    holdings, parts = _holdings(joint), []
    for ministry in watched.itertuples():
        years = np.arange(_year(ministry.from_day), _year(ministry.to_day - 1) + 1)
        edges = np.array([days_between(EPOCH, date(int(y), 1, 1)) for y in (*years, years[-1] + 1)], dtype=float)
        edges = edges.clip(ministry.from_day, ministry.to_day)
        covered = [np.diff(_covered_before(each, edges)) for each in holdings[ministry.ministry_id]]
        shares = {f"share_pct_{k}": 100 * c / np.maximum(np.diff(edges), 1) for k, c in zip(KINDS, covered)}
        parts.append(pd.DataFrame({"ministry_id": ministry.ministry_id, "year": years, "days": np.diff(edges).astype(int), **shares}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["ministry_id", "year", "days", *(f"share_pct_{k}" for k in KINDS)])


def _founding_day(edtf: str) -> float:
    """The first day that a founding date allows, NaN where it gives none."""
    earliest = bounds(edtf).earliest
    return float("nan") if earliest is None else float(days_between(EPOCH, earliest))


def _year(day: float) -> int:
    return int(iso_days(np.array([day]))[0][:4])


def _heads(joint: pd.DataFrame) -> np.ndarray:
    """The position of each ministry's first tenure."""
    return np.flatnonzero(begins_run(joint["ministry_id"].to_numpy()))


def _holdings(joint: pd.DataFrame) -> dict[str, list[tuple[np.ndarray, np.ndarray]]]:
    """The certain and the possible holdings of each ministry as (first days in, first days out)."""
    bounds = days_of(joint, JOINT_COLUMNS)
    ministries = joint["ministry_id"].to_numpy()
    heads = _heads(joint)
    parts = [np.split(b, heads[1:]) for b in bounds]
    return {m: [(hi, out_lo), (lo, out_hi)] for m, lo, hi, out_lo, out_hi in zip(ministries[heads], *parts)}


def _covered_before(holdings: tuple[np.ndarray, np.ndarray], days: np.ndarray) -> np.ndarray:
    """How many days from the first of `days` up to each of `days` lie in the union of half-open holdings."""
    starts, ends = (np.clip(side, days[0], days[-1]) for side in holdings)
    held = ends > starts
    order = np.argsort(starts[held], kind="stable")
    starts, ends = starts[held][order], np.maximum.accumulate(ends[held][order])
    fresh = np.maximum(starts, one_later(ends, days[0]))
    lengths = np.maximum(0, ends - fresh)
    if not len(starts):
        return np.zeros(len(days))
    whole = np.r_[0, np.cumsum(lengths)]
    index = np.searchsorted(ends, days, side="right")
    inside = np.where(index < len(starts), np.maximum(0, days - np.r_[fresh, days[-1]][index]), 0)
    return whole[index] + inside
