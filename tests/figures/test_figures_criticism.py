"""Figures of the source criticism: every row of the frame is a mark, and the marks say what the frame says."""

import pandas as pd

from helpers.figures import criticism

LINES = pd.DataFrame(
    [
        ("section", "A page", "1", "", "", 0, "Ministers"),
        ("doubt", "A page", "3", "gap", "code", 2, "disc-a"),
        ("doubt", "A page", "3", "gap", "reader", 3, "disc-b"),
        ("doubt", "B page", "2", "label", "reader", 1, "disc-c"),
    ],
    columns="layer title line kind found_by doubts label".split(),
)


def marks(figure):
    artists = [a for ax in figure.axes for a in (*ax.patches, *ax.lines)]
    return {a.get_gid(): a for a in artists if a.get_gid()}


def test_line_map_every_row_is_one_mark():
    assert sorted(marks(criticism.draw_line_map(LINES))) == ["row-0", "row-1", "row-2", "row-3"]


def test_line_map_doubts_of_one_kind_stack_up_to_a_full_row():
    drawn = marks(criticism.draw_line_map(LINES))
    heights = [abs(drawn[row].get_height()) / criticism.DOUBT_HEIGHT for row in ("row-1", "row-2")]
    assert [round(h, 6) for h in heights] == [2, 2]


def test_line_map_names_of_near_sections_stand_on_two_levels():
    near = pd.DataFrame([("section", "A page", n, "", "", 0, "Associations") for n in ("1", "2", "90")], columns=LINES.columns)
    figure = criticism.draw_line_map(pd.concat([near, LINES], ignore_index=True))
    heights = {t.get_position()[1] for t in figure.axes[0].texts if t.get_text() == "Associations"}
    assert len(heights) == 2, "the third lies far enough away for the first level"


def test_line_map_keeps_its_width():
    assert round(criticism.draw_line_map(LINES, width_mm=120).get_figwidth() * 25.4) == 120


KINDS = pd.DataFrame(
    [("A page", "gap", "code", 2), ("A page", "gap", "reader", 3), ("B page", "label", "reader", 4)],
    columns="title kind found_by doubts".split(),
)


def test_kinds_bars_follow_each_other_and_show_their_sum():
    figure = criticism.draw_kinds(KINDS)
    first, second = figure.axes[0].patches[:2]
    assert second.get_x() == first.get_x() + first.get_width() == 2
    assert "5" in [t.get_text() for t in figure.axes[0].texts]


def test_order_kinds_commonest_first_then_by_name():
    assert criticism.order_kinds(KINDS) == ["gap", "label"]
