"""Interactive cells for JupyterLab. Where nobody can click they show a still table or one line.

What they show elsewhere is marked transient: it stands in the notebook, and the report leaves it out.
Nothing is loaded from anywhere; the widgets come with the environment.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers import exhibits, tables
from helpers.cells import table_html
from helpers.frontend import has_frontend

STILL_ROWS = 8
HINT = "Open this notebook in JupyterLab to"


def table(frame: pd.DataFrame):
    """A table one can search, sort by any column and export; its first rows where nobody can click.

    Parameters
    ----------
    frame : DataFrame
        Shown as it is; cells are shown as text, never as markup.
    """
    if not has_frontend():
        return _show_still(frame, f"{HINT} filter and export all {len(frame)} rows.")
    from itables.widget import ITable

    return ITable(
        frame.reset_index(drop=True).rename(columns=head), columnControl=["order", "searchDropdown"], ordering={"indicators": False},
        buttons=["colvis", "copyHtml5", "csvHtml5"], allow_html=False, showIndex=False, lengthMenu=[10, 25, 100],
        maxBytes=0, classes="display compact", style="width:100%",
    )


def head(column: str) -> str:
    """The name of a column as a head to read: ``start_edtf`` is *Start EDTF*."""
    words = column.replace("_", " ").replace("edtf", "EDTF").replace("iso3", "ISO 3166")
    return words[:1].upper() + words[1:]


def _show_still(frame: pd.DataFrame, note: str) -> None:
    rows = tables.csv_text(frame.head(STILL_ROWS))
    title = f"The first {min(STILL_ROWS, len(frame))} of {len(frame)} rows. {note}"
    markup = table_html(rows, {c: head(str(c)) for c in frame.columns}, title)
    exhibits.show({"text/html": markup, "text/plain": title}, {"helpers": {"transient": True}})


def pick_unit(units: pd.DataFrame, desks: pd.DataFrame, *, source_id: str, ministry: str):
    """A list of units beside the part of the organization chart below the one picked; a line where nobody can pick.

    Parameters
    ----------
    units : as from `organization.build_units`
    desks : totals as from `organization.count_desks`
    source_id : the document whose description is drawn
    ministry : label of the root
    """
    own = units[(units["source_id"] == source_id) & (units["depth"] == 1)]
    if not has_frontend():
        line = f"{HINT} pick one of {len(own)} units and see its part of the chart."
        return exhibits.show({"text/markdown": line, "text/plain": line}, {"helpers": {"transient": True}})
    import ipywidgets as widgets

    def draw(unit_id: str) -> bytes:
        return draw_part(units, desks, source_id=source_id, ministry=ministry, under=unit_id)

    menu = widgets.Dropdown(options=[("the whole ministry", ""), *zip(own["name"], own["unit_id"])], description="Unit", layout=widgets.Layout(width="42em"))
    picture = widgets.Image(format="png", value=draw(""))
    menu.observe(lambda change: picture.set_trait("value", draw(change["new"])), "value")
    return widgets.VBox([menu, picture])


def draw_part(units: pd.DataFrame, desks: pd.DataFrame, *, source_id: str, ministry: str, under: str = "") -> bytes:
    """PNG of one document's organization chart, or of one unit (`under`, its id) and what lies below it."""
    import io

    from helpers.figures.chart import draw_chart
    from helpers.tree import unit_chart

    drawing, png = draw_chart(unit_chart(units, ministry, source_id=source_id, desks=desks, under=under)), io.BytesIO()
    drawing.savefig(png, format="png", dpi=exhibits.PREVIEW_DPI, metadata={"Software": None})
    return png.getvalue()


def what_if(study):
    """Choose readings by name and see every finding before and after; a line where nobody can click.

    Parameters
    ----------
    study : Study
        The universe to start from.
    """
    if not has_frontend():
        line = f"{HINT} choose among the alternatives of {len(study.choices.readings)} readings and see every finding before and after."
        return exhibits.show({"text/markdown": line, "text/plain": line}, {"helpers": {"transient": True}})
    return _what_if_panel(study)


def _what_if_panel(study):
    import ipywidgets as widgets

    chosen: dict[str, str] = {}
    wide = widgets.Layout(width="42em")
    reading = widgets.Combobox(options=list(study.choices.readings), placeholder="reading: type or pick", description="Reading", layout=wide)
    alternative = widgets.Dropdown(options=[], description="Choose", layout=wide)
    question, list_, result = widgets.HTML(), widgets.HTML(), widgets.HTML()
    clear = widgets.Button(description="Back to the start", tooltip="Choose every reading as this notebook does")

    def on_reading(_):
        known = study.choices.readings.get(reading.value)
        question.value = _reading_html(known, study) if known else ""
        alternative.options = [(f"{a.alternative_id}: {a.meaning}"[:140], a.alternative_id) for a in known.alternatives.values()] if known else []
        if known:
            alternative.value = chosen.get(reading.value, study.choices.peek(reading.value))

    def on_alternative(change):
        if reading.value not in study.choices.readings or change["new"] is None:
            return
        chosen.pop(reading.value, None)
        if change["new"] != study.choices.peek(reading.value):
            chosen[reading.value] = change["new"]
        refresh()

    def refresh(_=None):
        list_.value = _chosen_html(chosen)
        result.value = _difference_html(study, chosen)

    def on_clear(_):
        chosen.clear()
        on_reading(None)
        refresh()

    reading.observe(on_reading, "value")
    alternative.observe(on_alternative, "value")
    clear.on_click(on_clear)
    refresh()
    return widgets.VBox([reading, question, alternative, list_, clear, result])


def _reading_html(reading, study) -> str:
    from html import escape

    return f"<b>{escape(reading.question)}</b><br>{escape(reading.why)}<br><small>{escape('; '.join(reading.sources))} · chosen: {escape(study.choices.peek(reading.reading_id))}</small>"


def _chosen_html(chosen: Mapping[str, str]) -> str:
    from html import escape

    return "Chosen otherwise: " + (", ".join(f"<code>{escape(r)} = {escape(a)}</code>" for r, a in chosen.items()) or "nothing yet")


def _difference_html(study, chosen: Mapping[str, str]) -> str:
    from helpers.specification import what_if as compare

    frame = compare(study, chosen).sort_values("changed", ascending=False, kind="stable")
    moved = int((frame["changed"] == "yes").sum())
    heads = {"finding_id": "Finding", "before": "Before", "after": "After", "verdict_before": "Claim before", "verdict_after": "Claim after", "sentence": "Sentence now"}
    return table_html(tables.csv_text(frame), heads, f"{moved} of {len(frame)} findings move; those that do stand first.")
