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
from scenes.layout import FRAME
from scenes.mobjects.clips.universal_attempt import PLOT, TUBES, Attempt
from scenes.mobjects.controls.joints import Joints
from scenes.mobjects.controls.lens import Lens
from scenes.mobjects.controls.marks import Mark
from scenes.mobjects.plots.ground import Ground
from scenes.mobjects.plots.tubes import Tube
from scenes.mobjects.text.notation import written
from scenes.stage import Stage
from scenes.theme import DARK
from scenes.universal import Universal, give_or_take, reach_of
from tests.scenes.pane import Pane
from tests.scenes.performance import Performance, drawn_pieces, perform
from tests.scenes.test_every_clip import check_spoken_numbers

WAVE = Target("sin(2*pi*x)")
X, CIRCLE = np.linspace(0, 1, 50_001), mn.Circle().points


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default targets."""
    return perform("universal")


@pytest.fixture
def plot() -> Ground:
    return Ground(DARK, FRAME, (-0.2, 1.3), 0.0, up=2.0)


def corners(plot: Any, line: mn.VMobject) -> np.ndarray:
    """(k, 2, 2) the ends of the straight strokes of a line, in data coordinates."""
    ends = line.points.reshape(-1, 4, 3)[:, [0, 3]].reshape(-1, 3)
    return np.asarray(plot.data_of(ends).reshape(-1, 2, 2))


def is_ticked(mark: Mark) -> bool:
    colour = mn.ManimColor(mark.get_stroke_color()).to_hex().lower()
    return {DARK.total: True, DARK.error: False}[colour]


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
def test_red_is_just_what_is_outside(plot: Ground, pieces: int, width: float) -> None:
    attempt = Attempt(plot, Tubes(WAVE, (0.1,))).set_value((pieces, width))
    curve = interpolated(WAVE, pieces, X, 0, 1)
    (green,) = drawn_pieces(attempt.graph)
    np.testing.assert_allclose(np.interp(X, *green.T), curve, atol=1e-9)
    red = corners(plot, attempt.splints)
    np.testing.assert_allclose(
        red[..., 1], interpolated(WAVE, pieces, red[..., 0], 0, 1), atol=1e-9
    )
    covered = ((red[:, :1, 0] <= X) & (red[:, 1:, 0] >= X)).any(axis=0)
    outside = np.abs(curve - np.sin(2 * np.pi * X)) > width
    assert np.count_nonzero(covered != outside) <= 2 * len(red)  # a place may be at a border
    assert is_ticked(attempt.entries[0].mark) is False


def test_nothing_is_red_of_what_is_inside(plot: Ground) -> None:
    attempt = Attempt(plot, Tubes(WAVE, (0.1,))).set_value((7, 0.1))
    assert not len(attempt.splints.points)
    assert is_ticked(attempt.entries[0].mark)


@pytest.mark.parametrize(("pieces", "straight_on"), [(2, (0, 1)), (4, (2,)), (7, ()), (16, (8,))])
def test_joints_are_where_a_relu_bends_the_line_and_the_table_counts_them(
    plot: Ground, pieces: int, straight_on: tuple[int, ...]
) -> None:
    attempt = Attempt(plot, Tubes(WAVE, (0.1,))).set_value((pieces, 0.1))
    x = np.array([knot / pieces for knot in range(pieces) if knot not in straight_on])
    discs = attempt.joints.points.reshape(len(x), len(CIRCLE), 3)
    middles = (discs.min(axis=1) + discs.max(axis=1)) / 2
    expected = np.column_stack([x, WAVE(x)])
    np.testing.assert_allclose(plot.data_of(middles), expected, atol=1e-9)
    assert attempt.entries[0].count.text == str(len(x))


@pytest.mark.parametrize(
    ("pieces", "width", "outside"),
    [(7, 0.02, True), (12, 0.02, True), (16, 0.02, False), (35, 0.0008, True), (79, 0.0008, False)],
)
def test_the_glass_shows_a_bend_the_tube_and_red_if_the_line_is_outside(
    plot: Ground, pieces: int, width: float, outside: bool
) -> None:
    attempt = Attempt(plot, Tubes(WAVE, (0.1, 0.02))).set_value((pieces, width))
    lens = attempt.magnify()
    *_, edges, line, red = lens.shown
    assert min(len(edges.points), len(line.points)) >= 8
    assert red.get_stroke_opacity() == float(outside)
    assert attempt.number.text == f"× {lens.times:g}"
    discs = attempt.bends.points.reshape(-1, len(CIRCLE), 3)
    middles = (discs.min(axis=1) + discs.max(axis=1)) / 2
    assert len(middles) >= 1
    x, y = plot.data_of(lens.spot + (middles - lens.centre) / lens.times).T
    np.testing.assert_allclose(x * pieces, np.round(x * pieces), atol=1e-9)
    np.testing.assert_allclose(y, WAVE(x), atol=1e-9)
    assert np.linalg.norm(discs - lens.centre, axis=-1).max() <= lens.radius
    bounds = edges.points.reshape(-1, 4, 3)
    assert 0.06 <= np.linalg.norm(bounds - lens.centre, axis=-1).min() <= 0.75  # half a tube


def test_the_glass_and_its_number_leave_the_axis_and_the_curve_free(plot: Ground) -> None:
    attempt = Attempt(plot, Tubes(WAVE, (0.1, 0.02))).set_value((7, 0.02))
    lens = attempt.magnify()
    paths = np.vstack([plot.level(0.0), *attempt.tube.paths])
    assert np.linalg.norm(paths - lens.centre, axis=1).min() > lens.radius
    assert abs(lens.centre[1] - plot.level(0.0)[0, 1]) > lens.radius
    away = attempt.number.get_center() - lens.centre
    assert lens.radius < np.linalg.norm(away) < 2 * lens.radius


def test_the_glass_never_lies_on_its_spot_when_the_line_rests() -> None:
    arches = {"targets": [Target("-100*abs(sin(x))")], "within": (15.0, 8.0), "domain": (0.0, 10.0)}
    for lens in (perform("universal", each).scene.attempt.lens for each in (arches, {})):
        assert np.linalg.norm(lens.spot - lens.centre) > lens.radius


def test_the_line_is_level_before_its_first_bend(plot: Ground) -> None:
    attempt = Attempt(plot, Tubes(find_clip("universal").parameters()["targets"][1], (0.1,)))
    attempt.set_value((4, 0.1))
    (green,) = drawn_pieces(attempt.graph)
    level = [[plot.x_range[0], 0.5], [0.0, 0.5], [0.25, -0.5]]
    np.testing.assert_allclose(green[:3], level, atol=1e-9)


def test_the_spot_under_the_glass_is_in_the_frame_beside_a_tube_as_wide_as_the_curve() -> None:
    plot = Ground(DARK, FRAME, (5.1, 10.4), 0.0, up=0.6)
    lens = Attempt(plot, Tubes(WAVE, (1.5, 0.8), (5.5, 10.0)), 2).magnify()
    assert 2 * lens.ring.width < lens[1].width


def test_the_glass_shows_the_same_picture_only_larger(plot: Ground) -> None:
    tube = Tube(plot, WAVE, (0.0, 1.0), 0.02)
    spot, centre = plot.point(0.2, float(WAVE(0.2))), np.array([3.0, -1.0, 0.0])
    lens = Lens(DARK, centre, 1.2, [tube.edges, *tube.shades]).set_value((spot, 5))
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


def fewest(target: Target, width: float, low: float, high: float) -> int:
    """The fewest pieces that are inside, by NumPy."""
    x = np.linspace(low, high, 50_001)
    limit = width + 1e-9 * np.abs(target(x)).max()
    tried = iter(range(1, 300))
    return next(
        n for n in tried if np.abs(interpolated(target, n, x, low, high) - target(x)).max() <= limit
    )


def bends(target: Target, pieces: int, low: float, high: float) -> int:
    """How often so many pieces bend, the start among them, where the line is level before."""
    heights = target(np.linspace(low, high, pieces + 1))
    change = np.diff(heights, prepend=heights[:1], n=2)
    return int(np.count_nonzero(np.abs(change) > 1e-9 * np.ptp([0.0, *heights])))


def check_the_end(shown: Performance) -> None:
    """The first target in a tube that went on shrinking, and the fewest pieces NumPy finds."""
    scene, (low, high) = shown.scene, shown.scene.domain
    targets, widths = (shown.scene.parameters[name] for name in ("targets", "within"))
    for target, found in zip(targets, scene.numbers["pieces"], strict=True):
        assert found == [fewest(target, width, low, high) for width in widths]
    narrower, pieces = (scene.numbers[f"narrower_{name}"] for name in ("within", "pieces"))
    assert pieces == [fewest(targets[0], width, low, high) for width in narrower]
    end, attempt = shown.moments["theorem"], scene.attempt
    x = np.linspace(low, high, 2001)
    (drawn,) = end.curves_in(DARK.total)[0].pieces
    np.testing.assert_allclose(
        np.interp(x, *drawn.T),
        interpolated(targets[0], pieces[-1], x, low, high),
        atol=1e-6 * np.ptp(x),
    )
    assert attempt.value == (pieces[-1], pytest.approx(narrower[-1]))
    assert all(is_ticked(entry.mark) for entry in attempt.entries)
    relus = [bends(targets[0], count, low, high) for count in pieces]
    assert [entry.count.text for entry in attempt.entries] == [str(count) for count in relus]
    said = [float(written(entry.within.text)) for entry in attempt.entries]
    assert said == pytest.approx(narrower, rel=0.05)  # it has two digits at least
    for entry in attempt.entries:  # all lines of the table are seen, up to the end
        assert set(entry.get_family()) <= set(end.pictures)
    assert scene.answered == "Any continuous curve, as closely as you like."
    assert len(shown.beats) <= 8
    assert shown.beats[-1].end <= 45
    check_spoken_numbers(shown)


def test_the_default_targets_need_7_and_15_then_4_then_8_and_20_relus(shown: Performance) -> None:
    check_the_end(shown)
    numbers = shown.scene.numbers
    assert numbers["pieces"] == [[7, 16], [4, 4], [8, 20]]
    assert numbers["relus"] == [[7, 15], [4, 4], [8, 20]]
    assert numbers["narrower_within"] == [0.1, 0.02, 0.004, 0.0008]
    assert numbers["narrower_pieces"] == [7, 16, 36, 79]
    assert numbers["max_errors"][1] == [0.0, 0.0]
    for beat, target, pieces in (
        ("relus", 0, 7),
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


def test_the_words_say_how_many_times_as_many_and_why(shown: Performance) -> None:
    captions = {beat.name: beat.caption for beat in shown.beats}
    assert captions["narrow"] == (
        "Inside with 15. Twice as many, about a quarter of the error: ÷ 5 takes about × √5, or 2.2."
    )
    assert captions["closer"] == (
        "However narrow the tube, enough such bends keep the line inside: 79 for ±0.0008."
    )
    assert captions["relus"].startswith("Each ReLU is one bend, at equal steps, on the curve.")
    assert captions["theorem"].endswith("every continuous curve, not only of these three.")
    assert captions["curve-2"] == (
        "A zigzag: with 4 ReLUs, the line fits exactly, however narrow the tube."
    )


def test_what_is_rounded_is_said_to_be_about_so_much() -> None:
    assert [give_or_take(width) for width in (0.02, 0.1 / 3)] == ["±0.02", "about ±0.033"]


@pytest.mark.parametrize(
    ("targets", "is_one"), [("x;2*x;sin(9*x)", True), ("x;4*x", False), ("x/3;x;3*x", False)]
)
def test_targets_of_like_heights_have_one_scale_and_others_fill_the_plot(
    targets: str, is_one: bool
) -> None:
    shown = perform("universal", {"targets": Expressions().parse(targets), "within": (0.1, 0.05)})
    scene, ups = shown.scene, []
    for tubes in scene.model:
        scene.lay_ground(tubes)
        ups.append(float(scene.ground.unit[1]))
        low, high = (scene.ground.point(0.0, end)[1] for end in reach_of(tubes))
        assert (low + high) / 2 == pytest.approx((PLOT.bottom + PLOT.top) / 2)
        assert high <= PLOT.top + 1e-9
        assert is_one or high == pytest.approx(PLOT.top)
    assert (max(ups) == pytest.approx(min(ups))) is is_one


def test_the_glass_is_there_from_the_narrower_tube_on_but_where_nothing_is_missed(
    shown: Performance,
) -> None:
    glasses = {
        beat: any(isinstance(thing, Lens) for thing in shown.moments[beat].pictures)
        for beat in ("relus", "guess", "narrow", "curve-2", "curve-3", "closer", "theorem")
    }
    seen = [beat for beat, there in glasses.items() if there]
    assert seen == ["guess", "narrow", "curve-3", "closer", "theorem"]


def test_bends_are_seen_as_long_as_there_is_room_and_then_in_the_glass() -> None:
    discs: dict[str, list[int]] = {}

    def count(scene: Stage) -> None:
        joints = [each for each in scene.get_mobject_family_members() if isinstance(each, Joints)]
        discs[scene.beats[-1].name] = [len(each.points) // len(CIRCLE) for each in joints]

    perform("universal", look=count)
    assert discs == {
        "tube": [],
        "relus": [7],
        "guess": [7, 1],
        "narrow": [15, 1],
        "curve-2": [4],
        "curve-3": [20, 1],
        "closer": [0, 1],
        "theorem": [0, 1],
    }


@pytest.mark.parametrize(
    ("within", "words", "text"),
    [
        ((0.1, 0.025), "÷ 4 takes about × √4, or 2.", "sqrt(4) = 2"),
        ((0.1, 0.02), "÷ 5 takes about × √5, or 2.2.", "sqrt(5) approx 2.2"),
    ],
)
def test_a_root_is_said_as_a_number_that_stands_below_the_table(
    within: tuple[float, ...], words: str, text: str
) -> None:
    shown = perform("universal", {"targets": [WAVE], "within": within})
    assert shown.beats[3].caption.endswith(words)
    assert shown.moments["narrow"].text_with("sqrt") == text


def test_the_ground_ends_before_the_table(shown: Performance) -> None:
    _, gone = shown.scene.ground.line.melts
    assert gone[0] < TUBES - 0.2


def test_the_table_says_by_what_the_tube_is_divided_and_the_relus_are_multiplied(
    shown: Performance,
) -> None:
    for beat, tubes, times in (
        ("guess", ["5"], ["?"]),
        ("narrow", ["5"], ["2.1"]),
        ("curve-2", ["5"], ["1"]),
        ("curve-3", ["5"], ["2.5"]),
        ("theorem", ["5"] * 3, ["2.1", "2.3", "2.3"]),
    ):
        texts = [text.split() for text in shown.moments[beat].texts]
        assert [words[1] for words in texts if words[0] == "div"] == tubes
        assert [words[1] for words in texts if words[0] == "times"] == times
    assert shown.moments["curve-2"].text_with("error 0")
    assert shown.moments["theorem"].text_with("Leshno")
    assert shown.moments["theorem"].text_with("does not say how many ReLUs")


@pytest.mark.parametrize("domain", [(0.125, 0.3), (0.2, 0.4), (0.0, 1.0)])
def test_the_first_line_rests_before_it_changes(
    monkeypatch: pytest.MonkeyPatch, domain: tuple[float, float]
) -> None:
    resting, wait = [], Universal.wait

    def note_and_wait(scene: Universal, *given: Any) -> None:
        if scene.beats[-1].name == "relus":
            resting.append(scene.attempt.value[0])
        wait(scene, *given)

    monkeypatch.setattr(Universal, "wait", note_and_wait)
    perform("universal", {"targets": [WAVE], "within": (0.1,), "domain": domain})
    assert resting[0] == 1


def test_no_reason_is_given_where_the_error_does_not_fall_like_that() -> None:
    root = perform("universal", {"targets": [Target("sqrt(x)")], "within": (0.1, 0.05)})
    captions = {beat.name: beat.caption for beat in root.beats}
    assert "quarter" not in captions["narrow"]


numbers = st.floats(-3, 3).map(lambda number: round(number, 2))


@given(
    st.lists(st.tuples(numbers, numbers), min_size=1, max_size=2),
    st.sampled_from([(0.05,), (0.1, 0.05), (0.15, 0.1, 0.05)]),
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
