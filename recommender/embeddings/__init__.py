"""Text embeddings: the bundled static model and models by name."""
