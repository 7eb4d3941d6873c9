"""The command line: ``python -m helpers report`` and its companions.

Every subcommand is one small function here that imports what it needs when it is called, so that
``--help`` answers at once. Errors of the project are one line on the error stream, exit status 1.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from helpers.errors import HelpersError

PASS_ON = ("lab", "test", "bench")     # their arguments belong to JupyterLab, pytest and the bench


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; its exit status."""
    options = read_options(sys.argv[1:] if arguments is None else list(arguments))
    try:
        return options.run(options) or 0
    except HelpersError as failure:
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. What was published before is untouched.", file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as failure:
        print(f"RunError: {failure}. What was published before is untouched.", file=sys.stderr)
    return 1


def read_options(arguments: list[str]) -> argparse.Namespace:
    """The options of one subcommand; what follows the name of one that passes on is its `rest`, whatever it looks like."""
    own = 1 if arguments[:1] and arguments[0] in PASS_ON and arguments[1:] not in (["-h"], ["--help"]) else len(arguments)
    options = make_parser().parse_args(arguments[:own])
    options.rest = arguments[own:]
    return options


def make_parser() -> argparse.ArgumentParser:
    """The parser of every subcommand."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description="Two North Korean ministries: data, notebooks, report.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_runs(commands)
    add_checks(commands)
    add_queries(commands)
    return parser


def add(commands, name: str, run, help: str) -> argparse.ArgumentParser:
    """Add one subcommand, run by the function `run`."""
    parser = commands.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    return parser


def add_runs(commands) -> None:
    """What makes something: report, figures, lab, clean, codebook."""
    for name, run, help in (
        ("report", report, "Run the notebooks and publish the report: HTML, PDF, figures, tables."),
        ("figures", figures, "Run the notebooks and write figures and tables alone, under build/figures or --out."),
    ):
        parser = add(commands, name, run, help)
        parser.add_argument("--as-of", default="", metavar="DAY", help="cut-off day, YYYY-MM-DD")
        parser.add_argument("--readings", default="", metavar="SET", help="reading set: as_printed, document or outside")
        parser.add_argument("--reading", default="", metavar="ID=ALT,…", help="single readings chosen otherwise")
        parser.add_argument("--out", default="", metavar="DIR", help="folder of the edition; new or empty")
        parser.add_argument("--jobs", type=int, default=0, metavar="N", help="tasks at once; default: the processors there are")
        parser.add_argument("--cell-limit", type=float, default=0, metavar="SECONDS", help="longest time one cell may take")
    lab_parser = add(commands, "lab", lab, "Open the notebooks in JupyterLab.")
    lab_parser.add_argument("rest", nargs="*", help="passed on to jupyter lab")
    add(commands, "clean", clean, "Remove build/: caches and editions that were never published.")
    add(commands, "codebook", codebook, "Write data/CODEBOOK.md from the table schemas.")
    add(commands, "readme", readme, "Quote the edition's findings in README.md.")


def add_checks(commands) -> None:
    """What checks something: test, bench, verify-sources."""
    test_parser = add(commands, "test", test, "Test library, data, notebooks and report.")
    test_parser.add_argument("rest", nargs="*", help="passed on to pytest, instead of everything")
    bench_parser = add(commands, "bench", bench, "Measure the run beside other ways to run notebooks.")
    bench_parser.add_argument("rest", nargs="*", help="passed on, for instance --quick")
    sources = add(commands, "verify-sources", verify_sources, "Hold the transcription against the documents, line by line.")
    sources.add_argument("folder", help="folder with the documents as text files")
    sources.add_argument("--write-lines", action="store_true", help="first record the fingerprints of their lines in data/raw/lines.csv")


def add_queries(commands) -> None:
    """What answers a question: read-terms, cite, figure, universes."""
    terms = add(commands, "read-terms", read_terms, "Read printed list entries of office holders into dated terms.")
    terms.add_argument("file", help="text file, one entry a line; - for standard input")
    terms.add_argument("--format", default="table", choices=("table", "csv"), help="a table to read, or CSV")
    cite_parser = add(commands, "cite", cite, "Cite the report, the data, a figure or a table; without an id, list them.")
    cite_parser.add_argument("id", nargs="?", default="")
    cite_parser.add_argument("--format", default="apa", help="apa, chicago, bibtex, ris, csl (or csl-json), latex or markdown")
    cite_parser.add_argument("--check", default="", metavar="HASH", help="say whether the data behind a cited id changed")
    figure_parser = add(commands, "figure", figure, "Draw one figure of the edition again, at another width if asked.")
    figure_parser.add_argument("id")
    figure_parser.add_argument("--width", type=float, default=0, metavar="MM")
    figure_parser.add_argument("--format", default="pdf", help="pdf, svg or png")
    figure_parser.add_argument("--out", default="", metavar="DIR", help="folder; default build/figures")
    universe = add(commands, "universes", universes, "Compute a finding under every combination of readings.")
    universe.add_argument("finding", help="its id, find-…")
    universe.add_argument("--limit", type=int, default=100_000, metavar="N", help="most universes; beyond it a space-filling sample")
    universe.add_argument("--cut-off", action="append", default=[], metavar="DAY", help="another cut-off day; may be given again")
    universe.add_argument("--first", type=int, default=0, metavar="N", help="stop after so many, as a trial of a long run")
    universe.add_argument("--jobs", type=int, default=1, metavar="N", help="processes on this machine")
    universe.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster")
    universe.add_argument("--resume", default="", metavar="DIR", help="folder of finished parts")


def run_of(options, *, default_out: str = ""):
    """The run that the options ask for."""
    from helpers import parameters, project

    found = project.load_project()
    chosen = parameters.choose_parameters(found.published, options.as_of, options.readings, options.reading)
    limit = options.cell_limit or project.CELL_SECONDS
    return project.prepare_run(found, chosen, out=options.out or default_out, jobs=options.jobs, cell_seconds=limit)


def report(options) -> int:
    """Make and publish the edition, and say where it is."""
    from helpers import pipeline

    run = run_of(options)
    changed = pipeline.execute(run)
    print("Nothing changed." if not changed else f"{len(changed)} files changed.")
    for name in ("report.html", "report.pdf"):
        print(run.base / "reports" / name)
    return 0


def figures(options) -> int:
    """Make figures and tables alone."""
    from helpers import paths, pipeline

    run = run_of(options, default_out=str(paths.ROOT / "build" / "figures"))
    pipeline.execute(run, parts=("exhibits",))
    print(run.base / "reports" / "figures")
    return 0


def lab(options) -> int:
    """Open JupyterLab on the notebooks."""
    import subprocess

    from helpers import paths
    from helpers.lab import lab_command, lab_environment

    return subprocess.call(lab_command(paths.ROOT, options.rest), env=lab_environment(os.environ), cwd=paths.ROOT)


def clean(options) -> int:
    """Remove build/."""
    import shutil

    from helpers import paths

    shutil.rmtree(paths.ROOT / "build", ignore_errors=True)
    return 0


def codebook(options) -> int:
    """Write data/CODEBOOK.md."""
    from helpers import paths
    from helpers.codebook import render_codebook

    (paths.DATA / "CODEBOOK.md").write_text(render_codebook(), encoding="utf-8", newline="\n")
    print(paths.DATA / "CODEBOOK.md")
    return 0


def readme(options) -> None:
    """Quote the edition's findings anew in README.md, and say whether anything changed."""
    from helpers import paths
    from helpers.report.readme import update

    changed = update(paths.ROOT / "README.md", paths.REPORTS / "findings.json")
    print("README.md quotes the edition anew." if changed else "README.md already quotes the edition.")


def test(options) -> int:
    """Run pytest on the tests and, with nbval, on the notebooks."""
    import subprocess

    from helpers import paths

    chosen = options.rest or ["tests", "notebooks", "--nbval", "--nbval-current-env", "--nbval-cell-timeout=900"]
    return subprocess.call([sys.executable, "-m", "pytest", *chosen], cwd=paths.ROOT)


def bench(options) -> int:
    """Run tests/bench/bench.py."""
    import subprocess

    from helpers import paths

    return subprocess.call([sys.executable, str(paths.ROOT / "tests" / "bench" / "bench.py"), *options.rest], cwd=paths.ROOT)


def verify_sources(options) -> int:
    """Hold the transcription against the documents; 1 where it fails."""
    from helpers.sources import verify_directory, write_lines

    if options.write_lines:
        print(write_lines(options.folder))
    text, holds = verify_directory(options.folder)
    print(text)
    return 0 if holds else 1


def read_terms(options) -> int:
    """Read printed entries and show the terms in them."""
    from helpers.terms.command import main_read_terms

    return main_read_terms(options.file, format=options.format)


def cite(options) -> int:
    """Print a citation."""
    from helpers.report.citation import main_cite

    text, status = main_cite(options.id, options.format, check=options.check)
    print(text)
    return status


def figure(options) -> int:
    """Draw one figure of the edition again."""
    from helpers.report.redraw import main_figure

    print(main_figure(options.id, width_mm=options.width or None, form=options.format, out=options.out))
    return 0


def universes(options) -> int:
    """Compute a finding under every combination of the readings it consults."""
    import json

    from tqdm import tqdm

    from helpers import multiverse, scale
    from helpers.study import open_study

    study = open_study()
    plan = multiverse.design(study, options.finding, limit=options.limit, cut_offs=options.cut_off)
    with tqdm(total=options.first or len(plan), unit=" universes", disable=not sys.stderr.isatty()) as bar:
        summary = scale.run(
            study, plan, jobs=options.jobs, scheduler=options.scheduler, resume=options.resume, progress=bar.update, first=options.first
        )
    counts = {"finding": options.finding, "factorial": plan.factorial, **summary.as_dict()}
    print(json.dumps(counts, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
