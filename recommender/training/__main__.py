"""`python -m recommender.training CORPORA OUTPUT`: trains, measures and writes the model; the package says what it needs."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from recommender.embeddings.static import StaticEmbedder
from recommender.training.corpora import Corpora, read_corpora
from recommender.training.fit import fit_tokens
from recommender.training.heldout import measure
from recommender.training.refinement import Material, Recipe, refine
from recommender.training.relations import relations
from recommender.training.saving import save_model
from recommender.training.spreading import spread
from recommender.training.targets import Targets, make_targets, minilm_texts
from recommender.training.teachers import TeacherVectors, minilm, universal_sentence_encoder
from recommender.training.tokens import Bags, token_counts, train_tokenizer
from recommender.training.words import Word, frequent_words

VOCABULARY = 35_500
"""Pieces; with 256 numbers each in half precision and the tokenizer they fill 20 megabytes."""

SAMPLE = 30_000
"""Pairs whose vectors show which directions are used most."""

_LOG = logging.getLogger("recommender.training")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(prog="python -m recommender.training", description="Train the static embedding.")
    parser.add_argument("corpora", type=Path, help="folder with the corpora")
    parser.add_argument("output", type=Path, help="folder to write the model into")
    parser.add_argument("--teachers", type=Path, help="folder that keeps what the teachers said; default: OUTPUT-teachers")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    corpora, words = read_corpora(given.corpora), frequent_words()
    targets = _targets(corpora, words, given.teachers or given.output.with_name(f"{given.output.name}-teachers"))
    tokenizer = train_tokenizer(_texts(corpora, words), VOCABULARY)
    _LOG.info("tokenizer: %d pieces", tokenizer.get_vocab_size())
    pairs = corpora.training
    english, german = [pair.english for pair in pairs], [pair.german for pair in pairs]
    singles = [*corpora.english, *corpora.german, *(word.text for word in words)]
    shares = np.concatenate([_shares(corpora), [0.2 * word.frequency for word in words]])
    table = fit_tokens(
        token_counts(tokenizer, [*english, *german, *singles]),
        np.vstack([targets.pairs, targets.pairs, targets.singles]),
        np.concatenate([np.ones(2 * len(pairs)), shares / 2]).astype(np.float32),
    )
    _LOG.info("closed form solved")
    known = {text: number for number, text in enumerate([*english, *german, *singles])}
    targets_of = np.vstack([targets.pairs, targets.pairs, targets.singles])
    related = [relation for relation in relations(corpora) if relation.query in known and relation.answer in known]
    material = Material(
        english=Bags(tokenizer, english),
        german=Bags(tokenizer, german),
        pairs=targets.pairs,
        singles=Bags(tokenizer, singles),
        single_targets=targets.singles,
        single_shares=shares / shares.sum(),
        queries=Bags(tokenizer, [relation.query for relation in related]),
        answers=Bags(tokenizer, [relation.answer for relation in related]),
        answer_targets=targets_of[[known[relation.answer] for relation in related]],
    )
    table = refine(table, material, Recipe(), _LOG.info)
    sample = np.random.default_rng(0).choice(len(pairs), min(SAMPLE, len(pairs)), replace=False)
    counts = token_counts(tokenizer, [text for number in sample for text in (english[number], german[number])])
    save_model(given.output, tokenizer, spread(table, counts))
    for name, figure in measure(StaticEmbedder(given.output), corpora).items():
        _LOG.info("%s: %.3f", name, figure)


def _targets(corpora: Corpora, words: Sequence[Word], kept: Path) -> Targets:
    teachers = (
        TeacherVectors("universal-sentence-encoder", universal_sentence_encoder, kept),
        TeacherVectors("all-MiniLM-L6-v2", minilm, kept),
    )
    german = [*corpora.german, *(word.text for word in words)]
    return make_targets(corpora.training, corpora.english, german, teachers, minilm_texts(corpora), _LOG.info)


def _texts(corpora: Corpora, words: Sequence[Word]) -> list[str]:
    """What the vocabulary is learnt from: every text once, a third of the English labels, words by how common they are."""
    pairs = corpora.training
    texts = [*sorted({p.english for p in pairs}), *sorted({p.german for p in pairs}), *corpora.german, *corpora.english[::3]]
    return texts + [word.text for word in words for _ in range(max(1, word.frequency - 2))]


def _shares(corpora: Corpora) -> np.ndarray:
    """How much single texts count: German ones, of which there are fewer, twice."""
    return np.concatenate([np.ones(len(corpora.english)), np.full(len(corpora.german), 2.0)])


if __name__ == "__main__":
    main()
