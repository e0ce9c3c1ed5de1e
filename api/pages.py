"""The plain pages: what this is, one form that asks for a need, and the description of the API."""

from flask import Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from api.context import base_address
from api.openapi import Api
from api.problems import problem_of
from api.routes import RECOMMENDED, holder
from graph.errors import CodiclustError
from graph.values import Language
from recommender.types import Need, RecommendationList

MAX_NEED = 5_000
SHOWN = 10

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

    @app.route("/en")
    def to_start_en() -> BaseResponse:
        # Flask's own redirect to the slash would name the Host header
        query = request.query_string.decode("ascii", "replace")
        return redirect(f"/en/?{query}" if query else "/en/", 308)

    @app.route("/docs")
    def docs() -> Response:
        return _page(render_template("docs.html", document=app.document(), base=base_address()), "en")


def _start(language: Language) -> Response:
    need = request.args.get("need", "")[:MAX_NEED]
    kind = request.args.get("kind", "")
    kind = kind if kind in RECOMMENDED else "roadmaps"
    answer: RecommendationList | None = None
    problem, status = None, 200
    if need.strip():
        try:
            answer = holder().get().recommender.recommend(RECOMMENDED[kind], Need(need), SHOWN, language)
        except CodiclustError as error:
            problem, status = str(error), problem_of(error).status
    page = render_template(
        "start.html",
        lang=language,
        need=need,
        max_need=MAX_NEED,
        kind=kind,
        kinds=tuple(RECOMMENDED),
        answer=answer,
        problem=problem,
        examples=EXAMPLES[language],
    )
    return _page(page, language, status)


def _page(text: str, language: Language, status: int = 200) -> Response:
    response = make_response(text, status)
    response.headers["Content-Language"] = language
    return response
