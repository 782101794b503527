"""Columns, points, stairs and line stand where errors that NumPy measures belong."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from relu_anim import Convergence
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.animations import Morph
from scenes.mobjects.clips.neurons_words import answer_of
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.text.notation import MINUS
from scenes.neurons import GENTLY, LOW, TOP, Neurons
from tests.scenes.performance import Moment, drawn_pieces, look_at

DOUBLING = (4, 8, 16, 32, 64)


class Seen(Neurons):
    """Keeps what is seen at the end of each beat, and in the middle of each morph."""

    def __init__(self, parameters: dict[str, Any] | None = None) -> None:
        type(self).__name__ = "Neurons"  # the stage finds the clip by it
        self.moments: dict[str, Moment] = {}
        self.tops: dict[str, np.ndarray] = {}
        self.bars: dict[str, np.ndarray] = {}
        self.half_way: dict[str, np.ndarray] = {}
        super().__init__(parameters, skip_animations=True)

    def _close_beat(self) -> None:
        super()._close_beat()
        if self.beats:
            name = self.beats[-1].name
            self.moments[name] = look_at(self)
            self.tops[name] = np.array([c.ends[1] for c in self.columns if hasattr(c, "ends")])
            self.bars[name] = self.curve.ends.copy()

    def play(self, *moves: Any, **options: Any) -> None:
        super().play(*moves, **options)
        name = self.beats[-1].name
        if name in ("twice", "stretch") and isinstance(moves[0], Morph):
            for move in moves:
                move.interpolate(0.5)
            if name == "twice":
                (self.half_way[name],) = drawn_pieces(self.curve.line.graph)
            else:
                self.half_way[name] = np.array([column.ends[1] for column in self.columns[:2]])
                self.half_way["rungs"] = self.paper.heights_of(self.paper.rungs)
            for move in moves:
                move.interpolate(1.0)


def see(**parameters: Any) -> Seen:
    scene = Seen(parameters)
    scene.render()
    return scene


@pytest.fixture(scope="module")
def seen() -> Seen:
    return see()


def sine(x: np.ndarray) -> np.ndarray:
    return np.asarray(np.sin(2 * np.pi * x))


KINK = 0.3712
"""Of one of the targets: a grid alone would miss its tip."""


def measured(f: Any, n: int, low: float = 0.0, high: float = 1.0) -> tuple[float, float]:
    """The largest error of n pieces, and the first place of it, on a fine grid."""
    knots, x = np.linspace(low, high, n + 1), np.linspace(low, high, max(20_000, 400 * n) + 1)
    x = np.sort(np.append(x, KINK)) if low < KINK < high else x
    missing = np.abs(f(x) - np.interp(x, knots, f(knots)))
    return float(missing.max()), float(x[(missing > missing.max() * (1 - 1e-7)).argmax()])


def bends_of(f: Any, n: int) -> int:
    """Where n pieces bend, the start among them, where the line is flat before."""
    slopes = np.diff(f(np.linspace(0, 1, n + 1)), prepend=f(np.zeros(1)))
    return int((np.abs(np.diff(slopes)) > 1e-9).sum())


def check_the_end(scene: Seen, f: Any, counts: tuple[int, ...], low: float, high: float) -> None:
    """Points, stairs and line on logarithmic paper, against NumPy."""
    errors = np.array([measured(f, n, low, high)[0] for n in counts])
    tops = scene.tops["answer"]
    across = np.polyfit(np.log(counts), tops[:, 0], 1)
    up = np.polyfit(np.log(errors), tops[:, 1], 1)
    np.testing.assert_allclose(np.polyval(across, np.log(counts)), tops[:, 0], atol=1e-6)
    np.testing.assert_allclose(np.polyval(up, np.log(errors)), tops[:, 1], atol=1e-3)
    assert up[0] == pytest.approx(across[0], rel=1e-3)  # so that a slope is as it is written
    rungs = scene.paper.heights_of(scene.paper.rungs)
    np.testing.assert_allclose(np.diff(rungs), -up[0] * np.log(2), atol=1e-3)
    stairs = scene.stairs
    for stair, (before, after), (start, end) in zip(
        stairs, pairwise(errors), pairwise(tops), strict=True
    ):
        np.testing.assert_allclose(stair.paths[0], [start, [start[0], end[1], 0]], atol=1e-9)
        np.testing.assert_allclose(stair.paths[1], [[start[0], end[1], 0], end], atol=1e-9)
        sign, factor = stair.down.markup.split()
        written = float(factor) if sign == "÷" else 1 / float(factor)
        assert written == pytest.approx(before / after, rel=0.06)
    slope, height = np.polyfit(np.log(counts), np.log(errors), 1)
    for point in scene.ends_of_line():
        logarithm = height + slope * (point[0] - across[1]) / across[0]
        assert point[1] == pytest.approx(np.polyval(up, logarithm), abs=2e-3)
    assert f"slope {slope:.1f}".replace("-", MINUS) in scene.moments["answer"].texts


def test_the_first_bar_stands_in_the_largest_gap_and_measures_it(seen: Seen) -> None:
    error, where = measured(sine, 4)
    data = seen.curve.ground.data_of(seen.bars["guess"])
    np.testing.assert_allclose(data[:, 0], where, atol=1e-4)
    np.testing.assert_allclose(data[:, 1], [4 * where, np.sin(2 * np.pi * where)], atol=1e-4)
    assert abs(np.diff(data[:, 1])[0]) == pytest.approx(error, abs=1e-7)
    assert "0.2105" in seen.moments["guess"].texts


def test_columns_are_as_high_as_their_errors_and_say_them(seen: Seen) -> None:
    heights = seen.tops["more"][:, 1] - LOW
    errors = [measured(sine, n)[0] for n in DOUBLING]
    np.testing.assert_allclose(heights / heights[0], np.array(errors) / errors[0], atol=1e-6)
    assert {f"{error:.4f}" for error in errors} <= set(seen.moments["stretch"].texts)
    assert "÷ 3.0" in seen.moments["twice"].texts
    np.testing.assert_allclose(seen.numbers["max_errors"], errors, rtol=1e-5)
    slope = np.polyfit(np.log(DOUBLING), np.log(errors), 1)[0]
    assert seen.numbers["slope"] == pytest.approx(slope, abs=1e-5)


def test_relus_are_counted_at_the_bends(seen: Seen) -> None:
    counts = [str(bends_of(sine, n)) for n in DOUBLING]
    assert counts == ["3", "7", "15", "31", "63"]
    assert set(counts) <= set(seen.moments["more"].texts)
    assert [str(size) for size in seen.numbers["neurons"]] == counts
    assert {"4 pieces", "3 bends", "3 ReLUs", "no bend"} <= set(seen.moments["pieces"].texts)


def test_half_way_to_twice_the_pieces_the_line_is_half_way(seen: Seen) -> None:
    corners = seen.half_way["twice"]
    four, eight = (
        np.interp(corners[:, 0], np.linspace(0, 1, n + 1), sine(np.linspace(0, 1, n + 1)))
        for n in (4, 8)
    )
    np.testing.assert_allclose(corners[:, 1], (four + eight) / 2, atol=1e-9)


def test_the_glass_shows_one_picture_again_and_again(seen: Seen) -> None:
    lens = next(each for each in seen.mobjects if isinstance(each, Lens))
    gap, _, line, bar = lens.shown[1:]
    n, (error, where) = 64, measured(sine, 64)
    across, up = np.broadcast_to(lens.times, 3)[:2].tolist()
    assert (across, up) == (16, 128)
    unit = seen.curve.ground.point(1, 1) - seen.curve.ground.point(0, 0)
    assert bar.height == pytest.approx(error * unit[1] * up, rel=1e-4)
    ends = line.points[[0, -1], 0]
    assert ends[1] - ends[0] > unit[0] / n * across
    before = measured(sine, 32)[0] * unit[1] * 32
    assert bar.height == pytest.approx(before, rel=0.01)
    np.testing.assert_allclose(
        seen.curve.ground.data_of(lens.spot[None])[0], [where, np.sin(2 * np.pi * where)], atol=1e-3
    )
    assert "× 16 wide, × 128 high" in seen.moments["more"].texts
    assert np.linalg.norm(gap.points - lens.centre, axis=1).max() < lens.radius * 1.001


def test_half_way_the_paper_is_stretched_by_a_power(seen: Seen) -> None:
    power = (1 - GENTLY(0.5)) ** 1.5
    low, high = (1 - power) * seen.paper.lowest, measured(sine, 4)[0]
    for heights, values in (
        (seen.half_way["stretch"][:, 1], [measured(sine, n)[0] for n in (4, 8)]),
        (seen.half_way["rungs"], high / 2.0 ** np.arange(len(seen.paper.rungs))),
    ):
        up = (np.array(values) ** power - low**power) / (high**power - low**power)
        np.testing.assert_allclose(heights, LOW + up * (TOP - LOW), atol=1e-5)


def test_on_stretched_paper_the_sine_goes_down_stairs(seen: Seen) -> None:
    check_the_end(seen, sine, DOUBLING, 0.0, 1.0)
    assert [stair.down.markup for stair in seen.stairs] == ["÷ 3.0", "÷ 3.7", "÷ 3.9", "÷ 4.0"]
    assert seen.answered == "Yes: twice the pieces, about a quarter the error."


@settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.generate])
@example((5, 40), "3 - x**3", 1.0)
@given(
    st.sampled_from([(3, 7, 20), DOUBLING, (2, 4, 8, 16, 32, 64, 128)]),
    st.sampled_from(["exp(-x)*cos(6*x)", "sqrt(x)", f"abs(x - {KINK})"]),
    st.floats(1.0, 2.0).map(lambda x: round(x, 2)),
)
def test_any_target_goes_down_its_own_stairs(counts: Any, text: str, high: float) -> None:
    scene = see(counts=counts, target=Target(text), domain=(0.0, high))
    check_the_end(scene, Target(text), counts, 0.0, high)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x**2", "Yes: twice the pieces, a quarter the error."),
        ("abs(x - 1/3)", "Yes: twice the pieces, half the error."),
        ("sqrt(x)", "Yes, but slowly: slope −0.5."),
        ("x**1.5", "Yes: slope −1.5."),
        ("2.5*x % 1", "No: the error stays."),
        ("sin(40*x)", "Yes, but unevenly: slope −1.3."),
    ],
)
def test_the_answer_says_what_was_measured(text: str, answer: str) -> None:
    assert answer_of(Convergence(Target(text), DOUBLING))[0] == answer


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"counts": "4"}, "--counts must be 2 to 7 numbers"),
        ({"counts": "4,8,300"}, "--counts must be a whole number from 1 to 256"),
        ({"counts": "3,4,200"}, "--counts must be further apart"),
        ({"target": "abs(x - 0.5)"}, "--counts cannot be shown: .* the error is 0"),
        ({"target": "1/x"}, "--target must be finite"),
    ],
)
def test_what_no_picture_can_show_is_refused_in_one_line(given: Any, refusal: str) -> None:
    with pytest.raises(OptionError, match=refusal) as refused:
        find_clip("neurons").parameters(**given)
    assert "\n" not in str(refused.value)
