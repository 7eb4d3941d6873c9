"""The tree of each document, its desks with their partners, and what the desks add up to.

Frames in, frames out: `units` and `partners` are what the raw tables say, read by `build_units` and
`geography.read_lists`; everything is kept apart by document (`source_id`), and any number of
documents may be given. A desk is a unit of kind ``regional_department``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from itertools import compress

import pandas as pd

from helpers.errors import DataError

DESK = "regional_department"
STEP = " / "  # between the names of a unit's path, in raw/units.parent


def build_units(raw_units: pd.DataFrame) -> pd.DataFrame:
    """Units with permanent ids and their place in the tree.

    Returns columns unit_id (source, line, number in the line), source_id, line, name, kind,
    parent_unit_id, heading, as_printed, depth (1 at the top). Raises DataError for a parent that the
    same document does not have.
    """
    number = raw_units.groupby(["source_id", "line"]).cumcount() + 1
    units = raw_units.assign(
        unit_id=raw_units["source_id"] + "-" + raw_units["line"] + "-" + number.astype(str),
        path=raw_units["parent"].where(raw_units["parent"] == "", raw_units["parent"] + STEP) + raw_units["name"],
    )
    ids = {(u.source_id, u.path): u.unit_id for u in units.itertuples()}
    for unit in units.itertuples():
        if unit.parent and (unit.source_id, unit.parent) not in ids:
            raise DataError(
                f"raw/units.csv ({unit.source_id}:{unit.line}): {unit.name!r} stands under {unit.parent!r}, which this document does not have. "
                f"Write the names of the units above it, joined by {STEP!r}."
            )
    parents = [ids[(u.source_id, u.parent)] if u.parent else "" for u in units.itertuples()]
    depth = units["path"].str.count(STEP) + 1
    return units.assign(parent_unit_id=parents, depth=depth).drop(columns=["parent", "path"]).reset_index(drop=True)


def assign_desks(partners: pd.DataFrame, units: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Partners with the id of their desk: one row an assignment, in printed order.

    Parameters
    ----------
    partners : as from `geography.read_lists`
    units : as from `build_units`
    kinds : partner kind by iso3; ``""`` for organizations

    Raises DataError for a department that is not among the desks of its document.
    """
    desks = units[units["kind"] == DESK][["source_id", "name", "unit_id"]].rename(columns={"name": "department"})
    frame = partners.merge(desks, on=["source_id", "department"], how="left", validate="many_to_one")
    if (lost := frame[frame["unit_id"].isna()]).size:
        row = lost.iloc[0]
        raise DataError(f"raw/desks.csv ({row['source_id']}:{row['line']}): {row['department']!r} is no {DESK} of this document in raw/units.csv. Add the unit or correct the name.")
    number = frame.groupby(["source_id", "line"]).cumcount() + 1
    return frame.assign(
        assignment_id=frame["source_id"] + "-" + frame["line"] + "-" + number.astype(str),
        partner_kind=[kinds[i] for i in frame["iso3"]],
    )


def countries_only(assignments: pd.DataFrame) -> pd.DataFrame:
    """The assignments that are countries or areas, without the organizations."""
    return assignments[assignments["iso3"] != ""]


def find_repeated(assignments: pd.DataFrame) -> pd.DataFrame:
    """Assignments whose partner stands more than once in the same document."""
    return assignments[assignments.duplicated(["source_id", "partner_name"], keep=False)]


def count_desks(assignments: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Totals per desk: un_member, observer_or_other, countries (both), organization, share of countries.

    One row a desk, in printed order, desks without any partner included; share_pct is of the
    document's countries, in percent.
    """
    desks = units.loc[units["kind"] == DESK, ["source_id", "line", "unit_id", "name"]].reset_index(drop=True)
    counts = Counter(zip(assignments["unit_id"], assignments["partner_kind"]))
    kinds = {kind: [counts[unit, kind] for unit in desks["unit_id"]] for kind in ("un_member", "observer_or_other", "organization")}
    countries = [members + others for members, others in zip(kinds["un_member"], kinds["observer_or_other"])]
    total = Counter()
    for source_id, count in zip(desks["source_id"], countries):
        total[source_id] += count
    shares = [100 * count / total[source_id] if total[source_id] else math.nan for source_id, count in zip(desks["source_id"], countries)]
    return desks.assign(**kinds, countries=countries, share_pct=shares)


def measure_concentration(desks: pd.DataFrame) -> pd.DataFrame:
    """How unequal the portfolios are, per document, from `count_desks`.

    Returns desks, largest_share_pct, largest (its name), herfindahl (sum of squared shares: 1/desks
    when equal, 1 when one desk has all), effective_desks (1/herfindahl), ratio_largest_smallest.
    Portfolios are counted in countries; a desk's staff and traffic are not known.
    """
    rows = []
    for source_id, group in desks.groupby("source_id", sort=False):
        shares, largest = group["share_pct"] / 100, group.loc[group["countries"].idxmax()]
        herfindahl = math.fsum(s * s for s in shares)
        rows.append({
            "source_id": source_id, "desks": len(group), "largest": largest["name"], "largest_share_pct": largest["share_pct"],
            "herfindahl": herfindahl, "effective_desks": 1 / herfindahl,
            "ratio_largest_smallest": group["countries"].max() / max(group["countries"].min(), 1),
        })
    return pd.DataFrame(rows)


def place_members(assignments: pd.DataFrame, members: frozenset[str], countries: pd.DataFrame) -> pd.DataFrame:
    """Every member of a body and, per document, the desk that names it: one row a member and document.

    Columns iso3, name, m49_region, m49_sub_region, source_id, unit_id and department ('' where no desk
    names it), sub_region, line.
    """
    world = countries[countries["iso3"].isin(members)][["iso3", "name", "m49_region", "m49_sub_region"]]
    sources = assignments[["source_id"]].drop_duplicates()
    columns = ["source_id", "iso3", "unit_id", "department", "sub_region", "line"]
    placed = world.merge(sources, how="cross").merge(
        countries_only(assignments)[columns], on=["source_id", "iso3"], how="left", validate="one_to_one"
    )
    return placed.fillna({c: "" for c in columns}).sort_values(["source_id", "iso3"]).reset_index(drop=True)


def compare_bodies(assignments: pd.DataFrame, bodies: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Members of international bodies against the desks, one row a document and body.

    `bodies` gives the members' iso3 by body. Returns named_by (desks that name the body itself),
    members, on_that_desk, on_other_desks, unnamed (iso3 joined by ;), desks (how many share the members).
    """
    rows = []
    for source_id, own in assignments.groupby("source_id", sort=False):
        desk = {iso3: department for iso3, department in zip(own["iso3"], own["department"]) if iso3}
        named = set(zip(own["body"], own["department"]))
        for body, iso3 in bodies.items():
            naming = sorted(department for name, department in named if name == body)
            held = [desk[i] for i in iso3 if i in desk]
            rows.append({
                "source_id": source_id, "body": body, "named_by": ";".join(naming), "members": len(iso3),
                "on_that_desk": sum(d in naming for d in held), "on_other_desks": sum(d not in naming for d in held),
                "unnamed": ";".join(sorted(i for i in iso3 if i not in desk)), "desks": len(set(held)),
            })
    return pd.DataFrame(rows)


def cross_m49(assignments: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Desks against UN M49: countries per document, desk and sub-region, zero where none.

    The sub-region is M49's finest (its intermediate region where it has one).
    """
    finest = countries["m49_intermediate"].where(countries["m49_intermediate"] != "", countries["m49_sub_region"])
    world = countries.assign(m49_area=finest)[["iso3", "m49_region", "m49_area"]]
    frame = countries_only(assignments).merge(world, on="iso3", validate="many_to_one")
    desks = frame[["source_id", "unit_id", "department"]].drop_duplicates()
    grid = desks.merge(world[["m49_region", "m49_area"]].drop_duplicates(), how="cross")
    counts = frame.groupby(["unit_id", "m49_area"]).size().rename("countries").reset_index()
    grid = grid.merge(counts, on=["unit_id", "m49_area"], how="left", validate="one_to_one")
    return grid.assign(countries=grid["countries"].fillna(0).astype(int))


def find_departures(assignments: pd.DataFrame, covered: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Assignments of countries outside the parts of the world that the desk's printed names speak of.

    `covered` gives, by printed name (of a department or a sub-region), the iso3 it speaks of. The
    narrower name decides: the sub-region where one is printed, otherwise the department.
    """
    frame = countries_only(assignments)
    decisive = [narrow or wide for narrow, wide in zip(frame["sub_region"], frame["department"])]
    outside = [iso3 not in covered[name] for iso3, name in zip(frame["iso3"], decisive)]
    return frame.loc[outside].assign(named_area=list(compress(decisive, outside))).reset_index(drop=True)


def map_countries(assignments: pd.DataFrame, countries: pd.DataFrame, members: frozenset[str], *, desks: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Every country of one document and every member without a desk, for a map: one row a country.

    `desks` as from `count_desks`, in printed order. Where another document puts the country on another
    desk (by number), `department_other` names the desk of this document that stands there. A country that
    has ended is drawn as those that continued it: `outline_id` then holds several codes, joined by ;.
    """
    order = desks.assign(number=desks.groupby("source_id").cumcount() + 1)
    placed = countries_only(assignments).merge(order[["unit_id", "number"]], on="unit_id", validate="many_to_one")
    own = placed[placed["source_id"] == source_id][["iso3", "department", "number", "partner_as_printed", "source_id", "line"]]
    name = dict(zip(own["number"], own["department"]))
    other = placed[placed["source_id"] != source_id].drop_duplicates("iso3").set_index("iso3")["number"]
    world = countries[countries["iso3"].isin(members | set(own["iso3"]))]
    outline = dict(zip(countries["iso3"], countries["numeric"]))
    drawn = [";".join(outline[i] for i in (after or iso3).split(";")) for iso3, after in zip(world["iso3"], world["continued_by"])]
    world = world[["iso3", "name", "longitude", "latitude"]].assign(outline_id=drawn).merge(own, on="iso3", how="left", validate="one_to_one")
    world = world.fillna({"number": 0, "department": "", "partner_as_printed": "", "source_id": "", "line": ""}).astype({"number": int})
    moved = [name.get(other.get(i, n), "") if other.get(i, n) != n else "" for i, n in zip(world["iso3"], world["number"])]
    return world.assign(department_other=moved).rename(columns={"partner_as_printed": "as_printed"})


def matrix_rows(grid: pd.DataFrame, placed: pd.DataFrame, departures: pd.DataFrame, *, countries: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Cells of one document's desks against M49, with its members that no desk names as column 0.

    `grid` as from `cross_m49`, `placed` as from `place_members`, `departures` as from `find_departures`.
    Returns m49_region, m49_area, column, department, countries, departing, note (names of the departing)
    and places (the printed lines of the cell's countries).
    """
    area = dict(zip(countries["iso3"], countries["m49_intermediate"].where(countries["m49_intermediate"] != "", countries["m49_sub_region"])))
    own = grid[grid["source_id"] == source_id]
    number = {u: n for n, u in enumerate(own["unit_id"].drop_duplicates(), 1)}
    cells = own.assign(column=own["unit_id"].map(number))[["m49_region", "m49_area", "column", "unit_id", "department", "countries"]]
    lost = placed[(placed["source_id"] == source_id) & (placed["unit_id"] == "")]
    lost = lost.assign(m49_area=lost["iso3"].map(area)).groupby("m49_area").size()
    blank = cells[["m49_region", "m49_area"]].drop_duplicates().assign(column=0, unit_id="", department="")
    cells = pd.concat([cells, blank.assign(countries=blank["m49_area"].map(lost).fillna(0).astype(int))], ignore_index=True)
    leaving = departures[departures["source_id"] == source_id]
    here = placed[(placed["source_id"] == source_id) & (placed["unit_id"] != "")].assign(m49_area=lambda f: f["iso3"].map(area))
    lines = here.groupby(["unit_id", "m49_area"])["line"].agg(lambda n: ";".join(f"{source_id}:{i}" for i in sorted(set(n), key=int))).to_dict()
    names = leaving.assign(m49_area=leaving["iso3"].map(area)).groupby(["unit_id", "m49_area"])["partner_as_printed"].agg(list).to_dict()
    keys = list(zip(cells["unit_id"], cells["m49_area"]))
    found = [names.get(key, []) for key in keys]
    cells = cells.assign(departing=[len(n) for n in found], note=[", ".join(n) for n in found], places=[lines.get(key, "") for key in keys]).drop(columns="unit_id")
    shown = cells.groupby("m49_area")["countries"].transform("sum") > 0
    return cells[shown].sort_values(["m49_region", "m49_area", "column"], kind="stable").reset_index(drop=True)


def tile_rows(placed: pd.DataFrame, assignments: pd.DataFrame, countries: pd.DataFrame, *, source_id: str) -> pd.DataFrame:
    """Every member of the UN and every other country one document names: one row a country.

    status is named, unnamed or non_member; with the print and its place where there is one.
    """
    own = countries_only(assignments)
    own = own[own["source_id"] == source_id][["iso3", "department", "partner_as_printed", "line"]]
    members = placed[placed["source_id"] == source_id]["iso3"]
    world = countries[countries["iso3"].isin(set(members) | set(own["iso3"]))][["iso3", "name", "m49_region"]]
    world = world.merge(own, on="iso3", how="left", validate="one_to_one").fillna("")
    status = pd.Series("non_member", index=world.index).mask(world["iso3"].isin(members), "named").mask(world["department"] == "", "unnamed")
    world = world.assign(status=status, source_id=[source_id if n else "" for n in world["line"]])
    return world.rename(columns={"partner_as_printed": "as_printed"}).sort_values(["m49_region", "iso3"]).reset_index(drop=True)


def list_unnamed(placed: pd.DataFrame, memberships: pd.DataFrame, *, source_id: str) -> pd.DataFrame:
    """Members of the UN that one document's desks do not name, with region, admission and other bodies.

    `placed` as from `place_members`. Columns iso3, name, m49_region, m49_sub_region, admitted_edtf (the last
    admission), bodies (other bodies it belongs or belonged to, joined by ;).
    """
    lost = placed[(placed["source_id"] == source_id) & (placed["unit_id"] == "")]
    admitted = memberships[memberships["body"] == "UN"].sort_values("from_edtf").groupby("iso3")["from_edtf"].last()
    others = memberships[memberships["body"] != "UN"].groupby("iso3")["body"].agg(lambda b: ";".join(sorted(set(b))))
    lost = lost.assign(admitted_edtf=lost["iso3"].map(admitted), bodies=lost["iso3"].map(others).fillna(""))
    return lost[["iso3", "name", "m49_region", "m49_sub_region", "admitted_edtf", "bodies"]].reset_index(drop=True)
