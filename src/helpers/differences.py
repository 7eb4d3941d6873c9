"""Finders that hold one description of a ministry against the other, against the United Nations, and against itself.

Like `helpers.slips` they look at the print and return `slips.FOUND` rows.
"""

from __future__ import annotations

import pandas as pd

from helpers import alignment, associations
from helpers.slips import found, place
from helpers.spelling import plain_name, without_acronym


def moved_partners(partners: pd.DataFrame) -> pd.DataFrame:
    """Countries on another desk, or under another print, in the other document (from `alignment.align_partners`)."""
    rows = []
    for p in partners.itertuples():
        key = p.iso3 or p.partner_name
        places = ";".join(f"{s}:{n}" for s, n in ((p.source_a, p.line_a), (p.source_b, p.line_b)) if n)
        if p.status != "same":
            rows.append((f"desk-moved:{key}", "between_documents", places, f"{p.partner_name}: {p.department_a or 'no desk'}.",
                f"{p.department_b or 'no desk'}."))
        if p.spelling == "other_name" and plain(p.partner_as_printed_a) != plain(p.partner_as_printed_b) or p.spelling == "variant" and p.iso3:
            rows.append((f"name-differs:{key}", "between_documents", places, f"{p.partner_as_printed_a}.", f"{p.partner_as_printed_b}."))
    return found(rows)


def plain(name: str) -> str:
    """A name without article and acronym, in its plain form."""
    return plain_name(without_acronym(name))


def unlike_units(units: pd.DataFrame) -> pd.DataFrame:
    """Units that the documents name otherwise or divide (from `alignment.align_units`, with source_a and source_b)."""
    keys = {"renamed": "unit-name", "split": "unit-split", "merged": "unit-merged", "moved": "unit-moved"}
    other = units[units["status"].isin(keys)]
    rows = []
    one = other["unit_id_b"].where(other["status"] == "merged", other["unit_id_a"])
    for (status, _), group in other.groupby(["status", one], sort=False):
        u = next(group.itertuples())
        places = [f"{s}:{n}" for g in group.itertuples() for s, n in ((g.source_a, g.line_a), (g.source_b, g.line_b))]
        sides = [", ".join(dict.fromkeys(group[f"name_{side}"])) for side in ("a", "b")]
        rows.append((f"{keys[status]}:{u.name_a}", "between_documents", ";".join(dict.fromkeys(places)), f"{sides[0]}.", f"{sides[1]}."))
    return found(rows)


def lone_units(units: pd.DataFrame) -> pd.DataFrame:
    """Lines of one document that name units of which the other knows nothing: one row a line."""
    lone = units[units["status"].isin(["only_a", "only_b"])]
    sides = lone["status"].str[-1]
    named = pd.DataFrame({
        column: [u[f"{column}_{side}"] for (_, u), side in zip(lone.iterrows(), sides, strict=True)] for column in ("source",
            "line", "name")
    })
    return found(
        (
            f"unit-only:{source}:{line}", "between_documents", f"{source}:{line}",
            ", ".join(group["name"]) + ".", "Nothing in the other document.",
        )
        for (source, line), group in named.groupby(["source", "line"], sort=False)
    )


def listed_membership(partners: pd.DataFrame, members: frozenset[str]) -> pd.DataFrame:
    """Members of the United Nations on no desk of any document, and partners that are not members."""
    countries = partners[partners["iso3"] != ""]
    others = countries[~countries["iso3"].isin(members)]
    lists = ";".join(sorted(f"{s}:{g.astype(int).min()}-{g.astype(int).max()}" for s, g in countries.groupby("source_id")["line"]))
    rows = [(f"unnamed:{iso3}", "omission", lists, f"{iso3} is on no desk.",
        "It is a member of the United Nations.") for iso3 in sorted(members - set(countries["iso3"]))]
    rows += [
        (
            f"not-member:{iso3}", "label", place(*group.itertuples()),
            f"{group['partner_as_printed'].iat[0]} stands among countries.", "It is no member of the United Nations.",
        )
        for iso3, group in others.groupby("iso3", sort=True)
    ]
    return found(rows)


def shared_contacts(contacts: pd.DataFrame) -> pd.DataFrame:
    """Contacts of several units (from `associations.find_shared_contacts`): one row a shared address or mail name."""
    named = contacts.assign(key=contacts["value"].where(contacts["attribute"] == "email", contacts["attribute"]))
    return found(
        (
            f"shared-contact:{key}", "label", place(*group.itertuples()),
            f"{', '.join(group['subject'])}: {group['value'].iat[0]}.", f"Shared with {group['shared_with'].iat[0]}.",
        )
        for key, group in named.groupby("key", sort=True)
    )


def copied_texts(templates: pd.DataFrame) -> pd.DataFrame:
    """Groups of lines of one document that are one template (from `associations.find_templates`, with source_id)."""
    import networkx as nx

    rows = []
    for source, pairs in templates.groupby("source_id", sort=True):
        groups = nx.connected_components(nx.Graph(list(zip(pairs["line_a"], pairs["line_b"], strict=True))))
        for lines in sorted(sorted(int(n) for n in g) for g in groups):
            least = pairs[pairs["line_a"].isin(lines)]["share"].min()
            rows.append((
                "template:" + ":".join(map(str, lines)), "label", ";".join(f"{source}:{n}" for n in lines),
                f"{len(lines)} lines have one wording.", f"At least {100 * least:.0f} % of the words stand in the same order.",
            ))
    return found(rows)


def find_differences(units: pd.DataFrame, partners: pd.DataFrame, members: frozenset[str]) -> pd.DataFrame:
    """All that two descriptions of one ministry give away against each other, and against the United Nations.

    Parameters
    ----------
    units, partners : the units and desks as printed (`organization.build_units`, `organization.assign_desks`).
    members : iso3 of the members of the United Nations at the cut-off.
    """
    parts = [listed_membership(partners, members)]
    for a, b in alignment.pair_sources(units):
        pairs = alignment.align_units(units, partners, a, source_b=b)
        aligned = alignment.align_partners(partners, pairs, a, source_b=b)
        pairs, aligned = (frame.assign(source_a=a, source_b=b) for frame in (pairs, aligned))
        parts += [moved_partners(aligned), unlike_units(pairs), lone_units(pairs)]
    return pd.concat(parts, ignore_index=True)


def prose_lines(lines: pd.DataFrame, *tables: pd.DataFrame) -> pd.DataFrame:
    """The lines of raw/lines that are no rows of the given tables: rows of a table are alike by nature."""
    rows = pd.concat([t[["source_id", "line"]] for t in tables]).drop_duplicates()
    marked = lines.merge(rows, on=["source_id", "line"], how="left", validate="one_to_one", indicator=True)
    return marked[marked["_merge"] == "left_only"].drop(columns="_merge").reset_index(drop=True)


def find_repetitions(facts: pd.DataFrame, units: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Contacts that several units share, and texts that are one template (from `prose_lines`)."""
    templates = [associations.find_templates(lines, s).assign(source_id=s) for s in sorted(set(lines["source_id"]))]
    contacts = associations.find_shared_contacts(facts, units)
    return pd.concat([shared_contacts(contacts), copied_texts(pd.concat(templates, ignore_index=True))], ignore_index=True)
