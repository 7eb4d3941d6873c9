"""The parts of the report that no notebook writes: abstract, summary, section numbers, appendices."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from helpers.errors import ExhibitError
from helpers.report.edition import KIND_NAMES, Edition, Exhibit
from helpers.report.markdown import Context, to_html
from helpers.schemas import TABLES

PLACEHOLDER = re.compile(r"\{(find-[a-z0-9-]+)(?:\.(\w+))?\}")
MARKDOWN_MARKS = re.compile(r"([\\`*_\[\]<>#@|])")
SUMMARY, REFERENCES = ("findings", "The findings at a glance"), ("references", "References")
APPENDICES = (
    ("sources", "Sources"), ("readings", "Readings"), ("discrepancies", "Discrepancies"),
    ("codebook", "Codebook"), ("printed-lines", "Printed lines and where they are used"), ("colophon", "Colophon"),
)
ABOUT = "About this report"


@dataclass(frozen=True)
class Outline:
    """Section numbers by id, and the contents as (level, id, number, title)."""

    numbers: Mapping[str, str]
    entries: tuple[tuple[int, str, str, str], ...]

    @property
    def half(self) -> str:
        """The chapter with which the second column of the contents begins."""
        listed = [e for e in self.entries if e[0] <= 2]
        chapters = [n for n, e in enumerate(listed) if e[0] == 1]
        return listed[min(chapters, key=lambda n: abs(n - (len(listed) + 1) / 2))][1] if chapters else ""


def labels(edition: Edition) -> dict[str, str]:
    """The printed name of everything a text can refer to."""
    return {e.id: e.label for e in edition.exhibits.values()}


def id_anchors(edition: Edition) -> dict[str, str]:
    """The anchor in the whole report of every id that a cell may name: an exhibit's own, and that of a reading's entry."""
    return {name: name for name in edition.exhibits} | {name: f"reading-{name}" for name in edition.readings}


def resolve(text: str, edition: Edition) -> str:
    """`text` with ``{find-x}`` as that finding's sentence and ``{find-x.name}`` as one of its numbers.

    Raises ExhibitError for a finding or number that the notebooks do not show.
    """
    def value(match: re.Match) -> str:
        exhibit = edition.exhibits.get(match[1])
        if exhibit is None or exhibit.kind != "finding":
            raise ExhibitError(f"the text asks for {{{match[1]}}}, which no notebook shows. Findings: {', '.join(e.id for e in edition.of_kind('finding')) or 'none'}.")
        if not match[2]:
            return MARKDOWN_MARKS.sub(r"\\\1", exhibit.spec["sentence"])
        if match[2] not in exhibit.spec["numbers"]:
            raise ExhibitError(f"{match[1]} has no number {match[2]!r}. It has: {', '.join(exhibit.spec['numbers'])}.")
        return exhibit.spec["numbers"][match[2]]["text"]

    return PLACEHOLDER.sub(value, text)


def abstract(edition: Edition) -> list[tuple[str, str]]:
    """The structured abstract as (heading, Markdown); the results are sentences of findings."""
    parts = dict(edition.publication.abstract)
    if not isinstance(parts.get("results", []), str):
        ids = list(parts.get("results") or first_findings(edition))
        parts["results"] = " ".join(f"{{{i}}} (@{i})" for i in ids)
    return [(name.capitalize(), resolve(str(text), edition)) for name, text in parts.items() if text]


def summary_findings(edition: Edition) -> list[Exhibit]:
    """The findings of the one-page summary, in order; all of them where the publication names none."""
    wanted = edition.publication.summary
    if lost := [i for i in wanted if i not in edition.exhibits]:
        raise ExhibitError(f"report.toml puts {lost[0]} into the summary, but no notebook shows it. Correct the id or take it out.")
    return [edition.exhibits[i] for i in wanted] or edition.of_kind("finding")


def first_findings(edition: Edition) -> list[str]:
    """The first finding of every chapter."""
    first: dict[str, str] = {}
    for exhibit in edition.of_kind("finding"):
        first.setdefault(exhibit.notebook, exhibit.id)
    return list(first.values())


def prose(edition: Edition) -> Iterator[str]:
    """The publication's own prose as the Markdown of one chapter, a section for each file."""
    if edition.publication.prose:
        yield f"# {ABOUT}"
    for title, text in edition.publication.prose.items():
        yield f"## {title}\n\n{resolve(text, edition)}"


def chapter_texts(edition: Edition) -> Iterator[str]:
    """The text of every Markdown cell, chapter by chapter."""
    for chapter in edition.chapters:
        yield from (cell.source for cell in chapter.cells if cell.kind == "markdown")


def outline(edition: Edition, *, whole: bool = True) -> Outline:
    """Numbers and contents of an edition; `whole` False: chapters alone, as for a single notebook."""
    context = Context(labels=labels(edition), elsewhere=edition.elsewhere)
    numbers, entries, chapter, section = {}, [], 0, 0
    if whole and edition.of_kind("finding"):
        entries.append((1, *_plain_entry(context, SUMMARY)))
    for text in prose(edition) if whole else ():
        entries += [(level, name, "", words) for level, name, words in _headings(text, context)]
    for text in chapter_texts(edition):
        for level, name, words in _headings(text, context):
            chapter, section = (chapter + 1, 0) if level == 1 else (chapter, section + (level == 2))
            numbers[name] = {1: f"{chapter}", 2: f"{chapter}.{section}"}.get(level, "")
            entries.append((level, name, numbers[name], words))
    if whole:
        entries.append((1, *_plain_entry(context, REFERENCES)))
        for letter, part in zip("ABCDEFGH", shown_appendices(edition)):
            numbers[part[0]] = letter
            entries.append((1, part[0], letter, part[1]))
    return Outline(numbers, tuple(entries))


def _headings(text: str, context: Context) -> list[tuple[int, str, str]]:
    context.headings.clear()
    to_html(text, context)
    return [(level, name, html.unescape(re.sub("<[^>]+>", "", words))) for level, name, words in context.headings]


def _plain_entry(context: Context, part: tuple[str, str]) -> tuple[str, str, str]:
    return context.section_id(part[1], part[0]), "", part[1]


def shown_appendices(edition: Edition) -> list[tuple[str, str]]:
    """The appendices this edition has material for."""
    has = {
        "sources": "sources" in edition.raw, "readings": bool(edition.readings),
        "discrepancies": edition.discrepancies is not None and len(edition.discrepancies) > 0,
        "codebook": bool(edition.raw), "printed-lines": bool(edition.raw), "colophon": True,
    }
    return [part for part in APPENDICES if has[part[0]]]


def range_text(exhibit: Exhibit, edition: Edition) -> str:
    """How far the headline number of a finding moves over all universes, in words; empty if not computed."""
    spread = edition.ranges.get(exhibit.id)
    if not spread:
        return ""
    headline = exhibit.spec["numbers"].get(exhibit.spec.get("headline", ""), {})
    unit = f" {headline['unit']}" if headline.get("unit") else ""
    low, high = (value_text(spread[k], headline) for k in ("min", "max"))
    reach = f"{low}{unit} throughout" if low == high else f"{low} to {high}{unit}"
    number = f"{spread['n']:,}" + (" drawn" if spread.get("complete") == "no" else "")
    if spread["n"] == 1:
        return f"{low}{unit}; no reading bears on it"
    return f"{reach}; {share_text(spread['share_agree'])} of {number} universes agree"


def value_text(value, like: Mapping) -> str:
    """A number with the decimals of the printed number it varies."""
    if value is None or isinstance(value, str):
        return value or "unbounded"
    decimals = len(like.get("text", "").partition(".")[2]) if re.fullmatch(r"[−\d.,]+", like.get("text", "")) else 0
    return f"{value:,.{decimals}f}".replace("-", "−")


def share_text(share: float) -> str:
    """A share in whole per cent, never rounded up to all or down to none."""
    return "all" if share == 1 else "none" if share == 0 else f"{min(max(round(100 * share), 1), 99)}%"


def mark(exhibit: Exhibit, edition: Edition) -> str:
    """How an exhibit fares over the readings (*robust*, *depends on* …); '' where that was not evaluated."""
    return edition.ranges.get(exhibit.id, {}).get("mark", "")


def reading_users(edition: Edition) -> dict[str, list[str]]:
    """Ids of the exhibits that consulted each reading."""
    users: dict[str, list[str]] = {name: [] for name in edition.readings}
    for exhibit in edition.exhibits.values():
        for name in exhibit.spec.get("readings", {}):
            users.setdefault(name, []).append(exhibit.id)
    return users


def codebook(*folders: str) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """(table, title, [(column, type, meaning)]) of every table in these folders of the data."""
    def kind(column) -> str:
        return " | ".join(column.type) if isinstance(column.type, tuple) else column.type

    return [
        (f"{t.folder}/{t.name}.csv", t.title, [(c.name, kind(c), c.description) for c in t.columns])
        for t in TABLES.values() if t.folder in folders
    ]


def colophon(edition: Edition) -> list[tuple[str, str]]:
    """On what this edition rests, as (name, value) pairs."""
    publication, found = edition.publication, edition.provenance
    versions = ", ".join(f"{k} {v}" for k, v in found.get("versions", {}).items())
    overrides = ", ".join(f"{k} = {v}" for k, v in found.get("overrides", {}).items())
    rows = [
        ("Edition", f"version {publication.version}, {publication.long_date}"),
        ("Cut-off day (as of)", found.get("as_of", "")), ("Reading set", found.get("reading_set", "")), ("Single overrides", overrides or "none"),
        ("Data fingerprint (SHA-256)", found.get("data_sha256", "")), ("Computed with", versions),
        ("Text and data", publication.licence), ("Code", publication.code_licence),
        ("Type", "Libertinus Serif, Noto Sans KR, Noto Serif KR (SIL Open Font License 1.1)"),
        ("Set with", "Typst (PDF) and HTML from the same notebooks; no date or clock but the edition's own"),
    ]
    return [(name, value) for name, value in rows if value]


def grouped(names, edition: Edition) -> list[tuple[str, list[Exhibit]]]:
    """Exhibits by kind in order of number, under the word for one or several: (``Findings``, [...])."""
    groups = []
    for kind in ("finding", "figure", "table"):
        found = sorted((e for e in map(edition.exhibits.get, names) if e and e.kind == kind), key=lambda e: e.number)
        if found:
            groups.append((KIND_NAMES[kind] + ("s" if len(found) > 1 else ""), found))
    return groups
