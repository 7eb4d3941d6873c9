"""The exchange between north and south: rules from statements, and what they leave."""

from datetime import date, timedelta

import pandas as pd
import pytest
from coded import open_coded

from helpers import mail
from helpers.conflicts import decide_sets
from helpers.errors import DataError, ParameterError
from helpers.schedules import Calendar, join

PRINTED = dict(reading_set="as_printed")
EIGHTIES = dict(reading_set="as_printed", mail_more_than_eighty="eighties")


def without(*ignored, **readings):
    """Whether the printed rules, without some statements, leave a schedule."""
    return mail.calendar(open_coded(**readings).stage("mail_rules", *ignored)).exist()


def row(**cells):
    return tuple(str(cells.get(column, "")) for column in mail.RULE_COLUMNS)


def keeps(rules, *days):
    """Whether a set of days, given from a small horizon's first day, keeps the rules of a statement."""
    path = [-1, *days, mail.DAYS]
    near = all(
        b.steps[0] <= q - p <= b.steps[1] for p, q in zip(path, path[1:]) for b in rules.bands
        if b.earlier[0] <= p <= b.earlier[1] and b.later[0] <= q <= b.later[1]
    )
    return near and not rules.closed & set(days) and all(a <= sum(d <= last for d in days) <= b for last, a, b in rules.limits)


def day(text):
    return mail.day_number(text)


# --- rules of single statements ---------------------------------------------------------------------
@pytest.mark.parametrize("days, kept", [(("1946-03-15",), True), ((), False), (("1946-03-22",), False), (("1946-03-08", "1946-03-15"), False)])
def test_first_exchange_is_on_its_day_and_none_before(days, kept):
    assert keeps(mail.read_rule(row(event_id="x", rule="first", from_edtf="1946-03-15")), *map(day, days)) == kept


@pytest.mark.parametrize("days, kept", [
    (("1946-05-06", "1946-05-13", "1946-05-20"), True),
    (("1946-05-06", "1946-05-20"), False),
    (("1946-05-13", "1946-05-20"), False),
    (("1946-05-06", "1946-05-13"), False),
    (("1946-04-01", "1946-05-06", "1946-05-13", "1946-05-20", "1946-08-01"), True),
])
def test_weekly_regime_binds_its_days_and_leaves_no_hole(days, kept):
    rule = row(event_id="x", rule="regime", from_edtf="1946-05-05", first_by_edtf="1946-05-11", to_edtf="1946-05-26", step_min=7, step_max=7)
    assert keeps(mail.read_rule(rule), *map(day, days)) == kept


@pytest.mark.parametrize("days, kept", [
    (("1948-04-15", "1948-04-22"), True), (("1948-04-15", "1948-04-29"), True), (("1948-04-16",), False), ((), True),
])
def test_regime_without_a_longest_step_only_names_the_weekday(days, kept):
    rule = row(event_id="x", rule="regime", from_edtf="1948-04-15", to_edtf="1948-04-30", step_min=7, weekday="Thursday")
    assert keeps(mail.read_rule(rule), *map(day, days)) == kept


@pytest.mark.parametrize("days, kept", [
    (("1946-12-05", "1946-12-19"), True), (("1946-12-12", "1946-12-26"), False), (("1946-12-10", "1946-12-17", "1946-12-24"), False),
    (("1946-12-19",), False), ((), False), (("1946-11-28", "1946-12-12", "1946-12-26"), True),
])
def test_report_binds_the_gaps_that_touch_one_step_before_it(days, kept):
    rule = row(event_id="x", rule="report", from_edtf="1946-12-05", to_edtf="1946-12-19", step_min=12, step_max=16)
    assert keeps(mail.read_rule(rule), *map(day, days)) == kept


@pytest.mark.parametrize("last, again, kept", [("1946-07-29", "1946-10-12", True), ("1946-07-29", "1946-09-30", False), ("1946-07-29", "1946-11-20", False)])
def test_pause_ends_between_its_days(last, again, kept):
    rule = row(event_id="x", rule="pause", from_edtf="1946-07-31", first_by_edtf="1946-10-06", to_edtf="1946-11-15")
    assert keeps(mail.read_rule(rule), day(last), day(again)) == kept


def test_rule_that_is_not_known_is_refused():
    with pytest.raises(DataError, match="rule 'weekly' is not known"):
        mail.read_rule(row(event_id="x", rule="weekly"))


def test_weekday_that_is_not_known_is_refused():
    with pytest.raises(DataError, match="weekday 'Thurs'"):
        mail.closed_but("Thurs", 0, 7)


# --- the printed numbers ----------------------------------------------------------------------------
def test_thursdays_from_takeover_to_war_number_seventy_eight():
    assert mail.count_weekdays("Thursday", date(1948, 12, 30), date(1950, 6, 22)) == 78
    counted = sum((date(1948, 12, 30) + timedelta(n)).weekday() == 3 for n in range(540))
    assert counted == mail.count_weekdays("Thursday", mail.TAKEOVER, mail.LAST_DAY)


def test_printed_days_and_span_agree_with_the_calendar():
    assert set(mail.check_calendar(open_coded().raw["mail_events"])["agrees"]) == {"yes"}


@pytest.mark.parametrize("first, last, months", [(date(1946, 3, 15), date(1948, 12, 16), 33), (date(1946, 3, 17), date(1948, 12, 16), 32), (date(2000, 1, 31), date(2000, 2, 29), 0)])
def test_full_months_count_only_whole_ones(first, last, months):
    assert mail.full_months(first, last) == months


def test_total_and_more_than_eighty_leave_87_to_89_before_the_takeover():
    assert mail.exchange_sizes(mail.calendar(open_coded().stage("mail_core")))["before"] == [87, 88, 89]


@pytest.mark.parametrize("dropped, sizes", [
    ("stmt-more-than-eighty", range(87, 147)), ("stmt-165-total", range(81, 90)), ("stmt-thursdays-continue", range(87, 90)),
])
def test_one_statement_less_leaves_more_or_the_unprinted_rule_in_its_place(dropped, sizes):
    core = {name: rules for name, rules in open_coded().stage("mail_core").items() if name != dropped}
    assert mail.exchange_sizes(mail.calendar(core))["before"] == list(sizes)


def test_another_total_moves_the_bounds():
    events = open_coded().stage("mail_events")
    events = events.assign(**{c: events[c].where(events["event_id"] != "stmt-165-total", "160") for c in ("count_min", "count_max")})
    core = mail.statement_rules(events[events["event_id"].isin(mail.CORE)])
    assert mail.exchange_sizes(mail.calendar(core))["before"] == list(range(82, 90))


def test_every_thursday_kept_leaves_one_number():
    study = open_coded(mail_thursdays_kept="every-thursday")
    assert mail.exchange_sizes(mail.calendar(study.stage("mail_core")))["before"] == [165 - 78]


# --- rhythms that cannot have been --------------------------------------------------------------------
def test_weekly_since_1946_fails_against_either_number_and_holds_without_both():
    keep_weekly = ("stmt-fortnightly-december", "stmt-monthly-to-weekly", "stmt-every-two-weeks-1950")
    assert not without(*keep_weekly, **EIGHTIES)
    assert not without(*keep_weekly, "stmt-more-than-eighty", **EIGHTIES)
    assert not without(*keep_weekly, "stmt-165-total", **EIGHTIES)
    assert without(*keep_weekly, "stmt-more-than-eighty", "stmt-165-total", **EIGHTIES)


def test_monthly_before_1948_fails_against_either_number_and_holds_without_both():
    keep_monthly = ("stmt-fortnightly-december", "stmt-weekly-thursday-ryohyon", "stmt-every-two-weeks-1950")
    assert not without(*keep_monthly, **PRINTED)
    assert not without(*keep_monthly, "stmt-more-than-eighty", **PRINTED)
    assert not without(*keep_monthly, "stmt-165-total", **PRINTED)
    assert without(*keep_monthly, "stmt-more-than-eighty", "stmt-165-total", **PRINTED)
    assert without(*keep_monthly, "stmt-suspended", **PRINTED), "a week apart through the pause there are enough"


def test_monthly_reaches_the_eighties_where_exchanges_may_lie_closer_than_a_week():
    printed = open_coded().stage("mail_printed")
    rules = [printed[name] for name in (*mail.FRAME, "stmt-monthly-to-weekly")]
    assert max(mail.sizes_until(mail.calendar(rules), date(1948, 12, 29))) == 77
    assert max(mail.sizes_until(mail.calendar(rules, min_step_days=5), date(1948, 12, 29))) >= 81


def test_conflicts_of_the_print_are_the_known_ones():
    names = [{n.removeprefix("stmt-") for n in s} for s in open_coded(**EIGHTIES).stage("mail_sets")[1]]
    for expected in (
        {"weekly-thursday-ryohyon", "weekly-april-1948", "more-than-eighty"},
        {"weekly-thursday-ryohyon", "weekly-april-1948", "thursdays-continue", "165-total"},
        {"monthly-to-weekly", "suspended", "more-than-eighty"}, {"monthly-to-weekly", "suspended", "165-total"},
        {"thursdays-continue", "every-two-weeks-1950"}, {"monthly-to-weekly", "weekly-thursday-ryohyon"},
    ):
        assert expected in names


def test_a_fortnight_from_april_1950_to_the_war_contradicts_both_numbers():
    study = open_coded(mail_1950_rhythm="to-the-end")
    assert study.stage("mail_exchanges")["all"] == []
    assert mail.calendar(study.stage("mail_rules", "stmt-more-than-eighty")).exist()


def test_maximal_sets_hold_and_admit_no_other_statement():
    study = open_coded(**EIGHTIES)
    words, (maximal, minimal) = study.stage("mail_words"), study.stage("mail_sets")
    for chosen in maximal:
        assert mail.calendar(words[n] for n in chosen).exist()
        assert not any(mail.calendar([words[n] for n in chosen] + [words[other]]).exist() for other in set(words) - chosen)
    assert not any(mail.calendar(words[n] for n in chosen).exist() for chosen in minimal)


def test_steady_rhythm_before_april_1948_is_about_a_fortnight():
    steps = open_coded().stage("mail_steps")
    assert 14 in steps and 7 not in steps and not {28, 30, 31} & set(steps)


# --- reconstructions ----------------------------------------------------------------------------------
def test_print_taken_literally_leaves_no_schedule():
    study = open_coded(**PRINTED)
    assert study.stage("mail_exchanges")["all"] == [] and study.stage("mail_months").empty


def test_outside_exchanges_make_13_and_37_and_37():
    phases = open_coded(reading_set="outside", mail_thursdays_kept="every-thursday").stage("mail_phases")
    assert phases == {"first": [13], "resumed": [37], "weekly": [37], "taken_over": [78]}


def test_months_of_all_schedules_add_up_to_the_total():
    months = open_coded().stage("mail_months")
    assert months["in_month_min"].sum() <= 165 <= months["in_month_max"].sum()
    assert months["until_min"].iloc[-1] == months["until_max"].iloc[-1] == 165
    assert (months["until_min"].diff().dropna() >= 0).all()
    assert months.set_index("month").loc["1946-08", "in_month_max"] == 0


def test_ignored_statement_makes_more_possible():
    study = open_coded()
    assert study.stage("mail_exchanges", "stmt-more-than-eighty")["before"] > study.stage("mail_exchanges")["before"]


def test_ignored_statement_that_does_not_exist_is_refused():
    with pytest.raises(ParameterError, match="ignore names 'stmt-tuesdays'"):
        open_coded().stage("mail_rules", "stmt-tuesdays")


def test_outside_claim_that_is_missing_is_refused():
    claims = pd.DataFrame({"claim_id": ["out-ns-tenth"], "value_edtf": ["1946-06-17"]})
    with pytest.raises(DataError, match="no claim 'out-ns-14th-cancelled'"):
        mail.outside_rules(claims)


def test_small_reconstruction_equals_a_list_of_every_set():
    """Three weeks of days: first on day 2, Thursdays at most from day 8, three to four in all."""
    days = 21
    rules = join([mail.on_day(2), mail.regime(8, 20, first_by=None, steps=(7, mail.NEVER)), mail.Rules(closed=frozenset({0, 1}), limits=((20, 2, 3),)),
                  mail.Rules((mail.Band((0, mail.NEVER), (0, days - 1), (4, mail.NEVER)),))])
    found = []
    for mask in range(1 << days):
        chosen = [d for d in range(days) if mask >> d & 1]
        late = [d for d in chosen if d >= 8]
        if chosen[:1] == [2] and 2 <= len(chosen) <= 3 and all(b - a >= 4 for a, b in zip(chosen, chosen[1:])) and all(b - a >= 7 for a, b in zip(late, late[1:])):
            found.append(chosen)
    assert sum(Calendar(days, rules).counts().values()) == len(found)


def test_regimes_keep_what_was_set_aside_in_sight():
    regimes = open_coded().stage("mail_regimes").set_index("regime_id")
    assert regimes.loc["stmt-every-two-weeks-1950", "kept"] == "no"
    assert regimes.loc["stmt-weekly-thursday-ryohyon", "from_edtf"] == "1948-04-15"
    assert "mail-before-april-1948" in regimes.loc["stmt-monthly-to-weekly", "reading_id"]


def test_decided_sets_do_not_depend_on_the_order_of_statements():
    words = open_coded(**EIGHTIES).stage("mail_words")
    back = dict(reversed(words.items()))
    assert set(decide_sets(back, lambda r: mail.calendar(r).exist())[1]) == set(open_coded(**EIGHTIES).stage("mail_sets")[1])
