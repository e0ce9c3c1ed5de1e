"""The index of a version on disk, texts and what is learnt from cases: written at build, read at start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from recommender.relevance.cases import WorkedCase, read_cases
from recommender.relevance.kernel import Kernel
from recommender.relevance.regression import RelevanceModel, fit_relevance
from recommender.text.items import passages_of
from recommender.text.meaning import Meaning
from recommender.text.postings import Postings
from recommender.text.ranker import TextModel, TextRanker
from recommender.text.terms import Terms
from recommender.texts import item_texts
from recommender.types import Embedder, Kind

KINDS: tuple[Kind, ...] = ("roadmap", "method", "media-type")

_FILE = "index.npz"
_VERSION = "2"
_TEXT: Mapping[str, Any] = {"words": Postings, "parts": Postings, "terms": Terms, "meaning": Meaning}
_KERNEL: Mapping[str, Any] = {"words": Postings, "parts": Postings}
_LEARNT = ("weights", "base", "answered", "answered_base")
_PROBES = ("Lernen im Betrieb", "a short video", "Maschine", "Öl", "7")
"""Texts whose vectors tell one embedding from another."""


@dataclass(frozen=True, slots=True)
class Index:
    """What fitting a catalogue gives, by kind."""

    texts: Mapping[Kind, TextModel]
    relevance: Mapping[Kind, RelevanceModel]


def fit_index(catalogue: Catalogue, embedder: Embedder, cases: Sequence[WorkedCase] | None = None) -> Index:
    """Fit every kind; takes a few seconds. `cases`: None for the shipped ones."""
    cases = read_cases() if cases is None else cases
    items = {kind: item_texts(catalogue, kind) for kind in KINDS}
    texts = {kind: TextModel.fit(passages_of(found), embedder) for kind, found in items.items()}
    return Index(texts, {kind: fit_relevance(kind, found, cases, embedder) for kind, found in items.items()})


def write_index(catalogue: Catalogue, folder: Path, embedder: Embedder) -> None:
    """Fit to a catalogue and write into a version's folder."""
    index = fit_index(catalogue, embedder)
    arrays: dict[str, Any] = {"made-by": _bytes(_signature(catalogue, embedder))}
    for kind in KINDS:
        _put(arrays, f"{kind}/text", index.texts[kind], _TEXT)
        model = index.relevance[kind]
        _put(arrays, f"{kind}/kernel", model.kernel, _KERNEL)
        arrays[f"{kind}/kernel/vectors"] = model.kernel.vectors.astype(np.float16)
        for name in _LEARNT:
            arrays[f"{kind}/{name}"] = np.asarray(getattr(model, name))
    np.savez(folder / _FILE, allow_pickle=False, **arrays)


def read_index(catalogue: Catalogue, folder: Path, embedder: Embedder) -> Index | None:
    """The index of a version's folder; None where there is none made of this catalogue, these cases and this embedder."""
    try:
        with np.load(folder / _FILE, allow_pickle=False) as arrays:
            if arrays["made-by"].tobytes() != _signature(catalogue, embedder).encode():
                return None
            texts = {kind: TextModel(**_get(arrays, f"{kind}/text", _TEXT)) for kind in KINDS}
            return Index(texts, {kind: _relevance(arrays, kind) for kind in KINDS})
    except (OSError, ValueError, KeyError, BadZipFile):
        return None


def _relevance(arrays: Mapping[str, Any], kind: Kind) -> RelevanceModel:
    parts = _get(arrays, f"{kind}/kernel", _KERNEL)
    kernel = Kernel(**parts, vectors=arrays[f"{kind}/kernel/vectors"].astype(np.float32))
    weights, base, answered, answered_base = (arrays[f"{kind}/{name}"] for name in _LEARNT)
    return RelevanceModel(kernel, weights, base, answered, float(answered_base))


def _put(arrays: dict[str, Any], prefix: str, whole: Any, parts: Mapping[str, Any]) -> None:
    for name in parts:
        part = getattr(whole, name)
        for field in fields(part):
            arrays[f"{prefix}/{name}/{field.name}"] = _stored(field.name, getattr(part, field.name))


def _get(arrays: Mapping[str, Any], prefix: str, parts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: part(**{field.name: _read(field.name, arrays[f"{prefix}/{name}/{field.name}"]) for field in fields(part)})
        for name, part in parts.items()
    }


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
    probed, cases = sha256(vectors.tobytes()).hexdigest(), sha256(repr(read_cases()).encode()).hexdigest()
    return f"{_VERSION} {TextRanker.name} {catalogue.version} {embedder.name} {probed} {cases}"
