"""The study: raw tables, one choice of readings and a cut-off day, and everything that follows.

`Study.stage` computes a table or an analysis when it is first asked for, keeps it, and remembers
which readings it consulted on the way. The order of the stages is nowhere written down: a builder
asks for what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from helpers import (
    agreements, alignment, associations, codebook, conflicts, coverage, crosschecks, dates, differences, discrepancies, geography,
    incumbency, mail, names, organization, paths, readings as reading_files, routes, slips, spells, succession, tables,
    tenure_views, terms, volumes,
)
from helpers.errors import ParameterError
from helpers.schemas import TABLES

AS_OF = "2026-11-21"
BUILDERS: dict[str, Callable] = {}


def builder(function: Callable) -> Callable:
    """Register ``build_<stage>(study, *args)`` as the builder of a stage."""
    BUILDERS[function.__name__.removeprefix("build_")] = function
    return function


class Study:
    """One universe: raw tables, `Choices` and a cut-off day; stages are computed lazily.

    Parameters
    ----------
    raw : mapping of table name to text frame
        The raw and reference tables, as `tables.load_raw` returns them. Never changed.
    choices : readings.Choices
    as_of : date
        The cut-off: nothing after it is known; there is no today.
    memory : dict, optional
        Results shared between universes: a stage is computed once for each combination of the
        alternatives it consults.
    """

    def __init__(self, raw: Mapping[str, pd.DataFrame], choices, as_of: date, memory: dict | None = None):
        self.raw, self.choices, self.as_of = raw, choices, as_of
        self._memory = {} if memory is None else memory
        self._own: dict[tuple, tuple[object, dict[str, str]]] = {}

    def stage(self, name: str, *args):
        """The result of a stage; frames are shared, so treat them as read-only.

        Raises ParameterError for an unknown stage.
        """
        return self.recall(*self._stage(name, args))[0]

    def consulted(self, name: str, *args) -> dict[str, str]:
        """The readings a stage rests on, with the chosen alternatives."""
        return self.recall(*self._stage(name, args))[1]

    def _stage(self, name: str, args: tuple) -> tuple[tuple, Callable]:
        if name not in BUILDERS:
            raise ParameterError(f"stage {name!r} does not exist. There are: {', '.join(sorted(BUILDERS))}.")
        return (name, *args), lambda study: BUILDERS[name](study, *args)

    def recall(self, key: tuple, compute: Callable[[Study], object]) -> tuple[object, dict[str, str]]:
        """``compute(self)`` under `key`, kept and shared between universes, with the readings it consulted."""
        if key not in self._own:
            self._own[key] = self._remembered(key) or self._computed(key, compute)
        result, consulted = self._own[key]
        for reading_id in consulted:
            self.choices[reading_id]
        return result, consulted

    def _remembered(self, key: tuple):
        node = self._memory.get((self.as_of, key))
        while isinstance(node, _Fork):
            node = node.branches.get(self.choices.peek(node.reading_id))
        return node

    def _computed(self, key: tuple, compute: Callable[[Study], object]):
        self.choices.start_trace()
        try:
            result = compute(self)
        finally:
            consulted = self.choices.stop_trace()
        self._memory[(self.as_of, key)] = _grow(self._memory.get((self.as_of, key)), list(consulted.items()), (result, consulted))
        return result, consulted

    def sibling(self, choices) -> Study:
        """The same study under other readings, sharing the memory of computed stages."""
        return Study(self.raw, choices, self.as_of, self._memory)

    def __getstate__(self) -> dict:
        return {"raw": self.raw, "choices": self.choices, "as_of": self.as_of, "_memory": {}, "_own": {}}

    def coded(self, table: str, frame: pd.DataFrame, key: str) -> pd.DataFrame:
        """`frame` with the effects of the chosen readings on `table`."""
        return self.choices.apply(table, frame, key)


class _Fork:
    """A point in the memory of a stage where the result depends on one reading's alternative."""

    __slots__ = ("branches", "reading_id")

    def __init__(self, reading_id: str):
        self.reading_id, self.branches = reading_id, {}


def _grow(node, consulted: list[tuple[str, str]], leaf):
    """Insert `leaf` under the path of consulted readings (in the order they were consulted)."""
    if not consulted:
        return leaf
    (reading_id, alternative), rest = consulted[0], consulted[1:]
    fork = node if isinstance(node, _Fork) else _Fork(reading_id)
    fork.branches[alternative] = _grow(fork.branches.get(alternative), rest, leaf)
    return fork


def open_study(
    data_dir: str = "", *, as_of: str = AS_OF, reading_set: str = "document", readings: Mapping[str, str] | None = None
) -> Study:
    """Open the tables of a data folder under one choice of readings.

    Parameters
    ----------
    data_dir : str
        Folder with ``raw/`` and ``readings.toml``; empty: the project's own.
    as_of : str
        Cut-off day, ISO (``2026-11-21``).
    reading_set : str
        ``as_printed``, ``document`` or ``outside``.
    readings : mapping, optional
        Single overrides, reading id to alternative.

    Raises
    ------
    DataError, ReadingError, DateError
        With the place and the remedy.
    """
    folder = paths.data_folder(data_dir)
    known = reading_files.load_readings(folder / "readings.toml")
    choices = known.choose(reading_set, readings)
    return Study(tables.load_raw(folder), choices, check_as_of(as_of))


def check_as_of(as_of: str) -> date:
    """The cut-off day; ParameterError where it lies before the first printed minister."""
    day = dates.parse_day(as_of, where="parameter as_of")
    if not date(1948, 9, 9) <= day <= date(2100, 1, 1):
        raise ParameterError(f"as_of is {as_of}; expected a day between 1948-09-09 and 2100-01-01. Write it as YYYY-MM-DD.")
    return day


def describe(study: Study) -> dict[str, object]:
    """What a reader needs to know of the run: cut-off, reading set, overrides, fingerprint of the data."""
    return {
        "as_of": study.as_of.isoformat(),
        "reading_set": study.choices.reading_set,
        "readings": study.choices.overrides,
        "data_sha256": tables.fingerprint(study.raw),
    }


def write_processed(study: Study, folder: Path) -> pd.DataFrame:
    """Write every processed table and datapackage.json into `folder`.

    Returns
    -------
    DataFrame
        table, rows, columns, title: what was written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in (t for t in TABLES.values() if t.folder == "processed"):
        frame = study.stage(table.name)
        tables.write_table(frame, table, folder)
        written.append((table.name, len(frame), len(table.columns), table.title))
    package = codebook.describe_package(folder, run=describe(study), sources=study.raw["sources"])
    (folder / "datapackage.json").write_text(codebook.package_text(package), encoding="utf-8", newline="\n")
    return pd.DataFrame(written, columns=["table", "rows", "columns", "title"])


# --- builders: thin calls, one block a subject ------------------------------------------------------


@builder
def build_line_uses(study: Study) -> pd.DataFrame:
    return coverage.line_uses(study.raw)


@builder
def build_printed_dates(study: Study) -> pd.DataFrame:
    names = ("agreements", "facts", "mail_events", "quantities", "routes")
    return coverage.date_precisions({"spells": study.stage("segments"), **{n: study.raw[n] for n in names}})


@builder
def build_known_names(study: Study) -> dict[str, tuple[geography.NameUse, ...]]:
    return geography.index_names(study.raw["countries"], study.raw["aliases"])


@builder
def build_members(study: Study, body: str) -> frozenset[str]:
    return geography.members(study.raw["memberships"], body, on=study.as_of)


@builder
def build_printed_partners(study: Study) -> pd.DataFrame:
    known, members = study.stage("known_names"), study.stage("members", "UN")
    kinds = {iso3: geography.partner_kind(iso3, members) for iso3 in ["", *study.raw["countries"]["iso3"]]}
    partners = geography.read_lists(study.raw["desks"], known, on=study.as_of)
    return organization.assign_desks(partners, organization.build_units(study.raw["units"]), kinds)


@builder
def build_assignments(study: Study) -> pd.DataFrame:
    return study.coded("assignments", study.stage("printed_partners"), "assignment_id")


@builder
def build_unit_tree(study: Study) -> pd.DataFrame:
    return study.coded("units", organization.build_units(study.raw["units"]), "unit_id")


@builder
def build_unit_alignment(study: Study, source_a: str, source_b: str) -> pd.DataFrame:
    return alignment.align_units(study.stage("unit_tree"), study.stage("assignments"), source_a, source_b=source_b)


@builder
def build_partner_alignment(study: Study, source_a: str, source_b: str) -> pd.DataFrame:
    pairs = study.stage("unit_alignment", source_a, source_b)
    return alignment.align_partners(study.stage("assignments"), pairs, source_a, source_b=source_b)


@builder
def build_units(study: Study) -> pd.DataFrame:
    tree = study.stage("unit_tree")
    return alignment.join_matches(tree, [study.stage("unit_alignment", a, b) for a, b in alignment.pair_sources(tree)])


@builder
def build_desk_totals(study: Study) -> pd.DataFrame:
    return organization.count_desks(study.stage("assignments"), study.stage("unit_tree"))


@builder
def build_association_scope(study: Study) -> dict[str, frozenset[str]]:
    raw, tree = study.raw, study.stage("unit_tree")
    names = tree[tree["kind"] == "association"]
    if study.choices.option("association_scope") == "desks":
        by_area = associations.scope_by_desks(names, study.stage("assignments"), raw["regions"])
    else:
        by_area = {
            u.unit_id: geography.countries_of(u.name, raw["countries"], raw["memberships"], regions=raw["regions"], on=study.as_of)
            for u in names.itertuples()
        }
    known = study.stage("known_names")
    return {u.unit_id: geography.named_countries(u.name, known, on=study.as_of) or by_area[u.unit_id] for u in names.itertuples()}


@builder
def build_mail_events(study: Study) -> pd.DataFrame:
    return study.coded("mail_events", study.raw["mail_events"], "event_id")


@builder
def build_mail_rules(study: Study, *ignore: str) -> dict:
    mail.check_ignored(ignore, study.raw["mail_events"].query("rule != ''")["event_id"])
    raw = study.raw["mail_events"]
    kept = mail.statement_rules(study.coded("mail_events", raw[raw["rule"] != ""], "event_id"))
    outside = mail.outside_rules(study.raw["outside"]) if study.choices.option("mail_outside") == "kept" else {}
    return {name: rules for name, rules in (kept | outside).items() if name not in ignore}


@builder
def build_mail_calendar(study: Study, *ignore: str):
    return mail.calendar(study.stage("mail_rules", *ignore))


@builder
def build_mail_exchanges(study: Study, *ignore: str) -> dict[str, list[int]]:
    return mail.exchange_sizes(study.stage("mail_calendar", *ignore))


@builder
def build_mail_months(study: Study, *ignore: str) -> pd.DataFrame:
    return mail.count_by_month(study.stage("mail_calendar", *ignore))


@builder
def build_mail_core(study: Study) -> dict:
    core = study.raw["mail_events"][study.raw["mail_events"]["event_id"].isin(mail.CORE)]
    return mail.statement_rules(study.coded("mail_events", core, "event_id"))


@builder
def build_mail_printed(study: Study) -> dict:
    return mail.statement_rules(study.raw["mail_events"])


@builder
def build_mail_hypothesis(study: Study, statement: str) -> list[int]:
    return mail.sizes_under(statement, study.stage("mail_printed"))


@builder
def build_mail_steps(study: Study) -> list[int]:
    frame = study.raw["mail_events"]
    context = study.coded("mail_events", frame[frame["event_id"].isin(mail.CONTEXT)], "event_id")
    return mail.fitting_steps([*study.stage("mail_core").values(), *mail.statement_rules(context).values()])


@builder
def build_mail_phases(study: Study, *ignore: str) -> dict[str, list[int]]:
    return mail.phase_sizes(study.stage("mail_calendar", *ignore))


@builder
def build_mail_words(study: Study, *ignore: str) -> dict:
    raw = study.raw["mail_events"]
    words = raw["event_id"].isin(mail.WORDS)
    printed = pd.concat([raw[~words], study.coded("mail_events", raw[words], "event_id")])
    return mail.statement_rules(printed, ignore)


@builder
def build_mail_sets(study: Study, *ignore: str) -> tuple:
    return conflicts.decide_sets(study.stage("mail_words", *ignore), lambda rules: mail.calendar(rules).exist())


@builder
def build_mail_regimes(study: Study) -> pd.DataFrame:
    readings, raw = study.choices.readings, study.raw["mail_events"]
    touched = {e: [r for r in readings if ("mail_events", e) in readings[r].targets] for e in raw["event_id"]}
    place = study.choices.option("mail_winter_place")
    return mail.mail_regimes(study.stage("mail_events"), raw, touched=touched, winter_place=place)


@builder
def build_printed_regimes(study: Study) -> pd.DataFrame:
    return mail.mail_regimes(study.raw["mail_events"], study.raw["mail_events"], touched={})


@builder
def build_mail_carried(study: Study) -> list[int]:
    weekly = study.stage("mail_printed")["stmt-weekly-april-1948"]
    return mail.sizes_until(mail.calendar([*study.stage("mail_core").values(), weekly]), mail.COUNTED)


@builder
def build_mail_remaining(study: Study) -> list[int]:
    weekly = study.stage("mail_printed")["stmt-weekly-april-1948"]
    return mail.sizes_after(mail.calendar([*study.stage("mail_core").values(), weekly]), mail.COUNTED)


@builder
def build_mail_outside_phases(study: Study) -> dict[str, list[int]]:
    weekly = study.stage("mail_printed")["stmt-weekly-april-1948"]
    known = mail.outside_rules(study.raw["outside"])
    return mail.phase_sizes(mail.calendar([*study.stage("mail_core").values(), weekly, *known.values()]))


@builder
def build_mail_counts(study: Study) -> pd.DataFrame:
    return volumes.mail_counts(
        study.stage("mail_pieces"), study.raw["mail_events"], exchanges=study.stage("mail_carried"), counted=mail.COUNTED
    )


@builder
def build_mail_pieces(study: Study) -> pd.DataFrame:
    return study.coded("mail_events", study.raw["mail_events"].query("pieces != ''"), "event_id")


@builder
def build_coded_agreements(study: Study) -> pd.DataFrame:
    return study.coded("agreements", study.raw["agreements"], "agreement_id")


@builder
def build_agreements(study: Study) -> pd.DataFrame:
    return agreements.agreements_table(
        study.stage("coded_agreements"), study.raw["agreements"], as_of=study.as_of, effective_until=study.stage("effective_until")
    )


@builder
def build_effective_until(study: Study):
    to_document = study.choices.option("agreements_effective") == "to-document"
    return agreements.last_printed_event(study.raw["routes"], "China") if to_document else None


@builder
def build_printed_agreements(study: Study) -> pd.DataFrame:
    printed = study.raw["agreements"]
    return agreements.agreements_table(printed, printed, as_of=study.as_of, effective_until=study.stage("effective_until"))


@builder
def build_in_force(study: Study, cells: str) -> pd.DataFrame:
    return agreements.in_force_steps(study.stage("printed_agreements" if cells == "own" else "agreements"), study.as_of)


@builder
def build_routes(study: Study) -> pd.DataFrame:
    return routes.routes_table(study.coded("routes", study.raw["routes"], "route_id"))


@builder
def build_link_states(study: Study) -> pd.DataFrame:
    return routes.link_states(study.stage("routes"), study.as_of)


@builder
def build_quantities(study: Study) -> pd.DataFrame:
    return study.coded("quantities", study.raw["quantities"], "quantity_id")


@builder
def build_soviet_republics(study: Study) -> frozenset[str]:
    spells = study.raw["memberships"]
    return frozenset(spells[spells["body"] == "Soviet Union"]["iso3"])


@builder
def build_body_comparison(study: Study) -> pd.DataFrame:
    bodies = {body: study.stage("members", body) for body in ("ASEAN", "SAARC", "EU", "Arab League")}
    return organization.compare_bodies(study.stage("assignments"), bodies | {"Soviet Union": study.stage("soviet_republics")})


@builder
def build_departures(study: Study) -> pd.DataFrame:
    raw, assigned = study.raw, study.stage("assignments")
    covered = {
        name: geography.countries_of(name, raw["countries"], raw["memberships"], regions=raw["regions"], on=study.as_of)
        for name in sorted({*assigned["department"], *assigned["sub_region"]})
    }
    return organization.find_departures(assigned, covered)


@builder
def build_placed_members(study: Study) -> pd.DataFrame:
    return organization.place_members(study.stage("assignments"), study.stage("members", "UN"), study.raw["countries"])


@builder
def build_association_cover(study: Study) -> pd.DataFrame:
    return associations.cover_desks(study.stage("assignments"), study.stage("association_scope"), study.stage("desk_totals"))


@builder
def build_templates(study: Study) -> pd.DataFrame:
    return associations.find_templates(study.raw["lines"], "foreign-ministry-website")


@builder
def build_segments(study: Study) -> pd.DataFrame:
    return terms.segments(study.raw["terms"])


@builder
def build_ministry_terms(study: Study, ministry_id: str) -> pd.DataFrame:
    printed, listed = study.stage("segments"), study.raw["names"]
    own = listed[listed["ministry_id"] == ministry_id]
    known = study.coded("names", own, "name_as_printed")
    return names.identify(printed[printed["ministry_id"] == ministry_id], known, study.raw["persons"])


@builder
def build_persons(study: Study) -> pd.DataFrame:
    identified = pd.concat([study.stage("ministry_terms", m) for m in study.stage("listed_ministries")])
    persons = names.persons_of(identified, study.raw["persons"])
    deciding = [sorted({r for v in variants.split(";") for r in study.choices.of_row("names", v)}) for variants in persons["variants"]]
    return persons.assign(merge_reading_id=[";".join(ids) for ids in deciding])


@builder
def build_listed_ministries(study: Study) -> tuple[str, ...]:
    listed = set(study.raw["terms"]["ministry_id"])
    return tuple(m for m in study.raw["ministries"]["ministry_id"] if m in listed)


@builder
def build_ministry_spells(study: Study, ministry_id: str) -> pd.DataFrame:
    read = study.coded("spells", study.stage("ministry_terms", ministry_id), "spell_id")
    return spells.build_spells(read, as_of=study.as_of, end_day=study.choices.option("end_day"))


@builder
def build_spells(study: Study) -> pd.DataFrame:
    return pd.concat([study.stage("ministry_spells", m) for m in study.stage("listed_ministries")], ignore_index=True)


@builder
def build_left_out(study: Study) -> int:
    read = [study.coded("spells", study.stage("ministry_terms", m), "spell_id") for m in study.stage("listed_ministries")]
    return sum(spells.count_left_out(each, as_of=study.as_of) for each in read)


@builder
def build_ministry_tenures(study: Study, ministry_id: str) -> pd.DataFrame:
    merged = spells.merge_spells(study.stage("ministry_spells", ministry_id), touching=study.choices.option("touching"))
    return succession.joint_bounds(merged)


@builder
def build_tenures(study: Study) -> pd.DataFrame:
    return pd.concat([study.stage("ministry_tenures", m) for m in study.stage("listed_ministries")], ignore_index=True)


@builder
def build_studied_tenures(study: Study, ministry_id: str) -> pd.DataFrame:
    tenures = study.stage("ministry_tenures", ministry_id)
    acting = tenures["capacity"] == "acting"
    if not acting.any() or study.choices.option("acting") == "counted":
        return tenures
    return tenures[~acting].reset_index(drop=True)


@builder
def build_studied(study: Study, *ministry_ids: str) -> pd.DataFrame:
    wanted = ministry_ids or study.stage("listed_ministries")
    return pd.concat([study.stage("studied_tenures", m) for m in wanted], ignore_index=True)


@builder
def build_eras(study: Study) -> pd.DataFrame:
    starts = study.stage("spells")["start_earliest"]
    return tenure_views.eras(study.raw["outside"], first=starts[starts != ""].min())


@builder
def build_named_tenures(study: Study) -> pd.DataFrame:
    return tenure_views.name_tenures(study.stage("tenures"), study.stage("persons"), study.raw["ministries"])


@builder
def build_named_studied(study: Study) -> pd.DataFrame:
    return tenure_views.name_tenures(study.stage("studied"), study.stage("persons"), study.raw["ministries"])


@builder
def build_ministry_successions(study: Study, ministry_id: str) -> pd.DataFrame:
    return succession.successions(study.stage("ministry_tenures", ministry_id))


@builder
def build_successions(study: Study) -> pd.DataFrame:
    return pd.concat([study.stage("ministry_successions", m) for m in study.stage("listed_ministries")], ignore_index=True)


@builder
def build_contradictions(study: Study) -> pd.DataFrame:
    touched = {row.spell_id: study.choices.of_row("spells", row.spell_id) + study.choices.of_row("names", row.name_as_printed)
               for row in study.stage("segments").itertuples()}
    return succession.contradictions(study.stage("tenures"), touched)


@builder
def build_watched(study: Study, ministry_id: str) -> pd.DataFrame:
    ministries = study.raw["ministries"]
    own = study.coded("ministries", ministries[ministries["ministry_id"] == ministry_id], "ministry_id")
    return incumbency.windows(study.stage("ministry_tenures", ministry_id), own, as_of=study.as_of)


@builder
def build_coverage(study: Study, ministry_id: str) -> pd.DataFrame:
    return incumbency.coverage(study.stage("ministry_tenures", ministry_id), study.stage("watched", ministry_id))


@builder
def build_coverage_by_year(study: Study) -> pd.DataFrame:
    return pd.concat(
        [incumbency.coverage_by_year(study.stage("ministry_tenures", m), study.stage("watched", m)) for m in study.stage("listed_ministries")],
        ignore_index=True,
    )


@builder
def build_facts(study: Study) -> pd.DataFrame:
    return study.coded("facts", study.raw["facts"], "fact_id")


@builder
def build_machine_finds(study: Study) -> pd.DataFrame:
    raw, segments, units = study.raw, study.stage("segments"), organization.build_units(study.raw["units"])
    print_day = date.fromisoformat(AS_OF)  # the register is of the print: it must not move with the cut-off
    kinds = dict.fromkeys(["", *raw["countries"]["iso3"]], "")
    partners = organization.assign_desks(geography.read_lists(raw["desks"], study.stage("known_names"), on=print_day), units, kinds)
    return pd.concat([
        slips.find_slips(raw["terms"], segments),
        crosschecks.find_contradictions(raw["facts"], segments, raw["agreements"]),
        differences.find_differences(units, partners, geography.members(raw["memberships"], "UN", on=print_day)),
        differences.find_repetitions(raw["facts"], units, differences.prose_lines(raw["lines"], raw["agreements"], raw["terms"])),
    ], ignore_index=True)


@builder
def build_register(study: Study) -> pd.DataFrame:
    return discrepancies.build_register(study.raw["discrepancies"], study.stage("machine_finds"), {})


@builder
def build_discrepancies(study: Study) -> pd.DataFrame:
    names = [t.name for t in TABLES.values() if t.folder == "processed" and t.name != "discrepancies"]
    affects = discrepancies.depending_tables({n: study.consulted(n) for n in names})
    return discrepancies.build_register(study.raw["discrepancies"], study.stage("machine_finds"), affects)


@builder
def build_doubts(study: Study) -> pd.DataFrame:
    return discrepancies.doubts_by_line(study.stage("register"))
