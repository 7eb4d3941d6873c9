"""How long tenures last: what the bounds allow, and what sampling adds to it.

Every estimator takes the shortest and the longest length in days of each tenure. `longest` is +inf for a tenure
whose end is not known; `held` marks those of them whose holder was in office at the cut-off, for whom the length is
certainly more than `shortest` (right-censored). S(t) is the share of tenures longer than t.

Two kinds of doubt are never mixed. Identification bounds say what the printed dates allow for these very
tenures; they would not shrink if there were more of them. Sampling intervals say what tenures like these could
have been otherwise, and start from the bounds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import bdtr, betaincinv, stdtrit

YEAR_DAYS = 365.25  # Julian year, so that 5 and 10 years mean the same wherever they begin
CODINGS = ("early", "mid", "late")
CONFIDENCE = 0.95
MOST_LOOSE = 16  # bounds of which every corner is tried: 65,536


class Lengths(NamedTuple):
    """Lengths of tenures in days: arrays of the same shape."""

    shortest: np.ndarray
    longest: np.ndarray
    held: np.ndarray


def lengths(tenures: pd.DataFrame, *, joint: bool = True) -> Lengths:
    """The lengths of tenures, as `succession.joint_bounds` gives them, jointly or each term alone."""
    suffix = "_joint" if joint else ""
    shortest = tenures[f"days_min{suffix}"].to_numpy(dtype=float, na_value=0)
    longest = tenures[f"days_max{suffix}"].to_numpy(dtype=float, na_value=np.inf)
    return Lengths(shortest, longest, (tenures["exit_status"] == "in_office").to_numpy())


def coded(data: Lengths, coding: str = "mid") -> tuple[np.ndarray, np.ndarray]:
    """Collapse bounds to one number each: `early`, `mid` or `late`.

    Returns
    -------
    days, ended : arrays
        A tenure without a longest length is right-censored at its shortest under every coding.

    Raises
    ------
    ValueError
        For another coding.
    """
    weight = {"early": 0.0, "mid": 0.5, "late": 1.0}
    if coding not in weight:
        raise ValueError(f"coding {coding!r} does not exist. Choose one of: {', '.join(CODINGS)}.")
    ended = np.isfinite(data.longest)
    span = np.where(ended, data.longest, data.shortest) - data.shortest
    return data.shortest + weight[coding] * span, ended


# --- what the prints allow -------------------------------------------------------------------------
def survival_bounds(data: Lengths) -> pd.DataFrame:
    """S(t) as k of n, at its lowest and at its highest.

    Returns
    -------
    DataFrame
        days (0 and every length at which a bound steps), k_min, k_max (tenures certainly and possibly longer),
        n, s_min, s_max.
    """
    certain = data.shortest + np.where(data.held, 0.5, 0)  # a holder at the cut-off stays beyond that day
    days = np.unique(np.r_[0, data.shortest, data.longest[np.isfinite(data.longest)]])
    size = len(data.shortest)
    k_min, k_max = _longer(certain, days), _longer(data.longest, days)
    return pd.DataFrame({"days": days.astype(int), "k_min": k_min, "k_max": k_max, "n": size, "s_min": k_min / size, "s_max": k_max / size})


def median_bounds(data: Lengths) -> tuple[float, float]:
    """The smallest and the largest median that the bounds allow (+inf where none is the largest)."""
    return _median(data.shortest), _median(data.longest)


def restricted_mean_bounds(data: Lengths, *, years: float) -> tuple[float, float]:
    """The mean days in office within the first `years`, at its lowest and its highest."""
    horizon = years * YEAR_DAYS
    return float(np.minimum(data.shortest, horizon).mean()), float(np.minimum(data.longest, horizon).mean())


# --- what sampling adds ----------------------------------------------------------------------------
def pointwise_interval(bounds: pd.DataFrame, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Add the exact binomial (Clopper–Pearson) interval of S(t) around its bounds: low, high."""
    tail, n = (1 - confidence) / 2, bounds["n"].to_numpy(dtype=float)
    k_min, k_max = bounds["k_min"].to_numpy(dtype=float), bounds["k_max"].to_numpy(dtype=float)
    low = np.where(k_min > 0, betaincinv(np.maximum(k_min, 1), n - k_min + 1, tail), 0.0)
    high = np.where(k_max < n, betaincinv(k_max + 1, np.maximum(n - k_max, 1), 1 - tail), 1.0)
    return bounds.assign(low=low, high=high)


def median_interval(data: Lengths, confidence: float = CONFIDENCE) -> tuple[float, float, float]:
    """The sign-test interval of the median, with its exact coverage.

    The k-th smallest of the shortest and the k-th largest of the longest lengths, with the largest k that keeps
    the coverage; it holds for every completion of the bounds, because order statistics are monotone.

    Returns
    -------
    low, high, coverage
        0 and +inf with coverage 1 where the sample is too small for any order statistic.
    """
    size = len(data.shortest)
    ranks = np.arange(1, size // 2 + 1)
    kept = ranks[2 * bdtr(ranks - 1.0, size, 0.5) <= 1 - confidence]
    if not len(kept):
        return 0.0, float("inf"), 1.0
    rank = int(kept[-1])
    low, high = np.sort(data.shortest)[rank - 1], np.sort(data.longest)[size - rank]
    return float(low), float(high), float(1 - 2 * bdtr(rank - 1.0, size, 0.5))


def restricted_mean_interval(data: Lengths, *, years: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Student's interval of the restricted mean, the outermost over the completions, within 0 and the horizon.

    Either end is reached at a corner of the bounds (each tenure at its shortest or its longest), since a mean and a multiple of its
    standard deviation are convex in the lengths. With at most `MOST_LOOSE` inexact lengths every corner is tried: the result is
    exact. With more, only corners that part the tenures by the middle of their bounds are tried, and the interval can be a little
    too narrow. A single tenure says nothing of the spread: then it is all from 0 to the horizon.
    """
    horizon, size = years * YEAR_DAYS, len(data.shortest)
    if size < 2:
        return 0.0, horizon
    low, high = np.minimum(data.shortest, horizon), np.minimum(data.longest, horizon)
    sums = _corner_sums if (low < high).sum() <= MOST_LOOSE else _divided_sums
    below, above = _interval_of(*sums(low, high), size=size, confidence=confidence)
    return max(0.0, below), min(horizon, above)


def kaplan_meier(days: np.ndarray, ended: np.ndarray) -> pd.DataFrame:
    """The product-limit estimate for lengths that are known or right-censored.

    A tenure censored on a day on which another ends counts as at risk on it.

    Returns
    -------
    DataFrame
        days (0 and each length with an end), at_risk, ends, survival; it steps down on that day.
    """
    times, ends = np.unique(days[ended], return_counts=True)
    at_risk = len(days) - np.searchsorted(np.sort(days), times, side="left")
    survival = np.cumprod(1 - ends / at_risk)
    return pd.DataFrame({
        "days": np.r_[0.0, times], "at_risk": np.r_[len(days), at_risk], "ends": np.r_[0, ends], "survival": np.r_[1.0, survival],
    })  # fmt: skip


def restricted_area(curve: pd.DataFrame, *, years: float) -> float:
    """The area under a Kaplan–Meier curve up to a horizon: the mean days in office within it."""
    horizon = years * YEAR_DAYS
    edges = np.minimum(np.r_[curve["days"], horizon], horizon)
    return float((np.diff(edges) * curve["survival"]).sum())


def product_limit_median(data: Lengths) -> tuple[float, float]:
    """The first day on which the product limit is one half or less, at early and at late coding (+inf where it never is)."""
    curves = [kaplan_meier(*coded(data, coding)) for coding in ("early", "late")]
    falls = [curve["days"][curve["survival"] <= 0.5 + 1e-9].min() for curve in curves]
    low, high = sorted(float(day) if day == day else np.inf for day in falls)
    return low, high


def _corner_sums(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sums and the sums of squares of the lengths at every corner of their bounds."""
    loose = low < high
    sums, squares = np.array([low[~loose].sum()]), np.array([(low[~loose] ** 2).sum()])
    for a, b in zip(low[loose], high[loose]):
        sums, squares = np.r_[sums + a, sums + b], np.r_[squares + a**2, squares + b**2]
    return sums, squares


def _divided_sums(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sums and the sums of squares with the first k tenures, by the middle of their bounds, at one end and the others at the other."""
    order = np.argsort(low + high, kind="stable")
    each = [np.r_[0, np.cumsum(low[order] ** p)] + np.r_[np.cumsum(high[order][::-1] ** p)[::-1], 0] for p in (1, 2)]
    return each[0], each[1]


def _interval_of(sums: np.ndarray, squares: np.ndarray, *, size: int, confidence: float) -> tuple[float, float]:
    """The outermost ends of Student's intervals of the means of samples given by their sums."""
    mean = sums / size
    spread = np.sqrt(np.maximum(0, squares / size - mean**2) * size / (size - 1))
    width = stdtrit(size - 1, (1 + confidence) / 2) / np.sqrt(size) * spread
    return float((mean - width).min()), float((mean + width).max())


def _longer(values: np.ndarray, days: np.ndarray) -> np.ndarray:
    """How many of `values` exceed each of `days`."""
    return len(values) - np.searchsorted(np.sort(values), days, side="right")


def _median(values: np.ndarray) -> float:
    """The middle value, or the mean of the middle two; +inf where they are not finite."""
    ordered, middle = np.sort(values), (len(values) - 1) / 2
    return float((ordered[int(np.floor(middle))] + ordered[int(np.ceil(middle))]) / 2)
