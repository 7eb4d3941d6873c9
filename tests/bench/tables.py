"""The results of a measure as Markdown and as a plot."""

from pathlib import Path
from statistics import median

import pandas as pd
from parts import CELLS, IMPORTS, growth

OURS = "this project"
WHOLE = "this project, with report"
LOOP = "papermill, a loop"
SCENARIOS = ("cold", "nothing changed", "one notebook changed", "one row changed")
TARGETS = (     # scenario, what it is compared with, the most it may be
    ("cold", LOOP, 0.30), ("cold", "best", 0.60), ("one notebook changed", "best", 0.50), ("nothing changed", "best by content", 1.0),
)
NOTHING_SECONDS = 0.3
BELOW_TARGETS = (
    "The last column is the same ratio for what cannot be spared: the imports once, and the cells of the notebooks that have to run, timed in a "
    "process that holds the imports and shared out over the processors. A way that starts afresh and runs these notebooks as they are comes no lower, but "
    "for the spread of the measure. "
    "A run that finds nothing changed has compared all that the edition rests on and consists of (data, code, fonts, versions, executed notebooks, "
    "tables, and with the report all its files); a peer compares the raw tables, the readings and the sources of its notebooks."
)


def render(results: dict) -> str:
    """The whole page."""
    machine = results["machine"]
    lines = [
        "# Measured", "",
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}, Python {machine['python']}. "
        "Made by `make bench`; every figure is in [results.json](results.json), drawn in [results.svg](results.svg).", "",
    ]
    if results["runs"]:
        lines += [*runs_text(results), ""]
    if results["parts"]:
        lines += [*parts_text(results["parts"]), ""]
    return "\n".join(lines)


def good_runs(results: dict) -> pd.DataFrame:
    runs = pd.DataFrame(results["runs"])
    return runs[runs["status"] == 0]


def runs_text(results: dict) -> list[str]:
    """Wall clock, processor time and memory of every way, then the targets."""
    runs = good_runs(results)
    lines = [
        f"{results['rounds']} rounds, interleaved; medians, with the least and the most in brackets. A changed row, which runs all notebooks again, "
        "is measured once.", "",
    ]
    for column, head, form in (("wall_s", "Wall clock, seconds", "{:.2f}"), ("cpu_s", "Processor time, seconds", "{:.1f}"), ("peak_mb", "Peak memory, MB", "{:.0f}")):
        lines += [f"## {head}", "", "| way | " + " | ".join(SCENARIOS) + " |", "|---" * (len(SCENARIOS) + 1) + "|"]
        for way in dict.fromkeys(pd.DataFrame(results["runs"])["way"]):
            cells = [cell(runs[(runs["way"] == way) & (runs["scenario"] == s)][column], form) for s in SCENARIOS]
            lines.append(f"| {way} | " + " | ".join(cells) + " |")
        lines.append("")
    head = ["| scenario | compared with | ratio | at most | met | imports and cells alone |", "|---|---|---|---|---|---|"]
    return [*lines, "## Targets", "", *head, *targets_text(results, runs), "", BELOW_TARGETS]


def cell(values: pd.Series, form: str) -> str:
    if values.empty:
        return "–"
    return f"{form.format(values.median())} ({form.format(values.min())}–{form.format(values.max())})"


def targets_text(results: dict, runs: pd.DataFrame) -> list[str]:
    """Each target with the ratio of medians and its spread over rounds."""
    rows = []
    for scenario, other, most in TARGETS:
        rival = rival_of(results, runs, scenario, other)
        if rival is None:
            continue
        ratios = [a / b for a, b in paired(runs, scenario, OURS, rival)]
        seconds = runs[(runs["scenario"] == scenario) & (runs["way"] == rival)]["wall_s"].median()
        least = least_seconds(results, scenario)
        rows.append(
            f"| {scenario} | {rival} | {median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f}) | {most:.2f} | {'yes' if median(ratios) <= most else 'no'} | "
            f"{f'{least / seconds:.2f}' if least else '–'} |"
        )
    idle = runs[(runs["way"] == WHOLE) & (runs["scenario"] == "nothing changed")]["wall_s"]
    if len(idle):
        rows.append(f"| nothing changed, with report | – | {idle.median():.2f} s | {NOTHING_SECONDS:.2f} s | {'yes' if idle.median() <= NOTHING_SECONDS else 'no'} | – |")
    return rows


def least_seconds(results: dict, scenario: str) -> float:
    """Seconds of the imports and of the cells that have to run in a scenario, on all processors; 0 where nothing has to, or nothing is known."""
    seconds = {r["part"]: r["seconds"] for r in results["parts"]}
    cells = {part.removeprefix(CELLS): s for part, s in seconds.items() if part.startswith(CELLS)}
    if not cells or scenario == "nothing changed":
        return 0.0
    if scenario == "one notebook changed":
        return seconds[IMPORTS] + cells[results["changed"]]
    return seconds[IMPORTS] + max(max(cells.values()), sum(cells.values()) / results["machine"]["cores"])


def rival_of(results: dict, runs: pd.DataFrame, scenario: str, other: str) -> str | None:
    """The peer by name, or the fastest one of the scenario."""
    checks = results["peers"]
    there = runs[(runs["scenario"] == scenario) & runs["way"].isin(list(checks))]
    if other == "best by content":
        there = there[there["way"].map(checks) == "content"]
    if other in checks:
        there = there[there["way"] == other]
    if there.empty:
        return None
    return there.groupby("way")["wall_s"].median().idxmin()


def paired(runs: pd.DataFrame, scenario: str, one: str, other: str) -> list[tuple[float, float]]:
    """Wall clocks of two ways, round by round."""
    table = runs[runs["scenario"] == scenario].pivot_table(index="round", columns="way", values="wall_s")
    return list(table[[one, other]].dropna().itertuples(index=False, name=None))


def parts_text(parts: list[dict]) -> list[str]:
    """Each part by size, how many a second, and the exponent of its growth."""
    frame = pd.DataFrame(parts)
    lines = ["## Parts", "", "| part | sizes | seconds | a second, at the largest | grows as | peak memory, MB |", "|---|---|---|---|---|---|"]
    for part, rows in frame.groupby("part", sort=False):
        sizes, seconds = list(rows["n"]), list(rows["seconds"])
        exponent = f"n^{growth(sizes, seconds):.2f}" if len(sizes) > 1 else "–"
        rate = f"{sizes[-1] / seconds[-1]:,.0f}" if sizes[-1] > 1 else "–"
        memory = ", ".join(f"{mb:.0f}" for mb in rows["peak_mb"].dropna()) or "–"
        lines.append(f"| {part} | {', '.join(f'{n:,}' for n in sizes)} | {', '.join(f'{s:.3g}' for s in seconds)} | {rate} | {exponent} | {memory} |")
    return lines


def draw(results: dict, path: Path) -> None:
    """Wall clock of every way and scenario; left, on a logarithmic axis. Time by size; right."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(180 / 25.4, 90 / 25.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    if results["runs"]:
        runs = good_runs(results)
        ways = list(dict.fromkeys(runs["way"]))
        for mark, scenario in zip("osD^", SCENARIOS):
            there = runs[runs["scenario"] == scenario].groupby("way")["wall_s"].median()
            left.plot(there.to_numpy(), [ways.index(w) for w in there.index], mark, label=scenario, markersize=4)
        left.set(xscale="log", yticks=range(len(ways)), yticklabels=ways, xlabel="seconds")
        left.invert_yaxis()
        left.legend(fontsize=6, loc="lower left")
    for part, rows in pd.DataFrame(results["parts"], columns=["part", "n", "seconds"]).groupby("part", sort=False):
        if len(rows) > 1:
            right.plot(rows["n"], rows["seconds"], ".-", label=part, linewidth=0.8)
    right.set(xscale="log", yscale="log", xlabel="n", ylabel="seconds")
    right.legend(fontsize=6)
    for axis in (left, right):
        axis.tick_params(labelsize=6)
    figure.savefig(path)
