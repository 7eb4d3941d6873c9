"""How the cells of a shown table are set: numbers alike within a column, everything escaped."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping

import pandas as pd

from helpers import tables
from helpers.schemas import TABLES

MOST_DECIMALS = 3
UNBROKEN = re.compile(r"[\d−–,.:/~?\[\]-]{1,24}")     # a number or a date stays on one line, and so does a Korean word
CODES = {  # the words of the schemas that are joined by underscores in data
    word for table in TABLES.values() for column in table.columns if isinstance(column.type, tuple) for word in column.type if "_" in word
} | {"same_day", "next_day"}
GROUPED_FROM = 10_000  # 1950 is a year and stays 1950; 314523 becomes 314,523


def shown_cells(csv: str, columns: list[str]) -> tuple[list[list[str]], list[bool]]:
    """Rows of texts for the named columns of a CSV text, and which columns are numbers.

    Numbers of one column have the same decimals (at most three), a true minus sign, and commas from
    ten thousand on. Codes are shown as words, and lists with a space after each semicolon; other text is left as it is.
    """
    typed = tables.frame_from_csv(csv)
    text = pd.read_csv(io.StringIO(csv), dtype=str, keep_default_na=False, na_filter=False)
    numeric = [pd.api.types.is_numeric_dtype(typed[c]) for c in columns]
    shown = [number_texts(list(text[c])) if n else [_spoken(cell) for cell in text[c]] for c, n in zip(columns, numeric)]
    return [list(row) for row in zip(*shown)] if len(text) else [], numeric


def _spoken(cell: str) -> str:
    parts = re.split(r";\s*", cell) if ";" in cell else [cell]
    return "; ".join(part.replace("_", " ") if part in CODES else part for part in parts)


def number_texts(cells: list[str]) -> list[str]:
    """A column of number texts with common decimals; blank stays blank."""
    plain = [c for c in cells if c]
    decimals = min(MOST_DECIMALS, max((len(c.partition(".")[2]) for c in plain if "e" not in c.lower()), default=0))
    grouped = any(abs(float(c)) >= GROUPED_FROM for c in plain)
    return [_number_text(c, decimals, grouped) if c else "" for c in cells]


def _number_text(cell: str, decimals: int, grouped: bool) -> str:
    text = f"{abs(float(cell)):{',' if grouped else ''}.{decimals}f}"
    return f"−{text}" if float(cell) < 0 and re.search("[1-9]", text) else text


def table_html(csv: str, heads: Mapping[str, str], title: str) -> str:
    """An escaped HTML table for a notebook, numbers flush right."""
    rows, numeric = shown_cells(csv, list(heads))
    sides = ["right" if n else "left" for n in numeric]
    head = "".join(f'<th scope="col" style="text-align:{side}">{html.escape(h)}</th>' for side, h in zip(sides, heads.values()))
    body = "\n".join("<tr>" + "".join(_cell_html(c, side) for side, c in zip(sides, row)) + "</tr>" for row in rows)
    return f'<table style="word-break:keep-all">\n<caption style="text-align:left;font-weight:bold">{html.escape(title)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'


def _cell_html(cell: str, side: str) -> str:
    whole = ";white-space:nowrap" if UNBROKEN.fullmatch(cell) else ""
    return f'<td style="text-align:{side}{whole}">{html.escape(cell)}</td>'
