"""The world the desks are held against: names of countries, memberships at a day, parts of the world.

Every function takes reference tables as frames of text (`countries`, `memberships`, `aliases`,
`regions`, see data/reference/README.md). Days are `datetime.date`; membership spells are half-open.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import pandas as pd

from helpers.dates import bounds
from helpers.errors import DataError
from helpers.spelling import plain_name

SEPARATOR = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+including\s+")  # what may stand between two names of a list
LONGEST_NAME = 5  # list parts that one name may run over ("Saint Vincent and the Grenadines" is two)


class NameUse(NamedTuple):
    """What a name means, and from when to when."""

    iso3: str
    name: str
    from_edtf: str
    to_edtf: str
    body: str


def index_names(countries: pd.DataFrame, aliases: pd.DataFrame) -> dict[str, tuple[NameUse, ...]]:
    """Every known name under its plain form, with all it has meant.

    Countries are known by their reference name and their aliases; of organizations `iso3` is empty, and
    `body` is the international body they are or belong to.
    """
    reference = dict(zip(countries["iso3"], countries["name"]))
    known: dict[str, set[NameUse]] = {plain_name(name): {NameUse(iso3, name, "", "", "")} for iso3, name in reference.items()}
    for alias in aliases.itertuples():
        use = NameUse(alias.iso3, reference[alias.iso3] if alias.iso3 else alias.organization, alias.from_edtf, alias.to_edtf, alias.body)
        known.setdefault(plain_name(alias.alias), set()).add(use)
    return {plain: tuple(sorted(uses)) for plain, uses in known.items()}


def in_use(from_edtf: str, to_edtf: str, on: date) -> bool:
    """Whether a half-open spell surely holds on a day; empty ends are open."""
    begun = not from_edtf or bounds(from_edtf).latest <= on
    return begun and (not to_edtf or on < bounds(to_edtf).earliest)


def find_partner(name: str, known: Mapping[str, tuple[NameUse, ...]], *, on: date, where: str = "") -> NameUse:
    """The country or organization that a printed name means on a day.

    Raises
    ------
    DataError
        Where the name is unknown (with near names, as suggestions only) or means several partners.
    """
    uses = [u for u in known.get(plain_name(name), ()) if in_use(u.from_edtf, u.to_edtf, on)]
    if len({(u.iso3, u.name) for u in uses}) == 1:
        return uses[0]
    if uses:
        raise DataError(f"{where}: {name!r} means {' and '.join(u.name for u in uses)} on {on}. Bind the names in reference/aliases.csv to their times.")
    near = difflib.get_close_matches(plain_name(name), list(known), n=3)
    hint = f" (near: {', '.join(near)})" if near else ""
    raise DataError(f"{where}: {name!r} is no partner known on {on}{hint}. Correct the transcription or add the name to reference/aliases.csv.")


def split_list(text: str, known: Collection[str]) -> list[str]:
    """The names of a printed list, each as printed.

    Commas, ``and`` and ``including`` part a list but may also stand inside a name: of all ways to join
    neighbouring parts, the longest known name is taken from the left. A part that is no known name
    stays alone; `find_partner` will say so.
    """
    gaps = [(0, 0), *(m.span() for m in SEPARATOR.finditer(text)), (len(text), len(text))]
    parts = [(a[1], b[0]) for a, b in zip(gaps, gaps[1:])]
    names, at = [], 0
    while at < len(parts):
        for width in range(min(LONGEST_NAME, len(parts) - at), 0, -1):
            name = text[parts[at][0]:parts[at + width - 1][1]].strip().removesuffix(".")
            if width == 1 or plain_name(name) in known:
                break
        names += [name] if name else []
        at += width
    return names


def read_lists(desks: pd.DataFrame, known: Mapping[str, tuple[NameUse, ...]], *, on: date) -> pd.DataFrame:
    """One row a partner of the printed lists (raw/desks), in printed order.

    Adds sequence (within the document), partner_as_printed, partner_name, iso3 and body. Raises
    DataError for a name that is not known, with its place.
    """
    rows = []
    for desk in desks.itertuples():
        for name in split_list(desk.as_printed, known):
            partner = find_partner(name, known, on=on, where=f"raw/desks.csv ({desk.source_id}:{desk.line})")
            rows.append((desk.source_id, desk.line, desk.department, desk.sub_region, name, partner.name, partner.iso3, partner.body))
    columns = ["source_id", "line", "department", "sub_region", "partner_as_printed", "partner_name", "iso3", "body"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(sequence=frame.groupby("source_id").cumcount() + 1)


def members(memberships: pd.DataFrame, body: str, *, on: date) -> frozenset[str]:
    """iso3 of the members of a body on a day. Raises DataError for an unknown body."""
    spells = memberships[memberships["body"] == body]
    if spells.empty:
        raise DataError(f"reference/memberships.csv has no body {body!r}. It has: {', '.join(sorted(set(memberships['body'])))}.")
    return frozenset(s.iso3 for s in spells.itertuples() if in_use(s.from_edtf, s.to_edtf, on))


def partner_kind(iso3: str, un_members: frozenset[str]) -> str:
    """un_member, observer_or_other, or organization (no iso3)."""
    return "organization" if not iso3 else "un_member" if iso3 in un_members else "observer_or_other"


def successors(iso3: str, countries: pd.DataFrame, *, on: date) -> list[str]:
    """Today's countries for a partner of the past: itself while it lasts, else those that continue it."""
    row = countries[countries["iso3"] == iso3].iloc[0]
    if in_use("", row["ended_edtf"], on):
        return [iso3]
    return [code for code in row["continued_by"].split(";") if code]


def m49_areas(countries: pd.DataFrame) -> Mapping[str, frozenset[str]]:
    """iso3 of every M49 region, sub-region and intermediate region, by the area's name."""
    areas: dict[str, set[str]] = {}
    for iso3, *names in zip(*(countries[c] for c in ("iso3", "m49_region", "m49_sub_region", "m49_intermediate"))):
        for name in filter(None, names):
            areas.setdefault(name, set()).add(iso3)
    return {name: frozenset(codes) for name, codes in areas.items()}


def named_areas(text: str, regions: pd.DataFrame) -> pd.DataFrame:
    """The rows of `regions` whose word stands in a printed name; the longest word wins where two overlap."""
    plain, rows = f" {plain_name(text)} ", []
    for row in sorted(regions.itertuples(), key=lambda r: (-len(r.word), r.word)):
        word = f" {plain_name(row.word)} "
        if word in plain:
            plain = plain.replace(word, "  ")
            rows.append(row.Index)
    return regions.loc[sorted(rows)]


def countries_of(text: str, countries: pd.DataFrame, memberships: pd.DataFrame, *, regions: pd.DataFrame, on: date) -> frozenset[str]:
    """iso3 of all countries that last on a day in the parts of the world a printed name speaks of.

    Empty where the name speaks of none. Raises DataError for an area or a body that the reference lacks.
    """
    lasting = countries[countries["ended_edtf"].map(lambda end: in_use("", end, on))]
    areas, covered = m49_areas(lasting), frozenset()
    for row in named_areas(text, regions).itertuples():
        if row.m49_area and row.m49_area not in areas:
            raise DataError(f"reference/regions.csv: {row.word!r} names {row.m49_area!r}, which is no M49 area in countries.csv. Correct the area.")
        covered |= areas[row.m49_area] if row.m49_area else members(memberships, row.body, on=on)
    return covered


def named_countries(text: str, known: Mapping[str, tuple[NameUse, ...]], *, on: date) -> frozenset[str]:
    """iso3 of the countries whose own name stands as words in a printed name of a unit."""
    plain = f" {plain_name(text)} "
    uses = (u for name, all_uses in known.items() if f" {name} " in plain for u in all_uses)
    return frozenset(u.iso3 for u in uses if u.iso3 and in_use(u.from_edtf, u.to_edtf, on))
