"""How far a point's journey has come, and how it is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.mobjects.space.framing import Framing


@dataclass(frozen=True)
class Keyframe:
    """How far the journey has come; each a share from 0 to 1, and the outlook on it.

    laid: of the weights. carried: of the bias. gated: of ReLU. slid: of ReLU without the bias.
    """

    outlook: Framing
    laid: float = 0.0
    carried: float = 0.0
    gated: float = 0.0
    slid: float = 0.0

    def towards(self, other: Keyframe, share: float) -> Keyframe:
        """The pose on the way to another one."""

        def mixed(here: float, there: float) -> float:
            return (1 - share) * here + share * there

        return Keyframe(
            self.outlook.towards(other.outlook, share),
            mixed(self.laid, other.laid),
            mixed(self.carried, other.carried),
            mixed(self.gated, other.gated),
            mixed(self.slid, other.slid),
        )
