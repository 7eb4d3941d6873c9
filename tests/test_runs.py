"""Runs of equal values: where they begin, and what has been reached within each."""

import numpy as np

from helpers.runs import begins_run, one_later, running_maximum, running_minimum

GROUP = np.array([0, 0, 0, 2, 2])
VALUES = np.array([3.0, -np.inf, 5.0, 1.0, np.inf])


def test_runs_begin_in_the_first_place_and_where_the_value_changes():
    assert begins_run(GROUP).tolist() == [True, False, False, True, False]
    assert begins_run(GROUP[:0]).tolist() == []


def test_one_later_moves_every_value_on_and_keeps_the_length():
    assert one_later(VALUES, 0).tolist() == [0.0, 3.0, -np.inf, 5.0, 1.0]
    assert one_later(VALUES[:0], 0).tolist() == []


def test_running_extremes_stay_within_their_group():
    assert running_maximum(VALUES, GROUP).tolist() == [3.0, 3.0, 5.0, 1.0, np.inf]
    assert running_minimum(VALUES, GROUP).tolist() == [-np.inf, -np.inf, 5.0, 1.0, np.inf]
