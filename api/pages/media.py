"""Learning media: all of them by group, and the page of one."""

from dataclasses import dataclass

from werkzeug.wrappers import Response

from api.pages.frame import render
from api.pages.method_cards import named
from api.pages.tool_links import documents, edges, medium_uses, origin, pointers
from api.routes import holder
from graph.catalogue import Catalogue
from graph.records import LearningResource, MediaType, Offer
from graph.values import Language


@dataclass(frozen=True, slots=True)
class MediaGroup:
    """The media of one group by their titles; `key` names the icon and is empty for media without a group."""

    key: str
    title: str
    media: tuple[MediaType, ...]


def media_page(language: Language) -> Response:
    """All learning media."""
    catalogue = holder().get().catalogue
    groups = media_groups(catalogue, language)
    return render("media", language, groups=groups, total=len(catalogue.media_types))


def media_groups(catalogue: Catalogue, language: Language) -> tuple[MediaGroup, ...]:
    """Groups by their titles, those without a title last; groups without a medium are left out."""
    found: dict[str, list[MediaType]] = {}
    for medium in catalogue.media_types.values():
        found.setdefault(medium.group or "", []).append(medium)
    groups = [
        MediaGroup(
            key,
            catalogue.title("media-group", key, language) if key else "",
            tuple(sorted(media, key=lambda m: catalogue.title("media-type", m.identifier, language).casefold())),
        )
        for key, media in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: (not group.title, group.title.casefold())))


def medium_page(language: Language, identifier: str) -> Response:
    """The page of one type of learning medium.

    Raises:
        NotFound: there is no such medium.
    """
    catalogue = holder().get().catalogue
    medium = catalogue.get("media-type", identifier)
    assert isinstance(medium, MediaType)

    def is_about(record: LearningResource | Offer) -> bool:
        if isinstance(record, Offer):
            return identifier in record.about_media_types
        return record.media_type == identifier

    methods = [
        named(catalogue, "method", method.identifier, language, edge.reason.get(language))
        for method in catalogue.methods.values()
        for edge in method.supports_media_types
        if edge.identifier == identifier
    ]
    return render(
        "medium",
        language,
        record=medium,
        title=catalogue.title("media-type", identifier, language),
        group=catalogue.title("media-group", medium.group, language) if medium.group else "",
        helps=edges(catalogue, "barrier", medium.mitigates_barriers, language),
        methods=methods,
        uses=medium_uses(catalogue, identifier, language),
        further=pointers(catalogue, language, is_about),
        origin=origin(medium.provenance, language),
        documents=documents(medium),
    )
