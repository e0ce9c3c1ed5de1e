"""The dumps of a version: every byte is checked against its sum, every dump is read back."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import Dataset, URIRef
from rdflib.compare import isomorphic

from graph.build import BuiltGraph, GraphBuilder
from graph.counts import read_graphs
from graph.dumps import FORMS, SUMS, dataset_bytes, dump_files, dump_folder, find_dump, sorted_prefixes, write_dumps
from graph.errors import InputError
from graph.publishing import current_version, dump_path, version_folder
from graph.quads import canonical_nquads
from graph.void import description_path, render_description
from tests.conftest import FIXTURE

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


@pytest.fixture
def shipped(home: Path, built: BuiltGraph) -> Path:
    return version_folder(home)


def unpacked(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in dump_files(folder):
        yield file.form.ending, gzip.decompress((dump_folder(folder) / file.name).read_bytes())


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


def test_a_version_without_dumps_is_built_again(small: Path, tmp_path: Path) -> None:
    builder = GraphBuilder((FIXTURE,), shipped=False)
    builder.build(tmp_path)
    description_path(version_folder(tmp_path)).unlink()  # as an earlier release left it
    assert current_version(tmp_path) is None
    builder.build(tmp_path)
    assert dump_files(version_folder(tmp_path)) == dump_files(small)


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
