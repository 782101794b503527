"""How far a point has come on its path through a layer, and how it is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.mobjects.space.framing import Framing


@dataclass(frozen=True)
class Keyframe:
    """The framing, and how far each part of the layer has done its work: shares from 0 to 1."""

    framing: Framing
    weights: float = 0.0
    bias: float = 0.0
    relu: float = 0.0
    relu_without_bias: float = 0.0

    def towards(self, other: Keyframe, share: float) -> Keyframe:
        """The keyframe on the way to another one."""

        def mixed(here: float, there: float) -> float:
            return (1 - share) * here + share * there

        return Keyframe(
            self.framing.towards(other.framing, share),
            mixed(self.weights, other.weights),
            mixed(self.bias, other.bias),
            mixed(self.relu, other.relu),
            mixed(self.relu_without_bias, other.relu_without_bias),
        )
