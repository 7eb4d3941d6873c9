"""Things to play with in JupyterLab: filter a table, choose other readings, see what a finding becomes.

Where no front end listens (a run of the pipeline, a test, a printed notebook) each of them is one
line of text that says what is here and how to use it, so that a run gives the same outputs everywhere.
Nothing is asked of the network.
"""

from __future__ import annotations

import html
import os
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from helpers import findings
from helpers.study import Study, check_as_of

FRONT_END = "JPY_SESSION_NAME"  # set by Jupyter Server for the kernels of its front ends, by nothing else
WHEN_OPEN = "Open this notebook in JupyterLab to"


def listens() -> bool:
    """Whether a front end will show widgets for this kernel."""
    return bool(os.environ.get(FRONT_END))


def table(frame: pd.DataFrame):
    """An interactive table of `frame`: search, filter by column, sort, copy, save as CSV.

    Elsewhere one line with its size.
    """
    if not listens():
        print(f"Interactive table: {len(frame)} rows × {frame.shape[1]} columns. {WHEN_OPEN} filter and sort it.")
        return None
    from itables.widget import ITable

    return ITable(frame, column_filters="header", buttons=["copyHtml5", "csvHtml5"], maxBytes=0)


def what_if(study: Study, finding_ids: Sequence[str] = ()):
    """A finding under other readings and another cut-off day, beside the published sentence.

    Elsewhere one line with the number of findings and readings there are to choose from.
    """
    known = list(finding_ids) or list(findings.all_findings())
    if not listens():
        print(f"Other readings: {len(known)} findings, {len(study.choices.readings)} readings. {WHEN_OPEN} choose among them.")
        return None
    return WhatIf(study, known).box


def other_universe(study: Study, changes: Mapping[str, str], as_of: date | None = None) -> Study:
    """`study` with single readings chosen otherwise, and another cut-off day if given.

    Raises ReadingError or ParameterError for a choice that does not exist.
    """
    readings = study.choices.readings
    choices = readings.choose("document", {**study.choices.as_dict(), **changes})
    if as_of is None or as_of == study.as_of:
        return study.sibling(choices)
    return Study(study.raw, choices, check_as_of(as_of.isoformat()))


def compare(study: Study, other: Study, finding_id: str) -> str:
    """HTML of a finding in two universes: the published sentence, and the other where it differs."""
    published, there = (findings.evaluate(s, finding_id)[0] for s in (study, other))
    parts = [f"<p><b>As published:</b> {html.escape(published.text)}</p>"]
    if there.text == published.text:
        return parts[0] + "<p>These choices change nothing in it.</p>"
    same = "The verdict stays." if there.verdict == published.verdict else "<b>The verdict changes.</b>"
    return parts[0] + f"<p><b>Under these choices:</b> {html.escape(there.text)} {same}</p>"


class WhatIf:
    """The widgets of `what_if`: a finding, a cut-off day, and one menu a reading it consults."""

    def __init__(self, study: Study, finding_ids: Sequence[str]):
        import ipywidgets as widgets

        self.study, self.widgets, self.menus = study, widgets, {}
        wide = widgets.Layout(width="36rem")
        self.finding = widgets.Dropdown(options=list(finding_ids), description="Finding", layout=wide)
        self.as_of = widgets.DatePicker(value=study.as_of, description="As of")
        self.readings, self.result = widgets.VBox(), widgets.HTML()
        self.finding.observe(self.choose_finding, "value")
        self.as_of.observe(self.show, "value")
        self.box = widgets.VBox([self.finding, self.as_of, self.readings, self.result])
        self.choose_finding()

    def choose_finding(self, _=None) -> None:
        """Menus for the readings that the chosen finding consults, each set as in this study."""
        consulted = findings.evaluate(self.study, self.finding.value)[1]
        self.menus = {name: self.menu(name, chosen) for name, chosen in consulted.items()}
        self.readings.children = tuple(self.menus.values())
        self.show()

    def menu(self, reading_id: str, chosen: str):
        reading = self.study.choices.readings[reading_id]
        menu = self.widgets.Dropdown(
            options=[(f"{name}: {a.meaning}", name) for name, a in reading.alternatives.items()], value=chosen,
            description=reading_id, tooltip=reading.question, style={"description_width": "14rem"}, layout=self.widgets.Layout(width="48rem"),
        )
        menu.observe(self.show, "value")
        return menu

    def show(self, _=None) -> None:
        """The finding under what is chosen now; a choice that is refused is shown as its message."""
        from helpers.errors import HelpersError

        changes = {name: menu.value for name, menu in self.menus.items()}
        try:
            self.result.value = compare(self.study, other_universe(self.study, changes, self.as_of.value), self.finding.value)
        except HelpersError as refused:
            self.result.value = f"<p>{html.escape(str(refused))}</p>"
