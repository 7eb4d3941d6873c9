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
    assert '#panic' not in tables.grid_typst(grid).replace('#panic(\\"x\\")', "")


def test_rows_link_to_their_printed_lines():
    grid = tables.Grid(["a"], [["1"]], [True], [[("S1:3", "line-x-3"), ("S2:4", "")]])
    assert '<a href="#line-x-3">S1:3</a> S2:4' in tables.grid_html(grid, "x")
    assert '#link(label("line-x-3"))[#"S1:3";];#", ";#"S2:4";' in tables.grid_typst(grid)


def test_narrow_table_keeps_its_widths():
    assert tables.fit(["a", "b"], [["x", "y"]]) == (9.0, False, ["auto", "auto"])


def test_wide_table_uses_the_whole_grid_and_no_more():
    size, wide, widths = tables.fit(["id", "text", "more"], [["x", "word " * 80, "word " * 40]])
    assert wide and size == tables.WRAPPED_PT
    assert abs(sum(float(w.removesuffix("mm")) for w in widths) - tables.GRID_MM) < 0.5
    assert float(widths[1][:-2]) > float(widths[2][:-2]) > float(widths[0][:-2])


def test_korean_is_wider_than_latin():
    assert tables.width_mm("체신성", 9) > tables.width_mm("abc", 9)


def test_neighbouring_lines_are_joined():
    from helpers.report.places import merged

    assert merged(["a:3", "a:4", "b:1", "a:6-7", "a:8", "whole"]) == ["a:3-4", "a:6-8", "b:1", "whole"]


def test_table_without_rows_says_none():
    assert "table.cell(colspan: 2)[none],\n)" in tables.grid_typst(tables.Grid(["a", "b"], [], [False, False]))
