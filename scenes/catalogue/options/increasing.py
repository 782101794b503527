"""Options that are places on an axis, one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from scenes.catalogue.options.kinds import OptionError, can_be_told_apart


def need_in_order(given: Mapping[str, float], smaller: str, larger: str) -> None:
    """Refuse two places of an axis that are not in this order, or too close to be drawn."""
    low, high = given[smaller], given[larger]
    got = f"got {smaller} {low:g}, {larger} {high:g}"
    if low >= high:
        raise OptionError(smaller, f"must be smaller than --{larger}: {got}")
    if not can_be_told_apart(low, high):
        raise OptionError(smaller, f"must be further from --{larger} to be drawn: {got}")
