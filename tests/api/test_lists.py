"""Lists: words, facets with their counts, pages."""

import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from flask.testing import FlaskClient

import data
from graph.catalogue import Catalogue
from graph.values import natural_key
from tests.api.conftest import ProblemCheck, body_of

TOTALS = {"roadmaps": 30, "methods": 110, "media-types": 52, "competencies": 30, "companies": 30}
FACETS = {
    "roadmaps": "learning_field target_group size_class sector media_type method barrier region phase",
    "methods": "phase category mode media_type barrier",
    "media-types": "group barrier",
    "competencies": "component phase",
    "companies": "size_class sector region",
}


def get(client: FlaskClient, address: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = body_of(response)
    assert body.keys() == {"items", "total", "facets", "next"}
    return body


def ids(body: dict[str, Any]) -> list[str]:
    return [item["id"] for item in body["items"]]


def counts(body: dict[str, Any], facet: str) -> dict[str, int]:
    return {value["id"]: value["count"] for value in body["facets"][facet]}


def shipped_roadmaps() -> list[dict[str, Any]]:
    """The roadmap files, read without any code of ours."""
    folder = Path(data.__path__[0]) / "roadmaps"
    return [yaml.safe_load(file.read_text("utf-8")) for file in sorted(folder.glob("*.yaml"))]


@pytest.mark.parametrize("path", TOTALS)
def test_a_list_has_everything_in_natural_order(client: FlaskClient, path: str) -> None:
    body = get(client, f"{path}?limit=200")
    assert body["total"] == len(body["items"]) == TOTALS[path]
    assert ids(body) == sorted(ids(body), key=natural_key)
    assert body["next"] is None
    assert list(body["facets"]) == FACETS[path].split()


def test_facet_counts_are_those_of_the_files(client: FlaskClient) -> None:
    body = get(client, "roadmaps?limit=1")
    files = shipped_roadmaps()
    for facet, field in (
        ("media_type", "media_types"),
        ("learning_field", "learning_fields"),
        ("target_group", "target_groups"),
    ):
        assert counts(body, facet) == Counter(value for file in files for value in file[field])
    assert counts(body, "size_class") == Counter(file["company"]["size_class"] for file in files)
    for facet, step in (("method", "method"), ("phase", "phase")):
        assert counts(body, facet) == Counter(value for file in files for value in {s[step] for s in file["steps"]})
    barriers = Counter(value for file in files for value in file["barriers"])
    assert {key: n for key, n in counts(body, "barrier").items() if key in barriers} == barriers


def test_counts_of_methods_are_those_of_the_catalogue(client: FlaskClient, catalogue: Catalogue) -> None:
    body = get(client, "methods?limit=1")
    methods = catalogue.methods.values()
    assert counts(body, "category") == Counter(m.category for m in methods if m.category)
    assert counts(body, "mode") == Counter(mode for m in methods for mode in m.mode)
    assert counts(body, "phase") == Counter(edge.identifier for m in methods for edge in m.phases)
    assert counts(body, "media_type") == Counter(edge.identifier for m in methods for edge in m.supports_media_types)
    components = counts(get(client, "competencies?limit=1"), "component")
    assert components == {"learning": 10, "digital": 10, "pilot": 10}


@pytest.mark.parametrize("path", TOTALS)
def test_choosing_a_facet_value_leaves_as_many_as_it_said(client: FlaskClient, path: str) -> None:
    whole = get(client, f"{path}?limit=1")
    for facet in FACETS[path].split():
        assert whole["facets"][facet], facet
        numbers = [value["count"] for value in whole["facets"][facet]]
        assert numbers == sorted(numbers, reverse=True)
        for value in whole["facets"][facet]:
            chosen = get(client, f"{path}?limit=1&{facet}={value['id']}")
            assert chosen["total"] == value["count"], (facet, value)
            assert counts(chosen, facet)[value["id"]] == value["count"]


def test_a_value_stands_for_those_below_it(client: FlaskClient) -> None:
    files = shipped_roadmaps()
    electronics = [f["id"] for f in files if f["company"]["sector"].startswith("26")]
    assert len(electronics) > 1
    assert ids(get(client, "roadmaps?sector=26")) == electronics
    assert get(client, "companies?region=bavaria")["total"] == 30
    ruled = {"audit-obligations", "confidentiality", "data-protection", "no-phones-in-production", "works-council"}
    assert ids(get(client, "roadmaps?barrier=rules")) == [f["id"] for f in files if ruled & set(f["barriers"])]


def test_several_values_must_all_hold(client: FlaskClient) -> None:
    files = shipped_roadmaps()
    both = [f["id"] for f in files if {"lack-of-time", "lack-of-acceptance"} <= set(f["barriers"])]
    assert 1 < len(both) < 19
    assert ids(get(client, "roadmaps?barrier=lack-of-time&barrier=lack-of-acceptance")) == both
    medium = [f["id"] for f in files if f["id"] in both and f["company"]["size_class"] == "medium"]
    found = get(client, "roadmaps?barrier=lack-of-time&barrier=lack-of-acceptance&size_class=medium")
    assert ids(found) == medium
    assert counts(found, "size_class") == ({"medium": len(medium)} if medium else {})


@pytest.mark.parametrize("name", ["lack-of-time", "Zeitmangel", "zeitMANGEL", "Lack of time", "%20lack%20%20of%20TIME%20"])
def test_values_are_ids_or_labels(client: FlaskClient, name: str) -> None:
    assert get(client, f"roadmaps?barrier={name}") == {**get(client, "roadmaps?barrier=lack-of-time"), "next": None}


@pytest.mark.parametrize(("language", "label"), [("de", "Zeitmangel"), ("en", "Lack of time")])
def test_labels_of_facets_follow_the_language(client: FlaskClient, language: str, label: str) -> None:
    values = get(client, f"roadmaps?lang={language}&limit=1")["facets"]["barrier"]
    assert {v["id"]: v["label"] for v in values}["lack-of-time"] == label


def test_words_are_looked_for_in_all_texts(client: FlaskClient) -> None:
    assert "R04" in ids(get(client, "roadmaps?q=Berichtsheft"))
    assert "R04" in ids(get(client, "roadmaps?q=training+records"))
    assert ids(get(client, "companies?q=Antriebe"))[:1] == ["B04"]
    by_words, by_facet = get(client, "roadmaps?q=Auszubildende"), get(client, "roadmaps?barrier=lack-of-time")
    both = get(client, "roadmaps?q=Auszubildende&barrier=lack-of-time")
    assert set(ids(both)) == set(ids(by_words)) & set(ids(by_facet))
    assert 0 < both["total"] < by_words["total"]
    assert get(client, "roadmaps?q=Berichtsheft+Quastenflosser")["total"] == 0
    nothing = get(client, "roadmaps?q=Quastenflosser")
    assert (nothing["items"], nothing["total"], nothing["next"]) == ([], 0, None)
    assert all(values == [] for values in nothing["facets"].values())


@pytest.mark.parametrize("words", ["", "+", "%00", "der+die+das", "%3F%21"])
def test_words_without_content_leave_everything(client: FlaskClient, words: str) -> None:
    assert get(client, f"roadmaps?q={words}&limit=1")["total"] == 30


@pytest.mark.parametrize(
    "address",
    ["methods?limit=7", "roadmaps?limit=1&barrier=Zeitmangel&barrier=rules&lang=en", "media-types?q=Video&limit=2&lang=de"],
)
def test_next_walks_through_all_pages_once(client: FlaskClient, address: str) -> None:
    whole = get(client, re.sub(r"limit=\d+", "limit=200", address))
    limit = int(parse_qs(urlsplit(address).query)["limit"][0])
    seen: list[str] = []
    following: str | None = f"/api/v1/{address}"
    while following:
        assert following.startswith("/api/v1/")  # relative: nothing is derived from the Host header
        page = body_of(client.get(following, headers={"Host": "elsewhere.example"}))
        assert page["total"] == whole["total"]
        assert page["facets"] == whole["facets"]
        assert len(page["items"]) == limit or (page["items"] and page["next"] is None)
        seen += ids(page)
        following = page["next"]
        if following:
            sent, kept = (parse_qs(urlsplit(a).query) for a in (address, following))
            assert kept.pop("offset") == [str(len(seen))]
            assert kept == sent
    assert seen == ids(whole)
    assert len(seen) > limit


def test_an_offset_past_the_end_is_an_empty_page(client: FlaskClient) -> None:
    page = get(client, "roadmaps?offset=30")
    assert (page["items"], page["total"], page["next"]) == ([], 30, None)


@pytest.mark.parametrize(
    ("query", "pointer", "nearest"),
    [
        ("barrier=Zeitmangl", "?barrier", "Zeitmangel"),
        ("sector=99", "?sector", None),
        ("learning_field=onbording", "?learning_field", "onboarding"),
        ("size_class=medium&size_class=tiny", "?size_class", None),
        ("barier=Zeitmangel", "?barier", "barrier"),
        ("lang=fr", "?lang", "de"),
        ("barrier=", "?barrier/0", None),
        ("q=" + "a" * 501, "?q", None),
        ("barrier=" + "a" * 201, "?barrier/0", None),
        ("&".join(["barrier=rules"] * 21), "?barrier", None),
        ("offset=-1", "?offset", None),
        ("offset=1000001", "?offset", None),
        *(
            (f"limit={wrong}", "?limit", None)
            for wrong in ("0", "201", "-1", "1.5", "%201", "1_0", "%D9%A1", "", "1e1", "9" * 99)
        ),
        ("limit=1&limit=2", "?limit", None),
        ("q=a&q=b", "?q", None),
    ],
)
def test_wrong_queries_say_where(
    client: FlaskClient, problem: ProblemCheck, query: str, pointer: str, nearest: str | None
) -> None:
    (error,) = problem(client.get(f"/api/v1/roadmaps?{query}"), 422)["errors"]
    assert error["pointer"] == pointer
    if nearest:
        assert nearest in error["nearest"]


def test_an_unknown_facet_value_is_answered_with_known_ones(client: FlaskClient, catalogue: Catalogue) -> None:
    for path, facet, scheme in (("roadmaps", "region", "region"), ("media-types", "group", "media-group")):
        (error,) = body_of(client.get(f"/api/v1/{path}?{facet}=zzz"))["errors"]
        assert error["nearest"]
        assert all(catalogue.labels.find(scheme, value) for value in error["nearest"])


def test_head_is_get_without_a_body_and_options_name_the_methods(client: FlaskClient) -> None:
    for address in ("/api/v1/roadmaps?limit=2", "/api/v1/roadmaps/R04", "/healthz", "/"):
        got, head = client.get(address), client.head(address)
        assert head.status_code == 200
        assert head.data == b""
        assert dict(head.headers) == dict(got.headers)
    options = client.options("/api/v1/roadmaps", headers={"Accept": "text/html"})
    assert options.status_code == 200
    assert {m.strip() for m in options.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}
