"""What is measured on texts that were not trained on."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.training.corpora import Corpora, Pair
from recommender.types import Embedder

MOST = 3000
CUTOFF = 50
"""As many answers as are looked at."""


def measure(embedder: Embedder, corpora: Corpora) -> Mapping[str, float]:
    """Figures by name, each in 0..1.

    `translation SOURCE`: share of texts whose nearest text among the held-out ones in the other language is the
    translation, both directions averaged. `description`: nDCG at 50 of finding, by German labels and alternative labels of
    held-out concepts, the one description that belongs to them among all German ones.
    """
    figures = {
        f"translation {source}": translation(embedder, _once(corpora.held_out, source))
        for source in ("tatoeba", "titles", "label")
    }
    return {**figures, "description": description(embedder, corpora)}


def translation(embedder: Embedder, pairs: Sequence[Pair]) -> float:
    """Share of texts that find their translation first."""
    english, german = embedder.embed([p.english for p in pairs]), embedder.embed([p.german for p in pairs])
    cosines = english @ german.T
    own = np.arange(len(pairs))
    return float(((cosines.argmax(axis=1) == own).mean() + (cosines.argmax(axis=0) == own).mean()) / 2)


def description(embedder: Embedder, corpora: Corpora) -> float:
    """Mean nDCG at 50 with one relevant description a query (Järvelin and Kekäläinen 2002)."""
    texts = list(dict.fromkeys(c.german.description for c in corpora.concepts if c.german.description))
    place = {text: number for number, text in enumerate(texts)}
    asked = [
        (label, place[c.german.description])
        for c in corpora.concepts
        if c.is_held_out and c.german.description
        for label in (c.german.label, *c.german.alternatives[:3])
        if label
    ]
    cosines = embedder.embed([label for label, _ in asked]) @ embedder.embed(texts).T
    right: NDArray[np.intp] = np.array([number for _, number in asked])
    ranks = (cosines > cosines[np.arange(len(right)), right][:, np.newaxis]).sum(axis=1)
    return float(np.where(ranks < CUTOFF, 1 / np.log2(ranks + 2), 0).mean())


def _once(pairs: Sequence[Pair], source: str) -> list[Pair]:
    """Pairs of a source of which no text occurs twice, at most `MOST`; sentences of four words and more."""
    seen: set[str] = set()
    found: list[Pair] = []
    for pair in pairs:
        is_short = source == "tatoeba" and len(pair.english.split()) < 4
        if pair.source == source and not is_short and not {pair.english, pair.german} & seen:
            seen |= {pair.english, pair.german}
            found.append(pair)
    return found[:MOST]
