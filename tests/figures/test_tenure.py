"""Figures of tenure: what is drawn for which row, in which mark, at which width; any number of ministries."""

import pandas as pd
import pytest

from helpers import comparison, tables, tenure_views
from helpers.exhibits import published_csv
from helpers.figures import style
from helpers.figures import tenure as drawings
from helpers.rendering import render
from helpers.study import open_study

STUDY = open_study()


def named(extra=False):
    """The project's tenures; with `extra` a made third ministry that copies one of them."""
    tenures = STUDY.stage("named_tenures")
    third = tenures[tenures["ministry_id"] == "posts"].assign(ministry_id="third", ministry="A third ministry", tenure_id=lambda f: "third" + f["tenure_id"])
    return pd.concat([tenures, third], ignore_index=True) if extra else tenures


def spell_view(extra=False):
    eras = tenure_views.eras(STUDY.raw["outside"], first="1948-09-02")
    return tenure_views.spell_view(named(extra), eras, as_of=STUDY.as_of)


def coverage_view(extra=False):
    years = STUDY.stage("coverage_by_year")
    third = years[years["ministry_id"] == "posts"].assign(ministry_id="third")
    ministries = pd.concat([STUDY.raw["ministries"], pd.DataFrame([{"ministry_id": "third", "name": "A third ministry"}])])
    return tenure_views.coverage_view(pd.concat([years, third], ignore_index=True) if extra else years, ministries)


VIEWS = {
    "spells": (drawings.draw_spells, spell_view, 180),
    "survival": (drawings.draw_survival, lambda extra=False: tenure_views.survival_view(named(extra)), 180),
    "joint": (drawings.draw_joint, lambda extra=False: tenure_views.joint_view(named(extra)), 180),
    "comparison": (drawings.draw_comparison, lambda extra=False: comparison.comparison_frame(named(extra)), 180),
    "coverage": (drawings.draw_coverage, coverage_view, 180),
}


def drawn(name, extra=False):
    draw, view, width = VIEWS[name]
    frame = tables.frame_from_csv(published_csv(view(extra)))
    return draw(frame, width_mm=width), frame


def texts(figure):
    return [t.get_text() for t in figure.findobj(lambda artist: hasattr(artist, "get_text")) if t.get_text()]


def marks(figure):
    return {a.get_gid(): a for a in figure.findobj() if (a.get_gid() or "").startswith("row-")}


@pytest.mark.parametrize("extra", [False, True])
@pytest.mark.parametrize("name", VIEWS)
def test_drawing_is_readable_and_complete_at_its_width(name, extra):
    figure, _ = drawn(name, extra)
    assert figure.get_figwidth() * style.MM_PER_INCH == pytest.approx(VIEWS[name][2])
    render(f"fig-tenure-{name}", figure)  # refuses small, cut off and missing letters


@pytest.mark.parametrize("name", VIEWS)
def test_drawing_does_not_change_its_frame(name):
    draw, view, width = VIEWS[name]
    frame = tables.frame_from_csv(published_csv(view()))
    before = frame.copy()
    draw(frame, width_mm=width)
    pd.testing.assert_frame_equal(frame, before)


def test_every_tenure_is_a_mark_tied_to_its_row():
    figure, frame = drawn("spells")
    rows = frame.index[frame["layer"] == "tenure"]
    assert set(marks(figure)) == {f"row-{k}" for k in rows}
    assert frame.loc[rows, "sources_lines"].ne("").all()


def test_acting_is_hatched_and_nobody_else():
    figure, frame = drawn("spells")
    hatched = {gid for gid, bar in marks(figure).items() if bar.get_hatch()}
    assert hatched == {f"row-{k}" for k in frame.index[frame["capacity"] == "acting"]}


def test_names_stand_in_latin_and_hangul_with_the_length():
    labels = texts(drawn("spells")[0])
    assert "Kim Yong-nam 김영남  5,392 d" in labels and "Kim Jong-ju 김정주  0 to 1,671 d" in labels
    assert any(label.endswith("135 d, acting") for label in labels)


def test_certain_part_of_a_spell_is_its_bar():
    figure, frame = drawn("spells")
    row = frame.index[frame["name"] == "Pak Il-u"][0]
    bar = marks(figure)[f"row-{row}"]
    assert bar.get_width() * drawings.YEAR_DAYS == pytest.approx(972, abs=0.01)


def test_spells_without_certain_days_have_an_empty_bar():
    figure, frame = drawn("spells")
    row = frame.index[frame["name"] == "Kim Chang-ho"][0]
    assert marks(figure)[f"row-{row}"].get_width() == 0


def test_eras_meet_and_end_at_the_cut_off():
    eras = tenure_views.eras(STUDY.raw["outside"], first="1948-09-02")
    assert eras["from_day"].tolist() == ["1948-09-02", "1994-07-08", "2011-12-17"]
    assert eras["to_day"].tolist() == ["1994-07-08", "2011-12-17", ""]


def test_both_holders_at_the_cut_off_are_marked_in_the_survival_figure():
    labels = texts(drawn("survival")[0])
    assert {"Choe Son-hui", "Ju Yong Il"} <= set(labels)


def test_joint_figure_shows_each_inexact_tenure_twice():
    figure, frame = drawn("joint")
    assert frame["layer"].value_counts().to_dict() == {"alone": 10, "joint": 10}
    assert len(marks(figure)) == 20
    assert "0 to 1,671 d" in texts(figure)


def test_comparison_blackens_exactly_the_reachable_counts():
    figure, frame = drawn("comparison")
    reachable = frame.index[frame["layer"] == "reachable"]
    assert {f"row-{k}" for k in reachable} <= set(marks(figure))
    assert {"early", "mid", "late"} == {coding for text in texts(figure) for coding in text.split(", ")} & {"early", "mid", "late"}


def test_coverage_draws_every_year_of_every_ministry():
    figure, frame = drawn("coverage")
    assert len(marks(figure)) == len(frame)
    assert frame["share_pct_certain"].le(frame["share_pct_possible"]).all()
