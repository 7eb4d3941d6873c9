"""A start, a range sign and an end: one span of a printed entry."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.terms.atoms import Atom

SIDES = ("side", "unknown")
# Kinds of item behind which a dash may only part a name from its dates.
NAME_SIDE = ("name", "remark", "dates", "acting", "ordinal")


class Unread(Exception):
    """Why an entry is not read, in a clause."""


@dataclass(frozen=True)
class Span:
    """A start and an end in EDTF ('' where open or unknown), with their place in the text.

    `lone` is one date without a range sign; `dangling` is the shape of a range sign with nothing but a name behind it.
    """

    start_edtf: str
    end_edtf: str
    exit_status: str
    start: int
    end: int
    lone: bool = False
    dangling: str = ""
    acting: bool = False


def read_span(atoms: list[Atom], place: int, *, after: str) -> tuple[Span | None, int]:
    """Read the span at a place of an entry.

    Parameters
    ----------
    atoms : list of Atom
        The entry.
    place : int
        Where the span, or a dash before it, stands.
    after : str
        The kind of the item before: a dash behind a name parts the name from its dates.

    Returns
    -------
    (Span or None, int)
        None where the sign at `place` only separates; and the place behind what was read.

    Raises
    ------
    Unread
        A date has two readings, or the signs allow more than one span.
    """
    if atoms[place].kind != "range":
        return _from_start(atoms, place)
    if place + 1 >= len(atoms) or atoms[place + 1].kind not in ("side", "unknown", "from", "since", "refused", "partial", "two_ways"):
        if after == "span" and place + 1 == len(atoms):
            raise Unread("a range sign stands behind whole dates; the entry may be cut off")
        return None, place + 1
    if after == "span":
        raise Unread("three dates follow each other in one span")
    span, behind = _from_start(atoms, place + 1)
    if not span.lone:
        return None, place + 1
    if after in NAME_SIDE and atoms[place].note in ("spaced", "glued", "left"):
        raise Unread("a dash between a name and one date can mean 'until' or nothing")
    return Span("", span.start_edtf, "ended", atoms[place].start, span.end), behind


def _from_start(atoms: list[Atom], place: int) -> tuple[Span, int]:
    """Read a span that begins with its start (or a word such as `from` before it)."""
    begin, opening = place, ""
    while _kind(atoms, place) in ("from", "since"):
        opening = atoms[place].kind if opening != "since" else opening
        place += 1
    start = _side(atoms, place)
    behind = place + 1
    if _kind(atoms, behind) == "range":
        return _with_end(atoms, begin, place, since=opening == "since")
    if _kind(atoms, behind) == "present":
        return Span(start, "", "in_office", atoms[begin].start, atoms[behind].end), behind + 1
    if _kind(atoms, behind) == "closing":
        return Span("", start, "ended", atoms[begin].start, atoms[behind].end), behind + 1
    if opening:
        status = "in_office" if opening == "since" else "unknown"
        return Span(start, "", status, atoms[begin].start, atoms[place].end), behind
    return Span(start, "", "unknown", atoms[begin].start, atoms[place].end, lone=True), behind


def _with_end(atoms: list[Atom], begin: int, place: int, *, since: bool) -> tuple[Span, int]:
    """Read the range sign behind a start, and the end behind that; `since` without an end is still in office."""
    start = _side(atoms, place)
    sign = place + 1
    behind = sign + 1
    while _kind(atoms, behind) == "range":
        if atoms[behind].note == atoms[sign].note != "word":
            raise Unread("two range signs follow each other")
        sign, behind = behind, behind + 1
    kind = _kind(atoms, behind)
    if kind in ("refused", "partial", "two_ways", "side"):
        end = _side(atoms, behind)
        last = behind + (_kind(atoms, behind + 1) == "closing")
        return Span(start, end, "ended", atoms[begin].start, atoms[last].end), last + 1
    if kind == "unknown" and not start:
        raise Unread("neither the start nor the end is printed")
    if kind in ("present", "unknown"):
        last = behind + (_kind(atoms, behind + 1) == "closing")
        return Span(start, "", "in_office" if kind == "present" else "unknown", atoms[begin].start, atoms[last].end), last + 1
    if not start:
        raise Unread("neither the start nor the end is printed")
    if kind == "acting":
        raise Unread("a word for acting stands where the end should stand")
    if since:
        return Span(start, "", "in_office", atoms[begin].start, atoms[place].end), behind
    dangling = atoms[sign].note if kind in ("text", "other") else ""
    return Span(start, "", "unknown", atoms[begin].start, atoms[sign].end, dangling=dangling), behind


def _side(atoms: list[Atom], place: int) -> str:
    """The EDTF text of one side of a span, '' where it is printed as unknown."""
    kind = _kind(atoms, place)
    if kind == "side":
        return atoms[place].edtf
    if kind == "unknown":
        return ""
    if kind in ("refused", "partial"):
        raise Unread(atoms[place].note or f"{atoms[place].text!r} has no year")
    if kind == "two_ways":
        raise Unread(f"{atoms[place].text!r} can be a month or a span of years")
    found = f", found {atoms[place].text!r}" if place < len(atoms) else ""
    raise Unread(f"a date was expected{found}")


def _kind(atoms: list[Atom], place: int) -> str:
    """The kind of the atom at a place, '' behind the last."""
    return atoms[place].kind if place < len(atoms) else ""
