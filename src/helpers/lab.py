"""How JupyterLab is started: on this project, its map first, and without asking anything of the network."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers import paths

START_PAGE = "README.md"    # holds the map of the notebooks
QUIET = ("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")


def lab_command(root: Path, more: Sequence[str] = ()) -> list[str]:
    """The command that opens JupyterLab of this very environment on the project in `root`.

    Parameters
    ----------
    root : folder that the file browser shows; the notebooks find their data by themselves.
    more : arguments of ``jupyter lab``, after ours, so that they win.
    """
    letters = f"--LabApp.extra_labextensions_path={paths.FONTS.parent}"     # fonts/ is an extension that lends Korean letters
    return [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{START_PAGE}", letters, *QUIET, *more]


def lab_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables under which it runs: `environment`, and first among the settings those of ``labconfig/``.

    They make JupyterLab show Markdown as a page, wrap long lines of code, and neither offer news nor look
    for newer versions. They are defaults: what a reader has chosen in JupyterLab's own settings comes before them.
    """
    folders = [str(paths.PACKAGE), *filter(None, [environment.get("JUPYTER_CONFIG_PATH", "")])]
    return {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join(folders)}
