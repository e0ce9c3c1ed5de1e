"""Labels as they are looked for in texts: by stem, with or without hyphens, in any order of their words, inside compounds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.records import Record
from graph.values import Text, Texts
from recommender.polarity import NEGATORS
from recommender.words import UMLAUTS, fold, is_function_word, stem, tokens

LONGEST = 6
"""Labels of more words are sentences, not names."""

HEAD = 5
"""Letters from which on a label may close a compound ("Rüstvideo")."""

MODIFIER = {"target-group": 5, "barrier": 9}
"""Schemes whose labels may open a compound ("Azubiprojekt", "Datenschutzgründe"), with the letters that takes."""

REST = 3
"""Letters that must be left of a compound beside the label; shorter stems than that plus one are no names by themselves."""

BODY_ENDINGS = ("", "s", "n", "en", "e", "es")
"""Endings that a compound may have after the label that closes it."""

EVERYDAY = frozenset(
    """beitrag buch channel chart cluster deck demo dependencies digital digitally digitals einstieg entwicklung
    everybody everyone expectations form formular forms intern kanal level live mandat netzwerk planner poll
    profile project projects projekt projekte purpose qualität quest reihenfolge sequence signal smart spinnen
    stationen strip support tafel team teams thread übersicht visual workplace""".split()
)
"""Labels with an everyday sense of their own: found by text search, named by nobody."""

PREFIXES = frozenset(
    "über unter vor nach durch wieder zusammen hinter ein aus auf ver ent zer miss bei mit weg hin her los".split()
)
"""What makes another word of a word rather than a kind of what it names: "Überprüfung" is no kind of "Prüfung"."""

_ENDINGS = frozenset(["", *"e n s en es in innen nen".split()])
_ADJECTIVE_ENDINGS = _ENDINGS | {"r", "m"}
"""In labels of several words: "neuer Kollege". In one word they would make "Werker" a form of "Werke"."""


Case = Literal["opening", "inside", "none"]
"""Whether a word opens a sentence, stands inside one, or belongs to a text without capital letters."""


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
    """The labels of one scheme, ready to be found.

    The finding methods give back None where the words are no label, else the one sign, or nothing where several concepts
    carry the label.
    """

    def __init__(self, scheme: str, labels: Iterable[Label]) -> None:
        self.scheme = scheme
        self._abbreviations: defaultdict[str, set[Sign]] = defaultdict(set)
        self._exact = _Table()
        self._any_order = _Table()
        self._in_order = _Table()
        self._parts: defaultdict[str, set[Sign]] = defaultdict(set)
        self._any_case: set[str] = set()
        split = [(label, [token.text for token in tokens(label.text)]) for label in labels]
        for label, words in split:
            if len(words) == 1 and is_abbreviation(words[0]):
                self._abbreviations[words[0].removesuffix("s")].add(Sign(label.identifier, label.certain))
        for label, words in split:
            if 0 < len(words) <= LONGEST and names_something(words) and not self._is_short(words):
                self._add(label, words)

    @property
    def keys(self) -> tuple[Iterable[str], Iterable[str], Iterable[str], Iterable[str]]:
        """What labels are found by: stems run together, stems in one order or another, parts of compounds, abbreviations."""
        return self._exact.keys, [*self._any_order.keys, *self._in_order.keys], self._parts, self._abbreviations

    def _is_short(self, words: Sequence[str]) -> bool:
        """Whether words are one abbreviation, in whatever case."""
        return len(words) == 1 and (is_abbreviation(words[0]) or words[0].upper() in self._abbreviations)

    def _add(self, label: Label, words: Sequence[str]) -> None:
        sign = Sign(label.identifier, label.certain)
        self._exact.add(joined(words), words, sign)
        topics = [word for word in words if carries(word)]
        if len(topics) > 1:
            self._add_loose(topics, label, sign)
        if len(topics) > 1 or not label.german or not is_noun(words[-1]):
            self._any_case.add(joined(words))
        if len(words) == 1 and label.german and is_noun(words[0]) and (label.certain or self.scheme == "media-type"):
            self._parts[fold(words[0])].add(sign)

    def _add_loose(self, topics: Sequence[str], label: Label, sign: Sign) -> None:
        """German words keep their parts in any order, English ones do not: "staff and support" are no support staff."""
        table, words = (self._any_order, sorted(topics, key=stem)) if label.german else (self._in_order, topics)
        table.add(" ".join(map(stem, words)), words, sign)

    def contiguous(self, words: Sequence[str], case: Case = "inside") -> tuple[Sign, ...] | None:
        """What the words name, one after the other; `case` is that of the first word."""
        if len(words) == 1 and is_abbreviation(words[0]) and (found := self._abbreviations.get(words[0].removesuffix("s"))):
            return single(found)
        if not names_something(words):
            return None
        sign = joined(words)
        found = self._exact.find(sign, words)
        case = case if len(words) == 1 else "inside"
        if found is None or (sign not in self._any_case and not _can_be_noun(words[-1], sign, case)):
            return None
        return single(found)

    def scattered(self, words: Sequence[str]) -> tuple[Sign, ...] | None:
        """What words that carry a topic name, with or without others between them."""
        topics = sorted(words, key=stem)
        found = self._any_order.find(" ".join(map(stem, topics)), topics)
        found = self._in_order.find(" ".join(map(stem, words)), words) if found is None else found
        return None if found is None else single(found)

    def inside(self, word: str) -> tuple[Sign, ...] | None:
        """What a compound names by the label that closes it, or opens it where the scheme allows that."""
        if not is_noun(word):
            return None
        folded = fold(word)
        for body in (folded.removesuffix(ending) for ending in BODY_ENDINGS):
            for start in range(REST, len(body) - HEAD + 1):
                if body[start:] in self._parts and body[:start] not in PREFIXES:
                    return single(self._parts[body[start:]])
        for end in range(len(folded) - REST, MODIFIER.get(self.scheme, len(folded)) - 1, -1):
            if folded[:end] in self._parts:
                return single(self._parts[folded[:end]])
        return None


class _Table:
    """Signs by stems, and how the labels behind them are spelt: stems alone join "train" and "trainer"."""

    def __init__(self) -> None:
        self._signs: defaultdict[str, set[Sign]] = defaultdict(set)
        self._spellings: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)

    def add(self, key: str, words: Sequence[str], sign: Sign) -> None:
        self._signs[key].add(sign)
        self._spellings[key].add(tuple(fold(word) for word in words))

    @property
    def keys(self) -> Iterable[str]:
        """All keys."""
        return self._signs

    def find(self, key: str, words: Sequence[str]) -> set[Sign] | None:
        """The signs whose label's words these are forms of; where labels have fewer or more words, stems decide."""
        if key not in self._signs:
            return None
        alike = [spelling for spelling in self._spellings[key] if len(spelling) == len(words)]
        forms = [fold(word) for word in words]
        endings = _ENDINGS if len(words) == 1 else _ADJECTIVE_ENDINGS
        spelt_so = not alike or any(
            all(is_inflection(form, known, endings) for form, known in zip(forms, spelling, strict=True)) for spelling in alike
        )
        return self._signs[key] if spelt_so else None


def _can_be_noun(word: str, sign: str, case: Case) -> bool:
    """Whether a word's spelling lets it be a noun: "Neue" inside a sentence is one, "neue" and "Neue Maschinen" are not."""
    if case == "none":
        return len(sign) > REST + 1
    return word[0].isupper() and (case == "inside" or len(sign) > REST)


def single(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """The sign of the one concept that is named, a certain one first; nothing where there are several concepts."""
    found = set(signs)
    if len({sign.identifier for sign in found}) != 1:
        return ()
    return (max(found, key=lambda sign: sign.certain),)


def names_something(words: Sequence[str]) -> bool:
    """Whether words can be a name: not only function words, everyday words, single letters and numbers."""
    return not all(is_function_word(word) or len(word) < 3 or word.isdigit() or word.casefold() in EVERYDAY for word in words)


def is_abbreviation(word: str) -> bool:
    """Whether a word is two to four capitals, with an s for several or without: its case tells it from other words."""
    base = word.removesuffix("s")
    return base.isupper() and 1 < len(base) <= 4


def is_noun(word: str) -> bool:
    """Whether a German word is spelt as nouns are."""
    return word[0].isupper() and word[1:].islower()


def is_inflection(word: str, other: str, endings: frozenset[str] = _ENDINGS) -> bool:
    """Whether two folded words are forms of one word.

    >>> is_inflection("betriebsräte", "betriebsrat"), is_inflection("ausbildung", "ausbilder"), is_inflection("werk", "werker")
    (True, False, False)
    """
    first, second = word.translate(UMLAUTS), other.translate(UMLAUTS)
    shared = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    return first[shared:] in endings and second[shared:] in endings


def joined(words: Sequence[str]) -> str:
    """Stems run together, so that "Kurzvideo", "Kurz-Video" and "kurzes Video" are one."""
    return "".join(stem(word) for word in words)


def carries(word: str) -> bool:
    """Whether a word counts for what a group of words names: it has a topic of its own, or denies one."""
    return word.casefold() in NEGATORS or not is_function_word(word)
