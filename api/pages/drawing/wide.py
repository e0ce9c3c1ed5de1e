"""The drawn roadmap for wide pages: lanes in the order of the process, a column for what has no date, a month axis.

The course runs down from a milestone and then right to the next, so it passes labels by wherever milestones follow
the order of the phases.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.course import Course, Phase
from api.pages.drawing.lanes import LANES_LEFT, METHODS, WIDTH, Lane, draw_lane
from api.pages.drawing.months import MonthAxis, MonthLine
from api.pages.drawing.shapes import LINE, TEXT, Box, Diamond, Flag, Words
from api.pages.drawing.text import widest, wrapped
from api.pages.wording import wording
from graph.values import Language

_AXIS, _RIGHT = 396.0, WIDTH - 1
_VISION_CHARACTERS, _VISION_SIZE, _VISION_LEADING = 90, 20.0, 25.0
_MEDIA_CHARACTERS = 100
_GAP = 4.0
"""Between two lanes."""
_FLAG_STEP = 26.0
_BACK_X = 9.0


@dataclass(frozen=True, slots=True)
class Back:
    """The dashed way back from phase 6: from `y` along `x` up to the lanes at `ends`, each entered at `into`."""

    x: float
    y: float
    into: float
    ends: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WideDrawing:
    """Everything in its place. `course` and `pole` are corners of lines; the course is in the order of time."""

    width: float
    height: float
    words: tuple[Words, ...]
    lanes: tuple[Lane, ...]
    grid: tuple[MonthLine, ...]
    grid_top: float
    grid_bottom: float
    stops: tuple[Diamond, ...]
    course: tuple[tuple[float, float], ...]
    pole: tuple[float, float, float] | None
    flags: tuple[Flag, ...]
    media: Box | None
    back: Back | None


def draw_wide(course: Course, language: Language) -> WideDrawing:
    """The drawing of a course."""
    say = wording()
    axis = MonthAxis(course.months, _AXIS, _RIGHT)
    words, y = _head(course)
    words += [
        Words(METHODS, y + TEXT, (say("roadmap.methods", language),), "heading"),
        *_month_names(axis, y + TEXT, language),
    ]
    top = y = y + LINE + 8
    lanes: list[Lane] = []
    dated: list[tuple[int, Diamond]] = []
    for phase in course.phases:
        lane, stops = draw_lane(phase, axis, y, language)
        lanes.append(lane)
        dated += stops
        y += lane.box.height + _GAP
    dated.sort(key=lambda found: found[0])  # a stable sort: within a month the order of the process
    stops_by_time = tuple(stop for _, stop in dated)
    bottom = y - _GAP
    pole_x = stops_by_time[-1].x if stops_by_time else _AXIS
    flags = _flags(course, pole_x, y + 14)
    if flags:
        words.append(Words(LANES_LEFT, y + 14 + TEXT, (say("roadmap.ending", language),), "heading"))
        y += 14 + len(flags) * _FLAG_STEP + 6
    media, media_words, y = _media(course, y + 8, language)
    return WideDrawing(
        width=WIDTH,
        height=y,
        words=(*words, *media_words),
        lanes=tuple(lanes),
        grid=axis.lines(),
        grid_top=top,
        grid_bottom=bottom,
        stops=stops_by_time,
        course=staircase(stops_by_time),
        pole=(pole_x, stops_by_time[-1].y if stops_by_time else flags[0].y, flags[-1].y + 12) if flags else None,
        flags=flags,
        media=media,
        back=_back(course.phases, lanes),
    )


def staircase(stops: Sequence[Diamond]) -> tuple[tuple[float, float], ...]:
    """Corners of the line through the milestones: from each one first down (or up), then to the next."""
    corners: list[tuple[float, float]] = []
    for stop in stops:
        if corners:
            corners.append((corners[-1][0], stop.y))
        corners.append((stop.x, stop.y))
    return tuple(corners)


def _head(course: Course) -> tuple[list[Words], float]:
    """The vision, duration and effort, and where they end."""
    vision = Words(
        0, 22, wrapped(course.vision, _VISION_CHARACTERS, 3, WIDTH * TEXT / _VISION_SIZE), "vision", leading=_VISION_LEADING
    )
    y = vision.height + (8 if vision.lines else 0)
    words = [vision] if vision.lines else []
    if course.figures:
        words.append(Words(0, y + TEXT, (" · ".join(course.figures),), "quiet"))
        y += LINE + 6
    return words, y + 14


def _month_names(axis: MonthAxis, y: float, language: Language) -> list[Words]:
    """The first month with its word, so that the numbers after it are understood."""
    names = [Words(x, y, (str(month),), "month", "middle") for x, month in axis.names()[1:]]
    first = wording()("roadmap.month", language, n=1)
    return [Words(_AXIS, y, (first,), "month first"), *(name for name in names if name.x > _AXIS + 58)]


def _flags(course: Course, pole: float, top: float) -> tuple[Flag, ...]:
    """One flag a result, from top to bottom; all fly to the side where there is room for their words."""
    words = [ending.word for ending in course.endings if ending.word]
    left = pole + 34 + widest(tuple(words), TEXT) > WIDTH
    flags = []
    for place, ending in enumerate(e for e in course.endings if e.word):
        y = top + place * _FLAG_STEP
        x = pole - 34 if left else pole + 34
        word = Words(x, y + TEXT, (ending.word,), "label", "end" if left else "start")
        flags.append(Flag(pole, y, ending.outcome, word, left))
    return tuple(flags)


def _media(course: Course, top: float, language: Language) -> tuple[Box | None, list[Words], float]:
    """The band of media beneath everything, and where it ends."""
    if not course.media:
        return None, [], top
    lines = wrapped(" · ".join(course.media), _MEDIA_CHARACTERS, 4, WIDTH - METHODS - 10)
    heading = Words(LANES_LEFT + 10, top + 10 + TEXT, (wording()("roadmap.media", language),), "heading")
    media = Words(METHODS, top + 10 + TEXT, lines, "method")
    box = Box(LANES_LEFT, top, WIDTH - LANES_LEFT, media.height + 20)
    return box, [heading, media], top + box.height + 1


def _back(phases: Sequence[Phase], lanes: Sequence[Lane]) -> Back | None:
    """The way from phase 6 back to 1 and 3, where phase 6 was reached."""
    badges = {phase.number: lane.badge for phase, lane in zip(phases, lanes, strict=True)}
    if not any(phase.number == 6 and phase.used for phase in phases):
        return None
    return Back(_BACK_X, badges[6], LANES_LEFT - 1, (badges[3], badges[1]))
