"""Opens the bundled model, or another one by name or folder."""

from pathlib import Path

from recommender.embeddings.sentence_transformer import SentenceTransformerEmbedder
from recommender.embeddings.static import StaticEmbedder, is_static
from recommender.types import Embedder

BUNDLED = Path(__file__).parents[1] / "models" / "codiclust-static-de-en"
"""Where the model lies that is used when none is named."""


def open_embedder(name_or_path: str | None = None, cache: Path | None = None) -> Embedder:
    """An embedder, loaded.

    Args:
        name_or_path: None for the bundled model; a folder in the layout of sentence-transformers; or a name on the
            Hugging Face Hub. A folder with a static embedding is read without torch, anything else by sentence-transformers.
        cache: file that keeps vectors of models which are slow; None keeps none.

    Raises:
        InputError: a folder that holds no model.
        MissingExtra: sentence-transformers is needed and not installed.
        NotFound: there is no such model, or it cannot be fetched.
    """
    if name_or_path is None:
        return StaticEmbedder(BUNDLED)
    if is_static(Path(name_or_path)):
        return StaticEmbedder(Path(name_or_path))
    return SentenceTransformerEmbedder(name_or_path, cache=cache)


def for_passages(embedder: Embedder) -> Embedder:
    """The embedder to use for the texts that are searched; another than the given one where a model tells them from queries."""
    return embedder.for_passages() if isinstance(embedder, SentenceTransformerEmbedder) else embedder
