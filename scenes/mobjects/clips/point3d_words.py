"""What is said and written on a point's way through a layer: the words follow from the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relu_anim import LayerPath
from scenes.mobjects.text.notation import Notation

DIGITS = 5
"""So many digits at most has a number: three of them stand side by side."""


def listed(neurons: np.ndarray) -> str:
    """Neurons by their numbers: `neuron 1`, `neurons 1 and 3` or all of them."""
    if neurons.all():
        return "all three neurons"
    names = [str(neuron + 1) for neuron in np.flatnonzero(neurons)]
    return f"neuron{'s' if len(names) > 1 else ''} {' and '.join(names)}"


@dataclass(frozen=True)
class Words:
    """The captions and labels of one layer path."""

    path: LayerPath

    @cached_property
    def inputs(self) -> Notation:
        """How the point's two numbers are written."""
        return Notation.of(self.path.trace.point, digits=DIGITS)

    @cached_property
    def places(self) -> Notation:
        """How all numbers in space are written."""
        path = self.path
        values = [path.linear, path.trace.biases, path.affine]
        return Notation.of(np.concatenate(values), digits=DIGITS)

    def written(self, value: float) -> str:
        """A number in space as markup; what is 0 is just 0."""
        return self.places.markup(value) if value else "0"

    @property
    def on_sheet(self) -> str:
        if not self.path.trace.point.all():
            return "The input O is a point on a sheet."
        one, two = map(self.inputs.about, self.path.trace.point)
        return f"The input O is a point on a sheet: {one} along input 1, then {two} along input 2."

    @property
    def laid(self) -> str:
        if not self.path.trace.point.any():
            return "W lays the sheet into space. O is the origin and stays there."
        return "W lays the sheet into space, and with it the point: O becomes O W."

    @property
    def landed(self) -> str:
        below = self.path.linear < 0
        if not self.path.linear.any():
            return "All numbers are 0: O W lies in the corner."
        if not below.any():
            return "No number is negative: O W lies inside the room."
        if below.sum() > 1:
            return f"W alone makes {listed(below)} negative: O W lies outside the room."
        depth = self.places.about(self.path.linear.min())
        return f"W alone gives {listed(below)} {depth}: O W lies behind its wall, outside the room."

    @property
    def stopped(self) -> str:
        return self._relu(self.path.linear, self.path.output_without_bias, "")

    @property
    def carried(self) -> str:
        path = self.path
        if (path.linear < 0).sum() == 1 and (path.affine >= 0).all():
            return "Rewind, and add b first: it carries the point through the wall into the room."
        return "Rewind, and add b first: it carries the point elsewhere."

    @property
    def at_last(self) -> str:
        return self._relu(self.path.affine, self.path.output, " now")

    def _relu(self, before: np.ndarray, after: np.ndarray, now: str) -> str:
        below = before < 0
        if not below.any():
            return f"No number is negative{now}, so ReLU has nothing to do."
        if below.sum() > 1:
            return f"ReLU sets {listed(below)} to 0: it pushes the point {place(after)}."
        return f"ReLU lets no neuron be negative: it presses the point {place(after)}."

    @property
    def turned(self) -> str:
        path = self.path
        if not path.trace.biases.any():
            return "The biases are all 0, so ReLU leaves the point where it is now."
        if (path.affine < 0).any():
            return f"With the bias, ReLU leaves the point {place(path.output, there=True)}."
        if (path.linear < 0).any():
            held = place(path.output_without_bias, there=True)
            return f"Without b, ReLU holds the point {held}; with this b, it is free in the room."
        return "With the bias or without it, the point is free in the room."

    @property
    def answer(self) -> tuple[str, str]:
        """At most nine words, plain and in colours."""
        path = self.path
        first, last = (path.linear < 0).any(), (path.affine < 0).any()
        if not path.trace.biases.any():
            said = f"ReLU puts it {place(path.output)}." if last else "Into the room."
        elif first and not last:
            there = ("the origin", "an axis", "the wall")[int((path.linear > 0).sum())]
            said = f"Without b, {there}; with this b, the room."
        elif first:
            said = "ReLU stops it, without b and with."
        elif last:
            said = "This b pushes it out; ReLU stops it."
        else:
            said = "Into the room, without b and with."
        return said, said.replace(";", "\\;").replace(" b", " #bias[$b$]")


def place(output: np.ndarray, *, there: bool = False) -> str:
    """Where what ReLU leaves goes: onto the wall, onto an axis, to the origin; or is `there`."""
    onto, to = ("on", "at") if there else ("onto", "to")
    positive = output > 0
    if not positive.any():
        return f"{to} the origin"
    if positive.sum() == 1:
        return f"{onto} the axis of {listed(positive)}"
    return f"flat {onto} the wall"
