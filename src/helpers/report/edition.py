"""An edition: everything one report holds, harvested from notebooks and data, before any page is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers import tables
from helpers.report.publication import Publication
from helpers.report.spreadsheet import export_csv

WHOLE_DOCUMENT = 30  # a place of more lines than this
KIND_NAMES = {"figure": "Figure", "table": "Table", "finding": "Finding"}


@dataclass(frozen=True)
class Exhibit:
    """One figure, table or finding with its record, its number in the report and its notebook cell."""

    spec: Mapping
    number: int
    notebook: str
    cell: str
    csv: str = ""

    @property
    def id(self) -> str:
        """The permanent id."""
        return self.spec["id"]

    @property
    def kind(self) -> str:
        """What it is: ``figure``, ``table`` or ``finding``."""
        return self.spec["kind"]

    @property
    def label(self) -> str:
        """As cited in the text: ``Figure 3``."""
        return f"{KIND_NAMES[self.kind]} {self.number}"

    @property
    def title(self) -> str:
        """The title, or the sentence of a finding that has none."""
        return self.spec.get("title") or self.spec["sentence"]

    @property
    def places(self) -> list[str]:
        """The printed places the exhibit rests on, each once, in order."""
        joined = (place for entry in self.spec["lines"] for place in entry.split(";"))
        return list(dict.fromkeys(p.strip() for p in joined if p.strip()))

    @property
    def sources(self) -> list[str]:
        """The ids of the sources the exhibit rests on, each once, in order."""
        return list(dict.fromkeys(place.partition(":")[0] for place in self.places))

    @property
    def derived_from(self) -> list[str]:
        """The ids of the exhibits whose data this one is computed from."""
        return list(self.spec.get("derived_from", ()))

    @property
    def frame(self) -> pd.DataFrame:
        """The exhibit's data, read from its CSV."""
        return tables.frame_from_csv(self.csv)

    @property
    def data_sha256(self) -> str:
        """Hash of the published CSV file."""
        return tables.sha256(export_csv(self.csv))


@dataclass(frozen=True)
class Cell:
    """One notebook cell: its text, and what it shows in order."""

    id: str
    kind: str
    source: str
    tags: tuple[str, ...] = ()
    shows: tuple[tuple[str, str], ...] = ()  # ("exhibit", id) or ("text", words)


@dataclass(frozen=True)
class Chapter:
    """One notebook of the report."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Edition:
    """A whole report before it is set: chapters, exhibits, provenance, and the tables behind it."""

    publication: Publication
    chapters: tuple[Chapter, ...]
    exhibits: Mapping[str, Exhibit]
    provenance: Mapping
    ranges: Mapping[str, Mapping] = field(default_factory=dict)
    raw: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    discrepancies: pd.DataFrame | None = None
    readings: Mapping = field(default_factory=dict)
    literature: Path | None = None
    elsewhere: bool = False  # references may point to notebooks that are not in this edition

    def of_kind(self, kind: str) -> list[Exhibit]:
        """The exhibits of one kind, in the order of the document."""
        return [e for e in self.exhibits.values() if e.kind == kind]

    @property
    def choices(self) -> Mapping[str, str]:
        """The alternative chosen for every reading in this edition."""
        reading_set = self.provenance.get("reading_set", "document")
        chosen = {name: reading.favoured[reading_set] for name, reading in self.readings.items()}
        return chosen | dict(self.provenance.get("overrides", {}))

    def used_by(self) -> Mapping[str, Sequence[str]]:
        """Ids of the exhibits that rest on each printed place ``source_id:line``.

        A place of many lines is the whole document, and stands under its ``source_id`` alone.
        """
        index: dict[str, list[str]] = {}
        for exhibit in self.exhibits.values():
            for place in exhibit.places:
                lines = single_lines(place)
                for line in lines if len(lines) <= WHOLE_DOCUMENT else [place.partition(":")[0]]:
                    if exhibit.id not in index.setdefault(line, []):
                        index[line].append(exhibit.id)
        return index


def single_lines(place: str) -> list[str]:
    """``a:3-5`` as ``a:3``, ``a:4``, ``a:5``; a single line alone."""
    source, _, lines = place.partition(":")
    first, _, last = lines.partition("-")
    if not (first.isdigit() and (last.isdigit() or not last)):
        return [place]
    return [f"{source}:{n}" for n in range(int(first), int(last or first) + 1)]
