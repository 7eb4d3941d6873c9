"""Shorter SVG for the inside of a page: relative paths in tenths of a point, what is alike said once, nothing empty."""

from __future__ import annotations

import re
from collections import Counter

TOKEN = re.compile(r"[MLHVCQZz]|-?\d+(?:\.\d+)?(?:e-?\d+)?")
NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6}
STEPS_PER_PT = 10
UNIT = re.compile(r'(<g data-row="\d+" class="mark">)?<(path|use)((?:\s[\w:-]+="[^"]*")*)\s*/>(?(1)</g>)')
TEXT = re.compile(r"<text\b[^>]*>")
FAMILY = re.compile(r"""\sfont-family="(?:'|&#x27;)?Noto Sans KR(?:'|&#x27;)?\"""")  # the page's own for drawings
UNTURNED = re.compile(r'\stransform="rotate\(-?0(?: [^)]*)?\)"')
SIZE = re.compile(r'\sfont-size="([^"]+)"')
ATTRIBUTE = re.compile(r'\s([\w:-]+)="([^"]*)"')
OWN = {"d", "x", "y", "href", "id", "transform", "opacity"}  # not shared: geometry, names, and what a group would apply once


def short_path(path: str, steps: int = STEPS_PER_PT) -> str:
    """The same path in relative commands, every point rounded to 1/`steps` pt.

    Steps are differences of rounded points, so that no error adds up. Commands other than M, L, Q, C
    and Z are left alone.
    """
    tokens = TOKEN.findall(path)
    if re.search(r"[AaHhVvSsTtmlcq]", path):
        return path
    out, at, start, here, command = [], 0, (0, 0), (0, 0), "M"
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at].upper(), at + 1
        if command == "Z":
            out.append("z")
            here = start
            continue
        points = [round(float(n) * steps) for n in tokens[at:at + NUMBERS[command]]]
        pairs = list(zip(points[::2], points[1::2]))
        out.append(_step(command, pairs, here, steps))
        here, at = pairs[-1], at + NUMBERS[command]
        start, command = (here, "L") if command == "M" else (start, command)
    return "".join(out)


def _step(command: str, pairs: list[tuple[int, int]], here: tuple[int, int], steps: int) -> str:
    if command == "M":
        return "M" + _joined(pairs[0], steps)
    moves = [n - h for pair in pairs for n, h in zip(pair, here)]
    if command == "L" and 0 in moves:
        return ("h" + _joined(moves[:1], steps)) if moves[1] == 0 else ("v" + _joined(moves[1:], steps))
    return command.lower() + _joined(moves, steps)


def _joined(values, steps: int) -> str:
    """Numbers with no more separators than needed."""
    texts = [f"{v / steps:.2f}".rstrip("0").rstrip(".").replace("0.", ".", 1) if abs(v) < steps else f"{v / steps:.2f}".rstrip("0").rstrip(".") for v in values]
    return "".join(t if i == 0 or t.startswith("-") else " " + t for i, t in enumerate(t or "0" for t in texts))


def shorten(svg: str) -> str:
    """Paths, numbers and groups of a drawing made short; definitions (markers) keep 1/100 pt."""
    parts = re.split(r"(<defs>.*?</defs>)", svg, flags=re.S)
    done = [_shorten_part(p, 100 if p.startswith("<defs>") else STEPS_PER_PT) for p in parts]
    return hoist(hoist(unwrap("".join(done)), frozenset({"clip-path"})))


def short_texts(svg: str) -> tuple[str, str]:
    """The drawing without what its texts need not say, and the type size of most of them, which its root has to say.

    Left out are the family that the page sets, turns by nothing, and that commonest size.
    """
    sizes = Counter(SIZE.findall(" ".join(TEXT.findall(svg))))
    common = max(sizes, key=sizes.get, default="")
    said = f' font-size="{common}"'
    return TEXT.sub(lambda tag: UNTURNED.sub("", FAMILY.sub("", tag[0])).replace(said, "", 1), svg), said if common else ""


def _shorten_part(part: str, steps: int) -> str:
    part = re.sub(r'\sd="([^"]*)"', lambda m: f' d="{short_path(m[1], steps)}"', part)
    rounded = lambda m: f"{float(m[0]):.1f}".removesuffix(".0")  # noqa: E731
    return re.sub(r'\s(?:x|y|transform)="[^"]*"', lambda m: re.sub(r"-?\d+\.\d+", rounded, m[0]), part)


def unwrap(svg: str) -> str:
    """Without the groups that say nothing or hold nothing."""
    svg = re.sub(r"<g(?: [^>]*)?/>", "", svg)
    kept, out = [], []
    for piece in re.split(r"(<[^>]+>)", svg):
        if piece == "<g>":
            kept.append(False)
        elif piece.startswith("<g ") and not piece.endswith("/>"):
            kept.append(True)
            out.append(piece)
        elif piece != "</g>" or kept.pop():
            out.append(piece)
    return "".join(out)


def hoist(svg: str, names: frozenset[str] | None = None) -> str:
    """Marks that follow each other and look alike, in one group that says how they look; `names`: as far as these attributes go."""
    out, run, look, end = [], [], None, 0
    for unit in [*UNIT.finditer(svg), None]:
        found = _look(unit, names) if unit else None
        if run and (unit is None or found != look or unit.start() != end):
            out.append(_group(run, look))
            run = []
        if unit is None or unit.start() != end:
            out.append(svg[end:unit.start() if unit else len(svg)])
        if unit:
            run, look, end = [*run, unit], found, unit.end()
    return "".join(out)


def _look(unit: re.Match, names: frozenset[str] | None) -> tuple:
    return tuple((name, value) for name, value in ATTRIBUTE.findall(unit[3]) if name not in OWN and (names is None or name in names))


def _group(run: list[re.Match], look: tuple) -> str:
    if len(run) == 1 or not look:
        return "".join(unit[0] for unit in run)
    shared = "".join(f' {name}="{value}"' for name, value in look)
    own = ("".join(f' {n}="{v}"' for n, v in ATTRIBUTE.findall(unit[3]) if (n, v) not in look) for unit in run)
    return f"<g{shared}>" + "".join(f"{unit[1] or ''}<{unit[2]}{own_}/>{'</g>' if unit[1] else ''}" for unit, own_ in zip(run, own)) + "</g>"
