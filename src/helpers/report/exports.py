"""What an edition leaves in files: figures, tables, findings.json, figures.json, references.bib."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from helpers import tables
from helpers.report import citation, fonts, inscribe, svg
from helpers.report.edition import Edition, Exhibit
from helpers.report.spreadsheet import export_csv
from helpers.report.typst_text import compile_typst, string

MEDIA_TYPES = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png", "csv": "text/csv"}
PPI = 300
RANGE_FIELDS = ("min", "max", "n", "complete", "factorial", "share_agree", "mark", "moved_most", "readings")


def write_exhibits(edition: Edition, folder: Path) -> None:
    """Write every exhibit of an edition into `folder`.

    figures/<id>.svg, .pdf, .png, .csv; tables/<id>.csv; figures.json; findings.json; references.bib.
    """
    folder = Path(folder)
    for name in ("figures", "tables"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    pool = frozenset().union(*(fonts.text_letters(e.spec["svg"]) for e in edition.of_kind("figure")))
    records = {}
    for exhibit in edition.exhibits.values():
        files = exhibit_files(exhibit, edition, pool)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        if exhibit.kind != "finding":
            records[exhibit.id] = exhibit_record(exhibit, edition, files)
    write_json(folder / "figures.json", records)
    write_json(folder / "findings.json", {e.id: finding_record(e, edition) for e in edition.of_kind("finding")})
    (folder / "references.bib").write_text(references_bib(edition), encoding="utf-8", newline="\n")


def exhibit_files(exhibit: Exhibit, edition: Edition, pool: frozenset[str]) -> dict[str, bytes]:
    """The files of one exhibit by path, none for a finding."""
    if exhibit.kind == "finding":
        return {}
    data = export_csv(exhibit.csv).encode()
    if exhibit.kind == "table":
        return {f"tables/{exhibit.id}.csv": data}
    drawn = figure_files(exhibit.spec["svg"], exhibit, edition, pool)
    return {**{f"figures/{exhibit.id}.{form}": drawn[form] for form in ("svg", "pdf", "png")}, f"figures/{exhibit.id}.csv": data}


def figure_files(drawing: str, exhibit: Exhibit, edition: Edition, pool: frozenset[str] = frozenset()) -> dict[str, bytes]:
    """SVG, PDF and 300-ppi PNG of one drawing, with embedded fonts and the record of rights inside."""
    publication = edition.publication
    faces = fonts.svg_faces(drawing, pool or fonts.text_letters(drawing))
    packet, title = inscribe.xmp(exhibit, publication), citation.plain(exhibit.title)
    alone = svg.standalone_svg(
        drawing, exhibit.id, title=title, alt=exhibit.spec["alt"], faces=faces,
        metadata=f"<metadata>{inscribe.rdf(exhibit, publication)}</metadata>",
    )
    page = figure_page(exhibit, edition)
    sheet = {"figure.svg": drawing.encode()}
    pdf = compile_typst(page, sheet, timestamp=publication.epoch)
    png = compile_typst(page, sheet, timestamp=publication.epoch, form="png", ppi=PPI)
    texts = {
        "Title": title, "Author": ", ".join(publication.authors), "Description": exhibit.spec["alt"],
        "Copyright": publication.rights, "Source": inscribe.identifier(exhibit, publication),
    }
    return {"svg": alone.encode(), "pdf": inscribe.inscribe_pdf(pdf, packet), "png": inscribe.inscribe_png(png, packet, texts, ppi=PPI)}


def figure_page(exhibit: Exhibit, edition: Edition) -> str:
    """Typst source of a page that is exactly the figure."""
    publication, spec = edition.publication, exhibit.spec
    authors = ", ".join(string(a) for a in publication.authors)
    day = publication.day
    return (
        f"#set document(title: {string(citation.plain(exhibit.title))}, author: ({authors},), description: {string(spec['alt'])}, "
        f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))\n"
        f"#set text(lang: {string(publication.language)})\n#set page(width: auto, height: auto, margin: 0pt)\n"
        f"#image(\"figure.svg\", width: {svg_width(spec['svg'])}, alt: {string(spec['alt'])})\n"
    )


def svg_width(drawing: str) -> str:
    """The width of a drawing as written in it (points)."""
    return re.search(r'<svg[^>]*\bwidth="([\d.]+pt)"', drawing)[1]


def exhibit_record(exhibit: Exhibit, edition: Edition, files: Mapping[str, bytes]) -> dict:
    """One entry of figures.json: enough to cite a figure or table, to check it and to draw it again."""
    spec, publication = exhibit.spec, edition.publication
    keep = ("alt", "width_mm", "height_mm", "draw", "options", "note", "columns")
    listed = [
        {"path": path, "media_type": MEDIA_TYPES[path.rpartition(".")[2]], "bytes": len(data), "sha256": tables.sha256(data)}
        for path, data in files.items()
    ]
    frame = pd.read_csv(io.StringIO(exhibit.csv), dtype=str, keep_default_na=False)
    return {
        "kind": exhibit.kind, "number": exhibit.number, "title": spec["title"], "caption": spec["caption"],
        "alt": "", "width_mm": None, "height_mm": None,  # a table has no picture
        **{name: spec[name] for name in keep if name in spec},
        "notebook": exhibit.notebook, "cell": exhibit.cell, "sources": exhibit.sources, "readings": spec["readings"],
        "data": {"rows": len(frame), "columns": list(frame.columns), "sha256": exhibit.data_sha256},
        "version": publication.version, "licence": publication.licence,
        "identifier": inscribe.identifier(exhibit, publication), "files": listed,
        "citation": citation.citations(citation.work_of(exhibit), publication),
    }


def finding_record(exhibit: Exhibit, edition: Edition) -> dict:
    """One entry of findings.json."""
    spec, provenance = exhibit.spec, edition.provenance
    spread = edition.ranges.get(exhibit.id, {})
    return {
        "number": exhibit.number, "question": spec.get("question", ""), "sentence": spec["sentence"], "verdict": spec["verdict"],
        "headline": spec.get("headline", ""), "numbers": spec["numbers"],
        "reading_set": provenance.get("reading_set", ""), "overrides": provenance.get("overrides", {}), "as_of": provenance.get("as_of", ""),
        "range": {name: spread[name] for name in RANGE_FIELDS if name in spread},
        "lines": exhibit.places, "readings": spec["readings"], "notebook": exhibit.notebook, "cell": exhibit.cell,
        "version": edition.publication.version,
        "citation": citation.citations(citation.work_of(exhibit), edition.publication),
    }


def references_bib(edition: Edition) -> str:
    """BibTeX of the report, its data, every figure and table, the sources and the literature."""
    publication = edition.publication
    works = list(citation.whole_works(publication, edition.provenance.get("data_sha256", "")).values())
    works += [citation.work_of(e) for e in edition.exhibits.values() if e.kind != "finding"]
    own = [citation.bibtex(work, publication) for work in works]
    return "\n".join(own) + "\n" + cited_works(edition)


def cited_works(edition: Edition) -> str:
    """BibTeX of everything the text can cite: the sources by id, and the literature file."""
    sources = edition.raw.get("sources")
    entries = [source_bibtex(row) for row in sources.to_dict("records")] if sources is not None else []
    found = edition.literature and Path(edition.literature).exists()
    return "\n".join(entries) + ("\n" + Path(edition.literature).read_text(encoding="utf-8") if found else "")


def source_bibtex(source: Mapping[str, str]) -> str:
    """One source of the data as a BibTeX entry under its source id."""
    escape = citation.latex_text
    year = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", source["retrieved_edtf"])
    fields = {
        "title": "{" + escape(source["title"]) + "}", "author": "{" + escape(source["publisher"]) + "}" if source["publisher"] else "",
        "url": source["url"] if re.match(r"https?://\S+$", source["url"]) else "", "urldate": year[0] if year and source["url"] else "",
        "note": escape(source["licence"]),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{source['source_id']},\n{lines}}}\n"


def write_json(path: Path, value) -> None:
    """Write a value as indented JSON in UTF-8 with LF and a final newline."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
