"""The point3d clip puts the point where NumPy says, behind the wall, on it, and in the room."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import Dense, LayerPath
from scenes.catalogue.contents import find_clip
from scenes.mobjects.clips.point3d_room import BALL, Moment, PointRoom
from scenes.mobjects.clips.point3d_words import Words
from scenes.mobjects.space.space import NEURON_ROLES
from scenes.mobjects.text.notation import MINUS
from scenes.point3d import ROOM
from scenes.theme import DARK
from tests.scenes.performance import Performance, perform

SOURCE: dict[str, Any] = {
    "point": (0.5, 1.0),
    "weights": ((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4)),
    "biases": (2.0, 3.0, 0.5),
}
ODD: list[dict[str, Any]] = [
    *(SOURCE | dict(example) for example in find_clip("point3d").examples),
    SOURCE | {"weights": ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))},
    SOURCE | {"weights": ((1.0, 2.0, 3.0), (-0.5, -1.0, -1.5)), "biases": (0.0, 0.0, 0.0)},
    SOURCE | {"weights": ((-1.0, -2.0, 0.5), (-0.5, 0.3, 0.2)), "biases": (0.0, 0.0, 0.0)},
    SOURCE | {"weights": ((3.0, -54.0, 3.0), (3.0, 7.7, 3.0))},
    SOURCE | {"weights": ((0.001, 0.002, -0.001), (0.0005, -0.003, 0.002))},
]
numbers = st.one_of(st.just(0.0), st.floats(-30, 30).map(lambda value: round(value, 2)))
triples = st.tuples(numbers, numbers, numbers)


BESIDE = replace(ROOM, right=1.0)
"""Where the room is when it has a table beside it."""


def path_of(layer: dict[str, Any]) -> LayerPath:
    return LayerPath(
        Dense(np.array(layer["weights"]), np.array(layer["biases"])).trace(layer["point"])
    )


def room_of(layer: dict[str, Any]) -> PointRoom:
    return PointRoom(path_of(layer), DARK, ROOM, BESIDE)


def moment(**shares: float) -> Moment:
    return Moment(aside=1.0, laid=1.0, room=1.0, **shares)


@pytest.fixture(scope="module")
def default() -> Performance:
    return perform("point3d")


def test_the_point_is_where_the_source_says_when_it_rests() -> None:
    room = room_of(SOURCE)
    for shares, place in (
        ({}, [-0.8, 0.6, 0.15]),
        ({"pressed": 0.5}, [-0.4, 0.6, 0.15]),
        ({"pressed": 1.0}, [0.0, 0.6, 0.15]),
        ({"lifted": 1.0}, [1.2, 3.6, 0.65]),
        ({"lifted": 1.0, "pressed": 1.0}, [1.2, 3.6, 0.65]),
    ):
        np.testing.assert_allclose(room.set_value(moment(**shares)).at, place, atol=1e-12)


@settings(max_examples=12, deadline=None)
@given(st.tuples(numbers, numbers), st.tuples(triples, triples), triples, st.floats(0, 1))
def test_of_any_layer_ball_and_paper_lie_where_numpy_says(
    point: Any, weights: Any, biases: Any, share: float
) -> None:
    layer = {"point": point, "weights": weights, "biases": biases}
    room = room_of(layer)
    lifted = np.array(point) @ np.array(weights) + share * np.array(biases)
    size = 1 + np.abs(np.array(point)).max() * np.abs(weights).max() + np.abs(biases).max()
    room.set_value(moment(lifted=share))
    np.testing.assert_allclose(room.at, lifted, atol=1e-9 * size)
    np.testing.assert_allclose(
        room.lie(np.eye(2)), (np.array(weights) + share * np.array(biases)), atol=1e-9
    )
    stopped = room.set_value(moment(lifted=share, pressed=1.0)).at
    np.testing.assert_allclose(stopped, np.maximum(lifted, 0.0), atol=1e-9 * size)


def heights(room: PointRoom, part: str) -> list[float]:
    return [
        shape.z_index
        for name, shape in room.kept.items()
        if name.startswith(part) and shape.has_points()
    ]


def test_the_ball_is_behind_the_wall_then_on_it_and_at_last_before_it() -> None:
    room = room_of(SOURCE)
    behind = room.set_value(moment())
    assert max(heights(behind, "behind.")) < min(heights(behind, "_wall0"))
    assert not heights(behind, "ball.")
    for stands in ({"pressed": 1.0}, {"lifted": 1.0}):
        before = room.set_value(moment(**stands))
        assert max(heights(before, "_wall")) < min(heights(before, "ball."))
        assert not heights(before, "behind.")


def test_what_of_the_sheet_is_behind_a_wall_or_below_the_floor_is_drawn_before_it() -> None:
    room = room_of(SOURCE).set_value(moment())
    for wall, pieces in (("_wall0", "sheet1"), ("_wall1", "sheet01"), ("_wall2", "sheet001")):
        assert max(heights(room, pieces)) < min(heights(room, wall))


def test_the_viewer_stands_where_no_neuron_is_negative() -> None:
    for layer in (SOURCE, *ODD):
        for turned in (0.0, 0.4, 1.0):
            assert (room_of(layer).set_value(moment(turned=turned)).view.rotation[2] > 0).all()


@pytest.mark.parametrize("layer", [SOURCE, *ODD], ids=str)
def test_from_the_side_the_way_to_the_wall_is_seen_in_its_length(layer: dict[str, Any]) -> None:
    room = room_of(layer).set_value(moment(turned=1.0))
    step = np.eye(3)[room.path.telling]
    seen = room.flat(step) - room.flat(0 * step)
    assert np.linalg.norm(seen) > 0.97 * room.view.scale
    stops = (room.flat(room.stops) - BESIDE.center)[:, :2]
    assert (np.abs(stops) <= np.array([BESIDE.width, BESIDE.height]) / 2 + 1e-6).all()


def test_from_the_side_the_point_of_the_default_stands_beside_its_wall() -> None:
    room = room_of(SOURCE)
    for turned, is_beside in ((0.0, False), (1.0, True)):
        room.set_value(moment(turned=turned))
        wall = room.flat(room.corners(0))[:, :2]
        sides, ways = np.roll(wall, -1, axis=0) - wall, room.flat(room.at)[:2] - wall
        turns = sides[:, 0] * ways[:, 1] - sides[:, 1] * ways[:, 0]
        assert (np.ptp(np.sign(turns)) > 0) == is_beside


def test_the_ball_walks_along_and_then_up() -> None:
    room = room_of(SOURCE)
    for walked, place in ((0.0, [0, 0]), (0.5, [0.5, 0]), (0.75, [0.5, 0.5]), (1.0, [0.5, 1.0])):
        room.set_value(Moment(walked=walked))
        np.testing.assert_allclose(room.at, room.lie(np.array(place)), atol=1e-12)


def test_no_point_of_the_default_seems_to_lie_on_an_axis() -> None:
    room = room_of(SOURCE)
    for stop in room.stops:
        for end in room.ends:
            along, to = (
                room.flat(end) - room.flat(np.zeros(3)),
                room.flat(stop) - room.flat(0 * end),
            )
            share = np.clip(along @ to / (along @ along), 0.0, 1.0)
            assert stop[0] == 0 or np.linalg.norm(to - share * along) > BALL


def lines_of(room: PointRoom) -> dict[str, np.ndarray]:
    """Where the lines that measure begin and end, by their colours."""
    drawn = {name.split(".")[0]: shape for name, shape in room.kept.items() if shape.has_points()}
    assert {name[5:].rstrip("01") for name in drawn if name.startswith("drop-")} == {
        role
        for role, (start, end) in zip(NEURON_ROLES, room.drops, strict=True)
        if (start != end).any()
    }
    return dict(zip(NEURON_ROLES, room.drops, strict=True))


def lengths_of(room: PointRoom) -> dict[str, float]:
    return {
        role: float(np.linalg.norm(end - start)) for role, (start, end) in lines_of(room).items()
    }


def test_lines_measure_the_point_from_the_walls_in_their_neurons_colours() -> None:
    room = room_of(SOURCE)
    outside = lengths_of(room.set_value(moment(drops=1.0)))
    assert outside == pytest.approx({"ramp": 0.8, "second": 0.0, "third": 0.0})
    inside = lengths_of(room.set_value(moment(lifted=1.0, drops=1.0)))
    assert inside == pytest.approx({"ramp": 1.2, "second": 3.6, "third": 0.65})


@settings(max_examples=12, deadline=None)
@given(st.tuples(numbers, numbers), st.tuples(triples, triples), triples)
def test_of_any_layer_lines_are_as_long_as_numpy_says(
    point: Any, weights: Any, biases: Any
) -> None:
    room = room_of({"point": point, "weights": weights, "biases": biases})
    place = room.set_value(moment(lifted=1.0)).at
    told = np.minimum(place, 0.0) if (place < 0).any() else place
    lengths = [float(np.linalg.norm(end - start)) for start, end in room.drops]
    assert lengths == pytest.approx(np.abs(told).tolist())


def test_the_steps_on_the_sheet_are_the_rows_of_the_weights_in_space() -> None:
    steps = room_of(SOURCE).set_value(moment()).lie(room_of(SOURCE).walk)
    np.testing.assert_allclose(steps[0, 0], 0.0, atol=1e-12)
    np.testing.assert_allclose(steps[0, 1] - steps[0, 0], [0.1, 0.4, -0.25])  # 0.5 times row 1
    np.testing.assert_allclose(steps[1, 1] - steps[1, 0], [-0.9, 0.2, 0.4])  # 1.0 times row 2
    np.testing.assert_allclose(steps[1, 1], [-0.8, 0.6, 0.15])


def test_relu_pushes_straight_to_where_the_point_ends() -> None:
    room = room_of(SOURCE).set_value(moment(push=1.0))
    tip = room.kept["push-head.0"].points.reshape(-1, 4, 3)[1, 0]
    start, end = room.flat(room.stops[0]), room.flat(room.stops[2])
    along = (end - start) / np.linalg.norm(end - start)
    np.testing.assert_allclose(tip, end - BALL * along, atol=1e-9)


def test_the_ball_becomes_a_disc_in_the_plane_of_the_wall() -> None:
    room = room_of(SOURCE)
    across = room.view.rotation[:2]
    for pressed, name, thick in ((0.0, "behind", 1.0), (1.0, "ball", 0.0)):
        room.set_value(moment(pressed=pressed))
        rim = room.kept[f"{name}.0"].points[::4]
        reach = np.linalg.norm(rim - room.flat(room.at), axis=1)
        least = BALL * np.sqrt(np.linalg.eigvalsh(across @ np.diag([thick, 1.0, 1.0]) @ across.T))
        assert reach.min() == pytest.approx(least[0], rel=0.02)
        assert reach.max() == pytest.approx(least[1], rel=0.02)


def test_what_rests_is_not_drawn_again() -> None:
    room = room_of(SOURCE).set_value(moment())
    points = room.kept["_wall0.0"].points
    assert room.set_value(moment(pressed=0.1)).kept["_wall0.0"].points is points


@pytest.mark.parametrize("layer", [SOURCE, *ODD], ids=str)
def test_everything_that_matters_is_in_the_region(layer: dict[str, Any]) -> None:
    room = room_of(layer)
    room.set_value(moment())
    points = np.vstack([room.lie(room.corners_of_sheet), room.ends, room.stops])
    flat = room.flat(points) - ROOM.center
    assert (np.abs(flat)[:, :2] <= np.array([ROOM.width, ROOM.height]) / 2 + 1e-6).all()


@pytest.mark.parametrize("layer", [SOURCE, *ODD], ids=str)
def test_the_room_is_large_however_far_the_point_lies_behind_it(layer: dict[str, Any]) -> None:
    room = room_of(layer)
    walls = room.flat(np.vstack([room.corners(neuron) for neuron in range(3)]))
    shares = np.ptp(walls, axis=0)[:2] / [ROOM.width, ROOM.height]
    assert shares.max() > 0.5 or not room.stops.any()


@pytest.mark.parametrize("layer", ODD, ids=str)
def test_captions_answer_and_numbers_hold_for_odd_layers(layer: dict[str, Any]) -> None:
    path = path_of(layer)
    words = Words(path)
    said, _ = words.answer
    assert ("without b" in said.lower()) <= bool(path.trace.biases.any())
    assert ("the room" in said.lower()) <= bool((path.affine >= 0).all())
    assert len(said.split()) <= 9
    below = path.linear < 0
    assert ("inside" in words.landed) == (not below.any() and bool(path.linear.any()))
    for neuron in np.flatnonzero(below):
        assert f"{neuron + 1}" in words.landed or below.all()
    assert ("nothing to do" in words.at_last) == bool((path.affine >= 0).all())


def test_the_default_tells_the_story_in_its_numbers(default: Performance) -> None:
    texts = {
        name: " | ".join(moment.texts).replace(MINUS, "-")
        for name, moment in default.moments.items()
    }
    for beat, parts in {
        "plane": ("0.5", "1.0", "input 1"),
        "room": ("on this wall neuron 1 is 0", "the room", "neuron 3"),
        "weights": ("O thin W",),
        "outside": ("O thin W | -0.80 | 0.60 | 0.15",),
        "relu": ("O thin W | -0.80 | 0.60 | 0.15", "ReLU | 0 | 0.60 | 0.15"),
        "bias": ("b | 2.00 | 3.00 | 0.50", "O' | 1.20 | 3.60 | 0.65"),
        "relu-again": ("O' | 1.20 | 3.60 | 0.65", "ReLU | 1.20 | 3.60 | 0.65"),
        "answer": (
            "with b | without b",
            "without b | 0 | 0.60 | 0.15 | with b | 1.20 | 3.60 | 0.65",
        ),
    }.items():
        for part in parts:
            assert part in texts[beat], (beat, part, texts[beat])
    assert default.scene.answered == "Without b, the wall; with this b, the room."
