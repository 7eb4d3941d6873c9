"""How JupyterLab is started: on this project, its map first, and without asking anything of the network."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

START_PAGE = "README.md"    # holds the map of the notebooks
START = f"/lab/tree/{START_PAGE}?factory=Markdown%20Preview"
QUIET = ("--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")


def lab_command(root: Path, more: Sequence[str] = ()) -> list[str]:
    """The command that opens JupyterLab of this very environment on the project in `root`.

    Parameters
    ----------
    root : folder that the file browser shows; the notebooks find their data by themselves.
    more : arguments of ``jupyter lab``, after ours, so that they win.

    Notes
    -----
    JupyterLab would ask on its first start whether to fetch news, and look for newer versions of itself:
    both are turned off.
    """
    return [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", f"--LabApp.default_url={START}", *QUIET, *more]
