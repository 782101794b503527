"""All checks of one frame by itself. Geometry finds the suspects; pixels decide what is seen."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.inspection.checks.belonging import misplaced, shared_names
from rendering.inspection.checks.contrast import FaintFills, faint_curves, faint_text
from rendering.inspection.checks.covered import covers, hidden_things
from rendering.inspection.checks.crossing import crossings
from rendering.inspection.checks.cut import CutCheck
from rendering.inspection.checks.faults import Fault
from rendering.inspection.checks.gap import narrow_gaps
from rendering.inspection.checks.overlap import overlaps
from rendering.inspection.checks.small import small_text
from rendering.inspection.checks.twins import twins
from rendering.inspection.measuring.canvas import MobjectPainter
from rendering.inspection.measuring.closeup import CloseUp, hides, surroundings
from rendering.inspection.measuring.curve_contrasts import CurveContrasts
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.frame_pixels import PaintedFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.measuring.pieces import Text

_MOST_KEPT = 4000
"""Results that are remembered; a scene that has had more than that starts afresh."""
_STEADY = 0.002
"""Opacity by which a text may change from one frame to the next without fading."""


class SingleFrameCheck:
    """Judges the frames of one scene, each text in the same surroundings only once.

    `settled` is true of a frame that stays: nothing in it is fading, growing or flying. What
    fades in or out is judged by what it comes to, since nobody reads it before. Without
    `has_shapes`, a settled frame is judged for its colours only.
    """

    def __init__(self, painter: MobjectPainter, has_shapes: bool = True) -> None:
        self._painter, self._has_shapes = painter, has_shapes
        self._kept: dict[tuple[object, ...], list[Fault]] = {}
        self._opacities: dict[int, float] = {}
        self._cut = CutCheck()
        self._faint_fills = FaintFills()
        self._curve_contrasts = CurveContrasts(painter)

    def faults(self, frame: DrawnFrame, picture: PaintedFrame, settled: bool) -> Iterator[Fault]:
        """All faults of a frame, which `picture` shows as a whole."""
        if self._has_shapes or not settled:
            yield from self._cut.faults(frame, picture, settled)
            yield from overlaps(frame, self._painter, settled=settled)
        for text in frame.texts:
            yield from self._faults_of_text(frame, text, settled, self._is_steady(text))
        self._opacities = {id(text.mobject): text.opacity for text in frame.texts}
        yield from faint_curves(self._curve_contrasts.of(frame, settled))
        for mobject in (*frame.still.unjudged, *frame.moving.unjudged):
            yield Fault("unseen", (Thing(mobject, ()),), "this check has no eyes for it")

    def at_rest(self, frame: DrawnFrame, picture: PaintedFrame) -> Iterator[Fault]:
        """What is wrong with a settled frame if it lasts, though not while something moves."""
        hidden = list(hidden_things(frame))
        yield from hidden
        things = {fault.things[0] for fault in hidden}
        yield from self._faint_fills.faults(frame, picture.canvas, things)
        if self._has_shapes:
            yield from narrow_gaps(frame)
            yield from misplaced(frame)
            yield from shared_names(frame)
            yield from twins(frame)

    def in_passing(self, frame: DrawnFrame, met: dict[int, set[int]]) -> Iterator[Fault]:
        """What overlaps, crosses or covers these texts while something moves.

        met: the ids of texts, each with those of the mobjects that may do so.
        """
        if not met:
            return
        yield from overlaps(frame, self._painter, settled=False)
        for text in frame.texts:
            among = met.get(id(text.mobject), set()) - set(map(id, text.mobject.get_family()))
            around = surroundings(frame, text) if among else []
            near = [piece for piece in around if id(piece.mobject) in among and not piece.is_text]
            if near:
                close_up = CloseUp(frame, text, around, self._painter)
                if any(hides(piece) and piece.order > text.first for piece in near):
                    yield from covers(close_up)
                yield from crossings(close_up, among)

    def _is_steady(self, text: Text) -> bool:
        """Whether a text is not about to fade in or out, though it may move."""
        return abs(text.opacity - self._opacities.get(id(text.mobject), 0.0)) < _STEADY

    def _faults_of_text(
        self, frame: DrawnFrame, text: Text, settled: bool, steady: bool
    ) -> list[Fault]:
        around = surroundings(frame, text)
        behind = sum(piece.order < text.first for piece in around)
        versions = tuple(piece.version for piece in around)
        steady = steady or settled
        key = (id(text.mobject), text.version, settled, steady, behind, versions)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            close_up = CloseUp(frame, text, around, self._painter)
            hidden = list(covers(close_up)) if steady else []
            self._kept[key] = [
                *hidden,
                *(crossings(close_up) if steady else ()),
                *(faint_text(close_up, steady) if not hidden else ()),
                *(small_text(frame, text) if settled else ()),
            ]
        return self._kept[key]
