"""The committed report itself: every link, every mark, every page, and the accessibility check on the whole of it."""

import json
import os
import re

import pytest
from lxml import etree, html
from sheets import FOOT_PT, SLACK_PT, nearly_empty, read_sheets

from helpers import paths
from helpers.report import harvest

PAGE, PAPER = paths.REPORTS / "report.html", paths.REPORTS / "report.pdf"
LONG = bool(os.environ.get("HELPERS_LONG"))
LARGEST_BYTES = 1_950_000   # of two million allowed: the next edition has to fit as well
# On a short run three rows stand for all rows of a table, as they are set alike; the same with marks and readings.
ALIKE = "tbody tr:nth-child(n+4), .mark:nth-child(n+4), article.reading:nth-of-type(n+4)"
PATIENCE = 120_000  # milliseconds


@pytest.fixture(scope="module")
def edition():
    return harvest()


@pytest.fixture(scope="module")
def tree():
    return html.document_fromstring(PAGE.read_bytes(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


@pytest.fixture
def page(browser):
    view = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    view.set_default_timeout(PATIENCE)
    view.goto(PAGE.as_uri())
    yield view
    view.close()


def test_page_leaves_room_for_the_next_edition():
    assert PAGE.stat().st_size < LARGEST_BYTES


def test_every_link_inside_the_page_has_its_target(tree):
    ids = set(tree.xpath("//@id"))
    assert [a for a in tree.xpath("//a/@href") if a.startswith("#") and a[1:] not in ids] == []


def test_every_exhibit_says_what_it_rests_on(edition):
    silent = [e.id for e in edition.exhibits.values() if not e.places and not e.derived_from]
    assert silent == [], "give its rows source_id and line (or places), or name in derived_from what it is computed from"


def test_every_exhibit_links_to_its_cell_and_to_what_it_rests_on(edition, tree):
    for exhibit in edition.exhibits.values():
        block, = tree.xpath(f"//*[@id='{exhibit.id}']")
        links = set(block.xpath(".//div[@class='small']//a/@href"))
        assert f"#{exhibit.cell}" in links, exhibit.id
        assert {f"#{name}" for name in exhibit.derived_from} <= links, exhibit.id
        assert not exhibit.places or any(re.match(r"#(S\d+\.\d+|source-)", link) for link in links), exhibit.id


def test_every_printed_line_leads_back_to_what_uses_it(edition, tree):
    for place, names in edition.used_by().items():
        if place.partition(":")[2].isdigit():
            label = re.escape(place.rpartition(":")[2])
            rows = [row for row in tree.xpath("//section[@aria-labelledby='printed-lines']//tr[@id]") if re.fullmatch(rf"S\d+\.{label}", row.get("id"))]
            assert any({f"#{name}" for name in names} <= set(row.xpath(".//a/@href")) for row in rows), place


@pytest.mark.parametrize("form, start", [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG"), ("csv", b"")])
def test_every_figure_is_a_file_of_each_form(edition, form, start):
    for exhibit in edition.of_kind("figure"):
        content = (paths.REPORTS / "figures" / f"{exhibit.id}.{form}").read_bytes()
        assert content.startswith(start) and len(content) > 40, exhibit.id
        if form == "svg":
            assert etree.fromstring(content).tag.endswith("svg")


def test_every_figure_and_table_has_its_record_and_its_entry(edition):
    records = json.loads((paths.REPORTS / "figures.json").read_text(encoding="utf-8"))
    entries = (paths.REPORTS / "references.bib").read_text(encoding="utf-8")
    for exhibit in [*edition.of_kind("figure"), *edition.of_kind("table")]:
        assert exhibit.id in records, exhibit.id
    assert [e.id for e in edition.of_kind("figure") if f"{{two-ministries-{e.id}," not in entries] == []


def test_every_mark_on_one_printed_line_shows_its_words(page):
    silent = page.evaluate("""() => {
      const tip = document.getElementById('tip'), silent = [];
      for (const mark of document.querySelectorAll('.mark[aria-label]')) {
        mark.dispatchEvent(new MouseEvent('mouseenter'));
        const place = [...tip.querySelectorAll('span')].map(s => s.textContent).find(t => /^\\(S\\d+:\\d+\\)$/.test(t));
        const words = place && document.getElementById(place.slice(1, -1).replace(':', '.'))?.cells[1].textContent;
        if (words && !/“.+”/.test(tip.textContent)) silent.push(mark.getAttribute('aria-label'));
        mark.dispatchEvent(new MouseEvent('mouseleave'));
      }
      return silent;
    }""")
    assert silent == []


def test_narrow_screen_does_not_scroll_sideways(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function("innerWidth === 360")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("width, scheme", [(1400, "light"), (360, "dark"), *([(1400, "dark"), (360, "light")] if LONG else [])])
def test_accessibility_check_finds_nothing(page, rules, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page.set_default_timeout(10 * PATIENCE)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    if not LONG:
        page.evaluate("alike => document.querySelectorAll(alike).forEach(e => e.remove())", ALIKE)
    found = axe.run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:2]]) for v in found.response["violations"]] == []


@pytest.fixture(scope="module")
def sheets():
    return read_sheets(PAPER)


def test_only_the_page_number_stands_in_the_bottom_margin(sheets):
    below = {n: [words for _, bottom, words in page if bottom > FOOT_PT + SLACK_PT] for n, page in enumerate(sheets, 1)}
    assert {n: found for n, found in below.items() if found != ([str(n)] if n > 1 else [])} == {}


def test_no_printed_page_is_nearly_empty(sheets):
    assert nearly_empty(sheets) == {}
