"""Findings: sentences with their numbers, each a function of a study.

A finding function asks the study for stages and returns a `Result`: a sentence template, the
numbers that fill it, a verdict (the claim as one word) and the printed lines it rests on. A universe
agrees with the published finding when it reaches the same verdict.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.errors import ExhibitError
from helpers.study import readings_of

MODULES = ("clean", "tenure", "organization", "postal", "criticism")


@dataclass(frozen=True)
class Number:
    """A value with its unit and the decimals the method warrants (None: not applicable)."""

    value: float | int | str | None
    unit: str = ""
    decimals: int = 0

    @property
    def text(self) -> str:
        """As printed in a sentence: rounded, with thousands separated and a true minus; words as they are; ``unbounded`` for None."""
        if self.value is None:
            return "unbounded"
        if isinstance(self.value, str):
            return self.value
        rounded = f"{abs(self.value):,.{self.decimals}f}"
        return f"−{rounded}" if self.value < 0 and float(rounded.replace(",", "")) else rounded


def number(value, unit: str = "", decimals: int = 0) -> Number:
    """A `Number` of plain Python type (NumPy scalars are unwrapped)."""
    return Number(value.item() if hasattr(value, "item") else value, unit, decimals)


def agree(count: int, one: str, many: str) -> str:
    """The form of a word that goes with a count: `one` for 1, else `many`."""
    return one if count == 1 else many


@dataclass(frozen=True)
class Result:
    """What a finding function returns. `lines` are places, ``source_id:line`` or ``source_id:a-b``."""

    sentence: str
    numbers: Mapping[str, Number]
    verdict: str
    lines: Sequence[str] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        """The sentence with its numbers; raises ExhibitError for a name without a number."""
        try:
            return self.sentence.format_map({name: n.text for name, n in self.numbers.items()})
        except KeyError as missing:
            raise ExhibitError(f"the sentence {self.sentence[:50]!r}… uses {missing}, which is not among its numbers.") from None


@dataclass(frozen=True)
class Finding:
    """A registered finding: its permanent id, its notebook, its main number and its function."""

    finding_id: str
    notebook: str
    headline: str
    function: Callable[..., Result]

    @property
    def question(self) -> str:
        """What the finding answers: the first line of its function's docstring."""
        return (self.function.__doc__ or "").strip().splitlines()[0]


REGISTRY: dict[str, Finding] = {}


def finding(finding_id: str, *, notebook: str, headline: str) -> Callable:
    """Register a finding function under a permanent id.

    The first line of its docstring is the question it answers; `headline` names the number whose
    range over universes is reported.
    """

    def register(function: Callable) -> Callable:
        if finding_id in REGISTRY and REGISTRY[finding_id].function.__qualname__ != function.__qualname__:
            raise ExhibitError(f"finding {finding_id!r} is defined twice. Ids are permanent and never reused.")
        REGISTRY[finding_id] = Finding(finding_id, notebook, headline, function)
        return function

    return register


def all_findings() -> dict[str, Finding]:
    """Every finding by id, in the order of the notebooks and of definition."""
    for module in MODULES:
        importlib.import_module(f"helpers.findings.{module}")
    return dict(REGISTRY)


def evaluate(study, finding_id: str) -> tuple[Result, dict[str, str]]:
    """A finding's result in one universe, and the readings it consulted with their alternatives.

    Raises ExhibitError for an unknown id, suggesting near ones.
    """
    known = all_findings()
    if finding_id not in known:
        import difflib

        near = difflib.get_close_matches(finding_id, known, n=3)
        raise ExhibitError(f"finding {finding_id!r} does not exist. {'Did you mean ' + ' or '.join(near) + '?' if near else ''}")
    result, consulted = study.recall(("finding", finding_id), known[finding_id].function)
    return result, readings_of(consulted)


def consult(study, finding_id: str) -> dict[str, str]:
    """All that a finding consults in one universe: readings, choices of method and, as `CUT_OFF`, the cut-off day."""
    evaluate(study, finding_id)
    return study.recall(("finding", finding_id), all_findings()[finding_id].function)[1]
