"""nbconvert: the registered exporters on one notebook and on several."""

import subprocess
import sys

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from helpers.report import exporters


@pytest.fixture(scope="module")
def files(sample_notebooks, tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    for name, notebook in sample_notebooks:
        nbformat.write(notebook, folder / f"{name}.ipynb")
    return sorted(folder.glob("*.ipynb"))


@pytest.mark.parametrize("name, kind", [
    ("helpers-html", exporters.HtmlReportExporter), ("helpers-pdf", exporters.PdfReportExporter), ("helpers-typst", exporters.TypstReportExporter),
])
def test_exporters_are_registered(name, kind):
    assert get_exporter(name).__qualname__ == kind.__qualname__


def test_command_line_makes_a_pdf_of_one_notebook(files, tmp_path):
    command = [sys.executable, "-m", "nbconvert", "--to", "helpers-pdf", str(files[0]), "--output-dir", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "02_tenure.pdf").read_bytes().startswith(b"%PDF")


def test_one_notebook_as_html_is_its_chapter_alone(files):
    page, resources = exporters.HtmlReportExporter().from_filename(str(files[0]))
    assert resources["output_extension"] == ".html"
    assert 'id="fig-days"' in page and "fig-other" not in page and 'id="printed-lines"' not in page


def test_typst_source_comes_with_its_files(files):
    source, resources = exporters.TypstReportExporter().from_filename(str(files[1]))
    assert '#import "report.typ"' in source
    assert {"./report.typ", "./references.bib", "./figures/fig-other.svg", "./data/fig-other.csv"} <= set(resources["outputs"])


def test_reference_into_another_notebook_is_named_by_its_id(files):
    notebook = nbformat.read(files[1], as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("See @fig-days."))
    page, _ = exporters.HtmlReportExporter().from_notebook_node(notebook)
    assert "<code>fig-days</code>" in page


def test_several_notebooks_are_merged_in_order(files, publication, monkeypatch):
    monkeypatch.setattr(exporters, "load_publication", lambda path: publication)
    page, _ = exporters.HtmlReportExporter().from_notebooks(files)
    assert page.index('id="fig-days"') < page.index('id="fig-other"') and 'id="report-title"' in page
