"""How complete the contents are: needs, labels, edges, unknown fields, missing translations."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.fields import EdgesField
from graph.mapping import Part, field_kinds
from graph.records import Competency, Concept, MediaType, Method, Record, Roadmap
from graph.values import LANGUAGES, Figure, Text, Texts

WANTED_NEEDS: Mapping[type[Record], int] = {Roadmap: 8, Method: 6, MediaType: 6, Competency: 4}
"""Typical needs that every record of a kind should have at least."""


def coverage_lines(records: Sequence[Record]) -> Iterator[str]:
    """The state of the contents as lines of text; a line that begins with `!` says that something is missing."""
    kinds = Counter(record.kind for record in records)
    yield "records: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    for cls, wanted in WANTED_NEEDS.items():
        mine = [record for record in records if type(record) is cls]
        if mine:
            yield _needs_line(mine)
            yield from _short_of_needs(mine, wanted)
    yield from _label_lines(records)
    for cls in (Method, MediaType):
        yield from _edge_lines([record for record in records if type(record) is cls])
    for cls in WANTED_NEEDS:
        yield from _unknown_lines([record for record in records if type(record) is cls])
    for record in records:
        for name, language in missing_translations(record):
            yield f"! {record.identifier}: {name} has no {'German' if language == 'de' else 'English'} text"


def _needs(record: Record) -> Texts:
    needs: Texts = getattr(record, "typical_needs", Texts())
    return needs


def _needs_line(records: Sequence[Record]) -> str:
    german, english = (sum(len(_needs(r).get(language)) for r in records) for language in LANGUAGES)
    counts = sorted(len(_needs(r).de) + len(_needs(r).en) for r in records)
    return (
        f"typical needs, {records[0].kind}: {german} German, {english} English; "
        f"{counts[0]} to {counts[-1]} a record, median {counts[len(counts) // 2]}"
    )


def _short_of_needs(records: Iterable[Record], wanted: int) -> Iterator[str]:
    for record in records:
        count = len(_needs(record).de) + len(_needs(record).en)
        if count < wanted:
            yield f"! {record.identifier}: {count} typical needs, wanted are {wanted}"


def _label_lines(records: Iterable[Record]) -> Iterator[str]:
    """Names beside the preferred label, by scheme and language."""
    by_scheme: defaultdict[str, list[Concept]] = defaultdict(list)
    for record in records:
        if isinstance(record, Concept):
            by_scheme[record.scheme_name].append(record)
    for scheme, concepts in sorted(by_scheme.items()):
        german, english = (
            sum(len(c.alt_labels.get(lang)) + len(c.hidden_labels.get(lang)) for c in concepts) for lang in LANGUAGES
        )
        bare = [c.identifier for c in concepts if not c.alt_labels and not c.hidden_labels]
        yield f"other names, {scheme}: {german} German, {english} English for {len(concepts)} concepts"
        if bare:
            yield f"! {scheme}: no other name for {', '.join(bare)}"


def _edge_lines(records: Sequence[Record]) -> Iterator[str]:
    """How many edges of each kind there are, how many say why, and how many records have none."""
    for name, kind in field_kinds(type(records[0])).items() if records else ():
        if isinstance(kind, EdgesField):
            edges = [edge for record in records for edge in getattr(record, name)]
            reasoned = sum(bool(edge.reason) for edge in edges)
            without = sum(not getattr(record, name) for record in records)
            yield f"edges, {records[0].kind}.{name}: {len(edges)}, {reasoned} with a reason; {without} records without"


def _unknown_lines(records: Sequence[Record]) -> Iterator[str]:
    if not records:
        return
    unknown = Counter(
        name
        for record in records
        for name in field_kinds(type(record))
        if not isinstance(value := getattr(record, name), Figure) and not value
    )
    listed = ", ".join(f"{name} {count}" for name, count in sorted(unknown.items()))
    yield f"unknown fields, {records[0].kind} ({len(records)}): {listed or 'none'}"


def missing_translations(record: Record) -> Iterator[tuple[str, str]]:
    """Fields of a record with a text in one language only, parts included, and the language that is missing."""
    for name in field_kinds(type(record)):
        for text in _texts(getattr(record, name)):
            if text and not text.de:
                yield name, "de"
            if text and not text.en:
                yield name, "en"


def _texts(value: object) -> Iterable[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, Part):
        for name in field_kinds(type(value)):
            yield from _texts(getattr(value, name))
    elif hasattr(value, "reason"):
        yield from _texts(value.reason)
