"""SELECT as Parquet: types where all values of a column agree, strings else."""

import io
import re
import sys
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.catalogue import Catalogue
from graph.errors import InputError, MissingExtra, QuerySyntaxError
from graph.parquet import parquet_bytes
from graph.store import OxigraphStore

TYPED = """
SELECT ?iri ?whole ?part ?float ?truth ?text ?mixed ?big ?unbound ?day
WHERE {
  VALUES (?iri ?whole ?part ?float ?truth ?text ?mixed ?big ?day) {
    (<http://e/1> 1 1.50 1e3 true "eins"@de 1 99999999999999999999 "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>)
    (<http://e/2> -2 -22.25 -5e-1 false "zwei" "2" 1 "2026-01-02"^^<http://www.w3.org/2001/XMLSchema#date>)
    (<http://e/3> UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF 2 UNDEF)
  }
}
ORDER BY ?iri
"""


def test_columns_are_typed_where_all_their_values_agree(store: OxigraphStore) -> None:
    table = pq.read_table(io.BytesIO(parquet_bytes(store, TYPED)))
    types = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert types == {
        "iri": "string",
        "whole": "int64",
        "part": "decimal128(4, 2)",
        "float": "double",
        "truth": "bool",
        "text": "string",
        "mixed": "string",
        "big": "string",
        "unbound": "string",
        "day": "string",
    }
    assert table.to_pylist()[0] == {
        "iri": "http://e/1",
        "whole": 1,
        "part": Decimal("1.50"),
        "float": 1000.0,
        "truth": True,
        "text": "eins",
        "mixed": "1",
        "big": "99999999999999999999",
        "unbound": None,
        "day": "2026-01-01",
    }
    assert set(table.to_pylist()[2].values()) == {"http://e/3", "2", None}
    assert table.schema.field("big").metadata == {b"datatype": b"http://www.w3.org/2001/XMLSchema#integer"}
    assert table.schema.field("mixed").metadata is None


def test_parquet_of_real_rows_and_of_none(store: OxigraphStore, catalogue: Catalogue) -> None:
    effort = "SELECT ?r ?days { ?r <https://w3id.org/codiclust/ontology#effortPersonDays> ?days } ORDER BY ?r"
    table = pq.read_table(io.BytesIO(parquet_bytes(store, effort)))
    assert table.schema.field("days").type == pa.int64()
    assert table.column("days").to_pylist() == [
        int(r.effort_person_days.value) for r in catalogue.roadmaps.values() if r.effort_person_days
    ]
    empty = pq.read_table(io.BytesIO(parquet_bytes(store, "SELECT ?a ?b { FILTER(false) }")))
    assert (empty.num_rows, empty.column_names) == (0, ["a", "b"])


def test_parquet_is_the_same_each_time(store: OxigraphStore) -> None:
    assert parquet_bytes(store, TYPED) == parquet_bytes(store, TYPED)


@pytest.mark.parametrize("query", ["ASK {}", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"])
def test_only_tables_have_a_parquet_form(store: OxigraphStore, query: str) -> None:
    with pytest.raises(InputError, match="Only a SELECT"):
        parquet_bytes(store, query)
    with pytest.raises(QuerySyntaxError):
        parquet_bytes(store, "SELECT")


@pytest.fixture
def without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)


@pytest.mark.usefixtures("without_pyarrow")
def test_without_pyarrow_one_sentence_says_what_to_install(store: OxigraphStore) -> None:
    with pytest.raises(MissingExtra, match=re.escape("codiclust[parquet]")):
        parquet_bytes(store, "SELECT * {}")
