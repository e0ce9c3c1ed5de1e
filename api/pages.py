"""The plain pages: what this is, one form that asks for a need, and the description of the API."""

from typing import Any

from flask import Response, make_response, render_template, request

from api.openapi import Api
from api.routes import RECOMMENDED, holder
from graph.errors import CodiclustError
from graph.values import Language
from recommender.types import Need

EXAMPLES: dict[Language, tuple[str, ...]] = {
    "de": (
        "Unsere Auszubildenden sollen an der Maschine mit kurzen Videos lernen, Handys sind in der Halle verboten",
        "Der Kollege, der das Justieren beherrscht, geht nächstes Jahr in Rente",
        "Die Nachtschicht bekommt von Schulungen nie etwas mit",
    ),
    "en": (
        "Temporary workers need the first steps explained without much German",
        "Nobody knows which version of the work instruction is the right one",
        "New team leaders should learn alongside their daily work",
    ),
}


def register_pages(app: Api) -> None:
    """Add the pages at `/`, `/en/` and `/docs`."""

    @app.route("/")
    def start_de() -> Response:
        return _start("de")

    @app.route("/en/")
    def start_en() -> Response:
        return _start("en")

    @app.route("/docs")
    def docs() -> Response:
        return make_response(render_template("docs.html", document=app.document()))


def _start(language: Language) -> Response:
    need = request.args.get("need", "")[:5_000]
    kind = request.args.get("kind", "roadmaps")
    kind = kind if kind in RECOMMENDED else "roadmaps"
    answer: Any = None
    problem = None
    if need.strip():
        try:
            answer = holder().get().recommender.recommend(RECOMMENDED[kind], Need(need), 10, language)
        except CodiclustError as error:
            problem = str(error)
    page = render_template(
        "start.html",
        lang=language,
        need=need,
        kind=kind,
        kinds=tuple(RECOMMENDED),
        answer=answer,
        problem=problem,
        examples=EXAMPLES[language],
    )
    response = make_response(page)
    response.headers["Content-Language"] = language
    return response
