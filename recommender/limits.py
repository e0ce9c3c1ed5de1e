"""The hard limits of the public contract: a known violation excludes, an unknown figure is told and ranks behind."""

from functools import partial

from graph.records import Method
from graph.values import Span
from recommender.case import Case
from recommender.fit import WEIGHTS, Fit, Wish

CROSS_CUTTING = "quer"
"""The phase of what accompanies all phases."""


def apply_limits(case: Case, item: Method, fit: Fit) -> None:
    """Put the limits of the profile on a method: phase, mode, time and group."""
    _phase(case, item, fit)
    _mode(case, item, fit)
    _duration(case, item.minutes, fit)
    _group(case, item.group_size, fit)


def _phase(case: Case, item: Method, fit: Fit) -> None:
    phase = case.profile.phase
    if phase is None:
        return
    phases = {edge.identifier for edge in item.phases}
    if not phases:
        fit.unknown.append(partial(case.speaker.plain, "phase", "phase-unknown"))
        fit.wishes.append(Wish("phase", WEIGHTS["phase"], False))
        return
    fit.excluded |= not phases & {phase, CROSS_CUTTING}
    name, share = ("phase", 1.0) if phase in phases else ("phase-quer", 0.7)
    fit.wishes.append(Wish("phase", WEIGHTS["phase"] * share, True, partial(case.speaker.phase, name, phase)))
    fit.wishes.append(Wish("phase", WEIGHTS["phase"] * (1 - share), False))


def _mode(case: Case, item: Method, fit: Fit) -> None:
    mode = case.profile.mode
    if mode is None:
        return
    fit.excluded |= bool(item.mode) and mode not in item.mode
    if item.mode:
        fit.wishes.append(Wish("mode", WEIGHTS["mode"], True, partial(case.speaker.mode, "mode", mode)))
    else:
        fit.unknown.append(partial(case.speaker.mode, "mode-unknown", mode))
        fit.wishes.append(Wish("mode", WEIGHTS["mode"], False))


def _duration(case: Case, minutes: Span, fit: Fit) -> None:
    """A minimum above the limit excludes, a maximum above it is a mismatch, and without any figure the duration is unknown."""
    if case.profile.max_hours is None:
        return
    weight, limit = WEIGHTS["duration"], case.profile.max_hours * 60
    if not minutes:
        fit.unknown.append(partial(case.speaker.plain, "duration", "duration-unknown"))
        fit.wishes.append(Wish("duration", weight, False))
        return
    fit.excluded |= minutes.min is not None and minutes.min > limit
    if minutes.max is not None and minutes.max > limit:
        tell = partial(case.speaker.duration, "duration-longer", Span(minutes.max, minutes.max))
        fit.wishes += [Wish("duration", weight / 2, True), Wish("duration", weight / 2, False, tell)]
    else:
        fit.wishes.append(Wish("duration", weight, True, partial(case.speaker.duration, "duration", minutes)))


def _group(case: Case, size: Span, fit: Fit) -> None:
    """A group outside the range excludes; an end that is not known sets no limit."""
    people = case.profile.group_size
    if people is None:
        return
    if not size:
        fit.unknown.append(partial(case.speaker.plain, "group-size", "group-size-unknown"))
        fit.wishes.append(Wish("group-size", WEIGHTS["group-size"], False))
        return
    fit.excluded |= people < (size.min or 1) or people > (size.max or people)
    fit.wishes.append(Wish("group-size", WEIGHTS["group-size"], True, partial(case.speaker.group, people)))
