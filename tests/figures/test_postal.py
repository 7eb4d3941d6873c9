"""Figures of mail, agreements and links: every row that is a mark has one, and no drawing needs the study."""

import pytest
from coded import open_coded

from helpers import agreements, exhibits, mail, postal, rendering, routes, tables, volumes
from helpers.figures import links
from helpers.figures import postal as drawings


def frames(study):
    counts = study.stage("mail_counts")
    tested = volumes.label_test(counts, study.raw["outside"], counted=mail.COUNTED)
    rest = volumes.remainder_bounds(tested, labels="swapped", exchanges_after=study.stage("mail_remaining"))
    sets, coded = study.stage("mail_sets"), study.stage("coded_agreements")
    return {
        "schedules": postal.schedule_frame(study.stage("mail_regimes"), study.stage("printed_regimes"), study.stage("mail_months"), study.stage("mail_events")),
        "consistency": postal.consistency_frame(sets, study.stage("mail_words"), study.raw["mail_events"]),
        "volumes": postal.volume_frame(tested, volumes.volume_bounds(counts, began=mail.BEGAN), rest),
        "agreements": postal.agreement_frame(study.stage("agreements"), study.stage("in_force", "own"), study.stage("in_force", "inherited"), as_of=study.as_of),
        "scope": postal.scope_frame(agreements.scope_matrix(coded)),
        "routes": postal.route_frame(study.stage("link_states"), routes.undated_statements(study.stage("routes"))),
        "border": postal.border_frame(coded, study.stage("routes"), study.raw["places"]),
        "tariff": routes.tariff_lines(study.stage("quantities")),
    }


DRAW = {
    "schedules": (drawings.draw_schedules, 180), "consistency": (drawings.draw_consistency, 180), "volumes": (drawings.draw_volumes, 180),
    "agreements": (links.draw_agreements, 180), "scope": (links.draw_scope, 120), "routes": (links.draw_routes, 180),
    "border": (links.draw_border, 120), "tariff": (links.draw_tariff, 85),
}


def drawn(name, frame):
    draw, width = DRAW[name]
    return draw(tables.frame_from_csv(exhibits.published_csv(frame)), width_mm=width)


def marked(figure):
    return {a.get_gid() for ax in figure.axes for a in ax.get_children() if a.get_gid()}


@pytest.mark.parametrize("reading_set", ["as_printed", "document", "outside"])
@pytest.mark.parametrize("name", DRAW)
def test_figure_is_readable_and_inside_its_page_in_every_reading_set(name, reading_set):
    rendering.render(f"fig-postal-{name}", drawn(name, frames(open_coded(reading_set=reading_set))[name]))


@pytest.mark.parametrize("name, layers", [
    ("schedules", {"printed", "limit", "until", "month"}), ("volumes", {"total", "before", "after"}), ("agreements", {"own", "inherited"}),
    ("routes", {"state", "undated"}), ("border", {"office_other", "office_north_korea", "reached"}), ("tariff", {"crossing"}),
])
def test_every_row_of_these_layers_is_a_mark(name, layers):
    frame = frames(open_coded())[name]
    rows = {f"row-{i}" for i in frame.index[frame["layer"].isin(layers)]}
    assert rows and rows <= marked(drawn(name, frame))


def test_set_aside_rhythm_is_outlined_but_not_filled():
    frame = frames(open_coded())["schedules"]
    aside = frame[(frame["label"] == "every two weeks, April 1950")]
    drawn_rows = marked(drawn("schedules", frame))
    assert {r for r in aside.index if f"row-{r}" in drawn_rows} == set(aside.index[aside["layer"] == "printed"])


def test_scope_draws_named_planned_and_unclear_with_different_marks():
    frame = frames(open_coded())["scope"]
    marks = {line.get_gid(): line.get_marker() for line in drawn("scope", frame).axes[0].lines if line.get_gid()}
    assert {frame.loc[int(g.removeprefix("row-")), "mark"]: m for g, m in marks.items()} == {"named": "s", "planned": "^", "unclear": "o"}


def test_no_schedule_is_said_in_words():
    figure = drawn("schedules", frames(open_coded(reading_set="as_printed"))["schedules"])
    assert sum("no schedule" in t.get_text() for ax in figure.axes for t in ax.texts) == 2
