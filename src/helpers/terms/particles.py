"""Particles that East Asian lists write onto a word or a date without a space: `1948년부터`, `自1948年`, `1953年まで`."""

from __future__ import annotations

from helpers.terms.lexicon import BEHIND_A_DATE, PHRASES
from helpers.terms.tokens import Token

BEFORE = ("from", "since", "about", "until")


def split_particles(tokens: list[Token]) -> list[Token]:
    """Cut particles off East Asian runs that touch a date: a new list."""
    if not any(token.kind in ("han", "hangul", "kana") for token in tokens):
        return list(tokens)
    result: list[Token] = []
    for place, token in enumerate(tokens):
        cut = 0
        if token.kind in ("han", "hangul", "kana") and len(token.text) > 1 and (token.text,) not in PHRASES:
            if place and tokens[place - 1].kind == "date" and tokens[place - 1].end == token.start:
                cut = _particle(token.text, range(len(token.text) - 1, 0, -1), BEHIND_A_DATE)
            if not cut and place + 1 < len(tokens) and tokens[place + 1].kind == "date" and tokens[place + 1].start == token.end:
                cut = _tail_particle(token.text)
        if cut:
            result.append(token._replace(text=token.text[:cut], end=token.start + cut))
            token = token._replace(text=token.text[cut:], start=token.start + cut)
        result.append(token)
    return result


def _particle(text: str, lengths: range, roles: tuple[str, ...]) -> int:
    """The length of the longest particle that begins a run and may stand behind a date; 0 for none."""
    return next((size for size in lengths if any(role in roles for role in PHRASES.get((text[:size],), ()))), 0)


def _tail_particle(text: str) -> int:
    """Where the particle begins that ends a run and may stand before a date; 0 for none."""
    return next((size for size in range(1, len(text)) if any(role in BEFORE for role in PHRASES.get((text[size:],), ()))), 0)
