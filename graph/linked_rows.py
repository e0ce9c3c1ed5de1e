"""Rows of the queries about one thing, as terms and labels, and the order in which a page tells them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from graph.description import RDF_TYPE, Value
from graph.triples import Term
from graph.values import Text, natural_key
from ontology.namespaces import CODI, DCTERMS, RDFS, SKOS

Row = Mapping[str, str | None]
"""Variable -> lexical form or IRI. `value` is a literal where `datatype` is bound."""

METHOD = f"{CODI}appliesMethod"
LABELS = (f"{RDFS}label", f"{SKOS}prefLabel", f"{DCTERMS}title", f"{CODI}text", f"{CODI}reason", METHOD)
"""Properties that name a thing, the best one first; the last one stands for the name of a step's method."""

_FIRST = (
    RDF_TYPE,
    f"{DCTERMS}identifier",
    f"{RDFS}label",
    *(f"{SKOS}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel", "notation", "definition", "scopeNote")),
    f"{DCTERMS}title",
    f"{DCTERMS}description",
    *(f"{SKOS}{name}" for name in ("inScheme", "topConceptOf", "hasTopConcept", "broader", "narrower")),
)
_LAST = (f"{CODI}provenanceStatus", f"{CODI}provenanceNote", f"{DCTERMS}source", "http://www.w3.org/ns/prov#wasDerivedFrom")


def term_of(row: Row) -> Term:
    """The term in `value`."""
    value = row["value"] or ""
    if row["datatype"] is None:
        return NamedNode(value)
    if row["language"]:
        return Literal(value, language=row["language"])
    return Literal(value, datatype=NamedNode(row["datatype"]))


def labels_of(rows: Iterable[Row]) -> tuple[dict[str, Text], list[Triple]]:
    """What the nodes of the rows are called by their best property, and the triples of their own that say so."""
    found: defaultdict[str, defaultdict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    triples: dict[Triple, None] = {}
    for row in rows:
        node, property_ = row["node"], row["property"]
        if node is None or property_ is None or not isinstance(literal := term_of(row), Literal):
            continue
        found[node][property_].append(literal)
        if property_ != METHOD:
            triples[Triple(NamedNode(node), NamedNode(property_), literal)] = None
    return {node: _text(by_property) for node, by_property in found.items()}, list(triples)


def _text(by_property: Mapping[str, Sequence[Literal]]) -> Text:
    best = next(p for p in LABELS if p in by_property)
    values = sorted(by_property[best], key=lambda literal: literal.value, reverse=True)
    by_language = {literal.language: literal.value for literal in values}
    plain = by_language.get(None)
    return Text(by_language.get("de", plain), by_language.get("en", plain))


def property_order(iri: str) -> tuple[int, str]:
    """Sort key of properties: what it is and is called, then the rest by IRI, then where it comes from."""
    if iri in _FIRST:
        return _FIRST.index(iri) - len(_FIRST), iri
    return (_LAST.index(iri) + 1 if iri in _LAST else 0), iri


def value_order(value: Value) -> tuple[bool, str, tuple[tuple[int, int | str], ...]]:
    """Sort key of values: literals by language and text, then things by their IRIs, both in natural order."""
    language = value.term.language or "" if isinstance(value.term, Literal) else ""
    return isinstance(value.term, NamedNode), language, natural_key(value.term.value)


def triple_order(triple: Triple) -> tuple[str, bool, str, str]:
    """Sort key of triples: by subject, its type first."""
    return str(triple.subject), triple.predicate.value != RDF_TYPE, triple.predicate.value, str(triple.object)
