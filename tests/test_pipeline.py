"""From raw tables to a published edition, on a project of three small notebooks."""

import json
import os
import shutil

import pytest
import tiny

EVERYTHING = ["check", "exhibits", "html", "n01_clean", "n02_count", "n03_count", "pdf"]
REPORT_STEPS = ["exhibits", "html", "pdf"]


def test_published_run_writes_tables_notebooks_and_report(published):
    files = tiny.contents(published)
    assert files["data/processed/a.csv"] == b"id,value,as_of\na,1,2026-11-21\nb,2,2026-11-21\n"
    assert {"reports/report.html", "reports/report.pdf", "reports/findings.json", "reports/tables/tbl-a.csv"} <= set(files)
    executed = json.loads(files["notebooks/n02_count.ipynb"])
    assert executed["cells"][1]["outputs"][0]["text"] == ["2 2026-11-21\n"]


def test_published_run_injects_nothing(published):
    cells = json.loads(tiny.contents(published)["notebooks/n02_count.ipynb"])["cells"]
    assert [c["metadata"].get("tags") for c in cells] == [["parameters"], None, None]


def test_second_run_does_nothing(published):
    before = tiny.contents(published)
    finished = tiny.run(published, "report")
    assert (finished.returncode, tiny.steps_done(finished)) == (0, [])
    assert finished.stdout.splitlines() == [
        "Nothing changed.", str(published / "reports/report.html"), str(published / "reports/report.pdf"),
    ]
    assert tiny.contents(published) == before


def test_changed_notebook_runs_alone_with_the_report(published):
    tiny.write_notebook(published, "n03_count", tiny.READ, "2 + 2")
    assert tiny.steps_done(tiny.run(published, "report")) == [*REPORT_STEPS[:2], "n03_count", "pdf"]


def test_changed_outputs_alone_are_put_back_without_running(published):
    path = published / "notebooks" / "n02_count.ipynb"
    before = path.read_bytes()
    edited = json.loads(before)
    edited["cells"][2]["outputs"] = []
    edited["metadata"]["language_info"]["version"] = "3.99"
    path.write_text(json.dumps(edited))
    assert tiny.steps_done(tiny.run(published, "report")) == []
    assert path.read_bytes() == before


def test_changed_row_runs_everything(published):
    (published / "data" / "raw" / "a.csv").write_text("id,value\na,1\nb,2\nc,3\n")
    assert tiny.steps_done(tiny.run(published, "report")) == EVERYTHING
    assert json.loads(tiny.contents(published)["notebooks/n03_count.ipynb"])["cells"][1]["outputs"][0]["text"] == ["3 2026-11-21\n"]


def test_removed_or_edited_results_are_put_back(published):
    before = tiny.contents(published)
    (published / "reports" / "report.html").write_text("mine")
    (published / "data" / "processed" / "a.csv").unlink()
    assert tiny.steps_done(tiny.run(published, "report")) == []
    assert tiny.contents(published) == before


def test_stale_exhibits_go_and_foreign_files_stay(published):
    (published / "reports" / "tables" / "tbl-gone.csv").write_text("x")
    (published / "reports" / "tables" / "notes.txt").write_text("mine")
    tiny.run(published, "report")
    assert sorted(p.name for p in (published / "reports" / "tables").iterdir()) == ["notes.txt", "tbl-a.csv", "tbl-row-a.csv", "tbl-row-b.csv"]


def test_time_stamps_do_not_count(published):
    raw = published / "data" / "raw" / "a.csv"
    for path in published.rglob("*"):
        os.utime(path, (0, 0))
    assert tiny.steps_done(tiny.run(published, "report")) == []
    raw.write_text("id,value\na,1\nb,9\n")      # as long as before, and as old
    os.utime(raw, (0, 0))
    assert "n01_clean" in tiny.steps_done(tiny.run(published, "report"))


def test_damaged_cache_costs_time_and_nothing_else(published):
    before = tiny.contents(published)
    cache = next((published / "build" / "cache").glob("*-document"))
    (cache / "tasks.json").write_text('{"check": [1')
    (cache / "notebooks" / "n02_count.ipynb").write_text("broken")
    (cache / "reports" / "report.pdf").unlink()
    finished = tiny.run(published, "report")
    assert (finished.returncode, tiny.steps_done(finished)) == (0, EVERYTHING)
    assert tiny.contents(published) == before


def test_other_parameters_go_elsewhere_and_touch_nothing(published):
    before = tiny.contents(published)
    finished = tiny.run(published, "report", "--as-of", "2020-01-01", "--readings", "as_printed")
    assert finished.returncode == 0, finished.stderr
    base = published / "build" / "2020-01-01-as_printed"
    assert finished.stdout.splitlines()[1:] == [str(base / "reports/report.html"), str(base / "reports/report.pdf")]
    cells = json.loads((base / "notebooks" / "n02_count.ipynb").read_text())["cells"]
    assert cells[1]["metadata"]["tags"] == ["injected-parameters"]
    assert cells[2]["outputs"][0]["text"] == ["2 2020-01-01\n"]
    assert tiny.contents(published) == before


def test_published_parameters_elsewhere_give_the_same_edition(published, tmp_path):
    finished = tiny.run(published, "report", "--out", str(tmp_path / "elsewhere"))
    assert (finished.returncode, tiny.steps_done(finished)) == (0, [])
    elsewhere = tiny.contents(tmp_path / "elsewhere")
    assert elsewhere == {n: c for n, c in tiny.contents(published).items() if n != "reports/report.toml"}


def test_figures_alone_leave_the_edition(published):
    before = tiny.contents(published)
    finished = tiny.run(published, "figures")
    assert finished.returncode == 0, finished.stderr
    assert not (published / "build/figures/reports/report.html").exists()
    assert (published / "build/figures/reports/tables/tbl-a.csv").is_file()
    assert tiny.contents(published) == before


@pytest.mark.parametrize(("arguments", "sentence"), [
    (["--readings", "wishful"], "ReadingError: reading set 'wishful' does not exist. Choose document or as_printed."),
    (["--reading", "a-b"], "ParameterError: 'a-b' is not an override. Write reading-id=alternative, several joined by commas."),
    (["--jobs", "-1"], "ParameterError: -1 tasks at once are not possible. Give a number from 1 on, or none."),
])
def test_bad_parameters_are_refused_before_any_kernel(published, arguments, sentence):
    before = tiny.contents(published)
    finished = tiny.run(published, "report", *arguments)
    assert (finished.returncode, finished.stderr.splitlines()[-1]) == (1, sentence)
    assert "n01_clean" not in finished.stderr
    assert tiny.contents(published) == before


def test_parameter_no_notebook_declares_is_refused(published):
    for path in (published / "notebooks").glob("*.ipynb"):
        path.write_text(path.read_text().replace("reading_set =", "raeding_set ="))
    finished = tiny.run(published, "report", "--as-of", "2020-01-01")
    assert finished.stderr == (
        "ParameterError: no notebook has a parameter 'reading_set'. There are: as_of, raeding_set, readings.\n"
    )


@pytest.mark.parametrize(("cell", "sentence"), [
    ("from helpers.errors import DataError\nraise DataError('raw/a.csv line 2: no.')", "DataError: raw/a.csv line 2: no."),
    ("1 / 0", "RunError: n02_count.ipynb, cell 2: ZeroDivisionError: division by zero"),
    ("object()", "RunError: n02_count.ipynb shows an object by its address (at 0x"),
    ("import sys; print('hm', file=sys.stderr)", "RunError: n02_count.ipynb wrote to the error stream: 'hm'."),
])
def test_failing_cell_is_one_sentence_and_publishes_nothing(published, cell, sentence):
    tiny.write_notebook(published, "n02_count", cell)
    before = tiny.contents(published)
    finished = tiny.run(published, "report")
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith(sentence)
    assert "Traceback" not in finished.stderr
    assert tiny.contents(published) == before


def test_failing_report_is_one_sentence_and_publishes_nothing(published):
    (published / "data" / "raw" / "a.csv").write_text("id,value\nz,1\n")
    (published / "notebooks" / "n01_clean.ipynb").write_text(tiny.notebook(tiny.CLEAN.replace("a.csv\", index", "b.csv\", index")))
    tiny.write_notebook(published, "n02_count", "1")
    tiny.write_notebook(published, "n03_count", "1")
    before = tiny.contents(published)
    finished = tiny.run(published, "report")
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1].startswith("RunError: exhibits could not be made: FileNotFoundError: ")
    assert tiny.contents(published) == before


def test_output_folder_of_someone_else_is_refused(published, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("x")
    finished = tiny.run(published, "report", "--out", str(tmp_path / "mine"))
    assert finished.returncode == 1
    assert finished.stderr.startswith(f"ParameterError: output folder {tmp_path / 'mine'} holds files that are not an edition.")


def test_run_elsewhere_is_the_same_to_the_last_byte(published, tmp_path):
    twin = tiny.make_project(tmp_path / "a folder, ünlike" / "project")
    finished = tiny.run(
        twin, "report", "--jobs", "1", cwd="/", TZ="Asia/Pyongyang", LANG="tr_TR.UTF-8", LC_ALL="C", PYTHONHASHSEED="77",
        HELPERS_PLAIN_KERNELS="1", MPLBACKEND="pdf", OPENBLAS_NUM_THREADS="2",
    )
    assert finished.returncode == 0, finished.stderr
    assert tiny.contents(twin) == tiny.contents(published)


def test_report_toml_that_cannot_be_used_is_named(published):
    (published / "reports" / "report.toml").write_text("notebooks = [")
    finished = tiny.run(published, "report")
    assert finished.stderr.startswith(f"RunError: {published / 'reports' / 'report.toml'} cannot be used: ")
    shutil.rmtree(published / "reports")
    assert tiny.run(published, "report").returncode == 1
