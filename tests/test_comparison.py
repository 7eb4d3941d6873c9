"""Two ministries compared over every completion: against enumeration, SciPy and R.

R 4.2.2: 2*(1-pwilcox(110,12,13)) is 0.0768397977039785, 2*(1-pwilcox(81,12,13)) is 0.851719323885161, dwilcox(49,12,13) is
6.48481818356633e-03, wilcox.test(c(1,2,7,9), c(3,4,5,6,8,10), exact=TRUE)$p.value is 0.609523809523809.
"""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, logrank, mannwhitneyu, norm

from helpers import comparison, multiverse, tenure_views
from helpers.study import open_study
from helpers.survival import Lengths


@pytest.fixture(scope="module")
def tenures():
    return open_study().stage("tenures")


def lengths(*triples):
    low, high, held = (np.array(side) for side in zip(*triples))
    return Lengths(low.astype(float), high.astype(float), held.astype(bool))


def test_project_count_and_p_run_over_the_known_range(tenures):
    found = comparison.compare(tenures, "foreign", "posts")
    assert (found.pairs_min, found.pairs_max, found.pairs) == (82, 111, 156)
    assert found.p_min == pytest.approx(0.0768397977039785, abs=1e-12)
    assert found.p_max == pytest.approx(0.851719323885161, abs=1e-12)
    assert comparison.verdict(found) == "not_established"


def test_reversing_the_ministries_mirrors_the_comparison(tenures):
    one, other = comparison.compare(tenures, "foreign", "posts"), comparison.compare(tenures, "posts", "foreign")
    assert (other.pairs_min, other.pairs_max) == (one.pairs - one.pairs_max, one.pairs - one.pairs_min)
    assert (other.p_min, other.p_max) == (one.p_min, one.p_max)


def test_separate_bounds_allow_at_least_as_wide_a_range(tenures):
    joint, alone = (comparison.compare(tenures, "foreign", "posts", joint=j) for j in (True, False))
    assert alone.pairs_min <= joint.pairs_min <= joint.pairs_max <= alone.pairs_max
    assert alone.p_min <= joint.p_min <= joint.p_max <= alone.p_max


@pytest.mark.parametrize(("first", "second"), [([1, 2, 7, 9], [3, 4, 5, 6, 8, 10]), ([1, 2, 3], [4, 5, 6, 7]), ([5], [1, 2, 3])])
def test_p_of_a_count_equals_scipy(first, second):
    count = sum(a > b for a in first for b in second)
    assert comparison.p_value(count, len(first), len(second)) == pytest.approx(mannwhitneyu(first, second, method="exact").pvalue)


def test_p_of_a_count_equals_r():
    assert comparison.p_value(9, 4, 6) == pytest.approx(0.609523809523809, abs=1e-14)
    assert comparison.count_distribution(12, 13)[49] == pytest.approx(6.48481818356633e-03, abs=1e-16)


def test_large_groups_take_the_normal_approximation():
    a, b = np.arange(60) * 2.0, np.arange(60) * 2.0 + 11
    count = int((a[:, None] > b[None]).sum())
    assert comparison.p_value(count, 60, 60) == pytest.approx(mannwhitneyu(a, b, method="asymptotic").pvalue, rel=1e-9)


ranged = st.tuples(st.integers(0, 12), st.integers(0, 5), st.booleans()).map(lambda d: (d[0], np.inf if d[2] and d[1] == 5 else d[0] + d[1], d[2] and d[1] == 5))


@settings(max_examples=60, deadline=None)
@given(st.lists(ranged, min_size=1, max_size=3), st.lists(ranged, min_size=1, max_size=3))
def test_range_equals_enumerating_completions(first, second):
    low, high = comparison.count_range(lengths(*first), lengths(*second))
    cells = [np.arange(a + 0.5 * h, min(b, 20) + 0.01, 0.25) + 0.01 * k for k, (a, b, h) in enumerate([*first, *second])]
    cells = [np.unique(np.r_[c[:3], c[len(c) // 2], c[-3:]]) for c in cells]
    counts = {sum(x > y for x in done[: len(first)] for y in done[len(first) :]) for done in product(*cells)}
    assert low <= min(counts) and max(counts) <= high
    p = [comparison.p_value(c, len(first), len(second)) for c in range(low, high + 1)]
    assert comparison.p_range(low, high, len(first), len(second)) == pytest.approx((min(p), max(p)))


def test_range_is_reached_at_its_ends():
    first, second = lengths((1, 9, False), (4, 4, False)), lengths((3, 3, False), (6, 8, False))
    assert comparison.count_range(first, second) == (1, 3)


def test_holder_at_the_cut_off_outlasts_it():
    assert comparison.count_range(lengths((5, np.inf, True)), lengths((5, 5, False))) == (1, 1)
    assert comparison.count_range(lengths((5, np.inf, False)), lengths((5, 5, False))) == (0, 1)


def test_difference_is_established_only_where_every_completion_says_so():
    frame = pd.DataFrame({"ministry_id": ["x"] * 8 + ["y"] * 8, "exit_status": "ended", "days_min_joint": [*range(100, 108), *range(1, 9)]})
    apart = frame.assign(days_max_joint=frame["days_min_joint"])
    assert comparison.verdict(comparison.compare(apart, "x", "y")) == "x_longer"
    assert comparison.verdict(comparison.compare(apart, "y", "x")) == "x_longer"
    wide = apart.assign(days_max_joint=[*range(100, 108), 500, 500, 500, 500, 5, 6, 7, 8])
    assert comparison.verdict(comparison.compare(wide, "x", "y")) == "not_established"


def test_every_two_of_three_ministries_are_compared(tenures):
    third = tenures[tenures["ministry_id"] == "posts"].assign(ministry_id="third")
    found = comparison.compare_all(pd.concat([tenures, third]))
    assert list(zip(found["first"], found["second"])) == [("foreign", "posts"), ("foreign", "third"), ("posts", "third")]
    assert set(found["verdict"]) == {"not_established"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=2, max_size=9), st.integers(0, 2**9))
def test_meeting_in_the_middle_equals_enumeration(drawn, bits):
    days, ended = (np.array(side) for side in zip(*drawn))
    scores = comparison.log_rank_scores(days.astype(float), ended.astype(bool))
    member = np.array([bits >> k & 1 for k in range(len(drawn))], dtype=bool)
    k, centre = int(member.sum()), scores.mean() * member.sum()
    sums = [scores[list(c)].sum() for c in combinations(range(len(drawn)), k)]
    expected = np.mean([abs(s - centre) >= abs(scores[member].sum() - centre) - 1e-9 for s in sums])
    assert comparison.permutation_p(scores, member) == pytest.approx(expected)


def test_log_rank_scores_sum_to_nothing_and_give_scipys_statistic():
    days, ended = np.array([1636, 2425, 3904, 4901, 135, 761, 1624.0, 972, 660, 216, 2134]), np.array([1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0], bool)
    scores, member = comparison.log_rank_scores(days, ended), np.arange(11) < 7
    assert scores.sum() == pytest.approx(0, abs=1e-12)
    x, y = (CensoredData.right_censored(days[m], ~ended[m]) for m in (member, ~member))
    assert np.sign(scores[member].sum()) == np.sign(logrank(x, y).statistic)


def test_pool_too_large_to_enumerate_takes_the_normal_approximation():
    scores = np.arange(60.0)
    member = scores % 2 == 0
    exact = norm.sf(abs(scores[member].sum() - 30 * scores.mean()) / np.sqrt(30 * 30 / 59 * scores.var())) * 2
    assert comparison.permutation_p(scores, member) == pytest.approx(exact, rel=1e-6)


def test_single_codings_of_the_project_lie_within_the_plausible_range(tenures):
    found = comparison.log_rank_tests(tenures, "foreign", "posts").set_index("coding")["p"]
    assert found["early"] < found["mid"] < found["late"]
    assert 0.05 < found["early"] and found["late"] < 0.5


def test_detectable_ratio_is_schoenfelds(tenures):
    expected = np.exp((norm.ppf(0.975) + norm.ppf(0.8)) / np.sqrt(23 * 12 / 25 * 13 / 25))
    assert comparison.detectable_ratio(tenures, "foreign", "posts") == pytest.approx(expected)


def test_detectable_ratio_shrinks_with_more_tenures(tenures):
    twice = pd.concat([tenures, tenures])
    assert comparison.detectable_ratio(twice, "foreign", "posts") < comparison.detectable_ratio(tenures, "foreign", "posts")


def test_range_over_readings_takes_the_extremes():
    sets = {name: [open_study(reading_set=name).stage("tenures")] for name in ("document", "as_printed")}
    each = comparison.range_over(sets, "foreign", "posts").set_index("name")
    both = comparison.range_over({"both": [t for ts in sets.values() for t in ts]}, "foreign", "posts").iloc[0]
    assert (both["universes"], both["p_min"], both["p_max"]) == (2, each["p_min"].min(), each["p_max"].max())
    assert both["established"] == 0


def test_eras_hold_the_tenures_begun_in_them(tenures):
    eras = pd.DataFrame({"era": ["first", "second"], "from_day": ["1948-09-02", "1994-07-08"], "to_day": ["1994-07-08", ""]})
    found = comparison.describe_by_era(tenures, eras).set_index(["ministry_id", "era"])
    assert found["tenures"].sum() == 25
    assert found.loc[("foreign", "first"), "median_min"] == 3904
    assert found.loc[("posts", "second"), "in_office"] == 1


def test_tenure_that_may_begin_in_either_era_is_not_put_in_one(tenures):
    eras = pd.DataFrame({"era": ["first", "second"], "from_day": ["1948-09-02", "1953-03-15"], "to_day": ["1953-03-15", ""]})
    found = comparison.describe_by_era(tenures[tenures["ministry_id"] == "posts"], eras)
    assert found.set_index("era").loc["either", "tenures"] == 1


def test_comparison_frame_has_one_row_a_count_and_names_the_reachable(tenures):
    frame = comparison.comparison_frame(tenures)
    sizes = frame["layer"].value_counts()
    assert (sizes["distribution"], sizes["reachable"], sizes["coding"]) == (157, 30, 3)
    assert frame["chance"][frame["layer"] == "distribution"].sum() == pytest.approx(1)


def test_comparison_frame_of_many_tenures_is_thinned_and_keeps_its_ends():
    rng = np.random.default_rng(7)
    days = pd.Series(rng.integers(1, 5000, 120), dtype="Int64")
    ends = {"days_min_joint": days, "days_max_joint": days + 30, "exit_status": "ended", "ministry_id": ["a", "b"] * 60}
    frame = comparison.comparison_frame(pd.DataFrame(ends))
    everything, reachable = (frame[frame["layer"] == layer] for layer in ("distribution", "reachable"))
    compared = comparison.compare(pd.DataFrame(ends), "a", "b")
    assert len(everything) < 410 and everything["chance"].max() < 0.01
    assert (reachable["pairs_longer"].min(), reachable["pairs_longer"].max()) == (compared.pairs_min, compared.pairs_max)


def test_comparison_frame_of_one_ministry_is_empty(tenures):
    assert comparison.comparison_frame(tenures[tenures["ministry_id"] == "posts"]).empty


def test_numbers_of_the_caption_over_readings_are_the_extremes_and_dashes_without_a_pair(tenures):
    study = open_study()
    plan = multiverse.design(study, "find-tenure-difference", limit=8)
    ranges = comparison.range_over({"one": [tenures], "two": [study.stage("studied")]}, "foreign", "posts")
    found = tenure_views.range_numbers(ranges, plan)
    assert (found["n"], found["low"], found["high"], found["decided"]) == ("8", f"{ranges['p_min'].min():.3f}", f"{ranges['p_max'].max():.3f}", "0")
    alone = comparison.range_over({"one": [tenures[tenures["ministry_id"] == "posts"]]}, "foreign", "posts")
    assert alone.empty and tenure_views.range_numbers(alone, plan)["low"] == "–"
