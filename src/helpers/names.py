"""Printed names to persons.

`raw/names.csv` says which person a printed name belongs to, before any reading merges persons. A printed name that is
not listed is a person of its own, so that a further ministry needs no rows there; the same printed name in two
ministries is one person unless the list says otherwise.
"""

from __future__ import annotations

import re
import unicodedata

import pandas as pd

COLUMNS = ["person_id", "name", "name_ko", "name_hanja", "variants", "merge_reading_id"]
# Letters that no decomposition takes apart.
LETTERS = dict(zip("ßæœøłđðþıħ", ["ss", "ae", "oe", "o", "l", "d", "d", "th", "i", "h"]))
# Hangul syllables are (initial, vowel, final) in code order; Revised Romanization of 2000, letter by letter.
INITIALS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"]
VOWELS = ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"]
FINALS = ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"]
FIRST_SYLLABLE = 0xAC00


def identify(segments: pd.DataFrame, names: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """Give each term its person.

    Parameters
    ----------
    segments : DataFrame
        ministry_id and name_as_printed, with whatever else.
    names : DataFrame
        ministry_id, name_as_printed, person_id: the printed names that are listed, one row each.
    persons : DataFrame
        person_id, name: the persons that are listed.

    Returns
    -------
    DataFrame
        `segments` with person_id. A name that is not listed gets the id of the person who bears exactly that name, or
        else one made from its letters.
    """
    joined = segments.merge(
        names[["ministry_id", "name_as_printed", "person_id"]],
        on=["ministry_id", "name_as_printed"], how="left", validate="many_to_one",
    )
    unlisted = joined.loc[joined["person_id"].isna(), "name_as_printed"]
    made = _ids_of_unlisted(unlisted.unique(), names, persons)
    return joined.assign(person_id=joined["person_id"].fillna(joined["name_as_printed"].map(made)))


def persons_of(identified: pd.DataFrame, persons: pd.DataFrame) -> pd.DataFrame:
    """Give one row a person who occurs in the terms.

    Parameters
    ----------
    identified : DataFrame
        Terms with person_id, name_as_printed, name_ko, name_hanja, in printed order.
    persons : DataFrame
        person_id, name, name_ko, name_hanja of the persons that are listed.

    Returns
    -------
    DataFrame
        `COLUMNS`, sorted by person_id. `variants` holds the printed names in printed order, joined by `;`. Hangul and
        hanja come from the list, else from the print. `merge_reading_id` is ''.
    """
    found = identified.groupby("person_id", sort=True).agg(
        name=("name_as_printed", "first"),
        name_ko=("name_ko", _first_filled),
        name_hanja=("name_hanja", _first_filled),
        variants=("name_as_printed", lambda names: ";".join(names.unique())),
    )
    listed = persons.set_index("person_id").reindex(found.index)
    for column in ("name", "name_ko", "name_hanja"):
        found[column] = listed[column].where(listed[column].notna() & (listed[column] != ""), found[column])
    return found.reset_index().assign(merge_reading_id="")[COLUMNS].astype("str")


def slug(name: str) -> str:
    """Make an id of a name: its letters in lower-case ASCII, joined by hyphens.

    Hangul is romanized letter by letter; a character of another script that has no Latin base becomes `u` and its code.
    """
    plain = "".join(_ascii(letter) for letter in unicodedata.normalize("NFC", name).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"


def _ids_of_unlisted(printed: list[str], names: pd.DataFrame, persons: pd.DataFrame) -> dict[str, str]:
    """An id for each printed name that is not listed; names that differ in print never share one that was made."""
    known = dict(zip(persons["name"], persons["person_id"]))
    taken = {*persons["person_id"], *names["person_id"]}
    made: dict[str, str] = {}
    for name in sorted(printed):
        wanted, count = slug(name), 2
        if name in known:
            made[name] = known[name]
            continue
        while wanted in taken:
            wanted, count = f"{slug(name)}-{count}", count + 1
        made[name] = wanted
        taken.add(wanted)
    return made


def _first_filled(values: pd.Series) -> str:
    """The first value that is not '', or ''."""
    return next((value for value in values if value), "")


def _ascii(letter: str) -> str:
    """One letter in ASCII."""
    if letter.isascii():
        return letter if letter != "'" else ""
    if letter in LETTERS:
        return LETTERS[letter]
    if "\uac00" <= letter <= "\ud7a3":
        code = ord(letter) - FIRST_SYLLABLE
        return INITIALS[code // 588] + VOWELS[code % 588 // 28] + FINALS[code % 28]
    base = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return base if base else f"-u{ord(letter):x}-" if letter.isalpha() else "-"
