"""Why a body or query does not fit its model, in sentences that name the place and the nearest known names."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.problems import Detail, Problem

_SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "must be a string",
    "string_unicode": "must be a string of whole Unicode characters",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "list_type": "must be a list",
    "too_long": "must have at most {max_length} entries",
    "model_type": "must be an object",
    "literal_error": "must be {expected}",
    "value_error": "{error}",
}
"""Pydantic's kind of error -> what is said; its own message where the kind is not here."""


def validation_problem(error: ValidationError, model: type[BaseModel], prefix: str = "/") -> Problem:
    """422 for a body (`prefix` "/") or query ("?") that `model` does not allow."""
    details = [_detail(item, model, prefix) for item in error.errors(include_url=False, include_input=False)]
    first = details[0]
    return Problem(422, f"{first.pointer}: {first.detail}", tuple(dict.fromkeys(details)))


def _detail(item: ErrorDetails, model: type[BaseModel], prefix: str) -> Detail:
    place, kind, context = item["loc"], item["type"], item.get("ctx", {})
    pointer = prefix + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in place)
    nearest: Sequence[str] = ()
    if kind == "extra_forbidden":
        nearest = get_close_matches(str(place[-1])[:100], _known_fields(model, place), n=3)
    elif kind == "literal_error":
        nearest = re.findall(r"'([^']+)'", context["expected"])
    sentence = _SENTENCES.get(kind)
    return Detail(pointer, sentence.format(**context) if sentence else item["msg"], tuple(nearest))


def _known_fields(model: type[BaseModel], place: tuple[int | str, ...]) -> list[str]:
    """Names of the fields beside the last part of `place`."""
    current: Any = model
    for part in place[:-1]:
        annotation = current.model_fields[part].annotation
        current = next(a for a in get_args(annotation) if isinstance(a, type) and issubclass(a, BaseModel))
    return list(current.model_fields)
