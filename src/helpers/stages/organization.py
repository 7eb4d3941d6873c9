"""Stages of the organization: units, desks, their partners, and how the two descriptions align."""

from __future__ import annotations

import pandas as pd

from helpers import alignment, associations, geography, organization
from helpers.study import Study, builder


@builder
def build_known_names(study: Study) -> dict[str, tuple[geography.NameUse, ...]]:
    """Every known name of a country or organization under its plain form, with all it has meant."""
    return geography.index_names(study.raw["countries"], study.raw["aliases"])


@builder
def build_country_names(study: Study) -> dict[str, str]:
    """iso3 of every country to its reference name."""
    return dict(zip(study.raw["countries"]["iso3"], study.raw["countries"]["name"]))


@builder
def build_members(study: Study, body: str) -> frozenset[str]:
    """iso3 of the members of one body at the cut-off."""
    return geography.members(study.raw["memberships"], body, on=study.as_of)


@builder
def build_printed_units(study: Study) -> pd.DataFrame:
    """One row a unit with its permanent id, its parent and its depth (1 at the top), before any reading is applied."""
    return organization.build_units(study.raw["units"])


@builder
def build_printed_partners(study: Study) -> pd.DataFrame:
    """One row a printed partner with the id of its desk, in printed order, before any reading is applied."""
    known, members = study.stage("known_names"), study.stage("members", "UN")
    kinds = {iso3: geography.partner_kind(iso3, members) for iso3 in ["", *study.raw["countries"]["iso3"]]}
    partners = geography.read_lists(study.raw["desks"], known, on=study.as_of)
    return organization.assign_desks(partners, study.stage("printed_units"), kinds)


@builder
def build_assignments(study: Study) -> pd.DataFrame:
    """The printed partners under the chosen readings, in the same columns."""
    return study.coded("assignments", study.stage("printed_partners"), "assignment_id")


@builder
def build_listed_countries(study: Study, source_id: str) -> pd.DataFrame:
    """The assignments of one document that are countries or areas."""
    assigned = study.stage("assignments")
    return organization.countries_only(assigned[assigned["source_id"] == source_id])


@builder
def build_unit_tree(study: Study) -> pd.DataFrame:
    """The printed units under the chosen readings, in the same columns."""
    return study.coded("units", study.stage("printed_units"), "unit_id")


@builder
def build_unit_alignment(study: Study, source_a: str, source_b: str) -> pd.DataFrame:
    """One row a pair of units of two documents: status, rule, and the ids, names and lines of both sides."""
    return alignment.align_units(study.stage("unit_tree"), study.stage("assignments"), source_a, source_b=source_b)


@builder
def build_partner_alignment(study: Study, source_a: str, source_b: str) -> pd.DataFrame:
    """One row a partner of two documents: status, and desk, line and print on both sides (suffix _a, _b)."""
    pairs = study.stage("unit_alignment", source_a, source_b)
    return alignment.align_partners(study.stage("assignments"), pairs, source_a, source_b=source_b)


@builder
def build_units(study: Study) -> pd.DataFrame:
    """The unit tree with matched_unit_id: the same unit in every other document, joined by ``;``."""
    tree = study.stage("unit_tree")
    return alignment.join_matches(tree, [study.stage("unit_alignment", a, b) for a, b in alignment.pair_sources(tree)])


@builder
def build_desk_totals(study: Study) -> pd.DataFrame:
    """One row a desk, in printed order: its partners counted by kind, and its share of the document's countries in percent."""
    return organization.count_desks(study.stage("assignments"), study.stage("unit_tree"))


@builder
def build_area_named(study: Study, name: str) -> frozenset[str]:
    """iso3 of the countries in the parts of the world that a printed name speaks of."""
    raw = study.raw
    return geography.countries_of(name, raw["countries"], raw["memberships"], regions=raw["regions"], on=study.as_of)


@builder
def build_countries_named(study: Study, name: str) -> frozenset[str]:
    """iso3 of the countries whose own name stands in a printed name at the cut-off."""
    return geography.named_countries(name, study.stage("known_names"), on=study.as_of)


@builder
def build_association_scope(study: Study) -> dict[str, frozenset[str]]:
    """unit_id of each association to the iso3 it stands for: the countries it names, else its part of the world as read."""
    raw, tree = study.raw, study.stage("unit_tree")
    names = tree[tree["kind"] == "association"]
    if study.choices.option("association_scope") == "desks":
        by_area = associations.scope_by_desks(names, study.stage("assignments"), raw["regions"])
    else:
        by_area = {u.unit_id: study.stage("area_named", u.name) for u in names.itertuples()}
    return {u.unit_id: study.stage("countries_named", u.name) or by_area[u.unit_id] for u in names.itertuples()}


@builder
def build_soviet_republics(study: Study) -> frozenset[str]:
    """iso3 of all that were ever members of the Soviet Union, whatever the cut-off."""
    members = study.raw["memberships"]
    return frozenset(members[members["body"] == "Soviet Union"]["iso3"])


@builder
def build_body_comparison(study: Study) -> pd.DataFrame:
    """One row a document and body: who names the body, and on which desks its members are."""
    bodies = {body: study.stage("members", body) for body in ("ASEAN", "SAARC", "EU", "Arab League")}
    return organization.compare_bodies(study.stage("assignments"), bodies | {"Soviet Union": study.stage("soviet_republics")})


@builder
def build_departures(study: Study) -> pd.DataFrame:
    """The assignments of countries outside the parts of the world that the desk's printed names speak of."""
    assigned = study.stage("assignments")
    covered = {name: study.stage("area_named", name) for name in sorted({*assigned["department"], *assigned["sub_region"]})}
    return organization.find_departures(assigned, covered)


@builder
def build_placed_members(study: Study) -> pd.DataFrame:
    """One row a member of the United Nations at the cut-off and document, with the desk that names it ('' where none does)."""
    return organization.place_members(study.stage("assignments"), study.stage("members", "UN"), study.raw["countries"])


@builder
def build_association_cover(study: Study) -> pd.DataFrame:
    """One row a desk: how many of its countries lie in the scope of some association."""
    return associations.cover_desks(study.stage("assignments"), study.stage("association_scope"), study.stage("desk_totals"))


@builder
def build_templates(study: Study) -> pd.DataFrame:
    """Pairs of lines of the foreign ministry's website with one template: line_a, line_b, words_a, words_b, common, share."""
    return associations.find_templates(study.raw["lines"], "foreign-ministry-website")
