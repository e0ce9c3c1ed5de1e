"""The case that items are judged against: what is known of it, what is wanted, and how strongly."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Generic, TypeVar

from graph.catalogue import Catalogue
from graph.values import Language, natural_key
from recommender.fit import USED_SHARE, WEIGHTS, Wish
from recommender.profile import MANY, SINGLE, Profile
from recommender.speech import Speaker
from recommender.types import Reason
from recommender.understanding import SCHEMES, Hit, Reading
from recommender.usage import Usage, Users

V = TypeVar("V")

NAMED_SHARE = 0.7
"""A concept read out of the text counts this share of one that was given in the profile."""

HINT_SHARE = 0.3
"""A concept that only a hidden label named counts this share."""

OWN_NAME = 3.0
"""Who names an item itself means it more than one who names what it has to do with."""

_OF_ROADMAPS = {
    "target_group": "target-group",
    "learning_field": "learning-field",
    "sector": "sector",
    "size_class": "size-class",
}
"""Profile key -> scheme of what roadmaps are about."""


@dataclass(frozen=True, slots=True)
class Want:
    """A concept asked for: the share that it counts, and the hit where the text named it; None where the profile did."""

    identifier: str
    share: float
    hit: Hit | None = None

    @property
    def is_hint(self) -> bool:
        """Whether only a hidden label named it: nothing is missing where it is missing."""
        return self.hit is not None and not self.hit.certain


@dataclass(frozen=True, slots=True)
class Limit(Generic[V]):
    """A condition on a method. `stated`: the profile says so; else the text does, and it counts the share of what is named."""

    value: V
    stated: bool

    @property
    def share(self) -> float:
        """What keeping it counts."""
        return 1.0 if self.stated else NAMED_SHARE


@dataclass(frozen=True)
class Case:
    """One need: its profile, what was read out of its text, and the graph that it is judged by."""

    catalogue: Catalogue
    usage: Usage
    profile: Profile
    reading: Reading
    language: Language

    @cached_property
    def speaker(self) -> Speaker:
        """Speaks in the language asked for."""
        return Speaker(self.catalogue, self.language)

    def wanted(self, key: str) -> tuple[Want, ...]:
        """What is asked for under a profile key: what was given first, then what the text names."""
        return self._wants[key]

    @cached_property
    def _wants(self) -> Mapping[str, tuple[Want, ...]]:
        return {key: self._asked(key) for key in {*SCHEMES, *MANY, *SINGLE}}

    def _asked(self, key: str) -> tuple[Want, ...]:
        given = getattr(self.profile, key, None)
        stated = (given,) if isinstance(given, str) else given or ()
        named = (hit for hit in self.reading.of(key) if hit.identifier not in stated)
        read = (Want(hit.identifier, NAMED_SHARE if hit.certain else HINT_SHARE, hit) for hit in named)
        return (*(Want(concept, 1.0) for concept in stated), *read)

    @cached_property
    def max_hours(self) -> Limit[float] | None:
        """The time there is."""
        return self._limit("max_hours", float)

    @cached_property
    def group_size(self) -> Limit[int] | None:
        """The people who take part."""
        return self._limit("group_size", int)

    @cached_property
    def mode(self) -> Limit[str] | None:
        """On site or online."""
        return self._limit("mode", str)

    @cached_property
    def person_days(self) -> int | None:
        """The effort that the text says there is room for."""
        return next((int(hit.identifier) for hit in self.reading.of("person_days")), None)

    def _limit(self, key: str, parse: Callable[[str], V]) -> Limit[V] | None:
        if (given := getattr(self.profile, key)) is not None:
            return Limit(given, True)
        read = next((hit for hit in self.reading.of(key) if hit.is_limit), None)
        return None if read is None else Limit(parse(read.identifier), False)

    def facet(
        self,
        key: str,
        scheme: str,
        has: Collection[str],
        met: Callable[[Sequence[str]], Reason],
        missed: Callable[[Sequence[str]], Reason] | None,
    ) -> Iterator[Wish]:
        """One wish for each concept asked for; all that are met are told in one sentence, and so are all that are missed."""
        wants = self.wanted(key)
        found = [want.identifier for want in wants if want.identifier in has]
        lacking = [want.identifier for want in wants if want.identifier not in has and not want.is_hint]
        yes = partial(met, found) if found else None
        no = partial(missed, lacking) if lacking and missed is not None else None
        for want in wants:
            fits = want.identifier in has
            tell = yes if fits else None if want.is_hint else no
            yield Wish(scheme, WEIGHTS[scheme] * want.share, fits, tell)

    @property
    def asks_of_roadmaps(self) -> bool:
        """Whether anything is asked for that items have by the roadmaps that use them."""
        return any(self.wanted(key) for key in _OF_ROADMAPS)

    def used(self, kind: str, identifier: str) -> Iterator[Wish]:
        """Wishes met where roadmaps that use the item share a feature with the case; one sentence a kind of feature."""
        for scheme, wanted in self._users[kind]:
            found = [(want, users.get(identifier, ())) for want, users in wanted]
            shared = {want.identifier: roadmaps for want, roadmaps in found if roadmaps}
            tell = partial(self._tell_users, scheme, shared) if shared else None
            for want, roadmaps in found:
                yield Wish(scheme, WEIGHTS[scheme] * USED_SHARE * want.share, bool(roadmaps), tell if roadmaps else None)

    @cached_property
    def _users(self) -> Mapping[str, Sequence[tuple[str, Sequence[tuple[Want, Users]]]]]:
        """By kind of item and scheme: what is asked for of companies and groups, each with the items used there."""
        wanted = [(scheme, wants) for key, scheme in _OF_ROADMAPS.items() if (wants := self.wanted(key))]
        return {
            kind: [(scheme, [(w, self.usage.where(kind, scheme, w.identifier)) for w in wants]) for scheme, wants in wanted]
            for kind in ("method", "media-type")
        }

    def _tell_users(self, scheme: str, shared: Mapping[str, Sequence[str]]) -> Reason:
        roadmaps = sorted({roadmap for found in shared.values() for roadmap in found}, key=natural_key)
        return self.speaker.about(f"{scheme}-used", scheme, list(shared), roadmaps)

    def named(self, key: str, scheme: str, identifier: str) -> Iterator[Wish]:
        """Wishes for items themselves: given in the profile, or named in the text."""
        for want in self.wanted(key):
            met = want.identifier == identifier
            yield Wish(
                scheme, OWN_NAME * WEIGHTS[scheme] * want.share, met, partial(self._mention, want, scheme) if met else None
            )

    def _mention(self, want: Want, scheme: str) -> Reason:
        link = self.speaker.link(scheme, want.identifier)
        if want.hit is None:
            return self.speaker.about(f"{scheme}-wanted", scheme, [want.identifier])
        told = self.speaker.plain(scheme, f"{scheme}-named", matched=self.reading.matched(want.hit))
        return Reason(told.kind, told.text, (link,))
