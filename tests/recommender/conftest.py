"""A small catalogue whose answers can be worked out by hand, built from files as everything is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.service import Service
from graph.build import GraphBuilder
from graph.catalogue import Catalogue
from recommender.engine import GraphRecommender

BuildCatalogue = Callable[..., Catalogue]

COMPETENCIES = """kind: competency
defaults: {provenance: {status: ownProposal}}
records:
  - {id: K1, component: digital, title: {de: Filme schneiden, en: Edit films}, alt_labels: {de: [Filmschnitt]}}
  - {id: K2, component: learning, title: {de: Runden leiten, en: Lead rounds}}
"""
MEDIA = """kind: media-type
defaults: {group: video, provenance: {status: ownProposal}}
records:
  - id: M1
    title: {de: Lernvideo, en: Learning video}
    alt_labels: {de: [Kurzvideo], en: [short film]}
    hidden_labels: {de: [Video, Videos]}
    description: {de: Ein kurzer Film zeigt den Handgriff., en: A short film shows the move.}
    mitigates_barriers: [{id: shift-work, reason: {de: es nachts genauso läuft, en: it plays at night as well}}]
    typical_needs: {de: [Jemand müsste den Griff einmal aufnehmen.], en: [Somebody should film that move.]}
  - id: M2
    title: {de: Quiz, en: Quiz}
    description: {de: Fragen mit sofortiger Rückmeldung., en: Questions with instant feedback.}
  - id: M3
    title: {de: Podcast, en: Podcast}
    description: {de: Gespräche zum Hören., en: Talks to listen to.}
    typical_needs: {en: [Our engineers drive for hours every day.]}
"""
METHODS = """kind: method
defaults: {provenance: {status: ownProposal}}
records:
  - id: A1
    title: {de: Filmwerkstatt, en: Film workshop}
    description: {de: Alle drehen gemeinsam., en: All film together.}
    purpose: {de: Einen Handgriff aufnehmen, en: Record a move}
    phases: [TP4]
    mode: [praesenz]
    minutes: {min: 60, max: 120}
    group_size: {min: 4, max: 12}
    requires_competencies: [K1]
    mitigates_barriers: [{id: shift-work, reason: {de: jede Schicht mitdreht, en: every shift joins in}}]
    supports_media_types: [{id: M1, reason: {de: am Ende ein Film steht, en: it ends with a film}}]
  - id: A2
    title: {de: Rundruf, en: Ring round}
    description: {de: Nacheinander werden alle angerufen., en: Everyone is called in turn.}
    phases: [quer]
    mode: [digital]
    minutes: {min: 15, max: 30}
    group_size: {min: 2, max: 4}
    requires_competencies: [K1, K2]
    mitigates_barriers: [dispersed-sites]
  - id: A3
    title: {de: Lageplan, en: Site map}
    description: {de: Ein Plan wird gezeichnet., en: A map is drawn.}
    phases: [TP1]
    mode: [digital, praesenz]
    minutes: {min: 20, max: 240}
    group_size: {max: 6}
    mitigates_barriers: [{id: lack-of-time, reason: {en: it takes an hour}}]
  - id: A10
    title: {de: Fragerunde, en: Question round}
    description: {de: Alle stellen Fragen., en: All ask questions.}
    phases: [TP1]
"""
ROADMAP = """kind: roadmap
id: {id}
title: {{de: "{title}", en: "{english}"}}
company: {{id: B-{id}, title: {{de: Betrieb {id}}}{company}}}
learning_fields: [{field}]
target_groups: [{groups}]
barriers: [{barriers}]
media_types: [{media}]
starting_situation: {{de: "{situation}"}}
vision: {{de: Alle lernen gern., en: Everybody likes to learn.}}
steps: [{steps}]
provenance: {{status: ownProposal}}
"""
ROADMAPS = {
    "P1": ROADMAP.format(
        id="P1",
        title="Filme am Arbeitsplatz",
        english="Films at the workplace",
        company=", sector: '26.51', size_class: small",
        field="vocational-training",
        groups="apprentices",
        barriers="no-phones-in-production, shift-work",
        media="M1",
        situation="Die Auszubildenden suchen Anleitungen und finden keine.",
        steps="{method: A1, phase: TP4}",
    ),
    "P2": ROADMAP.format(
        id="P2",
        title="Fragen unterwegs",
        english="Questions on the road",
        company=", sector: '28', size_class: large",
        field="continuing-education",
        groups="service-technicians",
        barriers="dispersed-sites",
        media="M2",
        situation="Wer draußen ist, kann niemanden fragen.",
        steps="{method: A2, phase: TP1}, {method: A3, phase: TP1}",
    ),
    "P10": ROADMAP.format(
        id="P10",
        title="Filme und Fragen",
        english="Films and questions",
        company="",
        field="vocational-training",
        groups="apprentices, trainers",
        barriers="shift-work",
        media="M1, M2",
        situation="Die Nachtschicht sieht keine Ausbilder.",
        steps="{method: A1, phase: TP4}, {method: A2, phase: TP5}",
    ),
}
LINKS = """kind: editorial-link
defaults: {provenance: {status: ownProposal}}
records: [{id: link-1, roadmaps: [P1, P2], reason: {de: beide fragen viel, en: both ask a lot}}]
"""
SMALL = {"competencies": COMPETENCIES, "media": MEDIA, "methods": METHODS, "links": LINKS, **ROADMAPS}


@pytest.fixture(scope="session")
def build_catalogue(tmp_path_factory: pytest.TempPathFactory) -> BuildCatalogue:
    """Build a catalogue from data files given by name."""

    def build(**files: str) -> Catalogue:
        folder: Path = tmp_path_factory.mktemp("files")
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text, "utf-8")
        return GraphBuilder((folder,), shipped=False).assemble().catalogue()

    return build


@pytest.fixture(scope="session")
def small(build_catalogue: BuildCatalogue) -> Catalogue:
    """Three roadmaps, four methods, three media types."""
    return build_catalogue(**SMALL)


@pytest.fixture(scope="session")
def small_recommender(small: Catalogue) -> GraphRecommender:
    """The recommender over the small catalogue."""
    return GraphRecommender(small)


@pytest.fixture(scope="session")
def shipped(service: Service) -> GraphRecommender:
    """The recommender over the shipped data, as it is served."""
    return service.recommender
