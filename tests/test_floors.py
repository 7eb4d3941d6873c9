"""The package in floors: a module imports from its own floor and those below, and never in a circle."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import helpers

PACKAGE = Path(helpers.__file__).parent
LONGEST = 60        # lines of a function
SUBJECT = 4         # the floor of every module that is not named here
FLOORS = {
    0: {"paths", "errors", "vocabulary"},
    1: {"dates", "schemas"},
    2: {"tables", "terms", "names", "cells", "spelling", "methods"},
    3: {"readings", "beforehand"},
    5: {"survival", "mixture", "comparison", "tenure_views", "discrepancies", "sources", "study", "stages", "codebook", "coverage"},
    6: {"findings"},
    7: {"multiverse", "scale", "specification"},
    8: {"figures", "rendering"},
    9: {"exhibits", "explore", "panels"},
    10: {"report"},
    11: {"parameters", "progress", "children", "kernels", "notebook_files", "edition", "graph", "project", "pipeline", "lab", "__main__"},
}
FLOOR_OF = {name: floor for floor, names in FLOORS.items() for name in names}


def floor(module):
    """The floor of a module by the first part of its name within the package."""
    return FLOOR_OF.get(module.split(".")[0], SUBJECT)


def name_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(p): p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"}

TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imported(path, *, late=True):
    """The modules of the package that a file imports, at its top or (late) anywhere in it."""
    tree = TREES[name_of(path)]
    nodes = ast.walk(tree) if late else [n for top in tree.body if not isinstance(top, (ast.FunctionDef, ast.ClassDef)) for n in ast.walk(top)]
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names |= {node.module} | {f"{node.module}.{a.name}" for a in node.names}
    inside = {n.removeprefix("helpers.") for n in names if n.startswith("helpers.")}
    return {n for n in inside if n in MODULES}


def test_modules_import_from_no_higher_floor():
    above = {m: sorted(n for n in imported(path) if floor(n) > floor(m)) for m, path in MODULES.items()}
    assert {m: n for m, n in above.items() if n} == {}


def test_modules_import_each_other_in_no_circle():
    graph = {name: imported(path, late=False) - {name} for name, path in MODULES.items()}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        raise AssertionError(" → ".join(circle.args[1])) from None


def test_every_named_module_exists():
    later = {"terms", "names", "survival", "discrepancies", "explore"}
    assert {n for n in FLOOR_OF if n not in {m.split(".")[0] for m in MODULES}} <= later


def test_modules_have_a_subject():
    assert {m for m in MODULES if m.split(".")[-1] in {"utils", "util", "common", "misc", "tools", "helpers"}} == set()
    assert {m for m, tree in TREES.items() if tree.body and not ast.get_docstring(tree)} == set()


def test_functions_are_short():
    functions = ((m, n) for m, tree in TREES.items() for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    assert {f"{m}.{n.name}" for m, n in functions if n.end_lineno - n.lineno >= LONGEST} == set()


def test_no_module_lies_beside_a_notebook():
    assert list((PACKAGE.parents[1] / "notebooks").rglob("*.py")) == []
