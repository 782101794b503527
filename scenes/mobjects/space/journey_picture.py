"""The picture of a journey: everything that stands in space, and where it is at each moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import manim as mn
import numpy as np

from relu_anim import Journey, between, gates, walked
from scenes.layout import Region
from scenes.mobjects.meant import meant
from scenes.mobjects.space.coordinates import (
    NEURON_ROLES,
    Coordinates,
    tuple_markup,
    value_markup,
)
from scenes.mobjects.space.octant import Axes, Drops, Walls
from scenes.mobjects.space.outlook import Outlook, Outlooks
from scenes.mobjects.space.sheet import Patch, Sheet
from scenes.mobjects.space.space import (
    Arrows,
    Dot,
    Label,
    Space,
    Spatial,
    Spot,
    Trail,
    stroke_scenery,
)
from scenes.mobjects.space.steady import Bearer, Scenery, in_the_way, steady_places
from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import SIZES, Theme

_MOMENTS = 9
"""At how many moments of a movement it is made sure that no label is in the way."""
_FEW_MOMENTS = 6
"""The same where nothing moves but the labels."""
_SHORTEST_ARROW = 0.5
"""Below this length on the frame an arrow is only its head, and there is no room beside it."""
_LABEL_ROOM = 0.8
"""What is kept free of all but labels at the right of the picture, in frame units."""
_OVERHANG = 0.1
"""How far a label may reach into the gap between the picture and the panel."""


@dataclass(frozen=True)
class Pose:
    """How far the journey has come; each a share from 0 to 1, and the outlook on it.

    laid: of the weights. carried: of the bias. gated: of ReLU. slid: of ReLU without the bias.
    """

    outlook: Outlook
    laid: float = 0.0
    carried: float = 0.0
    gated: float = 0.0
    slid: float = 0.0

    def towards(self, other: Pose, share: float) -> Pose:
        """Return the pose on the way to another one."""

        def mixed(here: float, there: float) -> float:
            return (1 - share) * here + share * there

        return Pose(
            self.outlook.towards(other.outlook, share),
            mixed(self.laid, other.laid),
            mixed(self.carried, other.carried),
            mixed(self.gated, other.gated),
            mixed(self.slid, other.slid),
        )


class JourneyPicture(Space):
    """Everything that stands in space on a point's way through a layer.

    The scene fades these things in and out; ``prepare`` and ``arrive`` enclose a movement of all
    that is seen, camera and labels included, and ``share`` drives it.
    """

    def __init__(self, journey: Journey, theme: Theme, region: Region) -> None:
        self.journey = journey
        self.patch = Patch.around(journey.trace.point)
        self.label_region = region.inset(right=-_OVERHANG)
        region = region.inset(right=_LABEL_ROOM)
        room = region.inset(left=0.45, right=0.45, bottom=0.45, top=0.45)
        self.outlooks = Outlooks(journey, self.patch, room)
        self.pose = self.goal = Pose(self.outlooks.above)
        super().__init__(theme, region, self.outlooks.above.view)
        self.share = mn.ValueTracker(0.0)
        self.walls = Walls(theme).build(self.outlooks.inside.reach[:, 1])
        self.sheet = Sheet(self.patch, theme)
        self.axes = Axes(theme)
        self.drops, self.ghost_drops = Drops(theme), Drops(theme)
        self.steps, self.trail, self.slide = (
            Trail(theme.colour(role)) for role in ("input", "muted", "muted")
        )
        self.units, self.bias_arrow = Arrows(theme.weight), Arrows(theme.bias)
        self.mark = Spot(theme.muted)
        self.ghost, self.dot = Dot(theme, "input", hollow=True), Dot(theme, "input")
        self.ghost_result, self.result = Dot(theme, "total", hollow=True), Dot(theme, "total")
        for ring in (self.ghost, self.ghost_result):
            meant(ring, "contrast", "it may lie on the dot where both ways end close together")
        self._write_labels()
        self._stack()
        self.is_still, self.bow = False, 0.0
        self.in_the_way: list[Label] = []
        self.place(self.pose)
        self.add_updater(lambda picture: picture.take(picture.share.get_value()))

    def _stack(self) -> None:
        """Say what is drawn over what; the sheet comes between the two halves of the axes."""
        stack: list[Sequence[Spatial]] = [
            [self.walls], self.walls.lights, [self.axes], [self.sheet], [], [self.ghost_drops],
            [self.drops], [self.slide, self.trail, self.steps], [self.units], [self.bias_arrow],
            [self.ghost], [self.ghost_result], [self.dot], [self.result], self.labels, [self.mark],
        ]  # fmt: skip
        for height, things in enumerate(stack):
            self.hold(*things)
            for thing in things:
                thing.set_z_index(height)
        self.axes.near.set_z_index(stack.index([self.sheet]) + 1)

    def _write_labels(self) -> None:
        theme, journey = self.theme, self.journey
        self.input_names = [self._text(f"input {k}", "muted", close=True) for k in (1, 2)]
        self.neuron_names = [
            self._text(f"neuron {k}", role, close=True)
            for k, role in enumerate(NEURON_ROLES, start=1)
        ]
        self.unit_labels = [
            self._text(f"${tuple_markup(tip)}$", "weight") for tip in self.patch.units
        ]
        times = "" if self.patch.unit == 1 else f"{value_markup(self.patch.unit)} dot "
        self.row_labels = [
            self._text(f"${times}{tuple_markup(row)}$", "weight") for row in journey.trace.weights
        ]
        self.name_label = self._text("$O$", "input", close=True)
        self.start_label = self._text(f"$O thin {tuple_markup(journey.trace.point)}$", "input")
        stops = [journey.linear, journey.affine]
        self.dot_label, self.ghost_label = (
            Label(Coordinates(theme, SIZES.label, stops, name), theme) for name in ("$O$", "")
        )
        self.mark_label = self._text("$x thin W$", "muted", close=True)
        self.bias_label = self._text("$b$", "bias", close=True)
        self.labels: list[Label] = [
            self.dot_label, self.ghost_label, self.start_label, self.name_label, *self.row_labels,
            *self.unit_labels, self.mark_label, self.bias_label, *self.neuron_names,
            *self.input_names,
        ]  # fmt: skip

    def _text(self, markup: str, role: str, *, close: bool = False) -> Label:
        return Label(Typeset(markup, self.theme, SIZES.label, role), self.theme, close=close)

    @property
    def signs_of_bias(self) -> list[Spatial]:
        """What shows where the bias has carried the point from, named if there is room for it."""
        ends = np.array([self.journey.linear, self.journey.affine])
        before, after = self.outlooks.carrying.view.project(ends)
        if np.linalg.norm(after - before) < _SHORTEST_ARROW:
            return [self.mark, self.bias_arrow]
        return [self.mark, self.bias_arrow, self.mark_label, self.bias_label]

    def place(self, pose: Pose, share: float = 1.0) -> None:
        """Put everything where it is at this pose, without drawing it.

        share: of the movement under way, on which the room for numbers depends.
        """
        journey, point, units = self.journey, self.journey.trace.point, self.patch.units
        self.view = pose.outlook.view
        if self.bow:
            stepped_back = 1 + 4 * share * (1 - share) * self.bow
            self.view = replace(self.view, scale=self.view.scale / stepped_back)

        def lie(points: np.ndarray) -> np.ndarray:
            return journey.at(points, pose.laid, pose.carried)

        base, here, *tips = lie(np.vstack([0 * point, point, units]))
        self.sheet.lay(lie)
        self.units.lines = np.array([[base, tip] for tip in tips])
        self.steps.lines = np.array([[foot, here] for foot in lie(point * np.eye(2))])
        self.axes.reach, self.axes.through = pose.outlook.reach, base
        self.axes.normal = np.cross(tips[0] - base, tips[1] - base)
        self.bias_arrow.lines = np.array([[journey.linear, here]])
        at = between(gates(journey.affine), pose.gated) if pose.gated else here
        for thing in (self.dot, self.result, self.drops, self.start_label, self.name_label):
            thing.at = at
        self._write(self.dot_label, at, share)
        self.trail.lines = walked(gates(journey.affine), pose.gated)
        slid = between(gates(journey.linear), pose.slid)
        for thing in (self.ghost, self.ghost_result, self.ghost_drops):
            thing.at = slid
        self._write(self.ghost_label, slid, share)
        self.mark.at = self.mark_label.at = journey.linear
        self.slide.lines = walked(gates(journey.linear), pose.slid)
        self.bias_label.at = (journey.linear + here) / 2
        for labels in (self.unit_labels, self.row_labels):
            for label, tip in zip(labels, tips, strict=True):
                label.at = tip
        for k, end in enumerate(self.axes.ends):
            for name in (*self.neuron_names[k : k + 1], *self.input_names[k : k + 1]):
                name.at = end

    def _write(self, label: Label, at: np.ndarray, share: float) -> None:
        label.at = at
        if label in self.seen:
            cast(Coordinates, label.text).set_values(at, share)

    def take(self, share: float) -> None:
        """Draw what is seen at a share of the movement under way."""
        if self.is_still:
            return
        self.place(self.pose.towards(self.goal, share), share)
        for label in self.labels:
            label.glide(share)
        self.look(self.view)

    def prepare(
        self,
        goal: Pose,
        arriving: Sequence[Spatial],
        leaving: Sequence[Spatial] = (),
        expected: Sequence[Spatial] = (),
    ) -> None:
        """Make ready for a movement to another pose: choose the labels' places.

        Labels keep off what is ``expected`` after the movement, too. Those that would run into
        others are ``in_the_way`` and had better be out of sight until it is over.
        """
        self.pose = self.goal
        self.goal = goal
        self._expect_numbers()
        self.bow = self._necessary_bow()
        self.seen = [*self.seen, *(thing for thing in arriving if thing not in self.seen)]
        self.in_the_way = []
        labels = [label for label in self.labels if label in self.seen]
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
        bearers, scenery = self._foresee(labels, arriving, leaving, expected)
        ends = steady_places(bearers, scenery, self.label_region)
        for label, bearer, end in zip(labels, bearers, ends, strict=True):
            label.start = end if bearer.before is None else bearer.before
            label.end = end
        if self.goal != self.pose:
            met = [labels[k] for k in in_the_way(bearers, ends, scenery.shares)]
            self.in_the_way = [label for label in met if label not in (*arriving, *leaving)]

    def _expect_numbers(self) -> None:
        live = (self.dot_label, self.ghost_label)
        places = []
        for pose in (self.pose, self.goal):
            self.place(pose)
            places.append([label.at for label in live])
        for label, start, end in zip(live, *places, strict=True):
            cast(Coordinates, label.text).expect(start, end)

    def _necessary_bow(self) -> float:
        """Return how far the camera steps back on its way, so that nothing turns out of sight."""
        self.bow = bow = 0.0
        if self.goal.outlook is self.pose.outlook:
            return bow
        room = np.array([self.region.width, self.region.height]) / 2
        for share in np.linspace(0.0, 1.0, _MOMENTS)[1:-1]:
            self.place(self.pose.towards(self.goal, share), share)
            outermost = self.axes.lines[:, 1]
            if self.sheet in self.seen:
                outermost = np.vstack([outermost, self.sheet.face.corners])
            excess = float((np.abs(self.view.project(outermost)) / room).max()) - 1
            bow = max(bow, excess / (4 * share * (1 - share)))
        return bow

    def arrive(self, leaving: Sequence[Spatial]) -> None:
        """Settle at the end of a movement."""
        self.take(1.0)
        self.pose = self.goal
        for label in self.labels:
            label.start = label.end
        self.seen = [thing for thing in self.seen if thing not in leaving]

    def _foresee(
        self,
        labels: Sequence[Label],
        arriving: Sequence[Spatial],
        leaving: Sequence[Spatial],
        expected: Sequence[Spatial],
    ) -> tuple[list[Bearer], Scenery]:
        """Return how the labels' points will move and what will be seen, moment by moment."""
        solid = [thing for thing in self.seen if thing not in (*leaving, *labels)]
        solid.extend(expected)
        dots = [thing for thing in solid if isinstance(thing, Dot)]
        shares = np.linspace(0.0, 1.0, _FEW_MOMENTS if self.goal == self.pose else _MOMENTS)
        strokes, anchors, spots = [], [], []
        weights = np.zeros(0)
        sizes = np.zeros((len(labels), 2))
        for share in shares:
            self.place(self.pose.towards(self.goal, share), share)
            lines, weights = stroke_scenery(solid)
            strokes.append(lines)
            sizes = np.maximum(sizes, [label.size for label in labels])
            anchors.append([self.flat(label.at)[:2] for label in labels])
            spots.append([self.flat(dot.at)[:2] for dot in dots])
        places = np.array(anchors).reshape(len(shares), -1, 2)
        bearers = [
            Bearer(
                sizes[k],
                places[:, k],
                before=None if label in arriving else label.end,
                close=label.close,
                stays=label in leaving,
            )
            for k, label in enumerate(labels)
        ]
        return bearers, Scenery(
            shares, np.array(strokes), weights, np.array(spots).reshape(len(shares), -1, 2)
        )
