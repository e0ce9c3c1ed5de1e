"""The projection, connections and exports: hand-known answers on the fixture, independent queries on the shipped data."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from math import log2
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyoxigraph import Literal, NamedNode, parse

from graph.build import BuiltGraph, GraphBuilder
from graph.catalogue import COMPONENTS, Catalogue
from graph.dumps import FORMS
from graph.errors import InputError, MissingExtra, NotFound, QuerySyntaxError
from graph.exports import EXPORTS, csv_files, export_bytes, replace_file, replace_folder
from graph.fields import iri_of
from graph.parquet import parquet_bytes
from graph.projection import LINKED, Connection, projection, shortest_connections
from graph.publishing import version_folder
from graph.questions import competency_questions
from graph.record_tables import SEPARATOR, record_tables
from graph.records.toolbox import SCHEME_CLASSES
from graph.store import OxigraphStore
from tests.conftest import FIXTURE

EXPORT = """
import hashlib, sys
from pathlib import Path
from graph.exports import EXPORTS, export_bytes
for form in EXPORTS:
    print(hashlib.sha256(export_bytes(Path(sys.argv[1]), form)).hexdigest())
"""
EDGES = r"""
PREFIX graph: <https://w3id.org/codiclust/graph/>
SELECT ?from ?name ?to (COUNT(*) AS ?count)
WHERE {
  GRAPH ?g { ?s ?p ?o }
  FILTER(?g NOT IN (graph:inferred, graph:ontology))
  FILTER(REGEX(STR(?s), "^https://w3id\\.org/codiclust/(id|vocab)/[^/]+/[^/]+"))
  FILTER(isIRI(?o) && REGEX(STR(?o), "^https://w3id\\.org/codiclust/(id|vocab)/[^/]+/[^/]+"))
  FILTER(!REGEX(STR(?s), "/(rationale|provenance|editorial-link|provenance-status)/"))
  FILTER(!REGEX(STR(?o), "/provenance-status/"))
  BIND(REPLACE(STR(?s), "^(https://w3id\\.org/codiclust/[^/]+/[^/]+/[^/]+)/.*$", "$1") AS ?from)
  BIND(REPLACE(STR(?o), "^(https://w3id\\.org/codiclust/[^/]+/[^/]+/[^/]+)/.*$", "$1") AS ?to)
  FILTER(?from != ?to)
  BIND(REPLACE(STR(?p), "^.*#", "") AS ?name)
}
GROUP BY ?from ?name ?to
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("exports-home")
    GraphBuilder((FIXTURE,), shipped=False).build(home)
    return version_folder(home)


@pytest.fixture(scope="module")
def graph(small: Path) -> "nx.MultiDiGraph[str]":
    return projection(OxigraphStore(small))


@pytest.fixture(scope="module")
def tables(small: Path) -> dict[str, list[dict[str, str]]]:
    return {name.removesuffix(".csv"): rows(content) for name, content in csv_files(small).items()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def roadmap(key: str) -> str:
    return iri_of("roadmap", key)


def method(key: str) -> str:
    return iri_of("method", key)


# Projection


def test_nodes_say_what_they_are(graph: "nx.MultiDiGraph[str]") -> None:
    assert graph.nodes[roadmap("FR1")] == {
        "kind": "roadmap",
        "identifier": "FR1",
        "label_de": "Videos an der Linie",
        "label_en": "Videos on the line",
        "provenance": "illustrative",
    }
    assert graph.nodes[iri_of("barrier", "shift-work")]["label_de"] == "Schichtbetrieb"
    assert graph.nodes[method("FC1")]["provenance"] == "ownProposal"
    assert graph.nodes[iri_of("competency", "digital")]["kind"] == "competency"


def test_steps_become_edges_that_count_them(graph: "nx.MultiDiGraph[str]") -> None:
    assert graph.edges[roadmap("FR2"), method("FG1"), "appliesMethod"]["count"] == 2
    assert graph.edges[roadmap("FR1"), method("FC1"), "appliesMethod"]["count"] == 1
    assert graph.edges[roadmap("FR1"), iri_of("sub-process", "TP1"), "inSubProcess"]["count"] == 3  # two steps, a milestone
    assert graph.edges[roadmap("FR2"), roadmap("FR3"), LINKED]["count"] == 1
    assert not graph.has_edge(roadmap("FR3"), roadmap("FR2"))


def test_neither_ontology_nor_provenance_nor_schemes_nor_inverses(graph: "nx.MultiDiGraph[str]") -> None:
    kinds = set(nx.get_node_attributes(graph, "kind").values())
    assert not kinds & {"rationale", "provenance", "provenance-status", "editorial-link", "roadmap-step"}
    names = {name for _, _, name in graph.edges(keys=True)}
    assert not names & {"inScheme", "topConceptOf", "hasTopConcept", "provenanceStatus", "methodUsedBy", "usesMethod", "type"}
    assert all(iri.startswith("https://w3id.org/codiclust/") for iri in graph)


def test_weights_are_the_rarity_of_the_target(graph: "nx.MultiDiGraph[str]") -> None:
    for _, target, data in graph.edges(data=True):
        pointing = len({source for source, _ in graph.in_edges(target)})
        assert data["weight"] == pytest.approx(1 / log2(1 + pointing))
        assert data["distance"] == pytest.approx(1 / data["weight"])
    assert graph.edges[roadmap("FR2"), iri_of("company", "FB2"), "implementedBy"]["weight"] == 1  # nobody else points there


def test_weights_can_be_one(small: Path) -> None:
    graph = projection(OxigraphStore(small), weighting="one")
    assert {(d["weight"], d["distance"]) for *_, d in graph.edges(data=True)} == {(1, 1)}


def test_parts_can_be_nodes(small: Path) -> None:
    graph = projection(OxigraphStore(small), parts=True)
    step = f"{roadmap('FR1')}/step/1"
    assert graph.nodes[step] == {
        "kind": "roadmap-step",
        "identifier": "FR1/step/1",
        "label_de": "",
        "label_en": "",
        "provenance": "illustrative",
    }
    assert graph.nodes[f"{roadmap('FR1')}/result/1"]["label_en"] == "Four videos are in use."
    assert graph.nodes[f"{roadmap('FR1')}/milestone/1"]["label_de"] == "Videos fertig"
    assert graph.has_edge(step, method("FC1"), "appliesMethod")
    assert graph.has_edge(roadmap("FR1"), step, "hasStep")
    assert graph.has_edge(step, f"{roadmap('FR1')}/step/2", "directlyPrecedes")
    assert not graph.has_edge(roadmap("FR1"), method("FC1"))


def test_nodes_and_edges_of_the_shipped_data_are_those_of_a_query(store: OxigraphStore, catalogue: Catalogue) -> None:
    graph = projection(store)
    expected = {(row[0], row[1], row[2]): int(str(row[3])) for row in store.select(EDGES).rows}
    expected = {key: n for key, n in expected.items() if key[1] not in {"inScheme", "topConceptOf", "hasTopConcept"}}
    linked = {tuple(sorted(map(roadmap, link.roadmaps))) for link in catalogue.records["editorial-link"].values()}  # type: ignore[attr-defined]
    expected |= {(one, LINKED, other): 1 for one, other in linked}
    assert {(s, name, t): d["count"] for s, t, name, d in graph.edges(keys=True, data=True)} == expected
    left_out = {"editorial-link", "provenance-status"}
    kinds = {kind: len(records) for kind, records in catalogue.records.items() if records and kind not in left_out}
    kinds["competency"] += kinds.pop(COMPONENTS)
    assert Counter(nx.get_node_attributes(graph, "kind").values()) == kinds
    for kind, key in (("roadmap", "R01"), ("method", "C05"), ("media-type", "MT01"), ("company", "B01")):
        record = catalogue.get(kind, key)
        assert graph.nodes[record.iri]["provenance"] == record.provenance.status
        assert graph.nodes[record.iri]["label_de"] == catalogue.title(kind, key)


# Connections


def test_the_shortest_way_of_the_fixture(graph: "nx.MultiDiGraph[str]") -> None:
    (first,) = shortest_connections(graph, roadmap("FR1"), roadmap("FR2"), 1)
    assert first == Connection((roadmap("FR1"), roadmap("FR2")), ((LINKED,),), first.distance)
    unlinked = shortest_connections(graph, roadmap("FR1"), roadmap("FR2"), 100, without={LINKED})
    assert {len(c.nodes) for c in unlinked[:4]} == {3}
    shared = {c.nodes[1] for c in unlinked if len(c.nodes) == 3}
    assert {method("FC1"), method("FC2"), method("FC3"), iri_of("media-type", "FM1")} <= shared
    via_medium = next(c for c in unlinked if c.nodes[1] == iri_of("media-type", "FM1"))
    assert via_medium.properties == (("leadMediaType", "usesMediaType"), ("^usesMediaType",))


def test_a_way_longer_than_three_edges_is_found() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for source, target, name, distance in (
        ("a", "b", "x", 1.0),
        ("c", "b", "x", 1.0),
        ("c", "d", "y", 1.0),
        ("e", "d", "x", 1.0),
        ("e", "f", "x", 1.0),
    ):
        graph.add_edge(source, target, key=name, distance=distance)
    (only,) = shortest_connections(graph, "a", "f")
    assert only.nodes == tuple("abcdef")
    assert only.properties == (("x",), ("^x",), ("y",), ("^x",), ("x",))
    assert only.distance == 5
    assert shortest_connections(graph, "a", "f", without={"y"}) == ()
    assert shortest_connections(graph, "a", "a") == ()


def test_by_weight_a_detour_over_rare_nodes_comes_first() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges = (("a", "hub", 9.0), ("b", "hub", 9.0), ("a", "c", 1.0), ("c", "d", 1.0), ("b", "d", 1.0))
    for source, target, distance in edges:
        graph.add_edge(source, target, key="p", distance=distance)
    graph.add_edge("a", "hub", key="q", distance=20.0)  # the least of several edges counts
    assert [c.nodes for c in shortest_connections(graph, "a", "b")] == [("a", "hub", "b"), ("a", "c", "d", "b")]
    ways = shortest_connections(graph, "a", "b", by_weight=True)
    assert [(c.nodes, c.distance) for c in ways] == [(("a", "c", "d", "b"), 3), (("a", "hub", "b"), 18)]
    assert ways[1].properties == (("p", "q"), ("^p",))


def test_a_node_that_is_not_there_is_named(graph: "nx.MultiDiGraph[str]") -> None:
    with pytest.raises(NotFound, match="roadmap/R99 is no node"):
        shortest_connections(graph, roadmap("FR1"), roadmap("R99"))


def test_where_question_30_finds_a_way_so_does_the_function(store: OxigraphStore) -> None:
    graph = projection(store)
    question = next(q for q in competency_questions() if q.key.startswith("30-"))
    terms = [
        iri_of("barrier", "shift-work"),
        iri_of("media-type", "MT01"),
        roadmap("R01"),
        iri_of("competency", "L3"),
        method("C05"),
    ]
    for one, other in pairwise(terms):
        table = question.ask(store, **{"from": NamedNode(one), "to": NamedNode(other)})
        lengths = [int(str(row[0])) for row in table.rows]
        ways = shortest_connections(graph, one, other, 3)
        assert ways
        assert len(ways[0].properties) <= min(lengths, default=99)  # parts are contracted here
        assert [len(w.properties) for w in ways] == sorted(len(w.properties) for w in ways)


# Graph exports


@pytest.mark.parametrize("parts", [False, True])
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_back_the_same_graph(small: Path, form: str, parts: bool) -> None:
    written = projection(OxigraphStore(small), parts=parts)
    content = io.BytesIO(export_bytes(small, form, parts=parts))
    read = nx.read_graphml(content, force_multigraph=True) if form == "graphml" else nx.read_gexf(content)
    assert set(read) == set(written)
    for node, data in written.nodes(data=True):
        assert {name: read.nodes[node].get(name, "") for name in data} == data
    found = Counter((s, t, d["property"], d["count"], round(d["weight"], 9)) for s, t, d in read.edges(data=True))
    assert found == Counter((s, t, d["property"], d["count"], round(d["weight"], 9)) for s, t, d in written.edges(data=True))


def test_every_edge_has_an_id_of_its_own_and_no_clock_is_read(small: Path) -> None:
    for form in ("graphml", "gexf"):
        text = export_bytes(small, form).decode("utf-8")
        ids = re.findall(r"<edge\b[^>]*?\bid=\"(e\d+)\"", text)
        assert len(set(ids)) == len(ids) == text.count("<edge ")
        assert "lastmodified" not in text
        assert "networkx " not in text.lower()


def test_labels_for_gephi(small: Path) -> None:
    text = export_bytes(small, "gexf").decode("utf-8")
    assert f'<node id="{roadmap("FR1")}" label="Videos an der Linie">' in text
    assert 'label="appliesMethod"' in text


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    from graph.exports import gexf, graphml

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("x", kind="k", identifier="i", label_de="a\x07b <&>\ufffe", label_en="", provenance="")
    for content, read in ((graphml(graph), nx.read_graphml), (gexf(graph), nx.read_gexf)):
        assert read(io.BytesIO(content)).nodes["x"]["label_de"] == "ab <&>"


@pytest.mark.parametrize("form", FORMS)
def test_dataset_exports_hold_all_named_graphs(home: Path, built: BuiltGraph, form: str) -> None:
    quads = set(parse(export_bytes(version_folder(home), form), format=FORMS[form].engine))
    assert quads == {quad for quad in built.quads if isinstance(quad.graph_name, NamedNode)}


def test_two_processes_export_the_same_bytes(small: Path) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", EXPORT, small], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == len(EXPORTS)


def test_an_unknown_export_names_those_that_there_are(small: Path) -> None:
    with pytest.raises(InputError, match="graphml, gexf, nq, trig, jsonld, csv"):
        export_bytes(small, "xlsx")


# Tables


def test_a_table_a_kind_and_a_row_a_record(store: OxigraphStore, catalogue: Catalogue) -> None:
    found = {table.name: table for table in record_tables(catalogue)}
    for kind, records in catalogue.records.items():
        assert [row[0] for row in found[kind].rows] == list(records)
        assert [row[1] for row in found[kind].rows] == [record.iri for record in records.values()]
    assert set(SCHEME_CLASSES) <= found.keys()
    parts = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/codiclust/ontology#%s> }"
    for name, cls in (
        ("roadmap-steps", "RoadmapStep"),
        ("roadmap-goals", "Goal"),
        ("method-steps", "MethodStep"),
        ("reasons", "Rationale"),
    ):
        assert len(found[name].rows) == int(str(store.select(parts % cls).rows[0][0])), name
    for table in found.values():
        assert len(set(table.columns)) == len(table.columns)
        assert all(len(row) == len(table.columns) for row in table.rows)


def test_cells_of_the_fixture(tables: dict[str, list[dict[str, str]]]) -> None:
    one = next(row for row in tables["roadmap"] if row["id"] == "FR1")
    assert (one["title_de"], one["title_en"]) == ("Videos an der Linie", "Videos on the line")
    assert one["barriers"] == "lack-of-time | shift-work"
    assert one["media_types"].split(SEPARATOR) == ["FM1", "FM2"]
    assert one["company"] == "FB1"
    assert (Decimal(one["effort_person_days"]), one["effort_person_days_assumed"]) == (Decimal(20), "true")
    two = next(row for row in tables["roadmap"] if row["id"] == "FR2")
    assert (two["effort_person_days"], two["effort_person_days_assumed"]) == ("35", "false")
    assert two["provenance_sources"] == "https://example.org/interview"
    ask = next(row for row in tables["method"] if row["id"] == "FC1")
    assert (ask["minutes_min"], ask["minutes_max"], ask["phases"], ask["mode"]) == ("30", "60", "TP1", "digital | praesenz")
    assert next(row for row in tables["method"] if row["id"] == "FC3")["minutes_min"] == ""
    step = next(row for row in tables["roadmap-steps"] if (row["record"], row["position"]) == ("FR1", "3"))
    assert (step["phase"], step["method"]) == ("TP2", "FC2")
    reason = next(row for row in tables["reasons"] if (row["id"], row["field"]) == ("FC1", "mitigates_barriers"))
    assert (reason["kind"], reason["target"]) == ("method", "lack-of-time")
    assert (reason["reason_de"], reason["reason_en"]) == ("ein Gespräch genügt", "one conversation is enough")
    assert next(row for row in tables["sector"] if row["id"] == "26.51")["broader"] == "26.5"


def test_numbers_of_the_shipped_data_come_back(home: Path, built: BuiltGraph, catalogue: Catalogue) -> None:
    files = csv_files(version_folder(home))
    for row in rows(files["roadmap.csv"]):
        record = catalogue.roadmaps[row["id"]]
        assert record.duration_months is not None
        assert Decimal(row["duration_months"]) == record.duration_months.value
        assert row["duration_months_assumed"] == str(record.duration_months.assumption).lower()
    for row in rows(files["method.csv"]):
        minutes = catalogue.methods[row["id"]].minutes
        assert (row["minutes_min"], row["minutes_max"]) == tuple(
            "" if m is None else str(m) for m in (minutes.min, minutes.max)
        )
        assert [text for text in row["typical_needs_de"].split(SEPARATOR) if text] == list(
            catalogue.methods[row["id"]].typical_needs.de
        )
    assert sum(int(row["production_effort"] or 0) for row in rows(files["media-type.csv"])) == sum(
        m.production_effort or 0 for m in catalogue.media_types.values()
    )


def test_no_text_of_the_shipped_data_holds_the_separator(built: BuiltGraph) -> None:
    assert not [q for q in built.quads if isinstance(q.object, Literal) and SEPARATOR in q.object.value]


def test_zipped_tables_are_the_tables(small: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(export_bytes(small, "csv"))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == csv_files(small)


# Writing


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    target.write_bytes(b"old")
    link = tmp_path / "link.nq"
    link.symlink_to(target)
    replace_file(link, b"new")
    assert target.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nq", "link.nq"]
    with pytest.raises(FileNotFoundError, match="nowhere"):
        replace_file(tmp_path / "nowhere" / "graph.nq", b"")


def test_a_folder_is_replaced_only_when_it_is_an_earlier_export(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    replace_folder(target, {"a.csv": b"1", "b.csv": b"1"})
    replace_folder(target, {"a.csv": b"2", "b.csv": b"2"})
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {"a.csv": b"2", "b.csv": b"2"}
    (target / "thesis.docx").write_bytes(b"three years of work")
    with pytest.raises(InputError, match=re.escape("thesis.docx")):
        replace_folder(target, {"a.csv": b"3", "b.csv": b"3"})
    assert (target / "thesis.docx").exists()
    with pytest.raises(InputError, match="is no folder"):
        replace_folder(target / "a.csv", {})
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


# Parquet

TYPED = """
SELECT ?iri ?whole ?part ?float ?truth ?text ?mixed ?big ?unbound ?day
WHERE {
  VALUES (?iri ?whole ?part ?float ?truth ?text ?mixed ?big ?day) {
    (<http://e/1> 1 1.50 1e3 true "eins"@de 1 99999999999999999999 "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>)
    (<http://e/2> -2 -22.25 -5e-1 false "zwei" "2" 1 "2026-01-02"^^<http://www.w3.org/2001/XMLSchema#date>)
    (<http://e/3> UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF 2 UNDEF)
  }
}
ORDER BY ?iri
"""


def test_columns_are_typed_where_all_their_values_agree(store: OxigraphStore) -> None:
    table = pq.read_table(io.BytesIO(parquet_bytes(store, TYPED)))
    types = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert types == {
        "iri": "string",
        "whole": "int64",
        "part": "decimal128(4, 2)",
        "float": "double",
        "truth": "bool",
        "text": "string",
        "mixed": "string",
        "big": "string",
        "unbound": "string",
        "day": "string",
    }
    assert table.to_pylist()[0] == {
        "iri": "http://e/1",
        "whole": 1,
        "part": Decimal("1.50"),
        "float": 1000.0,
        "truth": True,
        "text": "eins",
        "mixed": "1",
        "big": "99999999999999999999",
        "unbound": None,
        "day": "2026-01-01",
    }
    assert set(table.to_pylist()[2].values()) == {"http://e/3", "2", None}
    assert table.schema.field("big").metadata == {b"datatype": b"http://www.w3.org/2001/XMLSchema#integer"}
    assert table.schema.field("mixed").metadata is None


def test_parquet_of_real_rows_and_of_none(store: OxigraphStore, catalogue: Catalogue) -> None:
    effort = "SELECT ?r ?days { ?r <https://w3id.org/codiclust/ontology#effortPersonDays> ?days } ORDER BY ?r"
    table = pq.read_table(io.BytesIO(parquet_bytes(store, effort)))
    assert table.schema.field("days").type == pa.int64()
    assert table.column("days").to_pylist() == [
        int(r.effort_person_days.value) for r in catalogue.roadmaps.values() if r.effort_person_days
    ]
    empty = pq.read_table(io.BytesIO(parquet_bytes(store, "SELECT ?a ?b { FILTER(false) }")))
    assert (empty.num_rows, empty.column_names) == (0, ["a", "b"])


def test_parquet_is_the_same_each_time(store: OxigraphStore) -> None:
    assert parquet_bytes(store, TYPED) == parquet_bytes(store, TYPED)


@pytest.mark.parametrize("query", ["ASK {}", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"])
def test_only_tables_have_a_parquet_form(store: OxigraphStore, query: str) -> None:
    with pytest.raises(InputError, match="Only a SELECT"):
        parquet_bytes(store, query)
    with pytest.raises(QuerySyntaxError):
        parquet_bytes(store, "SELECT")


@pytest.fixture
def without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)


@pytest.mark.usefixtures("without_pyarrow")
def test_without_pyarrow_one_sentence_says_what_to_install(store: OxigraphStore) -> None:
    with pytest.raises(MissingExtra, match=re.escape("codiclust[parquet]")):
        parquet_bytes(store, "SELECT * {}")
