"""The fold clip: map, sheet, walls, rods and words are where NumPy says they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from relu_anim import CreasedPlane, Dense
from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.kinds import OptionError
from scenes.fold import LARGE, NEAR, ROOM, SMALL
from scenes.mobjects.clips.fold_map import PlaneMap, colour_of
from scenes.mobjects.clips.fold_room import WIDER, FoldRoom, Moment
from scenes.mobjects.labels import box_of, overlap
from scenes.mobjects.space.room import ROD
from scenes.theme import DARK, STROKES, THEMES
from tests.scenes.performance import Performance, perform
from tests.scenes.test_every_clip import check_spoken_numbers

SOURCE = (((0.2, 0.8, -0.5), (-0.9, 0.2, 0.4)), (2.0, 3.0, 0.5))
BEATS = ["line", "lines", "room", "laid", "meets", "press-3", "press-2", "press-1", "answer"]
numbers = st.integers(-3, 3).map(float)
shares = st.tuples(*[st.floats(0, 1)] * 3).map(np.array)
weights = st.tuples(*[st.tuples(*[numbers] * 3)] * 2)


@pytest.fixture(scope="module")
def shown() -> Performance:
    """The clip with its default numbers; none of its parts is moved by a test."""
    return perform("fold")


def plane_of(rows: Any, biases: Any) -> CreasedPlane:
    return CreasedPlane.around_creases(Dense(np.array(rows), np.array(biases)))


def room_of(plane: CreasedPlane) -> FoldRoom:
    return FoldRoom(plane, DARK, ROOM, NEAR, SMALL)


def pressing(pressed: Any, active: Any = (0, 0, 0)) -> Moment:
    return Moment(1.0, 1.0, np.array(pressed, float), np.array(active, float))


def images(plane: CreasedPlane, pressed: np.ndarray) -> list[np.ndarray]:
    """The corners of all pieces, a share of the way through ReLU, by its formula."""
    affine = [piece.corners @ plane.layer.weights + plane.layer.biases for piece in plane.pieces]
    return [z - pressed * np.minimum(z, 0.0) for z in affine]


def drawn(room: FoldRoom, name: str) -> np.ndarray:
    """The corners (n, 2) of a fill on the frame."""
    return room.kept[name].points[::4, :2]


def inside(point: np.ndarray, corners: np.ndarray) -> bool:
    """Whether a point of the frame is well inside a convex polygon."""
    steps, ways = np.roll(corners, -1, axis=0) - corners, point - corners
    turns = steps[:, 0] * ways[:, 1] - steps[:, 1] * ways[:, 0]
    return bool((turns > 1e-3).all() or (turns < -1e-3).all())


def check_the_order(room: FoldRoom, pressed: np.ndarray) -> None:
    """Where two pieces lie over one another on the picture, the nearer is drawn later."""
    places = images(room.plane, pressed)
    views = [np.column_stack([room.flat(z)[:, :2], room.view.depth(z)]) for z in places]
    for one, first in enumerate(views):
        samples = 0.6 * first + 0.4 * first.mean(axis=0)
        for other, second in enumerate(views):
            for x, y, depth in samples[[inside(at[:2], second[:, :2]) for at in samples]]:
                fit = np.column_stack([second[:, :2], np.ones(len(second))])
                there = np.linalg.lstsq(fit, second[:, 2], rcond=None)[0] @ [x, y, 1.0]
                if abs(depth - there) > 1e-3 and one != other:
                    order = [room.kept[f"_piece{index}.0"].z_index for index in (one, other)]
                    assert (depth > there) == (order[0] > order[1])


def test_each_beat_of_the_default_shows_what_it_says(shown: Performance) -> None:
    assert [beat.name for beat in shown.beats] == BEATS
    assert "1 line, 2 pieces" in shown.moments["line"].texts
    assert "3 lines, 7 pieces" in shown.moments["lines"].texts
    assert shown.scene.answered == "Creased along three lines, pressed onto walls and axes."
    assert "neuron 3 is 0" in shown.moments["room"].texts
    assert {"neuron 1", "neuron 2", "neuron 3"} <= {*shown.moments["answer"].texts}
    assert {"not moved", "onto a wall", "onto an axis"} <= {*shown.moments["answer"].texts}
    assert "neuron 1 is 0" in shown.moments["answer"].texts
    assert shown.scene.room.view.azimuth == 44


def test_the_middle_of_a_press_shows_one_wall_on_the_way_and_the_facet_at_rest() -> None:
    room = room_of(plane_of(*SOURCE)).set_value(pressing((1, 1, 0.5), (0, 0, 1)))
    plane, half = room.plane, images(room.plane, np.array([1, 1, 0.5]))
    fills = [drawn(room, f"_piece{index}.0") for index in range(7)]
    for corners, image in zip(fills, half, strict=True):
        np.testing.assert_allclose(corners, room.flat(image)[:, :2], atol=1e-9)
    whole = [all(piece.pattern) for piece in plane.pieces].index(True)
    before = drawn(room.set_value(pressing((0, 0, 0))), f"_piece{whole}.0").copy()
    np.testing.assert_array_equal(fills[whole], before)
    room.set_value(pressing((1, 1, 0.5), (0, 0, 1)))
    points = np.vstack([z for z in half if (z[:, 2] < 0).any()])
    ends = room.flat(points * [1, 1, 0])[:, :2]
    heads = [shape.points for name, shape in room.kept.items() if name[:5] + name[-1] == "push21"]
    tips = [head[4, :2] for head in heads if len(head)]
    assert tips
    for tip in tips:
        assert np.linalg.norm(ends - tip, axis=1).min() < 1e-6


@settings(max_examples=10, deadline=None)
@given(weights, st.tuples(*[numbers] * 3), shares, st.floats(0, 1), st.floats(0, 1))
@example(((0, 0, 1), (1, 0, 0)), (0, 0, 0), np.array([0.0, 1.0, 0.0]), 0.0, 0.0)
def test_the_sheet_is_where_the_formula_says_and_what_is_nearer_is_drawn_later(
    rows: Any, biases: Any, pressed: np.ndarray, turned: float, near: float
) -> None:
    assume(np.linalg.matrix_rank(np.array(rows)) == 2)
    moment = replace(pressing(pressed), turned=turned, near=near)
    room = room_of(plane_of(rows, biases)).set_value(moment)
    assert (room.view.rotation[2] > 0).all()  # all three neurons are on where the viewer stands
    for index, image in enumerate(images(room.plane, pressed)):
        expected = room.flat(image)[:, :2]
        np.testing.assert_allclose(drawn(room, f"_piece{index}.0"), expected, atol=1e-6)
    check_the_order(room, pressed)
    for index, piece in enumerate(room.plane.pieces):
        for neuron in np.flatnonzero(~np.array(piece.pattern) & (np.array(pressed) < 1)):
            wall = room.kept[f"_wall{neuron}.0"].z_index
            assert room.kept[f"_piece{index}.0"].z_index < wall  # it is seen behind its edges


def test_it_is_dashed_on_the_wall_where_what_is_behind_it_will_lie() -> None:
    room = room_of(plane_of(*SOURCE)).set_value(pressing((0, 0, 1), (0, 1, 0)))
    dashes = room.kept["_goal1.0"].points[:, :2]
    after = images(room.plane, np.array([0, 1, 1]))
    pieces = [index for index, piece in enumerate(room.plane.pieces) if piece.dimension == 2]
    (behind,) = [index for index in pieces if not room.plane.pieces[index].pattern[1]]
    (rod,) = [index for index, piece in enumerate(room.plane.pieces) if piece in room.twice(1)]
    assert room.plane.pieces[rod].pattern == (True, False, False)
    ends = room.flat(after[rod])[:, :2]
    near = np.linalg.norm(dashes - ends[:, None], axis=2).min(axis=1)
    assert (near < 0.2).all()  # and on the axis, where the piece that is pressed twice will
    corners = room.flat(after[behind])[:, :2]
    assert all(np.linalg.norm(dashes - corner, axis=1).min() < 0.3 for corner in corners)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (end - start) / np.linalg.norm(end - start)
        away = np.abs((dashes - start) @ [-along[1], along[0]])
        dashes = dashes[away > 1e-6]
    low, high = ends.min(axis=0) - 0.1, ends.max(axis=0) + 0.1
    assert ((dashes > low) & (dashes < high)).all()


def test_a_piece_is_one_tone_behind_a_wall_and_its_own_before_it() -> None:
    room = room_of(plane_of(*SOURCE))
    for pressed in (np.zeros(3), np.array([0, 0, 1])):
        room.set_value(pressing(pressed))
        for index, piece in enumerate(room.plane.pieces):
            fill = room.kept[f"_piece{index}.0"].get_fill_color().to_hex().lower()
            behind = (~np.array(piece.pattern) & (pressed == 0)).any()
            assert (fill != colour_of(DARK, piece).lower()) == behind


def test_one_corner_alone_is_bright_before_it_is_pressed_onto_its_axis() -> None:
    room = room_of(plane_of(*SOURCE))
    moment = pressing((0, 1, 1), (1, 0, 0))
    colours = []
    for told in (0.0, 1.0):
        room.set_value(replace(moment, told=told))
        fills = [room.kept[name] for name in room.kept if name.startswith("_piece")]
        colours.append({one.get_fill_color().to_hex().lower() for one in fills if len(one.points)})
    assert room.told is not None
    assert room.told.pattern == (False, False, True)
    assert colour_of(DARK, room.told).lower() in colours[0] & colours[1]
    assert DARK.paper.lower() in colours[0] - colours[1]


@pytest.mark.parametrize("neuron", range(3))
def test_a_piece_is_under_the_glass_of_its_wall_until_it_lies_on_it(neuron: int) -> None:
    room = room_of(plane_of(*SOURCE))
    (index,) = (
        number
        for number, piece in enumerate(room.plane.pieces)
        if piece.pattern == tuple(other != neuron for other in range(3))
    )
    orders = []
    for share in (0.0, 0.5, 0.95, 1.0):
        room.set_value(pressing(share * np.eye(3)[neuron]))
        seen = [key for key in (f"_piece{index}.0", f"_arrived{index}.0") if key in room.shown]
        glass = room.kept[f"_film{neuron}.0"].z_index
        orders.append([room.kept[key].z_index > glass for key in seen])
    assert orders == [[False], [False], [False, True], [True]]


def test_a_wall_is_lit_with_its_line_and_the_map_with_the_pieces_behind_it() -> None:
    plane = plane_of(*SOURCE)
    room = room_of(plane).set_value(replace(pressing((0, 0, 0)), lit=np.eye(3)[1]))
    wide = {room.kept[f"_wall{neuron}.0"].stroke_width for neuron in (0, 2)}
    assert {room.kept["_wall1.0"].stroke_width == 2 * width for width in wide} == {True}
    assert {name for name in room.kept if name[:5] + name[-2:] == "_wall.1"} == {"_wall1.1"}
    glass = room.kept["_wall1.1"]
    np.testing.assert_allclose(glass.points[::4], room.flat(room.corners(1)))
    assert 0 < glass.get_fill_opacity() < 0.5
    ends = room.flat(plane.layer.affine(plane.crease(1)) * [1, 0, 1])[:, :2]
    strokes = [shape for name, shape in room.kept.items() if name.startswith("_piece")]
    lit_width = (1 + WIDER) * STROKES.curve
    lit = np.vstack([one.points[:, :2] for one in strokes if one.stroke_width == lit_width])
    along = ends[1] - ends[0]
    np.testing.assert_allclose(np.ptp(lit @ along), along @ along)
    np.testing.assert_allclose((lit - ends[0]) @ [along[1], -along[0]], 0, atol=1e-6)
    large = PlaneMap(DARK, plane, LARGE)
    rim = large.off(1)[0][1].points[::4, :2]
    for piece in plane.pieces:
        middle = large.at(piece.corners).mean(axis=0)[:2]
        assert inside(middle, rim) == (not piece.pattern[1])


def test_what_collapses_is_a_rod_from_end_to_end_on_its_axis() -> None:
    room = room_of(plane_of(*SOURCE)).set_value(pressing((1, 1, 1)))
    assert len([name for name in room.kept if "_rod" in name]) == 2 * 3
    for index, piece in enumerate(room.plane.pieces):
        if piece.dimension == 1:
            ring, (neuron,) = drawn(room, f"_rod{index}.1"), np.flatnonzero(piece.pattern)
            along = room.flat(np.eye(3)[neuron]) - room.flat(np.zeros(3))
            along = along[:2] / np.linalg.norm(along)
            image = room.flat(images(room.plane, np.ones(3))[index])[:, :2] @ along
            assert np.ptp(ring @ along) == pytest.approx(np.ptp(image) + ROD, abs=1e-6)
            assert np.ptp(ring @ [-along[1], along[0]]) == pytest.approx(ROD, abs=1e-6)


def test_map_and_sheet_have_the_same_colours_and_the_sheet_comes_from_the_map() -> None:
    for theme in THEMES.values():
        plane = plane_of(*SOURCE)
        small = PlaneMap(theme, plane, SMALL)
        room = FoldRoom(plane, theme, ROOM, NEAR, SMALL).set_value(Moment(laid=1e-12))
        colours = [tint.get_fill_color().to_hex() for tint in small.sheet[:7]]
        assert len({*colours}) == 7
        for index, piece in enumerate(plane.pieces):
            fill = room.kept[f"_piece{index}.0"]
            assert fill.get_fill_color().to_hex() == colours[index]
            np.testing.assert_allclose(fill.points[::4], small.at(piece.corners), atol=1e-9)


def test_lamps_say_who_is_on_and_every_line_runs_from_rim_to_rim() -> None:
    plane = plane_of(*SOURCE)
    large = PlaneMap(DARK, plane, LARGE)
    assert [len(row) for row in large.lamps].count(2) == 1  # one has a line to its piece
    for piece, (*_, (panel, row)) in zip(plane.pieces, large.lamps, strict=True):
        corners = large.at(piece.corners)[:, :2]
        place = panel.get_center()[:2]
        assert inside(place, corners) or place[1] < LARGE.bottom
        assert tuple(lamp.get_fill_opacity() == 1 for lamp in row) == piece.pattern
    rows = [lamps[-1] for lamps in large.lamps]
    assert all(overlap(box_of(a), box_of(b)) == 0 for a, b in combinations(rows, 2))
    for neuron, (_, line) in large.lines.items():
        (low, high), size = plane.window, [LARGE.width, LARGE.height]
        ends = low + (line.points[[0, -1], :2] - LARGE.corners[0, :2]) / size * (high - low)
        np.testing.assert_allclose(plane.layer.affine(ends)[:, neuron], 0, atol=1e-9)
        assert np.isclose(ends[:, None], plane.window).any(axis=(1, 2)).all()
    small = PlaneMap(DARK, plane, SMALL).lamps
    sizes = [maps.width / region.width for maps, region in ((large.lamps, LARGE), (small, SMALL))]
    assert sizes[0] == pytest.approx(sizes[1])  # the same lamps, seen smaller


@pytest.mark.parametrize(
    ("rows", "biases", "count", "answer"),
    [
        ("0,0,1;0,0,0", "1,0,1", "1 line, 2 pieces", "walls and axes"),
        ("1,2,0;0,0,1", "1,2,1", "2 lines, 4 pieces", "walls, axes, origin"),
    ],
)
def test_odd_layers_are_counted_rightly(rows: str, biases: str, count: str, answer: str) -> None:
    shown = perform("fold", {"weights": rows, "biases": biases})
    assert count in shown.moments["lines"].texts
    assert shown.scene.answered.endswith(f"pressed onto {answer}.")
    on = np.array([piece.pattern for piece in shown.scene.plane.pieces])
    presses = [beat.name for beat in shown.beats if beat.name.startswith("press")]
    assert presses == [f"press-{one + 1}" for one in (2, 1, 0) if not on[:, one].all()]
    check_spoken_numbers(shown)


def test_the_manifest_has_regions_and_vertices(shown: Performance) -> None:
    found = shown.scene.numbers
    assert {key: len(found[key]) for key in found} == {"regions": 7, "vertices": 3}
    area = np.diff(shown.scene.plane.window, axis=0).prod()
    assert sum(region["area"] for region in found["regions"]) == pytest.approx(area)
    on = {tuple(region["pattern"]): region["dimension"] for region in found["regions"]}
    assert (on[True, True, True], on[True, True, False], on[False, False, True]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"weights": "0,0,0;0,0,0"}, "--weights must not all be 0"),
        ({"weights": "1,2;3,4"}, "--weights must have 2 rows and 3 columns"),
    ],
)
def test_what_is_no_plane_in_space_is_refused(options: dict[str, str], says: str) -> None:
    with pytest.raises(OptionError, match=f"^{says}"):
        find_clip("fold").parameters(**options)


def test_lamps_under_the_map_stay_under_it() -> None:
    small = PlaneMap(DARK, plane_of(((-2.5, 0.00065537, 4.7), (7, 1, -40)), SOURCE[1]), SMALL)
    assert all(SMALL.left <= box_of(row).left for row in small.lamps)


def test_words_lead_to_a_piece_with_their_lamps_and_a_wall_is_no_floor(shown: Performance) -> None:
    scene = shown.scene
    notes = [top for top in scene.mobjects if len(top) == 2 and top[1] in scene.words]
    fates = {text.markup: (line[1], lamps.lamps) for line, (lamps, text) in notes}
    assert {*fates} == {"onto an axis", "onto a wall"}
    for said, (line, lamps) in fates.items():
        pattern = tuple(lamp.get_fill_opacity() == 1 for lamp in lamps)
        (piece,) = [piece for piece in scene.plane.pieces if piece.pattern == pattern]
        middle = scene.room.flat(scene.plane.image(piece)).mean(axis=0)
        np.testing.assert_allclose(line.points[-1], middle, atol=1e-9)
        assert said == "onto an axis" or piece.pattern[2]
