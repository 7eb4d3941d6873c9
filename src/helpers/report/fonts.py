"""Web fonts: the project's fonts, cut to the characters that occur, as WOFF2 inside the page or picture."""

from __future__ import annotations

import base64
import html
import io
import re
from functools import lru_cache

from helpers.paths import FONTS

SANS, SERIF, KOREAN_SERIF, JAPANESE = "Noto Sans KR", "Libertinus Serif", "Noto Serif KR", "Noto Sans JP"
FACES = (
    (SERIF, "normal", 400, "LibertinusSerif-Regular.ttf"),
    (SERIF, "italic", 400, "LibertinusSerif-Italic.ttf"),
    (SERIF, "normal", 700, "LibertinusSerif-Bold.ttf"),
    (KOREAN_SERIF, "normal", 400, "NotoSerifKR-Regular.ttf"),
    (JAPANESE, "normal", 400, "NotoSansJP-Regular.ttf"),
    (SANS, "normal", 400, "NotoSansKR-Regular.ttf"),
    (SANS, "normal", 700, "NotoSansKR-Bold.ttf"),
)
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "tnum", "lnum"]
LATIN = frozenset(map(chr, range(0x20, 0x7F)))
FIRST_KOREAN = "\u1100"


def page_faces(page: str, drawings: str) -> str:
    """``@font-face`` rules with every letter of a page, and of its drawings, and no other."""
    letters = text_letters(page) | LATIN
    far = frozenset(c for c in letters if c >= FIRST_KOREAN and not "\u1e00" <= c < "\u2e80")
    wanted = {SERIF: letters - far, KOREAN_SERIF: far, JAPANESE: far, SANS: letters | text_letters(drawings)}
    rules = (face_rule(family, style, weight, cut(file, wanted[family])) for family, style, weight, file in FACES)
    return "".join(rules)


def svg_faces(svg: str, pool: frozenset[str]) -> str:
    """``@font-face`` rules for one stand-alone SVG; `pool` holds the letters of all SVGs of the edition."""
    letters = text_letters(svg)
    weights = {400: "NotoSansKR-Regular.ttf"} | ({700: "NotoSansKR-Bold.ttf"} if re.search(r"font[^;\"]*(?:700|bold)", svg) else {})
    return "".join(face_rule(SANS, "normal", w, cut(file, letters, pool=pool)) for w, file in weights.items())


def text_letters(page: str) -> frozenset[str]:
    """The characters a reader can see in HTML or SVG text."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.S)
    return frozenset(html.unescape(re.sub(r"<[^>]+>", " ", page))) - frozenset("\n\r\t")


def face_rule(family: str, style: str, weight: int, font: bytes) -> str:
    """The CSS rule that embeds one font as WOFF2; '' where there is no font."""
    if not font:
        return ""
    return (
        f"@font-face{{font-family:'{family}';font-style:{style};font-weight:{weight};font-display:block;"
        f"src:url(data:font/woff2;base64,{base64.b64encode(font).decode()}) format('woff2')}}"
    )


@lru_cache(maxsize=512)
def cut(file: str, letters: frozenset[str], *, pool: frozenset[str] = frozenset(), flavor: str = "woff2") -> bytes:
    """One font file with only `letters`; empty where it has none of them.

    With `pool`, the font is first cut to the pool once, so that many small cuts are quick.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    source = io.BytesIO(cut(file, pool, flavor="")) if pool else FONTS / file
    font = TTFont(source, recalcTimestamp=False, lazy=True)
    wanted = {ord(c) for c in letters} & set(font.getBestCmap())
    if not wanted:
        return b""
    options = subset.Options(hinting=False, layout_features=FEATURES, name_IDs=[0, 1, 2, 13, 14], recalc_timestamp=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = flavor or None
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
