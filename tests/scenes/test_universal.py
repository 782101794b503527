"""Tubes, pieces that come to stay inside, and a glass: all of it against NumPy."""

from __future__ import annotations

from typing import Any

import manim as mn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import Tubes
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import Expressions, OptionError
from scenes.mobjects.clips.universal_attempt import Attempt
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.plots.tubes import Tube
from scenes.theme import DARK
from tests.scenes.pane import Pane
from tests.scenes.performance import Performance, drawn_pieces, perform
from tests.scenes.test_every_clip import check_spoken_numbers

WAVE = Target("sin(2*pi*x)")
X = np.linspace(0, 1, 50_001)


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default targets."""
    return perform("universal")


@pytest.fixture
def plot() -> Pane:
    return Pane(y_range=(-2.0, 2.0))


def corners(plot: Any, line: mn.VMobject) -> np.ndarray:
    """(k, 2, 2) the ends of the straight strokes of a line, in data coordinates."""
    ends = line.points.reshape(-1, 4, 3)[:, [0, 3]].reshape(-1, 3)
    return np.asarray(plot.data_of(ends).reshape(-1, 2, 2))


def interpolated(target: Target, pieces: int, x: np.ndarray, low: float, high: float) -> np.ndarray:
    knots = np.linspace(low, high, pieces + 1)
    return np.asarray(np.interp(x, knots, target(knots)))


@given(width=st.floats(0.001, 0.9))
@settings(max_examples=20, deadline=None)
def test_a_tube_is_the_target_give_or_take_its_half_width(width: float) -> None:
    plot = Pane(y_range=(-2.0, 2.0))
    tube = Tube(plot, WAVE, (0.0, 1.0), 0.1).set_value(width)
    for edge, side in zip(tube.paths, (1, -1), strict=True):
        x, y = plot.data_of(edge).T
        np.testing.assert_allclose(y, np.sin(2 * np.pi * x) + side * width, atol=1e-9)
    ends = corners(plot, tube.mouths)[..., 1]
    assert ends.max() == pytest.approx(width, abs=1e-9)


@pytest.mark.parametrize(("pieces", "width"), [(1, 0.1), (5, 0.1), (6, 0.02), (16, 0.018)])
def test_red_is_just_what_is_outside(plot: Pane, pieces: int, width: float) -> None:
    attempt = Attempt(plot, Tubes(WAVE, (0.1,)), 2, 0.1).set_value((pieces, width))
    curve = interpolated(WAVE, pieces, X, 0, 1)
    (green,) = drawn_pieces(attempt.curve.graph)
    np.testing.assert_allclose(np.interp(X, *green.T), curve, atol=1e-9)
    red = corners(plot, attempt.splints)
    np.testing.assert_allclose(
        red[..., 1], interpolated(WAVE, pieces, red[..., 0], 0, 1), atol=1e-9
    )
    covered = ((red[:, :1, 0] <= X) & (red[:, 1:, 0] >= X)).any(axis=0)
    outside = np.abs(curve - np.sin(2 * np.pi * X)) > width
    assert np.count_nonzero(covered != outside) <= 2 * len(red)  # a place may be at a border
    assert attempt.splints.get_stroke_opacity() == 1


def test_nothing_is_red_of_what_is_inside(plot: Pane) -> None:
    attempt = Attempt(plot, Tubes(WAVE, (0.1,)), 6, 0.1).set_value((7, 0.1))
    assert attempt.splints.get_stroke_opacity() == 0
    places = plot.data_of(attempt.knots.points.reshape(8, -1, 3).mean(axis=1))
    np.testing.assert_allclose(places[:, 0], np.arange(8) / 7, atol=1e-3)


def test_the_glass_shows_the_same_picture_only_larger(plot: Pane) -> None:
    tube = Tube(plot, WAVE, (0.0, 1.0), 0.02)
    spot, centre = plot.point(0.2, float(WAVE(0.2))), np.array([3.0, -1.0, 0.0])
    lens = Lens(DARK, spot, centre, [tube.edges, *tube.shades], times=5, radius=1.2)
    edges, *shades = lens.shown
    seen = edges.points.reshape(-1, 4, 3)[:, [0, 3]].reshape(-1, 3)
    assert np.linalg.norm(seen - centre, axis=1).max() <= 1.2 + 1e-9
    x, y = plot.data_of(spot + (seen - centre) / 5).T
    off = np.abs(y - np.sin(2 * np.pi * x))
    np.testing.assert_allclose(off, 0.02, atol=1e-4)  # its edges are polygons of 720 pieces
    for shade in shades:
        assert (
            np.linalg.norm(shade.points - centre, axis=1).max() <= 1.2 / np.cos(np.pi / 96) + 1e-9
        )


def check_the_end(shown: Performance) -> None:
    """Each target, in its tubes, and the fewest pieces that NumPy finds."""
    scene, (low, high) = shown.scene, shown.scene.domain
    x = np.linspace(low, high, 50_001)
    targets, widths = (shown.scene.parameters[name] for name in ("targets", "within"))
    for target, group, found in zip(targets, scene.results, scene.numbers["pieces"], strict=True):
        *tubes, graph, words, mark = group
        errors = [
            np.abs(interpolated(target, n, x, low, high) - target(x)).max() for n in range(1, 60)
        ]
        size = 1e-9 * np.abs(target(x)).max()
        assert found == [1 + int(np.argmax(np.array(errors) <= w + size)) for w in widths]
        (drawn,) = drawn_pieces(graph)
        np.testing.assert_allclose(
            np.interp(x, *drawn.T),
            interpolated(target, found[-1], x, low, high),
            atol=1e-6 * np.ptp(x),
        )
        for tube, width in zip(tubes, widths, strict=True):
            u, v = graph.plot.data_of(tube.paths[0]).T
            np.testing.assert_allclose(v, target(u) + width, rtol=1e-9, atol=1e-9 * width + size)
        assert f": {found[-1]} piece" in words.markup
        assert mark.get_stroke_color().to_hex().lower() == DARK.total
    assert scene.answered == "Any continuous curve, as closely as you like."
    assert len(shown.beats) <= 8
    assert shown.beats[-1].end <= 45
    check_spoken_numbers(shown)


def test_the_default_targets_need_7_and_16_then_4_then_8_and_20_pieces(shown: Performance) -> None:
    check_the_end(shown)
    assert shown.scene.numbers["pieces"] == [[7, 16], [4, 4], [8, 20]]
    assert shown.scene.numbers["max_errors"][1] == [0.0, 0.0]
    for beat, target, pieces in (
        ("pieces", 0, 7),
        ("guess", 0, 7),
        ("narrow", 0, 16),
        ("curve-2", 1, 4),
        ("curve-3", 2, 20),
    ):
        (green,) = shown.moments[beat].curves_in(DARK.total)[0].pieces  # before the glass
        target = shown.scene.parameters["targets"][target]
        np.testing.assert_allclose(
            np.interp(X, *green.T), interpolated(target, pieces, X, 0, 1), atol=1e-9
        )


def test_the_words_say_how_many_times_as_many(shown: Performance) -> None:
    captions = {beat.name: beat.caption for beat in shown.beats}
    assert captions["narrow"] == "16 pieces are inside: 2.3 times as many, not 5 times."
    assert shown.moments["narrow"].text_with("div") == "tube div 5, pieces times 2.3"
    assert "error 0" in shown.moments["curve-2"].texts
    assert shown.moments["guess"].numbers["w"] == 0.02
    assert any("Leshno" in text for text in shown.moments["any"].texts)


numbers = st.floats(-3, 3).map(lambda number: round(number, 2))


@given(
    st.lists(st.tuples(numbers, numbers), min_size=1, max_size=2),
    st.sampled_from([(0.05,), (0.1, 0.05), (0.2, 0.1, 0.05)]),
    st.tuples(numbers, st.floats(0.5, 4)),
)
@settings(max_examples=2, deadline=None)
def test_any_targets_are_drawn(
    waves: list[tuple[float, float]], shares: tuple[float, ...], where: tuple[float, float]
) -> None:
    targets = [Target(f"1 + sin({a}*x) + {b}*abs(x)") for a, b in waves]
    low, high = where[0], round(where[0] + where[1], 2)
    x = np.linspace(low, high, 101)
    height = np.ptp([0, *np.concatenate([target(x) for target in targets])])
    within = tuple(float(np.round(share * height, 3)) for share in shares)
    check_the_end(
        perform("universal", {"targets": targets, "within": within, "domain": (low, high)})
    )


@pytest.mark.parametrize(
    ("given_options", "refusal"),
    [
        (
            {"targets": "x;sign(x-0.3)"},
            r"--targets has 'sign\(x-0\.3\)': no number .* jumps",
        ),
        ({"targets": "1/x"}, "--targets must be finite"),
        ({"targets": "1;2;3;4;5"}, "--targets must be 1 to 4 functions .*: got 5"),
        ({"targets": "x;"}, "--targets must be a function of x .*: got nothing"),
        ({"within": "0.1,0.1"}, r"--within must each be at most 0\.8 times the one before"),
        ({"within": "0.1,0.0001"}, "--within must be from .* to be seen"),
        ({"within": "5"}, "--within must be from .* to be seen"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(
    given_options: dict[str, str], refusal: str
) -> None:
    clip = find_clip("universal")
    with pytest.raises(OptionError, match=f"^{refusal}"):
        clip.model_of(clip.parameters(**given_options))


def test_targets_are_read_and_written_with_semicolons() -> None:
    kind = Expressions()
    assert kind.parse(" x ;abs(x)") == (Target("x"), Target("abs(x)"))
    assert kind.format(kind.parse("x;abs(x)")) == "x; abs(x)"
    assert kind.to_json((WAVE,)) == ["sin(2*pi*x)"]
