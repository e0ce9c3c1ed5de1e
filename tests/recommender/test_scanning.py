"""The quick look says no only where the close look finds nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.catalogue import Catalogue
from recommender.scanning import Scanner
from recommender.signs import Signs, labels_of
from recommender.understanding import SCHEMES, _places
from recommender.words import tokens

from .needs import NEEDS


@pytest.fixture(scope="module")
def signs(catalogue: Catalogue) -> dict[str, Signs]:
    schemes = SCHEMES.values()
    return {s: Signs(s, [label for r in catalogue.records[s].values() for label in labels_of(r)]) for s in schemes}


def test_the_close_look_finds_no_more_without_the_quick_one(signs: dict[str, Signs], catalogue: Catalogue) -> None:
    scanner = Scanner(signs.values())
    sentences = [*NEEDS, *(need for m in catalogue.methods.values() for need in (*m.typical_needs.de, *m.typical_needs.en)[:3])]
    found = 0
    for sentence in sentences:
        words = tokens(sentence)
        starts, everywhere = scanner.starts(words), [set(signs)] * len(words)
        for scheme in signs.values():
            close = list(_places(scheme, words, "inside", everywhere))
            assert list(_places(scheme, words, "inside", starts)) == close
            found += len(close)
    assert found > 200


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_same_for_labels_thrown_together(signs: dict[str, Signs], catalogue: Catalogue, data: st.DataObject) -> None:
    scanner = Scanner(signs.values())
    labels = sorted({label.text for s in SCHEMES.values() for r in catalogue.records[s].values() for label in labels_of(r)})
    pieces = st.sampled_from(labels) | st.sampled_from([part for label in labels[::7] for part in label.split()])
    words = tokens(" ".join(data.draw(st.lists(pieces, max_size=6))))
    starts = scanner.starts(words)
    for scheme in signs.values():
        close = list(_places(scheme, words, "none", [set(signs)] * len(words)))
        assert list(_places(scheme, words, "none", starts)) == close
