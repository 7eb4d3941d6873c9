"""Notebooks as files: what in them is source, and the one form in which an executed one is kept.

An executed notebook depends on its source, the data and the code alone: times, paths, random ids and
versions that the tools write into it are left out here.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from helpers.errors import ParameterError, RunError

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "file_extension": ".py", "mimetype": "text/x-python", "name": "python",
    "nbconvert_exporter": "python", "pygments_lexer": "ipython3",
}
KEPT_METADATA = {"tags", "jupyter", "slideshow", "editable", "deletable"}
PARAMETER_TAGS = {"parameters", "injected-parameters"}
ASSIGNED = re.compile(r"^([A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)", re.M)
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
SPLIT = {"application/javascript", "image/svg+xml"}     # kept as lines, with everything under text/
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def read_notebook(path: Path) -> dict:
    """The notebook at `path`; RunError where it is not one."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(notebook["cells"], list):
            raise KeyError("cells")
    except FileNotFoundError:
        raise RunError(f"{path.name} is missing. Restore it, or take it out of reports/report.toml.") from None
    except (ValueError, KeyError, TypeError) as failure:
        raise RunError(f"{path.name} is not a notebook ({failure}). Restore the last version that opens.") from None
    return notebook


def dump_notebook(notebook: dict) -> str:
    """The text of a notebook as Jupyter itself writes it: sorted keys, one space, a final newline."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True, separators=(",", ": ")) + "\n"


def source_of(notebook: dict) -> dict:
    """The notebook without outputs, counts and volatile metadata: the part that people write."""
    return _rebuild(notebook, lambda cell: {"execution_count": None, "outputs": []})


def normalise(notebook: dict, name: str) -> dict:
    """The form in which an executed notebook is kept.

    Raises RunError where an output cannot be the same twice: text on the error stream, or the address
    of an object in memory.
    """
    return _rebuild(
        notebook,
        lambda cell: {
            "execution_count": cell.get("execution_count"),
            "outputs": [_output(o, name) for o in _joined(cell.get("outputs", []))],
        },
    )


def _rebuild(notebook: dict, results) -> dict:
    cells = []
    for position, cell in enumerate(notebook["cells"], start=1):
        kept = {
            "cell_type": cell["cell_type"],
            "id": str(cell.get("id") or f"c{position:02d}"),
            "metadata": {k: v for k, v in cell.get("metadata", {}).items() if k in KEPT_METADATA and v},
            "source": "".join(cell["source"]).splitlines(keepends=True),
        }
        if cell.get("attachments"):
            kept["attachments"] = cell["attachments"]
        if cell["cell_type"] == "code":
            kept |= results(cell)
        cells.append(kept)
    return {
        "cells": cells,
        "metadata": {"kernelspec": KERNELSPEC, "language_info": LANGUAGE},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _joined(outputs: list[dict]) -> list[dict]:
    """Neighbouring pieces of one stream put together: where they are cut is chance."""
    joined: list[dict] = []
    for output in outputs:
        if output.get("output_type") == "stream" and joined and joined[-1].get("name") == output["name"]:
            text = "".join(joined[-1]["text"]) + "".join(output["text"])
            joined[-1] = {**joined[-1], "text": text}
        else:
            joined.append(output)
    return joined


def _output(output: dict, name: str) -> dict:
    if output.get("output_type") == "stream":
        text = "".join(output["text"])
        if output["name"] == "stderr":
            raise RunError(f"{name} wrote to the error stream: {text.strip()[:300]!r}. Mend what it warns of.")
        check_addresses(text, name)
        return {"name": output["name"], "output_type": "stream", "text": text.splitlines(keepends=True)}
    if output.get("output_type") == "error":
        raise RunError(f"{name} holds an error: {output.get('ename')}: {output.get('evalue')}. Mend the cell.")
    data = {kind: content for kind, content in output.get("data", {}).items() if kind != WIDGET_VIEW}
    for kind, content in data.items():
        if isinstance(content, (str, list)) and kind.startswith("text/"):
            check_addresses("".join(content), name)
    data = {kind: _lines(kind, content) for kind, content in data.items()}
    kept = {"data": data, "metadata": output.get("metadata", {}), "output_type": output["output_type"]}
    if output["output_type"] == "execute_result":
        kept["execution_count"] = output.get("execution_count")
    return kept


def _lines(kind: str, content):
    split = kind.startswith("text/") or kind in SPLIT
    return content.splitlines(keepends=True) if split and isinstance(content, str) else content


def check_addresses(text: str, name: str) -> None:
    """Raise RunError where `text` shows the address of an object: it differs from run to run."""
    if found := ADDRESS.search(text):
        raise RunError(f"{name} shows an object by its address ({found[0]}). Show its content, or end the line with ';'.")


def declared_parameters(notebook: dict) -> set[str]:
    """The names assigned in the cell tagged ``parameters``; none where there is no such cell."""
    names: set[str] = set()
    for cell in notebook["cells"]:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            names |= set(ASSIGNED.findall("".join(cell["source"])))
    return names


def check_declared(parameters: dict, declared: dict[str, set[str]]) -> None:
    """Raise ParameterError for a parameter that no notebook declares: it would be passed over in silence."""
    known = set().union(*declared.values()) if declared else set()
    for name in sorted(set(parameters) - known):
        raise ParameterError(f"no notebook has a parameter {name!r}. There are: {', '.join(sorted(known))}.")
