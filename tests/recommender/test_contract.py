"""What every recommender must do, whatever is inside. Add new ones to `MAKERS`."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.catalogue import Catalogue
from graph.errors import InputError, NotFound, UnknownValue
from graph.values import LANGUAGES, Language
from recommender.engine import GraphRecommender
from recommender.index import KINDS
from recommender.types import REASON_KINDS, Kind, Need, Recommendation, RecommendationList, Recommender
from recommender.understanding import KEYS

from .conftest import SMALL, BuildCatalogue

MAKERS: dict[str, Callable[[Catalogue], Recommender]] = {"graph": GraphRecommender}
TEXTS = ("Filmwerkstatt für Auszubildende in der Nachtschicht", "short film", "Fragen", "Podcast", "\u0000 🦑 \u202e")
PROFILES: tuple[dict[str, Any], ...] = (
    {},
    {"barriers": ["shift-work"]},
    {"max_hours": 1, "group_size": 3},
    {"roadmap": "P1", "target_group": "apprentices"},
)


@pytest.fixture(scope="module", params=MAKERS)
def recommender(request: pytest.FixtureRequest, small: Catalogue) -> Recommender:
    return MAKERS[request.param](small)


@pytest.fixture(scope="module", params=MAKERS)
def empty(request: pytest.FixtureRequest, build_catalogue: BuildCatalogue) -> Recommender:
    return MAKERS[request.param](build_catalogue())


@pytest.fixture(scope="module", params=MAKERS)
def single(request: pytest.FixtureRequest, build_catalogue: BuildCatalogue) -> Recommender:
    return MAKERS[request.param](build_catalogue(**{name: SMALL[name] for name in ("competencies", "media", "methods", "P1")}))


def check_item(item: Recommendation, catalogue: Catalogue, kind: Kind, language: Language) -> None:
    record = catalogue.get(kind, item.identifier)
    assert (item.iri, item.provenance) == (record.iri, record.provenance.status)
    assert item.title == catalogue.title(kind, item.identifier, language)
    assert item.confidence in ("high", "medium", "low")
    assert 1 <= len(item.reasons) <= 3
    for reason in (*item.reasons, *item.mismatches):
        assert reason.kind in REASON_KINDS
        assert reason.text.strip()
    assert len({reason.text for reason in (*item.reasons, *item.mismatches)}) == len(item.reasons) + len(item.mismatches)


def check(answer: RecommendationList, catalogue: Catalogue, kind: Kind, language: Language) -> None:
    assert answer.graph_version == catalogue.version
    assert answer.model
    assert bool(answer.items) == (answer.notice is None)
    assert [item.rank for item in answer.items] == list(range(1, len(answer.items) + 1))
    assert len({item.identifier for item in answer.items}) == len(answer.items)
    scores = [item.score for item in answer.items]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    for item in answer.items:
        check_item(item, catalogue, kind, language)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_whole(recommender: Recommender, small: Catalogue, kind: Kind, language: Language) -> None:
    for text in ("", *TEXTS):
        for profile in PROFILES:
            answer = recommender.recommend(kind, Need(text, profile), 50, language)
            check(answer, small, kind, language)
            assert answer == recommender.recommend(kind, Need(text, profile), 50, language)
            assert set(answer.understood) <= set(KEYS)
            assert all(named.matched in text for found in answer.understood.values() for named in found)


@pytest.mark.parametrize("kind", KINDS)
def test_the_language_changes_words_and_not_the_order(recommender: Recommender, kind: Kind) -> None:
    german, english = (recommender.recommend(kind, Need(TEXTS[0]), 50, language) for language in LANGUAGES)
    assert [(i.identifier, i.score) for i in german.items] == [(i.identifier, i.score) for i in english.items]


def test_a_limit_cuts_the_same_list(recommender: Recommender) -> None:
    whole = recommender.recommend("method", Need(TEXTS[0]), 50).items
    for limit in range(1, len(whole) + 1):
        assert recommender.recommend("method", Need(TEXTS[0]), limit).items == whole[:limit]


@pytest.mark.parametrize("limit", [0, 51, -1])
def test_limits_out_of_range_are_refused(recommender: Recommender, limit: int) -> None:
    with pytest.raises(InputError) as asked:
        recommender.recommend("method", Need("x"), limit)
    with pytest.raises(InputError) as compared:
        recommender.similar("P1", limit)
    assert asked.value.pointer == compared.value.pointer == "/limit"


def test_an_unknown_value_or_roadmap_is_an_error(recommender: Recommender) -> None:
    with pytest.raises(UnknownValue):
        recommender.recommend("method", Need("x", {"sector": "none such"}))
    with pytest.raises(NotFound) as caught:
        recommender.similar("P11")
    assert "P1" in caught.value.nearest


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_asked_and_nothing_found(recommender: Recommender, kind: Kind) -> None:
    for text, words in (("", "Satz"), (" \n\t", "Satz"), ("Xylophonquark", "nichts Passendes")):
        answer = recommender.recommend(kind, Need(text))
        assert (answer.items, dict(answer.understood)) == ((), {})
        assert words in (answer.notice or "")


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_catalogue_answers_with_a_notice(empty: Recommender, kind: Kind) -> None:
    for need in (Need("Videos"), Need("", {"barriers": ["shift-work"]}), Need()):
        answer = empty.recommend(kind, need)
        assert answer.items == ()
        assert answer.notice


def test_one_roadmap_has_nothing_similar(single: Recommender) -> None:
    assert [item.identifier for item in single.recommend("roadmap", Need("Filme")).items] == ["P1"]
    answer = single.similar("P1")
    assert answer.items == ()
    assert answer.notice


def test_similar_roadmaps_are_answers_too(recommender: Recommender, small: Catalogue) -> None:
    for key in small.roadmaps:
        for language in LANGUAGES:
            answer = recommender.similar(key, 50, language)
            check(answer, small, "roadmap", language)
            assert {item.identifier for item in answer.items} == set(small.roadmaps) - {key}
            assert recommender.similar(key, 1, language).items == answer.items[:1]
