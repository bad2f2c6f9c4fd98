"""The view "Kiểm tra"."""
