"""The text of a list without its markup: wiki, Markdown and HTML signs, footnote marks, invisible characters."""

from __future__ import annotations

import html
import re
import unicodedata

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
# Every width and shape of a sign to one; one character to one, so that places in the text keep.
SIGNS = {ord(sign): "–" for sign in "–—―‒−－﹣─━"} | {ord(sign): "~" for sign in "~～〜∼˜⁓〰∽"} | {ord(sign): "-" for sign in "‐‑"}
SIGNS |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in SIGNS}
SIGNS |= {ord(sign): " " for sign in "\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\v\f\r"}
SIGNS |= {ord("’"): "'", ord("‘"): "'", ord("ʼ"): "'", ord("、"): ",", ord("。"): ".", ord("〔"): "[", ord("〕"): "]", ord("【"): "[", ord("】"): "]"}
SIGNS |= {ord(mark): " " for mark in "⁰¹²³⁴⁵⁶⁷⁸⁹†‡"}
PICTOGRAMS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
MIDNIGHT = re.compile(r"(?<=[0-9]-[0-9]{2}-[0-9]{2})T00:00:00(?:\.0+)?(?:Z|\+00:00)?")
# A month and day of the same year as the date before need no such words.
SAME_YEAR = re.compile(r"(?:同年|동년|같은 ?해)(?=\s?[0-9]{1,2}\s?[月월])")
STARS = re.compile(r"(?<=\S)\*+(?=\s|$)")
FOOTNOTE = re.compile(r"\[(?:[0-9]{1,3}|[a-zA-Zα-ω]{1,2}|(?:note|nb|nt|n|n\.|lower-alpha|註|注|주|비고|Anm\.?|A|N|K) ?[0-9a-z]{0,3}|citation needed|[^\]\[0-9]{1,24}\?)\]", re.IGNORECASE)
REFERENCE = re.compile(r"<ref[^>]*/>|<ref[^>]*>.*?</ref>|<!--.*?-->|<sup[^>]*>.*?</sup>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
FILE_LINK = re.compile(r"!?\[\[(?:File|Image|Datei|Fichier|Archivo|Immagine|파일|ファイル|文件)\s*:[^\[\]]*\]\]", re.IGNORECASE)
WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
MARKDOWN_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
MARKDOWN_LINK = re.compile(r"\[([^\]\[]*)\]\((?:https?:|/|#|\./)[^)]*\)")
OUTSIDE_LINK = re.compile(r"\[https?://\S+ ([^\]]*)\]")
# A weekday says nothing that its date does not say: in brackets behind a day, or with a comma before one.
WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi"
    " dimanche lunedì martedì mercoledì giovedì venerdì sabato domenica lunes martes miércoles jueves viernes sábado domingo понедельник вторник среда четверг пятница суббота воскресенье"
).split()
WEEKDAY = re.compile(
    rf"(?<=[日일號号.])\s?[(（][月火水木金土日월화수목금토일](?:曜日?|요일)?[)）]|\b(?:{'|'.join(WEEKDAYS)}),(?=\s+(?:the |den |dem |le |il |el )?[0-9]{{1,2}}(?![0-9]))", re.IGNORECASE
)
EMPHASIS = re.compile(r"'{2,}|\*{2,}|__|(?<![\w*])[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?![\w*])|`")
DATE_TEMPLATE = re.compile(r"\{\{\s*(?:dts|start date|end date|date|dtsh|datum|sort date)\s*\|(?:[a-z]+=[^|}]*\|)*\s*([0-9]{4})\s*\|\s*([0-9]{1,2})\s*(?:\|\s*([0-9]{1,2})\s*)?(?:\|[^{}]*)?\}\}", re.IGNORECASE)
TEXT_TEMPLATE = re.compile(
    r"\{\{\s*(?:dts|date|nowrap|nobr|small|big|lang|sortname|ill|link-?\w*|flag ?icon text|center|no ?bold|lang-\w+|dts-text|officeholder)\s*\|(?:[a-z]{2,3}\|)?([^{}|]*)(?:\|([^{}|]*))?[^{}]*\}\}",
    re.IGNORECASE,
)
OTHER_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")


def without_markup(text: str) -> str:
    """The words of a text as a reader sees them: links, emphasis, references, templates and tags resolved.

    A date template becomes an ISO day. A template that holds no text of its own is dropped.
    """
    text = text if text.isascii() else unicodedata.normalize("NFC", text).translate(INVISIBLE)
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = TAG.sub("", BREAK.sub(" ", REFERENCE.sub("", text)))
    if "[" in text:
        text = WIKI_LINK.sub(r"\1", FILE_LINK.sub("", OUTSIDE_LINK.sub(r"\1", MARKDOWN_LINK.sub(r"\1", MARKDOWN_IMAGE.sub("", text)))))
    if "{{" in text:
        text = OTHER_TEMPLATE.sub("", TEXT_TEMPLATE.sub(_template_text, DATE_TEMPLATE.sub(_template_date, text)))
    return EMPHASIS.sub("", text) if any(sign in text for sign in "*_`'") else text


def same_length(text: str) -> str:
    """One sign for every width of it, footnote marks blanked: as long as `text`, so that places keep."""
    text = text.translate(SIGNS)
    if "[" in text:
        text = FOOTNOTE.sub(lambda mark: " " * len(mark.group()), text)
    if "(" in text or "," in text:
        text = WEEKDAY.sub(lambda mark: " " * len(mark.group()), text)
    if "T00:00" in text:
        text = MIDNIGHT.sub(lambda mark: " " * len(mark.group()), text)
    if not text.isascii():
        text = SAME_YEAR.sub(lambda words: " " * len(words.group()), PICTOGRAMS.sub(" ", text))
    return STARS.sub(lambda mark: " " * len(mark.group()), text) if "*" in text else text


def _template_date(found: re.Match) -> str:
    """An ISO date from the parts of a date template."""
    year, month, day = found.groups()
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "-")


def _template_text(found: re.Match) -> str:
    """The words shown by a text template; `sortname` has two."""
    first, second = found.groups()
    return f"{first} {second}" if "sortname" in found.group().lower() and second else first
