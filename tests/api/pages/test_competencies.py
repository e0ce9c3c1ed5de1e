"""The competence check: levels out of the address, the gap to a roadmap, and methods in which it can be closed."""

import pytest
from flask.testing import FlaskClient

from api.pages.competencies import MOST_METHODS, gap
from graph.catalogue import Catalogue
from tests.api.html_pages import Page, page


def checked(found: Page) -> dict[str, str]:
    """Level chosen in the matrix by competency."""
    radios = [a for tag, a in found.tags if tag == "input" and a.get("type") == "radio" and "checked" in a]
    return {str(a["name"]): str(a["value"]) for a in radios if a["value"]}


def test_every_competency_is_asked_once(client: FlaskClient, catalogue: Catalogue) -> None:
    found = page(client, "/kompetenzen")
    names = [str(a["name"]) for tag, a in found.tags if tag == "input" and a.get("type") == "radio"]
    assert sorted(set(names)) == sorted(catalogue.competencies)
    assert all(names.count(name) == 5 for name in set(names))
    assert checked(found) == {}


def test_levels_stand_in_the_address_and_what_is_none_is_left_out(client: FlaskClient) -> None:
    found = page(client, "/kompetenzen?L3=2&D1=0&E2=9&X7=1&L4=-1&L5=%3Cb%3E")
    assert checked(found) == {"L3": "2", "D1": "0"}
    assert "Lotsin und Lotse: 1 sicher, 0 begonnen, 9 offen" in found.words
    assert "Digital: 0 sicher, 0 begonnen, 10 offen" in found.words


def test_the_gap_is_what_the_roadmap_needs_and_is_not_secure(client: FlaskClient, catalogue: Catalogue) -> None:
    needed = catalogue.roadmaps["R01"].competencies
    first, second, *_ = needed
    found = page(client, f"/kompetenzen?{first}=2&{second}=1&goal=R01")
    gaps = [href.rpartition("/")[2] for href in found.hrefs if href.startswith("/kompetenzen/")]
    assert gaps == [key for key in needed if key != first]
    assert f"Schon da: {catalogue.title('competency', first)}." in found.words
    everything = page(client, "/kompetenzen?goal=R01&" + "&".join(f"{key}=3" for key in needed))
    assert "Nichts: Sie bringen alles mit" in everything.words


def test_methods_that_ask_for_little_else_come_first(catalogue: Catalogue) -> None:
    found = gap(catalogue, "D1", {}, "de")
    assert 0 < len(found.methods) <= MOST_METHODS
    also = [len(practice.also) for practice in found.methods]
    assert also == sorted(also)
    for practice in found.methods:
        assert "D1" in [edge.identifier for edge in catalogue.methods[practice.identifier].requires_competencies]
    everything = {key: 3 for key in catalogue.competencies if key != "D1"}
    assert all(practice.also == () for practice in gap(catalogue, "D1", everything, "de").methods)


def test_what_is_secure_goes_to_the_method_finder(client: FlaskClient) -> None:
    hrefs = page(client, "/kompetenzen?L3=2&D1=3&E2=1&need=Video").hrefs
    assert "/methoden?need=Video&competencies=L3&competencies=D1" in [
        h.replace("D1&competencies=L3", "L3&competencies=D1") for h in hrefs
    ]


@pytest.mark.parametrize(("path", "language"), [("/kompetenzen/", "de"), ("/en/competencies/", "en")])
def test_a_competency_says_how_it_shows_and_where_it_is_needed(
    client: FlaskClient, catalogue: Catalogue, path: str, language: str
) -> None:
    record = catalogue.competencies["L3"]
    found = page(client, f"{path}L3")
    for text in (record.description, record.starter, record.practitioner, record.expert):
        assert text.get("en" if language == "en" else "de") in found.words
    asked = [m for m in catalogue.methods.values() if "L3" in {edge.identifier for edge in m.requires_competencies}]
    assert asked
    assert all(any(href.endswith(f"/{method.identifier}") for href in found.hrefs) for method in asked)


def test_wrong_ids_are_named(client: FlaskClient) -> None:
    assert client.get("/kompetenzen/Z1").status_code == 404
    assert "Ein Beispiel „R99“ gibt es nicht" in page(client, "/kompetenzen?L3=1&goal=R99").words
