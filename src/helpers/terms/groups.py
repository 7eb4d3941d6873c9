"""The items of an entry to its groups, and the groups to terms.

A group is a name with its spans. An entry prints all names before their spans or all behind them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from helpers.dates import bounds
from helpers.terms.items import Item, items_in
from helpers.terms.persons import WESTERN, is_vacant, scripts_in_remark, split_scripts, why_no_name, without_titles
from helpers.terms.spans import Span, Unread

# Nobody takes office before this age: an earlier year in brackets is a birth.
YOUNGEST = 15
# Years; a longer span in brackets is a life.
LONGEST_TERM = 50
SPACES = re.compile(r"\s+")
# What is set off from a Western name by a comma and is part of it.
SUFFIX = re.compile(r"(?:Jr|Sr|Jnr|Snr|II|III|IV)\.?")


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


def read_plain(printed: str) -> list[Segment]:
    """Read an entry that is no table row, already without its markup."""
    items = items_in(printed)
    if next((item.kind for item in items if item.kind in ("name", "span", "dates")), "") == "dates":
        items = [replace(item, kind="span") if item.kind == "dates" else item for item in items]
    groups = _names_first(items) if _begins_with_name(items) else _dates_first(items)
    segments = [segment for group in groups for segment in _segments(group, printed)]
    if not segments:
        raise Unread("the office is printed as vacant, which is no office holder")
    return segments


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
    if len(pieces) > 1 and SUFFIX.fullmatch(pieces[1]):
        pieces[:2] = [f"{pieces[0]}, {pieces[1]}"]
    family_first = len(pieces) > 1 and " " not in pieces[0] and WESTERN.search(pieces[0]) and len(pieces[1].split()) <= 3
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
    if group.present and chosen[-1].end_edtf:
        raise Unread("a word says that the term goes on, yet an end is printed")
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
