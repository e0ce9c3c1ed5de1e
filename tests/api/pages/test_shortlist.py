"""The shortlist: an order of one's own in the address, and nothing that breaks it."""

import re

import pytest
from flask.testing import FlaskClient

from api.pages.given import MAX_SAVED
from api.pages.saved import moved, shortlist_of
from api.pages.shortlist import named_briefly
from graph.catalogue import Catalogue
from tests.api.html_pages import Page, page


def listed(found: Page) -> list[str]:
    """Keys of the entries, in order."""
    (keys,) = [str(a["data-shortlist"]) for _, a in found.tags if "data-shortlist" in a]
    return keys.split(",") if keys else []


def buttons(found: Page, label: str) -> list[str]:
    return [str(a["value"]) for tag, a in found.tags if tag == "button" and str(a.get("aria-label")).startswith(label)]


def test_the_order_of_saving_is_kept(client: FlaskClient, catalogue: Catalogue) -> None:
    found = page(client, "/merkliste?saved=MT01,R01,C05")
    assert listed(found) == ["MT01", "R01", "C05"]
    hrefs = [href.partition("?")[0] for href in found.hrefs]
    assert [href for href in hrefs if re.search(r"/(beispiele|methoden|medien)/", href)] == [
        "/medien/MT01",
        "/beispiele/R01",
        "/methoden/C05",
    ]
    assert "3 Einträge" in found.words
    assert "Merkliste (3)" in found.words


def test_entries_move_and_go(client: FlaskClient) -> None:
    found = page(client, "/merkliste?need=Video&saved=C05,R01,MT01")
    assert buttons(found, "Nach oben") == ["C05,R01,MT01", "R01,C05,MT01", "C05,MT01,R01"]
    assert buttons(found, "Nach unten") == ["R01,C05,MT01", "C05,MT01,R01", "C05,R01,MT01"]
    assert buttons(found, "Entfernen") == ["R01,MT01", "C05,MT01", "C05,R01"]
    disabled = [str(a["aria-label"]) for tag, a in found.tags if tag == "button" and "disabled" in a]
    assert [label.partition(":")[0] for label in disabled] == ["Nach oben", "Nach unten"]
    assert [(a["name"], a["value"]) for tag, a in found.tags if tag == "input" and a.get("type") == "hidden"] == [
        ("need", "Video")
    ]


def test_moving_exchanges_neighbours() -> None:
    assert moved(("a", "b", "c"), "b", -1) == ("b", "a", "c")
    assert moved(("a", "b", "c"), "b", 1) == ("a", "c", "b")
    assert moved(("a", "b", "c"), "a", -1) == ("a", "b", "c")
    assert moved(("a", "b", "c"), "c", 1) == ("a", "b", "c")


def test_the_address_to_hand_on_holds_no_case(client: FlaskClient) -> None:
    found = page(client, "/merkliste?need=Geheim&size_class=small&saved=C05,R01")
    (field,) = [a for tag, a in found.tags if tag == "input" and a.get("id") == "address"]
    assert str(field["value"]).endswith("/merkliste?saved=C05,R01")


def test_the_way_on(client: FlaskClient) -> None:
    found = page(client, "/merkliste?saved=C05,R01,C02,R14")
    assert "Ablaufplan aus 2 Methoden" in found.words
    assert "/ablaufplan?saved=C05%2CR01%2CC02%2CR14" in found.hrefs
    assert [a["value"] for tag, a in found.tags if tag == "input" and a.get("name") == "id"] == ["R01", "R14"]
    only_one = page(client, "/merkliste?saved=R01")
    assert "Ablaufplan aus" not in only_one.words
    assert not any(a.get("name") == "id" for tag, a in only_one.tags if tag == "input")


@pytest.mark.parametrize("path", ["/merkliste", "/merkliste?saved=", "/merkliste?saved=,,%20,"])
def test_an_empty_list_says_how_it_fills(client: FlaskClient, path: str) -> None:
    found = page(client, path)
    assert "Noch ist nichts gemerkt." in found.words
    assert listed(found) == []
    assert "Merkliste (0)" in found.words


def test_unknown_keys_are_named_and_dropped(client: FlaskClient) -> None:
    found = page(client, "/merkliste?saved=C05,R99,%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert listed(found) == ["C05"]
    assert "Diese Einträge gibt es nicht, sie sind weggelassen: R99, <img src=x onerror=a…." in found.words
    assert not any(tag == "img" for tag, _ in found.tags)
    carried = [href for href in found.hrefs if "saved=" in href and not href.startswith("/en/")]
    assert carried
    assert all(href.endswith("saved=C05") for href in carried)
    assert "Merkliste (1)" in found.words


def test_many_unknown_keys_are_one_sentence(client: FlaskClient) -> None:
    found = page(client, "/merkliste?saved=" + ",".join(f"X{n}" for n in range(1000)))
    assert "X0, X1, X2, X3, X4 und 35 weitere." in found.words
    assert f"Eine Merkliste fasst {MAX_SAVED} Einträge" in found.words
    assert "Noch ist nichts gemerkt." in found.words
    assert named_briefly(("a",), "de") == "a"


def test_a_thousand_known_keys_are_cut(client: FlaskClient, catalogue: Catalogue) -> None:
    keys = [*catalogue.methods, *catalogue.media_types, *catalogue.roadmaps]
    response = client.get("/merkliste?saved=" + ",".join(keys * 6))
    found = Page(response.text).check()
    assert listed(found) == keys[:MAX_SAVED]
    assert f"fasst {MAX_SAVED} Einträge" in found.words
    exactly = page(client, "/merkliste?saved=" + ",".join(keys[:MAX_SAVED]))
    assert "fasst" not in exactly.words


def test_a_key_counts_once(catalogue: Catalogue, client: FlaskClient) -> None:
    assert listed(page(client, "/merkliste?saved=C05,C05&saved=C05,R01")) == ["C05", "R01"]
    found = shortlist_of(catalogue, ("R01", "C05", "MT01", "L3"), "en")
    assert [item.page for item in found.items] == ["roadmap", "method", "medium"]
    assert found.unknown == ("L3",)
    assert [item.illustrative for item in found.items] == [True, False, False]


def test_keeping_in_the_browser_is_for_those_with_scripts(client: FlaskClient) -> None:
    found = page(client, "/en/shortlist?saved=C05")
    hidden = [a for _, a in found.tags if "data-keeping" in a or "data-copy" in a]
    assert len(hidden) == 2
    assert all("hidden" in a for a in hidden)
    assert "Keep in this browser" in found.words
    assert any("js/shortlist.js" in str(a.get("src")) for tag, a in found.tags if tag == "script")
