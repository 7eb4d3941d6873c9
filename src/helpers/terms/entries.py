"""One printed entry, list line or table row, to its terms: who, from when, until when, in which capacity, how it ended."""

from __future__ import annotations

import re

from helpers.errors import TermError
from helpers.terms.groups import Segment, read_plain
from helpers.terms.plain import without_markup
from helpers.terms.rows import cells_of, read_row
from helpers.terms.spans import Unread

SPACES = re.compile(r"\s+")
REMEDY = (
    "Write the entry as printed: a name and 'from – to' dates. If the print itself is in doubt, leave the line out of the "
    "terms and record it as a discrepancy."
)


def read_entry(text: str, *, where: str = "") -> list[Segment]:
    """Read one printed list entry or table row.

    Parameters
    ----------
    text : str
        The entry as printed, with its bullet, number, bars or markup.
    where : str
        The place, for messages.

    Returns
    -------
    list of Segment
        One a printed term, in printed order; never empty.

    Raises
    ------
    TermError
        The entry cannot be read without guessing; the message names the place, the text, the reason and what to do.
    """
    try:
        cells = cells_of(text)
        return read_plain(without_markup(text)) if cells is None else read_row(cells, printed=SPACES.sub(" ", text).strip())
    except Unread as reason:
        raise TermError(message(text, str(reason), where)) from None


def message(text: str, reason: str, where: str) -> str:
    """The sentence of a TermError: the place, the text found, why it is not read, what to do."""
    shown = SPACES.sub(" ", text).strip()
    shown = shown if len(shown) <= 120 else shown[:117] + "…"
    return f"{where + ': ' if where else ''}{shown!r} is not read: {reason}. {REMEDY}"
