"""Where the fans of the bias clip lie on the frame: one alone, then two on one measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from relu_anim import Neuron
from scenes.layout import STAGE_WIDTH

EDGE = STAGE_WIDTH / 2
"""From the middle of the frame to either side."""
SEAM = 0.15
"""From the middle of the frame to either of two fans."""
FLOOR = -1.5
HIGHEST_ALONE, DEEPEST_ALONE = 3.0, 1.7
"""How far above and under the floor a handle may be: a cabin and the question are above it."""
HIGHEST_BESIDE, DEEPEST_BESIDE = 1.9, 1.45
"""The same beside another fan, where the answer is above it."""
WIDEST_ALONE = 4.4
"""How far from the middle the corner of a fan alone may be."""
CABIN_ROOM = 2.5
"""For the handle's cabin, on the side where the line is below zero."""
TEXT_ROOM = 3.9
"""For the formula, on the other side."""
REST_ROOM, RISE_ROOM = 1.3, 1.9
"""Beyond the outermost corners, on the flat side and on the rising one."""
FLATTEST, STEEPEST = 1 / 3, 6.0
"""Of two fans on one measure, how much wider or narrower the second may be than the first."""


@dataclass(frozen=True)
class View:
    """Where a fan lies, in frame units; `across` and `up` are what one unit of x and y takes."""

    left: float
    right: float
    top: float
    """Where lines end."""
    tips: float
    """Where ghosts end, below that."""
    named: float
    """How far the names of the ghosts' biases are in sight: 1 where there is room."""
    axis: float
    """Where x = 0 is."""
    floor: float
    across: float
    up: float

    def towards(self, other: View, share: float) -> View:
        """The view that lies this share of the way to another one."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        mixed = View(*((1 - share) * here + share * there for here, there in pairs))
        soon = min(1.0, 2.5 * share)  # lines leave the question's room before they reach it
        return replace(mixed, top=(1 - soon) * self.top + soon * other.top)

    def shifted(self, by: float) -> View:
        """The same, further right."""
        ends = (self.left + by, self.right + by, self.top, self.tips, self.named)
        return View(*ends, self.axis + by, self.floor, self.across, self.up)


def alone(neurons: Sequence[Neuron]) -> View:
    """The view of a fan of weight 1 that has the frame for itself."""
    up = min(_tallest(neurons, HIGHEST_ALONE, DEEPEST_ALONE), WIDEST_ALONE / _reach(neurons))
    return View(-EDGE, EDGE, 4.4, 2.95, 1.0, 0.0, FLOOR, up, up)


def beside(first: Sequence[Neuron], second: Sequence[Neuron]) -> tuple[View, View, bool]:
    """The views of two fans, and whether they have one measure for x.

    They have, unless one fan would then be too narrow to be seen.
    """
    up = _tallest(first, HIGHEST_BESIDE, DEEPEST_BESIDE)
    widths = [_widest(neurons) for neurons in (first, second)]
    here = min(up, widths[0])
    shared = FLATTEST * here <= widths[1] and _reach(second) * STEEPEST >= _reach(first)
    common = min(here, widths[1])
    across = (
        (common, common)
        if shared
        else (here, min(widths[1], here * _reach(first) / _reach(second)))
    )
    panels = ((-EDGE, -SEAM), (SEAM, EDGE))
    views = [
        View(left, right, 2.0, 1.6, 0.0, _axis(neurons, left, right, unit), FLOOR, unit, across[0])
        for (left, right), neurons, unit in zip(panels, (first, second), across, strict=True)
    ]
    return views[0], views[1], shared


def corner_of(neuron: Neuron) -> float:
    """Where a neuron bends; the catalogue has made sure that no weight is 0."""
    assert neuron.break_point is not None
    return neuron.break_point


def _reach(neurons: Sequence[Neuron]) -> float:
    return max(abs(corner_of(neuron)) for neuron in neurons)


def _tallest(neurons: Sequence[Neuron], highest: float, deepest: float) -> float:
    """The most that one unit of y can take."""
    biases = [neuron.bias for neuron in neurons]
    rooms = [(highest, max(biases)), (deepest, -min(biases))]
    return min(room / bias for room, bias in rooms if bias > 0)


def _sides(neurons: Sequence[Neuron], unit: float) -> tuple[float, float]:
    """The room that a fan needs on the flat side of x = 0, and on the rising one."""
    rising = 1 if neurons[0].weight > 0 else -1
    corners = [rising * unit * corner_of(neuron) for neuron in neurons]
    return max(CABIN_ROOM, REST_ROOM - min(corners)), max(TEXT_ROOM, RISE_ROOM + max(corners))


def _widest(neurons: Sequence[Neuron]) -> float:
    """The most that one unit of x can take beside another fan."""
    unit = (EDGE - SEAM) / _reach(neurons)
    while sum(_sides(neurons, unit)) > EDGE - SEAM:
        unit *= 0.99
    return unit


def _axis(neurons: Sequence[Neuron], left: float, right: float, unit: float) -> float:
    """Where x = 0 lies so that the flat side has what it needs, and a third of what is left."""
    flat, rising = _sides(neurons, unit)
    flat += (right - left - flat - rising) / 3
    return left + flat if neurons[0].weight > 0 else right - flat
