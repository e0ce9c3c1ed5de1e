"""No reason is told that did not move the score: its evidence is taken away, and the score is looked at again."""

from collections.abc import Mapping

import pytest

from graph.catalogue import Catalogue
from recommender.engine import GraphRecommender
from recommender.index import KINDS
from recommender.types import Kind, Need, Recommendation
from recommender.understanding import Reading, Understander

from .conftest import SMALL, BuildCatalogue
from .needs import NEEDS

KEYS = {"barrier": "barriers", "target-group": "target_group", "learning-field": "learning_field", "media-type": "media_types"}
"""Kind of reason -> key of what was understood."""


def scores(recommender: GraphRecommender, kind: Kind, need: Need) -> Mapping[str, float]:
    return {item.identifier: item.score for item in recommender.recommend(kind, need, 50).items}


def hits_of(reading: Reading, item: Recommendation, reason_kind: str) -> set[tuple[str, str]]:
    """What was understood that reasons of a kind speak of."""
    linked = {link.identifier for reason in item.reasons if reason.kind == reason_kind for link in reason.concepts}
    return {(hit.key, hit.identifier) for hit in reading.of(KEYS[reason_kind]) if hit.identifier in linked}


@pytest.mark.parametrize("kind", KINDS)
def test_without_what_was_understood_the_score_changes(shipped: GraphRecommender, catalogue: Catalogue, kind: Kind) -> None:
    understander, tried = Understander(catalogue), 0
    for text in NEEDS[::4]:
        reading = understander.read(text)
        for item in shipped.recommend(kind, Need(text), 5).items:
            for reason_kind in {reason.kind for reason in item.reasons} & KEYS.keys():
                dropped = hits_of(reading, item, reason_kind)
                if dropped:
                    tried += 1
                    left = scores(shipped, kind, Need(text, {}, frozenset(dropped)))
                    assert left.get(item.identifier) != item.score, (text, item.identifier, reason_kind)
    assert tried >= 3


EVIDENCE = (
    ("roadmap", "P1", "Handys sind in der Halle verboten", "barrier", ("P1", "no-phones-in-production, ", "")),
    ("roadmap", "P1", "Auszubildende", "target-group", ("P1", "target_groups: [apprentices]", "target_groups: [trainers]")),
    ("roadmap", "P2", "Quiz", "media-type", ("P2", "media_types: [M2]", "media_types: [M3]")),
    ("method", "A1", "Nachtschicht", "barrier", ("methods", "[{id: shift-work,", "[{id: lack-of-budget,")),
    (
        "media-type",
        "M3",
        "Our engineers drive for hours",
        "need",
        ("media", "Our engineers drive for hours every day.", "Xylophone."),
    ),
)
"""Kind, item, need, kind of reason, and the file and text that its evidence stands in, with what replaces it."""


@pytest.mark.parametrize(("kind", "key", "text", "reason", "change"), EVIDENCE)
def test_without_its_edge_or_sentence_the_score_changes(
    small_recommender: GraphRecommender,
    build_catalogue: BuildCatalogue,
    kind: Kind,
    key: str,
    text: str,
    reason: str,
    change: tuple[str, str, str],
) -> None:
    name, old, new = change
    assert SMALL[name].count(old) == 1
    language = "en" if text.startswith("Our") else "de"
    told = {i.identifier: i for i in small_recommender.recommend(kind, Need(text), 50, language).items}  # type: ignore[arg-type]
    assert reason in {r.kind for r in told[key].reasons}
    without = GraphRecommender(build_catalogue(**{**SMALL, name: SMALL[name].replace(old, new)}))
    found = {i.identifier: i for i in without.recommend(kind, Need(text), 50, language).items}  # type: ignore[arg-type]
    assert key not in found or found[key].score < told[key].score
    assert key not in found or reason not in {r.kind for r in found[key].reasons}
