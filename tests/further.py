"""Copies of the project's data with further ministries, added as a scholar would: rows of four raw tables."""

import csv
import shutil

from helpers import paths

SOURCE = ("outside", "a list of office holders", "", "", "facts", "", "", "")
# Facts of real lists, as printed there: lines of de.wikipedia.org/wiki/Ministerium_für_Auswärtige_Angelegenheiten,
# ko.wikipedia.org/wiki/대한민국_체신부 and it.wikipedia.org/wiki/Ministri_dei_lavori_pubblici_della_Repubblica_Italiana.
MINISTRIES = {
    "gdr-foreign": ("Ministry of Foreign Affairs (GDR)", "1949-10-12", (
        "| 1 | Georg Dertinger (1902-1968) | 12. Oktober 1949 | 15. Januar 1953 | CDU |",
        "| 2 | Anton Ackermann (1905-1973) | 15. Januar 1953 | Juli 1953 | SED |",
        "| 3 | Lothar Bolz (1903-1986) | Juli 1953 | 1965 | NDPD |",
        "| 4 | Otto Winzer (1902-1975) | 1965 | 3. März 1975 | SED |",
        "| 5 | Oskar Fischer (*1923) | März 1975 | 12. April 1990 | SED |",
        "| 6 | Markus Meckel (*1952) | 12. April 1990 | 20. August 1990 | SPD |",
        "| 7 | Lothar de Maizière (*1940) | 20. August 1990 | 2. Oktober 1990 | CDU |",
    )),
    "rok-posts": ("Ministry of Communications (Republic of Korea)", "", (
        "초대 | 윤석구(尹錫龜) | 1948년 8월 4일 ~ 1949년 6월 13일",
        "2대 | 장기영(張基永) | 1949년 6월 14일 ~ 1952년 1월 11일",
        "3대 | 이순용(李淳鎔) | 1952년 1월 12일 ~ 1952년 3월 20일",
        "9대 | 오정수(吳禎洙) | 1960년 5월 2일 ~ 1960년 6월 1일",
        "12대 | 조한백(趙漢栢) | 1960년 9월 14일 ~ 1961년 1월 29일",
    )),
    "italy-works": ("Ministry of Public Works (Italy)", "", (
        "Giuseppe Romita (1887-1958) | Partito Socialista Italiano | De Gasperi II | 14 luglio 1946 | 2 febbraio 1947 | AC",
        "Emilio Sereni (1907-1977) | Partito Comunista Italiano | De Gasperi III | 2 febbraio 1947 | 1º giugno 1947 |",
        "Umberto Tupini (1889-1973) | Democrazia Cristiana | De Gasperi IV | 1º giugno 1947 | 24 maggio 1948 |",
    )),
}  # fmt: skip


def add_ministries(data, *names):
    """Add the rows of further ministries to a folder of data: sources, ministries, terms; nothing else is needed."""
    for name in names:
        title, founded, entries = MINISTRIES[name]
        add_rows(data / "raw" / "sources.csv", (f"list-{name}", *SOURCE))
        add_rows(data / "raw" / "ministries.csv", (name, title, "", founded, f"list-{name}", "", ""))
        add_rows(data / "raw" / "terms.csv", *((f"list-{name}", str(line), name, text) for line, text in enumerate(entries, 1)))
    return data


def copy_data(folder, *names):
    """The project's data in `folder`, with further ministries."""
    shutil.copytree(paths.DATA, folder, ignore=shutil.ignore_patterns("processed"))
    return add_ministries(folder, *names)


def add_rows(path, *rows):
    """Append rows to a table."""
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
