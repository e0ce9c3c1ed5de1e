"""Dumps and the description of a version: every byte is checked against its sum, every count against an independent query."""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from graph.build import BuiltGraph, GraphBuilder
from graph.counts import read_graphs
from graph.dumps import FORMS, SUMS, dataset_bytes, dump_files, dump_folder, find_dump, sorted_prefixes, write_dumps
from graph.errors import InputError
from graph.publishing import current_version, dump_path, version_folder
from graph.quads import canonical_nquads
from graph.query.formats import GRAPH_FORMATS
from graph.store import OxigraphStore
from graph.void import CREATOR, DATASET, DOCUMENT, LICENCE, description_path, render_description
from tests.conftest import FIXTURE

SD = "http://www.w3.org/ns/sparql-service-description#"
SPDX = "http://spdx.org/rdf/terms#"
BUILD = """
import sys
from pathlib import Path
from graph.build import GraphBuilder
GraphBuilder((Path(sys.argv[1]),), shipped=False).build(Path(sys.argv[2]))
"""
reads_with_rdflib = pytest.mark.filterwarnings(
    "ignore:(ConjunctiveGraph|Dataset.default_context) is deprecated:DeprecationWarning"
)
"""rdflib's own parsers of datasets and JSON-LD warn about rdflib."""
PUBLIC = "https://kg.example.org/codiclust"


@pytest.fixture(scope="module")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("dumps-home")
    GraphBuilder((FIXTURE,), shipped=False).build(home)
    return home


@pytest.fixture(scope="module")
def small(small_home: Path) -> Path:
    return version_folder(small_home)


@pytest.fixture
def shipped(home: Path, built: BuiltGraph) -> Path:
    return version_folder(home)


def unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in dump_files(folder):
        yield file.form.ending, gzip.decompress((dump_folder(folder) / file.name).read_bytes())


def described(folder: Path, public_url: str = PUBLIC) -> Graph:
    return Graph().parse(
        data=render_description(folder, "turtle", public_url), format="turtle", publicID=f"{PUBLIC}/.well-known/void"
    )


def test_sums_sizes_and_names_are_those_of_the_files(small: Path) -> None:
    files = dump_files(small)
    assert [file.name for file in files] == [f"codiclust-{small.name}.{ending}.gz" for ending in ("nq", "trig", "jsonld")]
    for file in files:
        content = (dump_folder(small) / file.name).read_bytes()
        assert file.sha256 == hashlib.sha256(content).hexdigest()
        assert file.size == len(content)
    names = {file.name for file in files} | {SUMS}
    assert {path.name for path in dump_folder(small).iterdir()} == names
    check = subprocess.run(
        ["sha256sum", "--check", "--strict", SUMS], cwd=dump_folder(small), capture_output=True, text=True, check=True
    )
    assert check.stdout.count(": OK") == 3


def test_every_dump_of_the_shipped_data_parses_back_to_the_same_quads(shipped: Path, built: BuiltGraph) -> None:
    named = {quad for quad in built.quads if isinstance(quad.graph_name, NamedNode)}
    for ending, content in unpacked(shipped):
        assert set(parse(content, format=FORMS[ending].engine)) == named, ending


@reads_with_rdflib
def test_other_tools_read_the_dumps_as_the_same_graphs(small: Path) -> None:
    formats = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
    expected = read_graphs(dump_path(small).read_bytes())
    found = {}
    for ending, content in unpacked(small):
        dataset = Dataset()
        dataset.parse(data=content, format=formats[ending])
        found[ending] = dataset
        assert {str(g.identifier): len(g) for g in dataset.graphs() if len(g)} == {name: len(v) for name, v in expected.items()}
    ontology = URIRef("https://w3id.org/codiclust/graph/ontology")  # the only graph with blank nodes
    for ending in ("trig", "jsonld"):
        assert isomorphic(found["nq"].graph(ontology), found[ending].graph(ontology))


def test_jsonld_refers_to_no_context(small: Path) -> None:
    content = dict(unpacked(small))["jsonld"]
    assert b"@context" not in content
    assert all(entry.keys() == {"@id", "@graph"} for entry in json.loads(content))


def test_gzip_headers_have_neither_time_nor_name_nor_platform(small: Path) -> None:
    for file in dump_files(small):
        header = (dump_folder(small) / file.name).read_bytes()[:10]
        assert header[3:8] == b"\0\0\0\0\0"
        assert header[9] == 255


def test_two_builds_in_two_processes_give_the_same_bytes(small: Path, tmp_path: Path) -> None:
    environment = {"PYTHONHASHSEED": "7", "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-c", BUILD, FIXTURE, tmp_path], check=True, env=environment)
    other = version_folder(tmp_path)
    assert other.name == small.name
    files = [f"dumps/{path.name}" for path in dump_folder(small).iterdir()]
    for name in (*files, description_path(small).name):
        assert (small / name).read_bytes() == (other / name).read_bytes(), name


def test_prefixes_come_in_order_and_nothing_else_is_touched() -> None:
    turtle = b'@prefix b: <http://b/> .\n@prefix a: <http://a/> .\na:s b:p """\n@prefix c: <x> .\n""" .\n'
    assert (
        sorted_prefixes(turtle) == b'@prefix a: <http://a/> .\n@prefix b: <http://b/> .\na:s b:p """\n@prefix c: <x> .\n""" .\n'
    )
    assert sorted_prefixes(b"") == b""
    assert sorted_prefixes(b"<rdf/>") == b"<rdf/>"


def test_an_empty_dataset_has_dumps(tmp_path: Path) -> None:
    files = write_dumps(tmp_path, "0", b"")
    assert dump_files(tmp_path) == files
    assert list(parse(dataset_bytes(b"", "jsonld"), format=RdfFormat.JSON_LD)) == []


def test_an_unknown_form_names_those_that_there_are(small: Path) -> None:
    with pytest.raises(InputError, match="nq, trig, jsonld"):
        dataset_bytes(b"", "xlsx")
    with pytest.raises(InputError, match="no nquads form"):
        render_description(small, "nquads")


def test_a_version_without_dumps_is_built_again(small_home: Path, tmp_path: Path) -> None:
    builder = GraphBuilder((FIXTURE,), shipped=False)
    builder.build(tmp_path)
    description_path(version_folder(tmp_path)).unlink()  # as an earlier release left it
    assert current_version(tmp_path) is None
    builder.build(tmp_path)
    assert dump_files(version_folder(tmp_path)) == dump_files(version_folder(small_home))


def test_older_versions_are_found_by_name_and_nothing_else_is(small: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    for folder in (one, two):
        folder.mkdir()
        write_dumps(folder, folder.name, b"")
    (tmp_path / ".building-x").mkdir()
    found = find_dump(one, "codiclust-2.nq.gz")
    assert found is not None
    assert found[0] == dump_folder(two) / "codiclust-2.nq.gz"
    assert find_dump(one, SUMS) == (dump_folder(one) / SUMS, None)
    for name in (
        "",
        ".",
        "..",
        "../graph.nq",
        "graph.nq",
        "../dumps/codiclust-1.nq.gz",
        "codiclust-3.nq.gz",
        "void.nt",
        f"{SUMS}\0",
    ):
        assert find_dump(one, name) is None


def test_text_with_every_kind_of_character_is_counted_as_one_object() -> None:
    name, graph = NamedNode("http://e/s"), NamedNode("http://e/g")
    texts = ['a "b" <c> .', "line\nbreak", "\u2028\u0085", "tab\t\\", "x> <http://e/other> ."]
    dump = canonical_nquads(
        [Quad(name, name, Literal(text, language="de"), graph) for text in texts] + [Quad(BlankNode("b"), name, name, graph)]
    )
    (statements,) = read_graphs(dump).values()
    assert len(statements) == 6
    assert {subject for subject, _, _ in statements} == {"<http://e/s>", "_:b"}
    assert len({value for _, _, value in statements}) == 6


# The description

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
