"""Areas whose opacity changes from one side to the other."""

from __future__ import annotations

from typing import TypeVar

import manim as mn
import numpy as np

Shape = TypeVar("Shape", bound=mn.VMobject)


def graded(
    shape: Shape, colour: str, opacities: tuple[float, float], towards: np.ndarray = mn.UP
) -> Shape:
    """A shape filled with one colour, whose opacity goes from one to another in a direction."""
    red, green, blue = mn.ManimColor(colour).to_rgb()
    shape.fill_rgbas = np.array([[red, green, blue, opacity] for opacity in opacities])
    shape.set_sheen_direction(towards)
    return shape
