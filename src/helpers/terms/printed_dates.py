"""One printed date, in the notation of its list, to EDTF text of the same precision.

Each notation is one pattern and one reader of its parts. A notation with two readings (3/4/1950, 9.9.48) has a
pattern too, so that it is refused with its reason instead of being half read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from helpers.dates import bounds
from helpers.errors import DateError
from helpers.terms.lexicon import MONTHS

YEAR = r"(1[0-9]{3}|20[0-9]{2})"
END = r"(?![0-9])"
MONTH = "(" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")(?![^\W\d_])"
OF = r"(?:de |del |di |d'|of |dello |dell')?"
ORDINAL = r"(?:st|nd|rd|th|ère|er|re|ste|de|\.º|º|°|ª|ο|η|\.)?"
# First year of each Japanese era, and the year it ended in (enthronement notices of 1868, 1912, 1926, 1989 and 2019).
ERAS = {"明治": (1868, 1912), "大正": (1912, 1926), "昭和": (1926, 1989), "平成": (1989, 2019), "令和": (2019, 2099)}
# Japan left the lunisolar calendar with the first day of this year.
JAPANESE_SOLAR = 1873
# What to add to a year counted from another beginning: Juche and the Republic of China from 1912, Dangi from 2333 BC.
COUNTS = {"주체": 1911, "中華民國": 1911, "중화민국": 1911, "民國": 1911, "民国": 1911, "단기": -2333, "檀紀": -2333}
# Longest term in years that an abbreviated second year may reach into the next century (1995–13).
LONGEST_CROSSING = 30
HAN_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
HAN = "[〇零○一二三四五六七八九十]"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LATIN_AFTER = r"(?!\s*[^\W\d_])"
# A short number after a year is its second year only where no month, no further number part and no CJK unit follows.
NO_DATE_AFTER = rf"(?![0-9]|[./~–-]\s?[0-9]|(?:st|nd|rd|th|er)?\.?\s*(?:de\s|of\s)?{MONTH}|\s?[年년月월日일])"


def _month_day(month: str, day: str, number: str = "[0-9]{1,2}") -> str:
    """Pattern of an optional month and, after it, an optional day with their CJK units."""
    return rf"(?:\s?({number})\s?{month}(?:\s?({number})\s?{day})?)?"


# In the order in which they are tried at one place.
FORMS: dict[str, str] = {
    "decade": r"([12][0-9]{2})0(?:'s|s|er(?:\s+Jahren?)?|-е(?:\s+годы)?|-х|-talet|-tallet|\s?년대|\s?年代)(?![^\W\d_])",
    "decade_words": r"(?:années|annees|anni|años|anos|década de|lata|jaren)\s+([12][0-9]{2})0(?![0-9])",
    "masked": r"([12][0-9]{2})[X_?](?!\w)",
    "counted": rf"({'|'.join(COUNTS)})\s?([0-9]{{1,4}})\s?(?:\(\s?{YEAR}\s?\))?\s?[年년]{_month_day('[月월]', '[日일]')}",
    "era": rf"({'|'.join(ERAS)})\s?(元|[0-9]{{1,2}}|{HAN}{{1,3}})\s?年(?:\s?\(\s?{YEAR}\s?年?\s?\))?{_month_day('月', '日', '[0-9]{1,2}|' + HAN + '{1,3}')}",
    "year_era": rf"{YEAR}\s?年?\s?\(\s?({'|'.join(ERAS)})\s?(元|[0-9]{{1,2}})\s?年\s?\)\s?年?{_month_day('月', '日')}",
    "cjk": rf"(?:西元|서기)?\s?{YEAR}\s?[年년]도?{_month_day('[月월]', '[日일号號]')}",
    "han": rf"([一二][〇零○一二三四五六七八九]{{3}})年{_month_day('月', '[日号號]', HAN + '{1,3}')}",
    "ymd_hyphen": rf"{YEAR}-([0-9]{{1,2}})-([0-9]{{1,2}}){END}",
    "ymd_dash": rf"{YEAR}–([0-9]{{2}})–([0-9]{{2}}){END}",
    "ymd_slash": rf"{YEAR}/([0-9]{{1,2}})/([0-9]{{1,2}}){END}",
    "ymd_dots": rf"{YEAR}\.\s?([0-9]{{1,2}})\.\s?([0-9]{{1,2}})(?:\.(?![0-9]))?{END}",
    "vietnamese": rf"(?:ngày\s+)?([0-9]{{1,2}})\s+tháng\s+([0-9]{{1,2}})(?:\s+năm|,)\s+{YEAR}{END}",
    "vietnamese_month": rf"tháng\s+([0-9]{{1,2}})(?:\s+năm|,|/)?\s*{YEAR}{END}",
    "dmy_name": rf"([0-9]{{1,2}}){ORDINAL}(?:\s*|[-/.])(?:de |of |d'|di )?{MONTH}\.?,?(?:\s*|[-/.]){OF}{YEAR}{END}",
    "mdy_name": rf"{MONTH}\.?\s*([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+){YEAR}{END}",
    "ymd_name": rf"{YEAR}[.,]?[\s-]*{MONTH}\.?[\s-]*([0-9]{{1,2}})\.?(?![0-9]|,?\s*{YEAR})",
    "dmy_roman": rf"([0-9]{{1,2}})[. /-]\s?({'|'.join(sorted(ROMAN, key=len, reverse=True))})[. /-]\s?{YEAR}{END}",
    "my_name": rf"{MONTH}\.?,?(?:\s+|-|/){OF}{YEAR}{END}",
    "ym_name": rf"{YEAR}\.?\s+{MONTH}(?!\.?,?\s*[0-9]|\s+[^\W\d_])",
    "dmy_dots": rf"([0-9]{{1,2}})\.\s?([0-9]{{1,2}})\.\s?{YEAR}{END}",
    "dmy_slash": rf"([0-9]{{1,2}})/([0-9]{{1,2}})/{YEAR}{END}",
    "dmy_hyphen": rf"([0-9]{{1,2}})-([0-9]{{1,2}})-{YEAR}{END}",
    "short_year": r"([0-9]{1,2})([./-])\s?([0-9]{1,2})[./-]\s?([0-9]{2})(?![0-9])",
    "year_span": rf"{YEAR}\s?[–~]\s?([0-9]{{1,2}}){NO_DATE_AFTER}",
    "year_hyphen": rf"{YEAR}\s?-\s?([0-9]{{1,2}}){NO_DATE_AFTER}",
    "year_slash": rf"{YEAR}/([0-9]{{1,2}})(?![0-9/])",
    "ym_dots": rf"{YEAR}\.\s?([0-9]{{1,2}})\.?(?![0-9]|\.)",
    "my_dots": rf"([0-9]{{1,2}})\.\s?{YEAR}{END}",
    "my_slash": rf"([0-9]{{1,2}})[/-]{YEAR}{END}",
    "partial_cjk": r"([0-9]{1,2})\s?[月월](?:\s?([0-9]{1,2})\s?[日일号號])?(?!間|间)",
    "partial_dm": rf"([0-9]{{1,2}}){ORDINAL}\s*(?:de |of |d')?{MONTH}",
    "partial_md": rf"{MONTH}\.?\s*([0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9]|\.?\s*(?:de\s|of\s)?{MONTH})",
    "bc": rf"{YEAR}\s?(?:BCE?|v\.\s?Chr|av\.\s?J)",
    "year": rf"{YEAR}(?![0-9]|[/.][0-9]|-[0-9]{{1,2}}(?![0-9./-]|\s*[^\W\d_]))",
}
PATTERNS = {form: re.compile(pattern, re.IGNORECASE) for form, pattern in FORMS.items()}
STARTS_WITH_WORD = ("decade_words", "counted", "era", "cjk", "han", "vietnamese", "vietnamese_month", "mdy_name", "my_name", "partial_md")
STARTS_WITH_DIGIT = tuple(form for form in FORMS if form not in ("decade_words", "counted", "era", "han", "mdy_name", "my_name", "partial_md"))
AT_WORD = re.compile("|".join(f"(?P<{form}>{FORMS[form]})" for form in STARTS_WITH_WORD), re.IGNORECASE)
AT_DIGIT = re.compile("|".join(f"(?P<{form}>{FORMS[form]})" for form in STARTS_WITH_DIGIT), re.IGNORECASE)
# Words other than months with which a date can begin.
OPENERS = {"années", "annees", "anni", "años", "anos", "década", "lata", "jaren", "ngày", "tháng"}


class Printed(NamedTuple):
    """What one printed date says: `kind` is date, partial, span, two_ways or refused; the rest depends on it.

    date: `edtf`. partial: `month`, `day` (0 if none), `year_first`. span: `edtf` / `second`, two years.
    two_ways: `edtf` as a month, or the years `edtf` / `second`. refused: `reason`. `form` is the notation.
    """

    kind: str
    form: str
    edtf: str = ""
    second: str = ""
    month: int = 0
    day: int = 0
    year_first: bool = False
    reason: str = ""


def find_date(text: str, position: int) -> tuple[Printed, int] | None:
    """Read the printed date that begins at `position`, with the place after it; None when none begins there."""
    scanner = AT_DIGIT if text[position] in "0123456789" else AT_WORD
    found = scanner.match(text, position)
    return (read_date(found.lastgroup, found.group()), found.end()) if found else None


@lru_cache(maxsize=65536)
def read_date(form: str, text: str) -> Printed:
    """Read the text of one printed date in the notation `form`."""
    parts = PATTERNS[form].fullmatch(text).groups()
    try:
        result = READERS[form](*parts)._replace(form=form)
        if result.kind == "date":
            bounds(result.edtf)
    except DateError:
        return Printed("refused", form, reason=f"{text!r} names a day that is not in the calendar")
    return result


def number(text: str) -> int:
    """A number in Western digits or in Han numerals up to 99 (元 is the first year of an era)."""
    if text == "元":
        return 1
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, units = text.partition("十")
        return (HAN_DIGITS[tens] if tens else 1) * 10 + (HAN_DIGITS[units] if units else 0)
    return int("".join(str(HAN_DIGITS[digit]) for digit in text))


def dated(year: int | str, month: int | str | None = None, day: int | str | None = None) -> Printed:
    """A date from its parts, as precise as the parts that are there."""
    edtf = f"{int(year):04d}" + (f"-{int(month):02d}" if month else "") + (f"-{int(day):02d}" if day else "")
    return Printed("date", "", edtf)


def refused(reason: str) -> Printed:
    """A date that is not read, with the reason."""
    return Printed("refused", "", reason=reason)


def _month_number(word: str) -> int:
    return MONTHS[word.lower()]


def _counted(count: str, year: str, western: str | None, month: str | None, day: str | None) -> Printed:
    """A year counted from another beginning; where the Western year is printed too, the two must agree."""
    found = int(year) + COUNTS[count]
    if western and int(western) != found:
        return refused(f"{count} {year} is {found}, yet {western} is printed beside it")
    return dated(found, month, day)


def _era(era: str, year: str, western: str | None, month: str | None, day: str | None) -> Printed:
    """A year of a Japanese era; the era must have reached it, and the calendar must already have been the solar one."""
    first, last = ERAS[era]
    found = first + number(year) - 1
    if found > last or number(year) == 0:
        return refused(f"{era} has no year {year}")
    if found < JAPANESE_SOLAR:
        return refused(f"{era}{year}年 is counted in the lunisolar calendar")
    if western and int(western) != found:
        return refused(f"{era}{year}年 is {found}, yet {western} is printed beside it")
    return dated(found, month and number(month), day and number(day))


def _day_month_order(first: str, second: str, year: str) -> Printed:
    """Two numbers before a year: read where only one of them can be the month, or where they are equal."""
    if int(first) > 12 or first == second:
        return dated(year, second, first)
    if int(second) > 12:
        return dated(year, first, second)
    return refused(f"{first}/{second}/{year} can be read day first or month first")


def _year_span(first: str, second: str) -> Printed:
    """A year and the last two digits of a later one: 1948–53, 1998–03."""
    later = int(first) - int(first) % 100 + int(second)
    crossing = later < int(first)
    later += 100 * crossing
    if len(second) == 1 or (crossing and (second in ("19", "20") or later - int(first) > LONGEST_CROSSING)):
        return refused(f"{first}–{second} can be a year that is cut off")
    return Printed("span", "", first, f"{later:04d}")


def _year_hyphen(first: str, second: str) -> Printed:
    """The same with a hyphen, which may also stand before the number of a month."""
    span = _year_span(first, second.zfill(2))
    if not 1 <= int(second) <= 12:
        return span if len(second) == 2 else refused(f"{first}-{second} can be a date that is cut off")
    return Printed("two_ways", "", f"{first}-{int(second):02d}", span.second)


READERS = {
    "decade": lambda decade: Printed("date", "", f"{decade}X") if decade[-1] != "0" else refused(f"{decade}0s can be a decade or a century"),
    "decade_words": lambda decade: Printed("date", "", f"{decade}X"),
    "masked": lambda decade: Printed("date", "", f"{decade}X"),
    "counted": _counted,
    "era": _era,
    "year_era": lambda western, era, year, month, day: _era(era, year, western, month, day),
    "cjk": dated,
    "han": lambda year, month, day: dated(number(year), month and number(month), day and number(day)),
    "ymd_hyphen": dated,
    "ymd_dash": dated,
    "ymd_slash": dated,
    "ymd_dots": dated,
    "vietnamese": lambda day, month, year: dated(year, month, day),
    "vietnamese_month": lambda month, year: dated(year, month),
    "dmy_name": lambda day, month, year: dated(year, _month_number(month), day),
    "mdy_name": lambda month, day, year: dated(year, _month_number(month), day),
    "ymd_name": lambda year, month, day, *_: dated(year, _month_number(month), day),
    "dmy_roman": lambda day, month, year: dated(year, ROMAN.index(month.upper()) + 1, day),
    "my_name": lambda month, year: dated(year, _month_number(month)),
    "ym_name": lambda year, month: dated(year, _month_number(month)),
    "dmy_dots": lambda day, month, year: dated(year, month, day),
    "dmy_slash": _day_month_order,
    "dmy_hyphen": _day_month_order,
    "short_year": lambda *_: refused("a year of two digits leaves the century open"),
    "year_span": lambda first, second, *_: _year_span(first, second),
    "year_hyphen": lambda first, second, *_: _year_hyphen(first, second),
    "year_slash": lambda first, second: refused(f"{first}/{second} can be a month, or one of two years"),
    "ym_dots": dated,
    "my_dots": lambda month, year: dated(year, month),
    "my_slash": lambda month, year: dated(year, month),
    "partial_cjk": lambda month, day: Printed("partial", "", month=int(month), day=int(day or 0), year_first=True),
    "partial_dm": lambda day, month: Printed("partial", "", month=_month_number(month), day=int(day)),
    "partial_md": lambda month, day, *_: Printed("partial", "", month=_month_number(month), day=int(day)),
    "bc": lambda year: refused("years before the common era are not read"),
    "year": dated,
}
