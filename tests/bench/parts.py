"""The parts of the library by size: how fast, and how the time grows."""

import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from helpers import paths, project

HERE = Path(__file__).resolve().parent
FINDING = "find-tenure-median-posts"    # its universes are in the millions
IMPORTS, CELLS = "imports of a notebook", "cells of "
LEAST_SECONDS = 0.2                     # a measure is repeated until it has taken this long
STEPS = {
    "bounds": "bounds", "tenures": "tenures", "joint": "joint bounds", "successions": "successions", "contradictions": "contradictions",
    "product_limit": "product limit", "mixture": "mixture estimate",
}


def timed(function, *args, **options) -> float:
    """Seconds of one call, the best of as many as fit."""
    best, spent = math.inf, 0.0
    while spent < LEAST_SECONDS:
        began = time.perf_counter()
        function(*args, **options)
        taken = time.perf_counter() - began
        best, spent = min(best, taken), spent + taken
    return best


def measure_all(root: Path, *, quick: bool) -> list[dict]:
    """Every part at every size: part, n, seconds. `root` is a copy of the project in which its notebooks may run."""
    return [*measure_cells(root), *measure_spells(quick), *measure_terms(quick), *measure_universes(quick), *measure_report(), measure_help()]


def measure_cells(root: Path) -> list[dict]:
    """The imports of a notebook, and the cells of each one alone."""
    words = [sys.executable, str(HERE / "cells.py"), *project.load_project().notebooks]
    finished = subprocess.run(words, env={**os.environ, "HELPERS_ROOT": str(root)}, capture_output=True, text=True, check=True)
    return [row(IMPORTS if name == "imports" else f"{CELLS}{name}", 1, seconds) for name, seconds in json.loads(finished.stdout).items()]


def measure_spells(quick: bool) -> list[dict]:
    """From printed terms to the estimate, from 10² terms upwards: every step, each size in a process of its own."""
    rows = []
    for n in (10**2, 10**3, 10**4) if quick else (10**2, 10**3, 10**4, 10**5, 10**6):
        words = [sys.executable, str(HERE / "tenure_scale.py"), str(n), str(max(1, n // 25))]
        said = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
        rows += [row(f"spells: {STEPS[step]}", n, seconds) for step, seconds in said["seconds"].items()]
        rows.append(row("spells: the whole chain", n, said["total_s"], said["peak_mb"]))
    return rows


def measure_terms(quick: bool) -> list[dict]:
    """Printed list entries read, the project's own over and over."""
    from helpers import tables
    from helpers.terms import read_entry

    entries = list(tables.load_raw(paths.DATA)["terms"]["as_printed"])

    def read(n):
        for i in range(n):
            read_entry(entries[i % len(entries)])

    return [row("printed terms read", n, timed(read, n)) for n in ((100, 1000) if quick else (100, 1000, 10_000))]


def measure_universes(quick: bool) -> list[dict]:
    """Universes of one finding out of its full factorial: in this process, in two, and on two Dask workers where Dask is there."""
    from helpers import multiverse, scale
    from helpers.study import open_study

    study, rows = open_study(), []
    whole = multiverse.design(study, FINDING, limit=10**12)

    def measure(part, sizes, **ways):
        for n in sizes:
            rows.append(row(part, n, once(scale.run, study, whole, first=n, **ways)))

    measure("universes, one process", (500, 1000) if quick else (10**3, 10**4, 10**5))
    measure("universes, two processes", (1000,) if quick else (10**3, 10**4, 10**5, 10**6), jobs=2)
    try:
        from distributed import LocalCluster
    except ImportError:
        return rows
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        measure("universes, two Dask workers", (1000,) if quick else (10**3, 10**4, 10**5), scheduler=cluster.scheduler_address)
    return rows


def measure_report() -> list[dict]:
    """Harvest, exhibits, HTML and PDF of the published notebooks, each alone."""
    import tempfile
    from pathlib import Path

    from helpers import report

    edition = report.harvest()
    with tempfile.TemporaryDirectory() as folder:
        return [
            row("harvest", 1, once(report.harvest)),
            row("exhibits", 1, once(report.write_exhibits, edition, Path(folder))),
            row("HTML", 1, once(report.write_html, edition, Path(folder) / "report.html")),
            row("PDF", 1, once(report.write_pdf, edition, Path(folder) / "report.pdf")),
        ]


def measure_help() -> dict:
    """The command line asked for help, as a whole process."""
    words = [sys.executable, "-m", "helpers", "--help"]
    return row("command line, --help", 1, timed(subprocess.run, words, capture_output=True, check=True))


def once(function, *args, **options) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    function(*args, **options)
    return time.perf_counter() - began


def row(part: str, n: int, seconds: float, peak_mb: float | None = None) -> dict:
    """One measure, said aloud."""
    print(f"   {part:<34} {n:>8} {seconds:9.4f} s", flush=True, file=sys.stderr)
    return {"part": part, "n": n, "seconds": seconds, "peak_mb": peak_mb}


def growth(sizes: list[int], seconds: list[float]) -> float:
    """The exponent of the power of n that the time follows, fitted over the larger sizes."""
    if len(sizes) < 2:
        return math.nan
    return float(np.polyfit(np.log(sizes[-3:]), np.log(seconds[-3:]), 1)[0])
