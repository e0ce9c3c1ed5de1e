"""What the page about one thing shows, and its data for search engines."""

from collections.abc import Mapping
from typing import Any, Final

from flask import json
from markupsafe import Markup

from graph.description import RDF_TYPE, Description, Node, Outbound
from graph.values import Language, Text
from ontology.namespaces import CODI, DCTERMS, ID, LICENCE, RDFS, SKOS, VOCAB

LABELS: Final = (f"{RDFS}label", f"{SKOS}prefLabel", f"{DCTERMS}title")
DEFINITIONS: Final = (
    f"{SKOS}definition",
    f"{DCTERMS}description",
    f"{CODI}startingSituation",
    f"{CODI}text",
    f"{CODI}reason",
    f"{CODI}purpose",
)
SHOWN: Final = 12
"""Values of a property that stand open; more are folded."""
MOST: Final = 200
"""Values of a property that a page shows; the other forms have all of them."""

_SCHEMA_TYPES: Mapping[str, str] = {
    f"{CODI}Roadmap": "CreativeWork",
    f"{CODI}Company": "Organization",
    f"{CODI}ClusterOrganisation": "Organization",
    f"{CODI}PartnerOrganisation": "Organization",
    f"{CODI}Project": "Project",
    f"{CODI}Offer": "Service",
    f"{CODI}LearningResource": "LearningResource",
    f"{SKOS}ConceptScheme": "DefinedTermSet",
    f"{SKOS}Concept": "DefinedTerm",
}
_INVENTED: Mapping[Language, str] = {"de": "Erfundenes Beispiel", "en": "Invented example"}


class ThingPage:
    """A description in one language, as the template reads it."""

    def __init__(self, description: Description, language: Language) -> None:
        self.description = description
        self.language = language

    @property
    def iri(self) -> str:
        """The IRI described."""
        return self.description.node.iri

    @property
    def is_part(self) -> bool:
        """Whether it belongs to a record and has no name of its own: a step, a goal, a reason."""
        return self.iri.startswith((ID, VOCAB)) and self.description.owner is not None and not self.description.text(*LABELS)

    @property
    def kind(self) -> Node | None:
        """Its most telling class: one of ours before a foreign one, never the general one where there is a special one."""
        types = sorted(self.description.types, key=lambda n: (not n.iri.startswith(CODI), n.iri in _GENERAL, n.iri))
        return types[0] if types else None

    @property
    def title(self) -> str:
        """Its label; for a part the name of its class and its number."""
        if not self.is_part:
            return self.description.node.name(self.language)
        last = self.iri.rsplit("/", 1)[-1]
        name = self.kind.name(self.language) if self.kind else last
        return f"{name} {last}" if last.isdecimal() else name

    @property
    def labels(self) -> Text:
        """Its label in both languages."""
        return self.description.text(*LABELS)

    @property
    def definition(self) -> tuple[str, str] | None:
        """What it is, in the language of the page else in the other one, and that language."""
        text = self.description.text(*DEFINITIONS)
        value = text.get(self.language)
        return (value, Node("", text).language(self.language) or self.language) if value else None

    @property
    def mark(self) -> str:
        """The words that mark what is invented; empty where nothing is."""
        return _INVENTED[self.language] if self.description.status == "illustrative" else ""

    @property
    def stated(self) -> list[Outbound]:
        """What the data say."""
        return [group for group in self.description.outbound if not group.inferred]

    @property
    def inferred(self) -> list[Outbound]:
        """What follows from it."""
        return [group for group in self.description.outbound if group.inferred]

    @property
    def schema_org(self) -> Markup:
        """The thing in the words of schema.org, as JSON-LD that cannot leave its script element."""
        return script_safe(self._schema_org())

    def _schema_org(self) -> dict[str, Any]:
        types = {node.iri for node in self.description.types}
        kind = next((name for iri, name in _SCHEMA_TYPES.items() if iri in types), "Thing")
        labels, owner = self.labels, self.description.owner
        other = labels.en if self.language == "de" else labels.de
        body: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": kind,
            "@id": self.iri,
            "identifier": self.description.identifier,
            "name": self.title,
            "alternateName": other if other != self.title else None,
            "description": self.definition[0] if self.definition else None,
            "disambiguatingDescription": self.mark or None,
            "inDefinedTermSet": owner.iri if owner and kind == "DefinedTerm" and self.iri.startswith(VOCAB) else None,
        }
        if kind in {"CreativeWork", "LearningResource", "DefinedTermSet"}:
            body |= {"inLanguage": self.language, "license": LICENCE if kind != "LearningResource" else None}
        return {key: value for key, value in body.items() if value}


_GENERAL = frozenset({f"{CODI}Goal", f"{SKOS}Concept", RDF_TYPE})


def script_safe(data: Mapping[str, Any]) -> Markup:
    """JSON that a script element can hold: no `<`, `>` or `&`, which could end it or begin a comment."""
    text = json.dumps(data)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped above
