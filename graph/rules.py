"""Runs the CONSTRUCT rules of the ontology to a fixpoint.

An OWL 2 RL subset: it derives what `owlrl` derives between data individuals, at a hundredth of the time
(`docs/adr/0003-reasoning-at-load.md`); a test compares the two on the shipped data.
"""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, Store, Triple

from ontology.files import rule_files
from ontology.namespaces import OWL, RDF, RDFS

MAX_ROUNDS = 50
_SILENT = (OWL, RDFS)
"""Namespaces of predicates and classes about terms, which are not facts about the data."""


def infer(triples: Iterable[Triple]) -> list[Triple]:
    """The triples that follow from `triples` (ontology and data together) by the rules, without the given ones.

    Sorted by their N-Triples form. Statements with predicates of the OWL and RDFS vocabularies are not derived.

    Raises:
        RuntimeError: no fixpoint after 50 rounds, which only a broken rule can cause.
    """
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    rules = [file.read_text("utf-8") for file in rule_files()]
    derived: dict[str, Triple] = {}
    for _ in range(MAX_ROUNDS):
        fresh: dict[str, Triple] = {}
        for rule in rules:
            result = store.query(rule)
            assert isinstance(result, QueryTriples)
            for triple in result:
                quad = Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
                if _is_fact(triple) and quad not in store:
                    fresh[str(triple)] = triple
        if not fresh:
            return [derived[key] for key in sorted(derived)]
        derived |= fresh
        store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in fresh.values())
    raise RuntimeError(f"the rules reached no fixpoint in {MAX_ROUNDS} rounds")


def _is_fact(triple: Triple) -> bool:
    if not isinstance(triple.subject, NamedNode):
        return False
    if triple.predicate.value == f"{RDF}type":
        return isinstance(triple.object, NamedNode) and not triple.object.value.startswith((*_SILENT, RDF))
    return not triple.predicate.value.startswith((*_SILENT, RDF))
