"""The start page: one question, five sentences to begin with, two doors."""

from flask import redirect, request
from werkzeug.wrappers import Response

from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.choices import profile_options
from api.pages.frame import given, render
from api.pages.given import MAX_NEED
from api.routes import holder
from graph.values import Language

EXAMPLES = ("example-1", "example-2", "example-3", "example-4", "example-5")


def register_start(app: Api) -> None:
    """Add the start page."""
    add_page(app, "start", _start)

    @app.route("/en")
    def to_start_en() -> Response:
        # Flask's own redirect to the slash would name the Host header
        query = request.query_string.decode("ascii", "replace")
        return redirect(f"/en/?{query}" if query else "/en/", 308)


def _start(language: Language) -> Response:
    catalogue = holder().get().catalogue
    return render(
        "start",
        language,
        examples=EXAMPLES,
        max_need=MAX_NEED,
        choices=profile_options(catalogue, given(), language),
        roadmaps=len(catalogue.roadmaps),
        methods=len(catalogue.methods),
        media_types=len(catalogue.media_types),
    )
