"""The parameters of a run: what the command line may set, and what is refused before any kernel starts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.errors import ParameterError

PUBLISHABLE = ("as_of", "reading_set")      # the keys of [parameters] in reports/report.toml
OVERRIDE = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True)
class Parameters:
    """The cut-off day (ISO), the named reading set, and single overrides (reading id to alternative)."""

    as_of: str
    reading_set: str
    readings: Mapping[str, str] = field(default_factory=dict)

    def injected(self, published: Parameters) -> dict[str, object]:
        """What a notebook must be told: nothing for the published run, everything otherwise."""
        if self == published:
            return {}
        return {"as_of": self.as_of, "reading_set": self.reading_set, "readings": dict(sorted(self.readings.items()))}

    @property
    def slug(self) -> str:
        """A short name, fit for a folder: the same parameters give the same name."""
        parts = [safe(self.as_of), safe(self.reading_set)]
        if self.readings:
            text = repr(sorted(self.readings.items()))
            parts.append(hashlib.blake2b(text.encode(), digest_size=4).hexdigest())
        return "-".join(parts)


def safe(text: str) -> str:
    """The letters, digits, hyphens and underscores of `text`, at most forty."""
    return re.sub(r"[^A-Za-z0-9_-]", "", text)[:40] or "none"


def parse_overrides(text: str) -> dict[str, str]:
    """Read ``reading-id=alternative,reading-id=alternative``; ParameterError where it is written otherwise."""
    overrides: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in (text or "").split(","))):
        name, equals, alternative = (p.strip() for p in part.partition("="))
        if not (equals and OVERRIDE.fullmatch(name) and OVERRIDE.fullmatch(alternative)):
            raise ParameterError(f"{part!r} is not an override. Write reading-id=alternative, several joined by commas.")
        if overrides.setdefault(name, alternative) != alternative:
            raise ParameterError(f"reading {name!r} is overridden twice, with different alternatives. Keep one.")
    return overrides


def choose_parameters(published: Parameters, as_of: str = "", reading_set: str = "", overrides: str = "") -> Parameters:
    """The published parameters with what the command line sets in their place."""
    return Parameters(as_of or published.as_of, reading_set or published.reading_set, parse_overrides(overrides))


def check(as_of: str, reading_set: str, readings: Mapping[str, str]) -> None:
    """Open the study once with these parameters, so that what is wrong is said before a kernel starts.

    Raises
    ------
    ParameterError, DateError
        An impossible date, or one outside the data.
    ReadingError
        A reading set, a reading or an alternative that does not exist.
    DataError
        A raw table that is not what its schema says.
    """
    from helpers.study import open_study

    open_study(as_of=as_of, reading_set=reading_set, readings=dict(readings))
