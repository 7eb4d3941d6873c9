"""README.md quotes the edition, and nothing but the edition."""

import json

import pytest

from helpers import paths
from helpers.errors import ExhibitError
from helpers.report import readme


def test_readme_committed_quotes_the_findings_of_the_edition():
    text = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    findings = json.loads((paths.REPORTS / "findings.json").read_text(encoding="utf-8"))
    assert readme.quote_findings(text, findings) == text, "run: python -m helpers readme"


def test_quote_findings_replaces_what_stood_there():
    findings = {f: {"sentence": f"S {f}.", "range": {"mark": "robust"}} for f in readme.QUOTED}
    text = readme.quote_findings("a\n<!-- findings -->\nold\n<!-- /findings -->\nb\n", findings)
    assert "old" not in text and text.startswith("a\n") and text.endswith("b\n")
    assert "- S find-tenure-difference. *(robust)*" in text
    assert readme.quote_findings(text, findings) == text


def test_quote_findings_without_markers_or_finding_is_refused():
    with pytest.raises(ExhibitError, match="Put both markers back"):
        readme.quote_findings("no markers", {})
    with pytest.raises(ExhibitError, match="which the edition does not have"):
        readme.quote_findings("<!-- findings -->\n<!-- /findings -->", {})
