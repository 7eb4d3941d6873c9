"""Exploring: where nobody can click, a still table or a line, marked so that the report leaves it out."""

import pandas as pd
import pytest

from helpers import exhibits, explore

FRAME = pd.DataFrame({"name": ["박헌영", "<b>"] * 10, "days": range(20)})


@pytest.fixture
def shown(monkeypatch):
    outputs = []
    monkeypatch.setattr(exhibits, "show", lambda bundle, metadata=None: outputs.append((bundle, metadata or {})))
    monkeypatch.setattr(explore, "has_frontend", lambda: False)
    return outputs


def test_table_without_a_front_end_is_its_first_rows_as_text(shown):
    explore.table(FRAME)
    (bundle, metadata), = shown
    assert bundle["text/html"].count("<tr>") == explore.STILL_ROWS + 1 and "&lt;b&gt;" in bundle["text/html"]
    assert "of 20 rows" in bundle["text/plain"] and metadata["helpers"]["transient"]
