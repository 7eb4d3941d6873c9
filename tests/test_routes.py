"""Links: states between statements, undated statements, tariffs."""

from datetime import date

import pandas as pd
import pytest
from coded import open_coded

from helpers import routes
from helpers.errors import DataError


def statements(*rows):
    columns = ["route_id", "link_id", "date_edtf", "status_after", "event"]
    frame = pd.DataFrame(rows, columns=columns)
    return routes.routes_table(frame.assign(link_name=frame["link_id"], partner="", carriage="performed", source_id="s", line="1", as_printed="x"))


def states(*rows, as_of=date(2000, 1, 1)):
    found = routes.link_states(statements(*rows), as_of)
    return found[["status", "from_latest", "to_earliest"]].to_numpy().tolist()


def test_state_holds_surely_from_the_latest_start_to_the_earliest_end():
    found = states(("a", "x", "1946-07", "suspended", "suspended"), ("b", "x", "[1946-10-06..1946-11-15]", "open", "resumed"))
    assert found == [["suspended", "1946-07-31", "1946-10-06"], ["open", "1946-11-15", "2000-01-01"]]


def test_undated_statement_ends_no_state():
    assert states(("a", "x", "1950", "open", "opened"), ("b", "x", "", "suspended", "suspended")) == [["open", "1950-12-31", "2000-01-01"]]


def test_report_that_nothing_follows_holds_for_its_own_date():
    assert states(("a", "x", "1960", "restricted", "reported")) == [["restricted", "1960-12-31", "1960-12-31"]]


def test_statement_after_the_cut_off_is_not_known():
    assert states(("a", "x", "1950-01-01", "open", "opened"), ("b", "x", "1960-01-01", "suspended", "stopped"), as_of=date(1955, 1, 1)) == [["open", "1950-01-01", "1955-01-01"]]


def test_state_on_a_day_is_the_last_one_begun():
    table = routes.link_states(statements(("a", "x", "1950-01-01", "open", "opened"), ("b", "x", "1960-01-01", "suspended", "stopped")), date(2000, 1, 1))
    assert [routes.states_on(table, d)["status"].tolist() for d in (date(1949, 1, 1), date(1955, 1, 1), date(1970, 1, 1))] == [[], ["open"], ["suspended"]]


def test_pandemic_has_a_year_for_china_only_by_reading():
    undated = [len(routes.undated_statements(open_coded(reading_set=s).stage("routes"))) for s in ("as_printed", "document")]
    assert undated[0] - undated[1] == 2


def test_open_links_rest_on_no_mail_printed_to_have_moved():
    study = open_coded()
    last = routes.states_on(study.stage("link_states"), study.as_of)
    assert not last.loc[last["status"] == "open", "carriage"].isin(routes.MOVED).any()


def test_letter_costs_as_much_as_four_kilograms():
    assert routes.tariff_crossing(open_coded().stage("quantities")) == 10 / 2.5


def test_tariff_lines_meet_at_the_crossing():
    lines = routes.tariff_lines(open_coded().stage("quantities"))
    parcel, crossing = lines[lines["layer"] == "parcel"], lines[lines["layer"] == "crossing"].iloc[0]
    assert parcel.set_index("weight_kg").loc[crossing["weight_kg"], "cost_cny"] == crossing["cost_cny"] == 10
    assert parcel["weight_kg"].max() == 20


def test_quantity_that_is_missing_is_refused():
    with pytest.raises(DataError, match="no 'qty-x'"):
        routes.quantity(pd.DataFrame({"quantity_id": [], "value": []}), "qty-x")


def test_resumption_that_may_be_as_old_as_the_suspension_still_follows_it():
    found = states(("b", "x", "2020", "suspended", "suspended"), ("a", "x", "[2020..2025-06]", "restricted", "resumed"), as_of=date(2026, 1, 1))
    assert [state for state, *_ in found] == ["suspended", "restricted"]
