"""The tokenizer: pieces of words that German and English share, learnt as a unigram model."""

from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

SPELLINGS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
"""How German is typed without its letters; both spellings become one."""

UNKNOWN = "[UNK]"


def train_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """Learn a vocabulary of at most `size` pieces.

    Lower case, one digit a token, no punctuation. Words are cut without marking where one begins, so that "arbeit" is the same
    piece in "Arbeitszeit" and "Teilzeitarbeit" (Kudo 2018, "Subword Regularization", for the unigram model).
    """
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), *(normalizers.Replace(*pair) for pair in SPELLINGS)]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"\d|[^\W\d_]+"), "removed", invert=True)
    trainer = trainers.UnigramTrainer(
        vocab_size=size, unk_token=UNKNOWN, special_tokens=[UNKNOWN], show_progress=False, max_piece_length=16
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def token_counts(tokenizer: Tokenizer, texts: Sequence[str]) -> sp.csr_matrix:
    """float32 (texts, vocabulary): how often each token occurs in each text; the unknown token does not count."""
    bags = Bags(tokenizer, texts)
    ends = np.concatenate([[0], np.cumsum(bags.counts)])
    ones = np.ones(len(bags.tokens), np.float32)
    matrix = sp.csr_matrix((ones, bags.tokens, ends), shape=(len(texts), tokenizer.get_vocab_size()))
    matrix.sum_duplicates()
    return matrix


class Bags:
    """The tokens of many texts, one after the other: `tokens` int32, `counts` and `starts` intp (texts,)."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str]) -> None:
        unknown = tokenizer.token_to_id(UNKNOWN)
        found: list[np.ndarray] = []
        for start in range(0, len(texts), 10_000):
            encodings = tokenizer.encode_batch_fast(list(texts[start : start + 10_000]), add_special_tokens=False)
            found += [np.array([token for token in e.ids if token != unknown], np.int32) for e in encodings]
        self.counts = np.array([len(tokens) for tokens in found], np.intp)
        self.starts = np.cumsum(self.counts) - self.counts
        self.tokens = np.concatenate([np.zeros(0, np.int32), *found])

    def of(self, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Tokens of some texts, and where each of those texts begins: int64 (tokens,), int64 (positions,)."""
        counts = self.counts[positions]
        offsets = np.cumsum(counts) - counts
        places = np.repeat(self.starts[positions] - offsets, counts) + np.arange(counts.sum())
        return self.tokens[places].astype(np.int64), offsets.astype(np.int64)
