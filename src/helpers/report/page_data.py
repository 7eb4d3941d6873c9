"""What the page's own script needs, said once: data with repeated cells shared, citations as patterns."""

from __future__ import annotations

import csv
import io
from collections import Counter

from helpers.report import citation, places
from helpers.report.edition import Edition, Exhibit
from helpers.report.publication import Publication
from helpers.report.spreadsheet import export_csv

# Characters that stand for a value in a citation pattern; they occur in no text (private use area).
SLOTS = {"title": "\ue000", "label": "\ue001", "id": "\ue002", "caption": "\ue003", "alt": "\ue004", "width": "\ue005", "sha": "\ue006"}
WIDTH_STANDS_FOR = 987654.0
HASH_DIGITS = 16
SHORTEST_SHARED = 4


def page_data(edition: Edition) -> dict:
    """Everything for the script: shared strings, exhibits, citation patterns, codes of the sources."""
    tables = {e.id: _records(e) for e in edition.exhibits.values() if e.csv}
    shared = _shared(tables.values())
    index = {text: n for n, text in enumerate(shared)}
    exhibits = {}
    for exhibit in edition.exhibits.values():
        work = citation.work_of(exhibit)
        entry = {"kind": exhibit.kind, "label": exhibit.label, "title": work.title, "caption": " ".join(work.caption.split())}
        if exhibit.kind == "figure":
            entry |= {"alt": " ".join(work.alt.split()), "width": f"{work.width_mm:g}"}
        if exhibit.csv:
            entry |= {"sha": work.data_sha256[:HASH_DIGITS], "columns": [pack(column, index) for column in zip(*tables[exhibit.id])]}
        exhibits[exhibit.id] = entry
    return {"shared": shared, "exhibits": exhibits, "cite": cite_patterns(edition.publication), "codes": places.source_codes(edition)}


def _records(exhibit: Exhibit) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export_csv(exhibit.csv), newline="")))


def pack(column, index) -> list:
    """A column of cells: the number of a shared string or the cell itself; ``-n`` repeats the one before n times."""
    out: list = []
    before = None
    for cell in column:
        if cell != before:
            out.append(index.get(cell, cell))
        elif isinstance(out[-1], int) and out[-1] < 0:
            out[-1] -= 1
        else:
            out.append(-1)
        before = cell
    return out


def _shared(tables) -> list[str]:
    """The cells worth saying once: long enough and used more than once, most used first."""
    counts = Counter(cell for rows in tables for row in rows for cell in row if len(cell) >= SHORTEST_SHARED)
    often = [(n, cell) for cell, n in counts.items() if n > 1]
    return [cell for _, cell in sorted(often, key=lambda pair: (-pair[0], pair[1]))]


def cite_patterns(publication: Publication) -> dict[str, dict[str, str]]:
    """Citations of a figure, table and finding with slots for what differs, by kind (``+``: has a caption)."""
    patterns = {}
    for kind in ("figure", "table", "finding"):
        for caption in ("", "+"):
            work = citation.Work(
                SLOTS["id"], kind, SLOTS["title"], SLOTS["label"], SLOTS["caption"] if caption else "", SLOTS["alt"],
                WIDTH_STANDS_FOR, "" if kind == "finding" else SLOTS["sha"] * HASH_DIGITS,
            )
            made = citation.citations(work, publication)
            patterns[kind + caption] = {form: _slots(text) for form, text in made.items()}
    return patterns


def _slots(text: str) -> str:
    return text.replace(f"{WIDTH_STANDS_FOR:g}", SLOTS["width"]).replace(SLOTS["sha"] * HASH_DIGITS, SLOTS["sha"])
