"""The point3d clip puts the point where NumPy says, in space and on the frame, beat by beat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from unittest.mock import patch

import manim as mn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import View
from scenes.catalogue.contents import find_clip
from scenes.mobjects.animations import Fade
from scenes.mobjects.clips.point3d_space import Point3DSpace
from scenes.mobjects.clips.point3d_table import TableRow
from scenes.mobjects.space.labels import Label
from scenes.mobjects.text.notation import MINUS
from scenes.point3d import Point3D

SOURCE: dict[str, Any] = {
    "point": (0.5, 1.0),
    "weights": ((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4)),
    "biases": (2.0, 3.0, 0.5),
}
EXAMPLES: list[dict[str, Any]] = [
    *(SOURCE | dict(example) for example in find_clip("point3d").examples),
    SOURCE | {"weights": ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))},
    SOURCE | {"weights": ((1.0, 2.0, 3.0), (-0.5, -1.0, -1.5)), "biases": (0.0, 0.0, 0.0)},
    SOURCE | {"weights": ((1000.0, -250.0, 0.0), (400.0, 800.0, -1234.5))},
    SOURCE
    | {"weights": ((0.001, 0.002, -0.001), (0.0005, -0.003, 0.002)), "biases": (0.001, 0, 0)},
]
numbers = st.one_of(
    st.just(0.0), st.floats(-3, 3).map(lambda value: round(value, 2)), st.floats(-1e3, 1e3)
).filter(lambda value: value == 0 or abs(value) > 1e-3)
triples = st.tuples(numbers, numbers, numbers)
layers = st.fixed_dictionaries(
    {
        "point": st.tuples(numbers, numbers),
        "weights": st.tuples(triples, triples),
        "biases": triples,
    }
)


@dataclass
class Seen:
    """What the test wants to know of the picture when a beat ends."""

    view: View
    middle: np.ndarray
    point: np.ndarray
    point_on_frame: np.ndarray
    ghost: np.ndarray
    tips: np.ndarray
    sheet: np.ndarray
    axes: np.ndarray
    labels: dict[str, str]
    boxes: list[np.ndarray]


@dataclass
class Show:
    """A scene that has run, what was seen at the ends of its beats, and how far things stuck out.

    furthest: by how much the sheet or an axis left the picture's region, at any moment.
    """

    scene: Any
    seen: dict[str, Seen]
    furthest: float


def look_at(picture: Point3DSpace) -> Seen:
    labels = [label for label in picture.labels if label in picture.seen]
    return Seen(
        view=picture.view,
        middle=picture.region.center,
        point=picture.dot.at.copy(),
        point_on_frame=picture.dot.submobjects[1].get_center()
        if picture.dot in picture.seen
        else picture.result.submobjects[1].get_center(),
        ghost=picture.ghost.at.copy(),
        tips=np.array([arrow.lines[0, 1] for arrow in picture.units]),
        sheet=picture.sheet.face.corners.copy(),
        axes=picture.axes.lines.copy(),
        labels={name_of(picture, label): text_of(label) for label in labels},
        boxes=[box_of(label.plate) for label in labels],
    )


def box_of(mobject: mn.Mobject) -> np.ndarray:
    """Left, bottom, right and top."""
    corners = mobject.get_corner(mn.DL)[:2], mobject.get_corner(mn.UR)[:2]
    return np.concatenate(corners)


def name_of(picture: Point3DSpace, label: Label) -> str:
    for name, value in vars(picture).items():
        if value is label:
            return name
        if isinstance(value, list) and name.endswith("s") and name != "labels" and label in value:
            return f"{name}[{value.index(label)}]"
    raise LookupError


def text_of(label: Label) -> str:
    text: Any = label.text
    return ", ".join(text.texts) if hasattr(text, "texts") else str(text.markup)


def show(parameters: Mapping[str, Any] | None = None, theme: str = "dark") -> Show:
    seen: dict[str, Seen] = {}

    def close_and_look(scene: Point3D) -> None:
        Point3D._close_beat(scene)
        if scene.beats:
            seen[scene.beats[-1].name] = look_at(scene.picture)

    arrive = Point3DSpace.arrive
    sticking_out = [0.0]

    def look_back_and_arrive(picture: Point3DSpace, leaving: Any) -> None:
        if picture.goal != picture.keyframe:
            sticking_out.extend(beyond(picture, share) for share in np.linspace(0, 1, 8))
        arrive(picture, leaving)

    watched = type("Point3D", (Point3D,), {"_close_beat": close_and_look})
    with patch.object(Point3DSpace, "arrive", look_back_and_arrive):
        scene = watched(parameters=parameters, theme=theme, skip_animations=True)
        scene.render()
    return Show(scene, seen, max(sticking_out))


def watch_moments(
    parameters: Mapping[str, Any], look: Callable[[Point3DSpace, float], None]
) -> None:
    """Run the scene and look at its picture at several moments of each animation."""

    def play(scene: Point3D, *animations: Any, **options: Any) -> None:
        prepared = scene.compile_animations(*animations, **options)
        for animation in prepared:
            animation._setup_scene(scene)
            animation.begin()
        for share in (0.0, 0.3, 0.5, 0.8):
            for animation in prepared:
                animation.interpolate(share)
            scene.picture.take(scene.picture.share.get_value())
            look(scene.picture, scene.picture.share.get_value())
        for animation in prepared:
            animation.finish()
            animation.clean_up_from_scene(scene)

    watched = type("Point3D", (Point3D,), {"play": play})
    watched(parameters=parameters, skip_animations=True).render()


def beyond(picture: Point3DSpace, share: float) -> float:
    """How far anything sticks out of the region at a share of the movement."""
    picture.take(share)
    points = np.zeros((0, 3))
    if picture.axes in picture.seen:
        points = picture.axes.lines[:, 1]
    if picture.sheet in picture.seen:
        points = np.vstack([points, picture.sheet.face.corners])
    half = np.array([picture.region.width, picture.region.height]) / 2
    return float((np.abs(picture.view.project(points)) - half).max())


@pytest.fixture(scope="module")
def default() -> Show:
    return show()


def projected(view: View, point: np.ndarray) -> np.ndarray:
    """Turn the horizon by the azimuth, tip it by the elevation, drop the depth."""
    a, e = np.radians(view.azimuth), np.radians(view.elevation)
    x, y, z = point - np.array(view.center)
    near, right = x * np.cos(a) + y * np.sin(a), y * np.cos(a) - x * np.sin(a)
    return view.scale * np.array([right, z * np.cos(e) - near * np.sin(e)])


def check_places(shown: Show, parameters: Mapping[str, Any]) -> None:
    point, weights, biases = (
        np.array(parameters[name], float) for name in ("point", "weights", "biases")
    )
    linear = point @ weights
    affine = linear + biases
    apart = shown.scene.picture.framings.apart
    flat = point @ apart.rows + apart.origin
    wanted = {
        "plane": flat, "space": flat, "weights": linear, "landed": linear, "bias": affine,
        "relu": np.maximum(affine, 0), "without-bias": np.maximum(affine, 0),
    }  # fmt: skip
    size = 1 + np.abs(point).max() * np.abs(weights).max() + np.abs(biases).max()
    for beat, seen in shown.seen.items():
        np.testing.assert_allclose(seen.point, wanted[beat], rtol=0, atol=1e-12 * size)
        there = projected(seen.view, seen.point) + seen.middle[:2]
        np.testing.assert_allclose(seen.point_on_frame[:2], there, rtol=0, atol=1e-9)
    unit = shown.scene.picture.patch.unit
    np.testing.assert_allclose(shown.seen["weights"].tips, unit * weights, rtol=1e-12)
    if "without-bias" in shown.seen:
        ghost = shown.seen["without-bias"].ghost
        np.testing.assert_allclose(ghost, np.maximum(linear, 0), rtol=0, atol=1e-12 * size)


@pytest.fixture(scope="module", params=EXAMPLES, ids=str)
def example(request: pytest.FixtureRequest) -> tuple[Show, dict[str, Any]]:
    return show(request.param, theme="light"), request.param


def test_the_point_is_where_the_source_says_when_each_beat_ends(default: Show) -> None:
    check_places(default, SOURCE)
    stops = {name: seen.point.round(12).tolist() for name, seen in default.seen.items()}
    del stops["plane"], stops["space"]  # there the plane is still a space of its own
    assert stops == {
        "weights": [-0.8, 0.6, 0.15],
        "landed": [-0.8, 0.6, 0.15],
        "bias": [1.2, 3.6, 0.65],
        "relu": [1.2, 3.6, 0.65],
        "without-bias": [1.2, 3.6, 0.65],
    }
    np.testing.assert_allclose(default.seen["without-bias"].ghost, [0, 0.6, 0.15], atol=1e-12)


def test_points_lie_in_space_and_on_the_frame_where_numpy_says(
    example: tuple[Show, dict[str, Any]],
) -> None:
    check_places(*example)


@settings(max_examples=3, deadline=None)
@given(layers)
def test_points_of_random_layers_lie_where_numpy_says(layer: dict[str, Any]) -> None:
    check_places(show(layer), layer)


def test_the_plane_is_seen_true_to_scale_until_the_weights_lay_it(
    example: tuple[Show, dict[str, Any]],
) -> None:
    shown, parameters = example
    picture = shown.scene.picture
    square = picture.patch.half * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    for beat in ("plane", "space"):
        seen = shown.seen[beat]
        middle = projected(seen.view, seen.sheet.mean(axis=0))
        corners = np.array([projected(seen.view, corner) for corner in seen.sheet]) - middle
        scale = corners[2, 0] / picture.patch.half
        assert scale > 0
        np.testing.assert_allclose(corners, scale * square, rtol=0, atol=1e-9)
        there = projected(seen.view, seen.point) - middle
        np.testing.assert_allclose(there, scale * np.array(parameters["point"]), atol=1e-9)


def test_the_plane_lies_beside_the_space_of_the_neurons_at_first(
    example: tuple[Show, dict[str, Any]],
) -> None:
    seen = example[0].seen["space"]
    ends = np.array([projected(seen.view, end) for end in seen.axes.reshape(-1, 3)])
    corners = np.array([projected(seen.view, corner) for corner in seen.sheet])
    assert corners[:, 0].max() + 0.5 < ends[:, 0].min()


def test_the_axes_of_the_neurons_are_out_of_sight_until_they_are_spoken_of() -> None:
    seen = []

    def look_and_go(scene: Point3D, *args: Any, **options: Any) -> None:
        seen.append((scene.beats[-1].name, scene.picture.axes in scene.picture.seen))
        Point3D.go(scene, *args, **options)

    watched = type("Point3D", (Point3D,), {"go": look_and_go})
    watched(parameters=SOURCE, skip_animations=True).render()
    assert {there for beat, there in seen if beat == "plane"} == {False}
    assert {there for beat, there in seen if beat not in ("plane", "space")} == {True}


def test_the_two_inputs_are_told_apart_without_colour(default: Show) -> None:
    first, second = default.scene.picture.units
    subpaths = [len(arrow.shafts.get_subpaths()) for arrow in (first, second)]
    assert subpaths[0] == 1
    assert subpaths[1] > 2
    labels = default.seen["weights"].labels
    for number in (1, 2):
        assert f"input {number}:" in labels[f"row_labels[{number - 1}]"]


def test_the_labels_in_space_say_what_the_source_says(default: Show) -> None:
    seen = default.seen
    assert seen["plane"].labels["start_label"] == "$O thin (0.5, 1.0)$"
    assert seen["plane"].labels["unit_labels[0]"] == "$(1, 0)$"
    assert seen["weights"].labels["row_labels[0]"].endswith("$(0.2, 0.8, -0.5)$")
    assert seen["weights"].labels["row_labels[1]"].endswith("$(-0.9, 0.2, 0.4)$")
    assert seen["landed"].labels["dot_label"] == f"{MINUS}0.80, 0.60, 0.15"
    assert seen["bias"].labels["dot_label"] == "1.20, 3.60, 0.65"
    assert seen["relu"].labels["dot_label"] == "1.20, 3.60, 0.65"
    assert seen["without-bias"].labels["ghost_label"] == "0.00, 0.60, 0.15"


def values_of(row: TableRow) -> list[float]:
    return [float(cell.markup.replace(MINUS, "-")) for cell in row.cells]


def test_the_panel_shows_every_number_of_the_layer(
    example: tuple[Show, dict[str, Any]],
) -> None:
    shown, parameters = example
    scene = shown.scene
    point, weights, biases = (
        np.array(parameters[name], float) for name in ("point", "weights", "biases")
    )
    affine = point @ weights + biases
    rows = {
        scene.weight_rows[0]: weights[0],
        scene.weight_rows[1]: weights[1],
        scene.linear_row: point @ weights,
        scene.bias_row: biases,
        scene.affine_row: affine,
        scene.output_row: np.maximum(affine, 0),
        scene.without_row: np.maximum(point @ weights, 0),
    }
    for row, values in rows.items():
        np.testing.assert_allclose(values_of(row), values, rtol=6e-4, atol=6e-4)


@settings(max_examples=3, deadline=None)
@given(layers)
def test_live_numbers_are_the_coordinates_of_the_point_at_every_moment(
    layer: dict[str, Any],
) -> None:
    point, weights, biases = (np.array(layer[name]) for name in ("point", "weights", "biases"))
    linear = point @ weights
    size = 1 + np.abs(linear).max() + np.abs(biases).max()
    moments = []

    def look(picture: Point3DSpace, share: float) -> None:
        keyframe = picture.keyframe.towards(picture.goal, share)
        if picture.dot_label in picture.seen and keyframe.relu == 0:
            moments.append((keyframe.bias, picture.dot_label.text))
            bracket: Any = picture.dot_label.text
            expected = linear + keyframe.bias * biases
            shown = [number.value for number in bracket.numbers]
            np.testing.assert_allclose(shown, expected, rtol=0, atol=1e-12 * size)

    watch_moments(layer, look)
    assert len({bias for bias, _ in moments}) > 2 or not biases.any()


def test_only_coordinates_that_change_are_seen_while_the_picture_moves(
    example: tuple[Show, dict[str, Any]],
) -> None:
    watched = set()

    def look(picture: Point3DSpace, share: float) -> None:
        if picture.goal == picture.keyframe or share < 0.5:
            return
        for label in picture.labels:
            if label in picture.seen and label.plate.fill_rgbas[0, 3] > 0:
                watched.add(label)
                assert label in picture.live_labels
                assert not picture.is_still

    watch_moments(example[1], look)
    assert len(watched) >= bool(np.any(example[1]["biases"]))


def test_a_label_keeps_its_side_of_the_point_while_the_picture_moves(default: Show) -> None:
    offsets: dict[tuple[Any, Any], list[np.ndarray]] = {}

    def look(picture: Point3DSpace, share: float) -> None:
        for label in picture.live_labels:
            if label in picture.seen and picture.goal != picture.keyframe:
                key = (picture.goal, label)
                offset = label.plate.middle - picture.flat(label.at)
                offsets.setdefault(key, []).append(offset)

    watch_moments(SOURCE, look)
    assert offsets
    for seen in offsets.values():
        np.testing.assert_allclose(seen, np.tile(seen[0], (len(seen), 1)), atol=1e-9)


def test_drops_end_on_the_walls(default: Show) -> None:
    drops = default.scene.picture.drops
    at = drops.at
    np.testing.assert_array_equal(
        drops.feet_at, [[0, at[1], at[2]], [at[0], 0, at[2]], [*at[:2], 0]]
    )
    foot = default.scene.picture.flat(drops.feet_at[1])
    np.testing.assert_allclose(drops.feet[1].get_center(), foot, atol=1e-9)


def test_the_last_picture_shows_only_what_is_spoken_of(default: Show) -> None:
    picture = default.scene.picture
    assert picture.sheet not in picture.seen
    names = {
        *("dot_label", "ghost_label", "linear_label", "bias_label"),
        *(f"neuron_names[{k}]" for k in range(3)),
    }
    assert set(default.seen["without-bias"].labels) == names
    lit = [light in picture.seen for light in picture.walls.lights]
    assert lit == [True, False, False]  # the wall onto which the point without the bias went


def test_a_ring_stays_where_relu_has_found_the_point() -> None:
    shown = show(SOURCE | {"biases": (0.0, -2.0, 0.0)})
    picture = shown.scene.picture
    affine = np.array([0.5, 1.0]) @ np.array(SOURCE["weights"]) + [0.0, -2.0, 0.0]
    assert picture.affine_mark in picture.seen
    np.testing.assert_allclose(picture.affine_mark.at, affine, rtol=1e-12)
    np.testing.assert_allclose(picture.trail.lines[0, 0], affine, rtol=1e-12)
    assert "affine_label" in shown.seen["relu"].labels


def test_no_ring_stays_where_relu_leaves_the_point(default: Show) -> None:
    assert default.scene.picture.affine_mark not in default.scene.picture.seen


def test_one_place_has_one_label_though_two_ways_lead_there() -> None:
    shown = show(SOURCE | {"point": (0.0, 0.0), "biases": (-1.0, -2.0, -0.5)})
    labels = shown.seen["without-bias"].labels
    assert "dot_label" in labels
    assert "ghost_label" not in labels
    assert "linear_label" not in labels


def test_the_path_of_relu_crosses_no_negative_half_axis(default: Show) -> None:
    for beat, hidden in (("bias", False), ("relu", True), ("without-bias", True)):
        assert (default.seen[beat].axes[3:] == 0).all() == hidden


def test_an_outline_stays_where_the_plane_was_before_the_bias(default: Show) -> None:
    picture = default.scene.picture
    biases = np.array(SOURCE["biases"])
    np.testing.assert_allclose(
        picture.sheet_before.lines[:, 0], default.seen["bias"].sheet - biases, atol=1e-12
    )


def test_weights_are_written_with_as_many_decimals_in_both_rows() -> None:
    weights = ((1.0, 0.0, -1.0), (0.5, 2.0, 1.25))
    shown = show(SOURCE | {"weights": weights})
    rows = [[cell.markup for cell in row.cells] for row in shown.scene.weight_rows]
    assert rows == [["1.00", "0.00", f"{MINUS}1.00"], ["0.50", "2.00", "1.25"]]
    assert shown.seen["weights"].labels["row_labels[0]"].endswith("$(1.00, 0.00, -1.00)$")


def test_what_stands_still_comes_before_all_that_moves(default: Show) -> None:
    scene, shown = default.scene, default.scene.mobjects
    moving = shown.index(scene.picture.share)
    for row in (scene.point_row, scene.neuron_row, scene.linear_row, scene.bias_row):
        assert shown.index(row) < moving


def test_only_what_is_below_a_fade_stands_still(default: Show) -> None:
    picture = default.scene.picture
    with patch.object(picture, "is_still", True):
        still, moving = picture.parted([Fade(picture.bias_arrow), Fade(mn.Square())])
    assert {picture.walls, picture.axes, picture.drops} <= set(still)
    assert {picture.result, picture.dot_label} <= set(moving)
    assert picture.bias_arrow not in still + moving
    with patch.object(picture, "is_still", False):
        assert picture.parted([Fade(picture.bias_arrow)])[0] == []


def test_labels_never_overlap_nor_leave_the_frame_when_a_beat_ends(
    example: tuple[Show, dict[str, Any]],
) -> None:
    region = example[0].scene.layout.plot
    for seen in example[0].seen.values():
        for left, bottom, right, top in seen.boxes:
            assert min(left - region.left, bottom - region.bottom) >= -0.1
            assert top - region.top <= 0.15
            assert right - region.right <= -0.15  # else it would read as part of the panel
        for one, other in combinations(seen.boxes, 2):
            apart = np.maximum(one[:2] - other[2:], other[:2] - one[2:]).max()
            assert apart > -0.02


def test_what_was_placed_before_is_placed_the_same_again(default: Show) -> None:
    again = show(SOURCE)
    for name, seen in default.seen.items():
        np.testing.assert_array_equal(seen.boxes, again.seen[name].boxes)


def test_nothing_turns_out_of_its_region_on_the_way(
    example: tuple[Show, dict[str, Any]],
) -> None:
    assert example[0].furthest <= 0.05


def test_the_same_story_is_told_without_a_bias() -> None:
    shown = show(SOURCE | {"biases": (0.0, 0.0, 0.0)})
    assert "without-bias" not in shown.seen
    captions = {beat.name: beat.caption for beat in shown.scene.beats}
    assert "nothing moves" in captions["bias"]
