"""Query results as text for a terminal."""

from graph.store import OxigraphStore, ResultTable

WIDEST = 60


def format_table(store: OxigraphStore, query: str) -> str:
    """A SELECT as an aligned table, an ASK as yes or no, a graph as Turtle."""
    form = store.form(query)
    if form == "ask":
        return "yes" if store.ask(query) else "no"
    if form == "graph":
        return store.serialized(query, "turtle").decode("utf-8")
    return aligned(store.select(query))


def aligned(table: ResultTable) -> str:
    """Columns side by side, cells cut at 60 characters, unbound cells empty, the row count below."""
    rows = [[_cell(value) for value in row] for row in table.rows]
    widths = [max([len(name), *(len(row[i]) for row in rows)]) for i, name in enumerate(table.columns)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    head = "  ".join(name.ljust(width) for name, width in zip(table.columns, widths, strict=True))
    rule = "  ".join("-" * width for width in widths)
    count = f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})"
    return "\n".join(line.rstrip() for line in [head, rule, *lines, count])


def _cell(value: str | None) -> str:
    text = " ".join((value or "").split())
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
