"""How a roadmap fits a case."""

from collections.abc import Iterator, Sequence

from graph.records import Roadmap
from recommender.case import Case
from recommender.fit import WEIGHTS, Fit, Wish
from recommender.types import Reason


def judge_roadmap(case: Case, item: Roadmap) -> Fit:
    """Barriers, groups, occasions, media, methods and phases in common, and the companies compared. Excludes none."""
    speak = case.speaker.about
    wishes = [
        *case.facet(
            "barriers",
            "barrier",
            item.barriers,
            lambda keys: speak("barrier-faced", "barrier", keys),
            lambda keys: speak("barrier-missing", "barrier", keys),
        ),
        *_alternatives(case, "target_group", "target-group", item.target_groups),
        *_alternatives(case, "learning_field", "learning-field", item.learning_fields),
        *case.facet(
            "media_types",
            "media-type",
            item.media_types,
            lambda keys: speak("media-type", "media-type", keys),
            lambda keys: speak("media-type-missing", "media-type", keys),
        ),
        *case.facet("methods", "method", item.method_ids, lambda keys: speak("method", "method", keys), None),
        *_phase(case, item),
        *_company(case, item),
        *_competencies(case, item),
        *_shared(case, item),
    ]
    return Fit(wishes)


def _alternatives(case: Case, key: str, scheme: str, has: Sequence[str]) -> Iterator[Wish]:
    """As `Case.facet`, but one that is met is enough: others are told of only where none is."""
    met = any(want.identifier in has for want in case.wanted(key))

    def yes(keys: Sequence[str]) -> Reason:
        return case.speaker.about(scheme, scheme, keys)

    def no(_: Sequence[str]) -> Reason:
        return case.speaker.about(f"{scheme}-other", scheme, has)

    return case.facet(key, scheme, has, yes, None if met or not has else no)


def _phase(case: Case, item: Roadmap) -> Iterator[Wish]:
    if (phase := case.profile.phase) is not None:
        met = phase in item.phases
        yield Wish("phase", WEIGHTS["phase"], met, case.speaker.phase("phase-used" if met else "phase-missing", phase))


def _company(case: Case, item: Roadmap) -> Iterator[Wish]:
    """Size and sector. What is unknown of the company is not told against it."""
    company = case.catalogue.companies.get(item.company or "")
    size = company.size_class if company else None
    sector = company.sector if company else None
    if (wanted := case.profile.size_class) is not None:
        name = "size-class" if size == wanted else "size-class-other"
        told = case.speaker.about(name, "size-class", [size]) if size else None
        yield Wish("size-class", WEIGHTS["size-class"], size == wanted, told)
    for want in case.wanted("sector"):
        met = sector is not None and _is_near(case, sector, want.identifier)
        told = None
        if sector is not None and (met or want.hit is None):
            told = case.speaker.about("sector" if met else "sector-other", "sector", [sector])
        yield Wish("sector", WEIGHTS["sector"] * want.share, met, told)


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
    told = case.speaker.about("competency", "competency", brought) if brought else None
    yield Wish("competency", weight * share, bool(brought), told)
    yield Wish("competency", weight * (1 - share), False)


def _shared(case: Case, item: Roadmap) -> Iterator[Wish]:
    """Methods shared with the roadmap that the profile names."""
    own = case.catalogue.roadmaps.get(case.profile.roadmap or "")
    if own is None:
        return
    shared = [key for key in own.method_ids if key in item.method_ids]
    share = len(shared) / len({*own.method_ids, *item.method_ids}) if shared else 0.0
    told = case.speaker.about("roadmap-shared", "method", shared) if shared else None
    yield Wish("roadmap", WEIGHTS["roadmap"] * share, bool(shared), told)
    yield Wish("roadmap", WEIGHTS["roadmap"] * (1 - share), False)
