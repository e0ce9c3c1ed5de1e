"""Worked cases: needs, and what was graded as an answer to each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from graph.errors import InputError
from graph.values import Language
from recommender.types import Kind

SHIPPED = Path(__file__).parents[2] / "data" / "cases"
"""The worked cases that come with the program, see `data/cases/README.md`."""

LISTS: Mapping[str, Kind] = {"roadmaps": "roadmap", "methods": "method", "media-types": "media-type"}
"""Field of a case -> kind of the items graded in it."""

BEST = 2
"""The grade of an item that answers a need; 1: it helps."""


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A need with the grades of items by kind, 1 or 2; items that are not named were graded 0."""

    text: str
    language: Language
    grades: Mapping[Kind, Mapping[str, int]]


def read_cases(folder: Path = SHIPPED) -> tuple[WorkedCase, ...]:
    """All cases of the JSON Lines files in a folder, by file name and line; none where there is no such folder.

    Raises:
        InputError: a line that is no case, with its place.
    """
    return tuple(case for file in sorted(folder.glob("*.jsonl")) for case in _cases(file))


def _cases(file: Path) -> Sequence[WorkedCase]:
    lines = file.read_text("utf-8").splitlines()
    return [_case(line, f"{file}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]


def _case(line: str, where: str) -> WorkedCase:
    try:
        record: Any = json.loads(line)
        text, language = record["text"], record["language"]
        grades = {kind: {str(key): int(grade) for key, grade in record.get(name, {}).items()} for name, kind in LISTS.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InputError(f"{where}: must be a JSON object with text, language and grades by id") from None
    if not isinstance(text, str) or not text.strip() or language not in {"de", "en"}:
        raise InputError(f"{where}: must have a text, and de or en as its language")
    if any(not 1 <= grade <= BEST for given in grades.values() for grade in given.values()):
        raise InputError(f"{where}: grades must be 1 or {BEST}")
    return WorkedCase(text, cast(Language, language), grades)
