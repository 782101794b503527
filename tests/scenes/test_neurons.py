"""Columns, stairs and line stand where errors that NumPy measures belong."""

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
from scenes.mobjects.clips.neurons_stairs import SMALL, WHOLE
from scenes.mobjects.clips.neurons_words import answer_of
from scenes.mobjects.text.notation import MINUS
from scenes.neurons import Neurons
from tests.scenes.performance import Moment, drawn_pieces, look_at

DOUBLING = (4, 8, 16, 32, 64)


class Seen(Neurons):
    """Keeps what is seen at the end of each beat, and in the middle of each morph."""

    def __init__(self, parameters: dict[str, Any] | None = None) -> None:
        type(self).__name__ = "Neurons"  # the stage finds the clip by it
        self.moments: dict[str, Moment] = {}
        self.bars: dict[str, np.ndarray] = {}
        self.tops: dict[str, np.ndarray] = {}
        self.half_way: dict[str, np.ndarray] = {}
        super().__init__(parameters, skip_animations=True)

    def _close_beat(self) -> None:
        super()._close_beat()
        if self.beats:
            name = self.beats[-1].name
            self.moments[name] = look_at(self)
            self.bars[name] = self.curve.ends.copy()
            self.tops[name] = np.array([column.get_top()[1] for column in self.few.columns])

    def play(self, *moves: Any, **options: Any) -> None:
        super().play(*moves, **options)
        name = self.beats[-1].name
        if name in ("twice", "stretch") and isinstance(moves[0], Morph):
            moves[0].interpolate(0.5)
            if name == "twice":
                (self.half_way[name],) = drawn_pieces(self.curve.line.graph)
            else:
                self.half_way[name] = self.stairs.noses[:2, 1]
                self.half_way["rungs"] = self.stairs.paper.heights_of(self.stairs.paper.rungs)
            moves[0].interpolate(1.0)


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


def corners_of(column: Any) -> np.ndarray:
    """The corners (4, 2) of a column as it is drawn: lower left, upper left, and round."""
    corners: np.ndarray = column.points.reshape(-1, 4, 3)[:, 0, :2]
    return corners


def check_the_end(scene: Seen, f: Any, counts: tuple[int, ...], low: float, high: float) -> None:
    """Columns, stairs and line on logarithmic paper, against NumPy."""
    further = (*counts, 2 * counts[-1])
    errors = np.array([measured(f, n, low, high)[0] for n in further])
    columns = np.array([corners_of(column) for column in scene.stairs.columns])
    np.testing.assert_allclose(columns[1:, 0, 0], columns[:-1, 3, 0], atol=1e-9)  # side by side
    np.testing.assert_allclose(columns[:, [0, 3], 1], WHOLE.bottom, atol=1e-9)
    tops = columns[:, 2]
    across = np.polyfit(np.log(counts), tops[:, 0], 1)
    up = np.polyfit(np.log(errors[:-1]), tops[:, 1], 1)
    np.testing.assert_allclose(np.polyval(across, np.log(counts)), tops[:, 0], atol=1e-6)
    np.testing.assert_allclose(np.polyval(up, np.log(errors[:-1])), tops[:, 1], atol=2e-3)
    rungs = scene.stairs.paper.heights_of(scene.stairs.paper.rungs)
    np.testing.assert_allclose(np.diff(rungs), -up[0] * np.log(2), atol=1e-3)
    foretold = np.polyval(across, np.log(further[-1])), np.polyval(up, np.log(errors[-1]))
    np.testing.assert_allclose(scene.stairs.step(len(counts) - 1)[1][1, :2], foretold, atol=2e-3)
    slope, height = np.polyfit(np.log(counts), np.log(errors[:-1]), 1)
    for point in scene.ends:
        logarithm = height + slope * (point[0] - across[1]) / across[0]
        assert point[1] == pytest.approx(np.polyval(up, logarithm), abs=4e-3)
    texts = scene.moments["answer"].texts
    assert f"slope {slope:.1f}".replace("-", MINUS) in texts
    divided = [float(text.removeprefix("÷ ")) for text in texts if text.startswith("÷ ")]
    lines = len(scene.stairs.paper.steps)
    assert divided[:lines] == [2.0] * lines
    quotients = [before / after for before, after in pairwise(errors[:-1])]
    np.testing.assert_allclose(divided[lines:], quotients, rtol=0.05)
    multiplied = [float(text.removeprefix("× ")) for text in texts if text.startswith("× ")]
    ratios = [after / before for before, after in pairwise(counts)]
    np.testing.assert_allclose(multiplied, ratios, rtol=0.01)


def test_the_first_bar_stands_in_the_largest_gap_and_measures_it(seen: Seen) -> None:
    error, where = measured(sine, 4)
    data = seen.curve.ground.data_of(seen.bars["guess"])
    np.testing.assert_allclose(data[:, 0], where, atol=1e-4)
    np.testing.assert_allclose(data[:, 1], [4 * where, np.sin(2 * np.pi * where)], atol=1e-4)
    assert abs(np.diff(data[:, 1])[0]) == pytest.approx(error, abs=1e-7)
    assert "0.2105" in seen.moments["guess"].texts


def test_columns_are_as_high_as_their_errors_and_say_them(seen: Seen) -> None:
    heights = seen.tops["more"] - SMALL.bottom
    errors = [measured(sine, n)[0] for n in DOUBLING]
    np.testing.assert_allclose(heights / heights[0], np.array(errors) / errors[0], atol=1e-6)
    assert {f"{error:.4f}" for error in errors} <= set(seen.moments["stretch"].texts)
    assert "÷ 3.0" in seen.moments["twice"].texts
    assert "too small to see" in seen.moments["more"].texts
    np.testing.assert_allclose(seen.numbers["max_errors"], errors, rtol=1e-5)
    slope = np.polyfit(np.log(DOUBLING), np.log(errors), 1)[0]
    assert seen.numbers["slope"] == pytest.approx(slope, abs=1e-5)


def test_relus_are_counted_at_the_bends(seen: Seen) -> None:
    counts = [bends_of(sine, n) for n in DOUBLING]
    assert counts == [3, 7, 15, 31, 63] == seen.numbers["neurons"]
    assert {"4 pieces", "3 bends: 3 ReLUs", "no bend"} <= set(seen.moments["pieces"].texts)
    assert {"64 pieces", "63 bends: 63 ReLUs"} <= set(seen.moments["more"].texts)


def test_half_way_to_twice_the_pieces_the_line_is_half_way(seen: Seen) -> None:
    corners = seen.half_way["twice"]
    four, eight = (
        np.interp(corners[:, 0], np.linspace(0, 1, n + 1), sine(np.linspace(0, 1, n + 1)))
        for n in (4, 8)
    )
    np.testing.assert_allclose(corners[:, 1], (four + eight) / 2, atol=1e-9)


def test_half_way_the_paper_is_stretched_by_a_power(seen: Seen) -> None:
    power, low, high = 0.5**1.5, seen.stairs.paper.lowest, measured(sine, 4)[0]
    low = (1 - power) * low
    for heights, values in (
        (seen.half_way["stretch"], [measured(sine, n)[0] for n in (4, 8)]),
        (seen.half_way["rungs"], high / 2.0 ** np.arange(len(seen.stairs.paper.rungs))),
    ):
        up = (np.array(values) ** power - low**power) / (high**power - low**power)
        np.testing.assert_allclose(heights, WHOLE.bottom + up * WHOLE.height, atol=1e-5)


def test_on_stretched_paper_the_sine_goes_down_stairs(seen: Seen) -> None:
    check_the_end(seen, sine, DOUBLING, 0.0, 1.0)
    texts = seen.moments["answer"].texts
    assert {"÷ 3.0", "÷ 3.7", "÷ 3.9", "÷ 4.0", "128", "approx 0.0003"} <= set(texts)
    assert seen.answered == "Yes: twice the pieces, about a quarter the error."


@settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.generate])
@example((5, 40), "3 - x**3", 1.0)
@given(
    st.sampled_from([(3, 7, 20), DOUBLING, (2, 4, 8, 16, 32, 64, 128)]),
    st.sampled_from(["exp(-x)*cos(6*x)", "sqrt(x)", "x**1.5"]),
    st.floats(1.0, 2.0).map(lambda x: round(x, 2)),
)
def test_any_target_goes_down_its_own_stairs(counts: Any, text: str, high: float) -> None:
    scene = see(counts=counts, target=Target(text), domain=(0.0, high))
    check_the_end(scene, Target(text), counts, 0.0, high)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x**2", "Yes: twice the pieces, about a quarter the error."),
        ("abs(x - 1/3)", "Yes: twice the pieces, about half the error."),
        ("sqrt(x)", "Yes: the error falls with slope −0.5."),
    ],
)
def test_the_answer_says_what_was_measured(text: str, answer: str) -> None:
    assert answer_of(Convergence(Target(text), DOUBLING))[0] == answer


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"counts": "4"}, "--counts must be 2 to 7 numbers"),
        ({"counts": "4,8,300"}, "--counts must be a whole number from 1 to 128"),
        ({"counts": "3,4,64"}, "--counts must be further apart"),
        ({"counts": "1,96"}, "--counts must each be at most 16 times the one before"),
        ({"target": "2.5*x % 1"}, "--counts must be .* errors that are clearly smaller"),
        ({"target": "abs(x - 0.5)"}, "--counts cannot be shown: .* the error is 0"),
        ({"target": "1/x"}, "--target must be finite"),
    ],
)
def test_what_no_picture_can_show_is_refused_in_one_line(given: Any, refusal: str) -> None:
    with pytest.raises(OptionError, match=refusal) as refused:
        find_clip("neurons").parameters(**given)
    assert "\n" not in str(refused.value)
