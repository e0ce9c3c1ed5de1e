"""Ranks passages against a text by words, parts of words, and meaning (docs/adr/0011)."""
