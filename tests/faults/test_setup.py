"""The set-up by make: repaired when it was interrupted, redone when its inputs or its place changed."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = """#!/bin/sh
# Stands for a Python: makes a .venv that logs what it is asked.
case "$*" in
  *version_info*) exit ${TOO_OLD:-0};;
  "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python;;
  *"--require-hashes"*) echo "locked" >> log; [ -z "$CUT_OFF" ] || kill -9 $PPID; exit ${FAIL:-0};;
  *"-e ."*) echo "package" >> log;;
esac
"""


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "a project"
    root.mkdir()
    (root / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (root / "requirements.txt").write_text("a==1\n")
    (root / "pyproject.toml").write_text("[project]\n")
    (root / "python").write_text(PYTHON)
    (root / "python").chmod(0o755)
    return root


def setup(root, **variables):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")} | {"PYTHON": "./python"} | variables
    return subprocess.run(["make", "setup"], cwd=root, env=environment, capture_output=True, text=True)


def log(root):
    path = root / "log"
    return path.read_text().split() if path.exists() else []


def test_setup_is_done_once_and_quietly(project):
    first, second = setup(project), setup(project)
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "Setting up .venv: once, a minute or two ...\n")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert log(project) == ["locked", "package"]


def test_setup_that_failed_says_so_and_is_made_again(project):
    failed = setup(project, FAIL="1")
    assert failed.returncode == 2
    assert "The set-up failed. Look at the lines above, then run the same command again." in failed.stderr
    assert setup(project).returncode == 0
    assert log(project) == ["locked", "locked", "package"]


def test_setup_that_was_killed_is_made_again(project):
    assert setup(project, CUT_OFF="1").returncode != 0
    assert (project / ".venv.lock").is_dir()
    assert setup(project).returncode == 0
    assert log(project) == ["locked", "locked", "package"]
    assert not (project / ".venv.lock").exists()


def test_setup_follows_its_inputs_and_its_place(project):
    setup(project)
    (project / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    setup(project)
    (project / "requirements.txt").write_text("a==2\n")
    setup(project)
    assert log(project) == ["locked", "package", "package", "locked", "package"]
    moved = project.rename(project.with_name("moved"))
    setup(moved)
    assert log(moved)[5:] == ["locked", "package"]


def test_setup_without_a_python_that_is_new_enough_says_so(project):
    (project / "bin").mkdir()
    for tool in ("sh", "cat", "cksum", "mkdir", "rm", "sleep", "make", "pwd", "echo", "cp"):
        found = subprocess.run(["which", tool], capture_output=True, text=True).stdout.strip()
        if found:
            (project / "bin" / tool).symlink_to(found)
    failed = setup(project, TOO_OLD="1", PATH=str(project / "bin"))
    assert failed.returncode == 2
    assert failed.stderr.startswith("Python 3.11 or newer with its venv module is needed, and none was found.\n")


def test_misspelt_parameter_of_make_is_refused(project):
    refused = subprocess.run(["make", "report", "READNGS=as_printed"], cwd=project, capture_output=True, text=True)
    assert refused.returncode == 2
    assert "There is no parameter READNGS. There are: AS_OF READINGS READING OUT JOBS" in refused.stderr
