"""Raw tables and readings damaged in every way we could think of: a valid result or one clear error, nothing else."""

import os
import random
import shutil
import subprocess
import traceback
from pathlib import Path

import pytest
import tiny

from helpers import paths
from helpers.errors import HelpersError
from helpers.findings import all_findings, evaluate
from helpers.study import open_study, write_processed

LONG = os.environ.get("HELPERS_LONG") == "1"
MUTATIONS = 1000 if LONG else 60
THOROUGH = 50           # every so many, a mutation that is accepted is computed to the end
SEED = 19480909
CELLS = [
    "", " ", "NA", "nan", "-1", "0", "1e9", "2012-02-30", "Febuary 2012", "19480909", "=HYPERLINK(\"x\")", "<script>alert(1)</script>",
    "#import \"x\"", "$\\input{x}$", "../../etc/passwd", "'; DROP TABLE", "\u202e", "윁", "a,b", "a;b", "\"", "\0", "🜍" * 50, "x" * 5000,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("mutations") / "data"
    shutil.copytree(paths.DATA, root, ignore=shutil.ignore_patterns("processed"))
    return root


def files(folder):
    return sorted([*folder.glob("raw/*.csv"), folder / "readings.toml"])


def change_cell(lines, chance):
    row = chance.randrange(len(lines))
    cells = lines[row].split(",")
    cells[chance.randrange(len(cells))] = chance.choice(CELLS)
    return [*lines[:row], ",".join(cells), *lines[row + 1:]]


def drop_row(lines, chance):
    row = chance.randrange(len(lines))
    return [*lines[:row], *lines[row + 1:]]


def double_row(lines, chance):
    row = chance.randrange(len(lines))
    return [*lines[:row], lines[row], *lines[row:]]


def swap_rows(lines, chance):
    a, b = sorted(chance.sample(range(len(lines)), 2)) if len(lines) > 1 else (0, 0)
    return [*lines[:a], lines[b], *lines[a + 1:b], lines[a], *lines[b + 1:]] if a != b else lines


def cut(lines, chance):
    text = "\n".join(lines)
    return text[: chance.randrange(len(text))].split("\n")


def flip_character(lines, chance):
    text = "\n".join(lines)
    place = chance.randrange(len(text))
    return (text[:place] + chance.choice("0123456789abcXYZ,\";=-~–\n\t한") + text[place + 1:]).split("\n")


def other_column(lines, chance):
    head = lines[0].split(",")
    head[chance.randrange(len(head))] = chance.choice(["", "id", "start", "as_printed", "new column"])
    return [",".join(head), *lines[1:]]


WAYS = [change_cell, change_cell, drop_row, double_row, swap_rows, cut, flip_character, flip_character, other_column]


def outcome(folder, *, thorough):
    """What the library makes of the data: "valid", or the error of ours; anything else is raised."""
    try:
        study = open_study(str(folder))
        if thorough:
            (folder / "processed").mkdir(exist_ok=True)
            write_processed(study, folder / "processed")
            for finding_id in all_findings():
                evaluate(study, finding_id)
    except HelpersError as failure:
        assert str(failure).strip().endswith((".", "?", "'", "`", ")")), f"not a sentence: {failure}"
        return failure
    return "valid"


def test_data_as_they_are_are_valid(folder):
    assert outcome(folder, thorough=True) == "valid"


def test_seeded_mutations_give_a_valid_result_or_one_error(folder):
    chance, refused, broken = random.Random(SEED), 0, []
    for number in range(MUTATIONS):
        path = chance.choice(files(folder))
        before, way = path.read_bytes(), chance.choice(WAYS)
        mutated = way(before.decode("utf-8").rstrip("\n").split("\n"), chance)
        try:
            path.write_text("\n".join(mutated) + "\n", encoding="utf-8", newline="\n")
            refused += outcome(folder, thorough=number % THOROUGH == 0) != "valid"
        except Exception as failure:
            at = traceback.extract_tb(failure.__traceback__)[-1]
            broken.append(f"{number}: {path.name} by {way.__name__}: {type(failure).__name__}: {str(failure)[:200]} ({Path(at.filename).name}:{at.lineno})")
        finally:
            path.write_bytes(before)
    assert broken == []
    assert refused > MUTATIONS // 3


@pytest.mark.parametrize("table", ["terms.csv", "desks.csv", "agreements.csv"])
def test_table_cut_off_in_a_row_is_refused(folder, table):
    path = folder / "raw" / table
    before = path.read_bytes()
    chance = random.Random(SEED)
    try:
        for _ in range(40 if LONG else 4):
            path.write_bytes(before[: chance.randrange(1, len(before) - 2)])
            assert outcome(folder, thorough=False) != "valid"
    finally:
        path.write_bytes(before)


BAD = {
    "bad date": ("raw/terms.csv", lambda text: text.replace("1953", "1953-45", 1)),
    "unknown column": ("raw/terms.csv", lambda text: text.replace("as_printed", "printed", 1)),
    "duplicate id": ("raw/outside.csv", lambda text: text + text.splitlines()[-1] + "\n"),
    "unknown reading": ("raw/outside.csv", lambda text: text.replace(",sim-chol-ho-start,", ",no-such-reading,")),
}


@pytest.mark.parametrize("kind", sorted(BAD) if LONG else ["duplicate id"])
def test_bad_data_stop_the_run_with_one_line(tmp_path, kind):
    root = tmp_path / "project"
    for part in ("data", "notebooks", "reports"):
        shutil.copytree(paths.ROOT / part, root / part)
    name, change = BAD[kind]
    path = root / "data" / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    before = tiny.contents(root)
    finished = subprocess.run(
        tiny.command("report"), env={**os.environ, "HELPERS_ROOT": str(root)}, cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert finished.returncode == 1
    assert Path(name).stem in finished.stderr.splitlines()[-1] and "Traceback" not in finished.stderr
    assert tiny.contents(root) == before
