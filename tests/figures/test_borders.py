"""Borders: decoding, simplifying, projecting."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from helpers import paths
from helpers.errors import DataError
from helpers.figures import borders


# Šavrič, Patterson and Jenny (2019): for a sphere of radius 1 the map is 5.41326 wide and 2.63474 high, its pole lines 0.59 of the equator.
@pytest.mark.parametrize("longitude, latitude, x, y", [(180, 0, 2.70663, 0), (0, 90, 0, 1.31737), (-180, 0, -2.70663, 0), (0, 0, 0, 0)])
def test_project_gives_the_published_corners_of_equal_earth(longitude, latitude, x, y):
    assert borders.project(np.array([[longitude, latitude]], dtype=float), 0)[0] == pytest.approx((x, y), abs=2e-5)


def test_project_pole_line_is_as_long_as_published():
    pole, equator = borders.project(np.array([[180.0, 90], [180, 0]]), 0)[:, 0]
    assert pole / equator == pytest.approx(0.59, abs=0.005)


def test_project_keeps_areas():
    low = borders.project(np.array([[0, 0], [10, 0], [10, 1], [0, 1], [0, 0]], dtype=float), 0)
    high = borders.project(np.array([[0, 59.5], [10, 59.5], [10, 60.5], [0, 60.5], [0, 59.5]], dtype=float), 0)
    assert borders.flat_area(high) / borders.flat_area(low) == pytest.approx(math.cos(math.radians(60)), rel=0.01)


def test_project_keeps_a_ring_over_the_date_line_in_one_piece():
    ring = borders.join_ring([0], [np.array([[170.0, 65], [179, 65], [-175, 66], [170, 65]])])
    x = borders.project(ring)[:, 0]
    assert x.max() - x.min() < 0.3


def test_drop_bends_keeps_what_is_larger_than_the_tolerance():
    line = np.array([[0, 0], [1, 0.1], [2, 0], [3, 1], [4, 0]], dtype=float)
    assert borders.drop_bends(line, 0.3).tolist() == [[0, 0], [2, 0], [3, 1], [4, 0]]
    assert len(borders.drop_bends(line, 0)) == 5


def test_drop_bends_never_flattens_a_closed_ring():
    ring = np.array([[0, 0], [0.1, 0], [0.1, 0.1], [0, 0.1], [0, 0]])
    assert len(borders.drop_bends(ring, 5)) >= 4


def test_simplify_borders_keeps_a_countrys_largest_piece_and_shares_borders(tmp_path):
    square = [[[0, 0], [100, 0], [0, 100], [-100, 0], [0, -100]], [[500, 500], [1, 0], [0, 1], [-1, 0], [0, -1]], [[900, 0], [1, 0], [0, 1], [-1, -1]]]
    topology = {"transform": {"scale": [0.1, 0.1], "translate": [0, 0]}, "arcs": square, "objects": {"countries": {"geometries": [
        {"id": "001", "type": "MultiPolygon", "properties": {"name": "A"}, "arcs": [[[0]], [[1]]]}, {"id": "002", "type": "Polygon", "properties": {"name": "B"}, "arcs": [[2]]},
        {"id": "010", "type": "Polygon", "properties": {"name": "Antarctica"}, "arcs": [[0]]},
    ]}}}
    (tmp_path / "in.json").write_text(json.dumps(topology))
    borders.simplify_borders(tmp_path / "in.json", tmp_path / "out.json")
    made = json.loads((tmp_path / "out.json").read_text())
    assert [(g["id"], len(g["arcs"])) for g in made["geometries"]] == [("001", 1), ("002", 1)]
    assert len(made["arcs"]) == 2


def test_borders_file_has_an_outline_or_a_position_for_every_country():
    countries = pd.read_csv(paths.REFERENCE / "countries.csv", dtype=str, keep_default_na=False)
    drawn = {g["id"] for g in borders.load_borders()[0]}
    memberships = pd.read_csv(paths.REFERENCE / "memberships.csv", dtype=str, keep_default_na=False)
    members = set(memberships[(memberships["body"] == "UN") & (memberships["to_edtf"] == "")]["iso3"])
    lost = countries[countries["iso3"].isin(members | {"ESH", "PRI", "PSE", "VAT"}) & ~countries["numeric"].isin(drawn) & (countries["longitude"] == "")]
    assert lost["iso3"].tolist() == []


def test_load_borders_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(DataError, match="missing or broken. Restore it, or make it again"):
        borders.load_borders(tmp_path / "borders.json")


def test_shared_borders_hold_no_coast():
    assert 0 < len(borders.shared_borders(1.0)) < len(borders.load_borders()[1])
