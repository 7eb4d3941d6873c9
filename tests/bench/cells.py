"""What cannot be spared: the cells of the notebooks alone, in a process that holds every import, and those imports.

As a program: ``cells.py NAME …``, with HELPERS_ROOT set to a copy of the project, prints one line of JSON: seconds by
notebook, and those of the imports under ``imports``.
"""

import json
import os
import subprocess
import sys
import time
from importlib import import_module

IMPORTS = "from importlib import import_module\nfrom helpers import children\nfor m in children.WARM: import_module(m)"


def run_cells(name):
    """Seconds that the code cells of a notebook take, one after the other, outputs kept from the screen."""
    from helpers import children
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    with open(f"{name}.ipynb", encoding="utf-8") as file:
        cells = ["".join(c["source"]) for c in json.load(file)["cells"] if c["cell_type"] == "code"]
    shell = InteractiveShell.instance()
    children.collect_seldom()
    began = time.perf_counter()
    for cell in cells:
        with capture_output():
            shell.run_cell(cell).raise_error()
    return time.perf_counter() - began


def apart(function, *args):
    """The result of a call in a forked child, so that nothing it leaves behind helps the next."""
    receiver, sender = os.pipe()
    if not (child := os.fork()):
        os.write(sender, json.dumps(function(*args)).encode())
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said)


def main(names):
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORTS], check=True)
    found = {"imports": time.perf_counter() - began}
    from helpers import children, paths

    for module in children.WARM:
        import_module(module)
    os.chdir(paths.NOTEBOOKS)
    print(json.dumps(found | {name: apart(run_cells, name) for name in names}))


if __name__ == "__main__":
    main(sys.argv[1:])
