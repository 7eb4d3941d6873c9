"""Text into Typst source, and Typst source into pages. No text can become markup: it stays inside strings."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

from helpers.errors import RunError
from helpers.paths import FONTS

BREAKABLE = re.compile(r"(?<=[\w)])([:/_;,]|\.\.|(?<=\w)-)(?=\w)")
PDF_STANDARDS = ("a-3a", "ua-1")


def string(text: str) -> str:
    """A Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "").replace("\t", "\\t")
    return '"' + re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", escaped) + '"'


def content(text: str) -> str:
    """Text inside markup: an expression that yields exactly these characters."""
    return f"#{string(text)};" if text else ""


def call(name: str, *arguments: str) -> str:
    """A call of a Typst function inside markup; the arguments are Typst expressions already."""
    return f"#{name}({', '.join(arguments)});"


def breakable(text: str) -> str:
    """Long ids and joined places with zero-width spaces, so that narrow columns can break them."""
    return re.sub(r"\S{13,}", lambda word: BREAKABLE.sub("\\1\u200b", word[0]), text)


def compile_typst(source: str, files: Mapping[str, bytes], *, timestamp: int, form: str = "pdf", **options) -> bytes:
    """Pages from Typst source and the files it names (paths relative to its root).

    Only the project's own fonts and those inside Typst are used. Raises RunError with Typst's message.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="helpers-typst-") as folder:
        root = Path(folder)
        for name, data in {**files, "main.typ": source.encode()}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
        standards = {"pdf_standards": list(PDF_STANDARDS)} if form == "pdf" and options.pop("archive", False) else {}
        try:
            compiler = typst.Compiler(str(root / "main.typ"), root=str(root), font_paths=fonts)
            return compiler.compile(format=form, timestamp=timestamp, **standards, **options)
        except typst.TypstError as error:
            detail = " ".join(str(part) for part in (error, getattr(error, "hints", ""), getattr(error, "trace", "")) if part)
            raise RunError(f"the page could not be set: {detail.replace(folder, '')[:600]}") from None
