"""Names to keys: any label of either language, and the nearest ones for a name that is not known."""

import pytest

from graph.errors import UnknownValue
from graph.labels import LabelIndex


@pytest.fixture
def labels() -> LabelIndex:
    index = LabelIndex()
    index.add("barrier", "shift-work", ["Schichtbetrieb", "Shift work", "Schichtarbeit"], ["Nachtschicht"])
    index.add("barrier", "lack-of-time", ["Zeitmangel", "Lack of time"])
    index.add("method", "C33", ["Projekt-Retrospektive", "Retro"])
    index.add("method", "G64", ["Retrospektive", "Retro"])
    return index


@pytest.mark.parametrize(
    "name", ["shift-work", "SCHICHTBETRIEB", " schicht arbeit".replace(" ", ""), "Shift  work", "nachtschicht"]
)
def test_every_label_leads_to_its_key(labels: LabelIndex, name: str) -> None:
    assert labels.resolve("barrier", name) == "shift-work"


def test_an_unknown_name_gets_its_nearest_neighbours(labels: LabelIndex) -> None:
    with pytest.raises(UnknownValue, match=r"no barrier is called 'Schichtbetrib' \(did you mean Schichtbetrieb") as caught:
        labels.resolve("barrier", "Schichtbetrib", "/profile/barriers/0")
    assert caught.value.nearest[0] == "Schichtbetrieb"
    assert caught.value.pointer == "/profile/barriers/0"


def test_hidden_labels_are_never_suggested(labels: LabelIndex) -> None:
    assert "Nachtschicht" not in labels.nearest("barrier", "Nachtschich")


def test_a_label_of_two_concepts_names_neither_and_both_are_said(labels: LabelIndex) -> None:
    assert labels.find("method", "Retro") is None
    with pytest.raises(UnknownValue, match="can mean C33 or G64") as caught:
        labels.resolve("method", "Retro")
    assert caught.value.nearest == ("C33", "G64")


def test_kinds_are_apart(labels: LabelIndex) -> None:
    assert labels.find("method", "Zeitmangel") is None
