"""Exploring: widgets where a front end listens, one line of text elsewhere."""

from datetime import date

import pandas as pd
import pytest

from helpers import explore, findings
from helpers.errors import ReadingError
from helpers.findings import Finding, Result, number
from helpers.readings import Alternative, Reading, Readings
from helpers.study import Study

FRAME = pd.DataFrame({"name": ["박헌영", "<b>"], "days": [1, 2]})


@pytest.fixture
def study(monkeypatch):
    """A study with one reading, and one finding that asks for it."""
    ways = {name: Alternative(name, f"meaning of {name}", ()) for name in ("one", "two")}
    reading = Reading("how-many", "How many?", "count", (), dict.fromkeys(("as_printed", "document", "outside"), "one"), "why", (), ways)

    def count(study) -> Result:
        """How many were there?"""
        many = study.choices["how-many"]
        return Result("There were {n} <on> " + study.as_of.isoformat(), {"n": number({"one": 1, "two": 2}[many])}, many)

    known = {"find-count": Finding("find-count", "02_tenure", "n", count)}
    monkeypatch.setattr(findings, "all_findings", lambda: known)
    return Study({}, Readings([reading]).choose(), date(2026, 11, 21))


@pytest.fixture
def front_end(monkeypatch):
    monkeypatch.setenv(explore.FRONT_END, "notebook.ipynb")


def test_table_without_a_front_end_is_one_line(monkeypatch, capsys):
    monkeypatch.delenv(explore.FRONT_END, raising=False)
    assert explore.table(FRAME) is None
    assert capsys.readouterr().out == "Interactive table: 2 rows × 2 columns. Open this notebook in JupyterLab to filter and sort it.\n"


def test_table_with_a_front_end_is_a_widget_that_holds_the_rows(front_end):
    shown = explore.table(FRAME)
    assert type(shown).__name__ == "ITable" and shown.df.equals(FRAME)


def test_what_if_without_a_front_end_is_one_line(study, monkeypatch, capsys):
    monkeypatch.delenv(explore.FRONT_END, raising=False)
    assert explore.what_if(study) is None
    assert capsys.readouterr().out.startswith("Other readings: 1 findings, 1 readings.")


def test_other_reading_changes_sentence_and_verdict(study, front_end):
    panel = explore.WhatIf(study, ["find-count"])
    assert "change nothing" in panel.result.value
    panel.menus["how-many"].value = "two"
    assert "There were 2 &lt;on&gt; 2026-11-21" in panel.result.value and "The verdict changes" in panel.result.value


def test_other_day_changes_the_sentence_but_not_the_verdict(study, front_end):
    panel = explore.WhatIf(study, ["find-count"])
    panel.as_of.value = date(2000, 1, 1)
    assert "2000-01-01" in panel.result.value and "The verdict stays" in panel.result.value


def test_impossible_day_is_shown_as_its_message(study, front_end):
    panel = explore.WhatIf(study, ["find-count"])
    panel.as_of.value = date(1900, 1, 1)
    assert "expected a day between" in panel.result.value


def test_unknown_alternative_is_refused(study):
    with pytest.raises(ReadingError, match="no alternative 'three'"):
        explore.other_universe(study, {"how-many": "three"})


def test_own_study_is_left_as_it_was(study):
    before = study.choices.as_dict()
    explore.other_universe(study, {"how-many": "two"})
    assert study.choices.as_dict() == before


def test_front_end_is_known_by_its_variable(monkeypatch):
    monkeypatch.delenv(explore.FRONT_END, raising=False)
    assert not explore.listens()
    monkeypatch.setenv(explore.FRONT_END, "x")
    assert explore.listens()
