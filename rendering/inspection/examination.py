"""The examination of one clip in one theme: steps through its scene and runs every check."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import manim as mn

from rendering.inspection.checks.faults import Fault
from rendering.inspection.checks.flash import FlashCheck, may_flash
from rendering.inspection.checks.hop import HopCheck
from rendering.inspection.checks.idle import IdleCheck
from rendering.inspection.checks.jump import JumpCheck
from rendering.inspection.checks.passing import PassingCheck
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
    SHORTEST_REST,
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
    job: Job,
    given: str = "",
    *,
    quick: bool = False,
    root: Path | None = None,
    turn: tuple[int, int] = (0, 1),
) -> Examined:
    """Examine the clip of `job` with its parameters, in its theme; its size does not matter.

    `given` is how the findings call the parameters. A quick examination judges the ends and the
    middles of animations only. `root` is the project's folder, the current one unless given.
    Where the same clip is examined in several themes, each takes its `turn`, a share of the
    samples within animations: (0, 2) is the first of two.
    Raises SceneError when the scene itself raises.
    """
    examiner = Examiner(job, given, quick, turn)
    scene = step_through(job, examiner, (root or Path.cwd()) / "media" / ".cache" / "manim")
    return examiner.result(scene)


class Examiner:
    """Judges many frames of a scene and writes down what is wrong."""

    def __init__(
        self, job: Job, given: str = "", quick: bool = False, turn: tuple[int, int] = (0, 1)
    ) -> None:
        self._job, self._given, self._quick = job, given, quick
        self._checks: _Checks | None = None
        self._turn, self._animations = turn, 0
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
        count = max(FEWEST_SAMPLES, math.ceil(duration / LONGEST_GAP)) | 1  # the middle is one
        own, of = self._turn
        full = {*ENDS, *((k + 0.5) / count for k in range(own, count, of))}
        self._animations += 1
        if self._animations % of != own:
            self._glances = set()
            return sorted(full)
        steps = duration * FLASH_RATE
        glances = {(k + _UNEVENNESS * (k * _GOLDEN % 1)) / steps for k in range(1, int(steps))}
        self._glances = glances - full
        return sorted(full | glances)

    def observe(self, scene: mn.Scene, sample: Sample) -> None:
        """Examine the frame of a sample."""
        if self._checks is None:
            self._checks = _Checks(scene)
        frame = self._checks.reader.read(scene)
        if not self._quick and self._animations % self._turn[1] == self._turn[0]:
            self._glance(scene, sample, frame)
        if sample.share in self._glances:
            return
        self._take_in(self._checks.faults(sample, frame), scene, sample)
        if sample.share == 1 or sample.is_rest:
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
    """All checks of one scene, and what they found in the last frame."""

    def __init__(self, scene: mn.Scene) -> None:
        camera = camera_of(scene)
        self.names = Names(scene)
        self.reader = FrameReader(camera)
        self.idle = IdleCheck()
        self._painter = painter = MobjectPainter(camera)
        self._single_frames = SingleFrameCheck(painter)
        self._jumps = JumpCheck()
        self.flashes = FlashCheck(painter)
        self.passing = PassingCheck(self._single_frames)
        self.hops = HopCheck(painter)
        self._last: tuple[int, bool] | None = None
        self._painted: PaintedFrame | None = None
        self._faults: list[Fault] = []
        self.resting: list[Fault] = []

    def faults(self, sample: Sample, frame: DrawnFrame) -> Iterator[Fault]:
        """All faults at this sample."""
        settled = sample.share == 1 or sample.is_rest
        if self._last != (frame.version, settled) or self._painted is None:
            self._painted = PaintedFrame(frame, self._painter, self._painted)
            self._faults, canvas = [], self._painted.canvas
            if settled:
                self.resting = list(self._single_frames.at_rest(frame, canvas))
            if settled or sample.share not in ENDS:
                self._faults = list(self._single_frames.faults(frame, canvas, settled))
            self._last = frame.version, settled
        canvas = self._painted.canvas
        yield from self._faults
        yield from self._jumps.faults(sample, frame, canvas)
        yield from self.idle.faults(sample, frame, canvas)
