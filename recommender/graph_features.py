"""What the graph says beside texts and wishes: evidence spread along typed edges, and lent between items that go together.

All is sparse products over one list of edges; nothing depends on a need but the vector that is sent along them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from graph.records import MediaType, Method, Roadmap
from recommender.types import Concept, Kind

Vector = NDArray[np.float64]

ITEM_KINDS: tuple[Kind, ...] = ("roadmap", "method", "media-type")

EDGE_WEIGHTS: Mapping[frozenset[str], float] = {
    frozenset({"roadmap", "method"}): 1.0,
    frozenset({"roadmap", "media-type"}): 1.0,
    frozenset({"roadmap", "barrier"}): 1.0,
    frozenset({"roadmap", "target-group"}): 1.0,
    frozenset({"roadmap", "learning-field"}): 1.0,
    frozenset({"roadmap"}): 1.0,
    frozenset({"roadmap", "size-class"}): 0.3,
    frozenset({"roadmap", "sector"}): 0.3,
    frozenset({"roadmap", "competency"}): 0.3,
    frozenset({"method", "barrier"}): 1.0,
    frozenset({"media-type", "barrier"}): 1.0,
    frozenset({"method", "media-type"}): 1.0,
    frozenset({"method", "competency"}): 0.3,
    frozenset({"method", "artefact"}): 0.3,
    frozenset({"method"}): 0.5,
}
"""Weight of an edge by the kinds that it joins; set by hand: what nearly all have says little."""

STEPS = 4
"""Edges that evidence goes along: need, barrier, what mitigates it, roadmaps that used it, what else these used."""

_EVEN = 1e-9
"""Scores that differ by less are equal."""

RESTART = 0.5
"""Share of the evidence that is renewed at each step: what lies two edges away gets a half of a half."""


@dataclass(frozen=True, slots=True)
class Edges:
    """A symmetric sparse matrix, each edge in both directions: `ends`, `starts` intp (edges,), `weights` float64 (edges,)."""

    size: int
    ends: NDArray[np.intp]
    starts: NDArray[np.intp]
    weights: Vector

    def times(self, vector: Vector) -> Vector:
        """The product with a vector, both float64 (size,)."""
        return np.bincount(self.ends, self.weights * vector[self.starts], self.size).astype(np.float64, copy=False)

    def normalised(self) -> "Edges":
        """Each weight divided by the roots of the degrees of both ends, so that what is linked to all carries little."""
        degrees = np.bincount(self.ends, self.weights, self.size)
        roots = np.sqrt(np.where(degrees > 0, degrees, 1.0))
        return Edges(self.size, self.ends, self.starts, self.weights / (roots[self.ends] * roots[self.starts]))


@dataclass(frozen=True)
class GraphFeatures:
    """The typed graph of one catalogue. `places`: concept or item -> place in vectors; items stand first, by kind."""

    places: Mapping[Concept, int]
    items: Mapping[Kind, slice]
    edges: Edges

    @classmethod
    def of(cls, catalogue: Catalogue, hidden: frozenset[tuple[Concept, Concept]] = frozenset()) -> "GraphFeatures":
        """Read from a catalogue; takes milliseconds. `hidden`: pairs to leave out, for measuring."""
        places: dict[Concept, int] = {}
        items: dict[Kind, slice] = {}
        for kind in ITEM_KINDS:
            first = len(places)
            for key in catalogue.records.get(kind, {}):
                places[kind, key] = len(places)
            items[kind] = slice(first, len(places))
        pairs = {frozenset(pair): pair for pair in _pairs(catalogue) if pair not in hidden and pair[::-1] not in hidden}
        joined: list[tuple[int, int, float]] = []
        for first_end, other_end in pairs.values():
            weight = EDGE_WEIGHTS[frozenset({first_end[0], other_end[0]})]
            ends = [places.setdefault(end, len(places)) for end in (first_end, other_end)]
            joined += [(ends[0], ends[1], weight), (ends[1], ends[0], weight)]
        table = np.array(joined, dtype=np.float64).reshape(-1, 3)
        indexes = table[:, :2].astype(np.intp)
        edges = Edges(len(places), indexes[:, 0], indexes[:, 1], table[:, 2])
        return cls(places, items, edges.normalised())

    def spread(self, weights: Mapping[Concept, float]) -> dict[Kind, Vector]:
        """How much of the evidence on concepts reaches each item along the edges.

        Args:
            weights: concepts or items, each with how sure it is that they are meant, in 0..1; unknown ones count nothing.

        Returns:
            By kind float64 (n,) in 0..1, in the order of the catalogue: a truncated personalised PageRank on the symmetrically
            normalised graph, divided by its largest value among all items, times the surest weight. Zeros without evidence.
        """
        seeds = self._vector(weights)
        spread = self.walk(seeds)
        return self._shown(spread, min(1.0, float(seeds.max(initial=0.0))))

    def walk(self, seeds: Vector) -> Vector:
        """float64 (size,): the sum of what is at each place after 1 to `STEPS` edges, without what the seeds started with."""
        total, current = np.zeros_like(seeds), seeds
        for _ in range(STEPS):
            current = (1 - RESTART) * self.edges.times(current)
            total += current
        return total

    def lend(self, scores: Mapping[Kind, Vector]) -> dict[Kind, Vector]:
        """What items gain from the scores of the items that they are linked with.

        Roadmaps that match a need lend to their methods and media, these to roadmaps, methods and media to each other. Only
        what stands out of its kind is lent: a score less the kind's mean, by the largest such excess.

        Args:
            scores: by kind float64 (n,), any scale; kinds that are not there lend nothing.

        Returns:
            By kind float64 (n,) in 0..1, in the order of the catalogue, divided by the largest value among all items.
        """
        return self._shown(self.between_kinds.times(self._lent(scores)), 1.0)

    def lenders(self, kind: Kind, identifier: str, scores: Mapping[Kind, Vector], most: int = 2) -> tuple[Concept, ...]:
        """The items that lend most to one, most first; at most `most`, and none that gives less than a third of the first."""
        place = self.places[kind, identifier]
        mine = np.flatnonzero(self.between_kinds.ends == place)
        starts = self.between_kinds.starts[mine]
        given = self.between_kinds.weights[mine] * self._lent(scores)[starts]
        ordered = sorted(zip(-given, starts.tolist(), strict=True))[:most]
        least = -ordered[0][0] / 3 if ordered else 0.0
        names = self._names
        return tuple(names[start] for value, start in ordered if value < 0 and -value >= least)

    @cached_property
    def between_kinds(self) -> Edges:
        """The edges between items of different kinds: an alternative to what fits is no better for that."""
        count = max(part.stop for part in self.items.values())
        kinds = np.zeros(self.edges.size, np.intp)
        for number, part in enumerate(self.items.values(), start=1):
            kinds[part] = number
        ends, starts = kinds[self.edges.ends], kinds[self.edges.starts]
        kept = (ends > 0) & (starts > 0) & (ends != starts)
        return Edges(count, self.edges.ends[kept], self.edges.starts[kept], self.edges.weights[kept])

    @cached_property
    def _names(self) -> Sequence[Concept]:
        return tuple(self.places)

    def _vector(self, weights: Mapping[Concept, float]) -> Vector:
        vector = np.zeros(self.edges.size)
        for concept, weight in weights.items():
            if (place := self.places.get(concept)) is not None:
                vector[place] = max(vector[place], weight)
        return vector

    def _lent(self, scores: Mapping[Kind, Vector]) -> Vector:
        lent = np.zeros(self.between_kinds.size)
        for kind, values in scores.items():
            if values.size:
                excess = np.maximum(values - values.mean(), 0.0)
                most = float(excess.max())
                lent[self.items[kind]] = (excess / most) ** 2 if most > _EVEN else 0.0
        return lent

    def _shown(self, values: Vector, best: float) -> dict[Kind, Vector]:
        most = float(values[: self.between_kinds.size].max(initial=0.0)) or 1.0
        return {kind: best * values[part] / most for kind, part in self.items.items()}


def _pairs(catalogue: Catalogue) -> Iterator[tuple[Concept, Concept]]:
    """All edges that features are made of."""
    for roadmap in catalogue.roadmaps.values():
        for end in _of_roadmap(catalogue, roadmap):
            yield ("roadmap", roadmap.identifier), end
        for other, _ in catalogue.links.get(roadmap.identifier, ()):
            yield ("roadmap", roadmap.identifier), ("roadmap", other)
    for method in catalogue.methods.values():
        for end in _of_method(method):
            yield ("method", method.identifier), end
    for medium in catalogue.media_types.values():
        for end in _of_medium(medium):
            yield ("media-type", medium.identifier), end


def _of_roadmap(catalogue: Catalogue, roadmap: Roadmap) -> Iterator[Concept]:
    for scheme, keys in (
        ("method", roadmap.method_ids),
        ("media-type", roadmap.media_types),
        ("barrier", roadmap.barriers),
        ("target-group", roadmap.target_groups),
        ("learning-field", roadmap.learning_fields),
        ("competency", roadmap.competencies),
    ):
        yield from ((scheme, key) for key in keys)
    company = catalogue.companies.get(roadmap.company or "")
    if company is not None and company.size_class:
        yield "size-class", company.size_class
    if company is not None and company.sector:
        yield from (("sector", key) for key in (company.sector, *catalogue.broader("sector", company.sector)))


def _of_method(method: Method) -> Iterator[Concept]:
    yield from (("barrier", edge.identifier) for edge in method.mitigates_barriers)
    yield from (("media-type", edge.identifier) for edge in method.supports_media_types)
    yield from (("competency", edge.identifier) for edge in (*method.requires_competencies, *method.develops_competencies))
    yield from (("artefact", edge.identifier) for edge in method.produces)
    yield from (("method", edge.identifier) for edge in method.alternatives)
    if method.building_block_of:
        yield "method", method.building_block_of


def _of_medium(medium: MediaType) -> Iterator[Concept]:
    yield from (("barrier", edge.identifier) for edge in medium.mitigates_barriers)
