"""How a new edition takes the place of the old one, and where it may not."""

import json
import os

import pytest

from helpers import edition
from helpers.errors import ParameterError, RunError

OLD = {"reports/report.html": "old page", "reports/tables/tbl-a.csv": "old table", "data/processed/a.csv": "old rows"}
NEW = {"reports/report.html": "new page", "reports/tables/tbl-b.csv": "new table", "data/processed/a.csv": "new rows"}


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def read(folder):
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_text() for p in found}


@pytest.fixture
def folders(tmp_path):
    return write(tmp_path / "new", NEW), write(tmp_path / "base", OLD)


def test_publish_changes_what_differs_and_removes_what_is_gone(folders):
    new, base = folders
    assert edition.publish(new, base, NEW) == ["reports/report.html", "reports/tables/tbl-b.csv", "data/processed/a.csv", "reports/tables/tbl-a.csv"]
    assert read(base) == NEW


def test_publish_again_changes_nothing(folders):
    new, base = folders
    edition.publish(new, base, NEW)
    stamps = {p: p.stat().st_mtime_ns for p in base.rglob("*")}
    assert edition.publish(new, base, NEW) == []
    assert {p: p.stat().st_mtime_ns for p in base.rglob("*")} == stamps


def test_failed_rename_leaves_the_old_edition(folders, monkeypatch):
    new, base = folders
    replace, calls = os.replace, []

    def fail_at_the_second_file(source, target):
        calls.append(target)
        if len(calls) == 3:     # the journal, the first file, this one
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_at_the_second_file)
    with pytest.raises(RunError, match="could not be put in place: .*No space left on device. What was published before is untouched."):
        edition.publish(new, base, NEW)
    assert read(base) == OLD


def test_failed_staging_leaves_the_old_edition(folders, monkeypatch):
    new, base = folders
    monkeypatch.setattr(edition, "copy", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(RunError, match="could not be staged"):
        edition.publish(new, base, NEW)
    assert read(base) == OLD


def interrupted(folders, monkeypatch, after):
    """An edition whose swap was cut off after so many renames."""
    new, base = folders
    replace, calls = os.replace, []

    def cut_off(source, target):
        calls.append(target)
        if len(calls) > after:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "replace", cut_off)
        edition.publish(new, base, NEW)
    return base


@pytest.mark.parametrize("after", [1, 2, 3])
def test_repair_finishes_a_swap_that_was_cut_off(folders, monkeypatch, after):
    base = interrupted(folders, monkeypatch, after)
    assert edition.repair(base)
    assert read(base) == NEW


def test_repair_clears_away_what_was_only_staged(folders, monkeypatch):
    base = interrupted(folders, monkeypatch, after=0)
    assert edition.repair(base)
    assert read(base) == OLD


def test_repair_takes_back_where_a_staged_file_is_damaged(folders, monkeypatch):
    base = interrupted(folders, monkeypatch, after=2)
    (base / ".staging/new/reports/tables/tbl-b.csv").write_text("half a ta")
    assert edition.repair(base)
    assert read(base) == OLD


def test_repair_of_a_journal_that_cannot_be_read_says_what_to_do(folders, monkeypatch):
    base = interrupted(folders, monkeypatch, after=1)
    (base / ".staging/journal.json").write_text("{")
    with pytest.raises(RunError, match="an interrupted run left .* Make the folder writable, or remove it, then run again."):
        edition.repair(base)


def test_repair_of_a_whole_edition_does_nothing(folders):
    assert not edition.repair(folders[1])


def test_link_out_of_the_edition_is_refused(folders, tmp_path):
    new, base = folders
    (tmp_path / "outside").mkdir()
    (base / "reports/figures").symlink_to(tmp_path / "outside", target_is_directory=True)
    write(new, {"reports/figures/fig-a.svg": "x"})
    with pytest.raises(RunError, match="leads out of"):
        edition.publish(new, base, ["reports/figures/fig-a.svg"])
    assert list((tmp_path / "outside").iterdir()) == []


def test_second_lock_is_refused_and_names_the_holder(tmp_path):
    with edition.lock(tmp_path / "lock"):
        with pytest.raises(RunError, match=rf"another run \(process {os.getpid()}\) is at work"):
            with edition.lock(tmp_path / "lock"):
                pass
    with edition.lock(tmp_path / "lock"):
        pass


def test_output_folder_new_empty_or_ours_is_accepted(tmp_path):
    root, out = tmp_path / "project", tmp_path / "out"
    root.mkdir()
    assert edition.check_output_folder(out, root) == out
    edition.claim(out)
    (out / "reports").mkdir()
    assert edition.check_output_folder(out, root) == out
    assert edition.check_output_folder(root / "build" / "x", root) == root / "build" / "x"


@pytest.mark.parametrize("name", ["", ".", "..", "data", "data/raw", "reports/new", "notebooks", "src/helpers", ".git/x", "a file", "full", "nul\0l"])
def test_output_folder_with_anything_else_is_refused(tmp_path, name):
    root = tmp_path / "project"
    write(root, {"a file": "x", "full/thesis.tex": "x"})
    with pytest.raises(ParameterError, match="output folder"):
        edition.check_output_folder(root / name if name else "", root)
    assert read(root) == {"a file": "x", "full/thesis.tex": "x"}


def test_journal_holds_what_is_staged(folders):
    new, base = folders
    edition.stage(new, base, ["reports/report.html"], ["reports/tables/tbl-a.csv"])
    journal = json.loads((base / ".staging/journal.json").read_text())
    assert journal == {"put": {"reports/report.html": edition.digest(new / "reports/report.html")}, "remove": ["reports/tables/tbl-a.csv"]}
