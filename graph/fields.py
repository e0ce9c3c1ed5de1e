"""How each field of a record is read from a file, written as triples, and read back from them.

A record class declares its fields with these; reading files, writing RDF and reading RDF are then the same few lines for
every kind of record, and one round-trip test covers them all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from pyoxigraph import Literal

from graph.triples import Statement, TripleIndex, node, number, text_literals
from graph.values import LANGUAGES, Edge, Figure, Iri, Match, Span, Text, Texts, natural_key
from graph.yaml_reader import JsonPath
from ontology.namespaces import CODI, RDF, SKOS, concept_iri, thing_iri

RDF_TYPE = f"{RDF}type"

THINGS = frozenset({"roadmap", "company", "organisation", "project", "offer", "learning-resource", "editorial-link"})
"""Kinds of records that are things (`/id/..`); all others are concepts (`/vocab/..`)."""


def iri_of(kind: str, identifier: str) -> Iri:
    """IRI of a record or concept by kind (or scheme) and public key."""
    return Iri(thing_iri(kind, identifier) if kind in THINGS else concept_iri(kind, identifier))


class Resolver(Protocol):
    """Turns what a file says into identifiers; reports what it cannot resolve and then returns None."""

    def resolve(self, kind: str, value: str, path: JsonPath) -> str | None: ...


class FieldKind(Protocol):
    """One way of carrying a value."""

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> Any: ...
    def write(self, subject: str, value: Any) -> Iterator[Statement]: ...
    def read(self, subject: str, graph: TripleIndex) -> Any: ...


def codi(kind: FieldKind, default: Any, source: JsonPath = ()) -> Any:
    """A dataclass field carried by `kind`; `source` is where a file says it, when not under the field's own name."""
    return field(default=default, metadata={"kind": kind, "source": source})


def parse_text(value: Mapping[str, str]) -> Text:
    """A text as files write it, with runs of white space folded to one space."""
    return Text(*(" ".join(value[language].split()) if language in value else None for language in LANGUAGES))


@dataclass(frozen=True)
class TextField:
    """A text in two languages."""

    predicate: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> Text:
        return parse_text(value)

    def write(self, subject: str, value: Text) -> Iterator[Statement]:
        for literal in text_literals(value):
            yield subject, self.predicate, literal

    def read(self, subject: str, graph: TripleIndex) -> Text:
        return graph.text(subject, self.predicate)


@dataclass(frozen=True)
class TextsField:
    """Sets of texts: `{de: [...], en: [...]}` or a list of `{de, en}` in files."""

    predicate: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> Texts:
        if isinstance(value, Mapping):
            found = {language: value.get(language, ()) for language in LANGUAGES}
        else:
            found = {language: [entry[language] for entry in value if language in entry] for language in LANGUAGES}
        return Texts(*(tuple(sorted({" ".join(t.split()) for t in found[language]})) for language in LANGUAGES))

    def write(self, subject: str, value: Texts) -> Iterator[Statement]:
        for language in LANGUAGES:
            for text in value.get(language):
                yield subject, self.predicate, next(text_literals(Text(**{language: text})))

    def read(self, subject: str, graph: TripleIndex) -> Texts:
        return graph.texts(subject, self.predicate)


@dataclass(frozen=True)
class StringField:
    """A plain string."""

    predicate: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> str:
        return str(value).strip()

    def write(self, subject: str, value: str) -> Iterator[Statement]:
        yield subject, self.predicate, Literal(value)

    def read(self, subject: str, graph: TripleIndex) -> str | None:
        return graph.value(subject, self.predicate)


@dataclass(frozen=True)
class AddressField:
    """An IRI outside the graph."""

    predicate: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> Iri:
        return Iri(value)

    def write(self, subject: str, value: Iri) -> Iterator[Statement]:
        yield subject, self.predicate, node(value)

    def read(self, subject: str, graph: TripleIndex) -> Iri | None:
        return next(iter(graph.iris(subject, self.predicate)), None)


@dataclass(frozen=True)
class IntegerField:
    """A whole number."""

    predicate: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> int:
        return int(value)

    def write(self, subject: str, value: int) -> Iterator[Statement]:
        yield subject, self.predicate, number(value)

    def read(self, subject: str, graph: TripleIndex) -> int | None:
        found = graph.value(subject, self.predicate)
        return int(found) if found is not None else None


@dataclass(frozen=True)
class FigureField:
    """A number that may be an assumption; that it is one is an annotation on the record (`codi:assumedProperty`)."""

    predicate: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> Figure:
        return Figure(Decimal(str(value["value"])), bool(value.get("assumption", False)))

    def write(self, subject: str, value: Figure) -> Iterator[Statement]:
        yield subject, self.predicate, number(value.value)
        if value.assumption:
            yield subject, f"{CODI}assumedProperty", node(self.predicate)

    def read(self, subject: str, graph: TripleIndex) -> Figure | None:
        found = graph.value(subject, self.predicate)
        if found is None:
            return None
        return Figure(Decimal(found), self.predicate in graph.iris(subject, f"{CODI}assumedProperty"))


@dataclass(frozen=True)
class SpanField:
    """A range with a predicate for each end."""

    minimum: str
    maximum: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> Span:
        return Span(value.get("min"), value.get("max"))

    def write(self, subject: str, value: Span) -> Iterator[Statement]:
        for predicate, end in ((self.minimum, value.min), (self.maximum, value.max)):
            if end is not None:
                yield subject, predicate, number(end)

    def read(self, subject: str, graph: TripleIndex) -> Span:
        ends = (graph.value(subject, predicate) for predicate in (self.minimum, self.maximum))
        return Span(*(int(end) if end is not None else None for end in ends))


@dataclass(frozen=True)
class RefField:
    """A link to one concept or record of `kind`."""

    predicate: str
    kind: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> str | None:
        return resolver.resolve(self.kind, value, path)

    def write(self, subject: str, value: str) -> Iterator[Statement]:
        yield subject, self.predicate, node(iri_of(self.kind, value))

    def read(self, subject: str, graph: TripleIndex) -> str | None:
        found = [graph.identifier(iri) for iri in graph.iris(subject, self.predicate)]
        return found[0] if found else None


@dataclass(frozen=True)
class RefsField:
    """Links to concepts or records of `kind`, in natural order of their keys."""

    predicate: str
    kind: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> tuple[str, ...]:
        found = {resolver.resolve(self.kind, entry, (*path, i)) for i, entry in enumerate(value)}
        return tuple(sorted((x for x in found if x), key=natural_key))

    def write(self, subject: str, value: Sequence[str]) -> Iterator[Statement]:
        for identifier in value:
            yield subject, self.predicate, node(iri_of(self.kind, identifier))

    def read(self, subject: str, graph: TripleIndex) -> tuple[str, ...]:
        found = {graph.identifier(iri) for iri in graph.iris(subject, self.predicate)}
        return tuple(sorted(found, key=natural_key))


@dataclass(frozen=True)
class EdgesField:
    """Links that may say why. The reason is a `codi:Rationale` node: OWL 2 DL has no place for it on the triple."""

    predicate: str
    kind: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> tuple[Edge, ...]:
        edges: dict[str, Edge] = {}
        for i, entry in enumerate(value):
            plain = isinstance(entry, str)
            key = resolver.resolve(self.kind, entry if plain else entry["id"], (*path, i))
            reason = {} if plain else entry.get("reason") or entry.get("difference") or {}
            if key:
                edges[key] = Edge(key, parse_text(reason))
        return tuple(edges[key] for key in sorted(edges, key=natural_key))

    def write(self, subject: str, value: Sequence[Edge]) -> Iterator[Statement]:
        for edge in value:
            target = iri_of(self.kind, edge.identifier)
            yield subject, self.predicate, node(target)
            if edge.reason:
                rationale = self._rationale(subject, edge.identifier)
                yield rationale, RDF_TYPE, node(f"{CODI}Rationale")
                yield rationale, f"{CODI}rationaleFrom", node(subject)
                yield rationale, f"{CODI}rationaleTo", node(target)
                yield rationale, f"{CODI}rationaleFor", node(self.predicate)
                for literal in text_literals(edge.reason):
                    yield rationale, f"{CODI}reason", literal

    def read(self, subject: str, graph: TripleIndex) -> tuple[Edge, ...]:
        keys = {graph.identifier(iri) for iri in graph.iris(subject, self.predicate)}
        reasons = {key: graph.text(self._rationale(subject, key), f"{CODI}reason") for key in keys}
        return tuple(Edge(key, reasons[key]) for key in sorted(keys, key=natural_key))

    def _rationale(self, subject: str, identifier: str) -> str:
        item = subject.rsplit("/", 1)[-1]
        return thing_iri("rationale", f"{item}/{self.predicate.rsplit('#', 1)[-1]}/{identifier}")


@dataclass(frozen=True)
class TypeField:
    """A value that is the class of the record or part: value -> local name of the class."""

    classes: Mapping[str, str]

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> str:
        return str(value)

    def write(self, subject: str, value: str) -> Iterator[Statement]:
        yield subject, RDF_TYPE, node(f"{CODI}{self.classes[value]}")

    def read(self, subject: str, graph: TripleIndex) -> str | None:
        types = graph.iris(subject, RDF_TYPE)
        return next((value for value, name in self.classes.items() if f"{CODI}{name}" in types), None)


@dataclass(frozen=True)
class MatchesField:
    """SKOS mappings to other vocabularies."""

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> tuple[Match, ...]:
        found = {Match(Iri(entry["target"]), entry["match"]) for entry in value}
        return tuple(sorted(found, key=lambda m: (m.kind, m.target)))

    def write(self, subject: str, value: Sequence[Match]) -> Iterator[Statement]:
        for match in value:
            yield subject, f"{SKOS}{match.kind}", node(match.target)

    def read(self, subject: str, graph: TripleIndex) -> tuple[Match, ...]:
        kinds = ("broadMatch", "closeMatch", "exactMatch", "narrowMatch", "relatedMatch")
        return tuple(Match(iri, kind) for kind in kinds for iri in graph.iris(subject, f"{SKOS}{kind}"))
