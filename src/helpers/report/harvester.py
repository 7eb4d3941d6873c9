"""Harvest: executed notebooks in, an edition out. Exhibits are numbered in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import nbformat

from helpers import paths, readings as reading_files, tables
from helpers.errors import ExhibitError
from helpers.exhibits import EXHIBIT
from helpers.report.edition import Cell, Chapter, Edition, Exhibit
from helpers.report.publication import Publication, load_publication
from helpers.schemas import TABLES

NUMBERED = ("figure", "table", "finding")
HIDDEN_TAGS = {"parameters", "injected-parameters", "remove-cell"}
LITERATURE = "literature.bib"
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
REFERENCE = re.compile(r"@((?:fig|tbl|find)-[a-z0-9]+(?:-[a-z0-9]+)*)")


def harvest(
    notebooks: Iterable[Path] | None = None, *, publication: Publication | None = None,
    data_dir: str = "", out_dir: str = "",
) -> Edition:
    """The edition held by executed notebooks, with the tables and readings it was made from.

    Parameters
    ----------
    notebooks : paths in document order; None: those of the publication in notebooks/.
    publication : None: reports/report.toml.
    data_dir, out_dir : as the notebooks' parameters.

    Raises ExhibitError for a notebook that was not run or failed, an id shown twice, a reference to an
    exhibit that does not exist, and notebooks of different runs.
    """
    publication = publication or load_publication()
    files = [Path(n) for n in notebooks] if notebooks is not None else [paths.NOTEBOOKS / f"{n}.ipynb" for n in publication.notebooks]
    return gather([(f.stem, nbformat.read(f, as_version=4)) for f in files], publication, data_dir=data_dir, out_dir=out_dir)


def gather(
    notebooks: Iterable[tuple[str, object]], publication: Publication, *, data_dir: str = "", out_dir: str = "", alone: bool = False
) -> Edition:
    """As `harvest`, from (name, notebook node) pairs; `alone`: references may point to other notebooks."""
    records, chapters = [], []
    for name, notebook in notebooks:
        cells, shown = read_notebook(name, notebook)
        chapters.append(Chapter(name, cells))
        records += shown
    edition = Edition(
        publication, tuple(chapters), number_exhibits(records), one_provenance(records),
        ranges={row["finding_id"]: row for spec, *_ in records if spec["kind"] == "robustness" for row in spec["rows"]},
        literature=paths.REPORTS / LITERATURE,
    )
    if alone:
        edition = replace(edition, elsewhere=True)
    else:
        check_references(edition)
    return with_data(edition, data_dir, out_dir)


def read_notebook(name: str, notebook) -> tuple[tuple[Cell, ...], list[tuple]]:
    """The cells of one notebook, and its records as (spec, csv, notebook, cell id)."""
    cells, records = [], []
    for cell in notebook.cells:
        tags = tuple(cell.metadata.get("tags", ()))
        shows, shown = read_outputs(name, cell) if cell.cell_type == "code" else ((), [])
        records += shown
        cells.append(Cell(f"{name}-{cell.get('id', len(cells))}", cell.cell_type, cell.source, tags, shows))
    return tuple(cells), records


def read_outputs(name: str, cell) -> tuple[tuple, list[tuple]]:
    """What one code cell shows, as (kind, id or text), and its records as (spec, csv, notebook, cell id).

    Raises ExhibitError where the cell failed or shows a memory address, which differs in every run.
    """
    shows, records, place = [], [], f"{name}-{cell.get('id', '')}"
    for output in cell.outputs:
        where = f"notebooks/{name}.ipynb, cell {cell.get('id', '?')}"
        if output.output_type == "error":
            raise ExhibitError(f"{where} failed with {output.ename}: {output.evalue}. Run the notebook to its end first.")
        data = output.get("data", {})
        if EXHIBIT in data:
            spec = data[EXHIBIT]
            records.append((spec, data.get("text/csv", ""), name, place))
            shows.append(("exhibit", spec["id"]))
        elif not output.get("metadata", {}).get("helpers", {}).get("transient") and (text := plain_text(output)):
            if found := ADDRESS.search(text):
                raise ExhibitError(f"{where} shows the memory address {found[0]}, which differs in every run. Show a value instead.")
            shows.append(("text", text))
    return tuple(shows), records


def plain_text(output) -> str:
    """What an output says in plain text; standard error is left out."""
    if output.output_type == "stream":
        return output.text.rstrip() if output.name == "stdout" else ""
    return output.get("data", {}).get("text/plain", "").rstrip()


def number_exhibits(records: Iterable[tuple]) -> dict[str, Exhibit]:
    """Exhibits by id, numbered by kind in order; ExhibitError for an id shown twice."""
    exhibits, counts = {}, dict.fromkeys(NUMBERED, 0)
    for spec, csv, notebook, cell in records:
        if spec["kind"] not in NUMBERED:
            continue
        if spec["id"] in exhibits:
            raise ExhibitError(f"{spec['id']} is shown in {exhibits[spec['id']].cell} and again in {cell}. An id is given once.")
        counts[spec["kind"]] += 1
        exhibits[spec["id"]] = Exhibit(spec, counts[spec["kind"]], notebook, cell, csv)
    return exhibits


def one_provenance(records: Iterable[tuple]) -> Mapping:
    """The provenance all notebooks agree on; ExhibitError where two come from different runs."""
    found: dict = {}
    for spec, _, notebook, _ in records:
        if spec["kind"] != "provenance":
            continue
        values = {k: v for k, v in spec.items() if k not in ("kind", "id")}
        for key in values:
            if found and values[key] != found.get(key):
                raise ExhibitError(f"notebooks/{notebook}.ipynb was run with {key} {values[key]!r}, the ones before with {found.get(key)!r}. Run them all again.")
        found = values
    return found


def check_references(edition: Edition) -> None:
    """Every exhibit that a Markdown cell refers to, or that another is computed from, exists."""
    import difflib

    texts = [cell for chapter in edition.chapters for cell in chapter.cells if cell.kind == "markdown"]
    named = [(cell.id, key) for cell in texts for key in REFERENCE.findall(cell.source)]
    named += [(exhibit.id, key) for exhibit in edition.exhibits.values() for key in exhibit.derived_from]
    for where, key in named:
        if key not in edition.exhibits:
            near = difflib.get_close_matches(key, edition.exhibits, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else " Show it, or take the reference out."
            raise ExhibitError(f"{where} refers to @{key}, which no notebook shows.{hint}")


def with_data(edition: Edition, data_dir: str, out_dir: str) -> Edition:
    """The edition with raw tables, discrepancies and readings, as far as the folders hold them."""
    folder, processed = paths.data_folder(data_dir), paths.processed_folder(data_dir, out_dir)
    raw = {t.name: tables.read_table(folder / "raw" / f"{t.name}.csv", t)
           for t in TABLES.values() if t.folder == "raw" and (folder / "raw" / f"{t.name}.csv").exists()}
    found = processed / "discrepancies.csv"
    discrepancies = tables.read_table(found, TABLES["processed/discrepancies"]) if found.exists() else None
    toml = folder / "readings.toml"
    readings = reading_files.load_readings(toml) if toml.exists() else {}
    return replace(edition, raw=raw, discrepancies=discrepancies, readings=readings)
