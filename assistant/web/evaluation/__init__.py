"""The view "Đánh giá"."""
