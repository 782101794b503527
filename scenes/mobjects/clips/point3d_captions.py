"""What is said on a point's way through a layer: the words follow from the numbers."""

from __future__ import annotations

import numpy as np

from relu_anim import LayerPath
from scenes.mobjects.space.coordinate_text import tuple_text, value_text, written_alike


def listed(neurons: np.ndarray) -> str:
    """Neurons by their numbers: `neuron 1`, `neurons 1 and 3` or all of them."""
    if neurons.all():
        return "all three neurons"
    names = [str(neuron + 1) for neuron in np.flatnonzero(neurons)]
    if len(names) == 1:
        return f"neuron {names[0]}"
    return f"neurons {' and '.join(names)}"


def on_the_plane(journey: LayerPath) -> str:
    """Say where the point is before anything has happened."""
    return f"The point O sits at {tuple_text(journey.trace.point)} on the plane of the two inputs."


def into_space() -> str:
    """Say why there is a third axis."""
    return (
        "The layer has three neurons, so its output is a point in space: one axis for each neuron."
    )


def laid_by_weights(journey: LayerPath, unit: float) -> str:
    """Say what the rows of W do to the plane."""
    if journey.rank == 0:
        return "All weights are 0, so the whole plane collapses into the origin."
    step = "One step" if unit == 1 else f"A step of {value_text(unit)}"
    times = "" if unit == 1 else f"{value_text(unit)} times "
    lands = (
        f"{step} along input 1 lands on {times}the first row of W, "
        f"one along input 2 on {times}the second"
    )
    if journey.rank == 1:
        return f"{lands}: both on one line, and the whole plane collapses onto it."
    return f"{lands}; the whole plane follows."


def landed(journey: LayerPath) -> str:
    """Say where the weights have taken the point, and which neurons are negative there."""
    below = journey.linear < 0
    if not journey.trace.point.any():
        return "O is the origin, and stays there: any weight times 0 is 0."
    there = f"O lands at {tuple_text(journey.linear)}"
    if not below.any():
        return f"{there}: no neuron is negative."
    verb = "is" if below.sum() == 1 else "are"
    return f"{there}, so {listed(below)} {verb} negative."


def carried(journey: LayerPath) -> str:
    """Say what the bias does."""
    if not journey.trace.biases.any():
        return "The biases are all 0, so nothing moves."
    return (
        f"The bias shifts the whole plane by {tuple_text(journey.trace.biases)}, "
        f"and O with it, to {tuple_text(journey.affine)}."
    )


def gated(journey: LayerPath) -> str:
    """Say what ReLU does to the point."""
    below = journey.affine < 0
    if not below.any():
        return "ReLU leaves O as it is, since no neuron is negative."
    return f"ReLU sets {listed(below)} to 0: O goes {_place(journey.output)}."


def without_bias(journey: LayerPath) -> str:
    """Say where ReLU would have sent the point had there been no bias."""
    there = journey.output_without_bias
    if written_alike(there, journey.output):
        return f"With or without the bias, O ends in the same place: {tuple_text(there)}."
    stopped = there <= 0
    if (journey.linear < 0).any() and stopped.sum() == 1:
        wall = f"the wall where {listed(stopped)} is 0"
        return f"Without the bias, ReLU would have sent O onto {wall}: {tuple_text(there)}."
    if (journey.linear < 0).any():
        return f"Without the bias, ReLU would have sent O {_place(there)}."
    too = ", too" if (journey.affine >= 0).all() else ""
    return f"Without the bias, ReLU would have left O alone{too}: at {tuple_text(there)}."


def _place(output: np.ndarray) -> str:
    """Say where an output of ReLU lies that has zeros: on a wall, an axis, or in the origin."""
    at, positive = tuple_text(output), output > 0
    if not positive.any():
        return "to the origin"
    if positive.sum() == 1:
        return f"onto the axis of {listed(positive)}, to {at}"
    return f"onto the wall, to {at}"
