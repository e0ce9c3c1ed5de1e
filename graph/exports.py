"""A version of the graph in the formats of other tools: for Gephi, for triple stores, for spreadsheets.

Nothing here reads a clock: the same version gives the same bytes.
"""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graph.catalogue import Catalogue
from graph.dumps import FORMS, dataset_bytes
from graph.errors import InputError
from graph.publishing import dump_path
from graph.record_tables import record_tables
from graph.store import OxigraphStore

if TYPE_CHECKING:
    from graph.projection import Graph

EXPORTS = ("graphml", "gexf", *FORMS, "csv")
"""What a version can be exported as."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""


def export_bytes(folder: Path, form: str, *, parts: bool = False) -> bytes:
    """A version as one file: graphml and gexf from the projection, nq, trig and jsonld of all named graphs, csv as a zip file.

    Args:
        folder: the folder of the version.
        form: one of `EXPORTS`.
        parts: keep the parts of records as nodes; for graphml and gexf, the others always have them.

    Raises:
        InputError: there is no such form.
    """
    if form not in EXPORTS:
        raise InputError(f"There is no export as {form}; there are {', '.join(EXPORTS)}.", "/format", EXPORTS)
    if form in FORMS:
        return dataset_bytes(dump_path(folder).read_bytes(), form)
    if form == "csv":
        return _zipped(csv_files(folder))
    from graph.projection import projection  # networkx takes a fifth of a second to import

    graph = projection(OxigraphStore(folder), parts=parts)
    return graphml(graph) if form == "graphml" else gexf(graph)


def csv_files(folder: Path) -> Mapping[str, bytes]:
    """The tables of a version: file name -> contents."""
    catalogue = Catalogue.load(OxigraphStore(folder))
    return {f"{table.name}.csv": table.csv() for table in record_tables(catalogue)}


def graphml(graph: "Graph") -> bytes:
    """A projection as GraphML; edges have ids e1, e2, .. in order, since it wants one id an edge."""
    import networkx as nx

    copy: Graph = nx.MultiDiGraph()
    copy.add_nodes_from(_cleaned(graph))
    for n, (source, target, data) in enumerate(graph.edges(data=True), start=1):
        copy.add_edge(source, target, key=f"e{n}", **data)
    buffer = BytesIO()
    nx.write_graphml_xml(copy, buffer)  # the other writer is used where lxml is installed, and formats otherwise
    return buffer.getvalue() + b"\n"


def gexf(graph: "Graph") -> bytes:
    """A projection as GEXF 1.2, nodes labelled in German (else English, else by key), edges by property."""
    import networkx as nx
    from networkx.readwrite.gexf import GEXFWriter

    copy: Graph = nx.MultiDiGraph()
    for node, data in _cleaned(graph):
        copy.add_node(node, label=data["label_de"] or data["label_en"] or data["identifier"], **data)
    for n, (source, target, key, data) in enumerate(graph.edges(keys=True, data=True), start=1):
        copy.add_edge(source, target, key=key, id=f"e{n}", label=key, **data)
    writer = GEXFWriter(copy, version="1.2draft")
    meta = writer.xml.find("meta")
    del meta.attrib["lastmodifieddate"]  # the day of the export
    meta.find("creator").text = "codiclust"  # and the version of networkx
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue() + b"\n"


def _cleaned(graph: "Graph") -> Iterator[tuple[str, dict[str, str]]]:
    for node in graph:
        yield node, {name: _NO_XML.sub("", value) for name, value in graph.nodes[node].items()}


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file with the first day that the format knows as the time of every file."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside `path` and rename it over: who reads sees the old one or the new one. Devices are written to."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    target = _placed(path)
    scratch = target.with_name(f".{target.name}-{os.getpid()}")
    try:
        scratch.write_bytes(content)
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)


def replace_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder beside `path` and put it in its place.

    Raises:
        InputError: there is something in its place that is no earlier export.
    """
    if path.exists() and not path.is_dir():
        raise InputError(f"{path} is no folder; name a folder, or a file that ends in .zip.", "/output")
    others = sorted(entry.name for entry in path.iterdir() if entry.name not in files) if path.exists() else []
    if others:
        raise InputError(
            f"{path} holds something else ({others[0]}) and would be replaced; name a folder of its own.", "/output"
        )
    path = _placed(path)
    scratch = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        fresh, old = scratch / "new", scratch / "old"
        fresh.mkdir()
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        if path.exists():
            path.replace(old)
        try:
            fresh.replace(path)
        except OSError:
            if old.exists():
                old.replace(path)
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _placed(path: Path) -> Path:
    """Where something can be put; what a link points to is replaced, not the link.

    Raises:
        FileNotFoundError: there is no folder for it.
    """
    place = path.resolve()
    if not place.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    return place
