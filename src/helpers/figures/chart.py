"""Organization charts: a tree laid out by Graphviz from left to right, drawn with our own fonts and lines."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch
from matplotlib.textpath import text_to_path

from helpers.figures import style

POINTS_PER_MM = 72 / 25.4
LINE_MM = 2.95  # from one line of a label to the next
PAD_MM = 0.9
STRAIGHT_MM = 0.9  # the edge to an only child is drawn straight where the step would be smaller
GAP_MM = 0.8  # between boxes one above the other
FACES = {"ministry": "#0b3c6f", "heading": "#d5e3f0", "unit": "#ffffff", "part": "#f4f5f7", "outer": "#ffffff"}
INKS = {"ministry": "#ffffff"}
STRONG = ("ministry", "heading")
SHARES = {"ministry": 1.05, "heading": 0.85, "unit": 1.2, "part": 1.1, "outer": 1.2}  # of a column, by what stands in it
COLUMN_GAP_MM = 6.0
SLACK = 1.03  # letters of one size differ a little between renderers
BOLD = 1.06


def draw_chart(frame: pd.DataFrame, *, width_mm: float = 180) -> Figure:
    """Organization chart from left to right.

    `frame` has one row a node or an edge (`role`: node, edge). Nodes: node_id, label, look (ministry,
    heading, unit, part, outer), as_printed, source_id, line. Edges: from_id, to_id, look (line, dashed).
    Siblings stand in the order of the rows; the height follows from the boxes.
    """
    nodes, edges = frame[frame["role"] == "node"], frame[frame["role"] == "edge"]
    links = list(zip(edges["from_id"], edges["to_id"]))
    widths = column_widths(dict(zip(nodes["node_id"], nodes["look"])), links, width_mm=width_mm)
    labels = {n.node_id: wrap_label(n.label, widths[n.node_id] - 2 * PAD_MM, bold=n.look in STRONG) for n in nodes.itertuples()}
    sizes = {i: (widths[i], LINE_MM * len(lines) + 2 * PAD_MM) for i, lines in labels.items()}
    places = lay_out(sizes, links)
    top = max(y + sizes[i][1] / 2 for i, (_, y) in places.items())
    bottom = min(y - sizes[i][1] / 2 for i, (_, y) in places.items())
    figure, axes = style.new_figure(width_mm, top - bottom + 3)
    figure.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    axes.set_xlim(-1.5, width_mm - 1.5)
    axes.set_ylim(bottom - 1.5, top + 1.5)
    axes.axis("off")
    only_child = {a for a, n in edges["from_id"].value_counts().items() if n == 1}
    for edge in edges.itertuples():
        a, b = places[edge.from_id], places[edge.to_id]
        level = b[1] if edge.from_id in only_child and abs(a[1] - b[1]) < STRAIGHT_MM else a[1]
        _draw_edge(axes, (a[0] + widths[edge.from_id], level), b, dashed=edge.look == "dashed")
    for node in nodes.itertuples():
        _draw_box(axes, node, places[node.node_id], size=sizes[node.node_id], lines=labels[node.node_id])
    return figure


def column_widths(looks: dict[str, str], edges: list[tuple[str, str]], *, width_mm: float) -> dict[str, float]:
    """Width in millimetres of each box: a column is as wide as the widest kind of box in it needs."""
    depth = dict.fromkeys(looks, 0)
    for _ in looks:
        for a, b in edges:
            depth[b] = max(depth[b], depth[a] + 1)
    share = [max(SHARES[looks[i]] for i in looks if depth[i] == d) for d in range(max(depth.values()) + 1)]
    room = width_mm - 3 - COLUMN_GAP_MM * (len(share) - 1)
    return {i: round(room * share[depth[i]] / sum(share), 2) for i in looks}


def wrap_label(text: str, width_mm: float, *, bold: bool = False) -> list[str]:
    """A label broken between words into lines no wider than `width_mm`; a line break in the text stays one."""
    room, lines = width_mm / (BOLD if bold else 1), []
    for part in text.split("\n"):
        words = part.split(" ")
        line = words[0]
        for word in words[1:]:
            if text_width(f"{line} {word}") > room:
                lines.append(line)
                line = word
            else:
                line += f" {word}"
        lines.append(line)
    return lines


def text_width(text: str) -> float:
    """Width in millimetres of a text in the smallest size of the project's font."""
    return sum(map(_letter_width, text)) * SLACK


@lru_cache(maxsize=None)
def _letter_width(letter: str) -> float:
    style.load_fonts()
    width, _, _ = text_to_path.get_text_width_height_descent(letter, FontProperties(family=style.FAMILY, size=style.MIN_PT), ismath=False)
    return width / POINTS_PER_MM


def lay_out(sizes: dict[str, tuple[float, float]], edges: list[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Left edge and middle height in millimetres of each box, by Graphviz' ``dot``.

    The same boxes and edges always lie in the same places: sizes are fixed and the order is given.
    """
    import pygraphviz

    graph = pygraphviz.AGraph(directed=True, rankdir="LR", ordering="out", splines="line", nodesep=GAP_MM / 25.4, ranksep=COLUMN_GAP_MM / 25.4)
    for node, (width, height) in sizes.items():
        graph.add_node(node, shape="box", fixedsize="true", label="", width=width / 25.4, height=height / 25.4)
    graph.add_edges_from(edges)
    graph.layout(prog="dot")
    middles = {node: [float(v) / POINTS_PER_MM for v in graph.get_node(node).attr["pos"].split(",")] for node in sizes}
    left = min(x - sizes[node][0] / 2 for node, (x, _) in middles.items())
    return {node: (round(x - sizes[node][0] / 2 - left, 3), round(y, 3)) for node, (x, y) in middles.items()}


def _draw_edge(axes, start: tuple[float, float], end: tuple[float, float], *, dashed: bool) -> None:
    elbow = end[0] - 2.6
    axes.plot([start[0], elbow, elbow, end[0]], [start[1], start[1], end[1], end[1]], color=style.SOFT, lw=0.6, ls=(0, (3, 2)) if dashed else "-", zorder=1)


def _draw_box(axes, node, at: tuple[float, float], *, size: tuple[float, float], lines: list[str]) -> None:
    (x, y), (width, height) = at, size
    face, outer = FACES[node.look], node.look == "outer"
    box = FancyBboxPatch(
        (x, y - height / 2), width, height, boxstyle="round,pad=0,rounding_size=0.7", fc=face,
        ec=style.SOFT if node.look != "part" else style.FAINT, lw=0.6, ls=(0, (3, 2)) if outer else "-", zorder=2,
    )
    style.mark_row(axes.add_artist(box), node.Index)
    weight = "bold" if node.look in STRONG else "normal"
    for number, text in enumerate(lines):
        middle = y + height / 2 - PAD_MM - LINE_MM * (number + 0.5)
        axes.text(x + PAD_MM, middle, text, va="center_baseline", fontsize=style.MIN_PT, weight=weight, color=INKS.get(node.look, style.INK), zorder=3)
