"""Formats: one table for every place that names them."""

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat

from graph.query.formats import DATASET_FORMATS, GRAPH_FORMATS, TABLE_FORMATS


@pytest.mark.parametrize("formats", [TABLE_FORMATS, GRAPH_FORMATS, DATASET_FORMATS])
def test_keys_media_types_and_endings_agree_with_the_engine(formats: dict[str, object]) -> None:
    for key, form in formats.items():
        assert isinstance(form, type(TABLE_FORMATS["json"]))
        assert form.key == key
        kind = QueryResultsFormat if formats is TABLE_FORMATS else RdfFormat
        assert kind.from_media_type(form.media_type) == form.engine
        assert kind.from_extension(form.ending) == form.engine
    assert len({form.media_type for form in formats.values() if isinstance(form, type(TABLE_FORMATS["json"]))}) == len(formats)


def test_text_names_its_character_set() -> None:
    assert TABLE_FORMATS["csv"].content_type == "text/csv; charset=utf-8"
    assert TABLE_FORMATS["json"].content_type == "application/sparql-results+json"
