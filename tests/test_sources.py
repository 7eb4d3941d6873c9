"""verify-sources: small made documents always, the real ones where HELPERS_SOURCES names their folder."""

import hashlib
import os
from pathlib import Path

import pandas as pd
import pytest

from helpers import sources, tables
from helpers.errors import DataError

DOCUMENT = "= A ministry =\n\nMinister:  Kim   Il, from 1948\nSeat: Pyongyang\n"


def text_frame(columns, *rows):
    return pd.DataFrame([row for row in rows], columns=columns.split(), dtype=str)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a-page.txt").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def raw():
    digest = hashlib.sha256(DOCUMENT.encode()).hexdigest()
    return {
        "sources": text_frame("source_id kind sha256", ("a-page", "seed", digest), ("elsewhere", "outside", "")),
        "terms": text_frame("source_id line as_printed", ("a-page", "3", "Kim Il, from 1948")),
        "facts": text_frame("source_id line as_printed", ("a-page", "4", "Pyong yang")),
        "uncoded": text_frame("uncoded_id source_id line reason", ("u-1", "a-page", "1", "heading")),
    }


def changed(raw, table, **cells):
    return raw | {table: raw[table].assign(**cells)}


def test_verify_complete_transcription_holds(folder, raw):
    coverage = sources.verify(folder, raw)
    assert coverage.ok
    assert coverage.lines[["line", "status"]].values.tolist() == [[1, "uncoded"], [3, "cited"], [4, "cited"]]


def test_verify_words_of_another_line_are_a_miss_naming_row_and_place(folder, raw):
    coverage = sources.verify(folder, changed(raw, "facts", as_printed="Wonsan"))
    assert coverage.misses == (
        "raw/facts.csv row 2 (a-page:4): 'Wonsan' does not stand on that line. Correct the transcription or the line.",
    )


def test_verify_letter_case_counts_while_white_space_does_not(folder, raw):
    assert sources.verify(folder, changed(raw, "facts", as_printed="Seat:Pyongyang")).ok
    assert not sources.verify(folder, changed(raw, "facts", as_printed="seat: Pyongyang")).ok


@pytest.mark.parametrize(("cells", "words"), [
    ({"line": "9"}, "the document has lines 1 to 5"),
    ({"line": "four"}, "the document has lines 1 to 5"),
    ({"source_id": "b-page"}, "'b-page' is not one of the documents"),
    ({"as_printed": "  "}, "as_printed is blank"),
])
def test_verify_wrong_place_or_blank_print_is_a_miss(folder, raw, cells, words):
    misses = sources.verify(folder, changed(raw, "facts", **cells)).misses
    assert any(words in miss for miss in misses)


def test_verify_line_without_row_or_reason_is_a_miss(folder, raw):
    coverage = sources.verify(folder, raw | {"uncoded": raw["uncoded"].iloc[:0]})
    assert len(coverage.misses) == 1
    assert coverage.misses[0].startswith("a-page:1: no row of a raw table cites this line.")


def test_verify_line_both_cited_and_uncoded_is_a_miss(folder, raw):
    misses = sources.verify(folder, changed(raw, "uncoded", line="4")).misses
    assert any("raw/uncoded.csv says 'heading', but raw/facts.csv cites it" in miss for miss in misses)


def test_verify_uncoded_blank_line_is_a_miss(folder, raw):
    misses = sources.verify(folder, changed(raw, "uncoded", line="2")).misses
    assert any("(a-page:2): no words are printed there" in miss for miss in misses)


def test_verify_every_miss_is_reported_at_once(folder, raw):
    wrong = changed(changed(raw, "facts", as_printed="Wonsan"), "terms", as_printed="Kim Jong")
    assert len(sources.verify(folder, wrong).misses) == 2


def test_verify_other_file_than_the_recorded_one_raises(folder, raw):
    (folder / "a-page.txt").write_text(DOCUMENT + "more\n", encoding="utf-8")
    with pytest.raises(DataError, match="Give the file that was transcribed"):
        sources.verify(folder, raw)


def test_verify_missing_document_raises(tmp_path, raw):
    with pytest.raises(DataError, match="a-page.txt does not exist"):
        sources.verify(tmp_path, raw)


def test_verify_outside_sources_need_no_document(folder, raw):
    assert "elsewhere" not in set(sources.verify(folder, raw).lines["source_id"])


def test_verify_rows_of_an_outside_list_are_not_held_against_the_documents(folder, raw):
    more = pd.concat([raw["terms"], text_frame("source_id line as_printed", ("elsewhere", "7", "Pak Yi, 1950–1952"))], ignore_index=True)
    assert sources.verify(folder, raw | {"terms": more}).ok


def test_write_lines_records_the_words_of_every_printed_line(folder, raw, tmp_path):
    table = tables.TABLES["raw/sources"]
    (tmp_path / "data" / "raw").mkdir(parents=True)
    listed = raw["sources"].reindex(columns=table.column_names, fill_value="x").assign(retrieved_edtf="")
    listed.to_csv(tmp_path / "data" / "raw" / "sources.csv", index=False, lineterminator="\n")
    written = tables.read_table(sources.write_lines(folder, str(tmp_path / "data")), tables.TABLES["raw/lines"])
    assert written[["source_id", "line"]].values.tolist() == [["a-page", "1"], ["a-page", "3"], ["a-page", "4"]]
    assert written["words"][2].split() == tables.word_prints("Seat Pyongyang")


def test_render_gives_coverage_then_misses(folder, raw):
    report = sources.render(sources.verify(folder, changed(raw, "facts", as_printed="Wonsan")))
    assert report.splitlines()[0] == "a-page: 3 printed lines, 2 cited by 2 rows, 1 without a fact, 0 missing"
    assert report.splitlines()[-1] == "1 to correct"


def test_real_documents_are_transcribed_to_the_last_line():
    if not (directory := os.environ.get("HELPERS_SOURCES")):
        pytest.skip("HELPERS_SOURCES does not name the folder of the documents")
    report, ok = sources.verify_directory(Path(directory))
    assert ok, report
