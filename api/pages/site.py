"""All pages, put together."""

from flask import Response, render_template

from api.context import base_address
from api.openapi import Api
from api.pages.compare import register_compare
from api.pages.competencies import register_competencies
from api.pages.examples import register_examples
from api.pages.frame import register_frame
from api.pages.gallery import register_gallery
from api.pages.start import register_start


def register_pages(app: Api) -> None:
    """Add every page, and the description of the API at `/docs`."""
    register_frame(app)
    register_start(app)
    register_examples(app)
    register_gallery(app)
    register_compare(app)
    register_competencies(app)

    @app.route("/docs")
    def docs() -> Response:
        text = render_template("docs.html", document=app.document(), base=base_address(), lang="en", bilingual=False)
        return Response(text, headers={"Content-Language": "en"})
