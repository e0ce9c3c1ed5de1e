"""Small frozen values that records are made of."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NewType

Iri = NewType("Iri", str)
Language = Literal["de", "en"]
LANGUAGES: tuple[Language, Language] = ("de", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in German, English or both."""

    de: str | None = None
    en: str | None = None

    def get(self, language: Language) -> str:
        """The text in `language`, else in the other one, else the empty string."""
        first, second = (self.de, self.en) if language == "de" else (self.en, self.de)
        return first or second or ""

    def __bool__(self) -> bool:
        return bool(self.de or self.en)


@dataclass(frozen=True, slots=True)
class Texts:
    """Sets of texts, one a language, each sorted: RDF keeps no order."""

    de: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def get(self, language: Language) -> tuple[str, ...]:
        """The texts in `language`, without falling back to the other one."""
        return self.de if language == "de" else self.en

    def __bool__(self) -> bool:
        return bool(self.de or self.en)


@dataclass(frozen=True, slots=True)
class Edge:
    """A link to a concept or record, with the clause that says why where an editor wrote one."""

    identifier: str
    reason: Text = Text()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and whether it is an assumption."""

    value: Decimal
    assumption: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A range of whole numbers, both ends included; None where an end is unknown."""

    min: int | None = None
    max: int | None = None

    def __bool__(self) -> bool:
        return self.min is not None or self.max is not None


@dataclass(frozen=True, slots=True)
class Match:
    """A SKOS mapping to a concept of another vocabulary: `kind` is exactMatch, closeMatch, broadMatch, ..."""

    target: Iri
    kind: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record comes from.

    `status` is sourced, ownProposal, generalKnowledge or illustrative; `fields` names the fields whose status differs,
    as sorted (status, field names) pairs; `origin` is the named graph of the file that the record stands in.
    """

    status: str
    sources: tuple[str, ...] = ()
    note: Text = Text()
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    origin: Iri = Iri("")


def natural_key(identifier: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key that puts L2 before L10: digit runs compare as numbers, the rest as text."""
    parts = re.findall(r"\d+|\D+", identifier)
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts)
