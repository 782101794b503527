"""The picture of a journey: everything that stands in space, and where it is at each moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import manim as mn
import numpy as np

from relu_anim import LayerPath, View, point_along, relu_stations, walked_lines
from scenes.layout import Region
from scenes.mobjects.clips.point3d_keyframe import Keyframe
from scenes.mobjects.exemptions import exempt
from scenes.mobjects.lines import DASHED, Dash
from scenes.mobjects.space.coordinate_text import (
    decimals_for,
    tuple_markup,
    value_markup,
    written_alike,
)
from scenes.mobjects.space.coordinates import NEURON_ROLES, Coordinates
from scenes.mobjects.space.foresight import foresee, necessary_bow
from scenes.mobjects.space.framing import Framings
from scenes.mobjects.space.octant import Axes, Drops, Walls
from scenes.mobjects.space.place_search import steady_places
from scenes.mobjects.space.sheet import Patch, Sheet, SheetAxes, SheetOutline
from scenes.mobjects.space.space import Arrows, Dot, Space, Spatial, Spot, Trail
from scenes.mobjects.space.space_label import Label, tint_backdrops
from scenes.mobjects.space.steady import in_the_way
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
    """Everything that stands in space on a point's way through a layer.

    The scene fades these things in and out; `prepare` and `arrive` enclose a movement of all
    that is seen, camera and labels included, and `share` drives it.
    """

    def __init__(self, journey: LayerPath, theme: Theme, region: Region) -> None:
        self.journey = journey
        self.gates, self.gates_without_bias = (
            relu_stations(journey.affine),
            relu_stations(journey.linear),
        )
        self.patch = Patch.around(journey.trace.point)
        self.label_region = region.inset(right=_PANEL_GAP)
        region = region.inset(right=_LABEL_ROOM)
        room = region.inset(left=0.45, right=0.45, bottom=0.45, top=0.45)
        self.outlooks = Framings(journey, self.patch, room)
        self.pose = self.goal = Keyframe(self.outlooks.alone)
        super().__init__(theme, region, self.outlooks.alone.view)
        self.share = mn.ValueTracker(0.0)
        self.walls = Walls(theme).build(self.outlooks.inside.reach[:, 1])
        self.sheet, self.sheet_axes = Sheet(self.patch, theme), SheetAxes(theme)
        self.axes = Axes(theme)
        self.drops = Drops(theme)
        self.sheet_before = SheetOutline(self.patch, journey.placement(0.0), theme)
        self.steps, self.trail, self.slide = (
            Trail(theme.colour(role)) for role in ("input", "total", "total")
        )
        self.units = [Arrows(theme.weight, dash=dash) for dash in _UNIT_DASHES]
        self.bias_arrow = Arrows(theme.bias)
        self.mark, self.gates_mark = Spot(theme.muted), Spot(theme.muted, hole=theme.ground)
        self.ghost, self.dot = Dot(theme, "input", hollow=True), Dot(theme, "input")
        self.ghost_result, self.result = Dot(theme, "total", hollow=True), Dot(theme, "total")
        for ring in (self.ghost, self.ghost_result):
            exempt(ring, "contrast", "it may lie on the dot where both ways end close together")
        self._write_labels()
        self._stack()
        self.is_still, self.may_hop, self.bow = False, True, 0.0
        self.in_the_way: list[Label] = []
        self.place(self.pose)
        self.add_updater(lambda picture: picture.take(picture.share.get_value()))

    def _stack(self) -> None:
        """Say what is drawn over what; the sheet comes between the two halves of the axes."""
        sheets: list[list[Spatial]] = [[self.sheet_before], [self.sheet]]
        if self._carried_away:
            sheets.reverse()
        stack: list[Sequence[Spatial]] = [
            [self.walls], self.walls.lights, [self.axes], *sheets, [self.sheet_axes],
            [self.drops], [self.slide, self.trail, self.steps], self.units, [self.bias_arrow],
            [self.gates_mark], [self.ghost], [self.ghost_result], [self.dot], [self.result],
            self.labels, [self.mark],
        ]  # fmt: skip
        for height, things in enumerate(stack):
            self.hold(*things)
            for thing in things:
                thing.set_z_index(height)
        self.axes.near.set_z_index(stack.index([self.sheet]) + 1)

    @property
    def _carried_away(self) -> bool:
        """Whether the bias carries the plane away from the viewer."""
        trace, was_there = self.journey.trace, self.sheet_before.lines
        view, normal = self.outlooks.carrying.view, np.cross(*trace.weights)
        nearer, _ = view.parted(was_there, trace.biases, normal)
        return bool((nearer == was_there).all())

    def _write_labels(self) -> None:
        theme, journey = self.theme, self.journey
        self.input_names = [self._text(f"input {k}", "muted", close=True) for k in (1, 2)]
        self.neuron_names = [
            self._text(f"neuron {k}", role, close=True)
            for k, role in enumerate(NEURON_ROLES, start=1)
        ]
        self.unit_labels = [
            self._text(f"${tuple_markup(tip)}$", "weight", close=True) for tip in self.patch.units
        ]
        places = decimals_for(journey.trace.weights.ravel())
        times = "" if self.patch.unit == 1 else f"{value_markup(self.patch.unit)} dot "
        self.row_labels = [
            self._text(f"#muted[input {k}:] ${times}{tuple_markup(row, places)}$", "weight")
            for k, row in enumerate(journey.trace.weights, start=1)
        ]
        self.name_label = self._text("$O$", "input", close=True)
        self.start_label = self._text(f"$O thin {tuple_markup(journey.trace.point)}$", "input")
        stops = [journey.linear, journey.affine]
        self.dot_label, self.ghost_label = (
            Label(Coordinates(theme, SIZES.label, stops, name), theme) for name in ("$O$", "")
        )
        self.mark_label = self._text("$v thin W$", "muted", close=True)
        self.bias_label = self._text("$b$", "bias", close=True)
        self.gates_label = self._text("$v thin W + #bias[$b$]$", "muted", close=True)
        self.labels: list[Label] = [
            self.mark_label, self.bias_label, self.gates_label, self.dot_label, self.ghost_label,
            self.start_label, self.name_label, *self.row_labels, *self.unit_labels,
            *self.neuron_names, *self.input_names,
        ]  # fmt: skip

    def _text(self, markup: str, role: str, *, close: bool = False) -> Label:
        return Label(Typeset(markup, self.theme, SIZES.label, role), self.theme, close=close)

    @property
    def signs_of_bias(self) -> list[Spatial]:
        """What shows where the bias has carried the point from."""
        return [self.mark, self.bias_arrow]

    @property
    def names_of_bias(self) -> list[Spatial]:
        """The names of those signs, if there is room for them."""
        journey, view = self.journey, self.outlooks.carrying.view
        roomy = self._roomy(view, journey.linear, journey.affine)
        return [self.mark_label, self.bias_label] if roomy else []

    @property
    def signs_of_gates(self) -> list[Spatial]:
        """What shows where ReLU has found the point, if it has moved it."""
        return [self.gates_mark] if len(self.gates) > 1 else []

    @property
    def names_of_gates(self) -> list[Spatial]:
        """The name of that place, if there is room for it."""
        journey, view = self.journey, self.outlooks.inside.view
        return [self.gates_label] if self._roomy(view, journey.affine, journey.output) else []

    @property
    def names_without_bias(self) -> list[Spatial]:
        """What is named while the point goes without the bias, as far as there is room for it.

        Where both ways end in the same place, the coordinates stand there already.
        """
        journey, view = self.journey, self.outlooks.inside.view
        roomy = self._roomy(view, journey.linear, journey.affine)
        names: list[Spatial] = [self.bias_label] if roomy else []
        if roomy and self._roomy(view, journey.linear, journey.output):
            names.append(self.mark_label)
        ends_alike = written_alike(journey.output, journey.output_without_bias)
        return names if ends_alike else [*names, self.ghost_label]

    @staticmethod
    def _roomy(view: View, one: np.ndarray, other: np.ndarray) -> bool:
        before, after = view.project(np.array([one, other]))
        return bool(np.linalg.norm(after - before) >= _SHORTEST_ARROW)

    def place(self, pose: Keyframe, share: float = 1.0) -> None:
        """Put everything where it is at this pose, without drawing it.

        share: of the movement under way, on which the room for numbers depends.
        """
        journey, point, patch = self.journey, self.journey.trace.point, self.patch
        self.view = pose.outlook.view
        if self.bow:
            stepped_back = 1 + 4 * share * (1 - share) * self.bow
            self.view = replace(self.view, scale=self.view.scale / stepped_back)
        lie = self.outlooks.apart.towards(journey.placement(pose.carried), pose.laid)
        base, here, *feet = lie(np.vstack([0 * point, point, point * np.eye(2)]))
        ends = (1 - pose.laid) * patch.axes[:, 1] + pose.laid * patch.units
        tips, ends = lie(np.array([patch.units, ends]))
        self.sheet.lay(lie)
        self.sheet_axes.lines = lie(patch.axes)
        self.steps.lines = np.array([[foot, here] for foot in feet])
        self.axes.reach, self.axes.through = pose.outlook.reach, base
        self.axes.normal = np.cross(tips[0] - base, tips[1] - base)
        self.bias_arrow.lines = np.array([[journey.linear, here]])
        at = point_along(self.gates, pose.gated) if pose.gated else here
        for thing in (self.dot, self.result, self.drops, self.start_label, self.name_label):
            thing.at = at
        self._write(self.dot_label, at, share)
        self.trail.lines = walked_lines(self.gates, pose.gated)
        slid = point_along(self.gates_without_bias, pose.slid)
        for ring in (self.ghost, self.ghost_result):
            ring.at = slid
        self._write(self.ghost_label, slid, share)
        self.mark.at = self.mark_label.at = journey.linear
        self.gates_mark.at = self.gates_label.at = journey.affine
        self.slide.lines = walked_lines(self.gates_without_bias, pose.slid)
        self.bias_label.at = (journey.linear + here) / 2
        for k, (tip, end) in enumerate(zip(tips, ends, strict=True)):
            self.units[k].lines = np.array([[base, tip]])
            self.unit_labels[k].at = self.row_labels[k].at = tip
            self.input_names[k].at = end
            self.input_names[k].root = self.row_labels[k].root = base
        for name, end in zip(self.neuron_names, self.axes.ends, strict=True):
            name.at, name.root = end, np.zeros(3)

    def _write(self, label: Label, at: np.ndarray, share: float) -> None:
        label.at = at
        if label in self.seen:
            cast(Coordinates, label.text).set_values(at, share)

    def take(self, share: float) -> None:
        """Draw what is seen at a share of the movement under way."""
        if not self.is_still:
            self.place(self.pose.towards(self.goal, share), share)
            for label in self.labels:
                label.glide(share)
            self.look(self.view)
        self._tint_backdrops()

    def prepare(
        self,
        goal: Keyframe,
        arriving: Sequence[Spatial],
        leaving: Sequence[Spatial] = (),
        expected: Sequence[Spatial] = (),
    ) -> None:
        """Make ready for a movement to another pose: choose the labels' places.

        Labels keep off what is `expected` after the movement, be it another label. Those that
        would run into others are `in_the_way` and had better be out of sight until it is over.
        """
        self.pose = self.goal
        self.goal = goal
        self._expect_numbers()
        self.bow = necessary_bow(self)
        self.seen = [*self.seen, *(thing for thing in arriving if thing not in self.seen)]
        self.may_hop = not self.in_the_way  # who has just hopped settles first
        self.in_the_way = []
        labels = [label for label in self.labels if label in (*self.seen, *expected)]
        if goal != self.pose or any(thing.solidity for thing in (*arriving, *expected)):
            self._choose_places(labels, arriving, leaving, expected)
        self.share.set_value(0.0)
        self.is_still = False
        self.take(0.0)
        self.is_still = goal == self.pose and not any(label.glides for label in labels)

    def _choose_places(
        self,
        labels: Sequence[Label],
        arriving: Sequence[Spatial],
        leaving: Sequence[Spatial],
        expected: Sequence[Spatial],
    ) -> None:
        """Say where each label stands beside its point when the movement is over."""
        bearers, scenery = foresee(self, labels, arriving, leaving, expected)
        ends, hops = steady_places(bearers, scenery, self.label_region)
        for label, bearer, end in zip(labels, bearers, ends, strict=True):
            label.start = end if bearer.before is None else bearer.before
            label.end = end
        if self.goal != self.pose:
            hops = in_the_way(bearers, ends, scenery.shares)
        met = [labels[k] for k in hops]
        self.in_the_way = [label for label in met if label not in (*arriving, *leaving)]

    def _expect_numbers(self) -> None:
        live = (self.dot_label, self.ghost_label)
        places = []
        for pose in (self.pose, self.goal):
            self.place(pose)
            places.append([label.at for label in live])
        for label, start, end in zip(live, *places, strict=True):
            cast(Coordinates, label.text).expect(start, end)

    def _tint_backdrops(self) -> None:
        """Give the backdrops of labels the colour of the sheet or of lit walls behind them."""
        faces = [light for light in self.walls.lights if light in self.seen]
        if self.sheet in self.seen:
            faces.append(self.sheet.face)
        tint_backdrops([label for label in self.labels if label in self.seen], faces)

    def parted(self, animations: Sequence[mn.Animation]) -> tuple[list[Spatial], list[Spatial]]:
        """What stands still below all that is animated, and the rest of what is seen.

        What only now arrives is in neither.
        """
        animated = [cast(mn.Mobject, animation.mobject) for animation in animations]
        seen = [thing for thing in self.seen if thing not in animated]
        if not self.is_still:
            return [], seen
        lowest = min(thing.z_index for thing in animated if isinstance(thing, Spatial))
        still = [thing for thing in seen if thing.top < lowest]
        return still, [thing for thing in seen if thing.top >= lowest]

    def arrive(self, leaving: Sequence[Spatial]) -> None:
        """Settle at the end of a movement."""
        self.take(1.0)
        self.pose = self.goal
        for label in self.labels:
            label.start = label.end
        self.seen = [thing for thing in self.seen if thing not in leaving]
