"""What all pages share: the words, links that carry the case along, the other language, and the headers."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from jinja2 import StrictUndefined, pass_context
from jinja2.runtime import Context

from api.context import base_address
from api.pages.addresses import ADDRESSES, address_of
from api.pages.assets import asset_addresses, keep_assets
from api.pages.given import Given
from api.pages.wording import wording
from graph.values import LANGUAGES, Language

MENU = ("examples", "gallery", "methods", "competencies")
"""Pages in the head of every page, in this order."""


def register_frame(app: Flask) -> None:
    """Give the templates their functions: `t`, `to`, `asset`."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals |= {"t": _say, "to": _link, "asset": asset_addresses(app), "menu": MENU, "pages": True}
    app.context_processor(_shared)
    app.after_request(keep_assets)


def given() -> Given:
    """The case in the address of this request; read once."""
    if "given" not in g:
        g.given = Given.read(request.args)
    found: Given = g.given
    return found


def render(page: str, language: Language, status: int = 200, *, template: str = "", **values: Any) -> Response:
    """The page with this name (see `ADDRESSES`), from `templates/pages/{page}.html` unless another one is named."""
    text = render_template(template or f"pages/{page}.html", page=page, lang=language, **values)
    response = make_response(text, status)
    response.headers["Content-Language"] = language
    return response


def page_language(path: str) -> Language:
    """The language of a page by its path."""
    return "en" if path == "/en" or path.startswith("/en/") else "de"


@pass_context
def _say(context: Context, name: str, /, **values: object) -> str:
    return wording()(name, context["lang"], **values)


@pass_context
def _link(context: Context, name: str, *, more: Mapping[str, object] | None = None, bare: bool = False, **parts: Any) -> str:
    """The address of a page in the language of this one, with the case unless `bare`; `more` are further parameters."""
    carried = Given() if bare else given()
    return address_of(name, context["lang"], **parts) + carried.query(more)


def _shared() -> dict[str, Any]:
    return {"given": given(), "other_language": _other_language, "base": base_address()}


def _other_language() -> str | None:
    """This page in the other language, with the same parameters; None where it has one address for both."""
    page = str(request.endpoint or "").removeprefix("page-")
    name, _, language = page.rpartition("-")
    if name not in ADDRESSES:
        return None
    other = LANGUAGES[1 - LANGUAGES.index("en" if language == "en" else "de")]
    query = request.query_string.decode("ascii", "replace")
    return address_of(name, other, **(request.view_args or {})) + (f"?{query}" if query else "")
