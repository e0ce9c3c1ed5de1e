"""All records of a version, read out of the graph once, for everything that lists, ranks and explains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from pyoxigraph import Triple

from graph.errors import NotFound
from graph.fields import iri_of
from graph.labels import LabelIndex
from graph.records import (
    RECORD_CLASSES,
    Company,
    Competency,
    EditorialLink,
    MediaType,
    Method,
    Record,
    Roadmap,
    SchemeConcept,
)
from graph.records.toolbox import SCHEME_CLASSES
from graph.store import GraphStore
from graph.triples import TripleIndex
from graph.values import Iri, Language, Text, Texts, natural_key
from ontology.files import query_file
from ontology.namespaces import CODI

R = TypeVar("R", bound=Record)

COMPONENTS = "competency-component"
"""Where the three components of the competence matrix are listed: top concepts of the scheme `competency`, no competencies."""


@dataclass(frozen=True)
class Catalogue:
    """The records of one version of the graph, by kind (or scheme) and key, keys in natural order.

    `good_practices` holds the keys of the roadmaps that the reasoner found to be good practices.
    """

    version: str
    records: Mapping[str, Mapping[str, Record]]
    good_practices: frozenset[str]

    @classmethod
    def load(cls, store: GraphStore) -> "Catalogue":
        """Read every record of a store; takes two queries."""
        asserted = TripleIndex(store.construct(query_file("asserted")))
        inferred = store.select(query_file("good-practices"))
        practices = frozenset(row[0] for row in inferred.rows if row[0])
        return cls(store.version, _records(asserted), practices)

    @classmethod
    def of_triples(cls, version: str, triples: Iterable[Triple]) -> "Catalogue":
        """As `load`, from asserted triples at hand; nothing counts as inferred."""
        return cls(version, _records(TripleIndex(triples)), frozenset())

    @property
    def roadmaps(self) -> Mapping[str, Roadmap]:
        """Roadmaps by key."""
        return self._of(Roadmap)

    @property
    def companies(self) -> Mapping[str, Company]:
        """Companies by key."""
        return self._of(Company)

    @property
    def methods(self) -> Mapping[str, Method]:
        """Methods by key."""
        return self._of(Method)

    @property
    def media_types(self) -> Mapping[str, MediaType]:
        """Media types by key."""
        return self._of(MediaType)

    @property
    def competencies(self) -> Mapping[str, Competency]:
        """Competencies by key."""
        return self._of(Competency)

    def _of(self, cls: type[R]) -> Mapping[str, R]:
        return cast(Mapping[str, R], self.records.get(cls.kind, {}))

    def get(self, kind: str, identifier: str) -> Record:
        """One record.

        Raises:
            NotFound: no record of that kind has that key; `nearest` names up to three that are spelt alike.
        """
        found = self.records.get(kind, {}).get(identifier)
        if found is None:
            nearest = self.labels.nearest(kind, identifier)
            raise NotFound(f"There is no {kind.replace('-', ' ')} with the id {identifier[:60]}.", nearest)
        return found

    def title(self, kind: str, identifier: str, language: Language = "de") -> str:
        """Title or preferred label of a record or concept; its key where it has none."""
        record = self.records.get(kind, {}).get(identifier) or self.records.get(COMPONENTS, {}).get(identifier)
        text: Text = getattr(record, "title", Text())
        return text.get(language) or identifier

    def iri(self, kind: str, identifier: str) -> Iri:
        """IRI of a record or concept."""
        return iri_of(kind, identifier)

    def broader(self, scheme: str, identifier: str) -> tuple[str, ...]:
        """Keys of the concepts above one, nearest first."""
        found: list[str] = []
        current = self.records.get(scheme, {}).get(identifier)
        while isinstance(current, SchemeConcept) and current.broader and current.broader not in found:
            found.append(current.broader)
            current = self.records[scheme].get(current.broader)
        return tuple(found)

    @cached_property
    def links(self) -> Mapping[str, tuple[tuple[str, Text], ...]]:
        """Editors' links: roadmap -> (other roadmap, reason), in natural order."""
        found: dict[str, list[tuple[str, Text]]] = {}
        for link in self._of(EditorialLink).values():
            first, second = link.roadmaps
            found.setdefault(first, []).append((second, link.reason))
            found.setdefault(second, []).append((first, link.reason))
        return {key: tuple(sorted(value, key=lambda v: natural_key(v[0]))) for key, value in found.items()}

    @cached_property
    def labels(self) -> LabelIndex:
        """Every record and concept by key and label, for resolving what people send."""
        index = LabelIndex()
        for kind, records in self.records.items():
            for key, record in records.items():
                title: Text = getattr(record, "title", Text())
                alternative, hidden = (getattr(record, n, Texts()) for n in ("alt_labels", "hidden_labels"))
                names = [t for t in (title.de, title.en) if t]
                index.add(kind, key, [*names, *alternative.de, *alternative.en], (*hidden.de, *hidden.en))
        return index


def _records(graph: TripleIndex) -> dict[str, dict[str, Record]]:
    found: dict[str, dict[str, Record]] = {}
    for kind, cls in RECORD_CLASSES.items():
        classes = ("ClusterOrganisation", "PartnerOrganisation") if kind == "organisation" else (cls.class_name,)
        iris = [iri for name in classes for iri in graph.subjects_of_type(f"{CODI}{name}")]
        found[kind] = _sorted(cls.from_graph(iri, graph) for iri in iris)
    for scheme, name in SCHEME_CLASSES.items():
        iris = graph.subjects_of_type(f"{CODI}{name}")
        found[scheme] = _sorted(SchemeConcept.from_graph(iri, graph) for iri in iris)
    components = graph.subjects_of_type(f"{CODI}CompetencyComponent")
    found[COMPONENTS] = _sorted(SchemeConcept.from_graph(iri, graph) for iri in components)
    return found


def _sorted(records: Iterable[Record]) -> dict[str, Record]:
    by_key = {record.identifier: record for record in records}
    return {key: by_key[key] for key in sorted(by_key, key=natural_key)}
