"""The name of a person within the words of an entry: its scripts, titles, and what shows that it is no name."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.terms.lexicon import HONORIFICS, HONORIFICS_AFTER, MONTHS, NOT_HAN_NAMES, OFFICES, PARTICLES, PHRASE_LINES, PROSE
from helpers.terms.tokens import EAST, HAN, HANGUL, KANA

EASTERN_RUN = re.compile(f"[{EAST}]+(?:[ ·・][{EAST}]+)*")
HANGUL_RUN = re.compile(f"[{HANGUL}]+")
HAN_RUN = re.compile(f"[{HAN}]+")
KANA_RUN = re.compile(f"[{KANA}]+")
WESTERN = re.compile(rf"(?![{EAST}])[^\W\d_]")
QUOTES = "\"“”„«»‘’'`"
SPACES = re.compile(r"\s+")
VACANT = {phrase.strip() for phrase in PHRASE_LINES["vacant"].split(",")}
PRESENT = {phrase.strip() for phrase in PHRASE_LINES["present"].split(",")}
PARTIES = ("당", "黨", "党", "會", "会", "회")
OFFICE = re.compile("(?:部長|部长|大臣|長官|长官|委員長|委员长|委員會|委员会|主任|行長|行长|總理|总理|首相|外相|外交部|外務省|郵電部|邮电部|国防部|國防部|財政部|财政部|내각|장관|위원장|총리)$")
# A full stop behind a whole word; behind an initial or `Jr.` it is part of the name.
FULL_STOP = re.compile(r"\w{3}\.$")
MOST_WORDS = 8


@lru_cache(maxsize=65536)
def split_scripts(words: str) -> tuple[str, str, str]:
    """Cut printed words into the name, its Hangul and its Han characters.

    A name in Latin, Cyrillic or Greek letters stands without the East Asian words beside it. Otherwise the Hangul is the
    name, and failing that the Han characters (with kana, the whole).
    """
    words = SPACES.sub(" ", words).strip(" ,;:-–~·")
    words = words[:-1] if FULL_STOP.search(words) else words
    hangul, han = " ".join(HANGUL_RUN.findall(words)), "".join(HAN_RUN.findall(words))
    if WESTERN.search(words):
        name = SPACES.sub(" ", EASTERN_RUN.sub(" ", words)).strip(" ,;:-–~")
        return name, hangul.replace(" ", ""), "" if KANA_RUN.search(words) else han
    if hangul:
        return hangul, hangul, han
    return words, "", "" if KANA_RUN.search(words) else SPACES.sub("", words)


def scripts_in_remark(words: str, name: str) -> tuple[str, str]:
    """Hangul and Han characters in brackets after a name, where they can be the name in that script."""
    length = len(name.replace(" ", "")) if HANGUL_RUN.fullmatch(name.replace(" ", "")) else 0
    hangul = [run for run in HANGUL_RUN.findall(words) if 2 <= len(run) <= 5 and run not in NOT_HAN_NAMES and not run.endswith(PARTIES)]
    han = "".join(run for run in HAN_RUN.findall(words) if run not in NOT_HAN_NAMES and not run.endswith(PARTIES))
    fitting = (len(han) == length) if length else 2 <= len(han) <= 5
    return (hangul[0] if hangul else ""), (han if fitting and not KANA_RUN.search(words) else "")


@lru_cache(maxsize=65536)
def without_titles(words: str) -> str:
    """A name without the titles before and after it, as long as something is left."""
    parts = words.split()
    while len(parts) > 1 and (parts[0].lower().rstrip(".") in HONORIFICS or parts[0].lower() in HONORIFICS or (parts[0] == "Hon" and parts[1:2] == ["."])):
        after_rt = parts[0].lower().rstrip(".") == "rt" and len(parts) > 2 and parts[1].lower().rstrip(".") == "hon"
        parts = parts[2:] if after_rt else parts[1:]
    while len(parts) > 1 and parts[-1].strip(",").lower() in HONORIFICS_AFTER:
        parts = parts[:-1]
    return " ".join(parts)


@lru_cache(maxsize=65536)
def is_vacant(words: str) -> bool:
    """Say whether the words state that nobody held the office."""
    return SPACES.sub(" ", words).strip(" ,;:-–~.").lower() in VACANT


@lru_cache(maxsize=65536)
def why_no_name(name: str, *, after_range: bool) -> str:
    """Say why words are not the name of one person; '' when they may be.

    Parameters
    ----------
    name : str
        The words, without titles and brackets.
    after_range : bool
        The words follow a range sign, where the beginning of a month or of `Present` is a sign that the list is cut off.
    """
    letters = re.sub(r"[\W\d_]", "", name)
    words = [word.strip(".,") for word in name.split()]
    lower = [word for word in words if word[:1].islower()]
    odd = re.sub(rf"[\w\s.,'·・\-–{QUOTES}]", "", name)
    if len(letters) < 2 or (name.islower() and name.isascii()):
        return "no name of a person was found"
    if odd:
        return f"the name {name!r} holds the sign {odd[0]!r}"
    if len(words) > MOST_WORDS or any(word in PROSE for word in lower) or sum(word not in PARTICLES for word in lower) > 1:
        return f"{name!r} reads as prose, not as the name of one person"
    if any(word.lower() in OFFICES or OFFICE.search(word) for word in words):
        return f"{name!r} reads as an office, not as the name of one person"
    if after_range and len(words) == 1 and _is_cut(words[0].lower()):
        return f"{name!r} can be a month or a word cut off"
    return ""


def _is_cut(word: str) -> bool:
    """Say whether a word is a month, a word for the present, or the beginning of one."""
    return len(word) > 2 and any(full.startswith(word) for full in (*MONTHS, *PRESENT))
