"""Triples of one graph, indexed for reading records out of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.values import LANGUAGES, Iri, Text, Texts
from ontology.namespaces import DCTERMS, RDF, XSD

Term = NamedNode | Literal
Statement = tuple[str, str, Term]
"""Subject IRI, predicate IRI, object. There are no blank nodes in what we write."""


def node(iri: str) -> NamedNode:
    """The IRI as a term."""
    return NamedNode(iri)


def text_literals(text: Text) -> Iterator[Literal]:
    """One language-tagged literal per language that is there."""
    for language in LANGUAGES:
        value = text.de if language == "de" else text.en
        if value:
            yield Literal(value, language=language)


def number(value: int | Decimal) -> Literal:
    """`xsd:integer`, or `xsd:decimal` for what is not whole (HermiT reads both, and neither xsd:date nor xsd:gYear)."""
    if isinstance(value, int) or value == value.to_integral_value():
        return Literal(str(int(value)), datatype=NamedNode(f"{XSD}integer"))
    return Literal(format(value.normalize(), "f"), datatype=NamedNode(f"{XSD}decimal"))


class TripleIndex:
    """Subject -> predicate -> objects. Accessors return sorted values, so that results never depend on store order."""

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        self._index: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
                self._index[triple.subject.value][triple.predicate.value].append(triple.object)
        self._by_type: defaultdict[str, list[str]] = defaultdict(list)
        for subject, predicates in self._index.items():
            for kind in predicates.get(f"{RDF}type", ()):
                self._by_type[kind.value].append(subject)

    def subjects_of_type(self, class_iri: str) -> list[str]:
        """IRIs of the members of a class, sorted."""
        return sorted(self._by_type.get(class_iri, ()))

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """Objects of one predicate, in no particular order."""
        found = self._index.get(subject)
        return list(found.get(predicate, ())) if found else []

    def iris(self, subject: str, predicate: str) -> list[Iri]:
        """IRIs among the objects, sorted."""
        return sorted(Iri(o.value) for o in self.objects(subject, predicate) if isinstance(o, NamedNode))

    def values(self, subject: str, predicate: str) -> list[str]:
        """Lexical values of the literals among the objects, sorted."""
        return sorted(o.value for o in self.objects(subject, predicate) if isinstance(o, Literal))

    def value(self, subject: str, predicate: str) -> str | None:
        """The one literal value; the first in order where there are several."""
        return next(iter(self.values(subject, predicate)), None)

    def text(self, subject: str, predicate: str) -> Text:
        """The language-tagged literals as one text."""
        found = self.texts(subject, predicate)
        return Text(next(iter(found.de), None), next(iter(found.en), None))

    def texts(self, subject: str, predicate: str) -> Texts:
        """The language-tagged literals by language."""
        literals = [o for o in self.objects(subject, predicate) if isinstance(o, Literal)]
        return Texts(
            tuple(sorted(o.value for o in literals if o.language == "de")),
            tuple(sorted(o.value for o in literals if o.language == "en")),
        )

    def identifier(self, iri: str) -> str:
        """The public key of a record or concept, else the last part of its IRI."""
        return self.value(iri, f"{DCTERMS}identifier") or iri.rsplit("/", 1)[-1]
