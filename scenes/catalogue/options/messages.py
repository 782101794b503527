"""How messages name what was given: on one line, in quotes, counted."""

from __future__ import annotations


def quoted(value: object, longest: int = 48) -> str:
    """What was given, in quotes, on one line and short enough for a message."""
    text = value if isinstance(value, str) else f"{value}"
    return repr(text if len(text) <= longest else text[: longest - 3] + "...")


def counted(count: int, noun: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
