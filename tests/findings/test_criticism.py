"""Findings on the sources: a sentence on outside evidence claims no more than its columns hold."""

from types import SimpleNamespace

import pandas as pd

from helpers.findings import all_findings

CLAIMS = pd.DataFrame({
    "source_id": ["a", "a", "b", "c"], "checked": ["conflict", "not_reached", "as_noted", "as_noted"], "bears_on": ["r", "", "r;s", ""],
})


def outside(claims):
    return all_findings()["find-criticism-outside"].function(SimpleNamespace(raw={"outside": claims}))


def test_a_source_not_reached_takes_all_its_claims_along():
    found = outside(CLAIMS)
    assert {name: n.value for name, n in found.numbers.items()} == {"claims": 4, "sources": 3, "conflict": 1, "bearing": 2, "lost": 1, "unreached": 2}
    assert "failed at 1 of the sources (2 claims)" in found.text


def test_claims_as_noted_are_not_called_confirmed_or_looked_up():
    text = outside(CLAIMS).text
    assert not {"confirmed", "looked"} & set(text.replace(",", "").split()) and "is not recorded" in text


def test_without_a_conflict_the_verdict_says_so_and_no_source_is_named():
    found = outside(CLAIMS[CLAIMS["checked"] != "conflict"])
    assert (found.verdict, found.lines) == ("no_conflict", [])
