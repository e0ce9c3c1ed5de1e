"""The text index of a version on disk: written at build, read at start."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from graph.catalogue import Catalogue
from recommender.lexical import LexicalModel, LexicalScorer, Space
from recommender.texts import item_texts
from recommender.types import Kind

KINDS: tuple[Kind, ...] = ("roadmap", "method", "media-type")

_FILE = "index.npz"
_SPACES = ("words", "parts")


def fit_index(catalogue: Catalogue) -> dict[Kind, LexicalModel]:
    """Fit the model of every kind; takes a second or two."""
    return {kind: LexicalModel.fit(item_texts(catalogue, kind)) for kind in KINDS}


def write_index(catalogue: Catalogue, folder: Path) -> None:
    """Fit to a catalogue and write into a version's folder."""
    arrays: dict[str, Any] = {"made-by": np.frombuffer(_signature(catalogue), np.uint8)}
    for kind, model in fit_index(catalogue).items():
        for name in _SPACES:
            space: Space = getattr(model, name)
            terms = "\n".join(space.terms).encode()
            arrays |= {f"{kind}/{name}/{part}": getattr(space, part) for part in ("idf", "starts", "rows", "weights")}
            arrays[f"{kind}/{name}/terms"] = np.frombuffer(terms, np.uint8)
            arrays[f"{kind}/{name}/passages"] = np.array(space.passages)
    np.savez(folder / _FILE, allow_pickle=False, **arrays)


def read_index(catalogue: Catalogue, folder: Path) -> Mapping[Kind, LexicalModel] | None:
    """The index of a version's folder; None where there is none that this program made of this catalogue's version."""
    try:
        with np.load(folder / _FILE, allow_pickle=False) as arrays:
            if arrays["made-by"].tobytes() != _signature(catalogue):
                return None
            return {kind: LexicalModel(*(_space(arrays, f"{kind}/{name}") for name in _SPACES)) for kind in KINDS}
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


def _space(arrays: Mapping[str, Any], name: str) -> Space:
    terms = arrays[f"{name}/terms"].tobytes().decode()
    columns = {term: column for column, term in enumerate(terms.split("\n") if terms else ())}
    idf, starts, rows, weights = (arrays[f"{name}/{part}"] for part in ("idf", "starts", "rows", "weights"))
    return Space(columns, idf, starts, rows, weights, int(arrays[f"{name}/passages"]))


def _signature(catalogue: Catalogue) -> bytes:
    return f"{LexicalScorer.name} {catalogue.version}".encode()
