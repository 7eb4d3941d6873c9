"""One printed entry to its terms: who, from when, until when, in which capacity, how it ended.

The grammar, in words: an entry holds groups; a group is a name with its spans, all names before their spans or all
behind them; a span is a start, a range sign and an end, where either side may be open or unknown. Brackets after a
name hold its other scripts, a remark, a birth and a death, or the spans themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from helpers.dates import bounds
from helpers.errors import TermError
from helpers.terms.persons import is_vacant, scripts_in_remark, split_scripts, why_no_name, without_titles
from helpers.terms.phrases import Atom, atoms_of
from helpers.terms.plain import same_length, without_markup
from helpers.terms.printed_dates import find_date
from helpers.terms.spans import Span, Unread, read_span
from helpers.terms.tokens import tokenize

# Nobody takes office before this age: an earlier year in brackets is a birth.
YOUNGEST = 15
# Years; a longer span in brackets is a life.
LONGEST_TERM = 50
SPACES = re.compile(r"\s+")
BULLET = re.compile(r"\s*(?:[-–*•·‣▪◦●○■□▲△▶→+]+(?=\s)|[•‣▪◦●■□▲▶]|#(?!\s?[0-9])|:(?=\s))\s*")
NUMBERING = re.compile(
    r"\s*(?:\(?[0-9]{1,3}[.)](?![0-9])\s*|#\s?[0-9]{1,3}[.):]?\s+|(?:No|Nr|N)[.º°]*\s?[0-9]{1,3}[.):]?\s+|[①-⑳]\s*"
    r"|제?\s?[0-9]{1,3}(?:\s?[~,·-]\s?[0-9]{1,3})?\s?대(?![가-힣]*\s?[0-9]{4})\s*[:.)]?\s*|초대\s*[:.)]?\s*"
    r"|第\s?[0-9一二三四五六七八九十百]{1,4}(?:\s?[~,·–-]\s?[0-9一二三四五六七八九十]{1,3})?\s?[代任届屆]\s*[:.)]?\s*|[0-9]{1,3}\s?[代任]\s*[:.)]?\s*|[初首][代任]\s*[:.)]?\s*"
    r"|[0-9]{1,3}(?:st|nd|rd|th|er|ère|º|ª|°|e)\.?:?\s+|(?=[IVXL]{2})[IVXL]+[.):]?\s+|[0-9]{1,3}:?\s+(?=[^\W\d_]))"
)
REMEDY = (
    "Write the entry as printed: a name and 'from – to' dates. If the print itself is in doubt, leave the line out of the "
    "terms and record it as a discrepancy."
)


class Segment(NamedTuple):
    """One term as printed. Dates are EDTF, '' where open; what an end day means is the project's convention, not the print's."""

    name_as_printed: str
    name_ko: str
    name_hanja: str
    capacity: str
    start_edtf: str
    end_edtf: str
    exit_status: str
    as_printed: str


@dataclass(frozen=True)
class Item:
    """A part of an entry: name, span, comma, acting, number, or brackets with a remark or dates."""

    kind: str
    start: int
    end: int
    spans: tuple[Span, ...] = ()
    acting: bool = False


@dataclass
class Group:
    """A name and its spans while an entry is being read."""

    names: list[Item] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    bracketed: list[Span] = field(default_factory=list)
    remarks: list[Item] = field(default_factory=list)
    acting: bool = False
    present: bool = False
    after: str = ""


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
    from helpers.terms.rows import cells_of, read_row

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


def read_plain(printed: str) -> list[Segment]:
    """Read an entry that is no table row, already without its markup."""
    text = same_length(printed)
    items = items_of(atoms_of(tokenize(text, after_numbering(text))))
    groups = _names_first(items) if _begins_with_name(items) else _dates_first(items)
    segments = [segment for group in groups for segment in _segments(group, printed)]
    if not segments:
        raise Unread("the office is printed as vacant, which is no office holder")
    return segments


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
    spans = _spans_within(inner)
    if acting and not any(atom.kind in ("side", "refused", "partial", "number", "two_ways") for atom in inner):
        items.append(Item("acting", start, end, acting=True))
    elif inner and all(atom.kind in ("present", "comma") for atom in inner):
        items.append(Item("present", start, end))
    elif acting and len(spans) > 1:
        raise Unread("brackets hold several terms, and it is not said which of them is acting")
    elif spans:
        items.append(Item("dates", start, end, tuple(spans), acting))
    elif acting:
        raise Unread("part of a term is printed as acting, without both its dates")
    else:
        items.append(Item("remark", start, end))
    return last + 1


def _spans_within(inner: list[Atom]) -> list[Span]:
    """The spans in brackets; none where they hold a remark, whatever its numbers."""
    try:
        items = items_of(inner)
    except Unread:
        if any(atom.kind == "range" for atom in inner) and sum(atom.kind in ("side", "refused", "partial", "two_ways") for atom in inner) > 1:
            raise
        return []
    spans = [span for item in items if item.kind == "span" for span in item.spans]
    return [] if all(span.lone for span in spans) or any(item.kind == "number" for item in items) else spans


# --- groups ------------------------------------------------------------------------------------------------------------


def _begins_with_name(items: list[Item]) -> bool:
    """Say whether the entry prints names before their dates."""
    first = next((item.kind for item in items if item.kind in ("name", "span")), "")
    if not first:
        raise Unread("neither a name nor a date was found")
    if any(item.kind == "number" for item in items):
        raise Unread("it holds a number that is no date this project reads; the entry may be cut off")
    return first == "name"


def _names_first(items: list[Item]) -> list[Group]:
    """Groups of an entry that prints each name before its dates."""
    groups: list[Group] = []
    acting = False
    for place, item in enumerate(items):
        before = items[place - 1].kind if place else ""
        if item.kind == "name":
            if not groups or groups[-1].spans or (groups[-1].bracketed and not _outside_follows(items, place)):
                groups.append(Group(acting=acting, after=before))
                acting = False
            groups[-1].names.append(item)
        elif item.kind == "acting" and not item.acting and (not groups or before in ("span", "comma")) and _next(items, place) == "name":
            acting = True
        else:
            _add(groups[-1] if groups else _first_group(groups), item)
    complete = [group for group in groups if group.spans or group.bracketed]
    if not complete:
        raise Unread("no 'from – to' dates were found")
    for group in groups:
        if not (group.spans or group.bracketed) and group.after != "comma":
            raise Unread("words follow the dates without dates of their own; the entry may be cut off")
    return complete


def _dates_first(items: list[Item]) -> list[Group]:
    """Groups of an entry that prints the dates before each name."""
    groups: list[Group] = [Group()]
    for place, item in enumerate(items):
        group = groups[-1]
        if item.kind == "span" and group.names:
            groups.append(Group())
        if item.kind == "name" and group.names and items[place - 1].kind != "comma":
            raise Unread("two names follow one date")
        if item.kind == "name":
            group.names.append(item)
        elif item.kind == "acting" and not item.acting and _next(items, place) == "name":
            group.acting = True
        else:
            _add(groups[-1], item)
    for group in groups:
        if not group.names:
            raise Unread("dates stand there without a name; the entry may be cut off")
        if group.spans and group.spans[-1].dangling == "spaced":
            raise Unread("one date and a dash before a name can be a start or the whole term")
    return groups


def _first_group(groups: list[Group]) -> Group:
    """A first group for what stands before the first name."""
    groups.append(Group())
    return groups[-1]


def _outside_follows(items: list[Item], place: int) -> bool:
    """Say whether the next dates stand outside brackets and belong to the same person, after a comma."""
    following = next((item.kind for item in items[place:] if item.kind in ("span", "dates")), "")
    return items[place - 1].kind == "comma" and following == "span"


def _next(items: list[Item], place: int) -> str:
    """The kind of the next item, '' after the last."""
    return items[place + 1].kind if place + 1 < len(items) else ""


def _add(group: Group, item: Item) -> None:
    """Add a span, brackets, a remark or a capacity to a group."""
    if item.kind == "span":
        group.spans += item.spans
    elif item.kind == "dates":
        group.bracketed += [replace(span, acting=item.acting, start=item.start, end=item.end) for span in item.spans]
    elif item.kind == "present":
        group.present = True
    elif item.kind == "remark":
        group.remarks.append(item)
    elif item.kind == "acting" and group.spans and not (group.names and group.names[-1].start > group.spans[-1].start):
        group.spans[-1] = replace(group.spans[-1], acting=True, end=max(item.end, group.spans[-1].end))
    elif item.kind == "acting":
        group.acting = True


# --- segments ----------------------------------------------------------------------------------------------------------


def _segments(group: Group, printed: str) -> list[Segment]:
    """The terms of a group; none where it is a vacancy."""
    words = name_words(group.names, printed)
    if is_vacant(words):
        return []
    spans = _terms(group)
    name, hangul, han = split_scripts(without_titles(words))
    reason = why_no_name(name, after_range=group.names[0].start > spans[0].start)
    if reason:
        raise Unread(reason)
    for remark in group.remarks:
        other = scripts_in_remark(printed[remark.start : remark.end], name)
        hangul, han = hangul or other[0], han or other[1]
    return [
        Segment(
            name, hangul, han, "acting" if group.acting or span.acting else "substantive",
            span.start_edtf, span.end_edtf, span.exit_status, _words_of_term(group, place, span, printed),
        )
        for place, span in enumerate(spans)
    ]


def name_words(names: list[Item], printed: str) -> str:
    """The printed words of a name: up to the first comma, or `Family, Given`."""
    if not names:
        raise Unread("no name of a person was found")
    pieces = [printed[item.start : item.end] for item in names]
    family_first = len(pieces) > 1 and " " not in pieces[0] and pieces[0].isascii() and len(pieces[1].split()) <= 3
    if family_first and all(word[:1].isupper() for word in pieces[1].split()) and names[1].start - names[0].end <= 2:
        return f"{pieces[0]}, {pieces[1]}"
    return pieces[0]


def _terms(group: Group) -> list[Span]:
    """The spans of a group that are terms: those outside brackets, else those within; a life in brackets is left out."""
    spans, bracketed = group.spans, group.bracketed
    if not spans and len(bracketed) > 1 and _is_life(bracketed[0], bracketed[1]):
        bracketed = bracketed[1:]
    if spans and any(not _is_life(life, spans[0]) or life.acting for life in bracketed):
        raise Unread("dates stand both in and outside brackets, and the first are not a life")
    chosen = spans or bracketed
    if group.present and chosen[-1].exit_status == "unknown" and not chosen[-1].end_edtf:
        chosen = [*chosen[:-1], replace(chosen[-1], exit_status="in_office", lone=False)]
    for span in chosen:
        if span.lone:
            raise Unread("it holds one date only, which can be a start, an end or the whole term")
        check_order(span, in_brackets=not spans)
    return chosen


def _is_life(life: Span, term: Span) -> bool:
    """Say whether a span is a birth and a death, seen from the first term."""
    born, began = bounds(life.start_edtf).earliest, bounds(term.start_edtf).latest or bounds(term.end_edtf).latest
    return born is not None and began is not None and born.year + YOUNGEST <= began.year


def check_order(span: Span, *, in_brackets: bool) -> None:
    """Refuse a term that ends before it begins, and a lifetime in place of a term."""
    first, last = bounds(span.start_edtf), bounds(span.end_edtf)
    if first.earliest and last.latest and first.earliest > last.latest:
        raise Unread(f"the term ends ({span.end_edtf}) before it begins ({span.start_edtf})")
    if in_brackets and first.latest and last.earliest and last.earliest.year - first.latest.year > LONGEST_TERM:
        raise Unread("the only dates stand in brackets and are as long as a life")


def _words_of_term(group: Group, place: int, span: Span, printed: str) -> str:
    """The printed words of one term of a group: its dates, and the name where it stands next to them."""
    start, end = span.start, span.end
    if place == 0:
        start = min(start, group.names[0].start)
    if group.names[0].start > span.start and place == len(group.spans) - 1:
        end = max(end, group.names[-1].end)
    return SPACES.sub(" ", printed[start:end]).strip(" ,;")
