"""How good rankings are: collections in BEIR form, and the project's own judged needs (docs/evaluation.md)."""
