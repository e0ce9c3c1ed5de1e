"""The profile of a need: names as people send them, resolved to keys, every wrong one named with its nearest neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from graph.errors import InputError, UnknownValue
from graph.labels import LabelIndex

SINGLE = {
    "size_class": "size-class",
    "sector": "sector",
    "learning_field": "learning-field",
    "target_group": "target-group",
    "phase": "sub-process",
    "mode": "delivery-mode",
    "roadmap": "roadmap",
}
"""Profile key with one value -> scheme or kind of it."""

MANY = {"barriers": "barrier", "media_types": "media-type", "competencies": "competency"}
"""Profile key with a list of values -> scheme or kind of them."""

NUMBERS = ("group_size", "max_hours")

_PHASES = ("TP1", "TP2", "TP3", "TP4", "TP5", "TP6")


@dataclass(frozen=True, slots=True)
class Profile:
    """A resolved profile: keys of concepts and records, None and empty where nothing was said."""

    size_class: str | None = None
    sector: str | None = None
    learning_field: str | None = None
    target_group: str | None = None
    phase: str | None = None
    group_size: int | None = None
    max_hours: float | None = None
    mode: str | None = None
    roadmap: str | None = None
    barriers: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) not in (None, ()) for f in fields(self))


def resolve_profile(sent: Mapping[str, Any], labels: LabelIndex) -> Profile:
    """Resolve what was sent.

    Raises:
        UnknownValue: a value that no concept or record carries, or an unknown profile key; `pointer` says where.
        InputError: a number out of range or a value of the wrong type.
    """
    values: dict[str, Any] = {}
    for key, value in sent.items():
        pointer = f"/profile/{key}"
        if value is None:
            continue
        if key in SINGLE:
            values[key] = _single(key, value, pointer, labels)
        elif key in MANY:
            values[key] = _many(MANY[key], value, pointer, labels)
        elif key in NUMBERS:
            values[key] = _number(key, value, pointer)
        else:
            known = [*SINGLE, *MANY, *NUMBERS]
            nearest = get_close_matches(key, known) or known
            raise UnknownValue(f"a profile has no field '{key[:60]}'; known are {', '.join(known)}", pointer, nearest)
    return Profile(**values)


def _single(key: str, value: Any, pointer: str, labels: LabelIndex) -> str:
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{key} must be an id or a label", pointer)
    found = labels.resolve(SINGLE[key], value, pointer)
    if key == "phase" and found not in _PHASES:
        raise UnknownValue(f"phase must be one of {', '.join(_PHASES)}", pointer, _PHASES)
    return found


def _many(scheme: str, value: Any, pointer: str, labels: LabelIndex) -> tuple[str, ...]:
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, Sequence) or not all(isinstance(entry, str) and entry.strip() for entry in entries):
        raise InputError("must be a list of ids or labels", pointer)
    found = (labels.resolve(scheme, entry, f"{pointer}/{i}") for i, entry in enumerate(entries))
    return tuple(dict.fromkeys(found))


def _number(key: str, value: Any, pointer: str) -> int | float:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise InputError(f"{key} must be a number", pointer) from None
    if isinstance(value, bool) or not 0 < number <= 10_000:
        raise InputError(f"{key} must be more than 0 and at most 10000", pointer)
    if key == "group_size":
        if number != int(number):
            raise InputError("group_size must be a whole number of people", pointer)
        return int(number)
    return number
