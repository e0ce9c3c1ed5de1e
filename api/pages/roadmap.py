"""The pages of one roadmap: to read, to show on a wall, to hand out, and as a table."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from api.context import base_address
from api.document_forms import BY_ENDING, document_path
from api.openapi import Api
from api.pages.addresses import add_page, address_of
from api.pages.course import course_of
from api.pages.drawing.tall import draw_tall
from api.pages.drawing.wide import draw_wide
from api.pages.frame import given, render
from api.pages.printed import printed_foot
from api.pages.roadmap_data import csv_of, schema_org
from api.pages.roadmap_links import alike, next_steps, related
from api.pages.roadmap_story import fit_of, story_of
from api.pages.stages import stages_of
from api.pages.tours import tour_of
from api.routes import holder
from api.thing_page import script_safe
from graph.catalogue import Catalogue
from graph.records import Roadmap
from graph.values import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class TourStop:
    """Where a roadmap lies on the tour that the reader follows; neighbours are pairs of key and title."""

    key: str
    title: str
    place: int
    count: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def register_roadmap(app: Api) -> None:
    """Add the pages of a roadmap and its CSV."""
    add_page(app, "roadmap", _roadmap)
    add_page(app, "present", _present)
    add_page(app, "handout", _handout)
    for language in LANGUAGES:
        app.add_url_rule(
            f"{address_of('roadmap', language)}.csv",
            endpoint=f"roadmap-csv-{language}",
            view_func=_csv_view(language),
        )


def _roadmap(language: Language, identifier: str) -> BaseResponse:
    service = holder().get()
    catalogue, roadmap = service.catalogue, find(service.catalogue, identifier)
    story = story_of(catalogue, roadmap, language)
    path = address_of("roadmap", language, identifier=identifier)
    data = schema_org(story, roadmap.iri, base_address() + path, language)
    return render(
        "roadmap",
        language,
        story=story,
        wide=draw_wide(story.course, language),
        tall=draw_tall(story.course, language),
        tour=tour_stop(catalogue, identifier, request.args.get("tour", ""), language),
        fit=fit_of(service, identifier, given(), language),
        related=related(catalogue, roadmap, language),
        similar=alike(service, roadmap, language),
        next=next_steps(catalogue, roadmap, language),
        documents=_documents(roadmap, path),
        foot=printed_foot(path, service.version, language),
        data=script_safe(data),
    )


def _present(language: Language, identifier: str) -> BaseResponse:
    catalogue = holder().get().catalogue
    story = story_of(catalogue, find(catalogue, identifier), language)
    return render(
        "present",
        language,
        story=story,
        stages=stages_of(story),
        wide=draw_wide(story.course, language),
        tall=draw_tall(story.course, language),
    )


def _handout(language: Language, identifier: str) -> BaseResponse:
    service = holder().get()
    story = story_of(service.catalogue, find(service.catalogue, identifier), language)
    path = address_of("roadmap", language, identifier=identifier)
    return render("handout", language, story=story, foot=printed_foot(path, service.version, language))


def _csv_view(language: Language) -> Callable[[str], Response]:
    def view(identifier: str) -> Response:
        catalogue = holder().get().catalogue
        roadmap = find(catalogue, identifier)
        response = Response(csv_of(course_of(catalogue, roadmap, language), language), content_type="text/csv; charset=utf-8")
        response.headers.set("Content-Disposition", "attachment", filename=f"{roadmap.identifier}.csv")
        response.headers["Content-Language"] = language
        return response

    return view


def find(catalogue: Catalogue, identifier: str) -> Roadmap:
    """The roadmap with that key.

    Raises:
        NotFound: there is none.
    """
    catalogue.get("roadmap", identifier)
    return catalogue.roadmaps[identifier]


def tour_stop(catalogue: Catalogue, identifier: str, tour: str, language: Language) -> TourStop | None:
    """Where the roadmap lies on a tour; None where there is no such tour or it does not lead past the roadmap."""
    keys = tour_of(catalogue, tour)
    if identifier not in keys:
        return None
    place = keys.index(identifier)
    neighbours = [keys[n] if 0 <= n < len(keys) else None for n in (place - 1, place + 1)]
    titles = [(key, catalogue.title("roadmap", key, language)) if key else None for key in neighbours]
    return TourStop(tour, catalogue.title("learning-field", tour, language), place + 1, len(keys), titles[0], titles[1])


def _documents(roadmap: Roadmap, path: str) -> tuple[tuple[str, str, str], ...]:
    """Name, address and media type of the roadmap in other forms."""
    turtle, jsonld = (BY_ENDING[ending] for ending in ("ttl", "jsonld"))
    return (
        ("Turtle", document_path(roadmap.iri, turtle) or "", turtle.media_type),
        ("JSON-LD", document_path(roadmap.iri, jsonld) or "", jsonld.media_type),
        ("CSV", f"{path}.csv", "text/csv"),
    )
