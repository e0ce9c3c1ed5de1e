"""The form for people at `/sparql`: examples, table, download, permalink, and values that stay text."""

import csv
import io
from typing import Any, cast
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from api.sparql_page import MOST_ROWS
from graph.questions import CompetencyQuestion, competency_questions
from graph.values import Language
from tests.api.html_pages import Page
from tests.api.test_sparql import TITLES, ask

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
EVIL = "<script>alert(1)</script>"


def page(client: FlaskClient, status: int = 200, **query: Any) -> Page:
    response = client.get(f"/sparql?{urlencode(query)}", headers=BROWSER)
    assert response.status_code == status, response.text
    assert response.content_type == "text/html; charset=utf-8"
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    shown = Page(response.text)
    assert not {"script", "style", "iframe", "img"} & {name for name, _ in shown.tags}
    return shown


@pytest.mark.parametrize(("lang", "button"), [("de", "Abfragen"), ("en", "Run")])
def test_the_form_is_labelled_and_speaks_the_language(client: FlaskClient, lang: str, button: str) -> None:
    shown = page(client, lang=lang)
    assert shown.all("html") == [{"lang": lang}]
    assert len(shown.all("h1")) == 1
    assert {field["id"] for field in shown.all("textarea")} == {label["for"] for label in shown.all("label")}
    assert button in shown.text
    for question in competency_questions():
        assert question.title.get(cast("Language", lang)) in shown.text
    german = client.get("/sparql", headers={**BROWSER, "Accept-Language": lang})
    assert german.headers["Content-Language"] == lang


@pytest.mark.parametrize("question", competency_questions(), ids=lambda question: question.key)
def test_every_example_can_be_chosen_and_run(client: FlaskClient, question: CompetencyQuestion) -> None:
    key, query = question.key, question.query
    chosen = page(client, example=key, lang="en")
    assert [a for a in chosen.all("a") if a.get("aria-current")] == [
        {"href": f"/sparql?example={key}&lang=en", "aria-current": "true"}
    ]
    assert " ".join(query.split()) in chosen.text
    assert chosen.all("table") == []
    assert page(client, query=query).all("table")


def test_the_result_is_a_table_with_a_download_and_an_address(client: FlaskClient) -> None:
    shown = page(client, query=TITLES, lang="en")
    assert "2 rows" in shown.text
    assert len(shown.all("tr")) == 3
    assert "Short videos via QR code at set-up stations" in shown.text
    links = {link["href"] or "": link for link in shown.all("a")}
    (download,) = [address for address, link in links.items() if "download" in link]
    got = client.get(download, headers=BROWSER)
    assert got.mimetype == "text/csv"
    assert len(list(csv.DictReader(io.StringIO(got.text)))) == 2
    (permalink,) = [a for a in links if set(parse_qs(urlsplit(a).query)) == {"query"}]
    again = Page(client.get(permalink, headers={**BROWSER, "Accept-Language": "en"}).text)
    assert again.text == shown.text


def test_dataset_parameters_stay_in_the_links(client: FlaskClient) -> None:
    graph = "https://w3id.org/codiclust/graph/vocab"
    parameters: dict[str, Any] = {"default-graph-uri": graph}
    shown = page(client, query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **parameters)
    addresses = [a["href"] or "" for a in shown.all("a") if "query=" in (a["href"] or "")]
    assert len(addresses) == 3
    assert all(parse_qs(urlsplit(address).query)["default-graph-uri"] == [graph] for address in addresses)


def test_a_long_result_is_cut_on_the_page_only(client: FlaskClient) -> None:
    query = f"SELECT ?s {{ ?s ?p ?o }} LIMIT {MOST_ROWS + 1}"
    shown = page(client, query=query, lang="en")
    assert f"{MOST_ROWS + 1} rows, the first {MOST_ROWS} are shown" in shown.text
    assert len(shown.all("tr")) == MOST_ROWS + 1
    assert len(ask(client, query, "text/csv").text.splitlines()) == MOST_ROWS + 2


@pytest.mark.parametrize(("lang", "yes", "no"), [("de", "Ja", "Nein"), ("en", "Yes", "No")])
def test_ask_says_yes_or_no(client: FlaskClient, lang: str, yes: str, no: str) -> None:
    assert yes in page(client, query="ASK {}", lang=lang).text.split()
    assert no in page(client, query="ASK { FILTER(false) }", lang=lang).text.split()


def test_a_graph_is_shown_as_turtle(client: FlaskClient) -> None:
    shown = page(client, query=f'CONSTRUCT {{ <urn:s> <urn:p> "{EVIL}" }} {{}}')
    assert len(shown.all("pre")) == 1
    assert EVIL in shown.text
    (link,) = [a["href"] or "" for a in shown.all("a") if "format=turtle" in (a["href"] or "")]
    assert client.get(link, headers=BROWSER).mimetype == "text/turtle"


def test_values_stay_text_and_only_web_addresses_become_links(client: FlaskClient) -> None:
    query = (
        f'SELECT ("{EVIL}" AS ?a) (<javascript:alert(1)> AS ?b) (<http://x.example/?a=1&b=2> AS ?c)'
        ' ("</textarea><b>" AS ?d) ("{{ 7 * 7 }}" AS ?e) (BNODE() AS ?f) ?unbound {}'
    )
    shown = page(client, query=query)
    assert shown.text.count(EVIL) == 2  # in the table and in the field
    assert shown.text.count("{{ 7 * 7 }}") == 2
    assert "http://x.example/?a=1&b=2" in shown.addresses
    assert not [address for address in shown.addresses if address.startswith("javascript")]
    assert not shown.all("b")


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("SELECT * {", 400, "does not parse at line 1"),
        (f"nonsense {EVIL}", 400, "does not parse at line 1"),
        ("CLEAR ALL", 403, "only answers queries"),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", 403, "calls no other service"),
        ("SELECT (<urn:f>(1) AS ?x) {}", 422, "cannot be evaluated"),
    ],
)
def test_an_error_is_a_sentence_beside_the_query(client: FlaskClient, query: str, status: int, sentence: str) -> None:
    shown = page(client, status, query=query)
    assert sentence in shown.text
    assert query in shown.text
    assert shown.all("table") == []
    assert [p for p in shown.all("p") if p.get("role") == "alert"]


@pytest.mark.parametrize(
    ("accept", "is_page"),
    [("text/html", True), ("text/html;q=0.9, */*;q=0.1", True), ("text/html;q=0.1, text/csv", False), ("*/*", False)],
)
def test_programs_get_no_page(client: FlaskClient, accept: str, is_page: bool) -> None:
    assert (ask(client, TITLES, accept).mimetype == "text/html") == is_page
    assert (client.get("/sparql", headers={"Accept": accept}).mimetype == "text/html") == is_page
