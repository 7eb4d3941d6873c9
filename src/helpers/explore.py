"""Interactive cells for JupyterLab. Where nobody can click they show a still table or one line.

What they show elsewhere is marked transient: it stands in the notebook, and the report leaves it out.
Nothing is loaded from anywhere; the widgets come with the environment.
"""

from __future__ import annotations

import io

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
        return _show_line(f"pick one of {len(own)} units and see its part of the chart")
    import ipywidgets as widgets

    def draw(unit_id: str) -> bytes:
        return draw_part(units, desks, source_id=source_id, ministry=ministry, under=unit_id)

    menu = widgets.Dropdown(options=[("the whole ministry", ""), *zip(own["name"], own["unit_id"])], description="Unit", layout=widgets.Layout(width="42em"))
    picture = widgets.Image(format="png", value=draw(""))
    menu.observe(lambda change: picture.set_trait("value", draw(change["new"])), "value")
    return widgets.VBox([menu, picture])


def draw_part(units: pd.DataFrame, desks: pd.DataFrame, *, source_id: str, ministry: str, under: str = "") -> bytes:
    """PNG of one document's organization chart, or of one unit (`under`, its id) and what lies below it."""
    from helpers.figures.chart import draw_chart
    from helpers.tree import unit_chart

    return png_of(draw_chart(unit_chart(units, ministry, source_id=source_id, desks=desks, under=under)))


def png_of(drawing) -> bytes:
    """The picture of a drawing, as a widget shows it."""
    png = io.BytesIO()
    drawing.savefig(png, format="png", dpi="figure", metadata={"Software": None})
    return png.getvalue()


def what_if(study):
    """Choose readings and the cut-off and see which findings move; a line where nobody can click.

    Parameters
    ----------
    study : Study
        The universe to start from.
    """
    if not has_frontend():
        return _show_line(f"choose among the alternatives of {len(study.choices.readings)} readings, or another cut-off, and see which findings move")
    from helpers.panels import WhatIf

    return WhatIf(study).panel


def pick_finding(study, *, limit: int):
    """Pick a finding and see its sentence, its range over universes and its curve; a line where nobody can click.

    Parameters
    ----------
    study : Study
        Holds the published universe.
    limit : int
        Most universes evaluated for one finding.
    """
    from helpers.findings import all_findings

    if not has_frontend():
        return _show_line(f"pick one of {len(all_findings())} findings and see its universes")
    from helpers.panels import FindingPicker

    return FindingPicker(study, limit).panel


def _show_line(what: str) -> None:
    line = f"{HINT} {what}."
    exhibits.show({"text/markdown": line, "text/plain": line}, {"helpers": {"transient": True}})
