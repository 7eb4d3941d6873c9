"""Frames of the exhibits on mail."""

from coded import open_coded

from helpers import agreements, postal, routes


def test_statement_frame_says_what_became_of_every_binding_statement():
    study = open_coded()
    frame = postal.statement_frame(study.raw["mail_events"], study.stage("mail_events"), study.stage("mail_rules"), study.stage("mail_sets")[1])
    fate = frame.set_index("event_id")["under_the_readings"]
    assert fate["stmt-every-two-weeks-1950"] == "set aside" and fate["stmt-monthly-to-weekly"] == "binds otherwise" and fate["stmt-165-total"] == "binds"
    assert frame["line"].astype(int).is_monotonic_increasing


def test_ignored_statement_is_set_aside_in_the_frame():
    study = open_coded()
    frame = postal.statement_frame(study.raw["mail_events"], study.stage("mail_events"), study.stage("mail_rules", "stmt-165-total"), [])
    assert frame.set_index("event_id").loc["stmt-165-total", "under_the_readings"] == "set aside"


def test_consistency_frame_has_every_statement_in_every_set():
    study = open_coded()
    whole, broken = study.stage("mail_sets")
    frame = postal.consistency_frame((whole, broken), study.stage("mail_words"), study.raw["mail_events"])
    assert len(frame) == (len(whole) + len(broken)) * len(study.stage("mail_words"))


def test_agreement_frame_has_all_agreements_and_both_counts():
    study = open_coded()
    frame = postal.agreement_frame(study.stage("agreements"), study.stage("in_force", "own"), study.stage("in_force", "inherited"), as_of=study.as_of)
    assert frame["layer"].value_counts()["agreement"] == 17 and {"own", "inherited"} <= set(frame["layer"])
    assert set(frame.loc[frame["layer"] == "agreement", "end"]) == {"printed", "vouched", "unknown"}


def test_route_frame_keeps_every_statement_once():
    study = open_coded()
    table = study.stage("routes")
    frame = postal.route_frame(study.stage("link_states"), routes.undated_statements(table))
    assert len(frame) == len(table)


def test_border_frame_places_every_office_that_agreements_name():
    study = open_coded()
    frame = postal.border_frame(study.stage("coded_agreements"), study.stage("routes"), study.raw["places"])
    assert set(agreements.offices(study.raw["agreements"])["place"]) <= set(frame["label"])


def test_reconstruction_frame_says_none_where_no_schedule_is_left():
    frame = postal.reconstruction_frame({s: open_coded(reading_set=s) for s in ("as_printed", "document")}).set_index("reading_set")
    assert frame.loc["as_printed", ["schedules", "before"]].tolist() == ["0", "none"]
    assert frame.loc["document", "before"] == "87 to 89"


def test_long_numbers_are_cut_to_their_power_of_ten():
    assert [postal.magnitude(n) for n in (12, 999_999, 10**34 + 5)] == ["12", "999,999", "about 10^34"]
