"""A project that can be run, one run of it, and the mirror in which the run works."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.util import find_spec
from pathlib import Path

from helpers import children, edition, notebook_files, paths
from helpers.errors import ParameterError, RunError
from helpers.parameters import PUBLISHABLE, Parameters

CELL_SECONDS = 900          # one cell may take this long before its kernel is stopped
KEPT_VARIABLES = (          # what a child inherits; the rest of the caller's environment is left out
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH",
    "NPY_DISABLE_CPU_FEATURES", "OPENBLAS_CORETYPE", "PYTHONDONTWRITEBYTECODE", children.PLAIN,
)
FIXED_VARIABLES = {         # what would otherwise differ from machine to machine
    "PYTHONHASHSEED": "0", "PYTHONSAFEPATH": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "COLUMNS": "100", "LINES": "50",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
SCRATCH_VARIABLES = ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")
REPORT_SOURCES = ("report.toml", "literature.bib", "prose")     # what people write under reports/
BESIDE_THE_RESULT = {"__main__.py", "progress.py", "edition.py"}    # code that no output depends on


@dataclass(frozen=True)
class Project:
    """Where a project lies, its notebooks in order, what it publishes and of which day.

    `report` names the module with ``harvest``, ``write_exhibits``, ``write_html`` and ``write_pdf``,
    `check` the function that refuses bad parameters and data, `warm` what its children find imported.
    """

    root: Path
    notebooks: tuple[str, ...]
    published: Parameters
    date: str
    report: str = "helpers.report"
    check: str = "helpers.parameters:check"
    warm: tuple[str, ...] = children.WARM

    @property
    def epoch(self) -> int:
        """Seconds from 1970 to the publication's own date: the only clock of a run."""
        return int(datetime.fromisoformat(self.date).replace(tzinfo=timezone.utc).timestamp())


@dataclass(frozen=True)
class Run:
    """One run: its parameters, where its edition goes, how many tasks at once, what a cell may take."""

    project: Project
    parameters: Parameters
    base: Path
    jobs: int
    cell_seconds: float = CELL_SECONDS

    @property
    def mirror(self) -> Path:
        """Where the run works: a copy of the inputs, and everything made from them."""
        return self.project.root / "build" / "cache" / self.parameters.slug

    @property
    def injected(self) -> dict[str, object]:
        """What the notebooks are told; nothing for the published run."""
        return self.parameters.injected(self.project.published)


@dataclass(frozen=True)
class Inputs:
    """Digests of what a run starts from."""

    data: str
    report: str
    code: str
    report_code: str
    notebooks: dict[str, str]


def load_project(root: Path = paths.ROOT) -> Project:
    """The project at `root`, as its reports/report.toml describes it; RunError where that is missing or wrong."""
    root = root.resolve()
    path = root / "reports" / "report.toml"
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        published, wiring = settings["parameters"], settings.get("run", {})
        if set(published) != set(PUBLISHABLE):
            raise ParameterError(f"{path}: [parameters] holds {sorted(published)}; expected {sorted(PUBLISHABLE)}.")
        project = Project(root, tuple(settings["notebooks"]), Parameters(**published), str(settings["date"]), **wiring)
        project.epoch
    except (OSError, KeyError, ValueError, TypeError) as failure:
        raise RunError(f"{path} cannot be used: {failure}. It needs notebooks, date and [parameters].") from None
    return project


def prepare_run(project: Project, parameters: Parameters, *, out: str = "", jobs: int = 0, cell_seconds: float = CELL_SECONDS) -> Run:
    """Decide where the edition goes: into the project for the published run, else into `out` or ``build/``.

    Raises ParameterError for an output folder that holds anything but an earlier edition.
    """
    if not out and parameters == project.published:
        base = project.root
    else:
        base = edition.check_output_folder(out or project.root / "build" / parameters.slug, project.root)
    if jobs < 0:
        raise ParameterError(f"{jobs} tasks at once are not possible. Give a number from 1 on, or none.")
    return Run(project, parameters, base, jobs or len(os.sched_getaffinity(0)), cell_seconds)


def take_inputs(run: Run) -> Inputs:
    """Copy what the run starts from into its mirror, so that edits made meanwhile cannot mix in."""
    root, mirror = run.project.root, run.mirror
    data = [p for p in files_under(root / "data") if p.relative_to(root / "data").parts[0] != "processed"]
    report = [p for p in files_under(root / "reports") if is_report_source(root, p)]
    extra = [p for p in (root / "CITATION.cff",) if p.is_file()]
    copy_inputs(root, mirror, [*data, *report, *extra])
    code = digest(paths.PACKAGE, package_files(of_report=False)) + environment_digest()
    return Inputs(
        data=digest(root, [p for p in data if p.suffix != ".md"]),
        report=digest(root, report + extra),
        code=code,
        report_code=code + digest(paths.PACKAGE, package_files(of_report=True)),
        notebooks=take_sources(run),
    )


def take_sources(run: Run) -> dict[str, str]:
    """Copy the source part of every notebook into the mirror; the digest of each by name."""
    digests = {}
    for name in run.project.notebooks:
        text = source_text(run.project.root, name)
        target = run.mirror / "sources" / f"{name}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        digests[name] = digest_text(text)
    return digests


def source_text(root: Path, name: str) -> str:
    """The source part of the notebook `name`, as text."""
    notebook = notebook_files.read_notebook(root / "notebooks" / f"{name}.ipynb")
    return notebook_files.dump_notebook(notebook_files.source_of(notebook))


def copy_inputs(root: Path, mirror: Path, inputs: Iterable[Path]) -> None:
    """Make the inputs in `mirror` those of `root`: the same files, no others."""
    wanted = {path.relative_to(root): path for path in inputs}
    for relative, path in wanted.items():
        if not edition.same_content(path, mirror / relative):
            edition.copy(path, mirror / relative)
    for stale in files_under(mirror / "data"):
        relative = stale.relative_to(mirror)
        if relative.parts[1] != "processed" and relative not in wanted:
            stale.unlink()
    for stale in files_under(mirror / "reports"):
        if is_report_source(mirror, stale) and stale.relative_to(mirror) not in wanted:
            stale.unlink()


def is_report_source(root: Path, path: Path) -> bool:
    """Whether people write this file under reports/, so that no run may."""
    parts = path.relative_to(root).parts
    return parts[0] == "reports" and parts[1] in REPORT_SOURCES


def files_under(folder: Path) -> list[Path]:
    """Every file under `folder`, sorted; editors' hidden files are left out."""
    found = (p for p in folder.rglob("*") if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    return sorted(p for p in found if p.is_file())


def package_files(*, of_report: bool) -> list[Path]:
    """The files of the package that results depend on: those of the report, or all others."""
    return [
        p for p in files_under(paths.PACKAGE)
        if "__pycache__" not in p.parts and p.name not in BESIDE_THE_RESULT
        and of_report == (p.relative_to(paths.PACKAGE).parts[0] == "report")
    ]


def digest(root: Path, files: Iterable[Path]) -> str:
    """One digest of the names (relative to `root`) and contents of files; a missing file counts as absent."""
    total = hashlib.blake2b(digest_size=16)
    for path in files:
        content = path.read_bytes() if path.is_file() else b"\0absent"
        total.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def digest_text(text: str) -> str:
    """One digest of a text."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def environment_digest() -> str:
    """A digest of the interpreter's version and of the versions of everything installed beside it."""
    installed = sorted(n for n in os.listdir(sysconfig.get_path("purelib")) if n.endswith(".dist-info"))
    return hashlib.blake2b(repr((sys.version_info[:3], installed)).encode(), digest_size=8).hexdigest()


@contextmanager
def child_environment(run: Run) -> Iterator[None]:
    """Give this process, for a while, the environment its children shall have: the same everywhere."""
    before = dict(os.environ)
    scratch = run.mirror / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    matplotlib = find_spec("matplotlib").origin
    own = {
        "HELPERS_ROOT": str(run.mirror),
        "PYTHONPATH": str(Path(__file__).parents[1]),       # the code that runs, wherever else it may be installed
        children.START: "" if sys.flags.safe_path else sys.path[0],
        "SOURCE_DATE_EPOCH": str(run.project.epoch),
        "MATPLOTLIBRC": str(Path(matplotlib).parent / "mpl-data" / "matplotlibrc"),
        "MPLCONFIGDIR": str(run.mirror.parent / "matplotlib"),
        **{name: str(scratch / name.lower()) for name in SCRATCH_VARIABLES},
    }
    os.environ.clear()
    os.environ.update({k: before[k] for k in KEPT_VARIABLES if k in before} | FIXED_VARIABLES | own)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
