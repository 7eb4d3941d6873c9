"""What can be said about how long ministers stay. Bounds first, then sampling; a verdict only where the bounds separate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import wraps

import numpy as np
import pandas as pd

from helpers import comparison, mixture, survival
from helpers.findings import Result, agree, finding, number
from helpers.vocabulary import METHOD, READING_SETS

NOTEBOOK = "02_tenure"
FOREIGN, POSTS = "foreign", "posts"
HOLDERS = {FOREIGN: "foreign ministers", POSTS: "ministers of posts"}
MEDIAN_MARK_YEARS = 5  # the term for which the assembly that appoints ministers is elected
PLACE = re.compile(r"(.+):(\d+)")
MEDIANS = {             # by alternative of the choice of method "method-median"
    "counting": survival.median_bounds,
    "product-limit": survival.product_limit_median,
    "mixture": lambda data: mixture.mixture_median(mixture.estimate_mixture(data)),
}
NOTABLE_RATIO = 2.0  # a hazard ratio of two: one ministry's ministers leave twice as readily


def about(*ministries: str, headline: str) -> Callable:
    """A finding on named ministries, which says so where the data do not list one of them."""

    def guard(function: Callable) -> Callable:
        @wraps(function)
        def guarded(study) -> Result:
            lost = [m for m in ministries if m not in study.stage("listed_ministries")]
            if not lost:
                return function(study)
            return Result("The lists hold no " + " and no ".join(HOLDERS[m] for m in lost) + ", so nothing can be said.", {headline: number(None)}, "not_listed")

        return guarded

    return guard


@finding("find-tenure-count", notebook=NOTEBOOK, headline="posts")
def count_tenures(study) -> Result:
    """How many tenures are there to study, and did anyone hold the same ministry twice?"""
    tenures = study.stage("tenures")
    ministries, persons, capacities, exits = (tenures[c].tolist() for c in ("ministry_id", "person_id", "capacity", "exit_status"))
    returned = len(tenures) - len(set(zip(ministries, persons, capacities)))
    sizes, status = Counter(ministries), Counter(exits)
    counted = {m: m if m in HOLDERS else f"other_{k}" for k, m in enumerate(study.stage("listed_ministries"))}
    parts = [f"{{{key}}}{'' if k else ' tenures'} of {who(study, m)}" for k, (m, key) in enumerate(counted.items())]
    clause = "nobody held the same ministry twice." if not returned else "{returned} of them {are_returns} to the same ministry."
    return Result(
        "The lists make " + " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) + " (acting: {acting}; in office at the cut-off: {in_office}; without a "
        "known end: {unknown}); " + clause,
        {"posts": number(sizes[POSTS], "tenures")} | {key: number(sizes[m], "tenures") for m, key in counted.items()} | {
            "acting": number(capacities.count("acting"), "tenures"), "in_office": number(status["in_office"], "tenures"),
            "unknown": number(status["unknown"], "tenures"), "returned": number(returned, "tenures"),
            "are_returns": number(agree(returned, "is a return", "are returns")),
        },
        "some_returned" if returned else "nobody_returned", places(tenures),
    )  # fmt: skip


@finding("find-tenure-median-foreign", notebook=NOTEBOOK, headline="median_min")
@about(FOREIGN, headline="median_min")
def median_foreign(study) -> Result:
    """How long does a foreign minister stay?"""
    return median_of(study, FOREIGN)


@finding("find-tenure-median-posts", notebook=NOTEBOOK, headline="median_min")
@about(POSTS, headline="median_min")
def median_posts(study) -> Result:
    """How long does a minister of posts stay?"""
    return median_of(study, POSTS)


@finding("find-tenure-restricted-mean", notebook=NOTEBOOK, headline="foreign_min")
@about(FOREIGN, POSTS, headline="foreign_min")
def restricted_mean(study) -> Result:
    """Of the first ten years after an appointment, how much do ministers of either kind spend in office?"""
    tenures = {m: study.stage("studied_tenures", m) for m in (FOREIGN, POSTS)}
    data = {m: survival.lengths(t) for m, t in tenures.items()}
    numbers, ends = {}, {}
    for ministry, each in data.items():
        ends[ministry] = survival.restricted_mean_bounds(each, years=10)
        outer = survival.restricted_mean_interval(each, years=10)
        values = {"min": ends[ministry][0], "max": ends[ministry][1], "low": outer[0], "high": outer[1]}
        numbers |= {f"{ministry}_{k}": number(v / survival.YEAR_DAYS, "years", 1) for k, v in values.items()}
    return Result(
        "Of the first ten years after an appointment, foreign ministers spent {foreign_min} to {foreign_max} years in office on average, ministers of "
        "posts {posts_min} to {posts_max}, by what the dates allow; sampling widens this to {foreign_low}–{foreign_high} and "
        "{posts_low}–{posts_high} years (95 %), which " + _overlap(numbers),
        numbers, separation(ends[FOREIGN], ends[POSTS], FOREIGN, POSTS), places(*tenures.values()),
    )  # fmt: skip


@finding("find-tenure-difference", notebook=NOTEBOOK, headline="p_max")
@about(FOREIGN, POSTS, headline="p_max")
def difference(study) -> Result:
    """Do foreign ministers stay longer than ministers of posts?"""
    tenures = study.stage("studied", FOREIGN, POSTS)
    compared = comparison.compare(tenures, FOREIGN, POSTS)
    verdict = comparison.verdict(compared)
    others, _ = study.recall(("difference under other readings",), difference_over_readings)
    claim = {
        "not_established": "so these dates do not establish that either stays longer",
        "foreign_longer": "so foreign ministers stay longer whatever the dates were",
        "posts_longer": "so ministers of posts stay longer whatever the dates were",
    }[verdict]
    return Result(
        "In {share_min} to {share_max} % of all pairs the foreign minister stays longer than the minister of posts. The exact two-sided p runs from {p_min} "
        "to {p_max} over every completion of the dates, " + claim + "; over the completions under {readings} choices of readings other than the default (the named sets, "
        "and each reading moved alone) it runs from {p_min_readings} to {p_max_readings}, and " + ("{decided} of them {decide} it." if others["established"] else "none of them decides it."),
        {
            "share_min": number(100 * compared.pairs_min / compared.pairs, "%"), "share_max": number(100 * compared.pairs_max / compared.pairs, "%"),
            "p_min": number(compared.p_min, "p", 3), "p_max": number(compared.p_max, "p", 3), "pairs": number(compared.pairs, "pairs"),
            "readings": number(others["universes"], "choices of readings"), "decided": number(others["established"], "choices of readings"),
            "p_min_readings": number(others["p_min"], "p", 3), "p_max_readings": number(others["p_max"], "p", 3),
            "decide": number(agree(others["established"], "decides", "decide")),
        },
        verdict, places(tenures),
    )  # fmt: skip


def difference_over_readings(study) -> dict:
    """The range of the comparison over the named reading sets, and over each reading moved alone from the default.

    It is the same in every universe of one cut-off, so it is computed once; see `comparison.range_over` for the fields.
    """
    known, _ = study.choices.readings, study.as_of
    default = study.sibling(known.choose())
    rested = [known[r] for r in default.consulted("studied", FOREIGN, POSTS) if known[r].kind != METHOD]
    moved = [known.choose(overrides={r.reading_id: a}) for r in rested for a in r.alternatives if a != r.favoured["document"]]
    named = [known.choose(name) for name in READING_SETS if name != "document"]
    universes = [study.sibling(choices).stage("studied", FOREIGN, POSTS) for choices in (*named, *moved)]
    return comparison.range_over({"others": universes}, FOREIGN, POSTS).iloc[0].to_dict()


@finding("find-tenure-detectable", notebook=NOTEBOOK, headline="ratio")
@about(FOREIGN, POSTS, headline="ratio")
def detectable(study) -> Result:
    """How large would a difference have to be for so few ministers to show it?"""
    tenures = study.stage("studied", FOREIGN, POSTS)
    ratio = comparison.detectable_ratio(tenures, FOREIGN, POSTS)
    counts = Counter(tenures["ministry_id"])
    return Result(
        "With {foreign} tenures of foreign ministers and {posts} of ministers of posts, {events} of them ended, a difference would be found four times "
        "in five only if the ministers of one ministry left at least {ratio} times as readily as those of the other.",
        {
            "foreign": number(counts[FOREIGN], "tenures"), "posts": number(counts[POSTS], "tenures"),
            "events": number(comparison.count_ended(tenures), "tenures"), "ratio": number(ratio if np.isfinite(ratio) else None, "hazard ratio", 1),
        },
        "only_large_differences" if ratio > NOTABLE_RATIO else "moderate_differences", places(tenures),
    )  # fmt: skip


@finding("find-tenure-joint", notebook=NOTEBOOK, headline="bounded")
@about(POSTS, headline="bounded")
def joint(study) -> Result:
    """What does one holder at a time add to the printed dates of the posts ministry?"""
    tenures = study.stage("ministry_tenures", POSTS)
    alone, tight = (survival.lengths(tenures, joint=jointly) for jointly in (False, True))
    loose = np.isinf(alone.longest) & ~alone.held
    bounded = loose & np.isfinite(tight.longest)
    narrower = np.isfinite(alone.longest) & (tight.longest < alone.longest)
    against = tenures["rule_lifted"].to_numpy()
    lifted = int(against.sum())
    clause = (
        "read as here, no printed line contradicts the rule." if not lifted
        else "it is lifted where printed lines contradict it (places: {lifted})."
    )
    bound = "bounds {bounded} of the {loose} {tenures} whose longest length the print leaves open" if loose.any() else "bounds no tenure, since the print leaves no longest length open,"
    gain = bound + (" and shortens the range of {narrower} more" if narrower.any() else " and shortens the range of no other")
    return Result(
        "That one minister of posts at most holds office at a time " + gain + "; " + clause,
        {"bounded": number(bounded.sum(), "tenures"), "loose": number(loose.sum(), "tenures"), "narrower": number(narrower.sum(), "tenures"), "lifted": number(lifted, "places"), "tenures": number(agree(loose.sum(), "tenure", "tenures"))},
        "contradictory" if lifted else "consistent", places(tenures[bounded | narrower | against]),
    )  # fmt: skip


@finding("find-tenure-coverage", notebook=NOTEBOOK, headline="posts_certain")
@about(FOREIGN, POSTS, headline="posts_certain")
def coverage(study) -> Result:
    """On how many days since the beginning does the print name a minister?"""
    tables = {m: study.stage("coverage", m).iloc[0] for m in (FOREIGN, POSTS)}
    numbers = {
        f"{m}_{kind}": number(row[f"share_pct_{kind}"], "%", 2) for m, row in tables.items() for kind in ("certain", "possible")
    }
    ends = {m: (row["share_pct_certain"], row["share_pct_possible"]) for m, row in tables.items()}
    verdict = separation(ends[FOREIGN], ends[POSTS], FOREIGN, POSTS).replace("longer", "better_covered")
    return Result(
        "A named minister covers {posts_certain} % of all days of the posts ministry for certain and {posts_possible} % at most; for the foreign "
        "ministry " + ("it is {foreign_certain} % either way." if ends[FOREIGN][0] == ends[FOREIGN][1] else "it is {foreign_certain} and {foreign_possible} %."),
        numbers, verdict, places(*(study.stage("ministry_tenures", m) for m in (FOREIGN, POSTS))),
    )  # fmt: skip


@finding("find-tenure-handover", notebook=NOTEBOOK, headline="handover")
def handovers(study) -> Result:
    """How does office pass from one minister to the next?"""
    together = study.stage("successions")
    status, convention = Counter(together["status"]), Counter(together["convention"])
    kinds = ("handover", "vacancy_or_missing", "overlap", "undetermined")
    numbers = {k: number(status[k], "successions") for k in kinds} | {k: number(convention[k], "successions") for k in ("same_day", "next_day")}
    words = {"leave": number(agree(status["vacancy_or_missing"], "leaves", "leave")), "overlaps": number(agree(status["overlap"], "overlaps", "overlap"))}
    return Result(
        "Of {successions} successions {handover} are handovers whatever the days were ({same_day} on one printed date, {next_day} from one day to the "
        "next), {vacancy_or_missing} {leave} days for which nobody is named, {overlap} {overlaps}, and {undetermined} cannot be told.",
        numbers | words | {"successions": number(len(together), "successions")},
        "most_are_handovers" if 2 * status["handover"] > len(together) else "not_established", places(study.stage("tenures")),
    )  # fmt: skip


@finding("find-tenure-longest", notebook=NOTEBOOK, headline="days_min")
def longest(study) -> Result:
    """Who stayed longest?"""
    tenures = study.stage("studied")
    shortest, most, _ = survival.lengths(tenures)
    since = np.array([study.as_of.toordinal() - date.fromisoformat(day).toordinal() if day else np.inf for day in tenures["start_earliest"]])
    first = int(np.argmax(shortest))
    rival = float(np.delete(np.minimum(since, most), first).max(initial=0))
    person, persons = tenures["person_id"].iloc[first], study.stage("persons")
    name = dict(zip(persons["person_id"], persons["name"]))[person]
    sure = shortest[first] > rival
    rest = "nobody else can have reached that by the cut-off" if sure else "but the dates of others allow as much"
    return Result(
        "The longest tenure by the dates is that of {name}, {days_min} days at least; " + rest + ".",
        {"name": number(name), "days_min": number(int(shortest[first]), "days"), "rival_max": number(int(rival) if np.isfinite(rival) else None, "days")},
        person.replace("-", "_") if sure else "not_established", places(tenures.iloc[[first]]),
    )  # fmt: skip


def median_of(study, ministry: str) -> Result:
    """The finding on one ministry's median: bounds, sign-test interval, side of the mark."""
    tenures = study.stage("studied_tenures", ministry)
    data = survival.lengths(tenures)
    low, high = MEDIANS[study.choices.option("method-median")](data)
    outer = survival.median_interval(data)
    mark = MEDIAN_MARK_YEARS * survival.YEAR_DAYS
    verdict = "over_five_years" if low > mark else "under_five_years" if high < mark else "not_established"
    side = {"over_five_years": "more than five years", "under_five_years": "less than five years"}.get(verdict, "on either side of five years")
    return Result(
        "The median tenure of these {tenures} " + who(study, ministry) + " is {median_min} to {median_max} days by what the dates allow, " + side
        + "; the median of all such tenures can lie anywhere from " + ("{low} to {high} days" if np.isfinite(outer[1]) else "{low} days up, without limit")
        + " ({confidence} % sign-test interval).",
        {
            "tenures": number(len(tenures)), "median_min": _days(low), "median_max": _days(high),
            "low": _days(outer[0]), "high": _days(outer[1]), "confidence": number(100 * outer[2], "%"),
        },
        verdict, places(tenures),
    )  # fmt: skip


def who(study, ministry: str) -> str:
    """What the holders of a ministry are called in a sentence."""
    if ministry in HOLDERS:
        return HOLDERS[ministry]
    return "ministers of the " + study.raw["ministries"].set_index("ministry_id").at[ministry, "name"]


def separation(first: tuple[float, float], second: tuple[float, float], name: str, other: str) -> str:
    """`<ministry>_longer` where the bounds of the two do not meet, else `not_established`."""
    if first[0] > second[1]:
        return f"{name}_longer"
    return f"{other}_longer" if second[0] > first[1] else "not_established"


def places(*tenures: pd.DataFrame) -> list[str]:
    """The printed lines of tenures, neighbours joined: `source_id:27-40`."""
    lines = {tuple(PLACE.fullmatch(p).groups()) for t in tenures for cell in t["sources_lines"] for p in cell.split(";")}
    found: list[str] = []
    for source in sorted({s for s, _ in lines}):
        numbers = np.array(sorted(int(n) for s, n in lines if s == source))
        for run in np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1):
            found.append(f"{source}:{run[0]}" if len(run) == 1 else f"{source}:{run[0]}-{run[-1]}")
    return found


def _days(days: float):
    """Days as a number of a finding: a half day only where a median lies between two, nothing where unbounded."""
    return number(days if np.isfinite(days) else None, "days", 0 if not np.isfinite(days) or days == int(days) else 1)


def _overlap(numbers: dict) -> str:
    """Whether the sampling ranges meet, as the end of a sentence."""
    meet = numbers["foreign_low"].value <= numbers["posts_high"].value and numbers["posts_low"].value <= numbers["foreign_high"].value
    return "overlap." if meet else "do not overlap."
