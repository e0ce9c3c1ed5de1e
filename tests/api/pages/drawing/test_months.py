"""The month axis: months to places."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from api.pages.drawing.months import MonthAxis


def test_months_have_the_same_width_and_milestones_stand_in_their_middle() -> None:
    axis = MonthAxis(9, 100, 190)
    assert [axis.at(month) for month in (1, 2, 9)] == [105, 115, 185]
    assert [line.x for line in axis.lines()] == [100, 110, 120, 130, 140, 150, 160, 170, 180, 190]
    assert [line.x for line in axis.lines() if line.quarter] == [100, 130, 160, 190]


def test_what_lies_beyond_the_axis_is_set_on_its_end() -> None:
    axis = MonthAxis(4, 0, 40)
    assert axis.at(9) == axis.at(4) == 35
    assert axis.at(0) == axis.at(1) == 5


@given(st.integers(1, 100_000), st.floats(100, 900))
def test_lines_and_names_keep_apart_however_long_it_takes(months: int, width: float) -> None:
    axis = MonthAxis(months, 50, 50 + width)
    lines = [line.x for line in axis.lines()]
    assert lines[0] == 50
    assert lines[-1] == 50 + width
    inner = lines[:-1]
    assert all(after - before >= 9.99 for before, after in itertools.pairwise(inner))
    places = [x for x, _ in axis.names()]
    assert axis.names()[0][1] == 1
    assert all(after - before >= 27.99 for before, after in itertools.pairwise(places))
