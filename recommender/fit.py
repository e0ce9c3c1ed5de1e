"""How far an item fits what is known of the case: hard limits, concepts in common, what does not fit.

A `Fit` holds wishes, each met or not, with a weight and the reason to give. Its share is the weight met.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.catalogue import Catalogue
from graph.records import MediaType, Method, Record, Roadmap
from graph.values import Edge, Language, Span
from recommender.profile import Profile
from recommender.sentences import say
from recommender.types import ConceptLink, Reason, Understood

CROSS_CUTTING = "quer"

WEIGHTS = {
    "barrier": 1.0,
    "target-group": 1.0,
    "learning-field": 0.8,
    "media-type": 1.0,
    "method": 1.0,
    "phase": 0.6,
    "mode": 0.4,
    "group-size": 0.4,
    "duration": 0.4,
    "sector": 0.5,
    "size-class": 0.5,
    "competency": 0.4,
    "roadmap": 0.8,
}
"""What meeting a wish counts, by kind; set by hand, to be learnt on the tuning part of the evaluation set."""

NAMED_SHARE = 0.7
"""A concept read out of the text counts this share of one that was given in the profile."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing asked for: whether the item meets it, what it weighs, and what to say."""

    met: bool
    weight: float
    reason: Reason | None


@dataclass(slots=True)
class Fit:
    """All wishes on one item. `excluded`: a known violation of a hard limit. `unknown`: limits that cannot be checked."""

    wishes: list[Wish] = field(default_factory=list)
    remarks: list[Reason] = field(default_factory=list)
    excluded: bool = False
    unknown: int = 0

    @property
    def share(self) -> float:
        """Weight of the wishes met by weight of all wishes, 0..1; 0 without wishes."""
        total = sum(wish.weight for wish in self.wishes)
        return sum(wish.weight for wish in self.wishes if wish.met) / total if total else 0.0

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for the item, the weightiest first."""
        return self._said(met=True)

    @property
    def mismatches(self) -> tuple[Reason, ...]:
        """What speaks against it, the weightiest first, then what is unknown."""
        return (*self._said(met=False), *self.remarks)

    def _said(self, met: bool) -> tuple[Reason, ...]:
        wishes = sorted((wish for wish in self.wishes if wish.met == met), key=lambda wish: -wish.weight)
        return tuple(dict.fromkeys(wish.reason for wish in wishes if wish.reason is not None))


@dataclass(frozen=True)
class Fitter:
    """Judges items of one catalogue against one case, in one language."""

    catalogue: Catalogue
    profile: Profile
    named: dict[str, tuple[Understood, ...]]
    language: Language

    def judge(self, item: Record) -> Fit:
        """The fit of a roadmap, method or media type."""
        fit = Fit()
        if isinstance(item, Roadmap):
            fit.wishes += self._roadmap_wishes(item)
        elif isinstance(item, Method):
            self._limits(item, fit)
            fit.wishes += self._method_wishes(item)
        elif isinstance(item, MediaType):
            fit.wishes += self._media_wishes(item)
        return fit

    # What is wanted, from the profile and from the text

    def _wanted(self, key: str) -> Iterator[tuple[str, float]]:
        """Keys asked for under a profile key, with the share that they count."""
        given = getattr(self.profile, key, None)
        stated = (given,) if isinstance(given, str) else given or ()
        yield from ((concept, 1.0) for concept in stated)
        yield from ((u.identifier, NAMED_SHARE) for u in self.named.get(key, ()) if u.identifier not in stated)

    def _wish(self, met: bool, kind: str, share: float, yes: Reason, no: Reason | None) -> Iterator[Wish]:
        """A wish; `no` None: not meeting it lowers the share without a word."""
        yield Wish(met, WEIGHTS[kind] * share, yes if met else no)

    # Roadmaps

    def _roadmap_wishes(self, item: Roadmap) -> Iterator[Wish]:
        for barrier, share in self._wanted("barriers"):
            yes, no = self._say("barrier-faced", "barrier", barrier), self._say("barrier-missing", "barrier", barrier)
            yield from self._wish(barrier in item.barriers, "barrier", share, yes, no)
        groups = list(self._wanted("target_group"))
        other = self._say_all("target-group-other", "target-group", item.target_groups)
        for group, share in groups:
            yes = self._say("target-group", "target-group", group)
            said = None if any(wanted in item.target_groups for wanted, _ in groups) else other
            yield from self._wish(group in item.target_groups, "target-group", share, yes, said)
        occasions = list(self._wanted("learning_field"))
        different = self._say_all("learning-field-other", "learning-field", item.learning_fields)
        for learning, share in occasions:
            yes = self._say("learning-field", "learning-field", learning)
            said = None if any(wanted in item.learning_fields for wanted, _ in occasions) else different
            yield from self._wish(learning in item.learning_fields, "learning-field", share, yes, said)
        for medium, share in self._wanted("media_types"):
            yes, no = self._say("media-type", "media-type", medium), self._say("media-type-missing", "media-type", medium)
            yield from self._wish(medium in item.media_types, "media-type", share, yes, no)
        for method, share in self._wanted("methods"):
            yes = self._say("method", "method", method)
            yield from self._wish(method in item.method_ids, "method", share, yes, None)
        if (phase := self.profile.phase) is not None:
            yes, no = self._phase("phase-used", phase), self._phase("phase-missing", phase)
            yield from self._wish(phase in item.phases, "phase", 1.0, yes, no)
        yield from self._company_wishes(item)

    def _company_wishes(self, item: Roadmap) -> Iterator[Wish]:
        company = self.catalogue.companies.get(item.company or "")
        if company is None:
            return
        if (size := self.profile.size_class) is not None and company.size_class:
            yes = self._say("size-class", "size-class", company.size_class)
            no = self._say("size-class-other", "size-class", company.size_class)
            yield from self._wish(size == company.size_class, "size-class", 1.0, yes, no)
        for sector, share in self._wanted("sector"):
            if company.sector:
                near = {company.sector, *self.catalogue.broader("sector", company.sector)}
                met = sector in near or company.sector in self.catalogue.broader("sector", sector)
                yes = self._say("sector", "sector", company.sector)
                said = self._say("sector-other", "sector", company.sector) if share == 1.0 else None
                yield from self._wish(met, "sector", share, yes, said)

    # Methods

    def _limits(self, item: Method, fit: Fit) -> None:
        """Hard limits of the contract: a known violation excludes, an unknown figure is remarked and counted."""
        self._limit_hours(item.minutes, fit)
        self._limit_group(item.group_size, fit)
        phases = {edge.identifier for edge in item.phases}
        if (phase := self.profile.phase) is not None:
            fit.excluded |= bool(phases) and phase not in phases and CROSS_CUTTING not in phases
        if (mode := self.profile.mode) is not None:
            if item.mode:
                fit.excluded |= mode not in item.mode
            else:
                self._unknown(fit, "mode", say("mode-unknown", self.language, label=self._label("delivery-mode", mode)))

    def _limit_hours(self, minutes: Span, fit: Fit) -> None:
        if self.profile.max_hours is None:
            return
        limit = self.profile.max_hours * 60
        if not minutes:
            self._unknown(fit, "duration", say("duration-unknown", self.language))
            return
        fit.excluded |= minutes.min is not None and minutes.min > limit
        reason = Reason("duration", say("duration", self.language, minutes=self._minutes(minutes)))
        if minutes.max is not None and minutes.max > limit:
            longest = say("minutes", self.language, n=minutes.max)
            reason = Reason("duration", say("duration-longer", self.language, minutes=longest))
            fit.wishes.append(Wish(False, WEIGHTS["duration"] / 2, reason))
        else:
            fit.wishes.append(Wish(True, WEIGHTS["duration"], reason))

    def _limit_group(self, size: Span, fit: Fit) -> None:
        people = self.profile.group_size
        if people is None:
            return
        if not size:
            self._unknown(fit, "group-size", say("group-size-unknown", self.language))
            return
        fit.excluded |= (size.min or 1) > people or (size.max is not None and size.max < people)
        reason = Reason("group-size", say("group-size", self.language, n=people))
        fit.wishes.append(Wish(True, WEIGHTS["group-size"], reason))

    def _unknown(self, fit: Fit, kind: str, sentence: str) -> None:
        fit.unknown += 1
        fit.remarks.append(Reason(kind, sentence))

    def _method_wishes(self, item: Method) -> Iterator[Wish]:
        if (phase := self.profile.phase) is not None:
            fits = any(edge.identifier == phase for edge in item.phases)
            name = "phase" if fits else "phase-quer"
            yield Wish(True, WEIGHTS["phase"] * (1.0 if fits else 0.5), self._phase(name, phase))
        if (mode := self.profile.mode) is not None and mode in item.mode:
            yield Wish(True, WEIGHTS["mode"], self._say("mode", "delivery-mode", mode))
        yield from self._mitigation(item.mitigates_barriers)
        supported = {edge.identifier: edge for edge in item.supports_media_types}
        for medium, share in self._wanted("media_types"):
            edge = supported.get(medium, Edge(medium))
            yes = self._because("media-type-supported", "media-type", edge)
            yield Wish(medium in supported, WEIGHTS["media-type"] * share, yes)
        yield from self._named_itself("methods", "method", item.identifier)
        yield from self._competencies(item)
        yield from self._used_in(item.identifier, "method")

    def _competencies(self, item: Method) -> Iterator[Wish]:
        there = set(self.profile.competencies)
        needed = tuple(edge.identifier for edge in item.requires_competencies)
        if not there or not needed:
            return
        missing = tuple(key for key in needed if key not in there)
        name, keys = ("competency-missing", missing) if missing else ("competency", needed)
        yield Wish(not missing, WEIGHTS["competency"], self._say_all(name, "competency", keys))

    # Media types

    def _media_wishes(self, item: MediaType) -> Iterator[Wish]:
        yield from self._mitigation(item.mitigates_barriers)
        for medium in self.profile.media_types:
            reason = self._say("media-type-wanted", "media-type", item.identifier)
            if medium == item.identifier:
                yield Wish(True, WEIGHTS["media-type"], reason)
        yield from self._named_itself("media_types", "media-type", item.identifier)
        yield from self._used_in(item.identifier, "media-type")

    # Shared

    def _mitigation(self, edges: tuple[Edge, ...]) -> Iterator[Wish]:
        by_barrier = {edge.identifier: edge for edge in edges}
        for barrier, share in self._wanted("barriers"):
            if (edge := by_barrier.get(barrier)) is not None:
                yield Wish(True, WEIGHTS["barrier"] * share, self._because("barrier-mitigated", "barrier", edge))
            else:
                reason = self._say("barrier-unmitigated", "barrier", barrier)
                yield Wish(False, WEIGHTS["barrier"] * share, reason)

    def _named_itself(self, key: str, scheme: str, identifier: str) -> Iterator[Wish]:
        for named in self.named.get(key, ()):
            if named.identifier == identifier:
                link = self._link(scheme, identifier)
                sentence = say(f"{scheme}-named", self.language, matched=named.matched)
                yield Wish(True, WEIGHTS[scheme], Reason(scheme, sentence, (link,)))

    def _used_in(self, identifier: str, kind: str) -> Iterator[Wish]:
        roadmap = self.catalogue.roadmaps.get(self.profile.roadmap or "")
        if roadmap is None:
            return
        used = roadmap.method_ids if kind == "method" else roadmap.media_types
        if identifier in used:
            yield Wish(True, WEIGHTS["roadmap"], self._say("roadmap", "roadmap", roadmap.identifier))

    # Sentences

    def _say(self, name: str, scheme: str, key: str) -> Reason:
        return self._say_all(name, scheme, (key,))

    def _say_all(self, name: str, scheme: str, keys: tuple[str, ...]) -> Reason:
        label = ", ".join(self._label(scheme, key) for key in keys)
        sentence = say(name, self.language, label=label)
        return Reason(_reason_kind(scheme), sentence, tuple(self._link(scheme, key) for key in keys))

    def _because(self, name: str, scheme: str, edge: Edge) -> Reason:
        reason = edge.reason.get(self.language)
        label = self._label(scheme, edge.identifier)
        sentence = say(name if reason else f"{name}-plain", self.language, label=label, reason=reason)
        return Reason(_reason_kind(scheme), sentence, (self._link(scheme, edge.identifier),))

    def _phase(self, name: str, phase: str) -> Reason:
        label = self._label("sub-process", phase)
        sentence = say(name, self.language, number=phase.removeprefix("TP"), label=label)
        return Reason("phase", sentence, (self._link("sub-process", phase),))

    def _minutes(self, minutes: Span) -> str:
        if minutes.min is not None and minutes.max is not None and minutes.min != minutes.max:
            return say("minutes-span", self.language, low=minutes.min, high=minutes.max)
        if minutes.max is None:
            return say("minutes-from", self.language, n=minutes.min)
        return say("minutes", self.language, n=minutes.max)

    def _label(self, scheme: str, key: str) -> str:
        return self.catalogue.title(scheme, key, self.language)

    def _link(self, scheme: str, key: str) -> ConceptLink:
        return ConceptLink(key, self.catalogue.iri(scheme, key), self._label(scheme, key))


def _reason_kind(scheme: str) -> str:
    return {"sub-process": "phase", "delivery-mode": "mode"}.get(scheme, scheme)
