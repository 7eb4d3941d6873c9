"""The web edition: one HTML file that asks nothing of any server, with its code folded and its data inside."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path

from helpers.report import appendices, citation, fonts, places, references, story, svg, tables
from helpers.report.edition import Cell, Edition, Exhibit
from helpers.report.markdown import Context, inline_html, korean, to_html
from helpers.report.page_data import page_data

TEMPLATES = Path(__file__).parent / "templates"
FORMAT_NAMES = {"apa": "APA 7", "chicago": "Chicago", "bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON", "latex": "LaTeX", "markdown": "Markdown"}
FONT_MARK = "/*fonts*/"
_KEYWORD, _TEXT, _NUMBER, _COMMENT = ("#7a1f6b", "#e5a6da"), ("#22632f", "#9fd8a8"), ("#8a3b00", "#f0b27f"), ("#5b6066", "#a3a9b0")
CODE_COLOURS = {  # of Pygments' short class names, on light and on dark ground
    **dict.fromkeys(("k", "kn", "kc", "ow"), _KEYWORD), **dict.fromkeys(("s1", "s2", "sa"), _TEXT), **dict.fromkeys(("mi", "mf"), _NUMBER), "c1": _COMMENT,
}


def write_html(edition: Edition, path: Path) -> None:
    """Write the whole report as one self-contained HTML file; the same edition gives the same bytes."""
    Path(path).write_text(page(edition), encoding="utf-8", newline="\n")


def page(edition: Edition, *, whole: bool = True) -> str:
    """The HTML of an edition; `whole` False shows the chapters alone, as for a single notebook.

    It is set twice: once to collect what is cited, then with the citations as the printed edition's
    own processor sets them.
    """
    outline = story.outline(edition, whole=whole)
    first = Builder(edition, outline, None, whole=whole)
    first.body()
    cited, listed = references.render_citations(first.context.cites, edition)
    builder = Builder(edition, outline, cited, whole=whole)
    body = builder.body()
    text = environment().get_template("report.html.j2").render(
        publication=edition.publication, outline=[e for e in outline.entries if e[0] <= 2], whole=whole,
        abstract=builder.abstract(), body=body, references=listed if whole or first.context.cites else "",
        appendices=builder.appendices(), data=script_json(page_data(edition)), linked=script_json(linked_data(edition)),
        cites=cite_forms(edition), code_css=code_css(), **assets(),
    )
    drawings = "".join(e.spec["svg"] for e in edition.of_kind("figure"))
    return seal(text.replace(FONT_MARK, fonts.page_faces(text, drawings)))


def environment():
    """The Jinja environment of the page's templates: everything escaped, an undefined name is an error."""
    import jinja2

    return jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)


def assets() -> dict[str, str]:
    """The style sheet and the script that go into the page, by name."""
    return {"css": (TEMPLATES / "report.css").read_text(encoding="utf-8"), "script": (TEMPLATES / "report.js").read_text(encoding="utf-8")}


def seal(page_text: str) -> str:
    """Allow exactly the styles and the script that stand in the page, by their hashes."""
    style = re.search(r"<style>(.*?)</style>", page_text, re.S)[1]
    script = re.search(r"<script>(.*?)</script>", page_text, re.S)[1]
    return page_text.replace("{style-hash}", _hash(style), 1).replace("{script-hash}", _hash(script), 1)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def script_json(value) -> str:
    """JSON that may stand inside a script element: no character in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class Builder:
    """Builds the parts of one page; holds what every part needs to know."""

    def __init__(self, edition: Edition, outline: story.Outline, cited: list[str] | None, *, whole: bool):
        self.edition, self.whole, self.cited = edition, whole, cited
        self.context = Context(labels=story.labels(edition), numbers=outline.numbers, shift=1, elsewhere=edition.elsewhere)
        self.codes = places.source_codes(edition)
        self.known = places.known_places(edition) if whole else set()

    def prose(self, text: str) -> str:
        """Markdown of one paragraph as HTML."""
        return inline_html(text, self.context, self.cited)

    def abstract(self) -> list[tuple[str, str]]:
        """(name, HTML) of each part of the abstract; none where the page is not the whole report."""
        return [(name, self.prose(text)) for name, text in story.abstract(self.edition)] if self.whole else []

    def body(self) -> str:
        """The chapters as HTML, in the whole report after the summary and the prose of the publication."""
        parts = []
        if self.whole:
            self.abstract()
            parts += [self.summary(), *(to_html(text, self.context, self.cited) for text in story.prose(self.edition))]
        for chapter in self.edition.chapters:
            parts += [self.cell(cell) for cell in chapter.cells]
        return "\n".join(part for part in parts if part)

    def summary(self) -> str:
        """Every finding with its range and its mark."""
        edition, rows = self.edition, []
        for exhibit in story.summary_findings(edition):
            cells = (f'<a href="#{exhibit.id}">{exhibit.number}</a>', _words(exhibit.spec["sentence"]))
            ranged = (_words(story.range_text(exhibit, edition)), mark_html(story.mark(exhibit, edition)))
            rows.append("".join(f"<td>{c}</td>" for c in (*cells, *(ranged if edition.ranges else ()))))
        if not rows:
            return ""
        name, title = story.SUMMARY
        self.context.section_id(title, name)
        heads = "".join(f'<th scope="col">{h}</th>' for h in ("No.", "Finding", *(("Over all readings", "Mark") if edition.ranges else ())))
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return (
            f'<h2 id="{name}">{title}</h2><div class="wide" tabindex="0" role="group" aria-label="{title}">'
            f'<table class="data summary"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
        )

    def appendices(self) -> list[tuple[str, str, str, str]]:
        """(id, letter, title, HTML) of each appendix."""
        if not self.whole:
            return []
        numbers = self.context.numbers
        return [(name, numbers[name], title, appendices.html_part(name, self)) for name, title in story.shown_appendices(self.edition)]

    def cell(self, cell: Cell) -> str:
        """One notebook cell as HTML: its text, or its code followed by what it shows."""
        if cell.kind == "markdown":
            return to_html(cell.source, self.context, self.cited)
        shown = []
        for what, value in cell.shows:
            if what == "text":
                shown.append(f'<pre class="out" tabindex="0" role="group" aria-label="Output">{html.escape(value)}</pre>')
            elif value in self.edition.exhibits:
                shown.append(self.exhibit(self.edition.exhibits[value]))
        return self.code(cell) + "\n".join(shown)

    def code(self, cell: Cell) -> str:
        """The code of a cell, folded, under the anchor of the cell."""
        if cell.kind != "code" or not cell.source.strip():
            return ""
        return (
            f'<details class="code" id="{cell.id}"><summary>Code <span>{html.escape(cell.id)}</span></summary>'
            f'<div class="wide" tabindex="0" role="group" aria-label="Code of cell {cell.id}">{highlight(cell.source)}</div></details>'
        )

    def exhibit(self, exhibit: Exhibit) -> str:
        """One exhibit as HTML, set as its kind asks."""
        return {"figure": self.figure, "table": self.table, "finding": self.finding}[exhibit.kind](exhibit)

    def figure(self, exhibit: Exhibit) -> str:
        """A figure: the drawing inline, its caption, its tools."""
        spec, name = exhibit.spec, exhibit.id
        picture = svg.inline_svg(spec["svg"], f"f{exhibit.number}", f"{exhibit.label}: {spec['alt']}")
        size = next(s for s in (85, 120, 1000) if spec["width_mm"] <= s)
        return (
            f'<figure id="{name}" class="figure w{size}">{self.hint(exhibit)}<div class="canvas" tabindex="0" role="group" aria-label="{exhibit.label}">{picture}</div>'
            f'<figcaption>{self.caption(exhibit)}</figcaption>{self.tools(exhibit)}</figure>'
        )

    def hint(self, exhibit: Exhibit) -> str:
        """The hidden hint that marks can be moved between with the arrow keys; '' where the figure has none."""
        if not svg.rows_drawn(exhibit.spec["svg"]):
            return ""
        return f'<p class="vh" id="{exhibit.id}-hint">Marks of this figure show their printed words. Move between them with the arrow keys.</p>'

    def table(self, exhibit: Exhibit) -> str:
        """A table: caption, grid linked to the printed lines, tools."""
        grid = tables.exhibit_grid(exhibit, self.codes, self.known, anchors=story.id_anchors(self.edition) if self.whole else None)
        inner = tables.grid_html(grid, f"{exhibit.id}-title")
        return f'<figure id="{exhibit.id}" class="table"><figcaption>{self.caption(exhibit)}</figcaption>{inner}{self.tools(exhibit)}</figure>'

    def caption(self, exhibit: Exhibit) -> str:
        """Label, title, caption, note and origin of a figure or table."""
        spec = exhibit.spec
        note = f' <span class="note"><em>Note.</em> {self.prose(spec["note"])}</span>' if spec.get("note") else ""
        return (
            f'<p id="{exhibit.id}-title" class="title"><span class="label">{exhibit.label}</span> {self.prose(spec["title"])}</p>'
            f'<p>{self.prose(spec["caption"])}{note}</p><div class="small">{self.origin(exhibit)}</div>'
        ).replace("<p></p>", "")

    def finding(self, exhibit: Exhibit) -> str:
        """A finding: label, sentence, mark and range over all readings, origin, tools."""
        mark, spread = story.mark(exhibit, self.edition), story.range_text(exhibit, self.edition)
        ranged = f'<p class="range">{mark_html(mark)} {_words(spread)}</p>' if spread else ""
        return (
            f'<section id="{exhibit.id}" class="finding" aria-label="{exhibit.label}"><p class="label">{exhibit.label}</p>'
            f'<p class="sentence">{_words(exhibit.spec["sentence"])}</p>{ranged}<div class="small">{self.origin(exhibit)}</div>{self.tools(exhibit)}</section>'
        )

    def origin(self, exhibit: Exhibit) -> str:
        """Printed lines, readings chosen and notebook cell of an exhibit, as links."""
        linked = places.linked_places(places.merged(exhibit.places), self.codes, self.known)
        listed = tables.links_html(linked[:40]) + (f' and <a href="#printed-lines">{len(linked) - 40} more</a>' if len(linked) > 40 else "")
        chosen = exhibit.spec.get("readings", {})
        ways = ", ".join(self.reading(name, alternative) for name, alternative in chosen.items())
        many = f"<details class=\"few\"><summary>{len(chosen)} readings</summary>{ways}</details>" if len(chosen) > 6 else f"Readings: {ways}"
        derived = f"From {self.cross(exhibit.derived_from)}" if exhibit.derived_from else ""
        parts = [f"Printed: {listed}" if linked else "", derived, many if chosen else "", f'Made in <a href="#{exhibit.cell}">{html.escape(exhibit.cell)}</a>', f"<code>{exhibit.id}</code>"]
        return " · ".join(p for p in parts if p)

    def reading(self, name: str, alternative: str) -> str:
        """A reading with its alternative, linked where its appendix is part of the page."""
        known = self.whole and name in self.edition.readings
        label = f"{html.escape(name)} = {html.escape(alternative)}"
        return f'<a href="#reading-{name}">{label}</a>' if known else label

    def cross(self, names) -> str:
        """Links to exhibits by id, grouped by kind."""
        return " · ".join(
            f"{kind} " + ", ".join(f'<a href="#{e.id}">{e.number}</a>' for e in found) for kind, found in story.grouped(names, self.edition)
        )

    def tools(self, exhibit: Exhibit) -> str:
        """The place of the buttons for downloads, data and citations, which the page's script makes."""
        return f'<div class="tools" data-for="{exhibit.id}"></div>'


def _words(text: str) -> str:
    return korean(html.escape(text))


def mark_html(mark: str) -> str:
    """The mark as a coloured word, robust or open; '' where there is none."""
    if not mark:
        return ""
    kind = "robust" if mark == "robust" else "open"
    return f'<span class="mark-{kind}">{html.escape(mark)}</span>'


def cite_forms(edition: Edition) -> dict[str, str]:
    """The citations of the whole report, by the printed name of the format."""
    work = citation.whole_works(edition.publication)["report"]
    made = citation.citations(work, edition.publication)
    return {FORMAT_NAMES[form]: text for form, text in made.items()}


def highlight(code: str) -> str:
    """Python with keywords, strings, numbers and comments marked by classes."""
    from pygments import highlight as mark_up
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    marked = mark_up(code, PythonLexer(), HtmlFormatter(cssclass="hl"))
    kept = "|".join(CODE_COLOURS)
    return re.sub(rf'<span class="(?!(?:{kept}|hl)")[^"]*">([^<]*)</span>', r"\1", marked).replace("<span></span>", "")


def code_css() -> str:
    """Colours of code in light and dark, each at least 4.5 : 1 against its ground."""
    return "".join(f".hl .{name}{{color:light-dark({light},{dark})}}" for name, (light, dark) in CODE_COLOURS.items())


def linked_data(edition: Edition) -> dict:
    """The report, its data set and its figures for search engines (schema.org)."""
    publication = edition.publication
    people = [{"@type": "Organization", "name": a} for a in publication.authors]
    base = {"author": people, "version": publication.version, "datePublished": publication.day.isoformat(), "license": publication.licence_url, "inLanguage": publication.language}
    base |= {"url": publication.link} if publication.link else {}
    dataset = {"@type": "Dataset", "name": f"{publication.title}: Data", "description": publication.subtitle, "keywords": list(publication.keywords), **base}
    figures = [
        {"@type": "ImageObject", "identifier": e.id, "name": citation.plain(e.title), "description": e.spec["alt"], "license": publication.licence_url}
        for e in edition.of_kind("figure")
    ]
    return {"@context": "https://schema.org", "@type": "Report", "name": publication.title, "abstract": publication.subtitle,
            "keywords": list(publication.keywords), **base, "isBasedOn": dataset, "hasPart": figures}
