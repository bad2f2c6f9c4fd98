"""The view "Tài liệu"."""
