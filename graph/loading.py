"""Checked source records to typed records: names become keys, and every name that is not known is a finding."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import Finding, UnknownValue
from graph.labels import LabelIndex
from graph.records import RECORD_CLASSES, Company, Record, SchemeConcept
from graph.records.toolbox import SCHEME_CLASSES
from graph.schemes import add_scheme_labels
from graph.sources import SourceRecord, field_name
from graph.yaml_reader import JsonPath


@dataclass
class _Resolver:
    """Resolves the names of one source record against all that is known."""

    labels: LabelIndex
    source: SourceRecord
    findings: list[Finding]
    prefix: JsonPath = field(default=())

    def resolve(self, kind: str, value: str, path: JsonPath) -> str | None:
        where = (*self.prefix, *path)
        try:
            return self.labels.resolve(kind, value)
        except UnknownValue as error:
            self.report(where, str(error))
            return None

    def report(self, path: JsonPath, message: str) -> None:
        line = self.source.line(path)
        self.findings.append(Finding(self.source.file, line, field_name(path) or self.source.identifier, message))


def load_records(sources: Sequence[SourceRecord]) -> tuple[list[Record], list[Finding]]:
    """All records of the sources, companies inside roadmaps included, and what is wrong with them.

    A record with an unresolved name is still returned, without that link, so that one run shows every finding.
    """
    labels = known_labels(sources)
    records: list[Record] = []
    findings: list[Finding] = []
    for source in sources:
        resolver = _Resolver(labels, source, findings)
        if source.kind == "concept" and source.data["scheme"] not in SCHEME_CLASSES:
            known = ", ".join(sorted(SCHEME_CLASSES))
            resolver.report(("scheme",), f"'{source.data['scheme']}' is no scheme; known are {known}")
            continue
        cls = SchemeConcept if source.kind == "concept" else RECORD_CLASSES[source.kind]
        records.append(cls.from_source(source.data, source.origin, resolver))
        _check_marks(source, resolver)
        company = source.data.get("company") if source.kind == "roadmap" else None
        if isinstance(company, Mapping):
            inner = _Resolver(labels, source, findings, ("company",))
            data = {"provenance": source.data["provenance"], **company}
            records.append(Company.from_source(data, source.origin, inner))
    return records, findings


def known_labels(sources: Iterable[SourceRecord]) -> LabelIndex:
    """Every concept of the schemes and every record of the sources, by key and label."""
    labels = LabelIndex()
    add_scheme_labels(labels)
    for source in sources:
        kind = source.data["scheme"] if source.kind == "concept" else source.kind
        _add(labels, kind, source.data)
        company = source.data.get("company")
        if isinstance(company, Mapping):
            _add(labels, "company", company)
    return labels


def _add(labels: LabelIndex, kind: str, data: Mapping[str, Any]) -> None:
    title: Mapping[str, str] = data.get("title", {})
    alternative, hidden = (
        [label for entries in data.get(name, {}).values() for label in entries] for name in ("alt_labels", "hidden_labels")
    )
    labels.add(kind, data["id"], [*title.values(), *alternative], hidden)


def _check_marks(source: SourceRecord, resolver: _Resolver) -> None:
    """A milestone marks an intermediate goal that is there."""
    if source.kind != "roadmap":
        return
    guiding = source.data.get("guiding_goals", ())
    count = sum(len(goal.get("intermediate_goals", ())) for goal in guiding)
    for i, milestone in enumerate(source.data.get("milestones", ())):
        if milestone.get("marks_goal", 1) > count:
            right = f"give a position from 1 to {count}" if count else "leave it out"
            resolver.report(("milestones", i, "marks_goal"), f"there are {count} intermediate goals; {right}")
