"""CSV for spreadsheets: no text becomes a formula, no number changes, and the way back is exact."""

import pytest

from helpers.report.spreadsheet import export_csv, import_csv


@pytest.mark.parametrize("cell, exported", [
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("'=x", "''=x"),
    ("-5", "-5"), ("+3.5", "+3.5"), ("-1e-9", "-1e-9"), ("text", "text"), ("'quoted'", "'quoted'"), ("", ""),
])
def test_cell_is_exported_and_comes_back(cell, exported):
    text = f'a,b\n"{cell}",2\n'
    out = export_csv(text)
    assert out.splitlines()[1].replace('"', "") == f"{exported},2"
    assert import_csv(out) == export_csv("a,b\n") + (f'"{cell}",2\n' if '"' in cell else f"{cell},2\n")


def test_commas_quotes_and_line_ends_survive():
    text = 'a\n"x, ""y""\nz"\n'
    assert export_csv(text) == text
