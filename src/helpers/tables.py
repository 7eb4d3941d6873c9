"""Reading and writing tables. Every table is UTF-8 CSV with LF, read as text, sorted by its key.

No default missing values: the text ``NA`` is a country code, and an empty cell is an empty text.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd

from helpers.errors import DataError
from helpers.schemas import TABLES, Table, pandera_schema

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.IGNORECASE)
TEXT_COLUMNS = re.compile(r"(?:.*_)?(?:id|ids|edtf|printed|name|names|line|lines|day|date)(?:_.*)?|iso3|.*_(?:earliest|latest)")
WORD = re.compile(r"\w+")
READING_COLUMNS = ("bears_on", "reading_id")


def frame_from_csv(text: str) -> pd.DataFrame:
    """A tidy frame from CSV text: figures and exhibits draw what this returns.

    Columns named like ids, names, lines or dates stay text; another column becomes numeric when each
    of its non-blank cells is a number (blank becomes NaN); everything else is text with ``''`` kept.
    """
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, na_filter=False)
    numeric = [c for c in frame.columns if not TEXT_COLUMNS.fullmatch(c) and _is_numeric(frame[c])]
    return frame.assign(**{c: pd.to_numeric(frame[c].where(frame[c] != "")) for c in numeric})


def _is_numeric(column: pd.Series) -> bool:
    filled = column[column != ""]
    return len(filled) > 0 and filled.map(lambda v: NUMBER.fullmatch(v) is not None).all()


def csv_text(frame: pd.DataFrame) -> str:
    """The CSV text of a frame, LF line ends; whole numbers without ``.0``, floats at full precision, blank where missing or unbounded."""
    plain = frame.apply(_texts) if len(frame) else frame
    return plain.to_csv(index=False, lineterminator="\n")


def _texts(column: pd.Series) -> pd.Series:
    return column.fillna("") if isinstance(column.dtype, pd.StringDtype) else column.map(_cell)


def _cell(value) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)) or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def sha256(text: str | bytes) -> str:
    """The SHA-256 of bytes, or of a text as UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def read_table(path: Path, table: Table) -> pd.DataFrame:
    """One CSV file as text, checked against its schema.

    Raises DataError naming file, row and column, with what was found and what to do.
    """
    where = f"{table.folder}/{table.name}.csv"
    rows = _read_rows(path, where)
    if rows[0] != table.column_names:
        raise DataError(_column_complaint(rows[0], table, where))
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(rows[0]):
            raise DataError(
                f"{where} row {number}: {len(row)} cells found, {len(rows[0])} expected. "
                "Quote cells that hold commas, and complete a row that was cut off."
            )
    frame = pd.DataFrame(rows[1:], columns=rows[0], dtype=str)
    check_table(frame, table)
    return frame


def _read_rows(path: Path, where: str) -> list[list[str]]:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"{where} does not exist in {path.parent.name}/. Restore the table or give the right data folder.") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{where} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from None
    if "\0" in text:
        raise DataError(f"{where} holds a NUL byte. Restore the table from its last good state.")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DataError(f"{where} is not well-formed CSV: {error}. Close the quotes or restore the row.") from None
    if not rows or not text.endswith("\n"):
        raise DataError(f"{where} ends in the middle of a row or is empty. Complete its last row with a line end.")
    return rows


def _column_complaint(found: list[str], table: Table, where: str) -> str:
    unknown = [c for c in found if c not in table.column_names]
    missing = [c for c in table.column_names if c not in found]
    what = f"unknown column {unknown[0]!r}" if unknown else f"no column {missing[0]!r}" if missing else "columns in another order"
    return f"{where} row 1: {what}. Its columns are, in this order: {', '.join(table.column_names)}."


def check_table(frame: pd.DataFrame, table: Table) -> None:
    """Check a text frame by its pandera schema; DataError on the first failure, by row."""
    import pandera.errors as pe

    try:
        pandera_schema(f"{table.folder}/{table.name}").validate(frame, lazy=True)
    except pe.SchemaErrors as errors:
        raise DataError(_complaint(errors.failure_cases, frame, table)) from None


def _complaint(cases: pd.DataFrame, frame: pd.DataFrame, table: Table) -> str:
    where = f"{table.folder}/{table.name}.csv"
    placed = cases[cases["index"].notna()]
    if placed.empty:
        return f"{where}: {cases.iloc[0]['failure_case']} fails the check {cases.iloc[0]['check']!r}. See data/CODEBOOK.md."
    case = placed.sort_values("index", kind="stable").iloc[0]
    row = int(case["index"])
    place = f" ({frame['source_id'][row]}:{frame['line'][row]})" if {"source_id", "line"} <= set(frame.columns) else ""
    if str(case["check"]) == "multiple_fields_uniqueness":
        key = ", ".join(f"{k} = {frame[k][row]!r}" for k in table.key)
        return f"{where} row {row + 2}{place}: {key} stands twice. Each row needs its own {' + '.join(table.key)}; remove or renumber one."
    column = case["column"]
    meaning = next((c.description for c in table.columns if c.name == column), "")
    return (
        f"{where} row {row + 2}{place}: {column} is {frame[column][row]!r}; expected {case['check']} ({meaning}). "
        "Correct the cell; see data/CODEBOOK.md."
    )


def load_folder(folder: Path, kind: str) -> dict[str, pd.DataFrame]:
    """Every table of one kind (``raw``, ``processed``, ``reference``) by name, checked."""
    names = [t for t in TABLES.values() if t.folder == kind]
    return {t.name: read_table(Path(folder) / f"{t.name}.csv", t) for t in names}


def load_raw(data: Path) -> dict[str, pd.DataFrame]:
    """The raw and reference tables of a data folder, checked alone and against each other.

    A process, and every one forked from it, reads and checks the same files once. Raises DataError for a reference to an
    id that does not exist, a line outside its document or a printed string whose words are not on its line.
    """
    files = sorted(p for folder in ("raw", "reference") for p in (Path(data) / folder).glob("*.csv"))
    content = sha256("".join(f"{p.name} {sha256(p.read_bytes())}\n" for p in files))
    return {name: frame.copy(deep=False) for name, frame in _load_raw(Path(data), content).items()}


@lru_cache(maxsize=1)
def _load_raw(data: Path, content: str) -> dict[str, pd.DataFrame]:
    """The tables of `data` as long as the files in it have this `content`."""
    frames = load_folder(data / "raw", "raw") | load_folder(data / "reference", "reference")
    check_references(frames)
    check_places(frames)
    return frames


def check_references(frames: Mapping[str, pd.DataFrame]) -> None:
    """Every cell of a referring column exists where it refers to (inside `frames`)."""
    for table in TABLES.values():
        if table.folder == "processed" or table.name not in frames:
            continue
        for column in table.columns:
            folder, _, target = column.refers_to.partition("/")
            name, _, key = target.partition(".")
            if folder != "processed" and name in frames:
                _check_reference(frames[table.name], table, column.name, set(frames[name][key]), column.refers_to)


def _check_reference(frame: pd.DataFrame, table: Table, column: str, known: set[str], target: str) -> None:
    lost = frame[(frame[column] != "") & ~frame[column].isin(known)]
    if len(lost):
        row = int(lost.index[0])
        raise DataError(
            f"{table.folder}/{table.name}.csv row {row + 2}: {column} is {frame[column][row]!r}, which {target} does not have. "
            "Correct the id or add the row it refers to."
        )


def check_reading_ids(frames: Mapping[str, pd.DataFrame], known: Collection[str]) -> None:
    """Every reading that a raw table names (`READING_COLUMNS`, several joined by ``;``) is one of `known`."""
    for name, frame in frames.items():
        for column in (c for c in READING_COLUMNS if c in frame.columns):
            for row, cell in enumerate(frame[column]):
                if lost := [i for i in cell.split(";") if i and i not in known]:
                    raise DataError(
                        f"raw/{name}.csv row {row + 2}: {column} names {lost[0]!r}, which readings.toml does not have. "
                        "Correct the id or add the reading."
                    )


def word_prints(text: str) -> list[str]:
    """Short fingerprints of the words of a printed line, in order: enough to check, not to copy."""
    return [hashlib.sha256(w.encode()).hexdigest()[:5] for w in WORD.findall(text)]


def check_places(frames: Mapping[str, pd.DataFrame]) -> None:
    """Every (source_id, line) of a raw table exists, and the words of ``as_printed`` are on it.

    A source whose lines are not in raw/lines cannot be checked and is taken at its word, unless raw/sources records its
    SHA-256: then its lines must be recorded too.
    """
    lines = {(r.source_id, r.line): set(r.words.split()) for r in frames["lines"].itertuples()}
    unrecorded = _unrecorded(frames)
    for table in TABLES.values():
        if table.folder != "raw" or table.name == "lines" or not {"source_id", "line"} <= set(table.column_names):
            continue
        for row in frames[table.name].itertuples():
            if not row.line or row.source_id in unrecorded:
                continue
            where = f"raw/{table.name}.csv row {row.Index + 2} ({row.source_id}:{row.line})"
            if (words := lines.get((row.source_id, row.line))) is None:
                raise DataError(f"{where}: that document has no printed line {row.line}. Correct the line number.")
            if "as_printed" in table.column_names and not set(word_prints(row.as_printed)) <= words:
                raise DataError(
                    f"{where}: {row.as_printed[:60]!r} is not printed on that line. Correct the line or the transcription."
                )


def _unrecorded(frames: Mapping[str, pd.DataFrame]) -> set[str]:
    """The sources whose lines are not recorded and need not be."""
    missing = frames["sources"][~frames["sources"]["source_id"].isin(frames["lines"]["source_id"])]
    if len(named := missing[missing["sha256"] != ""]):
        raise DataError(
            f"raw/sources.csv records the SHA-256 of {named['source_id'].iloc[0]}, but raw/lines.csv has none of its lines. "
            "Run `python -m helpers verify-sources DIR --write-lines` with the folder of the documents."
        )
    return set(missing["source_id"])


def write_table(frame: pd.DataFrame, table: Table, folder: Path) -> Path:
    """Write one processed table: columns of its schema, sorted by key, checked first."""
    text = pd.DataFrame({c: _texts(frame[c]) for c in table.column_names}).astype("str")  # an empty table has no cells to tell by
    order = text.sort_values(list(table.key), kind="stable", key=_sort_key).reset_index(drop=True)
    check_table(order, table)
    path = Path(folder) / f"{table.name}.csv"
    path.write_text(csv_text(order), encoding="utf-8", newline="\n")
    return path


def _sort_key(column: pd.Series) -> pd.Series:
    return column.str.zfill(8) if column.str.fullmatch(r"\d*").all() else column


def fingerprint(frames: Mapping[str, pd.DataFrame]) -> str:
    """One SHA-256 over tables: names in order, each table's CSV text."""
    digest = hashlib.sha256()
    for name in sorted(frames):
        digest.update(f"{name}\n{csv_text(frames[name])}\n".encode())
    return digest.hexdigest()
