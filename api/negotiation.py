"""Which language and which media type an answer has."""

from collections.abc import Iterable, Mapping, Sequence

from flask import request
from werkzeug.exceptions import NotAcceptable

from graph.values import Language

JSON_TYPE = "application/json"


def answer_language(asked: str | None) -> Language:
    """`lang` beats Accept-Language, which beats German."""
    chosen = asked or request.accept_languages.best_match(["de", "en"], default="de")
    return "en" if chosen == "en" else "de"


def has_accept() -> bool:
    """Whether the client says what it takes; one that does not takes anything."""
    return bool(request.headers.get("Accept", "").strip())


def qualities(media_types: Iterable[str]) -> dict[str, float]:
    """How much the client likes media types, 0 for what it does not take.

    The most specific range that covers one decides, whatever its parameters (RFC 9110, 12.5.1).
    """
    ranges: dict[str, float] = {}
    for value, q in request.accept_mimetypes:
        name = "*/*" if value == "*" else value.split(";")[0].strip().lower()
        ranges[name] = max(float(q), ranges.get(name, 0))
    anything = ranges.get("*/*", 0.0)
    return {name: ranges.get(name, ranges.get(f"{name.split('/')[0]}/*", anything)) for name in media_types}


def chosen(types: Mapping[str, str], asked: Sequence[str] = ()) -> str | None:
    """Key of the format that the client likes best, the first of `types` among equals; None: it takes none.

    Args:
        types: media type -> key.
        asked: keys of formats, or media types; the first that is known beats Accept.
    """
    for name in asked:
        if name in types.values() or name in types:
            return types.get(name, name)
    if not has_accept():
        return next(iter(types.values()))
    liked = qualities(types)
    best = max(types, key=lambda media_type: liked[media_type])
    return types[best] if liked[best] > 0 else None


def require_json() -> None:
    """406 unless the client takes JSON."""
    if has_accept() and not qualities([JSON_TYPE])[JSON_TYPE]:
        raise NotAcceptable("Answers here are application/json.")
