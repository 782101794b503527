"""Training: every curve, bead and number on screen against NumPy, for the default and others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relu_anim import CurveTraining
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.layout import PIXELS
from scenes.mobjects.clips.training_kinks import CIRCLE, RAIL, Fan, Gap, KinkPicture
from tests.scenes.performance import Performance, drawn_pieces, perform
from tests.scenes.test_every_clip import check_spoken_numbers

BEATS = ["start", "hand", "loss", "train", "zero", "stuck", "answer"]


@pytest.fixture(scope="module")
def shown() -> Performance:
    return perform("training")


def unpacked(row: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    return row[:n], row[n : 2 * n], row[2 * n : 3 * n], row[-1]


def check_the_picture(picture: KinkPicture, row: np.ndarray) -> None:
    """The curve, its beads and its lines are those of the network with these parameters."""
    n, (low, high) = picture.training.neurons, picture.x_range
    w, b, v, c = unpacked(row, n)
    for piece in drawn_pieces(picture.curve):
        x, y = piece.T
        wanted = np.maximum(0, x[:, None] * w + b) @ v + c
        np.testing.assert_allclose(y, wanted, atol=1e-6 * np.ptp(picture.y_range))
    kinks = -b / w
    inside = np.sort(kinks[(kinks >= low - 1e-9) & (kinks <= high + 1e-9)])
    circles = [beads.points for beads in (picture.beads, picture.still)]
    rings = np.vstack([p.reshape(-1, len(CIRCLE), 3) for p in circles if len(p) > 4])
    centres = (rings.min(axis=1) + rings.max(axis=1)) / 2
    pixel = 0.51 / PIXELS / picture.unit[0]
    np.testing.assert_allclose(np.sort(picture.data_of(centres)[:, 0]), inside, atol=pixel)
    assert centres[:, 1].min() > RAIL
    counts = [int(vars(count)["text"]) for count in picture.counts]
    assert sum(counts) + len(inside) == n
    assert counts[0] == (kinks < low - 1e-9).sum()
    tops = picture.data_of(picture.stalks.points[3::4])
    heights = np.maximum(0, kinks[:, None] * w + b) @ v + c
    wanted = np.clip(heights, *picture.y_range)[(kinks >= low - 1e-9) & (kinks <= high + 1e-9)]
    np.testing.assert_allclose(tops[:, 1], wanted, atol=1e-6)


def test_the_beats_and_the_answer(shown: Performance) -> None:
    assert [beat.name for beat in shown.beats] == BEATS
    assert shown.scene.answered == "Training does: good weights, but not the best."
    assert shown.beats[-1].end < 45
    assert 10.5 < shown.beats[3].end - shown.beats[3].start < 13


def test_the_pictures_end_as_the_trainings_did(shown: Performance) -> None:
    scene = shown.scene
    for picture in (scene.picture, scene.small):
        check_the_picture(picture, picture.training.run.parameters[-1])
    np.testing.assert_array_equal(scene.small.stuck, scene.model.from_origin.stuck)
    beads = (len(scene.small.still.points), len(scene.small.beads.points))
    assert beads[0] / len(CIRCLE) == scene.small.stuck.sum()


@pytest.mark.parametrize("share", [0.0, 0.13, 0.4, 0.77])
def test_under_way_every_corner_has_its_bead(shown: Performance, share: float) -> None:
    picture = shown.scene.picture
    row = picture.training.at_share(share)
    check_the_picture(picture.set_value(row), row)
    gap = Gap(picture, picture.training.points)
    corners = picture.data_of(gap.points[::4])[len(picture.training.points) :]
    np.testing.assert_allclose(corners[::-1], picture.training.corners_of(row), atol=1e-9)


def test_equal_kinks_pile_up_and_the_ones_that_never_move_are_at_the_bottom(
    shown: Performance,
) -> None:
    small = shown.scene.small
    small.set_value(small.training.run.parameters[0])
    levels = small.levels(np.zeros(64))
    assert sorted(levels) == list(range(64))
    assert levels[small.stuck].max() < levels[~small.stuck].min()


def test_the_fan_shows_what_each_neuron_adds(shown: Performance) -> None:
    small = shown.scene.small
    fan = Fan(small.set_value(small.training.run.parameters[0]), 0.4)
    w, _, v, _ = unpacked(small.value, 64)
    for rays, which in zip(fan, (w < 0, w > 0), strict=True):
        ends = small.data_of(rays.points.reshape(-1, 8, 3)[:, [0, 7]].reshape(-1, 3))
        wanted = [[x, c * max(0, k * x)] for k, c in np.transpose([w, v])[which] for x in (-0.4, 1)]
        np.testing.assert_allclose(ends, wanted, atol=1e-9)


def test_the_numbers_are_those_of_the_training(shown: Performance) -> None:
    numbers, model = shown.scene.numbers, shown.scene.model
    assert (numbers["seed"], numbers["start"]) == (8, "spread")
    assert shown.moments["loss"].glyphs.count(f"{numbers['initial_loss']:.2f}") == 1
    assert f"{numbers['final_loss']:.6f}" in shown.moments["train"].glyphs
    assert f"{numbers['from_origin']['final_loss']:.2f}" in shown.moments["stuck"].glyphs
    w, b = model.neuron(model.run.parameters[-1], model.mover)
    written = [text.replace("−", "-") for text in shown.moments["train"].glyphs]
    assert {f"{w:.2f}", f"{b:.2f}", f"{-b / w:.2f}", "4000"} <= {*written}
    errors = [numbers["final_max_error"], *numbers["by_hand"].values()]
    digits = (3, 3, 4, 4)
    axis = [f"{error:.{places}f}" for error, places in zip(errors, digits, strict=True)]
    assert {*axis} <= {*shown.moments["answer"].texts}
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
    rings = shown.scene.goal.points.reshape(4, -1, 3)
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
