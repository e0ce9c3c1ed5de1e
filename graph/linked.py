"""What the graph says about one IRI, for the documents that describe it, and the ontology as a document of its own.

Queries are files of the ontology package; terms are bound by the engine, no query text is built from them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache

from pyoxigraph import NamedNode, Triple

from graph.description import RDF_TYPE, Description, Inbound, Node, Outbound, TreeNode, Value, serialized
from graph.errors import NotFound
from graph.foreign_terms import foreign_terms
from graph.hierarchy import concept_tree
from graph.linked_rows import Row, labels_of, property_order, term_of, triple_order, value_order
from graph.nested_turtle import nested_turtle
from graph.store import GraphStore, QueryLimits
from graph.values import Text, natural_key
from graph.vocabulary import OntologyDocument, read_ontology
from ontology.files import query_file
from ontology.namespaces import CODI, GRAPH, ID, ONTOLOGY, OWL, SKOS, VOCAB

MOST_ROWS: Mapping[str, int] = {"scheme-concepts": 10_000, "concept-hierarchy": 10_000}
"""Rows of a hierarchy that are read; a concept has one for each parent and label."""

KEPT_DESCRIPTIONS = 64
"""The last ones asked for; people look at one thing in several forms. About 0.1 MB each."""


class LinkedGraph:
    """Descriptions of what is in a store. It keeps the ontology and the last descriptions; threads may share it."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._ontology_bytes: dict[str, bytes] = {}
        self._kept = lru_cache(KEPT_DESCRIPTIONS)(self._describe)

    @property
    def version(self) -> str:
        """The version of the graph."""
        return self._store.version

    def knows(self, iri: str) -> bool:
        """Whether the graph says anything about it, or has a named graph of that name; False for what is no IRI."""
        try:
            return bool(self._rows("known", iri=iri))
        except ValueError:
            return False

    def describe(self, iri: str) -> Description:
        """All that the graph says about a thing, concept, scheme, part, term or named graph.

        What points to it is bounded (100 a property, `inbound.rq`), its counts are not.

        Raises:
            NotFound: it says nothing.
        """
        if not self.knows(iri):
            raise NotFound("The graph says nothing about this address.")
        return self._kept(iri)

    def _describe(self, iri: str) -> Description:
        rows = self._rows("description", iri=iri)
        labels, label_triples = labels_of(self._rows("target-labels", iri=iri))
        outbound = tuple(self._outbound(rows, labels))
        inbound = tuple(self._inbound(iri, frozenset(group.link.iri for group in outbound)))
        own = [Triple(NamedNode(iri), NamedNode(str(r["property"])), term_of(r)) for r in rows]
        own += self.ontology.about(iri) if iri.startswith(ONTOLOGY) else ()
        pointing = (Triple(NamedNode(n.iri), NamedNode(i.link.iri), NamedNode(iri)) for i in inbound for n in i.sources)
        parts = (own, pointing, label_triples)
        owner = self._owner(iri, outbound)
        return Description(
            node=Node(iri, self.label(iri)),
            outbound=outbound,
            inbound=inbound,
            triples=tuple(dict.fromkeys(t for part in parts for t in sorted(part, key=triple_order))),
            tree=self._tree(iri, outbound),
            owner=owner,
            status=self._status(iri) or (self._status(owner.iri) if owner else None),
            size=self._size(iri) if iri.startswith(GRAPH) else 0,
        )

    def label(self, iri: str) -> Text:
        """What one thing is called; nothing where the graph does not say."""
        return self._names.get(iri) or self._stored_label(iri)

    @cached_property
    def ontology(self) -> OntologyDocument:
        """The ontology of this version."""
        return read_ontology(self._store.construct(query_file("ontology")), self._stored_label)

    def serialized_ontology(self, form: str) -> bytes:
        """The whole ontology as turtle, ntriples, jsonld or rdfxml; made once a form."""
        if form not in self._ontology_bytes:
            triples = self.ontology.triples
            self._ontology_bytes[form] = nested_turtle(triples) if form == "turtle" else serialized(triples, form)
        return self._ontology_bytes[form]

    def schemes(self) -> tuple[Node, ...]:
        """The concept schemes, by IRI."""
        labels, _ = labels_of(self._rows("schemes"))
        return tuple(Node(iri, labels[iri]) for iri in sorted(labels))

    def _stored_label(self, iri: str) -> Text:
        labels, _ = labels_of(self._rows("labels", node=iri))
        return labels.get(iri, Text())

    @cached_property
    def _names(self) -> Mapping[str, Text]:
        """Labels of the terms of the ontology and of the foreign terms."""
        return {**foreign_terms(), **{term.node.iri: term.node.label for term in self.ontology.terms}}

    @cached_property
    def _inverses(self) -> Mapping[str, str]:
        """Property -> its inverse, in both directions."""
        pairs = [(t.subject, t.object) for t in self.ontology.triples if t.predicate.value == f"{OWL}inverseOf"]
        named = [(a.value, b.value) for a, b in pairs if isinstance(a, NamedNode) and isinstance(b, NamedNode)]
        return dict(named) | {b: a for a, b in named}

    def _node(self, iri: str, labels: Mapping[str, Text] = {}) -> Node:
        return Node(iri, self._names.get(iri) or labels.get(iri) or Text())

    def _outbound(self, rows: Iterable[Row], labels: Mapping[str, Text]) -> Iterator[Outbound]:
        groups: defaultdict[tuple[bool, str], list[Value]] = defaultdict(list)
        for row in rows:
            term = term_of(row)
            node = self._node(term.value, labels) if isinstance(term, NamedNode) else None
            groups[row["inferred"] == "true", str(row["property"])].append(Value(term, node))
        for inferred, link in sorted(groups, key=lambda key: (key[0], property_order(key[1]))):
            yield Outbound(self._node(link), tuple(sorted(groups[inferred, link], key=value_order)), inferred)

    def _inbound(self, iri: str, outbound: frozenset[str]) -> Iterator[Inbound]:
        totals = {str(row["link"]): int(row["total"] or 0) for row in self._rows("inbound-counts", iri=iri)}
        for link in sorted(totals, key=property_order):
            rows = self._rows("inbound", iri=iri, link=link)
            labels, _ = labels_of(rows)
            sources = sorted({str(row["node"]) for row in rows}, key=natural_key)
            inverse = self._inverses.get(link)
            back = self._node(inverse) if inverse in outbound else None
            yield Inbound(self._node(link), tuple(self._node(s, labels) for s in sources), totals[link], back)

    def _tree(self, iri: str, outbound: Iterable[Outbound]) -> tuple[TreeNode, ...]:
        types = {v.term.value for group in outbound if group.link.iri == RDF_TYPE for v in group.values}
        if f"{SKOS}ConceptScheme" in types:
            rows = self._rows("scheme-concepts", iri=iri)
        elif f"{SKOS}Concept" in types:
            rows = self._rows("concept-hierarchy", iri=iri)
        else:
            return ()
        labels, _ = labels_of(rows)
        parents: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row["parent"]:
                parents[str(row["node"])].append(row["parent"])
        nodes = {iri: self._node(iri, labels) for iri in (str(row["node"]) for row in rows)}
        return concept_tree(nodes.values(), parents)

    def _owner(self, iri: str, outbound: Iterable[Outbound]) -> Node | None:
        """A part's record or concept, a concept's scheme, or what a rationale or a note on provenance is about."""
        for group in outbound:
            if group.link.iri in (f"{CODI}rationaleFrom", f"{CODI}provenanceOf"):
                return group.values[0].node
        base = next((base for base in (ID, VOCAB) if iri.startswith(base)), None)
        parts = iri.removeprefix(base or "").split("/")
        kept = 2 if len(parts) > 2 else 1
        if base is None or len(parts) < 2 or (base == ID and len(parts) == 2):
            return None
        above = base + "/".join(parts[:kept])
        return Node(above, self.label(above)) if self.knows(above) else None

    def _status(self, iri: str) -> str | None:
        rows = self._rows("provenance-status", iri=iri)
        return str(rows[0]["status"]).rsplit("/", 1)[-1] if rows else None

    def _size(self, iri: str) -> int:
        rows = self._rows("graph-size", iri=iri)
        return int(rows[0]["size"] or 0) if rows else 0

    def _rows(self, query: str, **terms: str) -> list[Row]:
        bindings = {name: NamedNode(iri) for name, iri in terms.items()}
        table = self._store.select(_query_text(query), bindings, QueryLimits(max_rows=MOST_ROWS.get(query)))
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@cache
def _query_text(name: str) -> str:
    return query_file(name)
