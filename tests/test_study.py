"""The study: lazy stages, traced readings, shared memory."""

from datetime import date

import pandas as pd
import pytest

from helpers import study as studies
from helpers.errors import DateError, ParameterError
from helpers.readings import Readings, parse_reading


def reading(name, *alternatives):
    return parse_reading(name, {
        "question": "?", "kind": "date", "sources": ["d:1"], "as_printed": alternatives[0], "document": alternatives[0],
        "outside": alternatives[-1], "why": ".", "alternatives": {a: {"meaning": a, "effect": [{"option": name, "value": a}]} for a in alternatives},
    })


@pytest.fixture
def study(monkeypatch):
    calls = []
    builders = {
        "a": lambda s: calls.append("a") or s.choices.option("first"),
        "b": lambda s: calls.append("b") or s.stage("a") + (s.choices.option("second") if s.stage("a") == "y" else ""),
    }
    monkeypatch.setattr(studies, "BUILDERS", builders)
    made = studies.Study({"t": pd.DataFrame()}, Readings([reading("first", "x", "y"), reading("second", "u", "v")]).choose(), date(2020, 1, 1))
    made.calls = calls
    return made


def sibling(study, **changed):
    from helpers.readings import Choices

    return study.sibling(Choices(study.choices.readings, study.choices.as_dict() | changed))


def test_stage_is_computed_once(study):
    assert (study.stage("b"), study.stage("b")) == ("x", "x")
    assert study.calls == ["b", "a"]


def test_stage_trace_names_only_readings_really_consulted(study):
    assert study.consulted("b") == {"first": "x"}
    assert sibling(study, first="y").consulted("b") == {"first": "y", "second": "u"}


def test_sibling_takes_results_from_memory_when_the_consulted_readings_agree(study):
    study.stage("b")
    other = sibling(study, second="v")
    assert other.stage("b") == "x"
    assert study.calls == ["b", "a"]


def test_sibling_computes_anew_when_a_consulted_reading_differs(study):
    study.stage("b")
    assert sibling(study, first="y").stage("b") == "yu"
    assert sibling(study, first="y", second="v").stage("b") == "yv"


def test_stage_unknown_name_is_refused(study):
    with pytest.raises(ParameterError, match="stage 'c' does not exist. There are: a, b"):
        study.stage("c")


@pytest.mark.parametrize(("as_of", "error"), [("1948-01-01", ParameterError), ("2026-02-30", DateError), ("soon", DateError)])
def test_check_as_of_impossible_day_is_refused(as_of, error):
    with pytest.raises(error, match="as_of"):
        studies.check_as_of(as_of)
