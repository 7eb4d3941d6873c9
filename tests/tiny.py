"""A project of three small notebooks, and the command line run on it."""

import json
import os
import subprocess
import sys
from pathlib import Path

STUBS = Path(__file__).resolve().parent / "stubs"
PARAMETERS = 'as_of = "2026-11-21"\nreading_set = "document"\nreadings = {}'
CLEAN = """import pandas as pd
from helpers import paths
frame = pd.read_csv(paths.DATA / "raw" / "a.csv", dtype=str)
frame.assign(as_of=as_of).to_csv(paths.DATA / "processed" / "a.csv", index=False)"""
READ = """import pandas as pd
from helpers import paths
print(len(pd.read_csv(paths.DATA / "processed" / "a.csv")), as_of)"""
SETTINGS = """notebooks = {names}
date = "2026-11-22"
[parameters]
as_of = "2026-11-21"
reading_set = "document"
[run]
report = "tiny_report"
check = "tiny_report:check"
warm = ["helpers.children", "ipykernel.kernelapp", "pandas"]
"""


def notebook(*sources, parameters=PARAMETERS):
    """A notebook of code cells; the first is tagged parameters."""
    cells = [
        {"cell_type": "code", "id": f"c{i:02d}", "metadata": {"tags": ["parameters"]} if i == 0 else {},
         "source": source, "outputs": [], "execution_count": None}
        for i, source in enumerate((parameters, *sources))
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def make_project(root, **notebooks):
    """Write a project to `root`; notebooks by name, as lists of cell sources."""
    wanted = notebooks or {"n01_clean": [CLEAN], "n02_count": [READ, "1 + 1"], "n03_count": [READ]}
    for folder in ("data/raw", "notebooks", "reports"):
        (root / folder).mkdir(parents=True)
    (root / "data" / "raw" / "a.csv").write_text("id,value\na,1\nb,2\n")
    for name, sources in wanted.items():
        write_notebook(root, name, *sources)
    (root / "reports" / "report.toml").write_text(SETTINGS.format(names=json.dumps(list(wanted))))
    return root


def write_notebook(root, name, *sources):
    (root / "notebooks" / f"{name}.ipynb").write_text(notebook(*sources))


def command(*arguments):
    return [sys.executable, "-m", "helpers", *arguments]


def environment(root, **variables):
    """The caller's environment, pointed at the project in `root`."""
    known = [p for p in [os.environ.get("PYTHONPATH")] if p]
    return {**os.environ, "HELPERS_ROOT": str(root), "PYTHONPATH": os.pathsep.join([str(STUBS), *known]), **variables}


def run(root, *arguments, cwd=None, **variables):
    """Run a subcommand of the command line on the project; the finished process."""
    return subprocess.run(
        command(*arguments), env=environment(root, **variables), cwd=cwd or root,
        capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
    )


def steps_done(finished):
    """The names of the steps that a finished run did, sorted."""
    return sorted(line.split()[1] for line in finished.stderr.splitlines() if line.startswith("[") and " done " in line)


def contents(root):
    """Every published file of a project or an edition, by name."""
    folders = ("data/processed", "notebooks", "reports")
    found = (p for folder in folders for p in (root / folder).rglob("*") if p.is_file())
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(found)}
