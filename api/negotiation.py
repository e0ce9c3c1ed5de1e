"""Which language and which media type an answer has."""

from flask import request
from werkzeug.exceptions import NotAcceptable

from graph.values import Language

JSON_TYPE = "application/json"


def answer_language(asked: str | None) -> Language:
    """`lang` beats Accept-Language, which beats German."""
    chosen = asked or request.accept_languages.best_match(["de", "en"], default="de")
    return "en" if chosen == "en" else "de"


def require_json() -> None:
    """406 unless the client takes JSON (RFC 9110, 12.5.1); no Accept header means that anything will do."""
    accepted = request.accept_mimetypes
    if request.headers.get("Accept") and not any(
        quality > 0 and _covers(value.split(";")[0].strip().lower()) for value, quality in accepted
    ):
        raise NotAcceptable("Answers here are application/json.")


def _covers(accepted: str) -> bool:
    return accepted in {"*/*", "*", "application/*", JSON_TYPE, "application/problem+json"}
