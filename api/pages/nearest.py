"""Where nothing fits: what comes nearest, and the detail that is in its way."""

from dataclasses import dataclass, replace

from api.pages.given import Given
from graph.errors import CodiclustError
from graph.values import Language
from recommender.types import Kind, Recommender


@dataclass(frozen=True, slots=True)
class Nearest:
    """What comes nearest where nothing fits, and the detail (a key of the profile) without which it is found."""

    title: str
    identifier: str
    drop: str


def nearest(recommender: Recommender, case: Given, language: Language, kind: Kind = "roadmap") -> Nearest | None:
    """The best answer with one detail of the profile less; None where no single detail is in the way."""
    for key in case.profile:
        less = replace(case, profile={k: v for k, v in case.profile.items() if k != key})
        if not less:
            continue
        try:
            items = recommender.recommend(kind, less.asked, 1, language).items
        except CodiclustError:
            continue
        if items:
            return Nearest(items[0].title, items[0].identifier, key)
    return None
