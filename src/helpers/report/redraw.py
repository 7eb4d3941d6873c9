"""A published figure drawn again for a journal's column, from its published CSV and record alone."""

from __future__ import annotations

from pathlib import Path

from helpers import paths
from helpers.errors import ExhibitError
from helpers.exhibits import redraw, render
from helpers.report import citation, exports
from helpers.report.edition import Edition, Exhibit
from helpers.report.publication import load_publication
from helpers.report.spreadsheet import import_csv

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
    drawing = redraw(spec, csv, width_mm=width_mm)
    spec |= {"svg": render(figure_id, drawing)[1], "width_mm": width_mm or record["width_mm"]}
    exhibit = Exhibit(spec, record["number"], record["notebook"], record["cell"], csv)
    config = folder / "report.toml"
    publication = load_publication(config if config.exists() else None)
    edition = Edition(publication, (), {figure_id: exhibit}, {})
    return exports.figure_files(spec["svg"], exhibit, edition)[form]


def main_figure(figure_id: str, *, width_mm: float | None = None, form: str = "pdf", out: str = "", folder: Path | None = None) -> Path:
    """What ``python -m helpers figure`` does: writes the file into the folder `out` and returns its path."""
    target = Path(out or paths.ROOT / "build" / "figures") / f"{figure_id}{f'-{width_mm:g}mm' if width_mm else ''}.{form}"
    drawn = figure_again(figure_id, width_mm=width_mm, form=form, folder=folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(drawn)
    return target
