"""A text and its surroundings, drawn at full size: with it, without it, and only what is behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np

from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.canvas import Canvas, MobjectPainter
from rendering.inspection.measuring.colours import contrast
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.pieces import Piece, Text
from rendering.inspection.thresholds import (
    COVERED_SHARE,
    DRAWN,
    TEXT_SHARE,
)

Array = Any

_PADDING = 0.1
"""Frame units around a text that are drawn too."""
_INK = 0.4
"""Pixels that show at least this share of a text's strongest ink are its ink."""
_RIM = 0.02
"""Frame units around a glyph that it must be told apart from."""


def surroundings(frame: DrawnFrame, text: Text) -> list[Piece]:
    """The pieces near a text that are not its own."""
    own = set(map(id, text.pieces))
    near = np.flatnonzero(geometry.meets(geometry.grown(text.box, _PADDING), frame.boxes))
    pieces = (frame.pieces[index] for index in near)
    return [piece for piece in pieces if id(piece) not in own]


class CloseUp:
    """A text with its surroundings at 1080p, painted when it is asked for."""

    def __init__(
        self, frame: DrawnFrame, text: Text, around: list[Piece], painter: MobjectPainter
    ) -> None:
        self.text, self.around = text, around
        self.density = frame.density
        self._ground, self._painter = frame.ground, painter
        self._box = geometry.grown(text.box, _PADDING)

    @cached_property
    def later_fills(self) -> list[Piece]:
        """The filled shapes that are drawn after the text."""
        return [piece for piece in self.around if hides(piece) and piece.order > self.text.first]

    @cached_property
    def area(self) -> Array:
        """Which pixels belong to the text: its glyphs and the gaps between them."""
        return self._canvas().mask(self.text.area)

    @cached_property
    def ink(self) -> Array:
        """Which pixels are the text's ink."""
        return self._ink_of(self.text)

    def shared_ink(self, other: Text) -> int:
        """How many pixels are the ink of both texts."""
        return int((self.ink & self._ink_of(other)).sum())

    def _ink_of(self, text: Text) -> Array:
        change = np.abs(self.paint(text.pieces) - self.paint([])).max(axis=2)
        return change >= max(_INK * change.max(initial=0), 1)

    @cached_property
    def rest(self) -> Array:
        """All but the text."""
        return self.paint(self.around)

    def without(self, pieces: Iterable[Piece]) -> Array:
        """All but the text and these."""
        left_out = set(map(id, pieces))
        return self.paint(piece for piece in self.around if id(piece) not in left_out)

    def paint(self, pieces: Iterable[Piece]) -> Array:
        """These pieces alone, as colours that may be subtracted."""
        canvas = self._canvas()
        for piece in sorted(pieces, key=lambda piece: piece.order):
            piece.paint(self._painter, canvas)
        return canvas.pixels.astype(np.int16)

    def remaining_ink(self, later: list[Piece]) -> Array:
        """How much is left of the text under these, in each pixel of its ink: 1 is all of it."""
        own = self._difference(self._fills_behind)
        ink = own >= max(_INK * own.max(initial=0.0), 1.0)
        left: Array = self._difference([*self._fills_behind, *later])[ink] / own[ink]
        return left

    def hidden_share(self, later: list[Piece]) -> float:
        """The share of the text's ink that these hide."""
        left = self.remaining_ink(later)
        return float(np.mean(left < COVERED_SHARE)) if left.size else 0.0

    def text_contrasts(self, is_judged: Callable[[Piece], bool]) -> list[tuple[Piece, float]]:
        """The contrasts of the pieces of the text that are to be judged.

        Against filled shapes only: a line that passes behind crosses, another text overlaps.
        """
        pieces = [piece for piece in self.text.seen if is_judged(piece)]
        if not pieces:
            return []
        covers = [piece for piece in self.later_fills if geometry.meets(self.text.box, piece.box)]
        if not covers and not self._fills_behind:
            return [(piece, self._contrast_on_ground(piece)) for piece in pieces]
        left = float(np.median(self.remaining_ink(covers))) if covers else 1.0
        behind = self.paint(self._fills_behind)
        around = self.paint([*self._fills_behind, *covers]) if covers else behind
        return [(piece, self._contrast_of(piece, behind, around, left)) for piece in pieces]

    @cached_property
    def _fills_behind(self) -> list[Piece]:
        return [piece for piece in self.around if hides(piece) and piece.order < self.text.first]

    def _contrast_on_ground(self, piece: Piece) -> float:
        own = self._ground + piece.opacity * (piece.colour - self._ground)
        return float(contrast(own, self._ground))

    def _contrast_of(self, piece: Piece, behind: Array, around: Array, left: float) -> float:
        """Of a piece in full ink against what is really around it, but for its faintest share."""
        area = self._canvas().mask(geometry.grown(piece.outline.glyphs, _RIM))
        under, beside = behind[area].astype(float), around[area].astype(float)
        own = under + piece.opacity * (piece.colour - under)
        return float(np.quantile(contrast(beside + left * (own - under), beside), TEXT_SHARE))

    def _difference(self, around: list[Piece]) -> Array:
        """By how much the text changes each pixel of a canvas with these pieces."""
        pair = self.paint([*around, *self.text.pieces]), self.paint(around)
        change: Array = np.abs(pair[0] - pair[1]).max(axis=2)
        return change

    def _canvas(self) -> Canvas:
        return Canvas(self._box, self.density, self._ground)


def hides(piece: Piece) -> bool:
    """Whether a piece is a filled shape."""
    return not piece.is_text and piece.fill_opacity > DRAWN
