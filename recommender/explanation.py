"""What in the texts speaks for an item: a typical need that sounds alike, or words in common."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from graph.records import Record, Roadmap
from graph.values import Text
from recommender.case import Case
from recommender.sentences import quoted
from recommender.text.items import ItemScorer, TextMatch
from recommender.texts import ItemText
from recommender.topics import Topics
from recommender.types import Reason
from recommender.words import Token, content_stems, content_words, is_function_word, language_of, stem, tokens

QUOTE_FLOOR = 0.25
"""A typical need is quoted from this nearness on: below it, need and quote share a word by chance."""

Stems = Mapping[str, str]
"""Stem -> the first word of the need with it that is long enough to be told; empty where none is."""

MOST_WORDS = 3
SHORTEST = 4
"""Letters of the shortest word that is told as one in common."""


@dataclass(frozen=True)
class Explainer:
    """Explains the text score of the items of one kind for one case."""

    case: Case
    scorer: ItemScorer
    match: TextMatch
    topics: Topics

    @cached_property
    def _named(self) -> Stems:
        """Words of the need that can name a topic."""
        return self._telling(_topics(self.case.reading.wanted_copy))

    @cached_property
    def _content(self) -> Stems:
        """All words of the need that carry a topic."""
        return self._telling(content_words(self.case.reading.wanted_copy))

    def _telling(self, words: Iterable[str]) -> Stems:
        """The words that tell items apart."""
        found: dict[str, str] = {}
        for word in words:
            key = stem(word)
            if self.topics.tells(key):
                own = self.case.reading.own_words.get(word, word)
                found[key] = found.get(key) or (own if len(own) >= SHORTEST else "")
        return found

    def reasons(self, item: ItemText, position: int, told: Sequence[Reason]) -> tuple[tuple[float, Reason], ...]:
        """At most two reasons, each with its share of the text score, in 0..1 together.

        A typical need has as much as it is near, words in common their share of the telling words of the rest. Words that the
        reasons already `told`, or the need quoted, speak of are not told again.
        """
        there = self.topics.stems[item.identifier]
        spent = self._spoken_of(told)
        quote, nearness = self._quote(position)
        if quote is not None:
            spent |= set(content_stems(quote))
        words = self._words(there - spent)
        speak = self.case.speaker
        found = [(nearness, speak.plain("need", "need", quote=quote))] if quote is not None else []
        if words:
            share = len(words) / max(len(words), len(self._content))
            reason = speak.plain("words", "words", words=quoted(words, self.case.language))
            found.append(((1 - nearness) * share, reason))
        return tuple(found)

    def about(self, record: Record) -> Reason:
        """Something to say where the score rests on scattered word parts: what the item is about."""
        texts: list[Text] = [goal.text for goal in record.goals[:1]] if isinstance(record, Roadmap) else []
        texts += [getattr(record, "purpose", Text()), getattr(record, "description", Text()), getattr(record, "title", Text())]
        own = [text.de if self.case.language == "de" else text.en for text in texts]
        about = next((text for text in own if text), record.identifier)
        told = self.case.speaker.plain("words", "about", about=about.rstrip("."))
        return Reason(told.kind, told.text, (self.case.speaker.link(record.kind, record.identifier),))

    def _quote(self, position: int) -> tuple[str | None, float]:
        """The nearest typical need in the language of the answer, and how near; none that shares no word that tells."""
        nearest = self.scorer.nearest_need(self.match, position, self.case.language)
        if nearest is None or nearest[1] < QUOTE_FLOOR:
            return None, 0.0
        shared = self._named.keys() & set(content_stems(nearest[0]))
        return (nearest[0], min(1.0, nearest[1])) if shared else (None, 0.0)

    def _words(self, stems: Collection[str]) -> list[str]:
        """Words of the need with these stems that tell items apart, as written, the rarest first, each stem once.

        Nouns speak best; other words are told where no noun is shared.
        """
        for words in (self._named, self._content):
            shared = [key for key in words if key in stems and words[key]]
            if shared:
                return [words[key] for key in sorted(shared, key=lambda key: (self.topics.frequency[key], key))][:MOST_WORDS]
        return []

    def _spoken_of(self, told: Sequence[Reason]) -> set[str]:
        """Stems of the words that named the concepts of reasons."""
        concepts = {link.identifier for reason in told for link in reason.concepts}
        reading = self.case.reading
        return {s for hit in reading.hits if hit.identifier in concepts for s in content_stems(reading.matched(hit))}


def _topics(text: str) -> Iterator[str]:
    """Words that can name a topic: nouns in German, all but function words and short ones in English."""
    words = tokens(text)
    by_case = language_of(text) == "de" and any(letter.isupper() for letter in text)
    for place, token in enumerate(words):
        if is_function_word(token.text) or len(token.text) < 3 or token.text.isdigit():
            continue
        if not by_case or (token.text[0].isupper() and not _is_attribute(words, place)):
            yield token.text


def _is_attribute(words: Sequence[Token], place: int) -> bool:
    """Whether a capital letter may be the sentence's: the first word of a clause, before another capital ("Kurze Videos")."""
    opens = place == 0 or words[place - 1].clause != words[place].clause
    follower = words[place + 1] if place + 1 < len(words) else None
    return opens and follower is not None and follower.text[0].isupper()
