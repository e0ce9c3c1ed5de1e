"""Lanes of the wide drawing: a phase with its name, what has no date in a column, and its milestones by month.

Milestones of a lane stand in rows of their own, so no label can lie on another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.course import Phase, Stop
from api.pages.drawing.months import MonthAxis
from api.pages.drawing.shapes import LINE, TEXT, Box, Diamond, Words
from api.pages.drawing.text import widest, wrapped
from api.pages.wording import wording
from graph.values import Language

WIDTH = 880.0
"""Of the drawing, whose right edge is that of the lanes."""
LANES_LEFT = 26.0
METHODS = 180.0
"""Where the column of methods begins."""

_NAME, _NAME_CHARACTERS, _NAME_ROOM = 56.0, 16, 120.0
_METHOD_CHARACTERS, _METHOD_LINES, _METHOD_ROOM = 34, 3, 208.0
_PAD = 11.0
"""Within a lane, above and below."""
_APART = 13.0
"""From the middle of a diamond to its label."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its area, the middle of its badge, its name, its methods and what was reached without a date."""

    number: int | None
    box: Box
    badge: float
    used: bool
    words: tuple[Words, ...]
    undated: tuple[Diamond, ...]


def draw_lane(phase: Phase, axis: MonthAxis, top: float, language: Language) -> tuple[Lane, list[tuple[int, Diamond]]]:
    """A lane with its dated milestones and their months; it is as high as the fullest of its three columns."""
    first = top + _PAD + TEXT - 1
    name = Words(_NAME, first, wrapped(phase.title, _NAME_CHARACTERS, 4, _NAME_ROOM), "name")
    words, y = [name], top + _PAD + name.height
    if phase.number == 6 and phase.used:
        on = Words(_NAME, y + TEXT + 2, wrapped(wording()("roadmap.go-on", language), _NAME_CHARACTERS + 1), "quiet")
        words.append(on)
        y += on.height + 3
    methods, undated, methods_end = _undated(phase, top + _PAD, language)
    stops, stops_end = _dated(phase.stops, axis, top + _PAD)
    height = max(y, methods_end, stops_end) + _PAD - top
    box = Box(LANES_LEFT, top, WIDTH - LANES_LEFT, height)
    return Lane(phase.number, box, first - 4.5, phase.used, (*words, *methods), undated), stops


def _undated(phase: Phase, top: float, language: Language) -> tuple[list[Words], tuple[Diamond, ...], float]:
    """The column of methods, and below them the milestones that have no month."""
    words: list[Words] = []
    diamonds: list[Diamond] = []
    y = top
    for method in phase.methods:
        lines = wrapped(method.dated_name(language), _METHOD_CHARACTERS, _METHOD_LINES, _METHOD_ROOM)
        words.append(Words(METHODS, y + TEXT - 1, lines, "method"))
        y += words[-1].height + 5
    for stop in (stop for stop in phase.stops if stop.month is None):
        label = Words(METHODS + 16, y + TEXT - 1, wrapped(stop.title, room=_METHOD_ROOM - 16), "label")
        diamonds.append(Diamond(METHODS + 5, y + 8, label, hollow=True))
        y += label.height + 5
    return words, tuple(diamonds), y - 5 if y > top else y


def _dated(stops: Sequence[Stop], axis: MonthAxis, top: float) -> tuple[list[tuple[int, Diamond]], float]:
    """Milestones with a month, each in a row of its own: labels to the right, near the edge to the left and below."""
    found: list[tuple[int, Diamond]] = []
    y = top
    for stop in stops:
        if stop.month is None:
            continue
        x, lines = axis.at(stop.month), wrapped(stop.title)
        height = max(len(lines), 1) * LINE
        if x + _APART + widest(lines, TEXT) <= WIDTH:
            middle = y + height / 2
            label = Words(x + _APART, y + TEXT - 0.5, lines, "label")
            y += height + 8
        else:
            middle = y + 8
            label = Words(x - _APART, middle + 8 + TEXT, lines, "label", "end")
            y = middle + 8 + height + 8
        found.append((stop.month, Diamond(x, middle, label)))
    return found, y - 8 if found else y
