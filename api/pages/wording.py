"""The words of the pages: TOML files in `api/wording/`, German and English side by side, one file an area of pages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from graph.values import LANGUAGES, Language

_FOLDER = Path(__file__).parent.parent / "wording"


class Wording:
    """All words; `wording("start.question", "de")` is the entry `question` of `start.toml`."""

    def __init__(self, entries: Mapping[str, Mapping[str, str]]) -> None:
        self._entries = entries

    @classmethod
    def load(cls) -> "Wording":
        """Read all files.

        Raises:
            ValueError: an entry lacks a language.
        """
        entries: dict[str, Mapping[str, str]] = {}
        for file in sorted(_FOLDER.glob("*.toml")):
            for key, texts in tomllib.loads(file.read_text("utf-8")).items():
                if set(texts) != set(LANGUAGES):
                    raise ValueError(f"{file.name}: [{key}] must have a text in each of {', '.join(LANGUAGES)}")
                entries[f"{file.stem}.{key}"] = texts
        return cls(entries)

    def __call__(self, name: str, language: Language, /, **values: object) -> str:
        """A text with its placeholders filled in.

        Raises:
            KeyError: there is no such entry, or a placeholder has no value.
        """
        text = self._entries[name][language]
        return text.format(**values) if values else text

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def names(self) -> tuple[str, ...]:
        """Names of all entries, sorted."""
        return tuple(sorted(self._entries))


@cache
def wording() -> Wording:
    """The words, read once a process when first asked for."""
    return Wording.load()
