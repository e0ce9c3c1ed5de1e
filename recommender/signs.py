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
        self._exact: defaultdict[str, set[Sign]] = defaultdict(set)
        self._loose: defaultdict[tuple[str, ...], set[Sign]] = defaultdict(set)
        self._loose_spellings: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
        self._parts: defaultdict[str, set[Sign]] = defaultdict(set)
        self._spellings: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
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
        self._spellings[joined(words)].add(tuple(fold(word) for word in words))
        if len(words) == 1:
            self._add_single(words[0], label, sign)
        elif len(topics := sorted(filter(carries, words), key=stem)) > 1:
            self._loose[_stems(topics)].add(sign)
            self._loose_spellings[_stems(topics)].add(tuple(fold(word) for word in topics))

    def _add_single(self, word: str, label: Label, sign: Sign) -> None:
        if not label.german or not is_noun(word):
            self._any_case.add(joined([word]))
            return
        if len(fold(word)) >= HEAD and (label.certain or self.scheme == "media-type"):
            self._parts[fold(word)].add(sign)

    def contiguous(self, words: Sequence[str], case: Case = "inside") -> tuple[Sign, ...] | None:
        """What the words name, one after the other."""
        if len(words) == 1 and words[0] in self._abbreviations:
            return single(self._abbreviations[words[0]])
        sign = joined(words)
        if sign not in self._exact or not _is_spelt_so(words, self._spellings[sign]):
            return None
        if len(words) == 1 and sign not in self._any_case and not _can_be_noun(words[0], sign, case):
            return None
        return single(self._exact[sign])

    def scattered(self, words: Sequence[str]) -> tuple[Sign, ...] | None:
        """What words that carry a topic name, in any order."""
        topics = sorted(words, key=stem)
        wanted = _stems(topics)
        if wanted not in self._loose or not _is_spelt_so(topics, self._loose_spellings[wanted]):
            return None
        return single(self._loose[wanted])

    def inside(self, word: str) -> tuple[Sign, ...] | None:
        """What a compound names by the label that closes it, or opens it where the scheme allows that."""
        if not is_noun(word):
            return None
        folded = fold(word)
        for body in (folded.removesuffix(ending) for ending in ("", "s", "n", "en", "e", "es")):
            for start in range(REST, len(body) - HEAD + 1):
                if body[start:] in self._parts and body[:start] not in PREFIXES:
                    return single(self._parts[body[start:]])
        for end in range(len(folded) - REST, MODIFIER.get(self.scheme, len(folded)) - 1, -1):
            if folded[:end] in self._parts:
                return single(self._parts[folded[:end]])
        return None


def _is_spelt_so(words: Sequence[str], spellings: Iterable[tuple[str, ...]]) -> bool:
    """Whether words are forms of a label's words, where both are as many; stems alone join "train" and "trainer"."""
    alike = [spelling for spelling in spellings if len(spelling) == len(words)]
    forms = [fold(word) for word in words]
    endings = _ENDINGS if len(words) == 1 else _ADJECTIVE_ENDINGS
    return not alike or any(
        all(is_inflection(form, known, endings) for form, known in zip(forms, spelling, strict=True)) for spelling in alike
    )


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


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)


def carries(word: str) -> bool:
    """Whether a word counts for what a group of words names: it has a topic of its own, or denies one."""
    return word.casefold() in NEGATORS or not is_function_word(word)
