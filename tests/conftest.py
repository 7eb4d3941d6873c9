"""Fixtures that several tests share."""

import shutil

import pytest
import tiny


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
