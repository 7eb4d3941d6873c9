"""Notebooks as files: the source part, the normal form, the declared parameters."""

import json

import nbformat
import pytest

from helpers import notebook_files
from helpers.errors import ParameterError, RunError


def cell(*outputs, source="x", **fields):
    return {"cell_type": "code", "id": "c01", "metadata": {}, "source": source, "outputs": list(outputs), "execution_count": 3, **fields}


def notebook(*cells, **metadata):
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def test_source_leaves_out_what_runs_leave():
    written = notebook(cell(stream("a")), kernelspec={"name": "other"}, papermill={"duration": 1.5})
    again = notebook(cell(execution_count=None, metadata={"execution": {"iopub": "…"}, "papermill": {}}), language_info={"version": "3.99"})
    assert notebook_files.source_of(written) == notebook_files.source_of(again)


def test_source_keeps_what_people_write():
    base = notebook_files.source_of(notebook(cell()))
    for other in (cell(source="y"), cell(metadata={"tags": ["parameters"]}), cell(cell_type="markdown"), cell(id="c02")):
        assert notebook_files.source_of(notebook(other)) != base


def test_normal_form_joins_pieces_of_a_stream():
    kept = notebook_files.normalise(notebook(cell(stream("a\n"), stream("b"), stream("c\n"))), "n")
    assert kept["cells"][0]["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["a\n", "bc\n"]}]


def test_normal_form_is_what_jupyter_writes():
    shown = {"output_type": "display_data", "metadata": {}, "data": {
        "text/plain": "a\nb", "image/svg+xml": "<svg>\n</svg>", "image/png": "aGk=\n", "application/json": {"b": 1, "a": "한\n국"}}}
    text = notebook_files.dump_notebook(notebook_files.normalise(notebook(cell(shown)), "n"))
    assert nbformat.writes(nbformat.reads(text, as_version=4)) + "\n" == text
    nbformat.validate(json.loads(text))


def test_normal_form_drops_views_of_widgets():
    view = {notebook_files.WIDGET_VIEW: {"model_id": "3f2a"}, "text/plain": "a table"}
    kept = notebook_files.normalise(notebook(cell({"output_type": "display_data", "data": view, "metadata": {}}), widgets={"3f2a": 1}), "n")
    assert kept["cells"][0]["outputs"][0]["data"] == {"text/plain": ["a table"]}
    assert set(kept["metadata"]) == {"kernelspec", "language_info"}


@pytest.mark.parametrize(("output", "sentence"), [
    (stream("careful", "stderr"), "n wrote to the error stream: 'careful'. Mend what it warns of."),
    (stream("<A at 0x7f00deadbeef>"), "n shows an object by its address"),
    ({"output_type": "execute_result", "data": {"text/html": ["<A at ", "0x7f00deadbeef>"]}, "metadata": {}}, "n shows an object by its address"),
    ({"output_type": "error", "ename": "E", "evalue": "e", "traceback": []}, "n holds an error: E: e. Mend the cell."),
])
def test_output_that_cannot_be_the_same_twice_is_refused(output, sentence):
    with pytest.raises(RunError, match=sentence.replace("(", r"\(")):
        notebook_files.normalise(notebook(cell(output)), "n")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 3}', "\x00"])
def test_file_that_is_no_notebook_is_refused(tmp_path, text):
    (tmp_path / "a.ipynb").write_text(text)
    with pytest.raises(RunError, match="a.ipynb is not a notebook"):
        notebook_files.read_notebook(tmp_path / "a.ipynb")


def test_missing_notebook_is_named(tmp_path):
    with pytest.raises(RunError, match="a.ipynb is missing. Restore it, or take it out of reports/report.toml."):
        notebook_files.read_notebook(tmp_path / "a.ipynb")


def test_declared_parameters_are_those_of_the_tagged_cell():
    tagged = cell(source="a = 1  # days\nb: str = ''\nif a == 2: pass", metadata={"tags": ["parameters"]})
    assert notebook_files.declared_parameters(notebook(cell(source="z = 1"), tagged)) == {"a", "b"}


def test_misspelt_parameter_is_refused():
    notebook_files.check_declared({"as_of": 1}, {"n": {"as_of"}, "m": set()})
    with pytest.raises(ParameterError, match="no notebook has a parameter 'as_off'. There are: as_of, readings."):
        notebook_files.check_declared({"as_off": 1}, {"n": {"as_of"}, "m": {"readings"}})
