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


def test_agreements_counted_with_the_texts_they_belong_to_add_up():
    result, _ = evaluate("find-postal-agreements-count", instruments_counted="main-texts")
    values = {name: n.value for name, n in result.numbers.items()}
    assert (values["printed"], values["agreements"], values["rows"], values["text"]) == (17, 12, 8, 4)
    assert result.text.startswith("Of 17 texts that the documents name, 12 are agreements of their own as read here: 8 in rows of the table for China, 4 in the text.")


@pytest.mark.parametrize("finding_id", POSTAL)
def test_no_sentence_says_none_in_digits_or_an_unbounded_number(finding_id):
    for options in ({}, {"as_of": "1960-01-01"}, {"instruments_counted": "main-texts"}, {"mail_more_than_eighty": "81-or-more"}):
        text = evaluate(finding_id, **options)[0].text
        assert not any(odd in text for odd in ("None", "nan", "unbounded", " 0 of them", "1 statements", "no possible number exchanges"))
