"""The world the desks are held against: names of countries, memberships at a day, parts of the world.

Every function takes reference tables as frames of text (`countries`, `memberships`, `aliases`,
`regions`, see data/reference/README.md). Days are `datetime.date`; membership spells are half-open.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date

import pandas as pd

from helpers.dates import bounds
from helpers.errors import DataError
from helpers.spelling import plain_name

SEPARATOR = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+including\s+")  # what may stand between two names of a list
LONGEST_NAME = 5  # list parts that one name may run over ("Saint Vincent and the Grenadines" is two)


def index_names(countries: pd.DataFrame, aliases: pd.DataFrame) -> pd.DataFrame:
    """Every known name under its plain form: columns plain, iso3, name, from_edtf, to_edtf, body.

    Countries are known by their reference name and their aliases; of organizations `iso3` is empty.
    A name may stand several times, for different times.
    """
    own = countries.assign(plain=countries["name"].map(plain_name), from_edtf="", to_edtf="", body="")
    other = aliases.merge(countries[["iso3", "name"]], on="iso3", how="left", validate="many_to_one")
    other = other.assign(plain=other["alias"].map(plain_name), name=other["name"].fillna("").where(other["iso3"] != "", other["organization"]))
    columns = ["plain", "iso3", "name", "from_edtf", "to_edtf", "body"]
    return pd.concat([own[columns], other[columns]], ignore_index=True).drop_duplicates()


def in_use(from_edtf: str, to_edtf: str, on: date) -> bool:
    """Whether a half-open spell surely holds on a day; empty ends are open."""
    begun = not from_edtf or bounds(from_edtf).latest <= on
    return begun and (not to_edtf or on < bounds(to_edtf).earliest)


def find_partner(name: str, known: pd.DataFrame, *, on: date, where: str = "") -> dict[str, str]:
    """The country or organization that a printed name means on a day: iso3, name, body.

    Raises
    ------
    DataError
        Where the name is unknown (with near names, as suggestions only) or means several partners.
    """
    rows = known[known["plain"] == plain_name(name)]
    rows = rows[[in_use(f, t, on) for f, t in zip(rows["from_edtf"], rows["to_edtf"])]]
    found = rows[["iso3", "name", "body"]].drop_duplicates()
    if len(found) == 1:
        return found.iloc[0].to_dict()
    if len(found):
        raise DataError(f"{where}: {name!r} means {' and '.join(found['name'])} on {on}. Bind the names in reference/aliases.csv to their times.")
    near = difflib.get_close_matches(plain_name(name), list(known["plain"]), n=3)
    hint = f" (near: {', '.join(near)})" if near else ""
    raise DataError(f"{where}: {name!r} is no partner known on {on}{hint}. Correct the transcription or add the name to reference/aliases.csv.")


def split_list(text: str, known: pd.DataFrame) -> list[str]:
    """The names of a printed list, each as printed.

    Commas, ``and`` and ``including`` part a list but may also stand inside a name: of all ways to join
    neighbouring parts, the longest known name is taken from the left. A part that is no known name
    stays alone; `find_partner` will say so.
    """
    gaps = [(0, 0), *(m.span() for m in SEPARATOR.finditer(text)), (len(text), len(text))]
    parts = [(a[1], b[0]) for a, b in zip(gaps, gaps[1:])]
    plain, names, at = set(known["plain"]), [], 0
    while at < len(parts):
        for width in range(min(LONGEST_NAME, len(parts) - at), 0, -1):
            name = text[parts[at][0]:parts[at + width - 1][1]].strip().removesuffix(".")
            if width == 1 or plain_name(name) in plain:
                break
        names += [name] if name else []
        at += width
    return names


def read_lists(desks: pd.DataFrame, known: pd.DataFrame, *, on: date) -> pd.DataFrame:
    """One row a partner of the printed lists (raw/desks), in printed order.

    Adds sequence (within the document), partner_as_printed, partner_name, iso3 and body. Raises
    DataError for a name that is not known, with its place.
    """
    rows = []
    for desk in desks.itertuples():
        for name in split_list(desk.as_printed, known):
            partner = find_partner(name, known, on=on, where=f"raw/desks.csv ({desk.source_id}:{desk.line})")
            rows.append((desk.source_id, desk.line, desk.department, desk.sub_region, name, partner["name"], partner["iso3"], partner["body"]))
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
    for column in ("m49_region", "m49_sub_region", "m49_intermediate"):
        for name, codes in countries[countries[column] != ""].groupby(column)["iso3"]:
            areas.setdefault(name, set()).update(codes)
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
    lasting = countries[[in_use("", end, on) for end in countries["ended_edtf"]]]
    areas, covered = m49_areas(lasting), frozenset()
    for row in named_areas(text, regions).itertuples():
        if row.m49_area and row.m49_area not in areas:
            raise DataError(f"reference/regions.csv: {row.word!r} names {row.m49_area!r}, which is no M49 area in countries.csv. Correct the area.")
        covered |= areas[row.m49_area] if row.m49_area else members(memberships, row.body, on=on)
    return covered


def named_countries(text: str, known: pd.DataFrame, *, on: date) -> frozenset[str]:
    """iso3 of the countries whose own name stands as words in a printed name of a unit."""
    plain = f" {plain_name(text)} "
    rows = known[(known["iso3"] != "") & known["plain"].map(lambda p: f" {p} " in plain)]
    return frozenset(r.iso3 for r in rows.itertuples() if in_use(r.from_edtf, r.to_edtf, on))
