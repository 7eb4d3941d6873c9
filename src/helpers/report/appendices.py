"""The appendices of the report: sources, readings, discrepancies, codebook, printed lines, colophon."""

from __future__ import annotations

import html

from helpers.report import places, story, tables
from helpers.report.markdown import korean
from helpers.report.typst_text import breakable, content, string

DISCREPANCY_HEADS = {
    "discrepancy_id": "Discrepancy", "kind": "Kind", "statement_a": "One place says", "statement_b": "Against it stands", "why": "Favoured, and why",
}
CODEBOOK_HEADS = ("Column", "Type", "Meaning")
SOURCE_HEADS = ("", "Source", "Publisher", "Licence", "Retrieved")
LINE_HEADS = ("Line", "Printed words", "Used by")
INTRODUCTIONS = {
    "sources": "The codes S1, S2, … stand for these sources everywhere in the report; S1:34 is line 34 of the first.",
    "readings": "Every ambiguous print once: the question, the ways to read it, the one chosen in this edition, and why. Choices of method, on which no print decides, stand at the end.",
    "discrepancies": "Every contradiction, gap, slip and difference found in the documents or between them and the outside evidence.",
    "codebook": "Every column of the processed tables. Cells are text; dates are EDTF, bounds ISO days. The tables of printed words have the same description beside the data.",
    "printed-lines": "Every printed line that the tables code, with its words and with everything in this report that rests on it.",
    "colophon": "",
}


def typst(name: str, setter) -> str:
    """One appendix as Typst."""
    parts = {
        "sources": typst_sources, "readings": typst_readings, "discrepancies": typst_discrepancies,
        "codebook": typst_codebook, "printed-lines": typst_lines, "colophon": typst_colophon,
    }
    intro = content(INTRODUCTIONS[name]) + "\n\n#v(3mm)\n" if INTRODUCTIONS[name] else ""
    return intro + parts[name](setter)


def _table(size: float, widths: str, heads, rows) -> str:
    listed = ", ".join(f"[{content(h)}]" for h in heads)
    cells = ",\n".join(", ".join(f"[{c}]" for c in row) for row in rows)
    align = ", ".join(["left"] * len(heads))
    return f"#data-table(size: {size}pt, wide: true, columns: ({widths}), align: ({align},), heads: ({listed},),\n{cells},\n)\n"


def typst_sources(setter) -> str:
    """The sources as a Typst table: code, title and address, publisher, licence, day of retrieval."""
    frame, used = setter.edition.raw["sources"].set_index("source_id", drop=False), setter.edition.used_by()
    rows = []
    for source, code in setter.codes.items():
        if source in frame.index:
            row = frame.loc[source]
            title = content(row["title"]) + (f" #link({string(row['url'])})[{content(breakable(short_url(row['url'])))}];" if row["url"].startswith("http") else "")
            title += f"#linebreak();{content('As a whole: ')}{setter.cross(used[source])}" if source in used else ""
            rows.append((f"#anchor({string(f'source-{source}')});" + content(code), title, content(row["publisher"]), content(row["licence"]), content(row["retrieved_edtf"].replace("..", "..\u200b"))))
    return _table(8, "9mm, 1fr, 34mm, 32mm, 20mm", SOURCE_HEADS, rows)


def short_url(url: str) -> str:
    """An address without its scheme and final slash."""
    return url.removeprefix("https://").removeprefix("http://").removesuffix("/")


def typst_readings(setter) -> str:
    """The readings as Typst entries: question, alternatives (the chosen one strong), why, places, users."""
    edition, users, out = setter.edition, story.reading_users(setter.edition), []
    for name, reading in edition.readings.items():
        chosen = edition.choices[name]
        ways = "".join(
            f"[{'#strong[' if a == chosen else ''}{content(a)}{']' if a == chosen else ''}: {content(alternative.meaning)}], "
            for a, alternative in reading.alternatives.items()
        )
        links = places.linked_places(list(reading.sources), setter.codes, setter.known)
        tail = [content("Printed: ") + tables.links_typst(links)] if links else []
        tail += [content("Used by: ") + setter.cross(users[name])] if users.get(name) else []
        body = (
            f"#strong[{content(reading.question)}] #list(tight: true, {ways}) {content(reading.why)} "
            f"#linebreak();#small[{'#linebreak();'.join(tail)}]"
        )
        out.append(f"#entry([{content(breakable(name))} #anchor({string(f'reading-{name}')})], [{body}])")
    return "\n".join(out) + "\n"


def typst_discrepancies(setter) -> str:
    """The discrepancies as a Typst table, one row each with links to its printed lines and its reading."""
    rows = []
    for row in setter.edition.discrepancies.to_dict("records"):
        links = places.linked_places(places.merged(row["sources_lines"].split(";")), setter.codes, setter.known)
        favoured = ": ".join(t for t in (row["favoured"], row["why"]) if t)
        reading = f" #link(label({string('reading-' + row['reading_id'])}))[{content('reading')}];" if row["reading_id"] in setter.edition.readings else ""
        name = f"#anchor({string('discrepancy-' + row['discrepancy_id'])});" + content(breakable(row["discrepancy_id"]))
        rows.append((name, content(row["kind"].replace("_", " ")), content(row["statement_a"]), content(row["statement_b"]),
                     content(favoured) + reading, tables.links_typst(links)))
    return _table(7.5, "27mm, 18mm, 1fr, 1fr, 1.2fr, 17mm", [*DISCREPANCY_HEADS.values(), tables.PRINT_HEAD], rows)


def typst_codebook(setter) -> str:
    """The columns of the processed tables as Typst, one table under the name of each."""
    out = []
    for name, title, columns in story.codebook("processed"):
        out.append(f"#full(block(above: 6mm, below: 2.5mm, sticky: true)[#text(9pt, font: sans, weight: \"bold\")[{content(name)}] #small[{content(title)}]])\n")
        out.append(_table(7.5, "38mm, 34mm, 1fr", CODEBOOK_HEADS, [(content(c), content(breakable(k)), content(m)) for c, k, m in columns]))
    return "".join(out)


def typst_lines(setter) -> str:
    """The printed lines as a Typst table: label, words, and the exhibits that rest on them."""
    rows = [
        (f"#anchor({string(p.anchor)});" + content(p.label), content(breakable(" / ".join(p.prints))), setter.cross(p.used_by))
        for p in places.printed_places(setter.edition)
    ]
    return _table(7.2, "14mm, 1fr, 46mm", LINE_HEADS, rows)


def typst_colophon(setter) -> str:
    """On what the edition rests, as a Typst table of names and values."""
    rows = [(content(name), content(breakable(value))) for name, value in story.colophon(setter.edition)]
    return _table(8.5, "50mm, 1fr", ("", ""), rows).replace("heads: ([], [],),", "heads: ([On what this edition rests], [],),")


def html_part(name: str, setter) -> str:
    """One appendix as HTML."""
    parts = {
        "sources": html_sources, "readings": html_readings, "discrepancies": html_discrepancies,
        "codebook": html_codebook, "printed-lines": html_lines, "colophon": html_colophon,
    }
    intro = f"<p>{html.escape(INTRODUCTIONS[name])}</p>" if INTRODUCTIONS[name] else ""
    return intro + parts[name](setter)


def _html_table(label: str, heads, rows, ids=()) -> str:
    head = "".join(f'<th scope="col">{html.escape(h)}</th>' if h else "<td></td>" for h in heads)
    ids = list(ids) or [""] * len(rows)
    body = "".join(f"<tr{f' id={chr(34)}{i}{chr(34)}' if i else ''}>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for i, row in zip(ids, rows))
    return f'<div class="wide" tabindex="0" role="group" aria-label="{html.escape(label)}"><table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _words(text: str) -> str:
    return korean(html.escape(text))


def html_sources(setter) -> str:
    """The sources as an HTML table: code, title and address, publisher, licence, day of retrieval."""
    frame, used = setter.edition.raw["sources"].set_index("source_id", drop=False), setter.edition.used_by()
    rows, ids = [], []
    for source, code in setter.codes.items():
        if source in frame.index:
            row = frame.loc[source]
            title = _words(row["title"]) + (f' <a href="{html.escape(row["url"])}" rel="noreferrer">{html.escape(short_url(row["url"]))}</a>' if row["url"].startswith("http") else "")
            title += f"<br>As a whole: {setter.cross(used[source])}" if source in used else ""
            rows.append((code, title, _words(row["publisher"]), _words(row["licence"]), _words(row["retrieved_edtf"])))
            ids.append(f"source-{source}")
    return _html_table("Sources", ("Code", *SOURCE_HEADS[1:]), rows, ids)


def html_readings(setter) -> str:
    """The readings as HTML articles: question, alternatives (the chosen one marked), why, places, users."""
    edition, users, out = setter.edition, story.reading_users(setter.edition), []
    for name, reading in edition.readings.items():
        chosen = edition.choices[name]
        ways = "".join(
            f'<li{" class=chosen" if a == chosen else ""}><b>{html.escape(a)}</b>{" (chosen)" if a == chosen else ""}: {_words(alternative.meaning)}</li>'
            for a, alternative in reading.alternatives.items()
        )
        links = tables.links_html(places.linked_places(list(reading.sources), setter.codes, setter.known))
        tail = " · ".join(t for t in (f"Printed: {links}" if links else "", f"Used by: {setter.cross(users[name])}" if users.get(name) else "") if t)
        out.append(
            f'<article class="reading" id="reading-{name}"><h3>{_words(reading.question)}</h3><p class="small"><code>{name}</code></p>'
            f'<ul>{ways}</ul><p>{_words(reading.why)}</p><p class="small">{tail}</p></article>'
        )
    return "".join(out)


def html_discrepancies(setter) -> str:
    """The discrepancies as an HTML table, one row each with links to its printed lines and its reading."""
    rows, ids = [], []
    for row in setter.edition.discrepancies.to_dict("records"):
        links = tables.links_html(places.linked_places(places.merged(row["sources_lines"].split(";")), setter.codes, setter.known))
        favoured = _words(": ".join(t for t in (row["favoured"], row["why"]) if t))
        if row["reading_id"] in setter.edition.readings:
            favoured += f' <a href="#reading-{row["reading_id"]}">reading</a>'
        rows.append((_words(row["discrepancy_id"]), _words(row["kind"].replace("_", " ")), _words(row["statement_a"]), _words(row["statement_b"]), favoured, links))
        ids.append(f"discrepancy-{row['discrepancy_id']}")
    return _html_table("Discrepancies", [*DISCREPANCY_HEADS.values(), tables.PRINT_HEAD], rows, ids)


def html_codebook(setter) -> str:
    """The columns of the processed tables as HTML, one folded table under the name of each."""
    out = []
    for name, title, columns in story.codebook("processed"):
        rows = [(f"<code>{html.escape(c)}</code>", html.escape(k), _words(m)) for c, k, m in columns]
        out.append(f'<details class="book"><summary><code>{html.escape(name)}</code> {_words(title)}</summary>{_html_table(name, CODEBOOK_HEADS, rows)}</details>')
    return "".join(out)


def html_lines(setter) -> str:
    """The printed lines as an HTML table: label, words, and the exhibits that rest on them."""
    found = places.printed_places(setter.edition)
    rows = [(html.escape(p.label), _words(" / ".join(p.prints)), setter.cross(p.used_by)) for p in found]
    return _html_table("Printed lines", LINE_HEADS, rows, [p.anchor for p in found])


def html_colophon(setter) -> str:
    """On what the edition rests, as an HTML list of names and values."""
    rows = "".join(f"<dt>{html.escape(n)}</dt><dd>{_words(v)}</dd>" for n, v in story.colophon(setter.edition))
    return f"<dl>{rows}</dl>"
