"""Puts the application together."""

from pathlib import Path

from flask import Response, json

from api.openapi import Api
from api.pages import register_pages
from api.problems import register_error_handlers
from api.routes import register_routes
from api.service import Service, ServiceHolder
from api.settings import Settings

VERSION = "0.1.0"

SAFETY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
}
"""On every answer: nothing is guessed, nothing runs, nothing is framed, nobody is told where a reader came from."""


def create_app(settings: Settings | None = None, service: Service | None = None) -> Api:
    """The application.

    Args:
        settings: defaults where None.
        service: a loaded version; None loads the current one of `settings.home` on the first request that needs it.
    """
    settings = settings or Settings()
    app = Api(__name__, VERSION, settings.public_url, template_folder=str(Path(__file__).parent / "templates"))
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body
    app.extensions["codiclust"] = ServiceHolder(settings.home, service)
    app.extensions["codiclust-settings"] = settings
    register_error_handlers(app)
    register_routes(app)
    register_pages(app)
    document = app.document()

    @app.route("/openapi.json")
    def openapi_document() -> Response:
        return Response(json.dumps(document), content_type="application/json")

    @app.after_request
    def add_safety_headers(response: Response) -> Response:
        for name, value in SAFETY_HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return app
