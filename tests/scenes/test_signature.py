"""Dots stand where the trained layer puts the points, and what is said of them is counted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from benchmarks.signature_seeds import clear, told, trained
from relu_anim import SignatureTraining, View, spiral
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.clips.signature_marks import DISC, Marks
from scenes.mobjects.clips.signature_plane import ARROW, MIDDLE, RADIUS
from scenes.mobjects.clips.signature_space import CLOUD, REGION, SEEN, VIEWS, Signatures
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.signature import who_scores_where
from scenes.theme import DARK
from tests.scenes.performance import Performance, perform
from tests.scenes.test_every_clip import check_spoken_numbers


@pytest.fixture(scope="module")
def shown() -> Performance:
    return perform("signature")


@pytest.fixture(scope="module")
def runs() -> list[SignatureTraining]:
    """The clip's own trainings from 100 seeds."""
    return trained()


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
    """Dots, clouds and the share told apart against the recorded network."""
    model, space = scene.model, scene.space
    scores, sides = scores_of(model, share), space.sides
    view = View(space.view.azimuth, space.view.elevation, space.view.scale, tuple(sides / 2))

    def flat(places: np.ndarray) -> np.ndarray:
        points: np.ndarray = np.pad(view.project(places), [(0, 0), (0, 1)]) + space.middle
        return points

    assert (scores <= sides).all()
    members = [model.classes == each for each in range(model.classes.max() + 1)]
    means = np.array([scores[own].mean(axis=0) for own in members])
    for each, own in enumerate(members):
        np.testing.assert_allclose(centres(space.classes[each]), flat(scores[own]), atol=1e-9)
        np.testing.assert_allclose(centres(space.middles[each]), flat(means[[each]]), atol=1e-9)
        check_cloud(space.clouds[each].points[::4, :2], flat(scores[own])[:, :2])
    gaps = np.linalg.norm(scores[:, np.newaxis] - means, axis=2)
    near = float(
        np.mean(
            [
                (np.delete(gap, own) > gap[own]).all()
                for gap, own in zip(gaps, model.classes, strict=True)
            ]
        )
    )
    assert scene.told.text == f"{100 * near:.0f} % told apart"


def check_cloud(corners: np.ndarray, places: np.ndarray) -> None:
    """A cloud goes around all places, and no further beyond any direction's last than CLOUD."""
    edges = np.roll(corners, -1, axis=0) - corners
    ways = places[:, np.newaxis] - corners
    assert (edges[:, 0] * ways[..., 1] - edges[:, 1] * ways[..., 0] > -1e-9).all()
    for angle in np.linspace(0, 6, 25):
        way = np.array([np.cos(angle), np.sin(angle)])
        beyond = (corners @ way).max() - (places @ way).max()
        assert 0.9 * CLOUD < beyond < 1.001 * CLOUD


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.81, 1.0])
def test_at_any_moment_dots_and_clouds_are_those_of_the_network(
    shown: Performance, share: float
) -> None:
    scene = shown.scene
    scene.plane.set_value(share)
    scene.space.set_value(share)
    scene.told.set_value(share)
    check_moment(scene, share)


def test_space_is_seen_from_where_signatures_spread_most_and_fits_its_region(
    shown: Performance,
) -> None:
    model, space = shown.scene.model, Signatures(DARK, shown.scene.model, np.zeros(3))
    corners = np.vstack([wall.points for wall in space.walls])
    size = np.ptp(corners[:, :2], axis=0) / [REGION.width, REGION.height]
    assert size.max() == pytest.approx(1)
    np.testing.assert_allclose((corners.min(axis=0) + corners.max(axis=0)) / 2, REGION.center)

    def area(view: View) -> float:
        """How large, in the picture, the ellipses of the spread before and after are."""
        moments = [scores_of(model, share) for share in (0.0, 1.0)]
        flat = [view.project(scores) for scores in moments]
        return float(
            np.prod([np.prod(np.linalg.svd(each - each.mean(axis=0))[1]) for each in flat])
        )

    box = space.sides * np.array(np.meshgrid(*[[0, 1]] * 3)).reshape(3, -1).T
    for view in VIEWS:
        if np.linalg.norm(view.project(np.eye(3)), axis=1).min() > SEEN:
            assert area(view.fitted(box, REGION.width, REGION.height)) <= area(space.view) * 1.001


def test_before_training_is_shown_beside_after_at_the_same_scale(shown: Performance) -> None:
    numbers, texts = shown.scene.numbers, shown.moments["answer"].glyphs
    shares = [100 * numbers[f"accuracy_{moment}"] for moment in ("start", "end")]
    assert {f"{share:.0f} % told apart" for share in shares} <= set(texts)
    old = next(
        each
        for each in shown.scene.mobjects
        if isinstance(each, Signatures) and each is not shown.scene.space
    )
    again = Signatures(DARK, shown.scene.model, np.zeros(3))
    for one, other in zip((*old.clouds, *old.walls), (*again.clouds, *again.walls), strict=True):
        np.testing.assert_allclose(
            one.points - one.points[0], other.points - other.points[0], atol=1e-9
        )


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_on_its_line_a_neuron_scores_0_and_the_arrow_shows_where_it_scores(
    shown: Performance, share: float
) -> None:
    plane, model = shown.scene.plane.set_value(share), shown.scene.model
    unit = RADIUS / plane.reach
    ((weights, biases),) = model.layers(share)
    lines = np.array([line.points.reshape(4, 3)[[0, 3], :2] for line in plane.lines])
    ends = (lines - MIDDLE[:2]) / unit
    sums = np.einsum("nei,in->ne", ends, weights) + biases[:, np.newaxis]
    left = np.abs(biases) > plane.reach * np.linalg.norm(weights, axis=0)  # the window
    assert left.tolist() == [False, False, share == 1]
    np.testing.assert_allclose(sums[~left], 0, atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(ends, axis=2), plane.reach)
    shafts = np.array([arrow[0].points.reshape(4, 3)[[0, 3], :2] for arrow in plane.arrows])
    ways = shafts[:, 1] - shafts[:, 0]
    lengths = np.linalg.norm(weights, axis=0)
    np.testing.assert_allclose(
        np.einsum("ni,in->n", ways, weights), np.linalg.norm(ways, axis=1) * lengths
    )
    for each, marks in enumerate(plane.classes):
        places = (centres(marks)[:, :2] - MIDDLE[:2]) / unit
        np.testing.assert_allclose(places, model.plane[model.classes == each], atol=1e-9)


def test_badges_move_smoothly_and_keep_apart(shown: Performance) -> None:
    places = np.array(
        [
            [
                mark[0].get_center()
                for mark in shown.scene.plane.set_value(shown.scene.model.paced(share)).badges
            ]
            for share in np.linspace(0, 1, 101)
        ]
    )
    assert np.linalg.norm(np.diff(places, axis=0), axis=2).max() < 0.5
    assert np.linalg.norm(places - np.roll(places, 1, axis=1), axis=2).min() > 0.55


def test_the_one_point_goes_where_its_scores_take_it(shown: Performance) -> None:
    scene, model = shown.scene, shown.scene.model
    ((weights, biases),) = model.layers(0.0)
    one, unit, lengths = scene.one, RADIUS / scene.plane.reach, np.linalg.norm(weights, axis=0)
    place = (one.here.get_center()[:2] - MIDDLE[:2]) / unit
    np.testing.assert_allclose(place, model.telling)
    scores = np.maximum(0, place @ weights + biases)
    for neuron, tape in enumerate(one.tapes):  # at right angles, from where it scores 0
        foot = (tape.points[0, :2] - MIDDLE[:2]) / unit
        assert foot @ weights[:, neuron] + biases[neuron] == pytest.approx(0)
        assert np.linalg.norm(place - foot) == pytest.approx(scores[neuron] / lengths[neuron])
    legs = np.array([leg.points[[0, -1]] for leg in one.legs])
    way = scene.space.flat(np.cumsum([np.zeros(3), *np.diag(scores)], axis=0))
    np.testing.assert_allclose(legs, np.stack([way[:-1], way[1:]], axis=1), atol=1e-9)
    np.testing.assert_allclose(one.there.get_center(), way[-1], atol=1e-9)
    for beat in ("score", "place"):
        written = [float(text) for text in shown.moments[beat].glyphs if "." in text]
        assert written == pytest.approx(scores, abs=0.051)
    row = " ".join(shown.moments["place"].texts)
    assert [float(text) for text in re.findall(r"\d\.\d(?!em)", row)] == pytest.approx(
        scores, abs=0.051
    )


def test_the_one_point_crosses_a_line_and_numbers_and_ticks_follow_it(shown: Performance) -> None:
    scene, model = shown.scene, shown.scene.model
    ((weights, biases),) = model.layers(0.0)
    one, unit = scene.one, RADIUS / scene.plane.reach
    seen = []
    for share in (0.0, 0.4, 0.7, 1.0):
        one.set_value(share)
        place = (one.here.get_center()[:2] - MIDDLE[:2]) / unit
        scores = np.maximum(0, place @ weights + biases)
        assert [number.text for number in one.written] == [f"{score:.1f}" for score in scores]
        for neuron, tape in enumerate(one.tapes):
            ticks = (tape.points.reshape(-1, 4, 3)[1:, [0, 3], :2] - MIDDLE[:2]) / unit
            levels = ticks @ weights[:, neuron] + biases[neuron]
            whole = np.repeat(np.arange(1, np.floor(scores[neuron]) + 1), 2).reshape(-1, 2)
            np.testing.assert_allclose(levels, whole, atol=1e-9)
        seen.append(scores)
    assert seen[0][0] == 0 == seen[1][0]
    assert 0 < seen[2][0] < seen[3][0]


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_badges_of_the_table_and_rings_are_counted(shown: Performance, share: float) -> None:
    model, space = shown.scene.model, shown.scene.space.set_value(share)
    scores = scores_of(model, share)
    for each, (mark, *row) in enumerate(shown.scene.table.set_value(share)):
        assert mark.get_fill_color() == space.classes[each].get_fill_color()
        counts = (scores[model.classes == each] > 0).sum(axis=0)
        for (disc, _), role, count in zip(row, NEURON_ROLES, counts, strict=True):
            fill = DARK.colour(role) if count > 18 else DARK.body(role)
            fill = DARK.ground if count < 2 else fill
            assert disc.get_fill_color().to_hex().lower() == fill
    means = np.array([scores[model.classes == each].mean(axis=0) for each in range(3)])
    gaps = np.linalg.norm(scores[:, np.newaxis] - means, axis=2)
    astray = space.flat(scores[gaps.argmin(axis=1) != model.classes])
    assert len(astray) == (24 if share == 0 else 0 if share == 1 else len(astray))
    if len(astray):
        rings = space.rings.points.reshape(len(astray), -1, 3)
        np.testing.assert_allclose((rings.min(axis=1) + rings.max(axis=1)) / 2, astray, atol=1e-3)


def test_legs_lead_score_by_score_to_a_class_s_middle(shown: Performance) -> None:
    space = shown.scene.space
    for each, scores in enumerate(shown.scene.model.middles(1.0)[0]):
        legs = space.legs_to(scores)
        corners = [space.origin]
        for axis, score in enumerate(scores):
            corners.append(
                corners[-1] + score / space.sides[axis] * (space.tips[axis] - space.origin)
            )
        for leg, start, end in zip(legs, corners, corners[1:], strict=False):
            np.testing.assert_allclose([leg.points[0], leg.points[-1]], [start, end], atol=1e-9)
        np.testing.assert_allclose(corners[-1], centres(space.middles[each])[0], atol=1e-9)


def test_the_badge_of_a_line_that_has_left_is_faint(shown: Performance) -> None:
    for share, seen in ((0.0, [1, 1, 1]), (1.0, [1, 1, DARK.dimmed])):
        badges = shown.scene.plane.set_value(share).badges
        assert [disc.get_fill_opacity() for disc, _ in badges] == pytest.approx(seen)


@pytest.mark.parametrize(
    ("scoring", "says"),
    [
        ([[1, 0, 0], [0, 1, 1]], "Now circles score on 1, squares on 2 and 3"),
        ([[1, 1, 1], [0, 0.05, 0]], "Now squares mostly score on none, circles on all"),
        ([[1, 1, 0], [1, 1, 0]], "Classes with the same badges differ"),
        ([[1, 0.5, 0], [0, 1, 1]], "Half-strong badge"),
    ],
)
def test_it_is_said_which_class_scores_where(
    monkeypatch: pytest.MonkeyPatch, scoring: list[list[float]], says: str
) -> None:
    model = SignatureTraining(*spiral(), 10, 3)
    monkeypatch.setattr(SignatureTraining, "scoring", lambda *_: np.array(scoring))
    assert who_scores_where(model).startswith(says)


def test_arrows_are_of_one_length(shown: Performance) -> None:
    plane = shown.scene.plane.set_value(0.0)
    seen = [
        np.linalg.norm(arrow[1].points[:, :2] - badge[0].get_center()[:2], axis=1).max()
        for arrow, badge in zip(plane.arrows, plane.badges, strict=True)
    ]
    np.testing.assert_allclose(seen, DISC + ARROW)


def test_training_tells_more_apart_from_nearly_every_seed_and_for_the_spiral(
    runs: list[SignatureTraining],
) -> None:
    spirals = [SignatureTraining(*spiral(), 500, seed, wide=True) for seed in (3, 7)]
    rises = [run.accuracy(1.0) > run.accuracy(0.0) for run in (*runs, *spirals)]
    assert np.mean(rises) > 0.95
    assert all(rises[-2:])


def test_the_seed_of_the_clip_is_the_first_clear_one_and_no_other_is_told_as_usual(
    runs: list[SignatureTraining],
) -> None:
    default = find_clip("signature").option("seed").default
    assert next(run.seed for run in runs if clear(run)) == default
    readme = " ".join(Path("README.md").read_text(encoding="utf-8").split())
    assert told(runs) in readme


def test_no_line_of_the_default_runs_through_a_class_in_the_end(shown: Performance) -> None:
    model = shown.scene.model
    sums = model.sums(1.0, model.plane)
    for each in range(3):
        own = sums[model.classes == each]
        assert ((own > 0).all(axis=0) | (own < 0).all(axis=0)).all()


def test_the_default_says_what_it_shows(shown: Performance) -> None:
    numbers = shown.scene.numbers
    names = ["score", "place", "mix", "cloud", "train", "table", "answer"]
    assert [beat.name for beat in shown.beats] == names
    assert numbers["seed"] == 59
    first, last = (f"{100 * numbers[f'accuracy_{moment}']:.0f} %" for moment in ("start", "end"))
    assert f" {first} of points lie nearest its middle" in shown.beats[3].caption
    said = "Now squares score on 1 and 3, triangles on 2 and 3, circles on all: three clouds."
    assert shown.beats[5].caption == said
    cause = "as each class has its own set of neurons"
    said = f"Before: {first} told apart. After: {last}, {cause}."
    assert shown.beats[6].caption == said
    assert shown.scene.answered == "It gathers each class and parts the classes."


def test_where_nothing_rises_nothing_is_claimed(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    rows = [f"{x},{y},{name}" for name in "ab" for x, y in ((0, 0), (1, 2), (3, 1))]
    file.write_text("x,y,class\n" + "\n".join(rows), encoding="utf-8")
    shown = perform("signature", find_clip("signature").parameters(data=str(file), steps="10"))
    assert shown.scene.answered == "From this start, it does not sort them."
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
    model = shown.scene.model
    check_moment(shown.scene, 1.0)
    check_spoken_numbers(shown)
    means, radii = zip(*[model.middles(share) for share in (0.0, 1.0)], strict=True)
    others = np.linalg.norm(means[1] - np.roll(means[1], 1, axis=0), axis=1)
    apart = (others > radii[1] + np.roll(radii[1], 1)).all()
    assert ("gathers" in shown.scene.answered) <= (apart and (radii[1] < radii[0]).all())
    assert ("draws" in shown.scene.answered) <= (model.ratio(1.0) > model.ratio(0.0))
