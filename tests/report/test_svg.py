"""Drawings for the page: short paths that end where they should, own ids, no inline style."""

import re

import pytest

from helpers.report.svg import inline_svg, own_ids
from helpers.report.svg_paths import short_path, unwrap


@pytest.mark.parametrize("path, short", [
    ("M 73.25 66.01 L 507.24 66.01 ", "M73.2 66h434"),
    ("M 0 0 L 10 5 L 10 0 z ", "M0 0l10 5v-5z"),
    ("M 0 0 L 0.04 0.5 ", "M0 0v.5"),
    ("M 10 10 C 11 10 12 11 12 12 Q 1 2 3 4 ", "M10 10c1 0 2 1 2 2q-11-10-9-8"),
    ("M 1 1 L 2 2 z M 5 5 L 6 6", "M1 1l1 1zM5 5l1 1"),
    ("M 1 1 H 4", "M 1 1 H 4"),
])
def test_path_is_shortened(path, short):
    assert short_path(path) == short


def test_rounding_does_not_add_up():
    points = [(i * 1.2345, i * 0.777) for i in range(500)]
    short = short_path("M " + " L ".join(f"{x} {y}" for x, y in points))
    steps = [tuple(map(float, re.findall(r"-?\d*\.?\d+", step))) for step in re.findall(r"l([^lMz]*)", short)]
    end = tuple(sum(step[axis] for step in steps) for axis in (0, 1))
    assert end == pytest.approx(points[-1], abs=0.06)


def test_groups_without_attributes_are_unwrapped():
    assert unwrap('<g><g id="a"><g><path/></g></g></g>') == '<g id="a"><path/></g>'


def test_ids_are_renamed_where_used_and_dropped_elsewhere():
    svg = '<clipPath id="p1"/><g id="axes_1"><g id="row-3"><path clip-path="url(#p1)"/></g></g><use xlink:href="#m"/><path id="m"/>'
    own = own_ids(svg, "fig-a")
    assert own == '<clipPath id="fig-a.1"/><g><g data-row="3" class="mark"><path clip-path="url(#fig-a.1)"/></g></g><use href="#fig-a.0"/><path id="fig-a.0"/>'


def test_drawing_in_a_page_has_no_style_and_a_name(edition):
    drawn = inline_svg(edition.exhibits["fig-days"].spec["svg"], "fig-days", 'A "b" <c>')
    assert "style" not in drawn and 'aria-label="A &quot;b&quot; &lt;c&gt;"' in drawn and 'font-size="' in drawn
    assert drawn.count('class="mark"') == 3 and "박헌영" in drawn


def test_marks_that_look_alike_share_a_group():
    from helpers.report.svg_paths import hoist

    alike = '<path d="M0 0" fill="a"/><g data-row="1" class="mark"><path d="M1 1" fill="a"/></g><path d="M2 2" fill="b"/>'
    assert hoist(f"<x>{alike}</x>") == '<x><g fill="a"><path d="M0 0"/><g data-row="1" class="mark"><path d="M1 1"/></g></g><path d="M2 2" fill="b"/></x>'


def test_faded_marks_keep_their_own_opacity():
    from helpers.report.svg_paths import hoist

    assert hoist('<use x="1" opacity=".5" fill="a"/><use x="2" opacity=".5" fill="a"/>').count('opacity=".5"') == 2


def test_marks_of_one_clip_share_it_though_their_colours_differ():
    from helpers.report.svg_paths import hoist

    marks = '<path d="M0 0" clip-path="url(#c)" fill="a"/><path d="M1 1" clip-path="url(#c)" fill="b"/>'
    assert hoist(marks, frozenset({"clip-path"})) == '<g clip-path="url(#c)"><path d="M0 0" fill="a"/><path d="M1 1" fill="b"/></g>'


def test_texts_say_only_what_differs():
    from helpers.report.svg_paths import short_texts

    plain = '<text font-size="7px" font-family="&#x27;Noto Sans KR&#x27;" transform="rotate(-0 3 4)" x="3">a</text>'
    turned = '<text font-size="8px" font-family="&#x27;Noto Sans KR&#x27;" transform="rotate(-90 3 4)">b</text>'
    assert short_texts(plain * 2 + turned) == ('<text x="3">a</text>' * 2 + '<text font-size="8px" transform="rotate(-90 3 4)">b</text>', ' font-size="7px"')
    assert short_texts("<path/>") == ("<path/>", "")


def test_groups_that_hold_nothing_are_left_out():
    assert unwrap('<g id="a"><g/><path/></g><g fill="b"/>') == '<g id="a"><path/></g>'
