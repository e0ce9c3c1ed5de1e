"""How complete the contents are, and where the wording wants another look."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from graph.mapping import field_kinds
from graph.records import Competency, MediaType, Method, Record, Roadmap
from graph.values import Text, Texts

WANTED_NEEDS = {"roadmap": 3, "method": 3, "media-type": 3}
"""Typical needs that every record of a kind has at least."""


def coverage_lines(records: Sequence[Record]) -> Iterator[str]:
    """Counts by kind, typical needs by language, unknown fields, and what is missing, as lines of text."""
    kinds = Counter(record.kind for record in records)
    yield "records: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    for cls in (Roadmap, Method, MediaType, Competency):
        mine = [record for record in records if type(record) is cls]
        if mine:
            needs = [getattr(record, "typical_needs", Texts()) for record in mine]
            german, english = sum(len(n.de) for n in needs), sum(len(n.en) for n in needs)
            least = min(len(n.de) + len(n.en) for n in needs)
            yield f"typical needs, {cls.kind}: {german} German, {english} English, at least {least} a record"
    for record in records:
        for name, language in missing_translations(record):
            yield f"{record.identifier}: {name} has no {'German' if language == 'de' else 'English'} text"


def missing_translations(record: Record) -> Iterator[tuple[str, str]]:
    """Fields of a record with a text in one language only, and the language that is missing."""
    for name in field_kinds(type(record)):
        value = getattr(record, name)
        for text in _texts(value):
            if text and not text.de:
                yield name, "de"
            if text and not text.en:
                yield name, "en"


def _texts(value: object) -> Iterable[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            for name in ("text", "reason", "title"):
                inner = getattr(entry, name, None)
                if isinstance(inner, Text):
                    yield inner
