"""What is installed, built and missing, for `codiclust doctor`."""

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from api.settings import Settings
from graph.publishing import current_version

EXTRAS = {
    "embeddings": "sentence_transformers",
    "reasoning": "owlready2",
    "production": "granian",
    "parquet": "pyarrow",
}
"""Extra -> the module that it brings."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at; `needed`: without it the service does not run."""

    name: str
    ok: bool
    detail: str
    needed: bool = False


def diagnose(settings: Settings) -> list[Diagnosis]:
    """Everything worth knowing when something does not work."""
    return [
        Diagnosis("python", sys.version_info >= (3, 11), sys.version.split()[0], needed=True),
        _home(settings.home),
        _graph(settings.home),
        Diagnosis("java", shutil.which("java") is not None, "for 'check --reason' only"),
        *(_extra(name, module) for name, module in EXTRAS.items()),
    ]


def _home(home: Path) -> Diagnosis:
    folder = next(p for p in (home.absolute(), *home.absolute().parents) if p.exists())
    if not folder.is_dir():
        return Diagnosis("home", False, f"{folder} is no folder", needed=True)
    can_write = os.access(folder, os.W_OK)
    return Diagnosis("home", can_write, f"{home} can{'' if can_write else 'not'} be written", needed=True)


def _graph(home: Path) -> Diagnosis:
    try:
        version = current_version(home)
    except (OSError, ValueError) as error:
        return Diagnosis("graph", False, f"what is built cannot be read: {error}")
    return Diagnosis(
        "graph", version is not None, f"version {version}" if version else "nothing is built; run 'codiclust build'"
    )


def _extra(name: str, module: str) -> Diagnosis:
    is_there = find_spec(module) is not None
    return Diagnosis(f"[{name}]", is_there, "installed" if is_there else f"optional: install codiclust[{name}]")
