"""The ontology as documentation: its terms with labels and definitions, and their axioms as phrases of words and links."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as Choice

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.description import RDF_TYPE, Node
from graph.foreign_terms import foreign_terms
from graph.values import Text
from ontology.namespaces import CODI, DCTERMS, ONTOLOGY, OWL, RDF, RDFS, SKOS

Kind = Choice["Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"]
KINDS: tuple[Kind, ...] = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
Object = NamedNode | BlankNode | Literal | Triple
Phrase = tuple[Node, ...]
"""Words and terms in reading order; words have no IRI."""

FACTS: Mapping[str, str] = {
    f"{RDFS}subClassOf": "above",
    f"{RDFS}subPropertyOf": "above",
    f"{OWL}equivalentClass": "equivalent",
    f"{OWL}disjointWith": "disjoint",
    f"{RDFS}domain": "domain",
    f"{RDFS}range": "range",
    f"{OWL}inverseOf": "inverse",
    f"{OWL}propertyChainAxiom": "chain",
}
"""Property of an axiom -> name of the fact on the page."""

_BACKWARD = {"above": "below", "inverse": "inverse", "disjoint": "disjoint", "domain": "domain_of", "range": "range_of"}
_CHARACTERISTICS = {
    "FunctionalProperty": Text("höchstens ein Wert", "at most one value"),
    "InverseFunctionalProperty": Text("jeder Wert bei höchstens einem", "each value with at most one"),
    "TransitiveProperty": Text("transitiv", "transitive"),
    "SymmetricProperty": Text("gilt in beiden Richtungen", "symmetric"),
    "AsymmetricProperty": Text("gilt nie in beiden Richtungen", "asymmetric"),
}
_AND, _OR, _THEN = Text("und", "and"), Text("oder", "or"), Text(", dann", ", then")
_SOME, _IS = Text("mit mindestens einem Wert aus:", "with at least one value in:"), Text("ist", "is")


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A class or property. `facts` are its axioms by name (`FACTS`, and what follows from them), phrases in order."""

    node: Node
    kind: Kind
    definition: Text
    note: Text
    facts: Mapping[str, tuple[Phrase, ...]]

    @property
    def anchor(self) -> str:
        """The local name."""
        return self.node.iri.removeprefix(CODI)


@dataclass(frozen=True)
class OntologyDocument:
    """The ontology of one version of the graph, terms in the order of their local names, case-folded.

    `disjoint` holds the groups of classes of which nothing is two at once.
    """

    node: Node
    description: Text
    version: str
    citation: str
    terms: tuple[OntologyTerm, ...]
    disjoint: tuple[tuple[Node, ...], ...]
    triples: tuple[Triple, ...]

    def of_kind(self, kind: Kind) -> tuple[OntologyTerm, ...]:
        """The terms of one kind."""
        return tuple(term for term in self.terms if term.kind == kind)

    def about(self, iri: str) -> tuple[Triple, ...]:
        """The asserted triples with `iri` as subject, and those of the class expressions and lists that they hold."""
        by_subject: defaultdict[str, list[Triple]] = defaultdict(list)
        for triple in self.triples:
            by_subject[str(triple.subject)].append(triple)
        found: list[Triple] = []
        waiting = [str(NamedNode(iri))]
        while waiting:
            here = by_subject.pop(waiting.pop(), [])
            found += here
            waiting += [str(t.object) for t in here if isinstance(t.object, BlankNode)]
        return tuple(found)


def read_ontology(triples: Iterable[Triple], name_of: Callable[[str], Text]) -> OntologyDocument:
    """The document for the triples of the ontology graph; `name_of` gives labels of concepts that axioms name."""
    return _Reader(tuple(sorted(triples, key=_place)), name_of).document()


def _place(triple: Triple) -> tuple[bool, str, str, str]:
    return isinstance(triple.subject, BlankNode), str(triple.subject), str(triple.predicate), str(triple.object)


class _Reader:
    def __init__(self, triples: Sequence[Triple], name_of: Callable[[str], Text]) -> None:
        self._triples = triples
        self._foreign = foreign_terms()
        self._name_of = name_of
        self._index: defaultdict[tuple[str, str], list[Object]] = defaultdict(list)
        for triple in triples:
            self._index[_key(triple.subject), triple.predicate.value].append(triple.object)

    def document(self) -> OntologyDocument:
        facts = self._facts()
        terms = [term for kind in KINDS for term in self._terms(kind, facts)]
        return OntologyDocument(
            Node(ONTOLOGY, self._text(ONTOLOGY, f"{DCTERMS}title")),
            self._text(ONTOLOGY, f"{DCTERMS}description"),
            self._value(ONTOLOGY, f"{OWL}versionInfo"),
            self._value(ONTOLOGY, f"{DCTERMS}bibliographicCitation"),
            tuple(sorted(terms, key=lambda term: term.anchor.casefold())),
            tuple(self._disjoint()),
            tuple(self._triples),
        )

    def _terms(self, kind: Kind, facts: Mapping[str, Mapping[str, tuple[Phrase, ...]]]) -> Iterator[OntologyTerm]:
        for iri in self._members(f"{OWL}{kind}"):
            if iri.startswith(CODI):
                definition, note = (self._text(iri, f"{SKOS}{name}") for name in ("definition", "scopeNote"))
                yield OntologyTerm(self._node(iri), kind, definition, note, facts.get(iri, {}))

    def _members(self, kind: str) -> list[str]:
        return [_key(t.subject) for t in self._triples if t.predicate.value == RDF_TYPE and _key(t.object) == kind]

    def _facts(self) -> dict[str, dict[str, tuple[Phrase, ...]]]:
        """Term -> name -> phrases: what is stated, what it says about the terms on its other side, characteristics."""
        found: defaultdict[str, defaultdict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
        for triple in self._triples:
            name, subject = FACTS.get(triple.predicate.value), _key(triple.subject)
            if name and isinstance(triple.subject, NamedNode):
                join = _THEN if name == "chain" else None
                phrase = self._list(triple.object, join) if join else self._phrase(triple.object)
                found[subject][name].append(phrase)
                if back := _BACKWARD.get(name):
                    for node in phrase:
                        if node.iri:
                            found[node.iri][back].append((self._node(subject),))
            elif triple.predicate.value == RDF_TYPE and (words := _CHARACTERISTICS.get(_local(triple.object))):
                found[subject]["characteristics"].append((Node("", words),))
        return {iri: {name: tuple(dict.fromkeys(p)) for name, p in facts.items()} for iri, facts in found.items()}

    def _disjoint(self) -> Iterator[tuple[Node, ...]]:
        for subject in self._members(f"{OWL}AllDisjointClasses"):
            for first in self._index[subject, f"{OWL}members"]:
                yield tuple(self._node(_key(member)) for member in self._items(first))

    def _phrase(self, term: Object) -> Phrase:
        """A class expression in words."""
        if not isinstance(term, BlankNode):
            return (self._node(_key(term)),)
        for name, word in (("unionOf", _OR), ("intersectionOf", _AND)):
            for first in self._index[_key(term), f"{OWL}{name}"]:
                return self._list(first, word)
        link = tuple(self._node(_key(o)) for o in self._index[_key(term), f"{OWL}onProperty"])
        for name, word in (("someValuesFrom", _SOME), ("hasValue", _IS)):
            for value in self._index[_key(term), f"{OWL}{name}"]:
                return (*link, Node("", word), *self._phrase(value))
        return ()

    def _list(self, first: Object, word: Text) -> Phrase:
        phrase: list[Node] = []
        for item in self._items(first):
            phrase += [Node("", word)] if phrase else []
            phrase += self._phrase(item)
        return tuple(phrase)

    def _items(self, first: Object) -> Iterator[Object]:
        """The members of an RDF list."""
        seen: set[str] = set()
        while isinstance(first, BlankNode) and first.value not in seen:
            seen.add(first.value)
            yield from self._index[_key(first), f"{RDF}first"][:1]
            first = next(iter(self._index[_key(first), f"{RDF}rest"]), first)

    def _node(self, iri: str) -> Node:
        return Node(iri, self._text(iri, f"{RDFS}label") or self._foreign.get(iri) or self._name_of(iri))

    def _text(self, iri: str, predicate: str) -> Text:
        found = {o.language: o.value for o in self._index[iri, predicate] if isinstance(o, Literal)}
        return Text(found.get("de"), found.get("en"))

    def _value(self, iri: str, predicate: str) -> str:
        return next((o.value for o in self._index[iri, predicate] if isinstance(o, Literal)), "")


def _key(term: Object) -> str:
    """The IRI of a node; blank nodes as `_:name`, so that no IRI is like them."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _local(term: Object) -> str:
    return _key(term).removeprefix(OWL)
