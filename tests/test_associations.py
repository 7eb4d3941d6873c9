"""The associations' reach, template lines, shared contacts."""

import pandas as pd
import pytest
from coded import open_coded

from helpers import associations

PAGE = "foreign-ministry-website"


@pytest.fixture(scope="module")
def study():
    return open_coded()


@pytest.mark.parametrize("a, b, common", [("", "", 0), ("a b c", "a b c", 3), ("a b c d", "b x d", 2), ("a b", "b a", 1), ("a a a", "a a", 2)])
def test_common_words_is_the_longest_common_sequence(a, b, common):
    assert associations.common_words(a.split(), b.split()) == common


def lines(*texts):
    return pd.DataFrame([("d", str(n), text) for n, text in enumerate(texts, 1)], columns=["source_id", "line", "words"])


def test_find_templates_finds_a_planted_template_and_nothing_else():
    text = "the mission of our association is to promote exchange with people of the sea"
    frame = lines(text, text.replace("sea", "land"), "one two three four five six seven eight nine ten eleven twelve thirteen fourteen", "the mission")
    assert associations.find_templates(frame, "d")[["line_a", "line_b", "common"]].values.tolist() == [[1, 2, 13]]
    assert associations.find_templates(frame, "other").empty


def test_find_templates_in_the_page_has_the_three_regional_associations(study):
    pairs = study.stage("templates")
    identical = pairs[pairs["share"] == 1]
    assert {*identical["line_a"], *identical["line_b"]} == {94, 98, 102}
    assert {(66, 79), (65, 78)} <= set(zip(pairs["line_a"], pairs["line_b"]))


@pytest.mark.parametrize("alternative, reached", [("ministry-regions", {"North American Affairs Department": 1, "Asian Affairs Department 2": 25}), ("un-regions", {"North American Affairs Department": 1, "Asian Affairs Department 2": 19})])
def test_cover_desks_depends_on_whom_a_name_stands_for(alternative, reached):
    cover = open_coded(association_scope=alternative).stage("association_cover").query("source_id == @PAGE")
    found = dict(zip(cover["name"], cover["with_association"]))
    assert {name: found[name] for name in reached} == reached


def test_link_associations_single_country_goes_to_its_desk(study):
    own = study.stage("unit_tree").query("source_id == @PAGE and kind == 'association'")
    links = associations.link_associations(own, study.stage("assignments"), study.stage("association_scope"))
    russia = links[links["association"].str.startswith("Korea-Russia")]
    assert russia[["department", "countries"]].values.tolist() == [["European Affairs Department 1", 1]]
    assert not links["association"].str.startswith("Association for the Promotion").any()


def test_find_shared_contacts_finds_the_common_address_and_the_borrowed_acronym(study):
    shared = associations.find_shared_contacts(study.raw["facts"], study.stage("unit_tree"))
    assert (shared["attribute"] == "address").sum() == 3
    assert shared[shared["attribute"] == "email"][["subject", "shared_with"]].values.tolist() == [["Institute for Studies of Japan", "Korea-Japan Interchange Association"]]


def test_summarize_gives_governance_and_persons_as_printed(study):
    own = study.stage("unit_tree").query("source_id == @PAGE and kind == 'association'")
    links = associations.link_associations(own, study.stage("assignments"), study.stage("association_scope"))
    rows = associations.summarize(own, links, study.raw["facts"], quantities=study.raw["quantities"]).set_index("acronym")
    assert len(rows) == 10
    assert rows.at["KJIA", "persons"] == "about 20 officials"
    assert rows.at["APIETE", "countries"] == 0
    assert rows.at["KOCHACEP", "governed_by"] == "Assembly; Executive Council; Secretariat"
