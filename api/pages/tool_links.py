"""What the pages of a method and of a learning medium lead to: other records with reasons, uses, sources, documents."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from api.document_forms import BY_ENDING, document_path, link_target
from api.pages.cards import told_result
from api.pages.method_cards import Named, named
from api.pages.wording import wording
from graph.catalogue import Catalogue
from graph.records import LearningResource, Offer, Record, Roadmap
from graph.values import Edge, Language, Provenance


@dataclass(frozen=True, slots=True)
class Use:
    """A roadmap that used something, and how it went.

    `outcome` and `result` are what its card tells: the first result that fell short, else the first; `notes` are pairs of a
    phase's number (None where it has none) and what was done in it; `leads` says that it was the main medium there.
    """

    identifier: str
    title: str
    illustrative: bool
    outcome: str
    result: str
    notes: tuple[tuple[int | None, str], ...] = ()
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Pointer:
    """A page or an offer of others; `address` is None where no link may be made; `by` is empty for what is no offer."""

    title: str
    description: str
    address: str | None
    is_offer: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record comes from, in words: its status, what of it differs, pages that it stands on, and a note."""

    status: str
    but: tuple[str, ...]
    sources: tuple[str, ...]
    note: str


def edges(catalogue: Catalogue, kind: str, found: Iterable[Edge], language: Language) -> tuple[Named, ...]:
    """What edges lead to, with their reasons, in the order of the edges."""
    return tuple(named(catalogue, kind, edge.identifier, language, edge.reason.get(language)) for edge in found)


def method_uses(catalogue: Catalogue, method: str, language: Language) -> tuple[Use, ...]:
    """Roadmaps with a step that applies a method, in natural order, with the notes of these steps in the order of steps."""

    def notes(roadmap: Roadmap) -> tuple[tuple[int | None, str], ...]:
        steps = (step for step in roadmap.steps if step.method == method)
        return tuple((_number(step.phase), step.note.get(language)) for step in steps)

    return tuple(_use(catalogue, r, language, notes(r)) for r in catalogue.roadmaps.values() if method in r.method_ids)


def medium_uses(catalogue: Catalogue, medium: str, language: Language) -> tuple[Use, ...]:
    """Roadmaps that use a type of medium: those whose main medium it is first, else in natural order."""
    users = [roadmap for roadmap in catalogue.roadmaps.values() if medium in roadmap.media_types]
    users.sort(key=lambda roadmap: roadmap.lead_media_type != medium)
    return tuple(_use(catalogue, roadmap, language, leads=roadmap.lead_media_type == medium) for roadmap in users)


def pointers(
    catalogue: Catalogue, language: Language, is_about: Callable[[LearningResource | Offer], bool]
) -> tuple[Pointer, ...]:
    """Learning resources, then offers, for which `is_about` holds, each in natural order."""
    records = (*catalogue.records.get("learning-resource", {}).values(), *catalogue.records.get("offer", {}).values())
    found = (record for record in records if isinstance(record, LearningResource | Offer) and is_about(record))
    return tuple(_pointer(catalogue, record, language) for record in found)


def origin(provenance: Provenance, language: Language) -> Origin:
    """Where a record comes from; parts that no page shows are not named."""
    say = wording()
    but: list[str] = []
    for status, fields in provenance.fields:
        names = sorted(say(f"toolbox.part-{field}", language) for field in fields if f"toolbox.part-{field}" in say)
        if names:
            but.append(say(f"toolbox.but-{status}", language, names=", ".join(names)))
    sources = tuple(source for source in provenance.sources if link_target(source))
    return Origin(say(f"toolbox.status-{provenance.status}", language), tuple(but), sources, provenance.note.get(language))


def documents(record: Record) -> Mapping[str, tuple[str, str]]:
    """Name of a form -> address and media type of the document about a record."""
    forms = {"Turtle": BY_ENDING["ttl"], "JSON-LD": BY_ENDING["jsonld"]}
    return {name: (document_path(record.iri, form) or "", form.media_type) for name, form in forms.items()}


def _use(
    catalogue: Catalogue,
    roadmap: Roadmap,
    language: Language,
    notes: tuple[tuple[int | None, str], ...] = (),
    leads: bool = False,
) -> Use:
    outcome, result = told_result(roadmap, language)
    return Use(
        roadmap.identifier,
        catalogue.title("roadmap", roadmap.identifier, language),
        roadmap.provenance.status == "illustrative",
        catalogue.title("outcome", outcome, language) if outcome else "",
        result,
        notes,
        leads,
    )


def _number(phase: str | None) -> int | None:
    return int(phase[2:]) if phase and phase.startswith("TP") else None


def _pointer(catalogue: Catalogue, record: LearningResource | Offer, language: Language) -> Pointer:
    by = record.offered_by if isinstance(record, Offer) else None
    return Pointer(
        catalogue.title(record.kind, record.identifier, language),
        record.description.get(language),
        link_target(record.address) if record.address else None,
        isinstance(record, Offer),
        catalogue.title("organisation", by, language) if by else "",
    )
