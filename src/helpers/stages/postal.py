"""Stages of the postal exchange: statements, schedules, volumes, agreements and routes."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from helpers import agreements, conflicts, mail, routes, volumes, widths
from helpers.study import Study, builder


def width(study: Study, option: str, statements: frozenset[str], named: pd.Series) -> str:
    """The width a reading gives to words of some statements; '' (as coded), unasked, where `named` has none of these."""
    return study.choices.option(option) if named.isin(statements).any() else ""


def widen(study: Study, frame: pd.DataFrame, named: pd.Series) -> pd.DataFrame:
    """Statements with "two weeks" and "about three months" as wide as read; `named` are the ids before any was left out."""
    two_weeks = width(study, "mail_two_weeks", widths.TWO_WEEKS_IN, named)
    return widths.apply_widths(frame, two_weeks=two_weeks, three_months=width(study, "mail_three_months", widths.THREE_MONTHS_IN, named))


def stated(study: Study, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of raw/mail_events as printed, with only the widths of words read."""
    return widen(study, frame, frame["event_id"])


def read(study: Study, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of raw/mail_events under the chosen readings, the widths of words among them."""
    return widen(study, study.coded("mail_events", frame, "event_id"), frame["event_id"])


@builder
def build_mail_events(study: Study) -> pd.DataFrame:
    """raw/mail_events under the chosen readings, in the same columns."""
    return read(study, study.raw["mail_events"])


@builder
def build_mail_rules(study: Study, *ignore: str) -> dict:
    """Statement id to its rules under the chosen readings, with the outside claims where they are kept, without `ignore`."""
    mail.check_ignored(ignore, study.raw["mail_events"].query("rule != ''")["event_id"])
    raw = study.raw["mail_events"]
    kept = mail.statement_rules(read(study, raw[raw["rule"] != ""]))
    outside = mail.outside_rules(study.raw["outside"]) if study.choices.option("mail_outside") == "kept" else {}
    return {name: rules for name, rules in (kept | outside).items() if name not in ignore}


@builder
def build_mail_calendar(study: Study, *ignore: str):
    """Every set of days of exchange that keeps the rules, without those in `ignore`."""
    return mail.calendar(study.stage("mail_rules", *ignore))


@builder
def build_mail_exchanges(study: Study, *ignore: str) -> dict[str, list[int]]:
    """The possible numbers of exchanges: in all, before and from the takeover on, and up to the count of pieces."""
    return mail.exchange_sizes(study.stage("mail_calendar", *ignore))


@builder
def build_mail_months(study: Study, *ignore: str) -> pd.DataFrame:
    """One row a month: bounds on its exchanges and on all up to its end; no rows where no schedule keeps the rules."""
    return mail.count_by_month(study.stage("mail_calendar", *ignore))


@builder
def build_mail_core(study: Study) -> dict:
    """The rules of the statements in `mail.CORE` under the chosen readings, by statement id."""
    core = study.raw["mail_events"][study.raw["mail_events"]["event_id"].isin(mail.CORE)]
    return mail.statement_rules(read(study, core))


@builder
def build_mail_core_exchanges(study: Study) -> dict[str, list[int]]:
    """The possible numbers of exchanges, as `mail.exchange_sizes` gives them, by the statements in `mail.CORE` alone."""
    return mail.exchange_sizes(mail.calendar(study.stage("mail_core")))


@builder
def build_mail_printed(study: Study, *names: str) -> dict:
    """The rules of statements as printed, by statement id; of all of them where none is named."""
    raw = study.raw["mail_events"]
    return mail.statement_rules(stated(study, raw[raw["event_id"].isin(names)] if names else raw))


@builder
def build_mail_hypothesis(study: Study, statement: str) -> list[int]:
    """The possible numbers of exchanges before the takeover if one statement held as printed."""
    return mail.sizes_under(statement, study.stage("mail_printed", *mail.FRAME, statement))


@builder
def build_mail_steps(study: Study) -> list[int]:
    """The whole numbers of days that can lie between all exchanges from the resumption of 1946 to the weekly rhythm."""
    frame = study.raw["mail_events"]
    context = read(study, frame[frame["event_id"].isin(mail.CONTEXT)])
    resumed = study.choices.option("mail_three_months")
    return mail.fitting_steps([*study.stage("mail_core").values(), *mail.statement_rules(context).values()], resumed)


@builder
def build_mail_phases(study: Study, *ignore: str) -> dict[str, list[int]]:
    """Phase to its possible numbers of exchanges, without the rules in `ignore`."""
    return mail.phase_sizes(study.stage("mail_calendar", *ignore))


@builder
def build_mail_words(study: Study, *ignore: str) -> dict:
    """The rules of the statements as printed, by id: readings apply only where they say what a word means (`mail.WORDS`)."""
    raw = study.raw["mail_events"]
    words = raw["event_id"].isin(mail.WORDS)
    printed = pd.concat([raw[~words], study.coded("mail_events", raw[words], "event_id")])
    return mail.statement_rules(widen(study, printed, raw["event_id"]), ignore)


@builder
def build_mail_sets(study: Study, *ignore: str) -> tuple:
    """The largest sets of statements that can hold together, and the smallest that cannot."""
    return conflicts.decide_sets(study.stage("mail_words", *ignore), mail.can_hold)


@builder
def build_mail_regimes(study: Study) -> pd.DataFrame:
    """The rhythms as stated: those that bind under the chosen readings, and those printed that were set aside."""
    readings, raw = study.choices.readings, study.raw["mail_events"]
    words = {"mail_two_weeks": widths.TWO_WEEKS_IN, "mail_three_months": widths.THREE_MONTHS_IN}
    spoken = {e: {("option", name) for name, inside in words.items() if e in inside} for e in raw["event_id"]}
    touched = {e: [r for r in readings if readings[r].targets & ({("mail_events", e)} | spoken[e])] for e in raw["event_id"]}
    place = study.choices.option("mail_winter_place")
    return mail.mail_regimes(study.stage("mail_events"), raw, touched=touched, winter_place=place)


@builder
def build_printed_regimes(study: Study) -> pd.DataFrame:
    """The rhythms as printed, in the columns of `build_mail_regimes`, before any reading is applied."""
    printed = stated(study, study.raw["mail_events"])
    return mail.mail_regimes(printed, printed, touched={})


def last_counted(study: Study):
    """The last day whose exchange the count of pieces holds."""
    return mail.COUNTED if study.choices.option("mail_count_day") == "included" else mail.COUNTED - timedelta(days=1)


@builder
def build_mail_carried(study: Study) -> list[int]:
    """The numbers of exchanges possible up to the count of pieces, by the core and the weekly rhythm as printed."""
    weekly = study.stage("mail_printed", "stmt-weekly-april-1948")["stmt-weekly-april-1948"]
    return mail.sizes_until(mail.calendar([*study.stage("mail_core").values(), weekly]), last_counted(study))


@builder
def build_mail_remaining(study: Study) -> list[int]:
    """The numbers of exchanges possible after the count of pieces, by the core and the weekly rhythm as printed."""
    weekly = study.stage("mail_printed", "stmt-weekly-april-1948")["stmt-weekly-april-1948"]
    return mail.sizes_after(mail.calendar([*study.stage("mail_core").values(), weekly]), last_counted(study))


@builder
def build_mail_outside_phases(study: Study) -> dict[str, list[int]]:
    """Phase to its possible numbers of exchanges, by the core, the weekly rhythm as printed and the outside claims."""
    weekly = study.stage("mail_printed", "stmt-weekly-april-1948")["stmt-weekly-april-1948"]
    known = mail.outside_rules(study.raw["outside"])
    return mail.phase_sizes(mail.calendar([*study.stage("mail_core").values(), weekly, *known.values()]))


@builder
def build_mail_counts(study: Study) -> pd.DataFrame:
    """The printed counts of pieces, with the numbers of exchanges that can have carried them."""
    return volumes.mail_counts(
        study.stage("mail_pieces"), study.raw["mail_events"], exchanges=study.stage("mail_carried"), counted=mail.COUNTED
    )


@builder
def build_mail_pieces(study: Study) -> pd.DataFrame:
    """The rows of raw/mail_events that print a number of pieces, under the chosen readings."""
    return study.coded("mail_events", study.raw["mail_events"].query("pieces != ''"), "event_id")


@builder
def build_coded_agreements(study: Study) -> pd.DataFrame:
    """raw/agreements under the chosen readings, in the same columns."""
    return study.coded("agreements", study.raw["agreements"], "agreement_id")


@builder
def build_agreements(study: Study) -> pd.DataFrame:
    """The columns of processed/agreements under the chosen readings, as of the cut-off."""
    return agreements.agreements_table(
        study.stage("coded_agreements"), study.raw["agreements"], as_of=study.as_of, effective_until=study.stage("effective_until")
    )


@builder
def build_effective_until(study: Study):
    """The first day on which an agreement printed as effective is no longer known to be; None: the cut-off."""
    to_document = study.choices.option("agreements_effective") == "to-document"
    return agreements.last_printed_event(study.raw["routes"], "China") if to_document else None


@builder
def build_printed_agreements(study: Study) -> pd.DataFrame:
    """The columns of processed/agreements from the printed cells alone; of the readings only effective_until counts."""
    printed = study.raw["agreements"]
    return agreements.agreements_table(printed, printed, as_of=study.as_of, effective_until=study.stage("effective_until"))


@builder
def build_in_force(study: Study, cells: str) -> pd.DataFrame:
    """How many agreements are in force: day, in_force_min, in_force_max; `cells` is ``own`` for the printed cells alone."""
    return agreements.in_force_steps(study.stage("printed_agreements" if cells == "own" else "agreements"), study.as_of)


@builder
def build_routes(study: Study) -> pd.DataFrame:
    """processed/routes: the statements on links with their bounds, in order of time within each link, undated ones last."""
    return routes.routes_table(study.coded("routes", study.raw["routes"], "route_id"))


@builder
def build_link_states(study: Study) -> pd.DataFrame:
    """One row a link and status: its dates, the days between which it surely holds, and the statement it rests on."""
    return routes.link_states(study.stage("routes"), study.as_of)
