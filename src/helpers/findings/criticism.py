"""Findings of the fifth chapter: where the sources contradict each other, themselves, or the calendar."""

from __future__ import annotations

from itertools import product

import pandas as pd

from helpers import crosschecks, discrepancies
from helpers.findings import Result, finding, number

NOTEBOOK = "05_source_criticism"
FEW_LINES = 5  # a discrepancy that names more lines than these is of a list, not of a line
FEW_SHARE = 5  # doubts lie on few lines when half of them are on a fifth of the lines or less
# The options of the readings doubt-outside, doubt-spread and doubt-weight, with their values.
DOUBT_OPTIONS = {"outside": ("left-out", "counted"), "spread": ("each-line", "few-lines"), "weight": ("any", "with-a-reading")}
SPOKEN_KINDS = {"label": "wrong or unclear words", "date": "missing or doubtful dates", "omission": "things left out"}


def whole_documents(study) -> list[str]:
    """Each document as one place, from its first printed line to its last."""
    lines = study.raw["lines"]
    return [f"{s}:{part['line'].astype(int).min()}-{part['line'].astype(int).max()}" for s, part in lines.groupby("source_id")]


@finding("find-criticism-register", notebook=NOTEBOOK, headline="total")
def register_counted(study) -> Result:
    """How many discrepancies do the documents hold, and who finds them: code or a reader?"""
    register = study.stage("register")
    code, most = (register["found_by"] == "code").sum(), discrepancies.count_kinds(register).iloc[0]
    return Result(
        sentence="The register holds {total} discrepancies of {kinds} kinds: code finds {code} of them by comparing prints, {reader} take a "
        "reader, and the commonest kind is {commonest} ({most}).",
        numbers={
            "total": number(len(register), "discrepancies"),
            "kinds": number(register["kind"].nunique(), "kinds"),
            "code": number(code, "discrepancies"),
            "reader": number(len(register) - code, "discrepancies"),
            "commonest": number(SPOKEN_KINDS.get(most["kind"], most["kind"])),
            "most": number(most["total"], "discrepancies"),
        },
        verdict="readers_find_most" if 2 * code < len(register) else "code_finds_most",
        lines=whole_documents(study),
    )


def count_doubted(doubts: pd.DataFrame, lines: pd.DataFrame, outside: str, spread: str, weight: str) -> int:
    """How many of the printed lines are in doubt, under one way to count (the values of `DOUBT_OPTIONS`)."""
    if outside == "left-out":
        doubts = doubts[doubts["kind"] != "outside"]
    if spread == "few-lines":
        doubts = discrepancies.narrow_places(doubts, most_lines=FEW_LINES)
    if weight == "with-a-reading":
        doubts = doubts[doubts["reading_id"] != ""]
    doubted = doubts[["source_id", "line"]].drop_duplicates().astype({"line": int})
    return len(lines.astype({"line": int}).merge(doubted, validate="one_to_one"))


@finding("find-criticism-lines", notebook=NOTEBOOK, headline="share_pct")
def lines_in_doubt(study) -> Result:
    """How many of the printed lines are in doubt?"""
    doubts, lines = study.stage("doubts"), study.stage("line_uses")[["source_id", "line"]].drop_duplicates()
    found = count_doubted(doubts, lines, *(study.choices.option(f"doubt_{name}") for name in DOUBT_OPTIONS))
    every = [count_doubted(doubts, lines, *each) for each in product(*DOUBT_OPTIONS.values())]
    share, fewest, most = (100 * count / len(lines) for count in (found, min(every), max(every)))
    return Result(
        sentence="Of {lines} printed lines {doubted} ({share_pct} %) hold something doubtful as doubts are counted here; counted otherwise "
        "it is {fewest_pct} to {most_pct} %.",
        numbers={
            "lines": number(len(lines), "lines"), "doubted": number(found, "lines"), "share_pct": number(share, "%"),
            "fewest_pct": number(fewest, "%"), "most_pct": number(most, "%"),
        },
        verdict="most_lines_doubted" if share > 50 else "most_lines_clean",
        lines=whole_documents(study),
    )


@finding("find-criticism-undated", notebook=NOTEBOOK, headline="undated_pct")
def facts_undated(study) -> Result:
    """How many of the coded statements carry no date?"""
    facts = study.raw["facts"]
    said = facts[~facts["attribute"].str.endswith("_cell") & ~facts["attribute"].isin(["list_number", "name_ko", "see_also", "section", "logo_file"])]
    undated = said[said["date_edtf"] == ""]
    page = said[said["source_id"] == "foreign-ministry-website"]
    return Result(
        sentence="Of {said} coded statements beside the lists and tables {undated} ({undated_pct} %) carry no date; on the ministry's own page "
        "{page_dated} of {page} carry one.",
        numbers={
            "said": number(len(said), "statements"), "undated": number(len(undated), "statements"),
            "undated_pct": number(100 * len(undated) / len(said), "%"), "page": number(len(page), "statements"),
            "page_dated": number((page["date_edtf"] != "").sum(), "statements"),
        },
        verdict="mostly_undated" if 2 * len(undated) > len(said) else "mostly_dated",
        lines=whole_documents(study),
    )


@finding("find-criticism-premiers", notebook=NOTEBOOK, headline="broken")
def premiers_moved(study) -> Result:
    """Do the names beside the foreign ministers stand under their heads?"""
    printed = crosschecks.read_cells(study.raw["facts"])
    restored = crosschecks.restore_columns(printed)
    read = restored if study.choices.option("foreign_table_columns") == "by-the-chain" else printed
    broken, moved = crosschecks.count_broken(read["premiers"]), (restored["premier_cell"] == "shifted").sum()
    return Result(
        sentence="The premiers named beside the foreign ministers form a chain from row to row that breaks at {broken} of {joins} joins; as "
        "printed it breaks at {printed}. In {moved} rows they stand under head of state, in {spanned} more their cell is empty.",
        numbers={
            "broken": number(broken, "joins"), "joins": number(len(printed) - 1, "joins"),
            "printed": number(crosschecks.count_broken(printed["premiers"]), "joins"), "moved": number(moved, "rows"),
            "spanned": number((restored["premier_cell"] == "carried").sum(), "rows"),
        },
        verdict="unbroken" if not broken else "broken",
        lines=[f"{r.source_id}:{r.line}" for r in restored.itertuples() if r.premier_cell != "own"],
    )


@finding("find-criticism-outside", notebook=NOTEBOOK, headline="conflict")
def outside_looked_up(study) -> Result:
    """Does outside evidence agree with itself?"""
    claims = study.raw["outside"]
    conflict, lost = claims["checked"] == "conflict", claims.loc[claims["checked"] == "not_reached", "source_id"]
    return Result(
        sentence="Of {claims} claims from {sources} outside sources {conflict} conflict with another outside source and {bearing} bear on a "
        "reading; a second look failed at {lost} of the sources ({unreached} claims), and which of the others were read twice is not recorded.",
        numbers={
            "claims": number(len(claims), "claims"), "sources": number(claims["source_id"].nunique(), "sources"),
            "conflict": number(conflict.sum(), "claims"), "bearing": number((claims["bears_on"] != "").sum(), "claims"),
            "lost": number(lost.nunique(), "sources"), "unreached": number(claims["source_id"].isin(lost).sum(), "claims"),
        },
        verdict="conflicts_kept" if conflict.any() else "no_conflict",
        lines=sorted(claims.loc[conflict, "source_id"].unique()),
    )


@finding("find-criticism-coverage", notebook=NOTEBOOK, headline="touched")
def doubts_lie_unevenly(study) -> Result:
    """How many of the printed lines does the register touch, and how evenly?"""
    printed, doubts = study.raw["lines"], study.stage("doubts")
    single = discrepancies.count_on_lines(discrepancies.narrow_places(doubts, most_lines=FEW_LINES))
    few = discrepancies.lines_with_half(single)
    return Result(
        sentence="The register touches {touched} of {lines} printed lines; of its {remarks} remarks on single lines half fall on {few} lines, "
        "and {most} on one.",
        numbers={
            "touched": number(len(doubts[["source_id", "line"]].drop_duplicates()), "lines"), "lines": number(len(printed), "lines"),
            "remarks": number(single["remarks"].sum(), "remarks"), "few": number(len(few), "lines"),
            "most": number(single["remarks"].max(), "remarks"),
        },
        verdict="on_few_lines" if FEW_SHARE * len(few) <= len(printed) else "spread",
        lines=[f"{row.source_id}:{row.line}" for row in few.itertuples()],
    )

