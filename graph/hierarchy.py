"""Trees of concepts, from pairs of concept and parent."""

from collections.abc import Iterable, Mapping

from graph.description import Node, TreeNode
from graph.values import natural_key

DEEPEST = 40
"""Levels that are followed; no scheme is deeper, and a tree that is cannot be read."""


def concept_tree(nodes: Iterable[Node], parents: Mapping[str, Iterable[str]]) -> tuple[TreeNode, ...]:
    """The roots with all below them, in the natural order of their IRIs.

    A parent that is not among the nodes does not count. A concept with several parents stands below the first one that is
    met; concepts in a circle stand below the first of them.
    """
    known = {node.iri: node for node in nodes}
    order = sorted(known, key=natural_key)
    children: dict[str, list[str]] = {iri: [] for iri in order}
    inner: set[str] = set()
    for iri in order:
        for parent in parents.get(iri, ()):
            if parent in known and parent != iri:
                children[parent].append(iri)
                inner.add(iri)
    seen: set[str] = set()

    def grow(iri: str, level: int) -> TreeNode:
        seen.add(iri)
        below = []
        for child in children[iri] if level < DEEPEST else ():
            if child not in seen:
                below.append(grow(child, level + 1))
        return TreeNode(known[iri], tuple(below))

    trees = [grow(iri, 1) for iri in order if iri not in inner]
    trees += [grow(iri, 1) for iri in order if iri not in seen]
    return tuple(trees)
