"""Records survive the way into RDF and back, whatever their fields hold."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from graph import fields as carriers
from graph.mapping import Part, PartsField, SiblingField, field_kinds
from graph.records import RECORD_CLASSES, Record, Roadmap, SchemeConcept
from graph.triples import TripleIndex
from graph.values import Edge, Figure, Iri, Match, Provenance, Span, Text, Texts, natural_key

WORDS = st.text(alphabet="abc äöüß\"'\\<>{}|^`\n\t€😀", min_size=1, max_size=20)
KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,8}", fullmatch=True)
ADDRESSES = KEYS.map(lambda key: Iri(f"https://example.org/{key}"))
NUMBERS = st.integers(1, 10_000)
TEXT = st.builds(Text, st.none() | WORDS, st.none() | WORDS)


def ordered(keys: Any) -> tuple[Any, ...]:
    return tuple(sorted(keys, key=lambda k: natural_key(str(getattr(k, "identifier", k)))))


def strategy(kind: Any) -> st.SearchStrategy[Any]:
    """Values that a carrier can hold."""
    match kind:
        case carriers.TextField():
            return TEXT
        case carriers.TextsField():
            words = st.sets(WORDS, max_size=3).map(lambda found: tuple(sorted(found)))
            return st.builds(Texts, words, words)
        case carriers.StringField():
            return WORDS
        case carriers.AddressField():
            return ADDRESSES
        case carriers.IntegerField() | SiblingField():
            return NUMBERS
        case carriers.FigureField():
            numbers = st.decimals(Decimal("0.01"), Decimal(9999), places=2)
            return st.builds(Figure, numbers, st.booleans())
        case carriers.SpanField():
            return st.builds(Span, st.none() | NUMBERS, st.none() | NUMBERS)
        case carriers.RefField():
            return KEYS
        case carriers.RefsField():
            return st.sets(KEYS, max_size=3).map(ordered)
        case carriers.EdgesField():
            return st.lists(st.builds(Edge, KEYS, TEXT), max_size=3, unique_by=lambda e: e.identifier).map(ordered)
        case carriers.TypeField():
            return st.sampled_from(sorted(kind.classes))
        case carriers.MatchesField():
            kinds = st.sampled_from(["broadMatch", "closeMatch", "relatedMatch"])
            found = st.sets(st.builds(Match, ADDRESSES, kinds), max_size=3)
            return found.map(lambda matches: tuple(sorted(matches, key=lambda m: (m.kind, m.target))))
        case PartsField():
            return st.lists(part(kind.part), max_size=3).map(tuple)
    raise NotImplementedError(f"no strategy for {kind}")


def values(cls: type) -> dict[str, st.SearchStrategy[Any]]:
    return {name: strategy(kind) for name, kind in field_kinds(cls).items()}


def part(cls: type[Part]) -> st.SearchStrategy[Part]:
    return st.builds(cls, **values(cls))


@st.composite
def provenances(draw: st.DrawFn) -> Provenance:
    statuses = ("sourced", "ownProposal", "generalKnowledge", "illustrative")
    names = st.sets(KEYS, min_size=1, max_size=3).map(lambda found: tuple(sorted(found)))
    differing = draw(st.dictionaries(st.sampled_from(statuses), names, max_size=2))
    return Provenance(
        status=draw(st.sampled_from(statuses)),
        sources=tuple(sorted(draw(st.sets(ADDRESSES, max_size=2)))),
        note=draw(TEXT),
        fields=tuple(sorted(differing.items())),
        origin=Iri("https://w3id.org/codiclust/graph/data/x"),
    )


def record(cls: type[Record]) -> st.SearchStrategy[Record]:
    return st.builds(cls, identifier=KEYS, provenance=provenances(), **values(cls))


def written(item: Record) -> Iterator[Triple]:
    for subject, predicate, value in (*item.all_statements(), *item.provenance_statements()):
        yield Triple(NamedNode(subject), NamedNode(predicate), value)


@pytest.mark.parametrize("cls", RECORD_CLASSES.values(), ids=RECORD_CLASSES)
def test_a_record_comes_back_from_its_triples(cls: type[Record]) -> None:
    @settings(max_examples=40, deadline=None)
    @given(record(cls))
    def round_trip(item: Record) -> None:
        assert cls.from_graph(item.iri, TripleIndex(written(item))) == item

    round_trip()


@settings(max_examples=40, deadline=None)
@given(
    st.builds(
        SchemeConcept,
        identifier=KEYS,
        provenance=provenances(),
        scheme=st.just("barrier"),
        broader=st.none() | KEYS,
        **values(SchemeConcept),
    )
)
def test_a_concept_of_a_small_scheme_comes_back_too(item: SchemeConcept) -> None:
    assert SchemeConcept.from_graph(item.iri, TripleIndex(written(item))) == item


def test_every_field_of_every_kind_is_carried() -> None:
    for cls in RECORD_CLASSES.values():
        uncarried = {f.name for f in fields(cls)} - set(field_kinds(cls))
        assert uncarried == {"identifier", "provenance"}


def test_the_goal_tree_is_laid_out_depth_first_and_milestones_point_into_it() -> None:
    class Resolver:
        def resolve(self, kind: str, value: str, path: object) -> str:
            return value

    data = {
        "id": "R99",
        "title": {"de": "Titel"},
        "company": {"id": "B99", "title": {"de": "Betrieb"}},
        "learning_fields": ["onboarding", "instruction"],
        "starting_situation": {"de": "Lage"},
        "vision": {"de": "V"},
        "guiding_goals": [
            {
                "text": {"de": "L1"},
                "intermediate_goals": [{"text": {"de": "M1"}, "action_goals": [{"de": "H1"}, {"de": "H2"}]}],
            },
            {"text": {"de": "L2"}, "intermediate_goals": [{"text": {"de": "M2"}}]},
        ],
        "milestones": [{"title": {"de": "E"}, "phase": "TP4", "month": 3, "marks_goal": 2}],
        "steps": [{"phase": "TP1"}, {"phase": "TP4", "method": "C01"}, {"phase": "TP1", "method": "C01"}],
        "provenance": {"status": "ownProposal"},
    }
    roadmap = Roadmap.from_source(data, Iri("https://example.org/g"), Resolver())
    assert [(goal.text.de, goal.level, goal.refines) for goal in roadmap.goals] == [
        ("V", "Vision", None),
        ("L1", "GuidingGoal", 1),
        ("M1", "IntermediateGoal", 2),
        ("H1", "ActionGoal", 3),
        ("H2", "ActionGoal", 3),
        ("L2", "GuidingGoal", 1),
        ("M2", "IntermediateGoal", 6),
    ]
    assert roadmap.milestones[0].marks_goal == 7
    assert roadmap.primary_learning_field == "onboarding"
    assert roadmap.company == "B99"
    assert roadmap.method_ids == ("C01",)
    assert roadmap.phases == ("TP1", "TP4")
