"""The facts of the graph, one file a roadmap and tables for the rest; read by `graph` only. Nothing here is code."""
