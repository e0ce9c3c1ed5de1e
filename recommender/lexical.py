"""Lexical similarity: TF-IDF over stemmed words and over character n-grams, German and English together.

Fitting takes scikit-learn and seconds; it is done once, at build. Scoring reads the columns of a few terms and needs numpy
only, so that a service starts and answers quickly (docs/adr/0009).
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.values import Language
from recommender.texts import ItemText, TypicalNeed
from recommender.words import UMLAUTS, content_stems, content_words

WORD_SHARE = 0.4
"""Share of the word cosine; the rest is that of character n-grams, which meet inside compounds."""

NEED_WEIGHT = 0.5
"""Weight of the squared cosine with the nearest typical need beside the cosine with the document.

Squared, because the best of a dozen short sentences is near by chance as soon as a rare word is shared. Leaving out one
need at a time (2,043 needs), mean reciprocal rank 0.61 for roadmaps, 0.24 for methods and 0.45 for media types; by documents
alone 0.63, 0.26 and 0.47; plain means of both had 0.37, 0.10 and 0.22. A need asked word by word puts its item first always.
"""

HALF = 0.08
"""The raw score that becomes 0.5: about what the right item has for a need in other words than its own."""

MANY = 200
"""Above as many passages, word parts that one of them alone has are left out: they are most of the memory and match nothing."""

PART_LENGTHS = range(4, 7)


@dataclass(frozen=True, slots=True)
class Space:
    """A fitted TF-IDF space over passages, by column: rows and weights of term t are those from starts[t] to starts[t + 1].

    Each passage is a row of length 1. `idf` float64 (terms,), `starts` int64 (terms + 1,), `rows` int32, `weights` float64.
    """

    terms: dict[str, int]
    idf: NDArray[np.float64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float64]
    passages: int

    @classmethod
    def fit(cls, analyze: Callable[[str], list[str]], passages: Sequence[str], least: int) -> "Space":
        """Fit to passages; terms in fewer than `least` of them are left out."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        if not any(analyze(passage) for passage in passages):
            empty = np.zeros(0)
            return cls({}, empty, np.zeros(1, np.int64), np.zeros(0, np.int32), empty, len(passages))
        vectorizer = TfidfVectorizer(analyzer=analyze, sublinear_tf=True, min_df=least)
        matrix = vectorizer.fit_transform(passages).tocsc()
        matrix.sort_indices()
        terms = {term: int(column) for term, column in vectorizer.vocabulary_.items()}
        return cls(
            dict(sorted(terms.items(), key=lambda entry: entry[1])),
            np.asarray(vectorizer.idf_, np.float64),
            matrix.indptr.astype(np.int64),
            matrix.indices.astype(np.int32),
            matrix.data.astype(np.float64),
            len(passages),
        )

    def cosines(self, terms: Sequence[str]) -> NDArray[np.float64]:
        """float64 (passages,): cosine of every passage with a text that has these terms, repeated as they occur."""
        counts: dict[int, int] = {}
        for term in terms:
            if (column := self.terms.get(term)) is not None:
                counts[column] = counts.get(column, 0) + 1
        weights = {column: (1 + np.log(count)) * self.idf[column] for column, count in counts.items()}
        length = np.sqrt(sum(weight * weight for weight in weights.values()))
        return self._product((column, weight / length) for column, weight in weights.items())

    def coverage(self, terms: Sequence[str]) -> float:
        """Length of what is known of a text by length of all of it, in 0..1; an unknown term counts as the rarest known one."""
        counts = Counter(terms)
        known = {term: self.idf[self.terms[term]] if term in self.terms else 0.0 for term in counts}
        most = float(self.idf.max(initial=1.0))
        weights = [((1 + np.log(count)), known[term]) for term, count in counts.items()]
        whole = sum((factor * (idf or most)) ** 2 for factor, idf in weights)
        return float(np.sqrt(sum((factor * idf) ** 2 for factor, idf in weights) / whole)) if whole else 0.0

    def between(self, position: int) -> NDArray[np.float64]:
        """float64 (passages,): cosine of every passage with the one at `position`."""
        mine = np.flatnonzero(self.rows == position)
        columns = np.searchsorted(self.starts, mine, side="right") - 1
        return self._product(zip(columns, self.weights[mine], strict=True))

    def _product(self, weighted: object) -> NDArray[np.float64]:
        found = np.zeros(self.passages)
        for column, weight in weighted:  # type: ignore[attr-defined]
            part = slice(self.starts[column], self.starts[column + 1])
            found[self.rows[part]] += weight * self.weights[part]
        return found


@dataclass(frozen=True, slots=True)
class LexicalModel:
    """What fitting the texts of one kind of items gives; passages are the documents, then all typical needs."""

    words: Space
    parts: Space

    @classmethod
    def fit(cls, items: Sequence[ItemText]) -> "LexicalModel":
        """Fit to items; the same items give the same model."""
        passages = [item.document for item in items] + [need.text for item in items for need in item.needs]
        least = 2 if len(passages) > MANY else 1
        return cls(Space.fit(content_stems, passages, 1), Space.fit(word_parts, passages, least))


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How near a text is to all items: `scores` float64 (items,) in 0..1, `needs` float64 (typical needs of all items,)."""

    scores: NDArray[np.float64]
    needs: NDArray[np.float64]


class LexicalScorer:
    """Scores items by the words and word parts that they share with a text.

    The raw score c of an item is the cosine of its document plus half the squared cosine of its nearest typical need, cosines
    scaled by how much of the text is known: one word in common does not answer a sentence on something else. It
    becomes c / (c + 0.08), so that scores of different needs can be compared. Answers depend on the items alone.
    """

    name = "lexical-1"

    def __init__(self, items: Sequence[ItemText], model: LexicalModel | None = None) -> None:
        """Args: model: fitted to these items before; None fits now."""
        owned = [(position, need) for position, item in enumerate(items) for need in item.needs]
        self._needs: tuple[TypicalNeed, ...] = tuple(need for _, need in owned)
        self._owner = np.array([position for position, _ in owned], dtype=np.intp)
        self._count = len(items)
        self._model = LexicalModel.fit(items) if model is None else model

    def scores(self, text: str) -> NDArray[np.float64]:
        """float64 (n,) in 0..1, in the order of the items; zeros where nothing is shared."""
        return self.match(text).scores

    def match(self, text: str) -> TextMatch:
        """Scores of all items, and cosines of all typical needs for `nearest_need`."""
        words, parts = self._model.words, self._model.parts
        stems, pieces = content_stems(text), word_parts(text)
        cosines = WORD_SHARE * words.coverage(stems) * words.cosines(stems)
        cosines += (1 - WORD_SHARE) * parts.coverage(pieces) * parts.cosines(pieces)
        needs = cosines[self._count :]
        best = np.zeros(self._count)
        np.maximum.at(best, self._owner, needs)
        raw = cosines[: self._count] + NEED_WEIGHT * best**2
        return TextMatch(raw / (raw + HALF), needs)

    def nearest_need(self, match: TextMatch, position: int, language: Language) -> tuple[str, float] | None:
        """The item's typical need in a language that is nearest to the text, and its cosine; None where it has none."""
        mine = [int(i) for i in np.flatnonzero(self._owner == position) if self._needs[i].language == language]
        if not mine:
            return None
        best = max(mine, key=lambda i: (match.needs[i], -i))
        return self._needs[best].text, float(match.needs[best])

    def between(self, position: int) -> NDArray[np.float64]:
        """float64 (n,): how near the documents of all items are to that of one, in 0..1; symmetric, 1 for itself."""
        words, parts = self._model.words.between(position), self._model.parts.between(position)
        cosines = WORD_SHARE * words + (1 - WORD_SHARE) * parts
        return np.asarray(np.clip(cosines[: self._count], 0.0, 1.0), dtype=np.float64)


def word_parts(text: str) -> list[str]:
    """Character n-grams of 4 to 6 from within each word that carries a topic, its borders as spaces; a shorter one is one part.

    >>> word_parts("Ölwechsel")[:3], word_parts("zu Ö")
    ([' olw', 'olwe', 'lwec'], [' o '])
    """
    parts: list[str] = []
    for word in content_words(text):
        padded = f" {plain(word)} "
        for length in PART_LENGTHS:
            parts += [padded[start : start + length] for start in range(max(1, len(padded) - length + 1))]
            if len(padded) <= length:
                break
    return parts


def plain(text: str) -> str:
    """A text as n-grams are cut from it: composed, case-folded (ß = ss), umlauts as their vowels."""
    return unicodedata.normalize("NFC", text).casefold().translate(UMLAUTS)
