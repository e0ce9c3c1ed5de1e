"""Errors that a browser meets are pages; programs, and addresses for programs, get problem details as ever."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import ProblemCheck
from tests.api.html_pages import Page

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def problem_page(client: FlaskClient, path: str, status: int) -> Page:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == status
    assert response.content_type == "text/html; charset=utf-8"
    assert "Accept" in response.vary
    return Page(response.text).check()


@pytest.mark.parametrize(
    ("path", "language", "said"), [("/nichts", "de", "Hier gibt es nichts."), ("/en/nothing", "en", "nothing here")]
)
def test_what_is_not_there_is_a_page_with_one_way_out(client: FlaskClient, path: str, language: str, said: str) -> None:
    found = problem_page(client, path, 404)
    assert ("html", {"lang": language}) in found.tags
    assert [tag for tag, _ in found.tags].count("h1") == 1
    assert said in found.words
    assert ("/" if language == "de" else "/en/") in found.hrefs
    assert "There is nothing at this address." in found.words


def test_the_nearest_ids_are_links(client: FlaskClient) -> None:
    found = problem_page(client, "/en/methods/C5", 404)
    assert "/en/methods/C05" in found.hrefs
    for href in (href for href in found.hrefs if href.startswith("/en/methods/C")):
        assert client.get(href).status_code == 200
    tour = problem_page(client, "/ausstellung/Onbording", 404)
    assert "/ausstellung/onboarding" in tour.hrefs


@pytest.mark.parametrize(
    "path", ["/beispiele/R99", "/medien/MT99", "/kompetenzen/L99", "/beispiele/R99/vorfuehren", "/methoden/%3Cimg%20src=x%3E"]
)
def test_every_page_of_one_thing_has_a_problem_page(client: FlaskClient, path: str) -> None:
    found = problem_page(client, path, 404)
    assert "img" not in {tag for tag, _ in found.tags}


@pytest.mark.parametrize("accept", [None, "*/*", "application/json", "text/turtle", "text/html;q=0, */*"])
def test_programs_get_problem_details(client: FlaskClient, problem: ProblemCheck, accept: str | None) -> None:
    headers = {"Accept": accept} if accept else {}
    problem(client.get("/nichts", headers=headers), 404)
    assert problem(client.get("/beispiele/R99", headers=headers), 404)["errors"][0]["nearest"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/roadmaps/R99", "/api/v1/nothing", "/API/v1", "/id/roadmap/R99", "/vocab/nothing", "/graph/nothing",
        "/doc/id/roadmap/R99.html", "/dump/nothing.nq.gz", "/static/nothing.css",
    ],
)  # fmt: skip
def test_addresses_for_programs_give_problem_details_to_browsers_too(
    client: FlaskClient, problem: ProblemCheck, path: str
) -> None:
    problem(client.get(path, headers=BROWSER), 404)


def test_addresses_that_only_begin_alike_are_pages(client: FlaskClient) -> None:
    for path in ("/apiary", "/document", "/identity", "/graphics"):
        problem_page(client, path, 404)


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    response = client.post("/beispiele", headers=BROWSER)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "Das hat nicht geklappt." in Page(response.text).check().words


def test_nearest_ids_need_a_graph(tmp_path: Path) -> None:
    client = create_app(Settings(home=tmp_path)).test_client()
    found = problem_page(client, "/beispiele/R01", 503)
    assert "codiclust build" in found.words
    problem_page(client, "/nichts", 404)


def test_surprises_are_pages_too(app_that_fails: FlaskClient) -> None:
    found = problem_page(app_that_fails, "/fails", 500)
    assert "Das hat nicht geklappt." in found.words
    assert "secret" not in found.words


@pytest.fixture
def app_that_fails(tmp_path: Path) -> FlaskClient:
    """An application with one view that goes wrong in a way that nobody thought of."""
    app = create_app(Settings(home=tmp_path))

    def fails() -> str:
        raise RuntimeError("secret")

    app.add_url_rule("/fails", view_func=fails)
    return app.test_client()
