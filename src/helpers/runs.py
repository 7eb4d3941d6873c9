"""Runs of equal values in an array: where they begin, and what has been reached within each."""

from __future__ import annotations

import numpy as np

FAR = 1e8  # days; beyond any date that EDTF years of four digits can name


def one_later(values: np.ndarray, first) -> np.ndarray:
    """Each value moved one place on, with `first` in the first place."""
    moved = np.full(len(values), first, dtype=values.dtype)
    moved[1:] = values[:-1]
    return moved


def begins_run(group: np.ndarray) -> np.ndarray:
    """Whether a value differs from the one before it; True in the first place."""
    begins = np.ones(len(group), dtype=bool)
    begins[1:] = group[1:] != group[:-1]
    return begins


def running_maximum(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The running maximum of days within groups (whole numbers that never fall along the array), ±inf allowed."""
    rank = np.cumsum(begins_run(group))
    shifted = np.maximum.accumulate(np.clip(values, -FAR, FAR) + 3.0 * FAR * rank) - 3.0 * FAR * rank
    return np.where(shifted <= -FAR, -np.inf, np.where(shifted >= FAR, np.inf, shifted))


def running_minimum(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The running minimum of days within groups, from the back."""
    return -running_maximum(-values[::-1], -group[::-1])[::-1]
