"""Facts to RDF to a validated, reasoned, queryable store; records, tables and bytes out of it."""
