"""All pages, put together."""

from flask import Response, render_template

from api.context import base_address
from api.openapi import Api
from api.pages.about import register_about
from api.pages.compare import register_compare
from api.pages.competencies import register_competencies
from api.pages.examples import register_examples
from api.pages.frame import register_frame
from api.pages.gallery import register_gallery
from api.pages.graph_view import register_graph_view
from api.pages.legal import register_legal
from api.pages.problem_page import register_problem_page
from api.pages.research import register_research
from api.pages.roadmap import register_roadmap
from api.pages.start import register_start
from api.pages.terms import register_terms
from api.pages.toolbox import register_toolbox


def register_pages(app: Api) -> None:
    """Add every page, and the description of the API at `/docs`."""
    register_frame(app)
    register_problem_page(app)
    register_start(app)
    register_examples(app)
    register_roadmap(app)
    register_gallery(app)
    register_compare(app)
    register_competencies(app)
    register_toolbox(app)
    register_research(app)
    register_graph_view(app)
    register_about(app)
    register_terms(app)
    register_legal(app)

    @app.route("/docs")
    def docs() -> Response:
        text = render_template("docs.html", document=app.document(), base=base_address(), lang="en", bilingual=False)
        return Response(text, headers={"Content-Language": "en"})
