"""The same inputs give the same bytes: another folder, time zone, locale, hash seed, processor, way to start kernels."""

import os
import shutil
import subprocess

import pytest
import tiny

from helpers import edition, paths, project

LONG = os.environ.get("HELPERS_LONG") == "1"
WAYS = [
    {"TZ": "Asia/Pyongyang", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "77", "COLUMNS": "40", "jobs": "3"},
    {"TZ": "America/St_Johns", "HELPERS_PLAIN_KERNELS": "1", "MPLBACKEND": "pdf", "jobs": "1"},
    {"NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512_SKX X86_V3 X86_V4", "OPENBLAS_CORETYPE": "Prescott"},
]


def published_files(root):
    names = edition.edition_files(root)
    return {n: (root / n).read_bytes() for n in names if not project.is_report_source(root, root / n)}


@pytest.mark.parametrize("way", WAYS if LONG else WAYS[:1], ids=lambda way: next(iter(way)))
def test_run_elsewhere_gives_the_committed_edition(tmp_path, way):
    root = tmp_path / "an other place, ünlike"
    for folder in ("data", "notebooks", "reports"):
        shutil.copytree(paths.ROOT / folder, root / folder)
    for name in published_files(root):
        if not name.startswith("notebooks/"):
            (root / name).unlink()
    variables = {k: v for k, v in way.items() if k != "jobs"}
    finished = subprocess.run(
        [*tiny.command("report"), "--jobs", way.get("jobs", "2")], env={**os.environ, "HELPERS_ROOT": str(root), **variables},
        cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )
    assert finished.returncode == 0, finished.stderr
    here, there = published_files(paths.ROOT), published_files(root)
    assert sorted(here) == sorted(there)
    assert [name for name in here if here[name] != there[name]] == []


