"""Where does the point go? Weights lay its plane in space, a bias shifts it, ReLU stops it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import manim as mn
import numpy as np

from relu_anim import LayerPath, Trace
from scenes.mobjects.animations import Fade
from scenes.mobjects.clips import point3d_captions as words
from scenes.mobjects.clips.point3d_keyframe import Keyframe
from scenes.mobjects.clips.point3d_notation import PathNotation
from scenes.mobjects.clips.point3d_space import Point3DSpace
from scenes.mobjects.clips.point3d_table import Point3DTable, RowOfNumbers
from scenes.mobjects.space.framing import Framing
from scenes.mobjects.space.space import Spatial
from scenes.mobjects.text.notation import equals
from scenes.stage import Stage
from scenes.theme import DIMMED, SIZES

LABEL_FADE = 0.3
"""Seconds in which labels are out of sight when a movement begins."""


class Point3D(Stage):
    """The input plane by itself, beside the space, on the rows of W, shifted, and at ReLU."""

    model: Trace

    def construct(self) -> None:
        self.set_the_plane()
        self.put_the_point_on_the_plane()
        self.set_the_space_beside_it()
        self.lay_the_plane_in_space()
        self.read_where_it_landed()
        self.shift_it_by_the_bias()
        self.let_relu_act()
        if self.has_bias:
            self.leave_out_the_bias()

    def set_the_plane(self) -> None:
        self.path = LayerPath(self.model)
        self.written = PathNotation.of(self.path)
        self.has_bias = bool(self.model.biases.any())
        self.picture = picture = Point3DSpace(self.path, self.written, self.theme, self.layout.plot)
        self.set_the_table()
        picture.prepare(
            picture.goal,
            [picture.sheet, picture.sheet_axes, *picture.input_names],
            expected=[picture.steps, picture.dot],
        )
        self.add(picture, *picture.seen)

    def set_the_table(self) -> None:
        trace, path = self.model, self.path
        inputs, weights, places = self.written.point, self.written.weights, self.written.places
        first, second = (
            RowOfNumbers(f"$#input[${inputs.markup(share)}$] thin times$", row, weights, "weight")
            for share, row in zip(trace.point.tolist(), trace.weights, strict=True)
        )
        output = RowOfNumbers("$#total[ReLU]$", path.output, places)
        sign, point = equals(inputs.is_exact(*trace.point)), inputs.tuple_markup(*trace.point)
        rows = [
            RowOfNumbers(f"$O: quad v {sign} #input[${point}$]$"),
            RowOfNumbers("#muted[neuron]", [1, 2, 3], space=0.35),
            first,
            second,
            RowOfNumbers("$v thin W$", path.linear, places, ruled=True),
            RowOfNumbers("$+ thin #bias[$b$]$", trace.biases, places, "bias"),
            RowOfNumbers("$v thin W + #bias[$b$]$", path.affine, places, ruled=True),
            output,
            RowOfNumbers("#muted[without the bias]", space=0.5),
            replace(output, values=path.output_without_bias),
        ]
        table = Point3DTable(rows, self.theme, self.layout.panel, SIZES.label + 0.04)
        (
            self.point_row, self.neuron_row, *self.weight_rows, self.linear_row, self.bias_row,
            self.affine_row, self.output_row, self.without_heading, self.without_row,
        ) = table.rows  # fmt: skip

    def put_the_point_on_the_plane(self) -> None:
        picture = self.picture
        self.beat(words.on_the_plane(self.path, self.written), "plane")
        self.go(
            [*picture.units, *picture.unit_labels],
            expected=[picture.steps, picture.dot],
            run_time=1.0,
        )
        self.go(
            [picture.steps, picture.dot, picture.start_label],
            also=[Fade(self.point_row)],
            run_time=1.2,
        )

    def set_the_space_beside_it(self) -> None:
        picture = self.picture
        self.beat(words.into_space(), "space")
        self.go(leaving=[*picture.unit_labels, picture.start_label], run_time=0.5)
        self.go(run_time=2.4, framing=picture.framings.beside)
        self.go(
            [picture.axes, *picture.neuron_names, picture.name_label],
            also=[Fade(self.neuron_row)],
            run_time=1.2,
        )

    def lay_the_plane_in_space(self) -> None:
        picture = self.picture
        self.beat(words.by_weights(self.path, picture.patch.unit), "weights")
        self.go(
            leaving=[picture.sheet_axes, *picture.input_names],
            also=[*map(Fade, self.weight_rows)],
            run_time=1.0,
        )
        self.go(run_time=3.2, weights=1.0, framing=picture.framings.landed)
        self.go(picture.row_labels, expected=[picture.drops], run_time=0.8)

    def read_where_it_landed(self) -> None:
        picture = self.picture
        self.beat(words.landed(self.path, self.written), "landed")
        self.go(leaving=[*picture.row_labels, *picture.units, picture.name_label], run_time=0.8)
        self.go(
            [picture.drops, picture.dot_label],
            [picture.steps],
            also=[Fade(self.linear_row)],
            run_time=1.2,
        )

    def shift_it_by_the_bias(self) -> None:
        picture = self.picture
        self.beat(words.by_bias(self.path, self.written), "bias")
        shifted = replace(picture.goal, framing=picture.framings.shifted, bias=1.0)
        if not self.has_bias:
            self.go(also=[Fade(self.bias_row), Fade(self.affine_row)], run_time=1.2)
            return
        self.go(
            leaving=[picture.drops],
            also=[Fade(self.bias_row)],
            run_time=1.4,
            framing=shifted.framing,
        )
        self.go(
            [picture.sheet_before, *picture.signs_of_bias],
            expected=[picture.drops],
            ahead=[shifted],
            run_time=0.4,
        )
        self.go(run_time=2.4, bias=1.0)
        self.go(
            [picture.drops, *picture.names_of_bias],
            also=[Fade(self.affine_row)],
            run_time=0.8,
        )

    def let_relu_act(self) -> None:
        picture, below = self.picture, self.path.affine < 0
        self.beat(words.by_relu(self.path, self.written), "relu")
        signs = [picture.sheet_before, *picture.signs_of_bias, *picture.names_of_bias]
        self.go(leaving=[picture.sheet, *(signs if self.has_bias else [])], run_time=0.6)
        self.go(
            [picture.walls, picture.trail, *picture.signs_of_relu],
            also=[Fade(self.output_row.label)],
            run_time=1.2,
            framing=picture.framings.inside,
        )
        shares = np.cumsum(below) / max(below.sum(), 1)
        keyframes = [replace(picture.goal, relu=float(share)) for share in shares]
        next_signs = [*picture.signs_of_bias, picture.ghost] if self.has_bias else []
        for neuron, light in enumerate(picture.walls.lights):
            self.go(
                [light],
                also=[Fade(self.output_row.cells[neuron])],
                expected=next_signs,
                ahead=keyframes[neuron:],
                run_time=0.5,
            )
            self.go(
                leaving=[light],
                expected=next_signs,
                ahead=keyframes[neuron + 1 :],
                run_time=0.7,
                relu=keyframes[neuron].relu,
            )
        self.go(
            [picture.result, *picture.names_of_relu],
            [picture.dot],
            expected=next_signs,
            run_time=0.4,
        )

    def leave_out_the_bias(self) -> None:
        picture = self.picture
        self.beat(words.without_bias(self.path, self.written), "without-bias")
        lights = [picture.walls.lights[k] for k in np.flatnonzero(self.path.linear < 0)]
        shares = np.linspace(0.0, 1.0, len(picture.stations_without_bias)).tolist()
        dims = mn.ApplyMethod(picture.drops.fade, 1 - DIMMED)
        self.go(
            [*picture.signs_of_bias, picture.ghost, *picture.names_without_bias],
            also=[dims, Fade(self.without_heading), Fade(self.without_row.label)],
            ahead=[replace(picture.goal, relu_without_bias=share) for share in shares],
            run_time=1.2,
        )
        self.go(
            [picture.trail_without_bias, *lights],
            also=[*map(Fade, self.without_row.cells)],
            run_time=1.8,
            relu_without_bias=1.0,
        )
        self.go([picture.ghost_result], [picture.ghost], run_time=0.5)

    def go(
        self,
        arriving: Sequence[Spatial] = (),
        leaving: Sequence[Spatial] = (),
        *,
        expected: Sequence[Spatial] = (),
        ahead: Sequence[Keyframe] = (),
        also: Sequence[mn.Animation] = (),
        run_time: float,
        **changes: float | Framing,
    ) -> None:
        """Move the picture to another keyframe, or change it at rest, while things fade in and out.

        Labels leave room for what is `expected` next, coordinates also for the keyframes `ahead`.
        """
        picture = self.picture
        goal = replace(picture.goal, **changes)  # type: ignore[arg-type]  # shares and framings
        coming, going = picture.prepare(goal, arriving, leaving, expected=expected, ahead=ahead)
        quickly = mn.squish_rate_func(mn.smooth, 0.0, min(LABEL_FADE / run_time, 1.0))
        animations = [
            *(Fade(thing) for thing in (*arriving, *coming)),
            *(Fade(thing, leaving=True) for thing in leaving),
            *(Fade(label, leaving=True, rate_func=quickly) for label in going),
            *also,
        ]
        # What stands still is drawn only once, if it comes before all that moves.
        still, moving = picture.parted(animations)
        self.add(*still, picture.share, picture, *moving)
        self.play(picture.share.animate.set_value(1.0), *animations, run_time=run_time)
        picture.arrive([*leaving, *going])
