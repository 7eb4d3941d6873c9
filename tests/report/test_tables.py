"""Shown tables: numbers alike in a column, everything escaped, fitted to the page."""

from helpers.cells import number_texts, shown_cells
from helpers.report import tables


def test_numbers_of_a_column_are_set_alike():
    assert number_texts(["1.5", "2", "", "-0.25"]) == ["1.50", "2.00", "", "−0.25"]
    assert number_texts(["314523", "87"]) == ["314,523", "87"]
    assert number_texts(["1950", "1948"]) == ["1950", "1948"]
    assert number_texts(["0.33333"]) == ["0.333"]


def test_text_columns_are_left_as_they_are():
    rows, numeric = shown_cells("line,n\n034,7\nNA,8\n", ["line", "n"])
    assert rows == [["034", "7"], ["NA", "8"]] and numeric == [False, True]


def test_markup_in_cells_and_heads_is_text(evil):
    grid = tables.Grid([evil], [[evil]], [False])
    assert "<script" not in tables.grid_html(grid, "x")
    assert '#panic' not in tables.grid_typst(grid)[0].replace('#panic(\\"x\\")', "")


def test_rows_link_to_their_printed_lines():
    grid = tables.Grid(["a"], [["1"]], [True], [[("S1:3", "line-x-3"), ("S2:4", "")]])
    assert '<a href="#line-x-3">S1:3</a> S2:4' in tables.grid_html(grid, "x")
    assert '#link(label("line-x-3"))[#"S1:3";];#", ";#"S2:4";' in tables.grid_typst(grid)[0]


def test_narrow_table_keeps_its_widths():
    assert tables.fit(["a", "b"], [["x", "y"]]) == (9.0, False, ["auto", "auto"], 2)


def test_wide_table_uses_the_whole_grid_and_no_more():
    size, wide, widths, lines = tables.fit(["id", "text", "more"], [["x", "word " * 80, "word " * 40]])
    assert wide and size == tables.WRAPPED_PT
    assert abs(sum(float(w.removesuffix("mm")) for w in widths) - tables.GRID_MM) < 0.5
    assert float(widths[1][:-2]) > float(widths[2][:-2]) > float(widths[0][:-2])
    assert 1 < lines < 14


def test_number_ranges_get_the_room_that_a_long_name_leaves():
    rows = [["Ministry of Posts and Telecommunications", "Kim Kwang-chol 김광철", "1,828\u00a0to\u00a02,556", "substantive", "2015-01-01 – 2015-12-31", "2021-01-01 – 2021-12-31", "vacancy or missing"]] * 8
    _, _, widths, lines = tables.fit(["Ministry", "Minister", "Days, alone", "Capacity", "First day", "Last day", "Status"], rows * 5)
    assert float(widths[2][:-2]) > tables.width_mm("1,828 to 2,556", tables.LONG_PT)
    assert lines <= 2 * 40 + 2


def test_ranges_of_numbers_are_not_broken():
    assert "1,828\u00a0to\u00a02,556" in tables.grid_typst(tables.Grid(["days"], [["1,828 to 2,556"]], [False]))[0]


def test_korean_is_wider_than_latin():
    assert tables.width_mm("체신성", 9) > tables.width_mm("abc", 9)


def test_neighbouring_lines_are_joined():
    from helpers.report.places import merged

    assert merged(["a:3", "a:4", "b:1", "a:6-7", "a:8", "whole"]) == ["a:3-4", "a:6-8", "b:1", "whole"]


def test_table_without_rows_says_none():
    assert "table.cell(colspan: 2)[none],\n)" in tables.grid_typst(tables.Grid(["a", "b"], [], [False, False]))[0]


def test_cell_that_is_an_id_leads_to_what_it_names():
    grid = tables.Grid(["finding"], [["find-a; else"]], [False], anchors={"find-a": "find-a"})
    assert '<a href="#find-a">find-a</a>; else' in tables.grid_html(grid, "x")
    assert '#link(label("find-a"))[#"find-a";];#"; ";#"else";' in tables.grid_typst(grid)[0]


def test_column_does_not_repeat_its_head():
    assert tables.without_heads(["Ministry", "n"], [["Ministry of Posts", "1"], ["Ministry of Rail", "2"]]) == [["Posts", "1"], ["Rail", "2"]]
    assert tables.without_heads(["Ministry"], [["Ministry of Posts"], ["Cabinet"]]) == [["Ministry of Posts"], ["Cabinet"]]


def test_place_on_an_unlisted_line_leads_to_its_source():
    from helpers.report.places import linked_places

    assert linked_places(["a:3", "a:9", "a", "b:1"], {"a": "S1", "b": "S2"}, {"a:3", "a"}) == [
        ("S1:3", "S1.3"), ("S1:9", "source-a"), ("S1", "source-a"), ("S2:1", ""),
    ]
