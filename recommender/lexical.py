"""Lexical similarity: TF-IDF over stemmed words and over character n-grams, German and English together."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from recommender.texts import ItemText

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_GERMAN = snowballstemmer.stemmer("german")

STOPWORDS = frozenset(
    """aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bisher da dabei
    damit dann das dass dazu dein dem den denn der des die dies diese diesem diesen dieser dieses doch dort du durch ein
    eine einem einen einer eines er es etwas euch für gegen hab habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihrem
    ihren ihrer im in ist ja jede jeder jedes kann kein keine keinem keinen keiner können man mein mich mir mit muss müssen
    nach nicht noch nun nur ob oder ohne sehr sein seine sich sie sind so soll sollen sollte sonst über um und uns unser
    unsere unserem unseren unserer unter viel vom von vor war warum was weil wenn wer werden wie wieder will wir wird wo
    wollen zu zum zur zwar zwischen mal schon wäre würde gibt
    a about all also an and any are as at be been but by can could do does doing don for from get got had has have how i if
    in into is it its just like me more my need no not of off on one only or our out over so some someone than that the
    their them then there these they this those to too up us very was we were what when where which who why will with
    would you your""".split()
)
"""Function words of both languages, left out of word matching."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The German Snowball stem of a case-folded word (ß becomes ss); harmless for most English words."""
    return str(_GERMAN.stemWord(word.casefold()))


def content_stems(text: str) -> list[str]:
    """Stems of the words of a text that are no function words, in order."""
    words = (word.casefold() for word in _WORD.findall(text))
    return [stem(word) for word in words if word not in STOPWORDS and len(word) > 1]


class LexicalScorer:
    """Scores items by the words and word parts that they share with a text.

    An item's score joins its whole document and its nearest typical need, each as the mean of word and character cosine.
    Cosines c are mapped to c / (c + 0.25), so that scores of different needs can be compared.
    """

    name = "lexical-1"

    def __init__(self, items: Sequence[ItemText]) -> None:
        self._needs = [need for item in items for need in item.needs]
        self._owner = np.array([i for i, item in enumerate(items) for _ in item.needs], dtype=np.intp)
        self._count = len(items)
        passages = [item.document for item in items] + self._needs
        self._words = TfidfVectorizer(analyzer=content_stems, sublinear_tf=True)
        self._characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
        self._matrices = [self._fit(vectorizer, passages) for vectorizer in (self._words, self._characters)]

    def _fit(self, vectorizer: TfidfVectorizer, passages: list[str]) -> csr_matrix | None:
        try:
            return csr_matrix(vectorizer.fit_transform(passages or ["leer"]))
        except ValueError:  # no term is left, which happens with a handful of items only
            return None

    def scores(self, text: str) -> NDArray[np.float64]:
        """float64 (n,) in 0..1, in the order of the items; zeros where nothing is shared."""
        cosines = self._cosines(text)
        documents, needs = cosines[: self._count], cosines[self._count :]
        best = np.zeros(self._count)
        np.maximum.at(best, self._owner, needs[: len(self._owner)])
        joined = 0.5 * documents + 0.5 * best
        return np.asarray(joined / (joined + 0.25), dtype=np.float64)

    def nearest_need(self, text: str, position: int) -> tuple[str, float] | None:
        """The item's typical need that is nearest to the text, and its cosine; None where it has none that shares words."""
        mine = np.flatnonzero(self._owner == position)
        if not mine.size:
            return None
        words = self._similarities(0, text)[self._count :][mine]
        both = self._cosines(text)[self._count :][mine]
        best = int(np.argmax(both))
        return (self._needs[int(mine[best])], float(both[best])) if words[best] > 0 else None

    def shared_words(self, text: str, document: str) -> tuple[str, ...]:
        """Words of the text, as written, whose stems the document has too, rarest first, each once."""
        there = set(content_stems(document))
        words = [w for w in _WORD.findall(text) if w.casefold() not in STOPWORDS and stem(w) in there and len(w) > 2]
        unique = {stem(w): w for w in reversed(words)}
        idf = {term: float(self._words.idf_[i]) for term, i in self._words.vocabulary_.items() if term in unique}
        return tuple(unique[s] for s in sorted(unique, key=lambda s: (-idf.get(s, 0.0), s)))

    @lru_cache(maxsize=32)  # noqa: B019 - one scorer a version, dropped with it
    def _cosines(self, text: str) -> NDArray[np.float64]:
        return np.asarray((self._similarities(0, text) + self._similarities(1, text)) / 2, dtype=np.float64)

    def _similarities(self, which: int, text: str) -> NDArray[np.float64]:
        matrix = self._matrices[which]
        if matrix is None:
            return np.zeros(self._count + len(self._needs))
        vectorizer = (self._words, self._characters)[which]
        return np.asarray((matrix @ vectorizer.transform([text]).T).toarray().ravel(), dtype=np.float64)
