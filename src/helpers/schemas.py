"""What every table holds, column by column: the one place from which the checks, the codebook and
the Data Package description are made.

A table is described by plain values (`Table`, `Column`); `pandera_schema` turns it into a pandera
schema over text columns, because every table is read as text and typed only where it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from helpers import vocabulary as words
from helpers.dates import bounds
from helpers.errors import DateError

DAY = r"\d{4}-\d{2}-\d{2}"
ID = r"[a-z0-9]+(?:[-./:][a-z0-9]+)*"
INTEGER = r"-?\d+"
NUMBER = r"-?\d+(?:\.\d+)?"
PLACE = r"[a-z0-9-]+:\d+(?:-\d+)?"
PATTERNS = {"day": DAY, "id": ID, "integer": INTEGER, "number": NUMBER, "iso3": "[A-Z]{3}", "numeric": r"\d{3}", "flag": "yes|no", "sha256": "[0-9a-f]{64}"}
FRICTIONLESS_TYPES = {"day": "date", "integer": "integer", "number": "number"}


@dataclass(frozen=True)
class Column:
    """One column: its name, what it means, its type, and whether a cell may be empty.

    `type` is text, edtf, day, id, integer, number, flag (yes|no), iso3, sha256, place (one or several
    ``source_id:line`` joined by ``;``) or a tuple of the only words allowed.
    """

    name: str
    description: str
    type: str | tuple[str, ...] = "text"
    empty: bool = False
    refers_to: str = ""


@dataclass(frozen=True)
class Table:
    """One table: its folder (raw, processed, reference), key and columns."""

    name: str
    folder: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> list[str]:
        """The names of the columns, in order."""
        return [c.name for c in self.columns]


def _source(empty: bool = False) -> tuple[Column, Column]:
    return (
        Column("source_id", "the document the row was read from", "id", empty=empty, refers_to="raw/sources.source_id"),
        Column("line", "1-based line of that document", "integer", empty=empty),
    )


PRINTED = Column("as_printed", "the words as printed on that line (white space aside)")
MINISTRY = Column("ministry_id", "posts (체신성), foreign (외무성), or one added", "id", refers_to="raw/ministries.ministry_id")
BOUNDS = (
    Column("start_earliest", "first day on which the spell can have begun; empty: unbounded", "day", empty=True),
    Column("start_latest", "last day on which it can have begun; empty: unbounded", "day", empty=True),
    Column("end_earliest", "first day that can have been the first day out; empty: unbounded", "day", empty=True),
    Column("end_latest", "last day that can have been the first day out; empty: unbounded", "day", empty=True),
)

TABLES: dict[str, Table] = {}


def add_table(folder: str, name: str, title: str, key: str, *columns: Column) -> None:
    """Register one table under ``folder/name``; columns in the order of the file."""
    TABLES[f"{folder}/{name}"] = Table(name, folder, title, tuple(key.split()), columns)


# --- raw: as printed, written by people ------------------------------------------------------------
add_table(
    "raw", "sources", "The three documents, and the outside sources", "source_id",
    Column("source_id", "permanent id of the source", "id"),
    Column("kind", "seed: a document whose lines are recorded in raw/lines; outside: other public material", words.SOURCE_KINDS),
    Column("title", "title"),
    Column("publisher", "publisher or site", empty=True),
    Column("url", "address", empty=True),
    Column("licence", "licence as far as known"),
    Column("retrieved_edtf", "when it was retrieved or looked up", "edtf", empty=True),
    Column("sha256", "SHA-256 of the file the lines are counted in (seeds only)", "sha256", empty=True),
    Column("note", "caution", empty=True),
)
add_table(
    "raw", "lines", "Fingerprints of the words of each printed line, so that a transcription can be checked without the document",
    "source_id line",
    *_source(),
    Column("words", "first five hexadecimal digits of the SHA-256 of each word, in order"),
)
add_table(
    "raw", "ministries", "The ministries studied", "ministry_id",
    Column("ministry_id", "permanent id of the ministry", "id"),
    Column("name", "name in English"),
    Column("name_ko", "name in Korean as printed", empty=True),
    Column("founded_edtf", "founding as printed", "edtf", empty=True),
    Column("source_id", "the document that lists its office holders; their ids count its lines", "id", refers_to="raw/sources.source_id"),
    Column("line", "1-based line of that document on which the founding stands", "integer", empty=True),
    Column("as_printed", PRINTED.description, empty=True),
)
add_table(
    "raw", "terms", "Printed list entries and table rows of office holders", "source_id line",
    *_source(), MINISTRY, PRINTED,
)
add_table(
    "raw", "names", "Printed names that belong to a known person", "ministry_id name_as_printed",
    MINISTRY,
    Column("name_as_printed", "the name as printed in raw/terms"),
    Column("person_id", "the person, before any reading merges persons", "id", refers_to="raw/persons.person_id"),
)
add_table(
    "raw", "persons", "Persons, with their names in the DPRK spelling", "person_id",
    Column("person_id", "permanent id of the person", "id"),
    Column("name", "family name first, DPRK spelling"),
    Column("name_ko", "name in Hangul", empty=True),
    Column("name_hanja", "name in hanja", empty=True),
    Column("name_source_id", "where the Hangul or hanja come from", "id", empty=True, refers_to="raw/sources.source_id"),
)
add_table(
    "raw", "desks", "Printed lists of countries and organizations, one row a list", "source_id line lead_in",
    *_source(),
    Column("department", "name of the department, as in raw/units"),
    Column("sub_region", "sub-region as printed; empty where the document prints none", empty=True),
    Column("lead_in", "the words printed before the list"),
    Column("as_printed", "the whole list as printed, without the words before it"),
)
add_table(
    "raw", "units", "Departments, institutes, associations and their parts", "source_id line name",
    *_source(),
    Column("parent", "names of the units above, outermost first, joined by ' / '; empty at the top", empty=True),
    Column("name", "name, without acronym or stray marks"),
    Column("kind", "kind of unit", words.UNIT_KINDS),
    Column("heading", "the heading of the document under which the unit stands"),
    PRINTED,
)
add_table(
    "raw", "bodies", "Bodies above, below and before a ministry, and the offices named with it", "source_id line name",
    *_source(), MINISTRY,
    Column("parent", "the body above, as far as printed", empty=True),
    Column("name", "name in English"),
    Column("name_ko", "name in Korean as printed", empty=True),
    Column("role", "what the body is to the ministry", words.BODY_ROLES),
    PRINTED,
)
add_table(
    "raw", "quantities", "Numbers printed in the documents and not in another table", "quantity_id",
    Column("quantity_id", "permanent id", "id"),
    *_source(),
    Column("subject", "what is counted or measured"),
    Column("value", "the number", "number"),
    Column("unit", "unit"),
    Column("base", "what it is a share or part of", empty=True),
    Column("date_edtf", "when it holds, as printed", "edtf", empty=True),
    PRINTED,
    Column("note", "caution", empty=True),
)
add_table(
    "raw", "facts", "Everything else that is printed and could be coded", "fact_id",
    Column("fact_id", "permanent id", "id"),
    *_source(),
    Column("subject", "who or what the fact is about"),
    Column("attribute", "what is said of it"),
    Column("value", "the value, as printed or coded"),
    Column("unit", "unit of the value", empty=True),
    Column("date_edtf", "date printed with it", "edtf", empty=True),
    PRINTED,
    Column("note", "caution or coding rule", empty=True),
)
add_table(
    "raw", "outside", "Outside evidence, in our own words", "claim_id",
    Column("claim_id", "permanent id", "id"),
    Column("source_id", "the outside source", "id", refers_to="raw/sources.source_id"),
    Column("subject", "what the claim is about"),
    Column("claim", "the claim in our words"),
    Column("value_edtf", "date it gives", "edtf", empty=True),
    Column("number", "number it gives", "number", empty=True),
    Column("unit", "unit of the number", empty=True),
    Column("checked", "conflict: another outside source says otherwise, as its note tells; not_reached: a second look at its source failed; as_noted: neither is known, which is no confirmation", words.CHECKED),
    Column("standing", "document: the text itself; reference: a work of reference or a catalogue; report: press and intelligence; user_edited: anyone may write it. All but the first are second hand: what they rest on was not seen", words.STANDINGS),
    Column("bears_on", "reading ids it bears on, joined by ;", empty=True),
    Column("note", "caution", empty=True),
)
add_table(
    "raw", "uncoded", "Printed lines that hold no fact, with the reason", "uncoded_id",
    Column("uncoded_id", "permanent id", "id"),
    *_source(),
    Column("reason", "why nothing is coded", words.UNCODED_REASONS),
    Column("note", "what the line is", empty=True),
)
add_table(
    "raw", "discrepancies", "Contradictions, gaps, slips and differences found by readers", "discrepancy_id",
    Column("discrepancy_id", "permanent id", "id"),
    Column("kind", "kind of discrepancy", words.DISCREPANCY_KINDS),
    Column("sources_lines", "the printed lines, source_id:line joined by ;", "place"),
    Column("statement_a", "what one place says"),
    Column("statement_b", "what the other place, the calendar, the arithmetic or outside evidence says"),
    Column("readings", "possible readings, joined by ;"),
    Column("favoured", "the favoured reading"),
    Column("why", "why it is favoured"),
    Column("reading_id", "the entry in readings.toml, where it could move a number", "id", empty=True),
    Column("finder_key", "key of what code finds, where this row explains it; several joined by ;", empty=True),
)

add_table(
    "raw", "agreements", "Postal and telecommunication agreements, one row a printed table row or an agreement in the text", "agreement_id",
    Column("agreement_id", "permanent id", "id"),
    *_source(),
    Column("instrument", "kind of instrument", words.INSTRUMENTS),
    Column("partner", "the other party's country or zone"),
    Column("party_north_korea", "northern party as printed, from this row alone", empty=True),
    Column("party_other", "other party as printed, from this row alone", empty=True),
    Column("place", "place of signature, from this row alone", empty=True),
    Column("signed_edtf", "signature, from this row alone", "edtf", empty=True),
    Column("title", "title as printed; ours where the note says so"),
    Column("short_title", "short name of ours, for figures"),
    Column("in_force_edtf", "entry into force, from this row alone", "edtf", empty=True),
    Column("expires_edtf", "expiry, from this row alone", "edtf", empty=True),
    Column("status_as_printed", "word printed instead of an expiry", empty=True),
    Column("cell_north_korea", "cell of the table as printed, column North Korea", empty=True),
    Column("cell_china", "cell as printed, column China", empty=True),
    Column("cell_place", "cell as printed, column Place", empty=True),
    Column("cell_date", "cell as printed, column Date", empty=True),
    Column("cell_name", "cell as printed, column Name of Agreement", empty=True),
    Column("cell_effective", "cell as printed, column Effective from", empty=True),
    Column("cell_expires", "cell as printed, column Expire at", empty=True),
    Column("content_cell", "whether the descriptive cell is filled (it is coded in the columns below); empty outside the table", "flag", empty=True),
    *(Column(scope, f"whether {scope.replace('_', ' ')} are named", words.SCOPE_MARKS, empty=True) for scope in words.SCOPES),
    Column("also", "other kinds of item or matter named, joined by ;", empty=True),
    Column("offices_north_korea", "northern offices of exchange, joined by ;", empty=True),
    Column("offices_other", "other offices of exchange, joined by ;", empty=True),
    Column("places_reached", "places in the north that mail can reach, joined by ;", empty=True),
    Column("frequency", "rhythm of the exchange as coded", empty=True),
    Column("amends", "agreements it amends, implements or adds to, joined by ;", empty=True),
    Column("replaces", "agreements that end when it begins, as far as title and dates show, joined by ;", empty=True),
    PRINTED,
    Column("note", "caution or coding rule", empty=True),
)
add_table(
    "raw", "mail_events", "Statements on mail between north and south, with the rule each sets on the days of exchange", "event_id",
    Column("event_id", "permanent id", "id"),
    *_source(),
    Column("sequence", "printed order", "integer"),
    Column("short", "short name of ours, for figures; empty where the statement sets no rule", empty=True),
    Column("date_edtf", "when it holds or was said", "edtf"),
    Column("statement", "the statement in our words"),
    Column("rule", "kind of rule on the days of exchange; empty: none", words.MAIL_RULES, empty=True),
    Column("from_edtf", "first day the rule binds; of a pause: last day before it", "day", empty=True),
    Column("first_by_edtf", "last day for the first exchange under the rule; of a pause: first day of resumption (see the reading about-three-months)", "day", empty=True),
    Column("to_edtf", "last day the rule binds; of a pause: last day of resumption", "day", empty=True),
    Column("step_min", "fewest days between two exchanges; two weeks are coded as 12 to 16, see the reading about-two-weeks", "integer", empty=True),
    Column("step_max", "most days between two exchanges; empty: no limit", "integer", empty=True),
    Column("weekday", "weekday printed", empty=True),
    Column("place", "place of exchange as printed", empty=True),
    Column("count_min", "fewest exchanges by to_edtf", "integer", empty=True),
    Column("count_max", "most exchanges by to_edtf; empty: no limit", "integer", empty=True),
    Column("pieces", "pieces of mail", "integer", empty=True),
    Column("direction", "direction printed with the pieces", words.DIRECTIONS, empty=True),
    PRINTED,
    Column("note", "caution or coding rule", empty=True),
)
add_table(
    "raw", "routes", "Statements that a postal or communication link opened, stopped, resumed or was restricted", "route_id",
    Column("route_id", "permanent id of the statement", "id"),
    Column("link_id", "the link it is about", "id"),
    Column("link_name", "name of the link, ours"),
    *_source(),
    Column("partner", "country or region at the other end"),
    Column("from_place", "place on the partner's side", empty=True),
    Column("to_place", "place on the DPRK side", empty=True),
    Column("event", "what happened", words.ROUTE_EVENTS),
    Column("carriage", "planned, announced, reported or performed: how much is printed of mail really moving", words.CARRIAGE),
    Column("date_edtf", "when, never more precise than the print", "edtf", empty=True),
    Column("date_as_printed", "date as printed; empty where none is", empty=True),
    Column("status_after", "state of the link afterwards", words.LINK_STATUSES),
    PRINTED,
    Column("note", "caution or coding rule", empty=True),
)

# --- reference: coded from public sources, written by people -----------------------------------------
add_table(
    "reference", "countries", "Countries, areas and former states, with their UN M49 regions", "iso3",
    Column("iso3", "ISO 3166-1 alpha-3, of former states ISO 3166-3; X… is user-assigned (see note)", "iso3"),
    Column("numeric", "ISO 3166-1 numeric code (also the M49 code); empty where there is none", "numeric", empty=True),
    Column("name", "reference name in English"),
    Column("m49_region", "UN M49 region"),
    Column("m49_sub_region", "UN M49 sub-region"),
    Column("m49_intermediate", "UN M49 intermediate region, where M49 has one", empty=True),
    Column("ended_edtf", "day on which a former state no longer existed", "edtf", empty=True),
    Column("continued_by", "today's countries on its territory, iso3 joined by ;", empty=True),
    Column("longitude", "degrees east, only for a country that borders.json does not have", "number", empty=True),
    Column("latitude", "degrees north, likewise", "number", empty=True),
    Column("source", "public source of the codes"),
    Column("note", "exceptions", empty=True),
)
add_table(
    "reference", "memberships", "Who belonged to which international body, and when", "iso3 body from_edtf",
    Column("iso3", "the member", "iso3", refers_to="reference/countries.iso3"),
    Column("body", "UN, UN-observer, ASEAN, SAARC, EU, Arab League, or Soviet Union for its republics"),
    Column("from_edtf", "first day of membership", "edtf"),
    Column("to_edtf", "first day out; empty: still a member", "edtf", empty=True),
    Column("source", "public source"),
)
add_table(
    "reference", "aliases", "Other names of countries, and names of organizations", "alias iso3",
    Column("alias", "a name the documents or their time use"),
    Column("iso3", "the country; empty for organizations", "iso3", empty=True, refers_to="reference/countries.iso3"),
    Column("organization", "reference name of the organization", empty=True),
    Column("from_edtf", "first day on which the name was in use, where it is bound to a time", "edtf", empty=True),
    Column("to_edtf", "first day on which it no longer was", "edtf", empty=True),
    Column("body", "the body in memberships.csv that the organization is, or is a part of", empty=True),
    Column("note", "remark", empty=True),
)
add_table(
    "reference", "regions", "Words for parts of the world in names of units, and what they cover", "word",
    Column("word", "the word, compared without regard to case"),
    Column("m49_area", "M49 region or sub-region it names", empty=True),
    Column("body", "international body whose members it names", empty=True),
)

add_table(
    "reference", "places", "Places of exchange and places reached, with the lines of the sketch they are drawn on", "place_id",
    Column("place_id", "permanent id", "id"),
    Column("name", "name as the documents print it; empty for points of a line", empty=True),
    Column("modern_name", "usual name today", empty=True),
    Column("kind", "kind of place, or the line the point belongs to", words.PLACE_KINDS),
    Column("longitude", "degrees east, to a tenth", "number"),
    Column("latitude", "degrees north, to a tenth", "number"),
    Column("note", "remark", empty=True),
)

# --- processed: written by 01_clean ---------------------------------------------------------------
add_table(
    "processed", "persons", "Persons behind the printed names", "person_id",
    Column("person_id", "permanent id of the person", "id"),
    Column("name", "family name first, DPRK spelling"),
    Column("name_ko", "name in Hangul", empty=True),
    Column("name_hanja", "name in hanja", empty=True),
    Column("variants", "names as printed, joined by ;"),
    Column("merge_reading_id", "reading that decides whether the variants are one person", "id", empty=True),
)
add_table(
    "processed", "spells", "One row a printed term, in printed order", "spell_id",
    Column("spell_id", "ministry, line and number of the term in its line; between the first two the source, if it is not the ministry's own", "id"),
    MINISTRY,
    Column("person_id", "the person", "id", refers_to="processed/persons.person_id"),
    Column("sequence", "printed order within the ministry", "integer"),
    Column("capacity", "substantive or acting", words.CAPACITIES),
    Column("start_edtf", "start as read, never more precise than the print", "edtf", empty=True),
    Column("end_edtf", "end as read (the first day out)", "edtf", empty=True),
    Column("exit_status", "ended, in office at the cut-off, or unknown", words.EXIT_STATUSES),
    *BOUNDS, *_source(), PRINTED,
)
add_table(
    "processed", "tenures", "Adjoining spells of one person in one ministry and capacity, merged", "tenure_id",
    Column("tenure_id", "ministry and number in order", "id"),
    MINISTRY,
    Column("person_id", "the person", "id", refers_to="processed/persons.person_id"),
    Column("capacity", "substantive or acting", words.CAPACITIES),
    *BOUNDS,
    Column("exit_status", "ended, in office at the cut-off, or unknown", words.EXIT_STATUSES),
    Column("days_min", "shortest possible length in days, this term alone", "integer"),
    Column("days_max", "longest possible length in days, this term alone; empty: unbounded", "integer", empty=True),
    *(Column(f"{c.name}_joint", f"{c.name} with one holder at a time; empty: unbounded", "day", empty=True) for c in BOUNDS),
    Column("days_min_joint", "shortest possible length with one holder at a time", "integer", empty=True),
    Column("days_max_joint", "longest possible length with one holder at a time; empty: unbounded", "integer", empty=True),
    Column("spell_ids", "the spells merged, joined by ;"),
    Column("sources_lines", "the printed lines of the spells, source_id:line joined by ;", "place"),
)
add_table(
    "processed", "successions", "From one tenure to the next", "ministry_id predecessor_tenure_id",
    MINISTRY,
    Column("predecessor_tenure_id", "the tenure that ends", "id", refers_to="processed/tenures.tenure_id"),
    Column("successor_tenure_id", "the tenure that follows", "id", refers_to="processed/tenures.tenure_id"),
    Column("gap_days_min", "shortest possible gap in days; negative: they overlap; empty: unbounded", "integer", empty=True),
    Column("gap_days_max", "longest possible gap in days; empty: unbounded", "integer", empty=True),
    Column("status", "what the bounds allow", words.SUCCESSION_STATUSES),
)
add_table(
    "processed", "units", "Units of both ministries, as each document describes them", "unit_id",
    Column("unit_id", "permanent id", "id"),
    *_source(),
    Column("name", "name as printed"),
    Column("kind", "kind of unit", words.UNIT_KINDS),
    Column("parent_unit_id", "the unit above; empty at the top", "id", empty=True, refers_to="processed/units.unit_id"),
    Column("matched_unit_id", "the same unit in the other documents; several joined by ;", empty=True),
    Column("heading", "the heading of the document under which the unit stands"),
    PRINTED,
)
add_table(
    "processed", "assignments", "Countries and organizations on desks, in printed order", "assignment_id",
    Column("assignment_id", "source, line and number in the line", "id"),
    *_source(),
    Column("sequence", "printed order within the document", "integer"),
    Column("unit_id", "the desk", "id", refers_to="processed/units.unit_id"),
    Column("sub_region", "sub-region as printed", empty=True),
    Column("partner_as_printed", "partner as printed"),
    Column("partner_name", "partner under its reference name"),
    Column("iso3", "ISO 3166-1 alpha-3; empty for organizations", "iso3", empty=True),
    Column("partner_kind", "kind of partner at the cut-off", words.PARTNER_KINDS),
)
add_table(
    "processed", "agreements", "Postal and telecommunication agreements", "agreement_id",
    Column("agreement_id", "permanent id", "id"),
    *_source(),
    Column("partner", "the other party's country or zone"),
    Column("title", "title as printed, or a short name of ours where none is printed"),
    Column("place", "place of signature", empty=True),
    Column("signed_edtf", "signature", "edtf", empty=True),
    Column("in_force_edtf", "entry into force", "edtf", empty=True),
    Column("expires_edtf", "termination", "edtf", empty=True),
    Column("status_as_printed", "what is printed in the last column", empty=True),
    Column("cells", "own: dates printed in this row; inherited: taken from a spanning cell", ("own", "inherited")),
    *(Column(scope, f"covers {scope.replace('_', ' ')}", "flag") for scope in words.SCOPES),
    Column("lag_days", "days from signature to entry into force", "integer", empty=True),
    Column("in_force_days", "days in force up to the cut-off, at least", "integer", empty=True),
    Column("in_force_until_edtf", "first day on which it is no longer known to be in force", "edtf", empty=True),
    Column("instrument", "kind of instrument", words.INSTRUMENTS),
    Column("party_north_korea", "northern party", empty=True),
    Column("party_other", "other party", empty=True),
    Column("scope_open", "scopes only planned or unclear, as scope=mark joined by ;", empty=True),
    Column("also", "other kinds of item or matter named, joined by ;", empty=True),
    Column("amends", "agreements it amends, implements or adds to, joined by ;", empty=True),
    Column("replaces", "agreements that end when it begins, joined by ;", empty=True),
    PRINTED,
)
add_table(
    "processed", "mail_regimes", "Rhythms of the North–South exchange, as stated", "regime_id",
    Column("regime_id", "permanent id", "id"),
    Column("from_edtf", "from", "edtf"),
    Column("to_edtf", "to", "edtf", empty=True),
    Column("interval_days", "days between exchanges; empty where the rule says it", "integer", empty=True),
    Column("rule", "rule where there is no fixed interval", empty=True),
    Column("weekday", "weekday printed", empty=True),
    Column("place", "place of exchange", empty=True),
    *_source(),
    Column("reading_id", "readings that decide it, joined by ;", empty=True),
    Column("kept", "whether the rule binds under the chosen readings", "flag"),
)
add_table(
    "processed", "mail_counts", "Pieces of mail counted", "source_id line direction_as_printed",
    Column("counted_at_edtf", "cut-off of the count", "edtf"),
    Column("direction_as_printed", "direction as printed"),
    Column("direction_read", "direction under the chosen reading"),
    Column("pieces", "pieces of mail", "integer"),
    Column("exchanges_min", "fewest exchanges by then", "integer", empty=True),
    Column("exchanges_max", "most exchanges by then", "integer", empty=True),
    *_source(),
)
add_table(
    "processed", "routes", "Openings, stops, resumptions and restrictions of links", "route_id",
    Column("route_id", "permanent id", "id"),
    Column("partner", "country or region at the other end"),
    Column("from_place", "place on the partner's side", empty=True),
    Column("to_place", "place on the DPRK side", empty=True),
    Column("event", "what happened"),
    Column("date_edtf", "when", "edtf", empty=True),
    Column("status_after", "state of the link afterwards", words.LINK_STATUSES),
    *_source(),
    Column("link_id", "the link", "id"),
    Column("carriage", "planned, announced, reported or performed", words.CARRIAGE),
    PRINTED,
)
for _name in ("quantities", "facts"):
    add_table("processed", _name, TABLES[f"raw/{_name}"].title, TABLES[f"raw/{_name}"].key[0], *TABLES[f"raw/{_name}"].columns)
add_table(
    "processed", "discrepancies", "Every contradiction, gap, slip and difference", "discrepancy_id",
    Column("discrepancy_id", "permanent id", "id"),
    Column("kind", "kind of discrepancy", words.DISCREPANCY_KINDS),
    Column("sources_lines", "the printed lines, source_id:line joined by ;", "place"),
    Column("statement_a", "what one place says"),
    Column("statement_b", "what the other place, the calendar or the arithmetic says", empty=True),
    Column("readings", "possible readings, joined by ;", empty=True),
    Column("favoured", "the favoured reading", empty=True),
    Column("why", "why it is favoured", empty=True),
    Column("reading_id", "the entry in readings.toml", "id", empty=True),
    Column("affects", "processed tables that rest on that reading, joined by ;", empty=True),
    Column("found_by", "code: a finder turns it up; reader: a person saw it", words.FOUND_BY),
    Column("finder_key", "key of what code finds; several joined by ;", empty=True),
)


# --- checks ---------------------------------------------------------------------------------------
def _is_edtf(text: str) -> bool:
    try:
        bounds(text)
    except DateError:
        return False
    return True


def _column_schema(column: Column):
    import pandera.pandas as pa

    checks = []
    if not column.empty:
        checks.append(pa.Check(lambda s: s.str.strip() != "", name="a value", element_wise=False))
    allow = "|^$" if column.empty else ""
    if isinstance(column.type, tuple):
        allowed = set(column.type) | ({""} if column.empty else set())
        checks.append(pa.Check(lambda s: s.isin(allowed), name=f"one of {', '.join(column.type)}"))
    elif column.type == "edtf":
        checks.append(pa.Check(lambda s: s.map(lambda v: not v or _is_edtf(v)), name="an EDTF date"))
    elif column.type == "place":
        checks.append(pa.Check(lambda s: s.str.fullmatch(f"(?:{PLACE})(?:;{PLACE})*{allow}"), name="places as source_id:line joined by ;"))
    elif column.type in PATTERNS:
        checks.append(pa.Check(lambda s: s.str.fullmatch(f"(?:{PATTERNS[column.type]}){allow}"), name=f"a value of type {column.type}"))
    return pa.Column(checks=checks)


@lru_cache(maxsize=None)
def pandera_schema(table_name: str):
    """The pandera schema of ``folder/name``: its columns with their checks, and the key.

    No type is asked of a column: frames are made as text before they are checked, and pandera would look at every cell again.
    """
    import pandera.pandas as pa

    table = TABLES[table_name]
    return pa.DataFrameSchema(
        {c.name: _column_schema(c) for c in table.columns}, strict=True, ordered=True, unique=list(table.key)
    )
