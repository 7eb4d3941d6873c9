"""All universes: each finding under every combination of the readings it rests on.

Which readings those are is found by asking, not by a list: evaluating a finding leaves a trace of the
readings it consulted; flipping each of them may lead to others, until nothing new appears.

Up to `LIMIT` combinations are evaluated all; beyond it a design of `LIMIT` universes is: the published
one, every single flip, then a space-filling sequence in which each reading goes its own way through its
alternatives. A member depends on nothing but its index, so that a longer run begins with the shorter
one, any part can be computed anywhere, and findings that share readings share their universes.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import pandas as pd

from helpers.findings import Result, agree, all_findings, consult, evaluate, number
from helpers.readings import Choices
from helpers.study import CUT_OFF, Study, check_as_of
from helpers.vocabulary import MARKS

LIMIT = 256
CHUNK = 500
SEED = 19480909
WORD = 1 << 64


@dataclass(frozen=True)
class Dimension:
    """One thing that could be otherwise: a reading, a choice of method or the cut-off; its alternatives, the published one first."""

    name: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class Design:
    """The universes to evaluate for one finding, by index.

    ``design[0]`` is the published universe. Where the full factorial has at most `limit` members the
    design is all of them (mixed radix, the last dimension fastest); otherwise see the module.
    """

    finding_id: str
    dimensions: tuple[Dimension, ...]
    limit: int

    @property
    def factorial(self) -> int:
        """How many universes there are in all: the product of the numbers of alternatives."""
        return math.prod(len(d.alternatives) for d in self.dimensions)

    @property
    def complete(self) -> bool:
        """Whether the design holds every universe there is."""
        return self.factorial <= self.limit

    def __len__(self) -> int:
        return self.factorial if self.complete else self.limit

    def __getitem__(self, index: int) -> dict[str, str]:
        if not 0 <= index < len(self):
            raise IndexError(index)
        steps = self._mixed_radix(index) if self.complete else self._spread(index)
        return {d.name: d.alternatives[s] for d, s in zip(self.dimensions, steps, strict=True)}

    def _mixed_radix(self, index: int) -> list[int]:
        steps = []
        for dimension in reversed(self.dimensions):
            index, step = divmod(index, len(dimension.alternatives))
            steps.append(step)
        return steps[::-1]

    def _spread(self, index: int) -> list[int]:
        flips = [(d, a) for d, dim in enumerate(self.dimensions) for a in range(1, len(dim.alternatives))]
        if index == 0:
            return [0] * len(self.dimensions)
        if index <= len(flips):
            which, alternative = flips[index - 1]
            return [alternative if d == which else 0 for d in range(len(self.dimensions))]
        return [_spread_step(index - len(flips), dim) for dim in self.dimensions]


def _spread_step(index: int, dimension: Dimension) -> int:
    """The alternative of one dimension in the `index`-th member of the space-filling sequence.

    An additive recurrence in integers modulo 2**64, so that every machine gives the same; the step
    and the start come from the dimension's name alone.
    """
    step, start = _recurrence(dimension.name)
    return (start + index * step) % WORD * len(dimension.alternatives) // WORD


@lru_cache(maxsize=None)
def _recurrence(name: str) -> tuple[int, int]:
    digest = hashlib.sha256(f"{SEED} {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") | 1, int.from_bytes(digest[8:16], "big")


def dimensions(study: Study, finding_id: str, cut_offs: Sequence[str] = ()) -> tuple[Dimension, ...]:
    """All that a finding rests on, directly or under some alternative of another.

    Parameters
    ----------
    study : Study
        The published universe.
    finding_id : str
    cut_offs : sequence of str
        Other cut-off days (ISO), for findings that ask for the cut-off. Those after the study's own are passed over: nothing
        after it is known.
    """
    base = study.choices.as_dict() | {CUT_OFF: study.as_of.isoformat()}
    could_be = {name: list(reading.alternatives) for name, reading in study.choices.readings.items()}
    could_be[CUT_OFF] = [day.isoformat() for day in map(check_as_of, cut_offs) if day < study.as_of]
    known: dict[str, Dimension] = {}
    waiting = list(consult(study, finding_id))
    while waiting:
        name = waiting.pop(0)
        if name in known:
            continue
        others = [a for a in could_be[name] if a != base[name]]
        known[name] = Dimension(name, (base[name], *others))
        for alternative in others:
            waiting += [n for n in consult(universe(study, {name: alternative}), finding_id) if n not in known]
    return tuple(known[name] for name in could_be if name in known and len(known[name].alternatives) > 1)


def design(study: Study, finding_id: str, *, limit: int = LIMIT, cut_offs: Sequence[str] = ()) -> Design:
    """The universes of one finding: all of them, or a sample of `limit` where there are more."""
    return Design(finding_id, dimensions(study, finding_id, cut_offs), limit)


def universe(study: Study, differences: Mapping[str, str]) -> Study:
    """The study with some readings (and perhaps the cut-off) chosen otherwise."""
    changed = {k: v for k, v in differences.items() if k != CUT_OFF}
    choices = Choices(study.choices.readings, study.choices.as_dict() | changed)
    as_of = date.fromisoformat(differences[CUT_OFF]) if CUT_OFF in differences else study.as_of
    return Study(study.raw, choices, as_of, study._memory)


def evaluate_universes(study: Study, plan: Design, indices: Iterable[int]) -> pd.DataFrame:
    """One row a universe: its index, the finding's verdict, its headline value, the sentence's agreement.

    Returns
    -------
    DataFrame
        universe, verdict, value (headline; NaN where unbounded or a word), agrees (verdict as published).
    """
    headline = all_findings()[plan.finding_id].headline
    published = evaluate(study, plan.finding_id)[0].verdict
    rows = []
    for index in indices:
        result = evaluate(universe(study, plan[index]), plan.finding_id)[0]
        value = result.numbers[headline].value
        rows.append((index, result.verdict, value if isinstance(value, (int, float)) else math.nan, result.verdict == published))
    return pd.DataFrame(rows, columns=["universe", "verdict", "value", "agrees"])


def universe_table(study: Study, plan: Design) -> pd.DataFrame:
    """Every universe of a design with its choices, one column a dimension."""
    evaluated = evaluate_universes(study, plan, range(len(plan)))
    chosen = pd.DataFrame([plan[i] for i in range(len(plan))], columns=[d.name for d in plan.dimensions], dtype=str)
    return pd.concat([evaluated, chosen], axis=1)


@dataclass
class Summary:
    """Counts over universes that add up exactly, in any order and from any number of workers."""

    n: int = 0
    agree: int = 0
    minimum: float | None = None
    maximum: float | None = None
    unbounded: int = 0
    verdicts: Counter = field(default_factory=Counter)
    by_alternative: Counter = field(default_factory=Counter)

    def __add__(self, other: Summary) -> Summary:
        return Summary(
            self.n + other.n, self.agree + other.agree,
            _extreme(min, self.minimum, other.minimum), _extreme(max, self.maximum, other.maximum),
            self.unbounded + other.unbounded, self.verdicts + other.verdicts, self.by_alternative + other.by_alternative,
        )

    def as_dict(self) -> dict:
        """Plain values in a fixed order, for JSON."""
        return {
            "n": self.n, "agree": self.agree, "min": self.minimum, "max": self.maximum, "unbounded": self.unbounded,
            "verdicts": dict(sorted(self.verdicts.items())),
            "by_alternative": {f"{d}={a}:{'agree' if ok else 'differ'}": n for (d, a, ok), n in sorted(self.by_alternative.items())},
        }


def _extreme(pick: Callable, a: float | None, b: float | None) -> float | None:
    return pick(v for v in (a, b) if v is not None) if a is not None or b is not None else None


def summarise(table: pd.DataFrame, plan: Design) -> Summary:
    """The `Summary` of evaluated universes (rows of `evaluate_universes` of the same design)."""
    values = table["value"].dropna()
    by_alternative: Counter = Counter()
    for row in table.itertuples(index=False):
        for name, alternative in plan[row.universe].items():
            by_alternative[name, alternative, bool(row.agrees)] += 1
    return Summary(
        len(table), int(table["agrees"].sum()), float(values.min()) if len(values) else None,
        float(values.max()) if len(values) else None, int(table["value"].isna().sum()),
        Counter(table["verdict"]), by_alternative,
    )


def flips(study: Study, plan: Design) -> pd.DataFrame:
    """Each reading moved alone from the published universe.

    Returns
    -------
    DataFrame
        reading_id, alternative, value, moved (change of the headline; NaN where unbounded), verdict, agrees.
    """
    headline = all_findings()[plan.finding_id].headline
    base = evaluate(study, plan.finding_id)[0]
    rows = []
    for dimension in plan.dimensions:
        for alternative in dimension.alternatives[1:]:
            result = evaluate(universe(study, {dimension.name: alternative}), plan.finding_id)[0]
            value = result.numbers[headline].value
            rows.append((dimension.name, alternative, value, _difference(value, base.numbers[headline].value),
                         result.verdict, result.verdict == base.verdict))
    return pd.DataFrame(rows, columns=["reading_id", "alternative", "value", "moved", "verdict", "agrees"])


def _difference(value, base) -> float:
    both = isinstance(value, (int, float)) and isinstance(base, (int, float))
    return float(value - base) if both else math.nan


def mark(base_verdict: str, summary: Summary, moves: pd.DataFrame) -> str:
    """*robust*, *depends on* followed by the readings that overturn it alone, or *not established*.

    A finding whose own verdict is ``not_established`` stays so in every case. One that holds in all
    universes is robust. Otherwise it depends on the readings that overturn it alone, or, where none
    does alone, on a combination.
    """
    if base_verdict == "not_established":
        return "not established"
    if summary.agree == summary.n:
        return "robust"
    alone = list(dict.fromkeys(moves.loc[~moves["agrees"], "reading_id"]))
    return "depends on " + (", ".join(alone) if alone else "a combination of readings")


def robustness(study: Study, plans: Iterable[Design]) -> pd.DataFrame:
    """One row a design's finding: its range over universes, how many agree, its mark, and what moves it most.

    Returns
    -------
    DataFrame
        finding_id, headline, unit, decimals, published, min, max, n, complete (yes|no), factorial, share_agree (0 to 1), verdict,
        mark, moved_most, readings (consulted, joined by ;).
    """
    return pd.DataFrame([_robustness_row(study, p, summarise(evaluate_universes(study, p, range(len(p))), p)) for p in plans])


def _robustness_row(study: Study, plan: Design, summary: Summary) -> dict:
    finding = all_findings()[plan.finding_id]
    base, moves = evaluate(study, plan.finding_id)[0], flips(study, plan)
    main = base.numbers[finding.headline]
    return {
        "finding_id": plan.finding_id, "headline": finding.headline, "unit": main.unit, "decimals": main.decimals, "published": main.value,
        "min": summary.minimum, "max": summary.maximum, "n": summary.n, "complete": "yes" if plan.complete else "no",
        "factorial": plan.factorial, "share_agree": summary.agree / summary.n, "verdict": base.verdict,
        "mark": mark(base.verdict, summary, moves), "moved_most": most_moving(moves),
        "readings": ";".join(d.name for d in plan.dimensions),
    }


def most_moving(moves: pd.DataFrame) -> str:
    """The reading that, flipped alone, overturns the verdict or else moves the headline most; '' if none does."""
    if moves.empty:
        return ""
    rank = moves.assign(overturns=~moves["agrees"], size=moves["moved"].abs().fillna(math.inf).where(moves["value"].map(lambda v: not isinstance(v, str)), 0))
    best = rank.sort_values(["overturns", "size"], ascending=False, kind="stable").iloc[0]
    return best["reading_id"] if best["overturns"] or best["size"] > 0 else ""


def count_marks(robust: pd.DataFrame) -> Result:
    """How many findings are robust, depend on readings, or are not established (from `robustness`)."""
    kinds = robust["mark"].map(lambda m: next(k for k in MARKS if m.startswith(k))).value_counts()
    counts = {k: int(kinds.get(k, 0)) for k in MARKS}
    plain = int(((robust["readings"] == "") & (robust["mark"] == "robust")).sum())
    words = {
        "hold": agree(counts["robust"], "holds", "hold"), "depend": agree(counts["depends on"], "depends", "depend"),
        "overturn": agree(counts["depends on"], "overturn it", "overturn them"), "are": agree(counts["not established"], "is", "are"),
    }
    return Result(
        sentence="Of {findings} findings, {robust} {hold} in every universe evaluated (resting on no reading at all: {plain}), {depends} {depend} on "
        "readings that {overturn}, and {not_established} {are} not established by the documents.",
        numbers={
            **{name: number(word) for name, word in words.items()}, "plain": number(plain, "findings"),
            "findings": number(len(robust), "findings"), "robust": number(counts["robust"], "findings"),
            "depends": number(counts["depends on"], "findings"), "not_established": number(counts["not established"], "findings"),
        },
        verdict="most_robust" if counts["robust"] * 2 > len(robust) else "most_not_robust",
    )
