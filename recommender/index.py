"""The text index of a version on disk: written at build, read at start."""

from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from recommender.text.items import passages_of
from recommender.text.meaning import Meaning
from recommender.text.postings import Postings
from recommender.text.ranker import TextModel, TextRanker
from recommender.text.terms import Terms
from recommender.texts import item_texts
from recommender.types import Embedder, Kind

KINDS: tuple[Kind, ...] = ("roadmap", "method", "media-type")

_FILE = "index.npz"
_PARTS: Mapping[str, Any] = {"words": Postings, "parts": Postings, "terms": Terms, "meaning": Meaning}
_PROBES = ("Lernen im Betrieb", "a short video", "Maschine", "Öl", "7")
"""Texts whose vectors tell one embedding from another."""


def fit_index(catalogue: Catalogue, embedder: Embedder) -> dict[Kind, TextModel]:
    """Fit the model of every kind; takes a few seconds."""
    return {kind: TextModel.fit(passages_of(item_texts(catalogue, kind)), embedder) for kind in KINDS}


def write_index(catalogue: Catalogue, folder: Path, embedder: Embedder) -> None:
    """Fit to a catalogue and write into a version's folder."""
    arrays: dict[str, Any] = {"made-by": _bytes(_signature(catalogue, embedder))}
    for kind, model in fit_index(catalogue, embedder).items():
        for name in _PARTS:
            part = getattr(model, name)
            for field in fields(part):
                arrays[f"{kind}/{name}/{field.name}"] = _stored(field.name, getattr(part, field.name))
    np.savez(folder / _FILE, allow_pickle=False, **arrays)


def read_index(catalogue: Catalogue, folder: Path, embedder: Embedder) -> Mapping[Kind, TextModel] | None:
    """The index of a version's folder; None where there is none that this program made of this catalogue and embedder."""
    try:
        with np.load(folder / _FILE, allow_pickle=False) as arrays:
            if arrays["made-by"].tobytes() != _signature(catalogue, embedder).encode():
                return None
            return {kind: _model(arrays, kind) for kind in KINDS}
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


def _model(arrays: Mapping[str, Any], kind: Kind) -> TextModel:
    parts = {
        name: part(**{field.name: _read(field.name, arrays[f"{kind}/{name}/{field.name}"]) for field in fields(part)})
        for name, part in _PARTS.items()
    }
    return TextModel(**parts)


def _stored(name: str, value: Any) -> NDArray[Any]:
    """A field as an array: terms as their lines, vectors in half precision, to which they were rounded when fitted."""
    if name == "terms":
        return _bytes("\n".join(value))
    array = np.asarray(value)
    return array.astype(np.float16) if array.ndim == 2 else array


def _read(name: str, array: NDArray[Any]) -> Any:
    if name == "terms":
        text = array.tobytes().decode()
        return {term: column for column, term in enumerate(text.split("\n") if text else ())}
    if array.ndim == 2:
        return array.astype(np.float32)
    return array if array.ndim else int(array)


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _signature(catalogue: Catalogue, embedder: Embedder) -> str:
    vectors = embedder.embed(_PROBES).astype(np.float16)
    return f"{TextRanker.name} {catalogue.version} {embedder.name} {sha256(vectors.tobytes()).hexdigest()}"
