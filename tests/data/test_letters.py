"""Every letter of the data can be printed with the fonts of the project."""

import pytest
from fontTools.ttLib import TTFont

from helpers import paths

WHITE = frozenset("\n\r\t")


@pytest.fixture(scope="module")
def printable():
    return frozenset().union(*(map(chr, TTFont(file, lazy=True).getBestCmap()) for file in sorted(paths.FONTS.glob("*.ttf"))))


@pytest.mark.parametrize("file", sorted(p.relative_to(paths.DATA).as_posix() for p in [*paths.DATA.glob("raw/*.csv"), paths.DATA / "readings.toml"]))
def test_data_use_letters_that_the_fonts_have(printable, file):
    letters = frozenset((paths.DATA / file).read_text(encoding="utf-8"))
    assert sorted(letters - printable - WHITE) == [], "write the words in other letters, or add the letters to the fonts"
