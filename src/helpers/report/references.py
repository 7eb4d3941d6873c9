"""Citations and the list of references for the page, set by the printed edition's own processor."""

from __future__ import annotations

from helpers.report.edition import Edition
from helpers.report.exports import cited_works
from helpers.report.markdown import cite_typst
from helpers.report.typst_text import compile_typst, string

STYLE = "chicago-author-date"


def render_citations(cites: list, edition: Edition) -> tuple[list[str], str]:
    """HTML of every citation in order, and of the list of the works cited.

    Typst sets both editions' citations, so that they cannot differ.
    """
    from lxml import html

    if not cites:
        return [], ""
    marks = "\n\n".join(f'#html.elem("x-cite", attrs: (n: "{n}"))[{cite_typst(items, prose)}]' for n, (items, prose) in enumerate(cites))
    source = f'#set text(lang: "en")\n{marks}\n\n#bibliography("references.bib", style: {string(STYLE)}, title: none)\n'
    files = {"references.bib": cited_works(edition).encode()}
    made = compile_typst(source, files, timestamp=edition.publication.epoch, form="html")
    tree = html.document_fromstring(made.decode())
    shown = {int(e.get("n")): _inside(e) for e in tree.xpath("//x-cite")}
    works = tree.xpath("//section[@role='doc-bibliography']//li")
    for work in works:
        work.set("id", f"work-{work.get('id')}")
    listed = "".join(html.tostring(w, encoding="unicode", with_tail=False) for w in works)
    return [shown[n] for n in range(len(cites))], f'<ul class="works">{listed}</ul>'


def _inside(element) -> str:
    """The inner HTML of a citation, its links pointing to the list of works on the page."""
    from lxml import html

    for link in element.xpath(".//a"):
        link.set("href", f"#work-{link.get('href')[1:]}")
        link.attrib.pop("id", None)
    return ((element.text or "") + "".join(html.tostring(child, encoding="unicode") for child in element)).strip()
