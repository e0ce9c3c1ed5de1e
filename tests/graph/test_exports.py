"""Exports: read back by those who would read them, the same bytes in every process, written whole or not at all."""

import io
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import NamedNode, parse

from graph.build import BuiltGraph
from graph.dumps import FORMS
from graph.errors import InputError
from graph.exports import EXPORTS, export_bytes, replace_file, replace_folder
from graph.fields import iri_of
from graph.projection import projection
from graph.publishing import version_folder
from graph.store import OxigraphStore

EXPORT = """
import hashlib, sys
from pathlib import Path
from graph.exports import EXPORTS, export_bytes
for form in EXPORTS:
    print(hashlib.sha256(export_bytes(Path(sys.argv[1]), form)).hexdigest())
"""


def roadmap(key: str) -> str:
    return iri_of("roadmap", key)


def method(key: str) -> str:
    return iri_of("method", key)


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
