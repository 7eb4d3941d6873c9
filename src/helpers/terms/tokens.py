"""Signs, words, numbers and dates of a printed entry, in order."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.terms.lexicon import MONTH_NAMES_OF_PEOPLE, MONTHS
from helpers.terms.printed_dates import COUNTS, ERAS, OPENERS, Printed, find_date

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〇"
HANGUL = "\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e"
KANA = "\u3041-\u309f\u30a0-\u30fa\u30fc-\u30ff"
EAST = HAN + HANGUL + KANA
ERA_STARTS = "|".join(ERAS)
COUNT_STARTS = "|".join(COUNTS)
# A Han or Hangul run ends where a date written in its own script begins.
DATE_AHEAD = rf"(?!(?:{ERA_STARTS})\s?(?:元|[0-9〇一二三四五六七八九十])|(?:{COUNT_STARTS})\s?[0-9]|[一二][〇零○一二三四五六七八九]{{3}}年)"
LETTER = rf"(?![{EAST}])[^\W\d_]"
SCANNER = re.compile(
    rf"""\s*(?:
    (?P<mark>\?+) | (?P<dash>[–-]+>?|[→⟶⇒]|…|\.{{2,}}) | (?P<tilde>~+) | (?P<open>[(\[]) | (?P<close>[)\]])
  | (?P<comma>[,;:.]) | (?P<digit>(?=[0-9])) | (?P<hangul>(?:{DATE_AHEAD}[{HANGUL}])+) | (?P<han>(?:{DATE_AHEAD}[{HAN}])+)
  | (?P<kana>[{KANA}]+) | (?P<word>(?:[Mm]id|mi)-(?=[0-9]|(?i:{"|".join(MONTHS)}))|(?:{LETTER}|[\u0300-\u036f])(?:(?:{LETTER})|[\u0300-\u036f]|(?:['./·-]|(?<=[^\W\d_])–)(?={LETTER}))*[.']?)
  | (?P<other>\S)
  )""",
    re.VERBOSE,
)
NUMBER = re.compile(r"[0-9]+(?:[.,/:-]?[0-9]+)*(?:st|nd|rd|th|er|ère|º|ª|°|\.)?")
# `March–May`, which no date begins with as a whole.
MONTHS_JOINED = re.compile(rf"((?:{'|'.join(map(re.escape, MONTHS))})\.?)[-–](?:{'|'.join(map(re.escape, MONTHS))})\.?", re.IGNORECASE)
JOINED = re.compile(r"[-/.]")
ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th|er|ère|º|ª|°|e)$")


class Token(NamedTuple):
    """One piece of an entry: its kind, its text, where it begins and ends, and for a date what it says.

    Kinds: date, mark (?), dash, tilde, open, close, comma, number, ordinal, word, hangul, han, kana, other.
    """

    kind: str
    text: str
    start: int
    end: int
    printed: Printed | None = None


def tokenize(text: str, begin: int = 0) -> list[Token]:
    """Cut a text (see `plain.same_length`) into tokens from `begin` on; white space is left out."""
    tokens: list[Token] = []
    position = begin
    while position < len(text):
        found = SCANNER.match(text, position)
        if found is None:
            break
        kind = found.lastgroup
        start, end = found.span(kind)
        if kind == "word" and (pair := MONTHS_JOINED.fullmatch(found[kind])):
            end = start + pair.end(1)
            tokens.append(Token("word", text[start:end], start, end))
            position = end
            continue
        if kind == "digit" or _can_open_date(kind, found[kind], text, start):
            dated = find_date(text, start)
            if dated:
                printed, position = _with_two_readings(dated[0], tokens, text, start), dated[1]
                tokens.append(Token("date", text[start:position], start, position, printed))
                continue
            if kind == "digit":
                end = NUMBER.match(text, start).end()
                kind = "ordinal" if ORDINAL.match(text[start:end]) else "number"
        tokens.append(Token(kind, text[start:end], start, end))
        position = end
    return tokens


def _can_open_date(kind: str, word: str, text: str, start: int) -> bool:
    """Say whether a date can begin with this word."""
    if kind == "other":
        return "\u3400" < word < "\uffff"
    if kind == "word":
        plain = word.lower().rstrip(".'")
        return plain in MONTHS or plain in OPENERS or (JOINED.search(plain) is not None and JOINED.split(plain, maxsplit=1)[0] in MONTHS)
    return kind in ("han", "hangul") and word.startswith(("西元", "서기"))


def _with_two_readings(printed: Printed, tokens: list[Token], text: str, start: int) -> Printed:
    """Refuse a month and year whose month may be the last word of a name: `Theresa May 2016`."""
    if printed.form != "my_name" or not tokens or tokens[-1].kind != "word" or not (text[start].isupper() and tokens[-1].text[0].isupper()):
        return printed
    month = re.split(r"[\W\d_]", text[start:], maxsplit=1)[0]
    alone = len(tokens) < 2 or tokens[-2].kind != "word"
    if month.lower() in MONTH_NAMES_OF_PEOPLE and (alone or month.lower() in ("jun", "jan")) and text[start + len(month)] != ".":
        return Printed("refused", printed.form, reason=f"{month!r} can be a month or the end of the name {tokens[-1].text} {month}")
    return printed
