"""The drawn roadmap for narrow pages: one line from top to bottom, stations are the phases that were used."""

from dataclasses import dataclass

from api.pages.course import Course, Phase
from api.pages.drawing.shapes import LINE, TEXT, Box, Diamond, Flag, Words
from api.pages.drawing.text import wrapped
from api.pages.wording import wording
from graph.values import Language

WIDTH = 288.0
"""As wide as the text of a phone of 320 pixels, which is also a desktop page at 400 %."""

_LINE_X, _TEXT_X = 12.0, 34.0
_CHARACTERS = 34
_VISION_CHARACTERS, _VISION_SIZE, _VISION_LEADING = 30, 18.0, 23.0
_FLAG_STEP = 26.0


@dataclass(frozen=True, slots=True)
class Station:
    """A phase on the line: its number, and the top of its badge."""

    number: int | None
    y: float


@dataclass(frozen=True, slots=True)
class TallDrawing:
    """Everything in its place; `line` is where the course begins and ends, `media` the band beneath."""

    width: float
    height: float
    words: tuple[Words, ...]
    stations: tuple[Station, ...]
    stops: tuple[Diamond, ...]
    line: tuple[float, float, float]
    flags: tuple[Flag, ...]
    media: Box | None


class _Sheet:
    """What is written so far, and how far down."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.y = 0.0
        self.words: list[Words] = []
        self.stations: list[Station] = []
        self.stops: list[Diamond] = []

    def write(self, text: str, role: str, x: float = _TEXT_X, characters: int = _CHARACTERS, most: int = 4) -> Words:
        """Write a text below what is there; nothing moves for an empty one."""
        words = Words(x, self.y + TEXT, wrapped(text, characters, most, WIDTH - x), role)
        if words.lines:
            self.words.append(words)
            self.y += words.height
        return words


def draw_tall(course: Course, language: Language) -> TallDrawing:
    """The drawing of a course."""
    say, sheet = wording(), _Sheet(language)
    vision = Words(
        0, 18, wrapped(course.vision, _VISION_CHARACTERS, 8, WIDTH * TEXT / _VISION_SIZE), "vision", leading=_VISION_LEADING
    )
    if vision.lines:
        sheet.words.append(vision)
        sheet.y = vision.height + 8
    sheet.write(" · ".join(course.figures), "quiet", 0, 42)
    sheet.y += 16
    start = sheet.y + 11
    for phase in course.used:
        _station(sheet, phase)
    flags, end = _flags(sheet, course)
    sheet.y += 8
    media = None
    if course.media:
        top = sheet.y
        sheet.y += 8
        sheet.write(say("roadmap.media", language), "heading", 10)
        for title in course.media:
            sheet.write(title, "method", 10, _CHARACTERS + 2)
        sheet.y += 10
        media = Box(0, top, WIDTH, sheet.y - top)
    return TallDrawing(
        width=WIDTH,
        height=sheet.y + 1,
        words=tuple(sheet.words),
        stations=tuple(sheet.stations),
        stops=tuple(sheet.stops),
        line=(_LINE_X, start, max(start, end)),
        flags=flags,
        media=media,
    )


def _station(sheet: _Sheet, phase: Phase) -> None:
    """A phase: its name, then its milestones by month, then its methods."""
    sheet.stations.append(Station(phase.number, sheet.y))
    sheet.y += 3
    sheet.write(phase.title, "name" if phase.number is None else f"name phase-{phase.number}")
    sheet.y += 8
    for stop in phase.stops:
        month = wording()("roadmap.no-month", sheet.language)
        if stop.month is not None:
            month = wording()("roadmap.month", sheet.language, n=stop.month)
        middle = sheet.y + 9
        sheet.write(month, "month")
        sheet.stops.append(Diamond(_LINE_X, middle, sheet.write(stop.title, "label"), hollow=stop.month is None))
        sheet.y += 8
    for method in phase.methods:
        sheet.write(f"– {method.dated_name(sheet.language)}", "method")
        sheet.y += 3
    sheet.y += 18


def _flags(sheet: _Sheet, course: Course) -> tuple[tuple[Flag, ...], float]:
    """The flags at the end of the line, and where it ends."""
    flags = []
    for ending in course.endings:
        if ending.word:
            word = Words(_LINE_X + 32, sheet.y + TEXT, (ending.word,), "label")
            flags.append(Flag(_LINE_X, sheet.y, ending.outcome, word))
            sheet.y += _FLAG_STEP
    end = flags[-1].y + 12 if flags else sheet.y - LINE
    return tuple(flags), end
