"""Where the pages live: each has a German and an English address, fixed once, since people print and share them."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from flask import Flask
from werkzeug.wrappers import Response

from graph.values import LANGUAGES, Language

ADDRESSES: Mapping[str, tuple[str, str]] = {
    "start": ("/", "/en/"),
    "examples": ("/beispiele", "/en/examples"),
    "roadmap": ("/beispiele/<identifier>", "/en/examples/<identifier>"),
    "present": ("/beispiele/<identifier>/vorfuehren", "/en/examples/<identifier>/present"),
    "handout": ("/beispiele/<identifier>/mitgeben", "/en/examples/<identifier>/handout"),
    "gallery": ("/ausstellung", "/en/gallery"),
    "tour": ("/ausstellung/<tour>", "/en/gallery/<tour>"),
    "compare": ("/vergleichen", "/en/compare"),
    "methods": ("/methoden", "/en/methods"),
    "method": ("/methoden/<identifier>", "/en/methods/<identifier>"),
    "media": ("/medien", "/en/media"),
    "medium": ("/medien/<identifier>", "/en/media/<identifier>"),
    "shortlist": ("/merkliste", "/en/shortlist"),
    "schedule": ("/ablaufplan", "/en/schedule"),
    "competencies": ("/kompetenzen", "/en/competencies"),
    "competency": ("/kompetenzen/<identifier>", "/en/competencies/<identifier>"),
    "research": ("/forschung", "/en/research"),
    "expert-query": ("/forschung/abfragen", "/en/research/queries"),
    "graph-view": ("/forschung/graph", "/en/research/graph"),
    "about": ("/ueber", "/en/about"),
    "roles": ("/ueber/rollen", "/en/about/roles"),
    "terms": ("/begriffe", "/en/terms"),
    "accessibility": ("/barrierefreiheit", "/en/accessibility"),
    "privacy": ("/datenschutz", "/en/privacy"),
    "imprint": ("/impressum", "/en/imprint"),
}
"""Name of a page -> its German and its English address."""

View = Callable[..., Response]


def add_page(app: Flask, name: str, view: View) -> None:
    """Serve a page at both of its addresses; `view(language, **parts of the address)` answers."""
    for language, rule in zip(LANGUAGES, ADDRESSES[name], strict=True):

        def answer(_language: Language = language, **parts: Any) -> Response:
            return view(_language, **parts)

        app.add_url_rule(rule, endpoint=_endpoint(name, language), view_func=answer)


def address_of(name: str, language: Language, **parts: Any) -> str:
    """The address of a page, from the root of the site; parts of the path are quoted."""
    address = ADDRESSES[name][LANGUAGES.index(language)]
    for part, value in parts.items():
        address = address.replace(f"<{part}>", quote(str(value), safe=""))
    return address


def _endpoint(name: str, language: Language) -> str:
    return f"page-{name}-{language}"
