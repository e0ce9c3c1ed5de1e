"""Which roadmaps resemble one: shared methods, media, barriers, groups and occasions, editors' links, and the texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.records import Roadmap
from graph.values import Text, natural_key
from recommender.speech import Speaker
from recommender.types import Reason

FACETS = (
    ("method_ids", "method", "shared-methods", 1.0),
    ("media_types", "media-type", "shared-media", 1.0),
    ("barriers", "barrier", "shared-barriers", 0.8),
    ("target_groups", "target-group", "target-group", 0.8),
    ("learning_fields", "learning-field", "learning-field", 0.6),
)
"""Field of a roadmap, scheme (and kind of reason), sentence, weight."""

TEXT_WEIGHT = 1.2
LINK_WEIGHT = 0.6
TOTAL = TEXT_WEIGHT + LINK_WEIGHT + sum(weight for *_, weight in FACETS)
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Similar:
    """A roadmap that resembles another one; `score` in 0..1, the same in both directions."""

    identifier: str
    score: float
    reasons: tuple[Reason, ...]
    mismatches: tuple[Reason, ...]


def similar_roadmaps(speaker: Speaker, roadmap: Roadmap, texts: Mapping[str, float]) -> list[Similar]:
    """All other roadmaps, most similar first, ties in natural order.

    Args:
        speaker: speaks of the catalogue that holds the roadmaps.
        roadmap: the one to compare with.
        texts: score in 0..1 of every roadmap's text against this one's.

    The score is the weighted mean of the Jaccard index of each facet, the text score, and 1 for an editor's link.
    """
    links = dict(speaker.catalogue.links.get(roadmap.identifier, ()))
    others = [other for other in speaker.catalogue.roadmaps.values() if other.identifier != roadmap.identifier]
    found = [_compared(speaker, roadmap, other, links.get(other.identifier), texts[other.identifier]) for other in others]
    return sorted(found, key=lambda similar: (-similar.score, natural_key(similar.identifier)))


def _compared(speaker: Speaker, roadmap: Roadmap, other: Roadmap, link: Text | None, text: float) -> Similar:
    total = TEXT_WEIGHT * text + (LINK_WEIGHT if link is not None else 0.0)
    said: list[tuple[float, Reason]] = []
    if link is not None:
        told = speaker.plain("editor-link", "editor-link", reason=link.get(speaker.language).rstrip("."))
        said.append((LINK_WEIGHT, told))
    for field, scheme, sentence, weight in FACETS:
        mine, theirs = set(getattr(roadmap, field)), set(getattr(other, field))
        shared = sorted(mine & theirs, key=natural_key)
        if shared:
            value = weight * len(shared) / len(mine | theirs)
            total += value
            said.append((value, speaker.about(sentence, scheme, shared)))
    reasons = tuple(reason for _, reason in sorted(said, key=lambda entry: -entry[0])[:MOST_REASONS])
    return Similar(other.identifier, round(total / TOTAL, 4), reasons, tuple(_mismatches(speaker, roadmap, other)))


def _mismatches(speaker: Speaker, roadmap: Roadmap, other: Roadmap) -> Sequence[Reason]:
    """Where the companies are known to differ."""
    mine, theirs = (speaker.catalogue.companies.get(r.company or "") for r in (roadmap, other))
    if mine is None or theirs is None:
        return ()
    pairs = (("size-class", mine.size_class, theirs.size_class), ("sector", mine.sector, theirs.sector))
    return [speaker.about(f"{s}-differs", s, [there]) for s, here, there in pairs if here and there and here != there]
