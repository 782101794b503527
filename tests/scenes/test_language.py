"""What all clips' pictures are made of: the ground, glows, halos, and the answer at the end."""

from __future__ import annotations

import manim as mn
import numpy as np
import pytest

from relu_anim import PiecewiseLinear
from scenes.layout import STAGE_HEIGHT, STAGE_WIDTH, Region
from scenes.mobjects.animations import Morph
from scenes.mobjects.labels import halo
from scenes.mobjects.plots.curves import BrightGraph
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.text.question import Question
from scenes.mobjects.text.typesetting import Typeset
from scenes.stage import Stage
from scenes.theme import DARK, THEMES, Theme

FRAME = Region(-STAGE_WIDTH / 2, STAGE_WIDTH / 2, -STAGE_HEIGHT / 2, STAGE_HEIGHT / 2)
TENT = PiecewiseLinear.through([(0.2, 0.0), (0.5, 0.3), (0.8, 0.0)])


def ground() -> Ground:
    return Ground(DARK, FRAME, (-1.0, 3.0), -2.0, ticks=[(0.0, "0"), (2.0, "2")])


def test_zero_is_the_floor_and_the_earth_fills_the_frame_below_it() -> None:
    made = ground()
    np.testing.assert_allclose(made.point(-1.0, 0.0), [FRAME.left, -2.0, 0.0])
    np.testing.assert_allclose(made.point(3.0, 0.0), [FRAME.right, -2.0, 0.0])
    low, high = made.earth.points.min(axis=0), made.earth.points.max(axis=0)
    np.testing.assert_allclose([*low[:2], *high[:2]], [FRAME.left, -4.0, FRAME.right, -2.0])


def test_both_axes_have_one_unit_unless_told_otherwise() -> None:
    unit = STAGE_WIDTH / 4
    np.testing.assert_allclose(ground().point(0, 1) - ground().point(0, 0), [0, unit, 0])
    steep = Ground(DARK, FRAME, (-1.0, 3.0), -2.0, up=0.5)
    np.testing.assert_allclose(steep.point(0, 1) - steep.point(0, 0), [0, 0.5, 0])


def test_ticks_stand_under_their_places() -> None:
    made = ground()
    for x, number in zip((0.0, 2.0), made.numbers, strict=True):
        assert abs(number.get_center()[0] - made.point(x, 0)[0]) < 0.05
        assert number.get_top()[1] < -2.0


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_a_glow_lies_around_its_line_wherever_that_goes(theme: Theme) -> None:
    plot = Ground(theme, FRAME, (-1.0, 2.0), -2.0)
    bright = BrightGraph(plot, TENT, "total")
    move = Morph(bright, lambda share: TENT * (1 + share), rate_func=mn.linear)
    move.begin()
    move.interpolate(0.5)
    top = bright.graph.points[:, 1].max()
    assert top == pytest.approx(plot.point(0.5, 0.45)[1])
    for stroke in bright.glow:
        np.testing.assert_array_equal(stroke.points, bright.graph.points)
        assert stroke.get_stroke_width() > bright.graph.get_stroke_width()
        assert stroke.get_stroke_opacity() < 0.2


def test_a_halo_is_the_ground_behind_the_glyphs_alone() -> None:
    label = halo(Typeset("$y_1$", DARK, 0.5, "ramp"), DARK)
    glyphs = [piece for piece in label.family_members_with_points() if piece.get_fill_opacity()]
    assert glyphs
    for piece in glyphs:
        assert piece.get_stroke_color(background=True).to_hex().lower() == DARK.ground
        assert piece.get_stroke_width(background=True) > 5
        assert piece.get_fill_color().to_hex().lower() == DARK.ramp


class Tent(Stage):
    """Asks, and answers."""

    says = "The lower of two ramps is a tent."

    def construct(self) -> None:
        self.beat("A caption.")
        self.play(self.answer(self.says, "The lower of two #ramp[ramps] is a #total[tent]."))


def test_the_answer_is_recorded_and_stands_clear_below_the_small_question() -> None:
    scene = Tent(skip_animations=True)
    scene.render()
    assert scene.answered == Tent.says
    family = scene.get_mobject_family_members()
    question, answer = (thing for thing in family if isinstance(thing, Question))
    assert question.get_bottom()[1] > answer.get_top()[1]
    assert question.height < answer.height
    assert answer.get_left()[0] == pytest.approx(question.get_left()[0], abs=0.05)


def test_an_answer_of_ten_words_is_refused() -> None:
    scene = Tent(skip_animations=True)
    scene.says = "one two three four five six seven eight nine ten"
    with pytest.raises(ValueError, match="at most 9 words"):
        scene.render()


def test_a_bright_line_melts_at_the_same_height_wherever_it_goes() -> None:
    plot = Ground(DARK, FRAME, (-1.0, 2.0), -2.0)
    whole, gone = np.array([0.0, 1.0, 0.0]), np.array([0.0, 2.0, 0.0])
    bright = BrightGraph(plot, TENT, "total").melt(whole, gone).set_value(TENT * 2)
    for stroke in (bright.graph, *bright.glow):
        assert stroke.stroke_rgbas[0, 3] > 0 == stroke.stroke_rgbas[1, 3]
        np.testing.assert_array_equal(stroke.get_gradient_start_and_end_points(), [whole, gone])
