"""One table row to its terms: which cell is the name, which are the dates.

Cells are told apart by what they hold, because printed tables leave cells out and head two columns with one word. The
heads, where `lists` passes their roles on, settle what the cells leave open.
"""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.terms.groups import Segment, check_order, name_words, read_plain
from helpers.terms.items import items_in, items_of
from helpers.terms.persons import is_office, is_vacant, scripts_in_remark, split_scripts, why_no_name, without_titles
from helpers.terms.phrases import atoms_of
from helpers.terms.plain import same_length, without_markup
from helpers.terms.spans import Span, Unread
from helpers.terms.tokens import EAST, tokenize

PICTURE = re.compile(r"\.(?:jpe?g|png|svg|gif|webp|tiff?)\b|^\s*(?:File|Image|Datei|파일|ファイル)\s*:", re.IGNORECASE)
RULE = re.compile(r"[\s|:+=–-]*")
INDEX = re.compile(r"초대|初代|首任|(?:No\.?|Nr\.?|#|第|제)?\s?\(?(?:[0-9]{1,3}|[IVXL]+)\)?\s?(?:[.)]|st|nd|rd|th|er|ère|º|ª|°|e|代|任|届|대|世)?(?:\s?\([0-9]\))?\.?")
# What a cell may hold under a head.
NOTHING = ("empty", "dash", "unknown")
DATED = ("date", "spans", "entry", *NOTHING)
ALLOWED = {
    "name": ("text", "entry", *NOTHING), "hangul": ("text", *NOTHING), "hanja": ("text", *NOTHING), "from": ("date", "spans", *NOTHING),
    "to": ("date", "present", *NOTHING), "term": ("spans", "date", "entry", "present", *NOTHING),
}
EASTERN = re.compile(f"[{EAST}·・ ]+")


def cells_of(text: str) -> list[str] | None:
    """The cells of a table row (bars or tabs), without markup; None where the text is no row."""
    if "|" not in text and "\t" not in text:
        return None
    plain = without_markup(text)
    if "\t" in plain.strip("\n"):
        cells = plain.strip("\n").split("\t")
    elif "|" in plain:
        plain = plain.strip()
        separator = "||" if "||" in plain and not re.search(r"\|\s+\|", plain) else "|"
        inner = plain[1:] if plain.startswith("|") else plain
        inner = inner[:-1] if inner.endswith("|") and separator == "|" else inner
        cells = inner.split(separator)
    else:
        return None
    return [cell.strip() for cell in cells]


def is_rule(cells: list[str]) -> bool:
    """Say whether a row only draws a line between heads and body."""
    return all(RULE.fullmatch(cell) for cell in cells) and any(cell for cell in cells)


def read_row(cells: list[str], *, printed: str, roles: list[str] | None = None) -> list[Segment]:
    """Read one table row.

    Parameters
    ----------
    cells : list of str
        The cells as printed.
    printed : str
        The whole row, kept as what is printed.
    roles : list of str, optional
        What the heads say each column holds: name, hangul, hanja, from, to, term, life, other, or '' for no head.

    Raises
    ------
    Unread
        The row holds no name, no dates, or more dates than a term has and no head to tell them apart.
    """
    kinds = [_kind_of(cell) for cell in cells]
    roles = (list(roles or []) + [""] * len(cells))[: len(cells)]
    spans, first, last = _spans_of(cells, kinds, roles)
    place = _name_cell(cells, kinds, roles, first, last)
    if place is None:
        return _name_and_dates_in_one(cells, kinds)
    if is_vacant(cells[place]):
        raise Unread("the office is printed as vacant, which is no office holder")
    name, hangul, han, acting = _person(cells, kinds, place, roles)
    acting = acting or any(kinds[each] == "acting" for each in range(len(cells))) or (first > 0 and kinds[0] == "dash")
    for span in spans:
        if span.lone:
            raise Unread("one date stands there without a second; the row may be cut off")
        check_order(span, in_brackets=False)
    return [
        Segment(name, hangul, han, "acting" if acting or span.acting else "substantive", span.start_edtf, span.end_edtf, span.exit_status, printed)
        for span in spans
    ]


def _kind_of(cell: str) -> str:
    """What a cell holds: empty, dash, index, picture, date, present, unknown, spans, acting, entry (name and dates) or text."""
    text = same_length(cell).strip()
    if not text:
        return "empty"
    if not text.strip("–-~. "):
        return "dash"
    if PICTURE.search(text):
        return "picture"
    if INDEX.fullmatch(text):
        return "index"
    atoms = [atom for atom in atoms_of(tokenize(text)) if atom.kind not in ("from", "closing", "comma")]
    if text.startswith("(") and [atom.kind for atom in atoms] == ["open", "acting", "close"]:
        return "acting"
    kinds = [atom.kind for atom in _without_brackets(atoms)]
    if kinds and all(kind in ("side", "refused", "two_ways", "partial") for kind in kinds) and len(kinds) == 1:
        return "date"
    if kinds in (["present"], ["unknown"], ["acting"]):
        return kinds[0]
    dated = any(kind in ("side", "two_ways", "refused", "since", "partial") for kind in kinds)
    if dated and not any(kind in ("text", "other", "number") for kind in kinds):
        return "spans"
    return "entry" if dated and "text" in kinds else "text"


def _without_brackets(atoms: list) -> list:
    """Atoms that stand outside brackets."""
    depth, result = 0, []
    for atom in atoms:
        depth += atom.kind == "open"
        if depth == 0:
            result.append(atom)
        depth -= atom.kind == "close" and depth > 0
    return result


def fitted(cells: list[str], roles: list[str], above: list[str] | None) -> list[str]:
    """Lay a row under its heads.

    A row whose first cells are missing, because cells of the row above reach down into it, gets them from there, if its name
    is not among them and there is one way only to lay it so.

    Parameters
    ----------
    cells : list of str
        The row as printed.
    roles : list of str
        What the heads say each column holds.
    above : list of str, optional
        The row above as it was laid.

    Raises
    ------
    Unread
        The row fits its heads nowhere, or in more than one way.
    """
    kinds = [_kind_of(cell) for cell in cells]
    if not {"from", "term"} & set(roles) or _fits(kinds, roles):
        return cells
    if "to" in roles and len(kinds) > roles.index("to") and _fits([*kinds[: roles.index("to")], "empty", *kinds[roles.index("to") + 1 :]], roles):
        return cells
    ways = [shift for shift in range(1, roles.index("name") + 1) if above and len(above) >= shift and _fits(kinds, roles[shift:])]
    if len(ways) != 1:
        raise Unread("its cells do not fit the heads of the table; a cell above may reach down into it")
    return [*above[: ways[0]], *cells]


def _fits(kinds: list[str], roles: list[str]) -> bool:
    """Say whether what the cells hold is what their heads say, and the dates are among them."""
    held = dict(zip(reversed(roles[: len(kinds)]), reversed(kinds[: len(roles)])))
    if len(kinds) < len(roles) and any(role in ("from", "to", "term") for role in roles[len(kinds) :]):
        return False
    return all(kind in ALLOWED.get(role, (kind,)) for role, kind in zip(roles, kinds)) and held.get("from", held.get("term", "")) in DATED


def _spans_of(cells: list[str], kinds: list[str], roles: list[str]) -> tuple[list[Span], int, int]:
    """The spans of a row and the cells they stand in."""
    if "from" in roles and "to" not in roles and kinds[roles.index("from")] == "date":
        first = roles.index("from")
        return [Span(_edtf(cells[first], "date"), "", "unknown", 0, 0)], first, first
    if "from" in roles and "to" in roles and kinds[roles.index("from")] in ("date", *NOTHING):
        first, last = roles.index("from"), roles.index("to")
        return [_pair(cells, kinds, first, last)], min(first, last), max(first, last)
    usable = [place for place, role in enumerate(roles) if role not in ("life", "other", "name")]
    spanning = [place for place in usable if kinds[place] == "spans"]
    dates = [place for place in usable if kinds[place] == "date"]
    if len(spanning) == 1 and not dates:
        found = items_of(atoms_of(tokenize(same_length(cells[spanning[0]]))))
        acting = any(item.kind == "acting" for item in found)
        return [replace(span, acting=acting) for item in found for span in item.spans], spanning[0], spanning[0]
    if spanning or not dates:
        raise Unread("no 'from – to' dates were found" if not spanning else "more dates stand there than one term has")
    first, last = dates[0], dates[0] + 1
    if len(dates) > 2 or (len(dates) == 2 and dates[1] != last):
        raise Unread("more dates stand there than one term has, and no heads tell them apart")
    if len(dates) == 1 and first and kinds[first - 1] == "unknown":
        if last < len(cells) and kinds[last] in (*NOTHING, "present"):
            raise Unread("the date stands between an unknown one and nothing; it can be the start or the end")
        return [_pair(cells, kinds, first - 1, first)], first - 1, first
    if last >= len(cells):
        raise Unread("one date stands there without a second; the row may be cut off")
    return [_pair(cells, kinds, first, last)], first, last


def _pair(cells: list[str], kinds: list[str], first: int, last: int) -> Span:
    """A span from the cell of its start and the cell of its end."""
    start, end = _edtf(cells[first], kinds[first]), _edtf(cells[last], kinds[last])
    status = {"date": "ended", "present": "in_office", "empty": "unknown", "dash": "unknown", "unknown": "unknown"}.get(kinds[last])
    if status is None:
        raise Unread(f"the end {cells[last]!r} is no date this project reads; the row may be cut off")
    if not start and not end:
        raise Unread("neither the start nor the end is printed")
    return Span(start, end, status, 0, 0)


def _edtf(cell: str, kind: str) -> str:
    """The date of a cell as EDTF, '' where there is none."""
    if kind != "date":
        return ""
    atom = next(atom for atom in _without_brackets(atoms_of(tokenize(same_length(cell)))) if atom.kind in ("side", "refused", "two_ways", "partial"))
    if atom.kind in ("refused", "partial"):
        raise Unread(atom.note or f"{atom.text!r} has no year")
    return atom.edtf


def _name_cell(cells: list[str], kinds: list[str], roles: list[str], first: int, last: int) -> int | None:
    """The cell with the name: under its head, else the first text before the dates that is no office or party, else the first behind them."""
    if "name" in roles:
        return roles.index("name") if kinds[roles.index("name")] in ("text", "entry") else None
    texts = [place for place, kind in enumerate(kinds) if kind == "text" and roles[place] in ("", "hangul", "hanja")]
    before = [place for place in texts if place < first]
    before = [place for place in before if not is_office(cells[place])] or before
    return before[0] if before else next((place for place in texts if place > last), None)


def _name_and_dates_in_one(cells: list[str], kinds: list[str]) -> list[Segment]:
    """Read a row whose name stands in one cell with its dates."""
    if kinds.count("entry") == 1:
        return read_plain(cells[kinds.index("entry")])
    raise Unread("no name of a person was found")


def _person(cells: list[str], kinds: list[str], place: int, roles: list[str]) -> tuple[str, str, str, bool]:
    """The name in a cell, with its other scripts from that cell or the next ones, and whether it is marked as acting."""
    items = items_in(cells[place])
    words = name_words([item for item in items if item.kind == "name"], cells[place])
    name, hangul, han = split_scripts(without_titles(words))
    reason = why_no_name(name, after_range=False)
    if reason:
        raise Unread(reason)
    beside = [cells[each] for each in range(place + 1, len(cells)) if kinds[each] == "text" and (roles[each] in ("hangul", "hanja") or (each == place + 1 and EASTERN.fullmatch(cells[each])))]
    for words in [cells[place][item.start : item.end] for item in items if item.kind == "remark"] + beside:
        other = scripts_in_remark(words, name)
        hangul, han = hangul or other[0], han or other[1]
    return name, hangul, han, any(item.kind == "acting" or item.acting for item in items)
