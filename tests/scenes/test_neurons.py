"""Points, line and pictures stand where errors that NumPy measures belong."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, example, given, reject, settings
from hypothesis import strategies as st

from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.neurons_wave import CIRCLE, Closeup, Wave
from scenes.neurons import Neurons
from tests.scenes.performance import Moment, drawn_pieces, look_at

DOUBLING = (4, 8, 16, 32)


class Seen(Neurons):
    """Keeps what is seen at the end of each beat, and what is missed half way to 8 pieces."""

    def __init__(self, parameters: dict[str, Any] | None = None) -> None:
        type(self).__name__ = "Neurons"  # the stage finds the clip by it
        self.moments: dict[str, Moment] = {}
        self.half_way = np.zeros((0, 2))
        self.near: list[tuple[tuple[float, float], float]] = []
        super().__init__(parameters, skip_animations=True)

    def _close_beat(self) -> None:
        super()._close_beat()
        if self.beats:
            self.moments[self.beats[-1].name] = look_at(self)

    def play(self, *moves: Any, **options: Any) -> None:
        super().play(*moves, **options)
        if self.beats[-1].name == "closer" and isinstance(moves[0], Morph) and len(moves) > 2:
            near = moves[2].mobject
            moves[2].interpolate(0.0)
            self.near.append((near.x_range, missed_by(near)[:, 1].max()))
            moves[2].interpolate(1.0)
            self.near.append((near.x_range, missed_by(near)[:, 1].max()))
        if self.beats[-1].name == "more" and isinstance(moves[0], Morph):
            if not len(self.half_way):
                moves[0].interpolate(0.5)
                self.half_way = missed_by(self.wave)
            moves[0].interpolate(1.0)


def missed_by(wave: Wave) -> np.ndarray:
    """What straight pieces miss, (k, 2), as it is drawn."""
    (top,) = wave.goal.paths
    return wave.data_of(top)


def see(**parameters: Any) -> Seen:
    scene = Seen(parameters)
    scene.render()
    return scene


@pytest.fixture(scope="module")
def seen() -> Seen:
    return see()


def sine(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.sin(2 * np.pi * x))


def measured(f: Any, n: int, low: float = 0.0, high: float = 1.0) -> tuple[float, float]:
    """The largest error of n pieces, and the first place of it, on a fine grid."""
    knots, x = np.linspace(low, high, n + 1), np.linspace(low, high, max(20_000, 400 * n) + 1)
    missing = np.abs(f(x) - np.interp(x, knots, f(knots)))
    return float(missing.max()), float(x[(missing > missing.max() * (1 - 1e-7)).argmax()])


def bends_of(f: Any, n: int) -> int:
    """Where n pieces bend, the start among them, where the line is flat before."""
    slopes = np.diff(f(np.linspace(0, 1, n + 1)), prepend=f(np.zeros(1)))
    return int((np.abs(np.diff(slopes)) > 1e-9).sum())


def check_the_end(scene: Seen, f: Any, counts: tuple[int, ...], low: float, high: float) -> None:
    """Points, line and what is read off it, against NumPy."""
    errors = [measured(f, n, low, high)[0] for n in counts]
    goal = 10.0 ** math.floor(math.log10(errors[-1] / 2))
    slope, height = np.polyfit(np.log(counts[-3:]), np.log(errors[-3:]), 1)
    foretold = float(np.exp((np.log(goal) - height) / slope))
    needed = scene.model.further.counts[-1]
    missed = 0.006 * needed  # a fine grid is not fine enough for a corner's error
    step = math.gcd(2, *counts)
    assert needed % step == 0
    assert foretold == pytest.approx(needed - step / 2, abs=step / 2 + 0.01 + missed)
    errors.append(measured(f, needed, low, high)[0])
    dots = np.array([dot.get_center() for dot in scene.dots])
    # A square to the right is twice the pieces, a square down a quarter of the error, or half.
    factor = 4 if slope < -1.4 else 2
    square = scene.paper.square / np.log([2.0, factor])
    for axis, values in ((0, np.array([*counts, needed])), (1, np.array(errors))):
        away = square[axis] * np.log(values / values[0])
        np.testing.assert_allclose(dots[:, axis], dots[0, axis] + away, atol=4e-3)
    fitted = counts[-3:]
    ends = [np.array([n / counts[0], np.exp(height) * n**slope / errors[0]]) for n in fitted]
    start, end = (dots[0, :2] + square * np.log(each) for each in (ends[0], ends[-1]))
    np.testing.assert_allclose(scene.line.get_start()[:2], start, atol=1e-2)
    np.testing.assert_allclose(scene.line.get_end()[:2], end, atol=1e-2)
    there = dots[0, :2] + square * np.log([foretold / counts[0], goal / errors[0]])
    np.testing.assert_allclose(scene.there[:2], there, atol=1e-2)
    texts = scene.moments["answer"].texts
    assert {str(count) for count in (*counts, needed)} <= set(texts)
    said = f"goal {goal:.6f}".rstrip("0").rstrip(".")
    assert said in scene.moments["ask"].texts
    assert said in texts


def test_the_bar_stands_in_the_largest_gap_and_measures_it(seen: Seen) -> None:
    wave = seen.another_wave()
    corners = wave.data_of(wave.bar())
    error, where = measured(sine, 4)
    np.testing.assert_allclose(corners[:, 0].mean(), where, atol=1e-4)
    np.testing.assert_allclose(corners[0, 1], 4 * where, atol=1e-4)
    assert np.ptp(corners[:, 1]) == pytest.approx(error, abs=1e-7)
    assert "error 0.2105" in seen.moments["gap"].texts


def test_relus_are_counted_at_the_bends(seen: Seen) -> None:
    counts = [bends_of(sine, n) for n in DOUBLING]
    assert counts == [3, 7, 15, 31] == seen.numbers["neurons"]
    assert {"4 pieces", "3 ReLUs"} <= set(seen.moments["pieces"].texts)
    assert len(seen.another_wave().joints.points) == 3 * len(CIRCLE)


@pytest.mark.parametrize(("station", "bends"), [(2, 7), (4, 31), (5, 71)])
def test_every_bend_is_marked_where_marks_can_be_told_apart(
    seen: Seen, station: int, bends: int
) -> None:
    assert len(seen.another_wave().set_value(float(station)).joints.points) == bends * len(CIRCLE)


def test_pictures_stand_beside_the_paper_level_with_their_points(seen: Seen) -> None:
    paper, wave = seen.paper, seen.another_wave()
    for index, dot in enumerate(seen.dots):
        line = wave.set_value(index + 1.0).line
        assert line.get_left()[0] > seen.dots[-1].get_right()[0] + 0.1
        assert wave.point(0.0, 0.0)[1] == pytest.approx(dot.get_center()[1], abs=1e-5)
    assert paper.get_left()[0] == pytest.approx(seen.dots[0].get_center()[0])  # on the axis
    rows = (paper.window.top - paper.floor) / paper.square
    assert rows == pytest.approx(round(rows))


def lacking(x: np.ndarray, *counts: int) -> np.ndarray:
    """What the sine has more or less than the middle between some of its polygons."""
    polygons = [np.interp(x, k := np.linspace(0, 1, n + 1), sine(k)) for n in counts]
    return np.asarray(np.abs(sine(x) - np.mean(polygons, axis=0)))


def test_pulled_straight_the_pieces_bear_what_they_miss_on_one_scale(seen: Seen) -> None:
    wave, tall = seen.another_wave(), []
    for index, count in enumerate((*DOUBLING, 72)):
        x, missed = missed_by(wave.set_value(index + 1.0)).T
        np.testing.assert_allclose(missed, lacking(x, count), atol=1e-9)
        (flat,) = drawn_pieces(wave.line)
        assert np.ptp(flat[:, 1]) < 1e-9
        tall.append(wave.unit[1])
    np.testing.assert_allclose(tall, tall[0])


def test_half_way_to_twice_the_pieces_what_is_missed_is_half_way(seen: Seen) -> None:
    x, missed = seen.half_way.T
    np.testing.assert_allclose(missed, lacking(x, 4, 8), atol=1e-9)


def test_from_near_the_highest_hill_becomes_two_about_a_quarter_as_high(seen: Seen) -> None:
    ((low, high), before), ((_, _), after) = seen.near
    assert (high - low) * 16 == pytest.approx(1)
    assert (before, after) == pytest.approx(
        (measured(sine, 16)[0], measured(sine, 32)[0]), rel=1e-4
    )
    assert seen.beats[5].caption == (
        "32 pieces, from near: half as wide and half as steep, a hill is about a quarter as high."
    )
    assert after / before == pytest.approx(1 / 4, rel=0.05)
    x = np.linspace(low, low + 1e-6, 2)
    steep = [np.diff(lacking(x, n))[0] for n in (16, 32)]
    assert steep[1] / steep[0] == pytest.approx(1 / 2, rel=0.05)


def test_at_the_end_the_highest_hill_is_seen_below_the_goal(seen: Seen) -> None:
    shown = [part for thing in seen.mobjects for part in thing.get_family()]
    (near,) = (part for part in shown if isinstance(part, Closeup))
    top = missed_by(near)[:, 1].max()
    assert top == pytest.approx(measured(sine, 72)[0], rel=1e-4)
    assert top < 0.001 < near.y_range[1]
    assert seen.moments["answer"].texts.count("0.001") == 1
    levels = [part for part in shown if np.allclose(part.get_center(), near.level(0.001).mean(0))]
    assert levels


def test_a_square_of_the_paper_says_what_all_mean(seen: Seen) -> None:
    assert {"× 2", "÷ 4"} <= set(seen.moments["paper"].texts)
    assert see(target=Target("sqrt(x)")).moments["paper"].texts.count("÷ 2") == 1


def test_the_sine_falls_along_its_line(seen: Seen) -> None:
    check_the_end(seen, sine, DOUBLING, 0.0, 1.0)
    errors = {f"{measured(sine, n)[0]:.4f}" for n in DOUBLING} | {f"{measured(sine, 72)[0]:.5f}"}
    assert {"0.2105", "0.0704", "0.0188", "0.0048", "0.00095"} == errors
    assert errors <= set(seen.moments["answer"].texts)
    assert {"× 2", "÷ 3.9"} <= set(seen.moments["line"].texts)
    assert seen.beats[3].caption.endswith("one down a quarter of the error.")
    assert seen.beats[6].caption.endswith("one square to the right, about one down.")
    counts = [bends_of(sine, n) for n in (*DOUBLING, 72)]
    assert {*map(str, counts)} <= set(seen.moments["answer"].texts)
    assert f"{counts[-1]} ReLUs for 72 pieces" in seen.beats[-1].caption
    assert seen.beats[-2].caption.endswith("about 72 pieces.")
    assert "72" in seen.moments["foretold"].texts
    assert seen.answered == "Twice the pieces: about a quarter of the error."


@settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.generate])
@example((5, 40), "3 - x**3", 1.0)
@given(
    st.sampled_from([(3, 7, 20), (*DOUBLING, 64), (2, 4, 8, 16, 32, 64, 128)]),
    st.sampled_from(["exp(-x)*cos(6*x)", "abs(x - 1/3)", "x**1.5"]),
    st.floats(1.0, 2.0).map(lambda x: round(x, 2)),
)
def test_any_target_falls_along_its_own_line(counts: Any, text: str, high: float) -> None:
    try:
        scene = see(counts=counts, target=Target(text), domain=(0.0, high))
    except OptionError:
        reject()
    check_the_end(scene, Target(text), counts, 0.0, high)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"counts": "4"}, "--counts must be 2 to 7 numbers"),
        ({"counts": "4,8,300"}, "--counts must be a whole number from 1 to 128"),
        ({"counts": "30,31,64"}, "--counts must be further apart, and from the"),
        ({"target": "2.5*x % 1"}, "--counts must be .* errors that fall to 0.1 by 1000 pieces"),
        ({"target": "abs(x - 0.5)"}, "--counts cannot be shown: .* the error is 0"),
        ({"target": "1/x"}, "--target must be finite"),
    ],
)
def test_what_no_picture_can_show_is_refused_in_one_line(given: Any, refusal: str) -> None:
    with pytest.raises(OptionError, match=refusal) as refused:
        find_clip("neurons").parameters(**given)
    assert "\n" not in str(refused.value)
