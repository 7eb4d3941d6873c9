"""Printed places: from a number to the printed words it rests on, and from the words to every use of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers.report.edition import Edition, single_lines


@dataclass(frozen=True)
class Place:
    """One printed line: what the tables hold of it, and the exhibits that rest on it."""

    source_id: str
    line: str
    label: str
    prints: tuple[str, ...]
    tables: tuple[str, ...]
    used_by: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The id of the line in the report: its label with a full stop for the colon."""
        return self.label.replace(":", ".")


def source_codes(edition: Edition) -> dict[str, str]:
    """A short code for every source, S1, S2, …, in the order of the sources table (documents first)."""
    sources = edition.raw.get("sources")
    listed = list(sources.sort_values("kind", key=lambda k: k != "seed", kind="stable")["source_id"]) if sources is not None else []
    cited = [s for e in edition.exhibits.values() for s in e.sources]
    return {source: f"S{n}" for n, source in enumerate(dict.fromkeys([*listed, *cited]), 1)}


def place_label(place: str, codes: Mapping[str, str]) -> str:
    """``wikipedia-posts-ministry:34-36`` as ``S2:34–36``."""
    source, _, lines = place.partition(":")
    return f"{codes.get(source, source)}:{lines.replace('-', '–')}" if lines else codes.get(source, source)


def place_anchor(place: str, codes: Mapping[str, str]) -> str:
    """The id of a place in the report: that of its first line."""
    source, _, lines = place.partition(":")
    return f"{codes.get(source, source)}.{lines.partition('-')[0]}" if lines else f"source-{source}"


def printed_places(edition: Edition) -> list[Place]:
    """Every printed line that a raw table codes or an exhibit rests on, by source and line."""
    prints: dict[str, list[tuple[str, str]]] = {}
    for name, frame in edition.raw.items():
        if {"source_id", "line", "as_printed"} <= set(frame.columns):
            for row in frame.to_dict("records"):
                prints.setdefault(f"{row['source_id']}:{row['line']}", []).append((name, row["as_printed"]))
    used, codes = edition.used_by(), source_codes(edition)
    found = [p for p in {**prints, **used} if p.partition(":")[2].isdigit()]
    order = {source: n for n, source in enumerate(codes)}
    found.sort(key=lambda p: (order.get(p.partition(":")[0], len(order)), int(p.partition(":")[2])))
    return [_place(p, prints.get(p, []), used.get(p, []), codes) for p in found]


def _place(place: str, prints: list[tuple[str, str]], used_by: list[str], codes: Mapping[str, str]) -> Place:
    source, _, line = place.partition(":")
    texts = [text for _, text in prints]
    whole = [t for t in dict.fromkeys(texts) if not any(t != other and t in other for other in texts)]
    return Place(source, line, place_label(place, codes), tuple(whole), tuple(dict.fromkeys(n for n, _ in prints)), tuple(used_by))


def merged(places: list[str]) -> list[str]:
    """Places with neighbouring lines of one source joined: ``a:3``, ``a:4``, ``a:6`` as ``a:3-4``, ``a:6``."""
    lines: dict[str, set[int]] = {}
    other = [p for p in places if not p.partition(":")[2].replace("-", "").isdigit()]
    for place in places:
        if place not in other:
            source = place.partition(":")[0]
            lines.setdefault(source, set()).update(int(single.rpartition(":")[2]) for single in single_lines(place))
    out = []
    for source, numbers in lines.items():
        for n in sorted(numbers):
            if n - 1 in numbers:
                out[-1] = f"{source}:{out[-1].rpartition(':')[2].partition('-')[0]}-{n}"
            else:
                out.append(f"{source}:{n}")
    return out + other


def known_places(edition: Edition) -> set[str]:
    """Everything an edition can link a place to: its printed lines, and its sources as a whole."""
    sources = edition.raw.get("sources")
    return {f"{p.source_id}:{p.line}" for p in printed_places(edition)} | set(sources["source_id"] if sources is not None else ())


def linked_places(places: list[str], codes: Mapping[str, str], known: set[str]) -> list[tuple[str, str]]:
    """(label, anchor) of each place; of a line that the report does not list the anchor of its source, or none."""
    def anchor(place: str) -> str:
        source = place.partition(":")[0]
        return next((place_anchor(p, codes) for p in (single_lines(place)[0], source) if p in known), "")

    return [(place_label(p, codes), anchor(p)) for p in places]
