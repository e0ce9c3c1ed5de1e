"""The drawn roadmap: dates on the axis in the order of time, nothing undated there, no label on another."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.pages.course import Course, Ending, MethodUse, Phase, Stop, course_of
from api.pages.drawing.shapes import LINE, TEXT, Words
from api.pages.drawing.tall import draw_tall
from api.pages.drawing.text import widest
from api.pages.drawing.wide import draw_wide
from graph.catalogue import Catalogue
from graph.values import LANGUAGES, Language

Box = tuple[float, float, float, float]

TITLES = st.text(alphabet="abcdeWMß- ", min_size=1, max_size=70)
STOPS = st.lists(st.builds(Stop, TITLES, st.none() | st.integers(1, 24)), max_size=4).map(tuple)
METHODS = st.lists(st.builds(MethodUse, st.just("C01"), TITLES, st.just(""), st.none() | st.integers(1, 24)), max_size=4)


def box(words: Words) -> Box:
    """Left, top, right and bottom of some words, as estimated."""
    breadth = widest(words.lines, TEXT)
    left = words.x - breadth if words.anchor == "end" else words.x
    return left, words.y - TEXT, left + breadth, words.y - TEXT + len(words.lines) * LINE


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a line."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] - 0.01 and other[1] < one[3] - 0.01


@st.composite
def courses(draw: st.DrawFn) -> Course:
    phases = tuple(Phase(f"TP{n}", n, f"Phase {n}", tuple(draw(METHODS)), draw(STOPS)) for n in range(1, 7))
    months = max((stop.month or 1 for phase in phases for stop in phase.stops), default=1)
    endings = tuple(Ending(key, key, "") for key in draw(st.lists(st.sampled_from(["success", "open"]), max_size=5)))
    return Course(phases, draw(st.integers(months, months + 12)), draw(st.text("abc ", max_size=200)), ("Video",), (), endings)


@settings(max_examples=60, deadline=None)
@given(courses())
def test_no_label_lies_on_another_or_leaves_the_sheet(course: Course) -> None:
    drawing = draw_wide(course, "de")
    labels = [stop.label for stop in drawing.stops]
    labels += [stop.label for lane in drawing.lanes for stop in lane.undated]
    labels += [words for lane in drawing.lanes for words in lane.words]
    boxes = [box(words) for words in (*labels, *(flag.word for flag in drawing.flags)) if words.lines]
    assert not any(meet(one, other) for one, other in combinations(boxes, 2))
    assert all(left >= 0 and right <= drawing.width and bottom <= drawing.height for left, _, right, bottom in boxes)


@settings(max_examples=60, deadline=None)
@given(courses())
def test_the_course_joins_the_dated_milestones_in_time_and_no_other(course: Course) -> None:
    drawing = draw_wide(course, "de")
    dated = sorted(stop.month for phase in course.phases for stop in phase.stops if stop.month is not None)
    axis_left, axis_right = drawing.grid[0].x, drawing.grid[-1].x
    month_width = (axis_right - axis_left) / course.months
    assert [round((stop.x - axis_left) / month_width + 0.5) for stop in drawing.stops] == dated
    assert [stop.x for stop in drawing.stops] == sorted(stop.x for stop in drawing.stops)
    corners = drawing.course
    assert {(stop.x, stop.y) for stop in drawing.stops} <= set(corners)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(corners))
    undated = [stop for lane in drawing.lanes for stop in lane.undated]
    assert len(undated) == sum(stop.month is None for phase in course.phases for stop in phase.stops)
    assert all(stop.hollow and box(stop.label)[2] < axis_left for stop in undated)
    methods = [words for lane in drawing.lanes for words in lane.words]
    assert all(box(words)[2] < axis_left for words in methods)


@settings(max_examples=40, deadline=None)
@given(courses())
def test_the_tall_drawing_tells_everything_from_top_to_bottom(course: Course) -> None:
    drawing = draw_tall(course, "en")
    tops = [words.y for words in drawing.words]
    assert tops == sorted(tops)
    assert len(drawing.stations) == len(course.used)
    assert len(drawing.stops) == sum(len(phase.stops) for phase in course.phases)
    assert all(words.y + (len(words.lines) - 1) * words.leading <= drawing.height for words in drawing.words)
    assert drawing.line[1] <= drawing.line[2] <= drawing.height


def crosses(corner: tuple[float, float], following: tuple[float, float], label: Box) -> bool:
    """Whether a straight piece of the course runs through a label."""
    (x1, y1), (x2, y2) = corner, following
    return meet((min(x1, x2), min(y1, y2), max(x1, x2) + 0.02, max(y1, y2) + 0.02), label)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_no_shipped_roadmap_the_course_crosses_a_label(catalogue: Catalogue, language: Language) -> None:
    for roadmap in catalogue.roadmaps.values():
        drawing = draw_wide(course_of(catalogue, roadmap, language), language)
        pieces = list(zip(drawing.course, drawing.course[1:], strict=False))
        for stop in drawing.stops:
            assert not any(crosses(a, b, box(stop.label)) for a, b in pieces), (roadmap.identifier, stop.label.lines)


def test_labels_flip_near_the_edge(catalogue: Catalogue) -> None:
    drawing = draw_wide(course_of(catalogue, catalogue.roadmaps["R01"], "de"), "de")
    first, *_, last = drawing.stops
    assert (first.label.anchor, last.label.anchor) == ("start", "end")
    assert first.x < first.label.x
    assert last.label.x < last.x
    assert [flag.outcome for flag in drawing.flags] == ["success", "success", "partial"]
    assert all(flag.left for flag in drawing.flags)


def test_the_way_back_is_drawn_from_phase_six_only_where_it_was_reached(catalogue: Catalogue) -> None:
    drawn = draw_wide(course_of(catalogue, catalogue.roadmaps["R01"], "de"), "de")
    assert drawn.back is not None
    by_number = {lane.number: lane.badge for lane in drawn.lanes}
    assert (drawn.back.y, drawn.back.ends) == (by_number[6], (by_number[3], by_number[1]))
    without = course_of(catalogue, catalogue.roadmaps["R02"], "de")
    assert not without.phases[5].used
    assert draw_wide(without, "de").back is None


def test_an_empty_course_can_be_drawn() -> None:
    phases = tuple(Phase(f"TP{n}", n, f"Phase {n}") for n in range(1, 7))
    wide = draw_wide(Course(phases, 1, "", (), (), ()), "de")
    assert (wide.stops, wide.course, wide.pole, wide.flags, wide.media) == ((), (), None, (), None)
    tall = draw_tall(Course(phases, 1, "", (), (), ()), "de")
    assert (tall.stations, tall.stops, tall.flags) == ((), (), ())


def test_assumptions_are_marked(catalogue: Catalogue) -> None:
    said = [words.lines for words in draw_wide(course_of(catalogue, catalogue.roadmaps["R01"], "de"), "de").words]
    assert ("~9 Monate · ~28 Personen-Tage",) in said
