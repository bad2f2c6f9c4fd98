"""The view "Cam kết"."""
