"""A static embedding: one vector a token, read with numpy and tokenizers, without torch.

The folder has the layout of sentence-transformers (`modules.json`, a `StaticEmbedding` with `tokenizer.json` and
`model.safetensors`, `Normalize`), so that `sentence_transformers.SentenceTransformer(folder)` gives the same vectors.
A text's vector is the sum of the vectors of its tokens, brought to length 1; how much a token counts is the length of
its vector.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError

BATCH = 1024
"""Texts that are embedded at a time: their tokens' vectors stay within a few megabytes."""

FEW = 64
"""Below as many texts they are split one by one: waking the threads of the tokenizer takes longer, above all beside others."""

_TABLES = ("embedding.weight", "embeddings")
"""What sentence-transformers and model2vec call the table."""


class StaticEmbedder:
    """Embeds texts of any language its table knows; may be used by several threads at once.

    A text without any known token has no direction: its row is all zeros, and its cosine with every text is 0.
    """

    def __init__(self, folder: Path) -> None:
        """Load a model.

        Raises:
            InputError: the folder holds no static embedding, or one that cannot be read.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        where = folder / _module_path(folder)
        try:
            tensors = load_file(where / "model.safetensors")
            self._tokenizer = Tokenizer.from_file(str(where / "tokenizer.json"))
        except (OSError, SafetensorError) as error:
            raise InputError(f"{where}: the model cannot be read: {error}") from None
        except Exception as error:  # the tokenizers library raises bare exceptions
            raise InputError(f"{where / 'tokenizer.json'}: is no tokenizer: {error}") from None
        table = next((tensors[name] for name in _TABLES if name in tensors), None)
        if table is None or table.ndim != 2 or len(table) < self._tokenizer.get_vocab_size():
            raise InputError(f"{where / 'model.safetensors'}: holds no vector for each token of the tokenizer")
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._table = table  # as it was saved: turning all of it into float32 would take most of the loading time
        self._name = folder.resolve().name

    @property
    def name(self) -> str:
        """The folder's name."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 (n, dimension), rows of length 1 in the order of `texts`; zeros for a text without known token."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), BATCH):
            tokens = list(self._token_ids(texts[start : start + BATCH]))
            counts = np.fromiter(map(len, tokens), np.intp, len(tokens))
            filled = np.flatnonzero(counts)
            if filled.size:
                flat = np.fromiter(chain.from_iterable(tokens), np.intp, int(counts.sum()))
                starts = (np.cumsum(counts) - counts)[filled]
                vectors[start + filled] = np.add.reduceat(self._rows(flat), starts, axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def token_vectors(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The known tokens of a text in their order, for matching term by term.

        Returns:
            float32 (t, dimension), each row of length 1, and float32 (t,): how much each token counts, > 0. The rows times
            these weights add up to the direction of `embed([text])[0]`. Both are empty for a text without known token.
        """
        tokens = np.array(next(self._token_ids([text])), dtype=np.intp)
        rows = self._rows(tokens)
        weights = np.linalg.norm(rows, axis=1)
        known = weights > 0
        return rows[known] / weights[known, np.newaxis], weights[known]

    def _rows(self, tokens: NDArray[np.intp]) -> NDArray[np.float32]:
        return self._table[tokens].astype(np.float32)

    def _token_ids(self, texts: Sequence[str]) -> Iterator[list[int]]:
        # Half a surrogate pair, which JSON can carry, is no text that the tokenizer takes.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        if len(clean) < FEW:
            return (self._tokenizer.encode(text, add_special_tokens=False).ids for text in clean)
        encodings = self._tokenizer.encode_batch_fast(clean, add_special_tokens=False)
        return (encoding.ids for encoding in encodings)


def is_static(folder: Path) -> bool:
    """Whether a folder holds a model that `StaticEmbedder` reads."""
    try:
        _module_path(folder)
    except InputError:
        return False
    return True


def _module_path(folder: Path) -> str:
    """Where in the folder the table and the tokenizer lie, as `modules.json` says."""
    file = folder / "modules.json"
    try:
        modules = json.loads(file.read_bytes())
        first = modules[0]
        kind, path = str(first["type"]), str(first["path"])
        others = [str(module["type"]) for module in modules[1:]]
    except OSError as error:
        raise InputError(f"{file}: {error.strerror or error}") from None
    except (ValueError, LookupError, TypeError):
        raise InputError(f"{file}: is no list of modules as sentence-transformers writes it") from None
    if not kind.endswith(".StaticEmbedding") or any(not other.endswith(".Normalize") for other in others):
        raise InputError(f"{file}: is another kind of model than a static embedding")
    return path
