"""The panels that a reader clicks in JupyterLab: other readings, another cut-off, one finding over its universes."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from helpers import multiverse, specification, tables
from helpers.cells import table_html
from helpers.errors import HelpersError
from helpers.explore import png_of
from helpers.figures.robustness import draw_curve
from helpers.findings import all_findings, evaluate
from helpers.study import CUT_OFF, check_as_of

LONGEST_MEANING = 140       # letters of an alternative's meaning in the list
BUSY = "<i>Computing …</i>"
MOVED = {
    "finding_id": "Finding", "before": "Before", "after": "After", "verdict_before": "Claim before", "verdict_after": "Claim after",
    "sentence": "Sentence now",
}


def wide() -> widgets.Layout:
    """A layout of 46em, never wider than its place."""
    return widgets.Layout(width="46em", max_width="100%")


def text_below() -> widgets.HTML:
    """An empty text with a small margin, never wider than its place."""
    return widgets.HTML(layout=widgets.Layout(margin="0.3em 0", max_width="100%"))


def set_text(text: widgets.HTML, markup: str) -> None:
    """Show `markup` set as JupyterLab sets prose and tables; widgets alone are set for one line."""
    text.value = f'<div class="jp-RenderedHTMLCommon">{markup}</div>' if markup else ""


class WhatIf:
    """Readings and cut-off chosen otherwise, one after the other, and the findings that move.

    `chosen` holds what differs from the study (reading or ``as_of`` → what is chosen), `panel` is the widget.
    """

    def __init__(self, study):
        self.study, self.chosen = study, {}
        names = list(study.choices.readings)
        self.reading = widgets.Combobox(options=names, placeholder="type or pick one of them", description="Reading", layout=wide(), continuous_update=False)
        self.alternative = widgets.Dropdown(options=[], description="Choose", layout=wide())
        self.day = widgets.DatePicker(value=study.as_of, description="Cut-off")
        self.clear = widgets.Button(description="Back to the start", tooltip="Choose every reading and the cut-off as this notebook does")
        self.question, self.list, self.result = text_below(), text_below(), text_below()
        self.panel = widgets.VBox([self.reading, self.question, self.alternative, self.day, self.clear, self.list, self.result])
        self.reading.observe(lambda change: self.ask(), "value")
        self.alternative.observe(lambda change: self.choose(self.reading.value, change["new"]), "value")
        self.day.observe(lambda change: self.choose(CUT_OFF, change["new"] and change["new"].isoformat()), "value")
        self.clear.on_click(lambda button: self.start_again())
        self.refresh()

    def ask(self) -> None:
        """Show the question of the reading that was picked, and its alternatives."""
        known = self.study.choices.readings.get(self.reading.value)
        set_text(self.question, describe(known, self.study) if known else "")
        self.alternative.options = [(label(a), a.alternative_id) for a in known.alternatives.values()] if known else []
        if known:
            self.alternative.value = self.chosen.get(self.reading.value, self.published(self.reading.value))

    def published(self, name: str) -> str:
        """What the study itself chooses."""
        return self.study.as_of.isoformat() if name == CUT_OFF else self.study.choices.peek(name)

    def choose(self, name: str, value: str | None) -> None:
        """Choose one reading, or the cut-off, and look at the findings again."""
        if value is None or (name != CUT_OFF and name not in self.study.choices.readings):
            return
        others = {k: v for k, v in self.chosen.items() if k != name}
        chosen = others if value == self.published(name) else {**others, name: value}
        if chosen != self.chosen:
            self.chosen = chosen
            self.refresh()

    def start_again(self) -> None:
        """Choose everything as the study does."""
        self.chosen = {}
        self.day.value = self.study.as_of
        self.ask()
        self.refresh()

    def refresh(self) -> None:
        """Show anew what is chosen otherwise and what moves; a choice that is refused is explained instead."""
        listed = ", ".join(f"<code>{escape(k)} = {escape(v)}</code>" for k, v in self.chosen.items())
        set_text(self.list, f"<b>Chosen otherwise:</b> {listed or 'nothing yet'}")
        set_text(self.result, BUSY)
        try:
            check_as_of(self.chosen.get(CUT_OFF, self.published(CUT_OFF)))
            set_text(self.result, what_moves(self.study, self.chosen))
        except HelpersError as refused:
            set_text(self.result, f"<b>This cannot be computed.</b> {escape(str(refused))}")


def label(alternative) -> str:
    """The id and the meaning of an alternative, cut to `LONGEST_MEANING` characters."""
    return f"{alternative.alternative_id}: {alternative.meaning}"[:LONGEST_MEANING]


def describe(reading, study) -> str:
    """Question, reason, printed lines and present choice of a reading, as HTML."""
    lines = " · ".join(filter(None, ["; ".join(reading.sources), f"this notebook chooses {study.choices.peek(reading.reading_id)}"]))
    return f"<b>{escape(reading.question)}</b><br>{escape(reading.why)}<br><small>{escape(lines)}</small>"


def what_moves(study, chosen) -> str:
    """The findings whose sentence or claim differs under `chosen`, as an HTML table."""
    frame = specification.what_if(study, chosen)
    claims = {c: frame[c].str.replace("_", " ") for c in ("verdict_before", "verdict_after")}
    moved = frame.assign(**claims)[frame["changed"] == "yes"]
    title = f"{len(moved)} of {len(frame)} findings move"
    return table_html(tables.csv_text(moved), MOVED, title) if len(moved) else f"<b>{title}.</b>"


class FindingPicker:
    """One finding at a time: its sentence, its range over universes, its specification curve."""

    def __init__(self, study, limit: int):
        self.study, self.limit = study, limit
        self.menu = widgets.Dropdown(options=list(all_findings()), value=None, description="Finding", layout=wide())
        self.text, self.picture = text_below(), widgets.Image(format="png", layout=widgets.Layout(display="none", max_width="100%"))
        self.panel = widgets.VBox([self.menu, self.text, self.picture])
        self.menu.observe(lambda change: self.show(change["new"]), "value")
        self.menu.value = self.menu.options[0]

    def show(self, finding_id: str) -> None:
        """Evaluate the universes of a finding; the curve where there are several with a number."""
        set_text(self.text, BUSY)
        row = multiverse.robustness(self.study, [multiverse.design(self.study, finding_id, limit=self.limit)])
        set_text(self.text, summarize(evaluate(self.study, finding_id)[0], specification.ranges_frame(row).iloc[0], row.iloc[0]))
        plan = multiverse.design(self.study, finding_id, limit=self.limit)
        curve = specification.curve_frame(self.study, plan)
        drawn = (curve["layer"] == "value").sum() > 1
        self.picture.layout.display = "" if drawn else "none"
        if drawn:
            self.picture.value = png_of(draw_curve(curve, unit=all_findings()[finding_id].headline.replace("_", " ")))


def summarize(result, shown, row) -> str:
    """Sentence, range and mark of a finding, as HTML."""
    share = f"{shown['share_agree_pct']:.0f} % of {row['n']} universes reach the same claim"
    facts = [f"main number {shown['text_published']}", f"range {shown['text_range'] or 'without a number'}", share, row["mark"]]
    facts += [f"moved most by {row['moved_most']}"] if row["moved_most"] else []
    return f"<b>{escape(result.text)}</b><br>{escape(' · '.join(facts))}"
