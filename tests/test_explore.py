"""Exploring: panels that react where somebody can click, a still table or a line where nobody can."""

from datetime import date

import pandas as pd
import pytest
from coded import open_coded

from helpers import exhibits, explore
from helpers.findings import all_findings

FRAME = pd.DataFrame({"name_ko": ["박헌영", "<b>"] * 10, "start_edtf": range(20)})
READING, OTHER = "ri-kum-bom-identity", "three-persons"


@pytest.fixture
def shown(monkeypatch):
    outputs = []
    monkeypatch.setattr(exhibits, "show", lambda bundle, metadata=None: outputs.append((bundle, metadata or {})))
    return outputs


@pytest.fixture
def nobody(monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)


@pytest.fixture
def somebody(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "a notebook")
    monkeypatch.delenv("HELPERS_STATIC", raising=False)


@pytest.fixture
def panel(somebody):
    """The parts of the what-if panel by their description."""
    box = explore.what_if(open_coded())
    return {getattr(part, "description", "") or i: part for i, part in enumerate(box.children)}


def texts(panel):
    return " ".join(part.value for part in panel.values() if type(part).__name__ == "HTML")


def test_table_without_a_front_end_is_its_first_rows_as_text(nobody, shown):
    assert explore.table(FRAME) is None
    (bundle, metadata), = shown
    assert bundle["text/html"].count("<tr>") == explore.STILL_ROWS + 1 and "&lt;b&gt;" in bundle["text/html"]
    assert "Start EDTF" in bundle["text/html"]
    assert "of 20 rows" in bundle["text/plain"] and metadata["helpers"]["transient"]


def test_table_is_still_where_the_environment_says_so(somebody, shown, monkeypatch):
    monkeypatch.setenv("HELPERS_STATIC", "1")
    assert explore.table(FRAME) is None and len(shown) == 1


def test_table_in_a_front_end_holds_every_row(somebody, shown):
    long = pd.DataFrame({"name": ["x" * 500] * 400})
    widget = explore.table(long)
    assert widget.df.shape == (400, 1) and shown == []
    assert "downsampl" not in str(widget.caption or "")


@pytest.mark.parametrize("column, expected", [("start_edtf", "Start EDTF"), ("iso3", "ISO 3166"), ("as_printed", "As printed"), ("line", "Line")])
def test_head_reads_as_words(column, expected):
    assert explore.head(column) == expected


def test_panels_without_a_front_end_are_one_transient_line_each(nobody, shown):
    study = open_coded()
    assert explore.what_if(study) is None and explore.pick_finding(study, limit=4) is None
    assert [metadata["helpers"]["transient"] for _, metadata in shown] == [True, True]
    assert [bundle["text/plain"].startswith(explore.HINT) for bundle, _ in shown] == [True, True]


def test_what_if_starts_with_nothing_moved(panel):
    assert "nothing yet" in texts(panel) and f"0 of {len(all_findings())} findings" in texts(panel)


def test_what_if_asks_the_question_of_the_reading_picked(panel):
    panel["Reading"].value = READING
    assert open_coded().choices.readings[READING].question in texts(panel)
    assert panel["Choose"].value == "one-person" and len(panel["Choose"].options) == 2


def test_what_if_moves_the_findings_that_consult_the_reading(panel):
    panel["Reading"].value = READING
    panel["Choose"].value = OTHER
    assert f"{READING} = {OTHER}" in texts(panel) and "find-tenure-count" in texts(panel) and "as many persons as names" in texts(panel)
    assert "find-organization-map" not in texts(panel) and "find-postal" not in texts(panel)


def test_what_if_keeps_one_reading_while_another_is_chosen(panel):
    panel["Reading"].value = READING
    panel["Choose"].value = OTHER
    panel["Reading"].value = "acting-counted"
    panel["Choose"].value = "left-out"
    assert f"{READING} = {OTHER}" in texts(panel) and "acting-counted = left-out" in texts(panel)


def test_what_if_moves_with_the_cut_off(panel):
    panel["Cut-off"].value = date(2000, 1, 1)
    assert "as_of = 2000-01-01" in texts(panel) and "find-tenure-count" in texts(panel)


def test_what_if_says_why_a_cut_off_cannot_be(panel):
    panel["Cut-off"].value = date(1900, 1, 1)
    assert "cannot be computed" in texts(panel) and "1948-09-09" in texts(panel)


def test_what_if_goes_back_to_the_start(panel):
    panel["Reading"].value = READING
    panel["Choose"].value = OTHER
    panel["Cut-off"].value = date(2000, 1, 1)
    panel["Back to the start"].click()
    assert "nothing yet" in texts(panel) and "<b>0 of" in texts(panel)
    assert panel["Cut-off"].value == open_coded().as_of and panel["Choose"].value == "one-person"


def test_what_if_ignores_a_name_that_is_no_reading(panel):
    panel["Reading"].value = "ri-kum"
    assert panel["Choose"].options == () and "nothing yet" in texts(panel)


def test_picked_finding_shows_its_sentence_its_range_and_its_curve(somebody):
    menu, text, picture = explore.pick_finding(open_coded(), limit=8).children
    menu.value = "find-tenure-count"
    assert "The lists make" in text.value and "8 universes" in text.value
    assert bytes(picture.value).startswith(b"\x89PNG") and picture.layout.display == ""


def test_picked_finding_without_other_universes_has_no_curve(somebody):
    menu, text, picture = explore.pick_finding(open_coded(), limit=8).children
    menu.value = "find-tenure-count"
    menu.value = "find-clean-lines"
    assert "1 universes" in text.value and picture.layout.display == "none"
