"""Findings on mail: their verdicts under every named reading set, and the numbers worked by hand."""

import pytest
from coded import open_coded

from helpers import findings
from helpers.vocabulary import READING_SETS

POSTAL = [f for f in findings.all_findings() if f.startswith("find-postal-")]


def evaluate(finding_id, **options):
    return findings.evaluate(open_coded(**options), finding_id)


@pytest.mark.parametrize("reading_set", READING_SETS)
@pytest.mark.parametrize("finding_id", POSTAL)
def test_finding_fills_its_sentence_in_every_reading_set(finding_id, reading_set):
    result, _ = evaluate(finding_id, reading_set=reading_set)
    assert "{" not in result.text and result.lines and findings.all_findings()[finding_id].headline in result.numbers


@pytest.mark.parametrize("finding_id, verdict", [
    ("find-postal-exchanges-before-1949", "between_87_and_89"), ("find-postal-weekly-impossible", "impossible"), ("find-postal-monthly-impossible", "impossible"),
])
def test_verdict_is_the_same_in_every_reading_set(finding_id, verdict):
    assert {evaluate(finding_id, reading_set=s)[0].verdict for s in READING_SETS} == {verdict}


def test_exchanges_before_1949_by_hand():
    numbers = evaluate("find-postal-exchanges-before-1949")[0].numbers
    assert [numbers[n].value for n in ("thursdays", "total", "before_min", "before_max", "before")] == [78, 165, 165 - 78, 89, "87 to 89"]


def test_exchanges_before_1949_rest_on_two_readings():
    assert set(evaluate("find-postal-exchanges-before-1949")[1]) == {"mail-more-than-eighty", "mail-thursdays-kept"}


def test_literal_eighty_one_or_more_widens_the_answer():
    result, _ = evaluate("find-postal-exchanges-before-1949", mail_more_than_eighty="81-or-more")
    assert result.verdict == "wider" and result.numbers["before_min"].value == 87


def test_outside_exchanges_add_up_to_the_printed_number():
    numbers = evaluate("find-postal-outside-rhythm")[0].numbers
    assert [numbers[n].value for n in ("first_min", "resumed_min", "weekly_min", "sum")] == [13, 37, 37, 87]


def test_direction_carries_both_directions():
    printed, read = (evaluate("find-postal-direction", reading_set=s)[0] for s in ("document", "outside"))
    assert (printed.verdict, read.verdict) == ("more_south", "more_north")
    assert all(r.numbers["printed_south"].value == 1091678 for r in (printed, read))
    assert read.numbers["read_north"].value == 1091678


def test_agreements_are_counted_from_the_data():
    numbers = evaluate("find-postal-agreements-count")[0].numbers
    assert [numbers[n].value for n in ("agreements", "rows", "text")] == [17, 12, 5]
