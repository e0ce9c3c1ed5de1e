"""Checks data against the JSON Schemas that editors use too (`data/schema/`), and says in plain words what is wrong."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from pyoxigraph import NamedNode
from rapidfuzz import process
from referencing import Registry, Resource

from graph.yaml_reader import JsonPath

_INTEGER = re.compile(r"[+-]?\d{1,9}")
_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,6})?")


@cache
def _schemas() -> dict[str, Any]:
    folder = files("data") / "schema"
    return {f.name: json.loads(f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".json")}


def kinds() -> tuple[str, ...]:
    """The kinds of files that there are, sorted."""
    return tuple(sorted(name.removesuffix(".schema.json") for name in _schemas() if not name.startswith("common")))


def coerce(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Turn the strings of a record into numbers and booleans where the schema of its kind asks for them.

    A string that is no number stays a string, for `problems` to find. Numbers are int or Decimal.
    """
    result: dict[str, Any] = _coerce(data, _record_schema(kind), f"{kind}.schema.json")
    return result


def _record_schema(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = _schemas()[f"{kind}.schema.json"]["$defs"]["record"]
    return schema


def _dereference(schema: dict[str, Any], base: str) -> tuple[dict[str, Any], str]:
    while "$ref" in schema:
        name, _, pointer = schema["$ref"].partition("#")
        base = name or base
        schema = _schemas()[base]
        for part in pointer.strip("/").split("/"):
            schema = schema[part]
    return schema, base


def _coerce(value: Any, schema: dict[str, Any], base: str) -> Any:
    schema, base = _dereference(schema, base)
    if "anyOf" in schema:
        wanted = "string" if isinstance(value, str) else "object"
        resolved = (_dereference(option, base)[0] for option in schema["anyOf"])
        schema = next((option for option in resolved if option.get("type") == wanted), {})
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        return {key: _coerce(entry, properties.get(key, {}), base) for key, entry in value.items()}
    if isinstance(value, list):
        return [_coerce(entry, schema.get("items", {}), base) for entry in value]
    return _scalar(value, schema.get("type"))


def _scalar(value: str, wanted: str | None) -> Any:
    if wanted == "integer" and _INTEGER.fullmatch(value):
        return int(value)
    if wanted == "number" and _NUMBER.fullmatch(value):
        return Decimal(value)
    if wanted == "boolean" and value in {"true", "false"}:
        return value == "true"
    return value


@cache
def _validator(kind: str) -> Draft202012Validator:
    resources = [(name, Resource.from_contents(schema)) for name, schema in _schemas().items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    checker = Draft202012Validator.TYPE_CHECKER.redefine(
        "number", lambda _, value: isinstance(value, int | Decimal) and not isinstance(value, bool)
    )
    cls = extend(Draft202012Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    formats = FormatChecker(formats=())
    formats.checks("iri", raises=ValueError)(lambda value: bool(NamedNode(str(value))))
    validator: Draft202012Validator = cls({"$ref": f"{kind}.schema.json#/else"}, registry=registry, format_checker=formats)
    return validator


def problems(kind: str, record: dict[str, Any]) -> Iterator[tuple[JsonPath, str]]:
    """Paths and sentences for everything in a merged record that its schema does not allow."""
    for error in _validator(kind).iter_errors({"kind": kind, **record}):
        yield from _explain(error, kind)


def _explain(error: ValidationError, kind: str) -> Iterator[tuple[JsonPath, str]]:
    path = tuple(error.absolute_path)
    if error.validator in {"unevaluatedProperties", "additionalProperties"}:
        yield from _unknown_fields(error, path, kind)
    elif error.validator == "anyOf":
        # The option whose type fits says what is wrong inside it; where none fits, the shape as a whole is wrong.
        misfits = {
            e.schema_path[0] for e in error.context or () if e.validator == "type" and e.absolute_path == error.absolute_path
        }
        inside = [e for e in error.context or () if e.schema_path[0] not in misfits]
        for inner in inside:
            yield from _explain(inner, kind)
        if not inside:
            yield path, "has the wrong shape here: a name, or fields as in docs/authoring.md"
    else:
        say = _SENTENCES.get(str(error.validator))
        yield path, say(error) if say else error.message


def _unknown_fields(error: ValidationError, path: JsonPath, kind: str) -> Iterator[tuple[JsonPath, str]]:
    schema = _record_schema(kind) if not path else error.schema
    known = list(schema.get("properties", {})) if isinstance(schema, dict) else []
    instance = error.instance if isinstance(error.instance, dict) else {}
    for name in instance:
        if name not in known and not (not path and name == "kind"):
            near = process.extractOne(name, known, score_cutoff=60)
            yield (*path, name), f"unknown field '{name}'" + (f" (did you mean '{near[0]}'?)" if near else "")


_TYPES = {
    "object": "fields with values",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}

_SENTENCES: dict[str, Callable[[ValidationError], str]] = {
    "required": lambda e: f"{e.message.split(' is a required')[0]} is missing",
    "type": lambda e: f"must be {_TYPES.get(str(e.validator_value), str(e.validator_value))}",
    "pattern": lambda e: f"'{str(e.instance)[:60]}' does not have the form {e.validator_value}",
    "format": lambda e: f"'{str(e.instance)[:80]}' is no address that can be linked to",
    "enum": lambda e: (
        f"'{str(e.instance)[:60]}' is not one of {', '.join(_allowed(e))}" + _did_you_mean(str(e.instance), _allowed(e))
    ),
    "minLength": lambda e: "is empty; leave the field out if it is unknown",
    "maxLength": lambda e: f"is longer than {e.validator_value} characters",
    "minProperties": lambda e: "needs at least one of its fields (for a text: de or en)",
    "minItems": lambda e: f"needs at least {e.validator_value} entries" if e.validator_value != 1 else "is empty",
    "maxItems": lambda e: f"has more than {e.validator_value} entries",
    "uniqueItems": lambda e: "holds the same entry twice",
    "minimum": lambda e: f"must be at least {e.validator_value}",
    "maximum": lambda e: f"must be at most {e.validator_value}",
    "exclusiveMinimum": lambda e: f"must be more than {e.validator_value}",
    "const": lambda e: f"must be {e.validator_value}",
}


def _allowed(error: ValidationError) -> list[str]:
    values: Any = error.validator_value
    return [str(value) for value in values]


def _did_you_mean(value: str, known: list[str]) -> str:
    near = process.extractOne(value, known, score_cutoff=60)
    return f" (did you mean '{near[0]}'?)" if near else ""
