"""The project's own evaluation set: needs, and how two passes judged every kind of items for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, cast

from graph.errors import InputError
from graph.values import Language
from recommender.evaluation.collection import Qrels, read_objects, read_qrels
from recommender.types import Kind

TASKS: Mapping[str, Kind] = {"roadmaps": "roadmap", "methods": "method", "media-types": "media-type"}
"""Name of a task, as in the file names -> kind of items."""

RELEVANT = 2
"""Sum of both grades from which on an item answers a need: both passes saw it, or one was sure."""

Split = Literal["tuning", "report"]


@dataclass(frozen=True, slots=True)
class JudgedNeed:
    """A need of the set; `answerable` is False where nothing in stock answers it."""

    identifier: str
    text: str
    language: Language
    role: str
    form: str
    answerable: bool
    profile: Mapping[str, Any] = field(default_factory=dict)

    @property
    def split(self) -> Split:
        """Tuning where the SHA-256 of the identifier is even as a number, else report."""
        return "report" if sha256(self.identifier.encode()).digest()[-1] % 2 else "tuning"


@dataclass(frozen=True, slots=True)
class Judgements:
    """Grades 1 and 2 of one task by need and item, of both passes; what is absent is 0."""

    first: Qrels
    second: Qrels

    @property
    def summed(self) -> dict[str, dict[str, int]]:
        """Sum of both grades, 1 to 4, by need and item: the gain that rankings are scored by."""
        found: dict[str, dict[str, int]] = {}
        for judged in (self.first, self.second):
            for need, grades in judged.items():
                for item, grade in grades.items():
                    if grade:
                        found.setdefault(need, {})[item] = found.get(need, {}).get(item, 0) + grade
        return found

    def scored(self, needs: Sequence[JudgedNeed]) -> dict[str, dict[str, int]]:
        """`summed` for those of the needs that some item answers: rankings of the others have nothing to find."""
        summed = self.summed
        found = {need.identifier: summed.get(need.identifier, {}) for need in needs}
        return {need: grades for need, grades in found.items() if max(grades.values(), default=0) >= RELEVANT}


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Needs in the order of their file, and judgements by task."""

    needs: tuple[JudgedNeed, ...]
    judgements: Mapping[str, Judgements]

    def part(self, split: Split) -> tuple[JudgedNeed, ...]:
        """The needs of one part."""
        return tuple(need for need in self.needs if need.split == split)


def read_evaluation_set(folder: Path) -> EvaluationSet:
    """Read `needs.jsonl` and `qrels/{task}.{first,second}.tsv`.

    Raises:
        InputError: a file is missing or a line is wrong; the message starts with file and line.
    """
    file = folder / "needs.jsonl"
    needs = tuple(_need(entry, f"{file}:{number}") for number, entry in read_objects(file))
    passes = {task: [read_qrels(folder / "qrels" / f"{task}.{name}.tsv") for name in ("first", "second")] for task in TASKS}
    return EvaluationSet(needs, {task: Judgements(first, second) for task, (first, second) in passes.items()})


def _need(entry: Mapping[str, Any], where: str) -> JudgedNeed:
    texts = [entry.get(name) for name in ("id", "text", "role", "form")]
    if not all(isinstance(text, str) and text for text in texts):
        raise InputError(f"{where}: id, text, role and form must be texts")
    if entry.get("language") not in {"de", "en"} or not isinstance(entry.get("answerable"), bool):
        raise InputError(f"{where}: language must be de or en, answerable true or false")
    if not isinstance(entry.get("profile", {}), dict):
        raise InputError(f"{where}: profile must be an object")
    identifier, text, role, form = cast("list[str]", texts)
    language = cast(Language, entry["language"])
    return JudgedNeed(identifier, text, language, role, form, entry["answerable"], entry.get("profile", {}))
