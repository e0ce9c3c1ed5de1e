"""The hard limits: a known violation excludes, an unknown figure is told and ranks behind.

Limits come from the profile; where it is silent, those that the text states outright count too, more softly (docs/adr/0012).
"""

from functools import partial
from typing import Any

from graph.records import Method
from graph.values import Span
from recommender.case import Case, Limit
from recommender.fit import WEIGHTS, Fit, Telling, Wish

CROSS_CUTTING = "quer"
"""The phase of what accompanies all phases."""


def apply_limits(case: Case, item: Method, fit: Fit) -> None:
    """Put the limits of the profile and the text on a method: phase, mode, time and group."""
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
    if (limit := case.mode) is None:
        return
    weight = WEIGHTS["mode"] * limit.share
    fit.excluded |= bool(item.mode) and limit.value not in item.mode
    if item.mode:
        fit.wishes.append(Wish("mode", weight, True, partial(case.speaker.mode, "mode", limit.value)))
    else:
        _unknown(fit, limit, "mode", weight, partial(case.speaker.mode, "mode-unknown", limit.value))


def _duration(case: Case, minutes: Span, fit: Fit) -> None:
    """A minimum above the limit excludes, a maximum above it is a mismatch, and without any figure the duration is unknown."""
    if (limit := case.max_hours) is None:
        return
    weight, most = WEIGHTS["duration"] * limit.share, limit.value * 60
    if not minutes:
        _unknown(fit, limit, "duration", weight, partial(case.speaker.plain, "duration", "duration-unknown"))
        return
    fit.excluded |= minutes.min is not None and minutes.min > most
    if minutes.max is not None and minutes.max > most:
        tell = partial(case.speaker.longer, minutes.max, most)
        fit.wishes += [Wish("duration", weight / 2, True), Wish("duration", weight / 2, False, tell)]
    else:
        fit.wishes.append(Wish("duration", weight, True, partial(case.speaker.duration, "duration", minutes)))


def _group(case: Case, size: Span, fit: Fit) -> None:
    """A group outside the range excludes; an end that is not known sets no limit."""
    if (limit := case.group_size) is None:
        return
    weight, people = WEIGHTS["group-size"] * limit.share, limit.value
    if not size:
        _unknown(fit, limit, "group-size", weight, partial(case.speaker.plain, "group-size", "group-size-unknown"))
        return
    fit.excluded |= people < (size.min or 1) or people > (size.max or people)
    fit.wishes.append(Wish("group-size", weight, True, partial(case.speaker.group, people)))


def _unknown(fit: Fit, limit: Limit[Any], kind: str, weight: float, tell: Telling) -> None:
    """What cannot be checked: it ranks behind what is known to fit where the profile asks, and only counts less else."""
    if limit.stated:
        fit.unknown.append(tell)
        fit.wishes.append(Wish(kind, weight, False))
    else:
        fit.wishes.append(Wish(kind, weight, False, tell))
