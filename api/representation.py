"""Records and recommendations as the dictionaries that the API answers with, in one language."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from graph.catalogue import Catalogue
from graph.fields import EdgesField, RefField, RefsField
from graph.mapping import Part, field_kinds
from graph.records import Record, Roadmap
from graph.values import Edge, Figure, Language, Match, Provenance, Span, Text, Texts
from recommender.types import Reason, Recommendation, RecommendationList


def record_body(catalogue: Catalogue, record: Record, language: Language) -> dict[str, Any]:
    """A record with all its fields; texts in `language`, else in the other one; unknown fields are left out."""
    body: dict[str, Any] = summary(catalogue, record, language)
    body.update(_fields(catalogue, record, language, skip={"title"}))
    body["provenance_detail"] = provenance_body(record.provenance, language)
    if isinstance(record, Roadmap):
        links = catalogue.links.get(record.identifier, ())
        body["editor_links"] = [
            {**concept(catalogue, "roadmap", other, language), "reason": reason.get(language)} for other, reason in links
        ]
    return body


def summary(catalogue: Catalogue, record: Record, language: Language) -> dict[str, Any]:
    """What identifies a record: id, iri, type, title, provenance; for a roadmap also whether it is a good practice."""
    body: dict[str, Any] = {
        "id": record.identifier,
        "iri": record.iri,
        "type": record.class_name,
        "title": catalogue.title(record.kind, record.identifier, language),
        "provenance": record.provenance.status,
    }
    if isinstance(record, Roadmap):
        body["good_practice"] = record.identifier in catalogue.good_practices
    return body


def concept(catalogue: Catalogue, kind: str, key: str, language: Language) -> dict[str, str]:
    """A concept or record as id, iri and label."""
    return {"id": key, "iri": catalogue.iri(kind, key), "label": catalogue.title(kind, key, language)}


def provenance_body(provenance: Provenance, language: Language) -> dict[str, Any]:
    """Where a record comes from."""
    return {
        "status": provenance.status,
        "sources": list(provenance.sources),
        "note": provenance.note.get(language) or None,
        "fields": {status: list(names) for status, names in provenance.fields},
    }


def _fields(catalogue: Catalogue, part: Part, language: Language, skip: set[str]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for name, kind in field_kinds(type(part)).items():
        value: Any = getattr(part, name)
        is_known = isinstance(value, Figure) or bool(value)
        if name in skip or not is_known:
            continue
        if isinstance(kind, RefField):
            body[name] = concept(catalogue, kind.kind, value, language)
        elif isinstance(kind, RefsField):
            body[name] = [concept(catalogue, kind.kind, key, language) for key in value]
        elif isinstance(kind, EdgesField):
            body[name] = [_edge(catalogue, kind.kind, edge, language) for edge in value]
        else:
            body[name] = _plain(catalogue, value, language)
    return body


def _edge(catalogue: Catalogue, kind: str, edge: Edge, language: Language) -> dict[str, Any]:
    return {**concept(catalogue, kind, edge.identifier, language), "reason": edge.reason.get(language) or None}


def _plain(catalogue: Catalogue, value: Any, language: Language) -> Any:
    if isinstance(value, Text):
        return value.get(language)
    if isinstance(value, Texts):
        return list(value.get(language) or value.get("en" if language == "de" else "de"))
    if isinstance(value, Figure):
        return {"value": _number(value.value), "assumption": value.assumption}
    if isinstance(value, Span):
        return {"min": value.min, "max": value.max}
    if isinstance(value, Match):
        return asdict(value)
    if isinstance(value, Part):
        return _fields(catalogue, value, language, skip=set())
    if isinstance(value, tuple):
        return [_plain(catalogue, entry, language) for entry in value]
    return value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def recommendations_body(answer: RecommendationList) -> dict[str, Any]:
    """The body of a recommendation, as in the public contract."""
    return {
        "items": [_recommendation(item) for item in answer.items],
        "understood": {
            key: [{"id": u.identifier, "label": u.label, "matched": u.matched} for u in found]
            for key, found in answer.understood.items()
        },
        "notice": answer.notice,
        "graph_version": answer.graph_version,
        "model": answer.model,
    }


def _recommendation(item: Recommendation) -> dict[str, Any]:
    return {
        "id": item.identifier,
        "iri": item.iri,
        "title": item.title,
        "rank": item.rank,
        "score": item.score,
        "confidence": item.confidence,
        "provenance": item.provenance,
        "reasons": [_reason(reason) for reason in item.reasons],
        "mismatches": [_reason(reason) for reason in item.mismatches],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    links = [{"id": c.identifier, "iri": c.iri, "label": c.label} for c in reason.concepts]
    return {"kind": reason.kind, "text": reason.text, "concepts": links}
