"""Tasks that need each other, run by doit: in order, side by side, and only where something changed.

A task is up to date when the content of what it reads and of what it wrote is what it was when it
was last done. Time stamps do not count: a clock set back changes nothing, nor does a copied folder.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from pathlib import Path

from helpers import children
from helpers.errors import HelpersError, RunError
from helpers.progress import Progress

VALUES = "_values_:"        # the key under which doit keeps what `unchanged` hands it


@dataclass(frozen=True)
class Step:
    """One task: what it does, which are done before, and the digests of what it reads and leaves."""

    name: str
    act: Callable[[], None]
    after: tuple[str, ...] = ()
    inputs: Callable[[], str] = str
    outputs: Callable[[], str] = str


@dataclass
class Work:
    """The steps of one run, and what became of them."""

    progress: Progress
    prepare: Callable[[], None]
    done: list[str] = field(default_factory=list)
    failures: list[HelpersError] = field(default_factory=list)
    prepared: bool = False

    def do(self, step: Step) -> bool:
        """Do one step, unless another failed already; whether it succeeded."""
        if self.failures:
            return False
        self.progress.start(step.name)
        try:
            step.act()
        except Exception as failure:
            known = isinstance(failure, HelpersError)
            self.failures.append(failure if known else RunError(f"{step.name}: {type(failure).__name__}: {failure}"))
            self.progress.finish(step.name, "failed")
            children.stop_children()
            return False
        self.progress.finish(step.name)
        self.done.append(step.name)
        return True

    def begin(self) -> None:
        """Called before the first step that is really done."""
        if not self.prepared:
            self.prepared = True
            self.prepare()


def run(steps: Sequence[Step], progress: Progress, *, state: Path, jobs: int, prepare: Callable[[], None]) -> list[str]:
    """Do the steps that are not up to date, `jobs` at once; the names of those done.

    Parameters
    ----------
    state : the file that remembers digests from run to run; a damaged one counts as none
    prepare : called once, before the first step that is done

    Raises the error of the first step that failed; steps that need it, or had not begun, are not done.
    """
    if not is_state(state):
        state.unlink(missing_ok=True)
    outcome = Work(progress, prepare)
    with redirect_stderr(io.StringIO()) as said:
        code = run_doit(steps, outcome, state=state, jobs=jobs)
    if outcome.failures:
        raise outcome.failures[0]
    if code:
        reason = said.getvalue().strip().splitlines()[-1:] or [f"status {code}"]
        raise RunError(f"the tasks could not be run: {reason[0]}. Free the disk, or remove the folder build; then run again.")
    return outcome.done


def is_state(path: Path) -> bool:
    """Whether the file holds what doit remembers: a table of tables."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        return all(isinstance(task, dict) and isinstance(task.get(VALUES, {}), dict) for task in known.values())
    except (OSError, ValueError, AttributeError):
        return False


def unchanged(step: Step) -> Callable:
    """What doit asks before a step: are inputs and outputs those of the last time?"""

    def is_unchanged(task, values: dict) -> bool:
        inputs = step.inputs()
        task.value_savers.append(lambda: {"inputs": inputs, "outputs": step.outputs()})
        return values.get("inputs") == inputs and values.get("outputs") == step.outputs()

    return is_unchanged


def run_doit(steps: Sequence[Step], work: Work, *, state: Path, jobs: int) -> int:
    """Run the steps with doit; its exit status."""
    from doit.action import BaseAction
    from doit.cmd_base import TaskLoader2
    from doit.doit_cmd import DoitMain
    from doit.exceptions import TaskFailed
    from doit.reporter import ZeroReporter
    from doit.task import dict_to_task

    class Act(BaseAction):
        """Does one step."""

        def __init__(self, step: Step):
            self.step, self.task, self.values = step, None, {}
            self.out = self.err = self.result = None

        def execute(self, out=None, err=None):
            return None if work.do(self.step) else TaskFailed("failed", report=False)

    class Quiet(ZeroReporter):
        """Leaves speaking to the progress lines."""

        def execute_task(self, task):
            work.begin()

        def skip_uptodate(self, task):
            work.progress.pass_over(task.name)

    def as_task(step: Step):
        return dict_to_task({
            "name": step.name, "actions": [Act(step)], "task_dep": list(step.after), "uptodate": [unchanged(step)],
        })

    class Loader(TaskLoader2):
        """Hands doit the steps and its settings."""

        def load_doit_config(self):
            return {
                "dep_file": str(state), "backend": "json", "reporter": Quiet, "outfile": io.StringIO(),
                "num_process": jobs, "par_type": "thread", "verbosity": 2,
            }

        def load_tasks(self, cmd, pos_args):
            return [as_task(step) for step in steps]

    return DoitMain(Loader(), config_filenames=()).run(["run"])
