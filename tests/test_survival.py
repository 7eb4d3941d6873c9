"""Estimators against worked examples, the empirical distribution, SciPy, and values computed in R.

R 4.2.2 with survival 3.5-3 gave the values marked R, with this code (days are closed, so bounds are widened by half a day):

    low  <- c(0,972,660,216,1642,1891,3301,0,2491,1250,1037,1828,2134)
    high <- c(1671,1002,660,216,1642,1891,4543,3026,2521,1310,1429,2208,NA)
    one  <- !is.na(high) & low == high; held <- c(rep(FALSE,12),TRUE)
    l <- ifelse(one | held, low, low-0.5); r <- ifelse(one, high, high+0.5)
    f <- survfit(Surv(l, r, type="interval2") ~ 1); cbind(f$time, f$surv)
    days <- c(1636,2425,3904,4901,5392,3041,135,2518,761,1345,872,1624)
    g <- survfit(Surv(days, c(rep(1,11),0)) ~ 1); cbind(g$time, g$surv)

surpyval 0.25 gave SURPYVAL_POSTS, with xl and xr as l and r above (inf for NA, 2134.5 for the holder) and

    Turnbull.fit(xl=xl, xr=xr, turnbull_estimator="Kaplan-Meier").sf(days)

The cosmesis data (both arms) are those of Finkelstein and Wolfe 1985, as PROC ICLIFETEST's first example prints them too; their
estimates, computed by icfit of R's interval package, are published to four digits in Fay and Shaw 2010, section 4.1:

    summary(icfit(Surv(left, right, type = "interval2") ~ treatment, data = bcos))

The ten lengths and their estimate are those on which lifelines tests its own (test_npmle of its test suite, to four digits). No
value here was computed in icenReg; it maximises the same likelihood, and the certificate proves that no distribution is likelier.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, binomtest, ecdf, t, ttest_1samp

from helpers import survival
from helpers.findings.tenure import MEDIANS
from helpers.mixture import estimate_mixture, mixture_median
from helpers.study import open_study

INF = np.inf
POSTS = [(0, 1671), (972, 1002), (660, 660), (216, 216), (1642, 1642), (1891, 1891), (3301, 4543), (0, 3026), (2491, 2521), (1250, 1310), (1037, 1429), (1828, 2208), (2134, INF)]
R_POSTS = {216: 0.901737006345749, 660: 0.803474012691499, 1002: 0.705211021922716, 1310: 0.508685034614215, 1642: 0.410422040959964,
           1891: 0.241995464565157, 2521: 0.112768925207186, 4543: 0.0}
SURPYVAL_POSTS = {216: 0.9017369, 660: 0.8034739, 1002: 0.7052108, 1310: 0.5086847, 1642: 0.4104216, 1891: 0.2419706, 2208: 0.2419706, 2521: 0.1127743, 4543: 0.0}
R_FOREIGN = {135: 0.9166666666666666, 761: 0.8333333333333333, 872: 0.75, 1345: 0.6666666666666666, 1636: 0.5714285714285714, 2425: 0.4761904761904762,
             2518: 0.3809523809523809, 3041: 0.2857142857142857, 3904: 0.1904761904761905, 4901: 0.0952380952380952, 5392: 0.0}
COSMESIS_LOW = "45 6 0 46 46 7 17 7 37 0 4 15 11 22 46 46 25 46 26 46 27 36 46 36 37 40 17 46 11 38 5 37 0 18 24 36 5 19 17 24 32 33 19 37 34 36"
COSMESIS_HIGH = (
    "inf 10 7 inf inf 16 inf 14 44 8 11 inf 15 inf inf inf 37 inf 40 inf 34 44 inf 48 inf inf 25 inf 18 inf 12 inf 5 inf inf inf 11 35 25 inf inf "
    "inf 26 inf inf inf"
)
CHEMOTHERAPY_LOW = "8 0 30 0 5 13 24 12 10 17 11 8 17 33 4 24 31 11 16 13 14 13 19 4 11 34 34 16 13 30 18 16 18 17 35 16 32 15 35 23 11 21 44 22 11 14 10 48"
CHEMOTHERAPY_HIGH = (
    "12 5 34 22 8 inf 31 20 17 27 inf 21 23 40 9 30 inf inf 24 39 19 inf 32 8 13 inf inf 20 inf 36 25 24 24 26 inf 60 inf 22 39 inf 17 inf 48 32 "
    "20 17 35 inf"
)
CHEMOTHERAPY_PUBLISHED = {(4, 5): 0.0433, (5, 8): 0.0433, (11, 12): 0.0692, (16, 17): 0.1454, (18, 19): 0.1411, (19, 20): 0.1157, (24, 25): 0.0999,
                          (30, 31): 0.0709, (35, 36): 0.1608, (44, 48): 0.0552, (48, 60): 0.0552}
COSMESIS_PUBLISHED = {(4, 5): 0.0463, (6, 7): 0.0334, (7, 8): 0.0887, (11, 12): 0.0708, (24, 25): 0.0926, (33, 34): 0.0818, (38, 40): 0.1209, (46, 48): 0.4656}


def lengths(pairs, held=None):
    low, high = (np.array(side, dtype=float) for side in zip(*pairs))
    return survival.Lengths(low, high, np.isinf(high) if held is None else np.array(held))


def after(mixture, day):
    """The estimated share longer than `day`, where it is settled."""
    return 1 - mixture.mass[mixture.right <= day].sum()


pair = st.tuples(st.integers(0, 40), st.integers(0, 15), st.sampled_from(["exact", "range", "held", "blank"])).map(
    lambda d: {"exact": (d[0], d[0]), "range": (d[0], d[0] + d[1]), "held": (d[0], INF), "blank": (d[0], INF)}[d[2]] + (d[2] == "held",)
)


def drawn(pairs):
    return lengths([p[:2] for p in pairs], [p[2] for p in pairs])


def test_project_lengths_are_the_worked_ones():
    posts = survival.lengths(open_study().stage("ministry_tenures", "posts"))
    assert list(zip(posts.shortest, posts.longest)) == POSTS
    assert posts.held.tolist() == [False] * 12 + [True]


def test_exact_one_to_eight_ends_at_zero():
    mixture = estimate_mixture(lengths([(k, k) for k in range(1, 9)]))
    assert after(mixture, 8) == pytest.approx(0, abs=1e-12)
    assert mixture.mass == pytest.approx(np.full(8, 1 / 8))
    curve = survival.kaplan_meier(np.arange(1.0, 9), np.ones(8, bool))
    assert curve["survival"].iloc[-1] == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_without_censoring_every_estimate_is_the_plain_proportion(days):
    data = lengths([(d, d) for d in days])
    steps = survival.survival_bounds(data)
    expected = [(np.array(days) > d).mean() for d in steps["days"]]
    np.testing.assert_allclose(steps["s_min"], expected)
    np.testing.assert_allclose(steps["s_max"], expected)
    mixture = estimate_mixture(data)
    np.testing.assert_allclose([after(mixture, d) for d in steps["days"]], expected, atol=1e-8)
    curve = survival.kaplan_meier(data.shortest, np.ones(len(days), bool))
    np.testing.assert_allclose(curve["survival"].iloc[1:], [(np.array(days) > d).mean() for d in curve["days"].iloc[1:]], atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=30).filter(lambda d: any(e for _, e in d)))
def test_kaplan_meier_equals_scipy(drawn_days):
    days, ended = (np.array(side) for side in zip(*drawn_days))
    curve = survival.kaplan_meier(days.astype(float), ended.astype(bool))
    reference = ecdf(CensoredData.right_censored(days, ~ended.astype(bool))).sf
    np.testing.assert_allclose(curve["survival"], reference.evaluate(curve["days"].clip(lower=0)) if curve["days"].iloc[1] > 0 else np.r_[1, reference.evaluate(curve["days"].iloc[1:])], atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=30).filter(lambda d: any(e for _, e in d)))
def test_mixture_of_right_censored_lengths_is_kaplan_meier(drawn_days):
    days, ended = (np.array(side) for side in zip(*drawn_days))
    mixture = estimate_mixture(lengths([(d, d if e else INF) for d, e in zip(days, ended)]))
    curve = survival.kaplan_meier(days.astype(float), ended.astype(bool))
    np.testing.assert_allclose([after(mixture, d) for d in curve["days"].iloc[1:]], curve["survival"].iloc[1:], atol=1e-6)


def test_foreign_ministers_agree_with_r():
    curve = survival.kaplan_meier(*survival.coded(survival.lengths(open_study().stage("ministry_tenures", "foreign"))))
    assert dict(zip(curve["days"].iloc[1:], curve["survival"].iloc[1:])) == pytest.approx(R_FOREIGN, abs=1e-12)


def test_posts_ministers_agree_with_r_to_the_precision_of_its_iterations():
    mixture = estimate_mixture(lengths(POSTS))
    assert {d: after(mixture, d) for d in R_POSTS} == pytest.approx(R_POSTS, abs=1e-4)
    assert mixture.gap <= 1e-9


def test_posts_ministers_agree_with_surpyval():
    mixture = estimate_mixture(lengths(POSTS))
    assert {d: after(mixture, d) for d in SURPYVAL_POSTS} == pytest.approx(SURPYVAL_POSTS, abs=2e-6)


@pytest.mark.parametrize(
    ("left", "right", "published"),
    [(COSMESIS_LOW, COSMESIS_HIGH, COSMESIS_PUBLISHED), (CHEMOTHERAPY_LOW, CHEMOTHERAPY_HIGH, CHEMOTHERAPY_PUBLISHED)],
    ids=["radiotherapy", "with chemotherapy"],
)
def test_cosmesis_data_agree_with_the_published_estimate(left, right, published):
    low, high = (np.array(text.split(), dtype=float) for text in (left, right))
    held = np.isinf(high)
    mixture = estimate_mixture(survival.Lengths(np.where(held, low, low + 1), high, held))  # (low, high] in whole months
    kept = mixture.mass > 1e-6
    found = dict(zip(zip(mixture.left[kept] - 1, mixture.right[kept]), mixture.mass[kept]))
    assert found == pytest.approx(published, abs=5.1e-5)
    assert mixture.gap <= 1e-9


def test_ten_lengths_agree_with_the_estimate_that_lifelines_tests_its_own_on():
    pairs = [(1, 7), (8, 8), (8, 10), (7, 16), (7, 14), (17, INF), (37, 44), (46, INF), (46, INF), (45, INF)]
    mixture = estimate_mixture(lengths(pairs, held=[False] * 10))
    kept = mixture.mass > 1e-6
    assert dict(zip(zip(mixture.left[kept], mixture.right[kept]), mixture.mass[kept])) == pytest.approx(
        {(7, 7): 0.16667016, (8, 8): 0.33332984, (37, 44): 0.125, (46, INF): 0.375}, abs=1e-5
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(pair, min_size=1, max_size=14))
def test_certificate_closes_and_no_other_distribution_is_likelier(pairs):
    data = drawn(pairs)
    mixture = estimate_mixture(data)
    assert mixture.gap <= 1e-9 and mixture.mass.sum() == pytest.approx(1)
    inside = (mixture.left[None] >= data.shortest[:, None] + data.held[:, None]) & (mixture.right[None] <= data.longest[:, None])
    generator = np.random.default_rng(len(pairs))
    for rival in generator.dirichlet(np.full(len(mixture.mass), 0.5), 40):
        chances = inside @ rival
        assert (chances <= 0).any() or np.log(chances).sum() <= mixture.log_likelihood + 1e-7


@settings(max_examples=60, deadline=None)
@given(st.lists(pair, min_size=1, max_size=14))
def test_bounds_hold_for_every_completion(pairs):
    data = drawn(pairs)
    steps = survival.survival_bounds(data)
    generator = np.random.default_rng(7)
    top = np.where(np.isfinite(data.longest), data.longest, data.shortest + 60)
    for share in generator.random((10, len(pairs))):
        days = np.maximum(data.shortest + data.held, np.round(data.shortest + share * (top - data.shortest)))
        s = [(days > d).mean() for d in steps["days"]]
        assert (steps["s_min"] <= np.array(s) + 1e-12).all() and (steps["s_max"] >= np.array(s) - 1e-12).all()
        low, high = survival.median_bounds(data)
        assert low <= np.median(days) <= high
        low, high = survival.restricted_mean_bounds(data, years=0.1)
        assert low - 1e-9 <= np.minimum(days, 0.1 * survival.YEAR_DAYS).mean() <= high + 1e-9


def test_narrowing_a_length_never_widens_a_bound():
    wide, narrow = lengths(POSTS), lengths([(400, 1200), *POSTS[1:]])
    a, b = survival.median_bounds(wide), survival.median_bounds(narrow)
    assert a[0] <= b[0] <= b[1] <= a[1]
    a, b = (survival.restricted_mean_interval(d, years=5) for d in (wide, narrow))
    assert a[0] <= b[0] <= b[1] <= a[1]


def test_codings_take_the_ends_and_the_middle():
    data = lengths([(100, 200), (300, INF)])
    assert [survival.coded(data, c)[0].tolist() for c in survival.CODINGS] == [[100, 300], [150, 300], [200, 300]]
    assert survival.coded(data, "late")[1].tolist() == [True, False]
    with pytest.raises(ValueError, match="coding 'middle' does not exist"):
        survival.coded(data, "middle")


@pytest.mark.parametrize(("size", "rank", "coverage"), [(6, 1, 0.96875), (12, 3, 0.96142578125), (13, 3, 0.9775390625), (25, 8, 0.9567147493362427)])
def test_median_interval_is_the_sign_test(size, rank, coverage):
    low, high, found = survival.median_interval(lengths([(k, k + 100) for k in range(1, size + 1)]))
    assert (low, high) == (rank, size + 1 - rank + 100)
    assert found == pytest.approx(coverage)


def test_median_interval_of_too_few_says_nothing():
    assert survival.median_interval(lengths([(1, 1)] * 5)) == (0, INF, 1)


def test_pointwise_interval_equals_scipy():
    steps = survival.pointwise_interval(survival.survival_bounds(lengths(POSTS)))
    for row in steps.itertuples():
        assert row.low == pytest.approx(binomtest(row.k_min, row.n).proportion_ci(0.95).low, abs=1e-9)
        assert row.high == pytest.approx(binomtest(row.k_max, row.n).proportion_ci(0.95).high, abs=1e-9)


def test_restricted_means_of_the_project_lie_around_the_product_limit_area():
    for ministry in ("foreign", "posts"):
        data = survival.lengths(open_study().stage("ministry_tenures", ministry))
        for years in (5, 10):
            low, high = survival.restricted_mean_bounds(data, years=years)
            outer = survival.restricted_mean_interval(data, years=years)
            areas = [survival.restricted_area(survival.kaplan_meier(*survival.coded(data, c)), years=years) for c in survival.CODINGS]
            assert outer[0] <= low <= areas[0] <= areas[2] <= high <= outer[1]


def test_interval_of_the_restricted_mean_of_the_project_is_the_outermost_of_all_completions():
    horizon = 10 * survival.YEAR_DAYS
    for ministry in ("foreign", "posts"):
        data = survival.lengths(open_study().stage("ministry_tenures", ministry))
        ends = [sorted({min(low, horizon), min(high, horizon)}) for low, high in zip(data.shortest, data.longest)]
        found = [ttest_1samp(days, 0).confidence_interval(0.95) for days in product(*ends)]
        expected = (min(each.low for each in found), max(each.high for each in found))
        assert survival.restricted_mean_interval(data, years=10) == pytest.approx(expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 2500)), min_size=2, max_size=9))
def test_interval_of_the_restricted_mean_is_the_outermost_of_all_corners(spans):
    pairs = [(low, low + more) for low, more in spans]
    data, horizon = lengths(pairs), 5 * survival.YEAR_DAYS
    corners = np.minimum(np.array(list(product(*pairs)), dtype=float), horizon)
    size = len(pairs)
    reach = t.ppf(0.975, size - 1) * corners.std(axis=1, ddof=1) / np.sqrt(size)
    expected = max(0, (corners.mean(axis=1) - reach).min()), min(horizon, (corners.mean(axis=1) + reach).max())
    assert survival.restricted_mean_interval(data, years=5) == pytest.approx(expected, abs=1e-4)


def test_interval_of_the_restricted_mean_of_many_bounds_is_searched_within_the_corners():
    rng = np.random.default_rng(3)
    pairs = [(low, low + more) for low, more in zip(rng.integers(0, 3000, 16), rng.integers(1, 1500, 16))]
    exact = survival.restricted_mean_interval(lengths(pairs), years=10)
    low, high = (np.minimum(np.array(side, dtype=float), 10 * survival.YEAR_DAYS) for side in zip(*pairs))
    searched = survival._interval_of(*survival._divided_sums(low, high), size=16, confidence=0.95)
    assert exact[0] <= searched[0] < searched[1] <= exact[1]
    assert searched == pytest.approx(exact, rel=0.001)


def test_restricted_area_of_one_step():
    curve = survival.kaplan_meier(np.array([100.0, 400.0]), np.array([True, True]))
    assert survival.restricted_area(curve, years=200 / survival.YEAR_DAYS) == pytest.approx(100 + 0.5 * 100)


def test_median_of_a_mixture_is_an_interval():
    assert mixture_median(estimate_mixture(lengths([(1, 1), (5, 9), (20, 20)]))) == (5, 9)


def test_estimate_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no tenure is given"):
        estimate_mixture(survival.Lengths(np.zeros(0), np.zeros(0), np.zeros(0, bool)))


def test_hundred_thousand_lengths_are_estimated_with_a_certificate():
    generator = np.random.default_rng(19480909)
    days = generator.exponential(1500, 100_000).round()
    width = generator.choice([1, 30, 365], len(days))
    low = np.floor(days / width) * width
    held = generator.random(len(days)) < 0.1
    mixture = estimate_mixture(survival.Lengths(low, np.where(held, INF, low + width - 1), held))
    assert mixture.gap <= 1e-9 and mixture.steps < 500


def test_medians_by_every_method_agree_where_all_lengths_are_known():
    data = lengths([(day, day) for day in (1, 2, 3, 5, 8)])
    assert {name: median(data) for name, median in MEDIANS.items()} == dict.fromkeys(MEDIANS, (3, 3))


def test_product_limit_median_is_unbounded_where_half_never_end():
    assert survival.product_limit_median(lengths([(1, 1), (5, INF), (5, INF)])) == (INF, INF)
