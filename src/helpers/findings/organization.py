"""Findings on the foreign ministry's desks, units and associations, as two documents describe them."""

from __future__ import annotations

import math
from datetime import date

from helpers import alignment, associations, organization
from helpers.findings import Result, agree, finding, number

NOTEBOOK = "03_organization"
PAGE, ENCYCLOPAEDIA = "foreign-ministry-website", "wikipedia-foreign-ministry"
OWN_STATE, SOUTH_KOREA = "PRK", "KOR"
HANDLED_SINCE = date(2024, 5, 31)  # wikipedia-foreign-ministry:20, reported in May 2024
NEARLY_ALL = 0.9
FREE_ORDERS = 10  # decimal exponent beyond which a common order is no coincidence
DESK_LINES = (f"{PAGE}:5-19", f"{ENCYCLOPAEDIA}:29-34")


def _of_page(frame):
    return frame[frame["source_id"] == PAGE]


def _associations(study):
    units = _of_page(study.stage("unit_tree"))
    return units[units["kind"] == "association"]


def _places(frame) -> list[str]:
    return list(dict.fromkeys(f"{source}:{line}" for source, line in zip(frame["source_id"], frame["line"])))


def _names(values) -> str:
    values = list(values)
    return " and ".join([", ".join(values[:-1]), values[-1]] if len(values) > 1 else values) or "none"


@finding("find-organization-units", notebook=NOTEBOOK, headline="same")
def units_compared(study) -> Result:
    """Do the two documents describe the same ministry?"""
    pairs = study.stage("unit_alignment", PAGE, ENCYCLOPAEDIA)
    tree = study.stage("unit_tree")
    depth = dict(zip(tree["unit_id"], tree["depth"]))
    top = pairs[[depth[a or b] == 1 for a, b in zip(pairs["unit_id_a"], pairs["unit_id_b"])]]
    count = top["status"].value_counts()
    parts = pairs[(pairs["status"] == "only_a") & ~pairs.index.isin(top.index)]
    alone = count.get("only_a", 0) + count.get("only_b", 0)
    divided = top[top["status"] == "split"]["unit_id_a"].nunique() + top[top["status"] == "merged"]["unit_id_b"].nunique()
    return Result(
        sentence="Of {units} units at the top of the ministry's page, {same} stand in the encyclopaedia under the same name, {renamed} under "
        "another; divided into several: {divided}; in one document alone: {alone}. Below the top the page alone prints {parts} parts.",
        numbers={
            "units": number(top[top["unit_id_a"] != ""]["unit_id_a"].nunique(), "units"), "same": number(count.get("same", 0), "units"),
            "renamed": number(count.get("renamed", 0), "units"), "divided": number(divided, "units"), "alone": number(alone, "units"),
            "parts": number(len(parts), "units"),
        },
        verdict="same_ministry" if alone == 0 else "units_differ",
        lines=[f"{PAGE}:4-99", f"{ENCYCLOPAEDIA}:29-59"],
    )


@finding("find-organization-desks-185", notebook=NOTEBOOK, headline="countries_page")
def countries_on_desks(study) -> Result:
    """How many countries do the desks name, and does any stand twice?"""
    page, other = study.stage("listed_countries", PAGE), study.stage("listed_countries", ENCYCLOPAEDIA)
    repeated = organization.find_repeated(study.stage("assignments"))
    organizations = len(_of_page(study.stage("assignments"))) - len(page)
    return Result(
        sentence="The ministry's page names {countries_page} countries on {desks} desks and {organizations} organizations, the encyclopaedia "
        "{countries_other}; assignments that stand twice in one document: {repeated}.",
        numbers={
            "countries_page": number(len(page), "countries"), "countries_other": number(len(other), "countries"),
            "desks": number(page["unit_id"].nunique(), "desks"), "organizations": number(organizations, "organizations"),
            "repeated": number(len(repeated), "assignments"),
        },
        verdict="same_count_none_twice" if len(page) == len(other) and repeated.empty else "counts_differ",
        lines=DESK_LINES,
    )


@finding("find-organization-moves", notebook=NOTEBOOK, headline="moved")
def countries_moved(study) -> Result:
    """Which countries stand on different desks in the two documents?"""
    partners = study.stage("partner_alignment", PAGE, ENCYCLOPAEDIA)
    moved = partners[partners["status"] == "moved"]
    spelt = partners[(partners["iso3"] != "") & (partners["spelling"].isin(["variant", "other_name"]))]
    alone = partners[partners["status"].isin(["only_a", "only_b"])]
    return Result(
        sentence="Of {common} countries that both documents name, " + ("{moved} {stand} on another desk in the second ({names})" if len(moved) else "none stands on another desk in the second")
        + " and {spelt} {have} another spelling or name there; in one document alone: {alone}.",
        numbers={
            "common": number(((partners["iso3"] != "") & ~partners.index.isin(alone.index)).sum(), "countries"), "moved": number(len(moved), "countries"),
            "stand": number(agree(len(moved), "stands", "stand")), "have": number(agree(len(spelt), "has", "have")),
            "names": number(_names(moved["partner_name"])), "spelt": number(len(spelt), "countries"),
            "alone": number((alone["iso3"] != "").sum(), "countries"),
        },
        verdict={0: "none_moved", 1: "one_moved"}.get(len(moved), "several_moved"),
        lines=[f"{s}:{n}" for row in moved.itertuples() for s, n in ((PAGE, row.line_a), (ENCYCLOPAEDIA, row.line_b))] or DESK_LINES,
    )


@finding("find-organization-un-members", notebook=NOTEBOOK, headline="named")
def members_named(study) -> Result:
    """How many members of the United Nations does a desk answer for?"""
    members = study.stage("members", "UN") - ({OWN_STATE} if study.choices.option("own_state") == "left_out" else set())
    handled = {SOUTH_KOREA} if study.choices.option("south_korea") == "handled" and study.as_of >= HANDLED_SINCE else set()
    named = members & (set(study.stage("listed_countries", PAGE)["iso3"]) | handled)
    elsewhere = members & (set(study.stage("listed_countries", ENCYCLOPAEDIA)["iso3"]) | handled)
    reference = study.stage("country_names")
    return Result(
        sentence="Of {members} members of the United Nations, the desks of the ministry's page name "
        + ("or, as read here, the ministry answers for " if handled else "") + "{named} ({share} %); the {unnamed} others are {names}. Named or left out differently in the encyclopaedia: {differing}.",
        numbers={
            "members": number(len(members), "countries"), "named": number(len(named), "countries"),
            "share": number(100 * len(named) / len(members), "%", 1), "unnamed": number(len(members - named), "countries"),
            "names": number(_names(sorted(reference[i] for i in members - named))), "differing": number(len(named ^ elsewhere), "countries"),
        },
        verdict="nearly_all_named" if len(named) >= NEARLY_ALL * len(members) else "many_unnamed",
        lines=DESK_LINES,
    )


@finding("find-organization-non-members", notebook=NOTEBOOK, headline="non_members")
def others_named(study) -> Result:
    """Which countries on the desks are not members of the United Nations?"""
    page = study.stage("listed_countries", PAGE)
    others = page[page["partner_kind"] == "observer_or_other"]
    observers = set(others["iso3"]) & study.stage("members", "UN-observer")
    return Result(
        sentence="{non_members} of the countries on the desks of the ministry's page {are} not {member} of the United Nations: {names}; "
        "observers there among them: {observers}.",
        numbers={
            "non_members": number(len(others), "countries"), "are": number(agree(len(others), "is", "are")),
            "member": number(agree(len(others), "a member", "members")), "names": number(_names(others["partner_as_printed"])),
            "observers": number(len(observers), "countries"),
        },
        verdict="some_non_members" if len(others) else "members_only",
        lines=_places(others) or DESK_LINES,
    )


@finding("find-organization-bodies", notebook=NOTEBOOK, headline="held")
def bodies_held(study) -> Result:
    """Do the desks that answer for a regional body also answer for its members?"""
    compared = _of_page(study.stage("body_comparison"))
    named = compared[compared["named_by"] != ""]
    unnamed = [i for codes in named["unnamed"] for i in codes.split(";") if i]
    reference = study.stage("country_names")
    arab = compared[compared["body"] == "Arab League"].iloc[0]
    return Result(
        sentence="The desks that name {bodies} hold {held} of their {members} members; on other desks: {elsewhere}; on no desk: {names}. "
        "The Arab League, with {arab} members on {arab_desks} desk, is named by {arab_named} desks.",
        numbers={
            "bodies": number(_names(named["body"])), "held": number(named["on_that_desk"].sum(), "memberships"),
            "members": number(named["members"].sum(), "memberships"), "names": number(_names(sorted(reference[i] for i in unnamed))),
            "elsewhere": number(named["on_other_desks"].sum(), "memberships"),
            "arab_named": number(len([d for d in arab["named_by"].split(";") if d]), "desks"),
            "arab": number(arab["members"], "countries"), "arab_desks": number(arab["desks"], "desks"),
        },
        verdict="body_and_members_together" if not named["on_other_desks"].sum() else "members_elsewhere",
        lines=[f"{PAGE}:7-8", f"{PAGE}:12-13", f"{PAGE}:17-18"],
    )


@finding("find-organization-m49", notebook=NOTEBOOK, headline="departures")
def departures_from_geography(study) -> Result:
    """Where does the ministry's map of the world depart from geography?"""
    page, gone = study.stage("listed_countries", PAGE), _of_page(study.stage("departures"))
    republics = study.stage("soviet_republics")
    desk = max((set(g) for _, g in page.groupby("unit_id")["iso3"]), key=lambda codes: len(codes & republics))
    return Result(
        sentence="{departures} of {countries} countries lie outside the part of the world that their printed heading names ({share} %): "
        "{names}. {together} of the {republics} former Soviet republics share one desk, which has {others} other countries.",
        numbers={
            "departures": number(len(gone), "countries"), "countries": number(len(page), "countries"),
            "share": number(100 * len(gone) / len(page), "%", 1), "names": number(_names(gone["partner_as_printed"])),
            "together": number(len(desk & republics), "countries"), "others": number(len(desk - republics), "countries"), "republics": number(len(republics), "countries"),
        },
        verdict="few_departures" if len(gone) < 0.1 * len(page) else "many_departures",
        lines=_places(gone) or DESK_LINES,
    )


@finding("find-organization-concentration", notebook=NOTEBOOK, headline="largest_share")
def portfolios_unequal(study) -> Result:
    """How unequal are the desks' portfolios?"""
    page = organization.measure_concentration(_of_page(study.stage("desk_totals"))).iloc[0]
    return Result(
        sentence="One desk of {desks}, the {largest}, has {largest_share} % of the countries; the countries are as concentrated as if {effective} "
        "equal desks shared them (Herfindahl index {herfindahl}). Countries are not workload: staff and traffic are not printed.",
        numbers={
            "desks": number(page["desks"], "desks"), "largest": number(page["largest"]), "largest_share": number(page["largest_share_pct"], "%", 1),
            "effective": number(page["effective_desks"], "desks", 1), "herfindahl": number(page["herfindahl"], "", 2),
        },
        verdict="one_desk_has_most" if page["largest_share_pct"] > 50 else "no_desk_has_most",
        lines=DESK_LINES,
    )


@finding("find-organization-derivation", notebook=NOTEBOOK, headline="in_order")
def lists_derived(study) -> Result:
    """Does one of the two descriptions derive from the other?"""
    partners = study.stage("partner_alignment", PAGE, ENCYCLOPAEDIA)
    order = alignment.measure_order(partners[partners["iso3"] != ""])
    alphabet = alignment.alphabetical_tau(study.stage("listed_countries", PAGE)["partner_as_printed"].tolist())
    groups = alignment.unbroken_groups(partners[partners["iso3"] != ""])
    kept = (groups["unbroken"] == "yes").sum()
    common = order["log10_orders"] > FREE_ORDERS and order["in_order"] > NEARLY_ALL * order["common"]
    claim = "The lists have a common origin; which is the older is not established." if common else "A common origin of the lists is not established."
    return Result(
        sentence="{in_order} of {common} common countries stand in one order, {inversions} of {pairs} pairs in the other; the order is not the "
        "alphabet's (Kendall's tau {alphabet}) and inside the desks it is one of 10^{orders} possible. The page's {groups} printed sub-regions, "
        "whose headings the encyclopaedia lacks, remain {kept} unbroken runs. " + claim,
        numbers={
            "in_order": number(order["in_order"], "countries"), "common": number(order["common"], "countries"),
            "inversions": number(order["inversions"], "pairs"), "pairs": number(order["pairs"], "pairs"), "alphabet": number(alphabet, "", 2),
            "orders": number(math.floor(order["log10_orders"]), "decimal exponent"), "groups": number(len(groups), "sub-regions"),
            "kept": number(kept, "runs"),
        },
        verdict="common_origin" if common else "not_established",
        lines=DESK_LINES,
    )


@finding("find-organization-associations", notebook=NOTEBOOK, headline="reached")
def associations_reach(study) -> Result:
    """For which desks' partners does the ministry sponsor an association?"""
    covered, units = _of_page(study.stage("association_cover")), _associations(study)
    scope = study.stage("association_scope")
    single = sum(len(scope[u]) == 1 for u in units["unit_id"])
    none = sum(not scope[u] for u in units["unit_id"])
    lacking = covered[covered["with_association"] < covered["countries"]]
    return Result(
        sentence="{associations} associations stand beside the desks: {single} for one country, {none} for no part of the world, the others for "
        "regions. By their names they reach {reached} of {countries} countries; the desks with a country that none reaches: {lacking}.",
        numbers={
            "associations": number(len(units), "associations"), "single": number(single, "associations"), "none": number(none, "associations"),
            "reached": number(covered["with_association"].sum(), "countries"), "countries": number(covered["countries"].sum(), "countries"),
            "lacking": number(_names(lacking["name"])),
        },
        verdict="nearly_all_reached" if covered["with_association"].sum() >= NEARLY_ALL * covered["countries"].sum() else "many_not_reached",
        lines=[f"{PAGE}:62-102"],
    )


@finding("find-organization-templates", notebook=NOTEBOOK, headline="repeated")
def texts_from_templates(study) -> Result:
    """Are the descriptions of the associations independent evidence?"""
    pairs = study.stage("templates")
    low = _associations(study)["line"].astype(int).min()
    own = pairs[pairs["line_a"] >= low]
    shared = associations.find_shared_contacts(study.raw["facts"], study.stage("unit_tree"))
    identical = own[own["share"] == 1]
    return Result(
        sentence="{repeated} lines on the associations repeat another line's wording in at least {threshold} % of their words, {identical} of them "
        "in all; what they say of membership and purpose is one statement, not several. {addresses} institutes share one address, and "
        "{mail} mail name of an institute is an association's acronym.",
        numbers={
            "repeated": number(len({*own["line_a"], *own["line_b"]}), "lines"), "threshold": number(100 * associations.TEMPLATE_SHARE, "%"),
            "identical": number(len({*identical["line_a"], *identical["line_b"]}), "lines"),
            "addresses": number((shared["attribute"] == "address").sum(), "institutes"), "mail": number((shared["attribute"] == "email").sum(), "mail names"),
        },
        verdict="template_text" if len(own) else "independent_texts",
        lines=[f"{PAGE}:{n}" for n in sorted({*own["line_a"], *own["line_b"]})],
    )
