"""What a notebook shows below an exhibit, in Markdown; the report prints its own from the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FEW = 6     # readings or places shown at once below a finding; more are folded


def below_figure(spec: Mapping) -> str:
    """Title, caption and id of a figure."""
    title = spec["title"] if spec["title"].endswith((".", "?", "!")) else f"{spec['title']}."
    return f"**{title}** {spec['caption']} (`@{spec['id']}`{origin(spec)})"


def below_table(spec: Mapping) -> str:
    """Caption, note and id of a table; its title stands above it."""
    return " ".join(text for text in (spec["caption"], spec["note"], f"<small>`@{spec['id']}`{origin(spec)}</small>") if text)


def origin(spec: Mapping) -> str:
    """What the data of an exhibit are computed from, where the record says it."""
    named = spec.get("derived_from", ())
    return f", from {', '.join(f'`@{name}`' for name in named[:FEW])}{' and more' if len(named) > FEW else ''}" if named else ""


def quote_finding(spec: Mapping) -> str:
    """Sentence, id, printed places and readings of a finding as a block quote; long lists are folded."""
    places = [f"`{line}`" for line in spec["lines"]]
    readings = [f"`{name}` = {alternative}" for name, alternative in spec["readings"].items()]
    lists = [("rests on", "places", places), ("readings:", "readings", readings)]
    short = " · ".join([f"`@{spec['id']}`", *(f"{lead} {', '.join(items)}" for lead, _, items in lists if 0 < len(items) <= FEW)])
    folded = [fold(f"{len(items)} {noun}", items) for _, noun, items in lists if len(items) > FEW]
    return "\n>\n".join([f"> **{spec['sentence']}**", f"> <small>{short}</small>", *folded])


def fold(summary: str, items: Sequence[str]) -> str:
    """A long list that opens on a click, as part of a block quote."""
    return f"> <details><summary><small>{summary}</small></summary><small>\n>\n> {', '.join(items)}\n>\n> </small></details>"
