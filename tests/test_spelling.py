"""Plain forms of names, and how two prints differ."""

import pytest

from helpers import spelling


@pytest.mark.parametrize("printed, plain", [
    ("the Sudan", "sudan"), ("Cote d ‘Ivoire", "cote divoire"), ("Côte d’Ivoire", "cote divoire"), ("Cote d'Ivoire", "cote divoire"),
    ("Guinea-Bissau", "guinea bissau"), ("  Korea, North ", "korea north"), ("Thebes", "thebes"), ("Technological *Exchange", "technological exchange"),
])
def test_plain_name_of_a_print_drops_case_accents_article_and_marks(printed, plain):
    assert spelling.plain_name(printed) == plain


def test_stem_words_of_plurals_are_singular_and_empty_words_go():
    assert spelling.stem_words("Department of Treaties and Legal Affairs") == {"department", "treaty", "legal", "affair"}


@pytest.mark.parametrize("a, b, expected", [
    ("Sudan", "Sudan", "same"), ("Sudan", "the Sudan", "variant"), ("Russia", "Russian Federation", "other_name"), ("", "Sudan", ""), ("Sudan", "", ""),
])
def test_compare_prints_gives_the_kind_of_difference(a, b, expected):
    assert spelling.compare_prints(a, b) == expected


def test_acronym_behind_a_name_is_found_and_removed():
    assert spelling.acronym("Korea-Asia Association(KAA)") == "KAA"
    assert spelling.without_acronym("Korea-Asia Association(KAA)") == "Korea-Asia Association"
    assert spelling.acronym("Asia (and the Pacific)") == ""
