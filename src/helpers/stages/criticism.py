"""Stages of the source criticism: what becomes of the lines, facts and numbers, and the register."""

from __future__ import annotations

from datetime import date

import pandas as pd

from helpers import coverage, crosschecks, differences, discrepancies, geography, organization, slips
from helpers.schemas import TABLES
from helpers.study import AS_OF, Study, builder


@builder
def build_line_uses(study: Study) -> pd.DataFrame:
    """One row a printed line and table that codes it: source_id, line, table, rows, reason."""
    return coverage.line_uses(study.raw)


@builder
def build_printed_dates(study: Study) -> pd.DataFrame:
    """One row a printed date of the terms and of five raw tables: table, column, edtf, precision."""
    names = ("agreements", "facts", "mail_events", "quantities", "routes")
    derived = ["from_edtf", "first_by_edtf", "to_edtf"]  # of mail_events: days that a statement binds, not days it prints
    frames = {n: study.raw[n].drop(columns=derived, errors="ignore") for n in names}
    return coverage.date_precisions({"spells": study.stage("segments"), **frames})


@builder
def build_quantities(study: Study) -> pd.DataFrame:
    """raw/quantities under the chosen readings, in the same columns."""
    return study.coded("quantities", study.raw["quantities"], "quantity_id")


@builder
def build_facts(study: Study) -> pd.DataFrame:
    """raw/facts under the chosen readings, in the same columns."""
    return study.coded("facts", study.raw["facts"], "fact_id")


@builder
def build_machine_finds(study: Study) -> pd.DataFrame:
    """One row a discrepancy that code finds in the print, in the columns of `slips.FOUND`; the same at every cut-off.

    Lists of office holders count where the lines of their document are recorded: a list without them is no document.
    """
    raw, units = study.raw, study.stage("printed_units")
    terms, segments = (f[f["source_id"].isin(raw["lines"]["source_id"])] for f in (raw["terms"], study.stage("segments")))
    print_day = date.fromisoformat(AS_OF)  # the register is of the print: it must not move with the cut-off
    kinds = dict.fromkeys(["", *raw["countries"]["iso3"]], "")
    partners = organization.assign_desks(geography.read_lists(raw["desks"], study.stage("known_names"), on=print_day), units, kinds)
    return pd.concat([
        slips.find_slips(terms, segments),
        crosschecks.find_contradictions(raw["facts"], segments, raw["agreements"]),
        differences.find_differences(units, partners, geography.members(raw["memberships"], "UN", on=print_day)),
        differences.find_repetitions(raw["facts"], units, differences.prose_lines(raw["lines"], raw["agreements"], terms)),
    ], ignore_index=True)


@builder
def build_register(study: Study) -> pd.DataFrame:
    """What readers saw and what code finds, merged, in the columns of processed/discrepancies; no table named as affected."""
    return discrepancies.build_register(study.raw["discrepancies"], study.stage("machine_finds"), {})


@builder
def build_discrepancies(study: Study) -> pd.DataFrame:
    """processed/discrepancies: the register, with the processed tables that rest on each reading."""
    names = [t.name for t in TABLES.values() if t.folder == "processed" and t.name != "discrepancies"]
    affects = discrepancies.depending_tables({n: study.consulted(n) for n in names})
    return discrepancies.build_register(study.raw["discrepancies"], study.stage("machine_finds"), affects)


@builder
def build_doubts(study: Study) -> pd.DataFrame:
    """One row a printed line that a discrepancy names: source_id, line, discrepancy_id, kind, found_by, reading_id."""
    return discrepancies.doubts_by_line(study.stage("register"))
