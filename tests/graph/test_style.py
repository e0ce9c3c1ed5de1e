"""Findings about wording: what is found, what is left alone, and that the fast search finds what the slow one does."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.coverage import coverage_lines, missing_translations
from graph.records import Method
from graph.style import character_grams, jaccard, near_duplicates, style_findings
from graph.values import Edge, Provenance, Text, Texts

WORDS = st.lists(st.sampled_from(["Video", "Halle", "Azubi", "drehen", "heute", "nie"]), min_size=1, max_size=5)


def method(identifier: str = "X1", **values: Any) -> Method:
    return Method(identifier=identifier, provenance=Provenance("ownProposal"), **values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"purpose": Text(de="Die Pilotphase")}, "'Pilot' in German"),
        ({"purpose": Text(de="Alle Mitarbeiter lernen")}, "generic masculine 'Mitarbeiter'"),
        ({"description": Text(en=" ".join(["word"] * 31))}, "a sentence of 31 words"),
        ({"mitigates_barriers": (Edge("x", Text(de="der Pilot hilft")),)}, "'Pilot' in German"),
    ],
)
def test_what_is_found(values: dict[str, Any], message: str) -> None:
    (found,) = style_findings([method(**values)])
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    "values",
    [
        {"purpose": Text(de="Alle Mitarbeiter:innen und Mitarbeitenden lernen", en="the pilot helps")},
        {"typical_needs": Texts(de=("Die Mitarbeiter lesen nichts",))},
        {"alt_labels": Texts(de=("Pilotierung",))},
        {"description": Text(de=" ".join(["Wort"] * 30) + ". " + " ".join(["Wort"] * 30) + ".")},
    ],
)
def test_what_is_left_alone(values: dict[str, Any]) -> None:
    assert style_findings([method(**values)]) == []


def test_near_duplicates_and_frames_among_needs() -> None:
    needs = [f"Wie kriegen wir die {noun} dazu?" for noun in ("Nachtschicht", "Messtechnik", "Buchhaltung")]
    found = [
        f.message for f in style_findings([method(f"X{n}", typical_needs=Texts(de=(need,))) for n, need in enumerate(needs)])
    ]
    assert [m for m in found if m.startswith("3 needs begin with 'wie kriegen wir die'")]
    twins = [
        method("X1", typical_needs=Texts(de=("Keiner liest den Ordner.",))),
        method("X2", typical_needs=Texts(de=("keiner liest den ordner",))),
    ]
    assert style_findings(twins)[0].message.startswith("nearly the same as one of X2")


@given(st.lists(WORDS.map(" ".join), max_size=12), st.sampled_from([0.3, 0.6, 0.9]))
def test_the_fast_search_finds_what_comparing_all_pairs_finds(texts: list[str], limit: float) -> None:
    needs = [(str(n), text) for n, text in enumerate(texts)]
    slow = [
        (one, other)
        for one, other in combinations(needs, 2)
        if jaccard(character_grams(one[1]), character_grams(other[1])) >= limit
    ]
    assert list(near_duplicates(needs, limit)) == slow


def test_coverage_counts_needs_labels_edges_and_what_is_missing() -> None:
    reason = Edge("shift-work", Text("weil", "because"))
    records = [
        method("X1", typical_needs=Texts(("a", "b"), ("c",)), alt_labels=Texts(("y",)), mitigates_barriers=(reason,)),
        method("X2", title=Text(de="Nur deutsch")),
    ]
    lines = list(coverage_lines(records))
    assert "records: 2 method" in lines
    assert "typical needs, method: 2 German, 1 English; 0 to 3 a record, median 3" in lines
    assert "! X1: 3 typical needs, wanted are 6" in lines
    assert "other names, method: 1 German, 0 English for 2 concepts" in lines
    assert "! method: no other name for X2" in lines
    assert "edges, method.mitigates_barriers: 1, 1 with a reason; 1 records without" in lines
    assert "! X2: title has no English text" in lines
    assert list(missing_translations(records[1])) == [("title", "en")]
