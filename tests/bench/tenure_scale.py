"""The chain of tenure on made spells: ``python tests/bench/tenure_scale.py [SPELLS [MINISTRIES]]`` prints one line of JSON.

Seconds for each step from printed terms to the estimate, and the peak of memory; nothing here is a result about ministers.
"""

import json
import resource
import sys
import time
from datetime import date

import numpy as np
import pandas as pd
import scipy.optimize  # noqa: F401  imported by the estimate when it is first asked for: not to be timed with it

from helpers import mixture, spells, succession, survival

AS_OF = date(2026, 11, 21)
CUTS = np.array([10, 7, 4])     # letters of an ISO day kept: to the day, the month, the year


def printed(size, ministries):
    """Random printed terms of many ministries, a third each to the day, month and year."""
    generator = np.random.default_rng(19480909)
    ministry = np.sort(generator.integers(0, ministries, size))
    start = generator.integers(-60000, 12000, size)
    start = start[np.lexsort((start, ministry))]
    end = start + generator.integers(10, 3000, size)
    cut = CUTS[generator.integers(0, len(CUTS), (2, size))]
    text = [np.datetime_as_string(np.asarray(side).astype("datetime64[D]")) for side in (start, end)]
    return pd.DataFrame({
        "spell_id": [f"m{m}-{k}-1" for k, m in enumerate(ministry)], "ministry_id": [f"m{m}" for m in ministry],
        "person_id": [f"p{k}" for k in generator.integers(0, size // 2, size)], "capacity": "substantive",
        "start_edtf": [t[:c] for t, c in zip(text[0], cut[0])], "end_edtf": [t[:c] for t, c in zip(text[1], cut[1])],
        "exit_status": "ended", "source_id": "list", "line": [str(k) for k in range(size)], "as_printed": "x",
    })


STEPS = {
    "bounds": lambda made: spells.build_spells(made["printed"], as_of=AS_OF),
    "tenures": lambda made: spells.merge_spells(made["bounds"]),
    "joint": lambda made: succession.joint_bounds(made["tenures"]),
    "successions": lambda made: succession.successions(made["joint"]),
    "contradictions": lambda made: succession.contradictions(made["joint"]),
    "product_limit": lambda made: survival.kaplan_meier(*survival.coded(survival.lengths(made["joint"]))),
    "mixture": lambda made: mixture.estimate_mixture(survival.lengths(made["joint"])),
}


def chain(terms):
    """Every step's result by name, and the seconds it took."""
    made, took = {"printed": terms}, {}
    for name, step in STEPS.items():
        began = time.perf_counter()
        made[name] = step(made)
        took[name] = round(time.perf_counter() - began, 3)
    return made, took


if __name__ == "__main__":
    size, ministries = (int(a) for a in [*sys.argv[1:], *["100000", "4000"][len(sys.argv) - 1 :]])
    made, took = chain(printed(size, ministries))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"spells": size, "ministries": ministries, "seconds": took, "total_s": round(sum(took.values()), 2), "peak_mb": peak_mb, "gap_below_1e_8": made["mixture"].gap < 1e-8}))
