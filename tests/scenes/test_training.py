"""Training: every curve, bead and number on screen against NumPy, for the default and others."""

from __future__ import annotations

from pathlib import Path

import manim as mn
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relu_anim import CurveTraining
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.clips.training_kinks import CIRCLE, ROW, KinkPicture
from scenes.mobjects.naming import named_thing
from tests.scenes.performance import Performance, drawn_pieces, perform
from tests.scenes.test_every_clip import check_spoken_numbers

BEATS = ["start", "loss", "train", "zero", "answer"]


@pytest.fixture(scope="module")
def shown() -> Performance:
    return perform("training")


def unpacked(row: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    return row[:n], row[n : 2 * n], row[2 * n : 3 * n], row[-1]


def centres_of(beads: mn.VMobject) -> np.ndarray:
    """(k, 3) the middles of circles; what is empty has a few points all the same."""
    rings = beads.points[: len(beads.points) // len(CIRCLE) * len(CIRCLE)]
    rings = rings.reshape(-1, len(CIRCLE), 3)
    return np.asarray(rings.min(axis=1) + rings.max(axis=1)) / 2


def check_the_picture(picture: KinkPicture, row: np.ndarray) -> None:
    """The curve, its beads and their lines are those of the network with these parameters."""
    n, (low, high) = picture.training.neurons, picture.x_range
    w, b, v, c = unpacked(row, n)
    tolerance = 1e-6 * np.ptp(picture.y_range)
    for piece in drawn_pieces(picture.curve):
        x, y = piece.T
        wanted = np.maximum(0, x[:, None] * w + b) @ v + c
        np.testing.assert_allclose(y, wanted, atol=tolerance)
    kinks, stuck = -b / w, picture.training.stuck
    inside = (kinks >= low - 1e-9) & (kinks <= high + 1e-9)
    centres = picture.data_of(np.vstack([centres_of(part) for part in picture.beads]))[:, 0]
    centres = centres[(centres >= low - 1e-8) & (centres <= high + 1e-8)]
    np.testing.assert_allclose(np.sort(centres), np.sort(kinks[inside]), atol=1e-6)
    lines = picture.lines.points[::4] if inside.any() else np.zeros((0, 3))
    np.testing.assert_allclose(picture.data_of(lines)[:, 0], kinks[inside], atol=1e-6)
    np.testing.assert_allclose(lines[~stuck[inside], 1], ROW, atol=1e-9)
    ends = picture.data_of(picture.lines.points[3::4])[: len(lines), 1]
    heights = np.clip(np.maximum(0, kinks[inside, None] * w + b) @ v + c, *picture.y_range)
    np.testing.assert_allclose(ends, heights, atol=tolerance)


def test_the_beats_and_the_answer(shown: Performance) -> None:
    assert [beat.name for beat in shown.beats] == BEATS
    assert shown.scene.answered == "Training does: good weights, but not the best."
    assert shown.beats[-1].end < 30
    assert 8.5 < shown.beats[2].end - shown.beats[2].start < 11


def test_the_film_ends_as_the_training_did(shown: Performance) -> None:
    picture, model = shown.scene.picture, shown.scene.model
    assert picture.training is model
    check_the_picture(picture, model.run.parameters[-1])
    np.testing.assert_array_equal(picture.value, model.run.parameters[-1])


@pytest.mark.parametrize("share", [0.0, 0.13, 0.4, 0.77])
def test_under_way_every_corner_has_its_bead(shown: Performance, share: float) -> None:
    picture = shown.scene.picture
    row = picture.training.at_share(share)
    check_the_picture(picture.set_value(row), row)
    corners = picture.data_of(picture.gap.points[::4])[len(picture.wanted) + 1 : -1]
    np.testing.assert_allclose(corners[::-1], picture.training.corners_of(row), atol=1e-9)


def test_a_curve_is_drawn_as_far_as_its_beads_are_tied_to_it(shown: Performance) -> None:
    picture = shown.scene.picture
    picture.set_value(picture.training.run.parameters[0])
    picture.draw_to(0.3)
    x = picture.data_of(picture.curve.points)[:, 0]
    assert (x.min(), x.max()) == pytest.approx((0, 0.3))
    kinks = picture.training.kinks(0)
    tied = picture.data_of(picture.lines.points[::4])[:, 0]
    np.testing.assert_allclose(np.sort(tied), np.sort(kinks[kinks <= 0.3]), atol=1e-9)
    picture.draw_to(1.0)


def test_from_b_0_the_start_is_one_straight_line_and_flat_neurons_are_piled_up(
    shown: Performance,
) -> None:
    failing, first = shown.scene.model.from_origin, shown.scene.picture
    picture = KinkPicture(first.theme, failing, first.window, first.y_range)
    w, _, v, c = unpacked(failing.run.parameters[0], 64)
    x, y = np.vstack(drawn_pieces(picture.curve)).T
    np.testing.assert_allclose(y, c + x * (v[w > 0] @ w[w > 0]), atol=1e-6)
    for row in failing.run.parameters[[0, 200, -1]]:
        check_the_picture(picture.set_value(row), row)
        w1, b1, _, _ = unpacked(row, 64)
        assert (np.outer([0, 1], w1[w < 0]) + b1[w < 0] <= 0).all()
        np.testing.assert_array_equal(w1[w < 0], w[w < 0])
        beads = np.vstack([centres_of(part) for part in picture.beads])
        pile = np.sort(beads[beads[:, 1] > ROW + 1e-3, 1])
        assert len(pile) == (w < 0).sum()
        np.testing.assert_allclose(np.diff(pile), pile[0] - ROW, atol=1e-6)


def test_the_level_by_hand_is_the_loss_of_as_many_pieces(shown: Performance) -> None:
    (name,) = [each for each in shown.scene.texts if each.markup == "64 by hand"]
    level, plot = named_thing(name), shown.scene.plot
    assert level is not None
    x = np.linspace(0, 1, 256)
    pieces = np.interp(x, np.linspace(0, 1, 65), np.sin(2 * np.pi * np.linspace(0, 1, 65)))
    loss = ((pieces - np.sin(2 * np.pi * x)) ** 2).mean()
    assert shown.scene.numbers["loss_by_hand"] == pytest.approx(loss)
    heights = plot.data_of(level.points)[:, 1]
    np.testing.assert_allclose(10**heights, loss, rtol=1e-6)
    assert plot.window.bottom < level.get_center()[1] < plot.dot.get_center()[1]


def test_the_numbers_are_those_of_the_training(shown: Performance) -> None:
    numbers, model = shown.scene.numbers, shown.scene.model
    assert (numbers["seed"], numbers["start"]) == (4, "spread")
    assert shown.moments["loss"].glyphs.count(f"{numbers['initial_loss']:.2f}") == 1
    assert {"4000", f"{numbers['final_loss']:.6f}"} <= {*shown.moments["train"].glyphs}
    failed = f"{numbers['from_origin']['final_loss']:.2f}"
    assert {failed, f"{numbers['final_loss']:.6f}"} <= {*shown.moments["zero"].glyphs}
    count = model.run.parameters.shape[1]
    assert {"128 weights", f"{count - 128} biases"} <= {*shown.moments["start"].texts}
    assert {f"{numbers['final_loss']:.6f}"} <= {*shown.moments["answer"].glyphs}
    last = unpacked(model.run.parameters[-1], 64)
    kinks = -last[1] / last[0]
    np.testing.assert_allclose(numbers["kinks"], np.sort(kinks[(kinks > 0) & (kinks < 1)]))
    assert numbers["unmoved_units"] == 0 < numbers["from_origin"]["unmoved_units"]


def test_the_loss_rides_down_a_logarithmic_axis(shown: Performance) -> None:
    plot = shown.scene.plot
    model, way = shown.scene.model, plot.way
    steps = model.step_at(np.linspace(0, 1, len(way)))
    heights = plot.data_of(way)[:, 1]
    whole = np.isclose(steps, np.round(steps))
    wanted = model.run.losses[np.round(steps[whole]).astype(int)]
    np.testing.assert_allclose(10 ** heights[whole], wanted, rtol=1e-4)
    plot.set_value(100)
    np.testing.assert_allclose(plot.dot.get_center(), way[100], atol=1e-9)
    np.testing.assert_allclose(plot.line.points[-1], way[100], atol=1e-9)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(2, 40), st.integers(0, 99), st.sampled_from(["spread", "origin"]))
def test_any_run_is_shown_as_what_it_is(neurons: int, seed: int, start: str) -> None:
    given = {"neurons": neurons, "seed": seed, "start": start, "steps": 60, "domain": (-1.0, 2.0)}
    shown = perform("training", given)
    check_the_picture(shown.scene.picture, shown.scene.model.run.parameters[-1])
    check_spoken_numbers(shown)
    assert ("did not succeed" in shown.scene.answered) != shown.scene.numbers["has_learnt"]


def test_points_of_a_file_are_dots_and_are_learnt(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("x;y\n".replace(";", ",") + "2,1\n0,0\n1,-1\n0.5,0.5\n", encoding="utf-8")
    shown = perform("training", {"data": file, "neurons": 20, "steps": 400})
    model: CurveTraining = shown.scene.model
    assert model.points.tolist() == [[0, 0], [0.5, 0.5], [1, -1], [2, 1]]
    rings = shown.scene.picture.goal.points.reshape(4, -1, 3)
    middles = shown.scene.picture.data_of((rings.min(axis=1) + rings.max(axis=1)) / 2)
    np.testing.assert_allclose(middles, model.points, atol=1e-9)
    assert shown.scene.answered.startswith("Training does")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("1,2\n3\n", "must hold two numbers in each row, x,y: point 2 is"),
        ("x,y\n1,2\n", "must hold 2 to 2000 points: got 1"),
        ("1,2\n3,nan\n", "must hold two numbers"),
        ("1,2\n1,3\n", "must span 0.1 to 100 in x"),
        ("0,1\n1,1\n", "must span 0.01 to 100 in y"),
    ],
)
def test_a_file_that_cannot_be_shown_is_refused(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "points.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(OptionError, match=f"^--data .*{says}"):
        find_clip("training").parameters(data=file)
    with pytest.raises(OptionError, match=r"^--data .*does not exist"):
        find_clip("training").parameters(data=str(tmp_path / "none.csv"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"domain": "0,1000", "target": "x/99"}, "--domain must span 0.1 to 100 in x"),
        ({"domain": "50,51"}, "--domain .* at most 10 times that from 0: got 50 to 51"),
        ({"target": "1000*x"}, "--target must span 0.01 to 100 in y"),
        ({"start": "anywhere"}, "--start must be spread or origin: got"),
        ({"neurons": "1"}, "--neurons must be a whole number from 2 to 128"),
    ],
)
def test_what_no_picture_can_show_is_refused(options: dict[str, str], says: str) -> None:
    with pytest.raises(OptionError, match=f"^{says}"):
        find_clip("training").parameters(**options)


def test_a_run_that_diverges_is_refused_by_its_rate() -> None:
    clip = find_clip("training")
    with pytest.raises(OptionError, match=r"^--rate must be lower: got 900, and the loss is"):
        clip.model_of(clip.parameters(rate=900, steps=50))


@pytest.mark.parametrize("given", [{"seed": 117924}, {"neurons": 128, "steps": 128, "seed": 128}])
def test_the_name_of_the_level_by_hand_is_beside_it(given: dict[str, int]) -> None:
    shown = perform("training", given)
    (name,) = [each for each in shown.scene.texts if each.markup.endswith(" by hand")]
    level, plot = named_thing(name), shown.scene.plot
    assert level is not None
    assert name.get_left()[0] - plot.window.left > 0.2
    away = abs(name.get_y() - level.get_y()) - name.height / 2
    assert 0.1 < away < name.get_bottom()[1] - plot.window.bottom


def test_what_is_exact_by_hand_has_a_loss_of_0() -> None:
    shown = perform("training", {"target": "abs(x)", "domain": (-2.0, 2.0), "neurons": 16})
    assert shown.scene.numbers["loss_by_hand"] == 0
    texts = shown.moments["answer"].texts
    assert any("16 by hand: loss" in text for text in texts), texts


def test_the_name_of_the_target_is_off_the_gap_that_is_filled() -> None:
    shown = perform("training", {"target": "floor(54*x)", "steps": 10})
    (name,) = [each for each in shown.scene.texts if each.markup == "target"]
    picture = shown.scene.picture.set_value(shown.scene.model.run.parameters[0])
    (x, low), (right, high) = picture.data_of(
        np.array([name.get_corner(c) for c in (mn.DL, mn.UR)])
    )
    across = np.linspace(x, right, 20)
    ends = np.sort(
        [np.interp(across, *picture.training.corners(0).T), np.floor(54 * across)], axis=0
    )
    assert ((high < ends[0]) | (low > ends[1])).all()
