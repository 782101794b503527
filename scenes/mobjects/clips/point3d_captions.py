"""What is said on a point's path through a layer: the words follow from the numbers."""

from __future__ import annotations

import numpy as np

from relu_anim import LayerPath
from scenes.mobjects.clips.point3d_notation import PathNotation
from scenes.mobjects.text.notation import Notation


def listed(neurons: np.ndarray) -> str:
    """Neurons by their numbers: `neuron 1`, `neurons 1 and 3` or all of them."""
    if neurons.all():
        return "all three neurons"
    names = [str(neuron + 1) for neuron in np.flatnonzero(neurons)]
    if len(names) == 1:
        return f"neuron {names[0]}"
    return f"neurons {' and '.join(names)}"


def on_the_plane(path: LayerPath, written: PathNotation) -> str:
    """Where the point is before anything has happened."""
    there = written.point.about(*path.trace.point)
    return f"The point O sits at {there} on the plane of the two inputs."


def into_space() -> str:
    """Why there is a third axis."""
    return (
        "The layer has three neurons, so its output is a point in space: one axis for each neuron."
    )


def by_weights(path: LayerPath, unit: float) -> str:
    """What the rows of W do to the plane."""
    if path.rank == 0:
        return "All weights are 0, so the whole plane collapses into the origin."
    length = Notation.of([unit])(unit)
    step = "One step" if unit == 1 else f"A step of {length}"
    times = "" if unit == 1 else f"{length} times "
    lands = (
        f"{step} along input 1 lands on {times}the first row of W, "
        f"one along input 2 on {times}the second"
    )
    if path.rank == 1:
        return f"{lands}: both on one line, and the whole plane collapses onto it."
    return f"{lands}; the whole plane follows."


def landed(path: LayerPath, written: PathNotation) -> str:
    """Where the weights have taken the point, and which neurons are negative there."""
    below = path.linear < 0
    if not path.trace.point.any():
        return "O is the origin, and stays there: any weight times 0 is 0."
    there = f"O lands at {written.places.about(*path.linear)}"
    if not below.any():
        return f"{there}: no neuron is negative."
    verb = "is" if below.sum() == 1 else "are"
    return f"{there}, so {listed(below)} {verb} negative."


def by_bias(path: LayerPath, written: PathNotation) -> str:
    """What the bias does."""
    if not path.trace.biases.any():
        return "The biases are all 0, so nothing moves."
    return (
        f"The bias shifts the whole plane by {written.places.about(*path.trace.biases)}, "
        f"and O with it, to {written.places.about(*path.affine)}."
    )


def by_relu(path: LayerPath, written: PathNotation) -> str:
    """What ReLU does to the point."""
    below = path.affine < 0
    if not below.any():
        return "ReLU leaves O as it is, since no neuron is negative."
    return f"ReLU sets {listed(below)} to 0: O goes {_place(path.output, written.places)}."


def without_bias(path: LayerPath, written: PathNotation) -> str:
    """Where ReLU would have sent the point had there been no bias."""
    there = path.output_without_bias
    at = written.places.about(*there)
    if written.places.tuple(*there) == written.places.tuple(*path.output):
        return f"With or without the bias, O ends in the same place: {at}."
    stopped = there <= 0
    if (path.linear < 0).any() and stopped.sum() == 1:
        wall = f"the wall where {listed(stopped)} is 0"
        return f"Without the bias, ReLU would have sent O onto {wall}: {at}."
    if (path.linear < 0).any():
        return f"Without the bias, ReLU would have sent O {_place(there, written.places)}."
    too = ", too" if (path.affine >= 0).all() else ""
    return f"Without the bias, ReLU would have left O alone{too}: at {at}."


def _place(output: np.ndarray, written: Notation) -> str:
    """Where an output of ReLU lies that has zeros: on a wall, an axis, or in the origin."""
    at, positive = written.about(*output), output > 0
    if not positive.any():
        return "to the origin"
    if positive.sum() == 1:
        return f"onto the axis of {listed(positive)}, to {at}"
    return f"onto the wall, to {at}"
