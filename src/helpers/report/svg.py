"""Recorded SVG drawings, made ready to stand inside a page or alone in a file."""

from __future__ import annotations

import html
import re

from helpers.report.svg_paths import short_texts, shorten

ROW = re.compile(r'<g id="row-(\d+)">')
STYLE = re.compile(r'\sstyle="([^"]*)"')
FONT = re.compile(r"(?:(?:italic|oblique|normal)\s+)?(?:(\d{3}|bold|normal)\s+)?([\d.]+)px\s+(.*)")


def inline_svg(svg: str, prefix: str, label: str) -> str:
    """A drawing for the inside of a page: short, its ids its own, its styles as attributes.

    `prefix` begins every id of this drawing. Marks with a row id keep the number of their row; the page's script gives them their words.
    """
    body = re.sub(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", svg, flags=re.S).strip()
    body = own_ids(STYLE.sub(_attributes, body), prefix)
    body, size = short_texts(shorten(re.sub(r">\s+<", "><", body.replace("\n", " "))))
    opening = re.match(r"<svg[^>]*>", body)[0]
    box = re.search(r'viewBox="[^"]*"', opening)[0]
    role = "group" if 'class="mark"' in body else "img"
    links = ' xmlns:xlink="http://www.w3.org/1999/xlink"' if "xlink:" in body else ""
    head = f'<svg {box} xmlns="http://www.w3.org/2000/svg"{links} role="{role}"{size} aria-label="{html.escape(label)}">'
    return head + body[len(opening):]


def own_ids(svg: str, prefix: str) -> str:
    """Without the ids that nothing refers to; the others short and unlike those of any other drawing."""
    used = sorted(set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg)))
    short = {name: f"{prefix}.{n}" for n, name in enumerate(used)}
    svg = re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{short[m[1]]})", svg)
    svg = re.sub(r'xlink:href="#([^"]+)"', lambda m: f'href="#{short[m[1]]}"', svg)

    def own(match: re.Match) -> str:
        if row := re.fullmatch(r"row-(\d+)", match[1]):
            return f' data-row="{row[1]}" class="mark"'
        return f' id="{short[match[1]]}"' if match[1] in short else ""

    return re.sub(r'\s+id="([^"]+)"', own, svg)


def _attributes(match: re.Match) -> str:
    """A style attribute as presentation attributes, because a strict page allows no inline style."""
    rules = (rule.partition(":") for rule in html.unescape(match[1]).split(";") if rule.strip())
    return "".join(_attribute(name.strip(), value.strip()) for name, _, value in rules)


def _attribute(name: str, value: str) -> str:
    if name == "font" and (font := FONT.fullmatch(value)):
        weight = f' font-weight="{font[1]}"' if font[1] else ""
        return f'{weight} font-size="{font[2]}"'
    return f' {name}="{html.escape(value)}"'


def standalone_svg(svg: str, exhibit_id: str, *, title: str, alt: str, faces: str, metadata: str) -> str:
    """A drawing for a file of its own: named for screen readers, fonts and rights inside."""
    opening = re.match(r"\s*<svg[^>]*>", svg)[0]
    named = opening.rstrip()[:-1] + f' role="img" aria-labelledby="{exhibit_id}-title {exhibit_id}-desc" xml:lang="en">'
    head = f'\n<title id="{exhibit_id}-title">{html.escape(title)}</title>\n<desc id="{exhibit_id}-desc">{html.escape(alt)}</desc>\n{metadata}\n'
    body = svg[len(opening):].replace('<style type="text/css">', f'<style type="text/css">{faces}', 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{named}{head}{body.strip()}\n'


def rows_drawn(svg: str) -> list[int]:
    """The rows of the data that have a mark of their own, in the order drawn."""
    return [int(n) for n in ROW.findall(svg)]
