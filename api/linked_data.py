"""Linked data: `/id/..`, `/vocab/..` and `/graph/..` lead to documents, `/doc/..` and `/ontology` are documents."""

from collections.abc import Callable
from urllib.parse import quote

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from api.context import current_settings
from api.document_forms import (
    FORMS,
    HTML,
    LINK_SAFE,
    DocumentForm,
    accepted_form,
    add_document_headers,
    asked_language,
    link_target,
    split_ending,
)
from api.negotiation import answer_language
from api.openapi import Api
from api.routes import holder
from api.service import NotReady
from api.thing_page import MOST, SHOWN, ThingPage, script_safe
from graph.errors import NotFound
from graph.linked import LinkedGraph
from graph.questions import competency_questions
from graph.values import Language
from graph.vocabulary import KINDS
from ontology.namespaces import BASE, LICENCE, ONTOLOGY

LONGEST_PATH = 1_000
"""Characters of the longest path that is looked up."""

_SPACES = "<any(id, vocab, graph):space>/<path:path>"
_NOTHING = "The graph says nothing about this address."


class _Linked:
    """The linked graph of the version that is served now."""

    def __init__(self) -> None:
        self._current: LinkedGraph | None = None

    def get(self) -> LinkedGraph:
        store = holder().get().store
        if store is None:
            raise NotReady("The graph that is loaded has no store to read documents from.")
        if self._current is None or self._current.version != store.version:
            self._current = LinkedGraph(store)
        return self._current


def register_linked_data(app: Api, release: str) -> None:
    """Add `/id/..`, `/vocab/..`, `/graph/..`, `/doc/..` and `/ontology`; `release` of the program is part of their ETags."""
    linked = _Linked()

    @app.route(f"/{_SPACES}")
    def identifier(space: str, path: str) -> BaseResponse:
        iri = _find(linked.get(), space, path)
        if iri is None:
            raise NotFound(_NOTHING)
        form = accepted_form()
        language = asked_language() if form is HTML else None
        response = redirect(f"{_address(iri)}.{form.ending}{f'?lang={language}' if language else ''}", 303)
        response.vary.add("Accept")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    @app.route(f"/doc/{_SPACES}")
    def document(space: str, path: str) -> Response:
        graph = linked.get()
        stem, form = split_ending(path)
        iri = _find(graph, space, stem)
        if iri is None and form:  # what looks like an ending is a part of the IRI
            iri, form = _find(graph, space, path), None
        if iri is None:
            raise NotFound(_NOTHING)

        def body(form: DocumentForm, language: Language, iri: str = iri) -> str | bytes:
            description = graph.describe(iri)
            if form.graph_form:
                return description.serialized(form.graph_form)
            page = ThingPage(description, language)
            return _render("thing.html", language, page=page, stem=_stem(iri), iri=iri, shown=SHOWN, most=MOST)

        return _answer(iri, _stem(iri), form, f"{release} {graph.version}", body)

    @app.route("/ontology")
    @app.route("/ontology.<any(html, ttl, jsonld, rdf, nt):ending>")
    @app.route("/ontology/<string:version>")
    def ontology(ending: str | None = None, version: str | None = None) -> Response:
        graph = linked.get()
        held = graph.ontology.version
        asked, form = split_ending(f"{version or held}.{ending}" if ending else version or held)
        if asked != held:
            raise NotFound(f"Version {held} of the ontology is held here, and no other.")

        def body(form: DocumentForm, language: Language) -> str | bytes:
            if form.graph_form:
                return graph.serialized_ontology(form.graph_form)
            extra = {"kinds": KINDS, "questions": competency_questions(), "schemes": graph.schemes()}
            data = script_safe(_ontology_data(graph, language))
            return _render("ontology.html", language, ontology=graph.ontology, stem=stem, data=data, **extra)

        stem, iri = (f"/ontology/{held}", f"{ONTOLOGY}/{held}") if version else ("/ontology", ONTOLOGY)
        return _answer(iri, stem, form, f"{release} {graph.version}", body)


def _find(graph: LinkedGraph, space: str, path: str) -> str | None:
    """The IRI that a path means: as it came, or with what the server decoded encoded again; None: the graph knows neither."""
    if len(path) > LONGEST_PATH:
        return None
    encoded = quote(path, safe=LINK_SAFE.replace("%", ""))
    return next((iri for p in (path, encoded) if graph.knows(iri := f"{BASE}{space}/{p}")), None)


def _stem(iri: str) -> str:
    """Path of the document about one of our IRIs, without an ending."""
    return f"/doc/{quote(iri.removeprefix(BASE), safe=LINK_SAFE)}"


def _address(iri: str) -> str:
    return f"{current_settings().public_url}{_stem(iri)}"


def _answer(
    iri: str, stem: str, form: DocumentForm | None, version: str, body: Callable[[DocumentForm, Language], str | bytes]
) -> Response:
    """One form of a document, by Accept where `form` is None; 304 before the body is made."""
    chosen = form or accepted_form()
    language = answer_language(asked_language())
    response = Response(content_type=chosen.content_type)
    add_document_headers(response, iri, stem, chosen, version, language)
    if form is None:
        response.vary.add("Accept")
        response.headers["Content-Location"] = f"{current_settings().public_url}{stem}.{chosen.ending}"
    if chosen is HTML or form is None:
        response.vary.add("Accept-Language")
    response.make_conditional(request)
    if response.status_code == 200:
        response.set_data(body(chosen, language))
    return response


def _render(template: str, language: Language, **values: object) -> str:
    """A page whose links keep the language that the address asked for."""
    suffix = f"?lang={language}" if asked_language() else ""

    def href(iri: str) -> str | None:
        target = link_target(iri)
        if target is None or not target.startswith("/") or not suffix:
            return target
        path, hash_, fragment = target.partition("#")
        return f"{path}{suffix}{hash_}{fragment}"

    return render_template(template, lang=language, href=href, forms=FORMS, licence=LICENCE, **values)


def _ontology_data(graph: LinkedGraph, language: Language) -> dict[str, str]:
    ontology = graph.ontology
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": ONTOLOGY,
        "name": ontology.node.name(language),
        "description": ontology.description.get(language),
        "version": ontology.version,
        "license": LICENCE,
        "inLanguage": language,
    }
