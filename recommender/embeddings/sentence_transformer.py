"""Models by name or folder through sentence-transformers, the extra `embeddings`."""

import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.errors import MissingExtra, NotFound
from recommender.embeddings.cache import VectorCache
from recommender.embeddings.prompts import Prompts, prompts_for

BATCH = 32
"""Texts that the model sees at a time."""

KEEP_AFTER = 1024
"""Texts after which vectors go into the cache: what was interrupted goes on from there."""


class SentenceTransformerEmbedder:
    """Embeds queries with any model that sentence-transformers loads; `for_passages` is for the texts that are searched."""

    def __init__(self, name_or_path: str, cache: Path | None = None, prompts: Prompts | None = None) -> None:
        """Load a model.

        Args:
            name_or_path: name on the Hugging Face Hub, or folder.
            cache: file that keeps vectors; None keeps none.
            prompts: None takes those of the model, see `prompts_for`.

        Raises:
            MissingExtra: sentence-transformers is not installed.
            NotFound: there is no such model, or it cannot be fetched.
        """
        self._name = name_or_path
        self._model = _load(name_or_path)
        self._cache = VectorCache(cache) if cache is not None else None
        self._version = _fingerprint(self._model.state_dict()) if cache is not None else ""
        self._prompts = prompts_for(name_or_path, self._model.prompts or {}) if prompts is None else prompts
        self._prompt = self._prompts.query

    @property
    def name(self) -> str:
        """Name or folder as it was given."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    def for_passages(self) -> "SentenceTransformerEmbedder":
        """The same model and cache with the prompt for passages."""
        other = object.__new__(SentenceTransformerEmbedder)
        other.__dict__.update(self.__dict__)
        other._prompt = self._prompts.passage
        return other

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension), rows of length 1 in the order of `texts`. A text that occurs twice is embedded once."""
        prompted = [self._prompt + text for text in texts]
        known = self._cache.get(self._name, self._version, prompted) if self._cache is not None else {}
        wanted = [text for text in dict.fromkeys(prompted) if text not in known]
        step = KEEP_AFTER if self._cache is not None else max(len(wanted), 1)
        for start in range(0, len(wanted), step):
            part = wanted[start : start + step]
            vectors = self._encode(part)
            if self._cache is not None:
                self._cache.put(self._name, self._version, part, vectors)
            known.update(zip(part, vectors, strict=True))
        if not prompted:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack([known[text] for text in prompted])

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = self._model.encode(
            texts,
            prompt="",
            batch_size=BATCH,
            show_progress_bar=sys.stderr.isatty(),
            convert_to_numpy=True,
        )
        # Normalised here: in half precision lengths are off by a thousandth, and a text without any token is not a number.
        single = np.nan_to_num(np.asarray(vectors, dtype=np.float32))
        lengths = np.linalg.norm(single, axis=1, keepdims=True)
        np.divide(single, lengths, out=single, where=lengths > 0)
        return single


def _load(name_or_path: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        raise MissingExtra(
            f"The model {name_or_path} needs sentence-transformers; install codiclust[embeddings], "
            "or leave the model out: the bundled one needs nothing more."
        ) from None
    if not Path(name_or_path).exists() and _looks_like_path(name_or_path):
        raise NotFound(f"There is no folder {name_or_path}; name one that holds a model, or a model on huggingface.co.")
    try:
        return SentenceTransformer(name_or_path)
    except Exception as error:  # hub, network, files and transformers each raise errors of their own
        reason = " ".join(str(error).split())[:200]
        raise NotFound(
            f"The model {name_or_path} could not be loaded ({reason}); name a folder that holds one, a model on "
            "huggingface.co while online, or leave the model out for the bundled one."
        ) from None


def _looks_like_path(name: str) -> bool:
    """Names on the hub are `name` or `owner/name`."""
    return name.startswith((".", "/", "~")) or "\\" in name or name.count("/") > 1


def _fingerprint(state: Mapping[str, Any]) -> str:
    """Changes with every weight, so that a retrained model of the same name finds none of its old vectors."""
    digest = sha256()
    for name in sorted(state):
        values = state[name].detach().cpu().float().numpy()  # numpy has no bfloat16
        digest.update(f"{name} {values.shape}".encode())
        digest.update(values.tobytes())
    return digest.hexdigest()
