"""What a frame is made of: the outlines of mobjects, the pieces that have them, the texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import manim as mn
import numpy as np

from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.canvas import Canvas, MobjectPainter
from rendering.inspection.measuring.digits import digit_height, unknown_digit_height
from rendering.inspection.thresholds import SEEN

Array = Any

LINE_WIDTH = 0.01
"""Frame units of one of Manim's units of stroke width."""
_MITRE, _ROUND = 10.0, 1.5
"""Times half the width of a stroke that it reaches beyond its outline, at most: with the tips of
sharp corners, Cairo's limit; with round ones, and the corners of its ends."""


class Outline:
    """The outline of a mobject as the camera sees it: Bézier points (4k, 3), and what they make."""

    def __init__(self, points: Array) -> None:
        self.points = points.copy()  # the mobject will move on

    @cached_property
    def segments(self) -> Array:
        """Its straight segments (n, 2, 2)."""
        return geometry.straight_segments(self.points)

    @cached_property
    def closed_segments(self) -> Array:
        """The same, with what closes its paths where a fill ends."""
        paths = geometry.contours(self.points)
        closing = np.array([[path[-1, :2], path[0, :2]] for path in paths])
        return np.concatenate([self.segments, closing])

    @cached_property
    def box(self) -> Array:
        """A box around it and its handles, without the width of a stroke."""
        return geometry.box_around(self.points)

    @cached_property
    def exact_box(self) -> Array:
        """The smallest box around it, without the width of a stroke."""
        return geometry.box_around(self.segments.reshape(-1, 2))

    @cached_property
    def glyphs(self) -> Array:
        """The boxes (m, 4) of its glyphs, if it is a text."""
        return geometry.glyph_boxes(self.points)


@dataclass(eq=False)
class Piece:
    """One mobject that is drawn, without its submobjects.

    `order` counts from the hindmost. `key` is that of its outline, `version` that of all that makes
    it look as it does. `box` is around its ink and handles, and `reach` half the width of its
    stroke, in frame units; `stroke_width` is in Manim's units. `holders` are the groups that it is
    in, the outermost first.
    """

    mobject: mn.VMobject
    order: int
    key: int
    version: int
    outline: Outline
    box: Array
    fill_opacity: float
    stroke_opacity: float
    stroke_width: float
    reach: float
    holders: tuple[mn.Mobject, ...]
    is_text: bool = False

    @property
    def opacity(self) -> float:
        """That of its stronger half."""
        return max(self.fill_opacity, self.stroke_opacity)

    @cached_property
    def farthest_reach(self) -> float:
        """How far, in frame units, it may paint beyond its outline."""
        width = max(self.stroke_width, self.mobject.background_stroke_width)
        is_round = self.mobject.joint_type is mn.LineJointType.ROUND
        return (_ROUND if is_round else _MITRE) * width * LINE_WIDTH / 2

    def paint(self, painter: MobjectPainter, canvas: Canvas, stroke: bool = True) -> None:
        """Paint it onto a canvas, with or without its stroke."""
        is_filled = self.fill_opacity > 0  # a fill of no opacity takes as long to paint as any
        is_drawn = self.stroke_opacity > 0 or self.mobject.background_stroke_width > 0
        painter.paint(canvas, self.mobject, self.key, fill=is_filled, stroke=stroke and is_drawn)

    @cached_property
    def colour(self) -> Array:
        """Red, green and blue of its fill, or else of its stroke, from 0 to 255."""
        filled = self.fill_opacity >= self.stroke_opacity
        rgbas = self.mobject.get_fill_rgbas() if filled else self.mobject.get_stroke_rgbas()
        mean: Array = 255 * rgbas[:, :3].mean(axis=0)
        return mean

    @cached_property
    def stroke_colour(self) -> Array:
        """Red, green and blue of its stroke, from 0 to 255."""
        mean: Array = 255 * self.mobject.get_stroke_rgbas()[:, :3].mean(axis=0)
        return mean


@dataclass(eq=False)
class Text:
    """A text with all the pieces of it that are drawn, the hindmost first.

    `is_own_type` is true when it is set in the type of the clips, whose letters are known.
    """

    mobject: mn.Mobject
    pieces: list[Piece]
    is_own_type: bool

    @cached_property
    def version(self) -> int:
        """The same as long as the text looks the same, at the same place."""
        return hash(tuple(piece.version for piece in self.pieces))

    @cached_property
    def opacity(self) -> float:
        """That of its strongest piece."""
        return max(piece.opacity for piece in self.pieces)

    @cached_property
    def seen(self) -> list[Piece]:
        """The pieces that can be read."""
        return [piece for piece in self.pieces if piece.opacity >= SEEN]

    @cached_property
    def glyphs(self) -> Array:
        """The boxes (m, 4) of the glyphs that can be read."""
        return np.concatenate([piece.outline.glyphs for piece in self.seen])

    @cached_property
    def area(self) -> Array:
        """The boxes of the glyphs and of the gaps between them: where no line may run."""
        heights = self.glyphs[:, 3] - self.glyphs[:, 1]
        gaps: Array = geometry.glyph_gaps(self.glyphs, float(heights.max()))
        return np.concatenate([self.glyphs, gaps])

    @cached_property
    def box(self) -> Array:
        """Around the glyphs that can be read."""
        return geometry.union(self.glyphs)

    @cached_property
    def digit_height(self) -> float:
        """The height of the smallest digit, in frame units, or what it would be of other type."""
        measure = digit_height if self.is_own_type else unknown_digit_height
        return measure([piece.outline.points for piece in self.seen])

    @property
    def first(self) -> int:
        """Where its hindmost piece stands in the order of drawing."""
        return self.pieces[0].order

    @property
    def string(self) -> str:
        """What it says, plainly."""
        mobject: Any = self.mobject
        for attribute in ("text", "markup", "tex_string", "typst_code"):
            found = getattr(mobject, attribute, None)
            if isinstance(found, str):
                return plain(found) if attribute == "markup" else found
        return type(mobject).__name__


def plain(markup: str) -> str:
    """What a line of Typst markup says, without the markup: `y_1 = ReLU(x - 0.2)`."""
    text = re.sub(r"#h\([^)]*\)", "", markup)
    text = re.sub(r"#(?:[a-z]+)(?:\([^)]*\))?\[", "[", text)
    text = text.replace("plus.minus", "±") if "$" in text else text
    text = re.sub(r"\b(?:thin|med|thick|quad|wide|space)\b", " ", text) if "$" in text else text
    text = re.sub(r"\\(.)", r"\1", text.replace("$", "").replace("[", "").replace("]", ""))
    return " ".join(text.split())
