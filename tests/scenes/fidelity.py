"""What is really to be seen at the end of a beat: the pixels, held against the core's functions."""

from __future__ import annotations

from collections.abc import Sequence

import manim as mn
import numpy as np

from rendering.inspection.stepping import camera_of
from scenes.mobjects.lines import dashes, polyline
from scenes.mobjects.plots.curves import PiecewiseGraph
from tests.scenes.performance import visible_family

WIDTH, HEIGHT = 960, 540
UNIT = HEIGHT / 8
"""Pixels of a frame unit, and of a hundred of Manim's units of stroke width."""
NEAR = 1.0
"""Pixels, two of them at 1080p: so far from its place a curve may be drawn."""
MISSING = 0.02
"""The share of a curve that its soft ends may take."""
MOST = 3
"""Of many curves in one picture so many are looked at."""
CHANGED = 8
"""Of 255: a channel that changes by more shows something."""


def unfaithful(scene: mn.Scene) -> list[str]:
    """The curves that are not drawn where the core has their functions, in the scene as it is now.

    What a curve adds to the picture lies on its function and nowhere else; drawn alone, it shows
    all of it that is in its plot.
    """
    camera = mn.Camera(
        background_color=camera_of(scene).background_color, pixel_width=WIDTH, pixel_height=HEIGHT
    )
    whole, faults = painted(camera, scene.mobjects), []
    ground = painted(camera, [])
    graphs = [
        graph
        for top in scene.mobjects
        for graph in visible_family(top)
        if isinstance(graph, PiecewiseGraph) and len(graph.points)
    ]
    for graph in graphs[:: -(-len(graphs) // MOST) or 1]:
        if not is_in_its_plot(graph):
            faults.append(f"a curve in {graph.get_stroke_color()} is not in its plot")
            continue
        places = places_of(graph)
        alone = changes(painted(camera, [graph]), ground)
        inks, graph.stroke_rgbas = graph.stroke_rgbas, 0 * graph.stroke_rgbas
        added = changes(painted(camera, scene.mobjects), whole)
        graph.stroke_rgbas = inks
        reach = NEAR + UNIT * graph.get_stroke_width() / 200 + 1
        stray = ~near(places, reach) & added
        has_gaps = graph.dash or len(inks) > 1  # or melts into the ground
        missing = 0.0 if has_gaps else share_without(alone, places)
        if stray.any() or missing > MISSING:
            faults.append(
                f"a curve in {graph.get_stroke_color()} has {stray.sum()} pixels elsewhere,"
                f" and {missing:.0%} of it is missing"
            )
    return faults


def is_in_its_plot(graph: PiecewiseGraph) -> bool:
    """Whether a curve is drawn where its plot has it, and not moved, cut or stretched."""
    drawn = [dashes(path, graph.dash) if graph.dash else path for path in graph.paths]
    points = polyline(*drawn)
    return points.shape == graph.points.shape and np.allclose(points, graph.points)


def painted(camera: mn.Camera, mobjects: Sequence[mn.Mobject]) -> np.ndarray:
    """The picture as Manim's own camera draws it, (height, width, 3)."""
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array[..., :3].astype(int)


def changes(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where two pictures differ, (height, width)."""
    different: np.ndarray = np.abs(one - other).max(axis=2) > CHANGED
    return different


def places_of(graph: PiecewiseGraph) -> np.ndarray:
    """(k, 2) the pixels, as column and row, on which the core's function is seen in its plot."""
    corners = graph.function.corners(*graph.domain)
    length = np.abs(np.diff(graph.plot.points_of(corners), axis=0)).max(axis=1)
    steps = [
        start + np.linspace(0, 1, int(2 * UNIT * far) + 2)[:, None] * (end - start)
        for start, end, far in zip(corners, corners[1:], length, strict=False)
    ]
    points = np.vstack(steps)
    low, high = graph.plot.y_range
    places = graph.plot.points_of(points[(low <= points[:, 1]) & (points[:, 1] <= high)])
    return np.column_stack([WIDTH / 2 + UNIT * places[:, 0], HEIGHT / 2 - UNIT * places[:, 1]])


def near(places: np.ndarray, reach: float) -> np.ndarray:
    """Which pixels are no further from one of the places, (height, width)."""
    found = np.zeros((HEIGHT, WIDTH), bool)
    wide = int(np.ceil(reach))
    offsets = np.mgrid[-wide : wide + 1, -wide : wide + 1].reshape(2, -1).T
    offsets = offsets[np.hypot(*offsets.T) <= reach + 0.5]
    pixels = np.unique(np.floor(places[:, ::-1]).astype(int), axis=0)
    rows, columns = np.moveaxis(pixels[:, None] + offsets, -1, 0)
    inside = (rows >= 0) & (rows < HEIGHT) & (columns >= 0) & (columns < WIDTH)
    found[rows[inside], columns[inside]] = True
    return found


def share_without(seen: np.ndarray, places: np.ndarray) -> float:
    """The share of the places on the frame near which nothing is seen."""
    columns, rows = np.floor(places).astype(int).T
    inside = (rows >= 0) & (rows < HEIGHT) & (columns >= 0) & (columns < WIDTH)
    if not inside.any():
        return 0.0
    wide = np.pad(seen, 1)
    around = np.any([wide[r : r + HEIGHT, c : c + WIDTH] for r in range(3) for c in range(3)], 0)
    return float(1 - around[rows[inside], columns[inside]].mean())
