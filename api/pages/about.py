"""How suggestions come about, what is sourced and what invented, and who does what: the roles."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from werkzeug.wrappers import Response

from api.openapi import Api
from api.pages.addresses import add_page
from api.pages.frame import render
from api.routes import holder
from graph.catalogue import Catalogue
from graph.records import Role
from graph.values import Language

DESCRIBED_FIRST = ("coach", "lotse")
"""Roles that stand at the head of their page; the others follow by title."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A role with its tasks and working conditions.

    `own` names what the editors wrote themselves, as names of fields; `sources` are addresses of pages.
    """

    identifier: str
    title: str
    also: tuple[str, ...]
    definition: str
    tasks: tuple[str, ...]
    conditions: tuple[str, ...]
    status: str
    own: frozenset[str]
    sources: tuple[str, ...]


def register_about(app: Api) -> None:
    """Add the page about the service and the page of roles."""
    add_page(app, "about", _about)
    add_page(app, "roles", _roles)


def _about(language: Language) -> Response:
    catalogue = holder().get().catalogue
    return render(
        "about",
        language,
        invented=_by_status(catalogue)["illustrative"],
        roadmaps=len(catalogue.roadmaps),
        sourced_methods=_methods(catalogue, "sourced"),
        general_methods=_methods(catalogue, "generalKnowledge"),
        media_types=len(catalogue.media_types),
        competencies=len(catalogue.competencies),
        unknown_durations=sum(not method.minutes for method in catalogue.methods.values()),
        methods=len(catalogue.methods),
    )


def _by_status(catalogue: Catalogue) -> Counter[str]:
    return Counter(record.provenance.status for records in catalogue.records.values() for record in records.values())


def _methods(catalogue: Catalogue, status: str) -> int:
    return sum(method.provenance.status == status for method in catalogue.methods.values())


def _roles(language: Language) -> Response:
    found = profiles(holder().get().catalogue, language)
    described = [profile for profile in found if profile.tasks or profile.conditions]
    return render("roles", language, described=described, others=[profile for profile in found if profile not in described])


def profiles(catalogue: Catalogue, language: Language) -> list[Profile]:
    """All roles, coach and Lotsin or Lotse first, then by title."""
    records = cast(Mapping[str, Role], catalogue.records.get("role", {}))
    found = [_profile(record, language) for record in records.values()]
    first = {key: place for place, key in enumerate(DESCRIBED_FIRST)}
    return sorted(found, key=lambda p: (first.get(p.identifier, len(first)), p.title.casefold()))


def _profile(record: Role, language: Language) -> Profile:
    own = dict(record.provenance.fields).get("ownProposal", ())
    return Profile(
        record.identifier,
        record.title.get(language),
        record.alt_labels.get(language),
        record.definition.get(language),
        record.tasks.get(language),
        record.working_conditions.get(language),
        record.provenance.status,
        frozenset(field.split(".")[0] for field in own),
        tuple(source for source in record.provenance.sources if source.startswith(("https://", "http://"))),
    )
