"""A small set of records whose every text holds markup: what a careless or hostile author could write."""

import json
from pathlib import Path
from typing import Any

EVIL = """<img src=x onerror=alert(1)></script><script>alert(2)</script>"'><svg onload=alert(3)>{{7*7}}"""
ADDRESS = "https://example.org/javascript:alert(5)"
OWN = {"status": "ownProposal"}


def said(text: str) -> dict[str, str]:
    """A text in both languages, with markup behind it."""
    return {"de": f"{text} {EVIL}", "en": f"{text} {EVIL}"}


def edge(identifier: str) -> dict[str, object]:
    """An edge with a reason."""
    return {"id": identifier, "reason": said("weil")}


def write_hostile_data(folder: Path) -> None:
    """Write the data files. JSON is YAML, and quotes everything as it has to be."""
    for name, content in _FILES.items():
        (folder / f"{name}.yaml").write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _records(kind: str, *records: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "defaults": {"provenance": OWN}, "records": list(records)}


def _method(identifier: str, other: str) -> dict[str, Any]:
    return {
        "id": identifier,
        "title": said(f"Vorzeigen {identifier}"),
        "alt_labels": {"de": [f"Anzeigen {identifier} {EVIL}"]},
        "purpose": said("Zeigen"),
        "description": said("An der Maschine zeigen"),
        "phases": [edge("TP1")],
        "minutes": {"min": 30, "max": 60},
        "group_size": {"min": 2, "max": 8},
        "duration_note": said("Dauer"),
        "participants": said("Alle"),
        "material": said("Papier"),
        "preparation": said("Raum"),
        "steps": [said("Zeigen")],
        "typical_mistakes": [said("Zu schnell")],
        "online_variant": said("Am Bildschirm"),
        "lineage": said("Alt"),
        "requires_competencies": [edge("Y1")],
        "develops_competencies": [edge("Y1")],
        "mitigates_barriers": [edge("time-pressure-own")],
        "supports_media_types": [edge("Z1")],
        "alternatives": [{"id": other, "difference": said("Anders")}],
        "typical_needs": {"de": [f"An der Maschine zeigen {identifier} {EVIL}"]},
    }


def _roadmap(identifier: str) -> dict[str, Any]:
    return {
        "kind": "roadmap",
        "id": identifier,
        "title": said(f"Roadmap {identifier}"),
        "company": {
            "id": f"Firm-{identifier}",
            "title": said("Betrieb"),
            "sector": "26.51",
            "size_class": "small",
            "unit": said("Halle"),
            "member_of": "evil-cluster",
        },
        "learning_fields": ["onboarding"],
        "target_groups": ["own-group"],
        "starting_situation": said("An der Maschine steht alles auf Papier"),
        "barriers": ["time-pressure-own"],
        "vision": said("Vision"),
        "guiding_goals": [
            {"text": said("Ziel"), "intermediate_goals": [{"text": said("Etappe"), "action_goals": [said("Wer")]}]}
        ],
        "media_types": ["Z1"],
        "competencies": ["Y1"],
        "steps": [{"method": "X1", "phase": "TP1", "month": 1, "note": said("Getan")}, {"method": "X2", "phase": "TP2"}],
        "milestones": [{"title": said("Etappe"), "phase": "TP1", "month": 2, "marks_goal": 1}],
        "results": [{"text": said("Ergebnis"), "outcome": "partial"}],
        "lessons": [{"text": said("Lehre")}],
        "material": said("Material"),
        "typical_needs": {"de": [f"An der Maschine {identifier} {EVIL}"]},
        "provenance": OWN,
    }


_FILES: dict[str, dict[str, Any]] = {
    "methods": _records("method", _method("X1", "X2"), _method("X2", "X1")),
    "roadmap-1": _roadmap("Own-1"),
    "roadmap-2": _roadmap("Own-2"),
    "competencies": _records(
        "competency",
        {
            "id": "Y1",
            "title": said("Zeigen können"),
            "component": "digital",
            "phases": ["TP1"],
            "description": said("Kann zeigen"),
            "levels": {level: said(level) for level in ("starter", "practitioner", "expert")},
        },
    ),
    "media": _records(
        "media-type",
        {
            "id": "Z1",
            "title": said("Video"),
            "group": "video",
            "purpose": said("Sehen"),
            "description": said("Bewegtes Bild"),
            "good_for": said("Handgriffe"),
            "not_for": said("Zahlen"),
            "needs": said("Kamera"),
            "upkeep": said("Wenig"),
            "data_protection": said("Hände"),
            "production_effort": 2,
            "mitigates_barriers": [edge("time-pressure-own")],
        },
    ),
    "concepts": _records(
        "concept",
        {"id": "time-pressure-own", "scheme": "barrier", "title": said("Keine Zeit"), "definition": said("Zeit fehlt")},
        {"id": "own-group", "scheme": "target-group", "title": said("Alle"), "definition": said("Alle")},
    ),
    "organisations": _records(
        "organisation", {"id": "evil-cluster", "title": said("Verein"), "role": "cluster", "description": said("Verein")}
    ),
    "offers": _records(
        "offer",
        {
            "id": "Q1",
            "title": said("Sprechstunde"),
            "description": said("Fragen"),
            "offered_by": "evil-cluster",
            "about_roadmaps": ["Own-1"],
            "about_methods": ["X1"],
            "address": ADDRESS,
        },
    ),
    "resources": _records(
        "learning-resource",
        {
            "id": "W1",
            "title": said("Anleitung"),
            "description": said("Lesen"),
            "address": ADDRESS,
            "language": "de",
            "about_roadmaps": ["Own-1"],
            "about_methods": ["X1"],
        },
    ),
}
