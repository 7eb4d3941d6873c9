"""The map of the desks: every country in the colour of its desk, small ones as dots, none left out silently."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from helpers.figures import style
from helpers.figures.borders import CENTRE_DEG, flat_area, outlines, project, shared_borders

SMALL_MM2 = 0.45  # a country drawn smaller than this gets a dot
DOT_MM = 1.5
DESK_COLOURS = ("#f0c24f", "#b9502b", "#0b3c6f", "#5f9ecf", "#5d636d", "#a5cd9c", "#b75d8f", "#8a6d00")  # neighbours differ in grey
UNNAMED, OTHER = "#ffffff", "#e4e6e9"
LABEL_MM = (5.2, 2.6)  # room of a three-letter label
LETTER_MM2 = 42.0  # outlines this large, and the largest of each desk, carry the desk's letter
DARK = 0.5  # letters are white on faces darker than this


def spread_dots(points: np.ndarray, distance: float) -> np.ndarray:
    """Dots pushed apart until no two are nearer than `distance`; the same dots always end in the same places."""
    placed, order = points.astype(float), np.arange(len(points))
    for _ in range(500):
        gaps = placed[None, :, :] - placed[:, None, :]
        lengths = np.hypot(gaps[..., 0], gaps[..., 1])
        near = (lengths < distance * 0.999) & (order[:, None] != order[None, :])
        if not near.any():
            break
        same = near & (lengths < 1e-9)
        gaps[same] = np.sign(order[None, :] - order[:, None])[same][:, None] * np.array([1.0, 0.0])
        ways = gaps / np.where(lengths < 1e-9, 1.0, lengths)[..., None]
        placed = placed - (ways * (np.where(near, distance - lengths, 0.0) / 2)[..., None]).sum(axis=1)
    return placed


def draw_world(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """World map of the desks.

    `frame` has one row a country: iso3, outline_id (numeric codes in borders.json, joined by ;), name, department ('' where no desk names it),
    department_other (its desk in the other document, where that differs), number (of the desk in
    printed order, 0 for none), longitude and latitude (only for countries without an outline),
    as_printed, source_id, line. Areas in the borders without a row are drawn grey where they can be
    seen. Countries too small to be seen get a dot, pushed aside with a thin line where dots crowd.
    """
    figure, axes = style.new_figure(width_mm, width_mm * 0.56)
    scale = (width_mm - 4) / (2 * project(np.array([[CENTRE_DEG + 180, 0.0]]))[0, 0])
    shapes, dots = outlines(scale), []
    named = dict(zip(frame["department"], frame["number"]))
    areas = [[p for code in ids.split(";") for p in shapes.get(code, [])] for ids in frame["outline_id"]]
    for code in sorted(set(shapes) - set(";".join(frame["outline_id"]).split(";"))):
        if sum(flat_area(p[0]) for p in shapes[code]) >= SMALL_MM2:
            axes.add_artist(PathPatch(_compound(shapes[code]), fc=OTHER, ec="none"))
    for position, row in enumerate(frame.itertuples()):
        polygons = areas[position]
        if polygons:
            look = _look(row.number, named.get(row.department_other, 0))
            style.mark_row(axes.add_artist(PathPatch(_compound(polygons), zorder=1 if row.number else 0.9, **look)), position)
        if sum(flat_area(p[0]) for p in polygons) < SMALL_MM2:
            dots.append((position, _middle(polygons, row, scale), row))
    axes.add_collection(LineCollection(shared_borders(scale), colors=style.PAPER, linewidths=0.3))
    places = _draw_dots(axes, dots)
    _write_letters(axes, frame, areas)
    middles = {p: _middle(areas[p], r, scale) for p, r in enumerate(frame.itertuples()) if not r.number}
    _write_labels(axes, {frame["iso3"][p]: places.get(p, at) for p, at in middles.items()}, list(places.values()))
    axes.set_aspect("equal")
    axes.set_xlim(-width_mm / 2, width_mm / 2)
    axes.set_ylim(project(np.array([[0.0, -56.0]]))[0, 1] * scale, project(np.array([[0.0, 84.0]]))[0, 1] * scale)
    axes.axis("off")
    _draw_key(figure, frame)
    return figure


def _write_letters(axes, frame: pd.DataFrame, areas: list) -> None:
    """The letter of the desk on large outlines, so that the map reads without colours."""
    large = [max(area or [[np.zeros((4, 2))]], key=lambda p: flat_area(p[0]))[0] for area in areas]
    sizes = pd.Series([flat_area(r) for r in large], index=frame.index)
    first = sizes[frame["number"] > 0].groupby(frame["number"]).idxmax()
    for i in frame.index[(frame["number"] > 0) & ((sizes >= LETTER_MM2) | frame.index.isin(first))]:
        face = to_rgb(_colour(frame["number"][i]))
        ink = "white" if np.dot(face, (0.299, 0.587, 0.114)) < DARK else style.INK
        axes.text(*_inner_point(large[i]), letter(frame["number"][i]), ha="center", va="center", fontsize=style.MIN_PT, weight="bold", color=ink, zorder=4)


def _inner_point(ring: np.ndarray) -> np.ndarray:
    """A point well inside a ring: of a grid of points the one furthest from the border."""
    low, high = ring.min(axis=0), ring.max(axis=0)
    grid = np.array([[x, y] for x in np.linspace(low[0], high[0], 24) for y in np.linspace(low[1], high[1], 24)])
    inside = grid[Outline(ring).contains_points(grid)]
    away = np.hypot(*(inside[:, None, :] - ring[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    return inside[away.round(6).argmax()]


def letter(number: float) -> str:
    """A for the first desk in printed order, B for the second, and so on."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[int(number) - 1]


def _write_labels(axes, anchors: dict[str, np.ndarray], dots: list[np.ndarray]) -> None:
    """Short labels where they cover neither land nor a dot nor one another, tied to their place by a line where far."""
    land = [(p.get_path(), p.get_path().get_extents().get_points()) for p in axes.patches]
    taken: list[np.ndarray] = [d + [[-DOT_MM / 2], [DOT_MM / 2]] for d in dots]
    for text, anchor in anchors.items():
        box, middle, far = _free_place(anchor, land, taken)
        taken.append(box)
        if far:
            axes.add_line(Line2D([anchor[0], middle[0]], [anchor[1], middle[1]], color=style.INK, lw=0.4, zorder=3))
        ground = {"boxstyle": "square,pad=0.05", "fc": style.PAPER, "ec": "none"}
        axes.text(*middle, text, ha="center", va="center", fontsize=style.MIN_PT, zorder=5, bbox=ground if far else None)


def _free_place(anchor: np.ndarray, land: list[tuple[Outline, np.ndarray]], taken: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, bool]:
    """The nearest place for a label: its box (two corners), its middle, and whether it is far from the anchor; `land` are outlines with their boxes."""
    half = np.array(LABEL_MM) / 2
    for distance in (2.2, 3.6, 6, 8, 10, 12, 15, 18):
        for turn in (90, 270, 0, 180, 315, 45, 225, 135):
            way = np.array([math.cos(math.radians(turn)), math.sin(math.radians(turn))])
            middle = anchor + way * (distance + (half * abs(way)).sum() * (distance < 6))
            box = np.array([middle - half, middle + half])
            if any(_overlap(box, other) for other in taken):
                continue
            grid = np.array([[x, y] for x in np.linspace(*box[:, 0], 4) for y in np.linspace(*box[:, 1], 3)])
            if not any(_overlap(box, around) and path.contains_points(grid).any() for path, around in land):
                return box, middle, distance > 3.6
    return np.array([anchor - half, anchor + half]), anchor, False


def _overlap(box: np.ndarray, other: np.ndarray) -> bool:
    return box[0][0] < other[1][0] and other[0][0] < box[1][0] and box[0][1] < other[1][1] and other[0][1] < box[1][1]


def _look(number: int, other: int) -> dict:
    """Face and edge of a country: its desk's colour, hatched in another's where the documents differ."""
    if other:
        return {"fc": _colour(number), "ec": _colour(other), "hatch": "//////", "lw": 0}
    return {"fc": _colour(number), "ec": "none" if number else style.SOFT, "lw": 0.3}


def _middle(polygons: list, row, scale: float) -> np.ndarray:
    if polygons:
        return max((p[0] for p in polygons), key=flat_area).mean(axis=0)
    return project(np.array([[row.longitude, row.latitude]]))[0] * scale


def _draw_dots(axes, dots: list) -> dict[int, np.ndarray]:
    placed = spread_dots(np.array([d[1] for d in dots]), DOT_MM * 1.06)
    for (position, point, row), at in zip(dots, placed):
        if math.hypot(*(at - point)) > DOT_MM / 2:
            axes.add_line(Line2D([point[0], at[0]], [point[1], at[1]], color=style.SOFT, lw=0.3, zorder=3))
        mark = Line2D([at[0]], [at[1]], marker="o", ms=DOT_MM * 72 / 25.4, mfc=_colour(row.number), mec=style.INK, mew=0.35, ls="none", zorder=4)
        style.mark_row(axes.add_line(mark), position)
    return {d[0]: at for d, at in zip(dots, placed)}


def _draw_key(figure: Figure, frame: pd.DataFrame) -> None:
    desks = frame[frame["number"] > 0].drop_duplicates("number").sort_values("number")
    sizes = frame.groupby("number").size()
    handles = [Patch(fc=_colour(d.number), ec="none", label=f"{letter(d.number)}  {d.department} ({sizes[d.number]})") for d in desks.itertuples()]
    differing = frame[frame["department_other"] != ""]
    if len(differing):
        look = _look(differing["number"].iloc[0], desks.set_index("department")["number"][differing["department_other"].iloc[0]])
        handles.append(Patch(**look, label=f"the other document puts it on another desk ({len(differing)})"))
    if 0 in sizes:
        handles.append(Patch(fc=UNNAMED, ec=style.SOFT, lw=0.5, label=f"UN member that no desk names ({sizes[0]})"))
    handles.append(Patch(fc=OTHER, ec="none", label="area that neither a desk nor the UN’s list of members names"))
    figure.legend(handles=handles, loc="outside lower center", ncols=style.legend_columns(figure, 2), columnspacing=2, handlelength=1.4)


def _colour(number: float) -> str:
    return DESK_COLOURS[(int(number) - 1) % len(DESK_COLOURS)] if number else UNNAMED


def _compound(polygons: list[list[np.ndarray]]) -> Outline:
    rings = [r for polygon in polygons for r in polygon]
    codes = [np.array([Outline.MOVETO, *[Outline.LINETO] * (len(r) - 2), Outline.CLOSEPOLY]) for r in rings]
    return Outline(np.vstack(rings), np.concatenate(codes))
