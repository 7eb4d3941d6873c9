"""Days with a named holder, certainly and possibly."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import incumbency, spells, succession
from helpers.study import open_study

AS_OF = date(2000, 1, 1)


def joint_of(*rows):
    printed = pd.DataFrame([
        {"spell_id": f"m-{k}-1", "ministry_id": "m", "source_id": "list", "line": str(k), "person_id": p, "capacity": "substantive", "start_edtf": s,
         "end_edtf": e, "exit_status": "ended" if e else "in_office", "as_printed": p}
        for k, (p, s, e) in enumerate(rows, 1)
    ])
    return succession.joint_bounds(spells.merge_spells(spells.build_spells(printed, as_of=AS_OF)))


def covered(joint, founded=""):
    ministries = pd.DataFrame({"ministry_id": ["m"], "founded_edtf": [founded]})
    return incumbency.windows(joint, ministries, as_of=AS_OF)


def test_coverage_counts_certain_and_possible_days():
    joint = joint_of(("a", "1990-01-01", "1991"), ("b", "1993-01-01", "1995-01-01"))
    row = incumbency.coverage(joint, covered(joint)).iloc[0]
    assert (row["from_day"], row["to_day"], row["days"]) == ("1990-01-01", "2000-01-01", 3652)
    assert (row["days_certain"], row["days_possible"]) == (365 + 730, 729 + 730)


def test_founding_before_the_first_start_lengthens_the_window():
    joint = joint_of(("a", "1990-01-01", ""))
    assert incumbency.coverage(joint, covered(joint, "1989-01-01"))["days"].tolist() == [4017]
    assert incumbency.coverage(joint, covered(joint, "XXXX-04-08"))["days"].tolist() == [3652]
    assert incumbency.coverage(joint, covered(joint, "1991-01-01"))["days"].tolist() == [3652]


def test_years_add_up_to_the_whole():
    joint = joint_of(("a", "1990-03-05", "1991"), ("b", "1993", "1995-01-01"), ("c", "1995-06", ""))
    window = covered(joint)
    total, years = incumbency.coverage(joint, window).iloc[0], incumbency.coverage_by_year(joint, window)
    assert years["days"].sum() == total["days"]
    for kind in ("certain", "possible"):
        assert (years["days"] * years[f"share_pct_{kind}"] / 100).sum() == pytest.approx(total[f"days_{kind}"])
    assert years["year"].tolist() == list(range(1990, 2000))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90), st.integers(0, 90)), min_size=1, max_size=5))
def test_union_of_holdings_equals_counting_days(drawn):
    starts = np.array([s for s, _, _ in drawn], dtype=float)
    ends = starts + np.array([length - gap for _, length, gap in drawn])
    days = np.arange(0, 401, 7, dtype=float)
    held = np.zeros(401)
    for start, end in zip(starts, ends):
        held[int(start) : max(int(start), int(min(end, 401)))] = 1
    expected = [held[: int(d)].sum() for d in days]
    np.testing.assert_array_equal(incumbency._covered_before((starts, ends), days), expected)


def test_holding_within_another_counts_once():
    starts, ends = np.array([0.0, 10, 30]), np.array([100.0, 20, 60])
    assert incumbency._covered_before((starts, ends), np.array([0.0, 50, 80, 200])).tolist() == [0, 50, 80, 100]


def test_foreign_ministry_of_the_project_misses_eight_days():
    row = open_study().stage("coverage", "foreign").iloc[0]
    assert row["days"] - row["days_certain"] == 1 + 4 + 3
    assert row["days_certain"] == row["days_possible"]
