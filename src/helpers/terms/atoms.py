"""The parts of a term, and the years of dates that are printed without one."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.dates import bounds
from helpers.errors import DateError
from helpers.terms.lexicon import MONTH_NAMES_OF_PEOPLE, MONTHS

BARE_DAY = re.compile(r"([0-9]{1,2})[^\W\d_º°ª.]{0,3}[º°ª.]?$")


class Atom(NamedTuple):
    """A part of a term: its kind, its text and place, and its date.

    Kinds: side (a date), partial (no year), two_ways (month or span of years), range, from, since, closing, present, unknown,
    acting, refused, comma, open, close, number, ordinal, text, other.
    `edtf` is the date of a side, `second` the other reading of two_ways, `note` the reason of refused, the shape of a range
    (word, tilde, spaced, glued, left, right) or the order of a partial date.
    """

    kind: str
    text: str
    start: int
    end: int
    edtf: str = ""
    second: str = ""
    note: str = ""
    month: int = 0
    day: int = 0


def with_years(atoms: list[Atom]) -> list[Atom]:
    """Days and months without a year take it from the other side of their range; months that could be years stay so alone."""
    result = list(atoms)
    for place, atom in enumerate(atoms):
        before = atoms[place - 2] if place > 1 and atoms[place - 1].kind == "range" else None
        behind = atoms[place + 2] if place + 2 < len(atoms) and atoms[place + 1].kind == "range" else None
        if atom.kind == "two_ways" and (before is not None or (place + 1 < len(atoms) and atoms[place + 1].kind == "range")):
            result[place] = atom._replace(kind="side")
        elif atom.kind == "partial":
            result[place] = _with_year(atom, before, behind)
        elif atom.kind == "text" and behind is not None and behind.kind == "side" and atom.text.lower().rstrip(".") in MONTHS:
            result[place] = _with_month_year(atom, atoms[place - 1] if place else None, behind)
        elif atom.kind in ("number", "ordinal") and behind is not None and behind.kind == "side":
            result[place] = _with_month(atom, behind)
    return result


def _with_month_year(atom: Atom, before: Atom | None, behind: Atom) -> Atom:
    """A bare month before a range sign and a month with its year (`March–May 1953`) as a month of the same year."""
    month = MONTHS[atom.text.lower().rstrip(".")]
    in_name = before is not None and before.kind == "text" and atom.text.lower() in MONTH_NAMES_OF_PEOPLE
    if len(behind.edtf) != 7 or in_name or month > int(behind.edtf[5:]):
        return atom
    return atom._replace(kind="side", edtf=f"{behind.edtf[:4]}-{month:02d}")


def _with_month(atom: Atom, behind: Atom) -> Atom:
    """A bare day before a range sign and a whole date (`3–18 May 2007`) as a day of the same month."""
    digits = BARE_DAY.match(atom.text)
    day = int(digits.group(1)) if digits else 0
    if len(behind.edtf) != 10 or not 0 < day < int(behind.edtf[8:]):
        return atom
    return atom._replace(kind="side", edtf=f"{behind.edtf[:8]}{day:02d}")


def _with_year(atom: Atom, before: Atom | None, behind: Atom | None) -> Atom:
    """A partial date as a date: a start takes the year behind it, an end only where years are printed first.

    An end such as `24 April` with its year still to come is what a list cut off in the middle looks like.
    """
    other = before if atom.note == "year_first" else behind
    if other is None or other.kind != "side" or len(other.edtf) < 7 or not other.edtf[:4].isdigit():
        return atom._replace(kind="refused", note=f"{atom.text!r} has no year")
    edtf = f"{other.edtf[:4]}-{atom.month:02d}" + (f"-{atom.day:02d}" if atom.day else "")
    try:
        bounds(edtf)
    except DateError:
        return atom._replace(kind="refused", note=f"{atom.text!r} names a day that is not in the calendar")
    return atom._replace(kind="side", edtf=edtf)
