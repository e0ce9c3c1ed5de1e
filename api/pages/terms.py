"""The terms: every concept of every scheme with what it means, in the order of the alphabet."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import request
from werkzeug.wrappers import Response

from api.openapi import Api
from api.pages.addresses import add_page, address_of
from api.pages.frame import render
from api.routes import holder
from graph.catalogue import Catalogue
from graph.values import Language, Text, Texts

PAGES = {"method": "method", "media-type": "medium", "competency": "competency"}
"""Schemes whose concepts have pages of their own."""

SCHEMES = (
    "sub-process", "learning-field", "barrier", "target-group", "role", "method", "method-kind", "method-category", "artefact",
    "media-type", "media-group", "competency", "competency-level", "participation-form", "outcome", "size-class", "sector",
    "region", "delivery-mode", "publication-kind", "provenance-status",
)  # fmt: skip
"""All schemes, those that a coach meets most first."""

DIGITS = "0–9"


@dataclass(frozen=True, slots=True)
class Term:
    """A concept with its definition, other names, and the address of its own page, empty where it has none."""

    scheme: str
    identifier: str
    title: str
    definition: str
    also: tuple[str, ...]
    address: str

    @property
    def anchor(self) -> str:
        """Id of the term on the page."""
        return f"{self.scheme}-{self.identifier}"


def register_terms(app: Api) -> None:
    """Add the page of terms."""
    add_page(app, "terms", _terms)


def _terms(language: Language) -> Response:
    catalogue = holder().get().catalogue
    present = [scheme for scheme in SCHEMES if catalogue.records.get(scheme)]
    asked = request.args.get("scheme", "")
    chosen = asked if asked in present else ""
    found = sorted(terms(catalogue, (chosen,) if chosen else tuple(present), language), key=lambda term: sort_key(term.title))
    letters = [(letter, tuple(group)) for letter, group in groupby(found, key=lambda term: initial(term.title))]
    counts = [(scheme, len(catalogue.records[scheme])) for scheme in present]
    return render("terms", language, letters=letters, chosen=chosen, unknown=asked[:60] if asked and not chosen else "",
                  schemes=counts, count=len(found), total=sum(n for _, n in counts))  # fmt: skip


def terms(catalogue: Catalogue, schemes: tuple[str, ...], language: Language) -> Iterator[Term]:
    """The concepts of some schemes."""
    for scheme in schemes:
        for key, record in catalogue.records.get(scheme, {}).items():
            definition: Text = getattr(record, "definition", Text()) or getattr(record, "description", Text())
            also: Texts = getattr(record, "alt_labels", Texts())
            page = PAGES.get(scheme)
            yield Term(
                scheme,
                key,
                catalogue.title(scheme, key, language),
                definition.get(language),
                also.get(language),
                address_of(page, language, identifier=key) if page else "",
            )


def sort_key(title: str) -> str:
    """Where a title stands in the alphabet (DIN 5007-1: umlauts as their base letters, ß as ss, quotation marks unseen).

    >>> sorted(["Übung", "Uhr", "Zeit"], key=sort_key)
    ['Übung', 'Uhr', 'Zeit']
    """
    plain = unicodedata.normalize("NFD", title.casefold())
    return "".join(c for c in plain if c.isalnum() or c == " ").strip()


def initial(title: str) -> str:
    """The letter that a title stands under.

    >>> initial("Übung"), initial("3D-Druck"), initial("„Fundstück“")
    ('U', '0–9', 'F')
    """
    first = sort_key(title)[:1].upper()
    return first if first.isalpha() else DIGITS
