"""Commitments: who will do what, how much, by when, with the words that say so; the register of a document."""
