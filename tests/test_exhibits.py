"""Exhibits: what one call shows, records, and refuses."""

import pandas as pd
import pytest

from helpers import exhibits, rendering, tables
from helpers.errors import ExhibitError
from helpers.figures import style
from helpers.findings import number

FRAME = pd.DataFrame({
    "name": ["Pak Hon-yong", "박헌영"], "days": [1636, 2425], "share": [1 / 3, float("nan")],
    "source_id": ["s", "s"], "line": ["3", "4"],
})


def draw_days(frame, *, width_mm=180, label="days"):
    figure, axes = style.new_figure(width_mm, 40)
    for i, row in enumerate(frame.itertuples()):
        (bar,) = axes.barh(i, row.days)
        style.mark_row(bar, i)
    axes.set_xlabel(label)
    return figure


def draw_small_letters(frame, *, width_mm=180):
    figure, axes = style.new_figure(width_mm, 40)
    axes.text(0.5, 0.5, "tiny", fontsize=5)
    return figure


def draw_beyond_the_edge(frame, *, width_mm=180):
    figure, axes = style.new_figure(width_mm, 40)
    figure.text(0.95, 0.5, "a label that runs out of the picture")
    return figure


def draw_unknown_letter(frame, *, width_mm=180):
    figure, axes = style.new_figure(width_mm, 40)
    axes.set_title("\U0001f4ee")
    return figure


@pytest.fixture
def shown(monkeypatch):
    outputs = []
    monkeypatch.setattr(exhibits, "show", lambda bundle, metadata=None: outputs.append((bundle, metadata or {})))
    return outputs


def show_figure(draw=draw_days, exhibit_id="fig-days", **changes):
    texts = {"title": "Days", "caption": "Days in office.", "alt": "Two bars."} | changes
    exhibits.figure(exhibit_id, draw, FRAME, **texts)


def test_figure_shown_has_picture_data_and_record(shown):
    show_figure(label="Tage", readings={"a": "b"})
    bundle, metadata = shown[0]
    spec = bundle[exhibits.EXHIBIT]
    assert set(bundle) == {"image/png", "text/csv", exhibits.EXHIBIT, "text/plain"}
    assert bundle["text/csv"] == "name,days,share,source_id,line\nPak Hon-yong,1636,0.3333333333,s,3\n박헌영,2425,,s,4\n"
    assert (spec["lines"], spec["readings"], spec["options"]) == (["s:3", "s:4"], {"a": "b"}, {"label": "Tage"})
    assert spec["draw"].endswith("test_exhibits:draw_days")
    assert 'id="row-1"' in spec["svg"] and ">Tage</text>" in spec["svg"]
    assert bundle["text/plain"] == "[fig-days] Days\nTwo bars."
    assert metadata["image/png"]["alt"] == "Two bars."


def test_figure_drawn_twice_is_the_same_bytes_without_a_date(shown):
    show_figure()
    show_figure()
    assert shown[0] == shown[2]
    assert "dc:date" not in shown[0][0][exhibits.EXHIBIT]["svg"]


def test_figure_ids_in_two_svgs_differ(shown):
    show_figure()
    show_figure(exhibit_id="fig-other")
    paths = [set(__import__("re").findall(r'clipPath id="([\w-]+)"', s[0][exhibits.EXHIBIT]["svg"])) for s in shown[::2]]
    assert paths[0] and not paths[0] & paths[1]


def test_caption_follows_and_is_transient(shown):
    show_figure()
    bundle, metadata = shown[1]
    assert "@fig-days" in bundle["text/markdown"] and metadata["helpers"]["transient"]


def test_redraw_from_csv_alone_gives_the_same_svg(shown):
    show_figure()
    bundle, _ = shown[0]
    again = exhibits.redraw(bundle[exhibits.EXHIBIT] | {"draw": f"{__name__}:draw_days"}, bundle["text/csv"])
    assert rendering.render("fig-days", again)[1] == bundle[exhibits.EXHIBIT]["svg"]


def test_redraw_without_its_function_is_refused():
    with pytest.raises(ExhibitError, match="drawing function helpers.figures.style:draw_gone does not exist"):
        exhibits.redraw({"id": "fig-days", "draw": "helpers.figures.style:draw_gone"}, "a\n1\n")


@pytest.mark.parametrize("draw, words", [
    (draw_small_letters, "'tiny' is 5 pt"),
    (draw_beyond_the_edge, "runs out of the picture"),
    (draw_unknown_letter, "Glyph 128238"),
])
def test_figure_nobody_can_read_is_refused(shown, draw, words):
    with pytest.raises(ExhibitError, match=words):
        show_figure(draw)


@pytest.mark.parametrize("changes, words", [
    ({"exhibit_id": "tbl-days"}, "is not the id of a figure"),
    ({"exhibit_id": "fig-Days"}, "is not the id of a figure"),
    ({"alt": " "}, "alt is empty"),
    ({"alt": "Image of bars"}, "Say what is seen"),
    ({"alt": "x" * 601}, "601 characters"),
    ({"caption": "Over {days} days"}, "asks for {days}"),
])
def test_figure_with_bad_texts_is_refused(shown, changes, words):
    with pytest.raises(ExhibitError, match=words):
        show_figure(**changes)


def test_figure_of_another_width_is_refused(shown):
    with pytest.raises(ExhibitError, match="180.0 mm wide, not 85"):
        show_figure(lambda frame, width_mm: draw_days(frame, width_mm=180), width_mm=85)


def test_caption_numbers_come_from_the_finding(shown):
    show_figure(caption="Over {days} days.", numbers={"days": number(1636)})
    assert shown[0][0][exhibits.EXHIBIT]["caption"] == "Over 1,636 days."


def test_table_cells_with_markup_are_shown_as_text(shown):
    frame = pd.DataFrame({"a": ["<script>alert(1)</script>"], "n": [7]})
    exhibits.table("tbl-a", frame, title="A & B", columns={"a": "Head <b>", "n": "N"})
    page = shown[0][0]["text/html"]
    assert "&lt;script&gt;" in page and "<script" not in page and "Head &lt;b&gt;" in page
    assert '<td style="text-align:right;white-space:nowrap">7</td>' in page


def test_table_with_an_unknown_column_names_what_there_is(shown):
    with pytest.raises(ExhibitError, match="no column 'b'. It has: name, days"):
        exhibits.table("tbl-a", FRAME, title="A", columns={"b": "B"})


def test_row_places_prefer_a_places_column():
    assert exhibits.row_places(FRAME.assign(lines="t:1;t:2")) == ["t:1;t:2", "t:1;t:2"]
    assert exhibits.row_places(FRAME.drop(columns="line")) == ["s", "s"]
    assert exhibits.row_places(FRAME.drop(columns=["line", "source_id"])) == []
    assert exhibits.row_places(FRAME.assign(line=["", 4.0])) == ["", "s:4"]


def test_row_places_are_sources_where_lines_are_counts():
    assert exhibits.row_places(pd.DataFrame({"source_id": ["a", "b"], "lines": [103, 67]})) == ["a", "b"]


def test_published_csv_rounds_fractions_and_keeps_whole_numbers():
    frame = pd.DataFrame({"x": [0.1 + 0.2, 2.0], "t": ["NA", ""]})
    assert exhibits.published_csv(frame) == "x,t\n0.3,NA\n2,\n"
    assert list(tables.frame_from_csv("x,t\n0.3,NA\n2,\n")["t"]) == ["NA", ""]


def test_published_csv_leaves_a_missing_number_blank():
    frame = pd.DataFrame({"n": pd.array([1.5, None], dtype="Float64"), "m": [0.25, float("nan")]})
    assert exhibits.published_csv(frame) == "n,m\n1.5,0.25\n,\n"


def test_exhibit_says_what_it_is_computed_from(shown):
    exhibits.table("tbl-days", FRAME, title="Days", derived_from=["tbl-tenures"])
    assert shown[0][0][exhibits.EXHIBIT]["derived_from"] == ["tbl-tenures"]
    assert "from `@tbl-tenures`" in shown[1][0]["text/markdown"]
    with pytest.raises(ExhibitError, match="derived_from names 'tenures', which is no id"):
        exhibits.table("tbl-days", FRAME, title="Days", derived_from=["tenures"])
