"""The month axis: month numbers to places, and which of its lines and names there is room for."""

from dataclasses import dataclass

_UNITS = (1, 3, 6, 12, 24, 60, 120)
"""Months from one line or name to the next, tried in this order; after them each unit is double the one before."""
_APART = 10.0
"""Least distance of lines."""
_NAMES_APART = 28.0
"""Least distance of month names."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A line where a month begins; `quarter` for those that begin a quarter (and the one that ends the axis with one)."""

    x: float
    quarter: bool


@dataclass(frozen=True, slots=True)
class MonthAxis:
    """An axis of `months` months from `left` to `right`; each month has the same width."""

    months: int
    left: float
    right: float

    @property
    def width(self) -> float:
        """Width of a month."""
        return (self.right - self.left) / self.months

    def at(self, month: int) -> float:
        """The middle of a month (from 1); what lies beyond the axis is set on its last month."""
        return self.left + (min(max(month, 1), self.months) - 0.5) * self.width

    def lines(self) -> tuple[MonthLine, ...]:
        """Lines from left to right, the first and the last included."""
        unit = self._unit(_APART)
        inner = range(0, self.months, unit)
        lines = [MonthLine(self.left + month * self.width, month % 3 == 0) for month in inner]
        return (*lines, MonthLine(self.right, self.months % 3 == 0))

    def names(self) -> tuple[tuple[float, int], ...]:
        """Place and number of the months that are named; the first always is."""
        return tuple((self.at(month), month) for month in range(1, self.months + 1, self._unit(_NAMES_APART)))

    def _unit(self, apart: float) -> int:
        unit = next((unit for unit in _UNITS if unit * self.width >= apart), _UNITS[-1])
        while unit * self.width < apart and unit < self.months:
            unit *= 2
        return unit
