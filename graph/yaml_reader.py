"""Reads the YAML that people write here: every scalar a string, every place with its line.

Built on libyaml's event stream instead of a loader, because a loader resolves `26.10` to 26.1 and `no` to False, expands
aliases (a few lines can grow to gigabytes), keeps the last of two equal keys, and recurses on nesting.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graph.errors import DataError, Finding

MAX_BYTES = 1_000_000
MAX_DEPTH = 24

JsonPath = tuple[str | int, ...]
"""Keys and list positions from the root of a document, for example ("steps", 2, "month")."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: `data` of dicts, lists and strings, and the line (from 1) of every path in it."""

    path: Path
    data: dict[str, Any]
    lines: Mapping[JsonPath, int]


class _Fault(Exception):
    """A place in the file and what is wrong there."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_document(path: Path) -> Document:
    """Read one YAML file.

    Raises:
        DataError: the file cannot be read, is too large, is not UTF-8, is not YAML, or uses aliases, tags, duplicate
            keys, an empty value, more than one document or too deep nesting; the top level is not a mapping.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _Fault(1, f"the file is larger than {MAX_BYTES:,} bytes; split it into several files")
        text = path.read_bytes().decode("utf-8-sig")
        lines: dict[JsonPath, int] = {}
        data = _Builder(yaml.parse(text, Loader=yaml.CSafeLoader), lines).document()
    except _Fault as fault:
        raise DataError([Finding(str(path), fault.line, "(file)", str(fault))]) from None
    except UnicodeDecodeError as error:
        raise DataError([Finding(str(path), 1, "(file)", f"the file is not UTF-8 (byte {error.start})")]) from None
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not valid YAML"
        line = mark.line + 1 if mark else 1
        raise DataError([Finding(str(path), line, "(file)", f"not valid YAML here: {problem}")]) from None
    except OSError as error:
        raise DataError([Finding(str(path), 1, "(file)", f"cannot be read: {error.strerror}")]) from None
    return Document(path, data, lines)


class _Builder:
    """Turns events into plain data, noting the line of every path."""

    def __init__(self, events: Iterator[Any], lines: dict[JsonPath, int]) -> None:
        self._events = events
        self._lines = lines

    def document(self) -> dict[str, Any]:
        value: Any = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Fault(_line_of(event), "a second document begins here; one file holds one")
                value = self._value(next(self._events), ())
        if not isinstance(value, dict):
            raise _Fault(1, "the file must begin with 'kind: …' and hold fields with values")
        return value

    def _value(self, event: Any, path: JsonPath) -> Any:
        line = _line_of(event)
        self._lines[path] = line
        if isinstance(event, yaml.AliasEvent):
            raise _Fault(line, f"aliases (*{event.anchor}) are not read; write the value out")
        if event.tag is not None:
            raise _Fault(line, f"tags ({event.tag}) are not read; write plain values")
        if len(path) > MAX_DEPTH:
            raise _Fault(line, f"nested more than {MAX_DEPTH} levels deep")
        if isinstance(event, yaml.ScalarEvent):
            if event.value == "" and not event.style:
                raise _Fault(line, f"'{_last(path)}' has no value; leave the field out if it is unknown")
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _sequence(self, path: JsonPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: JsonPath) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = _line_of(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Fault(line, "a field name must be a plain word")
            if event.value in items:
                raise _Fault(line, f"the field '{event.value}' stands here twice")
            items[event.value] = self._value(next(self._events), (*path, event.value))
            self._lines[(*path, event.value)] = line
        return items


def _line_of(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _last(path: JsonPath) -> str | int:
    return path[-1] if path else "the file"
