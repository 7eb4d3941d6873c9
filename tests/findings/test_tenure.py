"""Findings on tenure: their numbers, their verdicts where bounds separate, and where they do not."""

import pandas as pd
import pytest

from helpers import findings
from helpers.findings import tenure
from helpers.study import open_study

IDS = (
    "find-tenure-count", "find-tenure-median-foreign", "find-tenure-median-posts", "find-tenure-restricted-mean", "find-tenure-difference",
    "find-tenure-detectable", "find-tenure-joint", "find-tenure-coverage", "find-tenure-handover", "find-tenure-longest",
)  # fmt: skip


def evaluated(finding_id, **choices):
    return findings.evaluate(open_study(**choices), finding_id)[0]


def values(result):
    return {name: n.value for name, n in result.numbers.items()}


@pytest.mark.parametrize("finding_id", IDS)
@pytest.mark.parametrize("reading_set", ["as_printed", "document", "outside"])
def test_sentence_is_complete_and_rests_on_lines(finding_id, reading_set):
    result = evaluated(finding_id, reading_set=reading_set)
    assert result.text.endswith(".") and "{" not in result.text and "nan" not in result.text.lower().split()
    assert finding_id == "find-tenure-joint" or result.lines
    assert findings.all_findings()[finding_id].headline in result.numbers


def test_count_of_the_project():
    found = values(evaluated("find-tenure-count"))
    assert (found["foreign"], found["posts"], found["acting"], found["in_office"], found["unknown"]) == (12, 13, 1, 2, 3)


def test_strict_rule_of_merging_brings_a_minister_back():
    result = evaluated("find-tenure-count", readings={"kim-yong-chae-1980": "two-tenures"})
    assert result.verdict == "some_returned" and values(result)["posts"] == 14


def test_medians_give_bounds_before_the_interval():
    foreign, posts = (values(evaluated(f"find-tenure-median-{m}")) for m in ("foreign", "posts"))
    assert (foreign["median_min"], foreign["median_max"], foreign["low"], foreign["high"]) == (2030.5, 2471.5, 872, 4901)
    assert (posts["median_min"], posts["median_max"], posts["low"], posts["high"]) == (1250, 1671, 216, 3026)


def test_medians_say_on_which_side_of_five_years_they_lie_or_nothing():
    assert evaluated("find-tenure-median-foreign").verdict == "over_five_years"
    assert evaluated("find-tenure-median-posts").verdict == "under_five_years"
    assert evaluated("find-tenure-median-posts", as_of="1955-06-01").verdict == "not_established"


def test_difference_gives_its_range_and_is_not_established():
    result = evaluated("find-tenure-difference")
    found = values(result)
    assert result.verdict == "not_established"
    assert found["p_min"] == pytest.approx(0.07684, abs=1e-5) and found["p_max"] == pytest.approx(0.85172, abs=1e-5)
    assert "0.077" in result.text and "0.852" in result.text


def test_difference_gives_its_range_over_readings_too():
    found = [values(evaluated("find-tenure-difference", reading_set=s)) for s in ("document", "outside")]
    first, second = ({k: f[k] for k in ("readings", "decided", "p_min_readings", "p_max_readings")} for f in found)
    assert first == second and first["readings"] > 30 and first["decided"] == 0
    assert first["p_min_readings"] < found[0]["p_min"] and first["p_max_readings"] >= found[0]["p_max"]


def test_tenure_that_may_have_ended_is_not_known_to_have_ended():
    counts = [values(evaluated("find-tenure-detectable", readings=r))["events"] for r in ({}, {"choe-son-hui-end": "to-document"})]
    assert counts[0] == counts[1] == 12 + 13 - 2


def test_longest_of_an_undated_end_is_bounded_by_the_cut_off():
    assert evaluated("find-tenure-longest", readings={"ju-yong-il-office": "cut-short"}).verdict == "kim_yong_nam"


def test_acting_term_left_out_changes_the_number_of_foreign_tenures():
    assert values(evaluated("find-tenure-median-foreign", readings={"acting-counted": "left-out"}))["tenures"] == 11


def test_literal_print_makes_the_joint_bounds_contradictory():
    assert evaluated("find-tenure-joint").verdict == "consistent"
    result = evaluated("find-tenure-joint", reading_set="as_printed")
    assert result.verdict == "contradictory" and values(result)["lifted"] == 2


def test_longest_is_decided_against_the_longest_of_the_others():
    assert evaluated("find-tenure-longest").verdict == "kim_yong_nam"
    assert evaluated("find-tenure-longest", readings={"kim-yong-chae-start": "26-june-1971"}).verdict == "kim_yong_chae"


def test_coverage_is_less_certain_for_posts():
    result = evaluated("find-tenure-coverage")
    found = values(result)
    assert found["posts_certain"] < found["posts_possible"] < found["foreign_certain"] == found["foreign_possible"]
    assert result.verdict == "foreign_better_covered"


def test_office_that_ended_is_neither_running_nor_unknown():
    ended = values(evaluated("find-tenure-count", readings={"ju-yong-il-office": "office-ended"}))
    short = values(evaluated("find-tenure-count", readings={"ju-yong-il-office": "cut-short"}))
    assert (ended["in_office"], ended["unknown"]) == (1, 3) and (short["in_office"], short["unknown"]) == (1, 4)


def test_finding_rests_on_its_own_ministrys_readings():
    consulted = findings.evaluate(open_study(), "find-tenure-median-foreign")[1]
    assert "nam-il-start" in consulted and "ri-kum-bom-identity" not in consulted


def test_separation_names_the_longer_or_nothing():
    assert tenure.separation((3, 4), (1, 2), "a", "b") == "a_longer"
    assert tenure.separation((1, 2), (3, 4), "a", "b") == "b_longer"
    assert tenure.separation((1, 3), (3, 4), "a", "b") == "not_established"
    assert tenure.separation((1, 5), (2, 3), "a", "b") == "not_established"


def test_places_join_neighbouring_lines():
    frame = pd.DataFrame({"sources_lines": ["x:3;x:4", "x:9", "w:1", "x:5;x:7"]})
    assert tenure.places(frame) == ["w:1", "x:3-5", "x:7", "x:9"]


def test_single_return_agrees_in_number():
    assert "1 of them is a return" in evaluated("find-tenure-count", readings={"kim-yong-chae-1980": "two-tenures"}).text


def test_median_whose_interval_is_open_says_so():
    assert "0 days up, without limit" in evaluated("find-tenure-median-posts", as_of="1991-01-01").text


def test_names_of_ministers_after_the_cut_off_are_no_other_spellings():
    result = evaluated("find-clean-persons", as_of="1991-01-01")
    assert values(result)["names"] == values(result)["persons"] == 8
