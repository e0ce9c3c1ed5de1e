"""The generic half of records: any class whose fields are declared with `graph.fields` is written and read here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from graph.fields import RDF_TYPE, FieldKind, Resolver
from graph.triples import Statement, TripleIndex, node, number
from graph.yaml_reader import JsonPath
from ontology.namespaces import CODI


@dataclass(frozen=True, kw_only=True)
class Part:
    """Something that belongs to one record and has no key of its own; its IRI is `{record}/{path}/{n}`, n from 1.

    Subclasses declare fields with `graph.fields.codi`; `class_name` is the local name of the ontology class, empty where
    a `TypeField` carries it.
    """

    class_name: ClassVar[str] = ""

    @classmethod
    def parse(cls, data: Mapping[str, Any], path: JsonPath, resolver: Resolver) -> Self:
        """Build one from a checked mapping of a file; what cannot be resolved is reported and left out."""
        return cls(**parse_fields(cls, data, path, resolver))

    def statements(self, subject: str) -> Iterator[Statement]:
        """All triples with this part as subject, and those of its parts."""
        if self.class_name:
            yield subject, RDF_TYPE, node(f"{CODI}{self.class_name}")
        for name, kind in field_kinds(type(self)).items():
            value = getattr(self, name)
            if value is not None:
                yield from kind.write(subject, value)

    @classmethod
    def read(cls, subject: str, graph: TripleIndex) -> Self:
        """The part with IRI `subject`, as it stands in the graph."""
        return cls(**read_fields(cls, subject, graph))


def field_kinds(cls: type) -> dict[str, FieldKind]:
    """Name -> carrier of every declared field, in the order of the class."""
    return {f.name: f.metadata["kind"] for f in fields(cls) if "kind" in f.metadata}


def parse_fields(cls: type, data: Mapping[str, Any], path: JsonPath, resolver: Resolver) -> dict[str, Any]:
    """Values of the declared fields that `data` has; unresolved ones are left out."""
    sources = {f.name: f.metadata["source"] or (f.name,) for f in fields(cls) if "kind" in f.metadata}
    found = {
        name: kind.parse(_at(data, sources[name]), (*path, *sources[name]), resolver)
        for name, kind in field_kinds(cls).items()
        if sources[name][0] in data
    }
    return {name: value for name, value in found.items() if value is not None}


def _at(data: Any, path: JsonPath) -> Any:
    for part in path:
        data = data[part]
    return data


def read_fields(cls: type, subject: str, graph: TripleIndex) -> dict[str, Any]:
    """Values of the declared fields that the graph has for `subject`."""
    found = {name: kind.read(subject, graph) for name, kind in field_kinds(cls).items()}
    return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class PartsField:
    """Parts of one class in a fixed order, `{subject}/{path}/1` to n.

    `position` is the property that carries the place in the order; `chain` links each part to the next one.
    """

    predicate: str
    part: type[Part]
    path: str
    position: str | None = None
    chain: str | None = None

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> tuple[Part, ...]:
        return tuple(self.part.parse(entry, (*path, i), resolver) for i, entry in enumerate(value))

    def write(self, subject: str, value: Sequence[Part]) -> Iterator[Statement]:
        for n, part in enumerate(value, start=1):
            child = f"{subject}/{self.path}/{n}"
            yield subject, self.predicate, node(child)
            yield from part.statements(child)
            if self.position:
                yield child, self.position, number(n)
            if self.chain and n < len(value):
                yield child, self.chain, node(f"{subject}/{self.path}/{n + 1}")

    def read(self, subject: str, graph: TripleIndex) -> tuple[Part, ...]:
        children = sorted(graph.iris(subject, self.predicate), key=lambda iri: int(iri.rsplit("/", 1)[-1]))
        return tuple(self.part.read(child, graph) for child in children)


@dataclass(frozen=True)
class SiblingField:
    """A link to another part of the same record, by its position there."""

    predicate: str
    path: str

    def parse(self, value: Any, path: JsonPath, resolver: Resolver) -> int:
        return int(value)

    def write(self, subject: str, value: int) -> Iterator[Statement]:
        record = subject.rsplit("/", 2)[0]
        yield subject, self.predicate, node(f"{record}/{self.path}/{value}")

    def read(self, subject: str, graph: TripleIndex) -> int | None:
        found = graph.iris(subject, self.predicate)
        return int(found[0].rsplit("/", 1)[-1]) if found else None
