"""What stands beside a token of an entry: the phrases that begin there, the date they lead to, the sign between."""

from __future__ import annotations

from helpers.terms.lexicon import BEFORE_A_DATE, LONGEST_PHRASE, MONTH_NAMES_OF_PEOPLE, MONTHS, PHRASE_STARTS, PHRASES
from helpers.terms.tokens import Token

SCRIPTS = ("word", "hangul", "han", "kana")
ENDS_A_TERM = ("present", "unknown")


def phrases_at(tokens: list[Token], place: int) -> list[tuple[int, dict]]:
    """The phrases of the lexicon that begin at a token, longest first, each with its length and roles."""
    first = tokens[place].text.lower() if place < len(tokens) else ""
    if first not in PHRASE_STARTS and first.rstrip(".") not in PHRASE_STARTS:
        return []
    found = []
    words: list[str] = []
    for token in tokens[place : place + LONGEST_PHRASE]:
        if token.kind not in SCRIPTS:
            break
        words.append(token.text.lower())
        roles = PHRASES.get(tuple(words)) or PHRASES.get((*words[:-1], words[-1].rstrip(".")))
        if roles:
            found.append((len(words), roles))
    return found[::-1]


def is_bare_part(tokens: list[Token], place: int) -> bool:
    """Say whether a day without its month, or a month without its year, stands at a place, with a range sign and the whole date behind.

    `9 au 18 juin 1954`, `mai à novembre 1947`; a month that may end the name before it is none.
    """
    if not 0 <= place < len(tokens) - 1:
        return False
    word = tokens[place].text.lower().rstrip(".")
    month = tokens[place].kind == "word" and word in MONTHS and not (word in MONTH_NAMES_OF_PEOPLE and place and tokens[place - 1].kind == "word" and tokens[place - 1].text[0].isupper())
    if not month and tokens[place].kind not in ("number", "ordinal"):
        return False
    joining = [length for length, roles in phrases_at(tokens, place + 1) if {"range", "until"} & set(roles)] if tokens[place + 1].kind in SCRIPTS else []
    signed = bool(joining) or tokens[place + 1].kind in ("dash", "tilde")
    behind = place + 1 + (joining[0] if joining else 1)
    printed = tokens[behind].printed if signed and behind < len(tokens) else None
    return printed is not None and len(printed.edtf) == (7 if month else 10)


def leads_to_date(tokens: list[Token], place: int) -> bool:
    """Say whether only words that stand before a date lie between a place and the next date."""
    while place < len(tokens):
        token = tokens[place]
        if token.kind == "date" or (token.kind == "mark" and token.text == "?") or is_bare_part(tokens, place):
            return True
        fitting = [length for length, roles in phrases_at(tokens, place) if any(role in BEFORE_A_DATE for role in roles)] if token.kind in SCRIPTS else []
        if not fitting:
            return False
        place += fitting[0]
    return False


def leads_to_end(tokens: list[Token], place: int) -> bool:
    """Say whether a phrase such as `present` or `unknown` follows."""
    if place >= len(tokens) or tokens[place].kind not in SCRIPTS:
        return False
    return any(role in ENDS_A_TERM for _, roles in phrases_at(tokens, place) for role in roles)


def kind_at(tokens: list[Token], place: int) -> str:
    """The kind of the token at a place, '' behind the last."""
    return tokens[place].kind if place < len(tokens) else ""


def shape_of(tokens: list[Token], place: int) -> str:
    """How a dash stands: `tilde`, `spaced` on both sides, `glued`, or touching only what is `left` or `right` of it."""
    token = tokens[place]
    if token.kind == "tilde":
        return "tilde"
    left = place > 0 and tokens[place - 1].end == token.start
    right = place + 1 < len(tokens) and tokens[place + 1].start == token.end
    return "glued" if left and right else "left" if left else "right" if right else "spaced"
