"""Borders of the world: made small once, read as outlines, projected to Equal Earth."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path

import numpy as np

from helpers.errors import DataError
from helpers.paths import REFERENCE

TOLERANCE_DEG = 0.42  # a bend smaller than this is not kept: 0.2 mm on a map 180 mm wide
SMALLEST_DEG2 = 0.6  # an island smaller than this (square degrees at the equator) is not drawn, unless it is a country's largest piece
GRID_DEG = 0.01
CENTRE_DEG = 10.0  # central meridian: the map is cut in the Bering Strait, not through a country
NOT_DRAWN = {"010"}  # Antarctica
# Equal Earth: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", IJGIS 33 (2019), eq. 5
EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


# --- making borders.json, once ----------------------------------------------------------------------
def simplify_borders(source: str | Path, target: str | Path) -> None:
    """Write a small TopoJSON from world-atlas ``countries-50m.json``; see data/reference/README.md.

    Arcs are simplified one by one (Douglas–Peucker), so that a border shared by two countries stays
    shared, and laid on a grid of GRID_DEG.
    """
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = decode_arcs(topology)
    kept = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry.get("id") not in NOT_DRAWN and geometry.get("arcs"):
            kept.append({"id": geometry.get("id", ""), "name": geometry["properties"]["name"], "arcs": _large_pieces(geometry, arcs)})
    used = sorted({i if i >= 0 else ~i for g in kept for polygon in g["arcs"] for ring in polygon for i in ring})
    number = {old: new for new, old in enumerate(used)}
    small = [_to_grid(drop_bends(arcs[i], TOLERANCE_DEG)) for i in used]
    for geometry in kept:
        geometry["arcs"] = [[[number[i] if i >= 0 else ~number[~i] for i in ring] for ring in polygon] for polygon in geometry["arcs"]]
    out = {"type": "Topology", "transform": {"scale": [GRID_DEG, GRID_DEG], "translate": [0, 0]}, "geometries": kept, "arcs": small}
    Path(target).write_text(json.dumps(out, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


def decode_arcs(topology: dict) -> list[np.ndarray]:
    """Arcs of a quantised topology as arrays of longitude and latitude in degrees."""
    scale, translate = (np.array(topology["transform"][k], dtype=float) for k in ("scale", "translate"))
    return [_unwrap(np.cumsum(np.array(arc, dtype=float), axis=0) * scale + translate) for arc in topology["arcs"]]


def _unwrap(points: np.ndarray) -> np.ndarray:
    """The same points without jumps from 180° to −180°."""
    return np.column_stack([np.unwrap(points[:, 0], period=360), points[:, 1]])


def drop_bends(points: np.ndarray, tolerance: float) -> np.ndarray:
    """Douglas–Peucker: the points that lie further than `tolerance` from the line between kept ones."""
    keep, spans = np.zeros(len(points), bool), [(0, len(points) - 1)]
    keep[[0, -1]] = True
    while spans:
        a, b = spans.pop()
        if b - a < 2:
            continue
        away = _distances(points[a], points[b], points[a + 1:b])
        worst = int(away.argmax())
        if away[worst] > tolerance:
            keep[a + 1 + worst] = True
            spans += [(a, a + 1 + worst), (a + 1 + worst, b)]
    if keep.sum() < 4 and len(points) > 4 and np.allclose(points[0], points[-1]):
        keep[[len(points) // 3, 2 * len(points) // 3]] = True
    return points[keep]


def _distances(a: np.ndarray, b: np.ndarray, points: np.ndarray) -> np.ndarray:
    chord, offsets = b - a, points - a
    length = math.hypot(*chord)
    if length < 1e-12:
        return np.hypot(offsets[:, 0], offsets[:, 1])
    return np.abs(offsets[:, 0] * chord[1] - offsets[:, 1] * chord[0]) / length


def _large_pieces(geometry: dict, arcs: list[np.ndarray]) -> list:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    sizes = [_area(join_ring(p[0], arcs)) for p in polygons]
    return [p[:1] + [r for r in p[1:] if _area(join_ring(r, arcs)) >= SMALLEST_DEG2]
            for p, size in zip(polygons, sizes) if size >= SMALLEST_DEG2 or size == max(sizes)]


def _area(ring: np.ndarray) -> float:
    x, y = ring[:, 0] * math.cos(math.radians(ring[:, 1].mean())), ring[:, 1]
    return abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2


def _to_grid(points: np.ndarray) -> list[list[int]]:
    grid = np.rint(points / GRID_DEG).astype(int)
    return [grid[0].tolist(), *np.diff(grid, axis=0).tolist()]


# --- reading and projecting -------------------------------------------------------------------------
@lru_cache(maxsize=2)
def load_borders(path: Path = REFERENCE / "borders.json") -> tuple[list[dict], list[np.ndarray]]:
    """Geometries (numeric code, name, arcs) and decoded arcs. Raises DataError where the file is missing."""
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise DataError(f"reference/{path.name} is missing or broken. Restore it, or make it again as data/reference/README.md says.") from None
    return topology["geometries"], decode_arcs(topology)


def join_ring(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """One closed ring from its arcs; a negative number is an arc turned round."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in numbers]
    return _unwrap(np.vstack([parts[0], *(p[1:] for p in parts[1:])]))


def project(points: np.ndarray, centre: float = CENTRE_DEG) -> np.ndarray:
    """Longitude and latitude in degrees to Equal Earth x and y (radius 1).

    A line or ring keeps in one piece: it lies on the side of the seam where its middle lies, and what
    reaches over the seam is pressed against it.
    """
    a1, a2, a3, a4 = EQUAL_EARTH
    middle = (points[:, 0].min() + points[:, 0].max()) / 2
    turns = round((middle - centre) / 360)
    longitude = np.clip(points[:, 0] - 360 * turns - centre, -180, 180)
    theta = np.arcsin(math.sqrt(3) / 2 * np.sin(np.radians(points[:, 1])))
    t2 = theta**2
    slope = a1 + 3 * a2 * t2 + t2**3 * (7 * a3 + 9 * a4 * t2)
    x = 2 * math.sqrt(3) * np.radians(longitude) * np.cos(theta) / (3 * slope)
    return np.column_stack([x, theta * (a1 + a2 * t2 + t2**3 * (a3 + a4 * t2))])


def outlines(scale: float) -> dict[str, list[list[np.ndarray]]]:
    """Projected polygons by numeric code (by name where there is none), x and y in `scale` units."""
    geometries, arcs = load_borders()
    found: dict[str, list[list[np.ndarray]]] = {}
    for geometry in geometries:
        polygons = [[project(join_ring(r, arcs)) * scale for r in p] for p in geometry["arcs"]]
        found.setdefault(geometry["id"] or geometry["name"], []).extend(polygons)
    return found


def shared_borders(scale: float) -> list[np.ndarray]:
    """Projected arcs that two countries share: land borders, without coasts and without the seam."""
    geometries, arcs = load_borders()
    users: dict[int, set[int]] = {}
    for number, geometry in enumerate(geometries):
        for i in (i for p in geometry["arcs"] for r in p for i in r):
            users.setdefault(i if i >= 0 else ~i, set()).add(number)
    return [project(arcs[i]) * scale for i, who in sorted(users.items()) if len(who) > 1]


def flat_area(ring: np.ndarray) -> float:
    """Area of a projected ring, in the square of its units."""
    x, y = ring.T
    return abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2
