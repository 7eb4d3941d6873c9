"""A published figure drawn again for a journal's column, from its published CSV and record alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from helpers import paths
from helpers.errors import ExhibitError
from helpers.exhibits import redraw
from helpers.rendering import render
from helpers.report import citation, exports
from helpers.report.edition import Edition, Exhibit
from helpers.report.publication import load_publication
from helpers.report.spreadsheet import import_csv

TOUCH_PX = 4.3      # boxes of texts hold some air above and below the letters
FORMATS = ("pdf", "svg", "png")


def figure_again(figure_id: str, *, width_mm: float | None = None, form: str = "pdf", folder: Path | None = None) -> bytes:
    """The file of a published figure at another width (millimetres), with the same rights inside.

    Raises ExhibitError for an unknown figure or format, and where the drawing cannot be read at that width.
    """
    if form not in FORMATS:
        raise ExhibitError(f"figure format {form!r} does not exist. Choose one of: {', '.join(FORMATS)}.")
    folder = Path(folder or paths.REPORTS)
    record = citation.find_record(figure_id, folder)
    if record.get("kind") != "figure":
        raise ExhibitError(f"{figure_id} is not a figure. `python -m helpers cite` lists every id.")
    source = folder / "figures" / f"{figure_id}.csv"
    if not source.exists():
        raise ExhibitError(f"{source} does not exist. Make the report first: make report.")
    csv = import_csv(source.read_text(encoding="utf-8"))
    spec = {"lines": [], **record, "id": figure_id}
    width = width_mm or record["width_mm"]
    try:
        spec |= {"svg": readable_svg(spec, csv, width), "width_mm": width}
    except ExhibitError as unreadable:
        raise ExhibitError(f"{unreadable} At {width:g} mm it cannot be read; ask for more, up to {record['width_mm']:g} mm.") from None
    exhibit = Exhibit(spec, record["number"], record["notebook"], record["cell"], csv)
    config = folder / "report.toml"
    publication = load_publication(config if config.exists() else None)
    edition = Edition(publication, (), {figure_id: exhibit}, {})
    return exports.figure_files(spec["svg"], exhibit, edition)[form]


def readable_svg(spec: Mapping, csv: str, width_mm: float) -> str:
    """The SVG of a recorded figure at a width; ExhibitError where labels run into each other that do not as published."""
    drawing = redraw(spec, csv, width_mm=width_mm)
    svg = render(spec["id"], drawing)[1]
    if width_mm < spec["width_mm"] and count_collisions(drawing) > count_collisions(redraw(spec, csv, width_mm=spec["width_mm"])):
        raise ExhibitError(f"{spec['id']}: labels run into each other.")
    return svg


def count_collisions(drawing) -> int:
    """How many pairs of level texts of a drawing overlap by more than `TOUCH_PX` both ways; ticks, which axes thin out, aside."""
    from matplotlib.text import Text

    drawing.draw_without_rendering()
    ticks = {id(label) for axes in drawing.axes for axis in (axes.xaxis, axes.yaxis) for label in axis.get_ticklabels(which="both")}
    shown = (t for t in drawing.findobj(Text) if t.get_visible() and t.get_text().strip())
    texts = [t for t in shown if t.get_rotation() == 0 and id(t) not in ticks]
    boxes = [text.get_window_extent() for text in texts]
    return sum(
        min(a.x1, b.x1) - max(a.x0, b.x0) > TOUCH_PX and min(a.y1, b.y1) - max(a.y0, b.y0) > TOUCH_PX for a, b in combinations(boxes, 2)
    )


def main_figure(figure_id: str, *, width_mm: float | None = None, form: str = "pdf", out: str = "", folder: Path | None = None) -> Path:
    """What ``python -m helpers figure`` does: writes the file into the folder `out` and returns its path."""
    target = Path(out or paths.ROOT / "build" / "figures") / f"{figure_id}{f'-{width_mm:g}mm' if width_mm else ''}.{form}"
    drawn = figure_again(figure_id, width_mm=width_mm, form=form, folder=folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(drawn)
    return target
