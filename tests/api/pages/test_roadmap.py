"""The pages of one roadmap: everything it tells, in order; how it fits a case; to show, to hand out, and where it leads."""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.pages.printed import day_words, qr_code
from api.pages.roadmap import tour_stop
from api.pages.roadmap_links import alike, next_steps, related
from api.pages.roadmap_story import facts, goal_tree, story_of
from api.pages.stages import stages_of
from api.pages.tours import tour_of
from api.service import Service
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.records import Goal, MediaType, Milestone, Result, Roadmap, RoadmapStep, Thing
from graph.values import LANGUAGES, Language, Text
from tests.api.html_pages import Page, data_of, page

CASE = "need=Handys+sind+in+der+Halle+verboten"
HOSTILE = "</script><img src=x onerror=alert(1)>\"'{{7*7}}"

Serve = Callable[[Roadmap], FlaskClient]


def words(found: Page) -> str:
    """The text of a page, white space as single spaces."""
    return " ".join(found.words.split())


@pytest.fixture
def serve(service: Service, home: Path) -> Serve:
    """A client over the shipped data with one roadmap in the place of its namesake."""

    def client_with(roadmap: Roadmap) -> FlaskClient:
        catalogue = service.catalogue
        roadmaps = {**catalogue.roadmaps, roadmap.identifier: roadmap}
        changed = replace(catalogue, records={**catalogue.records, "roadmap": roadmaps})
        return create_app(Settings(home=home), replace(service, catalogue=changed)).test_client()

    return client_with


@pytest.mark.parametrize("stem", ["/beispiele", "/en/examples"])
def test_a_page_tells_everything_of_its_roadmap(client: FlaskClient, catalogue: Catalogue, stem: str) -> None:
    language: Language = "de" if stem == "/beispiele" else "en"
    for key, roadmap in catalogue.roadmaps.items():
        found = page(client, f"{stem}/{key}")
        said = words(found)
        texts = [roadmap.title, roadmap.starting_situation, *(goal.text for goal in roadmap.goals)]
        texts += [part.note for part in roadmap.steps] + [milestone.title for milestone in roadmap.milestones]
        texts += [result.text for result in (*roadmap.results, *roadmap.lessons)]
        for text in texts:
            assert " ".join(text.get(language).split()) in said, (key, text)
        for result in roadmap.results:
            assert f"{catalogue.title('outcome', result.outcome or '', language)}:" in said
        for milestone in roadmap.milestones:
            assert f"{'Monat' if language == 'de' else 'Month'} {milestone.month}" in said


def test_headings_and_parts_stand_in_their_order(client: FlaskClient) -> None:
    response = client.get(f"/beispiele/R01?{CASE}").text
    headings = re.findall(r"<h([1-6])[^>]*>", response)
    assert headings[0] == "1"
    assert headings.count("1") == 1
    levels = [int(level) for level in headings]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    order = ["<h1", 'id="fit"', 'id="situation"', 'id="goals"', 'id="way"', 'id="results"', 'id="lessons"', 'id="related"']
    order += ['id="similar"', 'id="next"', "application/ld+json"]
    places = [response.index(part) for part in order]
    assert places == sorted(places)


def test_it_is_said_to_be_invented(client: FlaskClient) -> None:
    said = words(page(client, "/beispiele/R01"))
    assert said.index("Erfundenes Beispiel") < said.index("Ausgangslage")
    assert "nach dem CoDiCLUST-Vorgehen, keine der 30 veröffentlichten Roadmaps." in said


def test_facts_are_named_and_assumptions_marked(catalogue: Catalogue) -> None:
    notes = {fact.name: fact.entries for fact in facts(catalogue, catalogue.roadmaps["R01"], "de")}
    assert notes == {
        "fact-company": ("Hersteller von Drucksensoren",),
        "fact-size": ("mittlerer Betrieb", "~140 Mitarbeitende (Annahme)", "Bereich: Fertigung, Endmontage"),
        "fact-sector": ("Mess- und Kontrollinstrumente",),
        "fact-region": ("Oberpfalz",),
        "fact-groups": ("Produktionsmitarbeitende",),
        "fact-occasion": ("fachliche Einarbeitung",),
        "fact-figures": ("~9 Monate (Annahme)", "~28 Personen-Tage (Annahme)"),
        "fact-participation": ("freiwillige Mitgestaltung",),
    }


def test_goals_are_a_tree(catalogue: Catalogue) -> None:
    (vision,) = goal_tree(catalogue.roadmaps["R22"].goals, "de")
    assert vision.level == "Vision"
    (guiding,) = vision.children
    assert [(goal.level, len(goal.children)) for goal in guiding.children] == [
        ("IntermediateGoal", 2),
        ("IntermediateGoal", 0),
    ]
    loop = (Goal(text=Text(de="a"), refines=1), Goal(text=Text(de="b"), refines=1), Goal(text=Text(de="c"), refines=9))
    assert [(goal.text, len(goal.children)) for goal in goal_tree(loop, "de")] == [("a", 1), ("c", 0)]


def test_drawings_are_for_the_eye_and_the_list_for_everybody(client: FlaskClient) -> None:
    found = page(client, "/beispiele/R01")
    drawings = [a for tag, a in found.tags if tag == "svg" and (a.get("class") or "").startswith("drawing")]
    assert [a["class"] for a in drawings][:2] == ["drawing wide", "drawing tall"]
    assert all(a["aria-hidden"] == "true" for a in drawings)


def test_a_case_is_answered_near_the_top(client: FlaskClient) -> None:
    said = words(page(client, f"/beispiele/R01?{CASE}"))
    assert "Für Ihren Fall" in said
    assert said.index("Passt, weil:") < said.index("Ausgangslage")
    assert "Für Ihren Fall" not in words(page(client, "/beispiele/R01"))


def test_it_is_said_plainly_where_a_roadmap_is_not_among_the_answers(client: FlaskClient, service: Service) -> None:
    from recommender.types import Need

    found = {i.identifier for i in service.recommender.recommend("roadmap", Need("Azubis Video"), 50, "de").items}
    other = next(key for key in service.catalogue.roadmaps if key not in found)
    said = words(page(client, f"/beispiele/{other}?need=Azubis+Video"))
    assert "gehört dieses Beispiel nicht zu unseren Vorschlägen" in said


def test_a_case_that_cannot_be_used_does_not_take_the_page_away(client: FlaskClient) -> None:
    said = words(page(client, "/beispiele/R01?size_class=quatsch"))
    assert "Mit einer Angabe zu Ihrem Fall lässt sich nichts anfangen" in said
    assert "Ausgangslage" in said


def test_the_case_travels_with_links_to_pages_and_hidden_with_buttons(client: FlaskClient) -> None:
    found = page(client, f"/beispiele/R01?{CASE}&saved=C05")
    for stem in ("/methoden/", "/medien/", "/beispiele/R01/vorfuehren", "/beispiele/R01/mitgeben", "/vergleichen"):
        links = [href for href in found.hrefs if href.startswith(stem)]
        assert links
        assert all(CASE in href and "saved=C05" in href for href in links), stem
    hidden = {a["name"]: a["value"] for tag, a in found.tags if tag == "input" and a.get("type") == "hidden"}
    assert hidden == {"need": "Handys sind in der Halle verboten"}
    (save,) = [a for tag, a in found.tags if tag == "button" and a.get("data-save") == "R01"]
    assert (save["form"], save["name"], save["value"]) == ("carry", "saved", "C05,R01")


def test_links_to_data_lead_somewhere(client: FlaskClient) -> None:
    hrefs = page(client, "/beispiele/R01").hrefs
    wanted = {"/doc/id/roadmap/R01.ttl", "/doc/id/roadmap/R01.jsonld", "/beispiele/R01.csv"}
    assert wanted <= set(hrefs)
    for address in wanted:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("key", ["R01", "R22"])
def test_own_links_of_finished_pages_lead_somewhere(client: FlaskClient, key: str) -> None:
    finished = ("/beispiele", "/ausstellung", "/vergleichen", "/doc/", "/kompetenzen")
    for href in dict.fromkeys(page(client, f"/beispiele/{key}").hrefs):
        if href.startswith(finished):
            assert client.get(href).status_code == 200, href


def test_the_data_for_search_engines(client: FlaskClient, catalogue: Catalogue) -> None:
    body = data_of(page(client, "/en/examples/R01"))
    assert body["@id"] == catalogue.roadmaps["R01"].iri
    assert body["name"] == "Short videos via QR code at set-up stations in pressure sensor assembly"
    assert body["disambiguatingDescription"] == "Invented example"
    assert body["url"].endswith("/en/examples/R01")
    assert "need" not in json.dumps(body)


def test_what_belongs_to_it_are_links_with_reasons(catalogue: Catalogue) -> None:
    roadmap = catalogue.roadmaps["R01"]
    groups = related(catalogue, roadmap, "de")
    assert [link.identifier for link in groups["methods"]] == list(roadmap.method_ids)
    assert groups["media"][0].identifier == roadmap.lead_media_type
    assert {link.identifier for link in groups["barriers"]} == set(roadmap.barriers)
    assert {link.identifier for link in groups["competencies"]} == set(roadmap.competencies)
    assert [link.identifier for link in groups["linked"]] == [key for key, _ in catalogue.links["R01"]]
    assert all(link.reason for link in groups["linked"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_similar_roadmaps_say_why_and_do_not_repeat_the_editors(service: Service, language: Language) -> None:
    for roadmap in service.catalogue.roadmaps.values():
        found = alike(service, roadmap, language)
        assert 3 <= len(found) <= 4
        assert roadmap.identifier not in [item.identifier for item in found]
        assert all(item.reasons for item in found)


def test_next_steps_come_from_records_that_have_to_do_with_the_roadmap(catalogue: Catalogue) -> None:
    for roadmap in catalogue.roadmaps.values():
        found = next_steps(catalogue, roadmap, "de")
        assert {p.identifier for p in found.provisions} <= set(roadmap.method_ids)
        assert all(p.people or p.material for p in found.provisions)
        records = [record for kind in ("offer", "learning-resource") for record in catalogue.records[kind].values()]
        titles = {record.title.get("de") for record in records if isinstance(record, Thing)}
        pointers = (*found.offers, *found.resources)
        assert pointers
        assert {pointer.title for pointer in pointers} <= titles
        assert all(pointer.reason for pointer in pointers)
        assert len({pointer.title for pointer in pointers}) == len(pointers)
    with_video, without = (next_steps(catalogue, catalogue.roadmaps[key], "de") for key in ("R01", "R02"))
    assert with_video.offers[0].title == "Hands-on-Workshop Lernvideodreh"
    assert "Lernvideo (kurz)" in with_video.offers[0].reason
    assert "Hands-on-Workshop Lernvideodreh" not in [offer.title for offer in without.offers]
    assert "ob es das Angebot heute noch gibt, ist offen" in with_video.note


def test_tours_lead_on(client: FlaskClient, catalogue: Catalogue) -> None:
    tour = "job-familiarisation"
    first, second, *_, last = tour_of(catalogue, tour)
    stop = tour_stop(catalogue, second, tour, "de")
    assert stop is not None
    assert (stop.place, stop.before and stop.before[0]) == (2, first)
    found = page(client, f"/beispiele/{first}?tour={tour}&{CASE}")
    (following,) = [a for tag, a in found.tags if tag == "a" and a.get("rel") == "next"]
    assert following["href"] == f"/beispiele/{second}?{CASE}&tour={tour}"
    assert not [a for _, a in found.tags if a.get("rel") == "prev"]
    assert not [a for _, a in page(client, f"/beispiele/{last}?tour={tour}").tags if a.get("rel") == "next"]
    assert ("hidden", "tour", tour) in {(a.get("type"), a.get("name"), a.get("value")) for _, a in found.tags}


@pytest.mark.parametrize("tour", ["kantine", "%3Cscript%3E", "onboarding&tour=x"])
def test_a_tour_that_does_not_lead_here_is_left_out(client: FlaskClient, tour: str) -> None:
    assert "Rundgang" not in words(page(client, f"/beispiele/R01?tour={tour}"))


def test_presenting_shows_a_stage_for_each_part_and_links_between_them(client: FlaskClient, catalogue: Catalogue) -> None:
    for key, roadmap in catalogue.roadmaps.items():
        kinds = [stage.kind for stage in stages_of(story_of(catalogue, roadmap, "de"))]
        assert kinds == ["title", "situation", "goals", "glance", *["phase"] * len(roadmap.phases), "results", "lessons"]
        found = page(client, f"/beispiele/{key}/vorfuehren")
        stages = [a["id"] for tag, a in found.tags if tag == "section"]
        assert stages == [f"stage-{n}" for n in range(1, len(kinds) + 1)]
        assert {href.removeprefix("#") for href in found.hrefs if href.startswith("#")} <= set(found.ids)
        assert [tag for tag, _ in found.tags].count("h1") == 1
        assert any(tag == "a" and "data-leave" in a and a["href"] == f"/beispiele/{key}" for tag, a in found.tags)


def test_the_handout_has_the_address_without_the_need(client: FlaskClient, service: Service) -> None:
    found = page(client, f"/beispiele/R01/mitgeben?{CASE}")
    foot = words(found).rpartition("Lehren")[2]
    assert "127.0.0.1:8000/beispiele/R01 Stand " in foot
    assert service.version in foot
    (code,) = [a for tag, a in found.tags if tag == "svg" and a.get("class") == "qr"]
    assert (code["role"], code["aria-label"]) == ("img", "QR-Code mit der Adresse dieser Seite")
    drawn = [a["d"] for tag, a in found.tags if tag == "path" and a.get("fill") == "#000"]
    assert drawn == [qr_code("http://127.0.0.1:8000/beispiele/R01").path]


def modules(path: str) -> Iterator[tuple[int, int]]:
    """Dark modules of a path as `qr_code` draws it."""
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        yield from ((int(x) + n, int(y)) for n in range(int(length)))


def test_a_qr_code_is_a_square_with_three_eyes_and_a_margin() -> None:
    code = qr_code("https://example.org/beispiele/R01")
    dark = set(modules(code.path))
    assert {x for x, _ in dark} | {y for _, y in dark} <= set(range(4, code.size - 4))
    eye = {(x, y) for x in range(7) for y in range(7) if x in {0, 6} or y in {0, 6} or (2 <= x <= 4 and 2 <= y <= 4)}
    for left, top in ((4, 4), (code.size - 11, 4), (4, code.size - 11)):
        assert {(x - left, y - top) for x, y in dark if left <= x < left + 7 and top <= y < top + 7} == eye
    assert qr_code("https://example.org/beispiele/R02") != code


def test_days_are_written_as_people_do() -> None:
    assert day_words(date(2026, 3, 1), "de") == "1. März 2026"
    assert day_words(date(2026, 12, 24), "en") == "24 December 2026"


@pytest.mark.parametrize("path", ["/beispiele/{}", "/beispiele/{}/vorfuehren", "/en/examples/{}/handout", "/beispiele/{}.csv"])
@pytest.mark.parametrize("key", ["R99", "r01", "%3Cimg%3E", "C01"])
def test_a_roadmap_that_is_not_there_is_not_found(client: FlaskClient, path: str, key: str) -> None:
    response = client.get(path.format(key), headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert response.is_json or "<img>" not in response.text


def hostile(roadmap: Roadmap) -> Roadmap:
    """A roadmap whose every text tries to be more than text."""
    text = Text(de=HOSTILE, en=HOSTILE)
    return replace(
        roadmap,
        title=text,
        starting_situation=text,
        goals=(Goal(level="Vision", text=text),),
        steps=(RoadmapStep(phase="TP1", method="C01", note=text), RoadmapStep(phase=None, note=text, month=2)),
        milestones=(Milestone(title=text, phase="TP1", month=1), Milestone(title=text, phase="quer")),
        results=(Result(text=text, outcome="partial"), Result(text=text)),
        lessons=(),
        material=text,
        provenance=replace(
            roadmap.provenance, status="ownProposal", sources=("javascript:alert(1)", "https://example.org/"), note=text
        ),
    )


@pytest.mark.parametrize("path", ["/beispiele/R01", "/en/examples/R01/present", "/beispiele/R01/mitgeben"])
def test_what_looks_like_markup_stays_text(serve: Serve, catalogue: Catalogue, path: str) -> None:
    found = page(serve(hostile(catalogue.roadmaps["R01"])), path)
    assert HOSTILE in found.words
    assert "Erfundenes Beispiel" not in found.words.partition("nach dem CoDiCLUST")[0].partition(HOSTILE)[0]
    assert not any(href.startswith("javascript") for href in found.hrefs)
    if path == "/beispiele/R01":
        assert data_of(found)["name"] == HOSTILE
        assert "disambiguatingDescription" not in data_of(found)
        assert "https://example.org/" in found.hrefs


@pytest.mark.parametrize("path", ["/beispiele/R01", "/beispiele/R01/vorfuehren", "/beispiele/R01/mitgeben"])
def test_a_roadmap_of_which_little_is_known_has_its_pages(serve: Serve, catalogue: Catalogue, path: str) -> None:
    known = catalogue.roadmaps["R01"]
    bare = Roadmap(identifier="R01", title=Text(de="Nur ein Titel"), provenance=known.provenance, submitted_as="draft")
    said = words(page(serve(bare), path))
    assert "Nur ein Titel" in said
    assert "Roadmap-Entwurf" in said
    assert "Ausgangslage" not in said


def test_addresses_in_parameters_stay_text(client: FlaskClient) -> None:
    found = page(client, "/beispiele/R01?need=%3C%2Fscript%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&saved=%22%3E%3Cb%3E")
    assert "</script><img src=x onerror=alert(1)>" in found.words


def test_media_are_told_with_the_main_one_first(catalogue: Catalogue) -> None:
    story = story_of(catalogue, catalogue.roadmaps["R02"], "de")
    lead = catalogue.records["media-type"][catalogue.roadmaps["R02"].lead_media_type or ""]
    assert isinstance(lead, MediaType)
    assert story.media[0].identifier == lead.identifier
    assert story.course.media[0] == lead.title.get("de")
