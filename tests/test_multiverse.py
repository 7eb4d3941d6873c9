"""Universes: found by dependency, exact counts, marks; in bulk with the same bytes."""

import math
from datetime import date

import pandas as pd
import pytest

from helpers import findings, multiverse, scale, specification
from helpers import study as studies
from helpers.errors import ParameterError
from helpers.findings import Result, number
from helpers.readings import Readings, parse_reading

FINDING = "find-test-total"


def reading(name, values):
    return parse_reading(name, {
        "question": "?", "kind": "count", "sources": ["d:1"], "as_printed": f"{name}0", "document": f"{name}0", "outside": f"{name}0", "why": ".",
        "alternatives": {f"{name}{i}": {"meaning": ".", "effect": [{"option": name, "value": str(v)}]} for i, v in enumerate(values)},
    })


def total(study):
    """How much is it?"""
    gate = int(study.choices.option("gate"))
    value = int(study.choices.option("p")) + (int(study.choices.option("q")) if gate else 0)
    return Result("It is {value}.", {"value": number(value)}, "high" if value >= 100 else "low")


@pytest.fixture
def study(monkeypatch):
    monkeypatch.setattr(findings, "REGISTRY", {FINDING: findings.Finding(FINDING, "06", "value", total)})
    monkeypatch.setattr(findings, "MODULES", ())
    readings = Readings([reading("gate", [0, 1]), reading("p", [1, 2, 3]), reading("q", [10, 100]), reading("unused", [1, 2])])
    return studies.Study({"t": pd.DataFrame({"a": ["1"]})}, readings.choose(), date(2020, 1, 1))


def test_dimensions_follow_readings_that_matter_only_under_another(study):
    assert [d.name for d in multiverse.dimensions(study, FINDING)] == ["gate", "p", "q"]


def test_cut_off_is_a_dimension_only_of_a_finding_that_asks_for_it(study, monkeypatch):
    assert "as_of" not in [d.name for d in multiverse.dimensions(study, FINDING, ["2019-01-01"])]
    asking = findings.Finding(FINDING, "06", "value", lambda s: Result("{value}", {"value": number(s.as_of.year)}, "late" if s.as_of.year > 2019 else "early"))
    monkeypatch.setattr(findings, "REGISTRY", {FINDING: asking})
    fresh = studies.Study(study.raw, study.choices, date(2020, 1, 1))
    plan = multiverse.design(fresh, FINDING, cut_offs=["2019-01-01", "2021-01-01"])
    assert plan.dimensions == (multiverse.Dimension("as_of", ("2020-01-01", "2019-01-01")),)
    assert list(multiverse.evaluate_universes(fresh, plan, range(2))["value"]) == [2020, 2019]
    assert multiverse.robustness(fresh, [plan]).iloc[0]["mark"] == "depends on as_of"


def test_design_within_limit_is_the_full_factorial_with_the_published_first(study):
    plan = multiverse.design(study, FINDING)
    rows = [tuple(plan[i].values()) for i in range(len(plan))]
    assert plan.complete and len(rows) == len(set(rows)) == 12
    assert rows[0] == ("gate0", "p0", "q0")


def test_design_beyond_limit_holds_every_flip_and_begins_like_a_longer_one(study):
    short, long = multiverse.design(study, FINDING, limit=8), multiverse.design(study, FINDING, limit=11)
    rows = [tuple(short[i].values()) for i in range(8)]
    assert rows[:5] == [("gate0", "p0", "q0"), ("gate1", "p0", "q0"), ("gate0", "p1", "q0"), ("gate0", "p2", "q0"), ("gate0", "p0", "q1")]
    assert rows == [tuple(long[i].values()) for i in range(8)]


def test_spread_fills_each_dimension_and_each_pair_evenly():
    dimensions = [multiverse.Dimension(f"reading-{i}", ("a", "b", "c")) for i in range(6)]
    steps = pd.DataFrame({d.name: [multiverse._spread_step(i, d) for i in range(3000)] for d in dimensions})
    for name in steps:
        assert steps[name].value_counts().between(900, 1100).all(), name
        for other in steps.columns[steps.columns != name]:
            assert steps.groupby([name, other]).size().between(233, 433).all(), (name, other)


def test_spread_takes_the_same_way_in_every_finding():
    a = multiverse.Dimension("reading-a", ("x", "y"))
    alone, among = multiverse.Design("f", (a,) * 1 + (multiverse.Dimension("b", tuple("xyz")),), 5), multiverse.Design("g", (multiverse.Dimension("c", tuple("xy")), a, multiverse.Dimension("d", tuple("xy"))), 7)
    shared = [alone[i]["reading-a"] for i in range(4, 5)]
    assert shared == [among[i]["reading-a"] for i in range(4, 5)]


def test_summary_counts_by_hand(study):
    plan = multiverse.design(study, FINDING)
    summary = multiverse.summarise(multiverse.evaluate_universes(study, plan, range(len(plan))), plan)
    # gate closed: 1, 2, 3, each twice; open: 11, 12, 13, 101, 102, 103
    assert (summary.n, summary.agree, summary.minimum, summary.maximum) == (12, 9, 1, 103)
    assert summary.verdicts == {"low": 9, "high": 3}
    assert summary.by_alternative["q", "q1", False] == 3


def test_flips_and_mark_name_no_single_reading_when_only_a_pair_overturns(study):
    plan = multiverse.design(study, FINDING)
    moves = multiverse.flips(study, plan)
    assert list(moves["moved"]) == [10, 1, 2, 0]
    row = multiverse.robustness(study, [plan]).iloc[0]
    assert row["mark"] == "depends on a combination of readings"
    assert row["moved_most"] == "gate"


def test_flipping_by_hand_reproduces_the_universe_table(study):
    plan = multiverse.design(study, FINDING)
    table = specification.universe_table(study, plan)
    for row in table.to_dict("records"):
        choices = study.choices.readings.choose("document", {d.name: row[d.name] for d in plan.dimensions})
        by_hand = findings.evaluate(studies.Study(study.raw, choices, study.as_of), FINDING)[0]
        assert (by_hand.numbers["value"].value, by_hand.verdict) == (row["value"], row["verdict"])


def test_what_if_shows_before_and_after(study):
    row = specification.what_if(study, {"p": "p2"}).iloc[0]
    assert (row["before"], row["after"], row["changed"]) == ("1", "3", "yes")


@pytest.mark.parametrize("size", [1, 5, 100])
def test_run_chunks_of_any_size_give_the_same_summary(study, size):
    plan = multiverse.design(study, FINDING)
    assert scale.run(study, plan, size=size).as_dict() == scale.run(study, plan).as_dict()


def test_run_resumes_from_kept_chunks_and_repairs_a_cut_off_one(study, tmp_path, monkeypatch):
    plan = multiverse.design(study, FINDING)
    whole = scale.run(study, plan, size=4, resume=str(tmp_path))
    kept = sorted(tmp_path.iterdir())
    assert len(kept) == 3
    kept[1].write_text('{"n": 4', encoding="utf-8")
    evaluated = []
    real = scale.run_chunk
    monkeypatch.setattr(scale, "run_chunk", lambda s, p, c: evaluated.append(c) or real(s, p, c))
    assert scale.run(study, plan, size=4, resume=str(tmp_path)).as_dict() == whole.as_dict()
    assert evaluated == [(4, 8)]


def test_run_jobs_below_one_is_refused(study):
    with pytest.raises(ParameterError, match="jobs is 0"):
        scale.run(study, multiverse.design(study, FINDING), jobs=0)


def test_number_text_rounds_and_groups():
    assert [number(v, decimals=d).text for v, d in ((1671, 0), (2.345, 1), (-0.04, 1), (-3, 0), (None, 0))] == ["1,671", "2.3", "0.0", "−3", "unbounded"]
    assert not math.isnan(number(1).value)


def test_count_of_marks_speaks_of_one_and_of_many():
    rows = [("robust", ""), ("robust", "gate"), ("depends on gate", "gate"), ("not established", "gate"), ("not established", "p")]
    result = multiverse.count_marks(pd.DataFrame(rows, columns=["mark", "readings"]))
    assert result.text == (
        "Of 5 findings, 2 hold in every universe evaluated (resting on no reading at all: 1), 1 depends on readings that overturn it, "
        "and 2 are not established by the documents."
    )
