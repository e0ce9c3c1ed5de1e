"""JSON as RFC 8259 and RFC 7493 (I-JSON) define it: no NaN, no name twice in an object. Python's own reader takes both."""

import json
from typing import Any, NoReturn

MAX_DIGITS = 300
"""A whole number of more digits is read as infinity: no field takes it, and converting it would cost quadratic time."""


def parse_json(text: str | bytes) -> Any:
    """What a JSON text says; texts in bytes are UTF-8, UTF-16 or UTF-32.

    >>> parse_json('{"need": "", "limit": 3}')
    {'need': '', 'limit': 3}

    Raises:
        ValueError: it is no JSON; the message says where and why.
    """
    try:
        return json.loads(text, parse_constant=_refuse, parse_int=_whole, object_pairs_hook=_object)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start} is not {error.encoding.upper()}") from None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= MAX_DIGITS else float(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the name {json.dumps(name[:60])} stands twice in one object")
        found[name] = value
    return found
