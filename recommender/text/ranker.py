"""The text ranker: five ways of matching a text and a passage, and their fusion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from recommender.embeddings.opening import for_passages
from recommender.text.compounds import Compounds
from recommender.text.counting import count_terms, count_words, topic_words
from recommender.text.meaning import Meaning
from recommender.text.parts import word_parts
from recommender.text.postings import Postings
from recommender.text.spelling import Speller
from recommender.text.terms import Neighbours, Terms
from recommender.types import Embedder
from recommender.words import stem


@dataclass(frozen=True, slots=True)
class Weights:
    """What each way of matching counts in the fused score. Set on ESCO and XQuAD, where the maximum is flat (docs/adr/0011).

    `words` and `parts` count by the squared share of the text that the collection knows: a text in another language shares
    a few names and chance syllables with it, and is better judged by its meaning.
    """

    words: float = 0.5
    parts: float = 1.0
    terms: float = 2.0
    covered: float = 1.0
    meaning: float = 2.5


REMEMBERED = 2_000
"""Words whose neighbours are kept: people use the same words again and again."""

WORDS, PARTS, TERMS, COVERED, MEANING = range(5)
"""Rows of a match."""


@dataclass(frozen=True, slots=True)
class Match:
    """How a text meets all passages, one row for each way: `raw` float64 (5, passages), and `trust` float64 (5,) in 0..1.

    The ways are those of `Weights`: words (BM25 of stems and parts of compounds), parts (cosine of character n-grams), terms
    (soft matching of the text's words), covered (the same of the passage's words), meaning (cosine of vectors).
    """

    raw: NDArray[np.float64]
    trust: NDArray[np.float64]

    def factors(self, weights: Weights) -> NDArray[np.float64]:
        """float64 (5,): what each way counts for this text."""
        given = [weights.words, weights.parts, weights.terms, weights.covered, weights.meaning]
        return np.asarray(self.trust * np.array(given), np.float64)

    def fused(self, weights: Weights) -> NDArray[np.float64]:
        """float64 (passages,): weighted sum of the z-scores of each way over all passages; no bounds, mean 0."""
        return np.asarray(self.factors(weights) @ z_scores(self.raw), np.float64)

    @property
    def nearness(self) -> NDArray[np.float64]:
        """float64 (passages,): mean of parts, terms and meaning, in 0..1; comparable between texts."""
        return np.asarray(np.clip(self.raw[[PARTS, TERMS, MEANING]], 0.0, 1.0).mean(axis=0), np.float64)

    def split(self, place: int) -> tuple["Match", "Match"]:
        """The match with the passages before a place, and that with the others."""
        return Match(self.raw[:, :place], self.trust), Match(self.raw[:, place:], self.trust)


def z_scores(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row less its mean, by its standard deviation; zeros for a row of equal values."""
    if not raw.shape[1]:
        return raw
    spread = raw.std(axis=1, keepdims=True)
    centred = raw - raw.mean(axis=1, keepdims=True)
    return np.asarray(np.divide(centred, spread, out=np.zeros_like(raw), where=spread > 1e-12), np.float64)


@dataclass(frozen=True, slots=True)
class TextModel:
    """What fitting passages gives; the same passages and the same embedder give the same model."""

    words: Postings
    parts: Postings
    terms: Terms
    meaning: Meaning

    @classmethod
    def fit(cls, passages: Sequence[str], embedder: Embedder) -> "TextModel":
        """Fit to passages."""
        words = count_words(passages)
        stems = count_terms(words, lambda word: (stem(word),))
        compounds = Compounds(_frequencies(stems.terms, stems.frequencies))
        whole = count_terms(words, lambda word: word_stems(word, compounds))
        parts = count_terms(words, word_parts)
        passage_embedder = for_passages(embedder)
        return cls(
            Postings.bm25(whole),
            Postings.cosine(parts),
            Terms.fit(words, stems, embedder),
            Meaning.fit(passages, passage_embedder),
        )


class TextRanker:
    """Scores passages against texts; may be used by several threads at once."""

    name: ClassVar[str] = "fusion-1"

    def __init__(self, model: TextModel, embedder: Embedder) -> None:
        """Args: model: fitted with the same embedder."""
        self.model = model
        self._embedder = embedder
        terms = model.terms
        self._compounds = Compounds(_frequencies(terms.terms, np.diff(terms.starts)))
        self._speller = Speller(terms.terms)
        self._seen: dict[str, Neighbours] = {}

    def match(self, text: str) -> Match:
        """How a text meets all passages; all zeros for a text without any word that carries a topic."""
        model, number = self.model, self.model.words.passages
        words = topic_words(text)
        if not words:
            return Match(np.zeros((5, number)), np.ones(5))
        respelt = {word: known for word in dict.fromkeys(words) if (known := self._speller.respell(word))}
        stems = [s for word in words for s in self._stems(word, respelt)]
        parts = [part for word in words for part in word_parts(word)]
        vector, neighbours = self._look_up(text, words, respelt)
        forward, backward = model.terms.match(neighbours)
        raw = (model.words.sums(stems), model.parts.cosines(parts), forward, backward, model.meaning.cosines(vector))
        trust = (model.words.known_share(stems) ** 2, model.parts.known_share(parts), 1.0, 1.0, 1.0)
        return Match(np.array(raw), np.array(trust))

    def scores(self, text: str, weights: Weights | None = None) -> NDArray[np.float64]:
        """float64 (passages,): fused scores, see `Match.fused`."""
        return self.match(text).fused(weights or Weights())

    def _look_up(
        self, text: str, words: Sequence[str], respelt: Mapping[str, str]
    ) -> tuple[NDArray[np.float32], list[Neighbours]]:
        """The vector of a text and the neighbours of its distinct words; those of words seen before are remembered."""
        found = {word: self._seen.get(word) for word in words}
        new = [word for word, known in found.items() if known is None]
        vectors = self._embedder.embed([text, *new])
        looked_up = dict(zip(new, self.model.terms.neighbours(new, vectors[1:], respelt), strict=True))
        if len(self._seen) + len(new) > REMEMBERED:
            self._seen.clear()
        self._seen.update(looked_up)
        return vectors[0], [known or looked_up[word] for word, known in found.items()]

    def _stems(self, word: str, respelt: Mapping[str, str]) -> tuple[str, ...]:
        known = respelt.get(word)
        return (known,) if known else word_stems(word, self._compounds)


def word_stems(word: str, compounds: Compounds) -> tuple[str, ...]:
    """Stem of a word, stems of what stands between its hyphens, and of the parts of its compounds.

    >>> word_stems("Video-Schulungen", Compounds({}))
    ('videoschulung', 'video', 'schulung')
    """
    written = (word, *word.split("-")) if "-" in word else (word,)
    return tuple(found for part in written for found in (stem(part), *compounds.parts(part)) if found)


def _frequencies(terms: dict[str, int], counts: NDArray[np.int64]) -> dict[str, int]:
    return dict(zip(terms, counts.tolist(), strict=True))
