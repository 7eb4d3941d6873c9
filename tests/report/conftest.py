"""A small report to test with: two notebooks whose outputs are made in this process."""

import contextlib
import dataclasses
import json
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from helpers import exhibits
from helpers.figures import style
from helpers.report.harvester import gather
from helpers.report.publication import load_publication
from helpers.schemas import TABLES
from helpers.tables import csv_text

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PATIENCE = 30_000   # milliseconds a page may take to answer on a busy machine
EVIL = '<script>alert("x")</script> #panic("x") $x_1$ \\input{a} & % @fig-a {b} [c] */ 박헌영 英'
TERMS = pd.DataFrame({
    "name": ["Pak Hon-yong", "Nam Il", EVIL], "name_ko": ["박헌영", "남일", "윁남"],
    "start": [1948.7, 1953.6, 1960.0], "days_min": [1636, 2425, -7], "as_printed": ["Pak ~ 1953", EVIL, "Ho Dam –"],
    "source_id": ["wikipedia-foreign-ministry"] * 3, "line": ["30", "31", "32"],
})


def draw_days(frame, *, width_mm=180):
    figure, axes = style.new_figure(width_mm, 50)
    for i, row in enumerate(frame.itertuples()):
        (bar,) = axes.barh(i, row.days_min, hatch="//" if i == 1 else None)
        style.mark_row(bar, i)
        axes.text(10, i, row.name_ko, va="center")
    axes.set_xlabel("days − 일")
    axes.set_title("As printed")
    return figure


@contextlib.contextmanager
def outputs_of(show):
    """What `exhibits.show` would display, as notebook outputs."""
    shown = []
    original, exhibits.show = exhibits.show, lambda bundle, metadata=None: shown.append(
        nbformat.v4.new_output("display_data", data=json.loads(json.dumps(bundle)), metadata=metadata or {})
    )
    try:
        show()
    finally:
        exhibits.show = original
    yield shown


def notebook(*cells):
    made = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, str):
            made.cells.append(nbformat.v4.new_markdown_cell(cell, id=f"c{number:02d}"))
        else:
            with outputs_of(cell) as outputs:
                made.cells.append(nbformat.v4.new_code_cell(f"show({number})", outputs=outputs, id=f"c{number:02d}"))
    return made


def show_finding(name="find-longest", lines=("wikipedia-foreign-ministry:31", "wikipedia-foreign-ministry:30-32"), **changes):
    spec = {
        "kind": "finding", "id": name, "sentence": "Nobody stayed longer than 2,425 days (남일) & <more>.", "verdict": "longest", "headline": "days",
        "question": "Who stayed longest?", "numbers": {"days": {"value": 2425, "unit": "days", "text": "2,425"}}, "lines": list(lines), "readings": {"ho-dam-start": "printed"},
    }
    return lambda: exhibits.show({"text/markdown": "x", exhibits.EXHIBIT: spec | changes, "text/plain": "x"})


def show_provenance(as_of="2026-11-21"):
    spec = {"kind": "provenance", "id": "provenance", "as_of": as_of, "reading_set": "document", "overrides": {}, "data_sha256": "ab" * 32, "versions": {"pandas": "3.1.1"}}
    return lambda: exhibits.show({exhibits.EXHIBIT: spec, "text/plain": "x"})


def show_figure(name="fig-days", **changes):
    texts = {"title": "Days in *office* & <b>", "caption": "See @tbl-terms; “quoted”.", "alt": 'Three bars, "one" hatched & <i>'} | changes
    return lambda: exhibits.figure(name, draw_days, TERMS, **texts)


def show_table():
    exhibits.table("tbl-terms", TERMS, title="Terms", columns={"name": "Minister", "name_ko": "Korean", "days_min": "Days"}, note="Evil cells.")


def show_ranges():
    frame = pd.DataFrame({"finding_id": ["find-longest"], "min": [2000], "max": [2425], "n": [96], "share_agree": [0.5], "mark": ["depends on ho-dam-start"], "moved_most": ["ho-dam-start"]})
    exhibits.robustness(frame)


@pytest.fixture(scope="session")
def publication():
    """The project's own publication with a text of the sample's."""
    abstract = {"question": "How long?", "data": "Three lines.", "method": "Counting.", "results": [], "limits": "Three lines."}
    return dataclasses.replace(load_publication(), summary=(), abstract=abstract, prose={"How to read": "Under {find-longest.days} *days* [@edtf-2019].", "Limits": "Few."})


@pytest.fixture(scope="session")
def sample_notebooks():
    first = notebook(
        "# How long?\n\nText with 'quotes' -- and @fig-days, [@tbl-terms; @find-longest]. Method of [@turnbull-1976, p. 290] and @kaplan-meier-1958.",
        show_figure(), "## What follows\n\n- one\n- *two* <script>alert(1)</script>\n\n| a | b |\n|:--|--:|\n| 윁남 | 2 |", show_table, show_finding(), show_provenance(),
    )
    second = notebook("# What survives?\n\n`code` and **bold** $x$ #panic() and \\alpha.", show_figure("fig-other", width_mm=85), show_ranges, show_provenance())
    return [("02_tenure", first), ("06_robustness", second)]


SOURCES = [
    {"source_id": "wikipedia-foreign-ministry", "kind": "seed", "title": "Ministry of Foreign Affairs 외무성", "publisher": "Wikipedia contributors", "url": "https://en.wikipedia.org/", "licence": "CC BY-SA 4.0"},
    {"source_id": "outside-list", "kind": "outside", "title": EVIL, "publisher": "沈哲浩 逓信相", "url": "not an address", "licence": "facts only"},
]
READINGS = """
[ho-dam-start]
question = "When did Ho Dam <begin>?"
kind = "date"
sources = ["wikipedia-foreign-ministry:32"]
as_printed = "printed"
document = "printed"
outside = "later"
why = "Because & so."
evidence = []
[ho-dam-start.alternatives.printed]
meaning = "As it stands."
effect = []
[ho-dam-start.alternatives.later]
meaning = "Later #panic()."
effect = []
"""


def write_rows(folder, name, rows):
    """Rows as a table of the project's schema; cells not given are empty."""
    table = TABLES[name]
    (folder / table.folder).mkdir(parents=True, exist_ok=True)
    frame = pd.DataFrame([{c: row.get(c, "") for c in table.column_names} for row in rows])
    (folder / f"{name}.csv").write_text(csv_text(frame), encoding="utf-8")


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory):
    """A small data folder: two sources, three terms, one reading, one discrepancy."""
    folder = tmp_path_factory.mktemp("data")
    terms = TERMS[["source_id", "line", "as_printed"]].assign(ministry_id="foreign")
    write_rows(folder, "raw/sources", SOURCES)
    write_rows(folder, "raw/terms", terms.to_dict("records"))
    write_rows(folder, "processed/discrepancies", [{
        "discrepancy_id": "ho-dam-twice", "kind": "date", "sources_lines": "wikipedia-foreign-ministry:31-32;outside-list:1",
        "statement_a": EVIL, "statement_b": "b", "favoured": "printed", "why": "w", "reading_id": "ho-dam-start", "found_by": "reader",
    }])
    (folder / "readings.toml").write_text(READINGS, encoding="utf-8")
    return str(folder)


@pytest.fixture(scope="session")
def edition(sample_notebooks, publication, data_dir):
    return gather(sample_notebooks, publication, data_dir=data_dir)


@pytest.fixture(scope="session")
def pages(edition, tmp_path_factory) -> Path:
    """The sample edition written out: report.html, report.pdf and the exhibits."""
    from helpers.report import write_exhibits, write_html, write_pdf

    folder = tmp_path_factory.mktemp("edition")
    write_exhibits(edition, folder)
    write_html(edition, folder / "report.html")
    write_pdf(edition, folder / "report.pdf")
    return folder


@pytest.fixture(scope="session")
def browser():
    """Chromium of the system, driven without a window."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not (found := next(filter(None, map(shutil.which, BROWSERS)), None)):
        pytest.skip("Chromium is not installed")
    sync_api.expect.set_options(timeout=PATIENCE)
    with sync_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def rules() -> list[str]:
    """The rules of the accessibility check: WCAG 2.2 AA and what is good practice beside it."""
    return ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def evil() -> str:
    """A cell with markup of every kind in it."""
    return EVIL


@pytest.fixture(scope="session")
def build():
    """How the sample is put together, for tests that need another one."""
    from types import SimpleNamespace

    return SimpleNamespace(notebook=notebook, figure=show_figure, finding=show_finding, table=show_table, provenance=show_provenance, ranges=show_ranges)
