"""Agreements on posts and telecommunications: own and inherited cells, time in force, scope, offices.

The copied table lost its spanning cells. ``raw/agreements`` holds what stands in each row; readings give a row the
cells of the row above. What a row has of its own and what it inherits is told apart here by comparing the two.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from helpers.dates import bounds, days_between, is_exact
from helpers.vocabulary import SCOPES

EFFECTIVE = "Effective"  # wikipedia-posts-ministry:83, the word printed instead of an expiry
DATED_CELLS = ["in_force_edtf", "expires_edtf", "status_as_printed"]
STEP_COLUMNS = ["day", "change_min", "change_max"]


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
    until = coded.apply(lambda row: known_end(row, as_of=as_of, effective_until=effective_until), axis=1)
    marks = zip(*(coded[s] for s in SCOPES))
    open_marks = [";".join(f"{s}={mark}" for s, mark in zip(SCOPES, row) if mark in ("planned", "unclear")) for row in marks]
    return coded.assign(
        cells=mark_inherited(coded, printed),
        lag_days=pd.Series([lag_days(*days) for days in zip(coded["signed_edtf"], coded["in_force_edtf"])], index=coded.index, dtype=object),
        in_force_until_edtf=until,
        in_force_days=[in_force_days(start, end, as_of) for start, end in zip(coded["in_force_edtf"], until)],
        scope_open=open_marks,
        **{scope: coded[scope].map(lambda mark: "yes" if mark == "named" else "no") for scope in SCOPES},
    )


def mark_inherited(coded: pd.DataFrame, printed: pd.DataFrame) -> pd.Series:
    """``inherited`` where a dated cell comes from a reading and not from the row, else ``own``."""
    own = printed.set_index("agreement_id").loc[coded["agreement_id"], DATED_CELLS].to_numpy()
    moved = ((coded[DATED_CELLS].to_numpy() != own) & (own == "")).any(axis=1)
    return pd.Series(moved, index=coded.index).map({True: "inherited", False: "own"})


def known_end(row: pd.Series, *, as_of: date, effective_until: date | None) -> str:
    """First day out as EDTF: the printed expiry, the end of what ``Effective`` vouches for, or '' where nothing is known."""
    if row["expires_edtf"]:
        return row["expires_edtf"]
    begun = bounds(row["in_force_edtf"]).latest
    if row["status_as_printed"] != EFFECTIVE or (begun and begun > as_of):
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
    changes = [c for row in table.itertuples() for c in _changes(row, as_of)]
    steps = pd.DataFrame([*changes, (as_of, 0, 0)], columns=STEP_COLUMNS).groupby("day", as_index=False)[STEP_COLUMNS[1:]].sum()
    return pd.DataFrame({
        "day": steps["day"].map(date.isoformat),
        "in_force_min": steps["change_min"].cumsum(),
        "in_force_max": steps["change_max"].cumsum(),
    })


def _changes(row, as_of: date) -> list[tuple[date, int, int]]:
    """Days on which one agreement surely or possibly begins and ends, up to the cut-off."""
    begins, ends = bounds(row.in_force_edtf), bounds(row.in_force_until_edtf)
    possible = begins.earliest or bounds(row.signed_edtf).earliest or bounds(row.signed_edtf).latest
    changes = [(possible, 0, 1)] if possible else []
    if row.in_force_edtf and begins.latest:
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
