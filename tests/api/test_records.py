"""Every record under its address, in the language asked for."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.catalogue import Catalogue
from tests.api.conftest import ProblemCheck, body_of

IDS = {
    "roadmaps": [f"R{n:02}" for n in range(1, 31)],
    "companies": [f"B{n:02}" for n in range(1, 31)],
    "methods": [f"C{n:02}" for n in range(1, 41)] + [f"G{n:02}" for n in range(1, 71)],
    "media-types": [f"MT{n:02}" for n in range(1, 53)],
    "competencies": [f"{letter}{n}" for letter in "LDE" for n in range(1, 11)],
}
TYPES = {
    "roadmaps": ("Roadmap", "https://w3id.org/codiclust/id/roadmap/"),
    "companies": ("Company", "https://w3id.org/codiclust/id/company/"),
    "methods": ("Method", "https://w3id.org/codiclust/vocab/method/"),
    "media-types": ("MediaType", "https://w3id.org/codiclust/vocab/media-type/"),
    "competencies": ("Competency", "https://w3id.org/codiclust/vocab/competency/"),
}
TITLES = {"de": "Digitales Berichtsheft mit wöchentlicher Rückmeldung", "en": "Digital training record with weekly feedback"}


@pytest.mark.parametrize("path", IDS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_id_answers(client: FlaskClient, path: str, language: str) -> None:
    name, prefix = TYPES[path]
    for identifier in IDS[path]:
        response = client.get(f"/api/v1/{path}/{identifier}?lang={language}")
        assert response.status_code == 200, identifier
        body: dict[str, Any] = body_of(response)
        assert (body["id"], body["type"], body["iri"]) == (identifier, name, prefix + identifier)
        assert body["title"].strip()
        assert body["title"] != identifier
        assert body["provenance"] in {"sourced", "ownProposal", "generalKnowledge", "illustrative"}
        assert body["provenance_detail"]["status"] == body["provenance"]


def test_invented_roadmaps_and_companies_say_so(client: FlaskClient) -> None:
    for path in ("roadmaps", "companies"):
        found = body_of(client.get(f"/api/v1/{path}?limit=200"))["items"]
        assert {item["provenance"] for item in found} == {"illustrative"}


@pytest.mark.parametrize(
    ("query", "accepted", "answered"),
    [
        ("", None, "de"),
        ("", "fr", "de"),
        ("", "*", "de"),
        ("", "en", "en"),
        ("", "en-GB, fr;q=0.5", "en"),
        ("", "en;q=0.2, de;q=0.9", "de"),
        ("", "de;q=0, en;q=0.1", "en"),
        ("", "!!;q=x,,;;", "de"),
        ("?lang=de", "en", "de"),
        ("?lang=en", "de", "en"),
    ],
)
def test_lang_beats_accept_language_beats_german(client: FlaskClient, query: str, accepted: str | None, answered: str) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}
    response = client.get(f"/api/v1/roadmaps/R04{query}", headers=headers)
    assert body_of(response)["title"] == TITLES[answered]
    assert response.headers["Content-Language"] == answered
    assert {v.strip() for v in response.headers["Vary"].split(",")} == {"Accept", "Accept-Language"}


def test_a_roadmap_carries_what_its_file_says(client: FlaskClient) -> None:
    body = body_of(client.get("/api/v1/roadmaps/R04?lang=en"))
    assert body["company"]["id"] == "B04"
    assert body["company"]["iri"] == "https://w3id.org/codiclust/id/company/B04"
    assert {m["id"] for m in body["media_types"]} == {"MT51", "MT22", "MT42"}
    assert [s["method"]["id"] for s in body["steps"]] == ["C01", "G08", "C37", "C22", "G66", "C33", "C18"]
    assert [s["phase"]["id"] for s in body["steps"]] == ["TP1", "TP1", "TP3", "TP4", "TP4", "TP5", "TP6"]
    assert body["duration_months"] == {"value": 10, "assumption": True}
    assert [r["outcome"]["id"] for r in body["results"]] == ["success", "partial", "surprise"]
    assert body["good_practice"] is True
    assert [goal["level"] for goal in body["goals"]][:2] == ["Vision", "GuidingGoal"]


def test_unknown_figures_are_left_out(client: FlaskClient, catalogue: Catalogue) -> None:
    unknown = next(m for m in catalogue.methods.values() if not m.minutes)
    assert "minutes" not in body_of(client.get(f"/api/v1/methods/{unknown.identifier}"))
    known = next(m for m in catalogue.methods.values() if m.minutes.min and m.minutes.max)
    body = body_of(client.get(f"/api/v1/methods/{known.identifier}"))
    assert body["minutes"] == {"min": known.minutes.min, "max": known.minutes.max}


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("roadmaps/R99", "R09"),
        ("roadmaps/r04", "R04"),
        ("roadmaps/B04", "R04"),
        ("methods/C5", "C05"),
        ("media-types/MT1", "MT01"),
        ("competencies/L33", "L3"),
        ("companies/b01", "B01"),
    ],
)
def test_a_wrong_id_is_not_found_and_near_ones_are_named(
    client: FlaskClient, problem: ProblemCheck, address: str, nearest: str
) -> None:
    body = problem(client.get(f"/api/v1/{address}"), 404)
    (error,) = body["errors"]
    assert nearest in error["nearest"]


@pytest.mark.parametrize("identifier", ["%00", "%FF", "..", "a" * 3000, "R01%0A", "R01/", "%2e%2e%2fR01", "💡", "R 01"])
def test_strange_ids_are_not_found(client: FlaskClient, problem: ProblemCheck, identifier: str) -> None:
    problem(client.get(f"/api/v1/roadmaps/{identifier}"), 404)


def test_a_list_and_a_record_say_the_same(client: FlaskClient) -> None:
    listed = body_of(client.get("/api/v1/methods?limit=3&lang=en"))["items"]
    assert listed == [body_of(client.get(f"/api/v1/methods/{item['id']}?lang=en")) for item in listed]
