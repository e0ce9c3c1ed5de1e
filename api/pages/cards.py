"""A roadmap as a card: the few things by which a coach judges an example at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.records import MediaType, Roadmap
from graph.values import Figure, Language
from recommender.types import Confidence, Reason, Recommendation

NOT_AS_HOPED = ("partial", "open")
"""Outcomes that a card tells first: what did not work is why people read examples."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A media type as an icon and a word; `group` names the icon."""

    identifier: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows. `rank`, `fit`, `reasons` and `mismatches` are there where it answers a need.

    `outcome` is the key of the outcome that is told, `result` its sentence; `phases` are numbers from 1 to 6.
    """

    identifier: str
    title: str
    illustrative: bool
    company: str
    size: str
    months: int | None
    person_days: int | None
    outcome: str
    outcome_label: str
    result: str
    phases: frozenset[int]
    media: tuple[Medium, ...]
    rank: int | None = None
    fit: Confidence | None = None
    reasons: Sequence[Reason] = ()
    mismatches: Sequence[Reason] = ()


def roadmap_card(catalogue: Catalogue, roadmap: Roadmap, language: Language, answer: Recommendation | None = None) -> Card:
    """The card of a roadmap, with what a recommendation says of it where there is one."""
    company = catalogue.companies.get(roadmap.company or "")
    outcome, sentence = told_result(roadmap, language)
    return Card(
        identifier=roadmap.identifier,
        title=roadmap.title.get(language) or roadmap.identifier,
        illustrative=roadmap.provenance.status == "illustrative",
        company=company.title.get(language).split(" – ", 1)[-1] if company else "",
        size=catalogue.title("size-class", company.size_class, language) if company and company.size_class else "",
        months=whole(roadmap.duration_months),
        person_days=whole(roadmap.effort_person_days),
        outcome=outcome,
        outcome_label=catalogue.title("outcome", outcome, language) if outcome else "",
        result=sentence,
        phases=frozenset(int(phase[2:]) for phase in roadmap.phases if phase.startswith("TP")),
        media=media_of(catalogue, lead_first(roadmap), language),
        rank=answer.rank if answer else None,
        fit=answer.confidence if answer else None,
        reasons=answer.reasons if answer else (),
        mismatches=answer.mismatches if answer else (),
    )


def lead_first(roadmap: Roadmap) -> tuple[str, ...]:
    """The media types of a roadmap, the main one first."""
    return tuple(sorted(roadmap.media_types, key=lambda key: key != roadmap.lead_media_type))


def told_result(roadmap: Roadmap, language: Language) -> tuple[str, str]:
    """Outcome and sentence of the first result that fell short, else of the first; both empty where there is none."""
    results = [result for result in roadmap.results if result.text]
    fallen_short = [result for result in results if result.outcome in NOT_AS_HOPED]
    for result in fallen_short or results:
        return result.outcome or "", result.text.get(language)
    return "", ""


def media_of(catalogue: Catalogue, keys: Sequence[str], language: Language) -> tuple[Medium, ...]:
    """Media types with what their icons are chosen by."""
    records = ((key, catalogue.media_types.get(key)) for key in keys)
    return tuple(Medium(key, catalogue.title("media-type", key, language), _group(record)) for key, record in records)


def whole(figure: Figure | None) -> int | None:
    """A figure as a whole number."""
    return None if figure is None else round(figure.value)


def _group(record: MediaType | None) -> str:
    return record.group or "" if record else ""
