"""Stepping through a scene from sample to sample, without drawing it.

Manim's own loop makes every frame of a film. The storyboard and the layout check need far fewer:
here the scene is put into the state of each sample that an `Observer` asks for, and of no other,
and nothing is drawn unless the observer draws it.
"""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import manim as mn
import numpy as np

from rendering.errors import ParametersError, SceneError
from rendering.job import Job
from rendering.workers.cairo_camera import camera_class
from rendering.workers.manim_settings import manim_settings
from scenes.catalogue.options.kinds import OptionError


@dataclass(frozen=True)
class Sample:
    """A moment of a clip at which an observer sees the scene.

    `time` is in seconds from the clip's start. `beat` counts the beats that have begun; 0 is
    before the first. `play` counts the plays (animations and waits) from 0. `share` is how much of
    the play is over: 0 in its first frame, less than 1 inside it, and 1 once it has left the scene
    as it stays. `is_rest` is true of a wait in which nothing moves.
    """

    time: float
    beat: int
    play: int
    share: float
    is_rest: bool


class Observer(Protocol):
    """What sees a scene at the samples that it asks for."""

    def shares(self, duration: float) -> Sequence[float]:
        """The samples inside an animation of `duration` seconds: growing shares from 0 to 1.

        The state that it leaves behind (share 1) is always a sample, and so are both ends of a
        rest.
        """

    def observe(self, scene: mn.Scene, sample: Sample) -> None:
        """See the scene in the state of `sample`; `drawn_mobjects` says what is drawn of it."""


class SteppingRenderer(mn.CairoRenderer):
    """Puts a scene into the states that `observer` wants to see; draws nothing itself."""

    def __init__(self, observer: Observer, camera_class: type[mn.Camera] = mn.Camera) -> None:
        super().__init__(camera_class=camera_class)
        self._observer = observer
        self.observer_error: Exception | None = None

    def play(self, scene: mn.Scene, *args: Any, **kwargs: Any) -> None:
        """Step through one play."""
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        start, duration = self.time, self._film_duration(scene)
        if scene.is_current_animation_frozen_frame():
            self._observe(scene, start, 0.0, is_rest=True)
            self.time = start + duration
            self._observe(scene, self.time, 1.0, is_rest=True)
        else:
            for share in self._shares(scene):
                scene.update_to_time(share * scene.duration)
                self._observe(scene, start + share * duration, share)
                if scene.stop_condition is not None and scene.stop_condition():
                    duration *= share
                    break
            self._finish(scene)
            self.time = start + duration
            self._observe(scene, self.time, 1.0)
        self.num_plays += 1

    def scene_finished(self, scene: mn.Scene) -> None:
        """Write nothing."""

    def _shares(self, scene: mn.Scene) -> Sequence[float]:
        if scene.stop_condition is None:
            return self._observer.shares(scene.duration)
        frames = np.arange(0, scene.duration, 1 / self.camera.frame_rate)  # it may stop at each
        return list(frames / scene.duration)

    def _film_duration(self, scene: mn.Scene) -> float:
        """How long a film shows the play: Manim makes whole frames of it."""
        step = 1 / self.camera.frame_rate
        if scene.is_current_animation_frozen_frame():
            return int(scene.duration / step) * step
        return len(np.arange(0, scene.duration, step)) * step

    def _finish(self, scene: mn.Scene) -> None:
        for animation in scene.animations or ():
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
        scene.moving_mobjects, scene.static_mobjects = [], []

    def _observe(self, scene: mn.Scene, time: float, share: float, is_rest: bool = False) -> None:
        beat = len(getattr(scene, "beats", ()))
        try:
            self._observer.observe(scene, Sample(time, beat, self.num_plays, share, is_rest))
        except Exception as error:
            self.observer_error = error
            raise


def camera_of(scene: mn.Scene) -> mn.Camera:
    """The camera of a scene that Cairo draws."""
    return cast(mn.Camera, scene.camera)


def drawn_mobjects(scene: mn.Scene) -> list[mn.Mobject]:
    """Everything that is drawn of a scene now, in the order of drawing, the hindmost first.

    Inside an animation Manim draws what stands still first and what moves on top of it.
    """
    still, moving = still_and_moving(scene)
    return [*still, *moving]


def still_and_moving(scene: mn.Scene) -> tuple[list[mn.Mobject], list[mn.Mobject]]:
    """What is drawn of a scene now: what stands still for the whole play, and what may move.

    The first is empty between two plays and in a rest.
    """
    if not scene.moving_mobjects:
        return [], shown([*scene.mobjects, *scene.foreground_mobjects])
    still = shown(scene.static_mobjects)
    return still, moving_beside(scene, set(map(id, still)))


def moving_beside(scene: mn.Scene, still: set[int]) -> list[mn.Mobject]:
    """What may move in a play, but for what stands still, given by its ids."""
    return [mobject for mobject in shown(scene.moving_mobjects) if id(mobject) not in still]


def shown(mobjects: Sequence[mn.Mobject]) -> list[mn.Mobject]:
    """All members of families that have points, once each, in Manim's order of drawing.

    Each stands where Manim's camera would list it last. In a play the list holds whole families,
    which are taken as they are unless somebody has joined one.
    """
    found = list(mobjects)
    known = set(map(id, found))
    if len(known) < len(found) or any(
        id(part) not in known for mobject in found for part in mobject.submobjects
    ):
        families = (member for one in reversed(mobjects) for member in reversed(one.get_family()))
        found = list({id(member): member for member in families}.values())[::-1]
    found = [mobject for mobject in found if len(mobject.points)]
    if any(mobject.z_index for mobject in found):
        found.sort(key=lambda mobject: mobject.z_index)
    return found


def step_through(job: Job, observer: Observer, media_folder: Path) -> mn.Scene:
    """Make the scene of `job`, step through it with `observer`, and return it.

    Raises SceneError when the scene itself raises, ParametersError when it cannot be made.
    """
    with mn.tempconfig(manim_settings(job, str(media_folder))):
        renderer = None
        try:
            scene_class = getattr(importlib.import_module(job.module), job.scene_class)
            renderer = SteppingRenderer(observer, camera_class(job.transparent))
            scene: mn.Scene = scene_class(
                parameters=dict(job.parameters), theme=job.theme, renderer=renderer
            )
            scene.render()
        except OptionError as error:
            raise ParametersError(str(error)) from error
        except Exception as error:
            if renderer is not None and renderer.observer_error is error:
                raise  # no fault of the scene
            text = "".join(traceback.format_exception(error))
            raise SceneError(f"{job.clip}: {type(error).__name__}: {error}"[:300], text) from error
    return scene
