"""The recommender over the shipped data: the sentence of the issue, verbatim needs, notices, search."""

import pytest

from graph.catalogue import Catalogue
from recommender.engine import GraphRecommender
from recommender.index import KINDS
from recommender.texts import item_texts
from recommender.types import Kind, Need

from .needs import NEEDS


def test_the_sentence_of_the_issue_finds_short_videos_where_phones_are_banned(shipped: GraphRecommender) -> None:
    answer = shipped.recommend("roadmap", Need(NEEDS[0]))
    first, second = sorted(answer.items[:2], key=lambda item: item.identifier)
    assert (first.identifier, second.identifier) == ("R01", "R14")
    assert {"barrier", "media-type"} <= {reason.kind for reason in first.reasons}
    assert {"target-group", "media-type"} <= {reason.kind for reason in second.reasons}
    assert first.confidence != "low"


@pytest.mark.parametrize("kind", KINDS)
def test_a_typical_need_asked_word_by_word_finds_its_item(shipped: GraphRecommender, kind: Kind) -> None:
    for item in item_texts(shipped.catalogue, kind)[::4]:
        for need in item.needs[:2]:
            keys = [found.identifier for found in shipped.recommend(kind, Need(need.text), 5, need.language).items]
            assert item.identifier in keys, need.text


@pytest.mark.parametrize(
    "text",
    [
        "Wie wird das Wetter morgen?",
        "What is the capital of France?",
        "Ich möchte etwas machen",
        "asdf qwer",
        "?",
        "Einen Betriebsrat haben wir nicht.",
    ],
)
def test_what_is_not_about_learning_gets_a_notice(shipped: GraphRecommender, text: str) -> None:
    for kind in KINDS[:2]:
        answer = shipped.recommend(kind, Need(text))
        assert answer.items == ()
        assert (answer.notice or "").startswith("Dazu ist nichts Passendes bekannt.")


def test_a_profile_that_says_nothing_on_a_kind_gets_a_notice(shipped: GraphRecommender) -> None:
    answer = shipped.recommend("media-type", Need("", {"max_hours": 2}))
    assert answer.items == ()
    assert (answer.notice or "").startswith("Diese Angaben sagen hierzu nichts.")


def test_a_profile_alone_ranks_by_what_it_asks(shipped: GraphRecommender) -> None:
    profile = {"target_group": "apprentices", "barriers": ["no-phones-in-production"], "media_types": ["MT01"]}
    catalogue = shipped.catalogue
    items = shipped.recommend("roadmap", Need("", profile), 50).items
    met = [
        ("apprentices" in r.target_groups) + ("no-phones-in-production" in r.barriers) + ("MT01" in r.media_types)
        for r in (catalogue.roadmaps[item.identifier] for item in items)
    ]
    assert met == sorted(met, reverse=True)
    assert min(met) == 1


def test_a_profile_and_a_text_agreeing_count_once(shipped: GraphRecommender) -> None:
    plain = shipped.recommend("roadmap", Need("Azubis lernen mit Videos", {"target_group": "apprentices"}))
    assert "apprentices" in {u.identifier for u in plain.understood["target_group"]}
    for item in plain.items:
        groups = [reason for reason in item.reasons if reason.kind == "target-group"]
        assert len(groups) <= 1


def test_white_space_and_composition_do_not_matter(shipped: GraphRecommender) -> None:
    need = "Prüfer lösen Störungen"
    spaced = shipped.recommend("method", Need("  Prüfer\n\tlösen   Störungen "))
    composed = shipped.recommend("method", Need("Pru\u0308fer lo\u0308sen Sto\u0308rungen"))
    keys = [(item.identifier, item.score) for item in shipped.recommend("method", Need(need)).items]
    assert [(item.identifier, item.score) for item in spaced.items] == keys
    assert [(item.identifier, item.score) for item in composed.items] == keys


def test_search_wants_every_word(small_recommender: GraphRecommender, small: Catalogue) -> None:
    assert small_recommender.search("roadmap", "Filme") == ("P1", "P10")
    assert small_recommender.search("roadmap", "fragen FILM") == ("P10",)
    assert small_recommender.search("roadmap", "Nachtschicht Filme") == ("P10",)
    assert small_recommender.search("roadmap", "Filme Xylophon") == ()
    assert small_recommender.search("media-type", "drive") == ("M3",)
    assert small_recommender.search("company", "Betrieb") == tuple(small.companies)
    assert small_recommender.search("method", "und der") == tuple(small.methods)
