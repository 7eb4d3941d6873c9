"""Harvest: numbers in document order, one run, no exhibit twice, no reference into nothing."""

import nbformat
import pytest

from helpers.errors import ExhibitError
from helpers.report.edition import single_lines
from helpers.report.harvester import gather, harvest


def test_exhibits_are_numbered_by_kind_in_document_order(edition):
    numbered = [(e.id, e.label, e.notebook, e.cell) for e in edition.exhibits.values()]
    assert numbered == [
        ("fig-days", "Figure 1", "02_tenure", "02_tenure-c02"), ("tbl-terms", "Table 1", "02_tenure", "02_tenure-c04"),
        ("find-longest", "Finding 1", "02_tenure", "02_tenure-c05"), ("fig-other", "Figure 2", "06_robustness", "06_robustness-c02"),
    ]


def test_ranges_and_provenance_are_joined(edition):
    assert edition.ranges["find-longest"]["n"] == 96
    assert edition.provenance["as_of"] == "2026-11-21" and "kind" not in edition.provenance


def test_places_lead_back_to_every_exhibit_of_a_line(edition):
    used = edition.used_by()
    assert used["wikipedia-foreign-ministry:31"] == ["fig-days", "tbl-terms", "find-longest", "fig-other"]


def test_harvest_of_written_notebooks_is_the_same_edition(edition, sample_notebooks, publication, data_dir, tmp_path):
    for name, notebook in sample_notebooks:
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
    again = harvest(sorted(tmp_path.glob("*.ipynb")), publication=publication, data_dir=data_dir)
    assert again.exhibits == edition.exhibits and again.chapters == edition.chapters


def test_id_shown_twice_is_refused(build, publication):
    with pytest.raises(ExhibitError, match="fig-days is shown in a-c01 and again in a-c02"):
        gather([("a", build.notebook(build.figure(), build.figure()))], publication, data_dir="-")


def test_reference_to_nothing_is_refused_with_a_near_id(build, publication):
    with pytest.raises(ExhibitError, match="refers to @fig-dayz, which no notebook shows. Did you mean fig-days"):
        gather([("a", build.notebook("See @fig-dayz.", build.figure()))], publication, data_dir="-")


def test_notebooks_of_two_runs_are_refused(build, publication):
    runs = [(n, build.notebook(build.provenance(day))) for n, day in (("a", "2026-11-21"), ("b", "2025-12-31"))]
    with pytest.raises(ExhibitError, match="b.ipynb was run with as_of '2025-12-31', the ones before with '2026-11-21'"):
        gather(runs, publication, data_dir="-")


def test_failed_cell_is_refused(build, publication):
    notebook = build.notebook(lambda: None)
    notebook.cells[0].outputs = [nbformat.v4.new_output("error", ename="KeyError", evalue="'x'")]
    with pytest.raises(ExhibitError, match="a.ipynb, cell c01 failed with KeyError"):
        gather([("a", notebook)], publication, data_dir="-")


def test_memory_address_in_an_output_is_refused(build, publication):
    notebook = build.notebook(lambda: None)
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text="<object at 0x7f00aa11bb22>")]
    with pytest.raises(ExhibitError, match="memory address 0x7f00aa11bb22"):
        gather([("a", notebook)], publication, data_dir="-")


def test_captions_for_jupyterlab_are_not_printed_again(edition):
    shows = [show for chapter in edition.chapters for cell in chapter.cells for show in cell.shows]
    assert ("exhibit", "fig-days") in shows and not any(kind == "text" and "Days in" in text for kind, text in shows)


@pytest.mark.parametrize("place, lines", [
    ("a:3", ["a:3"]), ("a:3-5", ["a:3", "a:4", "a:5"]), ("a", ["a"]), ("a:x-y", ["a:x-y"]),
])
def test_single_lines_of_a_place(place, lines):
    assert single_lines(place) == lines
