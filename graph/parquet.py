"""The result of a SELECT as Parquet, with the extra `parquet`."""

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from graph.errors import InputError, MissingExtra
from graph.store import OxigraphStore
from ontology.namespaces import XSD

if TYPE_CHECKING:
    import pyarrow as pa

Value = Mapping[str, str]
"""One value of SPARQL 1.1 JSON results: `value`, `type`, and perhaps `datatype` or `xml:lang`."""


def parquet_bytes(store: OxigraphStore, query: str) -> bytes:
    """A SELECT as a Parquet file, its rows in the order of the query, unbound as null.

    A column is typed where all its values have one datatype of `xsd:integer` (int64), `xsd:decimal` (decimal128), `xsd:double`
    (double) or `xsd:boolean`, and fit; all other columns are strings: lexical forms and IRIs. The metadata of a column name
    the `datatype` that all its values share.

    Raises:
        MissingExtra: pyarrow is not installed.
        QuerySyntaxError: the query does not parse.
        InputError: it is no SELECT.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("Parquet needs pyarrow; install codiclust[parquet].") from None
    if store.form(query) != "select":
        raise InputError("Only a SELECT has a Parquet form.", "/format")
    found = json.loads(store.serialized(query, "json"))
    names: list[str] = found["head"]["vars"]
    columns = [[row.get(name) for row in found["results"]["bindings"]] for name in names]
    arrays, fields = [], []
    for name, values in zip(names, columns, strict=True):
        datatype = _datatype(values)
        array = _array(pa, values, datatype)
        arrays.append(array)
        fields.append(pa.field(name, array.type, metadata={"datatype": datatype} if datatype else None))
    buffer = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), buffer, compression="zstd")
    return buffer.getvalue()


def _datatype(values: Sequence[Value | None]) -> str:
    """The datatype that all bound values have; empty where they differ, or are no typed literals."""
    found = {value.get("datatype", "") for value in values if value is not None}
    return found.pop() if len(found) == 1 else ""


def _array(pa: Any, values: Sequence[Value | None], datatype: str) -> "pa.Array":
    """Typed where the datatype has a counterpart and every value fits it, else of strings."""
    reader = _READERS.get(datatype.removeprefix(XSD)) if datatype.startswith(XSD) else None
    texts = [None if value is None else value["value"] for value in values]
    if reader is not None:
        parse, type_of = reader
        try:
            parsed = [None if text is None else parse(text) for text in texts]
            return pa.array(parsed, type=type_of(pa))
        except (ArithmeticError, OverflowError, ValueError):  # pyarrow's own errors are ValueErrors
            pass
    return pa.array(texts, type=pa.string())


def _boolean(text: str) -> bool:
    if text not in {"true", "1", "false", "0"}:
        raise ValueError(text)
    return text in {"true", "1"}


_READERS: Mapping[str, tuple[Callable[[str], object], Callable[[Any], Any]]] = {
    "integer": (int, lambda pa: pa.int64()),
    "decimal": (Decimal, lambda pa: None),  # the least precision that all values fit
    "double": (float, lambda pa: pa.float64()),
    "boolean": (_boolean, lambda pa: pa.bool_()),
}
"""Local name of a datatype -> how a value is read, and the type of the column."""
