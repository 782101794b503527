"""What is said and written on a point's way through a layer: the words follow from the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relu_anim import LayerPath
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.notation import Notation

DIGITS = 5
"""So many digits at most has a number: three of them stand side by side."""


def listed(neurons: np.ndarray) -> str:
    """Neurons by their numbers: `neuron 1`, `neurons 1 and 3` or all of them."""
    if neurons.all():
        return "all three neurons"
    names = [str(neuron + 1) for neuron in np.flatnonzero(neurons)]
    return f"neuron{'s' if len(names) > 1 else ''} {' and '.join(names)}"


def are(neurons: np.ndarray) -> str:
    """The verb that goes with so many."""
    return "is" if neurons.sum() == 1 else "are"


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
        """How all numbers in space are written, the biases among them."""
        path = self.path
        values = [path.linear, path.affine, path.output, path.output_without_bias]
        return Notation.of(np.concatenate([*values, path.trace.biases]), digits=DIGITS)

    def tuple_of(self, place: np.ndarray) -> str:
        """A place in space as markup, each number in its neuron's colour."""
        numbers = [
            f"#{role}[${self.places.markup(value)}$]"
            for role, value in zip(NEURON_ROLES, place, strict=True)
        ]
        return f"({', '.join(numbers)})"

    @property
    def glass(self) -> str:
        """The neuron whose wall is of glass."""
        return f"neuron {self.path.telling + 1}"

    @property
    def matrix(self) -> str:
        """W as markup, each column in its neuron's colour."""
        weights = self.path.trace.weights
        notation = Notation.of(weights.ravel(), digits=DIGITS)
        rows = " ; ".join(
            ", ".join(
                f"#{role}[${notation.markup(weight)}$]"
                for role, weight in zip(NEURON_ROLES, row, strict=True)
            )
            for row in weights
        )
        return f'W = mat(delim: "[", {rows})'

    @property
    def on_plane(self) -> str:
        return f"The input O is a point on a plane, at {self.inputs.about(*self.path.trace.point)}."

    @property
    def room(self) -> str:
        return (
            f"Three neurons make a room: in it none is negative. At the glass, {self.glass} is 0."
        )

    @property
    def laid(self) -> str:
        path = self.path
        if not path.trace.point.any():
            return "W lays the plane into the room. O is the origin and stays there: times 0 is 0."
        place = f"W lays the plane into space, and O W lands at {self.places.about(*path.linear)}"
        below = path.linear < 0
        if not below.any():
            return f"{place}: no neuron is negative."
        return f"{place}: behind the glass, since {listed(below)} {are(below)} negative."

    @property
    def stopped(self) -> str:
        return self._relu(self.path.linear, self.path.output_without_bias, "")

    @property
    def carried(self) -> str:
        path = self.path
        there = self.places.about(*path.affine)
        if (path.linear < 0).any() and (path.affine >= 0).all():
            return (
                f"Rewind, and add b: it carries the plane through the glass into the room: {there}."
            )
        return f"The bias b carries the plane, and the point with it: O W + b is {there}."

    @property
    def at_last(self) -> str:
        return self._relu(self.path.affine, self.path.output, " now")

    def _relu(self, before: np.ndarray, after: np.ndarray, now: str) -> str:
        below = before < 0
        if not below.any():
            return f"No neuron is negative{now}, so ReLU has nothing to do."
        there = f"to {self.places.about(*after)}"
        if below.sum() > 1:
            return f"ReLU sets {listed(below)} to 0: it pushes the point {place(after)}, {there}."
        return f"ReLU lets no neuron be negative: it presses the point {place(after)}, {there}."

    @property
    def turned(self) -> str:
        path = self.path
        if not path.trace.biases.any():
            return "The biases are all 0, so ReLU leaves the point where it is now."
        if (path.affine < 0).any():
            return f"With the bias, ReLU leaves the point {place(path.output, there=True)}."
        if (path.linear < 0).any():
            held = place(path.output_without_bias, there=True)
            return f"With this b the point is free in the room; without b, ReLU holds it {held}."
        return "With the bias or without it, the point is free in the room."

    @property
    def answer(self) -> tuple[str, str]:
        """At most nine words, plain and in colours."""
        path = self.path
        first, last = (path.linear < 0).any(), (path.affine < 0).any()
        if not path.trace.biases.any():
            said = f"ReLU puts it {place(path.output)}." if last else "Into the room."
        elif first and not last:
            there = ("the origin", "an axis", "the glass")[int((path.linear > 0).sum())]
            said = f"Without b, {there}; with this b, the room."
        elif first:
            said = "ReLU stops it, without b and with."
        elif last:
            said = "This b pushes it out; ReLU stops it."
        else:
            said = "Into the room, without b and with."
        return said, said.replace(";", "\\;").replace(" b", " #bias[$b$]")


def place(output: np.ndarray, *, there: bool = False) -> str:
    """Where what ReLU leaves goes: onto the glass, onto an axis, to the origin; or is `there`."""
    onto, to = ("on", "at") if there else ("onto", "to")
    positive = output > 0
    if not positive.any():
        return f"{to} the origin"
    if positive.sum() == 1:
        return f"{onto} the axis of {listed(positive)}"
    return f"flat {onto} the glass"
