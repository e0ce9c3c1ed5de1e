"""The recommender of the first cut: lexical similarity, concepts named, profile fit and hard limits, one fused score."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.errors import InputError
from graph.records import Record, Roadmap
from graph.values import Language
from recommender.fit import Fitter
from recommender.lexical import LexicalScorer, content_stems
from recommender.profile import Profile, resolve_profile
from recommender.ranking import Candidate, Ranked, confidence, rank
from recommender.sentences import listed, say
from recommender.similarity import similar_roadmaps
from recommender.texts import ItemText, item_texts
from recommender.types import ConceptLink, Kind, Need, Reason, Recommendation, RecommendationList, Understood
from recommender.understanding import Understander

KINDS: tuple[Kind, ...] = ("roadmap", "method", "media-type")
MAX_LIMIT = 50
MOST_REASONS = 3
QUOTE_FLOOR = 0.12
"""A typical need is quoted as a reason from this cosine on."""


@dataclass(frozen=True, slots=True)
class _Index:
    items: tuple[ItemText, ...]
    scorer: LexicalScorer


class GraphRecommender:
    """Answers needs from one version of the graph. Loading it takes well under a second; answering changes nothing."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._understander = Understander(catalogue)
        self._indexes: dict[str, _Index] = {}
        self._found_stems: dict[str, Mapping[str, frozenset[str]]] = {}
        for kind in KINDS:
            items = item_texts(catalogue, kind)
            self._indexes[kind] = _Index(items, LexicalScorer(items))

    @property
    def model(self) -> str:
        """Name of the text model."""
        return LexicalScorer.name

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
        named = self._understander.read(text, language) if text else {}
        candidates = self._candidates(kind, text, Fitter(self.catalogue, profile, named, language), profile)
        ranked = rank(candidates, bool(text))
        if not ranked:
            limits = any(c.fit.excluded and c.is_relevant(bool(text)) for c in candidates)
            return self._answer((), named, say("notice-excluded" if limits else "notice-nothing", language))
        items = [self._item(kind, place, n, text, language) for n, place in enumerate(ranked[:limit], start=1)]
        return self._answer(tuple(items), named, None)

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
        document = next(item.document for item in index.items if item.identifier == identifier)
        texts = {item.identifier: score for item, score in zip(index.items, index.scorer.scores(document), strict=True)}
        found = similar_roadmaps(self.catalogue, roadmap, texts, language)[:limit]
        items = tuple(
            self._recommendation(self.catalogue.get("roadmap", s.identifier), n, s.score, s.reasons, s.mismatches, language)
            for n, s in enumerate(found, start=1)
        )
        return self._answer(items, {}, None if items else say("notice-nothing", language))

    def search(self, kind: str, words: str) -> tuple[str, ...]:
        """Keys of the items whose texts have every content word of `words` (by stem), in natural order."""
        wanted = set(content_stems(words))
        return tuple(key for key, stems in self._stems(kind).items() if wanted <= stems)

    def _stems(self, kind: str) -> Mapping[str, frozenset[str]]:
        """Stems of every record of a kind, read when first asked for."""
        if kind not in self._found_stems:
            items = item_texts(self.catalogue, kind)
            self._found_stems[kind] = {item.identifier: frozenset(content_stems(item.document)) for item in items}
        return self._found_stems[kind]

    def _candidates(self, kind: Kind, text: str, fitter: Fitter, profile: Profile) -> list[Candidate]:
        index = self._indexes[kind]
        scores = index.scorer.scores(text) if text else [0.0] * len(index.items)
        return [
            Candidate(item.identifier, float(score), fitter.judge(self.catalogue.get(kind, item.identifier)))
            for item, score in zip(index.items, scores, strict=True)
            if not (kind == "roadmap" and item.identifier == profile.roadmap)
        ]

    def _item(self, kind: Kind, place: Ranked, number: int, text: str, language: Language) -> Recommendation:
        fit = place.candidate.fit
        words = self._text_reasons(kind, place.candidate.identifier, text, language) if text else ()
        reasons = (*words[:1], *fit.reasons, *words[1:])[:MOST_REASONS]
        record = self.catalogue.get(kind, place.candidate.identifier)
        return self._recommendation(record, number, place.score, reasons, fit.mismatches, language)

    def _text_reasons(self, kind: Kind, identifier: str, text: str, language: Language) -> tuple[Reason, ...]:
        """What in the texts matched: the nearest typical need, and the words in common."""
        index = self._indexes[kind]
        position = next(i for i, item in enumerate(index.items) if item.identifier == identifier)
        reasons: list[Reason] = []
        nearest = index.scorer.nearest_need(text, position)
        if nearest is not None and nearest[1] >= QUOTE_FLOOR:
            reasons.append(Reason("need", say("need", language, quote=nearest[0])))
        shared = index.scorer.shared_words(text, index.items[position].document)[:3]
        if shared:
            reasons.append(Reason("words", say("words", language, words=listed(shared, language))))
        return tuple(reasons)

    def _recommendation(
        self,
        record: Record,
        number: int,
        score: float,
        reasons: tuple[Reason, ...],
        mismatches: tuple[Reason, ...],
        language: Language,
    ) -> Recommendation:
        title = self.catalogue.title(record.kind, record.identifier, language)
        return Recommendation(
            identifier=record.identifier,
            iri=record.iri,
            title=title,
            rank=number,
            score=round(score, 4),
            confidence=confidence(score),
            provenance=record.provenance.status,
            reasons=reasons or (self._only_by_default(record, language),),
            mismatches=mismatches,
        )

    def _only_by_default(self, record: Record, language: Language) -> Reason:
        """Something to say where the score rests on word parts alone: what the item is about."""
        purpose = getattr(record, "purpose", None) or getattr(record, "title", None)
        about = purpose.get(language) if purpose else record.identifier
        link = ConceptLink(record.identifier, record.iri, self.catalogue.title(record.kind, record.identifier, language))
        return Reason("words", f"{about.rstrip('.')}.", (link,))

    def _answer(
        self, items: tuple[Recommendation, ...], named: dict[str, tuple[Understood, ...]], notice: str | None
    ) -> RecommendationList:
        return RecommendationList(items, named, notice, self.catalogue.version, self.model)


def check_limit(limit: int) -> None:
    """Raise InputError unless `limit` is in 1..50."""
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError(f"limit must be from 1 to {MAX_LIMIT}", "/limit")
