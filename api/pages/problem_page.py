"""Problems as pages: for browsers, outside the addresses that programs use; everybody else gets problem details."""

from dataclasses import dataclass

from flask import Response, request

from api.openapi import Api
from api.pages.addresses import address_of
from api.pages.frame import page_language, render
from api.problems import PAGE_OF_PROBLEM, Problem
from api.routes import holder
from api.service import NotReady
from graph.errors import NothingBuilt
from graph.values import Language

FOR_PROGRAMS = (
    "/api", "/sparql", "/id", "/vocab", "/doc", "/graph", "/dump", "/static", "/openapi.json", "/healthz", "/readyz",
)  # fmt: skip
"""Paths, with all below them, whose errors are problem details for everybody."""

KINDS = {
    "roadmap": "roadmap",
    "present": "roadmap",
    "handout": "roadmap",
    "method": "method",
    "medium": "media-type",
    "competency": "competency",
    "tour": "learning-field",
}
"""Page of one thing -> kind of record (or scheme) that its address names."""


@dataclass(frozen=True, slots=True)
class Near:
    """Something that is spelt like what was asked for, and its page."""

    title: str
    address: str


def register_problem_page(app: Api) -> None:
    """Let errors that a browser meets be answered with a page."""
    app.extensions[PAGE_OF_PROBLEM] = page_for_browser


def page_for_browser(problem: Problem) -> Response | None:
    """The page for a problem; None where the client does not name HTML, or the address is one for programs."""
    if not _names_html() or _is_for_programs(request.path):
        return None
    language = page_language(request.path)
    response = render("problem", language, problem.status, problem=problem, nearest=_nearest(problem, language))
    response.vary.add("Accept")
    return response


def _names_html() -> bool:
    """Whether the client names HTML and takes it; `*/*` is what programs send."""
    named = ((value.split(";")[0].strip().lower(), quality) for value, quality in request.accept_mimetypes)
    return any(value == "text/html" and quality > 0 for value, quality in named)


def _is_for_programs(path: str) -> bool:
    """Whether a path is one of `FOR_PROGRAMS`, or below it, or would be with fewer slashes or small letters."""
    meant = f"/{path.lstrip('/').lower()}"
    return any(meant == stem or meant.startswith(f"{stem}/") for stem in FOR_PROGRAMS)


def _nearest(problem: Problem, language: Language) -> list[Near]:
    """Pages of the nearest known values, each once, in their order."""
    page = str(request.endpoint or "").removeprefix("page-").rpartition("-")[0]
    values = [value for detail in problem.errors for value in detail.nearest]
    parts = list(request.view_args or {})
    if page not in KINDS or not values or len(parts) != 1:
        return []
    try:
        catalogue = holder().get().catalogue
    except (NothingBuilt, NotReady):
        return []
    kind = KINDS[page]
    keys = dict.fromkeys(key for value in values if (key := catalogue.labels.find(kind, value)))
    return [Near(catalogue.title(kind, key, language), address_of(page, language, **{parts[0]: key})) for key in keys]
