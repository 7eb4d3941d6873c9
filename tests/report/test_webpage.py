"""The web edition: self-contained, strict, escaped, and usable with a keyboard, a phone and a screen reader."""

import base64
import hashlib
import json
import re

import pytest
from lxml import html

from helpers.report import webpage

LARGEST_BYTES = 2_000_000
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect


@pytest.fixture(scope="module")
def text(pages):
    return (pages / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tree(text):
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


@pytest.fixture
def page(browser, pages):
    view = browser.new_page(viewport={"width": 1400, "height": 900}, accept_downloads=True, reduced_motion="reduce")
    view.complaints = []
    view.on("console", lambda message: view.complaints.append(message.text))
    view.on("pageerror", lambda error: view.complaints.append(str(error)))
    view.requests = []
    view.on("request", lambda request: view.requests.append(request.url))
    view.goto((pages / "report.html").as_uri())
    yield view
    assert view.complaints == []
    view.close()


def test_page_is_small_and_asks_for_nothing(text, tree):
    assert len(text.encode()) < LARGEST_BYTES
    assert not tree.xpath("//link | //img | //iframe | //script[@src] | //*[@style] | //*[@onclick]")
    assert not re.search(r"url\((?!data:|#)|@import", text)


def test_policy_allows_exactly_the_style_and_the_script_of_the_page(text):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    allowed = re.findall(r"'sha256-([^']+)'", html.fromstring(f"<p>{policy}</p>").text)
    parts = [re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)[1] for tag in ("style", "script")]
    assert allowed == [base64.b64encode(hashlib.sha256(p.encode()).digest()).decode() for p in parts]
    assert "default-src 'none'" in policy.replace("&#39;", "'") and "unsafe" not in policy


def test_cells_with_markup_are_text(tree, text, evil):
    cells = ["".join(c.itertext()) for c in tree.xpath("//table[@class='data']//td | //table[@class='data']//th")]
    assert evil in cells
    assert len(tree.xpath("//script")) == 3 and text.count("<script") == 3


def test_every_inner_link_has_its_target(tree):
    ids = set(tree.xpath("//@id"))
    lost = [a for a in tree.xpath("//a/@href") if a.startswith("#") and a[1:] not in ids]
    assert lost == []


def test_ids_are_unique(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_finding_leads_to_print_reading_and_cell_and_back(tree):
    finding, = tree.xpath("//section[@id='find-longest']")
    links = finding.xpath(".//a/@href")
    assert {"#S1.30", "#reading-ho-dam-start", "#02_tenure-c05"} <= set(links)
    row, = tree.xpath("//tr[@id='S1.31']")
    assert {"#find-longest", "#fig-days", "#tbl-terms"} <= set(row.xpath(".//a/@href"))
    reading, = tree.xpath("//article[@id='reading-ho-dam-start']")
    assert "#find-longest" in reading.xpath(".//a/@href")


def test_machine_readable_description_names_report_data_and_figures(tree):
    described = json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)
    assert described["@type"] == "Report" and described["isBasedOn"]["@type"] == "Dataset"
    assert [p["identifier"] for p in described["hasPart"]] == ["fig-days", "fig-other"]


def test_headings_descend_without_a_gap(tree):
    levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:]))


def test_script_json_cannot_end_its_element():
    assert "</script" not in webpage.script_json({"a": "</script><script>"})


def test_page_twice_is_the_same_bytes(edition, text):
    assert webpage.page(edition) == text


@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility_check_finds_nothing(page, rules, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.locator("[data-for=fig-days] [data-show=cite]").click()
    page.locator("[data-for=fig-other] [data-show=data]").click()
    expect(page.locator(".panel")).to_have_count(2)
    found = axe.run(page, options={"runOnly": rules})
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:2]]) for v in found.response["violations"]] == []


def test_narrow_screen_does_not_scroll_sideways(page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function("innerWidth === 360")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_nothing_is_requested_but_the_page(page):
    assert [r for r in page.requests if not r.startswith("data:")] == [page.url]


def test_mark_shows_its_printed_words_and_leads_to_them(page):
    mark, tip = page.locator("#fig-days [data-row=\"0\"]"), page.locator("#tip")
    mark.hover(force=True)
    expect(tip.locator("b")).to_have_text("Pak Hon-yong")
    expect(tip.locator("span")).to_have_text(["“Pak ~ 1953” ", "(S1:30)"])
    mark.focus()
    page.keyboard.press("ArrowRight")
    expect(tip.locator("b")).to_have_text("Nam Il")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report.html#S1.31", wait_until="commit")


def test_table_sorts_by_number_both_ways(page):
    head, days = page.locator("#tbl-terms th", has_text="Days").first, page.locator("#tbl-terms tbody td.n")
    head.locator("button").click()
    expect(days).to_have_text(["−7", "1636", "2425"])
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.locator("button").click()
    expect(days).to_have_text(["2425", "1636", "−7"])
    expect(head).to_have_attribute("aria-sort", "descending")


@pytest.mark.parametrize("form, start", [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_drawings_are_made_in_the_page(page, form, start):
    with page.expect_download() as waiting:
        page.locator(f"[data-for=fig-days] [data-save={form}]").click()
    assert waiting.value.suggested_filename == f"fig-days.{form}"
    assert open(waiting.value.path(), "rb").read().startswith(start)


@pytest.mark.parametrize("name", ["fig-days", "tbl-terms"])
def test_data_made_in_the_page_are_the_published_bytes(page, pages, name):
    with page.expect_download() as waiting:
        page.locator(f"[data-for={name}] [data-save=csv]").click()
    published, = pages.glob(f"*/{name}.csv")
    assert open(waiting.value.path(), "rb").read() == b"\xef\xbb\xbf" + published.read_bytes()


@pytest.mark.parametrize("name", ["fig-days", "tbl-terms", "find-longest"])
def test_citations_made_in_the_page_are_the_published_ones(page, pages, name):
    records = json.loads((pages / "figures.json").read_text()) | json.loads((pages / "findings.json").read_text())
    tools = page.locator(f"[data-for={name}]")
    tools.locator("[data-show=cite]").click()
    for form, text in records[name]["citation"].items():
        tools.locator("select").select_option(form)
        assert tools.locator("pre").evaluate("e => e.textContent") == text, form


def test_citation_changes_with_the_format_and_can_be_copied(page):
    tools = page.locator("[data-for=fig-days]")
    tools.locator("[data-show=cite]").click()
    tools.locator("select").select_option("bibtex")
    expect(tools.locator("pre")).to_contain_text("@inbook{two-ministries-fig-days,")
    tools.get_by_role("button", name="Copy").click()
    expect(page.locator("#live")).to_have_text("Citation copied")


def test_theme_turns_from_auto_to_light_and_dark(page):
    button, ground = page.locator("#theme"), page.locator("body")
    button.click()
    expect(ground).to_have_css("background-color", "rgb(255, 255, 255)")
    button.click()
    expect(ground).to_have_css("background-color", "rgb(21, 24, 28)")
    expect(button).to_have_text("Theme: dark")


def test_code_is_folded_until_asked_for_or_linked_to(page):
    code = page.locator("details.code").first
    expect(code).to_have_js_property("open", False)
    page.locator("#code-all").click()
    expect(code).to_have_js_property("open", True)
    page.locator("#code-all").click()
    expect(code).to_have_js_property("open", False)
    page.evaluate("location.hash = '02_tenure-c05'")
    page.wait_for_function("document.getElementById('02_tenure-c05').open")
