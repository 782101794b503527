"""Mobjects that show a value: a function, a place, a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Self, TypeVar, cast

import manim as mn

Value = TypeVar("Value")


class Live(mn.Mobject, Generic[Value]):
    """Something that shows a value, and another one when it is given that.

    For one movement, `animations.Morph` leads it from value to value; what depends on something
    else for longer, over several animations, had better follow that.
    """

    def set_value(self, value: Value) -> Self:
        """Show another value."""
        raise NotImplementedError

    def follow(self, source: Callable[[], Value]) -> Self:
        """Show what `source()` returns, now and in every frame."""

        def update(live: mn.Mobject) -> None:  # of this one, or of a copy of it
            cast(Live[Value], live).set_value(source())

        self.add_updater(update)
        return self.set_value(source())
