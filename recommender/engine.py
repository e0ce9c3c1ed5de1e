"""The recommender: evidence in the text, concepts named, profile fit and hard limits, fused into one calibrated score."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.catalogue import Catalogue
from graph.errors import InputError
from graph.records import Record, Roadmap
from graph.values import Language
from recommender.case import Case
from recommender.embeddings.opening import open_embedder
from recommender.evidence import EvidenceReader
from recommender.explanation import Explainer
from recommender.fit import Fit
from recommender.graph_features import GraphFeatures
from recommender.index import KINDS, Index, fit_index
from recommender.profile import resolve_profile
from recommender.ranking import ABSTAIN, ABSTAIN_UNNAMED, FIT_POINTS, Candidate, Ranked, confidence, rank
from recommender.relevance.cases import read_cases
from recommender.roadmap_fit import roadmap_judge
from recommender.sentences import say
from recommender.similarity import similar_roadmaps
from recommender.text.ranker import TextRanker
from recommender.texts import ItemText, item_texts
from recommender.toolbox_fit import media_type_judge, method_judge
from recommender.topics import Topics
from recommender.types import Embedder, Kind, Need, Reason, Recommendation, RecommendationList, Understood
from recommender.understanding import Reading, Understander
from recommender.usage import Usage
from recommender.words import content_stems

MAX_LIMIT = 50
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class _Index:
    items: tuple[ItemText, ...]
    positions: Mapping[str, int]


class GraphRecommender:
    """Answers needs from one version of the graph. Loading it takes well under a second; answering changes nothing."""

    def __init__(self, catalogue: Catalogue, index: Index | None = None, embedder: Embedder | None = None) -> None:
        """Load.

        Args:
            catalogue: what is recommended.
            index: read from the version's folder; None fits one now, which takes seconds.
            embedder: the one that the index was made with; None for the bundled one.
        """
        self.catalogue = catalogue
        self._understander = Understander(catalogue)
        self._usage = Usage.of(catalogue)
        self._indexes: dict[str, _Index] = {}
        self._found_topics: dict[str, Topics] = {}
        self._embedder = open_embedder() if embedder is None else embedder
        for kind in KINDS:
            items = item_texts(catalogue, kind)
            self._indexes[kind] = _Index(items, {item.identifier: position for position, item in enumerate(items)})
        cases = read_cases()
        self._reader = EvidenceReader(
            {kind: self._indexes[kind].items for kind in KINDS},
            fit_index(catalogue, self._embedder, cases) if index is None else index,
            self._embedder,
            cases,
            GraphFeatures.of(catalogue),
        )

    @property
    def model(self) -> str:
        """Name of the text model."""
        return f"relevance-1, {TextRanker.name}, {self._embedder.name}"

    @property
    def reader(self) -> EvidenceReader:
        """What reads evidence out of texts; evaluation takes it apart."""
        return self._reader

    def recommend(self, kind: Kind, need: Need, limit: int = 10, language: Language = "de") -> RecommendationList:
        """Rank the items of a kind for a need.

        Raises:
            UnknownValue: the profile names something that is not known.
            InputError: the profile holds a value of the wrong type or `limit` is not in 1..50.
        """
        check_limit(limit)
        profile = resolve_profile(need.profile, self.catalogue.labels)
        text = " ".join(need.text.split())
        if not text and not profile:
            return self._answer((), {}, say("notice-empty", language))
        reading = self._understander.read(text).without(need.without)
        case = Case(self.catalogue, self._usage, profile, reading, language)
        named = reading.understood(self.catalogue, language)
        explainer = self._explainer(kind, case, reading.wanted_copy)
        candidates = self._candidates(kind, explainer)
        level = explainer.evidence.level
        by_text = bool(text) and (level > 0 or not any(candidate.fit.answers for candidate in candidates))
        if by_text and level < (ABSTAIN if named else ABSTAIN_UNNAMED):
            return self._answer((), named, say("notice-nothing", language))
        ranked = rank(candidates, kind, by_text)
        if not ranked:
            return self._answer((), named, _notice(candidates, kind, by_text, language))
        items = [self._item(kind, place, n, explainer) for n, place in enumerate(ranked[:limit], start=1)]
        return self._answer(items, named, None)

    def similar(self, identifier: str, limit: int = 10, language: Language = "de") -> RecommendationList:
        """Roadmaps that share most with one.

        Raises:
            NotFound: there is no such roadmap.
            InputError: `limit` is not in 1..50.
        """
        check_limit(limit)
        roadmap = self.catalogue.get("roadmap", identifier)
        assert isinstance(roadmap, Roadmap)
        index = self._indexes["roadmap"]
        near = self._reader.texts["roadmap"].between(index.positions[identifier])
        texts = {item.identifier: float(score) for item, score in zip(index.items, near, strict=True)}
        case = Case(self.catalogue, self._usage, resolve_profile({}, self.catalogue.labels), Reading(""), language)
        explainer = self._explainer("roadmap", case, "")
        items = [
            self._recommendation(self.catalogue.roadmaps[s.identifier], n, s.score, s.reasons, s.mismatches, explainer)
            for n, s in enumerate(similar_roadmaps(case.speaker, roadmap, texts)[:limit], start=1)
        ]
        return self._answer(items, {}, None if items else say("notice-nothing", language))

    def search(self, kind: str, words: str) -> tuple[str, ...]:
        """Keys of the items whose texts have every content word of `words` (by stem), in natural order."""
        return self._topics(kind).having(frozenset(content_stems(words)))

    def _topics(self, kind: str) -> Topics:
        """Words of all records of a kind, read when first asked for."""
        if kind not in self._found_topics:
            index = self._indexes.get(kind)
            self._found_topics[kind] = Topics.of(index.items if index else item_texts(self.catalogue, kind))
        return self._found_topics[kind]

    def _explainer(self, kind: Kind, case: Case, text: str) -> Explainer:
        return Explainer(case, kind, self._reader, self._reader.read(kind, text), self._topics(kind))

    def _candidates(self, kind: Kind, explainer: Explainer) -> list[Candidate]:
        """All items but the one that the profile names."""
        case, evidence = explainer.case, explainer.evidence
        own = case.profile.roadmap if kind == "roadmap" else None
        judge = _JUDGES[kind](case)
        records = tuple(self.catalogue.records[kind].values())
        fits = [judge(record) for record in records]
        weights = np.array([fit.met for fit in fits])
        kept = weights[[not fit.excluded for fit in fits]]  # what breaks a limit says nothing of how the others differ
        excess = weights - (kept.mean() if kept.size else 0.0)
        return [
            Candidate(record.identifier, points, fit, share, evidence.level, len(records))
            for record, points, fit, share in zip(records, evidence.points.tolist(), fits, excess.tolist(), strict=True)
            if record.identifier != own
        ]

    def _item(self, kind: Kind, place: Ranked, number: int, explainer: Explainer) -> Recommendation:
        candidate = place.candidate
        index = self._indexes[kind]
        position = index.positions[candidate.identifier]
        told = candidate.fit.told[:MOST_REASONS]
        said = list(explainer.reasons(index.items[position], position, [reason for _, reason in told]))
        said += [(weight * FIT_POINTS, reason) for weight, reason in told]
        reasons = [reason for _, reason in sorted(said, key=lambda entry: -entry[0])]
        record = self.catalogue.get(kind, candidate.identifier)
        return self._recommendation(record, number, place.score, reasons, candidate.fit.mismatches, explainer)

    def _recommendation(
        self,
        record: Record,
        number: int,
        score: float,
        reasons: Sequence[Reason],
        mismatches: Sequence[Reason],
        explainer: Explainer,
    ) -> Recommendation:
        return Recommendation(
            identifier=record.identifier,
            iri=record.iri,
            title=self.catalogue.title(record.kind, record.identifier, explainer.case.language),
            rank=number,
            score=round(score, 4),
            confidence=confidence(score) if reasons else "low",
            provenance=record.provenance.status,
            reasons=tuple(reasons[:MOST_REASONS]) or (explainer.about(record),),
            mismatches=tuple(mismatches),
        )

    def _answer(
        self, items: Sequence[Recommendation], named: dict[str, tuple[Understood, ...]], notice: str | None
    ) -> RecommendationList:
        return RecommendationList(tuple(items), named, notice, self.catalogue.version, self.model)


_JUDGES: Mapping[Kind, Callable[[Case], Callable[[Any], Fit]]] = {
    "roadmap": roadmap_judge,
    "method": method_judge,
    "media-type": media_type_judge,
}


def _notice(candidates: Sequence[Candidate], kind: Kind, has_text: bool, language: Language) -> str:
    """Why nothing is left: the limits exclude what would fit, the profile says nothing on this kind, or nothing is known."""
    if any(c.fit.excluded and c.is_relevant(kind, has_text) for c in candidates):
        return say("notice-excluded", language)
    silent = not has_text and not any(c.fit.wishes or c.fit.unknown for c in candidates)
    return say("notice-silent" if silent and candidates else "notice-nothing", language)


def check_limit(limit: int) -> None:
    """Raise InputError unless `limit` is in 1..50."""
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError(f"limit must be from 1 to {MAX_LIMIT}", "/limit")
