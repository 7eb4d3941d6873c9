"""The parts of the library by size: how fast, and how the time grows."""

import math
import sys
import time
from datetime import date

import numpy as np
import pandas as pd

from helpers import paths

FIRST_DAY = date(1948, 9, 9).toordinal()
SEED = 19480909
LEAST_SECONDS = 0.2         # a measure is repeated until it has taken this long


def timed(function, *args, **options) -> float:
    """Seconds of one call, the best of as many as fit."""
    best, spent = math.inf, 0.0
    while spent < LEAST_SECONDS:
        began = time.perf_counter()
        function(*args, **options)
        taken = time.perf_counter() - began
        best, spent = min(best, taken), spent + taken
    return best


def printed_segments(n: int) -> pd.DataFrame:
    """Invented printed terms, `n` of them: one holder after another in many offices, day, month or year alone."""
    chance = np.random.default_rng(SEED)
    offices = max(1, n // 20)
    office = np.arange(n) % offices
    order = np.arange(n) // offices
    start = FIRST_DAY + order * 1300 + chance.integers(0, 300, n)
    end = start + chance.integers(200, 1250, n)
    precision = chance.integers(0, 3, n)
    texts = [
        [date.fromordinal(int(d)).isoformat()[: (10, 7, 4)[p]] for d, p in zip(days, precision)] for days in (start, end)
    ]
    return pd.DataFrame({
        "spell_id": [f"office-{o}-{i}" for o, i in zip(office, order)], "ministry_id": [f"office-{o}" for o in office],
        "source_id": "invented", "line": (np.arange(n) + 1).astype(str), "sequence": (order + 1).astype(str),
        "name_as_printed": [f"Person {i}" for i in range(n)], "name_ko": "", "name_hanja": "", "capacity": "substantive",
        "start_edtf": texts[0], "end_edtf": texts[1], "exit_status": "ended", "as_printed": "invented",
        "person_id": [f"person-{i}" for i in range(n)],
    }, dtype="str").sort_values(["ministry_id", "line"], ignore_index=True, kind="stable")


def measure_all(*, quick: bool) -> list[dict]:
    """Every part at every size: part, n, seconds."""
    return [*measure_spells(quick), *measure_terms(quick), *measure_universes(quick), *measure_report()]


def measure_spells(quick: bool) -> list[dict]:
    """Bounds of spells, tenures, joint bounds by succession, and the estimators, from 10² upwards."""
    from helpers import spells, succession, survival

    rows = []
    for n in (10**2, 10**3, 10**4) if quick else (10**2, 10**3, 10**4, 10**5, 10**6):
        segments = printed_segments(n)
        as_of = date(2026, 11, 21)
        rows.append(row("bounds of spells", n, timed(spells.build_spells, segments, as_of=as_of)))
        built = spells.build_spells(segments, as_of=as_of)
        rows.append(row("tenures", n, timed(spells.merge_spells, built)))
        tenures = spells.merge_spells(built)
        rows.append(row("joint bounds", n, timed(succession.joint_bounds, tenures)))
        joint = succession.joint_bounds(tenures)
        data = survival.lengths(joint)
        rows.append(row("survival bounds", n, timed(survival.survival_bounds, data)))
        if n <= 10**4:
            rows.append(row("mixture estimate", n, timed(survival.estimate_mixture, data)))
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
    """Universes of one finding, in this process, in two, and on two Dask workers where Dask is there."""
    from helpers import multiverse, scale
    from helpers.study import open_study

    study, rows = open_study(), []
    for n in (64, 128) if quick else (128, 512, 2048):
        plan = multiverse.design(study, "find-tenure-longest", limit=n)
        rows.append(row("universes, one process", len(plan), once(scale.run, study, plan)))
        rows.append(row("universes, two processes", len(plan), once(scale.run, study, plan, jobs=2)))
    try:
        from distributed import LocalCluster
    except ImportError:
        return rows
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        for n in (64, 128) if quick else (128, 512, 2048):
            plan = multiverse.design(study, "find-tenure-longest", limit=n)
            rows.append(row("universes, two Dask workers", len(plan), once(scale.run, study, plan, scheduler=cluster.scheduler_address)))
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


def once(function, *args, **options) -> float:
    """Seconds of one call."""
    began = time.perf_counter()
    function(*args, **options)
    return time.perf_counter() - began


def row(part: str, n: int, seconds: float) -> dict:
    print(f"   {part:<28} {n:>8} {seconds:9.4f} s", flush=True, file=sys.stderr)
    return {"part": part, "n": n, "seconds": seconds}


def growth(sizes: list[int], seconds: list[float]) -> float:
    """The exponent of the power of n that the time follows, fitted over the larger sizes."""
    if len(sizes) < 2:
        return math.nan
    return float(np.polyfit(np.log(sizes[-3:]), np.log(seconds[-3:]), 1)[0])
