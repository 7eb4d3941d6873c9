"""Readings: parsing, choosing, applying effects, tracing."""

import pandas as pd
import pytest

from helpers.errors import ReadingError
from helpers.methods import METHODS
from helpers.readings import Choices, load_readings, parse_reading

TOML = """
[who]
question = "One man or two?"
kind = "identity"
sources = ["doc-a:3-4"]
as_printed = "two"
document = "one"
outside = "one"
why = "The terms adjoin."
[who.alternatives.two]
meaning = "Two men."
effect = []
[who.alternatives.one]
meaning = "One man."
effect = [{ table = "names", id = "Li", set = { person_id = "ri" } }]

[acting]
question = "Does an acting holder count?"
kind = "status"
sources = ["doc-a:5"]
as_printed = "counted"
document = "counted"
outside = "left-out"
why = "He is listed."
[acting.alternatives.counted]
meaning = "Yes."
effect = [{ option = "acting", value = "counted" }]
[acting.alternatives.left-out]
meaning = "No."
effect = [{ option = "acting", value = "left_out" }, { table = "spells", id = "s2", drop = true }]
"""


BY_METHOD = {name: next(iter(block["alternatives"])) for name, block in METHODS.items()}


@pytest.fixture
def readings(tmp_path):
    path = tmp_path / "readings.toml"
    path.write_text(TOML, encoding="utf-8")
    return load_readings(path)


def test_choose_named_set_takes_its_alternatives(readings):
    assert readings.choose("as_printed").as_dict() == {"who": "two", "acting": "counted"} | BY_METHOD
    assert readings.choose("outside").as_dict() == {"who": "one", "acting": "left-out"} | BY_METHOD


def test_choose_override_replaces_one_alternative_and_is_named(readings):
    choices = readings.choose("document", {"who": "two"})
    assert choices.as_dict() == {"who": "two", "acting": "counted"} | BY_METHOD
    assert choices.overrides == {"who": "two"}


def test_apply_set_changes_a_copy_only(readings):
    names = pd.DataFrame({"name_as_printed": ["Li", "Ri"], "person_id": ["li", "ri"]})
    read = readings.choose("document").apply("names", names, "name_as_printed")
    assert list(read["person_id"]) == ["ri", "ri"]
    assert list(names["person_id"]) == ["li", "ri"]


def test_apply_drop_leaves_the_row_out(readings):
    spells = pd.DataFrame({"spell_id": ["s1", "s2"]})
    assert list(readings.choose("outside").apply("spells", spells, "spell_id")["spell_id"]) == ["s1"]
    assert list(readings.choose("document").apply("spells", spells, "spell_id")["spell_id"]) == ["s1", "s2"]


def test_trace_holds_only_readings_that_touch_the_rows_at_hand(readings):
    choices = readings.choose("document")
    trace = choices.start_trace()
    choices.apply("spells", pd.DataFrame({"spell_id": ["s1"]}), "spell_id")
    assert trace == {}
    choices.option("acting")
    assert choices.stop_trace() == {"acting": "counted"}


@pytest.mark.parametrize(
    ("reading_set", "overrides", "words"),
    [
        ("documents", {}, "'documents' does not exist.*as_printed, document, outside"),
        ("document", {"whoo": "one"}, "'whoo' does not exist. Did you mean who"),
        ("document", {"who": "three"}, "no alternative 'three'.*two, one"),
    ],
)
def test_choose_unknown_word_is_refused_with_the_known_ones(readings, reading_set, overrides, words):
    with pytest.raises(ReadingError, match=words):
        readings.choose(reading_set, overrides)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "identity"', 'kind = "guess"', r"readings.toml \[who\]: kind 'guess' is not one of"),
        ('document = "one"', 'document = "none"', "document = 'none' is not one of its alternatives"),
        ('why = "The terms adjoin."', "", r"\[who\]: no field 'why'"),
        ('question = "One man or two?"', 'question = "One man or two?"\ncolour = "red"', "unknown field 'colour'"),
        ('set = { person_id = "ri" }', "keep = true", "an effect has the keys id \\+ keep \\+ table"),
        ('effect = [{ option = "acting", value = "counted" }]', "effect = []", "does not set the option 'acting'"),
        ("[who]", "[who", "not readable as TOML"),
    ],
)
def test_load_badly_written_reading_is_refused_with_its_place(tmp_path, old, new, words):
    path = tmp_path / "readings.toml"
    path.write_text(TOML.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReadingError, match=words):
        load_readings(path)


def test_apply_unknown_column_is_refused(readings):
    with pytest.raises(ReadingError, match="sets column 'person_id' of names, which has no such column"):
        readings.choose("document").apply("names", pd.DataFrame({"name_as_printed": ["Li"]}), "name_as_printed")


def test_two_owners_of_an_option_are_refused():
    block = {
        "question": "?", "kind": "status", "sources": ["d:1"], "as_printed": "a", "document": "a", "outside": "a", "why": ".",
        "alternatives": {"a": {"meaning": ".", "effect": [{"option": "x", "value": "1"}]}},
    }
    from helpers.readings import Readings

    with pytest.raises(ReadingError, match="set by several readings"):
        Readings([parse_reading("one", block), parse_reading("two", block)])


def test_choices_table_lists_every_reading(readings):
    table = readings.choose("outside").table()
    assert list(table["reading_id"]) == ["who", "acting", *BY_METHOD]
    assert list(table["chosen"]) == ["one", "left-out", *BY_METHOD.values()]
    assert isinstance(readings.choose(), Choices)


@pytest.mark.parametrize(("change", "words"), [
    ({"question": 3}, "question is 3; expected a text"),
    ({"sources": "a:1"}, "sources is 'a:1'; expected a list of texts"),
    ({"alternatives": {"a": {"effect": []}}}, "expected a meaning"),
    ({"alternatives": {"a": "one"}}, "expected a meaning"),
    ({"alternatives": {"a": {"meaning": "m", "effect": {"table": "t"}}}}, "effect is not a list of tables"),
    ({"alternatives": {"a": {"meaning": "m", "effect": [{"table": "t", "id": "x", "set": "y"}]}}}, "an effect holds texts"),
    ({"alternatives": {"a": {"meaning": "m", "effect": [{"table": "t", "id": "x", "set": {"c": 3}}]}}}, "an effect holds texts"),
    ({"alternatives": {"a": {"meaning": "m", "effect": [{"table": "t", "id": "x", "drop": False}]}}}, "an effect holds texts"),
])
def test_reading_with_a_field_of_the_wrong_shape_is_refused(change, words):
    block = {
        "question": "q?", "kind": "date", "sources": ["a:1"], "as_printed": "a", "document": "a", "outside": "a", "why": "w",
        "alternatives": {"a": {"meaning": "m", "effect": []}},
    }
    assert parse_reading("r", block).question == "q?"
    with pytest.raises(ReadingError, match=words):
        parse_reading("r", block | change)
