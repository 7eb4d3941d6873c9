"""The trees of units and bodies as nodes and edges of a chart."""

from __future__ import annotations

import re

import pandas as pd

COLUMNS = ["role", "node_id", "label", "look", "from_id", "to_id", "as_printed", "source_id", "line"]
DASHED = {"predecessor"}
BEFORE_NUMBER = re.compile(r" (?=\(?\d)")  # a number stays with the word before it


def _node(node_id: str, label: str, look: str, row=None) -> dict:
    printed = {"as_printed": row.as_printed, "source_id": row.source_id, "line": row.line} if row is not None else {}
    return {"role": "node", "node_id": node_id, "label": label, "look": look, **printed}


def _edge(from_id: str, to_id: str, look: str = "line") -> dict:
    return {"role": "edge", "from_id": from_id, "to_id": to_id, "look": look}


def _frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame([{column: row.get(column, "") for column in COLUMNS} for row in rows], columns=COLUMNS)


def unit_chart(units: pd.DataFrame, ministry: str, *, source_id: str, desks: pd.DataFrame, under: str = "") -> pd.DataFrame:
    """Nodes and edges of one document's units, under its printed headings.

    Parameters
    ----------
    units : as from `organization.build_units`
    ministry : label of the root
    desks : totals as from `organization.count_desks`; a desk's number of countries stands in its label
    under : a unit_id; when given, only that unit and what lies below it
    """
    own = units[units["source_id"] == source_id]
    countries = dict(zip(desks["unit_id"], desks["countries"]))
    rows = [] if under else [_node("root", ministry, "ministry")]
    wanted = below(own, under) if under else set(own["unit_id"])
    for number, heading in enumerate(own["heading"].drop_duplicates() if not under else [], 1):
        rows += [_node(f"heading-{number}", heading, "heading"), _edge("root", f"heading-{number}")]
    headings = {h: f"heading-{n}" for n, h in enumerate(own["heading"].drop_duplicates(), 1)}
    for unit in own[own["unit_id"].isin(wanted)].itertuples():
        label = f"{unit.name} ({countries[unit.unit_id]})" if unit.unit_id in countries else unit.name
        rows.append(_node(unit.unit_id, BEFORE_NUMBER.sub("\N{NO-BREAK SPACE}", label), "unit" if unit.depth == 1 else "part", unit))
        if unit.unit_id != under:
            rows.append(_edge(unit.parent_unit_id or headings[unit.heading], unit.unit_id))
    return _frame(rows)


def below(units: pd.DataFrame, unit_id: str) -> set[str]:
    """A unit and everything below it."""
    found, more = {unit_id}, {unit_id}
    while more:
        more = set(units[units["parent_unit_id"].isin(more)]["unit_id"]) - found
        found |= more
    return found


def body_chart(bodies: pd.DataFrame, ministry_id: str) -> pd.DataFrame:
    """Nodes and edges of a ministry's bodies: what stands above, below, before it, and the offices named with it."""
    own = bodies[bodies["ministry_id"] == ministry_id].drop_duplicates("name")
    ids = {b.name: f"body-{n}" for n, b in enumerate(own.itertuples(), 1)}
    ministry = own[own["role"] == "ministry"].iloc[0]["name"]
    rows = []
    for body in own.itertuples():
        look = {"ministry": "ministry", "parent": "heading", "predecessor": "outer"}.get(body.role, "unit" if body.role == "child" else "part")
        rows.append(_node(ids[body.name], f"{body.name}\n{body.name_ko}" if body.name_ko else body.name, look, body))
        if body.role in DASHED:
            rows.append(_edge(ids[body.name], ids[ministry], "dashed"))
        elif body.parent in ids:
            rows.append(_edge(ids[body.parent], ids[body.name]))
    return _frame(rows)
