"""Records as tables: one a kind, one column a field (two for a text, one a language), ids for links, lists joined by " | ".

Parts of a record have tables of their own, named after kind and field (`roadmap-steps`), with the key of the record and their
place in it. The reasons that editors wrote at links are in the table `reasons`.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from graph.catalogue import COMPONENTS, Catalogue
from graph.fields import EdgesField, FieldKind, FigureField, MatchesField, SpanField, TextField, TextsField
from graph.mapping import Part, PartsField, field_kinds
from graph.records import RECORD_CLASSES, Record, SchemeConcept
from graph.records.toolbox import SCHEME_CLASSES
from graph.values import Figure, Provenance, Text

SEPARATOR = " | "
REASONS = "reasons"
_REASON_COLUMNS = ("kind", "id", "field", "target", "reason_de", "reason_en")
_PROVENANCE_COLUMNS = (
    "provenance",
    "provenance_sources",
    "provenance_note_de",
    "provenance_note_en",
    "provenance_fields",
    "origin",
)


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table of strings; what is not known is the empty string."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def csv(self) -> bytes:
        """As RFC 4180 describes it, in UTF-8, the first line naming the columns."""
        text = StringIO()
        writer = csv.writer(text)
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return text.getvalue().encode("utf-8")


def record_tables(catalogue: Catalogue) -> Iterator[RecordTable]:
    """All tables of a version. The same tables come for every version, also where they have no row; rows in natural order."""
    for kind, cls in _classes().items():
        records = catalogue.records.get(kind, {}).values()
        yield RecordTable(kind, _columns(cls), tuple(_row(record) for record in records))
        for name, field in field_kinds(cls).items():
            if isinstance(field, PartsField):
                columns = ("record", "position", *_value_columns(field.part))
                rows = tuple(row for record in records for row in _part_rows(record, name))
                yield RecordTable(f"{kind}-{name.replace('_', '-')}", columns, rows)
    yield RecordTable(REASONS, _REASON_COLUMNS, tuple(_reasons(catalogue)))


def _classes() -> Mapping[str, type[Record]]:
    """Kind, or scheme, -> class of its records."""
    return {**RECORD_CLASSES, **dict.fromkeys((*SCHEME_CLASSES, COMPONENTS), SchemeConcept)}


def _columns(cls: type[Record]) -> tuple[str, ...]:
    hierarchy = ("broader",) if issubclass(cls, SchemeConcept) else ()
    return ("id", "iri", *_value_columns(cls), *hierarchy, *_PROVENANCE_COLUMNS)


def _row(record: Record) -> tuple[str, ...]:
    hierarchy = (record.broader or "",) if isinstance(record, SchemeConcept) else ()
    return (record.identifier, record.iri, *_values(record), *hierarchy, *_provenance(record.provenance))


def _part_rows(record: Record, name: str) -> Iterator[tuple[str, ...]]:
    for position, part in enumerate(getattr(record, name), start=1):
        yield (record.identifier, str(position), *_values(part))


def _value_columns(cls: type[Part]) -> tuple[str, ...]:
    return tuple(f"{name}{suffix}" for name, field in field_kinds(cls).items() for suffix in _suffixes(field))


def _suffixes(field: FieldKind) -> tuple[str, ...]:
    """What is added to a field's name for each of its columns."""
    if isinstance(field, PartsField):
        return ()
    if isinstance(field, TextField | TextsField):
        return ("_de", "_en")
    if isinstance(field, SpanField):
        return ("_min", "_max")
    return ("", "_assumed") if isinstance(field, FigureField) else ("",)


def _values(part: Part) -> tuple[str, ...]:
    fields = field_kinds(type(part)).items()
    return tuple(cell for name, field in fields for cell in _cells(field, getattr(part, name)))


def _cells(field: FieldKind, value: Any) -> tuple[str, ...]:
    if isinstance(field, PartsField):
        return ()
    if isinstance(field, TextField):
        return value.de or "", value.en or ""
    if isinstance(field, TextsField):
        return SEPARATOR.join(value.de), SEPARATOR.join(value.en)
    if isinstance(field, SpanField):
        return _plain(value.min), _plain(value.max)
    if isinstance(field, FigureField):
        return _figure(value)
    if isinstance(field, EdgesField):
        return (SEPARATOR.join(edge.identifier for edge in value),)
    if isinstance(field, MatchesField):
        return (SEPARATOR.join(f"{match.kind} {match.target}" for match in value),)
    return (SEPARATOR.join(value) if isinstance(value, tuple) else _plain(value),)


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _figure(value: Figure | None) -> tuple[str, str]:
    return ("", "") if value is None else (format(value.value, "f"), "true" if value.assumption else "false")


def _provenance(provenance: Provenance) -> tuple[str, ...]:
    fields = (f"{status}: {', '.join(names)}" for status, names in provenance.fields)
    note: Text = provenance.note
    sources = SEPARATOR.join(provenance.sources)
    return provenance.status, sources, note.de or "", note.en or "", SEPARATOR.join(fields), provenance.origin


def _reasons(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for kind, cls in _classes().items():
        names = [name for name, field in field_kinds(cls).items() if isinstance(field, EdgesField)]
        for record in catalogue.records.get(kind, {}).values():
            for name in names:
                for edge in getattr(record, name):
                    if edge.reason:
                        yield kind, record.identifier, name, edge.identifier, edge.reason.de or "", edge.reason.en or ""
