"""Recorded SVG drawings, made ready to stand inside a page or alone in a file."""

from __future__ import annotations

import html
import re

ROW = re.compile(r'<g id="row-(\d+)">')
STYLE = re.compile(r'\sstyle="([^"]*)"')
FONT = re.compile(r"(?:(?:italic|oblique|normal)\s+)?(?:(\d{3}|bold|normal)\s+)?([\d.]+)px\s+(.*)")


def inline_svg(svg: str, exhibit_id: str, label: str) -> str:
    """A drawing for the inside of a page: ids made its own, unused ids and white space removed.

    Marks with a row id become links in the reading order of the rows; their words are put in by the page.
    """
    body = re.sub(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", svg, flags=re.S).strip()
    body = drop_ids(STYLE.sub(_attributes, body))
    body = re.sub(r'\bid="', f'id="{exhibit_id}-', body)
    body = body.replace("url(#", f"url(#{exhibit_id}-")
    body = re.sub(r'((?:xlink:)?href)="#', rf'\1="#{exhibit_id}-', body)
    marks = f'<g id="{exhibit_id}-row-'
    body = re.sub(re.escape(marks) + r'(\d+)">', lambda m: f'{marks}{m[1]}" data-row="{m[1]}" class="mark">', body)
    body = re.sub(r">\s+<", "><", body.replace("\n", " "))
    opening = re.match(r"<svg[^>]*>", body)[0]
    box = re.search(r'viewBox="[^"]*"', opening)[0]
    role = "group" if marks in body else "img"
    head = f'<svg {box} xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="{role}" aria-label="{html.escape(label)}">'
    return head + body[len(opening):]


def _attributes(match: re.Match) -> str:
    """A style attribute as presentation attributes, because a strict page allows no inline style."""
    rules = (rule.partition(":") for rule in html.unescape(match[1]).split(";") if rule.strip())
    return "".join(_attribute(name.strip(), value.strip()) for name, _, value in rules)


def _attribute(name: str, value: str) -> str:
    if name == "font" and (font := FONT.fullmatch(value)):
        weight = f' font-weight="{font[1]}"' if font[1] else ""
        return f'{weight} font-size="{font[2]}"'
    return f' {name}="{html.escape(value)}"'


def drop_ids(svg: str) -> str:
    """Without the ids that nothing in the drawing refers to; row marks stay."""
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))
    keep = lambda m: m[0] if m[1] in used or re.fullmatch(r"row-\d+", m[1]) else ""  # noqa: E731
    return re.sub(r'\s+id="([^"]+)"', keep, svg)


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
