"""What is installed, built and missing, for `codiclust doctor`."""

import os
import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec

from api.settings import Settings
from graph.publishing import current_version


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at; `needed`: without it the service does not run."""

    name: str
    ok: bool
    detail: str
    needed: bool = False


def diagnose(settings: Settings) -> list[Diagnosis]:
    """Everything worth knowing when something does not work."""
    version = current_version(settings.home)
    home = settings.home.absolute()
    folder = next(p for p in (home, *home.parents) if p.exists())
    extras = {
        "embeddings": "sentence_transformers",
        "reasoning": "owlready2",
        "production": "granian",
        "parquet": "pyarrow",
    }
    found = [
        Diagnosis("python", sys.version_info >= (3, 11), sys.version.split()[0], needed=True),
        Diagnosis("home", os.access(folder, os.W_OK), f"{settings.home} can be written", needed=True),
        Diagnosis("graph", version is not None, f"version {version}" if version else "nothing is built; run 'codiclust build'"),
        Diagnosis("java", shutil.which("java") is not None, "for 'check --reason' only"),
    ]
    for extra, module in extras.items():
        there = find_spec(module) is not None
        found.append(Diagnosis(f"[{extra}]", there, "installed" if there else f"optional: install codiclust[{extra}]"))
    return found
