"""The OpenAPI document says what is really there."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from api.app import create_app
from api.settings import Settings
from recommender.types import REASON_KINDS
from tests.api.conftest import body_of

DOCUMENT = create_app().document()
CONTRACT = {
    *(
        f"/api/v1/{name}{one}"
        for name in ("roadmaps", "methods", "media-types", "competencies", "companies")
        for one in ("", "/{id}")
    ),
    *(f"/api/v1/recommendations/{name}" for name in ("roadmaps", "methods", "media-types")),
    "/api/v1/roadmaps/{id}/similar",
    "/healthz",
    "/readyz",
}


OPERATIONS = [(path, method, op) for path in sorted(CONTRACT) for method, op in DOCUMENT["paths"][path].items()]
NAMES = [f"{method} {path}" for path, method, _ in OPERATIONS]


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


def test_it_is_served_as_openapi_3_1(client: FlaskClient) -> None:
    response = client.get("/openapi.json")
    assert response.content_type == "application/json"
    assert body_of(response) == DOCUMENT
    assert DOCUMENT["openapi"] == "3.1.0"
    assert DOCUMENT["info"]["title"] == "CoDiCLUST"
    assert "invented" in DOCUMENT["info"]["description"]
    assert "servers" not in DOCUMENT


def test_the_server_is_named_where_it_is_set() -> None:
    document = create_app(Settings(public_url="https://example.org/codiclust")).document()
    assert document["servers"] == [{"url": "https://example.org/codiclust"}]


def test_every_route_below_api_is_in_the_contract_and_described() -> None:
    rules = {str(rule).replace("<string:id>", "{id}") for rule in create_app().url_map.iter_rules()}
    health = {"/healthz", "/readyz"}
    assert {rule for rule in rules if rule.startswith("/api") or rule in health} == CONTRACT
    assert set(DOCUMENT["paths"]) >= CONTRACT


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=NAMES)
def test_every_operation_is_described(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["summary"].strip()
    assert operation["tags"]
    assert sum(op["operationId"] == operation["operationId"] for _, _, op in OPERATIONS) == 1
    assert list(operation["responses"]["200"]["content"]) == ["application/json"]
    expected = {"200", "405"} | ({"503"} if path != "/healthz" else set())
    if path.startswith("/api/"):
        expected |= {"406", "422"} | ({"404"} if "{id}" in path else set())
    if method == "post":
        expected |= {"400", "413", "415"}
        assert operation["requestBody"]["required"] is True
        assert list(operation["requestBody"]["content"]) == ["application/json"]
    assert set(operation["responses"]) == expected
    for status, response in operation["responses"].items():
        assert response["description"].strip()
        if status != "200":
            assert response["content"] == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}


def test_every_reference_leads_somewhere_and_every_schema_is_one() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    references = {found["$ref"] for found in walk(DOCUMENT) if "$ref" in found}
    assert references
    assert all(reference.removeprefix("#/components/schemas/") in schemas for reference in references)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


def test_the_kinds_of_reasons_are_a_closed_list() -> None:
    kind = DOCUMENT["components"]["schemas"]["ReasonOut"]["properties"]["kind"]
    assert set(kind["enum"]) == set(REASON_KINDS)


def test_limits_and_names_are_those_of_the_contract() -> None:
    need = DOCUMENT["components"]["schemas"]["NeedBody"]
    assert need["required"] == ["need"]
    assert need["additionalProperties"] is False
    limit = need["properties"]["limit"]
    assert (limit["type"], limit["minimum"], limit["maximum"], limit["default"]) == ("integer", 1, 50, 10)
    profile = DOCUMENT["components"]["schemas"]["ProfileBody"]["properties"]
    single = "size_class sector learning_field target_group phase group_size max_hours mode roadmap"
    assert list(profile) == [*single.split(), "barriers", "media_types", "competencies"]
    facets = "learning_field target_group size_class sector media_type method barrier region phase".split()
    parameters = [p["name"] for p in DOCUMENT["paths"]["/api/v1/roadmaps"]["get"]["parameters"]]
    assert set(parameters) == {"q", "limit", "offset", "lang", *facets}


def test_every_example_is_answered(client: FlaskClient) -> None:
    tried = 0
    for path, method, operation in OPERATIONS:
        for parameter in operation.get("parameters", []):
            for example in parameter["schema"].get("examples", []):
                address = path.replace("{id}", example) if parameter["in"] == "path" else path.replace("{id}", "R04")
                query = {} if parameter["in"] == "path" else {parameter["name"]: example}
                response = client.get(address, query_string=query)
                assert response.status_code == 200, (address, query, response.text)
                assert method == "get"
                assert body_of(response).get("total", 1) > 0
                tried += 1
    profile = DOCUMENT["components"]["schemas"]["ProfileBody"]["properties"]
    for name, schema in profile.items():
        for example in schema["examples"]:
            body = {"need": "Wie lernen wir?", "profile": {name: example}}
            assert client.post("/api/v1/recommendations/methods", json=body).status_code == 200, body
            tried += 1
    assert tried > 40


def test_answers_fit_their_schemas(client: FlaskClient) -> None:
    schemas = {"$defs": DOCUMENT["components"]["schemas"]}
    need = {"need": "Auszubildende lernen mit kurzen Videos", "profile": {"max_hours": 1}}
    for name, response in (
        ("ListOut", client.get("/api/v1/methods?limit=200")),
        ("RecordOut", client.get("/api/v1/roadmaps/R04")),
        ("RecommendationsOut", client.post("/api/v1/recommendations/methods", json=need)),
        ("ProblemOut", client.get("/api/v1/roadmaps?sector=9999")),
        ("HealthOut", client.get("/readyz")),
    ):
        schema = _local({**schemas, "$ref": f"#/$defs/{name}"})
        assert list(Draft202012Validator(schema).iter_errors(body_of(response))) == []


def _local(value: Any) -> Any:
    """The document's references as references within one schema."""
    if isinstance(value, dict):
        return {k: v.replace("#/components/schemas/", "#/$defs/") if k == "$ref" else _local(v) for k, v in value.items()}
    return [_local(v) for v in value] if isinstance(value, list) else value


def test_the_docs_page_lists_every_path_with_its_parameters(client: FlaskClient) -> None:
    page = client.get("/docs").text
    for path, method, operation in OPERATIONS:
        entry = page.split(f"<code>{method.upper()} {path}</code>")
        assert len(entry) == 2, path
        said = entry[1].split("<dt>")[0]
        assert operation["summary"] in said
        assert all(f"<code>{p['name']}</code>" in said for p in operation.get("parameters", []))
