"""Fixtures that several tests share, and the surroundings in which nbval runs the notebooks."""

import os
import shutil

import pytest
import tiny

from helpers import paths, project

SURROUNDINGS = pytest.StashKey()


@pytest.fixture(scope="session")
def _published(tmp_path_factory):
    root = tiny.make_project(tmp_path_factory.mktemp("tiny") / "project")
    finished = tiny.run(root, "report")
    assert finished.returncode == 0, finished.stderr
    return root


@pytest.fixture
def published(_published, tmp_path):
    """A small project, published once; a copy for every test, with its cache."""
    root = tmp_path / "project"
    shutil.copytree(_published, root)
    return root


def notebook_surroundings(mirror):
    """Environment variables under which a notebook reads a copy of the data and writes no table of the project."""
    shutil.copytree(paths.DATA, mirror / "data", ignore=shutil.ignore_patterns("processed"))
    (mirror / "data" / "processed").mkdir()
    (mirror / "reports").mkdir()
    for name in project.REPORT_SOURCES:
        source = paths.REPORTS / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, mirror / "reports" / name)
    folders = {name: str(mirror / name.lower()) for name in project.SCRATCH_VARIABLES}
    return {**project.FIXED_VARIABLES, **folders, "HELPERS_ROOT": str(mirror), "JUPYTER_PREFER_ENV_PATH": "1"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Start the kernel of a notebook in surroundings that are the same everywhere."""
    if type(item).__name__ != "IPyNbCell" or item.parent.kernel is not None:
        return (yield)
    if SURROUNDINGS not in item.config.stash:
        mirror = item.config._tmp_path_factory.mktemp("nbval")
        item.config.stash[SURROUNDINGS] = notebook_surroundings(mirror)
    before = dict(os.environ)
    os.environ.update(item.config.stash[SURROUNDINGS])
    try:
        return (yield)
    finally:
        os.environ.clear()
        os.environ.update(before)
