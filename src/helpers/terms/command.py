"""`python -m helpers read-terms FILE`: show a pasted list as it is read."""

from __future__ import annotations

import sys
from pathlib import Path

from helpers.errors import DataError
from helpers.terms.lists import read_list, render_list


def main_read_terms(file: str, *, format: str = "table") -> int:
    """Read a list from a file (`-`: standard input), print its terms and what was refused.

    Returns
    -------
    int
        Exit status: 0 where at least one term was read.

    Raises
    ------
    DataError
        The file is not there or is no UTF-8 text.
    """
    rows, refused = read_list(_text(file), where="stdin" if file == "-" else Path(file).name)
    sys.stdout.write(render_list(rows, refused, format))
    return 0 if len(rows) else 1


def _text(file: str) -> str:
    """The text of a file or of standard input."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"{file} cannot be read: {error.strerror}. Give the path of a text file, or - for standard input.") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{file} is not UTF-8 text (byte {error.start}). Save it as UTF-8 and try again.") from None
