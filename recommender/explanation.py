"""What in the texts speaks for an item: a typical need that sounds alike, or words in common."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from graph.records import Record, Roadmap
from graph.values import Text
from recommender.case import Case
from recommender.evidence import Evidence, EvidenceReader
from recommender.sentences import quoted
from recommender.texts import ItemText
from recommender.topics import Topics
from recommender.types import Kind, Reason
from recommender.words import Token, content_stems, content_words, is_function_word, language_of, stem, tokens

QUOTE_FLOOR = 0.32
"""A sentence is quoted from this likeness on: below it, need and quote are alike by chance."""

ENOUGH = 2
"""Reasons of the item's own; where it has as many, others that it goes with are not told."""

LENT_FLOOR = 0.5
"""Points from which on it is told that an item goes with others that fit."""

Stems = Mapping[str, str]
"""Stem -> the first word of the need with it that is long enough to be told; empty where none is."""

MOST_QUOTED = 180
"""Characters of the longest sentence that is quoted."""

MOST_WORDS = 3
MOST_TRIED = 12
"""Sentences looked at for one to quote, those that add most first."""

SHORTEST = 4
"""Letters of the shortest word that is told as one in common."""


@dataclass(frozen=True)
class Explainer:
    """Explains the text score of the items of one kind for one case."""

    case: Case
    kind: Kind
    reader: EvidenceReader
    evidence: Evidence
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
        """At most three reasons, each with the points that its evidence adds to the item's.

        A sentence that was learnt from, words in common, and items that this one goes with. Words that the reasons already
        `told`, or the sentence quoted, speak of are not told again.
        """
        spent = self._spoken_of(told)
        speak = self.case.speaker
        found: list[tuple[float, Reason]] = []
        quote = self._quote(position)
        if quote is not None:
            points, sentence, text = quote
            spent |= set(content_stems(text))
            found.append((points, speak.plain("need", sentence, quote=text)))
        words = self._words(self.topics.stems[item.identifier] - spent)
        matched = float(self.evidence.matched[position])
        if words and matched > 0:
            found.append((matched, speak.plain("words", "words", words=quoted(words, self.case.language))))
        lent = float(self.evidence.lent[position])
        reason = self._lent(item.identifier) if lent >= LENT_FLOOR and len(found) + len(told) < ENOUGH else None
        if reason is not None:
            found.append((lent, reason))
        return tuple(found)

    def _lent(self, identifier: str) -> Reason | None:
        """With what this item goes together; roadmaps that used it before anything else."""
        lenders = self.reader.lenders(self.kind, identifier, self.evidence)
        used = [key for kind, key in lenders if kind == "roadmap"]
        if used:
            told = self.case.speaker.about("used-alike" if len(used) > 1 else "used-alike-once", "roadmap", used, used)
            return replace(told, concepts=told.concepts[: len(used)])
        for kind in ("method", "media-type"):
            keys = [key for lender, key in lenders if lender == kind]
            if keys:
                return self.case.speaker.about("used-there" if self.kind == "roadmap" else "goes-with", kind, keys)
        return None

    def about(self, record: Record) -> Reason:
        """Something to say where the score rests on scattered word parts: what the item is about."""
        texts: list[Text] = [goal.text for goal in record.goals[:1]] if isinstance(record, Roadmap) else []
        texts += [getattr(record, "purpose", Text()), getattr(record, "description", Text()), getattr(record, "title", Text())]
        own = [text.de if self.case.language == "de" else text.en for text in texts]
        about = next((text for text in own if text), record.identifier)
        told = self.case.speaker.plain("words", "about", about=about.rstrip("."))
        return Reason(told.kind, told.text, (self.case.speaker.link(record.kind, record.identifier),))

    def _quote(self, position: int) -> tuple[float, str, str] | None:
        """The sentence learnt from that adds most to the item: its points, how to introduce it, and the sentence.

        It is in the language of the answer, sounds like the need, and is a typical need of the item or a case that it answers.
        """
        learnt, evidence = self.reader.learnt[self.kind], self.evidence
        added = learnt.contributions(evidence.likeness, position)
        for place in np.argsort(-added, kind="stable")[:MOST_TRIED].tolist():
            passage = learnt.passages[place]
            if added[place] <= 0:
                break
            spoken = len(passage.text) <= MOST_QUOTED and passage.sort != "document" and passage.language == self.case.language
            if spoken and evidence.likeness[place] >= QUOTE_FLOOR and passage.speaks_for(position):
                name = "need" if passage.owner is not None else "case"
                return float(added[place]) * evidence.unit, name, passage.text
        return None

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
