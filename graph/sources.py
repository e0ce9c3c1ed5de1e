"""Finds data files, reads them into checked source records, and reports everything that is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from graph.errors import DataError, Finding
from graph.schema import coerce, kinds, problems
from graph.values import Iri
from graph.yaml_reader import Document, JsonPath, read_document
from ontology.namespaces import graph_iri

SUFFIXES = frozenset({".yaml", ".yml"})
SKIPPED = frozenset({"schema", "evaluation"})
"""Folders of the shipped data that hold no records."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One record of a file, defaults merged in, numbers read as numbers, shape checked."""

    kind: str
    identifier: str
    data: Mapping[str, Any]
    file: str
    origin: Iri
    document: Document
    place: JsonPath

    def line(self, path: JsonPath = ()) -> int:
        """Line of a path of the record, or of the nearest place above it."""
        for base in (self.place, ("defaults",) if self.place else ()):
            for end in range(len(path), 0, -1):
                if (found := self.document.lines.get((*base, *path[:end]))) is not None:
                    return found
        return self.document.lines.get(self.place, 1)


def data_files(folder: Path) -> tuple[Path, ...]:
    """All data files below a folder, sorted by path. Hidden files and folders are left out.

    Raises:
        DataError: the folder is not there.
    """
    if not folder.is_dir():
        raise DataError([Finding(str(folder), 1, "(folder)", "this data folder does not exist")])
    found = (p for p in folder.rglob("*") if p.suffix in SUFFIXES and p.is_file())
    kept = (p for p in found if not _hidden(p.relative_to(folder)))
    return tuple(sorted(kept, key=lambda p: p.relative_to(folder).parts))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or path.parts[0] in SKIPPED


def read_sources(folders: Iterable[tuple[str, Path]]) -> tuple[list[SourceRecord], list[Finding]]:
    """Read every data file of the named folders.

    Args:
        folders: pairs of a short name, used in graph IRIs and messages ("data", "own"), and the folder.

    Returns:
        The records that are well-formed, and the findings about all that is not. An id that is used twice is a finding
        that names both places; the second record is left out.
    """
    records: list[SourceRecord] = []
    findings: list[Finding] = []
    for name, folder in folders:
        try:
            files = data_files(folder)
        except DataError as error:
            findings += error.findings
            continue
        for path in files:
            label = f"{name}/{path.relative_to(folder).as_posix()}"
            try:
                document = read_document(path)
            except DataError as error:
                findings += (Finding(label, f.line, f.field, f.message) for f in error.findings)
                continue
            for item in _records_of(document, label):
                if isinstance(item, Finding):
                    findings.append(item)
                else:
                    records.append(item)
    return _without_duplicates(records, findings), findings


def merge(defaults: Any, own: Any) -> Any:
    """`own` over `defaults`: mappings are merged key by key, everything else replaces."""
    if isinstance(defaults, Mapping) and isinstance(own, Mapping):
        both = {key: merge(defaults[key], own[key]) if key in own else defaults[key] for key in defaults}
        return {**both, **{key: value for key, value in own.items() if key not in defaults}}
    return own


def _records_of(document: Document, label: str) -> Iterator[SourceRecord | Finding]:
    data = document.data
    kind = data.get("kind")
    if kind not in kinds():
        given = f"'{kind}' is no kind of record" if kind else "'kind' is missing"
        yield Finding(label, document.lines.get(("kind",), 1), "kind", f"{given}; known are {', '.join(kinds())}")
        return
    if "records" not in data:
        yield from _check(kind, {k: v for k, v in data.items() if k != "kind"}, document, label, ())
        return
    for extra in sorted(set(data) - {"kind", "defaults", "records"}):
        message = "stands beside 'records'; a table has only kind, defaults and records"
        yield Finding(label, document.lines[(extra,)], extra, message)
    entries, defaults = data["records"], data.get("defaults", {})
    if not isinstance(entries, list) or not isinstance(defaults, dict):
        yield Finding(label, document.lines[("records",)], "records", "must be a list, and 'defaults' must hold fields")
        return
    for i, entry in enumerate(entries):
        if isinstance(entry, dict):
            yield from _check(kind, merge(defaults, entry), document, label, ("records", i))
        else:
            yield Finding(label, document.lines[("records", i)], "records", "an entry must hold fields with values")


def _check(
    kind: str, data: dict[str, Any], document: Document, label: str, place: JsonPath
) -> Iterator[SourceRecord | Finding]:
    data = coerce(kind, data)
    identifier = data.get("id")
    origin = Iri(graph_iri(quote(label.rsplit(".", 1)[0])))
    record = SourceRecord(kind, str(identifier), data, label, origin, document, place)
    found = sorted(set(problems(kind, data)), key=str)
    for path, message in found:
        yield Finding(label, record.line(path), field_name(path) or str(identifier or "id"), message)
    if not found:
        yield record


def field_name(path: JsonPath) -> str:
    """A path as people read it: `steps[3].phase`, list positions counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _without_duplicates(records: list[SourceRecord], findings: list[Finding]) -> list[SourceRecord]:
    seen: dict[tuple[str, str], SourceRecord] = {}
    for record in records:
        for space, identifier, path in _keys(record):
            first = seen.setdefault((space, identifier.casefold()), record)
            if first is not record:
                message = f"the id {identifier} is used already in {first.file}:{first.line(('id',))}; ids are used once"
                findings.append(Finding(record.file, record.line(path), "id", message))
    kept = {id(r) for r in seen.values()}
    return [r for r in records if id(r) in kept]


def _keys(record: SourceRecord) -> Iterator[tuple[str, str, JsonPath]]:
    """The keys that a record claims. Concepts of the small schemes share keys across schemes, all others do not."""
    yield record.data["scheme"] if record.kind == "concept" else "", record.identifier, ("id",)
    company = record.data.get("company") if record.kind == "roadmap" else None
    if isinstance(company, Mapping):
        yield "", company["id"], ("company", "id")
