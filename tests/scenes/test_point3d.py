"""The point3d clip puts the point where NumPy says, behind the glass, on it, and in the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relu_anim import Dense, LayerPath
from scenes.catalogue.contents import find_clip
from scenes.layout import Region
from scenes.mobjects.clips.point3d_room import Moment, Room
from scenes.mobjects.clips.point3d_setting import BALL, OFF_AXIS, Setting
from scenes.mobjects.clips.point3d_words import Words
from scenes.mobjects.text.notation import MINUS
from scenes.point3d import Point3D
from scenes.theme import DARK
from tests.scenes.performance import Performance, UnseenRenderer, perform

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
    SOURCE | {"weights": ((0.001, 0.002, -0.001), (0.0005, -0.003, 0.002))},
]
REGION = Region(-6.4, 6.4, -2.7, 2.0)
numbers = st.one_of(st.just(0.0), st.floats(-30, 30).map(lambda value: round(value, 2)))
triples = st.tuples(numbers, numbers, numbers)


def path_of(layer: dict[str, Any]) -> LayerPath:
    return LayerPath(
        Dense(np.array(layer["weights"]), np.array(layer["biases"])).trace(layer["point"])
    )


def room_of(layer: dict[str, Any]) -> Room:
    return Room(Setting.of(path_of(layer), REGION), DARK, REGION.center)


def moment(**shares: float) -> Moment:
    return Moment(aside=1.0, laid=1.0, room=1.0, **shares)


@pytest.fixture(scope="module")
def default() -> Performance:
    return perform("point3d")


def test_the_point_is_where_the_source_says_when_it_rests() -> None:
    room = room_of(SOURCE)
    assert room.setting.order == (0, 1, 2)
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
    order = list(room.setting.order)
    lifted = np.array(point) @ np.array(weights) + share * np.array(biases)
    size = 1 + np.abs(np.array(point)).max() * np.abs(weights).max() + np.abs(biases).max()
    room.set_value(moment(lifted=share))
    np.testing.assert_allclose(room.at, lifted[order], atol=1e-9 * size)
    np.testing.assert_allclose(
        room.lie(np.eye(2)), (np.array(weights) + share * np.array(biases))[:, order], atol=1e-9
    )
    stopped = room.set_value(moment(lifted=share, pressed=1.0)).at
    np.testing.assert_allclose(stopped, np.maximum(lifted, 0.0)[order], atol=1e-9 * size)


def heights(room: Room, part: str) -> list[float]:
    return [
        shape.z_index
        for name, shape in room.kept.items()
        if name.startswith(part) and shape.has_points()
    ]


def test_the_ball_is_behind_the_glass_then_on_it_and_at_last_before_it() -> None:
    room = room_of(SOURCE)
    behind = room.set_value(moment())
    assert max(heights(behind, "ball.")) < min(heights(behind, "glass"))
    assert heights(behind, "ball-over.")  # weakly, so that it does not go dull
    assert max(heights(room.set_value(moment(pressed=1.0)), "glass")) < min(heights(room, "ball."))
    assert max(heights(room.set_value(moment(lifted=1.0)), "glass")) < min(heights(room, "ball."))


@pytest.mark.parametrize("lifted", [0.0, 1.0])
@settings(max_examples=25, deadline=None)
@given(st.tuples(numbers, numbers), st.tuples(triples, triples), triples)
def test_the_ball_is_seen_wholly_through_the_glass_where_it_is_behind_it(
    lifted: float, point: Any, weights: Any, biases: Any
) -> None:
    room = room_of({"point": point, "weights": weights, "biases": biases})
    at = room.set_value(moment(lifted=lifted)).at
    if at[0] < 0:
        across, low, up = np.diff(room.flat(room.setting.glass[[3, 0, 1]]), axis=0)[[1, 0, 0]]
        edges = np.column_stack([across[:2], -up[:2]])
        inner = np.linalg.solve(edges, (room.flat(at) - room.flat(room.setting.glass[0]))[:2])
        straight = across[0] / np.linalg.norm(across)
        room_left = inner[0] * abs(across[0]), (1 - inner[0]) * abs(across[0])
        room_up = inner[1] * -low[1] * straight, (1 - inner[1]) * -low[1] * straight
        assert min(*room_left, *room_up) > BALL


def foot_lines(room: Room) -> dict[str, np.ndarray]:
    return {
        part.name.removeprefix("drop-"): part.corners
        for part in room._arrows()
        if part.name.startswith("drop-")
    }


def test_lines_measure_the_point_from_the_walls_in_their_neurons_colours() -> None:
    room = room_of(SOURCE)
    lines = foot_lines(room.set_value(moment(drops=1.0)))
    lengths = {role: float(np.linalg.norm(ends[1] - ends[0])) for role, ends in lines.items()}
    assert lengths == pytest.approx({"ramp": 0.8, "second": 0.0, "third": 0.0})
    lines = foot_lines(room.set_value(moment(lifted=1.0, drops=1.0)))
    lengths = {role: float(np.linalg.norm(ends[1] - ends[0])) for role, ends in lines.items()}
    assert lengths == pytest.approx({"ramp": 1.2, "second": 3.6, "third": 0.65})


def test_in_the_room_relu_pushes_up_to_each_wall_and_moves_nothing() -> None:
    room = room_of(SOURCE).set_value(moment(lifted=1.0, pressed=1.0, press=1.0))
    np.testing.assert_allclose(room.at, [1.2, 3.6, 0.65])
    for wall, (_, start, end, _) in enumerate(room.ways[1:]):
        assert start[wall] < 0 == end[wall]
        np.testing.assert_allclose(np.delete(end, wall), np.delete(room.at, wall))
        np.testing.assert_allclose(np.delete(start, wall), np.delete(end, wall))


def test_what_of_the_paper_lies_below_the_floor_is_faint() -> None:
    above, below = room_of(SOURCE).set_value(moment())._paper()
    assert (above.corners[:, 2] >= -1e-12).all()
    assert (below.corners[:, 2] <= 1e-12).all()
    assert below.inks[0][0].opacity == pytest.approx(0.25 * above.inks[0][0].opacity)


def test_the_ball_becomes_a_disc_in_the_plane_of_the_glass() -> None:
    room = room_of(SOURCE)
    across = room.view.rotation[:2]
    for pressed, thick in ((0.0, 1.0), (1.0, 0.0)):
        room.set_value(moment(pressed=pressed))
        rim = room._ball()[0][0].inks[-1][1].reshape(-1, 3)
        reach = np.linalg.norm(room.flat(rim) - room.flat(room.at), axis=1)
        flat = across @ np.diag([thick, 1.0, 1.0]) ** 2 @ across.T
        least = BALL * np.sqrt(np.linalg.eigvalsh(flat))
        assert reach.min() == pytest.approx(least[0], rel=0.02)
        assert reach.max() == pytest.approx(least[1], rel=0.02)


def test_camera_and_scale_stay_from_when_the_weights_act_to_the_turn() -> None:
    room = room_of(SOURCE)
    views = [
        room.set_value(moment(**{name: 0.7})).view
        for name in ("laid", "lifted", "pressed")
        if name != "laid"
    ]
    assert views[0] == views[1] == room.setting.view
    assert room.set_value(moment(turn=9.0)).view.azimuth == room.setting.view.azimuth + 9


def test_no_point_of_the_default_seems_to_lie_on_an_axis() -> None:
    setting = Setting.of(path_of(SOURCE), REGION)
    view = setting.view
    slope = np.tan(np.radians(view.elevation)) / np.cos(np.radians(view.azimuth))
    assert abs(slope - 0.65 / 1.2) > OFF_AXIS
    assert setting.clearness


@pytest.mark.parametrize("layer", [SOURCE, *ODD], ids=str)
def test_everything_that_matters_is_in_the_region(layer: dict[str, Any]) -> None:
    room = room_of(layer)
    room.set_value(moment())
    points = np.vstack([room.lie(room.setting.corners), room.setting.glass, room.setting.stops])
    flat = room.flat(points)
    assert (np.abs(flat - REGION.center)[:, :2] <= [6.4 + 1e-6, 2.35 + 1e-6]).all()


@pytest.mark.parametrize("layer", ODD, ids=str)
def test_captions_answer_and_numbers_hold_for_odd_layers(layer: dict[str, Any]) -> None:
    path = path_of(layer)
    words = Words(path)
    said, _ = words.answer
    assert ("without b" in said.lower()) <= bool(path.trace.biases.any())
    assert ("the room" in said.lower()) <= bool((path.affine >= 0).all())
    assert len(said.split()) <= 9
    below = path.linear < 0
    for neuron in range(3):
        named = f"{neuron + 1}" in words.laid.split("since")[-1] if "since" in words.laid else False
        assert named == bool(below[neuron] and path.trace.point.any())
    assert ("nothing to do" in words.at_last) == bool((path.affine >= 0).all())


def test_the_default_tells_the_story_in_its_numbers(default: Performance) -> None:
    texts = {name: " | ".join(moment.texts) for name, moment in default.moments.items()}
    assert "O thin (0.5, 1.0)" in texts["plane"]
    assert "glass: neuron 1 is 0" in texts["room"]
    assert "the room: no neuron is negative" in texts["answer"]
    assert "O W" in texts["weights"]
    assert "(-0.80, 0.60, 0.15)" in texts["weights"].replace(MINUS, "-")
    assert "ReLU(O W)" in texts["relu"]
    assert "(0.00, 0.60, 0.15)" in texts["relu"]
    assert "b = (2.00, 3.00, 0.50)" in texts["bias"]
    assert "(1.20, 3.60, 0.65)" in texts["bias"]
    assert {"1.20", "3.60", "0.65"} <= set(texts["relu-again"].split(" | "))
    assert "without b | (0.00, 0.60, 0.15)" in texts["answer"]
    assert "with b | (1.20, 3.60, 0.65)" in texts["answer"]
    assert default.scene.answered == "Without b, the glass; with this b, the room."


def test_no_labels_of_space_are_seen_while_it_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(Point3D, "lines_ahead", lambda _: [])  # where labels stand is all one here
    play: Callable[..., None] = Point3D.play

    def watch(scene: Any, *animations: Any, **options: Any) -> None:
        if options.get("run_time") == 5.0:
            family = scene.get_mobject_family_members()
            seen.append(sum(label in family for label in [*scene.names, *scene.labels]))
        play(scene, *animations, **options)

    monkeypatch.setattr(Point3D, "play", watch)
    Point3D(renderer=UnseenRenderer()).render()
    assert seen == [0]
