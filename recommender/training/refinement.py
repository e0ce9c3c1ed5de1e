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
    among random sentences there is little to tell apart. See `_Training.loss` for what is made small.
    """
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    layer = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(table.copy()), freeze=False, mode="sum", sparse=True)
    optimiser = torch.optim.SparseAdam(layer.parameters(), lr=recipe.rate)
    training = _Training(layer, material, recipe, random)
    near = _endless(material.pairs, recipe.leaf, recipe.leaves, random)
    related = _endless(material.answer_targets, recipe.relation_leaf, recipe.relation_leaves, random)
    total = recipe.epochs * (len(material.pairs) // (recipe.leaf * recipe.leaves))
    for step in range(total):
        optimiser.param_groups[0]["lr"] = recipe.rate * min(1, (step + 1) / recipe.warm_up) * max(0.02, 1 - step / total)
        loss = training.loss(next(near), related)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 100 == 99:
            say(f"refinement: step {step + 1} of {total}, loss {float(loss.detach()):.3f}")
    return np.array(layer.weight.detach().numpy(), np.float32)


@dataclass(frozen=True, slots=True)
class _Training:
    layer: Any
    material: Material
    recipe: Recipe
    random: np.random.Generator

    def loss(self, pairs: Positions, relations: Iterator[Positions]) -> Any:
        """What a batch costs.

        1 - cosine of every text with its target; squared differences between cosines within the batch and those of the
        targets, in each language and across; cross entropy of finding the translation; the same of finding the description
        or label that belongs to a label.
        """
        import torch

        recipe, material = self.recipe, self.material
        targets = torch.from_numpy(material.pairs[pairs])
        likeness = targets @ targets.T
        english, german = self._embedded(material.english, pairs), self._embedded(material.german, pairs)
        total = 2 - (english * targets).sum(1).mean() - (german * targets).sum(1).mean()
        weights = 0.02 + likeness.clamp(min=0)
        for one, other in ((english, english), (german, german), (english, german)):
            total = total + recipe.similarity * (weights * (one @ other.T - likeness) ** 2).sum() / weights.sum()
        total = total + recipe.contrast * self._found(english, german, likeness > recipe.same)
        chosen = self.random.choice(len(material.single_targets), recipe.singles, p=material.single_shares)
        aims = torch.from_numpy(material.single_targets[chosen])
        total = total + recipe.single * (1 - (self._embedded(material.singles, chosen) * aims).sum(1).mean())
        related = next(relations)
        answers = torch.from_numpy(material.answer_targets[related])
        queries, passages = self._embedded(material.queries, related), self._embedded(material.answers, related)
        return total + recipe.relation * self._found(queries, passages, answers @ answers.T > recipe.same_answer)

    def _embedded(self, bags: Bags, positions: Positions) -> Any:
        """Vectors of texts, some of whose tokens are left out."""
        import torch

        tokens, offsets = bags.of(positions)
        kept = (self.random.random(len(tokens)) >= self.recipe.dropped).astype(np.float32)
        sums = self.layer(torch.from_numpy(tokens), torch.from_numpy(offsets), per_sample_weights=torch.from_numpy(kept))
        return torch.nn.functional.normalize(sums, dim=1)

    def _found(self, queries: Any, answers: Any, same: Any) -> Any:
        """Cross entropy of picking the own answer among all, and the own query; what means the `same` does not compete."""
        import torch

        own = torch.eye(len(queries), dtype=torch.bool)
        scores = (queries @ answers.T / self.recipe.temperature).masked_fill(same & ~own, -1e4)
        right = torch.arange(len(queries))
        cross_entropy = torch.nn.functional.cross_entropy
        return cross_entropy(scores, right) + cross_entropy(scores.T, right)


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
