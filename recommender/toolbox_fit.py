"""How a method or a media type fits a case."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from graph.records import MediaType, Method
from graph.values import Edge
from recommender.case import HINT_SHARE, Case
from recommender.fit import WEIGHTS, Fit, Wish
from recommender.limits import CROSS_CUTTING, apply_limits


def method_judge(case: Case) -> Callable[[Method], Fit]:
    """How methods fit: hard limits, barriers mitigated, media supported, competencies, use, and their own names."""
    parts = _asked(
        (case.wanted("barriers"), lambda item: _mitigation(case, item.mitigates_barriers)),
        (case.wanted("media_types"), lambda item: _support(case, item.supports_media_types)),
        (case.profile.competencies, partial(_competencies, case)),
        (case.asks_of_roadmaps, lambda item: case.used("method", item.identifier)),
        (case.profile.roadmap, lambda item: _used_in(case, "method", item.identifier)),
        (case.wanted("methods"), lambda item: case.named("methods", "method", item.identifier)),
        (case.wanted("phase"), partial(_named_phase, case)),
        (case.wanted("mode"), partial(_named_mode, case)),
    )

    def judge(item: Method) -> Fit:
        fit = Fit()
        apply_limits(case, item, fit)
        for part in parts:
            fit.wishes.extend(part(item))
        return fit

    return judge


def media_type_judge(case: Case) -> Callable[[MediaType], Fit]:
    """How media types fit: barriers mitigated, use, and their own names. No limit of the profile is about media types."""
    parts = _asked(
        (case.wanted("barriers"), lambda item: _mitigation(case, item.mitigates_barriers)),
        (case.asks_of_roadmaps, lambda item: case.used("media-type", item.identifier)),
        (case.profile.roadmap, lambda item: _used_in(case, "media-type", item.identifier)),
        (case.wanted("media_types"), lambda item: case.named("media_types", "media-type", item.identifier)),
    )
    return lambda item: Fit([wish for part in parts for wish in part(item)])


def _asked(*parts: tuple[object, Callable[[Any], Iterable[Wish]]]) -> tuple[Callable[[Any], Iterable[Wish]], ...]:
    """The parts that something is asked of: what does not depend on the item is settled once a case."""
    return tuple(part for wanted, part in parts if wanted)


def _mitigation(case: Case, edges: Sequence[Edge]) -> Iterator[Wish]:
    """Barriers: each one mitigated has its own reason, all others are told in one sentence."""
    wants = case.wanted("barriers")
    by_barrier = {edge.identifier: edge for edge in edges}
    others = [w.identifier for w in wants if w.identifier not in by_barrier and not w.is_hint]
    against = partial(case.speaker.about, "barrier-unmitigated", "barrier", others) if others else None
    for want in wants:
        edge = by_barrier.get(want.identifier)
        met = partial(case.speaker.because, "barrier-mitigated", "barrier", edge) if edge else None
        yield Wish("barrier", WEIGHTS["barrier"] * want.share, edge is not None, met or (None if want.is_hint else against))


def _support(case: Case, edges: Sequence[Edge]) -> Iterator[Wish]:
    """Media types wanted that the method supports. Most methods support none, so only what the profile asks is missed."""
    wants = case.wanted("media_types")
    supported = {edge.identifier: edge for edge in edges}
    lacking = [w.identifier for w in wants if w.hit is None and w.identifier not in supported]
    against = partial(case.speaker.about, "media-type-unsupported", "media-type", lacking) if lacking else None
    for want in wants:
        edge = supported.get(want.identifier)
        met = partial(case.speaker.because, "media-type-supported", "media-type", edge) if edge else None
        yield Wish("media-type", WEIGHTS["media-type"] * want.share, edge is not None, met or (None if want.hit else against))


def _competencies(case: Case, item: Method) -> Iterator[Wish]:
    """What the method requires and what of it is there."""
    there = case.profile.competencies
    required = tuple(edge.identifier for edge in item.requires_competencies)
    missing = [key for key in required if key not in there]
    if not required:
        yield Wish("competency", WEIGHTS["competency"], False)
    elif missing:
        tell = partial(case.speaker.about, "competency-missing", "competency", missing)
        yield Wish("competency", WEIGHTS["competency"], False, tell)
    else:
        tell = partial(case.speaker.about, "competency", "competency", required)
        yield Wish("competency", WEIGHTS["competency"], True, tell)


def _used_in(case: Case, kind: str, identifier: str) -> Iterator[Wish]:
    """Whether the roadmap that the profile names uses the item."""
    roadmap = case.catalogue.roadmaps.get(case.profile.roadmap or "")
    if roadmap is None:
        return
    met = identifier in (roadmap.method_ids if kind == "method" else roadmap.media_types)
    tell = partial(case.speaker.about, "roadmap", "roadmap", [roadmap.identifier]) if met else None
    yield Wish("roadmap", WEIGHTS["roadmap"], met, tell)


def _named_phase(case: Case, item: Method) -> Iterator[Wish]:
    """Phases that the text names; the profile's is a limit."""
    for want in case.wanted("phase"):
        if want.hit is not None and want.identifier != CROSS_CUTTING:
            met = any(edge.identifier == want.identifier for edge in item.phases)
            tell = partial(case.speaker.phase, "phase", want.identifier) if met else None
            yield Wish("phase", WEIGHTS["phase"] * want.share, met, tell)


def _named_mode(case: Case, item: Method) -> Iterator[Wish]:
    """Modes that the text names; what the profile or the text makes a condition is a limit."""
    for want in case.wanted("mode"):
        if want.hit is not None and not want.hit.is_limit:
            met = want.identifier in item.mode
            tell = partial(case.speaker.mode, "mode", want.identifier) if met else None
            yield Wish("mode", WEIGHTS["mode"] * HINT_SHARE, met, tell)
