"""What should find what in the ESCO classification: labels and alternative labels, and the descriptions behind them."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.training.corpora import Concept, Corpora


@dataclass(frozen=True, slots=True)
class Relation:
    """A short text, and the text that it should find."""

    query: str
    answer: str


def relations(corpora: Corpora) -> tuple[Relation, ...]:
    """The relations of all concepts that are not held out, in the order of the files."""
    return tuple(r for concept in corpora.concepts if not concept.is_held_out for r in _relations(concept))


def _relations(concept: Concept) -> Iterator[Relation]:
    german, english = concept.german, concept.english
    others_de = [label for label in german.alternatives if label != german.label][:3]
    others_en = [label for label in english.alternatives if label != english.label][:2]
    if german.label and german.description:
        yield from (Relation(label, german.description) for label in (german.label, *others_de))
    if english.description:
        yield from (Relation(label, english.description) for label in (english.label, *others_en[:1]))
    if german.description and english.description:
        yield Relation(english.label, german.description)
        yield Relation(german.label, english.description)
    if german.label:
        yield from (Relation(label, german.label) for label in others_de)
    yield from (Relation(label, english.label) for label in others_en[1:])
