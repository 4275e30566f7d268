"""Rules on keys: everything named exists, everything listed is used, claims are distinct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_
from publicrecord.record.caveats import CAVEATS
from publicrecord.record.descriptor import DESCRIPTOR, nearest
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record, cited_sources, records

SOURCE_UNUSED = Rule(
    "source-unused",
    N_('No figure uses the source "{value}".'),
    N_("Delete this row, or write the source in the rows whose figures come from it."),
)
RESOURCE_SOURCE = Rule(
    "table-source-unknown",
    N_('The table {table} names the source "{value}", which does not exist in sources.csv.'),
    N_("Correct the source. Similar sources: {near}. If it is new, first add it to sources.csv."),
)
ENDED_SOURCE = Rule(
    "end-source-unknown",
    N_('The end of the programme names the source "{value}", which does not exist in sources.csv.'),
    N_("Correct the source. Similar sources: {near}. If it is new, first add it to sources.csv."),
)
SETTING_UNKNOWN = Rule(
    "setting-names-unknown",
    N_('The entry {entry} of the settings names "{value}", which does not exist in {target}.'),
    N_("Correct the name in settings.yml. Similar there: {near}."),
)
CLAIM_TWICE = Rule(
    "claim-twice",
    N_("Two rows with the same source give a value for the same figure ({claim})."),
    N_(
        "Delete one of the two rows. If they describe different figures, correct the "
        "measure, the period or the waves."
    ),
)
CLAIM_UNKNOWN = Rule(
    "claim-unknown",
    N_('The claim "{value}" does not exist in the data.'),
    N_("Correct the name of the claim. Similar claims: {near}."),
)
CODE_UNNAMED = Rule(
    "code-unnamed",
    N_('The code "{value}" has no name in the list {code_list} of reference/codes.csv.'),
    N_("Correct the code, or add a row to reference/codes.csv that names it in every language."),
)

# Which column of which table takes its values from which code list, where the code reads the values
# and the description of the column therefore lists them; other columns name their list there.
CODED = [
    ("place_aliases", "level", "level"),
    ("place_aliases", "alias", "alias"),
    ("revisions", "kind", "revision_kind"),
    ("evaluation_figures", "direction", "direction"),
    ("evaluation_figures", "significance", "significance"),
]


def find(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> Iterator[Finding]:
    """Every breach of the rules in this module."""
    yield from _settings(record)
    yield from _sources(record)
    yield from _claims(record, claims)
    yield from _codes(record)


def _settings(record: Record) -> Iterator[Finding]:
    """What the settings name is in the tables; otherwise they would quietly have no effect."""
    settings = record.settings
    measures, sources = ("measures", "measure_id"), ("sources", "source_id")
    named = [
        *(("at_most", name, measures) for pair in settings.at_most.items() for name in pair),
        *(("every_wave", name, measures) for name in settings.every_wave.measures),
        ("geography.residents", settings.geography.residents, measures),
        *(("geography.more_bases", name, measures) for name in settings.geography.more_bases),
        ("place_counts", settings.place_counts.measure_id, measures),
        ("place_counts", settings.place_counts.source_id, sources),
        ("searched", settings.searched, sources),
    ]
    for entry, name, (table, column) in named:
        known = list(record.table(table)[column])
        if name not in known:
            yield SETTING_UNKNOWN.at(
                settings.file, value=name, entry=entry,
                target=record.file(table), near=nearest(name, known),
            )  # fmt: skip


def _sources(record: Record) -> Iterator[Finding]:
    sources, ended = record.table("sources"), record.settings.ended
    known = list(sources["source_id"])
    used: set[str] = set()
    if ended:
        used.add(ended.source_id)
        if ended.source_id not in known:
            yield ENDED_SOURCE.at(
                record.settings.file,
                value=ended.source_id,
                near=nearest(ended.source_id, known),
            )
    for resource in record.descriptor["resources"]:
        if resource["name"] != "sources":
            used |= set(cited_sources(record.table(resource["name"])))
        for source in resource.get("sources", []):
            used.add(source["source_id"])
            if source["source_id"] not in known:
                yield RESOURCE_SOURCE.at(
                    f"{record.folder.name}/{DESCRIPTOR}",
                    value=source["source_id"],
                    table=resource["name"],
                    near=nearest(source["source_id"], known),
                )
    for row in sources[~sources["source_id"].isin(used)].to_dict("records"):
        yield SOURCE_UNUSED.at(record.file("sources"), row["row"], "source_id", row["source_id"])


def _claims(record: Record, claims: pd.DataFrame) -> Iterator[Finding]:
    for row in claims[claims["claim_id"].duplicated()].to_dict("records"):
        yield CLAIM_TWICE.at(
            record.file(row["table"]), row["row"], "source_id", claim=row["claim_id"]
        )
    known = claims["claim_id"].tolist()
    for row in record.table("comparisons").to_dict("records"):
        for claim in set(row["claims"].split()) - set(known):
            yield CLAIM_UNKNOWN.at(
                record.file("comparisons"), row["row"], "claims", claim, near=nearest(claim, known)
            )


def _codes(record: Record) -> Iterator[Finding]:
    codes = record.table("codes")[["code_list", "code"]]
    named = set(codes.itertuples(index=False, name=None))
    known = [*CODED, *((table.name, "status", "status") for table in figure_tables(record))]
    described = [
        (resource["name"], field["name"], field["codes"])
        for resource in record.descriptor["resources"]
        for field in resource["schema"]["fields"]
        if "codes" in field
    ]
    for table, column, code_list in [*described, *known]:
        if table not in record.tables:
            continue
        cells = record.table(table)[["row", column]].dropna(subset=column)
        for row in records(cells.drop_duplicates(column)):
            if (code_list, row[column]) not in named:
                yield CODE_UNNAMED.at(
                    record.file(table), row["row"], column, row[column], code_list=code_list
                )
    listed: dict[tuple[str, str], tuple[str, str | None]] = {}
    for file, column, code_list, code in [*_shown(record), *_allowed(record, known)]:
        listed.setdefault((code_list, code), (file, column))
    for (code_list, code), place in listed.items():
        if (code_list, code) not in named:
            file, column = place
            yield CODE_UNNAMED.at(file, column=column, value=code, code_list=code_list)


Place = tuple[str, str | None, str, str]
"""A file, its column if any, a list and a code of it."""


def _shown(record: Record) -> Iterator[Place]:
    """The codes that pages and published tables show though no cell of the record has them."""
    geography = record.settings.geography
    levels = [*(level.name for level in geography.levels), *geography.finder.kinds]
    for level in [*levels, *geography.unlisted]:
        yield record.settings.file, None, "level", level
    for caveat in CAVEATS:  # each table of figures is published with a column of them
        yield record.file("codes"), None, "caveats", caveat


def _allowed(record: Record, known: Sequence[tuple[str, str, str]]) -> Iterator[Place]:
    """The codes in the description: of what a column counts, and those that it allows. known: a
    table, a column of it and its list."""
    lists, file = {(t, c): listed for t, c, listed in known}, f"{record.folder.name}/{DESCRIPTOR}"
    for resource in record.descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            name = field["name"]
            if "unit" in field:
                yield file, name, "unit", field["unit"]
            if (code_list := lists.get((resource["name"], name))) is not None:
                for code in field.get("constraints", {}).get("enum", ()):
                    yield file, name, code_list, code
