"""The picture of a layer path: everything that stands in space, and where it is at each moment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import manim as mn
import numpy as np

from relu_anim import LayerPath, View, point_along, relu_stations, walked_lines
from scenes.layout import Region
from scenes.mobjects.clips.point3d_framings import Point3DFramings
from scenes.mobjects.clips.point3d_keyframe import Keyframe
from scenes.mobjects.clips.point3d_notation import PathNotation
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.labels import box_of
from scenes.mobjects.lines import DASHED, Dash
from scenes.mobjects.space.coordinates import NEURON_ROLES, Coordinates
from scenes.mobjects.space.labels import Label, Surroundings, place_label, tint_plates
from scenes.mobjects.space.octant import Axes, Drops, Walls
from scenes.mobjects.space.shapes import Arrows, Dot, Spot, Trail
from scenes.mobjects.space.sheet import Patch, Sheet, SheetAxes, SheetOutline
from scenes.mobjects.space.space import Space, Spatial
from scenes.mobjects.text.notation import Notation
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, Theme

_SHORTEST_ARROW = 0.5
"""Below this length on the frame an arrow is only its head, and there is no room beside it."""
_LABEL_ROOM = 0.8
"""What is kept free of all but labels at the right of the picture, in frame units."""
_PANEL_GAP = 0.25
"""How far labels stay off the right edge, so that they do not read as part of the panel's rows."""
_UNIT_DASHES: tuple[Dash | None, ...] = (None, DASHED)
"""How the arrows along the two inputs are told apart."""


class Point3DSpace(Space):
    """Everything that stands in space on a point's path through a layer.

    The scene fades these things in and out; `prepare` and `arrive` enclose a movement to another
    keyframe, or a change at rest, and `share` drives it. Labels wait out of sight, in `waiting`,
    while the picture moves, but for coordinates that change.
    """

    def __init__(
        self, path: LayerPath, written: PathNotation, theme: Theme, region: Region
    ) -> None:
        self.path, self.written = path, written
        self.stations = relu_stations(path.affine)
        self.stations_without_bias = relu_stations(path.linear)
        self.patch = Patch.around(path.trace.point)
        self.label_region = region.inset(right=_PANEL_GAP)
        region = region.inset(right=_LABEL_ROOM)
        room = region.inset(left=0.45, right=0.45, bottom=0.45, top=0.45)
        self.framings = Point3DFramings(path, self.patch, room)
        self.keyframe = self.goal = Keyframe(self.framings.alone)
        super().__init__(theme, region, self.framings.alone.view)
        self.share = mn.ValueTracker(0.0)
        self.walls = Walls(theme).build(self.framings.inside.reach[:, 1])
        self.sheet, self.sheet_axes = Sheet(self.patch, theme), SheetAxes(theme)
        self.axes = Axes(theme)
        self.drops = Drops(theme)
        self.sheet_before = SheetOutline(self.patch, path.placement(0.0), theme)
        self.steps, self.trail, self.trail_without_bias = (
            Trail(theme.colour(role)) for role in ("input", "total", "total")
        )
        self.units = [Arrows(theme.weight, dash=dash) for dash in _UNIT_DASHES]
        self.bias_arrow = Arrows(theme.bias)
        self.linear_mark = Spot(theme.muted)
        self.affine_mark = Spot(theme.muted, hole=theme.ground)
        self.ghost, self.dot = Dot(theme, "input", hollow=True), Dot(theme, "input")
        self.ghost_result, self.result = Dot(theme, "total", hollow=True), Dot(theme, "total")
        for ring in (self.ghost, self.ghost_result):
            exempt(ring, "contrast", "it may lie on the dot where both ways end close together")
        self._write_labels()
        self._stack()
        self.is_still = False
        self.waiting: list[Label] = []
        self.place(self.keyframe)
        self.add_updater(lambda picture: picture.take(picture.share.get_value()))

    def _stack(self) -> None:
        """Say what is drawn over what; the sheet comes between the two halves of the axes."""
        sheets: list[list[Spatial]] = [[self.sheet_before], [self.sheet]]
        if self._goes_back:
            sheets.reverse()
        names = [label for label in self.labels if label not in self.live_labels]
        stack: list[Sequence[Spatial]] = [
            [self.walls], self.walls.lights, [self.axes], *sheets, [self.sheet_axes],
            [self.drops], [self.trail_without_bias, self.trail, self.steps], self.units,
            [self.bias_arrow], [self.affine_mark], [self.ghost], [self.ghost_result], [self.dot],
            [self.result], names, [self.linear_mark], self.live_labels,
        ]  # fmt: skip
        for height, things in enumerate(stack):
            self.hold(*things)
            for thing in things:
                thing.set_z_index(height)
        self.axes.near.set_z_index(stack.index([self.sheet]) + 1)

    @property
    def _goes_back(self) -> bool:
        """Whether the bias shifts the plane away from the viewer."""
        trace, was_there = self.path.trace, self.sheet_before.lines
        view, normal = self.framings.shifted.view, np.cross(*trace.weights)
        nearer, _ = view.parted(was_there, trace.biases, normal)
        return bool((nearer == was_there).all())

    def _write_labels(self) -> None:
        theme, path, written = self.theme, self.path, self.written
        steps = Notation.of([self.patch.unit])
        self.input_names = [self._text(f"input {k}", "muted", close=True) for k in (1, 2)]
        self.neuron_names = [
            self._text(f"neuron {k}", role, close=True)
            for k, role in enumerate(NEURON_ROLES, start=1)
        ]
        self.unit_labels = [
            self._text(f"${steps.tuple_markup(*tip)}$", "weight", close=True)
            for tip in self.patch.units
        ]
        times = "" if self.patch.unit == 1 else f"{steps.markup(self.patch.unit)} dot "
        self.row_labels = [
            self._text(
                f"#muted[input {k}:] ${times}{written.weights.tuple_markup(*row)}$", "weight"
            )
            for k, row in enumerate(path.trace.weights, start=1)
        ]
        self.name_label = self._text("$O$", "input", close=True)
        self.start_label = self._text(
            f"$O thin {written.point.tuple_markup(*path.trace.point)}$", "input"
        )
        self.dot_label, self.ghost_label = self.live_labels = [
            Label(Coordinates(theme, SIZES.label, written.places, name), theme)
            for name in ("$O$", "")
        ]
        self.linear_label = self._text("$v thin W$", "muted", close=True)
        self.bias_label = self._text("$b$", "bias", close=True)
        self.affine_label = self._text("$v thin W + #bias[$b$]$", "muted", close=True)
        self.labels: list[Label] = [
            *self.neuron_names, *self.input_names, *self.unit_labels, *self.live_labels,
            self.linear_label, self.bias_label, self.affine_label, self.name_label,
            self.start_label, *self.row_labels,
        ]  # fmt: skip
        """In the order in which they choose their places."""

    def _text(self, markup: str, role: str, *, close: bool = False) -> Label:
        return Label(Typeset(markup, self.theme, SIZES.label, role), self.theme, close=close)

    @property
    def signs_of_bias(self) -> list[Spatial]:
        """What shows where the bias has shifted the point from."""
        return [self.linear_mark, self.bias_arrow]

    @property
    def names_of_bias(self) -> list[Spatial]:
        """The names of those signs, if there is room for them."""
        path, view = self.path, self.framings.shifted.view
        roomy = self._roomy(view, path.linear, path.affine)
        return [self.linear_label, self.bias_label] if roomy else []

    @property
    def signs_of_relu(self) -> list[Spatial]:
        """What shows where ReLU has found the point, if it has moved it."""
        return [self.affine_mark] if len(self.stations) > 1 else []

    @property
    def names_of_relu(self) -> list[Spatial]:
        """The name of that place, if there is room for it."""
        path, view = self.path, self.framings.inside.view
        return [self.affine_label] if self._roomy(view, path.affine, path.output) else []

    @property
    def names_without_bias(self) -> list[Spatial]:
        """What is named while the point goes without the bias, as far as there is room for it.

        Where both ways end in the same place, the coordinates stand there already.
        """
        path, view = self.path, self.framings.inside.view
        roomy = self._roomy(view, path.linear, path.affine)
        names: list[Spatial] = [self.bias_label] if roomy else []
        if roomy and self._roomy(view, path.linear, path.output):
            names.append(self.linear_label)
        texts = (self.written.places.tuple(*p) for p in (path.output, path.output_without_bias))
        ends_alike = len(set(texts)) == 1
        return names if ends_alike else [*names, self.ghost_label]

    @staticmethod
    def _roomy(view: View, one: np.ndarray, other: np.ndarray) -> bool:
        before, after = view.project(np.array([one, other]))
        return bool(np.linalg.norm(after - before) >= _SHORTEST_ARROW)

    def place(self, keyframe: Keyframe, share: float = 1.0) -> None:
        """Put everything where it is at this keyframe, without drawing it.

        share: of the movement under way, on which the room for numbers depends.
        """
        path, point, patch = self.path, self.path.trace.point, self.patch
        self.view = keyframe.framing.view
        lie = self.framings.apart.towards(path.placement(keyframe.bias), keyframe.weights)
        base, here, *feet = lie(np.vstack([0 * point, point, point * np.eye(2)]))
        ends = (1 - keyframe.weights) * patch.axes[:, 1] + keyframe.weights * patch.units
        tips, ends = lie(np.array([patch.units, ends]))
        self.sheet.lay(lie)
        self.sheet_axes.lines = lie(patch.axes)
        self.steps.lines = np.array([[foot, here] for foot in feet])
        self.axes.reach, self.axes.through = keyframe.framing.reach, base
        self.axes.normal = np.cross(tips[0] - base, tips[1] - base)
        self.bias_arrow.lines = np.array([[path.linear, here]])
        at = point_along(self.stations, keyframe.relu) if keyframe.relu else here
        for thing in (self.dot, self.result, self.drops, self.start_label, self.name_label):
            thing.at = at
        self.start_label.root = self.name_label.root = base
        self.trail.lines = walked_lines(self.stations, keyframe.relu)
        without = point_along(self.stations_without_bias, keyframe.relu_without_bias)
        for ring in (self.ghost, self.ghost_result):
            ring.at = without
        self.trail_without_bias.lines = walked_lines(
            self.stations_without_bias, keyframe.relu_without_bias
        )
        self.linear_mark.at = self.linear_label.at = path.linear
        self.affine_mark.at = self.affine_label.at = path.affine
        self.bias_label.at = (path.linear + here) / 2
        for k, (tip, end) in enumerate(zip(tips, ends, strict=True)):
            self.units[k].lines = np.array([[base, tip]])
            self.unit_labels[k].at = self.row_labels[k].at = tip
            self.input_names[k].at = end
            for label in (self.unit_labels[k], self.row_labels[k], self.input_names[k]):
                label.root = base
        for name, end in zip(self.neuron_names, self.axes.ends, strict=True):
            name.at = end
        for label, live in zip(self.live_labels, (at, without), strict=True):
            label.at = live
            if label in self.seen:
                cast(Coordinates, label.text).set_values(live, share)

    def take(self, share: float) -> None:
        """Draw what is seen at a share of the movement under way."""
        if not self.is_still:
            self.place(self.keyframe.towards(self.goal, share), share)
            self.look(self.view)
        self._tint_plates()

    def prepare(
        self,
        goal: Keyframe,
        arriving: Sequence[Spatial] = (),
        leaving: Sequence[Spatial] = (),
        *,
        expected: Sequence[Spatial] = (),
        ahead: Sequence[Keyframe] = (),
    ) -> tuple[list[Label], list[Label]]:
        """Make ready for a movement to another keyframe, or for a change at rest.

        Returns the labels that come into sight and those that go out of it: in a movement all go
        but coordinates that change, at rest all that wait come back. They keep off what is
        `expected` next. With more keyframes `ahead`, coordinates alone come back, to a place that
        serves in all of them.
        """
        self.keyframe, self.goal = self.goal, goal
        self.seen = [*self.seen, *(thing for thing in arriving if thing not in self.seen)]
        self.waiting = [label for label in self.waiting if label not in leaving]
        coming, going = [], []
        if goal == self.keyframe:
            ahead = [keyframe for keyframe in ahead if keyframe != goal]
            coming = [label for label in self.waiting if label in self.live_labels or not ahead]
            self.seen = [*self.seen, *coming]
            new = [label for label in self.labels if label in (*arriving, *coming)]
            self._make_room([goal, *ahead], new)
            self.place(goal)
            obstacles = [thing for thing in (*self.seen, *expected) if thing not in leaving]
            self._place_labels(new, obstacles, ahead)
        else:
            live = self._make_room([self.keyframe, goal])
            going = [label for label in self.labels if label in self.seen and label not in live]
            self.waiting = [*self.waiting, *(label for label in going if label not in leaving)]
            going = [label for label in going if label not in leaving]
        self.waiting = [label for label in self.waiting if label not in coming]
        self.share.set_value(0.0)
        self.is_still = False
        self.take(0.0)
        self.is_still = goal == self.keyframe and not any(
            cast(Coordinates, label.text).settles for label in self.live_labels
        )
        return coming, going

    def _make_room(self, keyframes: Sequence[Keyframe], new: Sequence[Label] = ()) -> list[Label]:
        """Let coordinates have room for their numbers at all keyframes; those that change."""
        values = []
        for keyframe in keyframes:
            self.place(keyframe)
            values.append([label.at for label in self.live_labels])
        changing = []
        for label, places in zip(self.live_labels, zip(*values, strict=True), strict=True):
            cast(Coordinates, label.text).make_room(*places, at_once=label in new)
            if np.ptp(places, axis=0).any():
                changing.append(label)
        return changing

    def _place_labels(
        self, new: Sequence[Label], obstacles: Sequence[Spatial], ahead: Sequence[Keyframe]
    ) -> None:
        """Choose the new labels' places, one after the other."""
        things = [thing for thing in obstacles if not isinstance(thing, Label)]
        placed = [label for label in self.labels if label in self.seen and label not in new]
        for label in new:
            if ahead and label in self.live_labels:
                self._place_for_the_way(label, things, placed, ahead)
            else:
                place_label(label, Surroundings.of(things, placed), self.label_region)
            placed.append(label)

    def _place_for_the_way(
        self,
        label: Label,
        things: Sequence[Spatial],
        others: Sequence[Label],
        ahead: Sequence[Keyframe],
    ) -> None:
        """Choose the place of a label that moves on: where it is best in the end.

        There it makes room for those that wait, and here it keeps off those that are seen.
        """
        way = []
        for keyframe in (self.goal, *ahead):
            self.place(keyframe)
            way.append(self.flat(label.at))
        steps = np.array(way) - way[-1]
        here = [box_of(other.plate, other.plate.middle - steps[0]) for other in others]
        there = list(others)
        for other in others:
            other.project()
        for other in self.labels:
            if other in self.waiting and other is not label:
                place_label(other, Surroundings.of(things, there), self.label_region)
                there.append(other)
        surroundings = Surroundings.of(things, there)
        both = replace(surroundings, labels=(*surroundings.labels, *here))
        place_label(label, both, self.label_region, steps)
        self.place(self.goal)
        for other in others:
            other.project()

    def _tint_plates(self) -> None:
        """Give the plates of labels the colour of the sheet or of lit walls behind them."""
        faces = [light for light in self.walls.lights if light in self.seen]
        if self.sheet in self.seen:
            faces.append(self.sheet.face)
        tint_plates([label for label in self.labels if label in self.seen], faces)

    def parted(self, animations: Sequence[mn.Animation]) -> tuple[list[Spatial], list[Spatial]]:
        """What stands still below all that is animated, and the rest of what is seen.

        What only now arrives is in neither.
        """
        animated = [cast(mn.Mobject, animation.mobject) for animation in animations]
        seen = [thing for thing in self.seen if thing not in animated]
        if not self.is_still:
            return [], seen
        levels = [thing.z_index for thing in animated if isinstance(thing, Spatial)]
        lowest = min(levels, default=math.inf)
        still = [thing for thing in seen if thing.top < lowest]
        return still, [thing for thing in seen if thing.top >= lowest]

    def arrive(self, leaving: Sequence[Spatial]) -> None:
        """Settle at the end of a movement."""
        self.take(1.0)
        self.keyframe = self.goal
        self.seen = [thing for thing in self.seen if thing not in leaving]
