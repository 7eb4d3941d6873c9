"""No reading moves a finding that does not know of it: each is flipped in a study without any memory."""

import os
from datetime import date

import pytest

from helpers.findings import all_findings, consult, evaluate
from helpers.multiverse import dimensions
from helpers.readings import Choices
from helpers.study import CUT_OFF, Study, open_study

LONG = bool(os.environ.get("HELPERS_LONG"))
EVERY = 1 if LONG else 12  # the short form flips every twelfth alternative


@pytest.fixture(scope="module")
def published():
    study = open_study()
    declared = {f: {d.name for d in dimensions(study, f)} for f in all_findings()}
    return study, declared, {f: evaluate(study, f)[0] for f in all_findings()}


def all_flips():
    readings = open_study().choices.readings
    favoured = readings.choose().as_dict()
    every = [(r, a) for r in readings for a in readings[r].alternatives if a != favoured[r]]
    return every[::EVERY]


@pytest.mark.parametrize(("reading_id", "alternative"), all_flips())
def test_flip_moves_only_findings_that_consult_the_reading(published, reading_id, alternative):
    study, declared, base = published
    fresh = Study(study.raw, Choices(study.choices.readings, study.choices.as_dict() | {reading_id: alternative}), study.as_of)
    moved = {f for f in all_findings() if evaluate(fresh, f)[0] != base[f]}
    assert moved <= {f for f in all_findings() if reading_id in declared[f]}


@pytest.mark.parametrize("cut_off", ["2021-12-31", "2016-12-31"])
def test_cut_off_moves_only_findings_that_ask_for_it(published, cut_off):
    study, _, base = published
    fresh = Study(study.raw, Choices(study.choices.readings, study.choices.as_dict()), date.fromisoformat(cut_off))
    moved = {f for f in all_findings() if evaluate(fresh, f)[0] != base[f]}
    assert moved and moved <= {f for f in all_findings() if CUT_OFF in consult(study, f)}
