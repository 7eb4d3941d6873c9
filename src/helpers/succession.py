"""Succession: what "one holder at a time" adds to the bounds of each tenure, and what lies between two tenures.

The starts and ends of a ministry's tenures, in printed order, form a simple temporal network (Dechter, Meiri
and Pearl 1991): each day lies within its own bounds, no tenure ends before it begins, and none begins before
the one printed before it has ended. `chain_network` and `close_network` state that as a matrix of difference
constraints and close it by Floyd–Warshall. As the constraints form a chain, the closure is a running maximum
of the earliest days and a running minimum, backwards, of the latest: that is what `joint_bounds` computes,
for any number of ministries in one pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.runs import begins_run, one_later, running_maximum, running_minimum
from helpers.spells import BOUND_COLUMNS, days_of, iso_days, tenure_days, whole_days

JOINT_COLUMNS = tuple(f"{c}_joint" for c in BOUND_COLUMNS)
SUCCESSION_COLUMNS = (
    "ministry_id", "predecessor_tenure_id", "successor_tenure_id", "gap_days_min", "gap_days_max", "status", "convention",
)  # fmt: skip
CONTRADICTION_COLUMNS = ("ministry_id", "tenure_ids", "sources_lines", "statement", "reading_ids")


# --- the network, dense: the definition ------------------------------------------------------------
def chain_network(bounds: Sequence[np.ndarray]) -> np.ndarray:
    """State one ministry's tenures as difference constraints.

    Parameters
    ----------
    bounds : four arrays
        start_earliest, start_latest, end_earliest, end_latest in days, ±inf where unbounded.

    Returns
    -------
    ndarray, shape (1 + 2n, 1 + 2n)
        Entry [i, j] is the largest allowed x_j − x_i; x_0 is day 0, then start and end of each tenure.
    """
    low = np.column_stack(bounds[0::2]).ravel()
    high = np.column_stack(bounds[1::2]).ravel()
    size = len(low) + 1
    network = np.full((size, size), np.inf)
    np.fill_diagonal(network, 0)
    network[0, 1:], network[1:, 0] = high, -low
    steps = np.arange(1, size - 1)
    network[steps + 1, steps] = np.minimum(network[steps + 1, steps], 0)
    return network


def close_network(network: np.ndarray) -> np.ndarray:
    """Close difference constraints by Floyd–Warshall: the tightest bound on every difference.

    A negative number on the diagonal of the result means that the constraints contradict each other.
    """
    closed = network.copy()
    for via in range(len(closed)):
        np.minimum(closed, closed[:, via, None] + closed[None, via], out=closed)
    return closed


def is_consistent(network: np.ndarray) -> bool:
    """Whether difference constraints can hold together (no negative cycle)."""
    return bool((np.diag(close_network(network)) >= 0).all())


def smallest_conflict(bounds: Sequence[np.ndarray]) -> list[int]:
    """The positions of a smallest set of tenures that cannot all stand, [] where all can.

    Each tenure in turn is left out for good if the rest still contradicts itself; what remains is needed.
    """
    kept = list(range(len(bounds[0])))
    if is_consistent(chain_network(bounds)):
        return []
    for position in list(kept):
        rest = [k for k in kept if k != position]
        if rest and not is_consistent(chain_network([b[rest] for b in bounds])):
            kept = rest
    return kept


# --- the network as a chain: any number of ministries in one pass ----------------------------------
def first_to_last(bounds: Sequence[np.ndarray], ministries: np.ndarray) -> np.ndarray:
    """The positions of each ministry's tenures from first to last: printed order, or its reverse for a list printed backwards.

    A list runs backwards when more of its neighbours certainly descend than certainly ascend. `ministries` are numbers.
    """
    same = ~begins_run(ministries)[1:]
    trend = np.bincount(ministries[1:][same], _trend(*bounds[:2])[same], minlength=ministries.max(initial=-1) + 1)
    position = np.arange(len(ministries))
    return np.lexsort((np.where(trend[ministries] < 0, -position, position), ministries))


def joint_bounds(tenures: pd.DataFrame) -> pd.DataFrame:
    """Add what the bounds become when one person at most holds a ministry at a time.

    Parameters
    ----------
    tenures : DataFrame
        As `spells.merge_spells` returns it; substantive and acting tenures succeed each other alike.

    Returns
    -------
    DataFrame
        From first to last in each ministry, with the four joint bounds (`…_joint`, ISO days), days_min_joint,
        days_max_joint, and `rule_lifted`: whether the rule had to be lifted between this tenure and the next
        because printed lines contradict each other there. Where it is lifted, bounds are not tightened
        across the contradiction, so they hold whichever line is wrong; `contradictions` names the lines.
    """
    bounds, ministries = days_of(tenures), pd.factorize(tenures["ministry_id"].to_numpy())[0]
    order = first_to_last(bounds, ministries)
    bounds, ministries = [b[order] for b in bounds], ministries[order]
    lifted = _lifted(bounds, ministries)
    tight = _tightened(bounds, np.cumsum(begins_run(ministries) | one_later(lifted, False)))
    shortest, longest = tenure_days(tight)
    return tenures.iloc[order].reset_index(drop=True).assign(
        **dict(zip(JOINT_COLUMNS, map(iso_days, tight))), rule_lifted=lifted, days_min_joint=shortest, days_max_joint=longest
    )


def contradictions(joint: pd.DataFrame, readings_of: Mapping[str, Sequence[str]] | None = None) -> pd.DataFrame:
    """Name the smallest sets of printed lines that cannot all stand with one holder at a time.

    In a chain such a set is one tenure that ends before it begins, or two tenures of which the later one begins
    before the earlier one can have ended; for each place where the rule was lifted the nearest such pair is given.

    Parameters
    ----------
    joint : DataFrame
        As `joint_bounds` returns it.
    readings_of : mapping, optional
        Spell id to the ids of the readings that touch it.

    Returns
    -------
    DataFrame
        ministry_id, tenure_ids, sources_lines and reading_ids (joined by ;), statement.
    """
    reversed_terms = [(int(k), int(k)) for k in np.flatnonzero(_reversed(days_of(joint)))]
    columns = [joint[c].tolist() for c in ("ministry_id", "tenure_id", "sources_lines", "spell_ids", *BOUND_COLUMNS)]
    printed = list(zip(*columns))
    rows = [_contradiction(printed[a], printed[b], readings_of or {}) for a, b in [*reversed_terms, *_nearest_pairs(joint)]]
    return pd.DataFrame(rows, columns=CONTRADICTION_COLUMNS)


def successions(joint: pd.DataFrame) -> pd.DataFrame:
    """What lies between each tenure and the next one of its ministry.

    Parameters
    ----------
    joint : DataFrame
        As `joint_bounds` returns it.

    Returns
    -------
    DataFrame
        gap_days_min and gap_days_max from the predecessor's first day out to the successor's first day in (NA where
        unbounded), with one holder at a time unless printed lines contradict that; `status`: handover (0 or 1 day
        by all bounds), vacancy_or_missing (more by all bounds: empty, or left out of the list), overlap (negative
        by all bounds), undetermined; `convention`: same_day or next_day where the gap is exactly 0 or 1.
    """
    alone, tight = days_of(joint), days_of(joint, JOINT_COLUMNS)
    pairs = np.flatnonzero(~begins_run(joint["ministry_id"].to_numpy())[1:])
    lifted = joint["rule_lifted"].to_numpy()[pairs]
    with np.errstate(invalid="ignore"):
        low, high = (np.where(lifted, a, b) for a, b in zip(_gaps(alone, pairs), _gaps(tight, pairs)))
    low = np.where(lifted, low, np.maximum(low, 0))
    ids = joint["tenure_id"].array
    return pd.DataFrame({
        "ministry_id": joint["ministry_id"].array[pairs],
        "predecessor_tenure_id": ids[pairs], "successor_tenure_id": ids[pairs + 1],
        "gap_days_min": whole_days(low), "gap_days_max": whole_days(high),
        "status": _status(low, high),
        "convention": np.select([(low == 0) & (high == 0), (low == 1) & (high == 1)], ["same_day", "next_day"], ""),
    }, columns=SUCCESSION_COLUMNS)  # fmt: skip


def _trend(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """+1 where a start certainly follows the one before it, −1 where it certainly precedes it, else 0."""
    return (high[:-1] < low[1:]).astype(float) - (low[:-1] > high[1:])


def _reversed(bounds: Sequence[np.ndarray]) -> np.ndarray:
    """Whether a tenure is printed to end before it begins."""
    return bounds[0] > bounds[3]


def _passive(bounds: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The day by which each tenure's holder is still there, and the last day on which it can have begun.

    A reversed tenure says nothing about its neighbours.
    """
    start_lo, start_hi, end_lo, end_hi = bounds
    silent = _reversed(bounds)
    return np.where(silent, -np.inf, np.maximum(start_lo, end_lo)), np.where(silent, np.inf, np.minimum(start_hi, end_hi))


def _lifted(bounds: Sequence[np.ndarray], ministries: np.ndarray) -> np.ndarray:
    """Whether somebody up to each tenure is certainly there after somebody later must have begun."""
    there, begun = _passive(bounds)
    before, after = running_maximum(there, ministries), running_minimum(begun, ministries)
    lifted = np.zeros(len(there), dtype=bool)
    lifted[:-1] = ~begins_run(ministries)[1:] & (before[:-1] > after[1:])
    return lifted


def _tightened(bounds: Sequence[np.ndarray], block: np.ndarray) -> list[np.ndarray]:
    """The four bounds after a pass forward and a pass backward within blocks."""
    start_lo, start_hi, end_lo, end_hi = bounds
    there, begun = _passive(bounds)
    forward, backward = running_maximum(there, block), running_minimum(begun, block)
    earlier = np.where(begins_run(block), -np.inf, one_later(forward, -np.inf))
    later = np.where(begins_run(block[::-1]), np.inf, one_later(backward[::-1], np.inf))[::-1]
    silent = _reversed(bounds)
    tight = [np.maximum(start_lo, earlier), backward, forward, np.minimum(end_hi, later)]
    return [np.where(silent, own, new) for own, new in zip(bounds, tight)]


def _nearest_pairs(joint: pd.DataFrame) -> list[tuple[int, int]]:
    """For each lifted link, the nearest two tenures around it that contradict each other; each pair once."""
    there, begun = _passive(days_of(joint))
    latest = running_minimum(begun, pd.factorize(joint["ministry_id"])[0]).tolist()
    there, begun, pairs = there.tolist(), begun.tolist(), set()
    for link in np.flatnonzero(joint["rule_lifted"]).tolist():
        first, second = link, link + 1
        while there[first] <= latest[link + 1]:
            first -= 1
        while begun[second] >= there[first]:
            second += 1
        pairs.add((first, second))
    return sorted(pairs)


def _contradiction(first: tuple, last: tuple, readings_of: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """One row of `contradictions` for two tenures, or for one that is given twice."""
    (ministry, name, lines, spells, begins, _, ends, out), (_, name_last, lines_last, spells_last, _, begun, _, out_last) = first, last
    if name == name_last:
        statement = f"{name} is printed to end by {out}, before it begins ({begins})."
    else:
        statement = f"{name} holds the ministry until {max(begins, ends)} at least; {name_last} begins by {min(d for d in (begun, out_last) if d)}."
    members = dict.fromkeys(f"{spells};{spells_last}".split(";"))
    readings = sorted({r for s in members for r in readings_of.get(s, ())})
    places = ";".join(dict.fromkeys(f"{lines};{lines_last}".split(";")))
    return ministry, ";".join(dict.fromkeys((name, name_last))), places, statement, ";".join(readings)


def _gaps(bounds: Sequence[np.ndarray], pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The shortest and the longest gap after each of `pairs` (positions)."""
    return bounds[0][pairs + 1] - bounds[3][pairs], bounds[1][pairs + 1] - bounds[2][pairs]


def _status(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The status that the bounds of a gap allow."""
    cases = [(low >= 0) & (high <= 1), low > 1, high < 0]
    return np.select(cases, ["handover", "vacancy_or_missing", "overlap"], "undetermined")
