"""Texts and graph features to ranked, explained suggestions. Knows no HTTP and no RDF library."""
