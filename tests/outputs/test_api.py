"""The static API: described, whole, and the same numbers as the tables."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator


@pytest.fixture(scope="module")
def api(site) -> Path:
    return site / "api" / "v1"


@pytest.fixture(scope="module")
def openapi(api):
    return read(api / "openapi.json")


def read(file: Path):
    return json.loads(file.read_text(encoding="utf-8"))


def addresses(api: Path) -> list[str]:
    found = [p.relative_to(api).as_posix() for p in api.rglob("*.json")]
    return [address for address in found if address != "openapi.json"]


def schema_of(openapi, address: str):
    """The schema of the answer at an address, by the paths of the description."""
    for path, item in openapi["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))
        if re.fullmatch(pattern, f"/{address}"):
            content = item["get"]["responses"]["200"]["content"]["application/json"]
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


def test_an_answer_that_lost_its_unit_would_be_noticed(api, openapi):
    answer = read(api / "programme.json")
    del answer["figures"][0]["unit"]
    assert not Draft202012Validator(schema_of(openapi, "programme.json")).is_valid(answer)


def test_the_index_lists_every_answer(api):
    assert set(read(api / "index.json")["answers"]) | {"index.json"} == set(addresses(api))


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
