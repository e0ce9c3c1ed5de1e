"""Reads concepts out of a need by their labels, so that a person can see and correct what was understood."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from graph.catalogue import Catalogue
from graph.records import Record, SchemeConcept
from graph.values import Language
from recommender.figures import LIMITS, stated
from recommender.polarity import NEGATORS, NO, Clause
from recommender.scanning import Scanner, gap_pairs, spread_topics
from recommender.sentences import say
from recommender.signs import LONGEST, MODIFIER, Case, Label, Sign, Signs, carries, labels_of
from recommender.speech import hours_at_most
from recommender.spelling import Copy, Speller
from recommender.texts import item_texts
from recommender.types import Understood
from recommender.words import Token, stem, tokens

SCHEMES = {
    "barriers": "barrier",
    "learning_field": "learning-field",
    "target_group": "target-group",
    "media_types": "media-type",
    "phase": "sub-process",
    "mode": "delivery-mode",
    "sector": "sector",
    "size_class": "size-class",
    "methods": "method",
}
"""Key of `understood` -> scheme whose labels are looked for."""

KEYS = (*SCHEMES, "max_hours", "group_size", "person_days")
"""All keys of `understood`; under the last three stand numbers: hours, people, person-days."""

_SECTOR_CUES = frozenset(
    stem(w)
    for w in "Betrieb Firma Unternehmen Branche Hersteller Dienstleister company firm maker manufacturer industry".split()
)
"""A sector is read only in a clause that speaks of the company: "Wartung" alone is work, not a sector."""

_OWN_COMPANY = frozenset("wir uns unser unsere unserem unseren unserer ich als we our us i were im".split())
"""A size is read only in a clause that speaks of one's own company."""

_COMPANY = re.compile("betrieb|unternehmen|firma|mittelständler|company|enterprise|business", re.IGNORECASE)

_MISSING = frozenset(stem(word) for word in (*NO, "ohne", "without", "schlecht", "poor", "bad"))
"""What says in a label itself that the thing is not there or does not work."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept or number read in a text: profile key, key of the concept (or the number), and place in the text.

    `certain`: a preferred or alternative label named it, or it was stated outright; else a hidden label did. `is_limit`: it is
    a condition on the next meeting (`recommender.figures.LIMITS`).
    """

    key: str
    identifier: str
    start: int
    end: int
    certain: bool
    is_limit: bool = False


@dataclass(frozen=True)
class Reading:
    """What was read out of a text. `hits` stand in the order of the text, each concept once a key, certain ones preferred.

    `copy` is the text as it was read, with spelling undone. Places of hits are those of the own text; `refused` are the places
    in the copy of names that are not wanted or said not to be there.
    """

    text: str
    hits: tuple[Hit, ...] = ()
    refused: tuple[tuple[int, int], ...] = ()
    copy: Copy = Copy("")

    def of(self, key: str) -> tuple[Hit, ...]:
        """Hits under one profile key."""
        return tuple(hit for hit in self.hits if hit.key == key)

    def without(self, dropped: Collection[tuple[str, str]]) -> "Reading":
        """The reading without hits that a person says are wrong, each as (key, identifier)."""
        return replace(self, hits=tuple(hit for hit in self.hits if (hit.key, hit.identifier) not in dropped))

    def matched(self, hit: Hit) -> str:
        """The part of the text that named a concept."""
        return self.text[hit.start : hit.end]

    @cached_property
    def wanted_copy(self) -> str:
        """The copy without what is refused: what is compared with other texts."""
        text = self.copy.text
        for start, end in self.refused:
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    @cached_property
    def own_words(self) -> Mapping[str, str]:
        """Words of the copy that were respelt -> the person's own words for them."""
        spans = zip(self.copy.plain, self.copy.own, strict=True)
        return {self.copy.text[slice(*plain)]: self.text[slice(*own)] for plain, own in spans}

    def understood(self, catalogue: Catalogue, language: Language) -> dict[str, tuple[Understood, ...]]:
        """What to show the person, by profile key in the order of `KEYS`."""
        shown = {
            key: tuple(Understood(h.identifier, _label(catalogue, h, language), self.matched(h)) for h in self.of(key))
            for key in KEYS
        }
        return {key: found for key, found in shown.items() if found}


def _label(catalogue: Catalogue, hit: Hit, language: Language) -> str:
    if hit.key == "max_hours":
        return hours_at_most(float(hit.identifier), language)
    if hit.key == "group_size":
        return say("people", language, n=hit.identifier)
    if hit.key == "person_days":
        return say("person-days", language, n=hit.identifier)
    return catalogue.title(SCHEMES[hit.key], hit.identifier, language)


class Understander:
    """Reads what a text states, and finds labels in it: the longest first, what is denied, refused or mentioned left out."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._signs: dict[str, Signs] = {}
        self._things: frozenset[str] = frozenset()
        for key, scheme in SCHEMES.items():
            records = catalogue.records.get(scheme, {})
            self._signs[key] = Signs(scheme, _labels(scheme, records))
        labels = (label.text for s in SCHEMES.values() for r in catalogue.records.get(s, {}).values() for label in labels_of(r))
        texts = (item.whole for kind in ("roadmap", "method", "media-type") for item in item_texts(catalogue, kind))
        self._speller = Speller(texts, labels)
        self._scanner = Scanner(self._signs.values())
        barriers = catalogue.records.get("barrier", {}).values()
        self._things = frozenset(record.identifier for record in barriers if _is_about_a_thing(record))

    def read(self, text: str) -> Reading:
        """What is named and stated in a text. A label that several concepts of a scheme carry names none of them."""
        copy = self._speller.copy(text)
        hits, refused = self._named(copy.text)
        hits += [Hit(s.key, s.value, s.start, s.end, True, s.key in LIMITS) for s in stated(copy.text)]
        if copy.own:
            hits = [replace(hit, start=start, end=end) for hit in hits for start, end in [copy.own_place(hit.start, hit.end)]]
        return Reading(text, _once(hits), tuple(sorted(set(refused))), copy)

    def _named(self, text: str) -> tuple[list[Hit], list[tuple[int, int]]]:
        """Concepts named, and the places of those refused."""
        words = tokens(text)
        lower = not any(letter.isupper() for letter in text)
        clauses = [Clause(tuple(group)) for _, group in groupby(words, key=lambda token: token.clause)]
        hits: list[Hit] = []
        refused: list[tuple[int, int]] = []
        for clause in clauses:
            starts = self._scanner.starts(clause.tokens)
            here = set().union(*starts)
            for key, signs in self._signs.items():
                if signs.scheme in here:
                    for place in _places(signs, clause.tokens, _case(text, clause, lower), starts):
                        self._judge(key, clause, place, hits, refused)
        return hits, refused

    def _judge(self, key: str, clause: Clause, place: "_Place", hits: list[Hit], refused: list[tuple[int, int]]) -> None:
        """Take what was named at a place as meant, as refused, or as neither."""
        start, end = clause.tokens[place.first].start, clause.tokens[place.last].end
        if key == "barriers":
            denied = clause.is_denied(place.first, place.last)
            meant = clause.is_lacking(place.first, place.last) if self._is_mere_thing(clause, place) else not denied
        else:
            denied = clause.is_refused(place.first, place.last)
            meant = not denied and (key not in _SPEAKS or _SPEAKS[key](clause))
        if meant:
            hits.append(Hit(key, place.sign.identifier, start, end, place.sign.certain))
        elif denied:
            refused.append((start, end))

    def _is_mere_thing(self, clause: Clause, place: "_Place") -> bool:
        """Whether a place names a thing that a barrier misses or forbids, without saying so: "Handys", not "Handyverbot"."""
        if place.sign.certain or place.sign.identifier not in self._things:
            return False
        named = clause.tokens[place.first : place.last + 1]
        return not any(stem(token.text) in _MISSING or token.folded.endswith("verbot") for token in named)


def _speaks_of_company(clause: Clause) -> bool:
    return bool(_SECTOR_CUES & {stem(token.text) for token in clause.tokens})


def _speaks_of_us(clause: Clause) -> bool:
    return bool(_OWN_COMPANY & set(clause.words))


_SPEAKS: Mapping[str, Callable[[Clause], bool]] = {"sector": _speaks_of_company, "size_class": _speaks_of_us}
"""What a clause must speak of for a concept to be meant, by key."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A label in a clause: first and last token of it, and what it names."""

    first: int
    last: int
    sign: Sign


def _labels(scheme: str, records: Mapping[str, Record]) -> Iterator[Label]:
    """The labels to look for. Upper barriers only group; verbs name no phase, but its code does; "small" alone is no size."""
    groups = {r.broader for r in records.values() if isinstance(r, SchemeConcept)} if scheme == "barrier" else set()
    for key, record in records.items():
        if key in groups:
            continue
        if scheme == "sub-process":
            yield Label(key, key, True, False)
        for label in labels_of(record):
            if scheme == "size-class" and not _COMPANY.search(label.text):
                continue
            if scheme != "sub-process" or " " in label.text or label.text[0].isupper():
                yield label


def _is_about_a_thing(record: Record) -> bool:
    """Whether a barrier is that something is missing or forbidden: then naming the thing does not name the barrier."""
    titles = [label.text for label in labels_of(record)][:2]
    return any(stem(token.text) in _MISSING for title in titles for token in tokens(title))


def _case(text: str, clause: Clause, lower: bool) -> Case:
    """How the first word of a clause is to be read; all others stand inside."""
    if lower:
        return "none"
    before = text[: clause.tokens[0].start].rstrip(" \"'„“»«(-–")
    return "opening" if not before or before[-1] in ".!?:\n…" else "inside"


def _places(signs: Signs, words: Sequence[Token], case: Case, starts: Sequence[Collection[str]]) -> Iterator[_Place]:
    """Labels in a clause from left to right, the longest at each place, none inside another.

    Args:
        signs: the labels of a scheme.
        words: the clause.
        case: how the first word is to be read.
        starts: for each word the schemes that may have a label beginning there.
    """
    at = 0
    while at < len(words):
        if signs.scheme not in starts[at]:
            at += 1
            continue
        first = case if at == 0 or case == "none" else "inside"
        found = _contiguous(signs, words, at, first) or _scattered(signs, words, at) or _inside(signs, words, at)
        if found is None:
            at += 1
            continue
        last, named = found
        yield from (_Place(at, last, sign) for sign in named)
        at = last + 1


_Found = tuple[int, tuple[Sign, ...]] | None


def _contiguous(signs: Signs, words: Sequence[Token], at: int, case: Case) -> _Found:
    for length in range(min(LONGEST, len(words) - at), 0, -1):
        named = signs.contiguous([token.text for token in words[at : at + length]], case)
        if named is not None and (length > 1 or _scattered(signs, words, at) is None):
            return at + length - 1, named
    return None


def _scattered(signs: Signs, words: Sequence[Token], at: int) -> _Found:
    """A label whose words stand in another order, with function words between, and one other word among these."""
    if not carries(words[at].text):
        return None
    topics = spread_topics(words, at)
    groups = [topics[:size] for size in range(min(LONGEST, len(topics)), 1, -1)]
    groups += [pair for pair in gap_pairs(at, topics) if not _denies(words[topics[1]])]
    for group in groups:
        named = signs.scattered([words[i].text for i in group])
        if named is not None and not any(_denies(words[i]) and at < i < len(words) - 1 for i in group):
            return group[-1], named
    return None


def _denies(word: Token) -> bool:
    """Whether a word denies what follows it; what precedes it, only as the last word: "Zeit haben wir keine"."""
    return word.text.casefold() in NEGATORS


def _inside(signs: Signs, words: Sequence[Token], at: int) -> _Found:
    """A label inside a compound, or a part of one written with hyphens."""
    *fore, head = words[at].text.split("-")
    least = MODIFIER.get(signs.scheme)
    named = signs.contiguous([head]) if fore and head else None
    for part in fore if least else ():
        if named is None and len(part) >= (least or 0):
            named = signs.contiguous([part])
    named = signs.inside(head) if named is None and head else named
    return None if named is None else (at, named)


def _once(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Each concept once a key: as a limit, else its first certain hit, else its first one; in the order of the text."""
    ordered = sorted(hits, key=lambda hit: (not hit.is_limit, not hit.certain, hit.start))
    first: dict[tuple[str, str], Hit] = {}
    for hit in ordered:
        first.setdefault((hit.key, hit.identifier), hit)
    return tuple(sorted(first.values(), key=lambda hit: (hit.start, hit.end)))
