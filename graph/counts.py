"""How much there is of what in a dump, as VoID counts (https://www.w3.org/TR/void/#statistics).

Works on the lines of canonical N-Quads, terms as they are written there: the graph of the shipped data is counted in a fifth of
the time that terms as objects take.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ontology.namespaces import BASE, ID, PREFIXES, RDF, SKOS, VOCAB

Statement = tuple[str, str, str]
"""Subject, predicate and object as N-Triples writes them; IRIs are in angle brackets."""


def read_graphs(dump: bytes) -> dict[str, list[Statement]]:
    """IRI of each named graph -> its statements, of what `graph.quads.canonical_nquads` wrote.

    In N-Quads only the object can hold a space (https://www.w3.org/TR/n-quads/#sec-grammar).
    """
    graphs: defaultdict[str, list[Statement]] = defaultdict(list)
    for line in dump.decode("utf-8").split("\n")[:-1]:
        subject, predicate, rest = line.split(" ", 2)
        value, graph, _ = rest.rsplit(" ", 2)
        graphs[graph[1:-1]].append((subject, predicate, value))
    return dict(sorted(graphs.items()))


@dataclass(frozen=True, slots=True)
class Use:
    """How often a property is used, with how many subjects and objects."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of a set of triples.

    `entities` are the subjects below `/id/` and `/vocab/`; `classes` holds the members of each class that has an IRI,
    `properties` the use of each predicate. `things` are the entities that stand right below their kind (records and concepts,
    not their parts), sorted.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: Mapping[str, int]
    properties: Mapping[str, Use]
    things: tuple[str, ...]

    @classmethod
    def of(cls, triples: Collection[Statement]) -> "Counts":
        """Count triples, each of which is there once."""
        subjects: defaultdict[str, set[str]] = defaultdict(set)
        objects: defaultdict[str, set[str]] = defaultdict(set)
        uses = Counter(predicate for _, predicate, _ in triples)
        for subject, predicate, value in triples:
            subjects[predicate].add(subject)
            objects[predicate].add(value)
        classes = Counter(value for _, predicate, value in triples if predicate == f"<{RDF}type>")
        everything = set[str]().union(*subjects.values())
        entities = [s[1:-1] for s in everything if s.startswith((f"<{ID}", f"<{VOCAB}"))]
        return cls(
            triples=len(triples),
            entities=len(entities),
            subjects=len(everything),
            objects=len(set[str]().union(*objects.values())),
            classes={name[1:-1]: classes[name] for name in sorted(classes) if name.startswith("<")},
            properties={name[1:-1]: Use(uses[name], len(subjects[name]), len(objects[name])) for name in sorted(uses)},
            things=tuple(sorted(iri for iri in entities if iri.removeprefix(BASE).count("/") == 2)),
        )

    def examples(self) -> list[str]:
        """The first record or concept of each kind."""
        first: dict[str, str] = {}
        for iri in self.things:
            first.setdefault(iri.rsplit("/", 1)[0], iri)
        return list(first.values())

    def namespaces(self) -> list[str]:
        """Namespaces of the classes and properties in use, sorted."""
        used = (*self.classes, *self.properties)
        return sorted(namespace for namespace in PREFIXES.values() if any(iri.startswith(namespace) for iri in used))


@dataclass(frozen=True, slots=True)
class Target:
    """A vocabulary that mappings lead to; its IRIs begin with `space`."""

    key: str
    title: str
    space: str


TARGETS = (
    Target("esco", "ESCO, the European classification of skills", "http://data.europa.eu/esco/"),
    Target("nace", "NACE Rev. 2, the European classification of economic activities", "http://data.europa.eu/ux2/nace2/"),
    Target("hcrt", "HCRT, Hochschulcampus resource types", "https://w3id.org/kim/hcrt/"),
    Target("greta", "GRETA, competencies of those who teach adults", "https://w3id.org/kim/greta/"),
    Target("digcompedu", "DigCompEdu, digital competence of educators", "http://w3id.org/openeduhub/vocabs/digCompEdu/"),
    Target("oeh", "OEH, vocabularies of OpenEduHub", "http://w3id.org/openeduhub/vocabs/"),
)
"""The first whose space an IRI begins with is its vocabulary; others count by host."""

_MAPPINGS = {f"<{SKOS}{kind}Match>" for kind in ("broad", "close", "exact", "narrow", "related")}


def linksets(triples: Iterable[Statement]) -> dict[tuple[Target, str], int]:
    """SKOS mappings of our concepts to other vocabularies: (vocabulary, predicate) -> how many, sorted."""
    ours = f"<{BASE}"
    found = Counter(
        (_target(value[1:-1]), predicate[1:-1])
        for subject, predicate, value in triples
        if predicate in _MAPPINGS and subject.startswith(ours) and not value.startswith(ours)
    )
    return {key: found[key] for key in sorted(found, key=lambda k: (k[0].key, k[1]))}


def _target(iri: str) -> Target:
    known = next((target for target in TARGETS if iri.startswith(target.space)), None)
    address = urlsplit(iri)
    return known or Target(address.netloc, address.netloc, f"{address.scheme}://{address.netloc}/")
