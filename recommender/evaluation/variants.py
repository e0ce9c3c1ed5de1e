"""Rankers that are compared with each other: each is the one before with something added, beside chance and popularity."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from graph.catalogue import Catalogue
from recommender.engine import MAX_LIMIT, GraphRecommender
from recommender.evaluation.needs import JudgedNeed
from recommender.evidence import Shares
from recommender.index import KINDS
from recommender.text.counting import count_terms, count_words, topic_words
from recommender.text.parts import word_parts
from recommender.text.postings import Postings
from recommender.text.ranker import Weights
from recommender.types import Kind, Need

Variant = Callable[[Kind, JudgedNeed], Sequence[tuple[str, float]]]
"""Items with scores, best first, for a need; items that are not named come last."""

LEXICAL = Weights(terms=0.0, covered=0.0, meaning=0.0)
EMBEDDING = Weights(words=0.0, parts=0.0, terms=0.0, covered=0.0)


def variants(recommender: GraphRecommender) -> dict[str, Variant]:
    """All rankers by name, in the order in which they are shown."""
    catalogue = recommender.catalogue
    return {
        "random": _chance(catalogue),
        "popularity": _popularity(catalogue),
        "character TF-IDF of title and description": _title_and_description(catalogue),
        "words and word parts": _texts(recommender, LEXICAL),
        "embedding": _texts(recommender, EMBEDDING),
        "text ranker": _texts(recommender, Weights()),
        "+ worked cases": _evidence(recommender, Shares(together=0.0, graph=0.0)),
        "+ what answers the same cases": _evidence(recommender, Shares(graph=0.0)),
        "+ graph features": _evidence(recommender, Shares()),
        "full: + understood concepts, profile, limits": _full(recommender),
    }


def _chance(catalogue: Catalogue) -> Variant:
    def rank(kind: Kind, need: JudgedNeed) -> Sequence[tuple[str, float]]:
        keys = catalogue.records[kind]
        drawn = {key: int.from_bytes(sha256(f"{need.identifier} {key}".encode()).digest()[:6]) for key in keys}
        return _ordered(drawn)

    return rank


def _popularity(catalogue: Catalogue) -> Variant:
    """Methods and media types by the number of roadmaps that use them, roadmaps by how popular what they use is."""
    used = Counter(key for roadmap in catalogue.roadmaps.values() for key in {*roadmap.method_ids, *roadmap.media_types})
    found: dict[Kind, list[tuple[str, float]]] = {
        kind: _ordered({key: used[key] for key in catalogue.records[kind]}) for kind in KINDS
    }
    found["roadmap"] = _ordered(
        {key: sum(used[k] for k in {*r.method_ids, *r.media_types}) for key, r in catalogue.roadmaps.items()}
    )
    return lambda kind, need: found[kind]


def _title_and_description(catalogue: Catalogue) -> Variant:
    """Cosine of character n-grams within words, both languages: what a search without knowledge of the field gives."""
    fitted: dict[Kind, Postings] = {}
    for kind in KINDS:
        texts = [
            " ".join(
                text for name in ("title", "description", "starting_situation") for text in _both(getattr(record, name, None))
            )
            for record in catalogue.records[kind].values()
        ]
        fitted[kind] = Postings.cosine(count_terms(count_words(texts), word_parts))

    def rank(kind: Kind, need: JudgedNeed) -> Sequence[tuple[str, float]]:
        scores = fitted[kind].cosines([part for word in topic_words(need.text) for part in word_parts(word)])
        return _ordered(dict(zip(catalogue.records[kind], scores.tolist(), strict=True)))

    return rank


def _both(text: object) -> tuple[str, ...]:
    return tuple(found for language in ("de", "en") if isinstance(found := getattr(text, language, None), str))


def _texts(recommender: GraphRecommender, weights: Weights) -> Variant:
    scorers = {kind: recommender.reader.texts[kind].weighted(weights) for kind in KINDS}

    def rank(kind: Kind, need: JudgedNeed) -> Sequence[tuple[str, float]]:
        fused = scorers[kind].match(need.text).fused
        return _ordered(dict(zip(recommender.catalogue.records[kind], fused.tolist(), strict=True)))

    return rank


def _evidence(recommender: GraphRecommender, shares: Shares) -> Variant:
    reader = recommender.reader.sharing(shares)

    def rank(kind: Kind, need: JudgedNeed) -> Sequence[tuple[str, float]]:
        points = reader.read(kind, need.text).points
        return _ordered(dict(zip(recommender.catalogue.records[kind], points.tolist(), strict=True)))

    return rank


def _full(recommender: GraphRecommender) -> Variant:
    """What the service answers: text, understood concepts, profile, limits."""

    def rank(kind: Kind, need: JudgedNeed) -> Sequence[tuple[str, float]]:
        answer = recommender.recommend(kind, Need(need.text, need.profile), MAX_LIMIT, need.language)
        return [(item.identifier, float(MAX_LIMIT - item.rank)) for item in answer.items]

    return rank


def _ordered(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Best first, equal scores in the catalogue's order."""
    return sorted(scores.items(), key=lambda entry: -entry[1])
