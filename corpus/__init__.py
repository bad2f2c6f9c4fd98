"""Documents as text with exact offsets: readers, folding, outline, tables, metadata."""
