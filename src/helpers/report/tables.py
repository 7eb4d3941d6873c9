"""Shown tables in both editions: the same rows, sortable on the page and fitted to the paper."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from helpers.cells import shown_cells
from helpers.exhibits import PLACE_COLUMNS
from helpers.report import places
from helpers.report.edition import Exhibit
from helpers.report.markdown import korean
from helpers.report.typst_text import breakable, content, string

PRINT_HEAD = "Print"
TEXT_MM, GRID_MM = 130.0, 180.0  # the text column, and the whole grid of the page
SIZES_PT = (9.0, 8.5, 8.0)
WRAPPED_PT, LONG_PT, LONG_ROWS = 8.0, 7.5, 30
MM_PER_PT = 0.3528
PADDING_MM = 3.4
WHOLE_LINES = 18  # a table with no more lines than this is not broken over pages
STEP_MM = 2.0
STEPS_AHEAD = 8  # a column may need several steps before it saves its next line
WIDEST_WORD_MM = 32.0
BESIDE = 0.15  # what a line counts in a cell that is not the highest of its row
WORD_BREAK = re.compile(r"[ \u200b]+")  # where a line should end: names with a hyphen stay whole
NUMBER_RANGE = re.compile(r"[≥≤]? ?[\d.,]+(?: to [\d.,]+)?")  # stays on one line
KEPT_TOGETHER = 24  # on the page, a column of texts no longer than this is not wrapped


@dataclass(frozen=True)
class Grid:
    """A table ready to be set: heads, rows of text, number columns, per row its places, and the anchors of cells that are ids."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool]
    links: Sequence[Sequence[tuple[str, str]]] = ()
    anchors: Mapping[str, str] = field(default_factory=dict)


def exhibit_grid(exhibit: Exhibit, codes: Mapping[str, str], known: set[str], *, anchors: Mapping[str, str] | None = None) -> Grid:
    """The shown columns of a table exhibit, with a last column of printed places where it has any.

    A shown column that only repeats these places is left out. `anchors` are the ids, of exhibits and of readings,
    that a cell is linked to when it is one.
    """
    lines, frame = exhibit.spec["lines"], exhibit.frame
    repeated = {"source_id", "line", *(c for c in PLACE_COLUMNS if c in frame and list(frame[c]) == list(lines))} if any(lines) else ()
    columns = [(c, h) for c, h in exhibit.spec["columns"] if c not in repeated]
    rows, numeric = shown_cells(exhibit.csv, [c for c, _ in columns])
    rows = without_heads([h for _, h in columns], rows)
    links = [places.linked_places(places.merged([p for p in entry.split(";") if p]), codes, known) for entry in lines] if any(lines) else ()
    return Grid([h for _, h in columns], rows, numeric, links, anchors or {})


def without_heads(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Cells that do not repeat their head: under *Ministry*, ``Ministry of Foreign Affairs`` is ``Foreign Affairs``."""
    said = [f"{head} of " if rows and all(row[j].startswith(f"{head} of ") for row in rows) else "" for j, head in enumerate(heads)]
    return [[cell.removeprefix(start) for cell, start in zip(row, said)] for row in rows]


def grid_html(grid: Grid, labelled_by: str) -> str:
    """An accessible table; a first column of text heads its rows."""
    short = [max((len(row[j]) for row in grid.rows), default=0) <= KEPT_TOGETHER for j in range(len(grid.heads))]
    side = [' class="n"' if n else ' class="k"' if k else "" for n, k in zip(grid.numeric, short)]
    ends = [' class="n"' if n else '' for n in grid.numeric]  # heads may wrap
    heads = "".join(f'<th scope="col"{s}>{_text(h)}</th>' for s, h in zip(ends, grid.heads))
    heads += f'<th scope="col">{PRINT_HEAD}</th>' if grid.links else ""
    body = []
    for i, row in enumerate(grid.rows):
        cells = [_cell(linked_html(text, grid.anchors), s, heads=j == 0 and not n and text) for j, (text, n, s) in enumerate(zip(row, grid.numeric, side))]
        cells += [f'<td class="p">{links_html(grid.links[i])}</td>'] if grid.links else []
        body.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="wide" tabindex="0" role="group" aria-labelledby="{labelled_by}"><table class="data" aria-labelledby="{labelled_by}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(inside: str, side: str, *, heads) -> str:
    tag = 'th scope="row"' if heads else "td"
    return f"<{tag}{side}>{inside}</{tag.split()[0]}>"


def linked_html(text: str, anchors: Mapping[str, str]) -> str:
    """A cell whose ids, joined by semicolons, lead to what they name."""
    return "; ".join(f'<a href="#{anchors[part]}">{html.escape(part)}</a>' if part in anchors else _text(part) for part in text.split("; "))


def linked_typst(text: str, anchors: Mapping[str, str]) -> str:
    """As `linked_html`, in Typst; `text` may hold places to break at."""
    parts = [(part, anchors.get(part.replace("\u200b", ""))) for part in text.split("; ")]
    return content("; ").join(f"#link(label({string(anchor)}))[{content(part)}];" if anchor else content(part) for part, anchor in parts)


def _text(text: str) -> str:
    return korean(html.escape(text))


def links_html(links: Sequence[tuple[str, str]]) -> str:
    """Places as links, joined by spaces."""
    return " ".join(f'<a href="#{anchor}">{html.escape(label)}</a>' if anchor else html.escape(label) for label, anchor in links)


def links_typst(links: Sequence[tuple[str, str]]) -> str:
    """Places as Typst links, joined by commas."""
    return "#\", \";".join(f"#link(label({string(a)}))[{content(t)}];" if a else content(t) for t, a in links)


def grid_typst(grid: Grid) -> tuple[str, bool]:
    """A Typst table with repeated head, column widths and type size fitted to the page, and whether it is so low
    that it stands whole on one page."""
    rows = [[_unbroken(c) for c in row] for row in grid.rows]
    heads, numeric = list(grid.heads), list(grid.numeric)
    shown = [[linked_typst(c, grid.anchors) for c in row] for row in rows]
    if grid.links:
        heads, numeric = [*heads, PRINT_HEAD], [*numeric, False]
        rows = [[*row, " ".join(t for t, _ in links)] for row, links in zip(rows, grid.links)]
        shown = [[*row, links_typst(links)] for row, links in zip(shown, grid.links)]
    size, wide, widths, lines = fit(heads, rows)
    align = ", ".join("right" if n else "left" for n in numeric)
    cells = ",\n".join(", ".join(f"[{c}]" for c in row) for row in shown) or f"table.cell(colspan: {len(heads)})[none]"
    return (
        f"#data-table(size: {size}pt, wide: {str(wide).lower()}, columns: ({', '.join(widths)},), align: ({align},), "
        f"heads: ({', '.join(f'[{content(h)}]' for h in heads)},),\n{cells},\n)",
        lines <= WHOLE_LINES,
    )


def _unbroken(cell: str) -> str:
    """A cell that breaks neither inside a range of numbers nor before a dash."""
    return cell.replace(" ", "\u00a0") if NUMBER_RANGE.fullmatch(cell) else breakable(cell.replace(" –", "\u00a0–"))


def fit(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[float, bool, list[str], int]:
    """Type size in points, whether the whole grid is needed, Typst column widths, and about how many lines that makes.

    A table that fits keeps its natural widths; otherwise the columns share the grid so that the table
    becomes as low as it can.
    """
    for size in SIZES_PT:
        natural = measure([heads, *rows], size).max(axis=0) + PADDING_MM
        if natural.sum() <= GRID_MM:
            return size, bool(natural.sum() > TEXT_MM), ["auto"] * len(heads), len(rows) + 1
    size = LONG_PT if len(rows) > LONG_ROWS else WRAPPED_PT
    widths, lines = share(heads, rows, size)
    return size, True, [f"{w:.1f}mm" for w in widths], lines


def share(heads: Sequence[str], rows: Sequence[Sequence[str]], size_pt: float) -> tuple[np.ndarray, int]:
    """Column widths in mm that fill the grid, and how many lines the table then has: each column has room
    for its longest word, and all further room goes, 2 mm at a time, where it saves most lines."""
    columns = list(zip(heads, *rows))
    words = [[_words_mm(cell, size_pt) for cell in column] for column in columns]
    found = np.array([min(max(max(w, default=0.0) for w in column) + PADDING_MM, WIDEST_WORD_MM) for column in words])
    found *= min(1.0, GRID_MM / found.sum())
    space, known = width_mm(" ", size_pt), {}

    def lines(j: int, width: float) -> np.ndarray:
        key = j, round(width, 3)
        if key not in known:
            known[key] = np.array([_lines(cell, width - PADDING_MM, space) for cell in words[j]])
        return known[key]

    while (left := int((GRID_MM - found.sum()) // STEP_MM)) > 0:
        now = np.array([lines(j, width) for j, width in enumerate(found)])
        gains = {
            (j, steps): (_height(now) - _height(_with(now, j, lines(j, found[j] + steps * STEP_MM)))) / steps
            for j in range(len(found)) for steps in range(1, min(left, STEPS_AHEAD) + 1)
        }
        j, steps = max(gains, key=gains.get)
        if gains[j, steps] <= 0:
            break
        found[j] += steps * STEP_MM
    found *= GRID_MM / found.sum()
    return found, int(np.array([lines(j, width) for j, width in enumerate(found)]).max(axis=0).sum())


def _words_mm(cell: str, size_pt: float) -> list[float]:
    return [width_mm(word, size_pt) for word in WORD_BREAK.split(cell) if word]


def _lines(words: Sequence[float], width: float, space: float) -> int:
    """How many lines words of these widths fill, one after the other."""
    lines, at = 1, 0.0
    for word in words:
        if at and at + space + word > width:
            lines, at = lines + 1, 0.0
        at += word + (space if at else 0.0)
    return lines


def _with(lines: np.ndarray, j: int, column: np.ndarray) -> np.ndarray:
    changed = lines.copy()
    changed[j] = column
    return changed


def _height(lines: np.ndarray) -> float:
    """Lines of the whole table, columns × rows; lines of single cells count a little too."""
    return float(lines.max(axis=0).sum() + BESIDE * lines.sum())


def measure(rows: Sequence[Sequence[str]], size_pt: float) -> np.ndarray:
    """Widths of all cells in mm, rows × columns."""
    return np.array([[width_mm(c, size_pt) for c in row] for row in rows])


def width_mm(text: str, size_pt: float) -> float:
    """About how wide a text is in Noto Sans KR (Hangul and hanja an em, capitals and Latin less)."""
    return sum(_em(c) for c in text) * size_pt * MM_PER_PT


def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 0.93
    if char == "\u200b":
        return 0.0
    return 0.64 if char.isupper() else 0.3 if char in " .,:;ijl|'()-" else 0.56
