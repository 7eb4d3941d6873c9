"""Frames for the exhibits on mail: one tidy frame a figure or table, from the stages of a study.

Nothing is estimated here; rows are put beside each other, labelled, and given the printed place they rest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from helpers import mail
from helpers.agreements import offices
from helpers.dates import bounds
from helpers.schedules import Rules
from helpers.vocabulary import SCOPES

PLACE = ["as_printed", "source_id", "line"]
RHYTHM_NAMES = {"7": "weekly", "28": "monthly", **dict.fromkeys(("10", "12", "14"), "every two weeks")}  # by the fewest days between exchanges


def schedule_frame(regimes: pd.DataFrame, printed: pd.DataFrame, months: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Rhythms as printed and as read, printed numbers, and what every schedule has in common by month.

    Layers: printed and read (label, rhythm, from_day, to_day; kept says whether the rule binds), limit (to_day, low, high),
    month (from_day, to_day, low, high: exchanges in the month), until (to_day, low, high: exchanges up to that day), pause
    (from_day, to_day: the days surely without an exchange).
    """
    order = printed.set_index("regime_id")["sequence"].astype(int)
    stated = [
        table.assign(layer=layer, from_day=table["from_edtf"], to_day=table["to_edtf"], label=table["short"],
                     rhythm=[rhythm_name(row) for row in table.itertuples()], order=table["regime_id"].map(order))
        for layer, table in (("printed", printed), ("read", regimes))
    ]
    counted = events[events["rule"] == "count"]
    limit = counted.assign(layer="limit", to_day=counted["to_edtf"], low=counted["count_min"], high=counted["count_max"], label=counted["short"])
    inside = months.assign(layer="month", from_day=months["month"] + "-01", to_day=months["month_end"], low=months["in_month_min"], high=months["in_month_max"])
    until = months.assign(layer="until", to_day=months["month_end"], low=months["until_min"], high=months["until_max"])
    pause = events[events["rule"] == "pause"].assign(layer="pause", from_day=lambda f: f["from_edtf"], to_day=lambda f: f["first_by_edtf"], label=lambda f: f["short"])
    columns = ["layer", "label", "rhythm", "from_day", "to_day", "kept", "low", "high", *PLACE]
    return pd.concat([pd.concat(stated).sort_values(["order", "layer"]), limit, inside, until, pause])[columns].pipe(blank)


def blank(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame renumbered, with empty text where a layer has no value."""
    return frame.astype(object).where(frame.notna(), "").reset_index(drop=True)


def rhythm_name(row) -> str:
    """A rhythm in words, from the fewest and most days between exchanges."""
    if row.weekday:
        return f"every {row.weekday}" if row.step_max else f"{row.weekday}s at most"
    return RHYTHM_NAMES.get(row.step_min, f"every {row.step_min} days")


def consistency_frame(sets: tuple[Sequence, Sequence], rules: Mapping[str, Rules], events: pd.DataFrame) -> pd.DataFrame:
    """Statements against the sets that cannot hold (conflict) and the largest that can (maximal).

    One row a statement and set: kind, set_number, event_id, label, member (yes, no), in printed order.
    """
    maximal, minimal = sets
    bound = events[events["event_id"].isin(rules)].sort_values("sequence", key=lambda column: column.astype(int))
    members = [
        bound.assign(kind=kind, set_number=number, member=["yes" if name in chosen else "no" for name in bound["event_id"]])
        for kind, group in (("conflict", minimal), ("maximal", maximal)) for number, chosen in enumerate(group, 1)
    ]
    return pd.concat(members).assign(label=lambda frame: frame["short"])[["kind", "set_number", "event_id", "label", "member", *PLACE]].reset_index(drop=True)


def statement_frame(printed: pd.DataFrame, coded: pd.DataFrame, kept: Iterable[str], conflicts: Sequence) -> pd.DataFrame:
    """Printed words beside the reading: every statement that binds the days, its conflicts, and what becomes of it.

    `under_the_readings` is binds, binds otherwise (a reading moved it) or set aside.
    """
    bound = printed[printed["rule"] != ""].set_index("event_id")
    moved = coded.set_index("event_id").reindex(bound.index)[mail.RULE_COLUMNS[1:]]
    otherwise = (moved != bound[mail.RULE_COLUMNS[1:]]).any(axis=1)
    fate = otherwise.map({True: "binds otherwise", False: "binds"}).where(bound.index.isin(list(kept)), "set aside")
    frame = bound.assign(conflicts=[sum(name in group for group in conflicts) for name in bound.index], under_the_readings=fate)
    ordered = frame.reset_index().sort_values("sequence", key=lambda column: column.astype(int))
    return ordered[["short", "as_printed", "statement", "conflicts", "under_the_readings", "event_id", "source_id", "line"]].reset_index(drop=True)


def volume_frame(tested: pd.DataFrame, bounded: pd.DataFrame, rest: pd.DataFrame) -> pd.DataFrame:
    """Pieces by labelling and direction against the outside totals, and pieces an exchange before and after the count."""
    totals = tested.assign(layer="total", low=tested["pieces"], high=tested["all_time"])
    before = bounded.assign(layer="before", direction=bounded["direction_read"], low=bounded["per_exchange_min"], high=bounded["per_exchange_max"], labels="")
    after = rest.assign(layer="after", low=rest["per_exchange_min"], high=rest["per_exchange_max"])
    columns = ["layer", "labels", "direction", "low", "high", "first", "fits", "source_id", "line"]
    frame = pd.concat([totals, before, after]).reindex(columns=columns)
    return frame.assign(source_id="wikipedia-posts-ministry", line="55").reset_index(drop=True)


def agreement_frame(table: pd.DataFrame, own: pd.DataFrame, inherited: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """Every agreement from signature to end, and the number in force with and without inherited cells.

    Layers: agreement (signed_day, from_day, to_day, end: printed, vouched, unknown), own and inherited (day, low, high).
    """
    ends = [end_of(row) for row in table.itertuples()]
    spans = table.assign(
        layer="agreement", label=table["short_title"] + ", " + table["signed_edtf"].map(last_day).str[:4], signed_day=table["signed_edtf"].map(last_day), from_day=table["in_force_edtf"].map(last_day),
        to_day=[first_day(text) or as_of.isoformat() for text in table["in_force_until_edtf"]], end=ends,
    ).sort_values(["from_day", "signed_day", "agreement_id"], key=lambda column: column.where(column != "", "1946-08-16"))
    steps = [frame.assign(layer=name, from_day=frame["day"], low=frame["in_force_min"], high=frame["in_force_max"]) for name, frame in (("own", own), ("inherited", inherited))]
    columns = ["layer", "agreement_id", "label", "partner", "signed_day", "from_day", "to_day", "end", "cells", "low", "high", *PLACE]
    return pd.concat([spans, *steps]).reindex(columns=columns).pipe(blank)


def end_of(row) -> str:
    """How the end of an agreement is known: printed, vouched for by the word effective, or unknown."""
    return "printed" if row.expires_edtf else "vouched" if row.in_force_until_edtf else "unknown"


def first_day(edtf: str) -> str:
    """The earliest day of an EDTF text (ISO); '' where it has none."""
    earliest = bounds(edtf).earliest
    return earliest.isoformat() if earliest else ""


def last_day(edtf: str) -> str:
    """The latest day of an EDTF text (ISO); '' where it has none."""
    latest = bounds(edtf).latest
    return latest.isoformat() if latest else ""


def scope_frame(matrix: pd.DataFrame) -> pd.DataFrame:
    """The scope matrix in order of signature with short titles; one row an agreement and scope."""
    order = {scope: number for number, scope in enumerate(SCOPES)}
    signed = matrix["signed_edtf"].map(last_day)
    label = matrix["short_title"] + ", " + signed.str[:4].where(signed != "", "undated")
    frame = matrix.assign(label=label, signed_day=signed, scope_number=matrix["scope"].map(order))
    return frame.sort_values(["signed_day", "line", "agreement_id", "scope_number"])[["agreement_id", "label", "partner", "scope", "scope_number", "mark", "source_id", "line"]].reset_index(drop=True)


def route_frame(states: pd.DataFrame, undated: pd.DataFrame) -> pd.DataFrame:
    """States of every link by time, and its undated statements, which have no place on the axis."""
    dated = states.assign(layer="state", from_day=states["from_latest"], to_day=states["to_earliest"], next_day=[last_day(later) or until for later, until in zip(states["to_edtf"], states["to_earliest"])])
    loose = undated.assign(layer="undated", status=undated["status_after"])
    columns = ["layer", "link_id", "link_name", "partner", "status", "carriage", "from_day", "to_day", "next_day", "event", *PLACE]
    order = {name: number for number, name in enumerate(dict.fromkeys([*dated.sort_values("from_day")["link_id"], *loose["link_id"]]))}
    both = pd.concat([dated, loose]).reindex(columns=columns).pipe(blank)
    return both.sort_values("link_id", key=lambda column: column.map(order), kind="stable").reset_index(drop=True)


def border_frame(agreements: pd.DataFrame, routes: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Places and lines of the sketch, and the crossings between offices, each with the year it is first named."""
    named = offices(agreements)
    named = named.assign(year=named["signed_edtf"].map(last_day).str[:4])
    first = named.sort_values("year").drop_duplicates("place").set_index("place")
    spots = places[places["name"] != ""]
    spots = spots[spots["name"].isin(set(first.index) | set(routes["from_place"]) | set(routes["to_place"]))]
    years = spots["name"].map(first["year"]).fillna("")
    points = spots.assign(layer=spots["kind"], label=spots["name"], year=years, source_id=spots["name"].map(first["source_id"]), line=spots["name"].map(first["line"]))
    lines = places[places["name"] == ""].assign(layer=lambda f: f["kind"], label=lambda f: f["place_id"].str[:-3], year="")
    at = spots.set_index("name")[["longitude", "latitude"]]
    pairs = routes[routes["from_place"].isin(at.index) & routes["to_place"].isin(at.index)].drop_duplicates(["from_place", "to_place"])
    ends = at.loc[pairs["to_place"]].to_numpy()
    crossings = pairs.assign(layer="crossing", label=pairs["from_place"] + "–" + pairs["to_place"], year=pairs["date_edtf"].str.strip("[.").str[:4],
                             longitude=at.loc[pairs["from_place"], "longitude"].to_numpy(), latitude=at.loc[pairs["from_place"], "latitude"].to_numpy(), to_longitude=ends[:, 0], to_latitude=ends[:, 1])
    columns = ["layer", "label", "year", "longitude", "latitude", "to_longitude", "to_latitude", *PLACE]
    return pd.concat([lines, points, crossings]).reindex(columns=columns).pipe(blank)


def reconstruction_frame(studies: Mapping[str, object], *ignore: str) -> pd.DataFrame:
    """What every reading set leaves: statements kept, whether any schedule exists, and exchanges by phase."""
    rows = []
    for name, study in studies.items():
        sizes, phases = study.stage("mail_exchanges", *ignore), study.stage("mail_phases", *ignore)
        schedules = study.stage("mail_calendar", *ignore).counts()
        rows.append({
            "reading_set": name, "rules": len(study.stage("mail_rules", *ignore)), "schedules": magnitude(sum(schedules.values())),
            **{phase: extent(found) for phase, found in phases.items()}, "before": extent(sizes["before"]), "in_all": extent(sizes["all"]),
        })
    return pd.DataFrame(rows)


def extent(sizes: Sequence[int]) -> str:
    """Possible numbers as text: `87 to 89`, `37`, or `none`."""
    return "none" if not sizes else f"{min(sizes)}" if min(sizes) == max(sizes) else f"{min(sizes)} to {max(sizes)}"


def magnitude(count: int) -> str:
    """A whole number of any size, cut to its power of ten where it is long."""
    return f"{count:,}" if count < 10**6 else f"about 10^{len(str(count)) - 1}"
