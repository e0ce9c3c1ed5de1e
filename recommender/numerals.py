"""Numbers in figures and words, and the clauses of a text that they are looked for in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORDS = {
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreißig": 30, "vierzig": 40,
    "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90, "hundert": 100, "anderthalb": 1.5,
    "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5, "halbe": 0.5,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "one and a half": 1.5, "an": 1, "a": 1,
}  # fmt: skip

_LONGEST_FIRST = sorted((word for word in _WORDS if len(word) > 2), key=lambda word: -len(word))

NUMBER = rf"\d+(?:[.,]\d+)?(?: ?½| 1/2)?|½|{'|'.join(_LONGEST_FIRST)}|an?\b"
"""A pattern for numbers, without groups."""

NUMBER_OF_PEOPLE = (
    rf"\d+|{'|'.join(word for word in _LONGEST_FIRST if _WORDS[word] >= 2 and _WORDS[word] == int(_WORDS[word]))}"
)
"""A pattern for whole numbers from two on."""

_END = re.compile(
    r"[!?;:\n()\u2013\u2014]|(?<!\bmax)(?<!\bmin)(?<!\bstd)(?<!\bca)(?<!\bhrs)\.(?!\d)|,(?!\d)| - ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text between marks, in small letters, and where it starts."""

    text: str
    start: int


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of a text in order. A small letter that takes more places than its capital does not replace it."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    start = 0
    for end in [*(mark.start() for mark in _END.finditer(text)), len(text)]:
        yield Clause(low[start:end], start)
        start = end + 1


def mentions(clause: Clause, parts: Iterable[str]) -> bool:
    """Whether any part stands anywhere in a clause: most clauses need no closer look."""
    return any(part in clause.text for part in parts)


def number(text: str) -> float | None:
    """The value of a number; None where it is none.

    >>> number("12"), number("1,5"), number("anderthalb"), number("zwölf"), number("1 ½"), number("viele")
    (12.0, 1.5, 1.5, 12.0, 1.5, None)
    """
    words = " ".join(text.lower().split())
    if words in _WORDS:
        return float(_WORDS[words])
    half = 0.5 if words.endswith(("½", "1/2")) else 0.0
    whole = re.sub(r" ?(?:½|1/2)$", "", words).replace(",", ".")
    if half and not whole:
        return half
    return float(whole) + half if re.fullmatch(r"\d+(?:\.\d+)?", whole) else None
