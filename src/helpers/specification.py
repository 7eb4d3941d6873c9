"""Tidy frames of the universes for figures and tables: curves, ranges, influence, and what-if."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.findings import all_findings, evaluate, number
from helpers.multiverse import Design, flips, universe, universe_table
from helpers.study import Study
from helpers.vocabulary import MARKS


def curve_frame(study: Study, plan: Design, *, most: int = 6) -> pd.DataFrame:
    """The universes of one finding sorted by value, with the choices that matter, for `draw_curve`.

    Universes without a number (unbounded) are left out of the curve; `most` bounds the number of
    readings shown, those that move the headline most first.

    Returns
    -------
    DataFrame
        layer (value|choice), universe, position, value, agrees, published, choice, chosen (yes|no).
    """
    table = universe_table(study, plan).dropna(subset=["value"]).sort_values(["value", "universe"], kind="stable")
    table = table.assign(position=range(len(table)), agrees=_yes(table["agrees"]), published=_yes(table["universe"] == 0))
    values = table[["universe", "position", "value", "agrees", "published"]].assign(layer="value", choice="", chosen="")
    shown = strongest(flips(study, plan), most)
    parts = [
        table[["universe", "position", "agrees"]].assign(layer="choice", choice=f"{d.name}: {a}", chosen=_yes(table[d.name] == a))
        for d in plan.dimensions if d.name in shown for a in d.alternatives
    ]
    frame = pd.concat([values, *parts], ignore_index=True)
    return frame[["layer", "universe", "position", "value", "agrees", "published", "choice", "chosen"]].fillna({"published": ""})


def strongest(moves: pd.DataFrame, most: int) -> list[str]:
    """The readings that move a headline most when flipped alone, overturning ones first."""
    size = moves["moved"].abs().fillna(math.inf) * (moves["moved"].notna() | ~moves["agrees"])
    rank = moves.assign(overturns=~moves["agrees"], size=size.fillna(0)).groupby("reading_id", sort=False)[["overturns", "size"]].max()
    return list(rank.sort_values(["overturns", "size"], ascending=False, kind="stable").index[:most])


def _yes(column: pd.Series) -> pd.Series:
    return column.map({True: "yes", False: "no"})


def ranges_frame(robust: pd.DataFrame) -> pd.DataFrame:
    """Rows of `multiverse.robustness` as texts and numbers for `draw_ranges`."""
    kinds = robust["mark"].map(lambda m: next(k for k in MARKS if m.startswith(k)))
    published = pd.to_numeric(robust["published"].where(robust["published"].map(lambda v: isinstance(v, (int, float)))), errors="coerce")
    return pd.DataFrame({
        "finding_id": robust["finding_id"], "label": robust["finding_id"].str.removeprefix("find-"), "mark": kinds,
        "published": published, "min": robust["min"], "max": robust["max"],
        "text_published": [_text(r.published, r) for r in robust.itertuples()],
        "text_range": [_range_text(r) for r in robust.itertuples()],
        "share_agree_pct": 100 * robust["share_agree"],
    })


def _text(value, row) -> str:
    return number(value, decimals=row.decimals).text if value is not None and value == value else "unbounded"


def _range_text(row) -> str:
    if row.min is None or row.min != row.min:
        return ""
    low, high = _text(row.min, row), _text(row.max, row)
    return low if low == high else f"{low} to {high}"


def influence_frame(study: Study, plans: Sequence[Design]) -> pd.DataFrame:
    """Every consulted reading and finding with the strongest effect of flipping it alone.

    Returns
    -------
    DataFrame
        reading_id, finding, effect (none|moves|overturns); pairs not consulted are left out, and so
        are readings that no finding consults.
    """
    rows = []
    for plan in plans:
        for reading_id, part in flips(study, plan).groupby("reading_id", sort=False):
            moved = (part["moved"].fillna(0) != 0).any()
            effect = "overturns" if not part["agrees"].all() else "moves" if moved else "none"
            rows.append((reading_id, plan.finding_id.removeprefix("find-"), effect))
    frame = pd.DataFrame(rows, columns=["reading_id", "finding", "effect"])
    order = {r: i for i, r in enumerate(study.choices.readings)}
    return frame.sort_values("reading_id", key=lambda s: s.map(order), kind="stable").reset_index(drop=True)


def what_if(study: Study, differences: Mapping[str, str], finding_ids: Sequence[str] = ()) -> pd.DataFrame:
    """Every finding's sentence, headline and verdict before and after some readings are chosen otherwise.

    Returns
    -------
    DataFrame
        finding_id, before, after (headline as printed), verdict_before, verdict_after, sentence, changed (yes|no).
    """
    other = universe(study, differences)
    rows = []
    for finding_id in finding_ids or all_findings():
        headline = all_findings()[finding_id].headline
        old, new = evaluate(study, finding_id)[0], evaluate(other, finding_id)[0]
        changed = old.text != new.text or old.verdict != new.verdict
        rows.append((finding_id, old.numbers[headline].text, new.numbers[headline].text, old.verdict, new.verdict, new.text, changed))
    columns = ["finding_id", "before", "after", "verdict_before", "verdict_after", "sentence", "changed"]
    return pd.DataFrame(rows, columns=columns).assign(changed=lambda f: _yes(f["changed"]))
