"""Profiles: every key, identifiers and labels, wrong values with their nearest neighbours, numbers and their limits."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from graph.errors import InputError, UnknownValue
from recommender.profile import MANY, NUMBERS, SINGLE, Profile, resolve_profile
from recommender.signs import labels_of

BRIEFS = Path(__file__).parents[3] / "shared" / "domain" / "roadmap_briefs.json"


HOURS: tuple[Any, ...] = (0, -1, 10_001, "x", "", True, [2], float("nan"), float("inf"), 10**400, {})


def resolve(catalogue: Catalogue, **sent: Any) -> Profile:
    return resolve_profile(sent, catalogue.labels)


def refused(catalogue: Catalogue, **sent: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        resolve(catalogue, **sent)
    return caught.value


def attempt(catalogue: Catalogue, key: str, sent: str) -> tuple[str, ...]:
    """What a value resolves to, or what it may mean."""
    try:
        found = getattr(resolve(catalogue, **{key: sent}), key)
    except UnknownValue as error:
        return error.nearest
    return found if isinstance(found, tuple) else (found,)


@pytest.mark.parametrize(
    ("key", "sent", "resolved"),
    [
        ("size_class", "medium", "medium"),
        ("size_class", "MITTLERER  betrieb", "medium"),
        ("size_class", "small business", "small"),
        ("size_class", "groß", "large"),
        ("size_class", "GROSS", "large"),
        ("sector", "26.51", "26.51"),
        ("sector", "sensorik", "26.51"),
        ("sector", "Measurement technology", "26.51"),
        ("sector", "c", "C"),
        ("learning_field", "fachliche Einarbeitung", "job-familiarisation"),
        ("learning_field", "on-the-job training", "job-familiarisation"),
        ("target_group", "Produktionsmitarbeitende", "production-staff"),
        ("target_group", "azubi", "apprentices"),
        ("phase", "tp3", "TP3"),
        ("phase", "Strategie ausarbeiten", "TP3"),
        ("phase", "phase 3", "TP3"),
        ("mode", "praesenz", "praesenz"),
        ("mode", "in person", "praesenz"),
        ("mode", "Online", "digital"),
        ("roadmap", "r07", "R07"),
        ("barriers", ["shift-work", "BETRIEBSRAT"], ("shift-work", "works-council")),
        ("barriers", "Schichtbetrieb", ("shift-work",)),
        ("media_types", ["MT01", "kurzvideo", "Quiz / Selbsttest"], ("MT01", "MT26")),
        ("competencies", ["L3", "l3", "D1"], ("L3", "D1")),
        ("competencies", [], ()),
        ("group_size", 12, 12),
        ("group_size", 12.0, 12),
        ("group_size", "12", 12),
        ("max_hours", 0.5, 0.5),
        ("max_hours", "1.5", 1.5),
        ("max_hours", 10_000, 10_000),
    ],
)
def test_values_are_identifiers_or_labels(catalogue: Catalogue, key: str, sent: Any, resolved: Any) -> None:
    profile = resolve(catalogue, **{key: sent})
    assert profile == Profile(**{key: resolved})
    assert bool(profile) is (resolved != ())


def test_every_key_of_the_contract_is_known() -> None:
    single = {"size_class", "sector", "learning_field", "target_group", "phase", "mode", "roadmap"}
    assert set(SINGLE) == single
    assert set(MANY) == {"barriers", "media_types", "competencies"}
    assert set(NUMBERS) == {"group_size", "max_hours"}
    assert set(Profile.__dataclass_fields__) == {*SINGLE, *MANY, *NUMBERS}


def test_every_label_of_every_concept_resolves_or_is_ambiguous(catalogue: Catalogue) -> None:
    for key, scheme in {**SINGLE, **MANY}.items():
        records = catalogue.records[scheme]
        for identifier, record in records.items():
            if key == "phase" and identifier == "quer":
                continue
            assert catalogue.labels.resolve(scheme, identifier) == identifier
            for label in labels_of(record):
                named = attempt(catalogue, key, label.text.upper())
                if label.text.casefold() not in map(str.casefold, records):  # keys win over labels
                    assert identifier in named, label


def test_nothing_said_is_nothing_known(catalogue: Catalogue) -> None:
    assert not resolve(catalogue)
    assert resolve(catalogue, sector=None, barriers=None, max_hours=None) == Profile()


@pytest.mark.parametrize(
    ("key", "sent", "pointer", "nearest"),
    [
        ("sector", "Sensrik", "/profile/sector", "Sensorik"),
        ("target_group", "Azbi", "/profile/target_group", "Azubi"),
        ("barriers", ["shift-work", "Betribsrat"], "/profile/barriers/1", "Betriebsrat"),
        ("media_types", ["Lernwideo"], "/profile/media_types/0", "Lernvideo (kurz)"),
        ("roadmap", "R77", "/profile/roadmap", "R07"),
        ("phase", "TP7", "/profile/phase", "TP1"),
        ("phase", "quer", "/profile/phase", "TP1"),
        ("competencies", ["L11"], "/profile/competencies/0", "L1"),
        ("target_grup", "apprentices", "/profile/target_grup", "target_group"),
    ],
)
def test_unknown_values_name_the_nearest(catalogue: Catalogue, key: str, sent: Any, pointer: str, nearest: str) -> None:
    error = refused(catalogue, **{key: sent})
    assert isinstance(error, UnknownValue)
    assert error.pointer == pointer
    assert nearest in error.nearest


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        *[("max_hours", value) for value in HOURS],
        *[("group_size", value) for value in (0, -3, 2.5, "a", False, 10_001)],
        *[("sector", value) for value in (26, "", "  ", ["26"], {"id": "26"})],
        *[("barriers", value) for value in (7, [7], [""], [None], {"shift-work": 1}, b"shift-work")],
    ],
)
def test_values_of_the_wrong_kind_are_refused_where_they_stand(catalogue: Catalogue, key: str, sent: Any) -> None:
    error = refused(catalogue, **{key: sent})
    assert error.pointer.startswith(f"/profile/{key}")
    assert str(error)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*SINGLE, *MANY, *NUMBERS, "x"]),
        st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=20), st.lists),
    )
)
def test_whatever_is_sent_is_resolved_or_refused(catalogue: Catalogue, sent: dict[str, Any]) -> None:
    pointer = "/profile/"
    try:
        resolve(catalogue, **sent)
    except InputError as error:
        pointer = error.pointer
    assert pointer.startswith("/profile/")


@pytest.mark.skipif(not BRIEFS.is_file(), reason="the roadmap briefs lie outside the repository and are not on this machine")
def test_every_label_and_code_of_the_briefs_resolves(catalogue: Catalogue) -> None:
    briefs = json.loads(BRIEFS.read_text("utf-8"))
    assert briefs
    for brief in briefs:
        named = {
            "learning-field": brief["lernfeld"],
            "target-group": brief["target_group"],
            "barrier": brief["barriers"],
            "media-type": brief["media"],
            "competency": brief["competencies"],
            "method": [step["id"] for step in brief["methods"]],
            "sub-process": [step["tp"] for step in brief["methods"]],
            "participation-form": [brief["participation"]],
            "region": [brief["company"]["region"]],
            "sector": [brief["company"]["sector_nace"]],
            "size-class": [brief["company"]["size_class"]],
            "roadmap": [brief["id"], *(link["id"] for link in brief["similar_to"])],
        }
        for scheme, values in named.items():
            for value in values:
                assert catalogue.labels.resolve(scheme, value) in catalogue.records[scheme]
