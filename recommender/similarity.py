"""Which roadmaps resemble one: shared methods, media, barriers, groups and occasions, editors' links, and the texts."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.records import Roadmap
from graph.values import Language, natural_key
from recommender.sentences import say
from recommender.types import ConceptLink, Reason

FACETS = (
    ("method_ids", "method", "method", "shared-methods", 1.0),
    ("media_types", "media-type", "media-type", "shared-media", 1.0),
    ("barriers", "barrier", "barrier", "shared-barriers", 0.8),
    ("target_groups", "target-group", "target-group", "target-group", 0.8),
    ("learning_fields", "learning-field", "learning-field", "learning-field", 0.6),
)
"""Field of a roadmap, scheme, kind of reason, sentence, weight."""

TEXT_WEIGHT = 1.2
LINK_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Similar:
    """A roadmap that resembles another one; `score` in 0..1."""

    identifier: str
    score: float
    reasons: tuple[Reason, ...]
    mismatches: tuple[Reason, ...]


def similar_roadmaps(catalogue: Catalogue, roadmap: Roadmap, texts: Mapping[str, float], language: Language) -> list[Similar]:
    """All other roadmaps, most similar first, ties in natural order.

    Args:
        texts: score in 0..1 of every roadmap's text against this one's.

    The score is the weighted mean of the Jaccard index of each facet, the text score, and 1 for an editor's link.
    """
    links = dict(catalogue.links.get(roadmap.identifier, ()))
    found = []
    for other in catalogue.roadmaps.values():
        if other.identifier == roadmap.identifier:
            continue
        parts = [(TEXT_WEIGHT, texts[other.identifier])]
        said: list[tuple[float, Reason]] = []
        if (reason := links.get(other.identifier)) is not None:
            parts.append((LINK_WEIGHT, 1.0))
            sentence = say("editor-link", language, reason=reason.get(language).rstrip("."))
            said.append((LINK_WEIGHT, Reason("editor-link", sentence)))
        else:
            parts.append((LINK_WEIGHT, 0.0))
        for field, scheme, kind, sentence, weight in FACETS:
            mine, theirs = set(getattr(roadmap, field)), set(getattr(other, field))
            shared = tuple(sorted(mine & theirs, key=natural_key))
            jaccard = len(shared) / len(mine | theirs) if mine | theirs else 0.0
            parts.append((weight, jaccard))
            if shared:
                said.append((weight * jaccard, _reason(catalogue, kind, scheme, sentence, shared, language)))
        score = sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)
        reasons = tuple(reason for _, reason in sorted(said, key=lambda entry: -entry[0]))[:3]
        found.append(Similar(other.identifier, float(score), reasons, _mismatches(catalogue, roadmap, other, language)))
    return sorted(found, key=lambda s: (-round(s.score, 9), natural_key(s.identifier)))


def _reason(catalogue: Catalogue, kind: str, scheme: str, sentence: str, keys: tuple[str, ...], language: Language) -> Reason:
    labels = [catalogue.title(scheme, key, language) for key in keys]
    links = tuple(ConceptLink(k, catalogue.iri(scheme, k), label) for k, label in zip(keys, labels, strict=True))
    return Reason(kind, say(sentence, language, label=", ".join(labels)), links)


def _mismatches(catalogue: Catalogue, roadmap: Roadmap, other: Roadmap, language: Language) -> tuple[Reason, ...]:
    """Where the companies differ."""
    mine, theirs = (catalogue.companies.get(r.company or "") for r in (roadmap, other))
    if mine is None or theirs is None:
        return ()
    found = []
    if theirs.size_class and mine.size_class != theirs.size_class:
        found.append(_reason(catalogue, "size-class", "size-class", "size-class-other", (theirs.size_class,), language))
    if theirs.sector and mine.sector != theirs.sector:
        found.append(_reason(catalogue, "sector", "sector", "sector-other", (theirs.sector,), language))
    return tuple(found)
