"""What makes the shipped model and word list from the training text; no part of what runs."""
