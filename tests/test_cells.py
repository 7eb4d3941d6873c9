"""How the cells of a shown table are set."""

import pytest

from helpers import cells


@pytest.mark.parametrize("cell, whole", [
    ("1948-09-09", True), ("1948-09-09–1948-09-30", True), ("[1998-01-01..1998-12-31]", True), ("−12.5", True),
    ("Ho Dam 허담", False), ("wikipedia-posts-ministry:34", False), ("", False), ("1" * 25, False),
])
def test_dates_and_numbers_stay_on_one_line_and_words_may_break(cell, whole):
    markup = cells.table_html(f"x\n{cell}\nword\n", {"x": "X"}, "T")
    assert ("white-space:nowrap" in markup) == whole


@pytest.mark.parametrize("texts, expected", [
    (["1950", "7"], ["1950", "7"]), (["314523", "7"], ["314,523", "7"]), (["1.5", "2", ""], ["1.5", "2.0", ""]),
    (["-0.04", "-0.06"], ["−0.04", "−0.06"]), (["-0", "1"], ["0", "1"]), (["0.12345"], ["0.123"]),
])
def test_numbers_of_a_column_are_set_alike(texts, expected):
    assert cells.number_texts(texts) == expected


def test_codes_are_shown_as_words_and_lists_with_spaces():
    rows, _ = cells.shown_cells("status,names,file\nvacancy_or_missing,a;b; c,mail_regimes\n", ["status", "names", "file"])
    assert rows == [["vacancy or missing", "a; b; c", "mail_regimes"]]
