"""The forms of a document of linked data: their endings, which one a client likes best, and the headers they share."""

import hashlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from flask import Response, request
from werkzeug.exceptions import NotAcceptable

from api.context import current_settings
from api.negotiation import has_accept, qualities
from graph.query.formats import GRAPH_FORMATS
from graph.values import LANGUAGES, Language
from ontology.namespaces import BASE, GRAPH, ID, LICENCE, ONTOLOGY, VOCAB

LINK_SAFE: Final = "/:@!$&'()*+,;=~%"
"""What stays as it is when an IRI becomes the path of an address (RFC 3987, 3.1): percent signs are part of the IRI."""


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """One form. `graph_form` is the key of the serialisation, None for the page; `aliases` are types that also mean it."""

    ending: str
    media_type: str
    content_type: str
    graph_form: str | None = None
    aliases: tuple[str, ...] = ()


HTML: Final = DocumentForm("html", "text/html", "text/html; charset=utf-8", aliases=("application/xhtml+xml",))
_ALIASES = {"jsonld": ("application/json",)}
FORMS: Final = (
    HTML,
    *(
        DocumentForm(f.ending, f.media_type, f.content_type, f.key, _ALIASES.get(f.key, ()))
        for f in (GRAPH_FORMATS[key] for key in ("turtle", "jsonld", "rdfxml", "ntriples"))
    ),
)
"""In the order in which they are preferred among equals."""

BY_ENDING: Final = {form.ending: form for form in FORMS}


def accepted_form() -> DocumentForm:
    """The form that the client likes best: by q-value, then what it names before what a range covers, then `FORMS`.

    Raises:
        NotAcceptable: it takes none of them.
    """
    if not has_accept():
        return HTML
    liked = qualities(media_type for form in FORMS for media_type in (form.media_type, *form.aliases))
    named = {value.split(";")[0].strip().lower() for value, _ in request.accept_mimetypes}
    best, liking = HTML, (0.0, False)
    for form in FORMS:
        for media_type in (form.media_type, *form.aliases):
            if media_type != form.media_type and media_type not in named:
                continue  # a range covers the form by its own type, or not at all
            here = (liked[media_type], media_type in named)
            if here > liking and here[0] > 0:
                best, liking = form, here
    if not liking[0]:
        raise NotAcceptable(f"There is this as {', '.join(form.media_type for form in FORMS)}.")
    return best


def split_ending(path: str) -> tuple[str, DocumentForm | None]:
    """A path without the ending of a form, and the form; the path as it is where it has none."""
    stem, _, ending = path.rpartition(".")
    form = BY_ENDING.get(ending) if stem else None
    return (stem, form) if form else (path, None)


def asked_language() -> Language | None:
    """The language that the address asks for."""
    asked = request.args.get("lang")
    return next((language for language in LANGUAGES if language == asked), None)


def document_path(iri: str, form: DocumentForm = HTML) -> str | None:
    """Where the document about one of our IRIs is, as a path with its fragment; None for IRIs that have none here."""
    if iri == ONTOLOGY or iri.startswith((f"{ONTOLOGY}#", f"{ONTOLOGY}/")):
        return quote(iri.removeprefix(BASE.rstrip("/")), safe=f"{LINK_SAFE}#")
    if iri.startswith((ID, VOCAB, GRAPH)):
        return f"/doc/{quote(iri.removeprefix(BASE), safe=LINK_SAFE)}.{form.ending}"
    return None


def link_target(iri: str) -> str | None:
    """Where a link to an IRI leads: to our own document, or out over http or https; None: no link may be made of it."""
    return document_path(iri) or (iri if iri.startswith(("http://", "https://")) else None)


def add_document_headers(response: Response, iri: str, stem: str, form: DocumentForm, version: str, language: Language) -> None:
    """ETag, Link, Content-Language and CORS of one form of the document whose path without an ending is `stem`.

    Addresses begin with the public address of the settings, else they are relative; the Host header is never read.
    """
    public_url = current_settings().public_url
    words = [version, stem, form.ending]
    if form is HTML:
        response.headers["Content-Language"] = language
        words += [language, request.args.get("lang", ""), public_url]
    response.set_etag(hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:32])
    links = [f'<{public_url}{stem}.{f.ending}>; rel="alternate"; type="{f.media_type}"' for f in FORMS if f is not form]
    links += [f'<{quote(iri, safe=f"{LINK_SAFE}#?")}>; rel="describes"', f'<{LICENCE}>; rel="license"']
    response.headers["Link"] = ", ".join(links)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Link, ETag, Content-Location"
