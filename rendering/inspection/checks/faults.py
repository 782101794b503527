"""What is found at one moment, before it has a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import manim as mn

from rendering.inspection.checks.pieces import Piece, Text
from rendering.inspection.stepping import Moment
from scenes.mobjects.exemptions import exempt_faults

Kind = Literal[
    "cut",
    "overlap",
    "crossing",
    "covered",
    "small",
    "contrast",
    "jump",
    "idle",
    "flash",
    "unseen",
]
"""`unseen` is what this check has no eyes for, such as an image: better said than passed over."""


@dataclass(frozen=True)
class Thing:
    """Something that a viewer takes for one: a text, a line with its dashes, any other mobject."""

    mobject: mn.Mobject
    holders: tuple[mn.Mobject, ...]
    string: str | None = None

    @classmethod
    def of(cls, found: Piece | Text) -> Thing:
        """The thing that a piece belongs to, or that a text is."""
        if isinstance(found, Text):
            return cls(found.mobject, _holders_of(found.mobject, found.pieces[0]), found.string)
        for holder in found.holders:
            if isinstance(holder, mn.DashedVMobject | mn.Line):
                return cls(holder, _holders_of(holder, found))
        return cls(found.mobject, found.holders)

    def __hash__(self) -> int:
        return id(self.mobject)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing) and self.mobject is other.mobject

    def reason(self, kind: Kind) -> str | None:
        """Why a fault of this kind is meant; None when it is not."""
        for mobject in (self.mobject, *self.holders):
            for meant, reason in exempt_faults(mobject).items():
                if meant == kind:
                    return reason
        return None


def _holders_of(mobject: mn.Mobject, piece: Piece) -> tuple[mn.Mobject, ...]:
    for depth, holder in enumerate(piece.holders):
        if holder is mobject:
            return piece.holders[:depth]
    return piece.holders


@dataclass(frozen=True)
class Fault:
    """One fault at one moment. `amount` is how bad it is, more being worse.

    `span` is given where it took from one moment to another to be found.
    """

    kind: Kind
    things: tuple[Thing, ...]
    how_far: str
    amount: float = 0.0
    span: tuple[Moment, Moment] | None = None
