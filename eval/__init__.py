"""Scoring the assistant against question sets whose answers and evidence are known."""
