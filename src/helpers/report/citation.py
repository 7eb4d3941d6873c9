"""How to cite the report, its data, and each figure, table and finding, in seven formats.

Text follows APA 7 and the Chicago Manual 18 (author-date). Where the project has no public address,
the permanent id, the version and the hash of the data identify what is cited.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers import paths
from helpers.errors import ExhibitError
from helpers.report.publication import MONTHS, Publication, load_publication

FORMATS = ("apa", "chicago", "bibtex", "ris", "csl", "latex", "markdown")
SHORTEST_HASH = 8
WHOLE = ("report", "data")
BIBTEX_TYPES = {"report": "report", "data": "dataset"}
CSL_TYPES = {"report": "report", "data": "dataset", "figure": "graphic", "table": "dataset", "finding": "document"}
RIS_TYPES = {"report": "RPRT", "data": "DATA", "figure": "FIGURE", "table": "DATA", "finding": "GEN"}
LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    c: "\\" + c for c in "&%#_$"
}


@dataclass(frozen=True)
class Work:
    """What is cited: the report, its data set, or one exhibit in it."""

    id: str
    kind: str
    title: str
    label: str = ""
    caption: str = ""
    alt: str = ""
    width_mm: float = 0
    data_sha256: str = ""

    @property
    def part(self) -> bool:
        """Whether it is cited as a part of the report."""
        return self.kind not in WHOLE

    @property
    def genre(self) -> str:
        """The kind of work in words, as citations print it in brackets."""
        return {"report": "Report", "data": "Data set"}.get(self.kind, self.kind.capitalize())


def citations(work: Work, publication: Publication) -> dict[str, str]:
    """The citation of one work in every format."""
    makers = {"apa": apa, "chicago": chicago, "bibtex": bibtex, "ris": ris, "csl": csl, "latex": latex, "markdown": markdown}
    return {form: makers[form](work, publication) for form in FORMATS}


def work_of(exhibit) -> Work:
    """The citable work of an `edition.Exhibit`."""
    spec = exhibit.spec
    sha = exhibit.data_sha256 if exhibit.csv else ""
    return Work(exhibit.id, exhibit.kind, plain(exhibit.title).rstrip("."), exhibit.label, plain(spec.get("caption", "")),
                spec.get("alt", ""), spec.get("width_mm", 0), sha)


def whole_works(publication: Publication, data_sha256: str = "") -> dict[str, Work]:
    """The report and its data set as works."""
    return {
        "report": Work("report", "report", publication.title),
        "data": Work("data", "data", f"{publication.title}: Data", data_sha256=data_sha256),
    }


def plain(markdown_text: str) -> str:
    """Markdown without emphasis marks and with references as bare ids."""
    return re.sub(r"\s+", " ", re.sub(r"[*`]|\[?@(?=[a-z])", "", markdown_text)).strip()


def key(work: Work, publication: Publication) -> str:
    """The citation key, permanent like the id: ``two-ministries-fig-x``."""
    return publication.slug if work.kind == "report" else f"{publication.slug}-{work.id}"


def address(work: Work, publication: Publication) -> str:
    """The public address of a work, down to the exhibit; '' where the project has none."""
    return f"{publication.link}#{work.id}" if publication.link and work.part else publication.link


def note(work: Work, publication: Publication) -> str:
    """What identifies the work where an address may be missing: label and id, version, licence, hash of the data."""
    parts = [f"{work.label} ({work.id})" if work.part else "", f"version {publication.version}", publication.licence,
             f"data sha256:{work.data_sha256[:16]}" if work.data_sha256 else ""]
    return ", ".join(p for p in parts if p)


def apa(work: Work, publication: Publication) -> str:
    """The citation after APA 7, with emphasis between asterisks."""
    link = address(work, publication)
    end = f" {link}" if link else ""
    author = ", & ".join(publication.authors)
    if work.part:
        return f"{author}. ({publication.year}). {work.title} [{work.genre}]. In *{publication.title}* (Version {publication.version}).{end}"
    genre = "" if work.kind == "report" else " [Data set]"
    return f"{author}. ({publication.year}). *{work.title}* (Version {publication.version}){genre}.{end}"


def chicago(work: Work, publication: Publication) -> str:
    """The citation after the Chicago Manual (author-date), with emphasis between asterisks."""
    link = address(work, publication)
    end = f" {link}." if link else ""
    author = " and ".join(publication.authors)
    day = f"{MONTHS[publication.day.month - 1]} {publication.day.day}"
    if work.part:
        return f"{author}. {publication.year}. “{work.title}.” {work.label} in *{publication.title}*. Version {publication.version}. {day}.{end}"
    genre = "" if work.kind == "report" else " Data set."
    return f"{author}. {publication.year}. *{work.title}*. Version {publication.version}.{genre} {day}.{end}"


def bibtex(work: Work, publication: Publication) -> str:
    """The citation as one BibTeX entry, without empty fields."""
    fields = {
        "author": " and ".join("{" + latex_text(a) + "}" for a in publication.authors),
        "title": "{" + latex_text(work.title) + "}",
        "booktitle": "{" + latex_text(publication.title) + "}" if work.part else "",
        "date": publication.day.isoformat(), "year": publication.year,
        "version": "" if work.part else publication.version,
        "doi": publication.doi, "url": address(work, publication) if publication.url or publication.doi else "",
        "note": latex_text(note(work, publication)), "langid": "english",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{BIBTEX_TYPES.get(work.kind, 'inbook')}{{{key(work, publication)},\n{lines}}}\n"


def ris(work: Work, publication: Publication) -> str:
    """The citation as one RIS record, without empty fields."""
    fields = [
        ("TY", RIS_TYPES[work.kind]), *(("AU", a) for a in publication.authors), ("TI", work.title),
        ("T2", publication.title if work.part else ""), ("PY", publication.year), ("DA", publication.day.strftime("%Y/%m/%d")),
        ("ET", publication.version), ("DO", publication.doi), ("UR", address(work, publication)), ("M3", work.genre),
        ("AB", _one_line(work.caption)), ("N1", note(work, publication)), ("LA", "en"), ("ID", key(work, publication)),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n"


def csl(work: Work, publication: Publication) -> str:
    """The citation as one item of CSL-JSON, without empty fields."""
    day = publication.day
    fields = {
        "id": key(work, publication), "type": CSL_TYPES[work.kind], "title": work.title,
        "container-title": publication.title if work.part else "", "author": [{"literal": a} for a in publication.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]}, "version": publication.version,
        "genre": work.genre, "number": work.id if work.part else "", "abstract": _one_line(work.caption),
        "DOI": publication.doi, "URL": address(work, publication), "license": publication.licence_url,
        "note": note(work, publication), "language": "en",
    }
    return json.dumps({k: v for k, v in fields.items() if v}, ensure_ascii=False, indent=1)


def latex(work: Work, publication: Publication) -> str:
    """What a LaTeX author pastes: the figure with its caption and citation, or the citation alone."""
    cited = f"\\textcite{{{key(work, publication)}}}"
    if work.kind != "figure":
        return f"{latex_text(work.title)}, from {cited} ({latex_text(note(work, publication))}).\n"
    return (
        "\\begin{figure}\n  \\centering\n"
        f"  \\includegraphics[width={work.width_mm:g}mm,alt={{{latex_text(work.alt)}}}]{{{work.id}.pdf}}\n"
        f"  \\caption{{{latex_text(work.title)}. From {cited}, {latex_text(publication.licence)}.}}\n"
        f"  \\label{{fig:{work.id}}}\n\\end{{figure}}\n"
    )


def markdown(work: Work, publication: Publication) -> str:
    """What a Markdown author pastes (Pandoc citation syntax)."""
    cited = f"[@{key(work, publication)}]"
    title = _markdown(work.title)
    if work.kind != "figure":
        return f"{title} {cited}\n"
    return f"![{_markdown(work.alt)}]({work.id}.svg)\n\n*{title}.* {cited}, {publication.licence}.\n"


def latex_text(text: str) -> str:
    """Text on one line, with the characters escaped that LaTeX reads as commands."""
    return "".join(LATEX.get(c, c) for c in _one_line(text))


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#@$|])", r"\\\1", _one_line(text))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def cite(work_id: str, form: str = "apa", *, folder: Path | None = None) -> str:
    """The citation of ``report``, ``data`` or an exhibit id, from the published edition in `folder`.

    Raises ExhibitError for an unknown id (with near ones) or format.
    """
    form = {"csl-json": "csl"}.get(form, form)
    if form not in FORMATS:
        raise ExhibitError(f"citation format {form!r} does not exist. Choose one of: {', '.join(FORMATS)}.")
    return find_record(work_id, folder)["citation"][form]


def find_record(work_id: str, folder: Path | None = None) -> Mapping:
    """The published record of a citable id; ExhibitError suggests near ids for an unknown one."""
    records = load_records(Path(folder or paths.REPORTS))
    if work_id not in records:
        near = difflib.get_close_matches(work_id, records, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else "`python -m helpers cite` lists every id."
        raise ExhibitError(f"{work_id!r} is not in this edition. {hint}")
    return records[work_id]


def load_records(folder: Path) -> dict[str, Mapping]:
    """Everything citable in a published edition, by id: report, data, figures, tables, findings."""
    try:
        return {
            **json.loads((folder / "figures.json").read_text(encoding="utf-8")),
            **json.loads((folder / "findings.json").read_text(encoding="utf-8")),
        } | whole_records(folder)
    except FileNotFoundError as missing:
        raise ExhibitError(f"{Path(missing.filename).name} is not in {folder}. Make the report first: make report.") from None


def whole_records(folder: Path) -> dict[str, Mapping]:
    """Title and citations of the report and of its data set, by name, as the folder's report.toml states them."""
    config = folder / "report.toml"
    publication = load_publication(config if config.exists() else None)
    return {name: {"title": w.title, "citation": citations(w, publication)} for name, w in whole_works(publication).items()}


def check_hash(work_id: str, digits: str, *, folder: Path | None = None) -> tuple[bool, str]:
    """Whether the data behind a cited exhibit still begin with the hash digits printed somewhere.

    Returns (same, sentence). Raises ExhibitError for fewer than eight digits or an id without data.
    """
    digits = digits.lower().removeprefix("sha256:")
    if len(digits) < SHORTEST_HASH or not re.fullmatch(r"[0-9a-f]+", digits):
        raise ExhibitError(f"{digits!r} is not a hash. Give at least {SHORTEST_HASH} hexadecimal digits, as printed with the citation.")
    found = find_record(work_id, folder).get("data", {}).get("sha256", "")
    if not found:
        raise ExhibitError(f"{work_id} has no data file of its own. Check a figure or a table.")
    if found.startswith(digits):
        return True, f"{work_id}: the data are unchanged (sha256 {found[:16]})."
    return False, f"{work_id}: the data have CHANGED. Cited {digits}, now {found[:16]}."


def main_cite(work_id: str = "", form: str = "apa", *, check: str = "", folder: Path | None = None) -> tuple[str, int]:
    """What ``python -m helpers cite`` prints, and its exit status (1: the data behind a cited id changed)."""
    if not work_id:
        records = load_records(Path(folder or paths.REPORTS))
        return "\n".join(f"{name:<34} {record.get('title') or record['sentence']}" for name, record in records.items()), 0
    if check:
        same, sentence = check_hash(work_id, check, folder=folder)
        return sentence, 0 if same else 1
    return cite(work_id, form, folder=folder).rstrip(), 0
