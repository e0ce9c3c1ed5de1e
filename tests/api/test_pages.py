"""Start and results: plain pages that work without a script, in both languages, and whatever is typed stays text."""

from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.pages.given import MAX_NEED
from api.settings import Settings
from graph.catalogue import Catalogue
from tests.api.conftest import body_of
from tests.api.html_pages import Page, page

NEED = "Unsere Auszubildenden sollen mit kurzen Videos lernen, aber Handys sind verboten"
LINES = {
    "/": "Erfundenes Beispiel nach dem CoDiCLUST-Vorgehen, keine der 30 veröffentlichten Roadmaps. "
    "Dauer und Aufwand sind Annahmen.",
    "/en/": "Invented example that follows the CoDiCLUST process, none of the 30 published roadmaps. "
    "Durations and efforts are assumptions.",
}
LANGUAGES = {"/": "de", "/beispiele": "de", "/en/": "en", "/en/examples": "en", "/docs": "en"}


def get(client: FlaskClient, path: str, **query: object) -> Page:
    """A page with nothing in it that only a script could do, or that comes from elsewhere."""
    return page(client, f"{path}?{urlencode(query, doseq=True)}" if query else path)


def titles(found: Page) -> list[str]:
    """Keys of the roadmaps whose cards the page shows, in order."""
    return [attributes["id"] or "" for tag, attributes in found.tags if tag == "li" and attributes.get("class") == "card"]


def box(found: Page, name: str, value: str) -> dict[str, str | None]:
    """The checkbox of one choice."""
    wanted = {"type": "checkbox", "name": name, "value": value}
    (one,) = (attributes for attributes in found.all("input") if wanted.items() <= attributes.items())
    return one


@pytest.mark.parametrize("path", LANGUAGES)
def test_a_page_is_plain(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    found = get(client, path)
    assert found.all("html") == [{"lang": LANGUAGES[path]}]
    assert response.headers["Content-Language"] == LANGUAGES[path]
    assert response.content_type == "text/html; charset=utf-8"
    assert "Set-Cookie" not in response.headers
    assert len(found.all("h1")) == 1
    assert found.all("title")
    assert all(urlsplit(address)[:2] == ("", "") for address in found.addresses)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


@pytest.mark.parametrize("path", [*LANGUAGES, f"/beispiele?{urlencode({'need': NEED, 'size_class': 'small'})}"])
def test_every_link_leads_somewhere(client: FlaskClient, path: str) -> None:
    found = set(page(client, path).addresses)
    assert any(address.startswith("/static/css/base.css") for address in found)
    for address in found:
        target = f"{urlsplit(path).path}{address}" if address.startswith(("?", "#")) else address
        with client.get(target) as response:
            assert response.status_code == 200, address


@pytest.mark.parametrize("path", ["/beispiele", "/en/examples"])
def test_headings_follow_each_other(client: FlaskClient, path: str) -> None:
    levels = [
        int(tag[1]) for tag, _ in get(client, path, need=NEED).tags if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", LINES)
def test_the_start_page_asks_one_question_and_says_what_is_invented(client: FlaskClient, path: str) -> None:
    found = get(client, path)
    (form,) = found.all("form")
    assert form["method"] == "get"
    assert [area["name"] for area in found.all("textarea")] == ["need"]
    named = {attributes["id"] for tag in ("textarea", "select") for attributes in found.all(tag)}
    assert named == {label["for"] for label in found.all("label") if "for" in label}
    assert LINES[path] in found.text


@pytest.mark.parametrize("path", LINES)
def test_each_of_the_five_example_sentences_finds_something(client: FlaskClient, path: str) -> None:
    sentences = [href for href in get(client, path).hrefs if "need=" in href]
    assert len(sentences) == 5
    assert all(titles(page(client, sentence)) for sentence in sentences)


def test_what_was_typed_comes_back_into_the_field_and_travels_along(client: FlaskClient) -> None:
    found = get(client, "/", need=NEED, size_class="small", saved="C05")
    assert NEED in found.text
    assert {"value": "small", "selected": None} in found.all("option")
    travelling = [href for href in found.hrefs if href.startswith("/beispiele?") and "saved=C05" in href]
    assert all(parse_qs(urlsplit(href).query)["size_class"] == ["small"] for href in travelling)
    assert travelling


@pytest.mark.parametrize(("path", "language"), [("/beispiele", "de"), ("/en/examples", "en")])
def test_a_need_is_answered_with_reasons_in_order(client: FlaskClient, path: str, language: str) -> None:
    asked = {"need": NEED, "limit": 6, "lang": language}
    expected = body_of(client.post("/api/v1/recommendations/roadmaps", json=asked))["items"]
    found = get(client, path, need=NEED)
    assert titles(found) == [item["id"] for item in expected]
    text, place = found.text, 0
    for item in expected:
        place = text.index(f"{item['rank']}.{item['title']}", place)
        for reason in [*item["reasons"][:3], *item["mismatches"][:3]]:
            place = text.index(" ".join(reason["text"].split()), place)
    assert not any(sign in text for sign in ("0.", "%"))  # no scores


def test_cards_say_what_does_not_fit_or_that_nothing_was_found(client: FlaskClient) -> None:
    text = get(client, "/beispiele", need=NEED).text
    assert text.count("Passt nicht:") + text.count("Kein Widerspruch gefunden") == 6


def test_a_chip_takes_out_what_was_understood(client: FlaskClient) -> None:
    found = get(client, "/beispiele", need=NEED)
    chips = [attributes for attributes in found.all("button") if attributes.get("class") == "chip"]
    values = [chip["value"] for chip in chips]
    assert all(chip["form"] in found.ids and chip["name"] == "not" for chip in chips)
    assert all(str(chip["aria-label"]).endswith("– entfernen") for chip in chips)
    first, *others = values
    less = get(client, "/beispiele", need=NEED, **{"not": first})
    assert [b["value"] for b in less.all("button") if b.get("class") == "chip"] == others
    assert "Weggenommen:" in less.text
    told = [" ".join(shown.words.split()).partition("Beispiele passen")[2] for shown in (found, less)]
    assert told[0] != told[1]
    back = next(href for href in less.hrefs if "need=" in href and "not=" not in href)
    assert titles(page(client, back)) == titles(found)


def test_facets_narrow_the_list_down_to_what_they_count(client: FlaskClient, catalogue: Catalogue) -> None:
    found = get(client, "/beispiele")
    assert "checked" not in box(found, "only_size_class", "small")
    left = get(client, "/beispiele", only_size_class="small", shown=50)
    expected = [
        key
        for key, roadmap in catalogue.roadmaps.items()
        if roadmap.company and catalogue.companies[roadmap.company].size_class == "small"
    ]
    assert titles(left) == expected
    assert f"{len(expected)} von {len(catalogue.roadmaps)} Beispielen" in left.text
    label = catalogue.title("size-class", "small")
    assert f"{label} ({len(expected)})" in found.text
    assert "checked" in box(left, "only_size_class", "small")


def test_facets_keep_the_case(client: FlaskClient) -> None:
    both = get(client, "/beispiele", need=NEED, only_learning_field="onboarding")
    hidden = {(a["name"], a["value"]) for a in both.all("input") if a.get("type") == "hidden"}
    assert ("need", NEED) in hidden
    assert set(titles(both)) <= set(titles(get(client, "/beispiele", need=NEED, shown=50)))


def test_an_unknown_filter_leaves_nothing_and_a_way_out(client: FlaskClient) -> None:
    found = get(client, "/beispiele", only_barrier="moon")
    assert titles(found) == []
    assert "Mit dieser Auswahl bleibt kein Beispiel übrig." in found.text
    assert "/beispiele" in found.hrefs


def test_nothing_fits(client: FlaskClient) -> None:
    found = get(client, "/beispiele", need="Xyzzy Plugh")
    assert titles(found) == []
    assert "Dazu haben wir kein passendes Beispiel." in found.text


def test_a_detail_that_cannot_be_used_is_named(client: FlaskClient) -> None:
    response = client.get("/beispiele", query_string={"need": NEED, "size_class": "gigantic"})
    assert response.status_code == 422
    found = Page(response.text).check()
    assert "Mit einer Angabe lässt sich nichts anfangen." in found.text
    assert "gigantic" in found.text
    assert titles(found) == []


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
@pytest.mark.parametrize("path", ["/", "/beispiele", "/en/examples"])
def test_markup_in_a_need_stays_text(client: FlaskClient, path: str, need: str) -> None:
    found, plain = get(client, path, need=need), get(client, path, need="Video")
    assert {tag for tag, _ in found.tags} <= {tag for tag, _ in plain.tags} | {"ul", "p"}
    assert " ".join(need.split()) in found.text


@pytest.mark.parametrize("name", ["size_class", "barriers", "not", "saved", "only_barrier", "shown", "lang"])
def test_markup_in_a_parameter_stays_text(client: FlaskClient, name: str) -> None:
    response = client.get("/beispiele", query_string={"need": "Video", name: '"><img src=x onerror=alert(1)>'})
    assert response.status_code in {200, 422}
    Page(response.text).check()
    assert "<img" not in response.text


def test_a_need_that_is_too_long_is_cut(client: FlaskClient) -> None:
    text = get(client, "/", need="a" * (MAX_NEED + 1_000)).words
    assert "a" * MAX_NEED in text
    assert "a" * (MAX_NEED + 1) not in text


def test_without_a_graph_a_page_says_so(tmp_path: Path) -> None:
    client = create_app(Settings(home=tmp_path)).test_client()
    for path, said in (("/", "Zurzeit lässt sich nichts zeigen"), ("/en/examples", "Nothing can be shown at the moment")):
        response = client.get(path, headers={"Accept": "text/html"})
        assert response.status_code == 503
        found = Page(response.text).check()
        assert said in found.text
        assert "codiclust build" in found.text


def test_the_address_without_its_slash_leads_on(client: FlaskClient) -> None:
    response = client.get("/en?need=M%C3%BCll&size_class=small")
    assert (response.status_code, response.headers["Location"]) == (308, "/en/?need=M%C3%BCll&size_class=small")


def test_the_docs_name_the_address_of_the_service() -> None:
    text = create_app(Settings(public_url="https://example.org")).test_client().get("/docs").text
    assert "curl -s https://example.org/api/v1/recommendations/roadmaps" in text
