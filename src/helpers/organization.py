"""The tree of each document, its desks with their partners, and what the desks add up to.

Frames in, frames out: `units` and `partners` are what the raw tables say, read by `build_units` and
`geography.read_lists`; everything is kept apart by document (`source_id`), and any number of
documents may be given. A desk is a unit of kind ``regional_department``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from helpers.errors import DataError
from helpers.spelling import acronym, plain_name

DESK = "regional_department"
STEP = " / "  # between the names of a unit's path, in raw/units.parent
TEMPLATE_SHARE = 0.6  # two lines are one template where this share of their words stands in the same order
SHORTEST_TEXT = 8  # words; a shorter line is a heading or a name


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
    desks = units[units["kind"] == DESK][["source_id", "line", "unit_id", "name"]]
    counts = assignments.groupby(["unit_id", "partner_kind"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=desks["unit_id"], columns=["un_member", "observer_or_other", "organization"], fill_value=0)
    frame = desks.merge(counts.reset_index(), on="unit_id", validate="one_to_one")
    frame = frame.assign(countries=frame["un_member"] + frame["observer_or_other"])
    return frame.assign(share_pct=100 * frame["countries"] / frame.groupby("source_id")["countries"].transform("sum"))


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
        desk = dict(zip(countries_only(own)["iso3"], countries_only(own)["department"]))
        for body, iso3 in bodies.items():
            naming = sorted(set(own[own["body"] == body]["department"]))
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
    decisive = frame["sub_region"].where(frame["sub_region"] != "", frame["department"])
    outside = [iso3 not in covered[name] for iso3, name in zip(frame["iso3"], decisive)]
    return frame.assign(named_area=decisive)[outside].reset_index(drop=True)


def link_associations(associations: pd.DataFrame, assignments: pd.DataFrame, scope: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """The second network: each association against the desks whose partners lie in the scope of its name.

    Parameters
    ----------
    associations : units of kind association
    scope : iso3 by unit_id of the association; empty for one without a part of the world in its name

    Returns one row an association and desk of the same document that have countries in common:
    association_id, association, line, department, countries.
    """
    frame, rows = countries_only(assignments), []
    for association in associations.itertuples():
        own = frame[(frame["source_id"] == association.source_id) & frame["iso3"].isin(scope[association.unit_id])]
        for department, group in own.groupby("department", sort=False):
            rows.append({
                "association_id": association.unit_id, "association": association.name, "source_id": association.source_id,
                "line": association.line, "department": department, "countries": len(group),
            })
    return pd.DataFrame(rows, columns=["association_id", "association", "source_id", "line", "department", "countries"])


def scope_by_desks(associations: pd.DataFrame, assignments: pd.DataFrame, regions: pd.DataFrame) -> dict[str, frozenset[str]]:
    """The countries of an association as the ministry itself divides the world.

    They are the countries under a printed sub-region, or else on a department, that shares a word for
    a part of the world (`regions`) with the association's name. Returns iso3 by unit_id.
    """
    frame = countries_only(assignments)
    printed = frame["sub_region"].where(frame["sub_region"] != "", frame["department"])
    areas = {name: _areas_in(name, regions) for name in {*printed, *associations["name"]}}
    return {
        a.unit_id: frozenset(i for i, s, p in zip(frame["iso3"], frame["source_id"], printed) if s == a.source_id and areas[a.name] & areas[p])
        for a in associations.itertuples()
    }


def _areas_in(name: str, regions: pd.DataFrame) -> frozenset[tuple[str, str]]:
    plain = f" {plain_name(name)} "
    return frozenset((r.m49_area, r.body) for r in regions.itertuples() if f" {plain_name(r.word)} " in plain)


def cover_desks(assignments: pd.DataFrame, scope: Mapping[str, frozenset[str]], desks: pd.DataFrame) -> pd.DataFrame:
    """Per desk (from `count_desks`): how many of its countries lie in the scope of some association."""
    reached = frozenset().union(*scope.values())
    frame = countries_only(assignments)
    with_any = frame[frame["iso3"].isin(reached)].groupby("unit_id").size()
    return desks.assign(with_association=desks["unit_id"].map(with_any).fillna(0).astype(int))


def common_words(a: list[str], b: list[str]) -> int:
    """Length of the longest sequence of words that stands in both lists in the same order."""
    row = [0] * (len(b) + 1)
    for word in a:
        diagonal = 0
        for j, other in enumerate(b, 1):
            diagonal, row[j] = row[j], diagonal + 1 if word == other else max(row[j], row[j - 1])
    return row[-1]


def find_shared_contacts(facts: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Contacts that point to more than one unit: equal addresses, and mail names that are another unit's acronym.

    `facts` are raw/facts (attributes address, fax, email; subjects are names of units). Returns
    source_id, line, subject, attribute, value, shared_with (names joined by ;).
    """
    contacts = facts[facts["attribute"].isin(["address", "fax", "email"])]
    acronyms = {acronym(u.as_printed).casefold(): u.name for u in units.itertuples() if acronym(u.as_printed)}
    rows = []
    for contact in contacts.itertuples():
        equal = contacts[(contacts["attribute"] == contact.attribute) & (contacts["value"] == contact.value)]["subject"]
        owner = acronyms.get(contact.value.partition("@")[0].casefold(), "") if contact.attribute == "email" else ""
        if others := sorted({*equal, owner} - {contact.subject, ""}):
            rows.append((contact.source_id, contact.line, contact.subject, contact.attribute, contact.value, ";".join(others)))
    return pd.DataFrame(rows, columns=["source_id", "line", "subject", "attribute", "value", "shared_with"])


def find_templates(lines: pd.DataFrame, source_id: str) -> pd.DataFrame:
    """Pairs of lines of one document whose texts are one template.

    `lines` holds fingerprints of the words of each line (raw/lines), so that no text is needed. Two
    lines are one template where at least TEMPLATE_SHARE of the words of the longer one stand in both
    in the same order. Returns line_a, line_b, words_a, words_b, common, share.
    """
    texts = [(int(r.line), r.words.split()) for r in lines[lines["source_id"] == source_id].itertuples()]
    texts = sorted((n, words) for n, words in texts if len(words) >= SHORTEST_TEXT)
    rows = []
    for i, (line_a, a) in enumerate(texts):
        for line_b, b in texts[i + 1:]:
            longer = max(len(a), len(b))
            if min(len(a), len(b)) < TEMPLATE_SHARE * longer:
                continue
            if (common := common_words(a, b)) >= TEMPLATE_SHARE * longer:
                rows.append((line_a, line_b, len(a), len(b), common, common / longer))
    return pd.DataFrame(rows, columns=["line_a", "line_b", "words_a", "words_b", "common", "share"])
