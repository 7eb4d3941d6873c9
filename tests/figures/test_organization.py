"""Figures of the desks: every row drawn, nothing cut off, readable at print size."""

import pytest
from coded import open_coded

from helpers import alignment, exhibits, organization, rendering, tables
from helpers.figures import organization as drawings

PAGE, ENCYCLOPAEDIA = "foreign-ministry-website", "wikipedia-foreign-ministry"


@pytest.fixture(scope="module")
def frames():
    study = open_coded()
    assigned, countries, placed, desks = (study.stage("assignments"), study.raw["countries"], study.stage("placed_members"), study.stage("desk_totals"))
    grid = organization.cross_m49(assigned, countries)
    made = {
        "alignment": alignment.slope_rows(*(study.stage(n, PAGE, ENCYCLOPAEDIA) for n in ("unit_alignment", "partner_alignment")), study.stage("unit_tree"), desks=desks),
        "matrix": organization.matrix_rows(grid, placed, study.stage("departures"), countries=countries, source_id=PAGE),
        "members": organization.tile_rows(placed, assigned, countries, source_id=PAGE),
    }
    return {name: tables.frame_from_csv(exhibits.published_csv(frame)) for name, frame in made.items()}


@pytest.mark.parametrize("name", ["alignment", "matrix", "members"])
def test_drawing_marks_every_row_and_passes_the_rules_of_exhibits(frames, name):
    figure = getattr(drawings, f"draw_{name}")(frames[name])
    marks = {a.get_gid() for a in figure.findobj() if (a.get_gid() or "").startswith("row-")}
    assert marks == {f"row-{i}" for i in frames[name].index}
    rendering.render(f"fig-organization-{name}", figure)
    rendering.check_width(f"fig-organization-{name}", figure, 180)


def test_alignment_draws_a_ring_for_a_unit_without_counterpart(frames):
    lonely = frames["alignment"].query("role == 'unit'").copy()
    lonely.loc[lonely.index[0], ["status", "name_b", "order_b"]] = ["only_a", "", float("nan")]
    figure = drawings.draw_alignment(lonely)
    assert any(line.get_markerfacecolor() == "white" for line in figure.axes[0].lines)


def test_members_writes_the_names_of_all_that_are_not_plainly_named(frames):
    text = " ".join(t.get_text() for t in drawings.draw_members(frames["members"]).axes[0].texts)
    for name in frames["members"].query("status != 'named'")["name"]:
        assert name in text


def test_matrix_writes_every_count(frames):
    written = [t.get_text() for t in drawings.draw_matrix(frames["matrix"]).axes[0].texts]
    for count in frames["matrix"].query("countries > 0")["countries"]:
        assert str(count) in written
