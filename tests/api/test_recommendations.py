"""Recommendations: the body, needs that are blank or match nothing, profiles, limits, similar roadmaps."""

import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.service import Service, load_service
from api.settings import Settings
from recommender.types import REASON_KINDS
from recommender.words import stem
from tests.api.conftest import ProblemCheck, body_of

NEED = "Unsere Auszubildenden sollen an der Maschine mit kurzen Videos lernen, Handys sind in der Halle verboten"
KINDS = {"roadmaps": "id/roadmap/R", "methods": "vocab/method/", "media-types": "vocab/media-type/MT"}


def ask(client: FlaskClient, kind: str = "roadmaps", **body: Any) -> dict[str, Any]:
    response = client.post(f"/api/v1/recommendations/{kind}", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = body_of(response)
    return answer


def check_body(body: dict[str, Any], service: Service) -> None:
    assert list(body) == ["items", "understood", "notice", "graph_version", "model"]
    assert body["graph_version"] == service.version
    assert body["model"] == service.recommender.model
    assert [item["rank"] for item in body["items"]] == list(range(1, len(body["items"]) + 1))
    scores = [item["score"] for item in body["items"]]
    assert scores == sorted(scores, reverse=True)
    for item in body["items"]:
        keys = ["id", "iri", "title", "rank", "score", "confidence", "provenance", "reasons", "mismatches"]
        assert list(item) == keys
        assert 0 <= item["score"] <= 1
        assert item["confidence"] in {"high", "medium", "low"}
        assert item["reasons"]
        for reason in item["reasons"] + item["mismatches"]:
            assert list(reason) == ["kind", "text", "concepts"]
            assert reason["kind"] in REASON_KINDS
            assert reason["text"].strip()
            for concept in reason["concepts"]:
                assert list(concept) == ["id", "iri", "label"]
                assert concept["iri"].startswith("https://w3id.org/codiclust/")
                assert concept["iri"].endswith(f"/{concept['id']}")
    for found in body["understood"].values():
        assert found
        assert all(list(entry) == ["id", "label", "matched"] for entry in found)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_body_of_a_recommendation(client: FlaskClient, service: Service, kind: str, language: str) -> None:
    body = ask(client, kind, need=NEED, lang=language)
    check_body(body, service)
    assert len(body["items"]) == 10
    assert body["notice"] is None
    assert all(item["iri"].startswith(f"https://w3id.org/codiclust/{KINDS[kind]}") for item in body["items"])
    titles = [body_of(client.get(f"/api/v1/{kind}/{item['id']}?lang={language}"))["title"] for item in body["items"]]
    assert [item["title"] for item in body["items"]] == titles


def test_what_is_understood_names_the_words_of_the_need(client: FlaskClient) -> None:
    body = ask(client, need=NEED)
    assert {u["id"] for u in body["understood"]["target_group"]} == {"apprentices"}
    assert all(u["matched"] in NEED for found in body["understood"].values() for u in found)


def test_the_language_of_an_answer(client: FlaskClient) -> None:
    path = "/api/v1/recommendations/roadmaps"
    english = client.post(path, json={"need": NEED}, headers={"Accept-Language": "en"})
    german = client.post(path, json={"need": NEED, "lang": "de"}, headers={"Accept-Language": "en"})
    assert (english.headers["Content-Language"], german.headers["Content-Language"]) == ("en", "de")
    assert body_of(english) == ask(client, need=NEED, lang="en")
    assert body_of(german) == ask(client, need=NEED)
    assert [i["id"] for i in body_of(english)["items"]] == [i["id"] for i in body_of(german)["items"]]
    assert body_of(english)["items"][0]["title"] != body_of(german)["items"][0]["title"]


@pytest.mark.parametrize("need", ["", "   \n\t "])
def test_a_blank_need_without_a_profile_asks_for_one(client: FlaskClient, service: Service, need: str) -> None:
    profiles: list[dict[str, Any] | None] = [None, {}, {"sector": None, "barriers": []}]
    for profile in profiles:
        body = ask(client, need=need, profile=profile)
        check_body(body, service)
        assert (body["items"], body["understood"]) == ([], {})
        assert "Satz" in body["notice"]
    assert "sentence" in ask(client, need=need, lang="en")["notice"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_need_with_a_profile_is_ranked_by_it(client: FlaskClient, service: Service, kind: str) -> None:
    body = ask(client, kind, need=" ", profile={"barriers": ["Schichtbetrieb"]})
    check_body(body, service)
    assert body["items"]
    assert body["notice"] is None
    first = body["items"][0]["reasons"]
    assert any(c["id"] == "shift-work" for reason in first for c in reason["concepts"])


@pytest.mark.parametrize("need", ["Xyzzy Plugh Quuxfrob", "???", "\u0000", "🦑", "\u202e", "0"])
def test_a_need_that_matches_nothing_gets_a_notice(client: FlaskClient, service: Service, need: str) -> None:
    body = ask(client, need=need)
    check_body(body, service)
    assert body["items"] == []
    assert body["notice"]


def test_limits_that_leave_nothing_are_named(client: FlaskClient) -> None:
    body = ask(client, "methods", need=NEED, profile={"group_size": 10_000, "max_hours": 0.01})
    assert all("unbekannt" in m["text"] for item in body["items"] for m in item["mismatches"][-1:])


@pytest.mark.parametrize("body", [{}, {"profile": {"sector": "26"}}, {"need": None}, {"need": 5}, {"need": ["x"]}])
def test_a_missing_need_is_refused(client: FlaskClient, problem: ProblemCheck, body: dict[str, Any]) -> None:
    for kind in KINDS:
        (error,) = problem(client.post(f"/api/v1/recommendations/{kind}", json=body), 422)["errors"]
        assert error["pointer"] == "/need"


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        ("size_class", ["medium", "MEDIUM", "mittlerer Betrieb", "MITTLERER BETRIEB", "medium-sized company"]),
        ("sector", ["28", "Maschinenbau", "maschinenbau", "Machinery"]),
        ("learning_field", ["vocational-training", "Ausbildungswesen", "VOCATIONAL training"]),
        ("target_group", ["apprentices", "Auszubildende", "APPRENTICES"]),
        ("phase", ["TP4", "tp4", "Arbeitsauftrag umsetzen", "carry out the work order"]),
        ("mode", ["digital", "online", "ONLINE"]),
        ("roadmap", ["R04", "r04", "Digitales Berichtsheft mit wöchentlicher Rückmeldung"]),
        ("barriers", [["lack-of-time", "works-council"], ["ZEITMANGEL", " betriebsrat "], ["Lack of  time", "Works council"]]),
        ("media_types", [["MT01"], ["Lernvideo (kurz)"], ["Short learning video"], ["how-to VIDEO"]]),
        ("competencies", [["L3", "D1"], ["l3", "d1"]]),
    ],
)
def test_profile_values_are_ids_or_labels_in_either_language(client: FlaskClient, key: str, spellings: list[Any]) -> None:
    for kind in KINDS:
        answers = [ask(client, kind, need=NEED, profile={key: value}) for value in spellings]
        assert all(answer == answers[0] for answer in answers[1:])
    plain = [ask(client, kind, need=NEED) for kind in KINDS]
    assert [ask(client, kind, need=NEED, profile={key: spellings[0]}) for kind in KINDS] != plain  # it has an effect


@pytest.mark.parametrize(
    ("profile", "pointer", "nearest"),
    [
        ({"size_class": "medum"}, "/profile/size_class", "medium"),
        ({"sector": "Maschinebau"}, "/profile/sector", "Maschinenbau"),
        ({"learning_field": "Onbording"}, "/profile/learning_field", "onboarding"),
        ({"target_group": "Auszubildnde"}, "/profile/target_group", "Auszubildende"),
        ({"phase": "TP7"}, "/profile/phase", "TP1"),
        ({"phase": "quer"}, "/profile/phase", "TP1"),
        ({"mode": "digtal"}, "/profile/mode", "digital"),
        ({"roadmap": "R44"}, "/profile/roadmap", "R04"),
        ({"barriers": ["Zeitmangel", "Betribsrat"]}, "/profile/barriers/1", "Betriebsrat"),
        ({"media_types": ["MT99"]}, "/profile/media_types/0", "MT09"),
        ({"competencies": ["L3", "L33"]}, "/profile/competencies/1", "L3"),
        ({"barrier": ["Zeitmangel"]}, "/profile/barrier", "barriers"),
        ({"sector": ""}, "/profile/sector", None),
        ({"sector": "  "}, "/profile/sector", None),
        ({"sector": 26}, "/profile/sector", None),
        ({"sector": "x" * 201}, "/profile/sector", None),
        ({"barriers": "Zeitmangel"}, "/profile/barriers", None),
        ({"barriers": ["Zeitmangel"] * 51}, "/profile/barriers", None),
        ({"barriers": [None]}, "/profile/barriers/0", None),
        *(({"group_size": wrong}, "/profile/group_size", None) for wrong in (0, -1, 2.5, 10_001, "12", True, 1e300)),
        *(({"max_hours": wrong}, "/profile/max_hours", None) for wrong in (0, -0.5, 10_001, "2", False, [2])),
        ([], "/profile", None),
        ("medium", "/profile", None),
        ({"a/b~c": 1}, "/profile/a~1b~0c", None),
    ],
)
def test_wrong_profiles_say_where(
    client: FlaskClient, problem: ProblemCheck, profile: Any, pointer: str, nearest: str | None
) -> None:
    answer = client.post("/api/v1/recommendations/methods", json={"need": NEED, "profile": profile})
    (error,) = problem(answer, 422)["errors"]
    assert error["pointer"] == pointer
    if nearest:
        assert nearest in error["nearest"]


@pytest.mark.parametrize("limit", [1, 3, 50, 7.0])
def test_limit_cuts_the_same_ranking(client: FlaskClient, limit: float) -> None:
    most = ask(client, "methods", need=NEED, limit=50)["items"]
    assert len(most) > 20
    assert ask(client, "methods", need=NEED, limit=limit)["items"] == most[: int(limit)]


@pytest.mark.parametrize("limit", [0, 51, -1, 1.5, "10", True, None, [], 10**30])
def test_wrong_limits_are_refused(client: FlaskClient, problem: ProblemCheck, limit: Any) -> None:
    answer = client.post("/api/v1/recommendations/roadmaps", json={"need": NEED, "limit": limit})
    assert [e["pointer"] for e in problem(answer, 422)["errors"]] == ["/limit"]


def test_everything_wrong_is_said_at_once(client: FlaskClient, problem: ProblemCheck) -> None:
    body = {"nead": "x", "lang": "fr", "limit": 0, "profile": {"group_size": 0}}
    errors = problem(client.post("/api/v1/recommendations/roadmaps", json=body), 422)["errors"]
    assert {e["pointer"] for e in errors} == {"/need", "/nead", "/lang", "/limit", "/profile/group_size"}
    assert next(e for e in errors if e["pointer"] == "/nead")["nearest"] == ["need"]


def test_similar_roadmaps(client: FlaskClient, service: Service, problem: ProblemCheck) -> None:
    body = body_of(client.get("/api/v1/roadmaps/R04/similar"))
    check_body(body, service)
    assert len(body["items"]) == 10
    assert "R04" not in [item["id"] for item in body["items"]]
    assert body_of(client.get("/api/v1/roadmaps/R04/similar?limit=3"))["items"] == body["items"][:3]
    english = body_of(client.get("/api/v1/roadmaps/R04/similar?lang=en"))
    assert [i["id"] for i in english["items"]] == [i["id"] for i in body["items"]]
    assert english["items"][0]["title"] != body["items"][0]["title"]
    assert body_of(client.get("/api/v1/roadmaps/R04/similar?limit=50"))["items"][28]["rank"] == 29
    assert "R04" in problem(client.get("/api/v1/roadmaps/R44/similar"), 404)["errors"][0]["nearest"]
    for limit in ("0", "51", "x"):
        assert problem(client.get(f"/api/v1/roadmaps/R04/similar?limit={limit}"), 422)["errors"][0]["pointer"] == "?limit"


def test_many_at_once_get_the_answers_that_each_gets_alone(small_home: Path) -> None:
    needs = [
        f"{word}{n} an den Maschinen der {word}ungen zeigen" for n in range(20) for word in ("Prüf", "Video", "Montag", "Lern")
    ]

    def answers(pool: Executor | None) -> list[Any]:
        app = create_app(Settings(home=small_home), load_service(small_home))
        stem.cache_clear()

        def answer(need: str) -> Any:
            return ask(app.test_client(), "methods", need=need)

        return list(pool.map(answer, needs) if pool else map(answer, needs))

    alone = answers(None)
    assert all(answer["items"][0]["id"] == "X1" for answer in alone)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert answers(pool) == alone
    finally:
        sys.setswitchinterval(interval)
