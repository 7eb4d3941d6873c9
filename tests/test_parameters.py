"""What the command line may set."""

import pytest

from helpers.errors import ParameterError
from helpers.parameters import Parameters, choose_parameters, parse_overrides

PUBLISHED = Parameters("2026-11-21", "document")


def test_nothing_set_is_the_published_run():
    chosen = choose_parameters(PUBLISHED)
    assert (chosen, chosen.injected(PUBLISHED)) == (PUBLISHED, {})


def test_anything_set_is_injected_whole():
    chosen = choose_parameters(PUBLISHED, overrides="b=y, a=x")
    assert chosen.injected(PUBLISHED) == {"as_of": "2026-11-21", "reading_set": "document", "readings": {"a": "x", "b": "y"}}


@pytest.mark.parametrize(("text", "overrides"), [("", {}), (" a=x ,", {"a": "x"}), ("a-b=c-d,e=f", {"a-b": "c-d", "e": "f"}), ("a=x,a=x", {"a": "x"})])
def test_overrides_are_read(text, overrides):
    assert parse_overrides(text) == overrides


@pytest.mark.parametrize("text", ["a", "a=", "=x", "a=x=y", "a=x;b=y", "../a=x", "A=x", "a=$(x)", "a=x,a=y"])
def test_overrides_written_otherwise_are_refused(text):
    with pytest.raises(ParameterError, match="overrid"):
        parse_overrides(text)


def test_slug_is_the_same_for_the_same_parameters_and_fit_for_a_folder():
    one, two = choose_parameters(PUBLISHED, overrides="a=x,b=y"), choose_parameters(PUBLISHED, overrides="b=y,a=x")
    assert one.slug == two.slug != PUBLISHED.slug == "2026-11-21-document"
    assert Parameters("../../x", "/etc").slug == "x-etc"
    assert Parameters("..", "/").slug == "none-none"
