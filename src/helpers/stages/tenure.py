"""Stages of the terms of office: from printed entries to tenures, successions and coverage."""

from __future__ import annotations

import pandas as pd

from helpers import incumbency, names, spells, succession, tenure_views, terms
from helpers.study import Study, builder


@builder
def build_segments(study: Study) -> pd.DataFrame:
    """One row a printed term, all text, in the order of ministries and printed lines, before any reading is applied."""
    ministries = study.raw["ministries"]
    return terms.segments(study.raw["terms"], dict(zip(ministries["ministry_id"], ministries["source_id"])))


@builder
def build_ministry_terms(study: Study, ministry_id: str) -> pd.DataFrame:
    """The printed terms of one ministry with the person_id that the chosen readings give each printed name."""
    printed, listed = study.stage("segments"), study.raw["names"]
    own = listed[listed["ministry_id"] == ministry_id]
    known = study.coded("names", own, "name_as_printed")
    return names.identify(printed[printed["ministry_id"] == ministry_id], known, study.raw["persons"])


@builder
def build_persons(study: Study) -> pd.DataFrame:
    """processed/persons: one row a person in the terms, with variants and the readings that decide on them."""
    identified = pd.concat([study.stage("ministry_terms", m) for m in study.stage("listed_ministries")])
    persons = names.persons_of(identified, study.raw["persons"])
    deciding = [sorted({r for v in variants.split(";") for r in study.choices.of_row("names", v)}) for variants in persons["variants"]]
    return persons.assign(merge_reading_id=[";".join(ids) for ids in deciding])


@builder
def build_listed_ministries(study: Study) -> tuple[str, ...]:
    """The ids of the ministries whose office holders are listed, in the order of raw/ministries."""
    listed = set(study.raw["terms"]["ministry_id"])
    return tuple(m for m in study.raw["ministries"]["ministry_id"] if m in listed)


@builder
def build_ministry_spells(study: Study, ministry_id: str) -> pd.DataFrame:
    """The spells of one ministry as they stood at the cut-off, in the columns of processed/spells."""
    read = study.coded("spells", study.stage("ministry_terms", ministry_id), "spell_id")
    return spells.build_spells(read, as_of=study.as_of, end_day=study.choices.option("end_day"))


@builder
def build_spells(study: Study) -> pd.DataFrame:
    """processed/spells: the spells of all listed ministries."""
    return pd.concat([study.stage("ministry_spells", m) for m in study.stage("listed_ministries")], ignore_index=True)


@builder
def build_left_out(study: Study) -> int:
    """How many printed terms begin after the cut-off."""
    read = [study.coded("spells", study.stage("ministry_terms", m), "spell_id") for m in study.stage("listed_ministries")]
    return sum(spells.count_left_out(each, as_of=study.as_of) for each in read)


@builder
def build_ministry_tenures(study: Study, ministry_id: str) -> pd.DataFrame:
    """The tenures of one ministry, from first to last, with bounds of their own and joint ones."""
    merged = spells.merge_spells(study.stage("ministry_spells", ministry_id), touching=study.choices.option("touching"))
    return succession.joint_bounds(merged)


@builder
def build_tenures(study: Study) -> pd.DataFrame:
    """processed/tenures: the tenures of all listed ministries."""
    return pd.concat([study.stage("ministry_tenures", m) for m in study.stage("listed_ministries")], ignore_index=True)


@builder
def build_studied_tenures(study: Study, ministry_id: str) -> pd.DataFrame:
    """The tenures of one ministry that count, with their lengths as coded: acting ones are left out unless the chosen reading counts them."""
    tenures = study.stage("ministry_tenures", ministry_id)
    acting = tenures["capacity"].to_numpy() == "acting"
    if acting.any() and study.choices.option("acting") != "counted":
        tenures = tenures[~acting].reset_index(drop=True)
    return spells.code_lengths(tenures, study.choices.option("method-coding"))


@builder
def build_studied(study: Study, *ministry_ids: str) -> pd.DataFrame:
    """The tenures that count, of the ministries named or, where none is, of all listed ones."""
    if not ministry_ids:
        return study.stage("studied", *study.stage("listed_ministries"))
    return pd.concat([study.stage("studied_tenures", m) for m in ministry_ids], ignore_index=True)


@builder
def build_eras(study: Study) -> pd.DataFrame:
    """The leader eras from the first printed start on: era, from_day, to_day (ISO; '' for the last)."""
    starts = study.stage("spells")["start_earliest"]
    return tenure_views.eras(study.raw["outside"], first=starts[starts != ""].min())


@builder
def build_named_tenures(study: Study) -> pd.DataFrame:
    """All tenures with the names of persons and ministry and the length as text."""
    return tenure_views.name_tenures(study.stage("tenures"), study.stage("persons"), study.raw["ministries"])


@builder
def build_named_studied(study: Study) -> pd.DataFrame:
    """The tenures that count, with the names of persons and ministry and the length as text."""
    return tenure_views.name_tenures(study.stage("studied"), study.stage("persons"), study.raw["ministries"])


@builder
def build_ministry_successions(study: Study, ministry_id: str) -> pd.DataFrame:
    """What lies between each tenure of one ministry and the next: the gap in days (a pair), status, convention."""
    return succession.successions(study.stage("ministry_tenures", ministry_id))


@builder
def build_successions(study: Study) -> pd.DataFrame:
    """processed/successions: those of all listed ministries."""
    return pd.concat([study.stage("ministry_successions", m) for m in study.stage("listed_ministries")], ignore_index=True)


@builder
def build_contradictions(study: Study) -> pd.DataFrame:
    """The printed lines that cannot all stand with one holder at a time: ids, places, readings that touch them, statement, resolved_by.

    `resolved_by` names each reading with an alternative (`reading: alternative`, joined by ``;``) which, moved alone, lets these lines stand.
    """
    touched = {row.spell_id: study.choices.of_row("spells", row.spell_id) + study.choices.of_row("names", row.name_as_printed)
               for row in study.stage("segments").itertuples()}
    found = succession.contradictions(study.stage("tenures"), touched)
    return found.assign(resolved_by=["; ".join(_resolving(study, row)) for row in found.itertuples()])


def _resolving(study: Study, row) -> list[str]:
    """The alternatives of the readings that touch a contradiction which, each moved alone, resolve it."""
    known, chosen, resolving = study.choices.readings, study.choices, []
    for reading in filter(None, row.reading_ids.split(";")):
        for alternative in known[reading].alternatives:
            moved = study.sibling(known.choose(chosen.reading_set, {**chosen.overrides, reading: alternative}))
            left = succession.contradictions(moved.stage("ministry_tenures", row.ministry_id))
            if row.sources_lines not in set(left["sources_lines"]):
                resolving.append(f"{reading}: {alternative}")
    return resolving


@builder
def build_ministry(study: Study, ministry_id: str) -> pd.DataFrame:
    """The row of one ministry in raw/ministries, as the chosen readings have it."""
    ministries = study.raw["ministries"]
    return study.coded("ministries", ministries[ministries["ministry_id"] == ministry_id], "ministry_id")


@builder
def build_watched(study: Study, ministry_id: str) -> pd.DataFrame:
    """The days one ministry is watched: ministry_id, from_day, to_day, as days since 1970-01-01."""
    own, tenures = study.stage("ministry", ministry_id), study.stage("ministry_tenures", ministry_id)
    return incumbency.windows(tenures, own, as_of=study.as_of)


@builder
def build_coverage(study: Study, ministry_id: str) -> pd.DataFrame:
    """The days of one ministry with a named holder, certainly and possibly, and their share in percent."""
    return incumbency.coverage(study.stage("ministry_tenures", ministry_id), study.stage("watched", ministry_id))


@builder
def build_coverage_by_year(study: Study) -> pd.DataFrame:
    """One row a listed ministry and year: days watched, and the share with a named holder in percent."""
    return pd.concat(
        [incumbency.coverage_by_year(study.stage("ministry_tenures", m), study.stage("watched", m)) for m in study.stage("listed_ministries")],
        ignore_index=True,
    )
