"""A whole pasted list to rows with bounds, and what was refused with its reason."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

from helpers.dates import add_bounds
from helpers.terms.grids import Row, is_head, roles_of, rows_of
from helpers.terms.groups import Segment, read_plain
from helpers.terms.plain import same_length, without_markup
from helpers.terms.rows import cells_of, fitted, is_rule, read_row
from helpers.terms.spans import Unread

BOUNDS = ["start_earliest", "start_latest", "end_earliest", "end_latest"]
COLUMNS = ["place", "sequence", *[field for field in Segment._fields if field != "as_printed"], *BOUNDS, "as_printed"]
REFUSED = ["place", "text", "reason"]
SHOWN = {"place": "place", "name": "name", "capacity": "capacity", "start_edtf": "start", "end_edtf": "end", "exit_status": "exit", "start_bounds": "start bounds", "end_bounds": "end bounds"}
# A last line that ends in a year's first digits after a range sign: `1953–19`, `1953–1`.
CUT_YEAR = re.compile(r"[12][0-9]{3}\s*[–~-]\s*(?:1|2|19|20)\s*\|?\s*$")
HEADING = re.compile(r"\s*(?:={1,6}.*={1,6}|#{1,6}\s.*)\s*$")
NUMERAL = re.compile(r"\s*([IVXL]+)[.)]?\s+(?=\S)")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def read_list(text: str, *, where: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read a pasted list of office holders.

    Parameters
    ----------
    text : str
        Lines, or a table (bars, wiki, Markdown, tabs, values with heads).
    where : str
        What to call the text in places, for example the file's name.

    Returns
    -------
    rows : DataFrame
        `COLUMNS`: one row a term, all text; EDTF dates with their bounds as ISO days, '' where unbounded.
    refused : DataFrame
        place, text, reason: every other line that is not blank.
    """
    rows, refused = [], []
    lines = _without_numerals(rows_of(text))
    heads = _Heads()
    for number, row in enumerate(lines):
        place = f"{where}:{row.first}" + (f"-{row.last}" if row.last > row.first else "")
        try:
            last = number == len(lines) - 1
            if row.cut or (last and _is_open(lines)):
                raise Unread("the last row is not closed as the rows above it are; the list may be cut off")
            found = _read_line(row, heads, last=last)
        except Unread as reason:
            refused.append((place, _one_line(row.text), str(reason)))
            continue
        rows += [(place, *segment[:-1], segment.as_printed) for segment in found]
    frame = pd.DataFrame(rows, columns=[column for column in COLUMNS if column not in ("sequence", *BOUNDS)], dtype="str")
    frame = add_bounds(frame.assign(sequence=[str(count) for count in range(1, len(frame) + 1)]), "start_edtf", "end_edtf")
    return frame[COLUMNS].astype("str"), pd.DataFrame(refused, columns=REFUSED, dtype="str")


def render_list(rows: pd.DataFrame, refused: pd.DataFrame, format: str = "table") -> str:
    """Show what `read_list` gave, as a table to read or as CSV.

    Parameters
    ----------
    rows, refused : DataFrame
        As `read_list` returns them.
    format : {"table", "csv"}
        CSV has a column `read` (yes or no) and one row a term or refused line.

    Returns
    -------
    str
        Ends with a line feed.
    """
    if format == "csv":
        joined = pd.concat([rows.assign(read="yes"), refused.rename(columns={"text": "as_printed"}).assign(read="no")])
        joined = joined.reindex(columns=["read", *COLUMNS, "reason"]).fillna("")
        return joined.to_csv(index=False, lineterminator="\n")
    count = f"{len(rows)} term{'s' * (len(rows) != 1)} read, {len(refused)} line{'s' * (len(refused) != 1)} refused.\n"
    parts = [count]
    if len(rows):
        parts.append(_columns(_shown(rows)))
    if len(refused):
        parts.append("Refused:\n" + "".join(f"  {row.place}  {_shorten(row.text, 60)}\n      {row.reason}\n" for row in refused.itertuples()))
    return "\n".join(parts)


class _Heads:
    """The roles of the columns of the table that is being read, and its width."""

    def __init__(self):
        self.roles: list[str] | None = None
        self.width = 0
        self.above: list[str] | None = None

    def take(self, cells: list[str]) -> None:
        """Take a row of heads; a second row without a name leaves the first in place."""
        roles = roles_of(cells)
        if "name" in roles or self.roles is None:
            self.roles = roles
        self.width = max(self.width, len(cells))
        self.above = None


def _read_line(row: Row, heads: _Heads, *, last: bool) -> list[Segment]:
    """Read one line or table row, or say why not."""
    cells = row.cells if row.cells is not None else cells_of(row.text)
    if cells is None:
        heads.roles = None
        if HEADING.match(row.text):
            raise Unread("a heading")
        if last and CUT_YEAR.search(same_length(row.text)):
            raise Unread("the last line ends in the first digits of a year; the list may be cut off")
        return read_plain(without_markup(row.text))
    if is_rule(cells):
        raise Unread("a line between heads and body")
    if row.head or is_head(cells):
        heads.take(cells)
        raise Unread("column heads")
    if last and heads.width and len(cells) < heads.width and CUT_YEAR.search(same_length(row.text)):
        raise Unread("the last row ends in the first digits of a year; the list may be cut off")
    if heads.roles and "name" in heads.roles:
        cells = heads.above = fitted(cells, heads.roles, heads.above)
    return read_row(cells, printed=_one_line(row.text), roles=heads.roles)


def _is_open(lines: list[Row]) -> bool:
    """Say whether the last flat table row lacks the closing bar that every row above it has."""
    flat = [row.text.rstrip() for row in lines if row.cells is None and "|" in row.text]
    return len(flat) > 1 and lines[-1].text.rstrip() == flat[-1] and not flat[-1].endswith("|") and all(text.endswith("|") for text in flat[:-1])


def _without_numerals(rows: list[Row]) -> list[Row]:
    """Lines without their Roman numerals, where these count up; a single `V.` or `M.` is an initial."""
    found = [(place, NUMERAL.match(row.text)) for place, row in enumerate(rows) if row.cells is None]
    found = [(place, match) for place, match in found if match]
    values = [_value(match.group(1)) for _, match in found]
    if len(found) < 2 or any(later <= earlier for earlier, later in zip(values, values[1:])):
        return rows
    cut = {place: match.end() for place, match in found}
    return [row._replace(text=row.text[cut[place] :]) if place in cut else row for place, row in enumerate(rows)]


def _value(numeral: str) -> int:
    """The value of a Roman numeral."""
    digits = [ROMAN[letter] for letter in numeral]
    return sum(-digit if any(digit < later for later in digits[place + 1 : place + 2]) else digit for place, digit in enumerate(digits))


def _one_line(text: str) -> str:
    """A text with its white space as single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns of the table to read."""
    joined = rows.assign(
        name=[" ".join(dict.fromkeys(filter(None, names))) for names in zip(rows["name_as_printed"], rows["name_ko"], rows["name_hanja"])],
        start_bounds=[_bounds(*pair) for pair in zip(rows["start_earliest"], rows["start_latest"])],
        end_bounds=[_bounds(*pair) for pair in zip(rows["end_earliest"], rows["end_latest"])],
    )
    return joined[list(SHOWN)].rename(columns=SHOWN)


def _bounds(earliest: str, latest: str) -> str:
    """Two days as one text; an open side is shown as an ellipsis."""
    return earliest if earliest == latest and earliest else f"{earliest or '…'} to {latest or '…'}" if earliest or latest else "…"


def _columns(frame: pd.DataFrame) -> str:
    """A frame as aligned columns; East Asian characters count as two."""
    cells = [list(frame.columns), *frame.values.tolist()]
    widths = [max(_width(row[place]) for row in cells) for place in range(len(frame.columns))]
    return "".join("  ".join(cell + " " * (widths[place] - _width(cell)) for place, cell in enumerate(row)).rstrip() + "\n" for row in cells)


def _width(text: str) -> int:
    """The width of a text in columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _shorten(text: str, length: int) -> str:
    """A text cut to a length with an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"
