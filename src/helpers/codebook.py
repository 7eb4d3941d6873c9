"""The codebook and the Data Package description, rendered from the schemas and from nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers import __version__
from helpers.schemas import FRICTIONLESS_TYPES, PATTERNS, TABLES, Column, Table

FOLDERS = {
    "raw": "as printed, written by people",
    "reference": "reference data from public sources",
    "processed": "tidy tables for one choice of readings, written by `01_clean` only",
}
LICENCES = [{"name": "CC-BY-SA-4.0", "path": "https://creativecommons.org/licenses/by-sa/4.0/", "title": "Creative Commons Attribution-ShareAlike 4.0"}]
TITLE = "Two North Korean ministries: tenure, organization and postal exchange"


def render_codebook() -> str:
    """The whole of data/CODEBOOK.md."""
    parts = [
        "# Codebook\n\nEvery table and every column. Generated from `helpers.schemas` by `python -m helpers codebook`; edit it there.\n\n"
        "All tables are CSV, UTF-8, LF, sorted by key, read as text; an empty cell means *not printed*, *not known* or *not applicable*, as the column says. "
        "Columns that end in `_edtf` hold EDTF text (ISO 8601-2), as precise as the print; bounds are ISO days.\n"
    ]
    for folder, meaning in FOLDERS.items():
        parts.append(f"## data/{folder}/ : {meaning}\n")
        parts += [_table_text(t) for t in TABLES.values() if t.folder == folder]
    return "\n".join(parts)


def _table_text(table: Table) -> str:
    head = f"### {table.name}.csv\n\n{table.title}. Key: {', '.join(f'`{k}`' for k in table.key)}.\n\n| column | type | may be empty | meaning |\n|---|---|---|---|\n"
    return head + "".join(_column_text(c) for c in table.columns)


def _column_text(column: Column) -> str:
    kind = "one of " + ", ".join(f"`{w}`" for w in column.type) if isinstance(column.type, tuple) else column.type
    meaning = column.description + (f" (→ `{column.refers_to}`)" if column.refers_to else "")
    return f"| `{column.name}` | {kind} | {'yes' if column.empty else 'no'} | {meaning.replace('|', chr(92) + '|')} |\n"


def describe_package(folder: Path, *, run: Mapping[str, object], sources: pd.DataFrame) -> dict:
    """The Data Package (version 2) of the processed tables lying in `folder`.

    Parameters
    ----------
    folder : Path
        Where the CSV files are; sizes and hashes are taken from them.
    run : mapping
        What the tables were made from: as_of, reading_set, readings, data_sha256.
    sources : DataFrame
        raw/sources.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "two-north-korean-ministries",
        "title": TITLE,
        "version": __version__,
        "licenses": LICENCES,
        "sources": [{"title": r.title, **({"path": r.url} if r.url else {})} for r in sources.itertuples() if r.kind == "seed"],
        "run": dict(run),
        "resources": [_resource(t, folder) for t in TABLES.values() if t.folder == "processed"],
    }


def _resource(table: Table, folder: Path) -> dict:
    data = (Path(folder) / f"{table.name}.csv").read_bytes()
    schema: dict = {"fields": [_field(c) for c in table.columns], "primaryKey": list(table.key), "missingValues": [""]}
    if keys := _foreign_keys(table):
        schema["foreignKeys"] = keys
    return {
        "name": table.name, "type": "table", "title": table.title, "path": f"{table.name}.csv", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "schema": schema,
    }


def _field(column: Column) -> dict:
    constraints: dict = {} if column.empty else {"required": True}
    if isinstance(column.type, tuple):
        constraints["enum"] = list(column.type)
    elif column.type in PATTERNS and column.type not in FRICTIONLESS_TYPES:
        constraints["pattern"] = PATTERNS[column.type]
    kind = "string" if isinstance(column.type, tuple) else FRICTIONLESS_TYPES.get(column.type, "string")
    return {"name": column.name, "type": kind, "description": column.description, **({"constraints": constraints} if constraints else {})}


def _foreign_keys(table: Table) -> list[dict]:
    keys = []
    for column in table.columns:
        folder, _, target = column.refers_to.partition("/")
        if folder == "processed" and not column.name.endswith("s"):
            resource, _, field = target.partition(".")
            keys.append({"fields": [column.name], "reference": {"resource": "" if resource == table.name else resource, "fields": [field]}})
    return keys


def package_text(package: Mapping) -> str:
    """The Data Package description as JSON text, with a final newline."""
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
