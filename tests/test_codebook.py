"""The codebook and the Data Package are what the schemas say."""

import json

from helpers import codebook, paths
from helpers.schemas import TABLES


def test_codebook_committed_equals_rendered():
    assert (paths.DATA / "CODEBOOK.md").read_text(encoding="utf-8") == codebook.render_codebook(), "run: python -m helpers codebook"


def test_codebook_names_every_table_and_column():
    text = codebook.render_codebook()
    for table in TABLES.values():
        section = text.split(f"## data/{table.folder}/")[1].split(f"### {table.name}.csv")[1].split("###")[0]
        assert all(f"`{c}`" in section for c in table.column_names)


def test_package_of_processed_tables_is_valid_and_matches_the_files():
    from frictionless import Package

    path = paths.DATA / "processed" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    assert [r["name"] for r in package["resources"]] == [t.name for t in TABLES.values() if t.folder == "processed"]
    report = Package(str(path)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]
