"""Nodes and edges of the organization charts."""

import pytest
from coded import open_coded

from helpers import tree

PAGE = "foreign-ministry-website"


@pytest.fixture(scope="module")
def study():
    return open_coded()


def test_unit_chart_is_a_tree_with_every_unit(study):
    units = study.stage("unit_tree")
    frame = tree.unit_chart(units, "Ministry", source_id=PAGE, desks=study.stage("desk_totals"))
    nodes, edges = frame[frame["role"] == "node"], frame[frame["role"] == "edge"]
    assert len(nodes) == (units["source_id"] == PAGE).sum() + 4 + 1
    assert len(edges) == len(nodes) - 1 and edges["to_id"].is_unique
    assert set(edges["from_id"]) | set(edges["to_id"]) == set(nodes["node_id"])


def test_unit_chart_under_one_unit_has_only_what_lies_below(study):
    frame = tree.unit_chart(study.stage("unit_tree"), "Ministry", source_id=PAGE, desks=study.stage("desk_totals"), under=f"{PAGE}-87-1")
    assert frame[frame["role"] == "node"]["label"].tolist()[1:] == ["Secretariat", "Social and Culture Section", "Science and Education Section", "Economic Cooperation Section"]


def test_body_chart_predecessors_lead_to_the_ministry_by_broken_lines(study):
    frame = tree.body_chart(study.raw["bodies"], "posts")
    ids = dict(zip(frame["label"], frame["node_id"]))
    ministry = next(i for label, i in ids.items() if label.startswith("Ministry of Posts"))
    dashed = frame[frame["look"] == "dashed"]
    assert len(dashed) == 2 and set(dashed["to_id"]) == {ministry}
    assert ((frame["from_id"] == ids["Cabinet of North Korea"]) & (frame["to_id"] == ministry)).any()
