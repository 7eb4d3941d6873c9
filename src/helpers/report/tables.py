"""Shown tables in both editions: the same rows, sortable on the page and fitted to the paper."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.cells import shown_cells
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
NARROW_MM = 24.0


@dataclass(frozen=True)
class Grid:
    """A table ready to be set: heads, rows of text, number columns, and per row its places."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[bool]
    links: Sequence[Sequence[tuple[str, str]]] = ()


def exhibit_grid(exhibit: Exhibit, codes: Mapping[str, str], known: set[str]) -> Grid:
    """The shown columns of a table exhibit, with a last column of printed places where it has any."""
    columns = exhibit.spec["columns"]
    rows, numeric = shown_cells(exhibit.csv, [c for c, _ in columns])
    lines = exhibit.spec["lines"]
    links = [places.linked_places([p for p in entry.split(";") if p], codes, known) for entry in lines] if any(lines) else ()
    return Grid([h for _, h in columns], rows, numeric, links)


def grid_html(grid: Grid, labelled_by: str) -> str:
    """An accessible table; a first column of text heads its rows."""
    side = [' class="n"' if n else "" for n in grid.numeric]
    heads = "".join(f'<th scope="col"{s}>{_text(h)}</th>' for s, h in zip(side, grid.heads))
    heads += f'<th scope="col">{PRINT_HEAD}</th>' if grid.links else ""
    body = []
    for i, row in enumerate(grid.rows):
        cells = [_cell(text, n, s, first=j == 0) for j, (text, n, s) in enumerate(zip(row, grid.numeric, side))]
        cells += [f'<td class="p">{links_html(grid.links[i])}</td>'] if grid.links else []
        body.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="wide" tabindex="0" role="group" aria-labelledby="{labelled_by}"><table class="data" aria-labelledby="{labelled_by}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(text: str, number: bool, side: str, *, first: bool) -> str:
    tag = 'th scope="row"' if first and not number and text else "td"
    return f"<{tag}{side}>{_text(text)}</{tag.split()[0]}>"


def _text(text: str) -> str:
    return korean(html.escape(text))


def links_html(links: Sequence[tuple[str, str]]) -> str:
    """Places as links, joined by spaces."""
    return " ".join(f'<a href="#{anchor}">{html.escape(label)}</a>' if anchor else html.escape(label) for label, anchor in links)


def links_typst(links: Sequence[tuple[str, str]]) -> str:
    """Places as Typst links, joined by commas."""
    return "#\", \";".join(f"#link(label({string(a)}))[{content(t)}];" if a else content(t) for t, a in links)


def grid_typst(grid: Grid) -> str:
    """A Typst table with repeated head, column widths and type size fitted to the page."""
    rows = [[breakable(c) for c in row] for row in grid.rows]
    heads, numeric = list(grid.heads), list(grid.numeric)
    shown = [[content(c) for c in row] for row in rows]
    if grid.links:
        heads, numeric = [*heads, PRINT_HEAD], [*numeric, False]
        rows = [[*row, " ".join(t for t, _ in links)] for row, links in zip(rows, grid.links)]
        shown = [[*row, links_typst(links)] for row, links in zip(shown, grid.links)]
    size, wide, widths = fit(heads, rows)
    align = ", ".join("right" if n else "left" for n in numeric)
    cells = ",\n".join(", ".join(f"[{c}]" for c in row) for row in shown)
    return (
        f"#data-table(size: {size}pt, wide: {str(wide).lower()}, columns: ({', '.join(widths)},), align: ({align},), "
        f"heads: ({', '.join(f'[{content(h)}]' for h in heads)},),\n{cells},\n)"
    )


def fit(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[float, bool, list[str]]:
    """Type size in points, whether the whole grid is needed, and Typst column widths.

    A table that fits keeps its natural widths; otherwise narrow columns keep theirs and the long ones
    share the rest by the square root of their text, so that rows stay low.
    """
    columns = [[head, *(row[j] for row in rows)] for j, head in enumerate(heads)]
    for size in SIZES_PT:
        natural = [max(map(lambda c: width_mm(c, size), column)) + PADDING_MM for column in columns]
        if sum(natural) <= GRID_MM:
            return size, sum(natural) > TEXT_MM, ["auto"] * len(heads)
    size = LONG_PT if len(rows) > LONG_ROWS else WRAPPED_PT
    natural = [max(width_mm(c, size) for c in column) + PADDING_MM for column in columns]
    least = [max(width_mm(w, size) for c in column for w in c.split() or [""]) + PADDING_MM for column in columns]
    weights = [sum(width_mm(c, size) for c in column) ** 0.5 for column in columns]
    fixed = [n <= NARROW_MM for n in natural]
    room = GRID_MM - sum(n for n, f in zip(natural, fixed) if f)
    total = sum(w for w, f in zip(weights, fixed) if not f)
    shares = [n if f else max(room * w / total, min(le, 45)) for n, f, w, le in zip(natural, fixed, weights, least)]
    scale = GRID_MM / sum(shares)
    return size, True, [f"{share * scale:.1f}mm" for share in shares]


def width_mm(text: str, size_pt: float) -> float:
    """About how wide a text is in Noto Sans KR (Hangul and hanja an em, capitals and Latin less)."""
    return sum(_em(c) for c in text) * size_pt * MM_PER_PT


def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 0.93
    if char == "\u200b":
        return 0.0
    return 0.64 if char.isupper() else 0.3 if char in " .,:;ijl|'()-" else 0.56
