"""The items of a printed entry: names, spans, brackets, commas, capacities.

Brackets after a name hold its other scripts, a remark, a birth and a death, or the spans themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.terms.atoms import Atom
from helpers.terms.phrases import atoms_of
from helpers.terms.plain import same_length
from helpers.terms.printed_dates import find_date
from helpers.terms.spans import Span, Unread, read_span
from helpers.terms.tokens import tokenize

BULLET = re.compile(r"\s*(?:[-–*•·‣▪◦●○■□▲△▶→+]+(?=\s)|[•‣▪◦●■□▲▶]|#(?!\s?[0-9])|:(?=\s))\s*")
NUMBERING = re.compile(
    r"\s*(?:\(?[0-9]{1,3}[.)](?![0-9])\s*|#\s?[0-9]{1,3}[.):]?\s+|(?:No|Nr|N|№)[.º°]*\s?[0-9]{1,3}[.):]?\s+|[①-⑳]\s*"
    r"|제?\s?[0-9]{1,3}(?:\s?[~,·-]\s?[0-9]{1,3})?\s?대(?![가-힣]*\s?[0-9]{4})\s*[:.)]?\s*|초대\s*[:.)]?\s*"
    r"|第\s?[0-9一二三四五六七八九十百]{1,4}(?:\s?[~,·–-]\s?[0-9一二三四五六七八九十]{1,3})?\s?[代任届屆]\s*[:.)]?\s*|[0-9]{1,3}\s?[代任]\s*[:.)]?\s*|[初首][代任]\s*[:.)]?\s*"
    r"|[0-9]{1,3}(?:st|nd|rd|th|er|ère|º|ª|°|e)\.?:?\s+|(?=[IVXL]{2})[IVXL]+[.):]?\s+|[0-9]{1,3}:?\s+(?=[^\W\d_]))"
)


@dataclass(frozen=True)
class Item:
    """A part of an entry: name, span, comma, acting, number, or brackets with a remark or dates."""

    kind: str
    start: int
    end: int
    spans: tuple[Span, ...] = ()
    acting: bool = False


def items_in(printed: str) -> list[Item]:
    """The items of an entry without its markup, behind its bullet and number."""
    text = same_length(printed)
    return items_of(atoms_of(tokenize(text, after_numbering(text))))


def after_numbering(text: str) -> int:
    """The place behind an entry's bullet and number. A date at the beginning is no number."""
    found = BULLET.match(text)
    place = found.end() if found else 0
    for _ in range(2):
        found = NUMBERING.match(text, place)
        if not found:
            break
        start = place + len(found.group()) - len(found.group().lstrip())
        dated = find_date(text, start) if text[start : start + 1].isdigit() else None
        if dated and not (dated[0].form == "my_dots" and " " in text[start : dated[1]]):
            break
        place = found.end()
    return place


def items_of(atoms: list[Atom]) -> list[Item]:
    """The items of an entry, with its spans read and its brackets closed."""
    items: list[Item] = []
    place = 0
    while place < len(atoms):
        atom = atoms[place]
        if atom.kind == "present":
            items.append(Item("present", atom.start, atom.end))
            place += 1
        elif atom.kind in ("text", "other"):
            place = _take_name(atoms, place, items)
        elif atom.kind == "open":
            place = _take_brackets(atoms, place, items)
        elif atom.kind in ("comma", "acting", "number", "ordinal"):
            items.append(Item(atom.kind, atom.start, atom.end))
            place += 1
        elif atom.kind == "close":
            raise Unread("a bracket is closed that was not opened")
        elif atom.kind == "nothing":
            place += 1
        else:
            span, place = read_span(atoms, place, after=items[-1].kind if items else "")
            items.append(Item("span", span.start, span.end, (span,)) if span else Item("comma", atom.start, atom.end))
    return items


def _take_name(atoms: list[Atom], place: int, items: list[Item]) -> int:
    """Add the run of words at a place as one item."""
    first = place
    while place < len(atoms) and atoms[place].kind in ("text", "other"):
        place += 1
    items.append(Item("name", atoms[first].start, atoms[place - 1].end))
    return place


def _take_brackets(atoms: list[Atom], place: int, items: list[Item]) -> int:
    """Add what stands between two brackets as one item: acting, dates or a remark."""
    depth, last = 0, place
    for last in range(place, len(atoms)):
        depth += (atoms[last].kind == "open") - (atoms[last].kind == "close")
        if depth == 0:
            break
    if depth:
        raise Unread("a bracket is not closed; the entry may be cut off")
    start, end = atoms[place].start, atoms[last].end
    inner = atoms[place + 1 : last]
    acting = any(atom.kind == "acting" for atom in inner)
    spans, names = _spans_within(inner)
    if acting and not any(atom.kind in ("side", "refused", "partial", "number", "two_ways") for atom in inner):
        items.append(Item("acting", start, end, acting=True))
    elif inner and all(atom.kind in ("present", "comma") for atom in inner):
        items.append(Item("present", start, end))
    elif acting and len(spans) > 1:
        raise Unread("brackets hold several terms, and it is not said which of them is acting")
    elif spans:
        items.append(Item("dates", start, end, tuple(spans), acting))
        items += [Item("remark", name.start, name.end) for name in names]
    elif acting:
        raise Unread("part of a term is printed as acting, without both its dates")
    else:
        items.append(Item("remark", start, end))
    return last + 1


def _spans_within(inner: list[Atom]) -> tuple[list[Span], list[Item]]:
    """The spans in brackets, and the words beside them; nothing where the brackets hold a remark, whatever its numbers."""
    try:
        items = items_of(inner)
    except Unread:
        if any(atom.kind == "range" for atom in inner) and sum(atom.kind in ("side", "refused", "partial", "two_ways") for atom in inner) > 1:
            raise
        return [], []
    spans = [span for item in items if item.kind == "span" for span in item.spans]
    if all(span.lone for span in spans) or any(item.kind == "number" for item in items):
        return [], []
    return spans, [item for item in items if item.kind == "name"]
