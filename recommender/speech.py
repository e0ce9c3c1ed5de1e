"""Turns keys of the graph into reasons: a sentence, and links to what it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.values import Edge, Language, Span
from recommender.sentences import enumerated, quoted, say
from recommender.types import ConceptLink, Reason


def hours_at_most(hours: float, language: Language) -> str:
    """A limit on time in words.

    >>> hours_at_most(1.5, "de"), hours_at_most(0.5, "en"), hours_at_most(1, "en")
    ('höchstens 1,5 Stunden', 'at most 30 minutes', 'at most one hour')
    """
    if hours < 1:
        return say("minutes-to", language, n=round(hours * 60))
    figure = f"{hours:.4g}"
    return say("hour-to" if hours == 1 else "hours-to", language, n=figure.replace(".", ",") if language == "de" else figure)


_KINDS = {"sub-process": "phase", "delivery-mode": "mode"}
"""Scheme -> kind of reason, where they differ."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks of one catalogue in one language."""

    catalogue: Catalogue
    language: Language

    def about(self, name: str, scheme: str, keys: Sequence[str], roadmaps: Sequence[str] = (), kind: str = "") -> Reason:
        """The sentence `name` on one or several concepts of a scheme, and the roadmaps behind it (else the concepts)."""
        labels = [self.label(scheme, key) for key in keys]
        sentence = say(
            name,
            self.language,
            label=labels[0],
            labels=quoted(labels, self.language),
            plain=enumerated(labels, self.language),
            roadmaps=enumerated(roadmaps or keys, self.language, most=3),
        )
        links = [*(self.link(scheme, key) for key in keys), *(self.link("roadmap", key) for key in roadmaps)]
        return Reason(kind or _KINDS.get(scheme, scheme), sentence, tuple(links))

    def because(self, name: str, scheme: str, edge: Edge) -> Reason:
        """The sentence `name` with an editor's clause, or the plain one where there is none in the language asked for."""
        clause = edge.reason.de if self.language == "de" else edge.reason.en
        if not clause:
            return self.about(f"{name}-plain", scheme, [edge.identifier])
        sentence = say(name, self.language, label=self.label(scheme, edge.identifier), reason=clause.rstrip("."))
        return Reason(_KINDS.get(scheme, scheme), sentence, (self.link(scheme, edge.identifier),))

    def phase(self, name: str, phase: str) -> Reason:
        """A sentence on a phase."""
        number = phase.removeprefix("TP")
        sentence = say(name, self.language, number=number, label=self.label("sub-process", phase))
        return Reason("phase", sentence, (self.link("sub-process", phase),))

    def mode(self, name: str, mode: str) -> Reason:
        """A sentence on a delivery mode; its label stands inside the sentence."""
        label = self.label("delivery-mode", mode)
        sentence = say(name, self.language, plain=label[:1].lower() + label[1:])
        return Reason("mode", sentence, (self.link("delivery-mode", mode),))

    def plain(self, kind: str, name: str, **values: object) -> Reason:
        """A sentence that speaks of no concept."""
        return Reason(kind, say(name, self.language, **values))

    def duration(self, name: str, minutes: Span) -> Reason:
        """A sentence on how long something takes."""
        return self.plain("duration", name, minutes=self.minutes(minutes))

    def longer(self, longest: int, most: float) -> Reason:
        """That something may take more minutes than there are."""
        shown = self.minutes(Span(longest, longest))
        return self.plain("duration", "duration-longer", minutes=shown, more=f"{longest - most:.0f}")

    def effort(self, name: str, days: float) -> Reason:
        """A sentence on person-days."""
        named = say("person-day" if days == 1 else "person-days", self.language, n=f"{days:g}")
        return self.plain("effort", name, days=named)

    def group(self, people: int) -> Reason:
        """That something works with so many people."""
        named = say("person" if people == 1 else "people", self.language, n=people)
        return self.plain("group-size", "group-size", people=named)

    def minutes(self, minutes: Span) -> str:
        """A duration in words."""
        low, high = minutes.min, minutes.max
        if low is not None and high is not None and low != high:
            return say("minutes-span", self.language, low=low, high=high)
        if low is None or high is None:
            return say("minutes-from" if high is None else "minutes-to", self.language, n=low if high is None else high)
        return say("minutes", self.language, n=high)

    def label(self, scheme: str, key: str) -> str:
        """Title or preferred label."""
        return self.catalogue.title(scheme, key, self.language)

    def link(self, scheme: str, key: str) -> ConceptLink:
        """The link to a concept or record."""
        return ConceptLink(key, self.catalogue.iri(scheme, key), self.label(scheme, key))
