"""Pieces of mail: directions, the test of the labels, bounds an exchange and a day."""

import pytest
from coded import open_coded

from helpers import mail, volumes
from helpers.errors import DataError


def counts(**options):
    return open_coded(**options).stage("mail_counts")


def test_pieces_are_as_printed_in_both_directions():
    assert volumes.pieces_by(counts(), "direction_as_printed", mail.COUNTED) == {"north": 314523, "south": 1091678}


def test_swapped_labels_change_the_direction_read_alone():
    found = counts(reading_set="outside")
    assert volumes.pieces_by(found, "direction_as_printed", mail.COUNTED) == {"north": 314523, "south": 1091678}
    assert volumes.pieces_by(found, "direction_read", mail.COUNTED) == {"north": 1091678, "south": 314523}


def test_labels_as_printed_exceed_the_outside_total_and_swapped_ones_fit():
    tested = volumes.label_test(counts(), open_coded().raw["outside"], counted=mail.COUNTED).set_index(["labels", "direction"])
    assert tested["fits"].to_dict() == {("as-printed", "north"): "yes", ("as-printed", "south"): "no", ("swapped", "north"): "yes", ("swapped", "south"): "yes"}
    assert tested.loc[("as-printed", "south"), "remainder"] == 963751 - 1091678


def test_label_test_does_not_depend_on_the_reading_it_tests():
    claims = open_coded().raw["outside"]
    tables = [volumes.label_test(counts(reading_set=s), claims, counted=mail.COUNTED) for s in ("document", "outside")]
    assert tables[0].equals(tables[1])


def test_pieces_an_exchange_are_bounds_over_the_possible_numbers():
    bounded = volumes.volume_bounds(counts(), began=mail.BEGAN).set_index("direction_as_printed")
    assert bounded.loc["south", ["exchanges_min", "exchanges_max"]].tolist() == [86, 88]
    assert bounded.loc["south", "per_exchange_min"] == pytest.approx(1091678 / 88)
    assert bounded.loc["south", "per_day"] == pytest.approx(1091678 / 1008)


def test_count_of_another_day_gets_no_exchanges():
    later = counts().query("counted_at_edtf == '1960'").iloc[0]
    assert later["pieces"] == 80000 and later[["exchanges_min", "exchanges_max"]].isna().all()


def test_no_possible_number_leaves_no_bounds():
    raw = open_coded().raw["mail_events"]
    assert volumes.volume_bounds(volumes.mail_counts(raw, raw, exchanges=(), counted=mail.COUNTED), began=mail.BEGAN).empty


def test_remainder_spreads_over_the_exchanges_left():
    tested = volumes.label_test(counts(), open_coded().raw["outside"], counted=mail.COUNTED)
    rest = volumes.remainder_bounds(tested, labels="swapped", exchanges_after=[77, 78, 79]).set_index("direction")
    assert rest.loc["south", "per_exchange_min"] == pytest.approx((963751 - 314523) / 79)
    assert open_coded().stage("mail_remaining") == [77, 78, 79]


def test_claim_that_is_missing_is_refused():
    with pytest.raises(DataError, match="no claim 'out-x'"):
        volumes.claim_number(open_coded().raw["outside"], "out-x")


def test_count_struck_before_the_mail_of_its_day_leaves_one_exchange_fewer():
    whole, less = (open_coded(mail_count_day=a).stage("mail_carried") for a in ("included", "excluded"))
    assert [n - 1 for n in whole] == less
