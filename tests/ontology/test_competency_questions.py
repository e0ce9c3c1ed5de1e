"""Every competency question gives the answer worked out by hand on the small fixture, and an answer on the shipped data."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Literal, NamedNode

from graph.errors import InputError
from graph.fields import iri_of
from graph.questions import CompetencyQuestion, competency_questions
from graph.store import Binding, OxigraphStore
from graph.triples import number
from ontology.namespaces import BASE

EXPECTED: Mapping[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("competency_questions.yaml").read_text("utf-8")
)
QUESTIONS = {question.key: question for question in competency_questions()}
CASES = [pytest.param(key, case, id=f"{key}-{n}") for key, cases in EXPECTED.items() for n, case in enumerate(cases, start=1)]
WITH_PARAMETERS = [question for question in QUESTIONS.values() if question.defaults()]
HOSTILE = "R01\") } ?s ?p ?o . } # <http://example.org/> {{ UNION } ' \\ VALUES (?x) { (1) }"

every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda q: q.key)
every_parameter = pytest.mark.parametrize(
    ("question", "name"), [pytest.param(q, name, id=f"{q.key}-{name}") for q in WITH_PARAMETERS for name in q.defaults()]
)


def term(value: str | int | float) -> Binding:
    if isinstance(value, str):
        return NamedNode(iri_of(*value.split(":", 1)))
    return number(value) if isinstance(value, int) else Literal(value)


def test_there_are_thirty_numbered_questions_each_with_an_expected_answer() -> None:
    assert [key.split("-")[0] for key in QUESTIONS] == [f"{n:02}" for n in range(1, 31)]
    assert list(EXPECTED) == list(QUESTIONS)
    assert all(case["rows"] for cases in EXPECTED.values() for case in cases)


@every_question
def test_a_question_has_a_title_in_both_languages(question: CompetencyQuestion) -> None:
    assert (question.title.de or "").endswith("?")
    assert (question.title.en or "").endswith("?")


@pytest.mark.parametrize(("key", "case"), CASES)
def test_the_answer_on_the_fixture_is_the_one_worked_out_by_hand(
    small_store: OxigraphStore, key: str, case: Mapping[str, Any]
) -> None:
    assert set(case["ask"]) == set(QUESTIONS[key].defaults())
    table = QUESTIONS[key].ask(small_store, **{name: term(value) for name, value in case["ask"].items()})
    places = [table.columns.index(column) for column in case["columns"]]
    expected = [[None if cell is None else str(cell) for cell in row] for row in case["rows"]]
    assert [[row[place] for place in places] for row in table.rows] == expected


@every_question
def test_the_defaults_give_an_answer_on_the_shipped_data(store: OxigraphStore, question: CompetencyQuestion) -> None:
    assert question.ask(store).rows


@every_question
def test_the_file_as_it_stands_answers_like_the_question_with_its_terms_bound(
    store: OxigraphStore, question: CompetencyQuestion
) -> None:
    assert store.select(question.query) == question.ask(store)


@every_question
def test_default_terms_are_in_the_shipped_graph(store: OxigraphStore, question: CompetencyQuestion) -> None:
    for default in question.defaults().values():
        if isinstance(default, NamedNode):
            assert default.value.startswith(BASE)
            assert store.select(
                "SELECT ?term ?key WHERE { ?term <http://purl.org/dc/terms/identifier> ?key }", {"term": default}
            ).rows


@every_question
def test_an_unknown_parameter_is_refused(small_store: OxigraphStore, question: CompetencyQuestion) -> None:
    with pytest.raises(InputError, match="has no parameter 'nonsense'"):
        question.ask(small_store, nonsense=Literal("x"))


@every_parameter
def test_a_value_full_of_syntax_is_only_ever_a_value(store: OxigraphStore, question: CompetencyQuestion, name: str) -> None:
    hostile, plain = (question.ask(store, **{name: Literal(text)}) for text in (HOSTILE, "plain"))
    place = hostile.columns.index(name)
    assert {row[place] for row in hostile.rows} <= {HOSTILE}
    assert [row[:place] + row[place + 1 :] for row in hostile.rows] == [row[:place] + row[place + 1 :] for row in plain.rows]
