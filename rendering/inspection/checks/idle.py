"""Rests that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from rendering.inspection.checks.faults import Fault
from rendering.inspection.measuring.canvas import Canvas
from rendering.inspection.measuring.changes import pixels_at_full_size
from rendering.inspection.measuring.frame_pieces import DrawnFrame
from rendering.inspection.measuring.frame_pixels import PaintedFrame
from rendering.inspection.stepping import Sample
from rendering.inspection.thresholds import FAINT_CHANGE, IDLE_PIXELS, LONGEST_IDLE


class IdleCheck:
    """Measures how long nothing has changed."""

    def __init__(self) -> None:
        self._span: tuple[Sample, Sample] | None = None
        self._canvas: Canvas | None = None
        self._version = 0

    def faults(self, sample: Sample, frame: DrawnFrame, picture: PaintedFrame) -> Iterator[Fault]:
        """A picture that had stood still for too long, when it has changed by this sample."""
        since = self._span[0] if self._span else sample
        if self._is_changed(frame, picture):
            yield from self.end()
            since = sample
            self._canvas, self._version = picture.canvas, frame.version
        self._span = since, sample

    def end(self) -> Iterator[Fault]:
        """What there is to say when the picture has stood still until the last sample."""
        if self._span is None:
            return
        still = self._span[1].time - self._span[0].time
        if still > LONGEST_IDLE:
            yield Fault("idle", (), f"nothing changes for {still:.1f} s", still, self._span)

    def _is_changed(self, frame: DrawnFrame, picture: PaintedFrame) -> bool:
        if frame.version == self._version and self._canvas is not None:
            return False
        canvas = picture.canvas
        if self._canvas is None or not self._canvas.matches(canvas):
            return True
        return pixels_at_full_size(canvas.changed_since(self._canvas, FAINT_CHANGE)) >= IDLE_PIXELS
