"""Findings of the fourth chapter: how mail crossed the borders, under which agreements, and when it stopped."""

from __future__ import annotations

from collections import Counter

from helpers import mail, routes, volumes
from helpers.dates import write_day
from helpers.findings import Result, agree, finding, number

NOTEBOOK = "04_postal_exchange"
DOCUMENT = "wikipedia-posts-ministry"


def places(*lines: int | str) -> list[str]:
    """Places in the article on the ministry."""
    return [f"{DOCUMENT}:{line}" for line in lines]


def span(sizes: list[int], unit: str, name: str) -> dict:
    """Some possible numbers as one text (`87 to 89`), with the smallest and the largest beside it (None where there is none)."""
    low, high = min(sizes, default=None), max(sizes, default=None)
    text = "no possible number" if low is None else f"{low}" if low == high else f"{low} to {high}"
    return {name: number(text, unit), f"{name}_min": number(low, unit), f"{name}_max": number(high, unit)}


@finding("find-postal-exchanges-before-1949", notebook=NOTEBOOK, headline="before_min")
def exchanges_before_1949(study) -> Result:
    """How many exchanges were there before the southern ministry took over on 30 December 1948?"""
    sizes = study.stage("mail_core_exchanges")
    thursdays = mail.count_weekdays("Thursday", mail.TAKEOVER, mail.LAST_DAY)
    before, total = sizes["before"], max(sizes["all"], default=None)
    return Result(
        sentence="From 30 December 1948 to the war there were {thursdays} Thursdays. So "
        + ("{total} exchanges in all and, by the recall of the liaison officers, more than eighty as read here hold together only with {before} exchanges before that day."
           if before else "the exchanges printed in all and, by the recall of the liaison officers, more than eighty as read here cannot hold together."),
        numbers={**span(before, "exchanges", "before"), "thursdays": number(thursdays, "days"), "total": number(total, "exchanges")},
        verdict="none" if not before else "between_87_and_89" if 87 <= min(before) and max(before) <= 89 else "wider",
        lines=places(55, 59),
    )


def impossible(study, statement: str, sentence: str, *, lines: tuple[int, ...]) -> Result:
    """Hold a printed rhythm, set between the other statements, against the exchanges the printed numbers leave."""
    under = study.stage("mail_hypothesis", statement)
    allowed = study.stage("mail_core_exchanges")["before"]
    return Result(
        sentence=sentence,
        numbers={**span(under, "exchanges", "under"), **span(allowed, "exchanges", "allowed")},
        verdict="possible" if set(under) & set(allowed) else "impossible",
        lines=places(*lines),
    )


@finding("find-postal-weekly-impossible", notebook=NOTEBOOK, headline="under_min")
def weekly_impossible(study) -> Result:
    """Can mail have been exchanged every Thursday since the resumption of 1946?"""
    return impossible(
        study, "stmt-weekly-thursday-ryohyon",
        "Every Thursday since the resumption of 1946 makes at least {under_min} exchanges before 30 December 1948; with more than eighty as "
        "read here, the printed numbers allow at most {allowed_max}.", lines=(53, 55, 59),
    )


@finding("find-postal-monthly-impossible", notebook=NOTEBOOK, headline="under_max")
def monthly_impossible(study) -> Result:
    """Can mail have been exchanged once a month before April 1948?"""
    return impossible(
        study, "stmt-monthly-to-weekly",
        "Once a month from the resumption of 1946 to April 1948 makes at most {under_max} exchanges before 30 December 1948, even with one a "
        "week before the suspension; the printed numbers ask for at least {allowed_min}.", lines=(49, 53, 55, 59),
    )


@finding("find-postal-rhythm", notebook=NOTEBOOK, headline="step_min")
def rhythm_before_april_1948(study) -> Result:
    """Which steady rhythm between the resumption and April 1948 fits the printed numbers?"""
    steps = study.stage("mail_steps")
    verdict = "none" if not steps else "about_fortnightly" if 10 <= min(steps) and max(steps) <= 20 else "open"
    return Result(
        sentence="A steady rhythm from the resumption of 1946 to April 1948 fits the printed numbers, as read here, with {step} days from one exchange to the next, "
        + {"about_fortnightly": "about two weeks.", "none": "so no steady rhythm does."}.get(verdict, "so the rhythm stays open."),
        numbers=span(steps, "days", "step"),
        verdict=verdict,
        lines=places("49-55", 59),
    )


@finding("find-postal-outside-rhythm", notebook=NOTEBOOK, headline="resumed_min")
def rhythm_from_outside(study) -> Result:
    """What do exchanges dated and numbered by outside sources leave for the time before April 1948?"""
    phases = study.stage("mail_outside_phases")
    fewest = [min(phases[name], default=0) for name in ("first", "resumed", "weekly")]
    return Result(
        sentence="With the exchanges that outside sources date and number, {first} fall before the pause, {resumed} between the resumption and April 1948 "
        "and {weekly} from then to the takeover. If no Thursday failed after that it is {first_min} + {resumed_min} + {weekly_min} = {sum}.",
        numbers={**{k: v for name in ("first", "resumed", "weekly") for k, v in span(phases[name], "exchanges", name).items()}, "sum": number(sum(fewest), "exchanges")},
        verdict="fits_the_print" if 87 <= sum(fewest) <= 89 else "differs",
        lines=places("51-55", 59),
    )


@finding("find-postal-conflicts", notebook=NOTEBOOK, headline="conflicts")
def statements_in_conflict(study) -> Result:
    """How many of the printed statements can hold together?"""
    maximal, minimal = study.stage("mail_sets")
    held = study.stage("mail_words")
    free = [name for name in held if not any(name in m for m in minimal)]
    return Result(
        sentence="Of {statements} statements that bind the days of exchange at most {largest} hold together. There are {conflicts} smallest sets "
        "that contradict themselves; {free} {are} in none of them.",
        numbers={
            "are": number(agree(len(free), "statement is", "statements are")), "statements": number(len(held), "statements"), "largest": number(max(map(len, maximal)), "statements"),
            "conflicts": number(len(minimal), "sets"), "free": number(len(free), "statements"),
        },
        verdict="contradictory" if minimal else "consistent",
        lines=places("49-59"),
    )


@finding("find-postal-direction", notebook=NOTEBOOK, headline="ratio")
def direction_of_mail(study) -> Result:
    """Did more mail go south than north?"""
    counts, claims = volumes.mail_counts(study.stage("mail_pieces"), study.raw["mail_events"], exchanges=(), counted=mail.COUNTED), study.raw["outside"]
    printed, read = (volumes.pieces_by(counts, f"direction_{kind}", mail.COUNTED) for kind in ("as_printed", "read"))
    tested = volumes.label_test(counts, claims, counted=mail.COUNTED).set_index(["labels", "direction"])
    return Result(
        sentence="As printed, {printed_south} pieces went south and {printed_north} north by 16 December 1948, {ratio} to one; "
        + ("read so here too. " if printed == read else "as read here, {read_north} went north and {read_south} south. ")
        + "Outside totals to the war leave {left_printed} pieces for the south after that day "
        "if the labels stand, and {left_swapped} if they changed places.",
        numbers={
            **{f"printed_{way}": number(printed[way], "pieces") for way in ("north", "south")},
            **{f"read_{way}": number(read[way], "pieces") for way in ("north", "south")},
            "ratio": number(max(printed.values()) / min(printed.values()), "times", 1),
            "left_printed": number(tested.loc[("as-printed", "south"), "remainder"], "pieces"),
            "left_swapped": number(tested.loc[("swapped", "south"), "remainder"], "pieces"),
        },
        verdict="more_north" if read["north"] > read["south"] else "more_south",
        lines=places(55),
    )


def bounds(name: str, row) -> dict:
    """Pieces an exchange as a text and as two numbers."""
    low, high = (number(row[f"per_exchange_{side}"], "pieces") for side in ("min", "max"))
    return {name: number(low.text if low.text == high.text else f"{low.text} to {high.text}", "pieces"), f"{name}_min": low, f"{name}_max": high}


@finding("find-postal-volumes", notebook=NOTEBOOK, headline="larger_min")
def pieces_an_exchange(study) -> Result:
    """How many pieces did one exchange carry?"""
    bounded = volumes.volume_bounds(study.stage("mail_counts"), began=mail.BEGAN).sort_values("pieces")
    claims = study.raw["outside"]
    first = volumes.claim_number(claims, "out-ns-first-north")
    if bounded.empty:
        return Result("No schedule keeps the printed numbers, so pieces cannot be divided among exchanges.", {"larger_min": number(None, "pieces")}, "none", places(55))
    small, large = bounded.iloc[0], bounded.iloc[-1]
    return Result(
        sentence="By 16 December 1948 an exchange had carried {larger} pieces on average in the direction printed as {large_way} (read as "
        "{large_read}) and {smaller} in the other, {larger_day} and {smaller_day} a day. The first exchange alone, by an outside "
        "count, took {first} north: {share} % of the larger number and {share_small} % of the smaller.",
        numbers={
            **bounds("larger", large), **bounds("smaller", small),
            "larger_day": number(large["per_day"], "pieces a day"), "smaller_day": number(small["per_day"], "pieces a day"),
            "large_way": number(large["direction_as_printed"]), "large_read": number(large["direction_read"]),
            "first": number(first, "pieces"), "share": number(100 * first / large["pieces"], "%"), "share_small": number(100 * first / small["pieces"], "%"),
        },
        verdict="thousands_an_exchange" if small["per_exchange_min"] >= 1000 else "fewer",
        lines=places(55),
    )


@finding("find-postal-agreements-count", notebook=NOTEBOOK, headline="agreements")
def count_agreements(study) -> Result:
    """How many postal and telecommunication agreements are printed?"""
    table = study.stage("agreements")
    printed = len(study.raw["agreements"])
    in_table = table["content_cell"] != ""
    inherited = int((table["cells"] == "inherited").sum())
    whole = "The documents name {agreements} agreements" if len(table) == printed else "Of {printed} texts that the documents name, {agreements} are agreements of their own as read here"
    spanned = "{inherited} of them {have} dates only because a cell of the row above is read as spanning theirs." if inherited else "None of them has a date from a cell of the row above."
    return Result(
        sentence=whole + ": {rows} in rows of the table for China, {text} in the text. " + spanned,
        numbers={
            "agreements": number(len(table), "agreements"), "rows": number(in_table.sum(), "rows"),
            "text": number((~in_table).sum(), "agreements"), "inherited": number(inherited, "agreements"),
            "printed": number(printed, "texts"), "have": number(agree(inherited, "has", "have")),
        },
        verdict="counted" if table["agreement_id"].is_unique else "twice",
        lines=sorted({f"{source}:{line}" for source, line in zip(table["source_id"], table["line"])}),
    )


@finding("find-postal-in-force", notebook=NOTEBOOK, headline="most")
def agreements_in_force(study) -> Result:
    """How many agreements were in force at once?"""
    own, read = study.stage("in_force", "own"), study.stage("in_force", "inherited")
    peak, now = read.loc[read["in_force_min"].idxmax()], int(read["in_force_min"].iloc[-1])
    return Result(
        sentence="At most {most} agreements are known to have been in force at once, from {day} on; with the cells of each row alone it is "
        "{most_own}. On the cut-off day " + ("{now} {are}" if now else "none is") + " known to be in force and up to {now_max} can be: the word effective carries no date.",
        numbers={
            "most": number(peak["in_force_min"], "agreements"), "day": number(write_day(peak["day"])), "most_own": number(own["in_force_min"].max(), "agreements"),
            "now": number(now, "agreements"), "are": number(agree(now, "is", "are")), "now_max": number(read["in_force_max"].iloc[-1], "agreements"),
        },
        verdict="more_with_inherited" if peak["in_force_min"] > own["in_force_min"].max() else "same",
        lines=places("74-86"),
    )


@finding("find-postal-lag", notebook=NOTEBOOK, headline="longest")
def lag_to_force(study) -> Result:
    """How long did an agreement wait between signature and entry into force?"""
    table = study.stage("agreements")
    lags = table["lag_days"].dropna().astype(int)
    middle, inherited = float(lags.median()), int((table.loc[lags.index, "cells"] == "inherited").sum())
    return Result(
        sentence="{known} of {all} agreements have both days (" + ("{inherited}" if inherited else "none") + " of them from cells of the row above): {shortest} to {longest} days from "
        "signature to entry into force, with a median of {median}.",
        numbers={
            "known": number(len(lags), "agreements"), "all": number(len(table), "agreements"), "shortest": number(lags.min(), "days"),
            "longest": number(lags.max(), "days"), "median": number(middle, "days", 0 if middle.is_integer() else 1),
            "inherited": number(inherited, "agreements"),
        },
        verdict="within_two_months" if lags.max() <= 61 else "longer",
        lines=places(49, 55, "74-85"),
    )


@finding("find-postal-routes", notebook=NOTEBOOK, headline="open")
def routes_open(study) -> Result:
    """Which links are open at the cut-off, and on what does that rest?"""
    table = study.stage("routes")
    last = routes.states_on(study.stage("link_states"), study.as_of)
    left, links = Counter(last["status"]), table["link_id"].nunique()
    silent = links - len(last)
    carried = sum(status == "open" and carriage in routes.MOVED for status, carriage in zip(last["status"], last["carriage"]))
    rest = "no open one rests on mail printed to have moved, only on plans and announcements." if not carried else "of the open ones {carried} {rest} on mail printed to have moved."
    rest = rest if left["open"] else "none is open."
    return Result(
        sentence="Of {links} links the last dated statement leaves {open} open, {restricted} restricted, {suspended} suspended and {unknown} unknown, and {silent} {have} no dated statement; " + rest
        + " {undated} of {statements} statements have no date.",
        numbers={
            "links": number(links, "links"), "statements": number(len(table), "statements"),
            **{s: number(left[s], "links") for s in ("open", "restricted", "suspended", "unknown")},
            "silent": number(silent, "links"), "have": number(agree(silent, "has", "have")),
            "carried": number(carried, "links"), "rest": number(agree(carried, "rests", "rest")), "undated": number(len(routes.undated_statements(table)), "statements"),
        },
        verdict="open_on_paper" if not carried else "open_in_practice",
        lines=places(44, 46, "49-59", 68, 70, 74, 76, "85-88"),
    )


@finding("find-postal-tariff", notebook=NOTEBOOK, headline="crossing")
def tariff(study) -> Result:
    """At what weight does a parcel on the Hunchun and Rason route cost as much as a letter?"""
    numbers = study.stage("quantities")
    crossing = routes.tariff_crossing(numbers)
    return Result(
        sentence="At {letter} CNY a letter and {rate} CNY a kilogram, a letter costs as much as a parcel of {crossing} kg; the weight of a letter and "
        "the smallest parcel are not printed.",
        numbers={
            "letter": number(routes.quantity(numbers, "qty-rate-letter"), "CNY"), "rate": number(routes.quantity(numbers, "qty-rate-parcel"), "CNY a kilogram", 1),
            "crossing": number(crossing, "kg"),
        },
        verdict="letters_dearer" if crossing > 1 else "parcels_dearer",
        lines=places(86),
    )
