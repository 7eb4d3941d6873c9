"""Evidence on the origin of two lists is counted as it is."""

import math

import pandas as pd
import pytest
from coded import open_coded

from helpers import derivation

PAGE, ENCYCLOPAEDIA = "foreign-ministry-website", "wikipedia-foreign-ministry"


@pytest.fixture(scope="module")
def evidence():
    study = open_coded()
    names = study.raw["countries"].set_index("iso3")["name"]
    partners, pairs = (study.stage(n, PAGE, ENCYCLOPAEDIA) for n in ("partner_alignment", "unit_alignment"))
    return derivation.collect_evidence(partners, pairs, members=study.stage("members", "UN"), names=names).set_index("evidence")


@pytest.mark.parametrize("kind, count, of", [
    ("countries in one order", 184, 185), ("units in one order", 24, 24), ("members of the UN left out by both", 12, 12), ("non-members named by both", 4, 4),
    ("names printed differently", 4, 185), ("sub-regions of A that are unbroken runs in B, without their headings", 4, 4),
    ("units that A alone prints (of those one document alone prints)", 26, 26),
])
def test_evidence_of_the_documents_is_counted(evidence, kind, count, of):
    assert evidence.loc[kind, ["count", "of"]].tolist() == [count, of]


def test_evidence_speaks_for_more_than_one_thing(evidence):
    assert set(evidence["speaks_for"]) == {derivation.COMMON, derivation.EXCERPT, derivation.VERSIONS}


def test_evidence_of_lists_that_leave_out_different_members_says_so():
    partners = pd.DataFrame({
        "partner_name": ["A", "B"], "iso3": ["AAA", "BBB"], "status": ["only_a", "only_b"], "spelling": ["", ""], "sequence_a": [1, None], "sequence_b": [None, 1],
        "unit_id_a": ["a-1-1", ""], "partner_as_printed_a": ["A", ""], "partner_as_printed_b": ["", "B"], "sub_region_a": ["", ""],
    })
    pairs = pd.DataFrame({c: pd.Series(dtype=str) for c in ("unit_id_a", "unit_id_b", "line_a", "line_b", "status", "name_a", "name_b")})
    rows = derivation.collect_evidence(partners, pairs, members=frozenset({"AAA", "BBB"}), names=pd.Series({"AAA": "A", "BBB": "B"})).set_index("evidence")
    assert rows.loc["members of the UN left out by both", ["count", "of"]].tolist() == [0, 2]


def test_chance_of_choice_is_the_exponent_of_the_binomial():
    assert derivation.chance_of_choice(4, 2) == pytest.approx(math.log10(6))
