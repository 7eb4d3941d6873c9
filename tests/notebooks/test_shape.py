"""The shape every notebook has: one question, short cells, no logic, results of one clean run."""

import ast
import json
import re
import tomllib
from statistics import median

import pytest

from helpers import notebook_files, paths

NOTEBOOKS = tuple(tomllib.loads((paths.REPORTS / "report.toml").read_text(encoding="utf-8"))["notebooks"])
CELLS, CODE_LINES, CELL_LINES, MEDIAN_LINES = (15, 30), 120, 15, 6     # an exhibit with title, caption and alt takes six
WRITES = "01_clean"         # the one notebook that writes tables
FORBIDDEN_CALLS = {
    "open", "read_csv", "read_json", "read_table", "to_csv", "to_json", "to_excel", "savefig", "iterrows", "itertuples",
    "subplots", "plot", "scatter", "bar", "barh", "hist", "eval", "exec", "now", "today", "utcnow",
}
FORBIDDEN_IMPORTS = {"os", "pathlib", "matplotlib", "requests", "urllib", "random", "time"}
QUANTITY = re.compile(r"\b(most (of|[a-z]+s)|half (of|the)|the majority|twice|percent|per cent|dozens)\b|\d+ ?%", re.I)
PARAMETERS = {"as_of", "reading_set", "readings"}
CLOSING = ("does not show", "could change")


@pytest.fixture(params=NOTEBOOKS)
def notebook(request):
    return json.loads((paths.NOTEBOOKS / f"{request.param}.ipynb").read_text(encoding="utf-8")) | {"name": request.param}


def code(notebook):
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]


def prose(notebook):
    return ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"]


def calls(notebook):
    trees = [ast.parse(source) for source in code(notebook)]
    functions = [n.func for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call)]
    return [f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in functions]


def test_notebook_is_in_its_normal_form(notebook):
    path = paths.NOTEBOOKS / f"{notebook['name']}.ipynb"
    kept = notebook_files.normalise(notebook_files.read_notebook(path), path.name)
    assert notebook_files.dump_notebook(kept) == path.read_text(encoding="utf-8")


def test_notebook_was_run_from_top_to_bottom_once(notebook):
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    assert [c["execution_count"] for c in cells] == list(range(1, len(cells) + 1))


def test_notebook_was_published_with_its_own_parameters(notebook):
    tags = [c["metadata"].get("tags", []) for c in notebook["cells"]]
    assert tags.count(["parameters"]) == 1
    assert not any("injected-parameters" in t for t in tags)


def test_notebook_opens_with_its_question(notebook):
    first = notebook["cells"][0]
    assert first["cell_type"] == "markdown"
    assert re.match(r"# .+\?\n", "".join(first["source"])), "the title is a question"


def test_parameters_are_declared_and_explained(notebook):
    cell = next(c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", []))
    source = "".join(cell["source"])
    assert PARAMETERS <= notebook_files.declared_parameters(notebook)
    assert [line for line in source.splitlines() if line.strip() and "#" not in line] == []


def test_cells_are_few_and_short(notebook):
    lengths = [len(source.splitlines()) for source in code(notebook)]
    assert CELLS[0] <= len(notebook["cells"]) <= CELLS[1]
    assert sum(lengths) <= CODE_LINES
    assert max(lengths) <= CELL_LINES
    assert median(lengths) <= MEDIAN_LINES


def test_code_cells_define_nothing_and_loop_over_nothing(notebook):
    trees = [ast.parse(source) for source in code(notebook)]
    logic = (ast.FunctionDef, ast.ClassDef, ast.While, ast.Try)
    assert [type(n).__name__ for tree in trees for n in ast.walk(tree) if isinstance(n, logic)] == []


def test_code_cells_draw_and_read_nothing_themselves(notebook):
    assert sorted(set(calls(notebook)) & FORBIDDEN_CALLS) == []
    trees = [ast.parse(source) for source in code(notebook)]
    names = [n.module if isinstance(n, ast.ImportFrom) else a.name for tree in trees for n in ast.walk(tree)
             if isinstance(n, (ast.Import, ast.ImportFrom)) for a in n.names]
    assert sorted({n.split(".")[0] for n in names} & FORBIDDEN_IMPORTS) == []


def test_only_the_first_notebook_writes(notebook):
    assert ("write_processed" in calls(notebook)) == (notebook["name"] == WRITES)


def test_prose_holds_no_quantity(notebook):
    assert [found[0] for text in prose(notebook) for found in QUANTITY.finditer(text)] == []


def test_notebook_ends_with_its_limits_readings_and_provenance(notebook):
    text = "\n".join(prose(notebook))
    assert [words for words in CLOSING if words not in text] == []
    assert "provenance" in code(notebook)[-1]


def test_notebook_shows_figures_and_findings(notebook):
    shown = calls(notebook)
    assert shown.count("finding") + shown.count("show_result") >= 1 and shown.count("figure") >= 2


def test_no_output_mentions_a_folder_of_this_machine(notebook):
    text = json.dumps([c.get("outputs", []) for c in notebook["cells"]])
    assert re.findall(r"/(?:home|root|Users|tmp|var)/[\w./-]+", text) == []
