"""A drawing made into files: settled, its letters checked, as PNG preview and SVG text that agree everywhere.

Matplotlib's files carry what a reader does not see and what differs from machine to machine: dates, ids of
clips, the last digits of a solved layout. Here they are left out, numbered or rounded.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

from helpers.errors import ExhibitError

SMALLEST_PT = 7.0
MM = 25.4               # millimetres of an inch
PLACE_DECIMALS = 5      # of the figure's width or height: a hundredth of a pixel
NUMBER = re.compile(r"(?<![\w.#])-?\d+\.\d{3,}(?:e-?\d+)?|(?<=[MLHVQCz])-?\d+\.\d{3,}")
MADE_ID = r"[a-z][0-9a-f]{10}"       # as matplotlib makes the ids of clips, markers and hatches


def render(exhibit_id: str, drawing) -> tuple[bytes, str]:
    """PNG preview and SVG text of a drawing; ExhibitError on unreadable, cut off or missing letters."""
    import matplotlib

    rules = {"svg.fonttype": "none", "svg.hashsalt": exhibit_id, "path.simplify": True, "figure.constrained_layout.use": False}
    with matplotlib.rc_context(rules), warnings.catch_warnings():
        warnings.filterwarnings("error", message=r"Glyph \d+|constrained_layout not applied")
        png, svg = io.BytesIO(), io.StringIO()
        try:
            settle(drawing)
            drawing.savefig(png, format="png", dpi="figure", metadata={"Software": None})
            check_letters(exhibit_id, drawing)
            drawing.savefig(svg, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        except UserWarning as missing:
            if "Glyph" in str(missing):
                raise ExhibitError(f"{exhibit_id}: {missing}. Use letters the project's fonts have.") from None
            raise ExhibitError(f"{exhibit_id}: its labels leave no room for the drawing. Shorten them or give it room.") from None
    return png.getvalue(), tidy_svg(svg.getvalue(), exhibit_id)


def settle(drawing) -> None:
    """Solve the layout for good and round the axes' places: the solver's last digits differ from run to run."""
    if (engine := drawing.get_layout_engine()) is None:
        return
    for _ in range(2):  # the second time with the ticks that the first one led to
        engine.execute(drawing)
    drawing.set_layout_engine(None)
    for axes in drawing.axes:
        axes.set_position([round(edge, PLACE_DECIMALS) for edge in axes.get_position(original=True).bounds])


def check_width(exhibit_id: str, drawing, width_mm: float) -> None:
    """Raise ExhibitError for a drawing that is more than half a millimetre off its stated width."""
    found = drawing.get_figwidth() * MM
    if abs(found - width_mm) > 0.5:
        raise ExhibitError(f"{exhibit_id}: the drawing is {found:.1f} mm wide, not {width_mm} mm. Its draw function must make a figure of width_mm.")


def check_letters(exhibit_id: str, drawing) -> None:
    """Every text of a drawing is at least 7 pt and inside the picture."""
    edge = drawing.bbox
    ticks = {
        id(label) for axes in drawing.axes if axes.axison for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks() + axis.get_minor_ticks() for label in (tick.label1, tick.label2)
    }
    for text in shown_texts(drawing):
        if not text.get_text().strip():
            continue
        if text.get_fontsize() < SMALLEST_PT:
            raise ExhibitError(f"{exhibit_id}: {text.get_text()!r} is {text.get_fontsize():g} pt. Text is at least {SMALLEST_PT:g} pt at print width.")
        box = text.get_window_extent()
        outside = box.x0 < edge.x0 - 1 or box.x1 > edge.x1 + 1 or box.y0 < edge.y0 - 1 or box.y1 > edge.y1 + 1
        if outside and id(text) not in ticks and not (text.axes and text.get_clip_on()):
            raise ExhibitError(f"{exhibit_id}: {text.get_text()!r} runs out of the picture. Shorten it or give it room.")


def shown_texts(artist) -> Iterator:
    """The texts inside an artist that are drawn; where axes are switched off, matplotlib would make their ticks only to be asked."""
    from matplotlib.axis import Axis
    from matplotlib.text import Text

    for part in artist.get_children():
        if part.get_visible() and not (isinstance(part, Axis) and not part.axes.axison):
            if isinstance(part, Text):
                yield part
            yield from shown_texts(part)


def tidy_svg(svg: str, exhibit_id: str) -> str:
    """The SVG without prologue and metadata, coordinates rounded and ids numbered, so that processors agree.

    Coordinates keep 1/100 pt. matplotlib makes ids of clips and markers from unrounded coordinates, whose last
    digits differ from run to run where the layout is solved; numbered, they carry the exhibit's id to stay apart on a page.
    """
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r"<[^>]+>", lambda tag: NUMBER.sub(_rounded, tag[0]), svg)
    made = dict.fromkeys(re.findall(rf'\bid="({MADE_ID})"', svg))
    order = {name: f"{name[0]}{n}-{exhibit_id}" for n, name in enumerate(made, start=1)}
    svg = re.sub(rf"\b{MADE_ID}\b", lambda name: order.get(name[0], name[0]), svg)
    return re.sub(r"\s*\n\s*", "\n", svg).strip() + "\n"


def _rounded(match: re.Match) -> str:
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
