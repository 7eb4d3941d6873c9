"""What stands below an exhibit in a notebook."""

import pytest

from helpers import captions


def finding(places=1, readings=1):
    return {
        "id": "find-x", "sentence": "It holds.", "lines": [f"a:{i}" for i in range(places)],
        "readings": {f"r{i}": "one" for i in range(readings)},
    }


@pytest.mark.parametrize("title, begins", [("Days", "**Days.** "), ("How long?", "**How long?** "), ("So it is.", "**So it is.** ")])
def test_title_of_a_figure_ends_once(title, begins):
    assert captions.below_figure({"id": "fig-x", "title": title, "caption": "In office."}) == begins + "In office. (`@fig-x`)"


def test_table_without_caption_and_note_shows_its_id_alone():
    assert captions.below_table({"id": "tbl-x", "caption": "", "note": ""}) == "<small>`@tbl-x`</small>"


def test_few_places_and_readings_stand_open():
    text = captions.quote_finding(finding(captions.FEW, captions.FEW))
    assert "rests on `a:0`" in text and "`r5` = one" in text and "<details>" not in text


def test_many_readings_are_folded_and_all_there():
    text = captions.quote_finding(finding(1, captions.FEW + 1))
    assert "rests on `a:0`" in text and f"<summary><small>{captions.FEW + 1} readings" in text and "`r6` = one" in text


def test_every_line_of_a_finding_is_quoted():
    assert {line[:1] for line in captions.quote_finding(finding(9, 9)).splitlines()} == {">"}


def test_finding_without_places_and_readings_is_its_sentence_and_id():
    assert captions.quote_finding(finding(0, 0)).splitlines() == ["> **It holds.**", ">", "> <small>`@find-x`</small>"]
