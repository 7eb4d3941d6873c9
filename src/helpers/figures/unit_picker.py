"""Pick a unit and see its part of the organization chart; one line of text where nobody can pick."""

from __future__ import annotations

import io

import pandas as pd

from helpers.figures.chart import draw_chart
from helpers.frontend import has_frontend
from helpers.tree import unit_chart

ALL = "the whole ministry"
DPI = 110


def pick_unit(units: pd.DataFrame, desks: pd.DataFrame, *, source_id: str, ministry: str):
    """A drop-down list of units beside the part of the chart below the one picked.

    Parameters
    ----------
    units : as from `organization.build_units`
    desks : totals as from `organization.count_desks`
    source_id : whose description is drawn
    ministry : label of the root

    Returns an ipywidgets box in JupyterLab. Anywhere else (papermill, nbval, the report) it prints one
    line and returns None, so that outputs stay the same.
    """
    own = units[(units["source_id"] == source_id) & (units["depth"] == 1)]
    if not has_frontend():
        print(f"Unit picker: {len(own)} units. Open this notebook in JupyterLab to redraw the chart below any of them.")
        return None
    import ipywidgets

    menu = ipywidgets.Dropdown(options=[(ALL, ""), *zip(own["name"], own["unit_id"])], description="Unit", layout={"width": "36em"})
    picture = ipywidgets.Image(format="png", value=draw_part(units, desks, source_id=source_id, ministry=ministry))
    menu.observe(lambda change: picture.set_trait("value", draw_part(units, desks, source_id=source_id, ministry=ministry, under=change["new"])), "value")
    return ipywidgets.VBox([menu, picture])


def draw_part(units: pd.DataFrame, desks: pd.DataFrame, *, source_id: str, ministry: str, under: str = "") -> bytes:
    """PNG of the chart of one document, or of one unit and what lies below it."""
    drawing, png = draw_chart(unit_chart(units, ministry, source_id=source_id, desks=desks, under=under)), io.BytesIO()
    drawing.savefig(png, format="png", dpi=DPI, metadata={"Software": None})
    return png.getvalue()
