"""The map: every row is drawn, small states as dots that do not cover one another."""

import numpy as np
import pytest
from coded import open_coded
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from helpers import exhibits, organization, rendering, tables
from helpers.figures import worldmap
from helpers.study import open_study

PAGE = "foreign-ministry-website"


def published(study):
    made = organization.map_countries(study.stage("assignments"), study.raw["countries"], study.stage("members", "UN"), desks=study.stage("desk_totals"), source_id=PAGE)
    return tables.frame_from_csv(exhibits.published_csv(made))


@pytest.fixture(scope="module")
def frame():
    return published(open_coded())


@pytest.fixture(scope="module")
def drawing(frame):
    return worldmap.draw_world(frame)


def marked(figure):
    return [a.get_gid() for a in figure.findobj() if (a.get_gid() or "").startswith("row-")]


def test_world_draws_every_row_of_the_frame(frame, drawing):
    assert {int(g.removeprefix("row-")) for g in marked(drawing)} == set(frame.index)


def test_world_keeps_leading_zeros_of_the_outline_ids(frame):
    assert frame["outline_id"].str.fullmatch(r"\d{3}").all()


def test_world_is_readable_and_small_enough_to_publish(drawing):
    _, svg = rendering.render("fig-organization-map", drawing)
    assert len(svg) < 170_000
    rendering.check_width("fig-organization-map", drawing, 180)


def test_world_writes_the_code_of_every_member_without_a_desk(frame, drawing):
    written = {t.get_text() for t in drawing.axes[0].texts}
    assert set(frame[frame["number"] == 0]["iso3"]) <= written


def test_world_writes_a_letter_for_every_desk(frame, drawing):
    written = {t.get_text() for t in drawing.axes[0].texts}
    assert {worldmap.letter(n) for n in frame["number"] if n} <= written


def test_spread_dots_ends_with_no_two_too_near_and_always_alike():
    crowded = np.array([[0.0, 0.0], [0.0, 0.0], [0.3, 0.1], [5.0, 5.0]])
    placed = worldmap.spread_dots(crowded, 1.0)
    gaps = [np.hypot(*(a - b)) for i, a in enumerate(placed) for b in placed[i + 1:]]
    assert min(gaps) > 0.99
    assert placed[3].tolist() == [5, 5]
    assert (placed == worldmap.spread_dots(crowded, 1.0)).all()


def test_desk_colours_of_neighbours_differ_in_grey():
    from matplotlib.colors import to_rgb

    grey = [np.dot(to_rgb(c), (0.299, 0.587, 0.114)) for c in worldmap.DESK_COLOURS]
    neighbours = [(0, 1), (0, 2), (1, 2), (2, 3), (1, 5), (3, 5), (4, 5)]  # desks that meet at a border, in printed order
    assert min(abs(grey[a] - grey[b]) for a, b in neighbours) > 0.12


@pytest.mark.parametrize("as_of", ["1948-09-09", "1985-01-01", "1999-12-31"])
def test_world_of_an_earlier_day_draws_countries_that_have_ended(as_of):
    frame = published(open_study(as_of=as_of))
    drawing = worldmap.draw_world(frame)
    assert {int(g.removeprefix("row-")) for g in marked(drawing)} == set(frame.index)
    assert set(frame.loc[frame["number"] == 0, "iso3"]) <= {t.get_text() for t in drawing.findobj(Text)}


def test_country_that_has_ended_lies_below_the_countries_that_are_there():
    frame = published(open_study(as_of="1985-01-01"))
    drawing = worldmap.draw_world(frame)
    heights = {a.get_gid(): a.get_zorder() for a in drawing.findobj(PathPatch) if a.get_gid()}
    ended, after = (f"row-{frame.index[frame['iso3'] == iso3][0]}" for iso3 in ("YUG", "SRB"))
    assert heights[ended] < heights[after]
