"""What `corpus/plans/make.py` makes the shipped documents with; nothing else imports it."""
