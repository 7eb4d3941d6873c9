"""The project's own coded tables, opened once for all tests, under any choice of readings."""

from functools import cache

from helpers import paths, tables
from helpers.readings import load_readings
from helpers.study import AS_OF, Study, check_as_of, load_builders


@cache
def _opened():
    load_builders()
    return tables.load_raw(paths.DATA), load_readings(paths.DATA / "readings.toml"), {}


def open_coded(*, as_of=AS_OF, reading_set="document", **overrides):
    """A study of the project's tables; overrides as ``reading_id=alternative`` with ``_`` for ``-``."""
    raw, known, memory = _opened()
    chosen = {name.replace("_", "-"): alternative for name, alternative in overrides.items()}
    return Study(raw, known.choose(reading_set, chosen), check_as_of(as_of), memory)
