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
    statements = zip(dated["link_id"], dated["date_earliest"], dated["date_latest"], dated["route_id"])
    keys = [(link, earliest + latest == "", earliest, latest, route) for link, earliest, latest, route in statements]
    return dated.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)


def link_states(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Status of every link from one dated statement to the next, up to the cut-off.

    Returns
    -------
    DataFrame
        link_id, link_name, partner, event, status, carriage, from_edtf, to_edtf ('' : still so at the cut-off), from_latest
        and to_earliest (ISO days between which the status surely holds), and the statement it rests on. What is only
        reported holds for its own date and no longer, unless a later statement follows.
    """
    cut_off = as_of.isoformat()
    dates = zip(table["date_edtf"], table["date_earliest"], table["date_latest"])
    known = table.loc[[text != "" and (earliest or latest) <= cut_off for text, earliest, latest in dates]]
    following = _next_of_link(known)
    until = [
        latest if event == "reported" and not text else earliest or cut_off
        for event, latest, (text, earliest) in zip(known["event"], known["date_latest"], following)
    ]
    return known.assign(
        status=known["status_after"], from_edtf=known["date_edtf"], to_edtf=pd.Series([text for text, _ in following], index=known.index, dtype="str"),
        from_latest=known["date_latest"], to_earliest=pd.Series(until, index=known.index, dtype="str"),
    )[STATE_COLUMNS].reset_index(drop=True)


def _next_of_link(dated: pd.DataFrame) -> list[tuple[str, str]]:
    """date_edtf and date_earliest of the next statement on the same link, '' and '' where there is none."""
    following, later = [], {}
    for link, text, earliest in reversed(list(zip(dated["link_id"], dated["date_edtf"], dated["date_earliest"]))):
        following.append(later.get(link, ("", "")))
        later[link] = text, earliest
    return following[::-1]


def undated_statements(table: pd.DataFrame) -> pd.DataFrame:
    """Statements on a link with no date printed and none given by a reading."""
    return table[table["date_edtf"] == ""].reset_index(drop=True)


def states_on(states: pd.DataFrame, day: date) -> pd.DataFrame:
    """The last known state of every link on a day: one row a link."""
    begun = states[states["from_latest"] <= day.isoformat()]
    return begun.drop_duplicates("link_id", keep="last").sort_values("link_id", ignore_index=True)


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
