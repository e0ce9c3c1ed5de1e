"""The plain pages: usable without a script, in both languages, and whatever is typed stays text."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import ProblemCheck, body_of

NEED = "Unsere Auszubildenden sollen mit kurzen Videos lernen"
LINES = {
    "/": "Erfundenes Beispiel nach dem CoDiCLUST-Vorgehen, keine der 30 veröffentlichten Roadmaps. "
    "Dauer und Aufwand sind Annahmen.",
    "/en/": "Invented example that follows the CoDiCLUST process, none of the 30 published roadmaps. "
    "Durations and efforts are assumptions.",
}
VOID = {"meta", "link", "br", "input", "img", "hr"}


class Page(HTMLParser):
    """A page as its elements and its text; asserts that all elements are closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []
        self.text = " ".join("".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        # An item or term may be closed by what follows it; everything else is closed by itself
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def addresses(self) -> Iterator[str]:
        for _, attributes in self.elements:
            yield from (attributes[name] or "" for name in ("href", "src", "action") if name in attributes)


def get(client: FlaskClient, path: str, **query: str) -> Page:
    response = client.get(f"{path}?{urlencode(query)}" if query else path)
    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    return Page(response.text)


@pytest.mark.parametrize(("path", "language"), [("/", "de"), ("/en/", "en"), ("/docs", "en")])
def test_a_page_is_plain(client: FlaskClient, path: str, language: str) -> None:
    response = client.get(path)
    page = get(client, path)
    assert page.all("html") == [{"lang": language}]
    assert response.headers["Content-Language"] == language
    assert len(page.all("h1")) == 1
    assert page.all("title")
    assert not {"script", "style", "iframe", "object", "embed", "base"} & {name for name, _ in page.elements}
    for _, attributes in page.elements:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
    for address in page.addresses():
        assert urlsplit(address)[:2] == ("", "")  # nothing from elsewhere
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize("path", ["/", "/en/", "/docs"])
def test_every_link_leads_somewhere(client: FlaskClient, path: str) -> None:
    addresses = set(get(client, path).addresses())
    assert {"/static/style.css"} < addresses
    for address in addresses:
        target = f"{path}{address}" if address.startswith("?") else address
        with client.get(target) as response:
            assert response.status_code == 200, address


@pytest.mark.parametrize("path", LINES)
def test_the_start_page_has_one_labelled_form_and_says_what_is_invented(client: FlaskClient, path: str) -> None:
    page = get(client, path)
    (form,) = page.all("form")
    assert form["method"] == "get"
    fields = [*page.all("textarea"), *page.all("select")]
    assert [field["name"] for field in fields] == ["need", "kind"]
    labelled = {label["for"] for label in page.all("label")}
    assert {field["id"] for field in fields} == labelled
    assert [option["value"] for option in page.all("option")] == ["roadmaps", "methods", "media-types"]
    assert LINES[path] in page.text


def test_a_need_is_answered_with_reasons(client: FlaskClient) -> None:
    expected = body_of(client.post("/api/v1/recommendations/roadmaps", json={"need": NEED}))["items"]
    page = get(client, "/", need=NEED)
    for item in expected:
        assert f"{item['rank']}. {item['title']}" in page.text
        assert all(" ".join(reason["text"].split()) in page.text for reason in item["reasons"])
        assert all(" ".join(m["text"].split()) in page.text for m in item["mismatches"][:3])
    assert page.text.count("Erfundenes Beispiel") == 1 + len(expected)
    assert NEED in page.text  # still in the field


@pytest.mark.parametrize("kind", ["methods", "media-types"])
def test_the_kind_is_kept_and_decides(client: FlaskClient, kind: str) -> None:
    expected = body_of(client.post(f"/api/v1/recommendations/{kind}", json={"need": NEED, "lang": "en"}))["items"]
    page = get(client, "/en/", need=NEED, kind=kind)
    assert all(f"{item['rank']}. {item['title']}" in page.text for item in expected)
    assert [o["value"] for o in page.all("option") if "selected" in o] == [kind]
    assert "1." not in get(client, "/en/", need="", kind=kind).text


@pytest.mark.parametrize("kind", ["companies", "", "<b>", "../x"])
def test_another_kind_means_roadmaps(client: FlaskClient, kind: str) -> None:
    page = get(client, "/", need=NEED, kind=kind)
    assert [o["value"] for o in page.all("option") if "selected" in o] == ["roadmaps"]


@pytest.mark.parametrize(
    "need",
    [
        "<script>alert(1)</script> Video",
        "</textarea><img src=x onerror=alert(1)> Video",
        '" autofocus onfocus="alert(1) Video',
        "{{ 7 * 7 }} Video {% raw %}",
        "Video & <b>fett</b> 'x'",
    ],
)
def test_markup_in_a_need_stays_text(client: FlaskClient, need: str) -> None:
    page = get(client, "/", need=need)
    plain = get(client, "/", need="Video")
    assert {name for name, _ in page.elements} == {name for name, _ in plain.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert " ".join(need.split()) in page.text


def test_a_blank_need_shows_the_examples_and_one_that_fits_nothing_a_notice(client: FlaskClient) -> None:
    for blank in ("", "   "):
        assert "Zum Beispiel" in get(client, "/", need=blank).text
    page = get(client, "/", need="Xyzzy Plugh")
    assert "nichts Passendes" in page.text
    assert "Zum Beispiel" not in page.text


def test_a_need_that_is_too_long_is_cut(client: FlaskClient) -> None:
    assert "a" * 5_000 in get(client, "/", need="a" * 6_000).text
    assert "a" * 5_001 not in get(client, "/", need="a" * 6_000).text


def test_without_a_graph_the_page_says_so(tmp_path: Path) -> None:
    client = create_app(Settings(home=tmp_path)).test_client()
    assert client.get("/").status_code == 200
    response = client.get("/", query_string={"need": NEED})
    assert response.status_code == 503
    assert "codiclust build" in Page(response.text).text


def test_the_address_without_its_slash_leads_on(client: FlaskClient) -> None:
    response = client.get("/en?need=M%C3%BCll&kind=methods")
    assert (response.status_code, response.headers["Location"]) == (308, "/en/?need=M%C3%BCll&kind=methods")


def test_what_is_not_there_is_a_problem_for_browsers_too(client: FlaskClient, problem: ProblemCheck) -> None:
    problem(client.get("/de/", headers={"Accept": "text/html"}), 404)


def test_the_docs_name_the_address_of_the_service() -> None:
    page = create_app(Settings(public_url="https://example.org")).test_client().get("/docs").text
    assert "curl -s https://example.org/api/v1/recommendations/roadmaps" in page
