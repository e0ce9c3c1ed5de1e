"""What the dataset is and holds, in VoID and DCAT: counted at build, addresses filled in when it is asked for.

Terms: VoID (https://www.w3.org/TR/void/), DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), SPARQL Service Description, SPDX for
checksums. The default graph is counted as the dataset, each named graph as a subset under its own name. Nothing here reads a
clock, so that the same quads give the same description.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.counts import Counts, Statement, linksets, read_graphs
from graph.dumps import DumpFile, sorted_prefixes
from graph.errors import InputError
from graph.query.formats import GRAPH_FORMATS
from ontology.files import VERSION
from ontology.namespaces import BASE, CODI, DCTERMS, LICENCE, ONTOLOGY, OWL, PREFIXES, RDF, XSD, concept_iri

DOCUMENT: Final = f"{BASE}.well-known/void"
DATASET: Final = f"{DOCUMENT}#dataset"
CREATOR: Final = "CoDiCLUST knowledge graph contributors"

DCAT: Final = "http://www.w3.org/ns/dcat#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
SPDX: Final = "http://spdx.org/rdf/terms#"
VOID: Final = "http://rdfs.org/ns/void#"

_PREFIXES = {**PREFIXES, "dcat": DCAT, "foaf": FOAF, "sd": SD, "spdx": SPDX, "void": VOID}
_HERE = "https://here.invalid/"
"""Stands in the stored description for the address of the service."""
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
_FILE = "void.nt"
_AGENT = f"{DOCUMENT}#creator"

Node = NamedNode | BlankNode
Value = str | int | Literal | Node
"""What a statement says: a string is an IRI, a number is an `xsd:integer`."""


def write_description(folder: Path, version: str, dump: bytes, files: Sequence[DumpFile]) -> None:
    """Count the quads of a version and write its description, as sorted N-Triples, into its folder."""
    triples = description(version, read_graphs(dump), files)
    lines = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    description_path(folder).write_bytes(b"".join(sorted(set(lines))))


def description_path(folder: Path) -> Path:
    """The description of a version's folder, with addresses that are still open."""
    return folder / _FILE


def render_description(folder: Path, form: str, public_url: str = "") -> bytes:
    """The description in turtle, ntriples, jsonld or rdfxml.

    Args:
        folder: the folder of a version.
        form: the format.
        public_url: address of the service without a slash at the end. Where it is empty, addresses of the service are relative;
            in N-Triples, which has no relative IRIs, they are those below w3id.org that lead to it.

    Raises:
        InputError: there is no such form.
    """
    if form not in GRAPH_FORMATS:
        raise InputError(f"The description has no {form} form.", "/format", tuple(GRAPH_FORMATS))
    stored = description_path(folder).read_bytes()
    is_relative = not public_url and form != "ntriples"
    base = _HERE if is_relative else f"{quote(public_url, safe=_IRI_CHARACTERS)}/" if public_url else BASE
    filled = stored.replace(_HERE.encode(), base.encode())
    triples = [q.triple for q in parse(filled, format=RdfFormat.N_TRIPLES, lenient=True)]
    rendered = sorted_prefixes(
        serialize(sorted(triples, key=_place), format=GRAPH_FORMATS[form].engine, prefixes=_PREFIXES) or b""
    )
    return rendered.replace(_HERE.encode(), b"/") if is_relative else rendered


_IRI_CHARACTERS = ":/?#[]@!$&'()*+,;=%~"


def _place(triple: Triple) -> tuple[int, str, str, str]:
    """The document first, then the dataset, then the rest by name."""
    subject = str(triple.subject)
    first = {f"<{DOCUMENT}>": 0, f"<{DATASET}>": 1}.get(subject, 2)
    return first, subject, str(triple.predicate), str(triple.object)


def description(version: str, graphs: Mapping[str, Sequence[Statement]], files: Sequence[DumpFile]) -> Iterator[Triple]:
    """The triples of the description; addresses of the service begin with a placeholder."""
    merged = {statement for statements in graphs.values() for statement in statements}
    whole = Counts.of(merged)
    yield from _document()
    yield from _said(DATASET, *_dataset(version, merged, whole))
    yield from _counted(DATASET, whole)
    yield from _partitions(whole)
    for name, statements in graphs.items():
        yield from _said(DATASET, (f"{VOID}subset", name))
        yield from _said(name, (f"{RDF}type", f"{VOID}Dataset"), (f"{RDF}type", f"{SD}NamedGraph"), (f"{SD}name", name))
        yield from _counted(name, Counts.of(statements))
    yield from _linksets(merged)
    for file in files:
        yield from _distribution(file)


def _document() -> Iterator[Triple]:
    yield from _said(
        DOCUMENT,
        (f"{RDF}type", f"{VOID}DatasetDescription"),
        (f"{DCTERMS}title", Literal("Beschreibung des CoDiCLUST-Wissensgraphen", language="de")),
        (f"{DCTERMS}title", Literal("Description of the CoDiCLUST knowledge graph", language="en")),
        (f"{DCTERMS}license", LICENCE),
        (f"{FOAF}primaryTopic", DATASET),
    )
    yield from _said(_AGENT, (f"{RDF}type", f"{FOAF}Organization"), (f"{FOAF}name", Literal(CREATOR)))
    yield from _said(
        f"{DOCUMENT}#sparql",
        (f"{RDF}type", f"{DCAT}DataService"),
        (f"{DCTERMS}title", Literal("SPARQL", language="en")),
        (f"{DCAT}endpointURL", f"{_HERE}sparql"),
        (f"{DCAT}servesDataset", DATASET),
    )


def _dataset(version: str, merged: Collection[Statement], whole: Counts) -> Iterator[tuple[str, Value]]:
    yield from ((f"{RDF}type", kind) for kind in (f"{VOID}Dataset", f"{DCAT}Dataset"))
    yield f"{DCTERMS}title", Literal("CoDiCLUST-Wissensgraph", language="de")
    yield f"{DCTERMS}title", Literal("CoDiCLUST knowledge graph", language="en")
    yield from ((f"{DCTERMS}description", text) for text in _sentences(merged))
    yield f"{DCTERMS}license", LICENCE
    yield f"{DCTERMS}creator", _AGENT
    yield f"{DCTERMS}identifier", Literal(version)
    yield f"{DCAT}version", Literal(version)
    yield f"{OWL}versionInfo", Literal(version)
    yield f"{DCTERMS}conformsTo", f"{ONTOLOGY}/{VERSION}"
    yield from ((f"{DCTERMS}language", f"{_LANGUAGES}{code}") for code in ("DEU", "ENG"))
    sources = {value for _, predicate, value in merged if predicate == f"<{DCTERMS}source>" and value.startswith("<")}
    yield from ((f"{DCTERMS}source", source[1:-1]) for source in sources)
    yield f"{VOID}uriSpace", Literal(BASE)
    yield f"{VOID}uriRegexPattern", Literal(f"^{BASE}(id|vocab)/".replace(".", r"\."))
    yield from ((f"{VOID}vocabulary", namespace) for namespace in whole.namespaces())
    yield from ((f"{VOID}exampleResource", iri) for iri in whole.examples())
    yield from ((f"{VOID}feature", f"{_FORMATS}{name}") for name in ("N-Quads", "TriG", "JSON-LD", "Turtle", "RDF_XML"))
    yield f"{VOID}sparqlEndpoint", f"{_HERE}sparql"
    yield f"{DCAT}landingPage", f"{_HERE}dump/"


def _sentences(merged: Iterable[Statement]) -> Iterator[Literal]:
    invented = (f"<{CODI}provenanceStatus>", f"<{concept_iri('provenance-status', 'illustrative')}>")
    count = sum(1 for _, *rest in merged if tuple(rest) == invented)
    german = "Gute Praxis beim digitalen Lernen in kleinen Betrieben: Roadmaps, Betriebe, Methoden, Lernmedien und Kompetenzen."
    english = (
        "Good practices of digital learning in small companies: roadmaps, companies, methods, learning media, competencies."
    )
    if count:
        german += f" {count} Datensätze sind erfundene Beispiele (codi:provenanceStatus)."
        english += f" {count} records are invented examples (codi:provenanceStatus)."
    yield Literal(german, language="de")
    yield Literal(english, language="en")


def _counted(subject: str, counts: Counts) -> Iterator[Triple]:
    yield from _said(
        subject,
        (f"{VOID}triples", counts.triples),
        (f"{VOID}entities", counts.entities),
        (f"{VOID}classes", len(counts.classes)),
        (f"{VOID}properties", len(counts.properties)),
        (f"{VOID}distinctSubjects", counts.subjects),
        (f"{VOID}distinctObjects", counts.objects),
    )


def _partitions(whole: Counts) -> Iterator[Triple]:
    for n, (name, members) in enumerate(whole.classes.items(), start=1):
        part = BlankNode(f"class{n}")
        yield from _said(DATASET, (f"{VOID}classPartition", part))
        yield from _said(part, (f"{VOID}class", name), (f"{VOID}entities", members))
    for n, (name, use) in enumerate(whole.properties.items(), start=1):
        part = BlankNode(f"property{n}")
        yield from _said(DATASET, (f"{VOID}propertyPartition", part))
        yield from _said(
            part,
            (f"{VOID}property", name),
            (f"{VOID}triples", use.triples),
            (f"{VOID}distinctSubjects", use.subjects),
            (f"{VOID}distinctObjects", use.objects),
        )


def _linksets(merged: Iterable[Statement]) -> Iterator[Triple]:
    for (target, predicate), count in linksets(merged).items():
        name = predicate.rsplit("#", 1)[-1]
        linkset, there = f"{DOCUMENT}#linkset/{target.key}/{name}", f"{DOCUMENT}#target/{target.key}"
        yield from _said(DATASET, (f"{VOID}subset", linkset))
        yield from _said(
            linkset,
            (f"{RDF}type", f"{VOID}Linkset"),
            (f"{DCTERMS}title", Literal(f"{name}: {target.title}", language="en")),
            (f"{VOID}subjectsTarget", DATASET),
            (f"{VOID}objectsTarget", there),
            (f"{VOID}linkPredicate", predicate),
            (f"{VOID}triples", count),
        )
        yield from _said(there, (f"{RDF}type", f"{VOID}Dataset"), (f"{DCTERMS}title", Literal(target.title, language="en")))
        yield from _said(there, (f"{VOID}uriSpace", Literal(target.space)))


def _distribution(file: DumpFile) -> Iterator[Triple]:
    name, checksum = f"{DOCUMENT}#distribution/{file.form.ending}", BlankNode(f"checksum-{file.form.ending}")
    address = f"{_HERE}dump/{file.name}"
    yield from _said(DATASET, (f"{DCAT}distribution", name), (f"{VOID}dataDump", address))
    yield from _said(
        name,
        (f"{RDF}type", f"{DCAT}Distribution"),
        (f"{DCTERMS}title", Literal(file.name)),
        (f"{DCTERMS}license", LICENCE),
        (f"{DCAT}accessURL", f"{_HERE}dump/"),
        (f"{DCAT}downloadURL", address),
        (f"{DCAT}mediaType", f"{_MEDIA_TYPES}{file.form.media_type}"),
        (f"{DCAT}compressFormat", f"{_MEDIA_TYPES}application/gzip"),
        (f"{DCAT}byteSize", _typed(str(file.size), "nonNegativeInteger")),
        (f"{SPDX}checksum", checksum),
    )
    yield from _said(
        checksum,
        (f"{RDF}type", f"{SPDX}Checksum"),
        (f"{SPDX}algorithm", f"{SPDX}checksumAlgorithm_sha256"),
        (f"{SPDX}checksumValue", _typed(file.sha256, "hexBinary")),
    )


def _typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(f"{XSD}{datatype}"))


def _said(subject: str | Node, *statements: tuple[str, Value]) -> Iterator[Triple]:
    about = NamedNode(subject) if isinstance(subject, str) else subject
    for predicate, value in statements:
        term = _typed(str(value), "integer") if isinstance(value, int) else value
        yield Triple(about, NamedNode(predicate), NamedNode(term) if isinstance(term, str) else term)
