"""The nonparametric maximum-likelihood estimate of lengths that are known, lie between bounds, or are not over."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from helpers.survival import Lengths


class Mixture(NamedTuple):
    """A nonparametric maximum-likelihood estimate: mass in intervals of days, with its certificate.

    `left` and `right` are closed days (`right` may be +inf); `gap` is the largest Karush–Kuhn–Tucker gap, the most by
    which the mean log-likelihood could still grow per unit of mass moved; 0 proves the optimum.
    """

    left: np.ndarray
    right: np.ndarray
    mass: np.ndarray
    gap: float
    log_likelihood: float
    steps: int


def estimate_mixture(data: Lengths, *, tolerance: float = 1e-9, steps: int = 2000) -> Mixture:
    """Estimate the distribution of lengths by nonparametric maximum likelihood (Turnbull 1976).

    Exact, interval- and right-censored lengths together: mass can lie only in the innermost intervals; expectation
    steps alternate with iterative convex minorant steps (Wellner and Zhan 1997) until the gap is below `tolerance`.

    Raises
    ------
    ValueError
        No length is given.
    """
    if not len(data.shortest):
        raise ValueError("no tenure is given; the estimate needs one at least.")
    left, right, first, last = innermost_intervals(data)
    cells, weight = np.unique(np.column_stack([first, last]), axis=0, return_counts=True)
    first, last, total = cells[:, 0], cells[:, 1], weight.sum()
    mass = np.full(len(left), 1 / len(left))
    for step in range(1, steps + 1):
        gradient = _gradient(mass, first, last, weight) / total
        if gradient.max() - 1 <= tolerance:
            break
        mass = _minorant_step(mass * gradient, first, last, weight)
    log_likelihood = float((weight * np.log(_probability(mass, first, last))).sum())
    return Mixture(left, right, mass, float(max(0.0, gradient.max() - 1)), log_likelihood, step)


def innermost_intervals(data: Lengths) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The innermost intervals of censored lengths, and which of them each length may have.

    Returns
    -------
    left, right : arrays
        Closed days; `right` is +inf for the last interval where a tenure has no longest length.
    first, last : arrays
        Each tenure's length lies in one of the intervals first … last − 1.
    """
    opens = np.column_stack([data.shortest, np.where(data.held, 2, 0)])  # after the closed ends of the same day
    closes = np.column_stack([data.longest, np.ones(len(data.longest))])
    events, place = np.unique(np.vstack([opens, closes]), axis=0, return_inverse=True)
    place = place.ravel()
    is_open, is_close = np.zeros(len(events), bool), np.zeros(len(events), bool)
    is_open[place[: len(opens)]], is_close[place[len(opens) :]] = True, True
    inner = np.flatnonzero(is_open[:-1] & is_close[1:])
    first = np.searchsorted(inner, place[: len(opens)], side="left")
    last = np.searchsorted(inner + 1, place[len(opens) :], side="right")
    return events[inner, 0] + (events[inner, 1] == 2), events[inner + 1, 0], first, last


def mixture_median(mixture: Mixture) -> tuple[float, float]:
    """The innermost interval in which the estimated S(t) falls to one half."""
    position = int(np.searchsorted(np.cumsum(mixture.mass), 0.5 - 1e-9))
    return float(mixture.left[position]), float(mixture.right[position])


def _probability(mass: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    total = np.r_[0, np.cumsum(mass)]
    return np.maximum(total[last] - total[first], 1e-300)


def _gradient(mass: np.ndarray, first: np.ndarray, last: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The derivative of the log-likelihood by each mass."""
    ratio = weight / _probability(mass, first, last)
    size = len(mass) + 1
    return np.cumsum(np.bincount(first, ratio, size) - np.bincount(last, ratio, size))[:-1]


def _minorant_step(mass: np.ndarray, first: np.ndarray, last: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """One iterative convex minorant step on the cumulative masses, shortened until the likelihood does not fall."""
    from scipy.optimize import isotonic_regression

    if len(mass) == 1:
        return mass
    size = len(mass) + 1
    probability = _probability(mass, first, last)
    slope, bend = weight / probability, weight / probability**2
    pull = (np.bincount(last, slope, size) - np.bincount(first, slope, size))[1:-1]
    curve = (np.bincount(last, bend, size) + np.bincount(first, bend, size))[1:-1]
    total = np.cumsum(mass)[:-1]
    target = np.clip(isotonic_regression(total + pull / curve, weights=curve).x, 0, 1)
    return _longest_rise(mass, np.diff(np.r_[0, target, 1]), first, last, weight)


def _longest_rise(mass: np.ndarray, target: np.ndarray, first: np.ndarray, last: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The point furthest towards `target`, by halving, at which the likelihood does not fall.

    At the optimum, and after every expectation step, a tenure's lengths have a chance of 1/n at least; a point where one has
    far less is not tried, since differences of cumulative masses have no digits left there.
    """
    least = 0.01 * weight / weight.sum()
    base, share = (weight * np.log(_probability(mass, first, last))).sum(), 1.0
    while share > 1e-6:
        tried = mass + share * (target - mass)
        probability = _probability(tried, first, last)
        if (probability >= least).all() and (weight * np.log(probability)).sum() >= base:
            return tried
        share /= 2
    return mass
