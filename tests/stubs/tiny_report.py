"""A report small enough to make in a moment: it counts, it lists, it prints."""

import json
from datetime import date

from helpers import errors, paths


def check(as_of, reading_set, readings):
    try:
        date.fromisoformat(as_of)
    except ValueError:
        raise errors.DateError(f"{as_of!r} is not a day.") from None
    if reading_set not in ("document", "as_printed"):
        raise errors.ReadingError(f"reading set {reading_set!r} does not exist. Choose document or as_printed.")


def harvest():
    return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(paths.NOTEBOOKS.glob("*.ipynb"))}


def write_exhibits(edition, folder):
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    (folder / "tables").mkdir(exist_ok=True)
    table = (paths.DATA / "processed" / "a.csv").read_text()
    (folder / "tables" / "tbl-a.csv").write_text(table)
    for row in table.splitlines()[1:]:
        (folder / "tables" / f"tbl-row-{row.partition(',')[0]}.csv").write_text(row)
    (folder / "findings.json").write_text(json.dumps({name: len(nb["cells"]) for name, nb in edition.items()}))


def write_html(edition, path):
    path.write_text("<p>" + str(edition), encoding="utf-8")


def write_pdf(edition, path):
    path.write_bytes(b"%PDF" + str(edition).encode())
