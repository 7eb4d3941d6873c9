"""The tidy frames behind the figures and tables of tenure: everything a drawing or a reader needs, nothing estimated.

Frames carry the printed words and their places, so that a mark or a row can be traced to its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from helpers.dates import bounds
from helpers.errors import DataError
from helpers.mixture import estimate_mixture
from helpers.spells import BOUND_COLUMNS, add_names
from helpers.succession import JOINT_COLUMNS
from helpers.survival import (
    CODINGS, Lengths, coded, kaplan_meier, lengths, median_bounds, median_interval, pointwise_interval, restricted_area,
    restricted_mean_bounds, restricted_mean_interval, survival_bounds,
)  # fmt: skip

LEADERS = (  # the claim of raw/outside.csv that dates each era's end; the last era has none
    ("Kim Il Sung", "out-leader-eras-kim-il-sung"),
    ("Kim Jong Il", "out-leader-eras-kim-jong-il"),
    ("Kim Jong Un", ""),
)
STATE_BEGAN = "1948-09-01"  # the month in which its first cabinet was formed, see raw/ministries; some of it is dated before the 9th
SPELL_VIEW = (
    "layer", "ministry_id", "ministry", "tenure_id", "name", "name_ko", "capacity", "exit_status", *BOUND_COLUMNS,
    "length", "as_printed", "sources_lines",
)  # fmt: skip
HORIZONS = (5, 10)  # years of the restricted mean
CERTIFIED = 1e-8  # a gap as small as this is printed as such: its digits are those of the processor
SMALLEST_SHOWN = 1e-6  # mass of an estimate below which an interval is not drawn


def eras(outside: pd.DataFrame, *, first: str) -> pd.DataFrame:
    """The leader eras of the DPRK, from the ISO day `first` on, but not from before the state: era, from_day, to_day (ISO; '' for the last).

    Raises DataError where raw/outside.csv does not date the end of an era.
    """
    claims = outside.set_index("claim_id")["value_edtf"]
    starts, rows = max(first, STATE_BEGAN), []
    for leader, claim in LEADERS:
        if claim and claim not in claims.index:
            raise DataError(f"raw/outside.csv has no claim {claim!r}, which dates the end of the era of {leader}. Add it, or correct its id.")
        ends = bounds(claims[claim]).earliest.isoformat() if claim else ""
        rows.append((leader, starts, ends))
        starts = ends
    return pd.DataFrame(rows, columns=["era", "from_day", "to_day"])


def name_tenures(joint: pd.DataFrame, persons: pd.DataFrame, ministries: pd.DataFrame) -> pd.DataFrame:
    """Add the persons' names, the ministry's name and the length as text, alone (`length_alone`) and joint (`length`)."""
    names = ministries[["ministry_id", "name"]].rename(columns={"name": "ministry"})
    named = add_names(joint, persons).merge(names, on="ministry_id", how="left", validate="m:1")
    named = named.assign(name_ko=named["name_ko"].where(named["name_ko"] != named["name"], ""))  # a name printed in Hangul alone stands once
    return named.assign(
        length=_spans(named["days_min_joint"], named["days_max_joint"]),
        length_alone=_spans(named["days_min"], named["days_max"]),
        minister=[f"{n} {k}".strip() for n, k in zip(named["name"], named["name_ko"])],
        start=_days(named["start_earliest"], named["start_latest"]),
        end=np.where(named["exit_status"] == "in_office", "in office", _days(named["end_earliest"], named["end_latest"])),
    )


def spell_view(named: pd.DataFrame, leaders: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """What `figures.tenure.draw_spells` draws: tenures with joint bounds, and the eras behind them (`layer`)."""
    tight = named.assign(layer="tenure", **{c: named[j] for c, j in zip(BOUND_COLUMNS, JOINT_COLUMNS)})
    behind = pd.DataFrame({
        "layer": "era", "name": leaders["era"], "start_earliest": leaders["from_day"], "start_latest": leaders["from_day"],
        "end_earliest": leaders["to_day"].replace("", as_of.isoformat()), "end_latest": leaders["to_day"].replace("", as_of.isoformat()),
    })  # fmt: skip
    return pd.concat([behind, tight], ignore_index=True).reindex(columns=list(SPELL_VIEW)).fillna("")


def survival_view(named: pd.DataFrame) -> pd.DataFrame:
    """What `figures.tenure.draw_survival` draws, for each ministry.

    Layers: `bounds` (S(t) at its lowest and highest with the exact binomial interval around both), `estimate` (the nonparametric
    maximum-likelihood S(t), falling somewhere between `days` and `days_to`), `held` (holders at the cut-off: S(t) bounds
    there).
    """
    parts = []
    for ministry, group in named.groupby("ministry_id", sort=False):
        data = lengths(group)
        steps = pointwise_interval(survival_bounds(data)).assign(layer="bounds")
        mixture = estimate_mixture(data)
        kept = mixture.mass > SMALLEST_SHOWN
        after = 1 - np.cumsum(mixture.mass)[kept]
        falls = pd.DataFrame({"layer": "estimate", "days": mixture.left[kept], "days_to": mixture.right[kept], "survival": after.round(6)})
        held = group[data.held]
        marks = steps.iloc[np.searchsorted(steps["days"], held["days_min_joint"].to_numpy(dtype=float), side="right") - 1][["s_min", "s_max"]]
        here = held[["name", "name_ko", "as_printed", "sources_lines"]].assign(
            layer="held", days=held["days_min_joint"].to_numpy(dtype=float), s_min=marks["s_min"].to_numpy(), s_max=marks["s_max"].to_numpy()
        )
        parts.append(pd.concat([steps, falls, here], ignore_index=True).assign(ministry_id=ministry, ministry=group["ministry"].iloc[0]))
    columns = ["layer", "ministry_id", "ministry", "days", "days_to", "s_min", "s_max", "low", "high", "survival", "name", "name_ko", "as_printed", "sources_lines"]
    view = pd.concat(parts, ignore_index=True)[columns].replace([np.inf], np.nan)
    text = ["name", "name_ko", "as_printed", "sources_lines"]
    return view.assign(**{c: view[c].fillna("") for c in text})


def joint_view(named: pd.DataFrame) -> pd.DataFrame:
    """What `figures.tenure.draw_joint` draws: the tenures whose length is not one number, alone and jointly (`layer`)."""
    loose = named[(named["days_min"] != named["days_max"]).fillna(True)]
    shared = ["ministry_id", "ministry", "tenure_id", "name", "name_ko", "exit_status", "as_printed", "sources_lines"]
    alone = loose[[*shared, "days_min", "days_max"]].assign(layer="alone", length=loose["length_alone"])
    joint = loose[shared].assign(days_min=loose["days_min_joint"], days_max=loose["days_max_joint"], layer="joint", length=loose["length"])
    return pd.concat([alone, joint], ignore_index=True)


def pair_table(compared: pd.DataFrame, ministries: pd.DataFrame) -> pd.DataFrame:
    """Every two ministries compared (`comparison.compare_all`), with names, shares in percent and the verdict in words."""
    names = ministries.set_index("ministry_id")["name"]
    words = {"not_established": "no", **{f"{m}_longer": f"yes: {name}" for m, name in names.items()}}
    share = {f"share_{k}": (100 * compared[f"pairs_{k}"] / compared["pairs"]).astype(float).round(1) for k in ("min", "max")}
    return compared.assign(
        **share, first_name=compared["first"].map(names), second_name=compared["second"].map(names), established=compared["verdict"].map(words),
        p_min=compared["p_min"].astype(float).round(3), p_max=compared["p_max"].astype(float).round(3), ratio=compared["ratio"].astype(float).round(1),
    )


def range_numbers(ranges: pd.DataFrame, plan) -> dict[str, str]:
    """The numbers of a caption over the rows of `comparison.range_over`, the last of them that of a `multiverse.design`.

    n and factorial (choices of readings evaluated, and how many there are), low and high (of p over all rows), decided (choices of the
    last row with a verdict); a dash where there is no row.
    """
    found = {"n": f"{len(plan):,}", "factorial": f"{plan.factorial:,}"}
    if ranges.empty:
        return found | {"low": "–", "high": "–", "decided": "–"}
    return found | {"low": f"{ranges['p_min'].min():.3f}", "high": f"{ranges['p_max'].max():.3f}", "decided": str(ranges["established"].iloc[-1])}


def coverage_view(by_year: pd.DataFrame, ministries: pd.DataFrame) -> pd.DataFrame:
    """What `figures.tenure.draw_coverage` draws: each year's share of days with a named minister, with the ministry's name."""
    names = ministries[["ministry_id", "name"]].rename(columns={"name": "ministry"})
    return by_year.merge(names, on="ministry_id", how="left", validate="m:1")


def succession_table(changes: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """The successions with both ministers' names, the gap as text and the lines they rest on."""
    who = named[["tenure_id", "minister", "ministry", "sources_lines"]]
    before = who.rename(columns={"tenure_id": "predecessor_tenure_id", "minister": "from_minister", "sources_lines": "lines_before"})
    after = who[["tenure_id", "minister", "sources_lines"]].rename(
        columns={"tenure_id": "successor_tenure_id", "minister": "to_minister", "sources_lines": "lines_after"}
    )
    joined = changes.merge(before, on="predecessor_tenure_id", validate="1:1").merge(after, on="successor_tenure_id", validate="1:1")
    lines = [";".join(dict.fromkeys(f"{a};{b}".split(";"))) for a, b in zip(joined["lines_before"], joined["lines_after"])]
    return joined.drop(columns=["lines_before", "lines_after"]).assign(gap=_spans(joined["gap_days_min"], joined["gap_days_max"]), sources_lines=lines)


def estimate_table(named: pd.DataFrame) -> pd.DataFrame:
    """The nonparametric maximum-likelihood estimate of each ministry: where mass lies, how much, and the certificate."""
    rows = []
    for ministry, group in named.groupby("ministry", sort=False):
        mixture = estimate_mixture(lengths(group))
        kept = mixture.mass > SMALLEST_SHOWN
        for left, right, mass in zip(mixture.left[kept], mixture.right[kept], mixture.mass[kept]):
            certificate = f"≤ {CERTIFIED:g}" if mixture.gap <= CERTIFIED else f"{mixture.gap:.1e}"
            rows.append((ministry, int(left), int(right) if np.isfinite(right) else pd.NA, round(100 * mass, 3), certificate))
    return pd.DataFrame(rows, columns=["ministry", "days_from", "days_to", "share_pct", "gap"])


def estimate_summary(named: pd.DataFrame) -> pd.DataFrame:
    """What each ministry's tenures say of the length of office, one row a quantity, the layers side by side.

    Returns
    -------
    DataFrame
        ministry, quantity, unit, allowed_min, allowed_max (by the dates), low, high (95 % sampling interval around both), early, mid, late
        (single codings; NA where there is none).
    """
    rows = [row for ministry, group in named.groupby("ministry", sort=False) for row in _quantities(ministry, lengths(group))]
    columns = ["ministry", "quantity", "allowed_min", "allowed_max", "low", "high", "early", "mid", "late"]
    return pd.DataFrame(rows, columns=columns).replace([np.inf], np.nan).round(1)


def _quantities(ministry: str, data: Lengths) -> list[tuple]:
    """The rows of `estimate_summary` for one ministry."""
    curves = [kaplan_meier(*coded(data, c)) for c in CODINGS]
    medians = [curve.loc[curve["survival"] <= 0.5, "days"].min() for curve in curves]
    rows = [(ministry, "median, days", *median_bounds(data), *median_interval(data)[:2], *medians)]
    for years in HORIZONS:
        area = [restricted_area(curve, years=years) for curve in curves]
        rows.append((ministry, f"mean within {years} years, days", *restricted_mean_bounds(data, years=years), *restricted_mean_interval(data, years=years), *area))
    return rows


def _spans(low: Sequence, high: Sequence) -> list[str]:
    """Bounds as text: one number, a range, or a least value."""
    return [_span(a, b) for a, b in zip(low, high)]


def _span(low, high) -> str:
    if pd.isna(high):
        return f"≥ {_grouped(low)}" if not pd.isna(low) else "unknown"
    return _grouped(low) if low == high else f"{_grouped(low)} to {_grouped(high)}"


def _grouped(days) -> str:
    return f"{int(days):,}".replace("-", "−")


def _days(earliest: Sequence, latest: Sequence) -> np.ndarray:
    """Two ISO days as text: the day, or both with a dash, or what is known of them."""
    return np.array([a if a == b and a else f"{a or 'unknown'} – {b or 'unknown'}" if a or b else "unknown" for a, b in zip(earliest, latest)], dtype=object)
