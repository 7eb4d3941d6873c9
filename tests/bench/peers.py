"""Other ways to run the same notebooks: what a scholar would otherwise use, each set up as its manual says.

Every peer works in a copy of the project, runs the notebooks side by side where it can, and leaves the executed
ones in ``out/`` (or in its cache). Their kernels are those of this environment, through an ordinary kernel
specification. No notebook reads what another wrote, so no peer has to wait for one.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

KERNEL = "bench"
PAPERMILL = "papermill --log-level ERROR --no-progress-bar -k {kernel} --cwd notebooks notebooks/{name}.ipynb out/{name}.ipynb"


@dataclass(frozen=True)
class Peer:
    """One way to run the notebooks; `checks` says whether it can tell that nothing changed, and by what."""

    name: str
    command: str
    checks: str = ""


PEERS = (
    Peer("papermill, a loop", "sh loop.sh"),
    Peer("papermill in Python", "python one_process.py"),
    Peer("nbconvert --execute", "jupyter nbconvert --log-level ERROR --execute --to notebook --output-dir out --ExecutePreprocessor.kernel_name=bench {notebooks}"),
    Peer("make -j2", "make -s -j2 -f peer.mk", checks="time stamps"),
    Peer("pytask -n 2", "pytask -n 2 -s task_notebooks.py", checks="content"),
    Peer("Snakemake -c2", "snakemake -q all -c2 -s Snakefile --rerun-triggers mtime code input params", checks="time stamps"),
    Peer("jupyter-cache", "sh cache.sh", checks="content"),
    Peer("doit -n 2", "doit -n 2 -f dodo.py --verbosity 0", checks="content"),
)


def write_kernel(folder: Path) -> None:
    """An ordinary kernel specification for this interpreter, under the Jupyter path `folder`."""
    spec = {"argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": KERNEL, "language": "python"}
    for name in (KERNEL, "python3"):
        place = folder / "kernels" / name
        place.mkdir(parents=True, exist_ok=True)
        (place / "kernel.json").write_text(json.dumps(spec))


def write_peers(root: Path, names: list[str]) -> None:
    """The files that the peers need, in a copy of the project."""
    run = {n: PAPERMILL.format(kernel=KERNEL, name=n) for n in names}
    files = {
        "loop.sh": "set -e\nmkdir -p out\n" + "".join(f"{run[n]}\n" for n in names),
        "one_process.py": ONE_PROCESS.format(names=names),
        "peer.mk": make_file(run),
        "task_notebooks.py": PYTASK.format(names=names, kernel=KERNEL),
        "Snakefile": SNAKEFILE.format(names=names, kernel=KERNEL),
        "cache.sh": CACHE.format(notebooks=" ".join(f"notebooks/{n}.ipynb" for n in names)),
        "dodo.py": DODO.format(names=names),
        "pyproject.toml": "[tool.pytask.ini_options]\n",       # where pytask keeps its state
    }
    for name, text in files.items():
        (root / name).write_text(text)


def command(peer: Peer, root: Path, names: list[str], tools: Path) -> list[str]:
    """The command line of a peer, its program taken from the environment `tools`."""
    words = peer.command.format(notebooks=" ".join(f"notebooks/{n}.ipynb" for n in names)).split()
    program = tools / words[0]
    return [str(program) if program.exists() else words[0], *words[1:]]


def make_file(run: dict[str, str]) -> str:
    """A makefile with one rule a notebook."""
    inputs = "$(wildcard data/raw/*) data/readings.toml"
    rules = [f"all: {' '.join(f'out/{n}.ipynb' for n in run)}"]
    rules += [f"out/{n}.ipynb: notebooks/{n}.ipynb {inputs}\n\t@mkdir -p out; {line}" for n, line in run.items()]
    return "\n".join(rules) + "\n"


ONE_PROCESS = """import os, papermill
os.makedirs("out", exist_ok=True)
for name in {names}:
    papermill.execute_notebook(f"notebooks/{{name}}.ipynb", f"out/{{name}}.ipynb", kernel_name="bench", progress_bar=False, cwd="notebooks")
"""

PYTASK = """import glob, subprocess
from pathlib import Path
from typing import Annotated
from pytask import Product, task

ROOT = Path(__file__).parent
INPUTS = [ROOT / p for p in glob.glob("data/raw/*", root_dir=ROOT)] + [ROOT / "data/readings.toml"]

for name in {names}:
    @task(id=name)
    def task_notebook(inputs: list[Path] = INPUTS, source: Path = ROOT / f"notebooks/{{name}}.ipynb",
                      target: Annotated[Path, Product] = ROOT / f"out/{{name}}.ipynb"):
        target.parent.mkdir(exist_ok=True)
        subprocess.run(["papermill", "--log-level", "ERROR", "--no-progress-bar", "-k", "{kernel}", "--cwd", str(ROOT / "notebooks"),
                        str(source), str(target)], check=True)
"""

SNAKEFILE = """import glob
rule all:
    input: expand("out/{{name}}.ipynb", name={names})
rule notebook:
    input: "notebooks/{{name}}.ipynb", glob.glob("data/raw/*"), "data/readings.toml"
    output: "out/{{name}}.ipynb"
    shell: "papermill --log-level ERROR --no-progress-bar -k {kernel} --cwd notebooks {{input[0]}} {{output}}"
"""

CACHE = """set -e
export JUPYTERCACHE=$PWD/.jupyter_cache
sum=$(cat data/raw/* data/readings.toml | cksum)        # it knows of notebooks only: changed data empty the cache
[ "$sum" = "$(cat .sum 2>/dev/null)" ] || rm -rf .jupyter_cache
yes | jcache notebook add {notebooks} >/dev/null 2>&1
jcache project execute --executor local-parallel --timeout 900 >said 2>&1
awk '/^succeeded:/{{bad=0}} /^(excepted|errored):/{{bad=1}} bad && /^- /{{exit 1}}' said
echo "$sum" > .sum
"""

DODO = """import glob, os

def run(name):
    import papermill
    os.makedirs("out", exist_ok=True)
    papermill.execute_notebook(f"notebooks/{{name}}.ipynb", f"out/{{name}}.ipynb", kernel_name="bench", progress_bar=False, cwd="notebooks")

def task_notebook():
    for name in {names}:
        yield {{"name": name, "file_dep": [f"notebooks/{{name}}.ipynb", "data/readings.toml", *glob.glob("data/raw/*")],
               "targets": [f"out/{{name}}.ipynb"], "actions": [(run, [name])]}}
"""
