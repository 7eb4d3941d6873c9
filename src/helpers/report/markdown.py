"""One Markdown dialect, two renderers: the same notebook text becomes HTML and Typst.

Beside ordinary Markdown (paragraphs, lists, tables, emphasis, code, links) it knows ``@fig-x``,
``@tbl-x``, ``@find-x`` (cross references), ``[@key, p. 3; @other]`` (citations) and
``## Heading {#own-id}``. Raw HTML is text, in both editions.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import mistune
from mistune.core import BaseRenderer
from mistune.plugins.table import table

from helpers.errors import ExhibitError
from helpers.report.typst_text import call, content, string

KEY = r"[A-Za-z0-9](?:[\w:.+/-]*\w)?"
CITES = rf"\[(?P<cites>[^\[\]\n]*@{KEY}[^\[\]\n]*)\](?!\()"
CROSS = rf"(?<![\w.@])@(?P<cross>{KEY})"
EXHIBIT_KEY = re.compile(r"(?:fig|tbl|find)-")
OWN_ID = re.compile(r"\s*\{#([\w-]+)\}\s*$")
KOREAN = r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3\u4e00-\u9fff\uf900-\ufaff"
KOREAN_RUN = re.compile(rf"[{KOREAN}](?:[{KOREAN} ·,]*[{KOREAN}])?")


@dataclass
class Context:
    """What a renderer must know of the whole report, and what it collects on its way.

    `labels` gives the printed name of every id (``{"fig-x": "Figure 3"}``), `numbers` the number of
    every section by id. `cites` and `headings` are filled while rendering.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    cites: list = field(default_factory=list)
    headings: list = field(default_factory=list)
    used: dict = field(default_factory=dict)
    shift: int = 0
    elsewhere: bool = False

    def section_id(self, text: str, own: str = "") -> str:
        """The id of a heading: its own, or one made from its words; never given twice."""
        plain = re.sub(r"[^\w\s-]", "", text.lower()).strip()
        name = own or re.sub(r"[\s_]+", "-", plain) or "section"
        self.used[name] = self.used.get(name, 0) + 1
        return name if self.used[name] == 1 else f"{name}-{self.used[name]}"

    def label(self, key: str) -> str:
        """The printed name of an id; the bare id where other notebooks may show it."""
        if key not in self.labels and self.elsewhere:
            return key
        if key not in self.labels:
            raise ExhibitError(f"@{key} is referred to, but no notebook of this report shows it. Correct the id.")
        return self.labels[key]


def smart(text: str) -> str:
    """Typographic quotes, dashes and ellipses, the same in both editions."""
    text = text.replace("---", "—").replace("--", "–").replace("...", "…")
    text = re.sub(r"(?<=[\w.,;:!?)\]…])'", "’", text)
    text = text.replace("'", "‘")
    text = re.sub(r'(?<=[\w.,;:!?)\]’…])"', "”", text)
    return text.replace('"', "“")


def korean(escaped: str) -> str:
    """Runs of Hangul and hanja marked as Korean, for hyphenation and screen readers."""
    return KOREAN_RUN.sub(r'<span lang="ko">\g<0></span>', escaped)


def parse_cites(text: str) -> list[tuple[str, str]]:
    """``@a, p. 3; @b`` as [("a", "p. 3"), ("b", "")]."""
    found = (re.fullmatch(rf"\s*@(?P<key>{KEY})\s*,?\s*(?P<rest>.*?)\s*", part) for part in text.split(";"))
    return [(m["key"], m["rest"]) for m in found if m]


def references(md: mistune.Markdown) -> None:
    """The mistune plugin for cross references and citations."""

    def parse_bracket(inline, match, state):
        items = parse_cites(match["cites"])
        if not items:
            state.append_token({"type": "text", "raw": match[0]})
        elif all(EXHIBIT_KEY.match(key) for key, _ in items):
            for n, (key, _) in enumerate(items):
                state.append_token({"type": "text", "raw": ", "}) if n else None
                state.append_token({"type": "cross", "attrs": {"key": key}})
        else:
            state.append_token({"type": "cite", "attrs": {"items": items}})
        return match.end()

    def parse_cross(inline, match, state):
        kind = "cross" if EXHIBIT_KEY.match(match["cross"]) else "cite"
        attrs = {"key": match["cross"]} if kind == "cross" else {"items": [(match["cross"], "")], "prose": True}
        state.append_token({"type": kind, "attrs": attrs})
        return match.end()

    md.inline.register("bracketed", CITES, parse_bracket, before="link")
    md.inline.register("reference", CROSS, parse_cross, before="link")


def to_html(text: str, context: Context, cite_html: list[str] | None = None) -> str:
    """Markdown as HTML. `cite_html` holds the rendered citations in order; None: a first pass collects them."""
    return _markdown(HtmlRenderer(context, cite_html))(text)


def to_typst(text: str, context: Context) -> str:
    """Markdown as Typst markup, in which every word of the text stands inside a string."""
    return _markdown(TypstRenderer(context))(text)


def inline_html(text: str, context: Context, cite_html: list[str] | None = None) -> str:
    """Markdown of one paragraph as HTML without the paragraph around it."""
    return re.sub(r"^<p>|</p>\s*$", "", to_html(text, context, cite_html).strip())


def inline_typst(text: str, context: Context) -> str:
    """Markdown of one paragraph as Typst markup without the blank line after it."""
    return to_typst(text, context).strip()


def _markdown(renderer) -> mistune.Markdown:
    return mistune.create_markdown(renderer=renderer, plugins=[table, references])


class HtmlRenderer(mistune.HTMLRenderer):
    """Escapes everything, marks Korean, numbers headings, links references."""

    def __init__(self, context: Context, cite_html: list[str] | None):
        super().__init__(escape=True, allow_harmful_protocols=False)
        self.context, self.cite_html = context, cite_html

    def text(self, text: str) -> str:
        """Plain text with typographic signs, escaped, its Korean marked."""
        return korean(html.escape(smart(html.unescape(text)), quote=False))

    def heading(self, text: str, level: int, **attrs) -> str:
        """A heading with its number and id, shifted to its level, and noted in the context."""
        own = OWN_ID.search(text)
        words = OWN_ID.sub("", text)
        section = self.context.section_id(html.unescape(re.sub("<[^>]+>", "", words)), own[1] if own else "")
        level = min(level + self.context.shift, 6)
        self.context.headings.append((level, section, words))
        number = self.context.numbers.get(section, "")
        number = f'<span class="num">{number}</span> ' if number else ""
        return f'<h{level} id="{section}">{number}{words}</h{level}>\n'

    def block_code(self, code: str, info=None) -> str:
        return f'<pre tabindex="0"><code>{html.escape(code)}</code></pre>\n'

    def cross(self, key: str) -> str:
        """A link to an exhibit under its printed name; the bare id where this document does not show it."""
        label = self.context.label(key).replace(" ", "&nbsp;")
        return f'<a class="cross" href="#{key}">{label}</a>' if key in self.context.labels else f"<code>{label}</code>"

    def cite(self, items, prose: bool = False) -> str:
        """The next rendered citation; '' in the first pass, which only collects."""
        self.context.cites.append((items, prose))
        return self.cite_html[len(self.context.cites) - 1] if self.cite_html else ""

    def table(self, text: str) -> str:
        return f'<div class="wide" tabindex="0" role="group" aria-label="Table"><table>{text}</table></div>'

    def table_head(self, text: str) -> str:
        return f"<thead><tr>{text}</tr></thead>"

    def table_body(self, text: str) -> str:
        return f"<tbody>{text}</tbody>"

    def table_row(self, text: str) -> str:
        return f"<tr>{text}</tr>"

    def table_cell(self, text: str, align=None, head: bool = False) -> str:
        aligned = ' class="right"' if align == "right" else ""
        return f'<th scope="col"{aligned}>{text}</th>' if head else f"<td{aligned}>{text}</td>"


class TypstRenderer(BaseRenderer):
    """Every word goes through `typst_text.content`, so that no text can become markup.

    A method ``put_x(token, state)`` returns the Typst of a token of type ``x``. What stands inside a line ends in a
    semicolon, so that the next word cannot continue its expression; what stands alone ends in a blank line.
    """

    NAME = "typst"

    def __init__(self, context: Context):
        super().__init__()
        self.context = context

    def render_token(self, token, state):
        """Hand a token to the ``put_`` method of its type."""
        return getattr(self, "put_" + token["type"])(token, state)

    def inside(self, token, state) -> str:
        """What a token holds: its children rendered, or its text as content."""
        return self.render_tokens(token["children"], state) if "children" in token else content(token.get("raw", ""))

    def put_text(self, token, state):
        return content(smart(html.unescape(token["raw"])))

    def put_emphasis(self, token, state):
        return f"#emph[{self.inside(token, state)}];"

    def put_strong(self, token, state):
        return f"#strong[{self.inside(token, state)}];"

    def put_codespan(self, token, state):
        return call("raw", string(html.unescape(token["raw"])))

    def put_linebreak(self, token, state):
        return "#linebreak();"

    def put_softbreak(self, token, state):
        return "\n"

    def put_blank_line(self, token, state):
        return ""

    def put_link(self, token, state):
        return f"#link({string(token['attrs']['url'])})[{self.inside(token, state)}];"

    def put_image(self, token, state):
        raise ExhibitError(f"the text holds the picture {token['attrs']['url']!r}. Show pictures by exhibits.figure.")

    def put_inline_html(self, token, state):
        return content(token["raw"])

    def put_block_html(self, token, state):
        return content(token["raw"]) + "\n\n"

    def put_paragraph(self, token, state):
        return self.inside(token, state) + "\n\n"

    def put_block_text(self, token, state):
        return self.inside(token, state)

    def put_heading(self, token, state):
        """A heading with its number and label, shifted to its level, and noted in the context."""
        words = "".join(t.get("raw", "") for t in _flat(token))
        own = OWN_ID.search(words)
        section = self.context.section_id(OWN_ID.sub("", words), own[1] if own else "")
        level = min(token["attrs"]["level"] + self.context.shift, 6)
        self.context.headings.append((level, section, words))
        number = self.context.numbers.get(section, "")
        shown = content((f"{number}\u2002" if number else "") + smart(OWN_ID.sub("", words)))
        return heading_typst(shown, section, level, before="#chapter-break()\n" if level == 1 else "")

    def put_thematic_break(self, token, state):
        return "#v(1em)\n\n"

    def put_block_code(self, token, state):
        return f"#raw({string(token['raw'].rstrip())}, block: true)\n\n"

    def put_block_quote(self, token, state):
        return f"#quote(block: true)[{self.inside(token, state).strip()}]\n\n"

    def put_list(self, token, state):
        kind = "enum" if token["attrs"].get("ordered") else "list"
        items = ", ".join(f"[{self.inside(item, state).strip()}]" for item in token["children"])
        return f"#{kind}(tight: {str(token.get('tight', True)).lower()}, {items})\n\n"

    def put_cross(self, token, state):
        """A link to an exhibit under its printed name; the bare id where this document does not show it."""
        key = token["attrs"]["key"]
        if key not in self.context.labels:
            return call("raw", string(self.context.label(key)))
        return f"#link(label({string(key)}))[{content(self.context.label(key).replace(' ', chr(160)))}];"

    def put_cite(self, token, state):
        """The citation as Typst markup, noted in the context."""
        self.context.cites.append((token["attrs"]["items"], token["attrs"].get("prose", False)))
        return cite_typst(token["attrs"]["items"], token["attrs"].get("prose", False))

    def put_table(self, token, state):
        head, *rest = token["children"]
        align = ", ".join(c["attrs"].get("align") or "left" for c in head["children"])
        cells = [f"[{self.inside(c, state).strip()}]" for c in head["children"]]
        rows = [f"[{self.inside(c, state).strip()}]" for body in rest for row in body["children"] for c in row["children"]]
        return f"#plain-table(align: ({align},), heads: ({', '.join(cells)},), {', '.join(rows)})\n\n"


def heading_typst(shown: str, section: str, level: int, *, before: str = "") -> str:
    """A heading under its id, after the markup `before`."""
    return f"{before}#heading(level: {level})[{shown}] #label({string(section)})\n\n"


def _flat(token):
    for child in token.get("children", ()):
        yield child
        yield from _flat(child)


def cite_typst(items, prose: bool = False) -> str:
    """Typst markup of one citation of one or several works."""
    form = ', form: "prose"' if prose else ""
    one = (f"#cite(label({string(key)}){f', supplement: [{content(place)}]' if place else ''}{form});" for key, place in items)
    return "".join(one)
