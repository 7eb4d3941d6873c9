"""Printed names to persons: listed, unlisted, shared between ministries."""

import pandas as pd
import pytest

from helpers import names

PERSONS = pd.DataFrame(
    [("pak-yong-sun", "Pak Yong-sun", "박영순", ""), ("ri-kum-bom", "Ri Kum Bom", "리금범", ""), ("lee-geum-bum", "Lee Geum-bum", "", "")],
    columns=["person_id", "name", "name_ko", "name_hanja"],
)
NAMES = pd.DataFrame(
    [("posts", "Park Young-soon", "pak-yong-sun"), ("posts", "Ri Kum Bom", "ri-kum-bom"), ("posts", "Lee Geum-bum", "lee-geum-bum")],
    columns=["ministry_id", "name_as_printed", "person_id"],
)


def terms(*rows):
    return pd.DataFrame([(*row, "", "")[:4] for row in rows], columns=["ministry_id", "name_as_printed", "name_ko", "name_hanja"])


def test_identify_listed_name_gets_its_person():
    frame = names.identify(terms(("posts", "Park Young-soon"), ("posts", "Ri Kum Bom"), ("posts", "Lee Geum-bum")), NAMES, PERSONS)
    assert list(frame["person_id"]) == ["pak-yong-sun", "ri-kum-bom", "lee-geum-bum"]


def test_identify_listing_is_per_ministry():
    frame = names.identify(terms(("other", "Park Young-soon")), NAMES, PERSONS)
    assert list(frame["person_id"]) == ["park-young-soon"]


def test_identify_same_name_in_two_ministries_is_one_person():
    frame = names.identify(terms(("a", "José Álvarez"), ("b", "José Álvarez")), NAMES, PERSONS)
    assert list(frame["person_id"]) == ["jose-alvarez", "jose-alvarez"]


def test_identify_name_of_a_listed_person_in_another_ministry_is_that_person():
    frame = names.identify(terms(("other", "Pak Yong-sun")), NAMES, PERSONS)
    assert list(frame["person_id"]) == ["pak-yong-sun"]


def test_identify_names_that_differ_in_print_stay_apart_whatever_their_order():
    for order in (("Kim Il-u", "Kim Il U"), ("Kim Il U", "Kim Il-u")):
        frame = names.identify(terms(*(("other", name) for name in order)), NAMES, PERSONS)
        assert dict(zip(frame["name_as_printed"], frame["person_id"])) == {"Kim Il U": "kim-il-u", "Kim Il-u": "kim-il-u-2"}


def test_identify_leaves_its_argument_and_refuses_a_name_listed_twice():
    given = terms(("posts", "Ri Kum Bom"))
    names.identify(given, NAMES, PERSONS)
    assert "person_id" not in given
    with pytest.raises(pd.errors.MergeError):
        names.identify(given, pd.concat([NAMES, NAMES]), PERSONS)


def test_persons_of_collects_variants_in_printed_order():
    frame = names.identify(terms(("posts", "Ri Kum Bom"), ("posts", "Park Young-soon"), ("posts", "Lee Geum-bum")), NAMES, PERSONS)
    merged = frame.assign(person_id=frame["person_id"].replace("lee-geum-bum", "ri-kum-bom"))
    result = names.persons_of(merged, PERSONS).set_index("person_id")
    assert list(result.index) == ["pak-yong-sun", "ri-kum-bom"]
    assert result.loc["ri-kum-bom", "variants"] == "Ri Kum Bom;Lee Geum-bum"
    assert result.loc["pak-yong-sun", "name"] == "Pak Yong-sun" and result.loc["pak-yong-sun", "name_ko"] == "박영순"


def test_persons_of_takes_scripts_from_the_print_where_the_list_has_none():
    given = terms(("x", "Ho Dam", "허담", "許錟"), ("x", "Lee Geum-bum", "", "李"))
    result = names.persons_of(names.identify(given, NAMES, PERSONS), PERSONS).set_index("person_id")
    assert tuple(result.loc["ho-dam", ["name", "name_ko", "name_hanja", "merge_reading_id"]]) == ("Ho Dam", "허담", "許錟", "")


@pytest.mark.parametrize(
    "name, expected",
    [("Pak Hon-yong", "pak-hon-yong"), ("Jóhann Sæmundsson", "johann-saemundsson"), ("O'Brien", "obrien"), ("박헌영", "bakheonyeong"), ("許錟", "u8a31-u931f"), ("—", "unnamed")],
)
def test_slug_table(name, expected):
    assert names.slug(name) == expected
