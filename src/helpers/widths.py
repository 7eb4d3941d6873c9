"""How wide words of a schedule are: "two weeks" and "about three months" as spans of days.

raw/mail_events is coded with one width for each; readings give others, as two ends joined by a slash.
"""

from __future__ import annotations

import pandas as pd

from helpers.errors import DataError

CODED_RESUMED = ("1946-10-06", "1946-11-15")  # raw/mail_events, wikipedia-posts-ministry:53: three months after 21 to 31 July, half a month either way
CODED_FORTNIGHT = ("12", "16")  # raw/mail_events, wikipedia-posts-ministry:51, 57: two weeks, two days either way
# Statements whose cells may be coded by one of the two widths.
TWO_WEEKS_IN = frozenset({"stmt-fortnightly-december", "stmt-every-two-weeks-1950", "stmt-monthly-to-weekly"})
THREE_MONTHS_IN = frozenset({"stmt-suspended", "stmt-monthly-to-weekly", "stmt-weekly-thursday-ryohyon"})


def read_width(text: str, coded: tuple[str, str]) -> tuple[str, str]:
    """The two ends of a width written `first/last`; an empty text stands for the ends as `coded`.

    Raises
    ------
    DataError
        The text has not two ends.
    """
    ends = tuple(text.split("/")) if text else coded
    if len(ends) != 2:
        raise DataError(f"readings.toml: the width {text!r} has not two ends. Write it as {'/'.join(coded)}.")
    return ends


def apply_widths(events: pd.DataFrame, *, two_weeks: str = "", three_months: str = "") -> pd.DataFrame:
    """Statements with the cells coded for "two weeks" and "about three months" set to other widths.

    Parameters
    ----------
    events : DataFrame
        Rows of raw/mail_events, or these under chosen readings.
    two_weeks : str
        Fewest and most days between two exchanges, as `12/16`; empty: as coded.
    three_months : str
        First and last day on which the exchange of 1946 can have resumed (ISO), as `1946-10-06/1946-11-15`; empty: as coded.
    """
    step, window = read_width(two_weeks, CODED_FORTNIGHT), read_width(three_months, CODED_RESUMED)
    widths = [(("step_min", "step_max"), CODED_FORTNIGHT, step)]
    widths += [(pair, CODED_RESUMED, window) for pair in (("from_edtf", "first_by_edtf"), ("first_by_edtf", "to_edtf"))]
    for pair, coded, chosen in widths:
        hit = (events[pair[0]] == coded[0]) & (events[pair[1]] == coded[1])
        events = events.assign(**{column: events[column].mask(hit, end) for column, end in zip(pair, chosen)})
    return events.assign(date_edtf=events["date_edtf"].replace(f"[{CODED_RESUMED[0]}..{CODED_RESUMED[1]}]", f"[{window[0]}..{window[1]}]"))
