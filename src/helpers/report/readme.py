"""The findings that README.md quotes: written from findings.json, never typed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from helpers.errors import ExhibitError

BLOCK = re.compile(r"(<!-- findings -->\n).*?(<!-- /findings -->)", re.DOTALL)
QUOTED = (
    "find-tenure-median-foreign", "find-tenure-median-posts", "find-tenure-difference", "find-organization-moves",
    "find-postal-exchanges-before-1949", "find-postal-in-force", "find-criticism-register", "find-robustness-share",
)


def quote_findings(readme: str, findings: Mapping[str, Mapping]) -> str:
    """`readme` with the sentences of `QUOTED` and their marks between its two markers.

    Raises ExhibitError where the markers or a finding are missing.
    """
    if not BLOCK.search(readme):
        raise ExhibitError("README.md has no '<!-- findings -->' … '<!-- /findings -->'. Put both markers back.")
    if missing := [f for f in QUOTED if f not in findings]:
        raise ExhibitError(f"README.md quotes {missing[0]}, which the edition does not have. Change QUOTED in {__name__}.")
    lines = "\n".join(f"- {findings[f]['sentence']}{_mark(findings[f])}" for f in QUOTED)
    return BLOCK.sub(lambda block: f"{block[1]}\n{lines}\n\n{block[2]}", readme)


def _mark(finding: Mapping) -> str:
    mark = finding.get("range", {}).get("mark", "")
    return f" *({mark})*" if mark else ""


def update(readme: Path, findings: Path) -> bool:
    """Write the quoted findings into README.md; whether anything changed."""
    old = readme.read_text(encoding="utf-8")
    new = quote_findings(old, json.loads(findings.read_text(encoding="utf-8")))
    if new != old:
        readme.write_text(new, encoding="utf-8", newline="\n")
    return new != old
