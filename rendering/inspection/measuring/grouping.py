"""What a viewer takes for one thing, however many mobjects it is made of."""

from __future__ import annotations

from dataclasses import dataclass

import manim as mn

from rendering.inspection.measuring.pieces import Piece, Text
from scenes.mobjects.exemptions import exempt_faults


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

    def exemption(self, kind: str) -> str | None:
        """The reason why a fault of this kind is exempt; None when it is not."""
        for mobject in (self.mobject, *self.holders):
            for exempt_kind, reason in exempt_faults(mobject).items():
                if exempt_kind == kind:
                    return reason
        return None


def _holders_of(mobject: mn.Mobject, piece: Piece) -> tuple[mn.Mobject, ...]:
    for depth, holder in enumerate(piece.holders):
        if holder is mobject:
            return piece.holders[:depth]
    return piece.holders
