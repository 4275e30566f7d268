"""The description of the API, by OpenAPI 3.1: every address and the shape of its answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from publicrecord.api.schemas import TEXT, Schema, array, components, fixed, ref
from publicrecord.files.citation import PREVIEW, licence_in_words
from publicrecord.outputs import new_file
from publicrecord.record.figure_tables import figure_tables
from publicrecord.record.package import Record
from publicrecord.record.validity import valid

API_VERSION = "1.1.0"
"""Of the addresses and fields, by semantic versioning; the data have a version of their own."""
JSON, GEOJSON = "application/json", "application/geo+json"
FIGURES = {
    "programme": "Figures of the programme as a whole",
    "outcomes": "Figures on outcomes",
    "demographics": "Figures of groups of people",
    "audits": "Numbers in findings of audits and oversight",
    "evaluations": "Numbers in results of evaluations",
    "reference": "Reference series of the country",
}
TAGS = {
    "about": "What there is, and what is the newest",
    "figures": "Figures with their sources, by table and by measure",
    "places": "Places, and the counts of all places together",
    "waves": "Waves",
    "time": "Releases, and the history of every value",
}
MISSING = "No answer has this address. A host that cannot send JSON here sends its own page."


@dataclass(frozen=True)
class Operation:
    """An address and its answer.

    path: as OpenAPI writes it. name: of the operation, in camel case. fields: those of the answer
    beside what every answer has. rows: the component whose fields the answer has too. parameters:
    of the path. media: the type of the answer. bare: whether the answer is `rows` alone.
    """

    path: str
    name: str
    tag: str
    summary: str
    fields: Schema = field(default_factory=dict)
    rows: str = ""
    parameters: tuple[Schema, ...] = ()
    media: str = JSON
    bare: bool = False

    @property
    def answer(self) -> str:
        """The name of the component of its answer."""
        return self.rows if self.bare else f"{self.name.removeprefix('get')}Answer"

    @property
    def example(self) -> str:
        """An address of this form."""
        return self.path[1:].format(**{one["name"]: one["example"] for one in self.parameters})

    def schema(self) -> Schema:
        """The answer."""
        parts = [ref("About"), *([ref(self.rows)] if self.rows else [])]
        return {"allOf": [*parts, fixed(self.fields)] if self.fields else parts}

    def described(self) -> Schema:
        """The entry of the path."""
        parameters = {"parameters": list(self.parameters)} if self.parameters else {}
        missing = {"404": {"$ref": "#/components/responses/Missing"}}
        content = {self.media: {"schema": ref(self.answer)}}
        get = {
            "operationId": self.name,
            "tags": [self.tag],
            "summary": self.summary,
            "description": f"An example is {self.example}",
            "responses": {"200": {"description": self.summary, "content": content}, **missing},
        }
        return {**parameters, "get": get}


def write_openapi(record: Record, folder: Path, site_url: str) -> None:
    """Write openapi.json beside the answers, what a host sends at other addresses, and the index
    of versions above them."""
    _write(openapi(record, site_url), folder / "openapi.json")
    missing = {"status": 404, "title": MISSING, "index": "v1/index.json"}
    _write(missing, folder.parent / "404.json")
    version = {"version": API_VERSION, "index": "v1/index.json", "description": "v1/openapi.json"}
    _write({"versions": [version]}, folder.parent / "index.json")


def _write(content: Schema, file: Path) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    new_file(file).write_text(text + "\n", encoding="utf-8")


def openapi(record: Record, site_url: str) -> Schema:
    """The description of all addresses and answers."""
    listed = [*operations(record)]
    upper, lower = record.settings.geography.levels[:2]
    tables = ("sources", "measures", "waves", upper.table, lower.table, "surveys")
    missing = {"description": MISSING, "content": {JSON: {"schema": ref("Problem")}}}
    answers = {operation.answer: operation.schema() for operation in listed if not operation.bare}
    root = site_url or PREVIEW
    return {
        "openapi": "3.1.0",
        "info": {
            "title": record.settings.source_language.site,
            "summary": f"The public record of {record.settings.programme} as static JSON.",
            "description": (
                "Every figure is answered with its value, unit, status, day and source, and with "
                "every other value that was published. Fields may be added; none is renamed or "
                "removed within a version. Each answer has the version of the data in `version`."
            ),
            "version": API_VERSION,
            "contact": {"name": record.settings.source_language.site, "url": root},
            "license": {"name": licence_in_words(record.licence), "identifier": record.licence},
        },
        "servers": [{"url": f"{root}api/v1"}],
        "security": [],
        "tags": [{"name": name, "description": about} for name, about in TAGS.items()],
        "paths": {operation.path: operation.described() for operation in listed},
        "components": {
            "responses": {"Missing": missing},
            "schemas": components(record, tables) | answers,
        },
    }


def paths(record: Record) -> list[dict[str, str]]:
    """The forms of all addresses, with what is answered there."""
    return [{"path": one.path[1:], "summary": one.summary} for one in operations(record)]


def operations(record: Record) -> Iterator[Operation]:
    """All addresses."""
    yield Operation(
        "/index.json", "getIndex", "about", "All addresses, and the forms that they have",
        {"answers": array(TEXT), "paths": array(ref("Path"))},
    )  # fmt: skip
    yield Operation(
        "/search.json", "getNames", "about", "Names to search for", {"names": array(ref("Name"))}
    )
    yield from _tables(record)
    yield from _waves_and_places(record)
    yield from _counts(record)
    yield from _time()


FIGURE_LIST = {"figures": array(ref("Figure"))}


def _tables(record: Record) -> Iterator[Operation]:
    """The answers of one table each, and those by measure."""
    answered = {table.api for table in figure_tables(record) if table.api}
    for name in sorted(answered, key=[*FIGURES].index):
        yield Operation(f"/{name}.json", _camel("get", name), "figures", FIGURES[name], FIGURE_LIST)
    survey = {"allOf": [ref("surveys"), fixed(FIGURE_LIST)]}
    yield Operation(
        "/surveys.json", "getSurveys", "figures", "All surveys and their figures",
        {"surveys": array(survey)},
    )  # fmt: skip
    for name, summary in (
        ("sources", "All sources"),
        ("measures", "All measures and their definitions"),
    ):
        rows = {name: array(ref(name))}
        yield Operation(f"/{name}.json", _camel("get", name), "figures", summary, rows)
    parameters = (
        _parameter("measure_id", "^[a-z0-9_]+$", record.table("measures")["measure_id"].iloc[0]),
        _parameter("subject", "^[a-z0-9_]+$", "programme"),
    )
    yield Operation(
        "/measures/{measure_id}/{subject}.json", "getMeasure", "figures",
        "All figures of a measure on subjects of one kind, such as places",
        rows="Measure", parameters=parameters,
    )  # fmt: skip


def _waves_and_places(record: Record) -> Iterator[Operation]:
    """The lists of waves and of places, and the answer of each."""
    settings, words = record.settings, record.settings.source_language
    upper, lower = settings.geography.levels[:2]
    kinds = (
        ("waves", "wave", "waves", "waves", "wave", "waves", len(record.table("waves"))),
        (upper.table, upper.name, "places", upper.table, upper.code,
         words.levels[upper.table], len(valid(record, upper))),
        ("places", "place", "places", lower.table, lower.code,
         words.levels[lower.table], len(valid(record, lower))),
    )  # fmt: skip
    for name, one, tag, table, key, called, count in kinds:
        more = FIGURE_LIST if name == "places" else {}
        fields = {name: array(ref(table))} | more
        yield Operation(f"/{name}.json", _camel("get", name), tag, f"The {count} {called}", fields)
        described = {entry["name"]: entry for entry in record.resource(table)["schema"]["fields"]}
        pattern = described[key].get("constraints", {}).get("pattern", "^[0-9]+$")
        parameter = _parameter(key, pattern, str(record.table(table)[key].iloc[0]))
        single = f"One of the {name}, and its figures"
        yield Operation(
            f"/{name}/{{{key}}}.json", _camel("get", one), tag, single,
            FIGURE_LIST, table, (parameter,),
        )  # fmt: skip


def _counts(record: Record) -> Iterator[Operation]:
    """The counts of all places of a level in one answer."""
    upper, codes = record.settings.geography.upper, [s.code for s in record.settings.languages]
    language = _parameter("language", f"^({'|'.join(codes)})$", codes[0])
    names = dict.fromkeys(record.settings.columns("name"), TEXT)
    counted = {
        **dict.fromkeys(("measure_id", "unit", "basis"), TEXT),
        **names,
        "periods": array(TEXT),
        "places": array(ref("Place")),
        "rows": array(ref("Count")),
    }
    for name, called in ((upper.table, record.settings.source_language.levels[upper.table]),
                         ("places", "places")):  # fmt: skip
        title = name.capitalize()
        yield Operation(
            f"/by-period/{name}.json", f"getCountsOf{title}", "places",
            f"The counts of all {called} by period, as rows", counted,
        )  # fmt: skip
        yield Operation(
            f"/geo/{name}.geojson", f"getPointsOf{title}", "places",
            f"All {called} as points with their counts (GeoJSON)",
            rows="FeatureCollection", media=GEOJSON,
        )  # fmt: skip
        yield Operation(
            f"/stat/{{language}}/{name}.json", f"getDatasetOf{title}", "places",
            f"The counts of all {called} by period, as JSON-stat 2.0",
            rows="JsonStat", parameters=(language,), bare=True,
        )  # fmt: skip


def _time() -> Iterator[Operation]:
    """The answers on releases and on the history of each value."""
    release = {"anyOf": [ref("Release"), {"type": "null"}]}
    yield Operation(
        "/latest.json", "getLatest", "time", "The last release",
        {"release": release, "changed_since": {"type": "integer"}, "files": array(ref("File"))},
    )  # fmt: skip
    yield Operation(
        "/history.json", "getHistories", "time",
        "All releases, and the addresses of the history of each value",
        {"releases": array(ref("Release")), "answers": array(TEXT)},
    )  # fmt: skip
    yield Operation(
        "/history/{group}.json", "getHistory", "time",
        "Every value of a group of claims since it was first released",
        {"claims": array(ref("History"))},
        parameters=(_parameter("group", "^[a-z0-9-]+$", "waves"),),
    )  # fmt: skip


def _parameter(name: str, pattern: str, example: str) -> Schema:
    """A part of an address."""
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


def _camel(*words: str) -> str:
    first, *rest = words
    return first + "".join(word.capitalize() for word in rest)
