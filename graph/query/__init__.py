"""Public queries: what may run, the workers that run it under limits, and the formats of the answers."""
