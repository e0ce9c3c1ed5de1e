"""A description of one thing: what it says, what points to it, what all of that is called, and its bytes per format."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from graph.dumps import sorted_prefixes
from graph.errors import InputError
from graph.foreign_terms import short_form
from graph.query.formats import GRAPH_FORMATS
from graph.triples import Term
from graph.values import Language, Text
from ontology.namespaces import BASE, DCTERMS, ID, PREFIXES, RDF, VOCAB

RDF_TYPE = f"{RDF}type"
_ALWAYS = {name: PREFIXES[name] for name in ("codi", "dcterms", "rdfs", "skos")}


@dataclass(frozen=True, slots=True)
class Node:
    """Something with an IRI (empty: plain words of a phrase) and what it is called."""

    iri: str
    label: Text = Text()

    def name(self, language: Language) -> str:
        """The label, in the other language where there is none, else a short form of the IRI."""
        return self.label.get(language) or short_form(self.iri.removeprefix(ID).removeprefix(VOCAB))

    def language(self, language: Language) -> str | None:
        """Language of the name; None where it is an IRI."""
        if not self.label:
            return None
        other: Language = "en" if language == "de" else "de"
        return language if (self.label.de if language == "de" else self.label.en) else other


@dataclass(frozen=True, slots=True)
class Value:
    """An object of a statement; `node` names it where it is an IRI."""

    term: Term
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Outbound:
    """The values of one property, all asserted or all inferred, in the order of a page."""

    link: Node
    values: tuple[Value, ...]
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Inbound:
    """What points here by one property: the first sources by IRI, and how many there are.

    `inverse` is the inverse property where that says the same in the outbound direction.
    """

    link: Node
    sources: tuple[Node, ...]
    total: int
    inverse: Node | None = None


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A concept in its hierarchy."""

    node: Node
    children: tuple["TreeNode", ...] = ()


@dataclass(frozen=True)
class Description:
    """All that the graph says about one IRI.

    Attributes:
        node: the thing; its label may be empty.
        triples: the statements with it as subject, bounded ones that point to it, and labels of what it points to.
        tree: for a concept those above and below it, for a scheme its concepts.
        owner: the record that it is a part of, the scheme of a concept, or what a rationale is about.
        status: key of the provenance status, its own or its owner's; None where neither says one.
        size: number of triples in it, where it names a graph.
    """

    node: Node
    outbound: tuple[Outbound, ...]
    inbound: tuple[Inbound, ...]
    triples: tuple[Triple, ...]
    tree: tuple[TreeNode, ...] = ()
    owner: Node | None = None
    status: str | None = None
    size: int = 0

    def values(self, *properties: str) -> tuple[Value, ...]:
        """Values of the first of the properties that has any."""
        for iri in properties:
            found = tuple(v for group in self.outbound if group.link.iri == iri for v in group.values)
            if found:
                return found
        return ()

    def text(self, *properties: str) -> Text:
        """The first text in each language of the first of the properties that has any."""
        literals = [v.term for v in self.values(*properties) if isinstance(v.term, Literal)]
        by_language = {literal.language: literal.value for literal in reversed(literals)}
        plain = by_language.get(None)
        return Text(by_language.get("de", plain), by_language.get("en", plain))

    @property
    def types(self) -> tuple[Node, ...]:
        """Its classes."""
        return tuple(v.node for group in self.outbound if group.link.iri == RDF_TYPE for v in group.values if v.node)

    @property
    def identifier(self) -> str:
        """Its public key, else the last part of its IRI."""
        found = self.values(f"{DCTERMS}identifier")
        return found[0].term.value if found else self.node.iri.rsplit("/", 1)[-1]

    def serialized(self, form: str) -> bytes:
        """The triples as turtle, ntriples, jsonld or rdfxml. Raises as `serialized`."""
        return serialized(self.triples, form)


def serialized(triples: Sequence[Triple], form: str) -> bytes:
    """Triples as bytes, in the order given. The same triples give the same bytes. JSON-LD is expanded: no context to fetch.

    Raises:
        InputError: there is no such form.
    """
    found = GRAPH_FORMATS.get(form)
    if found is None:
        raise InputError(f"A graph has no {form} form; ask for {', '.join(GRAPH_FORMATS)}.", "/format")
    prefixes = _prefixes(triples) if form in {"turtle", "rdfxml"} else None
    data = serialize(triples, format=found.engine, prefixes=prefixes) or b""
    return _sorted_attributes(data) if found.engine == RdfFormat.RDF_XML else sorted_prefixes(data)


def _prefixes(triples: Iterable[Triple]) -> dict[str, str]:
    """The usual prefixes where they are used, and one for each folder of ours that holds the things named."""
    terms = [term for triple in triples for term in (triple.subject, triple.predicate, triple.object)]
    iris = {term.value for term in terms if isinstance(term, NamedNode)}
    datatypes = {term.datatype.value for term in terms if isinstance(term, Literal) and not term.language}
    namespaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris | datatypes}
    used = {name: iri for name, iri in PREFIXES.items() if iri in namespaces}
    folders = Counter(iri.rsplit("/", 1)[0] for iri in iris if iri.startswith((ID, VOCAB)))
    for folder in sorted(folders):
        parts = folder.removeprefix(BASE).split("/")[1:]
        name = "-".join(parts)
        is_name = name.isascii() and name.replace("-", "").isalnum() and name[0].isalpha() and name[-1] != "-"
        # a prefix for one thing alone would only hide what the thing is
        if is_name and name not in used and (len(parts) == 1 or folders[folder] > 1):
            used[name] = f"{folder}/"
    return {**_ALWAYS, **used}


def _sorted_attributes(xml: bytes) -> bytes:
    """RDF/XML with the namespaces of its root in order, which pyoxigraph changes each time."""
    start = xml.find(b"<rdf:RDF ")
    end = xml.find(b">", start)
    if start < 0:
        return xml
    attributes = sorted(xml[start:end].split(b" ")[1:])
    return xml[:start] + b" ".join([b"<rdf:RDF", *attributes]) + xml[end:]
