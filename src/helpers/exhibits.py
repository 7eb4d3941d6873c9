"""Figures, tables and findings as exhibits: shown in a notebook, and known by a permanent id ever after.

Every exhibit is one notebook output with several representations: what JupyterLab shows, the data as
CSV, a plain text, and under `EXHIBIT` a JSON record with all that the report needs to print, cite and
redraw it. The report is made from these records alone; no notebook is run again for it.
"""

from __future__ import annotations

import base64
import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version

import pandas as pd

from helpers import captions, tables
from helpers.cells import table_html
from helpers.errors import ExhibitError
from helpers.rendering import MM, check_width, render
from helpers.vocabulary import READING_SETS

EXHIBIT = "application/vnd.helpers.exhibit+json"
ID = re.compile(r"(?:fig|tbl|find)-[a-z0-9]+(?:-[a-z0-9]+)*")
PREFIX = {"figure": "fig-", "table": "tbl-", "finding": "find-"}
PLACE_COLUMNS = ("lines", "sources_lines", "places")
SCREEN = 1.25               # a notebook shows a figure a quarter larger than print, as a screen is farther from the eye
LONGEST_ALT = 600
DIGITS = 10
PACKAGES = ("helpers", "pandas", "numpy", "scipy", "matplotlib")


def figure(
    exhibit_id: str, draw: Callable, frame: pd.DataFrame, *, title: str, caption: str, alt: str,
    width_mm: float = 180, numbers: Mapping | None = None, readings: Mapping | None = None, derived_from: Sequence[str] = (), **options,
) -> None:
    """Draw `frame` with `draw` and show it as the figure `exhibit_id`.

    Parameters
    ----------
    exhibit_id : ``fig-…``, permanent.
    draw : a module-level function ``draw(frame, *, width_mm, **options) -> Figure``. It gets the frame as
        re-read from its CSV text, so that the CSV is exactly the data of the figure.
    title, caption : Markdown; ``{name}`` is replaced by ``numbers[name]``.
    alt : what is seen, for those who do not see it (at most 600 characters).
    width_mm : print width; the drawing must have it. No text may be smaller than 7 pt at that width.
    readings : readings consulted for these data, ``{reading_id: alternative}``.
    derived_from : ids of the exhibits these data are computed from, where the rows rest on no printed line of their own.
    options : JSON values handed to `draw` and recorded.

    Raises ExhibitError where the id, a text or the drawing breaks a rule above.
    """
    check_id(exhibit_id, "figure")
    texts = {"title": fill(title, numbers), "caption": fill(caption, numbers), "alt": fill(alt, numbers)}
    check_texts(exhibit_id, texts)
    csv = published_csv(frame)
    drawing = draw(tables.frame_from_csv(csv), width_mm=width_mm, **options)
    check_width(exhibit_id, drawing, width_mm)
    png, svg = render(exhibit_id, drawing)
    spec = {
        "kind": "figure", "id": exhibit_id, **texts, "width_mm": width_mm,
        "height_mm": round(drawing.get_figheight() * MM, 2), "draw": f"{draw.__module__}:{draw.__qualname__}",
        "options": options, "lines": row_places(frame), "readings": dict(readings or {}), **derivation(derived_from), "svg": svg,
    }
    size = {"width": round(SCREEN * width_mm / MM * 96), "height": round(SCREEN * drawing.get_figheight() * 96)}
    show(
        {"image/png": base64.b64encode(png).decode(), "text/csv": csv, EXHIBIT: spec,
         "text/plain": f"[{exhibit_id}] {texts['title']}\n{texts['alt']}"},
        {"image/png": {**size, "alt": texts["alt"]}},
    )
    show_caption(captions.below_figure(spec))


def table(
    exhibit_id: str, frame: pd.DataFrame, *, title: str, caption: str = "", columns: Mapping[str, str] | None = None,
    note: str = "", numbers: Mapping | None = None, readings: Mapping | None = None, derived_from: Sequence[str] = (),
) -> None:
    """Show `frame` as the table `exhibit_id`; `derived_from` as of a figure.

    `columns` names the columns shown and their heads, in order; the CSV keeps all columns. Columns of
    numbers are set flush right. Raises ExhibitError for an unknown column or a missing title.
    """
    check_id(exhibit_id, "table")
    heads = dict(columns) if columns else {c: c for c in frame.columns}
    if unknown := [c for c in heads if c not in frame.columns]:
        raise ExhibitError(f"{exhibit_id}: the table has no column {unknown[0]!r}. It has: {', '.join(frame.columns)}.")
    texts = {name: fill(text, numbers) for name, text in (("title", title), ("caption", caption), ("note", note))}
    check_texts(exhibit_id, {"title": texts["title"]})
    csv = published_csv(frame)
    spec = {
        "kind": "table", "id": exhibit_id, **texts, "columns": [[c, h] for c, h in heads.items()],
        "lines": row_places(frame), "readings": dict(readings or {}), **derivation(derived_from),
    }
    show({
        "text/html": table_html(csv, heads, texts["title"]), "text/csv": csv, EXHIBIT: spec,
        "text/plain": f"[{exhibit_id}] {texts['title']} ({len(frame)} rows)",
    })
    show_caption(captions.below_table(spec))


def finding(study, finding_id: str) -> None:
    """Evaluate the finding `finding_id` in `study` and show its sentence, its places and its readings."""
    from helpers import findings

    check_id(finding_id, "finding")
    result, readings = findings.evaluate(study, finding_id)
    registered = findings.all_findings()[finding_id]
    show_result(finding_id, result, question=registered.question, headline=registered.headline, readings=readings)


def show_result(finding_id: str, result, *, question: str, headline: str, readings: Mapping | None = None, derived_from: Sequence[str] = ()) -> None:
    """Show a `findings.Result` as the finding `finding_id`: its sentence, its places and its readings."""
    check_id(finding_id, "finding")
    spec = {
        "kind": "finding", "id": finding_id, "sentence": result.text, "verdict": result.verdict,
        "numbers": {name: number_record(n) for name, n in result.numbers.items()},
        "headline": headline, "question": question, "lines": list(result.lines), "readings": dict(readings or {}), **derivation(derived_from),
    }
    show({"text/markdown": captions.quote_finding(spec), EXHIBIT: spec, "text/plain": f"[{finding_id}] {result.text}"})


def number_record(number) -> dict:
    """A number of a finding as JSON: its value, unit, and the text in which it is printed."""
    return {"value": plain_number(number.value), "unit": number.unit, "text": number.text}


def robustness(frame: pd.DataFrame) -> None:
    """Record the range of every finding over all universes; the report joins it to the findings.

    `frame` has the columns finding_id, min, max, n, share_agree, mark, moved_most.
    """
    rows = [{k: plain_number(v) for k, v in row.items()} for row in frame.to_dict("records")]
    spec = {"kind": "robustness", "id": "robustness", "rows": rows}
    text = f"The ranges of {len(rows)} findings over the universes of readings."
    show({"text/markdown": text, EXHIBIT: spec, "text/plain": text})


def provenance(study) -> None:
    """Show on what this notebook rests: data fingerprint, cut-off, readings, versions. No clock."""
    record = {
        "as_of": study.as_of.isoformat(), **name_choices(study.choices),
        "data_sha256": tables.fingerprint(study.raw), "versions": {name: version(name) for name in PACKAGES},
    }
    text = "\n".join(f"- {name.replace('_', ' ')}: {_in_one_line(value)}" for name, value in record.items())
    show({"text/markdown": text, EXHIBIT: {"kind": "provenance", "id": "provenance", **record}, "text/plain": text})


def name_choices(choices) -> dict:
    """The named reading set nearest to `choices` (``document`` before the others) and what differs from it."""
    chosen = choices.as_dict()
    sets = sorted(READING_SETS, key=lambda name: name != "document")
    overrides = {
        name: {r: a for r, a in chosen.items() if a != choices.readings[r].favoured[name]} for name in sets
    }
    nearest = min(sets, key=lambda name: len(overrides[name]))
    return {"reading_set": nearest, "overrides": overrides[nearest]}


def _in_one_line(value) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {v}" for k, v in value.items()) or "none"
    return str(value)


def redraw(spec: Mapping, csv: str, *, width_mm: float | None = None):
    """The drawing of a recorded figure again, from its record and its CSV text alone.

    Raises ExhibitError where the drawing function of the record no longer exists.
    """
    module, _, name = spec["draw"].partition(":")
    try:
        draw = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        raise ExhibitError(f"{spec['id']}: its drawing function {spec['draw']} does not exist here. Install the version that made it.") from None
    drawing = draw(tables.frame_from_csv(csv), width_mm=width_mm or spec["width_mm"], **spec["options"])
    if width_mm and width_mm < spec["width_mm"]:
        from helpers.figures.style import wrap_labels

        wrap_labels(drawing)
    return drawing


def published_csv(frame: pd.DataFrame) -> str:
    """CSV text of `frame`; fractions are cut to ten significant digits, so that processors agree."""
    fractions = {c: frame[c].map(lambda v: float(f"{v:.{DIGITS}g}") if pd.notna(v) else float("nan")) for c in frame.select_dtypes("floating").columns}
    return tables.csv_text(frame.assign(**fractions))


def row_places(frame: pd.DataFrame) -> list[str]:
    """The printed place of each row as ``source_id:line``, or the source alone where rows name no line.

    Empty list where the frame does not say (numbers under a column of places are counts).
    """
    for column in PLACE_COLUMNS:
        if column in frame.columns and not pd.api.types.is_numeric_dtype(frame[column]):
            return [str(v) for v in frame[column]]
    if "source_id" not in frame.columns:
        return []
    if "line" not in frame.columns:
        return list(frame["source_id"].fillna(""))
    rows = zip(frame["source_id"].fillna(""), frame["line"].fillna(""))
    return [f"{s}:{_line(n)}" if s != "" and n != "" else "" for s, n in rows]


def derivation(derived_from: Sequence[str]) -> dict:
    """The exhibits that another is computed from, as its record says it; nothing where there are none."""
    for exhibit_id in derived_from:
        if not ID.fullmatch(exhibit_id):
            raise ExhibitError(f"derived_from names {exhibit_id!r}, which is no id. Give a list of ids of exhibits, such as ['tbl-tenures'].")
    return {"derived_from": list(derived_from)} if derived_from else {}


def _line(value) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)


def fill(text: str, numbers: Mapping | None) -> str:
    """`text` with every ``{name}`` replaced by the printed number of that name."""
    def value(match: re.Match) -> str:
        if match[1] not in (numbers or {}):
            raise ExhibitError(f"the text {text[:50]!r} asks for {{{match[1]}}}. Pass numbers= with that name; known: {', '.join(numbers or {}) or 'none'}.")
        return getattr(numbers[match[1]], "text", str(numbers[match[1]]))

    return re.sub(r"\{([A-Za-z_]\w*)\}", value, text)


def plain_number(value):
    """A JSON value: numpy scalars become Python's, what is missing becomes None."""
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and value != value else value


def show(bundle: Mapping, metadata: Mapping | None = None) -> None:
    """Display one output with all its representations in the notebook."""
    from IPython.display import display

    display(bundle, raw=True, metadata=metadata or {})


def show_caption(markdown: str) -> None:
    """The caption below an exhibit in JupyterLab; the report prints its own."""
    show({"text/markdown": markdown, "text/plain": markdown}, {"helpers": {"transient": True}})


def check_id(exhibit_id: str, kind: str) -> None:
    """Raise ExhibitError for an id that is malformed or does not begin as ids of its kind do."""
    if not ID.fullmatch(exhibit_id) or not exhibit_id.startswith(PREFIX[kind]):
        raise ExhibitError(
            f"{exhibit_id!r} is not the id of a {kind}. Write {PREFIX[kind]} and lower-case words joined by hyphens, as in {PREFIX[kind]}tenure-spells."
        )


def check_texts(exhibit_id: str, texts: Mapping[str, str]) -> None:
    """Raise ExhibitError for an empty text, and for an alt text that is too long or begins with 'image of'."""
    for name, text in texts.items():
        if not text.strip():
            raise ExhibitError(f"{exhibit_id}: {name} is empty. Write it in one sentence or two.")
    alt = texts.get("alt", "")
    if len(alt) > LONGEST_ALT or re.match(r"(?:an? )?(?:image|figure|graph|chart|picture) (?:of|showing)", alt, re.IGNORECASE):
        raise ExhibitError(f"{exhibit_id}: alt has {len(alt)} characters or begins with 'image of'. Say what is seen, in at most {LONGEST_ALT} characters.")
