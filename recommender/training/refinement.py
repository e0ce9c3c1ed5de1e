"""Goes on from the closed form by gradient: similarities as the teachers see them, translations and answers found."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.training.tokens import Bags

Matrix = NDArray[np.float32]
Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How it is done. Weights are those of the parts of the loss."""

    epochs: int = 3
    rate: float = 0.003
    leaf: int = 32  # pairs near each other that come into a batch together
    leaves: int = 32  # of them in a batch
    relation_leaf: int = 16
    relation_leaves: int = 16
    singles: int = 512  # single texts in a batch
    dropped: float = 0.1  # share of tokens left out, so that no text hangs on one of them
    similarity: float = 3.0
    contrast: float = 0.05
    relation: float = 0.05
    single: float = 0.5
    temperature: float = 0.05
    same: float = 0.85  # targets nearer than this are no negatives of each other
    same_answer: float = 0.95
    warm_up: int = 50
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from, as bags of tokens and targets of the same length."""

    english: Bags
    german: Bags
    pairs: Matrix
    singles: Bags
    single_targets: Matrix
    single_shares: NDArray[np.float64]
    queries: Bags
    answers: Bags
    answer_targets: Matrix


def refine(table: Matrix, material: Material, recipe: Recipe, say: Callable[[str], None]) -> Matrix:
    """The table after training, float32 (vocabulary, dimension).

    A batch holds groups of pairs that the teachers see as near (leaves of a random-projection tree, new in each epoch):
    among random sentences there is little to tell apart. The loss adds up
    - 1 - cosine of every text with its target,
    - squared differences between cosines within the batch and those of the targets, in each language and across,
    - cross entropy of finding the translation, and of finding the description or label that belongs to a label.
    """
    import torch
    from torch.nn.functional import cross_entropy, normalize

    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    layer = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(table.copy()), freeze=False, mode="sum", sparse=True)
    optimiser = torch.optim.SparseAdam(layer.parameters(), lr=recipe.rate)

    def embedded(bags: Bags, positions: Positions) -> Any:
        tokens, offsets = bags.of(positions)
        weights = (random.random(len(tokens)) >= recipe.dropped).astype(np.float32)
        parts = (torch.from_numpy(part) for part in (tokens, offsets, weights))
        tokens_, offsets_, weights_ = parts
        return normalize(layer(tokens_, offsets_, per_sample_weights=weights_), dim=1)

    def found(queries: Any, answers: Any, likeness: Any, same: float) -> Any:
        own = torch.eye(len(queries), dtype=torch.bool)
        scores = (queries @ answers.T / recipe.temperature).masked_fill((likeness > same) & ~own, -1e4)
        right = torch.arange(len(queries))
        return cross_entropy(scores, right) + cross_entropy(scores.T, right)

    batches = recipe.leaf * recipe.leaves
    total = recipe.epochs * (len(material.pairs) // batches)
    related = _endless(material.answer_targets, recipe.relation_leaf, recipe.relation_leaves, random)
    near = _endless(material.pairs, recipe.leaf, recipe.leaves, random)
    for step in range(total):
        optimiser.param_groups[0]["lr"] = recipe.rate * min(1, (step + 1) / recipe.warm_up) * max(0.02, 1 - step / total)
        chosen = next(near)
        targets = torch.from_numpy(material.pairs[chosen])
        english, german = embedded(material.english, chosen), embedded(material.german, chosen)
        loss = 2 - (english * targets).sum(1).mean() - (german * targets).sum(1).mean()
        likeness = targets @ targets.T
        weights = 0.02 + likeness.clamp(min=0)
        for one, other in ((english, english), (german, german), (english, german)):
            loss = loss + recipe.similarity * (weights * (one @ other.T - likeness) ** 2).sum() / weights.sum()
        loss = loss + recipe.contrast * found(english, german, likeness, recipe.same)
        chosen = random.choice(len(material.single_targets), recipe.singles, p=material.single_shares)
        singles = embedded(material.singles, chosen)
        loss = loss + recipe.single * (1 - (singles * torch.from_numpy(material.single_targets[chosen])).sum(1).mean())
        chosen = next(related)
        targets = torch.from_numpy(material.answer_targets[chosen])
        queries, answers = embedded(material.queries, chosen), embedded(material.answers, chosen)
        loss = loss + recipe.relation * found(queries, answers, targets @ targets.T, recipe.same_answer)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 100 == 99:
            say(f"refinement: step {step + 1} of {total}, loss {float(loss.detach()):.3f}")
    return np.array(layer.weight.detach().numpy(), np.float32)


def _endless(rows: Matrix, size: int, number: int, random: np.random.Generator) -> Iterator[Positions]:
    """Batches of `number` leaves each; every row comes once in an epoch, but for those of the last batch."""
    while True:
        leaves = near_groups(rows, size, random)
        order = random.permutation(len(leaves))
        for start in range(0, len(order) - number + 1, number):
            yield np.concatenate([leaves[position] for position in order[start : start + number]])


def near_groups(rows: Matrix, size: int, random: np.random.Generator) -> Sequence[Positions]:
    """Positions of rows in groups of `size` to one and a half times as many, each of rows near to each other.

    A random-projection tree: a group is halved at the median along the line through two of its rows.
    """
    done: list[Positions] = []
    open_ = [np.arange(len(rows))]
    while open_:
        group = open_.pop()
        if len(group) <= size * 1.5:
            done.append(group)
            continue
        first, second = random.choice(group, 2, replace=False)
        order = np.argpartition(rows[group] @ (rows[first] - rows[second]), len(group) // 2)
        open_ += [group[order[: len(group) // 2]], group[order[len(group) // 2 :]]]
    return done
