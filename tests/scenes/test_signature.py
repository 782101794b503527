"""Dots stand where the trained layer puts the points, and what is said of them is counted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from benchmarks.signature_seeds import SEEDS, listed, middle_seed, ranked
from relu_anim import SignatureTraining, View, spiral
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.clips.signature_marks import Marks
from scenes.mobjects.clips.signature_plane import MIDDLE, RADIUS
from scenes.mobjects.clips.signature_space import REGION
from tests.scenes.performance import Performance, perform
from tests.scenes.test_every_clip import check_spoken_numbers


@pytest.fixture(scope="module")
def shown() -> Performance:
    return perform("signature")


@pytest.fixture(scope="module")
def runs() -> list[SignatureTraining]:
    """The clip's own trainings from 20 seeds."""
    return ranked(SEEDS)


def centres(marks: Marks) -> np.ndarray:
    """(k, 3) where marks are."""
    count = len(marks.shape)
    places: np.ndarray = (marks.points.reshape(-1, count, 3) - marks.shape).mean(axis=1)
    return places


def scores_of(model: SignatureTraining, share: float) -> np.ndarray:
    """The signatures, by a way of their own: weighted sums of the plane, layer by layer."""
    scores = model.plane
    for layer in model.run.network(float(model.step_at(share))).layers[:-1]:
        scores = np.maximum(0, np.einsum("ki,in->kn", scores, layer.weights) + layer.biases)
    return scores


def check_moment(scene: Any, share: float) -> None:
    """Dots, drops, rings and readings against the recorded network."""
    model = scene.model
    scores = scores_of(model, share)
    view: View = scene.space.view
    flat = np.pad(view.project(scores), [(0, 0), (0, 1)]) + REGION.center
    floor = np.pad(view.project(scores * [1, 1, 0]), [(0, 0), (0, 1)]) + REGION.center
    wrong = []
    means = [scores[model.classes == each].mean(axis=0) for each in range(model.classes.max() + 1)]
    for each, marks in enumerate(scene.space.dots):
        own = model.classes == each
        np.testing.assert_allclose(centres(marks), flat[own], atol=1e-9)
        ends = scene.space.drops[each].points.reshape(-1, 4, 3)[:, 3]
        np.testing.assert_allclose(ends, floor[own], atol=1e-9)
        ways = scene.space.trails[each].points.reshape(own.sum(), -1, 3)
        np.testing.assert_allclose(ways[:, -1], flat[own], atol=0.03)
        start = np.pad(view.project(scores_of(model, 0.0)[own]), [(0, 0), (0, 1)])
        np.testing.assert_allclose(ways[:, 0], start + REGION.center, atol=1e-9)
        for place, spot in zip(scores[own], flat[own], strict=True):
            gaps = [np.linalg.norm(place - mean) for mean in means]
            if not all(gaps[each] < gap for other, gap in enumerate(gaps) if other != each):
                wrong.append(spot)
    np.testing.assert_allclose(centres(scene.space.rings), np.reshape(wrong, (-1, 3)), atol=1e-9)
    assert len(centres(scene.plane.rings)) == len(wrong)
    accuracy, ratio, step = (reading.text for reading in scene.readings)
    count = len(scores)
    assert int(accuracy.split()[0]) == pytest.approx(100 * (1 - len(wrong) / count), abs=0.5)
    within = sum(((scores[model.classes == c] - m) ** 2).sum() for c, m in enumerate(means))
    whole = ((scores - scores.mean(axis=0)) ** 2).sum()
    expected = (whole - within) / within if within else 0.0  # all may be dead
    assert float(ratio) == pytest.approx(expected, abs=0.051)
    assert step == f"step {model.step_at(share):.0f}"


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.81, 1.0])
def test_at_any_moment_dots_and_readings_are_those_of_the_network(
    shown: Performance, share: float
) -> None:
    for part in (shown.scene.plane, shown.scene.space, shown.scene.readings):
        part.set_value(share)
    check_moment(shown.scene, share)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_on_its_line_a_neuron_scores_0_and_the_arrow_shows_where_it_scores(
    shown: Performance, share: float
) -> None:
    plane, model = shown.scene.plane.set_value(share), shown.scene.model
    unit = RADIUS / plane.reach
    ((weights, biases),) = model.layers(share)
    ends = (plane.lines.points.reshape(3, 4, 3)[:, [0, 3], :2] - MIDDLE[:2]) / unit
    sums = np.einsum("nei,in->ne", ends, weights) + biases[:, np.newaxis]
    np.testing.assert_allclose(sums, 0, atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(ends, axis=2), plane.reach)
    arrows = plane.shafts.points.reshape(3, 4, 3)[:, [0, 3], :2]
    ways = arrows[:, 1] - arrows[:, 0]
    turned = np.einsum("ni,in->n", ways, weights)
    np.testing.assert_allclose(
        turned, np.linalg.norm(ways, axis=1) * np.linalg.norm(weights, axis=0)
    )
    for each, marks in enumerate(plane.dots):
        places = (centres(marks)[:, :2] - MIDDLE[:2]) / unit
        np.testing.assert_allclose(places, model.plane[model.classes == each], atol=1e-9)


def test_badges_move_smoothly_and_keep_apart(shown: Performance) -> None:
    places = np.array(
        [
            [mark[0].get_center() for mark in shown.scene.plane.set_value(share).badges]
            for share in np.linspace(0, 1, 101)
        ]
    )
    assert np.linalg.norm(np.diff(places, axis=0), axis=2).max() < 0.5
    assert np.linalg.norm(places - np.roll(places, 1, axis=1), axis=2).min() > 0.55


def test_one_point_shows_what_a_signature_is(shown: Performance) -> None:
    scene, moment = shown.scene, shown.moments["place"]
    scores = scene.model.signatures(0.0)
    assert (scene.scores == scores).all(axis=1).any()
    (written,) = [text for text in moment.texts if text.startswith("(")]
    assert [float(number) for number in re.findall(r"[\d.]+", written)] == pytest.approx(
        scene.scores, abs=0.051
    )
    legs = [
        leg.points[[0, -1]] for leg in scene.legs if scene.scores[scene.legs.submobjects.index(leg)]
    ]
    place = scene.space.flat(scene.scores)
    np.testing.assert_allclose(legs[-1][1], place, atol=1e-9)


def test_both_measures_rise_from_every_seed_of_the_list_and_for_the_spiral(
    runs: list[SignatureTraining],
) -> None:
    rows = [*runs, SignatureTraining(*spiral(), 500, 0, wide=True)]
    assert all(run.accuracy(1.0) > run.accuracy(0.0) for run in rows)
    assert all(run.ratio(1.0) > run.ratio(0.0) for run in rows)


def test_the_seed_of_the_clip_is_the_one_in_the_middle_of_the_list(
    runs: list[SignatureTraining],
) -> None:
    default = find_clip("signature").option("seed").default
    assert middle_seed(runs) == default
    readme = " ".join(Path("README.md").read_text(encoding="utf-8").split())
    assert "; ".join(map(listed, runs)) in readme


def test_the_default_says_what_it_shows(shown: Performance) -> None:
    numbers = shown.scene.numbers
    names = ["score", "place", "knot", "count", "train", "answer"]
    assert [beat.name for beat in shown.beats] == names
    assert numbers["seed"] == 1
    assert f"{100 * numbers['accuracy_start']:.0f} % are told apart" in shown.beats[3].caption
    assert f"{numbers['ratio_end']:.1f}." in shown.beats[5].caption
    assert shown.scene.answered == "It gathers each class, far from others."


def test_where_nothing_rises_nothing_is_claimed(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    rows = [f"{x},{y},{name}" for name in "ab" for x, y in ((0, 0), (1, 2), (3, 1))]
    file.write_text("x,y,class\n" + "\n".join(rows), encoding="utf-8")
    shown = perform("signature", find_clip("signature").parameters(data=str(file), steps="10"))
    assert shown.scene.answered == "From this start, it does not sort them."
    assert "two classes" in shown.beats[2].caption
    check_spoken_numbers(shown)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("1,2,a\n3,4,a", "must hold 2 to 4 classes .* got 1 and 2"),
        ("\n".join(f"{n},{n},{n % 5}" for n in range(20)), "must hold 2 to 4 classes"),
        ("1,2,a\n3,4,a\n5,6,b\n5,6,b", "two different points of each class"),
        ("1,2,a\n3,x,b", "must hold x,y,class in each row.* point 2 is"),
        ("1,2,a\n3,4", "must hold x,y,class in each row.* point 2 is"),
        ("1,2,a\nnan,4,b", "must hold x,y,class in each row.* point 2 is"),
        ("1,2,a\n1e99,4,b", r"up to 1e\+09: point 2 is"),
        ("", "must hold 2 to 4 classes"),
        (b"\xff\xfe\x00", "is not a text file"),
        ("\n".join(f"{n},{n},{n % 2}" for n in range(301)), "at most 300 points"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, content: str | bytes, says: str
) -> None:
    file = tmp_path / "points.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(OptionError, match=f"^--data .*{says}") as refusal:
        find_clip("signature").parameters(data=str(file))
    assert "\n" not in str(refusal.value)


def test_a_word_that_is_no_file_is_refused() -> None:
    with pytest.raises(OptionError, match=r"^--data must be blobs, spiral or a file"):
        find_clip("signature").parameters(data="blob")


@settings(max_examples=3, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 10**6), st.integers(10, 80), st.sampled_from(["blobs", "spiral"]))
def test_any_seed_is_shown_as_it_runs(seed: int, steps: int, data: str) -> None:
    shown = perform("signature", {"seed": seed, "steps": steps, "data": data})
    check_moment(shown.scene, 1.0)
    check_spoken_numbers(shown)
