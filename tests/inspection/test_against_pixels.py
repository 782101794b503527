"""What the check says of random pictures, against a plain count of the pixels that things share.

The oracle draws each thing alone and counts where their inks meet; it knows nothing of boxes, of
the order of drawing or of contrast. Between "surely" and "surely not" the check may say either.
"""

from __future__ import annotations

import manim as mn
import numpy as np
import pytest

from rendering.inspection.checks.single_frame import SingleFrameCheck
from rendering.inspection.measuring.canvas import MobjectPainter
from rendering.inspection.measuring.frame_pieces import FrameReader
from rendering.inspection.measuring.frame_pixels import PaintedFrame
from rendering.inspection.stepping import camera_of
from scenes.mobjects.lines import polyline
from scenes.mobjects.text.typesetting import Typeset
from tests.inspection.planted_faults import Trial

SIZE = {"pixel_width": 1080, "pixel_height": 1080, "frame_width": 8.0, "frame_height": 8.0}
"""The middle of a frame at 1080p: nothing is put elsewhere."""
SETTINGS: dict[str, object] = {**SIZE, "dry_run": True, "verbosity": "ERROR"}
WORDS = ["both active", "$y_1$", "$0.25$", "$x - 0.5$", "tent", "$-1$", "$sum_(i=1)^n a_i$"]
SURELY = 40
"""Pixels of ink at 1080p that two things share when one surely disturbs the other."""
CLEAR = 6
"""Pixels between two things that surely do not disturb each other."""


def ink(camera: mn.Camera, *mobjects: mn.Mobject) -> np.ndarray:
    """Where anything is drawn in the middle of the frame, (700, 700)."""
    camera.reset()
    camera.capture_mobjects(mobjects)
    ground = np.asarray(camera.background)[0, 0]
    found: np.ndarray = (camera.pixel_array[190:890, 190:890] != ground).any(axis=2)
    return found


def grown(mask: np.ndarray, by: int) -> np.ndarray:
    wider = mask.copy()
    for axis in (0, 1):
        source = wider.copy()
        for shift in range(1, by + 1):
            wider |= np.roll(source, shift, axis) | np.roll(source, -shift, axis)
    return wider


def kinds_found(scene: Trial) -> set[str]:
    camera = camera_of(scene)
    painter = MobjectPainter(camera)
    frame = FrameReader(camera).read(scene)
    picture = PaintedFrame(frame, painter)
    faults = SingleFrameCheck(painter).faults(frame, picture, settled=True)
    return {fault.kind for fault in faults}


def random_text(scene: Trial, random: np.random.Generator) -> Typeset:
    at = np.array([*random.uniform(-0.8, 0.8, 2), 0.0])
    word = WORDS[random.integers(len(WORDS))]
    return Typeset(word, scene.theme, random.uniform(0.34, 0.7)).move_to(at)


def random_line(scene: Trial, random: np.random.Generator) -> mn.VMobject:
    corners = np.column_stack([random.uniform(-1.5, 1.5, (3, 2)), np.zeros(3)])
    line = mn.VMobject(stroke_color=scene.theme.ramp, stroke_width=random.uniform(1.5, 8))
    return line.set_points(polyline(corners))


@pytest.mark.parametrize("seed", range(2))
def test_lines_and_texts_meet_where_their_ink_does(seed: int) -> None:
    random = np.random.default_rng(seed)
    said = {"crossing": 0, "nothing": 0}
    for _ in range(20):
        with mn.tempconfig(SETTINGS):
            scene = Trial()
            text, line = random_text(scene, random), random_line(scene, random)
            scene.add(*([text, line] if random.random() < 0.5 else [line, text]))
            written, drawn = ink(camera_of(scene), text), ink(camera_of(scene), line)
            crossing = "crossing" in kinds_found(scene)
        if (written & drawn).sum() >= SURELY:
            assert crossing, (text.markup, line.points.round(2).tolist(), line.stroke_width)
            said["crossing"] += 1
        if not (grown(written, 3 * CLEAR) & drawn).any():
            assert not crossing, (text.markup, line.points.round(2).tolist())
            said["nothing"] += 1
    assert all(said.values()), said


@pytest.mark.parametrize("seed", range(2))
def test_texts_overlap_where_their_ink_does(seed: int) -> None:
    random = np.random.default_rng(100 + seed)
    said = {"overlap": 0, "nothing": 0}
    for _ in range(20):
        with mn.tempconfig(SETTINGS):
            scene = Trial()
            first, second = random_text(scene, random), random_text(scene, random)
            scene.add(first, second)
            one, other = ink(camera_of(scene), first), ink(camera_of(scene), second)
            overlap = "overlap" in kinds_found(scene)
        if (one & other).sum() >= SURELY:
            assert overlap, (first.markup, second.markup)
            said["overlap"] += 1
        if not (grown(one, 3 * CLEAR) & grown(other, CLEAR)).any():
            assert not overlap, (first.markup, second.markup)
            said["nothing"] += 1
    assert all(said.values()), said


@pytest.mark.parametrize("seed", range(2))
def test_what_hides_a_text_covers_it(seed: int) -> None:
    random = np.random.default_rng(200 + seed)
    said = {"covered": 0, "nothing": 0}
    for _ in range(20):
        with mn.tempconfig(SETTINGS):
            scene = Trial()
            text, opacity = random_text(scene, random), random.uniform(0.1, 1)
            card = scene.panel(1, 1, role="panel", opacity=opacity)
            card.move_to(np.array([*random.uniform(-0.9, 0.9, 2), 0.0]))
            scene.add(text, card)
            written = ink(camera_of(scene), text)
            hidden = (written & ink(camera_of(scene), card)).sum() / written.sum()
            covered = "covered" in kinds_found(scene)
        if opacity > 0.6 and hidden > 0.12:
            assert covered, (text.markup, opacity, hidden)
            said["covered"] += 1
        if opacity < 0.4 or hidden == 0:
            assert not covered, (text.markup, opacity, hidden)
            said["nothing"] += 1
    assert all(said.values()), said
