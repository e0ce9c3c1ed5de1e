"""Side by side: the lines, what differs, adding and removing, and what cannot be compared."""

import re

import pytest
from flask.testing import FlaskClient

from api.pages.compare import MOST, Line, comparison
from graph.catalogue import Catalogue
from tests.api.html_pages import Page, page


def headings(found: Page) -> list[str]:
    """Ids that the heads of columns lead to."""
    return re.findall(r"/beispiele/(R\d\d)", " ".join(found.hrefs))


def test_a_line_differs_whatever_the_order_of_its_entries() -> None:
    assert not Line("media", (("a", "b"), ("b", "a"))).differs
    assert Line("media", (("a", "b"), ("a",))).differs
    assert Line("size", (("a",), ())).differs


def test_the_lines_say_what_the_records_say(catalogue: Catalogue) -> None:
    lines = {line.key: line.cells for line in comparison(catalogue, ("R01", "R14"), "de")}
    assert lines["size"] == (("mittlerer Betrieb",), ("Kleinbetrieb",))
    assert lines["media"][0][0] == "Lernvideo (kurz)"
    assert lines["failures"][0] == ("Zwei Videos mussten nach einer Werkzeugänderung neu gedreht werden.",)
    assert lines["duration"] == (("9 Monate (Annahme)",), ("7 Monate (Annahme)",))


def test_a_line_of_which_nothing_is_known_is_left_out(catalogue: Catalogue) -> None:
    keys = [line.key for line in comparison(catalogue, ("R01",), "de")]
    assert "lessons" in keys
    assert comparison(catalogue, (), "de") == []


@pytest.mark.parametrize("chosen", [["R01", "R14"], ["R30", "R02", "R11"], ["R01", "R02", "R03", "R04"]])
def test_two_to_four_stand_side_by_side(client: FlaskClient, chosen: list[str]) -> None:
    found = page(client, "/vergleichen?" + "&".join(f"id={key}" for key in chosen))
    assert headings(found) == chosen
    assert [a["scope"] for tag, a in found.tags if tag == "th" and a.get("scope") == "col"] == ["col"] * len(chosen)


def test_only_differences_on_request(client: FlaskClient, catalogue: Catalogue) -> None:
    lines = comparison(catalogue, ("R01", "R14"), "de")
    same = [line.key for line in lines if not line.differs]
    assert same  # else this test says nothing
    classes = [a.get("class") or "" for tag, a in page(client, "/vergleichen?id=R01&id=R14&only=different").tags if tag == "tr"]
    assert not any(name.startswith("same") for name in classes)
    assert sum(name.startswith("differs") for name in classes) == len(lines) - len(same)


def test_one_alone_is_shown_with_what_resembles_it(client: FlaskClient, catalogue: Catalogue) -> None:
    found = page(client, "/vergleichen?id=R01")
    assert headings(found) == ["R01"]
    offered = [a["value"] for tag, a in found.tags if tag == "button" and a.get("name") == "id"]
    assert len(offered) == MOST - 1
    assert set(offered) < set(catalogue.roadmaps) - {"R01"}


def test_removing_leaves_the_others(client: FlaskClient) -> None:
    text = client.get("/vergleichen?id=R01&id=R02&id=R03").text
    forms = re.findall(r"<form(?:(?!</form>).)*Aus dem Vergleich entfernen(?:(?!</form>).)*</form>", text, re.S)
    assert [re.findall(r'name="id" value="(\w+)"', form) for form in forms] == [["R02", "R03"], ["R01", "R03"], ["R01", "R02"]]


def test_a_case_adds_what_fits_and_what_does_not(client: FlaskClient) -> None:
    found = page(client, "/vergleichen?id=R01&id=R14&need=Auszubildende+sollen+mit+kurzen+Videos+lernen&size_class=small")
    assert "Passt zu Ihrem Fall, weil" in found.words
    assert "Passt zu Ihrem Fall, weil" not in page(client, "/vergleichen?id=R01&id=R14").words


def test_what_cannot_be_compared_is_named_and_left_out(client: FlaskClient) -> None:
    found = page(client, "/vergleichen?id=R01&id=R99&id=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert headings(found) == ["R01"]
    assert "Unbekannt und weggelassen: R99, <img src=x onerror=alert(1)>." in found.words
    many = page(client, "/vergleichen?" + "&".join(f"id=R{n:02}" for n in range(1, 7)))
    assert headings(many) == ["R01", "R02", "R03", "R04"]
    assert "Mehr als 4 passen nicht nebeneinander" in many.words


def test_without_a_choice_there_is_a_form(client: FlaskClient, catalogue: Catalogue) -> None:
    found = page(client, "/en/compare")
    values = [a["value"] for tag, a in found.tags if tag == "option"]
    assert values == ["", *catalogue.roadmaps]
    assert not [tag for tag, _ in found.tags if tag == "table"]
