"""The transcription against the documents: every printed word where it is said to stand, no line left over.

The documents themselves are not part of the project; who has them can check with
``python -m helpers verify-sources DIR``. A document is ``DIR/<source_id>.txt`` and counts only if it is
the very file whose SHA-256 raw/sources.csv records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import tables
from helpers.errors import DataError
from helpers.paths import data_folder

CITING = ("source_id", "line")  # a raw table cites the documents if it has these columns
NOT_CITING = ("lines", "uncoded")  # fingerprints of all lines; lines that hold no fact


@dataclass(frozen=True)
class Coverage:
    """What became of every line of the documents.

    Attributes
    ----------
    lines : DataFrame
        One row a printed line: source_id, line (int), status (cited | uncoded | missing), tables (names
        joined by ``;``), rows (citing rows), reason (of an uncoded line).
    misses : tuple of str
        One sentence for each thing that is wrong; empty where the transcription holds.
    """

    lines: pd.DataFrame
    misses: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether there are no misses."""
        return not self.misses


def verify(directory: str | Path, raw: Mapping[str, pd.DataFrame]) -> Coverage:
    """Hold the raw tables against the documents in a folder.

    Parameters
    ----------
    directory : path
        Folder with ``<source_id>.txt`` for every source of kind ``seed``; rows that cite an outside source are not held against it.
    raw : mapping of table name to text frame
        As `tables.load_raw` returns them; ``sources`` and ``uncoded`` must be among them.

    Raises
    ------
    DataError
        A document is missing or is another file than the one that was transcribed. Everything else is
        collected as a miss, so that one run shows all.
    """
    seeds = raw["sources"][raw["sources"]["kind"] == "seed"]
    documents = {s.source_id: read_document(Path(directory), s.source_id, sha256=s.sha256) for s in seeds.itertuples()}
    citing = citations(raw)
    outside = raw["sources"].loc[raw["sources"]["kind"] != "seed", "source_id"]
    citing = citing[~citing["source_id"].isin(outside)]
    uncoded = raw["uncoded"]
    coverage = cover(documents, citing, uncoded)
    misses = [*misprints(documents, citing), *stray_lines(documents, uncoded), *gaps(coverage)]
    return Coverage(coverage, tuple(misses))


def verify_directory(path: str | Path, data_dir: str = "") -> tuple[str, bool]:
    """The report on the documents in `path` against the project's raw tables, and whether all holds."""
    coverage = verify(path, tables.load_folder(data_folder(data_dir) / "raw", "raw"))
    return render(coverage), coverage.ok


def write_lines(path: str | Path, data_dir: str = "") -> Path:
    """Record the fingerprints of the lines of every document in raw/lines.csv; its path.

    The documents must be those whose SHA-256 raw/sources.csv records. Raises DataError otherwise.
    """
    folder = data_folder(data_dir) / "raw"
    listed = tables.read_table(folder / "sources.csv", tables.TABLES["raw/sources"])
    seeds = listed[listed["kind"] == "seed"]
    printed = [
        (seed.source_id, str(number), " ".join(words))
        for seed in seeds.itertuples()
        for number, text in enumerate(read_document(Path(path), seed.source_id, sha256=seed.sha256), 1)
        if (words := tables.word_prints(text))
    ]
    table = tables.TABLES["raw/lines"]
    return tables.write_table(pd.DataFrame(printed, columns=table.column_names, dtype=str), table, folder)


def read_document(directory: Path, source_id: str, *, sha256: str) -> list[str]:
    """The lines of one document; its bytes must have the recorded SHA-256."""
    path = directory / f"{source_id}.txt"
    if not path.is_file():
        raise DataError(f"{path} does not exist. Give the folder that holds {source_id}.txt and the other documents.")
    content = path.read_bytes()
    if (found := hashlib.sha256(content).hexdigest()) != sha256:
        raise DataError(
            f"{path}: SHA-256 is {found[:12]}…, but raw/sources.csv records {sha256[:12] or 'none'}… for {source_id}. "
            "Give the file that was transcribed, or transcribe this one and record its SHA-256."
        )
    return content.decode("utf-8").split("\n")


def citations(raw: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every raw row that names a line: table, row (as numbered in its file), source_id, line, as_printed."""
    frames = [
        frame.assign(table=name, row=[str(i + 2) for i in range(len(frame))])[["table", "row", *CITING, *_printed(frame)]]
        for name, frame in sorted(raw.items())
        if set(CITING) <= set(frame.columns) and name not in NOT_CITING
    ]
    return pd.concat(frames, ignore_index=True).query("line != ''").reset_index(drop=True)


def _printed(frame: pd.DataFrame) -> list[str]:
    return ["as_printed"] if "as_printed" in frame.columns else []


def squeeze(text: str) -> str:
    """Text without its white space: how it is set does not matter, which letters stand does."""
    return "".join(text.split())


def misprints(documents: Mapping[str, list[str]], citing: pd.DataFrame) -> Iterator[str]:
    """A sentence for each row whose line does not exist or does not carry its printed words."""
    for row in citing.itertuples():
        where = f"raw/{row.table}.csv row {row.row} ({row.source_id}:{row.line})"
        printed = row.as_printed if isinstance(getattr(row, "as_printed", None), str) else None
        if row.source_id not in documents:
            yield f"{where}: {row.source_id!r} is not one of the documents. Correct the source_id."
        elif not row.line.isdigit() or not 1 <= int(row.line) <= len(documents[row.source_id]):
            yield f"{where}: the document has lines 1 to {len(documents[row.source_id])}. Correct the line."
        elif printed is not None and not squeeze(printed):
            yield f"{where}: as_printed is blank. Give the words that stand there."
        elif printed is not None and squeeze(printed) not in squeeze(documents[row.source_id][int(row.line) - 1]):
            yield f"{where}: {printed[:70]!r} does not stand on that line. Correct the transcription or the line."


def stray_lines(documents: Mapping[str, list[str]], uncoded: pd.DataFrame) -> Iterator[str]:
    """A sentence for each row of raw/uncoded.csv that names no printed line."""
    for row in uncoded.itertuples():
        lines = documents.get(row.source_id, [])
        if not (row.line.isdigit() and 1 <= int(row.line) <= len(lines) and lines[int(row.line) - 1].strip()):
            yield (
                f"raw/uncoded.csv row {row.Index + 2} ({row.source_id}:{row.line}): no words are printed there. "
                "Remove the row or correct its place."
            )


def cover(documents: Mapping[str, list[str]], citing: pd.DataFrame, uncoded: pd.DataFrame) -> pd.DataFrame:
    """One row a printed line of every document; see `Coverage.lines`."""
    printed = pd.DataFrame(
        [(s, str(n)) for s, lines in documents.items() for n, text in enumerate(lines, 1) if text.strip()],
        columns=list(CITING),
    )
    cited = citing.groupby(list(CITING)).agg(tables=("table", lambda t: ";".join(sorted(set(t)))), rows=("table", "size"))
    out = printed.merge(cited.reset_index(), on=list(CITING), how="left", validate="1:1")
    out = out.merge(uncoded[[*CITING, "reason"]], on=list(CITING), how="left", validate="1:1")
    out = out.fillna({"tables": "", "rows": 0, "reason": ""}).astype({"rows": int, "line": int})
    status = out["reason"].ne("").map({True: "uncoded", False: "missing"}).where(out["rows"] == 0, "cited")
    return out.assign(status=status)


def gaps(coverage: pd.DataFrame) -> Iterator[str]:
    """A sentence for each printed line that nothing accounts for, or that two places account for."""
    for row in coverage.itertuples():
        if row.status == "missing":
            yield (
                f"{row.source_id}:{row.line}: no row of a raw table cites this line. "
                "Code what it says, or list it in raw/uncoded.csv with the reason."
            )
        elif row.status == "cited" and row.reason:
            yield (
                f"{row.source_id}:{row.line}: raw/uncoded.csv says {row.reason!r}, but raw/{row.tables.split(';')[0]}.csv "
                "cites it. Keep one of the two."
            )


def summary(coverage: pd.DataFrame) -> pd.DataFrame:
    """Lines of each document by what became of them: source_id, printed, cited, uncoded, missing, rows."""
    counts = pd.crosstab(coverage["source_id"], coverage["status"]).reindex(columns=["cited", "uncoded", "missing"], fill_value=0)
    rows = coverage.groupby("source_id")["rows"].sum()
    return counts.assign(printed=counts.sum(axis=1), rows=rows).reset_index()[
        ["source_id", "printed", "cited", "uncoded", "missing", "rows"]
    ].rename_axis(columns=None)


def render(coverage: Coverage) -> str:
    """The coverage of each document, the use of each table, then every miss on a line of its own."""
    per_document = [
        f"{r.source_id}: {r.printed} printed lines, {r.cited} cited by {r.rows} rows, {r.uncoded} without a fact, {r.missing} missing"
        for r in summary(coverage.lines).itertuples()
    ]
    used = coverage.lines.loc[coverage.lines["tables"] != "", "tables"].str.split(";").explode().value_counts().sort_index()
    per_table = [f"  {name}: cites {count} lines" for name, count in used.items()]
    verdict = "every line is accounted for" if coverage.ok else f"{len(coverage.misses)} to correct"
    return "\n".join([*per_document, *per_table, *(f"miss: {m}" for m in coverage.misses), verdict])
