"""Measure the run beside other ways to run the same notebooks, and the parts of the library by size.

    python tests/bench/bench.py            the full measure: at least five rounds, an hour or so
    python tests/bench/bench.py --quick    one round, small sizes

Rounds are interleaved, so that a slow spell of the machine falls on everyone. Writes build/bench/results.json,
results.md and results.svg; a full measure also replaces tests/bench/README.md and what stands beside it.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import parts  # noqa: E402
import peers  # noqa: E402
import tables  # noqa: E402

from helpers import paths, project  # noqa: E402

BUILD = paths.ROOT / "build" / "bench"
OURS = "this project"
WHOLE = "this project, with report"
SCENARIOS = ("cold", "nothing changed", "one notebook changed", "one row changed")
ROW_ROUNDS = 1              # a changed row runs all notebooks again, as cold does: it is measured in so many rounds
CHANGED_NOTEBOOK = 2        # position of the notebook that is changed: one in the middle
NOTEBOOKS_ALONE = "from helpers import parameters, pipeline, project\np = project.load_project()\npipeline.execute(project.prepare_run(p, p.published), parts=())"


def main() -> None:
    """Measure, and write the results."""
    options = parse()
    results = {"machine": describe_machine(), "rounds": options.rounds, "peers": {}, "runs": [], "parts": [], "changed": changed_notebook()}
    if options.parts_only or options.runs_only:
        results |= last_results("runs" if options.parts_only else "parts")
    if not options.parts_only:
        measure_runs(results, options)
    if not options.runs_only:
        copy_project(BUILD / "work")
        results["parts"] = parts.measure_all(BUILD / "work", quick=options.quick)
    save(results)
    text = tables.render(results)
    (BUILD / "results.md").write_text(text, encoding="utf-8")
    tables.draw(results, BUILD / "results.svg")
    if not options.quick and not options.peer and results["runs"] and results["parts"]:
        for name in ("results.json", "results.svg"):
            shutil.copyfile(BUILD / name, HERE / name)
        (HERE / "README.md").write_text(text, encoding="utf-8")
    print(text)


def last_results(half: str) -> dict:
    """The half of the last measure that is not measured now, and what belongs to it."""
    try:
        last = json.loads((BUILD / "results.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    kept = {"runs": ("rounds", "peers", "runs"), "parts": ("parts",)}[half]
    return {name: last[name] for name in kept if name in last}


def measure_runs(results: dict, options: argparse.Namespace) -> None:
    """Every way, round by round, into `results`; what is there is kept on disk after each round."""
    tools = install_peers()
    wanted = [p for p in peers.PEERS if not options.peer or any(o in p.name for o in options.peer)]
    results |= {"rounds": options.rounds, "peers": {p.name: p.checks for p in wanted}, "runs": []}
    for number in range(options.rounds):
        results["runs"] += one_round(number, wanted, tools)
        save(results)


def parse() -> argparse.Namespace:
    """The options; --quick means one round."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, small sizes")
    parser.add_argument("--rounds", type=int, default=0, help="default 5")
    parser.add_argument("--peer", action="append", default=[], help="only peers whose name holds this; may be given again")
    parser.add_argument("--parts-only", action="store_true")
    parser.add_argument("--runs-only", action="store_true")
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 5)
    return options


def save(results: dict) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def describe_machine() -> dict:
    """What the measure was made on."""
    models = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = next(line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return {
        "processor": models[0] if models else platform.machine(), "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(int(memory) / 1e6, 1), "system": platform.system(), "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }


def install_peers() -> Path:
    """The programs of the peers, installed once; the folder they are in."""
    wanted = (paths.ROOT / "requirements-bench.txt").read_text(encoding="utf-8")
    place, stamp = BUILD / "env", BUILD / "env" / "installed"
    if not (stamp.is_file() and stamp.read_text() == wanted):
        print("Installing the peers: once ...", file=sys.stderr)
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
        subprocess.run([*pip, "-r", str(paths.ROOT / "requirements-bench.txt")], check=True)
        stamp.write_text(wanted)
    peers.write_kernel(BUILD / "jupyter")
    return place / "bin"


def one_round(number: int, wanted: list, tools: Path) -> list[dict]:
    """Every way once, in an order that turns by one each round."""
    ways = [OURS, WHOLE, *wanted]
    shift = number % len(ways)
    runs = []
    for way in ways[shift:] + ways[:shift]:
        runs += run_way(way, number, tools)
    return runs


def run_way(way, number: int, tools: Path) -> list[dict]:
    """One way through the scenarios that mean something for it, in a fresh copy of the project."""
    root = BUILD / "work"
    names = list(project.load_project().notebooks)
    copy_project(root)
    if isinstance(way, peers.Peer):
        peers.write_peers(root, names)
        name, words = way.name, peers.command(way, root, names, tools)
        scenarios = SCENARIOS if way.checks else SCENARIOS[:1]
    else:
        name, scenarios = way, SCENARIOS
        words = [sys.executable, "-m", "helpers", "report"] if way == WHOLE else [sys.executable, "-c", NOTEBOOKS_ALONE]
    runs = []
    for scenario in scenarios:
        if scenario == "one row changed" and number >= ROW_ROUNDS:
            continue
        change(root, scenario)
        run = measured(words, root, tools if isinstance(way, peers.Peer) else None)
        runs.append({"way": name, "scenario": scenario, "round": number, **run})
        print(f"{number + 1}  {name:<28} {scenario:<22} {run['wall_s']:7.2f} s {run['cpu_s']:7.2f} s {run['peak_mb']:6.0f} MB", file=sys.stderr)
        if run["status"]:
            print(run["said"], file=sys.stderr)
            break
    return runs


def copy_project(root: Path) -> None:
    """A copy of the project's inputs, as if just cloned."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    for folder in ("data", "notebooks", "reports"):
        shutil.copytree(paths.ROOT / folder, root / folder)


def change(root: Path, scenario: str) -> None:
    """Do to the project what the scenario says."""
    if scenario == "one notebook changed":
        path = root / "notebooks" / f"{changed_notebook()}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        last = [c for c in notebook["cells"] if c["cell_type"] == "code"][-1]
        last["source"] = ["# changed\n", *last["source"]]
        path.write_text(json.dumps(notebook), encoding="utf-8")
    if scenario == "one row changed":
        path = root / "data" / "raw" / "sources.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:-1]) + lines[-1].replace(" ", "  ", 1), encoding="utf-8")


def changed_notebook() -> str:
    """The notebook of the scenario in which one is changed."""
    return list(project.load_project().notebooks)[CHANGED_NOTEBOOK]


def measured(words: list[str], root: Path, tools: Path | None) -> dict:
    """What the command takes, measured from outside."""
    environment = {**os.environ, "HELPERS_ROOT": str(root), "JUPYTER_PATH": str(BUILD / "jupyter")}
    if tools:
        environment["PATH"] = f"{tools}{os.pathsep}{environment['PATH']}"
    finished = subprocess.run(
        [sys.executable, str(HERE / "measure.py"), "memory", *words], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(finished.stdout)


if __name__ == "__main__":
    main()
