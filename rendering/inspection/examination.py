"""The examination of one clip in one theme: steps through its scene and runs every check."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import manim as mn

from rendering.inspection.checks.crossing_in_motion import PassingCheck
from rendering.inspection.checks.faults import Fault
from rendering.inspection.checks.flash import FlashCheck, may_flash
from rendering.inspection.checks.idle import IdleCheck
from rendering.inspection.checks.jump import JumpCheck
from rendering.inspection.checks.jump_in_motion import HopCheck
from rendering.inspection.checks.single_frame import SingleFrameCheck
from rendering.inspection.findings import Examined, Exemption, Finding, merged
from rendering.inspection.measuring.canvas import MobjectPainter
from rendering.inspection.measuring.frame_pieces import DrawnFrame, FrameReader
from rendering.inspection.measuring.frame_pixels import PaintedFrame
from rendering.inspection.measuring.grouping import Thing
from rendering.inspection.names import Names
from rendering.inspection.sharing import Share
from rendering.inspection.stepping import Sample, camera_of, step_through
from rendering.inspection.thresholds import (
    ENDS,
    FEWEST_SAMPLES,
    FLASH_RATE,
    LONGEST_GAP,
    QUICK_SAMPLES,
    SHORTEST_GAP,
    SHORTEST_REST,
)
from rendering.job import Job
from scenes.mobjects.exemptions import exempt_faults

_GOLDEN = (math.sqrt(5) - 1) / 2
"""Multiples of it, less their whole part, are spread evenly and never repeat."""
_UNEVENNESS = 0.6
"""The share of an interval by which a sample for flashes may come late."""
_MOST_NAMED = 3


def examine(
    job: Job,
    given: str = "",
    *,
    quick: bool = False,
    root: Path | None = None,
    share: Share | None = None,
) -> Examined:
    """Examine the clip of `job` with its parameters, in its theme; its size does not matter.

    `given` is how the findings call the parameters. A quick examination judges the ends and the
    middles of animations only. `root` is the project's folder, the current one unless given.
    Where the same clip is examined in several themes, each takes its `share`.
    Raises SceneError when the scene itself raises.
    """
    examiner = Examiner(job, given, quick, share)
    scene = step_through(job, examiner, (root or Path.cwd()) / "media" / ".cache" / "manim")
    return examiner.result(scene)


class Examiner:
    """Judges many frames of a scene and writes down what is wrong."""

    def __init__(
        self, job: Job, given: str = "", quick: bool = False, share: Share | None = None
    ) -> None:
        self._job, self._given, self._quick = job, given, quick
        self._checks: _Checks | None = None
        self._share, self._animations = share or Share(), -1
        self._glances: set[float] = set()
        self._findings: list[Finding] = []
        self._exemptions: dict[tuple[str, str], Exemption] = {}
        self._noted: dict[int, mn.Mobject] = {}
        self._lasting: dict[tuple[object, ...], list[Finding]] = {}
        self._samples = 0
        self._last: Sample | None = None

    def shares(self, duration: float) -> Sequence[float]:
        """The samples of an animation, with those at which there is only a glance at the frame."""
        if self._quick:
            return QUICK_SAMPLES
        fewest = min(FEWEST_SAMPLES, round(duration / SHORTEST_GAP))
        count = max(fewest, math.ceil(duration / LONGEST_GAP)) | 1  # the middle is one
        full = {*ENDS, *((k + 0.5) / count for k in range(count) if self._share.has(k))}
        self._animations += 1
        if not self._share.has(self._animations):
            self._glances = set()
            return sorted(full)
        steps = duration * FLASH_RATE
        glances = {(k + _UNEVENNESS * (k * _GOLDEN % 1)) / steps for k in range(1, int(steps))}
        self._glances = glances - full
        return sorted(full | glances)

    def observe(self, scene: mn.Scene, sample: Sample) -> None:
        """Examine the frame of a sample."""
        if self._checks is None:
            self._checks = _Checks(scene, self._share.has_shapes)
        frame = self._checks.reader.read(scene)
        if not self._quick and self._share.has(self._animations):
            self._glance(scene, sample, frame)
        if sample.share in self._glances:
            return
        self._take_in(self._checks.faults(sample, frame), scene, sample)
        if self._checks.resting is not None:
            self._take_in_what_lasts(self._checks.resting, scene, sample)
        if sample.share == 1:
            self._note_exemptions(frame)
        self._samples += 1
        self._last = sample

    def _glance(self, scene: mn.Scene, sample: Sample, frame: DrawnFrame) -> None:
        """Find what is brief: flashes, what passes a text, and leaps."""
        assert self._checks is not None
        checks, looked = self._checks, False

        def look(share: float) -> DrawnFrame:
            nonlocal looked
            looked = True
            scene.update_to_time(share * scene.duration)
            return checks.reader.read(scene)

        if sample.share not in self._glances or may_flash(scene):
            self._take_in(checks.flashes.faults(sample, frame), scene, sample)
        self._take_in(checks.passing.faults(sample, frame, look), scene, sample)
        self._take_in(checks.hops.faults(sample, frame, scene.duration, look), scene, sample)
        if looked:
            scene.update_to_time(sample.share * scene.duration)

    def result(self, scene: mn.Scene) -> Examined:
        """All findings, the repeated ones merged, once the scene has ended."""
        if self._checks is not None and self._last is not None:
            self._take_in(self._checks.idle.end(), scene, self._last)
            self._findings += chain.from_iterable(self._lasting.values())
        findings = merged(self._findings)
        return Examined(tuple(findings), tuple(self._exemptions.values()), self._samples)

    def _take_in_what_lasts(self, faults: Iterable[Fault], scene: mn.Scene, sample: Sample) -> None:
        """Take in faults that have been there for some time, now that these are there."""
        found = [
            self._finding(fault, scene, sample) for fault in faults if not self._is_exempt(fault)
        ]
        before, self._lasting = self._lasting, {}
        for finding in found:
            key = finding.kind, finding.objects
            self._lasting[key] = [*before.pop(key, []), finding]
        for findings in before.values():
            if findings[-1].time - findings[0].time >= SHORTEST_REST:
                self._findings += findings

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
            if id(piece.mobject) in self._noted:
                continue
            self._noted[id(piece.mobject)] = piece.mobject  # so that no other gets its id
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
    """All checks of one scene, and what they found in the last frame.

    Without `has_shapes`, a frame at rest is examined for its colours only.
    """

    def __init__(self, scene: mn.Scene, has_shapes: bool) -> None:
        camera = camera_of(scene)
        self._has_shapes = has_shapes
        self.names = Names(scene)
        self.reader = FrameReader(camera)
        self.idle = IdleCheck()
        self._painter = painter = MobjectPainter(camera)
        self._single_frames = SingleFrameCheck(painter, has_shapes)
        self._jumps = JumpCheck()
        self.flashes = FlashCheck(painter)
        self.passing = PassingCheck(self._single_frames)
        self.hops = HopCheck(painter)
        self._last: tuple[int, bool] | None = None
        self._picture: PaintedFrame | None = None
        self._faults: list[Fault] = []
        self._rest: tuple[float, int, list[Fault]] = -math.inf, 0, []
        self.resting: list[Fault] | None = None  # where the last sample was not looked at for them

    def faults(self, sample: Sample, frame: DrawnFrame) -> Iterator[Fault]:
        """All faults at this sample."""
        settled = sample.share == 1 or sample.is_rest
        is_end = not settled and sample.share in ENDS
        if is_end and not self._has_shapes:
            return
        self._picture = picture = PaintedFrame(frame, self._painter, self._picture)
        if self._last != (frame.version, settled):
            self._faults = []
            if not is_end:
                self._faults = list(self._single_frames.faults(frame, picture, settled))
            self._last = frame.version, settled
        self.resting = self._at_rest(sample, frame, picture) if settled else None
        yield from self._faults
        if self._has_shapes:
            yield from self._jumps.faults(sample, frame, picture)
            yield from self.idle.faults(sample, frame, picture)

    def _at_rest(
        self, sample: Sample, frame: DrawnFrame, picture: PaintedFrame
    ) -> list[Fault] | None:
        """What is wrong if it lasts; None between two movements that follow on each other."""
        since, version, faults = self._rest
        if version != frame.version:
            if not sample.is_rest and sample.time - since < SHORTEST_REST:
                return None
            faults = list(self._single_frames.at_rest(frame, picture))
            self._rest = sample.time, frame.version, faults
        return faults
