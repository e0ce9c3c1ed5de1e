"""Builds a version of the graph: sources, records, RDF, SHACL, rules, zero-row checks, store."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

import data as shipped
from graph.catalogue import Catalogue
from graph.errors import DataError, Finding
from graph.loading import load_records
from graph.publishing import publish
from graph.quads import (
    INFERRED_GRAPH,
    ONTOLOGY_GRAPH,
    asserted_quads,
    canonical_nquads,
    inferred_quads,
    with_default_graph,
)
from graph.records import Record
from graph.sources import SourceRecord, read_sources
from graph.validation import Locator, ValidationReport, shacl_report, zero_row_report

Progress = Callable[[str, int, int], None]
"""Called with what begins now, its number from 1, and how many there are."""

STAGES = (
    "reading files",
    "resolving names",
    "writing triples",
    "checking shapes",
    "drawing conclusions",
    "running checks",
    "writing the store",
)


def _silent(stage: str, number: int, total: int) -> None:
    """No progress."""


@dataclass(frozen=True, slots=True)
class BuiltGraph:
    """A graph that passed all checks. `dump` is its sorted N-Quads without the default graph."""

    version: str
    quads: tuple[Quad, ...]
    dump: bytes
    records: tuple[Record, ...]
    warnings: tuple[Finding, ...]

    def catalogue(self) -> Catalogue:
        """The records as a store of this version holds them, without what was inferred about them."""
        derived = {NamedNode(INFERRED_GRAPH), NamedNode(ONTOLOGY_GRAPH), DefaultGraph()}
        return Catalogue.of_triples(self.version, (q.triple for q in self.quads if q.graph_name not in derived))


FinishVersion = Callable[[BuiltGraph, Path], None]


@dataclass(frozen=True, slots=True)
class GraphBuilder:
    """Builds from the shipped data and folders of one's own.

    Args:
        folders: more folders of data files, read beside the shipped ones.
        examples: whether the illustrative records are kept; without them, editors' links between them go too.
        shipped: whether the shipped data are read; without them only `folders` are.
    """

    folders: Sequence[Path] = ()
    examples: bool = True
    shipped: bool = True

    def assemble(self, progress: Progress = _silent) -> BuiltGraph:
        """Read, check and reason; nothing is written.

        Raises:
            DataError: with every finding of the first stage that has any.
        """
        step = _Steps(progress)
        step.next()
        sources, findings = read_sources(self._named_folders())
        sources = sources if self.examples else without_examples(sources)
        step.next()
        records, unresolved = load_records(sources)
        _stop_on([*findings, *unresolved])
        step.next()
        asserted = asserted_quads(records)
        step.next()
        locator = Locator(sources)
        report = shacl_report(asserted, locator)
        _stop_on(report.errors)
        step.next()
        named = [*asserted, *inferred_quads(asserted)]
        quads = with_default_graph(named)
        step.next()
        report += _checks(quads, locator)
        _stop_on(report.errors)
        dump = canonical_nquads(named)
        version = hashlib.sha256(dump).hexdigest()[:16]
        return BuiltGraph(version, tuple(quads), dump, tuple(records), report.warnings)

    def build(self, home: Path, progress: Progress = _silent, finish: FinishVersion | None = None) -> BuiltGraph:
        """Assemble and publish under `home`; on any error what is served stays as it is.

        Args:
            finish: writes what belongs to the version beside the graph into its folder, before it is published.

        Raises:
            DataError: see `assemble`.
        """
        built = self.assemble(progress)
        progress(STAGES[-1], len(STAGES), len(STAGES))
        publish(home, built.version, built.quads, built.dump, lambda folder: finish(built, folder) if finish else None)
        return built

    def _named_folders(self) -> list[tuple[str, Path]]:
        own = [(f"own-{n}" if n > 1 else "own", folder) for n, folder in enumerate(self.folders, start=1)]
        return [*((("data", Path(shipped.__path__[0])),) if self.shipped else ()), *own]


class _Steps:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._number = 0

    def next(self) -> None:
        self._number += 1
        self._progress(STAGES[self._number - 1], self._number, len(STAGES))


def without_examples(sources: Sequence[SourceRecord]) -> list[SourceRecord]:
    """The sources without illustrative records, and without links that name a record left out."""
    kept = [s for s in sources if s.data["provenance"]["status"] != "illustrative"]
    gone = {s.identifier for s in sources} - {s.identifier for s in kept}
    return [replace(s, data=_without_members(s, gone)) for s in kept]


def _without_members(source: SourceRecord, gone: set[str]) -> dict[str, object]:
    lists = {"about_roadmaps"}
    return {key: [v for v in value if v not in gone] if key in lists else value for key, value in source.data.items()}


def _checks(quads: Sequence[Quad], locator: Locator) -> ValidationReport:
    store = Store()
    store.bulk_extend(q for q in quads if q.graph_name == DefaultGraph() or "graph/inferred" in str(q.graph_name))
    return zero_row_report(store, locator)


def _stop_on(findings: Sequence[Finding]) -> None:
    errors = [f for f in findings if f.severity == "error"]
    if errors:
        raise DataError(errors)
