"""A method as a card: what it is for, how long it takes, for how many people, and when it is used."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.wording import wording
from graph.catalogue import Catalogue
from graph.records import Method
from graph.values import Language, Span
from recommender.types import Confidence, Reason, Recommendation

EVERY_PHASE = "quer"
"""The phase of what accompanies all phases."""

_HOURS_FROM = 120
"""Minutes from which a duration is said in hours, where it is whole or half hours."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record as a link, with the reason for naming it where there is one."""

    identifier: str
    title: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MethodCard:
    """What a card shows; `rank`, `fit`, `reasons` and `mismatches` are there where it answers a need.

    `minutes`, `group` and `mode` are words, empty where unknown; `phases` are numbers from 1 to 6; `in_every_phase` is for
    what accompanies all of them; `workshop` is the method that this one is a building block of.
    """

    identifier: str
    title: str
    purpose: str
    minutes: str
    duration_note: str
    group: str
    mode: str
    phases: frozenset[int]
    in_every_phase: bool
    workshop: Named | None
    rank: int | None = None
    fit: Confidence | None = None
    reasons: Sequence[Reason] = ()
    mismatches: Sequence[Reason] = ()


def method_card(catalogue: Catalogue, method: Method, language: Language, answer: Recommendation | None = None) -> MethodCard:
    """The card of a method, with what a recommendation says of it where there is one."""
    phases = [edge.identifier for edge in method.phases]
    return MethodCard(
        identifier=method.identifier,
        title=catalogue.title("method", method.identifier, language),
        purpose=method.purpose.get(language),
        minutes=minutes_in_words(method.minutes, language),
        duration_note=method.duration_note.get(language),
        group=people_in_words(method.group_size, language),
        mode=mode_in_words(catalogue, method.mode, language),
        phases=frozenset(int(phase[2:]) for phase in phases if phase.startswith("TP")),
        in_every_phase=EVERY_PHASE in phases,
        workshop=named(catalogue, "method", method.building_block_of, language) if method.building_block_of else None,
        rank=answer.rank if answer else None,
        fit=answer.confidence if answer else None,
        reasons=answer.reasons if answer else (),
        mismatches=answer.mismatches if answer else (),
    )


def named(catalogue: Catalogue, kind: str, identifier: str, language: Language, reason: str = "") -> Named:
    """A record or concept by its title."""
    return Named(identifier, catalogue.title(kind, identifier, language), reason)


def minutes_in_words(span: Span, language: Language) -> str:
    """A duration as "45–90 Min.", from two hours on as "2–3 Std." where that is exact; empty where unknown."""
    ends = [end for end in (span.min, span.max) if end is not None]
    in_hours = all(end >= _HOURS_FROM and end % 30 == 0 for end in ends)
    return _in_words(span, "hours" if in_hours else "minutes", language, 60 if in_hours else 1)


def people_in_words(span: Span, language: Language) -> str:
    """A group size as "3–12 Personen"; empty where unknown."""
    return _in_words(span, "one-person" if span == Span(1, 1) else "people", language)


def mode_in_words(catalogue: Catalogue, modes: Sequence[str], language: Language) -> str:
    """Where a method can be held: one of the two modes or "vor Ort und online"; empty where unknown."""
    if len(modes) > 1:
        return wording()("toolbox.both-modes", language)
    return "".join(catalogue.title("delivery-mode", mode, language) for mode in modes)


def _in_words(span: Span, unit: str, language: Language, divisor: int = 1) -> str:
    low, high = (None if end is None else _number(end / divisor, language) for end in (span.min, span.max))
    say = wording()
    if low is not None and high is not None:
        return say(f"toolbox.{unit}", language, n=low if low == high else f"{low}–{high}")
    if low is not None:
        return say("toolbox.at-least", language, what=say(f"toolbox.{unit}", language, n=low))
    return say("toolbox.at-most", language, what=say(f"toolbox.{unit}", language, n=high)) if high is not None else ""


def _number(value: float, language: Language) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if language == "de" else text
