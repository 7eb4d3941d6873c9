"""What two spellings of one name share, and how two prints of it differ."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARTICLE = re.compile(r"^the ")
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
APOSTROPHE = re.compile(r"\s*['’‘`´]\s*")
ACRONYM = re.compile(r"\s*\(([A-Z]+)\)\s*$")
EMPTY_WORDS = frozenset({"and", "of", "the", "for", "under"})


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str:
    """A name without case, accents, article, apostrophes and punctuation.

    >>> plain_name("the Côte d ‘Ivoire")
    'cote divoire'
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = NOT_A_LETTER.sub(" ", APOSTROPHE.sub("", letters.casefold())).strip()
    return ARTICLE.sub("", words)


def stem_words(name: str) -> frozenset[str]:
    """The meaningful words of a name, plurals brought to the singular."""
    words = plain_name(name).split()
    singular = [w[:-3] + "y" if w.endswith("ies") else w[:-1] if w.endswith("s") else w for w in words]
    return frozenset(singular) - EMPTY_WORDS


def compare_prints(printed_a: str, printed_b: str) -> str:
    """same (letter for letter), variant (equal in their plain form), other_name; '' where one is missing."""
    if not printed_a or not printed_b:
        return ""
    if printed_a == printed_b:
        return "same"
    return "variant" if plain_name(printed_a) == plain_name(printed_b) else "other_name"


def without_acronym(printed: str) -> str:
    """A printed name without the acronym in brackets behind it."""
    return ACRONYM.sub("", printed)


def acronym(printed: str) -> str:
    """The acronym in brackets behind a printed name; '' where there is none."""
    match = ACRONYM.search(printed)
    return match[1] if match else ""
