"""Every shape finds the bad record that it is for, with its message in both languages, and passes the good one."""

import re

import pytest
from pyoxigraph import RdfFormat, parse
from pyshacl import validate
from rdflib import SH, Graph
from rdflib import Literal as Text

from graph.schemes import ontology_triples, scheme_triples
from ontology.files import shapes_file
from tests.ontology.test_checks import PREFIXES

NAMED = "dcterms:identifier 'X' ; codi:provenanceStatus status:ownProposal"
LABEL = 'rdfs:label "Ü"@de'
CONCEPT = f'{NAMED} ; skos:prefLabel "Ü"@de ; skos:inScheme v:method'
ROADMAP = f"""{NAMED} ; {LABEL} ; codi:implementedBy x:c ; codi:startingSituation "So war es."@de ; codi:hasStep x:s ;
    codi:primaryLearningField <https://w3id.org/codiclust/vocab/learning-field/onboarding>"""
PARTS = (
    f"""x:c a codi:Company ; {NAMED} ; {LABEL} . x:s a codi:RoadmapStep ; codi:stepOrder 1 ; codi:inSubProcess phase:TP1 ."""
)

CASES: dict[str, str] = {
    "Needs exactly one identifier.": f"x:o a codi:Project ; {LABEL} ; codi:provenanceStatus status:sourced .",
    "Needs exactly one known provenance status.": f"x:o a codi:Project ; {LABEL} ; dcterms:identifier 'X' .",
    "Needs a title, at most one per language (de, en).": f'x:o a codi:Project ; {NAMED} ; rdfs:label "Eins"@de, "Zwei"@de .',
    "Needs exactly one company.": f"x:r a codi:Roadmap ; {ROADMAP} ; codi:implementedBy x:c2 . {PARTS}",
    "Needs exactly one primary learning field.": f"x:r a codi:Roadmap ; {ROADMAP} ; codi:primaryLearningField x:s . {PARTS}",
    "Is submitted as one kind at most.": f"x:r a codi:Roadmap ; {ROADMAP} ; codi:submittedAs kind:draft, kind:good-practice . {PARTS}",
    "Needs a starting situation, at most one per language.": f"""x:r a codi:Roadmap ; {ROADMAP} ;
        codi:startingSituation "Et alors"@fr . {PARTS}""",
    "Needs at least one step.": f"x:r a codi:Roadmap ; {NAMED} ; {LABEL} .",
    "The duration is a positive number of months.": f"x:r a codi:Roadmap ; {ROADMAP} ; codi:durationMonths 0 . {PARTS}",
    "The effort is a positive number of person-days.": f"x:r a codi:Roadmap ; {ROADMAP} ; codi:effortPersonDays -1 . {PARTS}",
    "Needs carry a language (de, en).": f'x:r a codi:Roadmap ; {ROADMAP} ; codi:typicalNeed "ohne Sprache" . {PARTS}',
    "A step lies in exactly one sub-process.": "x:s a codi:RoadmapStep ; codi:stepOrder 1 ; codi:inSubProcess phase:TP1, phase:TP2 .",
    "A step applies one method at most.": """x:s a codi:RoadmapStep ; codi:appliesMethod x:m, x:n .
        x:m a codi:Method . x:n a codi:Method .""",
    "A step has exactly one number.": "x:s a codi:RoadmapStep ; codi:inSubProcess phase:TP1 .",
    "A step belongs to exactly one roadmap.": "x:s a codi:RoadmapStep . x:r codi:hasStep x:s . x:r2 codi:hasStep x:s .",
    "A goal has a wording, at most one per language.": "x:g a codi:Vision .",
    "A goal refines one other at most.": "x:g a codi:GuidingGoal ; codi:refinesGoal x:v, x:w . x:v a codi:Vision . x:w a codi:Vision .",
    "An action goal refines an intermediate goal.": "x:g a codi:ActionGoal ; codi:refinesGoal x:v . x:v a codi:Vision .",
    "A milestone has a month from 1.": f"x:m a codi:Milestone ; {LABEL} ; codi:inSubProcess phase:TP1 ; codi:month 0 .",
    "A milestone lies in exactly one sub-process.": f"x:m a codi:Milestone ; {LABEL} ; codi:month 1 .",
    "A milestone marks an intermediate goal.": "x:m a codi:Milestone ; codi:marksGoal x:v . x:v a codi:Vision .",
    "A result or lesson has a wording, at most one per language.": 'x:l a codi:Lesson ; codi:text "Eins"@de, "Zwei"@de .',
    "One known outcome at most.": 'x:l a codi:Result ; codi:text "Eins"@de ; codi:hasOutcome x:great .',
    "One known sector at most.": f"x:c a codi:Company ; {NAMED} ; {LABEL} ; codi:inSector x:sensors .",
    "One known size class at most.": f"x:c a codi:Company ; {NAMED} ; {LABEL} ; codi:sizeClass size:small, size:large .",
    "The number of staff is at least 1.": f"x:c a codi:Company ; {NAMED} ; {LABEL} ; codi:employeeCount 0 .",
    "Needs a preferred label, at most one per language.": f'x:m a codi:Method ; {CONCEPT} ; skos:prefLabel "Zweite"@de .',
    "Belongs to a concept scheme.": f'x:m a codi:Barrier ; {NAMED} ; skos:prefLabel "Ü"@de .',
    "Exact matches lie in ESCO, NACE, KIM or OEH.": f"x:m a codi:MediaType ; {CONCEPT} ; skos:exactMatch x:elsewhere .",
    "A method fits at least one sub-process.": f"x:m a codi:Method ; {CONCEPT} .",
    "The minimum duration is not above the maximum.": "x:m a codi:Method ; codi:minMinutes 60 ; codi:maxMinutes 30 .",
    "The smallest group is not larger than the largest.": "x:m a codi:Method ; codi:minGroupSize 9 ; codi:maxGroupSize 3 .",
    "Requires known competencies.": "x:m a codi:Method ; codi:requiresCompetency x:charm .",
    "Mitigates known barriers.": "x:m a codi:Method ; codi:mitigatesBarrier x:rain .",
    "Alternatives are methods.": "x:m a codi:Method ; codi:alternativeTo x:rain .",
    "A media type belongs to exactly one group.": f"x:m a codi:MediaType ; {CONCEPT} .",
    "The production effort is 1, 2 or 3.": "x:m a codi:MediaType ; codi:productionEffort 4 .",
    "A competency belongs to exactly one component.": f"x:k a codi:Competency ; {CONCEPT} .",
    "An offer is made by exactly one organisation.": f"x:o a codi:Offer ; {NAMED} ; {LABEL} .",
    "A link connects exactly two roadmaps.": f'x:l a codi:EditorialLink ; {NAMED} ; codi:reason "Darum"@de ; codi:linksRoadmap x:r .',
    "A link gives its reason.": f"x:l a codi:EditorialLink ; {NAMED} .",
    "A rationale has a wording.": 'x:b a codi:Rationale ; codi:reason "weil"@de, "darum"@de .',
}


def graph_of(triples: object) -> Graph:
    text = "\n".join(f"{triple} ." for triple in triples)  # type: ignore[attr-defined]
    return Graph().parse(data=text, format="nt")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return graph_of(ontology_triples())


def messages(ontology: Graph, turtle: str) -> set[str]:
    """All messages, English and German, for the records of a snippet."""
    mine = [quad.triple for quad in parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE)]
    data = graph_of([*scheme_triples(), *mine])
    shapes = Graph().parse(data=shapes_file().read_bytes(), format="turtle")
    _, results, _ = validate(data, shacl_graph=shapes, ont_graph=ontology)
    assert isinstance(results, Graph)
    return {str(message) for message in results.objects(None, SH.resultMessage) if isinstance(message, Text)}


def test_every_message_of_the_shapes_has_a_case() -> None:
    written = set(re.findall(r'"([^"]+)"@en', shapes_file().read_text("utf-8")))
    assert written - {"de", "en"} == set(CASES)


def test_good_records_pass(ontology: Graph) -> None:
    assert messages(ontology, f"x:r a codi:Roadmap ; {ROADMAP} . {PARTS}") == set()


@pytest.mark.parametrize("message", sorted(CASES))
def test_a_bad_record_is_found(ontology: Graph, message: str) -> None:
    found = messages(ontology, CASES[message])
    assert message in found
    german = re.search(rf'"([^"]+)"@de, "{re.escape(message)}"@en', shapes_file().read_text("utf-8"))
    assert german is not None
    assert german[1] in found
