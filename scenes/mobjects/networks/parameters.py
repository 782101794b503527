"""The numbers of weights and biases, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

import manim as mn
import numpy as np

from scenes.layout import Region
from scenes.mobjects.labels import put_clear
from scenes.mobjects.lines import draw
from scenes.mobjects.live import Live
from scenes.mobjects.networks.places import Beside
from scenes.mobjects.text.glyphs import HEIGHT
from scenes.mobjects.text.typesetting import Anchor, Letters, typeset

SIZE = 0.36
TYPICAL = "$-0.0$"
"""The number that room is kept for beside an edge: its own may change."""


class ParameterLabel(Letters, Live[float]):
    """The number of a weight or a bias, beside its edge or node; of 0 only if `zeros` are shown.

    `markup_of` writes the number as Typst mathematics.
    """

    def __init__(
        self,
        value: float,
        markup_of: Callable[[float], str],
        beside: Beside,
        colour: str,
        zeros: bool,
    ) -> None:
        super().__init__(np.zeros((4, 3)), colour, "")
        self.markup_of, self.beside, self.zeros = markup_of, beside, zeros
        self.anchor = Anchor()
        self.add(self.anchor)
        self.set_value(value)

    def set_value(self, value: float) -> Self:
        """Show another number."""
        self.value = float(value)
        self.markup = f"${self.markup_of(self.value)}$" if value or self.zeros else ""
        runs = typeset(self.markup).runs if self.markup else ()
        outlines = [SIZE * run.points for run in runs]
        draw(self, np.vstack([np.zeros((0, 3)), *outlines]), np.zeros(3))
        self.anchor.set_points(np.zeros((4, 3)))
        self.move_to(self.beside.center(self.width, self.height))
        return self

    def put(self, beside: Beside) -> None:
        """Let it stand elsewhere."""
        self.beside = beside
        self.set_value(self.value)


def typical_room(beside: Beside) -> mn.Rectangle:
    """The rectangle that is kept for a number, in its place."""
    room = mn.Rectangle(width=SIZE * typeset(TYPICAL).advance, height=SIZE * HEIGHT)
    room.move_to(beside.center(room.width, room.height))
    return room


def clear_place(
    places: Sequence[Beside],
    within: Region,
    texts: Sequence[mn.Mobject],
    paths: Sequence[np.ndarray],
) -> Beside:
    """The first of these places where a number meets no text, no path and no border."""
    room = typical_room(places[0])
    centers = [place.center(room.width, room.height) for place in places]
    put_clear(room, centers, within=within, texts=texts, paths=paths)
    away = [float(np.linalg.norm(center - room.get_center())) for center in centers]
    return places[away.index(min(away))]
