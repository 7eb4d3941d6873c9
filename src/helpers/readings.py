"""Readings: every ambiguous print once, with its alternatives, and the choice among them.

An alternative's effect is data, applied here and nowhere else:

- ``{table, id, set = {column = "value"}}`` changes cells of one coded row,
- ``{table, id, drop = true}`` leaves a coded row out,
- ``{option = "name", value = "…"}`` sets an analysis option.

A `Choices` remembers which readings were asked for while a stage of the study was computed; that is
how the project knows, without a hand-kept list, on which readings a number rests.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.errors import ReadingError
from helpers.methods import METHODS
from helpers.vocabulary import METHOD, READING_KINDS, READING_SETS

FIELDS = {"question", "kind", "sources", *READING_SETS, "why", "evidence", "alternatives"}
LIST_FIELDS = {"sources", "evidence"}
EFFECT_SHAPES = ({"table", "id", "set"}, {"table", "id", "drop"}, {"option", "value"})


@dataclass(frozen=True)
class Alternative:
    """One way to understand a print: what it means, and what it does to the coded tables."""

    alternative_id: str
    meaning: str
    effects: tuple[Mapping, ...]


@dataclass(frozen=True)
class Reading:
    """One ambiguity: its question, its printed lines, its alternatives and the favoured ones."""

    reading_id: str
    question: str
    kind: str
    sources: tuple[str, ...]
    favoured: Mapping[str, str]
    why: str
    evidence: tuple[str, ...]
    alternatives: Mapping[str, Alternative]

    def effects(self, alternative: str) -> tuple[Mapping, ...]:
        """What an alternative does to the coded tables and options."""
        return self.alternatives[alternative].effects

    @property
    def targets(self) -> frozenset[tuple[str, str]]:
        """(table, row id) pairs that any alternative touches; options as ("option", name)."""
        return frozenset(
            ("option", e["option"]) if "option" in e else (e["table"], e["id"])
            for a in self.alternatives.values() for e in a.effects
        )


class Readings(Mapping[str, Reading]):
    """All readings by id, in file order, with an index from what they touch to themselves."""

    def __init__(self, readings: Iterable[Reading]):
        self._by_id = {r.reading_id: r for r in readings}
        self._index: dict[str, dict[str, set[str]]] = {}
        for reading in self._by_id.values():
            for table, name in reading.targets:
                table = f"option:{name}" if table == "option" else table
                self._index.setdefault(table, {}).setdefault(reading.reading_id, set()).add(name)
        check_options(self)

    def __getitem__(self, reading_id: str) -> Reading:
        return self._by_id[reading_id]

    def __iter__(self):
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def touching(self, table: str) -> list[str]:
        """Ids of the readings with an effect on `table`, in file order."""
        return list(self._index.get(table, ()))

    def touching_rows(self, table: str, row_ids: Collection[str]) -> list[str]:
        """Ids of the readings with an effect on one of these rows of `table`."""
        return [r for r, touched in self._index.get(table, {}).items() if not touched.isdisjoint(row_ids)]

    def choose(self, reading_set: str = "document", overrides: Mapping[str, str] | None = None) -> Choices:
        """One universe: the alternatives of `reading_set`, single ones replaced by `overrides`.

        Raises ReadingError for an unknown set, reading or alternative, naming what there is.
        """
        if reading_set not in READING_SETS:
            raise ReadingError(f"reading set {reading_set!r} does not exist. Choose one of: {', '.join(READING_SETS)}.")
        chosen = {reading_id: reading.favoured[reading_set] for reading_id, reading in self.items()}
        for reading_id, alternative in (overrides or {}).items():
            chosen[reading_id] = check_alternative(self, reading_id, alternative)
        return Choices(self, chosen, reading_set)


class Choices:
    """One alternative for every reading, and a trace of the readings that were asked for."""

    def __init__(self, readings: Readings, chosen: Mapping[str, str], reading_set: str = "document"):
        self.readings, self.reading_set = readings, reading_set
        self._chosen, self._trace = dict(chosen), []

    @property
    def overrides(self) -> dict[str, str]:
        """The alternatives that differ from the named reading set."""
        return {r: a for r, a in self._chosen.items() if a != self.readings[r].favoured[self.reading_set]}

    def __getitem__(self, reading_id: str) -> str:
        check_reading(self.readings, reading_id)
        self.note({reading_id: self._chosen[reading_id]})
        return self._chosen[reading_id]

    def note(self, asked: Mapping[str, str]) -> None:
        """Leave a trace of what was asked for: readings, or something else such as the cut-off."""
        if self._trace:
            self._trace[-1] |= {name: value for name, value in asked.items() if name not in self._trace[-1]}

    def peek(self, reading_id: str) -> str:
        """The chosen alternative, without leaving a trace."""
        return self._chosen[reading_id]

    def as_dict(self) -> dict[str, str]:
        """Reading id to chosen alternative, as a copy that leaves no trace."""
        return dict(self._chosen)

    def start_trace(self) -> dict[str, str]:
        """Begin a trace: the mapping returned holds, once it is ended, every reading asked for from here on."""
        self._trace.append(consulted := {})
        return consulted

    def stop_trace(self) -> dict[str, str]:
        """End the trace begun last and return it: reading id to alternative, in the order asked for. The one around it goes on with it."""
        consulted = self._trace.pop()
        self.note(consulted)
        return consulted

    def option(self, name: str) -> str:
        """The value of an analysis option, as set by the reading that owns it."""
        owners = self.readings.touching(f"option:{name}")
        if not owners:
            raise ReadingError(f"no reading sets the option {name!r}. Add it to readings.toml or correct its name.")
        effects = self.readings[owners[0]].effects(self[owners[0]])
        return next(e["value"] for e in effects if e.get("option") == name)

    def apply(self, table: str, frame: pd.DataFrame, key: str) -> pd.DataFrame:
        """A copy of `frame` with the effects on `table` done; `key` is the column of row ids.

        Only readings that touch a row of this frame are consulted, so that a part of a table
        (one ministry) depends on its own readings alone.
        """
        rows = {row_id: position for position, row_id in enumerate(frame[key])}
        cells: dict[str, dict[int, str]] = {}
        dropped: set[int] = set()
        for reading_id in self.readings.touching_rows(table, rows):
            for effect in self.readings[reading_id].effects(self[reading_id]):
                if effect.get("table") != table or effect["id"] not in rows:
                    continue
                if effect.get("drop"):
                    dropped.add(rows[effect["id"]])
                for column, value in effect.get("set", {}).items():
                    check_column(frame, column, table=table, reading_id=reading_id)
                    cells.setdefault(column, {})[rows[effect["id"]]] = value
        if cells:
            frame = frame.assign(**{c: [changed.get(i, v) for i, v in enumerate(frame[c])] for c, changed in cells.items()})
        if dropped:
            frame = frame.drop(index=frame.index[sorted(dropped)])
        return frame.reset_index(drop=True)

    def table(self) -> pd.DataFrame:
        """One row a reading: id, question, kind, sources, chosen, as_printed, document, outside, why, alternatives."""
        return pd.DataFrame([
            {"reading_id": r.reading_id, "question": r.question, "kind": r.kind, "sources": ";".join(r.sources),
             "chosen": self._chosen[r.reading_id], **r.favoured, "why": r.why, "alternatives": ";".join(r.alternatives)}
            for r in self.readings.values()
        ])

    def of_row(self, table: str, row_id: str) -> list[str]:
        """Ids of the readings that touch one coded row (no trace)."""
        return [r for r in self.readings.touching(table) if (table, row_id) in self.readings[r].targets]


def check_reading(readings: Readings, reading_id: str) -> str:
    """The id itself; ReadingError, with the nearest ids, where no reading has it."""
    if reading_id not in readings:
        import difflib

        near = difflib.get_close_matches(reading_id, list(readings), n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else " See data/readings.toml for the ids."
        raise ReadingError(f"reading {reading_id!r} does not exist.{hint}")
    return reading_id


def check_alternative(readings: Readings, reading_id: str, alternative: str) -> str:
    """The alternative itself; ReadingError where the reading does not exist or does not have it."""
    check_reading(readings, reading_id)
    known = readings[reading_id].alternatives
    if alternative not in known:
        raise ReadingError(
            f"reading {reading_id!r} has no alternative {alternative!r}. Choose one of: {', '.join(known)}."
        )
    return alternative


def check_column(frame: pd.DataFrame, column: str, *, table: str, reading_id: str) -> None:
    """Raise ReadingError where a reading sets a column that the frame does not have."""
    if column not in frame.columns:
        raise ReadingError(
            f"reading {reading_id!r} sets column {column!r} of {table}, which has no such column. "
            f"Its columns are: {', '.join(frame.columns)}."
        )


def check_options(readings: Readings) -> None:
    """Every option has one owner, and every alternative of the owner sets it."""
    for reading in readings.values():
        options = sorted(name for table, name in reading.targets if table == "option")
        for name in options:
            if (owners := readings.touching(f"option:{name}")) != [reading.reading_id]:
                raise ReadingError(f"option {name!r} is set by several readings ({', '.join(owners)}). Keep one.")
            for alternative in reading.alternatives.values():
                if not any(e.get("option") == name for e in alternative.effects):
                    raise ReadingError(
                        f"reading {reading.reading_id!r}, alternative {alternative.alternative_id!r} does not set "
                        f"the option {name!r} that its other alternatives set. Add the effect."
                    )


def parse_reading(reading_id: str, block: Mapping) -> Reading:
    """One block of readings.toml; raises ReadingError naming the block and the field."""
    where = f"readings.toml [{reading_id}]"
    if (unknown := set(block) - FIELDS) or (missing := FIELDS - {"evidence"} - set(block)):
        wrong = f"unknown field {sorted(unknown)[0]!r}" if unknown else f"no field {sorted(missing)[0]!r}"
        raise ReadingError(f"{where}: {wrong}. A reading has the fields {', '.join(sorted(FIELDS))}.")
    check_field_types(block, where)
    if block["kind"] not in READING_KINDS:
        raise ReadingError(f"{where}: kind {block['kind']!r} is not one of {', '.join(READING_KINDS)}.")
    alternatives = {name: parse_alternative(name, a, where) for name, a in block["alternatives"].items()}
    for reading_set in READING_SETS:
        if block[reading_set] not in alternatives:
            raise ReadingError(
                f"{where}: {reading_set} = {block[reading_set]!r} is not one of its alternatives ({', '.join(alternatives)})."
            )
    return Reading(
        reading_id, block["question"], block["kind"], tuple(block["sources"]),
        {s: block[s] for s in READING_SETS}, block["why"], tuple(block.get("evidence", ())), alternatives,
    )


def check_field_types(block: Mapping, where: str) -> None:
    """Raise ReadingError for a field that is not the text, or the list of texts, that it should be."""
    for name in sorted((FIELDS - {"alternatives"}) & set(block)):
        value, several = block[name], name in LIST_FIELDS
        fits = isinstance(value, list) and all(isinstance(v, str) for v in value) if several else isinstance(value, str)
        if not fits:
            raise ReadingError(f"{where}: {name} is {value!r}; expected {'a list of texts' if several else 'a text'}.")


def parse_alternative(name: str, block: Mapping, where: str) -> Alternative:
    """One alternative of a reading; raises ReadingError where its shape is wrong."""
    place = f"{where}.alternatives.{name}"
    if not isinstance(block, Mapping) or not isinstance(block.get("meaning"), str) or set(block) - {"meaning", "effect"}:
        raise ReadingError(f"{place}: expected a meaning (a text) and, where it changes something, an effect (a list).")
    effects = block.get("effect", [])
    if not isinstance(effects, list) or not all(isinstance(e, Mapping) for e in effects):
        raise ReadingError(f"{place}: effect is not a list of tables. Write effect = [ {{table = …, id = …, set = …}} ].")
    return Alternative(name, block["meaning"], tuple(parse_effect(e, place) for e in effects))


def parse_effect(effect: Mapping, where: str) -> Mapping:
    """One effect; raises ReadingError where its keys or values are not those of `EFFECT_SHAPES`."""
    if set(effect) not in EFFECT_SHAPES:
        raise ReadingError(
            f"{where}: an effect has the keys {' + '.join(sorted(effect))}; expected table + id + set, "
            "table + id + drop, or option + value."
        )
    columns = effect.get("set", {})
    texts = [effect[key] for key in ("table", "id", "option", "value") if key in effect]
    shaped = isinstance(columns, Mapping) and effect.get("drop", True) is True
    if not shaped or not all(isinstance(text, str) for text in [*texts, *columns.values()]):
        raise ReadingError(f"{where}: an effect holds texts, set = {{column = \"value\"}} or drop = true; found {dict(effect)}.")
    return effect


def load_readings(path: Path) -> Readings:
    """Read readings.toml; raises ReadingError where it is missing, not TOML, or badly shaped."""
    try:
        blocks = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReadingError(f"{path} does not exist. Give the folder that holds readings.toml and raw/.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadingError(f"{path} is not readable as TOML: {error}. Correct the file at that place.") from None
    for reading_id, block in blocks.items():
        if not isinstance(block, Mapping) or not isinstance(block.get("alternatives"), Mapping):
            raise ReadingError(f"readings.toml [{reading_id}]: expected a block with alternatives. See data/README.md.")
    return Readings([*(parse_reading(reading_id, block) for reading_id, block in blocks.items()), *choices_of_method()])


def choices_of_method() -> list[Reading]:
    """`helpers.methods` as readings: the option of the same name is set, the first alternative is favoured by every set."""
    found = []
    for name, block in METHODS.items():
        alternatives = {a: Alternative(a, said["meaning"], ({"option": name, "value": a},)) for a, said in block["alternatives"].items()}
        favoured = dict.fromkeys(READING_SETS, next(iter(alternatives)))
        found.append(Reading(name, block["question"], METHOD, (), favoured, block["why"], (), alternatives))
    return found
