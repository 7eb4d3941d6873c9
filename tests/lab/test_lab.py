"""The notebooks in a real JupyterLab, driven in a real browser as a reader would, with the network shut.

Asked for by ``make test-lab``, as it takes some minutes. Pictures are kept under build/lab/.
"""

import os
import shutil
import tomllib

import lab_driver as lab
import pytest

from helpers import paths
from helpers.findings import all_findings

if not os.environ.get("HELPERS_LAB"):
    pytest.skip("JupyterLab is driven by `make test-lab`, or with HELPERS_LAB=1", allow_module_level=True)
if not lab.CHROMIUM:
    pytest.skip("Chromium is not installed: install it, or name it in CHROMIUM", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

NOTEBOOKS = tuple(tomllib.loads((paths.REPORTS / "report.toml").read_text(encoding="utf-8"))["notebooks"])
PICTURES = paths.ROOT / "build" / "lab"
WAIT = 180_000      # milliseconds for one answer of the page or of the kernel behind it
SEEN = "image => image.complete && image.naturalHeight && image.getBoundingClientRect().height"
READING, ALTERNATIVE = "ri-kum-bom-identity", "three-persons"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with lab.serve(lab.copy_project(folder), folder) as (base, token), playwright.sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            folder / "profile", executable_path=lab.CHROMIUM, args=lab.ARGUMENTS, headless=True, viewport=lab.VIEW, reduced_motion="reduce"
        )
        context.set_default_timeout(WAIT)
        playwright.expect.set_options(timeout=WAIT)
        yield lab.Reader(context, base, token, PICTURES)
        context.close()


@pytest.fixture(scope="module")
def run(reader):
    """A notebook that was opened, run and looked through, and its state; once for all tests."""
    known = {}

    def run_once(name):
        if name not in known:
            notebook = reader.open_notebook(name)
            notebook.picture("opened")
            state = notebook.run_all()
            notebook.look_through()
            known[name] = notebook, state
        notebook, _ = known[name]
        notebook.page.bring_to_front()
        return known[name]

    return run_once


def test_lab_opens_on_the_map_of_the_notebooks_and_nothing_covers_it(reader):
    page = reader.open_page()
    page.locator(".jp-RenderedMarkdown h1").wait_for()
    for name in NOTEBOOKS:
        playwright.expect(page.locator(".jp-RenderedMarkdown td a", has_text=name)).to_have_count(1)
    page.wait_for_function("[...document.fonts].some(f => f.family.includes('Korean of the project') && f.status === 'loaded')")
    page.wait_for_timeout(4000)     # an offer of news would come late
    page.screenshot(path=PICTURES / "start.png")
    assert page.locator(".Toastify__toast, .jp-toast-button, dialog[open], .jp-Dialog").count() == 0
    page.get_by_role("link", name=NOTEBOOKS[0]).click()
    page.wait_for_function(lab.READY)
    page.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_runs_through_in_the_browser(run, reader, name):
    notebook, state = run(name)
    assert state["errors"] == []
    assert state["unrun"] == [] and state["cells"] > 0
    assert state["stderr"] == []
    assert notebook.broken == []
    assert reader.abroad == []


@pytest.mark.parametrize("name, cell", [
    ("01_clean", "explore.table("), ("02_tenure", "explore.table("), ("03_organization", "explore.table("),
    ("03_organization", "explore.pick_unit("), ("05_source_criticism", "explore.table("), ("06_robustness", "explore.what_if("), ("06_robustness", "explore.pick_finding("),
])
def test_interactive_cell_is_drawn_as_a_widget(run, name, cell):
    notebook, _ = run(name)
    shown = notebook.cell_with(cell)
    shown.locator(".jupyter-widgets, .dt-container").first.wait_for()
    playwright.expect(shown).not_to_contain_text("Open this notebook in JupyterLab")


def test_table_shows_fewer_rows_for_a_typed_word(run):
    notebook, _ = run("03_organization")
    shown = notebook.cell_with("explore.table(")
    count = shown.locator(".dt-info")
    playwright.expect(count).to_contain_text(" of ")
    before = count.inner_text()
    shown.get_by_label("Search:").fill("Mongolia")
    playwright.expect(count).not_to_have_text(before)
    notebook.picture("filtered")
    assert 0 < rows(count.inner_text()) < rows(before)
    assert all("Mongolia" in row for row in shown.locator("tbody tr").all_inner_texts())


def rows(text):
    """How many rows the line below a table says there are: of 'Showing 1 to 2 of 2 entries …' the second 2."""
    return int(text.split(" of ")[1].split()[0].replace(",", ""))


def test_picked_unit_changes_the_picture(run):
    notebook, _ = run("03_organization")
    shown = notebook.cell_with("explore.pick_unit(")
    picture = shown.locator("img.widget-image")
    notebook.page.wait_for_function(SEEN, arg=picture.element_handle())
    before, height = picture.get_attribute("src"), picture.bounding_box()["height"]
    shown.locator("select").select_option(index=6)
    playwright.expect(picture).not_to_have_attribute("src", before)
    notebook.page.wait_for_function(SEEN, arg=picture.element_handle())
    notebook.picture("picked")
    assert 0 < picture.bounding_box()["height"] < height


def test_what_if_moves_findings_and_goes_back(run):
    notebook, _ = run("06_robustness")
    shown = notebook.cell_with("explore.what_if(")
    still = f"0 of {len(all_findings())} findings move"
    playwright.expect(shown).to_contain_text(still)
    shown.get_by_role("combobox", name="Reading").fill(READING)
    shown.get_by_role("combobox", name="Reading").press("Enter")
    wanted = shown.locator("select option", has_text=ALTERNATIVE)
    wanted.wait_for(state="attached")
    shown.locator("select").select_option(label=wanted.inner_text())
    playwright.expect(shown.locator("tbody")).to_contain_text("find-tenure-count")
    playwright.expect(shown).to_contain_text(f"{READING} = {ALTERNATIVE}")
    playwright.expect(shown).not_to_contain_text(still)
    notebook.picture("what-if")
    shown.get_by_role("button", name="Back to the start").click()
    playwright.expect(shown).to_contain_text(still)


def test_what_if_moves_with_the_cut_off(run):
    notebook, _ = run("06_robustness")
    shown = notebook.cell_with("explore.what_if(")
    shown.locator("input[type=date]").fill("2000-01-01")
    shown.locator("input[type=date]").press("Tab")
    playwright.expect(shown).to_contain_text("as_of = 2000-01-01")
    playwright.expect(shown.locator("tbody")).to_contain_text("find-tenure-count")
    notebook.picture("what-if-cut-off")


def test_picked_finding_shows_its_range_and_its_curve(run):
    notebook, _ = run("06_robustness")
    shown = notebook.cell_with("explore.pick_finding(")
    shown.locator("select").select_option(label="find-tenure-median-posts")
    playwright.expect(shown).to_contain_text("moved most by")
    curve = shown.locator("img.widget-image")
    curve.wait_for()
    notebook.page.wait_for_function(SEEN, arg=curve.element_handle())
    notebook.picture("picked-finding")


def test_reading_in_the_parameters_cell_moves_the_sentence(run):
    notebook, _ = run("02_tenure")
    before = notebook.output("find-tenure-count")
    notebook.rewrite("reading_set = ", "readings = {}", f'readings = {{"{READING}": "{ALTERNATIVE}"}}')
    state = notebook.run_all()
    after = notebook.output("find-tenure-count")
    notebook.picture("another-reading")
    assert state["errors"] == [] and state["unrun"] == []
    assert f"{READING} = {ALTERNATIVE}" in " ".join(after)
    assert after != before


def test_misspelt_reading_is_said_in_one_sentence(run):
    notebook, _ = run("02_tenure")
    notebook.rewrite("reading_set = ", READING, READING + "x")
    state = notebook.run_all()
    notebook.picture("misspelt")
    assert [(name, READING in text) for _, name, text in state["errors"]] == [("ReadingError", True)]


def test_checkout_is_left_alone(run, reader):
    run(NOTEBOOKS[0])
    assert not list(paths.NOTEBOOKS.rglob(".ipynb_checkpoints"))
    assert reader.abroad == []
