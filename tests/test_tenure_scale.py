"""The chain of tenure at scale: memory grows with the number of spells, and no spell is lost on the way."""

import tracemalloc

from bench.tenure_scale import chain, printed


def peak(terms):
    tracemalloc.start()
    chain(terms)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def test_memory_of_the_chain_grows_linearly():
    small, large = peak(printed(1_500, 60)), peak(printed(6_000, 240))
    assert large / small < 6


def test_twenty_thousand_spells_go_through_every_step():
    made, _ = chain(printed(20_000, 800))
    joint, conflicts = made["joint"], made["contradictions"]
    assert joint["spell_ids"].str.count(";").add(1).sum() == 20_000
    assert len(made["successions"]) == len(joint) - 800
    assert joint.loc[joint["rule_lifted"], "ministry_id"].nunique() == conflicts["ministry_id"].nunique()
    assert made["mixture"].gap <= 1e-9
