"""What the checks find: a fault of a frame, or between two, that has no name yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.stepping import Sample
from scenes.mobjects.exemptions import FaultKind

Kind = FaultKind | Literal["idle", "flash", "unseen"]
"""`unseen` is what the check cannot judge, such as an image: better said than passed over."""


@dataclass(frozen=True)
class Fault:
    """One fault at one sample. `amount` is how bad it is, more being worse.

    `span` is given where it took from one sample to another to be found.
    """

    kind: Kind
    things: tuple[Thing, ...]
    how_far: str
    amount: float = 0.0
    span: tuple[Sample, Sample] | None = None
