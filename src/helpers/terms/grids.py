"""A pasted list to its lines and table rows, each with its place in the text.

Wiki tables are laid out as a grid first, because a cell there may stand for several rows or columns; Markdown tables and
tables flattened to one row a line are taken line by line; lists of values are split at their commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
import re
from typing import NamedTuple

from helpers.terms.lexicon import HEAD_ROLES
from helpers.terms.plain import without_markup
from helpers.terms.printed_dates import find_date

ATTRIBUTES = re.compile(r"^\s*(?:(?:\w[\w-]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s|\"']+)\s*)+|\s*)\|(?!\|)")
SPAN = {"rowspan": re.compile(r"rowspan\s*=\s*[\"']?(\d+)", re.IGNORECASE), "colspan": re.compile(r"colspan\s*=\s*[\"']?(\d+)", re.IGNORECASE)}
OFFICE_HEAD = re.compile("(?:大臣|長官|部長|部长|장관|minister|ministro|ministre|postmaster general)$")
# A table that claims more than this is broken.
WIDEST = 60
# Lines that are looked at to tell a list of values from a list of entries.
LOOKED_AT = 20


class Row(NamedTuple):
    """One line or table row: first and last line (1-based), its text, its cells (None where it is no row), whether it is a head or cut off."""

    first: int
    last: int
    text: str
    cells: list[str] | None = None
    head: bool = False
    cut: bool = False


def rows_of(text: str) -> list[Row]:
    """Cut a pasted text into its lines and table rows, in order; blank lines are left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = _delimiter(lines)
    rows: list[Row] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.lstrip().startswith("{|") or (place == 0 and line.lstrip().startswith(("|-", "! ")) and not _is_flat(line)):
            end = next((each for each in range(place + 1, len(lines)) if lines[each].lstrip().startswith("|}")), len(lines) - 1)
            rows += _wiki_rows(lines, place, end)
            place = end + 1
            continue
        if line.strip():
            rows.append(Row(place + 1, place + 1, line, _split(line, delimiter) if delimiter else None))
        place += 1
    return rows


def roles_of(cells: list[str]) -> list[str]:
    """What the heads of a table say each column holds; '' for a head that is not known.

    Where none is a known word for a name, a head that names the office itself (郵政大臣) stands over the names.
    """
    heads = [_head(cell) for cell in cells]
    roles = [HEAD_ROLES.get(head, "") for head in heads]
    offices = [place for place, head in enumerate(heads) if OFFICE_HEAD.search(head) and not roles[place]]
    if "name" not in roles and len(offices) == 1:
        roles[offices[0]] = "name"
    return roles


def is_head(cells: list[str]) -> bool:
    """Say whether a row holds column heads: at least two known ones, and more of them than other words."""
    known = [bool(role) for cell, role in zip(cells, roles_of(cells)) if cell.strip()]
    return sum(known) >= 2 and sum(known) * 2 >= len(known)


def _head(cell: str) -> str:
    """A column head as the lexicon spells it."""
    return re.sub(r"\s+", " ", re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", without_markup(cell))).strip(" .:*'").lower()


def _is_flat(line: str) -> bool:
    """Say whether a line that begins with a bar and a dash is a Markdown rule or row rather than a wiki sign."""
    return line.strip().endswith("|")


def _delimiter(lines: list[str]) -> str:
    """The sign that parts the values of a list of values; '' where the text is none.

    Its first line must be heads that name a person and a term, or every line must hold two whole days side by side; written out in
    words, two such days in most lines that all have as many values are enough.
    """
    filled = [line for line in lines if line.strip()]
    if len(filled) < 2 or any(line.lstrip().startswith(("|", "{|", "-", "*", "#")) for line in filled[:2]):
        return ""
    for delimiter in ("\t", ";", ","):
        heads = roles_of(_split(filled[0], delimiter))
        if "name" in heads and {"from", "term"} & set(heads):
            return delimiter
        rows = [_split(line, delimiter) for line in filled[:LOOKED_AT]]
        if delimiter != "\t" and all(_has_two_days(row) for row in rows):
            return delimiter
        if delimiter == ";" and len({len(row) for row in rows}) == 1 and 2 * sum(_has_two_days(row) for row in rows) > len(rows):
            return delimiter
    return ""


def _has_two_days(cells: list[str]) -> bool:
    """Say whether three or more values hold two whole days side by side, and none of them a date and words."""
    days = [bool(cell[:1].isdigit()) and (found := find_date(cell, 0)) is not None and found[1] == len(cell) and len(found[0].edtf) == 10 for cell in cells]
    return len(cells) > 2 and any(first and second for first, second in zip(days, days[1:]))


def _split(line: str, delimiter: str) -> list[str]:
    """The values of one line."""
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])]


def _wiki_rows(lines: list[str], start: int, end: int) -> list[Row]:
    """The rows of one wiki table as a full grid."""
    chunks: list[tuple[int, int, list[str]]] = []
    current: list[str] = []
    first = start + 1
    for place in range(start + 1, end + 1):
        line = lines[place].strip()
        if line.startswith(("|-", "|}")):
            if current:
                chunks.append((first, place - 1, current))
            current, first = [], place + 1
        elif not line.startswith("|+") and line:
            current.append(line)
    if current:
        chunks.append((first, end, current))
    rows = _grid([(first, last, _wiki_cells(chunk), all(line.startswith("!") for line in chunk[:1])) for first, last, chunk in chunks])
    closed = lines[end].lstrip().startswith("|}")
    if not closed and len(rows) > 2 and len(rows[-1].cells) < min(len(row.cells) for row in rows[:-1]):
        rows[-1] = rows[-1]._replace(cut=True)
    return rows


def _wiki_cells(chunk: list[str]) -> list[tuple[str, int, int]]:
    """The cells of one wiki row: text, rows and columns it stands for."""
    cells: list[str] = []
    for line in chunk:
        if line[0] in "|!":
            cells += re.split(r"\|\||!!", line[1:]) if line[0] == "!" else line[1:].split("||")
        elif cells:
            cells[-1] += " " + line
    return [_wiki_cell(cell) for cell in cells]


def _wiki_cell(cell: str) -> tuple[str, int, int]:
    """A cell without its attributes, with the rows and columns it stands for."""
    found = ATTRIBUTES.match(cell)
    attributes, words = (found.group(), cell[found.end() :]) if found and "[[" not in found.group() and "{{" not in found.group() else ("", cell)
    sizes = [int(match.group(1)) if (match := SPAN[kind].search(attributes)) else 1 for kind in ("rowspan", "colspan")]
    return without_markup(words).strip(), min(max(sizes[0], 1), 1000), min(max(sizes[1], 1), WIDEST)


def _grid(rows: list[tuple[int, int, list[tuple[str, int, int]], bool]]) -> list[Row]:
    """Rows with the cells that reach down into them filled in."""
    hanging: dict[int, tuple[str, int]] = {}
    result = []
    for first, last, cells, head in rows:
        filled: list[str] = []
        waiting = list(cells)
        below: dict[int, tuple[str, int]] = {}
        while waiting or any(column >= len(filled) for column in hanging):
            column = len(filled)
            if column in hanging:
                words, left = hanging.pop(column)
                filled.append(words)
                if left > 1:
                    below[column] = (words, left - 1)
            elif waiting:
                words, down, across = waiting.pop(0)
                for each in range(across):
                    if down > 1:
                        below[column + each] = (words, down - 1)
                filled += [words] * across
            else:
                filled.append("")
        hanging = below
        result.append(Row(first, last, " | ".join(filled), filled, head or is_head(filled)))
    return result
