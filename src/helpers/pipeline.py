"""From raw tables to a published edition: which tasks there are, in which order, and which are done already.

First the parameters and the data are checked; then the notebooks run side by side, those that read the
processed tables after the first one, which writes them; then the parts of the report are made at the same
time. All of it happens in a mirror of the project under ``build/``; the published files change only at the
end, all at once.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from helpers import children, edition, graph, notebook_files, project as projects
from helpers.errors import RunError
from helpers.graph import Step
from helpers.progress import Progress
from helpers.project import Inputs, Run

TASK_SECONDS = 900          # one report task may take this long before it is stopped
PARTS = {                   # what a report is made of: the function that writes it, and where
    "exhibits": ("write_exhibits", "reports"),
    "html": ("write_html", "reports/report.html"),
    "pdf": ("write_pdf", "reports/report.pdf"),
}
STATE = "tasks.json"        # what the graph remembers of the last run


def execute(run: Run, *, parts: Iterable[str] = tuple(PARTS), progress: Progress | None = None) -> list[str]:
    """Bring everything up to date and publish it; the names of the files that changed.

    Parameters
    ----------
    parts : which of ``exhibits``, ``html`` and ``pdf`` to make

    Raises
    ------
    HelpersError
        Always with what was published before untouched.
    """
    own = run.base == run.project.root
    if not own:
        edition.claim(run.base)
    place = run.base / "build" / "lock" if own else run.base / ".lock"
    with edition.lock(place), edition.lock(run.mirror / "lock"):
        edition.repair(run.base)
        inputs = projects.take_inputs(run)
        check_injected(run)
        with projects.child_environment(run):
            done = work(run, steps(run, inputs, tuple(parts)), progress or Progress())
        if done:
            check_sources(run, inputs)
        return edition.publish(run.mirror, run.base, generated(run, parts))


def check_injected(run: Run) -> None:
    """Refuse a parameter that no notebook declares."""
    if not run.injected:
        return
    sources = {n: notebook_files.read_notebook(run.mirror / "sources" / f"{n}.ipynb") for n in run.project.notebooks}
    notebook_files.check_declared(run.injected, {n: notebook_files.declared_parameters(s) for n, s in sources.items()})


def check_sources(run: Run, inputs: Inputs) -> None:
    """Refuse to publish over a notebook that was edited while it ran: the edit would be lost."""
    for name, before in inputs.notebooks.items():
        text = projects.source_text(run.project.root, name)
        if projects.digest_text(text) != before:
            raise RunError(f"{name}.ipynb was edited while it ran. Nothing was published; run again.")


def generated(run: Run, parts: Iterable[str]) -> list[str]:
    """The files of the new edition, relative to the mirror."""
    files = [n for n in edition.edition_files(run.mirror) if not projects.is_report_source(run.mirror, run.mirror / n)]
    wholes = {PARTS[part][1]: part for part in PARTS if part != "exhibits"}
    return [n for n in files if wholes.get(n, "exhibits") in parts or not n.startswith("reports/")]


def steps(run: Run, inputs: Inputs, parts: tuple[str, ...]) -> list[Step]:
    """The graph: check, the notebooks, the parts of the report.

    Later notebooks come first where they may: they build on more of the study and take longest.
    """
    parameters = repr((run.parameters.as_of, run.parameters.reading_set, sorted(run.parameters.readings.items())))
    common = inputs.data + inputs.code + parameters
    executed = cache(lambda: inputs.report + inputs.report_code + inputs.data + notebooks_digest(run) + tables_digest(run))
    return [
        Step("check", lambda: check(run), inputs=lambda: common),
        *(notebook_step(run, name, common + inputs.notebooks[name]) for name in reversed(run.project.notebooks)),
        *(part_step(run, part, executed) for part in parts),
    ]


def notebook_step(run: Run, name: str, inputs: str) -> Step:
    """The step that runs one notebook; it waits for the processed tables if its code names them."""
    first = run.project.notebooks[0]
    waits = name != first and reads_tables(run, name)
    return Step(
        name,
        lambda: run_notebook(run, name),
        after=("check", first) if waits else ("check",),
        inputs=lambda: inputs + (tables_digest(run) if waits else ""),
        outputs=lambda: outputs_digest(run, name) + (tables_digest(run) if name == first else ""),
    )


def reads_tables(run: Run, name: str) -> bool:
    """Whether the code of a notebook names the processed tables."""
    notebook = notebook_files.read_notebook(run.mirror / "sources" / f"{name}.ipynb")
    return any("processed" in "".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")


def part_step(run: Run, part: str, executed: Callable[[], str]) -> Step:
    """The step that makes one part of the report from what was `executed`, asked for when all of it is done."""
    return Step(
        part,
        lambda: write(run, part),
        after=tuple(run.project.notebooks),
        inputs=executed,
        outputs=lambda: projects.digest(run.mirror, part_files(run, part)),
    )


def tables_digest(run: Run) -> str:
    """One digest of all processed tables in the mirror."""
    return projects.digest(run.mirror, projects.files_under(run.mirror / "data" / "processed"))


def outputs_digest(run: Run, name: str) -> str:
    """The digest of one notebook in the mirror, its outputs included."""
    return projects.digest(run.mirror, [run.mirror / "notebooks" / f"{name}.ipynb"])


def notebooks_digest(run: Run) -> str:
    """The digests of all notebooks in the mirror, joined in their order."""
    return "".join(outputs_digest(run, name) for name in run.project.notebooks)


def part_files(run: Run, part: str) -> list[Path]:
    """The files that a part of the report has written."""
    if part != "exhibits":
        return [run.mirror / PARTS[part][1]]
    single = {run.mirror / PARTS[other][1] for other in PARTS if other != "exhibits"}
    found = projects.files_under(run.mirror / "reports")
    return [p for p in found if p not in single and not projects.is_report_source(run.mirror, p)]


def check(run: Run) -> None:
    """Open the data with the parameters of the run, in a child."""
    p = run.parameters
    children.call(run.project.check, p.as_of, p.reading_set, dict(p.readings), folder=str(run.mirror), limit=TASK_SECONDS)


def run_notebook(run: Run, name: str) -> None:
    """Run one notebook and keep it in its normal form; the first one's tables replace the old ones."""
    from helpers import kernels

    if name == run.project.notebooks[0]:
        shutil.rmtree(run.mirror / "data" / "processed", ignore_errors=True)
        (run.mirror / "data" / "processed").mkdir(parents=True)
    source, raw = run.mirror / "sources" / f"{name}.ipynb", run.mirror / "scratch" / f"{name}.ipynb"
    folder = run.mirror / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    declared = notebook_files.declared_parameters(notebook_files.read_notebook(source))
    values = {k: v for k, v in run.injected.items() if k in declared}
    kernels.run_notebook(source, raw, values, folder=folder, limit=run.cell_seconds)
    kept = notebook_files.normalise(notebook_files.read_notebook(raw), f"{name}.ipynb")
    (folder / f"{name}.ipynb").write_text(notebook_files.dump_notebook(kept), encoding="utf-8", newline="\n")
    raw.unlink()


def write(run: Run, part: str) -> None:
    """Make one part of the report in a child."""
    writer, target = PARTS[part]
    for old in part_files(run, part):
        old.unlink(missing_ok=True)
    arguments = run.project.report, writer, str(run.mirror / target)
    try:
        children.call("helpers.pipeline:write_part", *arguments, folder=str(run.mirror), limit=TASK_SECONDS)
    except children.ChildError as failure:
        place = run.mirror / "last-error.txt"
        place.write_text(failure.details, encoding="utf-8")
        raise RunError(f"{part} could not be made: {failure} Where it happened is in {place}.") from None


def write_part(report: str, writer: str, target: str) -> None:
    """Harvest the edition from the executed notebooks and write one part of it to `target`."""
    module = import_module(report)
    getattr(module, writer)(module.harvest(), Path(target))


def work(run: Run, tasks: list[Step], progress: Progress) -> list[str]:
    """Do the tasks that are not up to date; their names. Raises the first failure."""
    progress.total = len(tasks)
    children.allow_children()
    try:
        return graph.run(tasks, progress, state=run.mirror / STATE, jobs=run.jobs, prepare=lambda: warm_up(run))
    except KeyboardInterrupt:
        raise RunError("the run was stopped. What was published before is untouched.") from None
    finally:
        children.stop_children()
        progress.close()


def warm_up(run: Run) -> None:
    """Start what every task needs: the warm server, and this process's own imports at the same time."""
    children.start_warm_server(tuple(run.project.warm))
    threading.Thread(target=import_module, args=("helpers.kernels",), daemon=True).start()
