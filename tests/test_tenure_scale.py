"""The chain of tenure at scale: memory grows with the number of spells, and no spell is lost on the way."""

import tracemalloc
import warnings

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


def test_many_spells_go_through_every_step_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made, _ = chain(printed(25_000, 1_000))
    joint, conflicts = made["joint"], made["contradictions"]
    assert joint["spell_ids"].str.count(";").add(1).sum() == 25_000
    assert len(made["successions"]) == len(joint) - 1_000
    assert joint.loc[joint["rule_lifted"], "ministry_id"].nunique() == conflicts["ministry_id"].nunique()
    assert made["mixture"].gap <= 1e-9
