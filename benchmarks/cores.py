"""What more cores would give: the catalogue's renders, simulated from times measured here.

A process plays each clip, and in doing so completes one chunk after another; each chunk is drawn
and encoded by a process of its own. Processes that are ready share the cores evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rendering.batch import drawers_of, plays_at_once

CORES = (1, 2, 4, 8, 16)
NOTHING = 1e-9


@dataclass(frozen=True)
class Work:
    """Processor seconds that a clip takes to be played, and to be drawn and encoded in chunks."""

    playing: float
    drawing: float
    chunks: int


@dataclass
class _Run:
    """A clip under way: chunks to be played and to be drawn, and seconds left of those begun."""

    work: Work
    drawers: int
    unplayed: int = field(init=False)
    playing: float = field(init=False)
    waiting: int = 0
    drawn: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unplayed, self.playing = self.work.chunks, self.work.playing / self.work.chunks

    @property
    def busy(self) -> list[float]:
        """What is left for each of its processes until it has a chunk ready."""
        return [*self.drawn, *([self.playing] if self.unplayed else [])]

    def go_on(self, seconds: float) -> None:
        """Let each process work for as long."""
        self.drawn = [left - seconds for left in self.drawn if left - seconds > NOTHING]
        self.playing -= seconds
        if self.unplayed and self.playing < NOTHING:
            self.unplayed, self.waiting = self.unplayed - 1, self.waiting + 1
            self.playing = self.work.playing / self.work.chunks
        while self.waiting and len(self.drawn) < self.drawers:
            self.waiting -= 1
            self.drawn.append(self.work.drawing / self.work.chunks)


def seconds_to_render(
    clips: Sequence[Work], cores: int, at_once: int | None = None, drawers: int | None = None
) -> float:
    """How long all clips take on so many cores, of which `at_once` are played side by side."""
    at_once = at_once or plays_at_once(cores)
    drawers = drawers or drawers_of(cores)
    waiting, running, seconds = list(clips), list[_Run](), 0.0
    while waiting or running:
        while waiting and sum(run.unplayed > 0 for run in running) < at_once:
            running.append(_Run(waiting.pop(0), drawers))
        busy = [left for run in running for left in run.busy]
        step, pace = min(busy), min(1.0, cores / len(busy))
        for run in running:
            run.go_on(step)
        seconds += step / pace
        running = [run for run in running if run.busy]
    return seconds


def cores_table(clips: Sequence[Work], quality: str) -> str:
    """As Markdown: all clips, one played at a time, and as many as `all` plays."""
    lines = [
        f"These {len(clips)} clips with -q{quality} on more cores, simulated from their times:",
        "",
        "| cores | one played at a time | played at once | side by side |",
        "|--:|--:|--:|--:|",
    ]
    for cores in CORES:
        alone = seconds_to_render(clips, cores, at_once=1, drawers=cores)
        together = seconds_to_render(clips, cores)
        lines.append(f"| {cores} | {alone:.0f} s | {plays_at_once(cores)} | {together:.0f} s |")
    return "\n".join(lines)
