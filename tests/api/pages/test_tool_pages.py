"""The pages of methods and of learning media: all that their records say, with reasons, uses and sources."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.pages.media import media_groups
from api.pages.tool_links import medium_uses, method_uses, origin
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.values import LANGUAGES, Language, Provenance, Text
from tests.api.html_pages import Page, page


def words(found: Page) -> str:
    return " ".join(found.words.split())


@pytest.fixture
def small_client(small_home: Path) -> FlaskClient:
    """A client over records that say hardly anything."""
    return create_app(Settings(home=small_home)).test_client()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("identifier", ["C01", "C05", "G49", "G59", "C03"])
def test_a_method_says_all_that_is_known(
    client: FlaskClient, catalogue: Catalogue, identifier: str, language: Language
) -> None:
    method = catalogue.methods[identifier]
    found = page(client, f"{'/methoden' if language == 'de' else '/en/methods'}/{identifier}")
    text = words(found)
    said = [
        method.title, method.purpose, method.description, method.preparation, method.material, method.participants,
        method.duration_note, method.online_variant, *(step.text for step in method.steps),
    ]  # fmt: skip
    edges = [
        *method.phases, *method.produces, *method.requires_competencies, *method.mitigates_barriers,
        *method.supports_media_types, *method.alternatives,
    ]  # fmt: skip
    for entry in [*said, *(edge.reason for edge in edges)]:
        assert entry.get(language) in text
    for mistake in method.typical_mistakes.get(language):
        assert mistake in text


def test_what_a_method_leads_to_is_linked(client: FlaskClient, catalogue: Catalogue) -> None:
    method = catalogue.methods["G49"]
    hrefs = page(client, "/methoden/G49?need=Video").hrefs
    for path, edges in {
        "medien": method.supports_media_types,
        "kompetenzen": method.requires_competencies,
        "methoden": method.alternatives,
    }.items():
        assert edges
        assert all(f"/{path}/{edge.identifier}?need=Video" in hrefs for edge in edges)
    assert "/doc/vocab/method/G49.ttl" in hrefs
    assert "/doc/vocab/method/G49.jsonld" in hrefs


@pytest.mark.parametrize("path", ["/methoden/G49", "/medien/MT01", "/methoden/C05", "/medien"])
def test_links_lead_somewhere(client: FlaskClient, path: str) -> None:
    inner = {href for href in page(client, path).hrefs if href.startswith("/") and not href.startswith("/doc/")}
    assert len(inner) > 10
    assert all(client.get(href).status_code == 200 for href in inner)


def test_a_use_tells_how_it_went(client: FlaskClient, catalogue: Catalogue) -> None:
    uses = method_uses(catalogue, "C05", "de")
    assert [use.identifier for use in uses] == [k for k, r in catalogue.roadmaps.items() if "C05" in r.method_ids]
    text = words(page(client, "/methoden/C05"))
    for use in uses:
        assert use.illustrative
        assert f"Ergebnis: {use.outcome}." in text
        assert use.result in text
        assert all(note in text for _, note in use.notes)
    assert "keine der 30 veröffentlichten Roadmaps" in text


def test_a_method_that_nobody_used_says_so(client: FlaskClient, catalogue: Catalogue) -> None:
    used = {key for roadmap in catalogue.roadmaps.values() for key in roadmap.method_ids}
    unused = sorted(set(catalogue.methods) - used)
    for key in unused[:1]:
        assert "In keinem der Beispiele kommt diese Methode vor." in page(client, f"/methoden/{key}").words
    assert method_uses(catalogue, "C99", "de") == ()


def test_workshop_and_building_blocks_lead_to_each_other(client: FlaskClient) -> None:
    assert "/methoden/C07" in page(client, "/methoden/C05").hrefs
    block = page(client, "/methoden/C07")
    assert "Baustein von:" in block.words
    assert "/methoden/C05" in block.hrefs


def test_the_source_is_named_and_what_of_it_is_our_own(client: FlaskClient, catalogue: Catalogue) -> None:
    found = page(client, "/methoden/C05")
    assert "Aus einer Quelle." in found.words
    assert "Allgemeines Wissen: Größe der Gruppe." in found.words
    assert "https://oe.codiclust.de/material-2" in found.hrefs
    evil = Provenance("sourced", ("javascript:alert(1)", "https://example.org/a"), Text("Hinweis"))
    assert origin(evil, "de").sources == ("https://example.org/a",)


def test_learning_material_and_offers_are_named(client: FlaskClient) -> None:
    found = words(page(client, "/methoden/C39"))
    assert "Berufliche Bildung wird digital (Equali19)" in found
    assert "Angebot von Strategische Partnerschaft Sensorik" in found
    assert "Hands-on-Workshop Lernvideodreh" in words(page(client, "/medien/MT01"))


def test_saving_keeps_the_case_and_comes_back_to_the_page(client: FlaskClient) -> None:
    found = page(client, "/methoden/C05?need=Video&saved=R01")
    (button,) = [a for tag, a in found.tags if tag == "button" and "data-save" in a]
    assert (button["name"], button["value"], button["aria-pressed"]) == ("saved", "R01,C05", "false")
    assert button["data-other-text"] == "Gemerkt – entfernen"
    (form,) = [a for tag, a in found.tags if tag == "form"]
    assert form["action"] == "/methoden/C05"
    hidden = [(a["name"], a["value"]) for tag, a in found.tags if tag == "input"]
    assert hidden == [("need", "Video")]


def test_all_media_stand_by_group(client: FlaskClient, catalogue: Catalogue) -> None:
    groups = media_groups(catalogue, "de")
    assert sorted(m.identifier for group in groups for m in group.media) == sorted(catalogue.media_types)
    assert [group.title for group in groups] == sorted((g.title for g in groups), key=str.casefold)
    found = page(client, "/medien")
    assert all(f"/medien/{key}" in found.hrefs for key in catalogue.media_types)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("identifier", ["MT01", "MT30", "MT52"])
def test_a_medium_says_all_that_is_known(
    client: FlaskClient, catalogue: Catalogue, identifier: str, language: Language
) -> None:
    medium = catalogue.media_types[identifier]
    found = page(client, f"{'/medien' if language == 'de' else '/en/media'}/{identifier}")
    text = words(found)
    said = [
        medium.title, medium.purpose, medium.description, medium.good_for, medium.not_for, medium.needs, medium.upkeep,
        medium.data_protection, *(edge.reason for edge in medium.mitigates_barriers),
    ]  # fmt: skip
    for entry in said:
        assert entry.get(language) in text
    for method in catalogue.methods.values():
        for edge in method.supports_media_types:
            if edge.identifier == identifier:
                assert edge.reason.get(language) in text


def test_the_effort_is_a_word(client: FlaskClient, catalogue: Catalogue) -> None:
    efforts = {medium.production_effort: key for key, medium in catalogue.media_types.items()}
    for effort, phrase in {1: "einige Stunden", 2: "einige Tage", 3: "Wochen oder Hilfe von außen"}.items():
        assert phrase in page(client, f"/medien/{efforts[effort]}").words


def test_where_a_medium_led_comes_first(catalogue: Catalogue) -> None:
    uses = medium_uses(catalogue, "MT01", "de")
    assert [use.leads for use in uses] == sorted((use.leads for use in uses), reverse=True)
    assert {use.identifier for use in uses} == {k for k, r in catalogue.roadmaps.items() if "MT01" in r.media_types}


@pytest.mark.parametrize("path", ["/methoden/C99", "/medien/MT99", "/en/methods/%3Cscript%3E", "/medien/C05"])
def test_wrong_ids_are_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/methoden", "/methoden/X1", "/methoden/X2", "/medien", "/methoden?phase=TP1&max_hours=1"])
def test_records_that_say_little_have_a_page(small_client: FlaskClient, path: str) -> None:
    page(small_client, path)
