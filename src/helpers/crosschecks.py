"""Finders that hold one part of the documents against another: cells against a chain, totals against lists,
a title against a role, days against the calendar, agreements against each other.

Like `helpers.slips` they look at the print and return `slips.FOUND` rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise

import pandas as pd

from helpers.dates import bounds, is_exact
from helpers.slips import found, place

EMPTY = "empty"  # the value of a fact whose cell is printed without anything in it
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SPAN_SLACK_DAYS = 16  # a span in whole months may be off by half a month before it is a contradiction
MONTH_DAYS = 30.4375
TOTALS = {"other_vice_ministers": "vice_minister"}  # a printed total: the attribute that lists its members
CUT_ENDINGS = ("of", "the", "of the", "and", "for", "between")


# --- the table of foreign ministers -----------------------------------------------------------------
def read_cells(facts: pd.DataFrame) -> pd.DataFrame:
    """The two columns of names beside the ministers, as printed: source_id, line, heads and premiers (tuples)."""
    cells = facts[facts["attribute"].isin(["head_of_state_cell", "premier_cell"])]
    wide = cells.pivot(index=["source_id", "line"], columns="attribute", values="value").reset_index().rename_axis(columns=None)
    wide = wide.reindex(columns=["source_id", "line", "head_of_state_cell", "premier_cell"], fill_value=EMPTY).fillna(EMPTY)
    names = {c: wide[c].map(lambda v: () if v == EMPTY else tuple(v.split("; "))) for c in ("head_of_state_cell", "premier_cell")}
    frame = wide.assign(heads=names["head_of_state_cell"], premiers=names["premier_cell"], order=wide["line"].astype(int))
    return frame.sort_values(["source_id", "order"]).reset_index(drop=True)[["source_id", "line", "heads", "premiers"]]


def restore_columns(cells: pd.DataFrame) -> pd.DataFrame:
    """Put names back under their heads by the chain of premiers, and say how each cell came about.

    Whoever is named last in one row is named first in the next, since an office passes from hand to hand.
    A row without a premier whose head-of-state cell begins with the last premier above has lost a cell that
    spanned it, and its names have moved one place to the left; otherwise its premier cell itself spans it.

    Returns
    -------
    DataFrame
        `cells` with premiers and heads as restored, premier_cell (own | shifted | carried), head_cell (own | carried).
    """
    heads, premiers, notes = [], [], []
    for row in cells.itertuples():
        above = premiers[-1][-1:] if premiers else ()
        shifted = not row.premiers and row.heads[:1] == above and bool(above)
        carried = not row.premiers and not shifted
        premiers.append(row.heads if shifted else above if carried else row.premiers)
        heads.append(heads[-1][-1:] if shifted else row.heads)
        notes.append(("shifted" if shifted else "carried" if carried else "own", "carried" if shifted else "own"))
    return cells.assign(heads=heads, premiers=premiers, premier_cell=[n[0] for n in notes], head_cell=[n[1] for n in notes])


def count_broken(names: Iterable[tuple[str, ...]]) -> int:
    """Joins of a chain at which the last name of one row is not the first of the next."""
    return sum(a[-1:] != b[:1] for a, b in pairwise(names))


def column_shifts(facts: pd.DataFrame) -> pd.DataFrame:
    """Cells of the table of ministers that stand under another head, or span rows, as the chain of premiers proves."""
    rows, restored = [], restore_columns(read_cells(facts))
    for r in restored.itertuples():
        names = ", ".join(r.premiers)
        if r.premier_cell == "shifted":
            rows.append((f"premier-shift:{r.line}", "table_structure", place(r), f"Under head of state stands {names}.",
                "The chain of premiers makes them premiers."))
            rows.append((f"head-carried:{r.line}", "omission", place(r), "No head of state is printed.", "The cell above spans the row."))
        elif r.premier_cell == "carried":
            rows.append((f"premier-carried:{r.line}", "table_structure", place(r), "No premier is printed.",
                f"The cell above spans the row: {names}."))
    rows += [
        (
            f"head-chain:{a.line}:{b.line}", "label", place(a, b),
            f"One row ends with {a.heads[-1]}.", f"The next begins with {b.heads[0]}.",
        )
        for a, b in pairwise(restored.itertuples()) if a.heads and b.heads and a.heads[-1] != b.heads[0]
    ]
    return found(rows)


def empty_columns(facts: pd.DataFrame) -> pd.DataFrame:
    """Columns of a table in which no cell holds anything."""
    cells = facts[facts["attribute"].str.endswith("_cell")]
    return found(
        (
            f"empty-column:{attribute}", "table_structure",
                f"{group['source_id'].iat[0]}:{group['line'].astype(int).min()}-{group['line'].astype(int).max()}",
            "A column has a head.", "All its cells are empty.",
        )
        for attribute, group in cells.groupby("attribute", sort=True) if len(group) > 1 and (group["value"] == EMPTY).all()
    )


def unnumbered_rows(facts: pd.DataFrame) -> pd.DataFrame:
    """Rows of a numbered table that have a sign instead of a number."""
    numbers = facts[facts["attribute"] == "list_number"]
    return found(
        (
            f"unnumbered:{n.line}", "label", place(n),
            f"{n.value} stands for the number of {n.subject}.", "The other rows are numbered.",
        )
        for n in numbers.itertuples() if not n.value.isdigit()
    )


# --- statements against statements ------------------------------------------------------------------
def short_lists(facts: pd.DataFrame, totals: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Printed totals that the list printed with them does not reach."""
    rows = []
    for total, member in (totals or TOTALS).items():
        for t in facts[facts["attribute"] == total].itertuples():
            named = facts[(facts["attribute"] == member) & (facts["subject"] == t.subject) & (facts["source_id"] == t.source_id)]
            if (count := named["value"].nunique()) != int(t.value):
                rows.append((f"total-list:{total}", "omission", place(t, *named.itertuples()), f"There are {t.value}.",
                    f"{count} are named."))
    return found(rows)


def double_roles(facts: pd.DataFrame) -> pd.DataFrame:
    """A chief who is listed among his or her own deputies."""
    chiefs = facts[facts["attribute"].isin(["chief_name", "current_minister"])]
    deputies = facts[facts["attribute"].isin(["vice_minister", "first_vice_minister"])]
    both = chiefs.merge(deputies, on=["subject", "value"], suffixes=("", "_b"), validate="many_to_many")
    return found(
        (
            f"minister-and-vice:{b.value}", "label", f"{b.source_id}:{b.line};{b.source_id_b}:{b.line_b}",
            f"{b.value} is minister.", f"{b.value} is vice minister.",
        )
        for b in both.itertuples()
    ).drop_duplicates("finder_key", ignore_index=True)


def chiefs_unlike_list(facts: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """A chief named in a box who is not the one in office at the end of the list."""
    last = segments[segments["exit_status"] == "in_office"].drop_duplicates("ministry_id", keep="last")
    named = facts[facts["attribute"].isin(["chief_name", "current_minister"])]
    both = named.merge(last, left_on="subject", right_on="ministry_id", suffixes=("", "_b"), validate="many_to_one")
    return found(
        (
            f"chief:{b.subject}:{b.value}", "label", f"{b.source_id}:{b.line};{b.source_id_b}:{b.line_b}",
            f"The chief is {b.value}.", f"The list ends with {b.name_as_printed}.",
        )
        for b in both.itertuples() if b.value != b.name_as_printed
    )


def first_starts(segments: pd.DataFrame) -> pd.DataFrame:
    """Ministries of one government whose first ministers begin on different days of one month."""
    firsts = segments.drop_duplicates("ministry_id").sort_values("ministry_id")
    exact = [s for s in firsts.itertuples() if is_exact(s.start_edtf)]
    return found(
        (
            f"first-start:{a.ministry_id}:{b.ministry_id}", "between_documents", place(b, a),
            f"{a.name_as_printed} begins {a.start_edtf}.", f"{b.name_as_printed} begins {b.start_edtf}.",
        )
        for a, b in combinations(exact, 2) if a.start_edtf[:7] == b.start_edtf[:7] and a.start_edtf != b.start_edtf
    )


def wrong_weekdays(facts: pd.DataFrame) -> pd.DataFrame:
    """Days said to fall on a weekday (attribute weekday, date_edtf to the day) on which they do not fall."""
    claims = facts[(facts["attribute"] == "weekday") & facts["date_edtf"].map(lambda d: bool(d) and is_exact(d))]
    rows = []
    for c in claims.itertuples():
        falls = WEEKDAYS[bounds(c.date_edtf).earliest.weekday()]
        if falls != c.value:
            rows.append((f"weekday:{c.fact_id}", "calendar", place(c), f"{c.date_edtf} is a {c.value}.",
                f"By the calendar it is a {falls}."))
    return found(rows)


def wrong_spans(facts: pd.DataFrame, *, slack_days: int = SPAN_SLACK_DAYS) -> pd.DataFrame:
    """Spans in months (attribute span, unit months, date_edtf the interval) that the two days do not make."""
    claims = facts[(facts["attribute"] == "span") & (facts["unit"] == "months")]
    rows = []
    for c in claims.itertuples():
        ends = [bounds(part) for part in c.date_edtf.split("/")]
        least, most = ((ends[1].earliest - ends[0].latest).days, (ends[1].latest - ends[0].earliest).days)
        said = float(c.value) * MONTH_DAYS
        if not least - slack_days <= said <= most + slack_days:
            rows.append((f"span:{c.fact_id}", "calendar", place(c), f"{c.value} months lie between.",
                f"The days make {least / MONTH_DAYS:.1f} to {most / MONTH_DAYS:.1f}."))
    return found(rows)


# --- agreements ---------------------------------------------------------------------------------------
def agreement_cells(agreements: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table of agreements without cells of their own, without dates in force, or with a cut name."""
    rows = []
    for a in agreements[agreements["cell_name"].ne("") | agreements["cell_north_korea"].ne("")].itertuples():
        if not a.signed_edtf:
            rows.append((f"no-cells:{a.agreement_id}", "table_structure", place(a), "One cell is printed.",
                "Signature, dates and parties have none."))
        elif not a.in_force_edtf and not a.expires_edtf and not a.status_as_printed:
            rows.append((f"empty-dates:{a.line}", "table_structure", place(a), f"Signed {a.signed_edtf}.",
                "Neither entry into force nor expiry is printed."))
        if any(party.strip().lower().endswith(tuple(f" {w}" for w in CUT_ENDINGS)) for party in (a.party_north_korea, a.party_other)):
            rows.append((f"cut-name:{a.agreement_id}", "table_structure", place(a), "The name of a party ends in a particle.",
                "The rest is missing."))
    return found(rows)


def agreement_days(agreements: pd.DataFrame) -> pd.DataFrame:
    """Expiry on the day another enters into force, force on the day of signature, several in effect at once."""
    rows, dated = [], list(agreements.itertuples())
    for a in dated:
        rows += [
            (
                f"shared-date:{a.agreement_id}:{b.agreement_id}", "calendar", place(a, b),
                f"One expires {a.expires_edtf}.", "Another is in force from that day.",
            )
            for b in dated if a.expires_edtf and a.expires_edtf == b.in_force_edtf and a.partner == b.partner
        ]
        if a.cell_effective and a.in_force_edtf == a.signed_edtf and is_exact(a.signed_edtf):
            rows.append((f"same-day-force:{a.agreement_id}", "calendar", place(a), f"Signed {a.signed_edtf}.", "In force on the same day."))
    effective = [a for a in dated if a.status_as_printed.strip().lower() == "effective"]
    rows += [
        (
            f"both-effective:{a.agreement_id}:{b.agreement_id}", "overlap", place(a, b),
            f"Effective since {a.in_force_edtf}.", f"Another with the same partner is effective since {b.in_force_edtf}.",
        )
        for a, b in pairwise(effective) if a.partner == b.partner
    ]
    return found(rows)


def find_contradictions(facts: pd.DataFrame, segments: pd.DataFrame, agreements: pd.DataFrame) -> pd.DataFrame:
    """All that the coded facts, the lists and the agreements give away against each other."""
    of_facts = (column_shifts, empty_columns, unnumbered_rows, short_lists, double_roles, wrong_weekdays, wrong_spans)
    parts = [f(facts) for f in of_facts]
    parts += [chiefs_unlike_list(facts, segments), first_starts(segments), agreement_cells(agreements), agreement_days(agreements)]
    return pd.concat(parts, ignore_index=True)
