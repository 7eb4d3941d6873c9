"""Tables: reading as text, one clear error for each way to be wrong, typed frames for exhibits."""

import importlib
import shutil

import pandas as pd
import pytest

from helpers import beforehand, paths, tables
from helpers.errors import DataError
from helpers.schemas import TABLES
from helpers.study import open_study, write_processed

TERMS = TABLES["raw/terms"]
HEAD = "source_id,line,ministry_id,as_printed\n"


def write(tmp_path, text):
    path = tmp_path / "terms.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_read_table_keeps_text_as_text(tmp_path):
    frame = tables.read_table(write(tmp_path, HEAD + "doc-a,007,posts,NA\n"), TERMS)
    assert frame.iloc[0].to_dict() == {"source_id": "doc-a", "line": "007", "ministry_id": "posts", "as_printed": "NA"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("source_id,line,as_printed\nd,1,x\n", r"raw/terms.csv row 1: no column 'ministry_id'"),
        (HEAD.replace("line", "lines") + "d,1,posts,x\n", "unknown column 'lines'"),
        (HEAD + "d,1,posts\n", "row 2: 3 cells found, 4 expected"),
        (HEAD + "d,x,posts,y\n", r"row 2 \(d:x\): line is 'x'; expected a value of type integer"),
        (HEAD + "d,1,posts,a\nd,1,posts,b\n", "row [23].*stands twice"),
        (HEAD + "d,1,posts,\n", "as_printed is ''; expected a value"),
        (HEAD + 'd,1,posts,"a\n', "not well-formed CSV|ends in the middle"),
        (HEAD + "d,1,posts,a", "ends in the middle of a row"),
        ("", "ends in the middle of a row or is empty"),
        (HEAD.encode() + b"d,1,posts,\xff\n", "not UTF-8"),
    ],
)
def test_read_table_wrong_file_is_refused_with_its_place(tmp_path, text, words):
    with pytest.raises(DataError, match=words):
        tables.read_table(write(tmp_path, text), TERMS)


def test_read_table_bad_date_names_row_and_remedy(tmp_path):
    table = TABLES["raw/ministries"]
    path = tmp_path / "ministries.csv"
    path.write_text(",".join(table.column_names) + "\nposts,Posts,,Febuary 2012,doc-a,5,April 8\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"row 2 \(doc-a:5\): founded_edtf is 'Febuary 2012'; expected an EDTF date"):
        tables.read_table(path, table)


def frames(line="3", printed="Kim Jong-ju"):
    lines = pd.DataFrame({"source_id": ["doc-a"], "line": ["3"], "words": [" ".join(tables.word_prints("- Kim Jong-ju: 1948 ~ ?"))]})
    terms = pd.DataFrame({"source_id": ["doc-a"], "line": [line], "ministry_id": ["posts"], "as_printed": [printed]})
    empty = {t.name: pd.DataFrame(columns=t.column_names, dtype=str) for t in TABLES.values() if t.folder == "raw"}
    return empty | {"lines": lines, "terms": terms}


def test_check_places_words_on_the_line_pass():
    tables.check_places(frames())


@pytest.mark.parametrize(
    ("line", "printed", "words"),
    [("4", "Kim Jong-ju", "no printed line 4"), ("3", "Kim Jong-il", "'Kim Jong-il' is not printed on that line")],
)
def test_check_places_wrong_line_or_words_are_refused(line, printed, words):
    with pytest.raises(DataError, match=rf"raw/terms.csv row 2 \(doc-a:{line}\).*{words}"):
        tables.check_places(frames(line, printed))


@pytest.mark.parametrize(("sha256", "refused"), [("", False), ("0" * 64, True)])
def test_check_places_source_without_recorded_lines_is_taken_at_its_word_unless_its_file_is_recorded(sha256, refused):
    found = frames()
    found["sources"] = pd.DataFrame([("list-b", sha256)], columns=["source_id", "sha256"])
    found["terms"] = found["terms"].assign(source_id="list-b", line="99")
    if not refused:
        return tables.check_places(found)
    with pytest.raises(DataError, match=r"SHA-256 of list-b, but raw/lines.csv has none of its lines\. Run .*--write-lines"):
        tables.check_places(found)


def test_check_references_unknown_id_is_refused():
    wrong = frames()
    wrong["sources"] = pd.DataFrame({"source_id": ["doc-a"]}).reindex(columns=TABLES["raw/sources"].column_names, fill_value="")
    with pytest.raises(DataError, match="ministry_id is 'posts', which raw/ministries.ministry_id does not have"):
        tables.check_references(wrong)


def test_frame_from_csv_types_numbers_and_keeps_ids_and_blanks():
    frame = tables.frame_from_csv("name,line,days,share,start_edtf,iso3\nNA,12,5,,1980,NAM\n,13,,0.5,,\n")
    assert list(frame["name"]) == ["NA", ""]
    assert list(frame["line"]) == ["12", "13"]
    assert list(frame["start_edtf"]) == ["1980", ""]
    assert frame["days"].iloc[0] == 5 and pd.isna(frame["days"].iloc[1])
    assert frame["share"].iloc[1] == 0.5


def test_csv_text_round_trip_is_stable():
    frame = pd.DataFrame({"day": ["2001-01-01", ""], "n": [1.0, float("nan")], "m": [3, 4]})
    text = tables.csv_text(frame)
    assert text == "day,n,m\n2001-01-01,1,3\n,,4\n"
    assert tables.csv_text(tables.frame_from_csv(text)) == text


def test_fingerprint_changes_with_one_cell():
    a, b = pd.DataFrame({"x": ["1"]}), pd.DataFrame({"x": ["2"]})
    assert tables.fingerprint({"t": a}) == tables.fingerprint({"t": a.copy()}) != tables.fingerprint({"t": b})


def test_reading_that_does_not_exist_is_refused_with_its_place():
    frames = {"outside": pd.DataFrame({"bears_on": ["", "a;b"]}), "lines": pd.DataFrame({"line": ["1"]})}
    tables.check_reading_ids(frames, {"a", "b"})
    with pytest.raises(DataError, match="raw/outside.csv row 3: bears_on names 'b', which readings.toml does not have."):
        tables.check_reading_ids(frames, {"a"})


def test_unbounded_and_missing_numbers_are_blank_cells():
    frame = pd.DataFrame({"n": [1.0, 2.5, float("inf"), float("nan")]})
    assert tables.csv_text(frame) == 'n\n1\n2.5\n""\n""\n'


@pytest.mark.parametrize("as_of", ["1948-09-09", "1950-01-01"])
def test_processed_tables_of_an_early_day_are_written_empty_or_not(as_of, tmp_path):
    written = write_processed(open_study(as_of=as_of), tmp_path).set_index("table")["rows"]
    assert written["successions"] == 0 < written["spells"]


@pytest.fixture
def data(tmp_path):
    """A copy of the project's data folder."""
    return shutil.copytree(paths.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("processed"))


def test_load_raw_reads_the_same_files_once_and_gives_nobody_anothers_changes(data, monkeypatch):
    first = tables.load_raw(data)
    first["ministries"].loc[0, "ministry_id"] = "changed"
    monkeypatch.setattr(tables, "read_table", None)     # whoever reads again fails
    second = tables.load_raw(data)
    assert second.keys() == first.keys() and "changed" not in set(second["ministries"]["ministry_id"])


def test_load_raw_reads_files_again_that_changed(data):
    before = tables.load_raw(data)["ministries"]
    path = data / "raw" / "ministries.csv"
    path.write_text(path.read_text(encoding="utf-8") + path.read_text(encoding="utf-8").splitlines()[-1] + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="stands twice"):
        tables.load_raw(data)
    path.write_text(path.read_text(encoding="utf-8").rpartition("\n")[0].rpartition("\n")[0] + "\n", encoding="utf-8")
    pd.testing.assert_frame_equal(tables.load_raw(data)["ministries"], before)


def test_importing_beforehand_leaves_what_is_wrong_to_others(data, monkeypatch):
    (data / "raw" / "terms.csv").unlink()
    monkeypatch.setattr(paths, "DATA", data)
    importlib.reload(beforehand)
    with pytest.raises(DataError, match="raw/terms.csv does not exist"):
        tables.load_raw(data)
