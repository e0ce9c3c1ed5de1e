"""Puts the application together."""

from pathlib import Path

from flask import Flask, Response, json

from api.dumps import register_dumps
from api.linked_data import register_linked_data
from api.openapi import Api
from api.pages.site import register_pages
from api.problems import register_error_handlers
from api.queries import QueryService
from api.routes import register_routes
from api.service import Service, ServiceHolder
from api.settings import Settings
from api.sparql import register_sparql
from graph.publishing import version_folder

VERSION = "0.1.0"

SAFETY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
"""On every answer: nothing is guessed, only our own files run, nothing is framed, nobody is told where a reader came from."""


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
    register_dumps(app)
    register_linked_data(app, VERSION)
    register_sparql(app, QueryService(lambda: version_folder(settings.home)))
    document = app.document()

    @app.route("/openapi.json")
    def openapi_document() -> Response:
        return Response(json.dumps(document), content_type="application/json")

    app.after_request(_add_safety_headers)
    return app


def create_sparql_app(settings: Settings, snapshot: Path) -> Flask:
    """An application with nothing but the query endpoint, over a store of any data."""
    app = Flask(__name__, template_folder=str(Path(__file__).parent / "templates"))
    app.extensions["codiclust-settings"] = settings
    register_error_handlers(app)
    register_sparql(app, QueryService(lambda: snapshot))
    app.after_request(_add_safety_headers)
    return app


def _add_safety_headers(response: Response) -> Response:
    for name, value in SAFETY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response
