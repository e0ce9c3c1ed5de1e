"""The error tree of the project. The API maps classes to status codes in one table, the command line prints the sentence.

CodiclustError
├── InputError              what somebody sent is wrong (422)
│   ├── UnknownValue        a value that no concept or record has; carries the nearest known ones (422)
│   └── QuerySyntaxError    SPARQL that does not parse; carries line and column (400)
├── NotFound                no record of that kind with that id (404)
├── DataError               data files with findings; a build stops on it (command line: exit 1)
├── NothingBuilt            there is no built version to serve (503)
├── MissingExtra            an optional dependency or program is not installed (command line: exit 1)
├── QueryRefused            a query that a read-only service does not run (403)
├── NotAcceptable           the result has no form that the client takes (406)
├── LimitReached            a query ran into a limit of the service
│   ├── TimeLimit           it took too long (504)
│   ├── MemoryLimit         it needed too much memory (503)
│   └── ResultLimit         its result is too large (507)
└── Overloaded              too many queries wait already; carries the seconds after which to try again (503)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


class CodiclustError(Exception):
    """Base of all errors raised on purpose. `str()` is one sentence for a person."""


class InputError(CodiclustError):
    """Wrong input. `pointer` is the JSON pointer (RFC 6901) of the wrong part, empty for the whole."""

    def __init__(self, message: str, pointer: str = "", nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.pointer = pointer
        self.nearest = tuple(nearest)


class UnknownValue(InputError):
    """A value that no concept or record carries, with the nearest known values."""


class QuerySyntaxError(InputError):
    """SPARQL that does not parse; `line` and `column` count from 1, None where the engine gave none."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, "/query")
        self.line = line
        self.column = column


class NotFound(CodiclustError):
    """No record of that kind has that id."""

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


class NothingBuilt(CodiclustError):
    """No built version is there."""


class MissingExtra(CodiclustError):
    """An optional dependency or program is not installed."""


class QueryRefused(CodiclustError):
    """A query that this read-only service does not run."""


class NotAcceptable(CodiclustError):
    """The result of a query has no form that the client takes."""


class LimitReached(CodiclustError):
    """A query ran into a limit of the service; nothing of its result is handed out."""


class TimeLimit(LimitReached):
    """A query took longer than it may."""


class MemoryLimit(LimitReached):
    """A query needed more memory than it may."""


class ResultLimit(LimitReached):
    """The result of a query has more rows or bytes than it may."""


class Overloaded(CodiclustError):
    """Too many queries wait already. `retry_after` is in whole seconds."""

    def __init__(self, message: str, retry_after: int = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after


Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing wrong in the data: where it is, and what would be right."""

    file: str
    line: int
    field: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


class DataError(CodiclustError):
    """Data that cannot be built from. `findings` are sorted by file and line."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        count = len(self.findings)
        super().__init__(f"The data has {count} {'error' if count == 1 else 'errors'}; nothing was changed.")
