"""Which language and which media type an answer has."""

from flask import request
from werkzeug.exceptions import NotAcceptable

from graph.values import Language

JSON_TYPE = "application/json"
_RANGES = (JSON_TYPE, "application/*", "*/*")
"""Media ranges that cover JSON, the most specific first."""


def answer_language(asked: str | None) -> Language:
    """`lang` beats Accept-Language, which beats German."""
    chosen = asked or request.accept_languages.best_match(["de", "en"], default="de")
    return "en" if chosen == "en" else "de"


def require_json() -> None:
    """406 unless the client takes JSON; no Accept header means that anything will do.

    The most specific range decides, whatever its parameters (RFC 9110, 12.5.1): `application/json;q=0, */*` takes no JSON.
    """
    if not request.headers.get("Accept", "").strip():
        return
    qualities: dict[str, float] = {}
    for value, quality in request.accept_mimetypes:
        media_range = "*/*" if value == "*" else value.split(";")[0].strip().lower()
        qualities[media_range] = max(quality, qualities.get(media_range, 0))
    if not next((qualities[name] for name in _RANGES if name in qualities), 0):
        raise NotAcceptable("Answers here are application/json.")
