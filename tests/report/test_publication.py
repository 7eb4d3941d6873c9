"""The publication: one source of title, authors, version and date; refusals in sentences."""

import re
import tomllib

import pytest

from helpers import paths
from helpers.errors import ExhibitError, ParameterError
from helpers.report import story
from helpers.report.publication import load_publication


def config(tmp_path, change):
    text = change((paths.REPORTS / "report.toml").read_text(encoding="utf-8"))
    (tmp_path / "report.toml").write_text(text, encoding="utf-8")
    return tmp_path / "report.toml"


def test_citation_file_says_the_same(publication):
    cff = (paths.ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(r'^title: "(.*)"$', cff, re.M)[1] == publication.title
    assert re.search(r"^version: (.*)$", cff, re.M)[1] == publication.version
    assert re.search(r"^date-released: (.*)$", cff, re.M)[1] == publication.day.isoformat()
    assert re.findall(r'^  - name: "(.*)"$', cff, re.M) == list(publication.authors)
    assert re.findall(r"^cff-version: 1\.2\.0$|^message: .+$|^authors:$", cff, re.M).__len__() == 3


def test_version_is_that_of_the_package(publication):
    assert tomllib.loads((paths.ROOT / "pyproject.toml").read_text())["project"]["version"] == publication.version


def test_epoch_is_midnight_of_the_publication_day(publication):
    assert publication.epoch == 1795305600


@pytest.mark.parametrize("change, words", [
    (lambda t: t.replace('title = "', 'titel = "', 1), "title is missing"),
    (lambda t: 'colour = "x"\n' + t, "unknown field 'colour'"),
    (lambda t: t.replace('date = "2026-11-22"', 'date = "22.11.2026"'), "write a day as YYYY-MM-DD"),
    (lambda t: t.replace("limits =", "limit ="), "the abstract has a part 'limit'"),
    (lambda t: t + "[", "not readable as TOML"),
    (lambda t: t, "names reading.md, which does not exist"),
])
def test_bad_publication_is_refused(tmp_path, change, words):
    with pytest.raises(ParameterError, match=words):
        load_publication(config(tmp_path, change))


def test_placeholders_become_sentences_and_numbers(edition):
    text = story.resolve("{find-longest} It is {find-longest.days}.", edition)
    assert text == r"Nobody stayed longer than 2,425 days (남일) & \<more\>. It is 2,425."


@pytest.mark.parametrize("text, words", [
    ("{find-nothing}", "asks for {find-nothing}, which no notebook shows. Findings: find-longest"),
    ("{find-longest.years}", "find-longest has no number 'years'. It has: days"),
])
def test_unknown_placeholder_is_refused(edition, text, words):
    with pytest.raises(ExhibitError, match=words):
        story.resolve(text, edition)


def test_abstract_takes_the_first_finding_of_each_chapter(edition):
    parts = dict(story.abstract(edition))
    assert list(parts) == ["Question", "Data", "Method", "Results", "Limits"]
    assert "Nobody stayed longer" in parts["Results"] and "@find-longest" in parts["Results"]


@pytest.mark.parametrize("share, text", [(1, "all"), (0, "none"), (0.999, "99%"), (0.001, "1%"), (0.5, "50%")])
def test_share_is_never_rounded_to_all_or_none(share, text):
    assert story.share_text(share) == text


def test_summary_of_named_findings_refuses_an_unknown_one(edition):
    import dataclasses

    chosen = dataclasses.replace(edition, publication=dataclasses.replace(edition.publication, summary=("find-gone",)))
    with pytest.raises(ExhibitError, match="find-gone into the summary, but no notebook shows it"):
        story.summary_findings(chosen)
    assert [e.id for e in story.summary_findings(edition)] == ["find-longest"]
