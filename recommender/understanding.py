"""Reads concepts out of a need by their labels, so that a person can see and correct what was understood."""

import re
from collections import defaultdict
from collections.abc import Iterable

from graph.catalogue import Catalogue
from graph.values import Language, Text, Texts
from recommender.lexical import STOPWORDS, stem
from recommender.types import Understood

SCHEMES = {
    "barriers": "barrier",
    "learning_field": "learning-field",
    "target_group": "target-group",
    "media_types": "media-type",
    "phase": "sub-process",
    "mode": "delivery-mode",
    "sector": "sector",
    "methods": "method",
}
"""Key of `understood` -> scheme whose labels are looked for."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'.:*][^\W_]+)*")
_LONGEST_LABEL = 6
"""Labels of more words are sentences, not names."""

Sign = tuple[str, ...]


class Understander:
    """Finds labels in texts: word by word, by stem, the longest label first."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._signs: dict[str, dict[Sign, set[str]]] = {}
        self._abbreviations: dict[str, dict[str, set[str]]] = {}
        for scheme in SCHEMES.values():
            signs: defaultdict[Sign, set[str]] = defaultdict(set)
            abbreviations: defaultdict[str, set[str]] = defaultdict(set)
            for key, record in catalogue.records.get(scheme, {}).items():
                for label in _labels_of(record):
                    words = _TOKEN.findall(label)
                    if len(words) == 1 and words[0].isupper() and len(words[0]) <= 4:
                        abbreviations[words[0]].add(key)
                    elif words and len(words) <= _LONGEST_LABEL and not _is_common(words):
                        signs[_sign(words)].add(key)
            self._signs[scheme] = dict(signs)
            self._abbreviations[scheme] = dict(abbreviations)

    def read(self, text: str, language: Language = "de") -> dict[str, tuple[Understood, ...]]:
        """Concepts named in a text, by profile key; in the order of the text, each concept once.

        A label that several concepts of a scheme carry names none of them.
        """
        tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
        found: dict[str, tuple[Understood, ...]] = {}
        for key, scheme in SCHEMES.items():
            hits = list(self._hits(scheme, tokens, text, language))
            if hits:
                found[key] = tuple({hit.identifier: hit for hit in reversed(hits)}.values())[::-1]
        return found

    def _hits(self, scheme: str, tokens: list[tuple[str, int, int]], text: str, language: Language) -> Iterable[Understood]:
        signs, abbreviations = self._signs[scheme], self._abbreviations[scheme]
        start = 0
        while start < len(tokens):
            for length in range(min(_LONGEST_LABEL, len(tokens) - start), 0, -1):
                words = [token for token, _, _ in tokens[start : start + length]]
                keys = signs.get(_sign(words), set())
                if length == 1:
                    keys = keys | abbreviations.get(words[0], set())
                if len(keys) == 1:
                    key = next(iter(keys))
                    matched = text[tokens[start][1] : tokens[start + length - 1][2]]
                    yield Understood(key, self._catalogue.title(scheme, key, language), matched)
                    start += length - 1
                    break
            start += 1


def _labels_of(record: object) -> Iterable[str]:
    title: Text = getattr(record, "title", Text())
    yield from (t for t in (title.de, title.en) if t)
    for name in ("alt_labels", "hidden_labels"):
        texts: Texts = getattr(record, name, Texts())
        yield from (*texts.de, *texts.en)


def _is_common(words: list[str]) -> bool:
    """Labels that are function words, single letters or bare codes would be found everywhere."""
    return all(word.casefold() in STOPWORDS or len(word) < 3 or word.isdigit() for word in words)


def _sign(words: list[str]) -> Sign:
    return tuple(stem(word) for word in words)
