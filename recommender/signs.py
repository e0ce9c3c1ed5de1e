"""Labels as they are looked for in texts: by stem, with or without hyphens, in any order of their words, inside compounds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.records import Record
from graph.values import Language, Text, Texts
from recommender.polarity import NEGATORS
from recommender.words import fold, is_function_word, stem, tokens

LONGEST = 6
"""Labels of more words are sentences, not names."""

MODIFIER = {"target-group": 5, "barrier": 9}
"""Schemes whose labels may open a compound ("Azubiprojekt", "Datenschutzgründe"), with the letters that takes."""

HEAD = 5
"""Letters from which on a label may close a compound ("Rüstvideo"), in every scheme."""

REST = 3
"""Letters that must be left of a compound beside the label."""

EVERYDAY = frozenset(
    """ar beitrag buch channel chart deck demo dependencies digital digitally digitals dm expectations form formular forms kanal
    level live mandat quest planner poll profile purpose reihenfolge sequence signal smart spinnen stationen strip tafel team
    teams thread übersicht visual workplace""".split()
)
"""Labels with an everyday sense of their own: found by text search, named by nobody."""

_ENDINGS = ("", "s", "n", "en", "e", "es", "er", "ern")


@dataclass(frozen=True, slots=True)
class Sign:
    """What a label names. `certain`: it is preferred or alternative; a hidden one is a hint."""

    identifier: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Label:
    """One label of one concept."""

    identifier: str
    text: str
    certain: bool
    german: bool


def labels_of(record: Record) -> Iterator[Label]:
    """All labels of a record, hidden ones included."""
    title: Text = getattr(record, "title", Text())
    yield from (Label(record.identifier, t, True, g) for t, g in ((title.de, True), (title.en, False)) if t)
    for name, certain in (("alt_labels", True), ("hidden_labels", False)):
        texts: Texts = getattr(record, name, Texts())
        yield from (Label(record.identifier, text, certain, True) for text in texts.de)
        yield from (Label(record.identifier, text, certain, False) for text in texts.en)


class Signs:
    """The labels of one scheme, ready to be found. What several concepts carry names none of them."""

    def __init__(self, scheme: str, labels: Iterable[Label]) -> None:
        self.scheme = scheme
        self._exact: _Table = defaultdict(set)
        self._loose: _Table = defaultdict(set)
        self._parts: _Table = defaultdict(set)
        self._abbreviations: _Table = defaultdict(set)
        self._nouns: dict[str, set[str]] = defaultdict(set)
        self._any_case: set[str] = set()
        for label in labels:
            self._add(label)

    def _add(self, label: Label) -> None:
        words = [token.text for token in tokens(label.text)]
        sign = Sign(label.identifier, label.certain)
        if len(words) == 1 and words[0].isupper() and 1 < len(words[0]) <= 4:
            self._abbreviations[words[0]].add(sign)
            return
        if not words or len(words) > LONGEST or not names_something(words):
            return
        self._exact[joined(words)].add(sign)
        if len(words) == 1:
            self._add_single(words[0], label, sign)
        elif len(content := loose(words)) > 1:
            self._loose[content].add(sign)

    def _add_single(self, word: str, label: Label, sign: Sign) -> None:
        if label.german and word[0].isupper() and word[1:].islower():
            self._nouns[joined([word])].add(fold(word))
        else:
            self._any_case.add(joined([word]))
        if len(fold(word)) >= HEAD and (label.certain or self.scheme == "media-type"):
            self._parts[fold(word)].add(sign)

    def contiguous(self, words: Sequence[str], opens_sentence: bool = False) -> frozenset[Sign] | None:
        """What the words name, one after the other; None where they are no label, empty where they are an ambiguous one."""
        if len(words) == 1 and (found := self._abbreviations.get(words[0])):
            return single(found)
        sign = joined(words)
        found = self._exact.get(sign, set())
        if not found or (len(words) == 1 and not self._is_spelt_so(words[0], sign, opens_sentence)):
            return None
        return single(found)

    def scattered(self, words: Sequence[str]) -> frozenset[Sign] | None:
        """As `contiguous`, for words that carry a topic, in any order."""
        found = self._loose.get(tuple(sorted(stem(word) for word in words)))
        return single(found) if found else None

    def inside(self, word: str) -> frozenset[Sign] | None:
        """As `contiguous`, for the label that closes a compound, or opens it where the scheme allows that."""
        folded = fold(word)
        for ending in _ENDINGS:
            body = folded.removesuffix(ending)
            for start in range(REST, len(body) - HEAD + 1):
                if body[start:] in self._parts:
                    return single(self._parts[body[start:]])
        least = MODIFIER.get(self.scheme)
        for end in range(len(folded) - REST, (least or len(folded)) - 1, -1):
            if folded[:end] in self._parts:
                return single(self._parts[folded[:end]])
        return None

    def _is_spelt_so(self, word: str, sign: str, opens_sentence: bool) -> bool:
        """Whether a single word can be the noun that the label is: "Ausbilder" is, "ausbilden" and "neue" are not."""
        if sign in self._any_case:
            return True
        if word[0].isupper():
            return len(sign) > REST or not opens_sentence
        return fold(word) in self._nouns[sign] and len(sign) > REST + 1


_Table = defaultdict[str, set[Sign]] | defaultdict[tuple[str, ...], set[Sign]]


def single(signs: Iterable[Sign]) -> frozenset[Sign]:
    """The sign of the one concept that is named, the certain one first choice; empty where there are several concepts."""
    found = set(signs)
    if len({sign.identifier for sign in found}) != 1:
        return frozenset()
    return frozenset([max(found, key=lambda sign: sign.certain)])


def names_something(words: Sequence[str]) -> bool:
    """Whether words can be a name: not only function words, everyday words, single letters and numbers."""
    return not all(
        is_function_word(word) or len(word) < 3 or word.isdigit() or word.casefold() in EVERYDAY for word in words
    )


def joined(words: Sequence[str]) -> str:
    """Stems run together, so that "Kurzvideo", "Kurz-Video" and "kurzes Video" are one."""
    return "".join(stem(word) for word in words)


def loose(words: Sequence[str]) -> tuple[str, ...]:
    """Sorted stems of the words that carry a topic or deny one."""
    return tuple(sorted(stem(word) for word in words if word.casefold() in NEGATORS or not is_function_word(word)))
