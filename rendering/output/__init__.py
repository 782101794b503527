"""The files that are made, kept and found again."""
