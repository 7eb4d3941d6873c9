"""The name of a person within the words of an entry: its scripts, titles, and what shows that it is no name."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.terms.lexicon import BODIES, HONORIFICS, HONORIFICS_AFTER, MONTHS, NO_NAMES, NOT_HAN_NAMES, OFFICERS, OFFICES, PARTICLES, PHRASE_LINES, PROSE
from helpers.terms.plain import WEEKDAYS
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
# The ministers of the DPRK are called by the matter and 상.
SANG = re.compile(
    "(?:부총리|내각총리|체신|외무|외|내무|무역|대외경제|재정|교육|고등교육|문화|문화선전|농업|철도|보건|상업|산업|공업|로동|노동|사법|민족보위|인민무력|국방|국가검열|전기|전력|석탄|금속|기계|"
    "화학|경공업|건설|수산|임업|륙해운|육해운|과학|국토환경보호|정보산업|도시경영|수매량정)상|.{2,}(?:부장|국장|청장)"
)
# A full stop behind a whole word; behind an initial or `Jr.` it is part of the name.
FULL_STOP = re.compile(r"(?:\w{3}|(?<![\w.])(?![JjSs]r)\w{2})\.$")
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
def is_office(words: str) -> bool:
    """Say whether the words of a cell name an office, a body or a party rather than its holder."""
    plain = SPACES.sub(" ", words).strip(" ,;:.")
    each = [word.strip(".,()").lower() for word in plain.split()]
    party = EASTERN_RUN.fullmatch(plain) is not None and len(plain) > 3 and plain.endswith(PARTIES)
    return party or any(word in OFFICES or word in OFFICERS or word in BODIES or OFFICE.search(word) or SANG.fullmatch(word) for word in each)


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
    if any(word.lower() in OFFICES or OFFICE.search(word) or (len(words) > 1 and SANG.fullmatch(word)) for word in words):
        return f"{name!r} reads as an office, not as the name of one person"
    if any(word.lower() in BODIES for word in words) or words[0].lower() in NO_NAMES and (len(words) == 1 or name.split()[0].endswith(",")):
        return f"{name!r} reads as a body, a book or a note, not as the name of one person"
    if words[-1].lower() in WEEKDAYS:
        return f"{words[-1]!r} can be a weekday or the end of the name"
    if after_range and len(words) == 1 and _is_cut(words[0].lower()):
        return f"{name!r} can be a month or a word cut off"
    return ""


def _is_cut(word: str) -> bool:
    """Say whether a word is a month, a word for the present, or the beginning of one."""
    return len(word) > 2 and any(full.startswith(word) for full in (*MONTHS, *PRESENT))
