"""Restatements: the sources of the documents that the project ships, and the script that makes them from them."""
