"""Citations: every format, against an independent processor and two parsers."""

import dataclasses
import json
import re

import bibtexparser
import pytest
import rispy

from helpers.errors import ExhibitError
from helpers.report import citation
from helpers.report.typst_text import compile_typst

TITLE = "How long ministers stay"
HARD = citation.Work("fig-hard", "figure", "50% of R&D_{x} cost $5 #1 ~ ^ \\ 체신성", "Figure 2", "A\ncaption", 'An "alt" & {more}', 85, "ab" * 32)


@pytest.fixture
def work():
    return citation.Work("fig-tenure", "figure", TITLE, "Figure 3", "A caption.", "Bars.", 180, "cd" * 32)


def independent(bib: str, style: str) -> str:
    """What another processor (hayagriva, in Typst) makes of our BibTeX."""
    source = f'#bibliography("w.bib", style: "{style}", full: true, title: none)'
    page = compile_typst(source, {"w.bib": bib.encode()}, timestamp=0, form="html").decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", re.search(r"<li[^>]*>(.*?)</li>", page, re.S)[1])).strip()


def test_apa_equals_the_independent_processor_but_for_genre_and_version(work, publication):
    ours = citation.apa(work, publication)
    assert ours == f"The Two Ministries Project. (2026). {TITLE} [Figure]. In *{publication.title}* (Version 1.0.0)."
    bare = re.sub(r" \[Figure\]| \(Version [\d.]+\)|\*", "", ours)
    assert bare == independent(citation.bibtex(work, publication), "apa")


def test_chicago_equals_the_independent_processor_but_for_number_version_and_day(work, publication):
    ours = citation.chicago(work, publication)
    bare = ours.replace("Figure 3 in", "In").replace("*", "").replace(" Version 1.0.0. November 22.", "")
    assert bare.lower() == independent(citation.bibtex(work, publication), "chicago-author-date").lower()


def test_report_in_both_styles_equals_the_independent_processor(publication):
    report = citation.whole_works(publication)["report"]
    for style, ours in (("apa", citation.apa(report, publication)), ("chicago-author-date", citation.chicago(report, publication))):
        bare = re.sub(r" \(Version 1\.0\.0\)| Version 1\.0\.0\. November 22\.|\*", "", ours)
        assert bare == independent(citation.bibtex(report, publication), style)


def test_address_is_given_where_there_is_one(work, publication):
    online = dataclasses.replace(publication, url="https://ministries.example/")
    assert citation.apa(work, online).endswith("(Version 1.0.0). https://ministries.example/#fig-tenure")
    assert "url = {https://ministries.example/#fig-tenure}" in citation.bibtex(work, online)
    assert "url" not in citation.bibtex(work, publication)


@pytest.mark.parametrize("kind", ["figure", "table", "finding", "report", "data"])
def test_bibtex_is_read_by_a_parser(kind, publication):
    work = dataclasses.replace(HARD, kind=kind)
    entry, = bibtexparser.loads(citation.bibtex(work, publication), bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)).entries
    assert entry["title"] == r"{50\% of R\&D\_\{x\} cost \$5 \#1 \textasciitilde{} \textasciicircum{} \textbackslash{} 체신성}"
    assert entry["author"] == "{The Two Ministries Project}" and entry["year"] == "2026"


@pytest.mark.parametrize("kind", ["figure", "table", "finding", "report", "data"])
def test_ris_is_read_by_a_parser(kind, publication):
    entry, = rispy.loads(citation.ris(dataclasses.replace(HARD, kind=kind), publication))
    assert entry["authors"] == ["The Two Ministries Project"] and entry["year"] == "2026"
    assert entry.get("title") == HARD.title or entry.get("primary_title") == HARD.title


def test_csl_json_names_author_container_and_day(work, publication):
    item = json.loads(citation.csl(work, publication))
    assert (item["type"], item["author"], item["container-title"]) == ("graphic", [{"literal": "The Two Ministries Project"}], publication.title)
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]} and "URL" not in item


def test_latex_and_markdown_escape_what_they_hold(publication):
    latex, markdown = citation.latex(HARD, publication), citation.markdown(HARD, publication)
    assert r"50\% of R\&D\_\{x\} cost \$5 \#1" in latex and r"\includegraphics[width=85mm,alt={An " in latex
    assert r"50% of R&D\_{x} cost \$5 \#1" in markdown and r"\textcite{two-ministries-fig-hard}" in latex


def test_id_is_cited_from_the_published_files(pages):
    assert citation.cite("fig-days", "apa", folder=pages).startswith("The Two Ministries Project. (2026). Days in office")
    assert "Data" in citation.cite("data", folder=pages)
    assert "Nobody stayed longer" in citation.cite("find-longest", folder=pages)


def test_near_misses_are_suggested(pages):
    with pytest.raises(ExhibitError, match="'fig-day' is not in this edition. Did you mean fig-days"):
        citation.cite("fig-day", folder=pages)


def test_unknown_format_names_those_there_are(pages):
    with pytest.raises(ExhibitError, match="'mla' does not exist. Choose one of: apa, chicago"):
        citation.cite("fig-days", "mla", folder=pages)


def test_missing_edition_says_how_to_make_one(tmp_path):
    with pytest.raises(ExhibitError, match="make report"):
        citation.cite("fig-days", folder=tmp_path)


def test_hash_of_unchanged_and_changed_data(pages):
    sha = json.loads((pages / "figures.json").read_text())["fig-days"]["data"]["sha256"]
    assert citation.main_cite("fig-days", check=sha[:16], folder=pages) == (f"fig-days: the data are unchanged (sha256 {sha[:16]}).", 0)
    text, status = citation.main_cite("fig-days", check="0" * 12, folder=pages)
    assert status == 1 and "CHANGED" in text


@pytest.mark.parametrize("digits, words", [("1234567", "at least 8"), ("zzzzzzzzz", "is not a hash")])
def test_bad_hash_is_refused(pages, digits, words):
    with pytest.raises(ExhibitError, match=words):
        citation.check_hash("fig-days", digits, folder=pages)


def test_list_of_everything_citable(pages):
    listed, status = citation.main_cite(folder=pages)
    assert status == 0 and [line.split()[0] for line in listed.splitlines()] == ["fig-days", "tbl-terms", "fig-other", "find-longest", "report", "data"]
