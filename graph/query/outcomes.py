"""What a worker reports in place of a result, as the error that the service raises."""

from graph.errors import CodiclustError, InputError, MemoryLimit, NotAcceptable, ResultLimit
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS
from graph.query.wire import Message
from graph.store import QueryLimits, syntax_error


def error_of(message: Message, limits: QueryLimits) -> CodiclustError:
    """The error for an outcome other than `done`."""
    outcome, detail = message["outcome"], message["detail"]
    match outcome:
        case "syntax":
            return syntax_error(SyntaxError(detail))
        case "format":
            forms = ", ".join(TABLE_FORMATS if detail == "table" else GRAPH_FORMATS)
            return NotAcceptable(f"The result of this query is a {detail}; it comes as {forms}.")
        case "rows":
            return ResultLimit(f"The result has more than {limits.max_rows} rows; ask for fewer, as with LIMIT.")
        case "bytes":
            return ResultLimit(f"The result has more than {limits.max_bytes} bytes; ask for less, as with LIMIT.")
        case "memory":
            return out_of_memory()
        case _:
            return InputError(f"The query cannot be evaluated: {detail}", "/query")


def out_of_memory() -> MemoryLimit:
    """For a worker that died of a query: of too much data, or of nesting too deep for its stack."""
    return MemoryLimit("The query needs more memory than one query may take.")
