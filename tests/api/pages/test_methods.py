"""The method finder: limits exclude, unknown durations stand apart, and without a case all methods stand by phase."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.pages.given import Given
from api.pages.method_cards import minutes_in_words, people_in_words
from api.pages.method_list import listing, method_facets
from api.pages.methods import AT_FIRST, find_methods
from api.service import Service
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.values import LANGUAGES, Language, Span
from recommender.engine import MAX_LIMIT
from tests.api.html_pages import Page, page

NEED = "Die Nachtschicht bekommt von Schulungen nie etwas mit"


def cards(found: Page) -> list[str]:
    """Ids of the ranked cards."""
    return [str(a["id"]) for tag, a in found.tags if tag == "li" and "tool-card" in str(a.get("class"))]


def linked(found: Page) -> list[str]:
    """Methods that the page links to, in order."""
    return re.findall(r"/(?:methoden|methods)/([^?\s]+)", " ".join(found.hrefs))


def inputs(found: Page, **wanted: str) -> list[dict[str, Any]]:
    return [a for tag, a in found.tags if tag == "input" and wanted.items() <= a.items()]


def status(found: Page) -> list[str]:
    return [str(a.get("class")) for _, a in found.tags if a.get("role") == "status"]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(45, 90), "45–90 Min."),
        (Span(60, 60), "60 Min."),
        (Span(120, 150), "2–2,5 Std."),
        (Span(120, 145), "120–145 Min."),
        (Span(30, None), "ab 30 Min."),
        (Span(None, 240), "bis 4 Std."),
        (Span(), ""),
    ],
)
def test_a_duration_is_said_in_minutes_or_whole_and_half_hours(span: Span, words: str) -> None:
    assert minutes_in_words(span, "de") == words


def test_figures_are_said_in_english_too() -> None:
    assert minutes_in_words(Span(120, 150), "en") == "2–2.5 hrs"
    assert people_in_words(Span(1, 1), "en") == "one person"
    assert people_in_words(Span(10, None), "en") == "from 10 people"


def test_the_form_asks_for_the_phase_by_number_and_name(client: FlaskClient) -> None:
    found = page(client, "/methoden")
    assert [a["value"] for a in inputs(found, name="phase")] == ["TP1", "TP2", "TP3", "TP4", "TP5", "TP6", ""]
    assert [a["value"] for a in inputs(found, name="phase") if "checked" in a] == [""]
    assert [a["value"] for a in inputs(found, name="mode") if "checked" in a] == [""]
    for words in ("Wo stehen Sie gerade?", "Lernsystem erkunden", "Folgestrategien entwickeln", "egal", "vor Ort", "online"):
        assert words in found.words


def test_what_was_said_stays_in_the_form(client: FlaskClient) -> None:
    found = page(client, "/methoden?phase=TP2&group_size=8&max_hours=2.5&mode=digital&media_types=MT01&size_class=small")
    assert [a["value"] for a in inputs(found, type="radio") if "checked" in a] == ["TP2", "digital"]
    assert inputs(found, id="group_size")[0]["value"] == "8"
    assert inputs(found, id="max_hours")[0]["value"] == "2.5"
    assert [a["value"] for a in inputs(found, name="media_types", type="checkbox") if "checked" in a] == ["MT01"]
    # what the form does not ask for travels along, once in every form of the page
    assert len(inputs(found, name="size_class", type="hidden", value="small")) == 3


def test_hard_limits_exclude(client: FlaskClient, catalogue: Catalogue) -> None:
    found = page(client, "/methoden?phase=TP2&group_size=8&max_hours=1&mode=praesenz")
    shown = [catalogue.methods[key] for key in linked(found)]
    assert shown
    for method in shown:
        assert {edge.identifier for edge in method.phases} & {"TP2", "quer"}
        assert method.minutes.min is None or method.minutes.min <= 60
        assert (method.group_size.min or 0) <= 8 <= (method.group_size.max or 8)
        assert not method.mode or "praesenz" in method.mode


def test_cards_say_why_and_why_not(client: FlaskClient, service: Service) -> None:
    found = page(client, f"/methoden?need={NEED}&phase=TP2&max_hours=3")
    given = Given(need=NEED, profile={"phase": "TP2", "max_hours": "3"})
    ranked = find_methods(service, given, "de").ranked
    assert cards(found) == [item.identifier for item in ranked[:AT_FIRST]]
    assert found.words.count("Passt, weil:") == len(cards(found))
    assert found.words.count("Passt nicht:") + found.words.count("Kein Widerspruch gefunden.") == len(cards(found))
    assert "Schichtbetrieb" in found.words
    assert "Dazu passende Lernmedien" in found.words
    assert len(status(found)) == 1
    assert "%" not in found.words


def test_unknown_durations_stand_apart_and_are_never_hidden(client: FlaskClient, service: Service) -> None:
    methods = service.catalogue.methods
    unknown = {key for key, method in methods.items() if not method.minutes}
    given = Given(profile={"max_hours": "2"})
    assert len(service.recommender.recommend("method", given.asked, MAX_LIMIT).items) == MAX_LIMIT  # the list is cut off
    found = find_methods(service, given, "de")
    assert {item.identifier for item in found.apart} == unknown
    assert found.more
    assert all(methods[item.identifier].minutes for item in found.ranked)
    shown = page(client, "/methoden?max_hours=2")
    assert "Dauer unbekannt" in shown.words
    assert unknown <= set(linked(shown))
    assert f"Die {len(found.ranked)} Methoden, die am besten passen, bei {len(unknown)} weiteren" in shown.words


def test_where_no_time_was_named_the_duration_does_not_matter(service: Service) -> None:
    found = find_methods(service, Given(profile={"phase": "TP1"}), "de")
    assert found.apart == ()
    assert any(not service.catalogue.methods[item.identifier].minutes for item in found.ranked)


def test_only_unknown_durations_are_left(client: FlaskClient) -> None:
    found = page(client, "/methoden?phase=TP6&max_hours=0.1")
    assert cards(found) == []
    assert "Keine Methode mit bekannter Dauer passt" in found.words


def test_more_cards_on_request(client: FlaskClient) -> None:
    first, all_ = page(client, "/methoden?phase=TP4"), page(client, "/methoden?phase=TP4&shown=50")
    assert len(cards(first)) == AT_FIRST < len(cards(all_))
    assert cards(all_)[:AT_FIRST] == cards(first)
    assert any(a.get("name") == "shown" for tag, a in first.tags if tag == "button")
    assert not any(a.get("name") == "shown" for tag, a in all_.tags if tag == "button")


def test_nothing_fits_names_what_is_nearest_and_the_detail_in_the_way(small_home: Path) -> None:
    client = create_app(Settings(home=small_home)).test_client()
    found = page(client, "/methoden?need=Handgriff+an+der+Maschine&max_hours=0.1&mode=digital&saved=X2")
    assert cards(found) == []
    text = " ".join(found.words.split())
    assert "Dazu haben wir keine passende Methode. Am ehesten: Vor Ort zeigen." in text
    assert "Im Weg steht die Angabe „Wie viele Stunden höchstens?“." in text
    assert "/methoden?need=Handgriff+an+der+Maschine&mode=digital&saved=X2" in found.hrefs
    assert len(status(found)) == 1


def test_without_any_known_word_there_is_nothing(client: FlaskClient) -> None:
    found = page(client, "/methoden?need=qwertz+uiopasdf")
    assert "Dazu haben wir keine passende Methode." in found.words
    assert cards(found) == []
    assert "Im Weg steht" not in found.words
    assert len(status(found)) == 1


def test_chips_take_out_what_was_not_meant_and_keep_the_shortlist(client: FlaskClient) -> None:
    found = page(client, f"/methoden?need={NEED}&saved=C05")
    (chip,) = [a for tag, a in found.tags if tag == "button" and a.get("value") == "barriers:shift-work"]
    assert chip["aria-label"] == "Schichtbetrieb – entfernen"
    assert chip["form"] == "refine"
    assert len(inputs(found, name="saved", value="C05")) == 2  # in the finder and in "refine", not where buttons save
    without = page(client, f"/methoden?need={NEED}&saved=C05&not=barriers:shift-work")
    assert "Weggenommen: Schichtbetrieb." in without.words


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("phase=TP9", "Wo stehen Sie gerade?"),
        ("group_size=-3", "Wie viele Personen?"),
        ("group_size=2.5", "Wie viele Personen?"),
        ("max_hours=1e9", "Wie viele Stunden höchstens?"),
        ("max_hours=nan", "Wie viele Stunden höchstens?"),
        ("mode=%3Cimg+src=x+onerror=alert(1)%3E", "Vor Ort oder online?"),
        ("media_types=MT99", "Gewünschte Lernmedien"),
    ],
)
def test_a_wrong_detail_is_named_and_can_be_dropped(client: FlaskClient, query: str, name: str) -> None:
    response = client.get(f"/methoden?{query}&saved=C05")
    assert response.status_code == 422
    found = Page(response.text).check()
    assert f"Mit der Angabe „{name}“ lässt sich nichts anfangen." in found.words
    assert "/methoden?saved=C05" in found.hrefs
    assert not any(tag == "img" for tag, _ in found.tags)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_case_every_method_stands_in_its_phases(
    client: FlaskClient, catalogue: Catalogue, language: Language
) -> None:
    found = page(client, "/methoden" if language == "de" else "/en/methods")
    places = sum(len(method.phases) for method in catalogue.methods.values())
    assert sorted(set(linked(found))) == sorted(catalogue.methods)
    assert len(linked(found)) == places
    for method in catalogue.methods.values():
        assert method.title.get(language) in found.words


def test_building_blocks_stand_under_their_workshop(catalogue: Catalogue) -> None:
    entries = {entry.card.identifier: entry for section in listing(catalogue, {}, "de") for entry in section.entries}
    assert [block.identifier for block in entries["C05"].blocks] == ["C06", "C07", "C08", "C09", "C10"]
    assert "C06" not in entries
    alone = listing(catalogue, {"category": frozenset({"facilitation"})}, "de")
    shown = {card.identifier for section in alone for entry in section.entries for card in entry.cards}
    assert shown == {key for key, method in catalogue.methods.items() if method.category == "facilitation"}


def test_facets_show_every_value_with_what_it_leaves(client: FlaskClient, catalogue: Catalogue) -> None:
    by_name = {facet.key: facet for facet in method_facets(catalogue, {}, "de")}
    assert [value.value for value in by_name["phase"].values] == ["TP1", "TP2", "TP3", "TP4", "TP5", "TP6", "quer"]
    assert len(by_name["category"].values) == len({m.category for m in catalogue.methods.values() if m.category})
    for facet in by_name.values():
        for value in facet.values:
            left = {
                card.identifier
                for section in listing(catalogue, {facet.key: frozenset({value.value})}, "de")
                for entry in section.entries
                for card in entry.cards
            }
            assert len(left) == value.count
    found = page(client, "/methoden?only_phase=TP5&only_mode=digital")
    assert {a["value"] for a in inputs(found, type="checkbox") if "checked" in a} == {"TP5", "digital"}
    headings = [a["id"] for tag, a in found.tags if tag == "h3" and str(a.get("id")).startswith("phase-")]
    assert headings == ["phase-5"]


def test_a_selection_may_leave_nothing(client: FlaskClient) -> None:
    found = page(client, "/methoden?only_phase=TP9&only_category=%3Cscript%3E")
    assert "Mit dieser Auswahl bleibt keine Methode übrig." in found.words
    assert linked(found) == []
