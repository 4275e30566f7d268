"""The static API: described, whole, and the same numbers as the tables."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from publicrecord.files.citation import PREVIEW


@pytest.fixture(scope="module")
def api(site) -> Path:
    return site / "api" / "v1"


@pytest.fixture(scope="module")
def openapi(api):
    return read(api / "openapi.json")


def read(file: Path):
    return json.loads(file.read_text(encoding="utf-8"))


def addresses(api: Path) -> list[str]:
    found = [p.relative_to(api).as_posix() for p in api.rglob("*.*json")]
    return [address for address in found if address != "openapi.json"]


def schema_of(openapi, address: str):
    """The schema of the answer at an address, by the paths of the description."""
    for path, item in openapi["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
        if re.fullmatch(pattern, f"/{address}"):
            (content,) = item["get"]["responses"]["200"]["content"].values()
            return content["schema"] | {"components": openapi["components"]}
    raise AssertionError(f"not described: {address}")


def test_an_openapi_validator_accepts_the_description(openapi):
    assert openapi["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(openapi).validate()


def test_an_openapi_validator_would_notice(openapi):
    spoilt = json.loads(json.dumps(openapi))
    del spoilt["paths"]["/waves/{wave}.json"]["parameters"]
    assert list(OpenAPIV31SpecValidator(spoilt).iter_errors())


def test_every_answer_is_what_the_description_says(api, openapi):
    checked = set()
    for address in addresses(api):
        schema = schema_of(openapi, address)
        errors = list(Draft202012Validator(schema).iter_errors(read(api / address)))
        assert not errors, (address, errors[0])
        checked.add(address)
    assert len(checked) > 600


def declared(schema, openapi) -> dict | None:
    """The properties of a schema, those of its parts too; None if it may have others."""
    if "$ref" in schema:
        return declared(openapi["components"]["schemas"][schema["$ref"].split("/")[-1]], openapi)
    if "additionalProperties" in schema:
        return None
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []) + schema.get("anyOf", []):
        found |= declared(part, openapi) or {}
    return found


def undeclared(answer, schema, openapi, at: str = ""):
    """The fields of an answer that its schema does not name; a typed client would not have them."""
    if "$ref" in schema:
        schema = openapi["components"]["schemas"][schema["$ref"].split("/")[-1]]
    if isinstance(answer, list):
        for item in answer:
            yield from undeclared(item, schema["items"], openapi, at)
    elif isinstance(answer, dict) and (known := declared(schema, openapi)) is not None:
        for name, value in answer.items():
            if name not in known:
                yield f"{at}.{name}"
            else:
                yield from undeclared(value, known[name], openapi, f"{at}.{name}")


def test_every_field_of_every_answer_is_declared(api, openapi):
    for address in addresses(api):
        found = {*undeclared(read(api / address), schema_of(openapi, address), openapi)}
        assert not found, (address, found)


def test_a_field_that_is_not_declared_would_be_noticed(api, openapi):
    schema, answer = schema_of(openapi, "programme.json"), read(api / "programme.json")
    answer["figures"][0]["others"] = [{"colour": "red"}]
    assert [*undeclared(answer, schema, openapi)] == [".figures.others.colour"]


def test_every_operation_has_a_name_a_tag_and_an_answer_for_what_is_missing(openapi):
    operations = [item["get"] for item in openapi["paths"].values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names)) > 20
    assert all(re.fullmatch("get[A-Z][A-Za-z-]+", name) for name in names)
    known = {tag["name"] for tag in openapi["tags"]}
    for operation in operations:
        assert set(operation["tags"]) <= known
        assert operation["description"] != operation["summary"]
        assert operation["responses"]["404"] == {"$ref": "#/components/responses/Missing"}
    assert openapi["security"] == []


def test_the_version_of_the_api_is_not_that_of_the_data(openapi, record):
    """The fields of an answer do not change with its numbers."""
    assert re.fullmatch(r"1\.\d+\.\d+", openapi["info"]["version"])
    assert openapi["info"]["version"] != record.version


def test_a_missing_answer_is_one_that_programs_can_read(api, openapi):
    """On hosts that take it from _redirects; others send their page."""
    problem = read(api.parent / "404.json")
    schema = {"$ref": "#/components/schemas/Problem", "components": openapi["components"]}
    assert Draft202012Validator(schema).is_valid(problem)
    assert (api.parent / problem["index"]).is_file()
    rules = (api.parent.parent / "_redirects").read_text(encoding="utf-8").splitlines()
    assert rules[-1] == "/api/* /api/404.json 404"
    (version,) = read(api.parent / "index.json")["versions"]
    assert version["version"] == openapi["info"]["version"]
    assert (api.parent / version["index"]).is_file()
    assert (api.parent / version["description"]).is_file()


def counts(claims, table: str, source: str) -> dict[tuple[str, str], float]:
    """The shown values that a source printed, by code and period."""
    printed = claims[claims["chosen"] & claims["arithmetic"].isna()]
    shown = printed[(printed["table"] == table) & (printed["source_id"] == source)]
    return {(row["code"], row["period"]): row["value"] for row in shown.to_dict("records")}


def test_one_answer_has_every_regency_and_year(api, claims):
    """Read as a frame, it is what 514 answers would give; provinces are the sums of theirs."""
    answer = read(api / "by-period" / "places.json")
    rows = {(row["code"], row["period"]): row["value"] for row in answer["rows"]}
    assert rows == counts(claims, "place_figures", "gh-kab")
    assert len(rows) == len(answer["places"]) * len(answer["periods"]) == 514 * 6
    around = {place["code"]: place["province_code"] for place in answer["places"]}
    sums: dict[tuple[str, str], float] = {}
    for (code, period), value in rows.items():
        key = around[code], period
        sums[key] = sums.get(key, 0) + value
    above = read(api / "by-period" / "provinces.json")
    assert {(row["code"], row["period"]): row["value"] for row in above["rows"]} == sums
    assert len(above["places"]) == 38


@pytest.mark.parametrize("name", ["places", "provinces"])
def test_points_and_statistics_say_what_the_rows_say(api, name):
    answer = read(api / "by-period" / f"{name}.json")
    rows = {(row["code"], row["period"]): row["value"] for row in answer["rows"]}
    points = read(api / "geo" / f"{name}.geojson")
    assert points["type"] == "FeatureCollection"
    found = {}
    for feature in points["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 94.5 < longitude < 141.6
        assert -11.5 < latitude < 7.5
        assert feature["id"] == feature["properties"]["code"]
        for period in answer["periods"]:
            key = f"{answer['measure_id']}_{period.replace('-', '_')}"
            found[feature["id"], period] = feature["properties"][key]
    assert found == rows
    for code in ("id", "en"):
        data = read(api / "stat" / code / f"{name}.json")
        places = data["dimension"]["place"]["category"]
        periods = data["dimension"]["period"]["category"]["index"]
        assert data["size"] == [len(places["index"]), len(periods), 1]
        keys = [(place, period) for place in places["index"] for period in periods]
        assert dict(zip(keys, data["value"], strict=True)) == rows
        assert set(places["label"]) == set(places["index"])


def test_an_answer_that_lost_its_unit_would_be_noticed(api, openapi):
    answer = read(api / "programme.json")
    del answer["figures"][0]["unit"]
    assert not Draft202012Validator(schema_of(openapi, "programme.json")).is_valid(answer)


def test_the_index_lists_every_answer(api, openapi):
    index = read(api / "index.json")
    assert set(index["answers"]) | {"index.json"} == set(addresses(api))
    assert [path["path"] for path in index["paths"]] == [path[1:] for path in openapi["paths"]]


def test_every_wave_province_and_regency_has_an_answer(api, record):
    for name, folder, key in (
        ("waves", "waves", "wave"),
        ("provinces", "provinces", "province_code"),
        ("regencies", "places", "regency_code"),
    ):
        expected = {f"{code}.json" for code in record.table(name)[key]}
        assert {file.name for file in (api / folder).iterdir()} == expected


def test_every_figure_shown_is_answered_with_its_value_and_its_source(api, claims):
    found = {}
    for address in addresses(api):
        answer = read(api / address)
        for figure in answer.get("figures", []) + [
            figure for survey in answer.get("surveys", []) for figure in survey["figures"]
        ]:
            assert found.setdefault(figure["figure_id"], figure) == figure
    shown = claims[claims["chosen"]]
    assert set(found) == set(shown["figure_id"])
    for claim in shown.to_dict("records"):
        figure = found[claim["figure_id"]]
        value = None if claim["value"] != claim["value"] else claim["value"]
        assert (figure["value"], figure["source_id"], figure["status"]) == (
            value,
            claim["source_id"],
            claim["status"],
        )


def test_a_claim_that_must_not_be_shown_is_in_no_answer(api, claims):
    unfit = claims[claims["status"] == "unfit"]
    assert len(unfit)
    for address in addresses(api):
        assert '"status":"unfit"' not in (api / address).read_text(encoding="utf-8")


def test_sources_that_contradict_each_other_stand_side_by_side(api):
    figures = read(api / "programme.json")["figures"]
    rivals = [figure for figure in figures if figure["others"]]
    assert rivals
    assert any(other["value"] != f["value"] for f in rivals for other in f["others"])


def test_the_answer_of_a_place_is_small(api):
    sizes = [file.stat().st_size for file in (api / "places").iterdir()]
    assert max(sizes) < 12_000


def test_every_name_to_search_for_leads_to_its_page(api, site, record):
    names = read(api / "search.json")["names"]
    for name in names:
        for path in (name["path_id"], name["path_en"]):
            assert (site / path / "index.html").is_file(), path
    kinds = [name["kind"] for name in names]
    assert (kinds.count("province"), kinds.count("regency")) == (38, 514)
    assert kinds.count("source") == len(record.table("sources"))
    places = [name for name in names if name["kind"] == "regency"]
    assert all((api / "places" / f"{place['code']}.json").is_file() for place in places)
    assert sum(len(place["districts"]) for place in places) == len(record.table("districts"))


def test_llms_txt_leads_to_answers_and_says_what_not_to_mix(site, record):
    """Every address that it names is a file of the site; gross and net are kept apart."""
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Prakerja in Figures\n\n> ")
    found = re.findall(rf"\]\({re.escape(PREVIEW)}([^)]*)\)", text)
    assert len(found) > 40
    for address in found:
        file = site / address
        assert file.is_file() or (file / "index.html").is_file(), address
    for basis, measure in (("gross", "recipients_gross"), ("net", "recipients_net")):
        (line,) = re.findall(rf"^- \*\*{basis}\*\*.*$", text, re.MULTILINE)
        assert f"`{measure}`" in line
    assert "Never add, subtract or compare" in text
    assert record.version in text
