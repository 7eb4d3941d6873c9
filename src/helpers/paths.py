"""Where things lie. Everything else asks here, so that notebooks work from any folder."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
FONTS = PACKAGE / "fonts"
ROOT = Path(os.environ.get("HELPERS_ROOT") or PACKAGE.parents[1])
DATA = ROOT / "data"
REFERENCE = DATA / "reference"
NOTEBOOKS = ROOT / "notebooks"
REPORTS = ROOT / "reports"


def data_folder(data_dir: str = "") -> Path:
    """Folder with ``raw/`` and ``readings.toml``; the project's own where `data_dir` is empty."""
    return Path(data_dir) if data_dir else DATA


def processed_folder(data_dir: str = "", out_dir: str = "") -> Path:
    """Folder of the processed tables; ``processed/`` beside ``raw/`` where `out_dir` is empty."""
    return Path(out_dir) if out_dir else data_folder(data_dir) / "processed"
