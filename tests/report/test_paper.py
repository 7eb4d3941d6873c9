"""The printed edition: its words, its structure for readers of every kind, and its bytes."""

import re
import shutil
import subprocess

import pikepdf
import pytest
from sheets import nearly_empty, read_sheets

from helpers.report import paper


CONTENTS = {2, 3}


@pytest.fixture(scope="module")
def pdf(pages):
    with pikepdf.open(pages / "report.pdf") as file:
        yield file


@pytest.fixture(scope="module")
def words(pages):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-layout", pages / "report.pdf", "-"], capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s+", " ", text)


def elements(file, kind):
    """Structure elements of one kind."""
    return [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem" and o.get("/S") == kind]


def test_sentence_caption_hangul_and_hanja_are_printed(words):
    for text in ("Nobody stayed longer than 2,425 days", "Figure 1", "Days in office & <b>", "박헌영", "逓信相", "depends on ho-dam-start", "2,000 to 2,425 days; 50% of 96 universes agree"):
        assert text in words, text


def test_markup_in_data_is_printed_as_text(words):
    assert '#panic("x") $x_1$ \\input{a} & % @fig-a {b} [c] */' in words


def test_every_part_is_there(words):
    for text in ("Question", "Contents", "The findings at a glance", "About this report", "1 How long?", "1.1 What follows", "References", "Turnbull, Bruce W. 1976", "A Sources", "B Readings", "C Discrepancies", "D Codebook", "E Printed lines", "F Colophon", "Cite as"):
        assert text in words, text


def test_document_says_who_what_and_in_which_language(pdf):
    assert pdf.Root.Lang == "en-GB" and pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as meta:
        assert meta["pdfaid:part"] == "3" and meta["pdfaid:conformance"] == "A" and meta["pdfuaid:part"] == "1"
        assert meta["dc:title"].startswith("Two North Korean Ministries") and meta["dc:creator"] == ["The Two Ministries Project"]


def test_every_figure_has_an_alternative_text(pdf):
    figures = [e for e in elements(pdf, "/Figure") if "/Alt" in e]
    assert {str(e.Alt) for e in figures} >= {'Three bars, "one" hatched & <i>'}
    assert all(str(e.get("/Alt", "")).strip() for e in elements(pdf, "/Figure"))


def test_headings_nest_without_a_gap(pdf):
    used = {int(str(e.S)[2:]) for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and re.fullmatch(r"/H\d", str(e.get("/S", "")))}
    assert used == set(range(1, max(used) + 1))


def test_tables_have_header_cells_and_bookmarks_lead_to_the_chapters(pdf):
    assert len(elements(pdf, "/TH")) > 5
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert "1\u2002How long?" in titles and "E\u2002Printed lines and where they are used" in titles


def test_data_of_every_exhibit_are_attached(pdf):
    assert set(pdf.attachments) == {"data/fig-days.csv", "data/tbl-terms.csv", "data/fig-other.csv"}
    assert pdf.attachments["data/fig-days.csv"].get_file().read_bytes().startswith(b"name,name_ko")


def test_fonts_are_embedded_and_our_own(pdf):
    names = {str(o.FontName)[8:] for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor" and {"/FontFile2", "/FontFile3"} & set(o.keys())}
    described = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
    assert len(described) == len([o for o in described if {"/FontFile2", "/FontFile3"} & set(o.keys())])
    assert all(re.match("LibertinusSerif|NotoS|DejaVu", n) for n in names), names


def test_paper_is_a4_and_no_page_is_nearly_empty(pages, pdf):
    assert {(round(float(p.MediaBox[2])), round(float(p.MediaBox[3]))) for p in pdf.pages} == {(595, 842)}
    assert set(nearly_empty(read_sheets(pages / "report.pdf"))) <= CONTENTS  # short, as there is little in the sample to list


def test_paper_twice_is_the_same_bytes(edition, pages):
    assert paper.pdf_bytes(edition) == (pages / "report.pdf").read_bytes()
