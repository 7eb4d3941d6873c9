"""Finders that need one list of office holders and nothing else: dates, days shared, gaps, notation, names.

Every finder takes a frame and returns one row a discrepancy (`FOUND`). Its `finder_key` says what was found
and where, never which row of the register explains it, so that it stays the same as long as the print does.
They look at the print, before any reading: segments are the terms as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from helpers.dates import add_bounds, day_numbers, is_exact
from helpers.names import slug

FOUND = ("finder_key", "kind", "sources_lines", "statement_a", "statement_b")
GAP_DAYS = 2  # from this many days between two terms on, they do not adjoin under either convention of ends
SHORT_TERM_DAYS = 31  # a term shorter than a month is worth a second look
DATE_SIGNS = {"~": "a tilde", "-": "a hyphen", "–": "an en dash"}
SEPARATOR = re.compile(r"(?<=[\d\s])\s*([~\-–])(?=\s|$)")
STRAY_YEAR = re.compile(r"\((\d{4})\s+\S[^)]*\)")
# Syllables that southern romanizations set otherwise than northern ones; enough to suggest, a reading decides.
SKELETON = (("lee", "ri"), ("yi", "ri"), ("park", "pak"), ("choi", "choe"), ("geu", "ku"), ("young", "yong"), ("beom",
    "bom"), ("bum", "bom"))


def found(rows: Iterable[tuple[str, str, str, str, str]]) -> pd.DataFrame:
    """A frame of finder rows, also where there is none."""
    return pd.DataFrame(list(rows), columns=list(FOUND), dtype=str)


def place(*rows) -> str:
    """The places of printed rows, each once, joined as the register does."""
    return ";".join(dict.fromkeys(f"{r.source_id}:{r.line}" for r in rows))


def dated(segments: pd.DataFrame) -> pd.DataFrame:
    """Segments with their bounds as days since 1970-01-01 in columns s0, s1 (start) and e0, e1 (end)."""
    frame = add_bounds(segments, "start_edtf", "end_edtf")
    columns = {"s0": "start_earliest", "s1": "start_latest", "e0": "end_earliest", "e1": "end_latest"}
    return frame.assign(**{short: day_numbers(frame[name]) for short, name in columns.items()}).reset_index(drop=True)


def entries(terms: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """List entries with their id in column entry: that of their terms without the number."""
    ids = segments.assign(entry=segments["spell_id"].str.rpartition("-")[0])[["source_id", "line", "entry"]].drop_duplicates()
    return terms.merge(ids, on=["source_id", "line"], how="left", validate="1:1")


def neighbours(segments: pd.DataFrame) -> list[tuple]:
    """Pairs of printed neighbours of one ministry, the earlier of each pair with a printed end."""
    frame = dated(segments)
    pairs = []
    for _, group in frame.groupby("ministry_id", sort=True):
        rows = list(group.itertuples())
        pairs += [(a, b) for a, b in zip(rows, rows[1:], strict=False) if a.end_edtf and b.start_edtf]
    return pairs


def unknown_ends(segments: pd.DataFrame) -> pd.DataFrame:
    """Terms printed without an end although they are not the last of their list."""
    return found(
        (f"end-unknown:{s.spell_id}", "gap", place(s), f"{s.name_as_printed} begins {s.start_edtf}.", "No end is printed.")
        for s in segments.itertuples() if s.exit_status == "unknown"
    )


def present_terms(segments: pd.DataFrame) -> pd.DataFrame:
    """Terms printed as lasting to a present that no day dates."""
    return found(
        (
            f"present:{s.spell_id}", "label", place(s),
            f"{s.name_as_printed} is in office.", "The day for which that holds is not printed.",
        )
        for s in segments.itertuples() if s.exit_status == "in_office"
    )


def overlaps(segments: pd.DataFrame) -> pd.DataFrame:
    """Two holders of one ministry who were in office together whatever the missing days are."""
    rows = []
    for _, group in dated(segments).groupby("ministry_id", sort=True):
        for a, b in combinations(group.itertuples(), 2):
            together = max(a.s1, b.s1) < min(a.e0, b.e0) and a.s1 <= b.s1
            if together and a.name_as_printed != b.name_as_printed:
                rows.append((
                    f"overlap:{a.spell_id}:{b.spell_id}", "overlap", place(a, b),
                    f"{a.name_as_printed}: {a.start_edtf} to {a.end_edtf}.", f"{b.name_as_printed}: {b.start_edtf} to {b.end_edtf}.",
                ))
    return found(rows)


def gaps(segments: pd.DataFrame, *, days: int = GAP_DAYS) -> pd.DataFrame:
    """Printed neighbours that leave at least `days` days between them whatever the missing days are."""
    return found(
        (
            f"gap:{a.spell_id}:{b.spell_id}", "gap", place(a, b), f"{a.name_as_printed} ends {a.end_edtf}.",
            f"{b.name_as_printed} begins {b.start_edtf}, at least {b.s0 - a.e1:.0f} days later.",
        )
        for a, b in neighbours(segments) if b.s0 - a.e1 >= days
    )


def boundaries(segments: pd.DataFrame) -> pd.DataFrame:
    """Handovers that break their list's custom: a shared day where the next day is usual, or the other way round."""
    rows = []
    exact = [(a, b) for a, b in neighbours(segments) if is_exact(a.end_edtf) and is_exact(b.start_edtf)]
    for ministry in sorted({a.ministry_id for a, _ in exact}):
        steps = [(a, b, int(b.s0 - a.e0)) for a, b in exact if a.ministry_id == ministry and b.s0 - a.e0 in (0, 1)]
        usual = int(sum(step for *_, step in steps) * 2 > len(steps))
        says = ("on the same day", "on the next day")
        rows += [
            (
                f"boundary:{a.spell_id}:{b.spell_id}", "overlap", place(a, b), f"One term ends {a.end_edtf}, the next begins {says[step]}.",
                f"Elsewhere in the list the next begins {says[usual]}.",
            )
            for a, b, step in steps if step != usual
        ]
    return found(rows)


def coarse_dates(segments: pd.DataFrame) -> pd.DataFrame:
    """Starts and ends that are printed, but not to the day; two that meet in one month or year are one row."""
    pairs = {a.spell_id: b for a, b in neighbours(segments) if a.end_edtf == b.start_edtf and not is_exact(a.end_edtf)}
    met = {b.spell_id for b in pairs.values()}
    rows = []
    for s in segments.itertuples():
        if s.start_edtf and not is_exact(s.start_edtf) and s.spell_id not in met:
            rows.append((f"coarse-start:{s.spell_id}", "date", place(s), f"{s.name_as_printed} begins {s.start_edtf}.",
                "No day is printed."))
        if (after := pairs.get(s.spell_id)) is not None:
            rows.append((
                f"coarse-boundary:{s.spell_id}:{after.spell_id}", "date", place(s, after),
                f"One term ends and the next begins {s.end_edtf}.", "No day is printed.",
            ))
        elif s.end_edtf and not is_exact(s.end_edtf):
            rows.append((f"coarse-end:{s.spell_id}", "date", place(s), f"{s.name_as_printed} ends {s.end_edtf}.", "No day is printed."))
    return found(rows)


def short_terms(segments: pd.DataFrame, *, days: int = SHORT_TERM_DAYS) -> pd.DataFrame:
    """Terms that lasted less than `days` days whatever the missing days are."""
    return found(
        (
            f"short-term:{s.spell_id}", "date", place(s),
            f"{s.name_as_printed}: {s.start_edtf} to {s.end_edtf}.", f"That is {s.e1 - s.s0:.0f} days at most.",
        )
        for s in dated(segments).itertuples() if s.e1 - s.s0 < days
    )


def same_days(segments: pd.DataFrame) -> pd.DataFrame:
    """Two terms of one ministry under different names that begin on one day of different years."""
    rows = []
    for _, group in segments.groupby("ministry_id", sort=True):
        exact = [s for s in group.itertuples() if is_exact(s.start_edtf)]
        rows += [
            (
                f"same-day:{a.spell_id}:{b.spell_id}", "date", place(a, b),
                f"{a.name_as_printed} begins {a.start_edtf}.", f"{b.name_as_printed} begins {b.start_edtf}.",
            )
            for a, b in combinations(exact, 2) if a.start_edtf[4:] == b.start_edtf[4:] and a.name_as_printed != b.name_as_printed
        ]
    return found(rows)


def first_of_month(segments: pd.DataFrame, *, least: int = 2) -> pd.DataFrame:
    """Ministries where at least `least` terms begin on the first of a month: perhaps months filled up to a day."""
    exact = segments[segments["start_edtf"].map(lambda d: bool(d) and is_exact(d)) & segments["start_edtf"].str.endswith("-01")]
    return found(
        (
            f"first-of-month:{ministry}", "date", place(*group.itertuples()),
            "Terms begin " + ", ".join(group["start_edtf"]) + ".", "A month without its day would look so.",
        )
        for ministry, group in exact.groupby("ministry_id", sort=True) if len(group) >= least
    )


def skeleton(name: str) -> str:
    """A name with its words sorted and its syllables in one spelling: only to suggest that two are one."""
    plain = "".join(sorted(slug(name.replace("-", "")).split("-"), key=len))
    for southern, northern in SKELETON:
        plain = plain.replace(southern, northern)
    return plain


def alike_names(segments: pd.DataFrame) -> pd.DataFrame:
    """Different printed names of one ministry that come to the same skeleton."""
    frame = segments.assign(skeleton=segments["name_as_printed"].map(skeleton), entry=segments["spell_id"].str.rpartition("-")[0])
    frame = frame.drop_duplicates(["ministry_id", "name_as_printed"])
    return found(
        ("alike:" + ":".join(group["entry"]), "identity", place(*group.itertuples()),
            "Names are " + ", ".join(group["name_as_printed"]) + ".", "They are spellings of one name.")
        for _, group in frame.groupby(["ministry_id", "skeleton"], sort=True) if len(group) > 1
    )


def notations(terms: pd.DataFrame) -> pd.DataFrame:
    """List entries whose sign between dates is not the usual one of their list (tables have none)."""
    signs = terms.assign(signs=terms["as_printed"].map(lambda text: SEPARATOR.findall(text.lstrip("- "))))
    rows = []
    for _, group in signs.groupby("ministry_id", sort=True):
        used = pd.Series([s for entry in group["signs"] for s in entry], dtype=str)
        usual = used.mode().iat[0] if len(used) else ""
        rows += [
            (
                f"notation:{t.entry}", "label", place(t),
                f"The dates are joined by {DATE_SIGNS[other]}.", f"The list has {DATE_SIGNS[usual]} as a rule.",
            )
            for t in group.itertuples() for other in sorted(set(t.signs) - {usual})
        ]
    return found(rows)


def missing_colons(terms: pd.DataFrame) -> pd.DataFrame:
    """List entries without a colon after the name, in a list where most have one."""
    rows = []
    for _, group in terms.groupby("ministry_id", sort=True):
        has = group["as_printed"].str.contains(":", regex=False)
        if has.mean() > 0.5:
            rows += [(f"no-colon:{t.entry}", "label", place(t), "No colon stands after the name.",
                "Most entries have one.") for t in group[~has].itertuples()]
    return found(rows)


def crowded_entries(segments: pd.DataFrame) -> pd.DataFrame:
    """List entries that hold several holders, or several terms of one."""
    rows = []
    for entry, group in segments.groupby(segments["spell_id"].str.rpartition("-")[0], sort=False):
        names = group["name_as_printed"].nunique()
        first = next(group.itertuples())
        if names > 1:
            rows.append((f"several-holders:{entry}", "table_structure", place(first),
                f"One entry holds {names} holders.", "Others hold one."))
        elif len(group) > 1:
            rows.append((f"several-terms:{entry}", "table_structure", place(first),
                f"One entry holds {len(group)} terms.", "Others hold one."))
    return found(rows)


def stray_years(terms: pd.DataFrame) -> pd.DataFrame:
    """Entries with a year in parentheses where the beginning of a name would stand."""
    return found(
        (
            f"stray-year:{t.entry}", "identity", place(t),
            f"The parenthesis is {match[0]}.", "A year stands where a name begins.",
        )
        for t in terms.itertuples() if (match := STRAY_YEAR.search(t.as_printed))
    )


OF_SEGMENTS = (
    unknown_ends, present_terms, overlaps, gaps, boundaries, coarse_dates, short_terms, same_days, first_of_month, alike_names,
    crowded_entries,
)
OF_TERMS = (notations, missing_colons, stray_years)


def find_slips(terms: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """All that the lists of office holders give away by themselves.

    Parameters
    ----------
    terms : raw/terms. segments : one row a printed term (spell_id, ministry_id, source_id, line,
        name_as_printed, start_edtf, end_edtf, exit_status), in printed order.
    """
    return pd.concat([*(f(segments) for f in OF_SEGMENTS), *(f(entries(terms, segments)) for f in OF_TERMS)], ignore_index=True)
