"""The associations a ministry sponsors, as a second network over its partners, and what their printed texts share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from helpers.spelling import acronym, plain_name

TEMPLATE_SHARE = 0.6  # two lines are one template where this share of their words stands in the same order
SHORTEST_TEXT = 8  # words; a shorter line is a heading or a name


def link_associations(associations: pd.DataFrame, assignments: pd.DataFrame, scope: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """The second network: each association against the desks whose partners lie in the scope of its name.

    Parameters
    ----------
    associations : units of kind association
    scope : iso3 by unit_id of the association; empty for one without a part of the world in its name

    Returns one row an association and desk of the same document that have countries in common:
    association_id, association, line, department, countries.
    """
    frame, rows = assignments[assignments["iso3"] != ""], []
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
    frame = assignments[assignments["iso3"] != ""]
    printed = frame["sub_region"].where(frame["sub_region"] != "", frame["department"])
    listed: dict[tuple[str, str], set[str]] = {}
    for iso3, *heading in zip(frame["iso3"], frame["source_id"], printed):
        listed.setdefault(tuple(heading), set()).add(iso3)
    words = [(f" {plain_name(word)} ", area) for word, *area in zip(regions["word"], regions["m49_area"], regions["body"])]
    areas = {name: _areas_in(name, words) for name in {*(name for _, name in listed), *associations["name"]}}
    return {
        a.unit_id: frozenset().union(*(codes for (source, name), codes in listed.items() if source == a.source_id and areas[a.name] & areas[name]))
        for a in associations.itertuples()
    }


def _areas_in(name: str, words: list[tuple[str, list[str]]]) -> frozenset[tuple[str, ...]]:
    plain = f" {plain_name(name)} "
    return frozenset(tuple(area) for word, area in words if word in plain)


def cover_desks(assignments: pd.DataFrame, scope: Mapping[str, frozenset[str]], desks: pd.DataFrame) -> pd.DataFrame:
    """Per desk (from `count_desks`): how many of its countries lie in the scope of some association."""
    reached = frozenset().union(*scope.values())
    with_any = Counter(unit for unit, iso3 in zip(assignments["unit_id"], assignments["iso3"]) if iso3 in reached)
    return desks.assign(with_association=[with_any[unit] for unit in desks["unit_id"]])


def common_words(a: list[str], b: list[str]) -> int:
    """Length of the longest sequence of words that stands in both lists in the same order.

    The rows of the usual table of lengths as bits of one number (H. Hyyrö, "Bit-parallel LCS-length computation
    revisited", 2004): after each word of `b` the bits that are 0 mark the words of `a` at which the length grows.
    """
    places: dict[str, int] = {}
    for n, word in enumerate(a):
        places[word] = places.get(word, 0) | 1 << n
    row = every = (1 << len(a)) - 1
    for word in b:
        met = row & places.get(word, 0)
        row = (row + met | row - met) & every
    return len(a) - row.bit_count()


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


def summarize(associations: pd.DataFrame, links: pd.DataFrame, facts: pd.DataFrame, *, quantities: pd.DataFrame) -> pd.DataFrame:
    """One row an association: acronym, whom its name stands for, and its governance and staffing as printed.

    `links` as from `link_associations`; `facts` and `quantities` are raw tables. Columns association, acronym,
    countries, desks, governed_by (organs or titles), involves, persons (as counted in print), source_id, line.
    """
    rows = []
    for unit in associations.itertuples():
        own = facts[(facts["subject"] == unit.name) & (facts["source_id"] == unit.source_id)]
        persons = quantities[(quantities["source_id"] == unit.source_id) & quantities["line"].isin(own["line"]) & (quantities["unit"] == "persons")]
        reached = links[links["association_id"] == unit.unit_id]
        rows.append({
            "association": unit.name, "acronym": acronym(unit.as_printed), "countries": int(reached["countries"].sum()),
            "desks": "; ".join(reached["department"]), "governed_by": "; ".join(own[own["attribute"].isin(["organs", "staff_titles"])]["value"]),
            "involves": "; ".join(own[own["attribute"] == "involves"]["value"]), "persons": "; ".join(persons["as_printed"]),
            "source_id": unit.source_id, "line": unit.line,
        })
    return pd.DataFrame(rows)
