"""The page of a method: what it is for, how it goes, what it needs, and how it went where it was used."""

from typing import Any

from werkzeug.wrappers import Response

from api.pages.frame import render
from api.pages.method_cards import method_card, named
from api.pages.tool_links import documents, edges, method_uses, origin, pointers
from api.routes import holder
from graph.catalogue import Catalogue
from graph.records import Method
from graph.values import Language


def method_page(language: Language, identifier: str) -> Response:
    """The page of one method.

    Raises:
        NotFound: there is no such method.
    """
    catalogue = holder().get().catalogue
    method = catalogue.get("method", identifier)
    assert isinstance(method, Method)
    return render("method", language, **_values(catalogue, method, language))


def _values(catalogue: Catalogue, method: Method, language: Language) -> dict[str, Any]:
    key = method.identifier
    blocks = [m for m in catalogue.methods.values() if m.building_block_of == key]
    return {
        "record": method,
        "card": method_card(catalogue, method, language),
        "kind": catalogue.title("method-kind", method.method_kind, language) if method.method_kind else "",
        "category": catalogue.title("method-category", method.category, language) if method.category else "",
        "phases": [(edge.identifier, edge.reason.get(language)) for edge in method.phases],
        "produces": edges(catalogue, "artefact", method.produces, language),
        "requires": edges(catalogue, "competency", method.requires_competencies, language),
        "develops": edges(catalogue, "competency", method.develops_competencies, language),
        "helps": edges(catalogue, "barrier", method.mitigates_barriers, language),
        "supports": edges(catalogue, "media-type", method.supports_media_types, language),
        "alternatives": edges(catalogue, "method", method.alternatives, language),
        "blocks": [named(catalogue, "method", m.identifier, language, m.purpose.get(language)) for m in blocks],
        "uses": method_uses(catalogue, key, language),
        "further": pointers(catalogue, language, lambda record: key in record.about_methods),
        "origin": origin(method.provenance, language),
        "documents": documents(method),
    }
