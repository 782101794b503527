"""Fading in and out of things that may move meanwhile, at next to no cost."""

from __future__ import annotations

from typing import Any, cast

import manim as mn
import numpy as np


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
