"""What the stages read: tables and columns by name and kind.

The descriptor says what the tables hold; this says what the code relies on. A table or column
that is renamed, lost or of another kind is told here, by name, and not by a fault further on.
A column that only a reader needs may be left out of this list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publicrecord.findings import Finding, Rule
from publicrecord.language import N_

TABLE_NEEDED = Rule(
    "table-needed",
    N_('The pages are made from the table "{value}", which the description does not have.'),
    N_("Bring it back with its old name; a table the pages use cannot be renamed here alone."),
)
COLUMN_NEEDED = Rule(
    "column-needed",
    N_('The table {table} needs the column "{value}" as {kind}; the description has {found}.'),
    N_("Bring the column back with its old name and type, in the description and in the table."),
)

CONSTRAINT_NEEDED = Rule(
    "constraint-needed",
    N_('The code relies on the rule "{value}" of the column {name} in the table {table}.'),
    N_("Bring the rule back as it was; the code and its tests come first where it must change."),
)
LINK_NEEDED = Rule(
    "link-needed",
    N_('The column {name} of the table {table} is no longer a key into "{value}".'),
    N_("Bring the foreign key back, so that a name that does not exist is told at its row."),
)

DAY = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
# What the code takes for granted of every column with the name: a rule with its value, or
# any list of words (None), for reference/codes.csv names each word.
HELD: dict[str, dict[str, object]] = {
    "as_of": {"pattern": DAY},
    "published_on": {"pattern": DAY},
    "fieldwork_from": {"pattern": DAY},
    "fieldwork_to": {"pattern": DAY},
    "accessed_on": {"required": True},
    "period": {"required": True, "pattern": "^(20[0-9]{2}(-20[0-9]{2})?|cumulative)$"},
    "url": {"pattern": "^https?://[^\\s]+$"},
    "wave": {"required": True, "minimum": 1, "maximum": 71},
    "wave_from": {"minimum": 1, "maximum": 71},
    "wave_to": {"minimum": 1, "maximum": 71},
    "year": {"required": True},
    "source_id": {"required": True},
    "status": {"required": True, "enum": None},
    "kind": {"required": True, "enum": None},
    "basis": {"required": True, "enum": None},
    "scheme": {"required": True, "enum": None},
    "event": {"required": True, "enum": None},
    "topic": {"required": True, "enum": None},
    "dimension": {"required": True, "enum": None},
    "group": {"required": True, "enum": None},
    "unit": {"enum": None},
    "province_code": {"required": True, "pattern": "^[0-9]{2}$"},
    "regency_code": {"required": True, "pattern": "^[0-9]{2}\\.[0-9]{2}$"},
    "district_code": {"required": True, "pattern": "^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}$"},
    "province_as_printed": {"required": True},
    "place_as_printed": {"required": True},
    "name": {"required": True},
    "name_id": {"required": True},
    "name_en": {"required": True},
    "text_id": {"required": True},
    "text_en": {"required": True},
    "tile_row": {"required": True, "minimum": 0, "maximum": 7},
    "tile_col": {"required": True, "minimum": 0, "maximum": 16},
    "lat": {"required": True},
    "lng": {"required": True},
    "area_km2": {"required": True, "minimum": 0},
    "claims": {"required": True},
    "total_claim": {"required": True},
    "parts_table": {"required": True, "enum": None},
    "parts_measures": {"required": True},
    "difference": {"required": True},
    "explanation_id": {"required": True},
    "explanation_en": {"required": True},
    "version": {"required": True, "pattern": "^[0-9]{4}\\.[0-9]{2}\\.[0-9]+$"},
    "released_on": {"required": True},
    "planned_on": {"required": True},
    "sha256": {"required": True, "pattern": "^[0-9a-f]{64}$"},
    "claim": {"required": True},
    "old": {"required": True},
    "reason_id": {"required": True},
    "reason_en": {"required": True},
}
# A column with the name is a key into the table, wherever it stands.
LINKS = {
    "source_id": "sources",
    "measure_id": "measures",
    "item_id": "items",
    "survey_id": "surveys",
    "wave": "waves",
    "province_code": "provinces",
    "regency_code": "regencies",
    "province_as_printed": "province_aliases",
    "place_as_printed": "place_aliases",
    "category": "categories",
}

# A column is text unless its kind is named.
NEEDED: dict[str, str] = {
    "sources": (
        "source_id title publisher url published_on accessed_on kind licence said_by_id said_by_en "
        "first_hand note_id note_en"
    ),
    "measures": "measure_id name_id name_en definition_id definition_en unit basis",
    "waves": "wave:integer year:integer scheme",
    "wave_dates": "wave:integer event date source_id status choice note_id note_en",
    "wave_figures": (
        "wave:integer measure_id value:number unit as_of source_id status choice arithmetic "
        "note_id note_en"
    ),
    "programme_figures": (
        "period wave_from:integer wave_to:integer measure_id value:number unit as_of "
        "source_id status choice arithmetic note_id note_en"
    ),
    "province_figures": (
        "province_as_printed boundary:integer period wave_from:integer wave_to:integer item "
        "measure_id value:number unit as_of source_id status choice arithmetic note_id "
        "note_en"
    ),
    "place_figures": (
        "place_as_printed province_as_printed period wave_from:integer wave_to:integer "
        "measure_id value:number unit as_of source_id status choice arithmetic note_id "
        "note_en"
    ),
    "surveys": (
        "survey_id name_id name_en organisation_id organisation_en fieldwork_from "
        "fieldwork_to fieldwork_note_id fieldwork_note_en population_id population_en "
        "sample_id sample_en sample_size:integer margin_of_error:number"
    ),
    "items": "item_id topic text_id text_en",
    "survey_figures": (
        "survey_id item_id measure_id value:number unit as_of source_id status choice "
        "arithmetic note_id note_en"
    ),
    "demographic_figures": (
        "dimension category group place period wave_from:integer wave_to:integer measure_id "
        "value:number unit as_of source_id status choice arithmetic note_id note_en"
    ),
    "outcome_figures": (
        "item_id period wave_from:integer wave_to:integer measure_id value:number unit as_of "
        "source_id status choice arithmetic note_id note_en"
    ),
    "audit_findings": (
        "finding_id finding_kind body_id body_en report_id report_en period text_id text_en measure_id "
        "value:number unit as_of source_id status choice arithmetic answer_id answer_en "
        "answer_state answer_source_id note_id note_en"
    ),
    "evaluations": (
        "study_id title authors design_id design_en design_level:integer data_id data_en "
        "population_id population_en paid_by_id paid_by_en sample_from_id sample_from_en "
        "peer_review reading survey_id source_id note_id note_en"
    ),
    "evaluation_figures": (
        "result_id study_id text_id text_en direction significance words_id words_en measure_id "
        "value:number unit interval_low:number interval_high:number as_of source_id status choice "
        "arithmetic note_id note_en"
    ),
    "reference_figures": (
        "period measure_id value:number unit as_of source_id status choice arithmetic note_id "
        "note_en"
    ),
    "obstacles": (
        "obstacle_id text_id text_en where_id where_en answer_id answer_en measure_id "
        "value:number unit as_of source_id status note_id note_en"
    ),
    "statements": "statement_id topic text_id text_en as_of source_id",
    "comparisons": "comparison_id claims explanation_id explanation_en",
    "sum_checks": (
        "check_id parts_table parts_measures parts_period parts_wave_from:integer "
        "parts_wave_to:integer parts_source_id total_claim difference:number explanation_id "
        "explanation_en"
    ),
    "vintages": "file committed national_sum rows:integer status note_id note_en",
    "releases": "version released_on values:integer sha256 note_id note_en",
    "revisions": "claim old new date kind reason_id reason_en",
    "calendar": "event_id planned_on done_on what_id what_en",
    "portals": (
        "name url owner_id owner_en content_id content_en formats_id formats_en licence_id "
        "licence_en status_id status_en"
    ),
    "codes": "code_list code symbol name_id name_en definition_id definition_en",
    "categories": "dimension category name_id name_en",
    "provinces": (
        "province_code bps_code bps_code_confirmed iso_code name name_short name_en "
        "island_group law law_date created_on predecessor_code code_34 area_km2:number "
        "tile_row:integer tile_col:integer"
    ),
    "regencies": (
        "regency_code province_code name name_short type lat:number lng:number area_km2:number"
    ),
    "districts": "district_code regency_code name lat:number lng:number",
    "province_aliases": "province_as_printed province_code",
    "place_aliases": (
        "place_as_printed province_as_printed code_as_printed official_id:integer level code alias"
    ),
    "place_names": "code name usage",
    "population": "level code boundary:integer measure_id value:integer unit as_of source_id",
    "labour_force": (
        "level code measure_id value:number unit as_of source_id status note_id note_en"
    ),
}


def find(descriptor: dict[str, Any], file: str) -> Iterator[Finding]:
    """A finding for each table, column, rule and key that the code relies on and `descriptor`
    lacks."""
    tables = {resource["name"]: resource["schema"] for resource in descriptor["resources"]}
    for table, words in NEEDED.items():
        if table not in tables:
            yield TABLE_NEEDED.at(file, value=table)
            continue
        fields = {field["name"]: field for field in tables[table]["fields"]}
        for word in words.split():
            column, _, kind = word.partition(":")
            found = _kind(fields[column]["type"]) if column in fields else "—"
            if found != (kind or "text"):
                yield COLUMN_NEEDED.at(
                    file, column=column, value=column, table=table, kind=kind or "text", found=found
                )
                continue
            rules = fields[column].get("constraints", {})
            for rule, value in HELD.get(column, {}).items():
                if rule not in rules or (value is not None and rules[rule] != value):
                    yield CONSTRAINT_NEEDED.at(file, value=rule, name=column, table=table)
        yield from _links(table, tables[table], file)


def _links(table: str, schema: dict[str, Any], file: str) -> Iterator[Finding]:
    own = schema["primaryKey"]
    linked = {
        column
        for key in schema.get("foreignKeys", [])
        for column in ([key["fields"]] if isinstance(key["fields"], str) else key["fields"])
    }
    for field in schema["fields"]:
        column = field["name"]
        target = LINKS.get(column)
        home = own == column or (table == target and column in own)
        if target and not home and column not in linked:
            yield LINK_NEEDED.at(file, value=target, name=column, table=table)


def _kind(field_type: str) -> str:
    return field_type if field_type in ("integer", "number") else "text"
