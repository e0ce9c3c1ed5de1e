"""How a roadmap fits a case."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from graph.records import Roadmap
from recommender.case import NAMED_SHARE, Case
from recommender.fit import WEIGHTS, Fit, Wish
from recommender.types import Reason


def roadmap_judge(case: Case) -> Callable[[Roadmap], Fit]:
    """How roadmaps fit: barriers, groups, occasions, media, methods and phases in common, companies alike. Excludes none."""
    asked = [key for key in _FACETS if case.wanted(key)]

    def judge(item: Roadmap) -> Fit:
        wishes = [wish for key in asked for wish in _FACETS[key](case, item)]
        return Fit(
            [
                *wishes,
                *_phase(case, item),
                *_company(case, item),
                *_effort(case, item),
                *_competencies(case, item),
                *_shared(case, item),
            ]
        )

    return judge


def _barriers(case: Case, item: Roadmap) -> Iterator[Wish]:
    told = case.speaker.about
    met, missed = partial(told, "barrier-faced", "barrier"), partial(told, "barrier-missing", "barrier")
    return case.facet("barriers", "barrier", item.barriers, met, missed)


def _media(case: Case, item: Roadmap) -> Iterator[Wish]:
    told = case.speaker.about
    met, missed = partial(told, "media-type", "media-type"), partial(told, "media-type-missing", "media-type")
    return case.facet("media_types", "media-type", item.media_types, met, missed)


def _methods(case: Case, item: Roadmap) -> Iterator[Wish]:
    return case.facet("methods", "method", item.method_ids, partial(case.speaker.about, "method", "method"), None)


def _alternatives(case: Case, key: str, scheme: str, has: Sequence[str]) -> Iterator[Wish]:
    """As `Case.facet`, but one that is met is enough: others are told of only where none is."""
    met = any(want.identifier in has for want in case.wanted(key))

    def yes(keys: Sequence[str]) -> Reason:
        return case.speaker.about(scheme, scheme, keys)

    def no(_: Sequence[str]) -> Reason:
        return case.speaker.about(f"{scheme}-other", scheme, has)

    return case.facet(key, scheme, has, yes, None if met or not has else no)


_FACETS: Mapping[str, Callable[[Case, Roadmap], Iterator[Wish]]] = {
    "barriers": _barriers,
    "target_group": lambda case, item: _alternatives(case, "target_group", "target-group", item.target_groups),
    "learning_field": lambda case, item: _alternatives(case, "learning_field", "learning-field", item.learning_fields),
    "media_types": _media,
    "methods": _methods,
}
"""What roadmaps are compared by where it is asked for, by profile key."""


def _phase(case: Case, item: Roadmap) -> Iterator[Wish]:
    if (phase := case.profile.phase) is not None:
        met = phase in item.phases
        tell = partial(case.speaker.phase, "phase-used" if met else "phase-missing", phase)
        yield Wish("phase", WEIGHTS["phase"], met, tell)


def _company(case: Case, item: Roadmap) -> Iterator[Wish]:
    """Size and sector. What is unknown of the company is not told against it."""
    company = case.catalogue.companies.get(item.company or "")
    size = company.size_class if company else None
    sector = company.sector if company else None
    for want in case.wanted("size_class"):
        name = "size-class" if size == want.identifier else "size-class-other"
        tell = partial(case.speaker.about, name, "size-class", [size]) if size else None
        yield Wish("size-class", WEIGHTS["size-class"] * want.share, size == want.identifier, tell)
    for want in case.wanted("sector"):
        met = sector is not None and _is_near(case, sector, want.identifier)
        tell = None
        if sector is not None and (met or want.hit is None):
            tell = partial(case.speaker.about, "sector" if met else "sector-other", "sector", [sector])
        yield Wish("sector", WEIGHTS["sector"] * want.share, met, tell)


def _effort(case: Case, item: Roadmap) -> Iterator[Wish]:
    """Person-days against those that there are; what is unknown of the roadmap is not told against it."""
    if (most := case.person_days) is None:
        return
    weight, days = WEIGHTS["effort"] * NAMED_SHARE, float(item.effort_person_days.value) if item.effort_person_days else None
    if days is None or days <= most:
        tell = None if days is None else partial(case.speaker.effort, "effort", days)
        yield Wish("effort", weight, days is not None, tell)
    else:
        yield Wish("effort", weight, False, partial(case.speaker.effort, "effort-higher", days - most))


def _is_near(case: Case, sector: str, wanted: str) -> bool:
    """Whether one sector is the other or lies below it."""
    broader = case.catalogue.broader
    return sector == wanted or wanted in broader("sector", sector) or sector in broader("sector", wanted)


def _competencies(case: Case, item: Roadmap) -> Iterator[Wish]:
    """How much of what the roadmap's methods require is there."""
    there = case.profile.competencies
    if not there:
        return
    methods = [case.catalogue.methods[key] for key in item.method_ids if key in case.catalogue.methods]
    required = {edge.identifier for method in methods for edge in method.requires_competencies}
    brought = [key for key in there if key in required]
    weight = WEIGHTS["competency"]
    share = len(brought) / len(required) if required else 0.0
    tell = partial(case.speaker.about, "competency", "competency", brought) if brought else None
    yield Wish("competency", weight * share, bool(brought), tell)
    yield Wish("competency", weight * (1 - share), False)


def _shared(case: Case, item: Roadmap) -> Iterator[Wish]:
    """Methods shared with the roadmap that the profile names."""
    own = case.catalogue.roadmaps.get(case.profile.roadmap or "")
    if own is None:
        return
    shared = [key for key in own.method_ids if key in item.method_ids]
    share = len(shared) / len({*own.method_ids, *item.method_ids}) if shared else 0.0
    tell = partial(case.speaker.about, "roadmap-shared", "method", shared) if shared else None
    yield Wish("roadmap", WEIGHTS["roadmap"] * share, bool(shared), tell)
    yield Wish("roadmap", WEIGHTS["roadmap"] * (1 - share), False)
