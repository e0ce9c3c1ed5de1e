"""SHACL and zero-row checks over the assembled graph, reported as findings with file and line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, serialize
from pyshacl import validate
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from graph.errors import Finding, Severity
from graph.fields import iri_of
from graph.mapping import field_kinds
from graph.quads import ONTOLOGY_GRAPH
from graph.records import RECORD_CLASSES
from graph.sources import SourceRecord
from graph.yaml_reader import JsonPath
from ontology.files import check_files, shapes_file


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What validation found: `errors` stop a build, `warnings` are shown."""

    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    def __add__(self, other: "ValidationReport") -> "ValidationReport":
        return ValidationReport(self.errors + other.errors, self.warnings + other.warnings)


@dataclass(frozen=True, slots=True)
class _Place:
    """A record in a file; `path` leads to it where it stands inside another one."""

    source: SourceRecord
    kind: str
    identifier: str
    path: JsonPath = ()


class Locator:
    """Where in the files a node of the graph comes from."""

    def __init__(self, sources: Iterable[SourceRecord]) -> None:
        self._places: dict[str, _Place] = {}
        for source in sources:
            kind = source.data["scheme"] if source.kind == "concept" else source.kind
            self._places[iri_of(kind, source.identifier)] = _Place(source, source.kind, source.identifier)
            company = source.data.get("company")
            if isinstance(company, dict):
                self._places[iri_of("company", company["id"])] = _Place(source, "company", company["id"], ("company",))

    def finding(self, iri: str, predicate: str | None, message: str, severity: Severity = "error") -> Finding:
        """A finding at the record that `iri` is or belongs to; at the graph's own files where it is none."""
        parts = iri.split("/")
        for end in range(len(parts), 3, -1):
            if (place := self._places.get("/".join(parts[:end]))) is not None:
                name = _field_of(place.kind, predicate)
                line = place.source.line((*place.path, *((name,) if name else ())))
                field = f"{place.identifier}.{name}" if name else place.identifier
                return Finding(place.source.file, line, field, message, severity)
        return Finding("ontology", 1, iri, message, severity)


def _field_of(kind: str, predicate: str | None) -> str | None:
    for name, carrier in field_kinds(RECORD_CLASSES[kind]).items() if kind in RECORD_CLASSES else ():
        if predicate and predicate in vars(carrier).values():
            return name
    return None


def shacl_report(quads: Sequence[Quad], locator: Locator) -> ValidationReport:
    """Validate the asserted quads against the shapes, with the ontology at hand for subclasses.

    An rdflib copy in memory: over an Oxigraph-backed rdflib graph pyshacl checks nothing and reports conformance.
    """
    data, ontology, terms_graph = Graph(), Graph(), NamedNode(ONTOLOGY_GRAPH)
    shapes = Graph().parse(data=shapes_file().read_bytes(), format="turtle")
    # A predicate that no shape mentions cannot matter; leaving such triples out halves the time.
    mentioned = {str(RDF.type), *(str(term) for term in shapes.objects() if isinstance(term, URIRef))}
    own = [q.triple for q in quads if q.graph_name != terms_graph and q.predicate.value in mentioned]
    terms = [q.triple for q in quads if q.graph_name == terms_graph]
    data.parse(data=serialize(own, format=RdfFormat.N_TRIPLES), format="nt")
    ontology.parse(data=serialize(terms, format=RdfFormat.N_TRIPLES), format="nt")
    _, results, _ = validate(data, shacl_graph=shapes, ont_graph=ontology, advanced=False, allow_warnings=True)
    assert isinstance(results, Graph)
    found = [_shacl_finding(results, result, locator) for result in results.subjects(RDF.type, SH.ValidationResult)]
    errors = tuple(sorted({f for f in found if f.severity == "error"}))
    return ValidationReport(errors, tuple(sorted({f for f in found if f.severity == "warning"})))


def _shacl_finding(results: Graph, result: Node, locator: Locator) -> Finding:
    focus = results.value(result, SH.focusNode)
    path = results.value(result, SH.resultPath)
    value = results.value(result, SH.value)
    messages = list(results.objects(result, SH.resultMessage))
    english = [str(m) for m in messages if getattr(m, "language", None) in {"en", None}]
    message = (english or [str(m) for m in messages] or ["does not conform"])[0]
    shown = str(value).rsplit("/", 1)[-1][:80] if value is not None and str(value) != str(focus) else ""
    severity: Severity = "error" if results.value(result, SH.resultSeverity) == SH.Violation else "warning"
    predicate = str(path) if isinstance(path, URIRef) else None
    return locator.finding(str(focus), predicate, message + (f" (found: {shown})" if shown else ""), severity)


def zero_row_report(store: Store, locator: Locator) -> ValidationReport:
    """Run every check that must return no row; a row's first column is the node, the second, where there is one, a detail.

    The first comment line of a check is its message; `# severity: warning` makes its rows warnings.
    """
    findings: list[Finding] = []
    for file in check_files():
        text = file.read_text("utf-8")
        message = text.splitlines()[0].lstrip("# ").strip()
        severity: Severity = "warning" if "\n# severity: warning\n" in text else "error"
        rows = store.query(text)
        assert isinstance(rows, QuerySolutions)
        for row in rows:
            subject = getattr(row[0], "value", str(row[0]))
            detail = f" ({getattr(row[1], 'value', row[1])})" if len(rows.variables) > 1 and row[1] is not None else ""
            findings.append(locator.finding(subject, None, message + detail, severity))
    errors = tuple(sorted({f for f in findings if f.severity == "error"}))
    return ValidationReport(errors, tuple(sorted({f for f in findings if f.severity == "warning"})))
