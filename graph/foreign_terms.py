"""What foreign terms are called in both languages, for pages: the graph itself says nothing about other people's words."""

from collections.abc import Iterator, Mapping

from graph.values import Text
from ontology.namespaces import DCTERMS, ORG, OWL, PPLAN, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

_NAMES = {
    DCTERMS: """bibliographicCitation: Zitiervorschlag | bibliographic citation
        created: erstellt | created
        creator: verfasst von | creator
        description: Beschreibung | description
        identifier: Kennung | identifier
        isReplacedBy: ersetzt durch | is replaced by
        language: Sprache | language
        license: Lizenz | licence
        modified: geändert | modified
        rights: Rechte | rights
        source: Quelle | source
        title: Titel | title""",
    ORG: """FormalOrganization: Rechtlich verfasste Organisation | Formal organization
        Organization: Organisation | Organization""",
    OWL: """AnnotationProperty: Anmerkungseigenschaft | Annotation property
        Class: Klasse | Class
        DatatypeProperty: Datentypeigenschaft | Datatype property
        ObjectProperty: Objekteigenschaft | Object property
        Ontology: Ontologie | Ontology
        disjointWith: verschieden von | disjoint with
        equivalentClass: gleichbedeutende Klasse | equivalent class
        inverseOf: Umkehrung von | inverse of
        versionIRI: Adresse der Version | version IRI
        versionInfo: Version | version""",
    PPLAN: """Plan: Plan | Plan
        Step: Planschritt | Plan step
        isStepOfPlan: Schritt des Plans | is step of plan""",
    PROV: "wasDerivedFrom: entnommen aus | was derived from",
    RDF: "type: Art | type",
    RDFS: """domain: gilt für | domain
        isDefinedBy: definiert in | is defined by
        label: Bezeichnung | label
        range: Werte | range
        subClassOf: Unterklasse von | subclass of
        subPropertyOf: Untereigenschaft von | subproperty of""",
    SCHEMA: """LearningResource: Lernressource | Learning resource
        url: Adresse im Netz | web address""",
    SKOS: """Concept: Begriff | Concept
        ConceptScheme: Begriffsliste | Concept scheme
        altLabel: andere Bezeichnung | alternative label
        broadMatch: weiter gefasste Entsprechung | has broader match
        broader: Oberbegriff | broader
        broaderTransitive: Oberbegriffe aller Ebenen | broader (all levels)
        closeMatch: nahe Entsprechung | has close match
        definition: Definition | definition
        exactMatch: genaue Entsprechung | has exact match
        hasTopConcept: oberster Begriff | has top concept
        hiddenLabel: Suchwort | hidden label
        inScheme: in der Begriffsliste | in scheme
        narrowMatch: enger gefasste Entsprechung | has narrower match
        narrower: Unterbegriff | narrower
        narrowerTransitive: Unterbegriffe aller Ebenen | narrower (all levels)
        notation: Notation | notation
        prefLabel: bevorzugte Bezeichnung | preferred label
        related: verwandt mit | related
        relatedMatch: verwandte Entsprechung | has related match
        scopeNote: Erläuterung | scope note
        topConceptOf: oberster Begriff von | top concept of""",
    XSD: """decimal: Dezimalzahl | decimal number
        integer: ganze Zahl | whole number
        string: Zeichenkette | string""",
}


def foreign_terms() -> Mapping[str, Text]:
    """IRI -> label, for the foreign terms that the graph uses."""
    return dict(_entries())


def _entries() -> Iterator[tuple[str, Text]]:
    for namespace, lines in _NAMES.items():
        for line in lines.splitlines():
            name, labels = line.split(":", 1)
            german, english = labels.split("|")
            yield f"{namespace}{name.strip()}", Text(german.strip(), english.strip())


def short_form(iri: str) -> str:
    """An IRI as people can read it: with a prefix where it is short then, else shortened to 80 characters."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local and local != iri and "/" not in local:
            return f"{prefix}:{local}"
    return iri if len(iri) <= 80 else f"{iri[:79]}…"
