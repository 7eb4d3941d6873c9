"""A scholar adds ministries by rows of three raw tables: every stage, finding, table and figure takes them without change."""

import os
import shutil

import further
import papermill
import pytest

from helpers import comparison, findings, paths, study, tables, tenure_views as views
from helpers.exhibits import published_csv
from helpers.figures import tenure as drawings
from helpers.rendering import render

LONG = os.environ.get("HELPERS_LONG") == "1"
ALL = tuple(further.MINISTRIES)
OURS = ("foreign", "posts")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return further.copy_data(tmp_path_factory.mktemp("further") / "data", *ALL)


@pytest.fixture(scope="module")
def opened(folder):
    return study.open_study(str(folder))


def drawn(opened, ministries):
    """Every figure of tenure for some of the ministries, drawn from its published CSV."""
    tenures, counted, years = (opened.stage(name) for name in ("named_tenures", "named_studied", "coverage_by_year"))
    some = lambda frame: frame[frame["ministry_id"].isin(ministries)].reset_index(drop=True)  # noqa: E731
    frames = {
        "spells": (drawings.draw_spells, views.spell_view(some(tenures), opened.stage("eras"), as_of=opened.as_of)),
        "joint": (drawings.draw_joint, views.joint_view(some(tenures))),
        "coverage": (drawings.draw_coverage, views.coverage_view(some(years), opened.raw["ministries"])),
        "survival": (drawings.draw_survival, views.survival_view(some(counted))),
        "comparison": (drawings.draw_comparison, comparison.comparison_frame(some(counted))),
    }
    return {name: draw(tables.frame_from_csv(published_csv(frame))) for name, (draw, frame) in frames.items()}


def words(figure):
    return {" ".join(t.get_text().split()) for t in figure.findobj(lambda artist: hasattr(artist, "get_text"))}


def test_added_lists_become_tenures_beside_the_old_ones(opened):
    tenures = opened.stage("tenures")
    sizes = tenures["ministry_id"].value_counts().to_dict()
    assert sizes == {"foreign": 12, "posts": 13, "gdr-foreign": 7, "rok-posts": 5, "italy-works": 3}
    bolz = tenures.set_index("tenure_id").loc["gdr-foreign-03"]
    assert (bolz["days_min_joint"], bolz["days_max_joint"], bolz["sources_lines"]) == (4172, 4566, "list-gdr-foreign:3")
    old = study.open_study().stage("tenures")
    assert tenures[tenures["ministry_id"].isin(OURS)].reset_index(drop=True).equals(old)


def test_added_lists_change_no_finding_on_the_ministries_of_the_documents(opened):
    plain = study.open_study()
    for finding_id in findings.all_findings():
        result = findings.evaluate(opened, finding_id)[0]
        assert "{" not in result.text and "nan" not in result.text
        if finding_id not in ("find-tenure-count", "find-tenure-handover", "find-tenure-longest", "find-clean-precision"):
            assert result.text == findings.evaluate(plain, finding_id)[0].text, finding_id


def test_findings_on_all_ministries_name_the_added_ones(opened):
    counted = findings.evaluate(opened, "find-tenure-count")[0]
    assert "12 tenures of foreign ministers, 13 of ministers of posts, 7 of ministers of the Ministry of Foreign Affairs (GDR)" in counted.text
    assert findings.evaluate(opened, "find-tenure-handover")[0].numbers["successions"].value == 11 + 12 + 6 + 4 + 2
    assert findings.evaluate(opened, "find-tenure-longest")[0].verdict == "oskar_fischer"  # 5,491 days at least, and nobody else more than 5,392


def test_every_two_of_five_ministries_stand_in_the_table_of_pairs(opened):
    table = views.pair_table(comparison.compare_all(opened.stage("named_studied")), opened.raw["ministries"])
    assert len(table) == 10 and table["first_name"].iloc[0] == "Ministry of Foreign Affairs"
    assert set(table["established"]) == {"no", "yes: Ministry of Foreign Affairs"}


def test_list_whose_lines_are_recorded_joins_the_register_of_discrepancies(folder, tmp_path):
    data = shutil.copytree(folder, tmp_path / "data")
    for name in ALL:
        prints = [" ".join(tables.word_prints(text)) for text in further.MINISTRIES[name][2]]
        further.add_rows(data / "raw" / "lines.csv", *((f"list-{name}", str(line), words) for line, words in enumerate(prints, 1)))
    more = set(study.open_study(str(data)).stage("register")["discrepancy_id"]) - set(study.open_study(str(folder)).stage("register")["discrepancy_id"])
    assert "code-gap-rok-posts-3-1-rok-posts-4-1" in more and not any("alike" in each for each in more)


def test_processed_tables_are_written_with_the_added_ministries(opened, tmp_path):
    written = study.write_processed(opened, tmp_path).set_index("table")
    assert written.loc["tenures", "rows"] == 40 and written.loc["successions", "rows"] == 35


def test_terms_begun_before_the_state_are_of_no_leader(opened):
    described = comparison.describe_by_era(opened.stage("studied"), opened.stage("eras"))
    assert set(described.loc[described["ministry_id"] == "italy-works", "era"]) == {"earlier"}
    assert opened.stage("eras")["from_day"].iloc[0] >= "1948-09-01"


@pytest.mark.parametrize("ministries", [("posts",), ("foreign", "gdr-foreign"), (*OURS, "gdr-foreign"), (*OURS, *ALL)], ids=len)
def test_figures_of_one_to_five_ministries_are_readable_and_name_each(opened, ministries):
    names = opened.raw["ministries"].set_index("ministry_id")["name"]
    for name, figure in drawn(opened, ministries).items():
        render(f"fig-tenure-{name}", figure)  # refuses small, cut off and missing letters
        inexact = [m for m in ministries if name != "joint" or m not in ("rok-posts", "italy-works")]
        if name != "comparison":
            assert {names[m] for m in inexact} <= words(figure), name
    assert f"{names[ministries[0]]} and {names[ministries[-1]]}" in words(figure) or len(ministries) == 1


def test_name_printed_in_hangul_alone_stands_once(opened):
    assert any(label.startswith("윤석구") and label.count("윤석구") == 1 for label in words(drawn(opened, ("rok-posts",))["spells"]))


def test_cut_off_before_an_added_list_begins_leaves_it_out(folder):
    early = study.open_study(str(folder), as_of="1948-10-01")
    assert set(early.stage("tenures")["ministry_id"]) == {"foreign", "posts", "rok-posts", "italy-works"}
    drawn(early, (*OURS, *ALL))


@pytest.mark.skipif(not LONG, reason="HELPERS_LONG is not set")
@pytest.mark.parametrize("added", [ALL[:1], ALL])
def test_tenure_notebook_runs_on_a_folder_with_further_ministries(tmp_path, monkeypatch, added):
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    data = further.copy_data(tmp_path / "data", *added)
    done = papermill.execute_notebook(paths.NOTEBOOKS / "02_tenure.ipynb", None, parameters={"data_dir": str(data)}, kernel_name="python3")
    shown = "".join(str(output) for cell in done.cells if cell.cell_type == "code" for output in cell.outputs)
    assert all(further.MINISTRIES[name][0] in shown for name in added)
