"""For researchers: what the data hold, how to ask, take and cite them, and the query editor."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from flask import request
from werkzeug.wrappers import Response

from api.context import base_address
from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.citation import Citation
from api.pages.frame import render
from api.pages.snippets import snippets
from api.routes import holder
from api.sparql_page import competency_questions_once
from graph.catalogue import Catalogue
from graph.records.toolbox import SCHEME_CLASSES
from graph.schemes import ontology_triples
from graph.triples import TripleIndex
from graph.values import Language
from ontology.files import VERSION as ONTOLOGY_VERSION
from ontology.files import query_file
from ontology.namespaces import CODI, LICENCE, ONTOLOGY, OWL, PREFIXES

STATUSES = ("sourced", "ownProposal", "generalKnowledge", "illustrative")
"""Where records come from, in the order of the columns."""

KINDS = (
    "roadmap", "company", "editorial-link", "method", "media-type", "competency", "role", "offer", "learning-resource",
    "organisation", "project",
)  # fmt: skip
CONCEPTS = "concepts"
"""The row of the concepts of all small schemes together."""

LONGEST_QUERY = 5_000

EDITOR_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The editor writes styles into its elements; scripts and connections stay as strict as everywhere."""


@dataclass(frozen=True, slots=True)
class Holding:
    """How many records of a kind there are, in all and by where they come from (in the order of `STATUSES`)."""

    kind: str
    total: int
    by_status: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OntologySize:
    """How many terms of ours the ontology has."""

    classes: int
    object_properties: int
    datatype_properties: int


def register_research(app: Api) -> None:
    """Add the page for researchers and the query editor."""
    add_page(app, "research", partial(_research, app=app))
    add_page(app, "expert-query", _expert_query)


def _research(language: Language, *, app: Api) -> Response:
    release = app.document()["info"]["version"]
    catalogue = holder().get().catalogue
    return render(
        "research",
        language,
        version=catalogue.version,
        release=release,
        ontology_version=ONTOLOGY_VERSION,
        ontology=ONTOLOGY,
        licence=LICENCE,
        holdings=list(holdings(catalogue)),
        statuses=STATUSES,
        schemes=len(SCHEME_CLASSES),
        size=ontology_size(),
        questions=competency_questions_once(),
        citation=Citation(release, catalogue.version),
        first=next(iter(catalogue.roadmaps), ""),
        snippets=snippets(competency_questions_once(), base_address()),
    )


def holdings(catalogue: Catalogue) -> Iterator[Holding]:
    """One row a kind of record that there is, last the concepts of all small schemes."""
    groups = {kind: (kind,) for kind in KINDS} | {CONCEPTS: tuple(SCHEME_CLASSES)}
    for name, kinds in groups.items():
        records = [record for kind in kinds for record in catalogue.records.get(kind, {}).values()]
        counts = Counter(record.provenance.status for record in records)
        if records:
            yield Holding(name, len(records), tuple(counts[status] for status in STATUSES))


@cache
def ontology_size() -> OntologySize:
    """Counts of our own classes and properties; the ontology is part of the program, so they never change."""
    index = TripleIndex(ontology_triples())
    counts = (
        sum(iri.startswith(CODI) for iri in index.subjects_of_type(f"{OWL}{kind}"))
        for kind in ("Class", "ObjectProperty", "DatatypeProperty")
    )
    return OntologySize(*counts)


def _expert_query(language: Language) -> Response:
    query = request.args.get("query", "")[:LONGEST_QUERY] or query_file("first-look")
    response = render("expert-query", language, query=query, prefixes=PREFIXES)
    response.headers["Content-Security-Policy"] = EDITOR_POLICY
    return response
