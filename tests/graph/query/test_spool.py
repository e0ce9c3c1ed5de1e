"""The spool: what it holds is what was written, and never more rows or bytes than it may hold."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from graph.query.formats import TABLE_FORMATS
from graph.query.spool import IN_MEMORY, LimitHit, Spool

TEXTS = st.text(alphabet=st.sampled_from('a,\r\n"{}<>\\é'), max_size=12)


def solutions(values: list[str | None]) -> QuerySolutions:
    """A result with one row for each value; None is unbound."""
    rows = " ".join("(UNDEF 1)" if v is None else f"({literal(v)} UNDEF)" for v in values)
    found = Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}")
    assert isinstance(found, QuerySolutions)
    return found


def literal(text: str) -> str:
    return '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"'


def fits(values: list[str | None], key: str, max_rows: int) -> bool:
    try:
        with Spool(1 << 20, max_rows) as spool:
            spool.count_rows_of(key)
            solutions(values).serialize(spool, format=TABLE_FORMATS[key].engine)  # type: ignore[arg-type]
    except LimitHit as hit:
        return hit.limit != "rows"
    return True


@pytest.mark.parametrize("key", TABLE_FORMATS)
@given(st.lists(st.none() | TEXTS, min_size=1, max_size=6))
def test_no_row_over_the_limit_gets_through(key: str, values: list[str | None]) -> None:
    assert not fits(values, key, len(values) - 1)


@pytest.mark.parametrize("key", TABLE_FORMATS)
def test_rows_up_to_the_limit_get_through(key: str) -> None:
    assert fits(["a\nb", None, "x,y", ""] * 500, key, 2000)
    assert not fits(["a\nb", None, "x,y", ""] * 500, key, 1999)


@pytest.mark.parametrize("step", [1, 7, 8192, 100_000])
def test_contents_are_what_was_written(step: int) -> None:
    data = bytes(range(256)) * 600
    for size in (0, step, IN_MEMORY, IN_MEMORY + 1, len(data)):
        with Spool(len(data)) as spool:
            for begin in range(0, size, step):
                assert spool.write(data[begin : min(begin + step, size)]) > 0
            body, descriptor = spool.contents()
            assert (descriptor is not None) == (spool.size > IN_MEMORY)
            found = body if descriptor is None else os.pread(descriptor, len(data) + 1, 0)
            assert found == data[:size]


def test_bytes_up_to_the_limit_get_through() -> None:
    spool = Spool(10)
    spool.write(b"12345")
    spool.write(b"67890")
    with pytest.raises(LimitHit, match="bytes"):
        spool.write(b"x")
