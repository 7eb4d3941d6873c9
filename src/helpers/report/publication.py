"""The publication: what reports/report.toml says of title, authors, version, date and parts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path

from helpers import paths
from helpers.dates import MONTHS
from helpers.errors import ParameterError

CONFIG = "report.toml"
REQUIRED = ("slug", "title", "authors", "version", "date", "licence", "licence_url", "notebooks")
ABSTRACT_PARTS = ("question", "data", "method", "results", "limits")


@dataclass(frozen=True)
class Publication:
    """Title, authors, version and parts of one report. `day` is its only date; there is no clock."""

    slug: str
    title: str
    authors: tuple[str, ...]
    version: str
    day: date
    licence: str
    licence_url: str
    notebooks: tuple[str, ...]
    subtitle: str = ""
    language: str = "en"
    url: str = ""
    doi: str = ""
    code_licence: str = ""
    keywords: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    abstract: Mapping[str, object] = field(default_factory=dict)
    prose: Mapping[str, str] = field(default_factory=dict)
    summary: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """The year of publication, in four digits."""
        return f"{self.day.year:04d}"

    @property
    def long_date(self) -> str:
        """The day of publication as a title page prints it: day, month in words, year."""
        return f"{self.day.day} {MONTHS[self.day.month - 1]} {self.year}"

    @property
    def epoch(self) -> int:
        """Seconds of the publication day's midnight (UTC): the date written into files."""
        return int(datetime(self.day.year, self.day.month, self.day.day, tzinfo=timezone.utc).timestamp())

    @property
    def link(self) -> str:
        """The public address: DOI before URL; empty where there is none."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def rights(self) -> str:
        """The copyright line: year, authors, licence."""
        return f"© {self.year} {', '.join(self.authors)}, {self.licence}"


def load_publication(path: Path | None = None) -> Publication:
    """Read report.toml with its prose files; raises ParameterError naming the file and the field."""
    path = Path(path or paths.REPORTS / CONFIG)
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ParameterError(f"{path} does not exist. The report needs its title, authors and notebooks there.") from None
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"{path.name} is not readable as TOML: {error}. Correct the file at that place.") from None
    if missing := [name for name in REQUIRED if not values.get(name)]:
        raise ParameterError(f"{path.name}: {missing[0]} is missing. A report has the fields {', '.join(REQUIRED)}.")
    known = set(Publication.__dataclass_fields__) - {"day"} | {"date"}
    if unknown := sorted(set(values) - known):
        raise ParameterError(f"{path.name}: unknown field {unknown[0]!r}. It may hold: {', '.join(sorted(known))}.")
    return Publication(**_typed(values, path))


def _typed(values: Mapping, path: Path) -> dict:
    typed = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k != "date"}
    try:
        typed["day"] = date.fromisoformat(values["date"])
    except ValueError:
        raise ParameterError(f"{path.name}: date is {values['date']!r}; write a day as YYYY-MM-DD.") from None
    if wrong := sorted(set(values.get("abstract", {})) - set(ABSTRACT_PARTS)):
        raise ParameterError(f"{path.name}: the abstract has a part {wrong[0]!r}. Its parts are {', '.join(ABSTRACT_PARTS)}.")
    typed["prose"] = {title: _prose(path.parent / file) for title, file in values.get("prose", {}).items()}
    return typed


def _prose(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ParameterError(f"report.toml names {path.name}, which does not exist. Write it or take it out.") from None
