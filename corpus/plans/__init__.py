"""The documents that the project ships, their sources, and the script that makes them."""
