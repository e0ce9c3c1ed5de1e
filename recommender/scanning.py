"""Where labels may stand in a clause: one cheap look for all schemes, before each scheme looks closely.

Eight schemes with up to six words a label make some fifty look-ups a word; most words open no label at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from recommender.signs import BODY_ENDINGS, HEAD, LONGEST, REST, Signs, carries, is_noun
from recommender.words import Token, fold, stem

_SPREAD = 14
"""Words over which the words of a label may be spread."""

_GAP = 1
"""Topic words that may stand inside a label of two words: "Handys sind in der (Halle) verboten"."""


class Scanner:
    """Says at which words of a clause a scheme's labels may begin; where it says no, there are none."""

    def __init__(self, signs: Iterable[Signs]) -> None:
        self._exact: Mapping[str, frozenset[str]]
        found: tuple[defaultdict[str, set[str]], ...] = tuple(defaultdict(set) for _ in range(4))
        for scheme in signs:
            for table, keys in zip(found, scheme.keys, strict=True):
                for key in keys:
                    table[key].add(scheme.scheme)
        self._exact, self._loose, self._parts, self._abbreviations = (
            {key: frozenset(schemes) for key, schemes in table.items()} for table in found
        )
        self._loose_stems = frozenset(part for key in self._loose for part in key.split(" "))

    def starts(self, words: Sequence[Token]) -> list[set[str]]:
        """For each word the schemes that may have a label beginning there."""
        stems = [stem(word.text) for word in words]
        topics = [i for i, word in enumerate(words) if carries(word.text)]
        found = [self._alone(word.text) | self._run(stems, at) for at, word in enumerate(words)]
        for number, at in enumerate(topics):
            if stems[at] in self._loose_stems:
                following = [i for i in topics[number : number + LONGEST + _GAP] if i < at + _SPREAD]
                found[at] |= self._spread([stems[i] for i in following])
        return found

    def _alone(self, word: str) -> set[str]:
        """Schemes with a label that is the word, an abbreviation, or a part of the compound."""
        schemes: set[str] = set(self._abbreviations.get(word.removesuffix("s"), ()))
        *fore, head = word.split("-")
        for part in (*fore, head) if fore else ():
            schemes |= self._exact.get(stem(part), frozenset())
            schemes |= self._abbreviations.get(part.removesuffix("s"), frozenset())
        if head and is_noun(head):
            for part in compound_parts(fold(head)):
                schemes |= self._parts.get(part, frozenset())
        return schemes

    def _run(self, stems: Sequence[str], at: int) -> set[str]:
        schemes: set[str] = set()
        key = ""
        for part in stems[at : at + LONGEST]:
            key += part
            schemes |= self._exact.get(key, frozenset())
        return schemes

    def _spread(self, stems: Sequence[str]) -> set[str]:
        """Schemes with a label of the first words given, or of the first and one of the next."""
        schemes: set[str] = set()
        groups = [stems[:size] for size in range(2, min(LONGEST, len(stems)) + 1)]
        groups += [[stems[0], other] for other in stems[2 : 2 + _GAP]]
        for group in groups:
            for key in {" ".join(group), " ".join(sorted(group))}:
                schemes |= self._loose.get(key, frozenset())
        return schemes


def spread_topics(words: Sequence[Token], at: int) -> list[int]:
    """Places of the words that carry a topic, from one on, over which a label may be spread."""
    return [i for i in range(at, min(len(words), at + _SPREAD)) if carries(words[i].text)][: LONGEST + _GAP]


def gap_pairs(at: int, topics: Sequence[int]) -> list[list[int]]:
    """The first topic with one that does not follow at once."""
    return [[at, other] for other in topics[2 : 2 + _GAP] if other - at > 1 + _GAP]


def compound_parts(folded: str) -> Iterable[str]:
    """What may close or open a compound, in no order."""
    for ending in BODY_ENDINGS:
        if folded.endswith(ending):
            body = folded.removesuffix(ending)
            yield from (body[start:] for start in range(REST, len(body) - HEAD + 1))
    yield from (folded[:end] for end in range(HEAD, len(folded) - REST + 1))
