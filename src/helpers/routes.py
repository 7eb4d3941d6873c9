"""Links by post and wire: what was opened, stopped, resumed or restricted, and how much of it is known to have moved.

Each row of ``routes`` is one printed statement on one link. Between two dated statements a link keeps the status the
earlier one left it in; an undated statement places no limit and is kept apart.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from helpers.dates import add_bounds, bounds
from helpers.errors import DataError

MOVED = ("performed",)  # mail is printed to have moved, or to have stopped moving
STATE_COLUMNS = ["link_id", "link_name", "partner", "event", "status", "carriage", "from_edtf", "to_edtf", "from_latest", "to_earliest", "route_id", "source_id", "line", "as_printed"]


def routes_table(coded: pd.DataFrame) -> pd.DataFrame:
    """Statements in order of time within each link, undated ones last."""
    dated = add_bounds(coded, "date_edtf")
    order = dated.assign(undated=dated["date_earliest"] + dated["date_latest"] == "")
    return order.sort_values(["link_id", "undated", "date_earliest", "date_latest", "route_id"]).drop(columns="undated").reset_index(drop=True)


def link_states(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Status of every link from one dated statement to the next, up to the cut-off.

    Returns
    -------
    DataFrame
        link_id, link_name, partner, event, status, carriage, from_edtf, to_edtf ('' : still so at the cut-off), from_latest
        and to_earliest (ISO days between which the status surely holds), and the statement it rests on. What is only
        reported holds for its own date and no longer, unless a later statement follows.
    """
    dated = table[table["date_edtf"] != ""].copy()
    dated = dated[dated["date_earliest"].where(dated["date_earliest"] != "", dated["date_latest"]) <= as_of.isoformat()]
    following = dated.groupby("link_id")[["date_edtf", "date_earliest"]].shift(-1).fillna("")
    until = following["date_earliest"].where(following["date_earliest"] != "", as_of.isoformat())
    passing = (dated["event"] == "reported") & (following["date_edtf"] == "")
    return dated.assign(
        status=dated["status_after"], from_edtf=dated["date_edtf"], to_edtf=following["date_edtf"],
        from_latest=dated["date_latest"], to_earliest=until.where(~passing, dated["date_latest"]),
    )[STATE_COLUMNS].reset_index(drop=True)


def undated_statements(table: pd.DataFrame) -> pd.DataFrame:
    """Statements on a link with no date printed and none given by a reading."""
    return table[table["date_edtf"] == ""].reset_index(drop=True)


def states_on(states: pd.DataFrame, day: date) -> pd.DataFrame:
    """The last known state of every link on a day: one row a link."""
    begun = states[states["from_latest"] <= day.isoformat()]
    return begun.groupby("link_id", as_index=False).last()


def quantity(quantities: pd.DataFrame, quantity_id: str) -> float:
    """One printed number.

    Raises
    ------
    DataError
        The id is not in the table.
    """
    found = quantities.loc[quantities["quantity_id"] == quantity_id, "value"]
    if found.empty:
        raise DataError(f"raw/quantities.csv has no {quantity_id!r}. Restore the row or correct the id.")
    return float(found.iloc[0])


def tariff_crossing(quantities: pd.DataFrame) -> float:
    """Kilograms at which a parcel on the Hunchun and Rason route costs as much as a letter."""
    return quantity(quantities, "qty-rate-letter") / quantity(quantities, "qty-rate-parcel")


def tariff_lines(quantities: pd.DataFrame, *, step_kg: float = 0.5) -> pd.DataFrame:
    """Cost of a letter and of a parcel by weight up to the heaviest parcel printed for another route.

    The weight of a letter and the limits of this tariff are not printed, so the lines are arithmetic, not offers.
    """
    heaviest = quantity(quantities, "qty-russia-weight")
    weights = [step_kg * n for n in range(1, int(heaviest / step_kg) + 1)]
    letter, rate = quantity(quantities, "qty-rate-letter"), quantity(quantities, "qty-rate-parcel")
    parcel = pd.DataFrame({"layer": "parcel", "weight_kg": weights, "cost_cny": [rate * w for w in weights]})
    flat = pd.DataFrame({"layer": "letter", "weight_kg": [0.0, heaviest], "cost_cny": letter})
    crossing = pd.DataFrame({"layer": "crossing", "weight_kg": [tariff_crossing(quantities)], "cost_cny": letter})
    start = pd.DataFrame({"layer": "parcel", "weight_kg": [0.0], "cost_cny": 0.0})
    return pd.concat([flat, start, parcel, crossing], ignore_index=True)


def longest_silence(states: pd.DataFrame) -> int:
    """Days of the longest span between two dated statements on one link."""
    return max((bounds(t).earliest - bounds(f).latest).days for f, t in zip(states["from_latest"], states["to_earliest"]) if f and t)
