"""The commands of `render.py`: each parses what is typed, delegates, and reports."""
