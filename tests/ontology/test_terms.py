"""Every term and every concept says what it is, in both languages; spellings of the schemes are distinct."""

import re

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from ontology.files import VERSION, ontology_files, query_file, rule_files, scheme_files
from ontology.namespaces import CODI, ONTOLOGY, PREFIXES, VOCAB, concept_iri, thing_iri

DCTERMS = Namespace("http://purl.org/dc/terms/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def terms() -> Graph:
    return Graph().parse(data=ontology_files()[0].read_bytes(), format="turtle")


@pytest.fixture(scope="module")
def concepts() -> Graph:
    graph = Graph()
    for file in scheme_files():
        graph.parse(data=file.read_bytes(), format="turtle")
    return graph


def ours(terms: Graph) -> list[URIRef]:
    found = {s for kind in KINDS for s in terms.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return sorted(s for s in found if str(s).startswith(CODI))


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> list[str]:
    return sorted(str(getattr(value, "language", "")) for value in graph.objects(subject, predicate))


def test_every_term_has_label_and_definition_in_both_languages(terms: Graph) -> None:
    assert len(ours(terms)) > 150
    for term in ours(terms):
        assert languages(terms, term, RDFS.label) == ["de", "en"], term
        assert languages(terms, term, SKOS.definition) == ["de", "en"], term
        assert terms.value(term, RDFS.isDefinedBy) == URIRef(ONTOLOGY), term


def test_every_object_property_has_one_inverse(terms: Graph) -> None:
    inverses = list(terms.subject_objects(OWL.inverseOf))
    properties = [t for t in ours(terms) if (t, RDF.type, OWL.ObjectProperty) in terms]
    assert [t for t in properties if sum(t in pair for pair in inverses) != 1] == []


def test_the_header_says_what_it_is_and_imports_nothing(terms: Graph) -> None:
    ontology = URIRef(ONTOLOGY)
    for predicate in ("title", "description", "creator", "license", "created", "bibliographicCitation"):
        assert terms.value(ontology, DCTERMS[predicate]) is not None, predicate
    assert terms.value(ontology, OWL.imports) is None
    assert terms.value(ontology, OWL.versionIRI) is None  # stamped by the build, never by hand
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)


def test_every_concept_has_label_definition_notation_and_scheme(concepts: Graph) -> None:
    found = [c for c in concepts.subjects(RDF.type, SKOS.Concept) if isinstance(c, URIRef)]
    assert len(found) > 150
    for concept in found:
        scheme, notation = str(concept).removeprefix(VOCAB).split("/")
        assert languages(concepts, concept, SKOS.prefLabel) == ["de", "en"], concept
        assert languages(concepts, concept, SKOS.definition) == ["de", "en"], concept
        assert str(concepts.value(concept, SKOS.notation)) == notation
        assert str(concepts.value(concept, DCTERMS.identifier)) == notation
        assert concepts.value(concept, SKOS.inScheme) == URIRef(f"{VOCAB}{scheme}")
        assert concepts.value(concept, URIRef(f"{CODI}provenanceStatus")) is not None, concept


def test_german_is_written_without_the_word_that_is_english_only(concepts: Graph, terms: Graph) -> None:
    for graph in (concepts, terms):
        texts = [str(o) for o in graph.objects() if getattr(o, "language", None) == "de"]
        assert [text for text in texts if re.search("pilot", text, re.IGNORECASE)] == []


def test_names_are_made_in_one_place() -> None:
    assert concept_iri("barrier", "shift-work") == "https://w3id.org/codiclust/vocab/barrier/shift-work"
    assert thing_iri("roadmap", "R01/step/3") == "https://w3id.org/codiclust/id/roadmap/R01/step/3"
    assert PREFIXES["codi"] == CODI


def test_rules_and_queries_are_read_in_order() -> None:
    names = [file.name for file in rule_files()]
    assert names == sorted(names)
    assert "SELECT ?id" in query_file("good-practices")
