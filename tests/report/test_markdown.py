"""The dialect: references, citations, typography, and nothing that can break out of a text."""

import pytest

from helpers.errors import ExhibitError
from helpers.report.markdown import Context, parse_cites, smart, to_html, to_typst
from helpers.report.typst_text import breakable, content, string

LABELS = {"fig-a": "Figure 1", "tbl-b": "Table 2"}


def test_cross_reference_becomes_a_link_in_both_editions():
    assert '<a class="cross" href="#fig-a">Figure&nbsp;1</a>' in to_html("See @fig-a.", Context(LABELS))
    assert '#link(label("fig-a"))[#"Figure\u00a01";]' in to_typst("See @fig-a.", Context(LABELS))


def test_bracketed_references_are_listed():
    assert to_html("[@fig-a; @tbl-b]", Context(LABELS)).count("class=\"cross\"") == 2


def test_unknown_reference_is_refused_but_not_in_a_single_notebook():
    with pytest.raises(ExhibitError, match="@fig-x is referred to"):
        to_html("@fig-x", Context(LABELS))
    assert "<code>fig-x</code>" in to_html("@fig-x", Context(LABELS, elsewhere=True))
    assert '#raw("fig-x")' in to_typst("@fig-x", Context(LABELS, elsewhere=True))


def test_citations_are_collected_in_order_and_put_back():
    context = Context()
    to_html("[@turnbull-1976, p. 3; @edtf-2019] and @kaplan-1958", context)
    assert context.cites == [([("turnbull-1976", "p. 3"), ("edtf-2019", "")], False), ([("kaplan-1958", "")], True)]
    assert to_html("[@a]", Context(), ["(A 1976)"]) == "<p>(A 1976)</p>\n"


def test_mail_address_is_no_citation():
    context = Context()
    to_html("write to a.person@example.org", context)
    assert context.cites == []


@pytest.mark.parametrize("text, shown", [
    ("'a' \"b\"", "‘a’ “b”"), ("Son'gwon's", "Son’gwon’s"), ("1948--1950", "1948–1950"), ("a---b...", "a—b…"), ('("x")', "(“x”)"),
])
def test_typography(text, shown):
    assert smart(text) == shown


def test_raw_html_is_text():
    html = to_html("a <script>alert(1)</script> <b>c</b>\n\n<div onclick=x>\n", Context())
    assert "<script" not in html and "<b>" not in html and "<div" not in html and "&lt;script&gt;" in html


def test_typst_markup_is_text():
    source = to_typst("#panic(1) $x$ *it* @ \\alpha ]] // `a\"b`", Context())
    assert '#"#panic(1) $x$ ";' in source and '#raw("a\\"b")' in source


def test_dangerous_links_are_disarmed():
    assert "javascript:" not in to_html("[x](javascript:alert(1))", Context())


def test_korean_is_marked():
    assert '<span lang="ko">체신성</span>' in to_html("The 체신성 here", Context())


def test_headings_have_numbers_and_own_ids():
    context = Context(numbers={"mine": "2.1"}, shift=1)
    assert to_html("## A *b* {#mine}", context) == '<h3 id="mine"><span class="num">2.1</span> A <em>b</em></h3>\n'
    assert to_html("## Same\n\n## Same", Context()).count('id="same-2"') == 1


def test_parse_cites_keeps_the_place():
    assert parse_cites("@a, pp. 3--4; @b") == [("a", "pp. 3--4"), ("b", "")]


def test_picture_in_markdown_is_refused():
    with pytest.raises(ExhibitError, match="Show pictures by exhibits.figure"):
        to_typst("![x](y.png)", Context())


def test_strings_of_typst_are_closed():
    assert string('a"b\\c\n\x00') == '"a\\"b\\\\c\\n"'
    assert content("") == ""


def test_long_ids_can_break():
    assert breakable("wikipedia-posts-ministry:34") == "wikipedia-\u200bposts-\u200bministry:\u200b34"
    assert breakable("short-id") == "short-id"
