"""What drawings are made of. Lengths are in the units of the drawing, which are pixels where it is not scaled."""

from dataclasses import dataclass
from typing import Literal

TEXT = 13.0
"""Size of the smallest words; drawings are never shown smaller than they are designed, so nobody reads less."""
LINE = 17.0
"""From one line of words to the next."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of words; `y` is the baseline of the first, `role` the class that says how they look."""

    x: float
    y: float
    lines: tuple[str, ...]
    role: str
    anchor: Anchor = "start"
    leading: float = LINE

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return len(self.lines) * self.leading


@dataclass(frozen=True, slots=True)
class Diamond:
    """The mark of a milestone, around its centre, with its label; `hollow` where it has no month."""

    x: float
    y: float
    label: Words
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """A result: a flag at the height `y` on the pole `x`, flying left or right, with the word for the outcome."""

    x: float
    y: float
    outcome: str
    word: Words
    left: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float
