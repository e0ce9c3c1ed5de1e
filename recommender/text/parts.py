"""Parts of words, and parts of passages."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from recommender.words import UMLAUTS

PART_LENGTH = 4
"""Letters of a part. 3 to 5 and 4 to 6 together find no more (XQuAD, ESCO) and take three times the memory; 5 finds less."""

WINDOW = 40
"""Words of a piece of a sentence that is longer than one and a half of it; pieces overlap by half."""

_SENTENCE_END = re.compile(r"(?<=[.!?;:…])\s+|\n+")


def word_parts(word: str) -> list[str]:
    """Character n-grams of a word with its borders as spaces; of a shorter word, all of it.

    >>> word_parts("Ölwechsel")[:3], word_parts("Ö")
    ([' olw', 'olwe', 'lwec'], [' o '])
    """
    padded = f" {plain(word)} "
    return [padded[start : start + PART_LENGTH] for start in range(max(1, len(padded) - PART_LENGTH + 1))]


def plain(text: str) -> str:
    """A text as n-grams are cut from it: composed, case-folded (ß = ss), umlauts as their vowels."""
    return unicodedata.normalize("NFC", text).casefold().translate(UMLAUTS)


def pieces(passage: str) -> list[str]:
    """The sentences of a passage, long ones in overlapping windows; one for a passage of one sentence, or of none.

    >>> pieces("Wir filmen. Alle sehen zu!")
    ['Wir filmen.', 'Alle sehen zu!']
    """
    return [piece for sentence in _SENTENCE_END.split(passage) if sentence.strip() for piece in _windows(sentence)] or [passage]


def _windows(sentence: str) -> Iterator[str]:
    words = sentence.split()
    if len(words) <= WINDOW * 3 // 2:
        yield sentence
        return
    ends = [*range(WINDOW, len(words), WINDOW // 2), len(words)]
    for end, _ in pairwise([*ends, 0]):
        yield " ".join(words[end - WINDOW : end])
