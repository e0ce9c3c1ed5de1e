"""A text as a dictionary would spell it: umlauts, typing errors and dialect undone in a copy that knows the own words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from recommender.dialect import PLAIN, SHARED
from recommender.words import STOPWORDS, UMLAUTS, Token, fold, language_of, stem, tokens

SHORTEST = 6
"""Letters from which on a word is taken for a misspelt one: short words lie too near to each other."""

LONG = 10
"""Letters from which on two errors are forgiven."""

OTHER_WORDS = frozenset(
    """ableitung betreiben college consultant errichtung forced gewebe issued leistung leistungen managed schrift schriften
    sports umgehung vorlegen""".split()
)
"""Words of working life that the texts do not have and that lie near to one of theirs."""

_PART = 4
"""Letters of the shortest part of a compound."""

_LINKS = ("", "s", "n", "en", "es", "e")

_FORMS: Mapping[str, str] = {**PLAIN, **SHARED}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class Copy:
    """A text with words replaced. `own` and `plain`: places of the replaced words in the own text and in `text`, in order."""

    text: str
    own: tuple[tuple[int, int], ...] = ()
    plain: tuple[tuple[int, int], ...] = ()

    def own_place(self, start: int, end: int) -> tuple[int, int]:
        """Where what stands at a place of `text` stands in the own text; a part of a replaced word is the whole word."""
        return self._own(start, 0), self._own(end - 1, 1) + (0 if self._replaced(end - 1) else 1)

    def _replaced(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.plain)

    def _own(self, place: int, side: int) -> int:
        shift = 0
        for own, plain in zip(self.own, self.plain, strict=True):
            if plain[0] <= place < plain[1]:
                return own[side]
            if plain[1] <= place:
                shift = own[1] - plain[1]
        return place + shift


class Speller:
    """Undoes spelling that the vocabulary does not know. A known word is never changed."""

    def __init__(self, texts: Iterable[str], labels: Iterable[str]) -> None:
        """Args: texts: their words are known; labels: their words are known, and what a misspelt word is taken for."""
        meant = {fold(word) for label in labels for word in _WORD.findall(label)}
        functional = {fold(word) for word in STOPWORDS}
        self._known = frozenset(
            {fold(word) for text in texts for word in _WORD.findall(text)} | meant | functional | OTHER_WORDS
        )
        self._stems = frozenset(stem(word) for word in self._known)
        self._functional: Mapping[str, str] = {_flat(word): word for word in sorted(functional) if _flat(word) != word}
        self._written_out: Mapping[str, str] = {
            written: word for word in self._known if (written := _written_out(word)) != word
        }
        groups: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(meant):
            if len(word) >= SHORTEST - 1 and word.isalpha():
                groups[word[0], len(word)].append(word)
        self._meant: Mapping[tuple[str, int], Sequence[str]] = groups
        self._correct = lru_cache(maxsize=10_000)(self._corrected)

    def copy(self, text: str) -> Copy:
        """The text with its words as the vocabulary spells them, capital letters as they were."""
        words = tokens(text)
        dialect = _forms(text, words)
        parts, own, plain, end, length = [], [], [], 0, 0
        for word in words:
            meant = dialect.get(_bare(word.text)) or self._correct(word.text)
            if meant is None:
                continue
            shown = meant[0].upper() + meant[1:] if word.text[0].isupper() else meant
            parts += [text[end : word.start], shown]
            length += word.start - end
            own.append((word.start, word.end))
            plain.append((length, length + len(shown)))
            length, end = length + len(shown), word.end
        return Copy("".join([*parts, text[end:]]), tuple(own), tuple(plain)) if own else Copy(text)

    def _corrected(self, word: str) -> str | None:
        """What a word means, folded; None where it is known, or nothing or more than one thing lies near."""
        folded = fold(word)
        if folded in self._known or not folded.isalpha():
            return None
        if (respelt := self._written_out.get(folded) or self._functional.get(folded)) is not None:
            return respelt
        if len(folded) < SHORTEST or word.isupper() or "-" in word or stem(word) in self._stems or self._is_compound(folded):
            return None
        return self._nearest(folded)

    def _nearest(self, folded: str) -> str | None:
        most = 2 if len(folded) >= LONG else 1
        lengths = range(len(folded) - most, len(folded) + most + 1)
        known = [word for length in lengths for word in self._meant.get((folded[0], length), ())]
        found = process.extract(folded, known, scorer=OSA.distance, score_cutoff=most, limit=8)
        best = [word for word, distance, _ in found if distance == found[0][1] and is_slip(folded, word)]
        return best[0] if best and len({stem(word) for word in best}) == 1 else None

    def _is_compound(self, folded: str) -> bool:
        """Whether a word is put together from two known ones, with or without a linking sound."""
        for cut in range(_PART, len(folded) - _PART + 1):
            if stem(folded[cut:]) in self._stems or folded[cut:] in self._known:
                head = folded[:cut]
                if any(head.endswith(link) and _opens(head.removesuffix(link), self._known, self._stems) for link in _LINKS):
                    return True
        return False


def is_slip(typed: str, meant: str) -> bool:
    """Whether fingers or ears explain each letter put for another one; letters left out, doubled or swapped always are.

    >>> is_slip("schulumg", "schulung"), is_slip("bewerbung", "bewertung"), is_slip("shculung", "schulung")
    (True, False, True)
    """
    replaced = [(typed[op.src_pos], meant[op.dest_pos]) for op in Levenshtein.editops(typed, meant) if op.tag == "replace"]
    if len(replaced) == 2 and replaced[0] == replaced[1][::-1]:
        return True
    return all(frozenset(pair) in _NEAR for pair in replaced)


def _near_letters() -> Iterator[frozenset[str]]:
    """Pairs of neighbours on a German keyboard, and of letters that sound alike."""
    for row in _ROWS:
        yield from (frozenset(pair) for pair in pairwise(row))
    for upper, lower in pairwise(_ROWS):
        yield from (frozenset(pair) for pair in zip(upper, lower, strict=False))
        yield from (frozenset(pair) for pair in zip(upper[1:], lower, strict=False))
    yield from (frozenset(pair) for pair in _SOUNDS.split())


_ROWS = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm")
_SOUNDS = "dt bp gk fv sz ck iy eä vw mn ae"
_NEAR = frozenset(_near_letters())


def _opens(part: str, known: frozenset[str], stems: frozenset[str]) -> bool:
    return len(part) >= _PART and (part in known or part in stems)


def _flat(folded: str) -> str:
    """A word whose dots were left out: "fur"."""
    return folded.translate(UMLAUTS)


def _written_out(folded: str) -> str:
    """A word whose umlauts are written with e: "fuer"."""
    return folded.translate(_OUT)


def _bare(word: str) -> str:
    """A word as forms of dialect are listed: in small letters, "g'scheit" without its mark; "wo's" is no form."""
    return re.sub("['’](?!s$)", "", word.casefold())


def _forms(text: str, words: Sequence[Token]) -> Mapping[str, str]:
    """The dialect forms to be read in a text: all of them beside a plain one; beside two where "i" and "a" look English."""
    plain = {_bare(word.text) for word in words} & PLAIN.keys()
    return _FORMS if len(plain) > (language_of(text) == "en") else {}
