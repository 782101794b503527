"""The examination of one clip in one theme: steps through its scene and runs every check."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import manim as mn

from rendering.inspection.checks.faults import Fault
from rendering.inspection.checks.flash import FlashCheck, may_flash
from rendering.inspection.checks.idle import IdleCheck
from rendering.inspection.checks.jump import JumpCheck
from rendering.inspection.checks.single_frame import SingleFrameCheck
from rendering.inspection.findings import Exemption, Finding, merged
from rendering.inspection.measuring.canvas import MobjectPainter
from rendering.inspection.measuring.drawn_frame import DrawnFrame, FrameReader
from rendering.inspection.measuring.painted_frame import PaintedFrame
from rendering.inspection.measuring.things import Thing
from rendering.inspection.names import Names
from rendering.inspection.stepping import Sample, camera_of, step_through
from rendering.inspection.thresholds import (
    ENDS,
    FEWEST_SAMPLES,
    FLASH_RATE,
    LONGEST_GAP,
    QUICK_SAMPLES,
)
from rendering.job import Job
from scenes.mobjects.exemptions import exempt_faults

_GOLDEN = (math.sqrt(5) - 1) / 2
"""Multiples of it, less their whole part, are spread evenly and never repeat."""
_UNEVENNESS = 0.6
"""The share of an interval by which a sample for flashes may come late."""
_MOST_NAMED = 3


@dataclass(frozen=True)
class Examined:
    """What has come of an examination; `samples` is the number of frames that were judged."""

    findings: tuple[Finding, ...]
    exemptions: tuple[Exemption, ...]
    samples: int


def examine(
    job: Job, given: str = "", *, quick: bool = False, root: Path | None = None
) -> Examined:
    """Examine the clip of `job` with its parameters, in its theme; its size does not matter.

    `given` is how the findings call the parameters. A quick examination judges the ends and the
    middles of animations only. `root` is the project's folder, the current one unless given.
    Raises SceneError when the scene itself raises.
    """
    examiner = Examiner(job, given, quick)
    scene = step_through(job, examiner, (root or Path.cwd()) / "media" / ".cache" / "manim")
    return examiner.result(scene)


class Examiner:
    """Judges many frames of a scene and writes down what is wrong."""

    def __init__(self, job: Job, given: str = "", quick: bool = False) -> None:
        self._job, self._given, self._quick = job, given, quick
        self._checks: _Checks | None = None
        self._flash_shares: set[float] = set()
        self._findings: list[Finding] = []
        self._exemptions: dict[tuple[str, str], Exemption] = {}
        self._samples = 0
        self._last: Sample | None = None

    def shares(self, duration: float) -> Sequence[float]:
        """The samples of an animation, those among them that are judged for flashes only."""
        if self._quick:
            return QUICK_SAMPLES
        count = max(FEWEST_SAMPLES, math.ceil(duration / LONGEST_GAP))
        full = {*ENDS, *((k + 0.5) / count for k in range(count))}
        steps = duration * FLASH_RATE
        for_flashes = {(k + _UNEVENNESS * (k * _GOLDEN % 1)) / steps for k in range(1, int(steps))}
        self._flash_shares = for_flashes - full
        return sorted(full | for_flashes)

    def observe(self, scene: mn.Scene, sample: Sample) -> None:
        """Examine the frame of a sample."""
        if self._checks is None:
            self._checks = _Checks(scene)
        flashes_only = sample.share in self._flash_shares
        if flashes_only and not may_flash(scene):
            return
        frame = self._checks.reader.read(scene)
        if flashes_only:
            self._take_in(self._checks.flashes(sample, frame), scene, sample)
            return
        self._take_in(self._checks.faults(sample, frame), scene, sample)
        if sample.share == 1:
            self._note_exemptions(frame)
        self._samples += 1
        self._last = sample

    def result(self, scene: mn.Scene) -> Examined:
        """All findings, the repeated ones merged, once the scene has ended."""
        if self._checks is not None and self._last is not None:
            self._take_in(self._checks.idle.end(), scene, self._last)
        findings = merged(self._findings)
        return Examined(tuple(findings), tuple(self._exemptions.values()), self._samples)

    def _take_in(self, faults: Iterable[Fault], scene: mn.Scene, sample: Sample) -> None:
        for fault in faults:
            if not self._is_exempt(fault):
                self._findings.append(self._finding(fault, scene, sample))

    def _is_exempt(self, fault: Fault) -> bool:
        """Whether one of the things is; of a jump, each of them has to be."""
        assert self._checks is not None
        exempt = [thing for thing in fault.things if thing.exemption(fault.kind)]
        if not exempt or (fault.kind == "jump" and len(exempt) < len(fault.things)):
            return False
        for thing in exempt:
            label, reason = self._checks.names.label(thing), thing.exemption(fault.kind) or ""
            exemption = Exemption(self._job.clip, label, fault.kind, reason, is_needed=True)
            self._exemptions[label, fault.kind] = exemption
        return True

    def _note_exemptions(self, frame: DrawnFrame) -> None:
        """Note what is declared to be exempt, found or not."""
        assert self._checks is not None
        for piece in frame.pieces:
            for kind, reason in exempt_faults(piece.mobject).items():
                label = self._checks.names.label(Thing.of(piece))
                exemption = Exemption(self._job.clip, label, kind, reason, is_needed=False)
                self._exemptions.setdefault((label, kind), exemption)

    def _finding(self, fault: Fault, scene: mn.Scene, sample: Sample) -> Finding:
        assert self._checks is not None
        first, last = fault.span or (sample, sample)
        beats = getattr(scene, "beats", ())
        name = getattr(beats[first.beat - 1], "name", "") if first.beat else ""
        things = fault.things[:_MOST_NAMED]
        return Finding(
            clip=self._job.clip,
            parameters=self._given,
            themes=(self._job.theme,),
            beat=first.beat,
            beat_name=name,
            start=first.time,
            end=last.time,
            time=sample.time,
            kind=fault.kind,
            objects=tuple(dict.fromkeys(self._checks.names.label(thing) for thing in things)),
            how_far=fault.how_far,
            amount=fault.amount,
        )


class _Checks:
    """All checks of one scene, and what they found in the last frame."""

    def __init__(self, scene: mn.Scene) -> None:
        camera = camera_of(scene)
        self.names = Names(scene)
        self.reader = FrameReader(camera)
        self.idle = IdleCheck()
        self._painter = painter = MobjectPainter(camera)
        self._single_frames = SingleFrameCheck(painter)
        self._jumps = JumpCheck()
        self._flashes = FlashCheck(painter)
        self._last: tuple[int, bool] | None = None
        self._painted: PaintedFrame | None = None
        self._faults: list[Fault] = []

    def flashes(self, sample: Sample, frame: DrawnFrame) -> Iterator[Fault]:
        """Flashes up to this sample."""
        return self._flashes.faults(sample, frame)

    def faults(self, sample: Sample, frame: DrawnFrame) -> Iterator[Fault]:
        """All faults at this sample."""
        yield from self._flashes.faults(sample, frame)
        settled = sample.share == 1 or sample.is_rest
        if self._last != (frame.version, settled) or self._painted is None:
            self._painted = PaintedFrame(frame, self._painter, settled, self._painted)
            self._faults = []
            if settled or sample.share not in ENDS:
                self._faults = list(self._single_frames.faults(frame, self._painted, settled))
            self._last = frame.version, settled
        canvas = self._painted.canvas
        yield from self._faults
        yield from self._jumps.faults(sample, frame, canvas)
        yield from self.idle.faults(sample, frame, canvas)
