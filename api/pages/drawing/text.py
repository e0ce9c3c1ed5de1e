"""Words in drawings: SVG does not wrap lines, so they are broken here, with an estimate of how wide they get."""

import math
import re
from collections.abc import Callable, Iterator

from api.pages.drawing.shapes import TEXT

Fits = Callable[[str], bool]

LABEL_WIDTH = 22
"""Characters of a line of a label."""
LABEL_LINES = 3

ELLIPSIS = "…"

_NARROW = frozenset("fijlrtI.,:;!|'’()[]/- ·")
_WIDE = frozenset("mwMWÄÖÜOQGDN@%~—…")


def wrapped(text: str, width: int = LABEL_WIDTH, most: int = LABEL_LINES, room: float = math.inf) -> tuple[str, ...]:
    """A text as lines of at most `width` characters; where it needs more than `most` lines, the last one ends with "…".

    A word longer than a line is broken after a slash or a hyphen where it has one, else with a hyphen.
    No lines for an empty text.

    Args:
        text: white space of any kind counts as one space.
        width: at least 2.
        most: at least 1.
        room: what a line in the smallest size may measure, by `breadth`; for columns that wide letters would leave.
    """

    def fits(line: str) -> bool:
        return len(line) <= width and breadth(line, TEXT) <= room

    lines: list[str] = []
    for piece, glued in _pieces(text, fits):
        longer = f"{lines[-1]}{'' if glued else ' '}{piece}" if lines else ""
        if longer and fits(longer):
            lines[-1] = longer
        else:
            lines.append(piece)
    return tuple(lines) if len(lines) <= most else (*lines[: most - 1], _cut(lines[most - 1], fits))


def breadth(text: str, size: float) -> float:
    """About how wide a line gets in the sans serif of the pages, in the unit of `size`: rather too wide than too narrow."""
    return size * sum(_advance(character) for character in text)


def widest(lines: tuple[str, ...], size: float) -> float:
    """The breadth of the widest line, 0 where there is none."""
    return max((breadth(line, size) for line in lines), default=0.0)


def _advance(character: str) -> float:
    """Width of a character in em, for Source Sans 3 and the sans serifs that stand in for it."""
    if character in _NARROW:
        return 0.36
    if character in _WIDE or ord(character) > 0x2FF:
        return 0.95
    return 0.66 if character.isupper() else 0.56


def _pieces(text: str, fits: Fits) -> Iterator[tuple[str, bool]]:
    """The words, in pieces that fit into a line, each with whether it goes on without a space from the one before."""
    for word in text.split():
        glued = False
        for part in [word] if fits(word) else re.findall(r"[^/-]*[/-]|[^/-]+", word):
            rest = part
            while len(rest) > 1 and not fits(rest):
                end = max((n for n in range(1, len(rest)) if fits(f"{rest[:n]}-")), default=1)
                yield f"{rest[:end]}-", glued
                rest, glued = rest[end:], False
            yield rest, glued
            glued = True


def _cut(line: str, fits: Fits) -> str:
    """A line with an ellipsis, shorter by as few words, else letters, as there must be."""
    kept = line
    while kept and not fits(f"{kept}{ELLIPSIS}"):
        kept = kept.rpartition(" ")[0] or kept[:-1]
    return kept.rstrip(" ,.;:-") + ELLIPSIS
