"""How a method or a media type fits a case."""

from collections.abc import Iterator, Sequence

from graph.records import MediaType, Method
from graph.values import Edge
from recommender.case import HINT_SHARE, Case
from recommender.fit import WEIGHTS, Fit, Wish
from recommender.limits import CROSS_CUTTING, apply_limits


def judge_method(case: Case, item: Method) -> Fit:
    """Hard limits, barriers mitigated, media supported, competencies required, where it is used, and its own names."""
    fit = Fit()
    apply_limits(case, item, fit)
    fit.wishes += [
        *_mitigation(case, item.mitigates_barriers),
        *_support(case, item.supports_media_types),
        *_competencies(case, item),
        *case.used("method", item.identifier),
        *_used_in(case, "method", item.identifier),
        *case.named("methods", "method", item.identifier),
        *_named_phase(case, item),
        *_named_mode(case, item),
    ]
    return fit


def judge_media_type(case: Case, item: MediaType) -> Fit:
    """Barriers mitigated, where it is used, and its own names. No limit of the profile is about media types."""
    return Fit(
        [
            *_mitigation(case, item.mitigates_barriers),
            *case.used("media-type", item.identifier),
            *_used_in(case, "media-type", item.identifier),
            *case.named("media_types", "media-type", item.identifier),
        ]
    )


def _mitigation(case: Case, edges: Sequence[Edge]) -> Iterator[Wish]:
    """Barriers: each one mitigated has its own reason, all others are told in one sentence."""
    by_barrier = {edge.identifier: edge for edge in edges}
    wants = case.wanted("barriers")
    others = [w.identifier for w in wants if w.identifier not in by_barrier and not w.is_hint]
    against = case.speaker.about("barrier-unmitigated", "barrier", others) if others else None
    for want in wants:
        edge = by_barrier.get(want.identifier)
        told = case.speaker.because("barrier-mitigated", "barrier", edge) if edge else None if want.is_hint else against
        yield Wish("barrier", WEIGHTS["barrier"] * want.share, edge is not None, told)


def _support(case: Case, edges: Sequence[Edge]) -> Iterator[Wish]:
    """Media types wanted that the method supports. Most methods support none, so only what the profile asks is missed."""
    supported = {edge.identifier: edge for edge in edges}
    wants = case.wanted("media_types")
    lacking = [w.identifier for w in wants if w.hit is None and w.identifier not in supported]
    against = case.speaker.about("media-type-unsupported", "media-type", lacking) if lacking else None
    for want in wants:
        edge = supported.get(want.identifier)
        told = case.speaker.because("media-type-supported", "media-type", edge) if edge else None if want.hit else against
        yield Wish("media-type", WEIGHTS["media-type"] * want.share, edge is not None, told)


def _competencies(case: Case, item: Method) -> Iterator[Wish]:
    """What the method requires and what of it is there."""
    there = case.profile.competencies
    if not there:
        return
    required = tuple(edge.identifier for edge in item.requires_competencies)
    missing = [key for key in required if key not in there]
    if not required:
        yield Wish("competency", WEIGHTS["competency"], False)
    elif missing:
        yield Wish("competency", WEIGHTS["competency"], False, case.speaker.about("competency-missing", "competency", missing))
    else:
        yield Wish("competency", WEIGHTS["competency"], True, case.speaker.about("competency", "competency", required))


def _used_in(case: Case, kind: str, identifier: str) -> Iterator[Wish]:
    """Whether the roadmap that the profile names uses the item."""
    roadmap = case.catalogue.roadmaps.get(case.profile.roadmap or "")
    if roadmap is None:
        return
    met = identifier in (roadmap.method_ids if kind == "method" else roadmap.media_types)
    told = case.speaker.about("roadmap", "roadmap", [roadmap.identifier]) if met else None
    yield Wish("roadmap", WEIGHTS["roadmap"], met, told)


def _named_phase(case: Case, item: Method) -> Iterator[Wish]:
    """Phases that the text names; the profile's is a limit."""
    phases = {edge.identifier for edge in item.phases}
    for want in case.wanted("phase"):
        if want.hit is not None and want.identifier != CROSS_CUTTING:
            met = want.identifier in phases
            told = case.speaker.phase("phase", want.identifier) if met else None
            yield Wish("phase", WEIGHTS["phase"] * want.share, met, told)


def _named_mode(case: Case, item: Method) -> Iterator[Wish]:
    """Modes that the text names; the profile's is a limit."""
    for want in case.wanted("mode"):
        if want.hit is not None:
            met = want.identifier in item.mode
            told = case.speaker.mode("mode", want.identifier) if met else None
            yield Wish("mode", WEIGHTS["mode"] * HINT_SHARE, met, told)
