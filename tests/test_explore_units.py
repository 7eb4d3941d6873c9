"""The list of units that redraws its part of the chart, with and without a front end."""

import pytest
from coded import open_coded

from helpers import explore

PAGE = "foreign-ministry-website"


@pytest.fixture
def arguments():
    study = open_coded()
    return (study.stage("unit_tree"), study.stage("desk_totals")), {"source_id": PAGE, "ministry": "M"}


def test_pick_unit_without_a_front_end_shows_one_line(monkeypatch, capsys, arguments):
    monkeypatch.setattr(explore, "has_frontend", lambda: False)
    assert explore.pick_unit(*arguments[0], **arguments[1]) is None
    assert "pick one of 24 units" in capsys.readouterr().out


def test_pick_unit_in_a_front_end_redraws_the_chart(monkeypatch, arguments):
    monkeypatch.setattr(explore, "has_frontend", lambda: True)
    menu, picture = explore.pick_unit(*arguments[0], **arguments[1]).children
    before = bytes(picture.value)
    menu.value = f"{PAGE}-87-1"
    assert bytes(picture.value) != before and bytes(picture.value).startswith(b"\x89PNG")


def test_draw_part_of_a_unit_without_parts_is_still_a_picture(arguments):
    assert explore.draw_part(*arguments[0], **arguments[1], under=f"{PAGE}-69-1").startswith(b"\x89PNG")
