"""Pieces of mail between north and south: directions printed and read, and what they come to an exchange and a day.

What a piece is, is not printed: letters and postcards from the first exchange on, second-class mail at the first one,
printed matter until the end of 1948. Only ratios of like to like are formed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from helpers.dates import bounds, days_between
from helpers.errors import DataError

COUNT_COLUMNS = ["counted_at_edtf", "direction_as_printed", "direction_read", "pieces", "exchanges_min", "exchanges_max", "source_id", "line"]
ALL_TIME = {"north": "out-ns-mail-north", "south": "out-ns-mail-south"}
FIRST = {"north": "out-ns-first-north", "south": "out-ns-first-south"}


def mail_counts(coded: pd.DataFrame, printed: pd.DataFrame, *, exchanges: Sequence[int], counted: date) -> pd.DataFrame:
    """Counts of pieces with both directions and the numbers of exchanges that can have carried them.

    `exchanges` are the numbers possible up to `counted`; a count of another day gets none.
    """
    rows = coded[coded["pieces"] != ""]
    own = printed.set_index("event_id")["direction"]
    inside = rows["date_edtf"] == counted.isoformat()
    return rows.assign(
        counted_at_edtf=rows["date_edtf"], direction_as_printed=rows["event_id"].map(own), direction_read=rows["direction"],
        pieces=rows["pieces"].astype(int),
        exchanges_min=[min(exchanges) if held and exchanges else None for held in inside],
        exchanges_max=[max(exchanges) if held and exchanges else None for held in inside],
    )[COUNT_COLUMNS].astype({"exchanges_min": object, "exchanges_max": object}).reset_index(drop=True)


def claim_number(claims: pd.DataFrame, claim_id: str) -> int:
    """The number of one outside claim.

    Raises
    ------
    DataError
        There is no such claim.
    """
    found = claims.loc[claims["claim_id"] == claim_id, "number"]
    if found.empty:
        raise DataError(f"raw/outside.csv has no claim {claim_id!r}. Restore the row or correct the id.")
    return int(found.iloc[0])


def pieces_by(counts: pd.DataFrame, column: str, counted: date) -> dict[str, int]:
    """Pieces by direction on the day of the count; `column` is direction_as_printed or direction_read."""
    held = counts[counts["counted_at_edtf"] == counted.isoformat()]
    return dict(zip(held[column], held["pieces"]))


def label_test(counts: pd.DataFrame, claims: pd.DataFrame, *, counted: date) -> pd.DataFrame:
    """Hold both ways to label the two numbers against the outside totals.

    Returns
    -------
    DataFrame
        One row a labelling (as-printed, swapped) and direction: `pieces` so far, `all_time` to the war, `first` exchange,
        `remainder` (all_time − pieces; negative is impossible), `fits` (yes, no).
    """
    printed = pieces_by(counts, "direction_as_printed", counted)
    other = {"north": "south", "south": "north"}
    rows = [
        {"labels": labels, "direction": way, "pieces": printed[way if labels == "as-printed" else other[way]],
         "all_time": claim_number(claims, ALL_TIME[way]), "first": claim_number(claims, FIRST[way])}
        for labels in ("as-printed", "swapped") for way in ("north", "south")
    ]
    frame = pd.DataFrame(rows)
    frame["remainder"] = frame["all_time"] - frame["pieces"]
    return frame.assign(fits=((frame["remainder"] >= 0) & (frame["first"] <= frame["pieces"])).map({True: "yes", False: "no"}))


def volume_bounds(counts: pd.DataFrame, *, began: date) -> pd.DataFrame:
    """Pieces an exchange and a day, as bounds over the possible numbers of exchanges; NaN where none is possible."""
    held = counts[counts["exchanges_min"].notna()]
    days = held["counted_at_edtf"].map(lambda text: days_between(began, bounds(text).latest) + 1)
    return held.assign(
        per_exchange_min=held["pieces"] / held["exchanges_max"].astype(float),
        per_exchange_max=held["pieces"] / held["exchanges_min"].astype(float),
        days=days, per_day=held["pieces"] / days,
    ).reset_index(drop=True)


def remainder_bounds(tested: pd.DataFrame, *, labels: str, exchanges_after: Sequence[int]) -> pd.DataFrame:
    """What the outside totals leave from the count to the war, by direction, and an exchange of that time."""
    held = tested[tested["labels"] == labels]
    fewest, most = (min(exchanges_after), max(exchanges_after)) if exchanges_after else (None, None)
    return held.assign(
        exchanges_after_min=fewest, exchanges_after_max=most,
        per_exchange_min=held["remainder"] / most if most else None, per_exchange_max=held["remainder"] / fewest if fewest else None,
    ).reset_index(drop=True)
