"""The study: raw tables, one choice of readings and a cut-off day, and everything that follows.

`Study.stage` computes a table or an analysis when it is first asked for, keeps it, and remembers
which readings it consulted on the way. The order of the stages is nowhere written down: a builder
asks for what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pandas as pd

from helpers import codebook, dates, paths, tables, readings as reading_files
from helpers.errors import ParameterError
from helpers.schemas import TABLES

AS_OF = "2026-11-21"
CUT_OFF = "as_of"           # under this name the trace of a stage holds the cut-off
BUILDERS: dict[str, Callable] = {}
STAGES = ("criticism", "organization", "postal", "tenure")


def builder(function: Callable) -> Callable:
    """Register ``build_<stage>(study, *args)`` as the builder of a stage."""
    BUILDERS[function.__name__.removeprefix("build_")] = function
    return function


@lru_cache(maxsize=1)
def load_builders() -> None:
    """Import the modules under `helpers.stages`, which register their builders."""
    for module in STAGES:
        import_module(f"helpers.stages.{module}")


class Study:
    """One universe: raw tables, `Choices` and a cut-off day; stages are computed lazily.

    Parameters
    ----------
    raw : mapping of table name to text frame
        The raw and reference tables, as `tables.load_raw` returns them. Never changed.
    choices : readings.Choices
    as_of : date
        The cut-off: nothing after it is known; there is no today.
    memory : dict, optional
        Results shared between universes: a stage is computed once for each combination of the
        alternatives it consults.
    """

    def __init__(self, raw: Mapping[str, pd.DataFrame], choices, as_of: date, memory: dict | None = None):
        self.raw, self.choices, self._day = raw, choices, as_of
        self._memory = {} if memory is None else memory
        self._own: dict[tuple, tuple[object, dict[str, str]]] = {}

    @property
    def as_of(self) -> date:
        """The cut-off day. Asking for it leaves a trace, as asking for a reading does."""
        self.choices.note({CUT_OFF: self._day.isoformat()})
        return self._day

    def stage(self, name: str, *args):
        """The result of a stage; frames are shared, so treat them as read-only.

        Raises ParameterError for an unknown stage.
        """
        return self.recall(*self._stage(name, args))[0]

    def consulted(self, name: str, *args) -> dict[str, str]:
        """The readings a stage rests on, with the chosen alternatives."""
        return readings_of(self.recall(*self._stage(name, args))[1])

    def _stage(self, name: str, args: tuple) -> tuple[tuple, Callable]:
        if name not in BUILDERS:
            raise ParameterError(f"stage {name!r} does not exist. There are: {', '.join(sorted(BUILDERS))}.")
        return (name, *args), lambda study: BUILDERS[name](study, *args)

    def recall(self, key: tuple, compute: Callable[[Study], object]) -> tuple[object, dict[str, str]]:
        """``compute(self)`` under `key`, kept and shared between universes, with the readings (and perhaps the cut-off) it consulted."""
        if key not in self._own:
            self._own[key] = self._remembered(key) or self._computed(key, compute)
        result, consulted = self._own[key]
        self.choices.note(consulted)
        return result, consulted

    def _remembered(self, key: tuple):
        """What was computed under `key` where everything it consulted was chosen as here, or None."""
        for names, results in self._memory.get(key, {}).items():
            if found := results.get(tuple(map(self._chosen, names))):
                return found
        return None

    def _chosen(self, name: str) -> str:
        return self._day.isoformat() if name == CUT_OFF else self.choices.peek(name)

    def _computed(self, key: tuple, compute: Callable[[Study], object]):
        self.choices.start_trace()
        try:
            result = compute(self)
        finally:
            consulted = self.choices.stop_trace()
        alike = self._memory.setdefault(key, {}).setdefault(tuple(consulted), {})
        alike[tuple(consulted.values())] = result, consulted
        return result, consulted

    def sibling(self, choices) -> Study:
        """The same study under other readings, sharing the memory of computed stages."""
        return Study(self.raw, choices, self._day, self._memory)

    def __getstate__(self) -> dict:
        return {"raw": self.raw, "choices": self.choices, "_day": self._day, "_memory": {}, "_own": {}}

    def coded(self, table: str, frame: pd.DataFrame, key: str) -> pd.DataFrame:
        """`frame` with the effects of the chosen readings on `table`."""
        return self.choices.apply(table, frame, key)


def readings_of(consulted: Mapping[str, str]) -> dict[str, str]:
    """What was consulted, without the cut-off."""
    return {name: value for name, value in consulted.items() if name != CUT_OFF}


def open_study(
    data_dir: str = "", *, as_of: str = AS_OF, reading_set: str = "document", readings: Mapping[str, str] | None = None
) -> Study:
    """Open the tables of a data folder under one choice of readings.

    Parameters
    ----------
    data_dir : str
        Folder with ``raw/`` and ``readings.toml``; empty: the project's own.
    as_of : str
        Cut-off day, ISO (``2026-11-21``).
    reading_set : str
        ``as_printed``, ``document`` or ``outside``.
    readings : mapping, optional
        Single overrides, reading id to alternative.

    Raises
    ------
    DataError, ReadingError, DateError
        With the place and the remedy.
    """
    load_builders()
    folder = paths.data_folder(data_dir)
    known = reading_files.load_readings(folder / "readings.toml")
    choices = known.choose(reading_set, readings)
    raw = tables.load_raw(folder)
    tables.check_reading_ids(raw, known)
    return Study(raw, choices, check_as_of(as_of))


def check_as_of(as_of: str) -> date:
    """The cut-off day; ParameterError where it lies before the first printed minister."""
    day = dates.parse_day(as_of, where="parameter as_of")
    if not date(1948, 9, 9) <= day <= date(2100, 1, 1):
        raise ParameterError(f"as_of is {as_of}; expected a day between 1948-09-09 and 2100-01-01. Write it as YYYY-MM-DD.")
    return day


def describe(study: Study) -> dict[str, object]:
    """What a reader needs to know of the run: cut-off, reading set, overrides, fingerprint of the data."""
    return {
        "as_of": study.as_of.isoformat(),
        "reading_set": study.choices.reading_set,
        "readings": study.choices.overrides,
        "data_sha256": tables.fingerprint(study.raw),
    }


def write_processed(study: Study, folder: Path) -> pd.DataFrame:
    """Write every processed table and datapackage.json into `folder`.

    Returns
    -------
    DataFrame
        table, rows, columns, title: what was written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in (t for t in TABLES.values() if t.folder == "processed"):
        frame = study.stage(table.name)
        tables.write_table(frame, table, folder)
        written.append((table.name, len(frame), len(table.columns), table.title))
    package = codebook.describe_package(folder, run=describe(study), sources=study.raw["sources"])
    (folder / "datapackage.json").write_text(codebook.package_text(package), encoding="utf-8", newline="\n")
    return pd.DataFrame(written, columns=["table", "rows", "columns", "title"])
