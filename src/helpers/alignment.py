"""Two documents side by side: which unit and which partner of one is which of the other, found by rule.

Works on any pair of documents (`source_a`, `source_b`); with more documents, pair by pair. Nothing is
matched by hand: names are compared in their plain form, desks also by the partners they share, and
divided departments by their words. What no rule matches is ``only_a`` or ``only_b``.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import combinations

import pandas as pd

from helpers.spelling import compare_prints, plain_name, stem_words, without_acronym

OVERLAP = 0.5  # desks match where they share at least this part of their common partners (Jaccard)


def pair_sources(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Every pair of documents in a frame, in the order of their ids."""
    return list(combinations(sorted(set(frame["source_id"])), 2))


def align_units(units: pd.DataFrame, assignments: pd.DataFrame, source_a: str, *, source_b: str) -> pd.DataFrame:
    """One row a pair of units: status same, renamed, moved, merged, split, only_a or only_b.

    Units are compared kind by kind and level by level, first by plain name, then (desks) by shared
    partners, then by their words: where the words of several units of one document are together those
    of one unit of the other, that unit is split (seen from A) or they are merged. A matched unit that
    stands under another parent is moved. Columns unit_id_a, unit_id_b, name_a, name_b, line_a, line_b,
    as_printed_a, as_printed_b, kind, status, spelling, rule.
    """
    a, b = units[units["source_id"] == source_a], units[units["source_id"] == source_b]
    pairs: list[tuple[str, str, str, str]] = []
    for rule in (match_names, match_partners, match_words):
        a, b = _without(a, {p[0] for p in pairs}), _without(b, {p[1] for p in pairs})
        pairs += rule(a, b, assignments)
    pairs += [(u, "", "only_a", "") for u in _without(a, {p[0] for p in pairs})["unit_id"]]
    pairs += [("", u, "only_b", "") for u in _without(b, {p[1] for p in pairs})["unit_id"]]
    frame = pd.DataFrame(pairs, columns=["unit_id_a", "unit_id_b", "status", "rule"])
    return describe_pairs(mark_moved(frame, units), units)


def _without(units: pd.DataFrame, taken: set[str]) -> pd.DataFrame:
    return units.loc[[u not in taken for u in units["unit_id"]]]


def match_names(a: pd.DataFrame, b: pd.DataFrame, assignments: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """Units of the same kind, depth and plain name, where each document has one such unit."""
    ids_a, ids_b = _ids_by_name(a), _ids_by_name(b)
    return [(unit_id, ids_b[key], "same", "name") for key, unit_id in ids_a.items() if key in ids_b]


def _ids_by_name(units: pd.DataFrame) -> dict[tuple[str, int, str], str]:
    """unit_id by kind, depth and plain name, without those that several units share."""
    keys = list(zip(units["kind"], units["depth"], map(plain_name, units["name"])))
    times = Counter(keys)
    return {key: unit_id for key, unit_id in zip(keys, units["unit_id"]) if times[key] == 1}


def match_partners(a: pd.DataFrame, b: pd.DataFrame, assignments: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """Units that answer for mostly the same partners: the best overlap first, each unit once."""
    partners: dict[str, set[str]] = {}
    for unit_id, name in zip(assignments["unit_id"], assignments["partner_name"]):
        partners.setdefault(unit_id, set()).add(name)
    scored = sorted(
        ((-len(partners[i] & partners[j]) / len(partners[i] | partners[j]), i, j)
         for i in a["unit_id"] for j in b["unit_id"] if i in partners and j in partners),
    )
    pairs, used = [], set()
    for score, i, j in scored:
        if -score >= OVERLAP and i not in used and j not in used:
            pairs.append((i, j, "renamed", "partners"))
            used |= {i, j}
    return pairs


def match_words(a: pd.DataFrame, b: pd.DataFrame, assignments: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    """Units with the same words in another form, and units divided or joined."""
    one = _divided(a, b, "split")
    used = {p[0] for p in one}
    other = _divided(b, a[~a["unit_id"].isin(used)], "merged")
    return one + [(j, i, status, rule) for i, j, status, rule in other if status == "merged"]


def _divided(whole: pd.DataFrame, parts: pd.DataFrame, status: str) -> list[tuple[str, str, str, str]]:
    """Units of `whole` whose words are those of one (renamed) or several (`status`) units of `parts`."""
    pairs, used = [], set()
    wholes, candidates = ([(i, kind, stem_words(name)) for i, kind, name in zip(f["unit_id"], f["kind"], f["name"])] for f in (whole, parts))
    for unit_id, kind, words in wholes:
        inside = {i: own for i, other, own in candidates if other == kind and i not in used and own <= words}
        if inside and frozenset().union(*inside.values()) == words:
            label = "renamed" if len(inside) == 1 else status
            pairs += [(unit_id, i, label, "words") for i in inside]
            used |= set(inside)
    return pairs


def mark_moved(pairs: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Status moved where the parents of two matched units are not matched themselves."""
    parent = dict(zip(units["unit_id"], units["parent_unit_id"])) | {"": ""}
    ids = list(zip(pairs["unit_id_a"], pairs["unit_id_b"]))
    matched = {("", "")} | {pair for pair in ids if all(pair)}
    moved = [all(pair) and (parent[pair[0]], parent[pair[1]]) not in matched for pair in ids]
    return pairs.assign(status=["moved" if apart else status for apart, status in zip(moved, pairs["status"])])


def describe_pairs(pairs: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Pairs with names, lines and printed strings of both sides; acronyms count as no difference."""
    sides = {}
    for column in ("name", "line", "as_printed", "kind"):
        known = dict(zip(units["unit_id"], units[column])) | {"": ""}
        sides |= {f"{column}_{side}": [known[u] for u in pairs[f"unit_id_{side}"]] for side in ("a", "b")}
    kind = [a or b for a, b in zip(sides.pop("kind_a"), sides.pop("kind_b"))]
    spelling = [compare_prints(without_acronym(a), without_acronym(b)) for a, b in zip(sides["as_printed_a"], sides["as_printed_b"])]
    position = [int(n) if n else math.inf for n in sides["line_a"]]
    order = sorted(range(len(pairs)), key=position.__getitem__)
    return pairs.assign(**sides, kind=kind, spelling=spelling).iloc[order].reset_index(drop=True)


def align_partners(assignments: pd.DataFrame, pairs: pd.DataFrame, source_a: str, *, source_b: str) -> pd.DataFrame:
    """One row a partner: on the same desk, moved, only_a or only_b, with both prints side by side.

    `pairs` are the aligned units. Columns partner_name, iso3, status, spelling, and for each side
    partner_as_printed, department, sub_region, unit_id, line, sequence (suffix _a, _b).
    """
    columns = ["partner_name", "iso3", "partner_as_printed", "department", "sub_region", "unit_id", "line", "sequence"]
    sides = [assignments[assignments["source_id"] == s][columns] for s in (source_a, source_b)]
    frame = sides[0].merge(sides[1], on=["partner_name", "iso3"], how="outer", suffixes=("_a", "_b"), validate="one_to_one")
    texts = [c for c in frame.columns if not c.startswith("sequence")]
    frame = frame.fillna(dict.fromkeys(texts, "")).sort_values(["sequence_a", "sequence_b"], ignore_index=True)
    matched = set(zip(pairs["unit_id_a"], pairs["unit_id_b"]))
    status = ["same" if (a, b) in matched else "moved" if a and b else "only_a" if a else "only_b" for a, b in zip(frame["unit_id_a"], frame["unit_id_b"])]
    spelling = [compare_prints(a, b) for a, b in zip(frame["partner_as_printed_a"], frame["partner_as_printed_b"])]
    return frame.assign(status=status, spelling=spelling)


def join_matches(units: pd.DataFrame, alignments: list[pd.DataFrame]) -> pd.DataFrame:
    """Units with matched_unit_id: the same unit in every other document, joined by ``;``."""
    found: dict[str, list[str]] = {}
    for pairs in alignments:
        for i, j in zip(pairs["unit_id_a"], pairs["unit_id_b"]):
            if i and j:
                found.setdefault(i, []).append(j)
                found.setdefault(j, []).append(i)
    return units.assign(matched_unit_id=[";".join(found.get(u, [])) for u in units["unit_id"]])


def longest_rising(numbers: list[int]) -> int:
    """Length of the longest rising subsequence: how many items keep their order."""
    tails: list[int] = []
    for n in numbers:
        at = bisect_left(tails, n)
        tails[at:at + 1] = [n]
    return len(tails)


def count_inversions(numbers: list[int]) -> int:
    """Pairs that stand in the opposite order; zero in a rising list."""
    earlier, count = [], 0
    for n in numbers:
        at = bisect_right(earlier, n)
        count += len(earlier) - at
        earlier.insert(at, n)
    return count


def measure_order(aligned: pd.DataFrame) -> dict[str, float]:
    """How far two documents print their common partners in one order.

    Returns common (partners), in_order (longest common subsequence), inversions and pairs (Kendall's
    count), tau (1 − 2·inversions/pairs), and log10_orders: the decimal exponent of the number of ways
    to order the same partners inside the same desks, the size of the coincidence if the orders were free.
    """
    both = aligned[(aligned["status"] != "only_a") & (aligned["status"] != "only_b")].sort_values("sequence_a")
    ranks = both["sequence_b"].astype(int).tolist()
    inversions, pairs = count_inversions(ranks), math.comb(len(ranks), 2)
    orders = math.fsum(math.lgamma(n + 1) for n in both[both["status"] == "same"].groupby("unit_id_a").size()) / math.log(10)
    return {
        "common": len(ranks), "in_order": longest_rising(ranks), "inversions": inversions, "pairs": pairs,
        "tau": 1 - 2 * inversions / pairs if pairs else math.nan, "log10_orders": orders,
    }


def alphabetical_tau(names: list[str]) -> float:
    """Kendall's tau of a printed order against the alphabet: near zero, the order is nobody's convention."""
    order = {name: i for i, name in enumerate(sorted(names, key=plain_name))}
    pairs = math.comb(len(names), 2)
    return 1 - 2 * count_inversions([order[n] for n in names]) / pairs if pairs else math.nan


def unbroken_groups(aligned: pd.DataFrame) -> pd.DataFrame:
    """Sub-regions printed in A alone: does B, without the heading, keep each as an unbroken run?

    Returns sub_region_a, partners, unbroken (yes|no).
    """
    places: dict[str, list[float]] = {}
    for name, place in zip(aligned["sub_region_a"], aligned["sequence_b"]):
        if name and not math.isnan(place):
            places.setdefault(name, []).append(place)
    rows = [(name, len(found), "yes" if max(found) - min(found) + 1 == len(found) else "no") for name, found in places.items()]
    return pd.DataFrame(rows, columns=["sub_region_a", "partners", "unbroken"])


def slope_rows(pairs: pd.DataFrame, partners: pd.DataFrame, units: pd.DataFrame, *, desks: pd.DataFrame) -> pd.DataFrame:
    """Links between two documents for a slope diagram: one row a pair of top units or a moved partner.

    Columns role (unit, partner), kind, name_a, name_b, order_a, order_b (within the kind, printed order,
    empty where missing), status, countries_a, countries_b (of desks), parts_a, parts_b (units below, that
    the other document does not print), as_printed, places.
    """
    top = units[units["depth"] == 1]
    order = dict(zip(top["unit_id"], top.groupby(["source_id", "kind"]).cumcount() + 1))
    total = dict(zip(desks["unit_id"], desks["countries"]))
    parts = units[units["depth"] > 1].assign(top=lambda f: [_top_of(u, units) for u in f["unit_id"]]).groupby("top").size().to_dict()
    rows = []
    for pair in pairs.itertuples():
        ids = {"a": pair.unit_id_a, "b": pair.unit_id_b}
        if any(i in order for i in ids.values()):
            rows.append({"role": "unit", "kind": pair.kind, "name_a": pair.name_a, "name_b": pair.name_b, "status": pair.status}
                        | {f"{what}_{s}": table.get(i, "") for what, table in (("order", order), ("countries", total), ("parts", parts)) for s, i in ids.items()}
                        | _prints(pair, units))
    for moved in partners[partners["status"] == "moved"].itertuples():
        rows.append({"role": "partner", "kind": "regional_department", "name_a": moved.partner_as_printed_a, "name_b": moved.partner_as_printed_b,
                     "status": "moved", "order_a": order[moved.unit_id_a], "order_b": order[moved.unit_id_b]}
                    | {"as_printed": f"{moved.partner_as_printed_a} | {moved.partner_as_printed_b}"}
                    | {"places": _places(moved.unit_id_a, moved.line_a, moved.unit_id_b, moved.line_b)})
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return pd.DataFrame([{c: row.get(c, "") for c in columns} for row in rows], columns=columns)


def _top_of(unit_id: str, units: pd.DataFrame) -> str:
    parent = dict(zip(units["unit_id"], units["parent_unit_id"]))
    while parent[unit_id]:
        unit_id = parent[unit_id]
    return unit_id


def _prints(pair, units: pd.DataFrame) -> dict[str, str]:
    printed = " | ".join(p for p in (pair.as_printed_a, pair.as_printed_b) if p)
    return {"as_printed": printed, "places": _places(pair.unit_id_a, pair.line_a, pair.unit_id_b, pair.line_b)}


def _places(unit_a: str, line_a: str, unit_b: str, line_b: str) -> str:
    """``source:line`` of both sides; a unit id begins with its document's id."""
    return ";".join(f"{u.rsplit('-', 2)[0]}:{n}" for u, n in ((unit_a, line_a), (unit_b, line_b)) if u)


def order_of_units(pairs: pd.DataFrame) -> tuple[int, int]:
    """Matched units and the longest sequence of them that both documents print in one order."""
    both = pairs[(pairs["unit_id_a"] != "") & (pairs["unit_id_b"] != "")].drop_duplicates("unit_id_a")
    keys = [[(int(n), int(u.rsplit("-", 1)[1])) for n, u in zip(both[f"line_{s}"], both[f"unit_id_{s}"])] for s in ("a", "b")]
    ranks = {key: n for n, key in enumerate(sorted(keys[1]))}
    return len(both), longest_rising([ranks[k] for _, k in sorted(zip(*keys))])


def list_differences(pairs: pd.DataFrame, partners: pd.DataFrame) -> pd.DataFrame:
    """Everything that both documents print and not alike, with both prints and lines side by side.

    Columns what (unit, country, organization), name, status, spelling, printed_a, printed_b, places.
    """
    units = pairs[(pairs["unit_id_a"] != "") & (pairs["unit_id_b"] != "")]
    units = units.assign(what="unit", name=units["name_a"], printed_a=units["as_printed_a"], printed_b=units["as_printed_b"])
    both = partners[~partners["status"].isin(["only_a", "only_b"])]
    both = both.assign(
        what=both["iso3"].map(lambda code: "country" if code else "organization"), name=both["partner_name"],
        printed_a=both["partner_as_printed_a"], printed_b=both["partner_as_printed_b"],
    )
    frame = pd.concat([units, both], ignore_index=True)
    frame = frame[(frame["status"] != "same") | (frame["spelling"] != "same")]
    places = [_places(a, m, b, n) for a, m, b, n in zip(frame["unit_id_a"], frame["line_a"], frame["unit_id_b"], frame["line_b"])]
    spelling_words = {"same": "same spelling", "variant": "other spelling", "other_name": "other name"}
    frame = frame.assign(places=places, spelling=frame["spelling"].map(spelling_words), status=frame["status"].replace("same", "same place"))
    return frame[["what", "name", "status", "spelling", "printed_a", "printed_b", "places"]].reset_index(drop=True)
