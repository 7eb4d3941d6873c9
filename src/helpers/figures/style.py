"""How every figure looks: sizes, font, colours by meaning, marks by kind. Figures ask here, and only here.

Colours are told apart by people with any common colour blindness and differ in lightness, so that
a grey print keeps them apart; wherever a colour carries meaning, a shape, hatch or label says it too.
"""

from __future__ import annotations

import textwrap
import warnings
from functools import lru_cache

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from helpers.errors import ExhibitError
from helpers.paths import FONTS

EDGE_PX = 6      # free space left beside a label that was wrapped
FEWEST_LETTERS = 8
WRAP_SHARE = 0.92    # letters differ in width: a line is filled no further than this
WIDTHS_MM = (85, 120, 180)  # one column, one and a half, two columns of a journal page
MM_PER_INCH = 25.4
FAMILY = "Noto Sans KR"
SIZE_PT = 7.5  # base size at the named width; nothing is smaller than MIN_PT
MIN_PT = 7.0

INK, SOFT, FAINT, PAPER = "#1a1a1a", "#5a5f66", "#d9dce0", "#ffffff"
MINISTRY_COLOURS = {"foreign": "#0b4f8a", "posts": "#c8641e"}  # dark blue, lighter orange
EXTRA_COLOURS = ("#2e7d5b", "#8a4f9e", "#8a6d00", "#4a4a4a")  # further ministries, in order
SERIES = ("#0b4f8a", "#e09f3e", "#2e7d5b", "#b75d8f", "#6fb1d6", "#9a3412", "#6b7280")
DIRECTION_COLOURS = {"north": "#0b4f8a", "south": "#c8641e", "unknown": "#9aa0a6"}
STATUS_COLOURS = {"open": "#2e7d5b", "restricted": "#e0b04a", "suspended": "#b3423a", "unknown": "#c9ced4"}
SEQUENTIAL = "cividis"
ACTING_HATCH = "////"
BAR = {"height": 0.55, "linewidth": 0.6}
BOUND_LINE = {"linewidth": 0.8, "solid_capstyle": "butt"}
ARROW = {"marker": ">", "markersize": 4, "clip_on": False}  # still in office: right-censored
CENSOR_MARK = {"marker": "|", "markersize": 6, "markeredgewidth": 1.0}
ERAS = (  # leader eras, see raw/outside.csv out-leader-eras
    ("Kim Il Sung", "1948-09-09", "1994-07-08", "#f4f5f7"),
    ("Kim Jong Il", "1994-07-08", "2011-12-17", "#e9ebef"),
    ("Kim Jong Un", "2011-12-17", "", "#f4f5f7"),
)

RC = {
    "font.family": [FAMILY],
    "font.size": SIZE_PT,
    "axes.titlesize": SIZE_PT + 0.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": SIZE_PT,
    "xtick.labelsize": MIN_PT,
    "ytick.labelsize": MIN_PT,
    "legend.fontsize": MIN_PT,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.5,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "lines.linewidth": 1.0,
    "patch.linewidth": 0.5,
    "hatch.linewidth": 0.5,
    "axes.axisbelow": True,
    "axes.grid": False,
    "grid.color": FAINT,
    "grid.linewidth": 0.4,
    "figure.dpi": 144,  # of the preview, in which letters are measured too
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "figure.constrained_layout.use": True,
    "svg.fonttype": "none",
    "path.simplify": False,
    "axes.unicode_minus": True,
}


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Register the project's own fonts, and no other, with Matplotlib."""
    for path in sorted(FONTS.glob("NotoSansKR-*.ttf")):
        font_manager.fontManager.addfont(str(path))


def use_style() -> None:
    """Set Matplotlib's parameters for every figure drawn afterwards in this process."""
    load_fonts()
    mpl.rcParams.update(RC)


def legend_columns(figure: Figure, widest: int) -> int:
    """How many columns a legend has at this figure's width, when there are `widest` at the full 180 mm."""
    return max(1, round(widest * figure.get_figwidth() * MM_PER_INCH / WIDTHS_MM[-1]))


def wrap_labels(figure: Figure) -> None:
    """Break titles and labels of the x axes that are wider than the figure has room for, as at a journal's column."""
    with warnings.catch_warnings(action="ignore"):  # a layout that cannot be solved is refused when it is written
        figure.draw_without_rendering()
    for axes in figure.axes:
        titles = [child for child in axes.get_children() if isinstance(child, Text) and child not in axes.texts]
        for text in (axes.xaxis.label, *titles):
            box, width = text.get_window_extent(), figure.bbox.width
            room = {"left": width - box.x0, "right": box.x1}.get(text.get_ha(), min(box.x0 + box.x1, 2 * width - box.x0 - box.x1)) - EDGE_PX
            if box.width > room > 0 and text.get_text():
                text.set_text(textwrap.fill(text.get_text(), break_long_words=False, width=max(FEWEST_LETTERS, int(WRAP_SHARE * len(text.get_text()) * room / box.width))))


def new_figure(width_mm: float, height_mm: float, rows: int = 1, columns: int = 1, **options) -> tuple[Figure, Axes]:
    """A figure of exactly this size in millimetres with a grid of axes, outside pyplot's state.

    Parameters
    ----------
    width_mm, height_mm : float
        Size on paper. Widths are 85, 120 or 180 mm for the report; a journal's column may be given.
    rows, columns : int
        Grid of axes.
    **options
        Passed to ``Figure.subplots``.

    Raises
    ------
    ExhibitError
        For a width that no page has (under 60 or over 260 mm).
    """
    if not 60 <= width_mm <= 260:
        raise ExhibitError(f"a figure {width_mm} mm wide was asked for; give 60 to 260 mm (usual: 85, 120, 180).")
    use_style()
    figure = Figure(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH), layout="constrained")
    FigureCanvasAgg(figure)  # measures letters; without it every measure would set up another
    return figure, figure.subplots(rows, columns, **options)


def ministry_colour(ministry_id: str, ministries: list[str] | None = None) -> str:
    """The colour of a ministry; further ministries take the extra colours in the order given."""
    if ministry_id in MINISTRY_COLOURS:
        return MINISTRY_COLOURS[ministry_id]
    others = [m for m in (ministries or [ministry_id]) if m not in MINISTRY_COLOURS]
    return EXTRA_COLOURS[others.index(ministry_id) % len(EXTRA_COLOURS)]


def pale(colour: str, share: float = 0.28) -> tuple[float, ...]:
    """A colour thinned with paper: what `alpha` shows, but opaque, so that neighbouring marks leave no seam."""
    return tuple(share * c + (1 - share) * p for c, p in zip(to_rgb(colour), to_rgb(PAPER)))


def add_box(axes: Axes, corner: tuple[float, float], width: float, height: float, **look) -> Rectangle:
    """Draw a rectangle in an axes whose limits are set by hand: unlike a bar, it asks for no room."""
    return axes.add_artist(Rectangle(corner, width, height, **look))


def mark_row(artist, position: int):
    """Tie a mark to a row of the figure's data, so that the web edition can show its printed words."""
    artist.set_gid(f"row-{position}")
    return artist
