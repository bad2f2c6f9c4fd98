"""Passages, embeddings, both indexes and the store that keeps them together."""
