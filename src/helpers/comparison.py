"""Do two ministries differ in how long their holders stay? Exact tests over every completion of the bounds.

A completion gives each tenure one length within its bounds; for a holder at the cut-off, any length beyond it. The
rank-sum statistic counts the pairs, one tenure from each ministry, in which the first ministry's lasts longer. Raising
a length of the first ministry, or lowering one of the second, never lowers the count, so its extremes over all
completions lie at two corners: all lengths of one ministry shortest and of the other longest, and the reverse. On
the way from one corner to the other single pairs change one at a time (equal lengths may fall either way), so
every count in between is reached. Without ties the permutation distribution is the same for every completion; the
range of the exact p is therefore read off the range of the count, and nothing is left out. Each length has its own
bounds here: that a predecessor's long tenure may shorten his successor's is not used, which can only widen the range.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

from helpers.spells import days_of
from helpers.succession import JOINT_COLUMNS
from helpers.survival import CODINGS, Lengths, coded, lengths, median_bounds

LEVEL = 0.05  # conventional two-sided level, used for verdicts and for the detectable ratio
POWER = 0.8  # conventional power, likewise
EXACT_ARRANGEMENTS = 2**53  # counts above this are not exact in floating point: the normal approximation serves
COUNTS_DRAWN = 400  # more bars than a page can tell apart are thinned
EXACT_TENURES = 34  # two halves of 17: 131,072 sums each


class Comparison(NamedTuple):
    """Two ministries compared over all completions.

    `pairs_min` and `pairs_max` of `pairs` last longer in the first ministry; `p_min` and `p_max` are the smallest and
    the largest exact two-sided p over the completions.
    """

    first: str
    second: str
    pairs_min: int
    pairs_max: int
    pairs: int
    p_min: float
    p_max: float


def compare(tenures: pd.DataFrame, first: str, second: str, *, joint: bool = True) -> Comparison:
    """Compare two ministries' tenures (as `succession.joint_bounds` returns them) over all completions of their bounds."""
    every, ministries = lengths(tenures, joint=joint), tenures["ministry_id"].to_numpy()
    a, b = (Lengths(*(each[ministries == m] for each in every)) for m in (first, second))
    low, high = count_range(a, b)
    p_min, p_max = p_range(low, high, len(a.shortest), len(b.shortest))
    return Comparison(first, second, low, high, len(a.shortest) * len(b.shortest), p_min, p_max)


def compare_all(tenures: pd.DataFrame, *, joint: bool = True) -> pd.DataFrame:
    """Compare every two ministries; one row a pair, with the fields of `Comparison`, the detectable ratio and the verdict."""
    ministries = list(dict.fromkeys(tenures["ministry_id"]))
    compared = [compare(tenures, a, b, joint=joint) for a, b in combinations(ministries, 2)]
    table = pd.DataFrame(compared, columns=Comparison._fields)
    return table.assign(ratio=[detectable_ratio(tenures, c.first, c.second) for c in compared], verdict=[verdict(c) for c in compared])


def range_over(universes: Mapping[str, Iterable[pd.DataFrame]], first: str, second: str) -> pd.DataFrame:
    """The range of a comparison over completions and readings.

    Parameters
    ----------
    universes : mapping
        A name to the tenures under one or several choices of readings.
    first, second : str
        The ministries compared.

    Returns
    -------
    DataFrame
        name, universes, share_min, share_max (% of pairs in which the first lasts longer), p_min, p_max, established (how many
        universes have a verdict); no row where no universe has tenures of both.
    """
    rows = []
    for name, each in universes.items():
        compared = [compare(tenures, first, second) for tenures in each if {first, second} <= set(tenures["ministry_id"])]
        if not compared:
            continue
        low, high = (f(100 * getattr(c, k) / c.pairs for c in compared) for f, k in ((min, "pairs_min"), (max, "pairs_max")))
        decided = sum(verdict(c) != "not_established" for c in compared)
        rows.append((name, len(compared), low, high, min(c.p_min for c in compared), max(c.p_max for c in compared), decided))
    return pd.DataFrame(rows, columns=["name", "universes", "share_min", "share_max", "p_min", "p_max", "established"])


def verdict(compared: Comparison) -> str:
    """`<ministry>_longer` where every completion says so at the level of 5 %, else `not_established`."""
    if compared.p_max > LEVEL:
        return "not_established"
    return f"{compared.first if 2 * compared.pairs_min > compared.pairs else compared.second}_longer"


def count_range(first: Lengths, second: Lengths) -> tuple[int, int]:
    """In how many pairs the first's tenure lasts longer than the second's: fewest and most over all completions."""
    low = _certainly_longer(first, second)
    return low, len(first.shortest) * len(second.shortest) - _certainly_longer(second, first)


def p_range(low: int, high: int, n_first: int, n_second: int) -> tuple[float, float]:
    """The smallest and the largest exact two-sided p for counts from `low` to `high`."""
    centre = n_first * n_second / 2
    nearest = min(max(centre, low), high)
    nearest = int(nearest) if nearest == int(nearest) else int(np.floor(centre))
    p = [p_value(count, n_first, n_second) for count in (low, high, nearest)]
    return min(p), max(p)


def p_value(count: int, n_first: int, n_second: int) -> float:
    """The two-sided p of a rank-sum count without ties: the chance of one as far from the centre or farther."""
    distance = abs(count - n_first * n_second / 2)
    if comb(n_first + n_second, n_first) > EXACT_ARRANGEMENTS:
        spread = np.sqrt(n_first * n_second * (n_first + n_second + 1) / 12)
        return float(min(1.0, 2 * ndtr(-max(0.0, distance - 0.5) / spread)))
    chances = count_distribution(n_first, n_second)
    far = np.abs(np.arange(len(chances)) - n_first * n_second / 2) >= distance
    return float(min(1.0, chances[far].sum()))


@lru_cache(maxsize=64)
def count_distribution(n_first: int, n_second: int) -> np.ndarray:
    """The chance of every rank-sum count 0 … n_first · n_second when all orders are alike (Gaussian binomial)."""
    ways = np.zeros(n_first * n_second + 1)
    ways[0] = 1
    for k in range(1, n_first + 1):
        ways[n_second + k :] -= ways[: -n_second - k].copy()
        for shift in range(k):
            ways[shift::k] = np.cumsum(ways[shift::k])
    return ways / comb(n_first + n_second, n_first)


def comparison_frame(tenures: pd.DataFrame) -> pd.DataFrame:
    """What `figures.tenure.draw_comparison` draws, for every two ministries.

    Returns
    -------
    DataFrame
        layer (`distribution`: every count with its chance, thinned to 400 where there are more; `reachable`: those of them that
        some completion reaches; `coding`: the log-rank test at early, mid and late lengths), pairs_longer, share_pct (of all pairs),
        chance, p, coding, first_name, second_name (of the ministries, where `tenures` has `ministry`, else their ids).
    """
    parts = [_compared_frame(tenures, a, b) for a, b in combinations(dict.fromkeys(tenures["ministry_id"]), 2)]
    columns = ["layer", "pairs_longer", "chance", "p", "coding", "share_pct", "first_name", "second_name"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _compared_frame(tenures: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """The rows of `comparison_frame` for two ministries."""
    compared = compare(tenures, first, second)
    sizes = [int((tenures["ministry_id"] == m).sum()) for m in (first, second)]
    ends = (compared.pairs_min, compared.pairs_max)
    counts = np.unique(np.r_[np.arange(0, compared.pairs + 1, -(-compared.pairs // COUNTS_DRAWN)), compared.pairs, ends])
    p = np.array([p_value(int(c), *sizes) for c in counts])
    everything = pd.DataFrame({"layer": "distribution", "pairs_longer": counts, "chance": _chances(counts, *sizes), "p": p})
    reachable = everything[everything["pairs_longer"].between(*ends)].assign(layer="reachable")
    single = log_rank_tests(tenures, first, second).assign(layer="coding")
    together = pd.concat([everything, reachable, single], ignore_index=True)
    name = "ministry" if "ministry" in tenures else "ministry_id"
    names = [tenures.loc[tenures["ministry_id"] == m, name].iloc[0] for m in (first, second)]
    return together.assign(
        share_pct=100 * together["pairs_longer"] / compared.pairs, coding=together["coding"].fillna(""), first_name=names[0], second_name=names[1]
    )


def _chances(counts: np.ndarray, n_first: int, n_second: int) -> np.ndarray:
    """The chance of single counts when all orders are alike; by the normal approximation where `p_value` takes it."""
    if comb(n_first + n_second, n_first) <= EXACT_ARRANGEMENTS:
        return count_distribution(n_first, n_second)[counts]
    spread = np.sqrt(n_first * n_second * (n_first + n_second + 1) / 12)
    return np.exp(-(((counts - n_first * n_second / 2) / spread) ** 2) / 2) / (spread * np.sqrt(2 * np.pi))


# --- holders at the cut-off as censored: the log-rank test at single codings ------------------------
def log_rank_tests(tenures: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """The exact permutation p of the log-rank statistic at early, mid and late lengths: coding, p.

    Each collapses the bounds to one completion, with holders at the cut-off censored; it is a point within the range
    of `compare`, not a result.
    """
    both = tenures[tenures["ministry_id"].isin([first, second])]
    member = (both["ministry_id"] == first).to_numpy()
    tests = [(c, permutation_p(log_rank_scores(*coded(lengths(both), c)), member)) for c in CODINGS]
    return pd.DataFrame(tests, columns=["coding", "p"])


def log_rank_scores(days: np.ndarray, ended: np.ndarray) -> np.ndarray:
    """One score a tenure: 1 if it ended, less the cumulative hazard (Nelson–Aalen) at its length; they sum to 0."""
    order = np.sort(days)
    times, ends = np.unique(days[ended], return_counts=True)
    hazard = np.cumsum(ends / (len(days) - np.searchsorted(order, times, side="left")))
    return ended - np.r_[0, hazard][np.searchsorted(times, days, side="right")]


def permutation_p(scores: np.ndarray, member: np.ndarray) -> float:
    """The two-sided p of the members' sum of scores over every division into groups of these sizes.

    All divisions are counted by meeting in the middle: the sums of both halves of the pool, matched by group size. Pools of
    more than 34 take the normal approximation of the permutation distribution.
    """
    size, chosen = len(scores), int(member.sum())
    expected = scores.mean() * chosen
    distance = abs(scores[member].sum() - expected) - 1e-9
    if size > EXACT_TENURES:
        spread = np.sqrt(chosen * (size - chosen) / (size - 1) * scores.var())
        return float(2 * ndtr(-max(0.0, distance) / spread))
    left, right = _sums_by_size(scores[: size // 2]), _sums_by_size(scores[size // 2 :])
    far = sum(
        _count_far(left[k], right[chosen - k], expected, distance)
        for k in range(len(left)) if 0 <= chosen - k < len(right)
    )  # fmt: skip
    return far / comb(size, chosen)


# --- what these numbers of tenures can show ---------------------------------------------------------
def detectable_ratio(tenures: pd.DataFrame, first: str, second: str, *, level: float = LEVEL, power: float = POWER) -> float:
    """The smallest ratio of hazards that a log-rank test on as many tenures would detect (Schoenfeld 1981).

    The events are the tenures known to have ended, shared as the tenures are between the two ministries; without any, no ratio
    is detected: +inf.
    """
    ministries = tenures["ministry_id"].to_numpy()
    both = (ministries == first) | (ministries == second)
    events = int(_ended(tenures)[both].sum())
    if not events:
        return float("inf")
    share = float((ministries[both] == first).mean())
    return float(np.exp((ndtri(1 - level / 2) + ndtri(power)) / np.sqrt(events * share * (1 - share))))


def count_ended(tenures: pd.DataFrame) -> int:
    """How many tenures are known to have ended: those with a longest length, by their own print or by the next holder's."""
    return int(_ended(tenures).sum())


def _ended(tenures: pd.DataFrame) -> np.ndarray:
    """Which tenures have a longest length."""
    return tenures["days_max_joint"].notna().to_numpy()


def describe_by_era(tenures: pd.DataFrame, eras: pd.DataFrame) -> pd.DataFrame:
    """Medians of the tenures begun under each leader: a description, without test.

    Parameters
    ----------
    tenures : DataFrame
        As `succession.joint_bounds` returns it.
    eras : DataFrame
        era, from_day, to_day (ISO days; '' for the last).

    Returns
    -------
    DataFrame
        ministry_id, era, tenures, in_office, median_min, median_max (NA: unbounded). A tenure whose start may fall in two
        eras stands under `either`, one begun before the first under `earlier`.
    """
    start_lo, start_hi, _, _ = days_of(tenures, JOINT_COLUMNS)
    edges = eras["from_day"].to_numpy().astype("datetime64[D]").astype(float)
    low, high = (np.searchsorted(edges, s, side="right") for s in (start_lo, start_hi))
    named = np.where(low == high, np.r_[["earlier"], eras["era"]][low], "either")
    rows = [(*key, *_era_row(group)) for key, group in tenures.assign(_era=named).groupby(["ministry_id", "_era"], sort=False)]
    table = pd.DataFrame(rows, columns=["ministry_id", "era", "tenures", "in_office", "median_min", "median_max"])
    return table.astype({"median_min": "Float64", "median_max": "Float64"})


def _certainly_longer(first: Lengths, second: Lengths) -> int:
    """In how many pairs the first's tenure is longer whatever the completion; a holder outlasts the cut-off."""
    least = first.shortest + np.where(first.held, 0.5, 0)
    return int(np.searchsorted(np.sort(second.longest), least, side="left").sum())


def _sums_by_size(scores: np.ndarray) -> list[np.ndarray]:
    """The sorted sums of every subset of `scores`, by size of the subset."""
    sums, sizes = np.zeros(1), np.zeros(1, dtype=int)
    for score in scores:
        sums, sizes = np.r_[sums, sums + score], np.r_[sizes, sizes + 1]
    return [np.sort(sums[sizes == k]) for k in range(len(scores) + 1)]


def _count_far(left: np.ndarray, right: np.ndarray, expected: float, distance: float) -> int:
    """How many sums of one from `left` and one from `right` lie at least `distance` from `expected`."""
    if distance <= 0:
        return len(left) * len(right)
    above = len(right) - np.searchsorted(right, expected + distance - left, side="left")
    return int(above.sum() + np.searchsorted(right, expected - distance - left, side="right").sum())


def _era_row(group: pd.DataFrame) -> tuple:
    low, high = median_bounds(lengths(group))
    return len(group), int((group["exit_status"] == "in_office").sum()), low, high if np.isfinite(high) else pd.NA
