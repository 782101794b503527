"""What is examined in which theme, where one clip is examined in several."""

from __future__ import annotations

from dataclasses import dataclass

OF_COLOURS = ("contrast", "crossing")
"""The kinds of faults that may be there in one theme only."""
_OF_THE_OTHERS = 2
"""Samples within animations that each other theme takes for one of the first."""


@dataclass(frozen=True)
class Share:
    """The part of an examination that falls to one theme, the `own`th of so many from 0.

    The themes of a clip differ in colours only. What is brief is examined in one of them, and
    where nothing moves, all but the colours in the first; the others take more of what is brief.
    """

    own: int = 0
    of: int = 1

    @property
    def has_shapes(self) -> bool:
        """Whether faults that have nothing to do with colours fall to it, at rest."""
        return self.own == 0

    def has(self, count: int) -> bool:
        """Whether the sample or the animation of this number, counted from 0, falls to it."""
        turn = count % (1 + _OF_THE_OTHERS * (self.of - 1))
        return self.own == (turn + _OF_THE_OTHERS - 1) // _OF_THE_OTHERS
