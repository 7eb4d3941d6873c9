"""CSV for other people's spreadsheets: no text of ours may run there as a formula."""

from __future__ import annotations

import csv
import io
import re

RISKY = re.compile(r"'*[=+\-@\t\r]")
MARKED = re.compile(r"'+[=+\-@\t\r]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def export_csv(text: str) -> str:
    """`text` with an apostrophe before every text cell that a spreadsheet would read as a formula.

    Cells that are plain numbers stay as they are. `import_csv` takes the apostrophes off again.
    """
    return _each_cell(text, lambda cell: f"'{cell}" if RISKY.match(cell) and not PLAIN_NUMBER.fullmatch(cell) else cell)


def import_csv(text: str) -> str:
    """The CSV text as it was before `export_csv`."""
    return _each_cell(text, lambda cell: cell[1:] if MARKED.match(cell) else cell)


def _each_cell(text: str, change) -> str:
    out = io.StringIO()
    rows = csv.reader(io.StringIO(text, newline=""))
    csv.writer(out, lineterminator="\n").writerows([change(cell) for cell in row] for row in rows)
    return out.getvalue()
