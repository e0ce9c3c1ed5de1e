"""Where a roadmap leads: what it is made of, what is like it, and what a company can do next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from api.document_forms import link_target
from api.pages.cards import lead_first
from api.pages.wording import wording
from api.service import Service
from graph.catalogue import Catalogue
from graph.records import LearningResource, Offer, Record, Roadmap, Role
from graph.values import Language
from recommender.types import Reason

R = TypeVar("R", bound=Record)

SIMILAR = 4

ACROSS = "quer"
"""The phase of what accompanies all phases."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page about something of ours: the name of the page, the key, what is read, and the reason where there is one."""

    page: str
    identifier: str
    title: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """A roadmap that is like this one, with what they share and what sets them apart."""

    identifier: str
    title: str
    reasons: tuple[str, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """An offer or a page of others: `address` is None where there is none to follow."""

    title: str
    description: str
    address: str | None
    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """What one method asks for: who takes part, and what has to be there; either may be empty."""

    identifier: str
    title: str
    people: str
    material: str


@dataclass(frozen=True, slots=True)
class Next:
    """How it can go on. `note` is what editors say of all offers; `roles` are pairs of label and definition."""

    offers: tuple[Pointer, ...]
    note: str
    resources: tuple[Pointer, ...]
    provisions: tuple[Provision, ...]
    roles: tuple[tuple[str, str], ...]


def related(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> dict[str, tuple[Link, ...]]:
    """Name of a group -> its links, in a fixed order; groups without a link are left out."""

    def links(page: str, kind: str, keys: Iterable[str]) -> tuple[Link, ...]:
        return tuple(Link(page, key, catalogue.title(kind, key, language)) for key in keys)

    groups = {
        "methods": links("method", "method", roadmap.method_ids),
        "media": links("medium", "media-type", lead_first(roadmap)),
        "competencies": links("competency", "competency", roadmap.competencies),
        "barriers": links("examples", "barrier", roadmap.barriers),
        "linked": tuple(
            Link("roadmap", key, catalogue.title("roadmap", key, language), reason.get(language))
            for key, reason in catalogue.links.get(roadmap.identifier, ())
        ),
    }
    return {name: found for name, found in groups.items() if found}


def alike(service: Service, roadmap: Roadmap, language: Language) -> tuple[Alike, ...]:
    """The roadmaps most like this one; editors' reasons stand elsewhere and count here only where there are no others."""
    found = service.recommender.similar(roadmap.identifier, SIMILAR, language).items
    return tuple(
        Alike(item.identifier, item.title, _shared(item.reasons), tuple(reason.text for reason in item.mismatches[:1]))
        for item in found
    )


def next_steps(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> Next:
    """Offers and pages that speak of the methods, phases and media of a roadmap, and whom and what its methods need."""
    offers = _of_type(catalogue, "offer", Offer)
    resources = _of_type(catalogue, "learning-resource", LearningResource)
    pointers = [(_pointer(catalogue, offer, roadmap, language), offer) for offer in offers]
    notes = dict.fromkeys(offer.provenance.note.get(language) for found, offer in pointers if found)
    pages = [_pointer(catalogue, resource, roadmap, language) for resource in resources]
    provisions = _provisions(catalogue, roadmap, language)
    return Next(
        offers=tuple(found for found, _ in sorted(pointers, key=lambda pair: _is_general(pair[1])) if found),
        note=" ".join(note for note in notes if note),
        resources=tuple(found for found in pages if found),
        provisions=provisions,
        roles=_roles(catalogue, provisions, language),
    )


def _shared(reasons: Sequence[Reason]) -> tuple[str, ...]:
    own = tuple(reason.text for reason in reasons if reason.kind != "editor-link")
    return (own or tuple(reason.text for reason in reasons))[:2]


def _of_type(catalogue: Catalogue, kind: str, cls: type[R]) -> list[R]:
    return [record for record in catalogue.records.get(kind, {}).values() if isinstance(record, cls)]


def _pointer(catalogue: Catalogue, record: Offer | LearningResource, roadmap: Roadmap, language: Language) -> Pointer | None:
    """An offer or page with the reason why it stands here; None where it has nothing to do with the roadmap."""
    reason = _reason(catalogue, record, roadmap, language)
    if not reason:
        return None
    by = record.offered_by if isinstance(record, Offer) else None
    return Pointer(
        record.title.get(language),
        record.description.get(language),
        link_target(record.address) if record.address else None,
        reason,
        catalogue.title("organisation", by, language) if by else "",
    )


def _reason(catalogue: Catalogue, record: Offer | LearningResource, roadmap: Roadmap, language: Language) -> str:
    """What of the roadmap a record is about: the roadmap itself, else methods, else media, else phases.

    An offer that is about nothing in particular is for everybody. What is about methods is not taken for its phases.
    """
    if isinstance(record, Offer) and _is_general(record):
        return wording()("roadmap.about-anything", language)
    media = record.about_media_types if isinstance(record, Offer) else ()
    for entry, kind, about, own in (
        ("about-roadmap", "roadmap", record.about_roadmaps, (roadmap.identifier,)),
        ("about-method", "method", record.about_methods, roadmap.method_ids),
        ("about-medium", "media-type", media, lead_first(roadmap)),
        ("about-phase", "sub-process", () if record.about_methods else record.about_phases, roadmap.phases),
    ):
        shared = [key for key in own if key in about]
        if shared:
            titles = ", ".join(catalogue.title(kind, key, language) for key in shared)
            return wording()(f"roadmap.{entry}", language, titles=titles)
    return ""


def _is_general(offer: Offer) -> bool:
    about = (*offer.about_methods, *offer.about_media_types, *offer.about_roadmaps)
    return not about and all(phase == ACROSS for phase in offer.about_phases)


def _provisions(catalogue: Catalogue, roadmap: Roadmap, language: Language) -> tuple[Provision, ...]:
    methods = [catalogue.methods[key] for key in roadmap.method_ids if key in catalogue.methods]
    found = (
        Provision(m.identifier, m.title.get(language), m.participants.get(language), m.material.get(language)) for m in methods
    )
    return tuple(p for p in found if p.people or p.material)


def _roles(catalogue: Catalogue, provisions: Sequence[Provision], language: Language) -> tuple[tuple[str, str], ...]:
    """Roles that the methods name among those who take part, by one of their labels; most often named first."""
    said = [provision.people.casefold() for provision in provisions]
    counts = {role: sum(_names(role, language)(people) for people in said) for role in _of_type(catalogue, "role", Role)}
    named = sorted((role for role, count in counts.items() if count), key=lambda role: -counts[role])
    return tuple((role.title.get(language), role.definition.get(language)) for role in named)


def _names(role: Role, language: Language) -> Callable[[str], bool]:
    labels = [label.casefold() for label in (role.title.get(language), *role.alt_labels.get(language))]
    return lambda people: any(label in people for label in labels)
