"""Tokens to atoms: what each sign and word does in a term, decided by what stands beside it.

A word of the lexicon acts only beside a date. Elsewhere, and where it is printed with a capital inside a name, it is
part of a name: `al`, `do` or `To` between two dates join them, `Kim To` is a person.
"""

from __future__ import annotations

import re

from helpers.dates import bounds, days_between
from helpers.errors import DateError
from helpers.terms.atoms import Atom, with_years
from helpers.terms.beside import SCRIPTS, is_bare_part, kind_at, leads_to_date, leads_to_end, phrases_at, shape_of
from helpers.terms.lexicon import BEFORE_A_DATE, BEHIND_A_DATE, PRESENT_ONLY_AFTER_RANGE, UNITS
from helpers.terms.particles import split_particles
from helpers.terms.tokens import Token

# An East Asian title that says in one word that its bearer only acts: 代理行長, 外務大臣臨時代理, 장관서리.
ACTING_RUN = re.compile("(?:代理|署理|代行).+|.{2,}(?:代理|署理|代行)|.{2,}(?:서리|대행|대리)")
# Most days between the Julian and the Gregorian date of one day (13 in the twentieth century), and one more.
CALENDARS_APART = 14
SIDES = ("side", "partial", "two_ways", "refused", "present", "unknown")


def atoms_of(tokens: list[Token]) -> list[Atom]:
    """Give the atoms of an entry's tokens."""
    tokens = split_particles(tokens)
    atoms: list[Atom] = []
    waiting: list[tuple[str, int]] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if _is_duration(tokens, place, atoms):
            place += 2
            continue
        if token.kind in SCRIPTS:
            role, length = _role_at(tokens, place, atoms)
            if role:
                last = tokens[place + length - 1]
                _apply(role, token, last, atoms, waiting)
                place += length
                continue
        _take(tokens, place, atoms, waiting)
        place += 1
    return with_years(atoms)


def _is_duration(tokens: list[Token], place: int, atoms: list[Atom]) -> bool:
    """Say whether a number and a unit of time begin here (`4 years, 175 days`), not as the end of a range."""
    if tokens[place].kind not in ("number", "ordinal") or (atoms and atoms[-1].kind in ("range", "from", "since")):
        return False
    return place + 1 < len(tokens) and tokens[place + 1].text.lower().rstrip(".") in UNITS


def _role_at(tokens: list[Token], place: int, atoms: list[Atom]) -> tuple[str, int]:
    """The role that the phrase at a token plays, with the phrase's length; '' when it plays none."""
    in_name = place > 0 and tokens[place - 1].kind == "word" and bool(atoms) and atoms[-1].kind == "text"
    for length, roles in phrases_at(tokens, place):
        capital = tokens[place].text[0].isupper()
        for role in roles:
            if role == "acting":
                return role, length
            if in_name and capital and role != "present":
                continue
            if _fits(role, tokens, place, length, atoms):
                return role, length
    return "", 0


def _fits(role: str, tokens: list[Token], place: int, length: int, atoms: list[Atom]) -> bool:
    """Say whether a role is possible at this place."""
    behind = bool(atoms) and atoms[-1].kind in SIDES
    ahead = leads_to_date(tokens, place + length)
    if role == "present":
        return _is_present(tokens, place, length, atoms)
    if role == "unknown":
        return _stands_alone(tokens, place, length, atoms)
    if role == "range":
        return (behind and (ahead or leads_to_end(tokens, place + length))) or (ahead and is_bare_part(tokens, place - 1))
    if role == "until":
        return (ahead or leads_to_end(tokens, place + length)) if tokens[place].kind == "word" else behind or (ahead and bool(atoms) and atoms[-1].note == "word")
    if role == "and":
        return len(atoms) > 1 and _behind_span(atoms[:-1] if atoms[-1].kind == "comma" else atoms)
    if role == "or":
        return behind and atoms[-1].kind == "side" and ahead
    if role == "label":
        return ahead or behind or kind_at(tokens, place + length) == "comma"
    if role in BEHIND_A_DATE:
        return behind
    return role in BEFORE_A_DATE and ahead


def _behind_span(atoms: list[Atom]) -> bool:
    """Say whether the atoms end in a date, or in brackets that hold one."""
    if not atoms or atoms[-1].kind != "close":
        return bool(atoms) and atoms[-1].kind in SIDES
    opened = max((place for place, atom in enumerate(atoms) if atom.kind == "open"), default=0)
    return any(atom.kind in SIDES for atom in atoms[opened:])


def _is_present(tokens: list[Token], place: int, length: int, atoms: list[Atom]) -> bool:
    """Say whether a phrase for the present ends a term: after a range, a lone date, or alone within signs."""
    if atoms and atoms[-1].kind in ("range", "since"):
        return True
    if atoms and atoms[-1].kind == "side":
        return len(atoms) < 2 or atoms[-2].kind != "range"
    return _stands_alone(tokens, place, length, atoms) and " ".join(t.text.lower() for t in tokens[place : place + length]) not in PRESENT_ONLY_AFTER_RANGE


def _stands_alone(tokens: list[Token], place: int, length: int, atoms: list[Atom]) -> bool:
    """Say whether a phrase has a sign, a range or nothing on either side."""
    before = place == 0 or tokens[place - 1].kind in ("open", "comma", "dash", "tilde") or (bool(atoms) and atoms[-1].kind in ("range", "from", "since"))
    return before and kind_at(tokens, place + length) in ("", "close", "comma", "dash", "tilde")


def _apply(role: str, first: Token, last: Token, atoms: list[Atom], waiting: list[tuple[str, int]]) -> None:
    """Add what a phrase does: a new atom, a change of the last date, or something that waits for the next date."""
    start, end, text = first.start, last.end, f"{first.text} … {last.text}" if first is not last else first.text
    if role in ("range", "until", "onward"):
        atoms.append(Atom("range", text, start, end, note="word" if role != "until" else "until"))
    elif role in ("from", "since", "closing", "present", "unknown", "acting"):
        atoms.append(Atom(role, text, start, end))
    elif role in ("about_after", "before_after", "after_after"):
        atoms[-1] = _qualified(atoms[-1], [role.removesuffix("_after")])._replace(end=end)
    elif role == "winter":
        atoms.append(Atom("refused", text, start, end, note=f"{text!r} of a year can be its beginning or its end"))
    elif role == "two_words":
        atoms.append(Atom("refused", text, start, end, note=f"{text!r} before a date can mean 'about' or 'from'"))
    elif role in ("about", "maybe", "before", "after", "or"):
        waiting.append((role, start))
    elif role == "and":
        atoms.append(Atom("comma", text, start, end))
    elif role == "since_after":
        atoms.append(Atom("present", text, start, end))


def _take(tokens: list[Token], place: int, atoms: list[Atom], waiting: list[tuple[str, int]]) -> None:
    """Add the atom of a token that is no phrase."""
    token = tokens[place]
    if token.kind == "date":
        _take_date(token, atoms, waiting)
        waiting.clear()
    elif token.kind == "mark":
        _take_mark(tokens, place, atoms, waiting)
    elif token.text == "/" and _joins_days(tokens, place):
        atoms.append(Atom("range", token.text, token.start, token.end, note="glued"))
    elif token.kind == "tilde" and (meaning := _before_a_date(tokens, place, atoms)):
        if meaning == "about":
            waiting.append(("about", token.start))
        else:
            atoms.append(Atom("refused", token.text, token.start, token.end, note="a tilde before the only date can mean 'about' or 'until'"))
    elif token.kind in ("dash", "tilde"):
        atoms.append(Atom("range", token.text, token.start, token.end, note=shape_of(tokens, place)))
    else:
        kind = "acting" if ACTING_RUN.fullmatch(token.text) else "text" if token.kind in SCRIPTS else token.kind
        atoms.append(Atom(kind, token.text, token.start, token.end))


def _take_date(token: Token, atoms: list[Atom], waiting: list[tuple[str, int]]) -> None:
    """Add the atoms of a printed date with what waited for it."""
    printed, end = token.printed, token.end
    roles, start = [role for role, _ in waiting], min([token.start, *(place for _, place in waiting)])
    atom = Atom(printed.kind, token.text, start, end, printed.edtf, printed.second, printed.reason, printed.month, printed.day)
    if printed.kind == "date":
        atom = _qualified(atom._replace(kind="side"), roles)
        if "or" in roles and atoms[-1].kind == "side":
            atom = _either(atoms.pop(), atom)
        atoms.append(atom)
    elif printed.kind == "span":
        first = _qualified(Atom("side", token.text, start, end, printed.edtf), roles)
        atoms += [first, Atom("range", "–", start, end, note="glued"), Atom("side", token.text, start, end, printed.second)]
    elif printed.kind == "partial":
        atoms.append(atom._replace(note="year_first" if printed.year_first else ""))
    else:
        atoms.append(atom)


def _either(first: Atom, second: Atom) -> Atom:
    """One date out of several: what `first` is already, or `second`."""
    known = first.edtf[1:-1] if "," in first.edtf else first.edtf
    joined = Atom("side", f"{first.text} … {second.text}", first.start, second.end, f"[{known},{second.edtf}]")
    if "[" in known or "[" in second.edtf:
        return joined._replace(kind="refused", edtf="", note="'or' stands beside a date that is itself open")
    return joined


def _take_mark(tokens: list[Token], place: int, atoms: list[Atom], waiting: list[tuple[str, int]]) -> None:
    """A question mark: doubt about the date it touches, or an end or beginning that is not known."""
    token = tokens[place]
    touching = place + 1 < len(tokens) and tokens[place + 1].kind == "date" and tokens[place + 1].start == token.end
    if touching:
        waiting.append(("maybe", token.start))
    elif atoms and atoms[-1].kind == "side":
        atoms[-1] = _qualified(atoms[-1], ["maybe"])._replace(end=token.end)
    elif len(atoms) > 1 and atoms[-1].kind == "open" and atoms[-2].kind == "side":
        atoms[-1:] = []
        atoms[-1] = _qualified(atoms[-1], ["maybe"])._replace(end=token.end)
        if kind_at(tokens, place + 1) == "close":
            tokens[place + 1] = tokens[place + 1]._replace(kind="nothing")
    else:
        atoms.append(Atom("unknown", token.text, token.start, token.end))


def _joins_days(tokens: list[Token], place: int) -> bool:
    """Say whether a stroke stands between two days as a range: an ISO 8601 interval, or spaced and more than two weeks apart.

    Two days closer than that, with a stroke between them, are one day in the Julian and in the Gregorian calendar.
    """
    beside = [token.printed for token in tokens[max(place - 1, 0) : place + 2 : 2]]
    if len(beside) != 2 or any(printed is None or len(printed.edtf) != 10 for printed in beside):
        return False
    if all(printed.form == "ymd_hyphen" for printed in beside):
        return True
    return shape_of(tokens, place) == "spaced" and days_between(bounds(beside[0].edtf).latest, bounds(beside[1].edtf).earliest) > CALENDARS_APART


def _before_a_date(tokens: list[Token], place: int, atoms: list[Atom]) -> str:
    """What a tilde that touches the date behind it means: `about` beside another range sign; '' where it is the range sign itself.

    `either`, before the only date of an entry without East Asian words, which write `until` so.
    """
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    touched = place > 0 and tokens[place - 1].end == tokens[place].start and tokens[place - 1].kind not in ("dash", "open")
    if behind is None or behind.kind != "date" or behind.start != tokens[place].end or touched or (atoms and atoms[-1].kind in SIDES):
        return ""
    beyond = place + 2
    joined = kind_at(tokens, beyond) in ("dash", "tilde") or any({"range", "until"} & set(roles) for _, roles in phrases_at(tokens, beyond))
    if (atoms and atoms[-1].kind == "range") or (joined and beyond < len(tokens)):
        return "about"
    return "" if any(token.kind in ("han", "hangul", "kana") or re.search(r"[^\W\d_a-zA-Z]", token.text) for token in tokens) else "either"


def _qualified(atom: Atom, roles: list[str]) -> Atom:
    """A date with the qualifiers and limits that stand beside it."""
    edtf = atom.edtf
    if ("about" in roles or "maybe" in roles) and edtf[-1:] not in ("]", "~", "?", "%"):
        edtf += "%" if {"about", "maybe"} <= set(roles) else "~" if "about" in roles else "?"
    if "before" in roles:
        edtf = f"[..{edtf}]"
    if "after" in roles:
        edtf = f"[{edtf}..]"
    try:
        bounds(edtf)
    except DateError:
        return atom._replace(kind="refused", note=f"{atom.text!r} is limited twice")
    return atom._replace(edtf=edtf)
