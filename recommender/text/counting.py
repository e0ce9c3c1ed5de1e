"""How often terms occur in passages, counted by way of the distinct words."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.words import content_words


@dataclass(frozen=True, slots=True)
class Counts:
    """Terms, and how often they occur: `matrix` is a scipy CSC matrix float32 (passages, terms) without stored zeros."""

    terms: dict[str, int]
    matrix: Any

    @property
    def frequencies(self) -> NDArray[np.int64]:
        """int64 (terms,): number of passages that have a term."""
        return np.asarray(np.diff(self.matrix.indptr), np.int64)


def topic_words(text: str) -> list[str]:
    """The words of a text that carry a topic and are longer than a letter, as written, in order."""
    return [word for word in content_words(text) if len(word) > 1]


def count_words(passages: Sequence[str]) -> Counts:
    """Counts of topic words as written, in the order in which they first occur."""
    terms: dict[str, int] = {}
    columns: list[int] = []
    counts: list[int] = []
    starts = [0]
    for passage in passages:
        for word, count in Counter(topic_words(passage)).items():
            columns.append(terms.setdefault(word, len(terms)))
            counts.append(count)
        starts.append(len(columns))
    return Counts(terms, _columns(np.array(counts), columns, starts, (len(passages), len(terms))))


def count_terms(words: Counts, terms_of: Callable[[str], Sequence[str]]) -> Counts:
    """Counts of the terms that words are made of; each distinct word is taken apart once.

    Args:
        words: from `count_words`.
        terms_of: the terms of a word; one that comes twice counts twice.
    """
    terms: dict[str, int] = {}
    columns: list[int] = []
    counts: list[int] = []
    starts = [0]
    for word in words.terms:
        for term, count in Counter(terms_of(word)).items():
            columns.append(terms.setdefault(term, len(terms)))
            counts.append(count)
        starts.append(len(columns))
    parts = _columns(np.array(counts), columns, starts, (len(words.terms), len(terms)))
    matrix = (words.matrix.tocsr() @ parts.tocsr()).tocsc()
    matrix.sort_indices()
    return Counts(terms, matrix)


def _columns(counts: NDArray[Any], columns: list[int], starts: list[int], shape: tuple[int, int]) -> Any:
    from scipy.sparse import csr_matrix

    return csr_matrix((counts.astype(np.float32), columns, starts), shape=shape).tocsc()
