"""The printed edition: an A4 document set by Typst, tagged, archivable, with the data attached."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from helpers.report import appendices, citation, places, story, tables
from helpers.report.edition import Cell, Edition, Exhibit
from helpers.report.exports import cited_works
from helpers.report.markdown import Context, heading_typst, inline_typst, to_typst
from helpers.report.spreadsheet import export_csv
from helpers.report.typst_text import compile_typst, content, string

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
CITATION_STYLE = "chicago-author-date"
OWN_PAGE = ("findings",)
ROOM_MM = {"colophon": 80}     # set whole on one page; of the other parts a few rows stand below the heading
LEAST_ROOM_MM = 60
FEW_PLACES, FEW_READINGS = 12, 5
FLOATS_FROM_MM = 60.0


def write_pdf(edition: Edition, path: Path) -> None:
    """Write the whole report as PDF/A-3a and PDF/UA-1; the same edition gives the same bytes."""
    Path(path).write_bytes(pdf_bytes(edition))


def pdf_bytes(edition: Edition, *, whole: bool = True) -> bytes:
    """The PDF of an edition; `whole` False sets the chapters alone, as for a single notebook."""
    source, files = typst_source(edition, whole=whole)
    return compile_typst(source, files, timestamp=edition.publication.epoch, archive=True)


def typst_source(edition: Edition, *, whole: bool = True) -> tuple[str, dict[str, bytes]]:
    """The Typst source of an edition and the files it needs by path."""
    outline = story.outline(edition, whole=whole)
    context = Context(labels=story.labels(edition), numbers=outline.numbers, elsewhere=edition.elsewhere)
    codes, known = places.source_codes(edition), set()
    if whole:
        known = places.known_places(edition)
    setter = Setter(edition, context, codes, known, half=outline.half)
    parts = [opening(edition)]
    if whole:
        parts += [front(setter), summary(setter), *(to_typst(text, context) for text in story.prose(edition))]
    parts += [setter.cell(cell) for chapter in edition.chapters for cell in chapter.cells]
    if whole:
        parts += [setter.heading(*story.REFERENCES), f'#works("references.bib", {string(CITATION_STYLE)})']
        parts += [setter.heading(name, title) + appendices.typst(name, setter) for name, title in story.shown_appendices(edition)]
    elif setter.context.cites:
        parts.append(f'#works("references.bib", {string(CITATION_STYLE)})')
    return "\n".join(parts), files(edition)


def files(edition: Edition) -> dict[str, bytes]:
    """What the source refers to: the template, the drawings, the data and the works cited."""
    figures = {f"figures/{e.id}.svg": e.spec["svg"].encode() for e in edition.of_kind("figure")}
    data = {f"data/{e.id}.csv": export_csv(e.csv).encode() for e in edition.exhibits.values() if e.csv}
    return {"report.typ": TEMPLATE.read_bytes(), "references.bib": cited_works(edition).encode(), **figures, **data}


def opening(edition: Edition) -> str:
    """The first lines of the Typst source: the template, with title, authors, keywords, language and day."""
    publication = edition.publication
    day = publication.day
    listed = lambda values: "(" + "".join(f"{string(v)}, " for v in values) + ")"  # noqa: E731
    return (
        '#import "report.typ": *\n#show: report.with(\n'
        f"  title: {string(publication.title)}, subtitle: {string(publication.subtitle)}, running: {string(publication.title.partition(':')[0])},\n"
        f"  authors: {listed(publication.authors)}, keywords: {listed(publication.keywords)}, language: {string(publication.language)},\n"
        f"  day: ({day.year}, {day.month}, {day.day}),\n)\n"
    )


def front(setter: Setter) -> str:
    """Title page with the structured abstract, and the contents."""
    edition = setter.edition
    publication = edition.publication
    work = citation.whole_works(publication)["report"]
    parts = "".join(f"({string(name)}, [{setter.prose(text)}]), " for name, text in story.abstract(edition))
    cited = setter.prose(f"Cite as: {citation.chicago(work, publication)}") + f"#linebreak();{content('Text and data ' + publication.licence + ', code ' + publication.code_licence + '.')}"
    halves = ", ".join([string(setter.half), *(_half([e.id for e in edition.of_kind(kind)]) for kind in ("figure", "table"))])
    return (
        f"#title-page(title: {string(publication.title)}, subtitle: {string(publication.subtitle)}, authors: {string(', '.join(publication.authors))}, "
        f"edition: {string(f'Version {publication.version}, {publication.long_date}')}, cite: [{cited}], abstract: ({parts}))\n"
        f"#pagebreak()\n#contents({halves})\n"
    )


def _half(ids: list[str]) -> str:
    """The id with which the second column of a list begins; none where there is no list."""
    return string(ids[(len(ids) + 1) // 2]) if len(ids) > 1 else string("") if ids else "none"


def summary(setter: Setter) -> str:
    """Every finding on a page: its sentence, how far it moves, and its mark."""
    edition = setter.edition
    found = story.summary_findings(edition)
    if not found:
        return ""
    rows = []
    for exhibit in found:
        number = f"#link(label({string(exhibit.id)}))[{exhibit.number}]"
        cells = (number, content(exhibit.spec["sentence"]), content(story.range_text(exhibit, edition)), f"#robust-mark({string(story.mark(exhibit, edition))})")
        rows.append(", ".join(f"[{c}]" for c in cells))
    widths = "(8mm, 1fr, 44mm, 30mm)" if edition.ranges else "(8mm, 1fr, 0mm, 0mm)"
    heads = "([], [Finding], [Over all readings], [Mark])" if edition.ranges else "([], [Finding], [], [])"
    table = f"#data-table(size: 8pt, wide: true, columns: {widths}, align: (right, left, left, left), heads: {heads},\n" + ",\n".join(rows) + ",\n)"
    return setter.heading(*story.SUMMARY) + table + "\n"


def _flag(value: bool) -> str:
    return str(value).lower()


class Setter:
    """Sets the parts of one edition in Typst; holds what every part needs to know."""

    def __init__(self, edition: Edition, context: Context, codes: Mapping[str, str], known: set[str], *, half: str = ""):
        self.half = half
        self.edition, self.context, self.codes, self.known = edition, context, codes, known
        self.prose = partial(inline_typst, context=context)

    def heading(self, name: str, title: str) -> str:
        """The heading of a part of ours under the id `name`; all but those of `OWN_PAGE` run on where there is room."""
        number = self.context.numbers.get(name, "")
        shown = content(f"{number}\u2002{title}" if number else title)
        room = f"#chapter-break(least: {ROOM_MM.get(name, LEAST_ROOM_MM)}mm)\n"
        before = "#pagebreak(weak: true)\n" if name in OWN_PAGE else room
        return "\n" + heading_typst(shown, self.context.section_id(title, name), 1, before=before)

    def cell(self, cell: Cell) -> str:
        """A Markdown cell as text; of a code cell only its exhibits."""
        if cell.kind == "markdown":
            return to_typst(cell.source, self.context)
        return "\n".join(self.exhibit(self.edition.exhibits[name]) for what, name in cell.shows if what == "exhibit" and name in self.edition.exhibits)

    def exhibit(self, exhibit: Exhibit) -> str:
        """One exhibit as Typst, set as its kind asks."""
        return {"figure": self.figure, "table": self.table, "finding": self.finding}[exhibit.kind](exhibit)

    def figure(self, exhibit: Exhibit) -> str:
        """A numbered figure: the drawing by file name, at its width, with its alt text."""
        spec = exhibit.spec
        body = f"drawing({string(f'figures/{exhibit.id}.svg')}, {spec['width_mm']:g}mm, {string(spec['alt'])})"
        return self._numbered(exhibit, body)

    def table(self, exhibit: Exhibit) -> str:
        """A numbered table, its cells linked to the printed lines."""
        markup, whole = tables.grid_typst(tables.exhibit_grid(exhibit, self.codes, self.known, anchors=story.id_anchors(self.edition) if self.known else None))
        return self._numbered(exhibit, markup.removeprefix("#"), whole=whole)

    def _numbered(self, exhibit: Exhibit, body: str, *, whole: bool = False) -> str:
        spec = exhibit.spec
        return (
            f"#exhibit({string(exhibit.id)}, {string(exhibit.kind)}, {exhibit.number}, [{self.prose(spec['title'])}], "
            f"caption: [{self.prose(spec['caption'])}], note: [{self.prose(spec.get('note', ''))}], source: [{self.source_line(exhibit)}], "
            f"data: {string(f'data/{exhibit.id}.csv')}, float: {_flag(spec.get('height_mm', 0) >= FLOATS_FROM_MM)}, whole: {_flag(whole)},\n{body})\n"
        )

    def finding(self, exhibit: Exhibit) -> str:
        """A finding with its number, mark, range over all readings, and what it rests on."""
        mark, spread = story.mark(exhibit, self.edition), story.range_text(exhibit, self.edition)
        return (
            f"#finding({string(exhibit.id)}, {exhibit.number}, [{content(exhibit.spec['sentence'])}], mark: {string(mark)}, "
            f"range: [{content(f'Over all readings: {spread}.' if spread else '')}], rests: [{self.source_line(exhibit)}])\n"
        )

    def source_line(self, exhibit: Exhibit) -> str:
        """Where an exhibit comes from: its printed lines or sources, its readings, its notebook cell."""
        links = self.few_places(exhibit)
        parts = [content("Printed: ") + tables.links_typst(links)] if links else []
        chosen = exhibit.spec.get("readings", {})
        if len(chosen) > FEW_READINGS and self.known:
            parts.append(f"#link(label(\"readings\"))[{content(f'{len(chosen)} readings')}];")
        elif chosen:
            parts.append(content("Readings: ") + "#\", \";".join(self.reading_link(name) for name in chosen))
        parts += [content("From ") + self.cross(exhibit.derived_from)] if exhibit.derived_from else []
        parts.append(content(f"{exhibit.id}, notebook {exhibit.notebook}"))
        return "#\" · \";".join(parts)

    def few_places(self, exhibit: Exhibit) -> list[tuple[str, str]]:
        """The printed lines of an exhibit; its sources alone where the lines are many."""
        links = places.linked_places(places.merged(exhibit.places), self.codes, self.known)
        listed = links if len(links) <= FEW_PLACES else places.linked_places(exhibit.sources, self.codes, self.known)
        return [(text, anchor if anchor in self.anchors else "") for text, anchor in listed]

    @property
    def anchors(self) -> set[str]:
        """The ids of all printed lines and sources that this edition lists."""
        return {places.place_anchor(p, self.codes) for p in self.known}

    def reading_link(self, name: str) -> str:
        """A reading's id, linked where its appendix is part of this edition."""
        known = name in self.edition.readings and self.known
        return f"#link(label({string(f'reading-{name}')}))[{content(name)}];" if known else content(name)

    def cross(self, names) -> str:
        """Links to exhibits by id, grouped by kind."""
        groups = (
            content(f"{kind} ") + "#\", \";".join(f"#link(label({string(e.id)}))[{e.number}];" for e in found)
            for kind, found in story.grouped(names, self.edition)
        )
        return "#\" · \";".join(groups)
