"""Agreements on posts and telecommunications: own and inherited cells, time in force, scope, offices.

The copied table lost its spanning cells. ``raw/agreements`` holds what stands in each row; readings give a row the
cells of the row above. What a row has of its own and what it inherits is told apart here by comparing the two.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import accumulate

import pandas as pd

from helpers.dates import Bounds, bounds, days_between, is_exact
from helpers.vocabulary import SCOPES

EFFECTIVE = "Effective"  # wikipedia-posts-ministry:83, the word printed instead of an expiry
DATED_CELLS = ["in_force_edtf", "expires_edtf", "status_as_printed"]


def agreements_table(coded: pd.DataFrame, printed: pd.DataFrame, *, as_of: date, effective_until: date | None) -> pd.DataFrame:
    """Agreements under one choice of readings, with lag and time in force.

    Parameters
    ----------
    coded, printed : DataFrame
        ``raw/agreements`` with and without the effects of the readings.
    as_of : date
        Cut-off day.
    effective_until : date or None
        First day on which an agreement printed as effective is no longer known to be in force; None: the cut-off.

    Returns
    -------
    DataFrame
        The columns of ``processed/agreements``. `lag_days` is signature to entry into force, where both are days;
        `in_force_days` the shortest time in force up to the cut-off; both None where unknown.
    """
    begins, marks = coded["in_force_edtf"].tolist(), {scope: coded[scope].tolist() for scope in SCOPES}
    until = [
        known_end(start, end, effective=status == EFFECTIVE, as_of=as_of, effective_until=effective_until)
        for start, end, status in zip(begins, coded["expires_edtf"], coded["status_as_printed"])
    ]
    return coded.assign(
        cells=mark_inherited(coded, printed),
        lag_days=pd.Series([lag_days(*days) for days in zip(coded["signed_edtf"], begins)], index=coded.index, dtype=object),
        in_force_until_edtf=until,
        in_force_days=[in_force_days(start, end, as_of) for start, end in zip(begins, until)],
        scope_open=[";".join(f"{s}={mark}" for s, mark in zip(SCOPES, row) if mark in ("planned", "unclear")) for row in zip(*marks.values())],
        **{scope: ["yes" if mark == "named" else "no" for mark in column] for scope, column in marks.items()},
    )


def mark_inherited(coded: pd.DataFrame, printed: pd.DataFrame) -> list[str]:
    """``inherited`` where a dated cell comes from a reading and not from the row, else ``own``."""
    own = dict(zip(printed["agreement_id"], _dated_cells(printed)))
    given = [any(cell and not bare for cell, bare in zip(cells, own[i])) for i, cells in zip(coded["agreement_id"], _dated_cells(coded))]
    return ["inherited" if filled else "own" for filled in given]


def _dated_cells(table: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(zip(*(table[column] for column in DATED_CELLS)))


def known_end(in_force: str, expires: str, *, effective: bool, as_of: date, effective_until: date | None) -> str:
    """First day out as EDTF: the printed expiry, the end of what ``Effective`` vouches for, or '' where nothing is known."""
    if expires:
        return expires
    begun = bounds(in_force).latest
    if not effective or (begun and begun > as_of):
        return ""
    return f"[{min(effective_until or as_of, as_of).isoformat()}..]"


def lag_days(signed: str, in_force: str) -> int | None:
    """Days from signature to entry into force; None unless both are exact days."""
    if not (is_exact(signed) and is_exact(in_force)):
        return None
    return days_between(bounds(signed).earliest, bounds(in_force).earliest)


def in_force_days(start: str, end: str, as_of: date) -> int | None:
    """Fewest days in force up to the cut-off; None where the entry or the end is not known."""
    began, ended = bounds(start).latest, bounds(end).earliest
    if began is None or ended is None:
        return None
    return max(0, days_between(began, min(ended, as_of)))


def in_force_steps(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """How many agreements are in force, as a step function of the day.

    Returns
    -------
    DataFrame
        One row a day of change and one for the cut-off: `day` (ISO), `in_force_min` (entry and end known), `in_force_max`
        (those too whose end, or whose entry after signature, is not printed).
    """
    least, most = Counter({as_of: 0}), Counter({as_of: 0})
    for texts in zip(table["signed_edtf"], table["in_force_edtf"], table["in_force_until_edtf"]):
        for day, surely, possibly in _changes(*map(bounds, texts), as_of=as_of):
            least[day] += surely
            most[day] += possibly
    days = sorted(least)
    return pd.DataFrame({
        "day": [day.isoformat() for day in days],
        "in_force_min": list(accumulate(least[day] for day in days)),
        "in_force_max": list(accumulate(most[day] for day in days)),
    })


def _changes(signed: Bounds, begins: Bounds, ends: Bounds, *, as_of: date) -> list[tuple[date, int, int]]:
    """Days on which one agreement surely or possibly begins and ends, up to the cut-off."""
    possible = begins.earliest or signed.earliest or signed.latest
    changes = [(possible, 0, 1)] if possible else []
    if begins.latest:
        vouched = ends.latest is None and ends.earliest is not None and ends.earliest >= as_of  # still known on the cut-off day
        changes += [(begins.latest, 1, 0)] + ([] if vouched else [(max(begins.latest, ends.earliest or begins.latest), -1, 0)])
    if possible and ends.latest:
        changes += [(ends.latest, 0, -1)]
    return [change for change in changes if change[0] <= as_of]


def scope_matrix(coded: pd.DataFrame) -> pd.DataFrame:
    """One row an agreement and scope: agreement_id, short_title, scope, mark (named, planned, unclear, or '' for not named)."""
    return coded.melt(["agreement_id", "short_title", "partner", "signed_edtf", "source_id", "line"], list(SCOPES), var_name="scope", value_name="mark")


def offices(coded: pd.DataFrame) -> pd.DataFrame:
    """Places named by agreements: one row an agreement, place and role (exchange office on either side, or place reached)."""
    parts = [
        coded.assign(place=coded[column].str.split(";"), role=role).explode("place")
        for column, role in (("offices_north_korea", "office_north_korea"), ("offices_other", "office_other"), ("places_reached", "reached"))
    ]
    named = pd.concat(parts)[["agreement_id", "signed_edtf", "place", "role", "source_id", "line"]]
    return named[named["place"].fillna("") != ""].reset_index(drop=True)


def link_agreements(table: pd.DataFrame) -> pd.DataFrame:
    """Which agreement amends or replaces which: from_id, relation, to_id, whether the dates of the two meet, and their places."""
    ends = table.set_index("agreement_id")["expires_edtf"]
    pairs = [
        (row.agreement_id, relation, other, row.in_force_edtf)
        for row in table.itertuples() for relation in ("amends", "replaces")
        for other in filter(None, getattr(row, relation).split(";"))
    ]
    links = pd.DataFrame(pairs, columns=["from_id", "relation", "to_id", "in_force_edtf"])
    met = (links["in_force_edtf"] != "") & (links["in_force_edtf"] == links["to_id"].map(ends))
    place = (table["source_id"] + ":" + table["line"].astype(str)).set_axis(table["agreement_id"])
    return links.assign(
        dates_meet=met.map({True: "yes", False: "no"}).where(links["relation"] == "replaces", ""),
        places=links["from_id"].map(place) + ";" + links["to_id"].map(place),
    )


def last_printed_event(routes: pd.DataFrame, partner: str) -> date:
    """The latest day the documents report of links with `partner`: until then they vouch for what is effective."""
    days = [bounds(text).latest for text in routes.loc[routes["partner"] == partner, "date_edtf"] if text]
    return max(day for day in days if day)
