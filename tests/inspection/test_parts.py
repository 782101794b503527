"""The parts that the layout check measures with: lengths, boxes, digits, contrasts, merging."""

from __future__ import annotations

import math
from dataclasses import replace

import manim as mn
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.inspection.findings import Finding, merged
from rendering.inspection.measuring import geometry
from rendering.inspection.measuring.categories import distance
from rendering.inspection.measuring.changes import pixels_at_full_size
from rendering.inspection.measuring.colours import contrast, luminance
from rendering.inspection.measuring.digits import digit_height
from rendering.inspection.measuring.frame_pieces import FrameReader
from rendering.inspection.measuring.pieces import plain
from rendering.inspection.stepping import camera_of
from scenes.mobjects.exemptions import exempt, exempt_faults
from scenes.mobjects.lines import dotted, polyline, stroked
from scenes.mobjects.text.typesetting import Typeset, typeset
from scenes.theme import THEMES

UNIT_BOX = np.array([[0.0, 0.0, 1.0, 1.0]])
coordinates = st.floats(-3, 3).filter(lambda x: x == 0 or abs(x) > 1e-6)


def segments(*corners: tuple[float, float]) -> np.ndarray:
    points = np.array([(x, y, 0.0) for x, y in corners])
    return np.asarray(geometry.straight_segments(polyline(points)))


@pytest.mark.parametrize(
    ("corners", "length"),
    [
        ([(-1, 0.5), (2, 0.5)], 1.0),
        ([(0.5, 0.25), (0.5, 0.75)], 0.5),
        ([(-1, -1), (2, 2)], math.sqrt(2)),
        ([(-1, 0.5), (0.5, 0.5), (0.5, 2)], 1.0),
        ([(-1, 1.5), (2, 1.5)], 0.0),
        ([(-1, 0), (0, 1.1)], 0.0),
    ],
)
def test_the_length_of_a_line_inside_a_box(
    corners: list[tuple[float, float]], length: float
) -> None:
    assert geometry.length_inside(segments(*corners), UNIT_BOX) == pytest.approx(length)


@given(st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=5))
def test_the_length_inside_is_that_of_many_points_inside(
    corners: list[tuple[float, float]],
) -> None:
    parts = segments(*corners)
    share = np.linspace(0, 1, 2001)[:, None]
    expected = 0.0
    for start, end in parts:
        points = start + share * (end - start)
        inside = ((points >= 0) & (points <= 1)).all(axis=1)
        expected += float(inside.mean() * np.linalg.norm(end - start))
    assert geometry.length_inside(parts, UNIT_BOX) == pytest.approx(expected, abs=0.02)


def test_straight_segments_follow_a_circle() -> None:
    parts = geometry.straight_segments(mn.Circle(2).points)
    assert np.linalg.norm(parts, axis=2) == pytest.approx(2, abs=0.01)
    assert geometry.length(parts) == pytest.approx(4 * math.pi, rel=0.01)


def test_a_straight_line_is_one_segment() -> None:
    assert segments((0, 0), (3, 4)).tolist() == [[[0, 0], [3, 4]]]


def test_each_letter_has_its_box_and_the_dot_of_an_i_belongs_to_it() -> None:
    (run,) = typeset("mile 80").runs
    assert len(geometry.glyph_boxes(run.points)) == 6


def test_gaps_between_letters_are_closed_but_not_those_between_far_words() -> None:
    near = np.array([[0, 0, 1, 1], [1.2, 0, 2, 1]], dtype=float)
    assert geometry.glyph_gaps(near, 1.0).tolist() == [[1, 0, 1.2, 1]]
    far = np.array([[0, 0, 1, 1], [2.2, 0, 3, 1]], dtype=float)
    assert not len(geometry.glyph_gaps(far, 1.0))


@pytest.mark.parametrize("size", [0.3, 0.5, 1.0])
@pytest.mark.parametrize(
    ("markup", "ems"),
    [
        ("0.5", 0.65),
        ("$0.5$", 0.65),
        ("words alone", 0.65),
        ("$f$", 0.65),
        ("$y_1$", 0.465),
        ("$x_i + 2$", 0.465),
    ],
)
def test_digits_are_measured_as_they_are_drawn(markup: str, ems: float, size: float) -> None:
    text = Typeset(markup, THEMES["dark"], size).shift(mn.UP)
    height = digit_height([glyphs.points for _, glyphs in text.runs])
    assert height == pytest.approx(ems * size, rel=0.05)


def test_scaled_digits_are_smaller() -> None:
    text = Typeset("$0.5$", THEMES["dark"], 1.0).scale(0.5)
    assert digit_height([g.points for _, g in text.runs]) == pytest.approx(0.32, rel=0.05)


def test_signs_have_no_digits() -> None:
    assert digit_height([run.points for run in typeset("$= -$").runs]) == math.inf


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrasts_are_those_of_the_published_examples(
    first: str, second: str, ratio: float
) -> None:
    one, other = (255 * mn.ManimColor(colour).to_rgb() for colour in (first, second))
    assert float(contrast(one, other)) == pytest.approx(ratio, abs=0.01)
    assert float(contrast(other, one)) == pytest.approx(ratio, abs=0.01)
    assert float(luminance(np.array([255, 255, 255]))) == pytest.approx(1)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("$#ramp[$y_1$] = #weight[$2$] x$", "y_1 = 2 x"),
        ("#part(120)[$x + 1$]", "x + 1"),
        (r"the \- sign", "the - sign"),
        ("plain words", "plain words"),
        ("$O thin (0, 1)$", "O (0, 1)"),
    ],
)
def test_a_text_is_named_by_what_it_says(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize("frame", [(128 / 9, 8), (8, 8), (8, 128 / 9)])
def test_a_unit_is_135_pixels_in_every_frame_whose_short_side_is_8(
    frame: tuple[float, float],
) -> None:
    width, height = frame
    pixels = {"pixel_width": round(90 * width), "pixel_height": round(90 * height)}
    with mn.tempconfig({**pixels, "frame_width": width, "frame_height": height, "dry_run": True}):
        scene = mn.Scene()
        drawn = FrameReader(camera_of(scene)).read(scene)
    assert drawn.density == pytest.approx(135)
    assert drawn.pixels(2.0) == 270


@pytest.mark.parametrize("drawn", ["whole", "dotted"])
def test_a_line_is_as_near_as_its_end_even_if_it_is_dots(drawn: str) -> None:
    ends = np.array([[-4.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    line = dotted("#ffffff", ends) if drawn == "dotted" else stroked("#ffffff", 4, polyline(ends))
    with mn.tempconfig({"dry_run": True}):
        scene = mn.Scene()
        scene.add(line)
        pieces = FrameReader(camera_of(scene)).read(scene).pieces
    box = np.array([0.5, -0.2, 1.0, 0.2])
    assert distance(box, pieces) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("size", [(960, 540), (540, 540), (540, 960)])
def test_changed_pixels_are_counted_in_a_picture_whose_short_side_is_1080(
    size: tuple[int, int],
) -> None:
    width, height = size
    changed = np.zeros((height, width), dtype=bool)
    changed[100:110, 200:230] = True
    assert pixels_at_full_size(changed) == 20 * 60


FOUND = Finding(
    clip="tent",
    parameters="",
    themes=("dark",),
    beat=2,
    beat_name="rise",
    start=3.0,
    end=3.0,
    time=3.0,
    kind="crossing",
    objects=('"y_1"', "rising (PiecewiseGraph)"),
    how_far="it runs through 20 px of the text",
    amount=20.0,
)


def at(time: float, **changes: object) -> Finding:
    return replace(FOUND, start=time, end=time, time=time, **changes)  # type: ignore[arg-type]


def test_a_fault_seen_at_neighbouring_moments_is_one_finding() -> None:
    (finding,) = merged([at(3.0), at(3.4, amount=50.0, how_far="50 px"), at(4.1, beat=3)])
    assert (finding.start, finding.end, finding.time) == (3.0, 4.1, 3.4)
    assert (finding.beat, finding.how_far) == (2, "50 px")


def test_a_fault_in_both_themes_is_one_finding() -> None:
    (finding,) = merged([at(3.0), at(9.0), at(3.0, themes=("light",)), at(6.0)])
    assert finding.themes == ("dark", "light")


def test_a_fault_that_comes_back_much_later_is_told_anew() -> None:
    assert [finding.start for finding in merged([at(20.0), at(3.0)])] == [3.0, 20.0]


def test_two_rests_that_are_too_long_are_two_findings() -> None:
    rests = [replace(FOUND, kind="idle", start=start, end=start + 4) for start in (0.0, 5.0)]
    assert [finding.start for finding in merged([*rests, *rests])] == [0.0, 5.0]


def test_other_objects_kinds_or_parameters_are_other_findings() -> None:
    others = [at(3.0, objects=("b",)), at(3.0, kind="cut"), at(3.0, parameters="--left 0")]
    assert len(merged([at(3.0), *others])) == 4


def test_a_finding_is_one_line_with_all_that_is_needed() -> None:
    line = str(replace(FOUND, end=4.0, parameters="--left 0.1"))
    assert line == (
        "tent --left 0.1 [dark] beat 2 rise, 3.0-4.0 s: crossing: "
        '"y_1" and rising (PiecewiseGraph): it runs through 20 px of the text'
    )


def test_parts_and_copies_are_exempt_too() -> None:
    group = exempt(mn.VGroup(mn.Dot(), mn.Square()), "cut", "it enters")
    assert exempt_faults(group[1]) == {"cut": "it enters"}
    assert exempt_faults(group.copy()[0]) == {"cut": "it enters"}
    assert exempt_faults(mn.Dot()) == {}


def test_a_second_reason_does_not_replace_the_first() -> None:
    dot = exempt(exempt(mn.Dot(), "cut", "one"), "jump", "two")
    assert exempt_faults(dot) == {"cut": "one", "jump": "two"}


@pytest.mark.parametrize(("fault", "reason"), [("cat", "why not"), ("cut", " ")])
def test_an_exemption_needs_a_fault_and_a_reason(fault: str, reason: str) -> None:
    with pytest.raises(ValueError, match="need"):
        exempt(mn.Dot(), fault, reason)  # type: ignore[arg-type]
