"""Takes a misspelt word for the known one that it is nearest to."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from recommender.words import stem

SHORTEST = 5
"""Letters of the shortest stem that is looked up: of shorter ones, most near ones are other words."""

LONG = 10
"""Letters from which on two letters may be wrong, not one."""


class Speller:
    """Knows the stems of a collection; may be used by several threads at once.

    >>> Speller(["unterweisung", "video", "rat"]).respell("Unterweisnug")
    'unterweisung'
    """

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = frozenset(stems)
        self._alike: dict[tuple[str, int], list[str]] = {}
        for known in sorted(self._stems):
            if len(known) >= SHORTEST - 1 and known.isalpha():
                self._alike.setdefault((known[0], len(known)), []).append(known)

    def respell(self, word: str) -> str | None:
        """The known stem that an unknown word is most likely meant to have; None for a known, short or strange word.

        One letter but the first may be wrong, missing, too much, or changed with its neighbour (optimal string alignment);
        two in long words. Of equally near stems the shortest, then the first by the alphabet.
        """
        mine = stem(word)
        if mine in self._stems or len(mine) < SHORTEST or not mine.isalpha():
            return None
        most = 2 if len(mine) >= LONG else 1
        lengths = range(len(mine) - most, len(mine) + most + 1)
        near = [known for length in lengths for known in self._alike.get((mine[0], length), ())]
        found = extractOne(mine, near, scorer=OSA.distance, processor=None, score_cutoff=most)
        return found[0] if found else None
