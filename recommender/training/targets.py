"""One target vector a text, of what the teachers say together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from recommender.training.corpora import Corpora, Pair
from recommender.training.teachers import TeacherVectors, normalised

DIMENSION = 256
RIDGE = 5.0

MINILM_SHARE = (("tatoeba", 60_000), ("label", 7_000), ("oeh", 1_500), ("titles", 22_000))
"""How many English texts of each source the slow teacher sees; for all others its answer is predicted from the other's."""

MEASURED = 4_000
"""Held-out texts of each source that come first among these."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Targets:
    """float32, rows of length 1: (pairs, 256) for the training pairs, (singles, 256) for texts in one language."""

    pairs: Vectors
    singles: Vectors


def minilm_texts(corpora: Corpora) -> list[str]:
    """The English texts that all-MiniLM-L6-v2 embeds, chosen with a fixed seed; sentences of four words and more."""
    random = Random(1)  # noqa: S311 - a fixed choice, no secret
    chosen: list[str] = []
    for source, most in MINILM_SHARE:
        pairs = {
            p.english: p for p in corpora.pairs if p.source == source and (source != "tatoeba" or len(p.english.split()) >= 4)
        }
        texts = sorted(pairs)
        random.shuffle(texts)
        held = [text for text in texts if pairs[text].is_held_out]
        chosen += (held[:MEASURED] + [text for text in texts if not pairs[text].is_held_out])[:most]
    return list(dict.fromkeys(chosen))


def make_targets(
    pairs: Sequence[Pair],
    english: Sequence[str],
    german: Sequence[str],
    teachers: tuple[TeacherVectors, TeacherVectors],
    seen: Sequence[str],
    say: Callable[[str], None],
) -> Targets:
    """Targets for pairs, and for single texts, the English ones first.

    The first teacher's vectors of both languages are averaged, those of the second appended, and both reduced together to
    the leading directions (PCA without centring; the means of both teachers are taken away before). Where the second
    teacher has not seen a text, ridge regression from the first one stands in.

    Args:
        pairs: the training pairs.
        english: single texts in English.
        german: single texts in German.
        teachers: the one for both languages, and the English one.
        seen: what the English teacher embeds.
        say: told what is being done.
    """
    both, one = teachers
    in_english, in_german = both.of([p.english for p in pairs], say), both.of([p.german for p in pairs], say)
    everyday = np.array([p.source == "tatoeba" for p in pairs])
    mean = (in_english[everyday].mean(0) + in_german[everyday].mean(0)) / 2
    joint = normalised(normalised(in_english - mean) + normalised(in_german - mean))
    position = {text: number for number, text in enumerate(seen)}
    vectors = one.of(seen, say)
    places = np.array([position.get(p.english, -1) for p in pairs])
    known = places >= 0
    mean_of_one = vectors[places[known & everyday]].mean(0)
    vectors = normalised(vectors - mean_of_one)
    seen_by_both = joint[known]
    square = seen_by_both.T @ seen_by_both + RIDGE * np.eye(joint.shape[1], dtype=np.float32)
    stand_in = np.linalg.solve(square, seen_by_both.T @ vectors[places[known]])

    def together(first: Vectors, texts: Sequence[str]) -> Vectors:
        second = normalised(first @ stand_in)
        for row, text in enumerate(texts):
            if text in position:
                second[row] = vectors[position[text]]
        return normalised(np.hstack([first, second]))

    whole = together(joint, [p.english for p in pairs])
    sample = whole[::3]
    _, axes = np.linalg.eigh(sample.T @ sample)
    leading = np.ascontiguousarray(axes[:, ::-1][:, :DIMENSION])
    parts = [
        together(normalised(both.of(english, say) - mean), english),
        together(normalised(both.of(german, say) - mean), german),
    ]
    return Targets(normalised(whole @ leading), normalised(np.vstack(parts) @ leading))
