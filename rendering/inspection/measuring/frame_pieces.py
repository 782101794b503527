"""What is drawn in one frame of a scene: its pieces in the order of drawing, and its texts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import manim as mn
import numpy as np
from manim.mobject.types.image_mobject import AbstractImageMobject

from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import LINE_WIDTH, Outline, Piece, Text
from rendering.inspection.stepping import moving_beside, still_and_moving
from rendering.inspection.thresholds import DRAWN, SEEN, SHORT_SIDE
from scenes.mobjects.text.glyphs import Glyphs
from scenes.mobjects.text.typesetting import Letters, Typeset

Array = Any

OWN_TEXTS = (Typeset, Glyphs, Letters)
TEXT_CLASSES = (
    *OWN_TEXTS,
    mn.Text,
    mn.MarkupText,
    mn.Paragraph,
    mn.SingleStringMathTex,
    mn.DecimalNumber,
    mn.Typst,
)
"""Mobjects that are one text with all that they hold; the clips use their own."""
UNJUDGED_CLASSES = (mn.PMobject, AbstractImageMobject)

_MOST_OUTLINES = 6000


@dataclass(eq=False)
class DrawnPart:
    """Pieces that are drawn one after the other, and the texts among them.

    `unjudged` holds what has no outlines, such as an image.
    """

    pieces: list[Piece] = field(default_factory=list)
    texts: dict[int, Text] = field(default_factory=dict)
    unjudged: list[mn.Mobject] = field(default_factory=list)


@dataclass(eq=False)
class DrawnFrame:
    """All that is drawn in the frame of one sample and can be seen at all.

    `box` is what the camera shows, in frame units, and `ground` the colour of the background.
    `still` is what stands still during a whole play, and is drawn first; the same object each time.
    """

    box: Array
    ground: Array
    still: DrawnPart
    moving: DrawnPart

    @cached_property
    def pieces(self) -> list[Piece]:
        """All pieces, the hindmost first."""
        return [*self.still.pieces, *self.moving.pieces]

    @cached_property
    def texts(self) -> list[Text]:
        """The texts that can be read, wholly or in part."""
        return [
            text
            for text in self.all_texts
            if text.opacity >= SEEN and geometry.meets(self.box, text.box)
        ]

    @property
    def all_texts(self) -> list[Text]:
        """The texts of which anything is drawn."""
        return list({**self.still.texts, **self.moving.texts}.values())

    def text(self, key: int) -> Text | None:
        """The text whose mobject has this id, if it can be read."""
        return self._texts.get(key)

    def piece(self, key: int) -> Piece | None:
        """The piece that the mobject with this id is drawn as."""
        return self._pieces.get(key)

    @cached_property
    def _texts(self) -> dict[int, Text]:
        return {id(text.mobject): text for text in self.texts}

    @cached_property
    def _pieces(self) -> dict[int, Piece]:
        return {id(piece.mobject): piece for piece in self.pieces}

    @cached_property
    def boxes(self) -> Array:
        """The boxes (n, 4) of all pieces."""
        return np.array([piece.box for piece in self.pieces]).reshape(-1, 4)

    @cached_property
    def extents(self) -> Array:
        """The boxes (n, 4) of all that the pieces may paint."""
        outlines = np.array([piece.outline.box for piece in self.pieces]).reshape(-1, 4)
        reach = np.array([piece.farthest_reach for piece in self.pieces])
        return outlines + reach[:, None] * np.array([-1, -1, 1, 1])

    @cached_property
    def version(self) -> int:
        """The same for frames that look the same."""
        return hash((self.box.tobytes(), *(piece.version for piece in self.pieces)))

    @property
    def short_side(self) -> float:
        """The shorter side of its box."""
        return float((self.box[2:] - self.box[:2]).min())

    @property
    def density(self) -> float:
        """Pixels a frame unit in a picture whose short side is 1080: 135 where that is 8 units."""
        return SHORT_SIDE / self.short_side

    def pixels(self, length: float) -> int:
        """A length in whole pixels at 1080p, 1 at least."""
        return max(1, round(length * self.density))

    def thing(self, piece: Piece) -> Thing:
        """What a viewer takes a piece for: the whole text where it is a part of one."""
        texts = (text for text in self.all_texts if piece.is_text and piece in text.pieces)
        return Thing.of(next(texts, piece))


class FrameReader:
    """Reads what is drawn of a scene; what stands still during a play is read only once."""

    def __init__(self, camera: mn.Camera) -> None:
        self._camera = camera
        self._outlines: dict[int, Outline] = {}
        self._pieces: dict[int, Piece] = {}
        self._texts: dict[int, Text] = {}
        self._still = DrawnPart()
        self._still_ids: set[int] = set()
        self._play: list[mn.Mobject] | None = None
        self._holders: dict[int, tuple[mn.Mobject, tuple[mn.Mobject, ...]]] = {}

    def read(self, scene: mn.Scene) -> DrawnFrame:
        """What is drawn of the scene now."""
        if scene.moving_mobjects and scene.moving_mobjects is self._play:
            moving = moving_beside(scene, self._still_ids)
            if any(id(mobject) not in self._holders for mobject in moving):
                self._holders = dict(_holders([*scene.mobjects, *scene.foreground_mobjects]))
        else:
            self._holders = dict(_holders([*scene.mobjects, *scene.foreground_mobjects]))
            self._play = scene.moving_mobjects
            self._pieces, self._texts = {}, {}
            still, moving = still_and_moving(scene)
            self._still_ids = set(map(id, still))
            self._still = self._part(still, DrawnPart())
        ground = self._camera.background
        assert ground is not None
        return DrawnFrame(
            _shown_box(self._camera),
            np.asarray(ground)[0, 0, :3],
            self._still,
            self._part(moving, self._still),
        )

    def _part(self, mobjects: list[mn.Mobject], below: DrawnPart) -> DrawnPart:
        part = DrawnPart()
        for mobject in mobjects:
            if _is_a(type(mobject), UNJUDGED_CLASSES):  # type: ignore[arg-type]
                part.unjudged.append(mobject)
            if not isinstance(mobject, mn.VMobject):
                continue
            order = len(below.pieces) + len(part.pieces)
            holders = self._holders.get(id(mobject), (mobject, ()))[1]
            piece = self._piece(mobject, order, holders)
            if piece is None:
                continue
            part.pieces.append(piece)
            line = (*holders, mobject)
            whole = next((one for one in line if _is_a(type(one), TEXT_CLASSES)), None)  # type: ignore[arg-type]
            if whole is not None:
                piece.is_text = True
                key = id(whole)
                if key not in part.texts:
                    begun = below.texts[key].pieces if key in below.texts else []
                    part.texts[key] = Text(whole, [*begun], isinstance(whole, OWN_TEXTS))
                part.texts[key].pieces.append(piece)
        for key, text in part.texts.items():
            last = self._texts.get(key)
            if last is not None and last.pieces == text.pieces:
                part.texts[key] = last
        self._texts.update(part.texts)
        return part

    def _piece(
        self, mobject: mn.VMobject, order: int, holders: tuple[mn.Mobject, ...]
    ) -> Piece | None:
        """What a mobject is drawn as: the same piece as long as nothing about it changes."""
        fill = mobject.get_fill_rgbas()
        stroke = mobject.get_stroke_rgbas()
        width = float(mobject.get_stroke_width())
        key = hash(mobject.points.tobytes())
        version = hash((key, fill.tobytes(), stroke.tobytes(), width))
        last = self._pieces.get(id(mobject))
        if last is not None and (last.version, last.order, last.holders) == (
            version,
            order,
            holders,
        ):
            return last
        fill_opacity = float(fill[:, 3].max())
        stroke_opacity = float(stroke[:, 3].max()) if width > 0 else 0.0
        if max(fill_opacity, stroke_opacity) <= DRAWN:
            return None
        outline = self._outline(key, mobject)
        reach = width * LINE_WIDTH / 2 if stroke_opacity > DRAWN else 0.0
        piece = self._pieces[id(mobject)] = Piece(
            mobject,
            order,
            key,
            version,
            outline,
            geometry.grown(outline.box, reach),
            fill_opacity,
            stroke_opacity,
            width,
            reach,
            holders,
        )
        return piece

    def _outline(self, key: int, mobject: mn.VMobject) -> Outline:
        """The outline of a mobject, whose points have this key."""
        if key not in self._outlines:
            if len(self._outlines) >= _MOST_OUTLINES:
                self._outlines.clear()
            self._outlines[key] = Outline(mobject.points)
        return self._outlines[key]


def _shown_box(camera: mn.Camera) -> Array:
    x, y = camera.frame_center[:2]
    width, height = camera.frame_width / 2, camera.frame_height / 2
    return np.array([x - width, y - height, x + width, y + height])


def _holders(
    mobjects: list[mn.Mobject], holders: tuple[mn.Mobject, ...] = ()
) -> Iterator[tuple[int, tuple[mn.Mobject, tuple[mn.Mobject, ...]]]]:
    """Each mobject of the families, by its id, with the groups that it is in."""
    for mobject in mobjects:
        yield id(mobject), (mobject, holders)
        if mobject.submobjects:
            yield from _holders(mobject.submobjects, (*holders, mobject))


@cache
def _is_a(kind: Hashable, classes: tuple[type, ...]) -> bool:
    return isinstance(kind, type) and issubclass(kind, classes)
