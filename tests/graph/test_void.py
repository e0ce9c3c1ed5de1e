"""The description of a version: every count against an independent query, every form against the others."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from graph.build import BuiltGraph
from graph.dumps import dump_files, dump_folder
from graph.publishing import version_folder
from graph.query.formats import GRAPH_FORMATS
from graph.store import OxigraphStore
from graph.void import CREATOR, DATASET, DOCUMENT, render_description
from ontology.namespaces import LICENCE

SD = "http://www.w3.org/ns/sparql-service-description#"
SPDX = "http://spdx.org/rdf/terms#"
reads_with_rdflib = pytest.mark.filterwarnings(
    "ignore:(ConjunctiveGraph|Dataset.default_context) is deprecated:DeprecationWarning"
)
"""rdflib's own parsers of datasets and JSON-LD warn about rdflib."""
PUBLIC = "https://kg.example.org/codiclust"

COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s a ?o FILTER(isIRI(?o)) }",
    "entities": r"SELECT (COUNT(DISTINCT ?s) AS ?n) "
    r"{ ?s ?p ?o FILTER(REGEX(STR(?s), '^https://w3id\\.org/codiclust/(id|vocab)/')) }",
}
CLASSES = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER(isIRI(?c)) } GROUP BY ?c"
PROPERTIES = "SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?ds) (COUNT(DISTINCT ?o) AS ?do) { ?s ?p ?o } GROUP BY ?p"
LINKS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?p ?o (COUNT(*) AS ?n)
WHERE {
  VALUES ?p { skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch }
  ?s ?p ?o
  FILTER(STRSTARTS(STR(?s), "https://w3id.org/codiclust/") && !STRSTARTS(STR(?o), "https://w3id.org/codiclust/"))
}
GROUP BY ?p ?o
"""
SPACES = {
    "esco": "http://data.europa.eu/esco/",
    "nace": "http://data.europa.eu/ux2/nace2/",
    "hcrt": "https://w3id.org/kim/hcrt/",
    "greta": "https://w3id.org/kim/greta/",
    "digcompedu": "http://w3id.org/openeduhub/vocabs/digCompEdu/",
    "oeh": "http://w3id.org/openeduhub/vocabs/",
}


@pytest.fixture
def shipped(home: Path, built: BuiltGraph) -> Path:
    return version_folder(home)


def described(folder: Path, public_url: str = PUBLIC) -> Graph:
    return Graph().parse(
        data=render_description(folder, "turtle", public_url), format="turtle", publicID=f"{PUBLIC}/.well-known/void"
    )


def number(graph: Graph, subject: str, name: str) -> int:
    return int(str(graph.value(URIRef(subject), VOID[name], any=False)))


@pytest.mark.parametrize("name", COUNTS)
def test_counts_are_those_of_the_store(shipped: Path, store: OxigraphStore, name: str) -> None:
    graph = described(shipped)
    assert number(graph, DATASET, name) == int(str(store.select(COUNTS[name]).rows[0][0]))
    names = [row[0] for row in store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").rows]
    assert sorted(str(s) for s in graph.subjects(RDF.type, URIRef(f"{SD}NamedGraph"))) == names
    for one in names:
        assert (URIRef(DATASET), VOID.subset, URIRef(str(one))) in graph
        query = COUNTS[name].replace("{ ?s", f"{{ GRAPH <{one}> {{ ?s", 1) + " }"
        assert number(graph, str(one), name) == int(str(store.select(query).rows[0][0])), one


def test_partitions_are_those_of_the_store(shipped: Path, store: OxigraphStore) -> None:
    graph = described(shipped)
    parts = graph.objects(URIRef(DATASET), VOID.classPartition)
    found = {str(graph.value(p, VOID["class"])): int(str(graph.value(p, VOID.entities))) for p in parts}
    assert found == {row[0]: int(str(row[1])) for row in store.select(CLASSES).rows}
    parts = graph.objects(URIRef(DATASET), VOID.propertyPartition)
    names = ("triples", "distinctSubjects", "distinctObjects")
    uses = {str(graph.value(p, VOID.property)): tuple(int(str(graph.value(p, VOID[n]))) for n in names) for p in parts}
    assert uses == {row[0]: tuple(int(str(n)) for n in row[1:]) for row in store.select(PROPERTIES).rows}


def test_linksets_count_the_mappings_to_each_vocabulary(shipped: Path, store: OxigraphStore) -> None:
    graph = described(shipped)
    expected: dict[tuple[str, str], int] = {}
    for predicate, target, count in store.select(LINKS).rows:
        key = next(key for key, space in SPACES.items() if str(target).startswith(space))
        expected[key, str(predicate)] = expected.get((key, str(predicate)), 0) + int(str(count))
    found = {}
    for linkset in graph.subjects(RDF.type, VOID.Linkset):
        vocabulary = graph.value(linkset, VOID.objectsTarget)
        assert (URIRef(DATASET), VOID.subset, linkset) in graph
        key = str(vocabulary).rsplit("/", 1)[-1]
        assert str(graph.value(vocabulary, VOID.uriSpace)) == SPACES[key]
        found[key, str(graph.value(linkset, VOID.linkPredicate))] = int(str(graph.value(linkset, VOID.triples)))
    assert found == expected
    assert {"esco", "nace", "hcrt", "oeh"} <= {key for key, _ in found}


def test_who_made_it_under_which_licence_from_what(shipped: Path, store: OxigraphStore) -> None:
    graph, dataset = described(shipped), URIRef(DATASET)
    stated = "SELECT ?l ?c { <https://w3id.org/codiclust/ontology> dcterms:license ?l ; dcterms:creator ?c }"
    prefix = "PREFIX dcterms: <http://purl.org/dc/terms/> "
    assert store.select(prefix + stated).rows == ((LICENCE, CREATOR),)
    assert str(graph.value(dataset, DCTERMS.license)) == LICENCE
    name = URIRef("http://xmlns.com/foaf/0.1/name")
    assert str(graph.value(graph.value(dataset, DCTERMS.creator), name)) == CREATOR
    sources = store.select(prefix + "SELECT DISTINCT ?o { ?s dcterms:source ?o FILTER(isIRI(?o)) }")
    assert {str(s) for s in graph.objects(dataset, DCTERMS.source)} == {row[0] for row in sources.rows}
    assert str(graph.value(dataset, URIRef(f"{DCAT}version"))) == shipped.name
    invented = store.select(
        "PREFIX codi: <https://w3id.org/codiclust/ontology#> SELECT (COUNT(*) AS ?n) "
        "{ ?s codi:provenanceStatus <https://w3id.org/codiclust/vocab/provenance-status/illustrative> }"
    ).rows[0][0]
    texts = [str(text) for text in graph.objects(dataset, DCTERMS.description)]
    assert all(f" {invented} " in text for text in texts)
    assert len(texts) == 2
    assert (URIRef(DOCUMENT), URIRef("http://xmlns.com/foaf/0.1/primaryTopic"), dataset) in graph


def test_examples_and_vocabularies_are_in_the_data(shipped: Path, store: OxigraphStore) -> None:
    graph, dataset = described(shipped), URIRef(DATASET)
    examples = [str(iri) for iri in graph.objects(dataset, VOID.exampleResource)]
    assert len(examples) > 20
    assert len({iri.rsplit("/", 1)[0] for iri in examples}) == len(examples)
    assert all(store.ask(f"ASK {{ <{iri}> ?p ?o }}") for iri in examples)
    for namespace in graph.objects(dataset, VOID.vocabulary):
        in_use = "SELECT ?s { { ?s ?t ?o } UNION { ?s a ?t } FILTER(STRSTARTS(STR(?t), '%s')) } LIMIT 1"
        assert store.select(in_use % namespace).rows, namespace
    pattern = str(graph.value(dataset, VOID.uriRegexPattern))
    assert all(re.match(pattern, iri) for iri in examples)


def test_distributions_are_the_files(small: Path) -> None:
    graph = described(small)
    distributions = {str(graph.value(d, DCAT.downloadURL)): d for d in graph.objects(URIRef(DATASET), DCAT.distribution)}
    assert distributions.keys() == {str(a) for a in graph.objects(URIRef(DATASET), VOID.dataDump)}
    for file in dump_files(small):
        one = distributions.pop(f"{PUBLIC}/dump/{file.name}")
        assert int(str(graph.value(one, DCAT.byteSize))) == file.size
        assert str(graph.value(one, DCAT.mediaType)).endswith(f"/media-types/{file.form.media_type}")
        checksum = graph.value(one, URIRef(f"{SPDX}checksum"))
        assert str(graph.value(checksum, URIRef(f"{SPDX}algorithm"))) == f"{SPDX}checksumAlgorithm_sha256"
        value = graph.value(checksum, URIRef(f"{SPDX}checksumValue"))
        assert (dump_folder(small) / file.name).read_bytes()
        assert str(value).lower() == file.sha256
    assert not distributions


@reads_with_rdflib
@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_all_forms_say_the_same_under_a_public_address(small: Path, form: str) -> None:
    expected = described(small)
    parser = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}[form]
    assert isomorphic(Graph().parse(data=render_description(small, form, PUBLIC), format=parser), expected)
    assert str(expected.value(URIRef(DATASET), VOID.sparqlEndpoint)) == f"{PUBLIC}/sparql"


@reads_with_rdflib
@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_without_a_public_address_those_of_the_service_are_relative(small: Path, form: str) -> None:
    content = render_description(small, form)
    assert b"invalid" not in content
    parser = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}[form]
    here = "http://127.0.0.1:8000/.well-known/void"
    endpoint = Graph().parse(data=content, format=parser, publicID=here).value(URIRef(DATASET), VOID.sparqlEndpoint)
    resolved = "https://w3id.org/codiclust/sparql" if form == "ntriples" else "http://127.0.0.1:8000/sparql"
    assert str(endpoint) == resolved


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_a_description_is_the_same_each_time(small: Path, form: str) -> None:
    assert len({render_description(small, form, PUBLIC) for _ in range(5)}) == 1


@pytest.mark.parametrize("address", ['https://e.org/a b<"&>', "https://e.org/ü", "https://[", "http://e.org/?a=1&b=2"])
def test_odd_public_addresses_cannot_break_a_description(small: Path, address: str) -> None:
    for form, name in (("turtle", "turtle"), ("rdfxml", "xml"), ("ntriples", "nt"), ("jsonld", "json-ld")):
        content = render_description(small, form, address)
        store = Store()
        store.load(content, format=GRAPH_FORMATS[form].engine, lenient=True)
        assert len(store) == len(described(small)), name


def test_no_clock_in_the_description(small: Path) -> None:
    graph = described(small)
    assert not list(graph.triples((URIRef(DATASET), DCTERMS.issued, None)))
    assert not list(graph.triples((URIRef(DATASET), DCTERMS.modified, None)))
