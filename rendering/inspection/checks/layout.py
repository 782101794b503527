"""Faults of one picture: what is cut, what overlaps, crosses or covers a text, what is too small
or too faint. Geometry finds the suspects; what is really seen is decided by pixels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rendering.inspection.canvas import Canvas, Painter
from rendering.inspection.checks import shapes
from rendering.inspection.checks.closeup import PADDING, CloseUp, hides
from rendering.inspection.checks.colours import contrast
from rendering.inspection.checks.drawing import Picture
from rendering.inspection.checks.faults import Fault, Thing
from rendering.inspection.checks.margins import MarginCheck
from rendering.inspection.checks.pieces import Piece, Text
from rendering.inspection.checks.thresholds import (
    CONTRAST_TOLERANCE,
    COVERED_INK,
    CROSSING_PIXELS,
    DIMMED_OPACITIES,
    EDGE_CONTRAST,
    LINE_CONTRAST,
    LINE_INSIDE,
    SEEN,
    SHARED_INK,
    SMALLEST_DIGIT,
    SOLID,
    TEXT_CONTRAST,
)

Array = Any

_MOST_KEPT = 4000
_STEADY = 0.002


class LayoutCheck:
    """Looks at pictures of one scene, at a text in the same surroundings only once.

    `settled` is true of a picture that stays: nothing in it is fading, growing or flying. What
    fades in or out is judged by what it comes to, since nobody reads it before.
    """

    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self._kept: dict[tuple[object, ...], list[Fault]] = {}
        self._opacities: dict[int, float] = {}
        self._margins = MarginCheck()

    def faults(self, picture: Picture, canvas: Canvas, settled: bool) -> Iterator[Fault]:
        """All faults of a picture; `canvas` shows the whole of it."""
        yield from self._margins.faults(picture, canvas)
        yield from self.overlaps(picture, settled)
        for text in picture.texts:
            yield from self._faults_of_text(picture, text, settled, self._is_steady(text))
        self._opacities = {id(text.mobject): text.opacity for text in picture.texts}

    def _is_steady(self, text: Text) -> bool:
        """Whether a text is not about to fade in or out, though it may move."""
        return abs(text.opacity - self._opacities.get(id(text.mobject), 0.0)) < _STEADY

    def _faults_of_text(
        self, picture: Picture, text: Text, settled: bool, steady: bool
    ) -> list[Fault]:
        around = self._around(picture, text)
        behind = sum(piece.order < text.first for piece in around)
        versions = tuple(piece.version for piece in around)
        steady = steady or settled
        key = (id(text.mobject), text.version, settled, steady, behind, versions)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            close_up = CloseUp(picture, text, around, self._painter)
            hidden = list(covers(close_up)) if steady else []
            self._kept[key] = [
                *hidden,
                *(crossings(close_up) if steady else ()),
                *(faint_text(close_up, steady) if not hidden else ()),
                *(small_text(picture, text) if settled else ()),
            ]
        return self._kept[key]

    def overlaps(self, picture: Picture, settled: bool) -> Iterator[Fault]:
        """Pairs of texts that share area, both to be seen there."""
        if not picture.texts:
            return
        boxes = np.array([text.box for text in picture.texts])
        for one, other in np.argwhere(np.triu(shapes.meets(boxes[:, None], boxes[None]), 1)):
            first, second = picture.texts[one], picture.texts[other]
            if first.string == second.string and not settled:
                continue  # a copy that leaves or reaches the text that it is a copy of
            lower, upper = sorted((first, second), key=lambda text: text.first)
            if not shapes.meets(lower.ground[:, None], upper.ground[None]).any():
                continue
            close_up = CloseUp(picture, lower, self._around(picture, lower), self._painter)
            width, height = max(
                _shared(first.ground, second.glyphs), _shared(first.glyphs, second.ground)
            )
            if not width and close_up.shared_ink(upper) < SHARED_INK:
                continue
            shades = close_up.later_fills
            if shades and np.median(close_up.left_of_text(shades)) < SEEN:
                continue  # a shape hides it, which is a fault of its own
            how_far = "their inks touch"
            if width:
                how_far = f"they share {picture.pixels(width)} x {picture.pixels(height)} px"
            yield Fault("overlap", (Thing.of(first), Thing.of(second)), how_far, width * height)

    @staticmethod
    def _around(picture: Picture, text: Text) -> list[Piece]:
        """The pieces near a text that are not its own."""
        own = set(map(id, text.pieces))
        near = np.flatnonzero(shapes.meets(shapes.grown(text.box, PADDING), picture.boxes))
        pieces = (picture.pieces[index] for index in near)
        return [piece for piece in pieces if id(piece) not in own]


def crossings(close_up: CloseUp) -> Iterator[Fault]:
    """Lines, and edges of filled shapes, that run through a text or over its ink."""
    text = close_up.text
    near: dict[Thing, list[Piece]] = {}
    for piece in close_up.around:
        is_cover = hides(piece) and not piece.reach and piece.order > text.first
        if not piece.is_text and not is_cover and _length_in(text.ground, piece):
            near.setdefault(Thing.of(piece), []).append(piece)
    for thing, pieces in near.items():
        is_line = any(piece.reach for piece in pieces)
        threshold = LINE_CONTRAST if is_line else EDGE_CONTRAST
        seen = contrast(close_up.rest, close_up.without(pieces)) >= threshold
        touched = int((seen & close_up.ink).sum())
        core = shapes.inner(text.ground)
        length = sum(_length_in(core, piece) for piece in pieces)
        if length >= LINE_INSIDE and (seen & close_up.ground).sum() >= CROSSING_PIXELS:
            verb = "runs" if is_line else "has its edge"
            how_far = f"it {verb} through {round(length * close_up.density)} px of the text"
            yield Fault("crossing", (Thing.of(text), thing), how_far, length)
        elif touched >= SHARED_INK:
            how_far = f"it touches {touched} px of the text's ink"
            yield Fault("crossing", (Thing.of(text), thing), how_far)


def _length_in(boxes: Array, piece: Piece) -> float:
    """How much of a piece's outline, with its width, lies inside boxes (n, 4)."""
    return shapes.length_inside(piece.outline.lines, shapes.grown(boxes, piece.reach))


def covers(close_up: CloseUp) -> Iterator[Fault]:
    """Filled shapes that hide a text drawn before them."""
    suspects = [
        piece for piece in close_up.later_fills if shapes.meets(close_up.text.box, piece.box)
    ]
    hidden = close_up.hidden_share(suspects) if suspects else 0.0
    if hidden <= COVERED_INK:
        return
    shares = {
        piece: close_up.hidden_share([other for other in suspects if other is not piece])
        for piece in suspects
    }
    guilty = min(suspects, key=lambda piece: shares[piece])
    things = (Thing.of(close_up.text), Thing.of(guilty))
    yield Fault("covered", things, f"{hidden:.0%} of the text is hidden", hidden)


def faint_text(close_up: CloseUp, steady: bool) -> Iterator[Fault]:
    """A text that stands out too little from what is behind it."""
    ratio = close_up.text_contrast(lambda piece: may_be_judged(piece.fill_opacity, steady))
    if ratio is not None and ratio < TEXT_CONTRAST - CONTRAST_TOLERANCE:
        how_far = f"{ratio:.1f}:1, needs {TEXT_CONTRAST}:1"
        yield Fault("contrast", (Thing.of(close_up.text),), how_far, TEXT_CONTRAST - ratio)


def may_be_judged(opacity: float, steady: bool) -> bool:
    """Whether contrast counts: not while a thing fades, nor when it is dimmed on purpose."""
    low, high = DIMMED_OPACITIES
    return opacity >= SOLID or (steady and opacity >= SEEN and not low <= opacity <= high)


def small_text(picture: Picture, text: Text) -> Iterator[Fault]:
    """A text whose digits are, or would be, too low."""
    height = text.digit_height * picture.density
    if height < SMALLEST_DIGIT:
        how_far = f"digits of {height:.1f} px at 1080p, needs {SMALLEST_DIGIT:g}"
        yield Fault("small", (Thing.of(text),), how_far, SMALLEST_DIGIT - height)


def _shared(first: Array, second: Array) -> tuple[float, float]:
    """Width and height of the largest area that two lists of boxes share, 0 if they only touch."""
    first, second = shapes.less_a_rim(first), shapes.less_a_rim(second)
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    shared = np.maximum(high - low, 0.0).reshape(-1, 2)
    width, height = shared[shared.prod(axis=1).argmax()]
    return (float(width), float(height)) if width * height else (0.0, 0.0)
