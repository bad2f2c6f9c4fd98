"""The view "Hỏi đáp"."""
