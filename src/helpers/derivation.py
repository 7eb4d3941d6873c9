"""Evidence on whether one document derives from another: each kind counted, none decided."""

from __future__ import annotations

import math

import pandas as pd

from helpers.alignment import measure_order, order_of_units, unbroken_groups
from helpers.spelling import plain_name

COMMON, EXCERPT, VERSIONS = "a common origin", "B shortened from A", "different versions"
EXAMPLES = 6


def collect_evidence(partners: pd.DataFrame, pairs: pd.DataFrame, *, members: frozenset[str], names: pd.Series) -> pd.DataFrame:
    """Evidence on the origin of two lists, one row a kind: count, out of how many, examples, what it speaks for.

    Parameters
    ----------
    partners, pairs : aligned partners and units (`alignment.align_partners`, `align_units`)
    members : iso3 of all members of the UN, for what both lists leave out
    names : reference names by iso3
    """
    countries = partners[partners["iso3"] != ""]
    both = countries[(countries["status"] != "only_a") & (countries["status"] != "only_b")]
    rows = [*_order_rows(both, pairs), *_choice_rows(countries, members, names), *_wording_rows(both, names), *_extent_rows(both, pairs)]
    return pd.DataFrame(rows, columns=["evidence", "count", "of", "examples", "speaks_for"])


def _order_rows(both: pd.DataFrame, pairs: pd.DataFrame) -> list[tuple]:
    order, (units, kept) = measure_order(both), order_of_units(pairs)
    return [
        ("countries in one order", order["in_order"], order["common"], "", COMMON),
        ("units in one order", kept, units, "", COMMON),
    ]


def _choice_rows(countries: pd.DataFrame, members: frozenset[str], names: pd.Series) -> list[tuple]:
    named = [set(countries[countries["status"] != other]["iso3"]) for other in ("only_b", "only_a")]
    absent, extra = [members - n for n in named], [n - members for n in named]
    return [
        ("members of the UN left out by both", len(absent[0] & absent[1]), len(absent[0] | absent[1]), _examples(names[i] for i in sorted(absent[0] & absent[1])), COMMON),
        ("non-members named by both", len(extra[0] & extra[1]), len(extra[0] | extra[1]), _examples(names[i] for i in sorted(extra[0] & extra[1])), COMMON),
    ]


def _wording_rows(both: pd.DataFrame, names: pd.Series) -> list[tuple]:
    own = [plain_name(p) != plain_name(names[i]) for p, i in zip(both["partner_as_printed_a"], both["iso3"])]
    unusual = both[pd.Series(own, index=both.index, dtype=bool)]
    alike, unlike = unusual[unusual["spelling"] == "same"], both[both["spelling"] != "same"]
    return [
        ("names other than the reference's, printed alike", len(alike), len(unusual), _examples(alike["partner_as_printed_a"]), COMMON),
        ("names printed differently", len(unlike), len(both), _examples(f"{a} | {b}" for a, b in zip(unlike["partner_as_printed_a"], unlike["partner_as_printed_b"])), VERSIONS),
    ]


def _extent_rows(both: pd.DataFrame, pairs: pd.DataFrame) -> list[tuple]:
    groups, moved = unbroken_groups(both), both[both["status"] == "moved"]
    changed = pairs[pairs["status"].isin(["renamed", "split", "merged", "moved"])]
    changes = [*moved["partner_name"], *(f"{a} | {b}" for a, b in zip(changed["name_a"], changed["name_b"]))]
    only = {side: pairs[pairs["status"] == f"only_{side}"] for side in ("a", "b")}
    return [
        ("sub-regions of A that are unbroken runs in B, without their headings", (groups["unbroken"] == "yes").sum(), len(groups), _examples(groups["sub_region_a"]), EXCERPT),
        ("units that A alone prints (of those one document alone prints)", len(only["a"]), len(only["a"]) + len(only["b"]), _examples(only["a"]["name_a"]), EXCERPT),
        ("units and countries that changed name or place", len(changes), len(both) + len(pairs) - len(only["a"]) - len(only["b"]), _examples(changes), VERSIONS),
    ]


def _examples(values) -> str:
    values = list(values)
    more = len(values) - EXAMPLES
    return "; ".join(values[:EXAMPLES]) + (f"; and {more} more" if more > 0 else "")


def chance_of_choice(members: int, absent: int) -> float:
    """Decimal exponent of the number of ways to leave `absent` out of `members`: the size of a coincidence."""
    return math.log10(math.comb(members, absent))
