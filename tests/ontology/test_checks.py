"""Every zero-row check finds the one bad thing that it is for, and nothing in the records beside it."""

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from graph.schemes import ontology_triples, scheme_triples
from ontology.files import check_files

PREFIXES = """
@prefix codi: <https://w3id.org/codiclust/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix v: <https://w3id.org/codiclust/vocab/> .
@prefix phase: <https://w3id.org/codiclust/vocab/sub-process/> .
@prefix size: <https://w3id.org/codiclust/vocab/size-class/> .
@prefix status: <https://w3id.org/codiclust/vocab/provenance-status/> .
@prefix kind: <https://w3id.org/codiclust/vocab/publication-kind/> .
@prefix x: <http://example.org/> .
"""

CASES: dict[str, str] = {
    "alternative-to-itself": "x:bad codi:alternativeTo x:bad . x:good codi:alternativeTo x:other .",
    "exact-and-other-match": "x:bad skos:exactMatch x:t ; skos:broadMatch x:t ; skos:inScheme x:s . x:good skos:exactMatch x:u .",
    "exact-match-of-proposal": "x:bad a codi:Competency ; skos:exactMatch x:t . x:good a codi:Competency ; skos:closeMatch x:t .",
    "goal-outside-roadmap": "x:r codi:hasGoal x:bad, x:good . x:bad codi:refinesGoal x:foreign . x:good codi:refinesGoal x:bad .",
    "goal-without-parent": """x:r codi:hasGoal x:bad, x:good, x:v . x:bad a codi:ActionGoal . x:v a codi:Vision .
        x:good a codi:GuidingGoal ; codi:refinesGoal x:v .""",
    "good-practice-not-inferred": """x:bad codi:submittedAs kind:good-practice .
        x:good codi:submittedAs kind:good-practice ; a codi:GoodPractice .""",
    "hierarchy-cycle": "x:bad skos:broader x:bad . x:good skos:broader x:above .",
    "identifier-shared": "x:bad dcterms:identifier 'X1' . x:other dcterms:identifier 'X1' . <http://else.org/y> dcterms:identifier 'X1' .",
    "illustrative-company-sourced-roadmap": """x:bad codi:implementedBy x:c . x:c codi:provenanceStatus status:illustrative .
        x:good codi:implementedBy x:c ; codi:provenanceStatus status:illustrative .""",
    "illustrative-in-sourced-cluster": """x:bad codi:memberOf x:real ; codi:provenanceStatus status:illustrative .
        x:good codi:memberOf x:invented ; codi:provenanceStatus status:illustrative .
        x:invented codi:provenanceStatus status:illustrative .""",
    "invented-company-title": """x:bad a codi:Company ; codi:provenanceStatus status:illustrative ; rdfs:label "Echt GmbH"@de .
        x:good a codi:Company ; codi:provenanceStatus status:illustrative ; rdfs:label "Beispielbetrieb 1"@de, "Example company 1"@en .""",
    "label-shared": """x:bad skos:prefLabel "Retro"@de ; skos:inScheme x:s . x:worse skos:altLabel "Retro"@de ; skos:inScheme x:s .
        x:good skos:prefLabel "Retro"@de ; skos:inScheme x:other .""",
    "lead-medium-not-used": "x:bad codi:leadMediaType x:m . x:good codi:leadMediaType x:m ; codi:usesMediaType x:m .",
    "link-twice": """x:bad a codi:EditorialLink ; codi:linksRoadmap x:a, x:b . x:bad2 a codi:EditorialLink ; codi:linksRoadmap x:b, x:a .
        x:good a codi:EditorialLink ; codi:linksRoadmap x:a, x:c .""",
    "method-outside-phase": """x:bad codi:appliesMethod x:m ; codi:inSubProcess phase:TP4 . x:m codi:fitsSubProcess phase:TP1 .
        x:good codi:appliesMethod x:q ; codi:inSubProcess phase:TP4 . x:q codi:fitsSubProcess phase:quer .""",
    "milestone-after-end": """x:bad codi:hasMilestone x:m ; codi:durationMonths 6 . x:m codi:month 7 .
        x:good codi:hasMilestone x:m ; codi:durationMonths 7 .""",
    "milestone-without-step": """x:bad codi:hasMilestone x:m . x:m codi:inSubProcess phase:TP2 .
        x:good codi:hasMilestone x:m ; codi:hasStep x:s . x:s codi:inSubProcess phase:TP2 .""",
    "practice-incomplete": """x:bad codi:submittedAs kind:good-practice ; codi:hasStep x:s . x:s codi:inSubProcess phase:TP5 .
        x:good codi:submittedAs kind:good-practice ; codi:hasStep x:s ; codi:hasResult x:result .""",
    "practice-too-few-phases": """x:bad codi:submittedAs kind:good-practice ; codi:hasStep x:s1, x:s2 .
        x:good codi:submittedAs kind:good-practice ; codi:hasStep x:s1, x:s2, x:s3, x:s4 .
        x:s1 codi:inSubProcess phase:TP1 . x:s2 codi:inSubProcess phase:TP2 .
        x:s3 codi:inSubProcess phase:TP4 . x:s4 codi:inSubProcess phase:TP5 .""",
    "real-company-illustrative-roadmap": """x:bad codi:implementedBy x:real ; codi:provenanceStatus status:illustrative .
        x:good codi:implementedBy x:real .""",
    "shared-exact-match": """x:bad skos:exactMatch x:t ; skos:inScheme x:s . x:worse skos:exactMatch x:t ; skos:inScheme x:s .
        x:good skos:exactMatch x:u ; skos:inScheme x:s .""",
    "sourced-without-source": """x:bad codi:provenanceStatus status:sourced .
        x:good codi:provenanceStatus status:sourced ; dcterms:source x:page .""",
    "staff-outside-size-class": """x:bad codi:employeeCount 50 ; codi:sizeClass size:small .
        x:good codi:employeeCount 49 ; codi:sizeClass size:small .""",
    "step-cycle": "x:bad codi:directlyPrecedes x:bad . x:good codi:directlyPrecedes x:next .",
    "step-numbers": """x:bad codi:hasStep x:s1, x:s3 . x:good codi:hasStep x:s1, x:s2 .
        x:s1 codi:stepOrder 1 . x:s2 codi:stepOrder 2 . x:s3 codi:stepOrder 3 .""",
    "step-order": """x:r codi:hasStep x:bad, x:good . x:bad codi:stepOrder 1 ; codi:directlyPrecedes x:foreign . x:foreign codi:stepOrder 2 .
        x:good codi:stepOrder 0 ; codi:directlyPrecedes x:bad .""",
    "undeclared-class": "x:s a codi:Nonsense ; a codi:Roadmap .",
    "undeclared-property": "x:s codi:nonsense x:t ; codi:hasStep x:u .",
    "unknown-target": "x:bad codi:usesMediaType <https://w3id.org/codiclust/vocab/media-type/MT99> ; codi:inSubProcess phase:TP1 .",
}

NODE = {"undeclared-class": "https://w3id.org/codiclust/ontology#Nonsense"}
NODE |= {"undeclared-property": "https://w3id.org/codiclust/ontology#nonsense"}


def rows(store: Store, query: str) -> list[str]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return [getattr(row[0], "value", "") for row in found]


@pytest.fixture(scope="module")
def known() -> list[str]:
    return [str(triple) + " ." for triple in (*ontology_triples(), *scheme_triples())]


def store_of(known: list[str], turtle: str) -> Store:
    store = Store()
    store.load("\n".join(known).encode(), format=RdfFormat.N_TRIPLES)
    store.load((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)
    return store


def test_every_check_has_a_case() -> None:
    assert sorted(CASES) == [file.name.removesuffix(".rq") for file in check_files()]


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_check_finds_the_bad_record_and_only_that(known: list[str], name: str) -> None:
    (file,) = (f for f in check_files() if f.name == f"{name}.rq")
    found = rows(store_of(known, CASES[name]), file.read_text("utf-8"))
    assert set(found) == {NODE.get(name, "http://example.org/bad")} | ({"http://example.org/bad2"} & set(found))


@pytest.mark.parametrize("file", check_files(), ids=lambda f: f.name)
def test_a_check_says_in_its_first_line_what_is_wrong(file: object) -> None:
    first = file.read_text("utf-8").splitlines()[0]  # type: ignore[attr-defined]
    assert first.startswith("# ")
    assert first.endswith(".")


@pytest.mark.parametrize("file", check_files(), ids=lambda f: f.name)
def test_the_shipped_schemes_pass_every_check(known: list[str], file: object) -> None:
    assert rows(store_of(known, ""), file.read_text("utf-8")) == []  # type: ignore[attr-defined]
