"""The gallery: everything hangs on the wall once, tours lead through the roadmaps of one occasion in order."""

import pytest
from flask.testing import FlaskClient

from api.pages.tours import tour_of, tours
from graph.catalogue import Catalogue
from tests.api.html_pages import page

STANDING = {
    "/ausstellung": "nach dem CoDiCLUST-Vorgehen, keine der 30 veröffentlichten Roadmaps. Dauer und Aufwand sind Annahmen.",
    "/en/gallery": "that follows the CoDiCLUST process, none of the 30 published roadmaps.",
}


@pytest.mark.parametrize("path", STANDING)
def test_every_roadmap_hangs_there_once_and_is_said_to_be_invented(
    client: FlaskClient, catalogue: Catalogue, path: str
) -> None:
    found = page(client, path)
    stem = "/beispiele/" if path == "/ausstellung" else "/en/examples/"
    links = [href.removeprefix(stem) for href in found.hrefs if href.startswith(stem)]
    assert links == list(catalogue.roadmaps)
    assert STANDING[path] in " ".join(found.words.split())


def test_tours_hold_what_has_the_occasion_in_natural_order(catalogue: Catalogue) -> None:
    for field, keys in tours(catalogue).items():
        assert list(keys) == [key for key, roadmap in catalogue.roadmaps.items() if field in roadmap.learning_fields]
        assert keys == tour_of(catalogue, field)
    assert {key for keys in tours(catalogue).values() for key in keys} == set(catalogue.roadmaps)
    assert tour_of(catalogue, "no-such-tour") == ()


def test_a_tour_begins_with_its_first_roadmap_and_knows_its_neighbours(client: FlaskClient, catalogue: Catalogue) -> None:
    order = list(tours(catalogue))
    for place, key in enumerate(order):
        hrefs = page(client, f"/ausstellung/{key}").hrefs
        steps = [f"/beispiele/{roadmap}?tour={key}" for roadmap in tour_of(catalogue, key)]
        assert [href for href in hrefs if "?tour=" in href] == [steps[0], *steps]
        around = {f"/ausstellung/{order[n]}" for n in (place - 1, place + 1) if 0 <= n < len(order)}
        assert {href for href in hrefs if href.startswith("/ausstellung/")} == around


def test_the_case_travels_along(client: FlaskClient) -> None:
    hrefs = page(client, "/ausstellung?need=Video&saved=C05").hrefs
    assert all("need=Video&saved=C05" in href for href in hrefs if href.startswith("/beispiele/"))


def test_a_tour_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/ausstellung/kantine").status_code == 404
    assert client.get("/ausstellung/%3Cscript%3E").status_code == 404
