"""Real lists of office holders against rows worked by hand. Facts only; their sources are in tests/data/lists/sources.csv."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from helpers import dates, terms

LISTS = Path(__file__).parent / "data" / "lists"
NAMES = [row["list"] for row in csv.DictReader((LISTS / "sources.csv").open(encoding="utf-8"))]
KEPT = ["name_as_printed", "capacity", "start_edtf", "end_edtf", "exit_status"]


def read(name):
    text = (LISTS / f"{name}.txt").read_text(encoding="utf-8")
    return text, terms.read_list(text, where=name)


@pytest.mark.parametrize("name", NAMES)
def test_real_list_gives_the_rows_worked_by_hand(name):
    _, (rows, _) = read(name)
    expected = pd.read_csv(LISTS / f"{name}.csv", dtype=str, keep_default_na=False)
    found = rows.assign(line=rows["place"].str.partition(":")[2])[["line", *KEPT]]
    assert found.values.tolist() == expected[["line", *KEPT]].values.tolist()


@pytest.mark.parametrize("name", NAMES)
def test_real_list_every_line_is_read_or_refused_with_a_reason(name):
    text, (rows, refused) = read(name)
    seen = {int(place.partition(":")[2].partition("-")[0]) for place in [*rows["place"], *refused["place"]]}
    assert seen == {number for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
    assert (refused["reason"] != "").all()


@pytest.mark.parametrize("name", NAMES)
def test_real_list_cut_off_anywhere_yields_no_invented_row(name):
    text, (whole, _) = read(name)
    known = {(row.place, row.name_as_printed): [] for row in whole.itertuples()}
    for row in whole.itertuples():
        known[row.place, row.name_as_printed].append(row)
    for end in range(0, len(text), 3):
        rows, _ = terms.read_list(text[:end], where=name)
        for row in rows.itertuples():
            candidates = known.get((row.place, row.name_as_printed)) or cut_names(row, known)
            cut_at_the_sign = row.end_edtf == "" and row.exit_status == "unknown" and row.start_edtf and row.name_as_printed in text
            assert cut_at_the_sign or any(agrees(row, full) for full in candidates), (text[:end][-60:], tuple(row))


def cut_names(row, known):
    """Terms whose name the cut text prints in part (dates stand before names there)."""
    return [full for (place, name), rows in known.items() if place == row.place and name.startswith(row.name_as_printed) for full in rows]


def agrees(row, full):
    """Say whether a row says no more than the full row: a start and an end at least as wide."""
    return contains(row.start_edtf, full.start_edtf) and contains(row.end_edtf, full.end_edtf)


def contains(outer, inner):
    """Say whether the days of one EDTF text include those of another."""
    (first, last), (begin, end) = dates.bounds(outer), dates.bounds(inner)
    return (first is None or (begin is not None and first <= begin)) and (last is None or (end is not None and end <= last))
