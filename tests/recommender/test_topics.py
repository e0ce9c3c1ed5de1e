"""Which words tell items apart."""

from recommender.texts import ItemText, TypicalNeed
from recommender.topics import Topics
from recommender.words import stem

LEUTE = stem("Leute")
ITEMS = [ItemText(f"I{n}", "Leute lernen", (TypicalNeed(f"Eigenheit{n}", "de"),)) for n in range(20)]


def test_words_of_few_items_tell_and_words_of_many_do_not() -> None:
    some = [ItemText(f"J{n}", "Quiz" if n < 3 else "Podcast") for n in range(6)]
    topics = Topics.of([*ITEMS, *some])
    assert topics.frequency[LEUTE] == 20
    assert topics.tells("quiz")  # 3 of 26
    assert topics.tells("eigenheit3")
    assert not topics.tells(LEUTE)
    assert not topics.tells("nirgends")


def test_two_items_are_always_few() -> None:
    topics = Topics.of(ITEMS[:2])
    assert topics.tells(LEUTE)


def test_items_that_have_all_words() -> None:
    topics = Topics.of(ITEMS)
    assert topics.having(frozenset({LEUTE, "eigenheit7"})) == ("I7",)
    assert topics.having(frozenset()) == tuple(item.identifier for item in ITEMS)
    assert topics.having(frozenset({"nirgends"})) == ()
