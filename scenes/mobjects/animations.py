"""The animations that Manim does not have: values that change, and things that come and go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, cast

import manim as mn
import numpy as np

from scenes.mobjects.live import Live, Value


class Morph(mn.Animation, Generic[Value]):
    """A thing shows what a function of the share says, while the share goes from 0 to 1.

    `Morph(graph, lambda share: first + share * second)` lets a second function be added to the
    first. Things that depend on the same share change together when they are played together. What
    the thing has followed before, it follows no longer.
    """

    def __init__(
        self, thing: Live[Value], value_at: Callable[[float], Value], **options: Any
    ) -> None:
        super().__init__(thing, **options)
        self.thing, self.value_at = thing, value_at

    def begin(self) -> None:
        """Let the thing follow nothing else."""
        self.thing.clear_updaters()
        super().begin()

    def create_starting_mobject(self) -> mn.Mobject:
        """The thing itself: no copy is needed."""
        return self.thing

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the value that belongs to this moment."""
        self.thing.set_value(self.value_at(self.rate_func(alpha)))


def lead(start: float, stop: float, *things: Live[float], **options: Any) -> list[Morph[float]]:
    """Lead things from one number to another."""
    way = stop - start
    return [Morph(thing, lambda share: start + share * way, **options) for thing in things]


class Fade(mn.Animation):
    """A thing comes into sight, or goes out of it when it is `leaving`.

    Manim's own fades keep two copies of the thing, and with every frame put its points where they
    were. Here its points are left alone.
    """

    def __init__(self, thing: mn.VMobject, *, leaving: bool = False, **options: Any) -> None:
        super().__init__(thing, introducer=not leaving, remover=leaving, **options)
        self.thing, self.leaving = thing, leaving

    def begin(self) -> None:
        """Note how opaque everything is when it is wholly there."""
        self.colours: list[tuple[np.ndarray, np.ndarray]] = [
            (colours, colours[:, 3].copy())
            for piece in cast(list[mn.VMobject], self.thing.get_family())
            for colours in (piece.fill_rgbas, piece.stroke_rgbas)
        ]
        super().begin()

    def create_starting_mobject(self) -> mn.Mobject:
        """The thing itself: no copy is needed."""
        return self.thing

    def interpolate_mobject(self, alpha: float) -> None:
        """Show it as far as it is there at this moment."""
        share = self.rate_func(alpha)
        self._show(1 - share if self.leaving else share)

    def clean_up_from_scene(self, scene: mn.Scene) -> None:
        """Leave it whole, also when it is out of sight."""
        super().clean_up_from_scene(scene)
        self._show(1.0)

    def _show(self, share: float) -> None:
        for colours, opacities in self.colours:
            colours[:, 3] = share * opacities
