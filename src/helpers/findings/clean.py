"""Findings of the first chapter: what the documents hold and what becomes of it."""

from __future__ import annotations

from helpers.coverage import count_lines, count_precisions
from helpers.findings import Result, agree, finding, number

NOTEBOOK = "01_clean"


def every_line(study) -> list[str]:
    """Each document as one place, from its first line to its last that is coded or listed."""
    return [f"{s}:1-{part['line'].astype(int).max()}" for s, part in study.stage("line_uses").groupby("source_id")]


@finding("find-clean-lines", notebook=NOTEBOOK, headline="coded")
def lines_dealt_with(study) -> Result:
    """Is every printed line either coded or listed as holding no fact?"""
    counts = count_lines(study.stage("line_uses")).sum(numeric_only=True)
    return Result(
        sentence="Of the {lines} non-blank lines of the {documents} documents, {coded} are coded in {rows} rows and {uncoded} are listed "
        "with the reason why they hold no further fact; {missing} are left.",
        numbers={
            "lines": number(counts["lines"], "lines"),
            "documents": number(study.stage("line_uses")["source_id"].nunique(), "documents"),
            "coded": number(counts["coded"], "lines"),
            "rows": number(counts["rows"], "rows"),
            "uncoded": number(counts["uncoded"], "lines"),
            "missing": number(counts["missing"], "lines"),
        },
        verdict="complete" if not counts["missing"] else "incomplete",
        lines=every_line(study),
    )


@finding("find-clean-persons", notebook=NOTEBOOK, headline="persons")
def persons_behind_names(study) -> Result:
    """How many ministers of posts stand behind the printed names?"""
    segments, spells = study.stage("segments"), study.stage("ministry_spells", "posts")
    printed = dict(zip(segments["spell_id"], segments["name_as_printed"]))
    terms, persons = len(spells), len(set(spells["person_id"]))
    names = len({printed[spell] for spell in spells["spell_id"]})
    merged = names - persons
    return Result(
        sentence="The list of ministers of posts prints {terms} terms under {names} names; behind them stand {persons} persons, "
        + ("if {merged} of the names {are} only other spellings." if merged else "if no name is another's spelling."),
        numbers={
            "terms": number(terms, "terms"), "names": number(names, "names"), "persons": number(persons, "persons"),
            "merged": number(merged, "names"), "are": number(agree(merged, "is", "are")),
        },
        verdict="fewer_persons_than_names" if persons < names else "as_many_persons_as_names",
        lines=sorted({f"{source}:{line}" for source, line in zip(spells["source_id"], spells["line"])}),
    )


@finding("find-clean-precision", notebook=NOTEBOOK, headline="day")
def precision_of_dates(study) -> Result:
    """How many of the coded dates are precise to the day?"""
    counts = count_precisions(study.stage("printed_dates")).groupby("precision")["dates"].sum()
    total = counts.sum()
    return Result(
        sentence="Of {total} coded dates, {day} ({share} %) name a day, {month} only a month and {year} only a year; {rest} are coarser, "
        "spans or open.",
        numbers={
            "total": number(total, "dates"), "day": number(counts["day"], "dates"), "share": number(100 * counts["day"] / total, "%"),
            "month": number(counts["month"], "dates"), "year": number(counts["year"], "dates"),
            "rest": number(total - counts[["day", "month", "year"]].sum(), "dates"),
        },
        verdict="mostly_days" if counts["day"] * 2 > total else "mostly_coarser",
        lines=every_line(study),
    )
