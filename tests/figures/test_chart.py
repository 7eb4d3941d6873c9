"""Organization charts: boxes apart, labels inside them, the same places every time."""

import pandas as pd
import pytest
from coded import open_coded

from helpers import exhibits, rendering, tables, tree
from helpers.figures import chart

PAGE = "foreign-ministry-website"
EDGES = [("r", "a"), ("r", "b"), ("a", "c")]
SIZES = {"r": (30, 6), "a": (30, 6), "b": (30, 9), "c": (30, 6)}


def small():
    rows = [("node", i, i, look, "", "") for i, look in (("r", "ministry"), ("a", "unit"), ("b", "unit"), ("c", "part"))]
    rows += [("edge", "", "", "line", a, b) for a, b in EDGES]
    return pd.DataFrame(rows, columns=["role", "node_id", "label", "look", "from_id", "to_id"])


def test_lay_out_puts_children_right_of_their_parent_in_the_given_order():
    places = chart.lay_out(SIZES, EDGES)
    assert places["r"][0] < places["a"][0] == places["b"][0] < places["c"][0]
    assert places["a"][1] > places["b"][1]


def test_lay_out_is_the_same_every_time():
    assert chart.lay_out(SIZES, EDGES) == chart.lay_out(SIZES, EDGES)


@pytest.mark.parametrize("text, width, lines", [
    ("Protocol Department", 60, ["Protocol Department"]), ("Protocol Department", 15, ["Protocol", "Department"]), ("A\nB", 60, ["A", "B"]), ("DPRK-US", 5, ["DPRK-US"]),
])
def test_wrap_label_breaks_between_words_only(text, width, lines):
    assert chart.wrap_label(text, width) == lines


def test_column_widths_fill_the_page():
    widths = chart.column_widths({"r": "ministry", "a": "unit", "b": "unit", "c": "part"}, EDGES, width_mm=120)
    assert widths["a"] == widths["b"]
    assert widths["r"] + widths["a"] + widths["c"] == pytest.approx(120 - 3 - 2 * chart.COLUMN_GAP_MM, abs=0.1)


def test_draw_chart_marks_every_node_with_its_row():
    figure = chart.draw_chart(small(), width_mm=120)
    marks = {a.get_gid() for a in figure.findobj() if (a.get_gid() or "").startswith("row-")}
    assert marks == {f"row-{i}" for i in range(4)}


@pytest.mark.parametrize("ministry", ["foreign", "posts"])
def test_draw_chart_of_the_documents_keeps_labels_in_their_boxes(ministry):
    study = open_coded()
    frame = tree.body_chart(study.raw["bodies"], "posts") if ministry == "posts" else tree.unit_chart(
        study.stage("unit_tree"), "Ministry of Foreign Affairs\n외무성", source_id=PAGE, desks=study.stage("desk_totals"))
    figure = chart.draw_chart(tables.frame_from_csv(exhibits.published_csv(frame)))
    rendering.render(f"fig-organization-chart-{ministry}", figure)
    assert figure.get_figheight() * 25.4 < 225
    boxes = [p.get_window_extent() for p in figure.axes[0].patches]
    for text in figure.axes[0].texts:
        extent = text.get_window_extent()
        assert any(b.x0 <= extent.x0 and extent.x1 <= b.x1 + 1 and b.y0 - 1 <= extent.y0 and extent.y1 <= b.y1 + 1 for b in boxes), text.get_text()
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1:])
