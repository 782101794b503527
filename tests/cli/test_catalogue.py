"""The catalogue: every entry is whole, and its models say what the mathematics says."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering.cli.render_options import FILE_OPTIONS, RENDER_OPTIONS
from scenes.catalogue.clip import Clip, UnknownClip
from scenes.catalogue.contents import CATALOGUE, find_clip
from scenes.catalogue.options.kinds import OptionError

EXAMPLES = [
    pytest.param(clip, example, id=f"{clip.name}-{number}")
    for clip in CATALOGUE.values()
    for number, example in enumerate([{}, *clip.examples])
]


@pytest.mark.parametrize("clip", CATALOGUE.values(), ids=lambda clip: clip.name)
def test_an_entry_is_whole(clip: Clip) -> None:
    assert clip.name.isidentifier()
    assert clip.name.islower()
    assert clip.question.endswith("?")
    assert clip.summary.endswith(".")
    assert clip.examples
    names = [option.name for option in clip.options]
    assert len(set(names)) == len(names)
    render_options = {name for option in (*RENDER_OPTIONS, *FILE_OPTIONS) for name in option.opts}
    assert render_options.isdisjoint(f"--{name}" for name in names)


@pytest.mark.parametrize("clip", CATALOGUE.values(), ids=lambda clip: clip.name)
def test_defaults_are_what_their_text_says(clip: Clip) -> None:
    defaults = clip.parameters()
    assert defaults == {option.name: option.default for option in clip.options}
    typed = {option.name: option.kind.format(option.default) for option in clip.options}
    assert clip.parameters(**typed) == defaults


@pytest.mark.parametrize(("clip", "example"), EXAMPLES)
def test_examples_have_models_and_finite_numbers(clip: Clip, example: dict[str, Any]) -> None:
    parameters = clip.parameters(**example)
    assert list(parameters) == [option.name for option in clip.options]
    json.dumps(clip.to_json(parameters), allow_nan=False)
    json.dumps(clip.numbers(clip.model(**parameters)), allow_nan=False)


def test_none_means_not_given() -> None:
    tent = find_clip("tent")
    assert tent.parameters(left=None, height=None) == tent.parameters()


def test_the_peak_is_midway_unless_it_is_given() -> None:
    tent = find_clip("tent")
    assert tent.parameters(left=0.0, right=2.0)["peak"] == 1.0
    assert tent.parameters(left=0.0, right=2.0, peak=0.5)["peak"] == 0.5


def test_scene_classes_are_named_after_the_clip() -> None:
    assert find_clip("tent").scene_class == "Tent"
    assert find_clip("point3d").scene_class == "Point3D"
    assert find_clip("point3d").module == "scenes.point3d"


def test_an_option_that_a_clip_does_not_have_is_refused() -> None:
    with pytest.raises(OptionError, match="--peek is not an option of tent: it takes --left"):
        find_clip("tent").parameters(peek=0.5)


def test_an_unknown_clip_gets_did_you_mean() -> None:
    with pytest.raises(UnknownClip, match="did you mean tent"):
        find_clip("tents")


drawable = st.floats(-1e6, 1e6).filter(lambda number: number == 0 or abs(number) >= 1e-6)
polynomials = st.tuples(drawable, drawable, drawable).map(
    "{0[0]!r}*x**2 + {0[1]!r}*x + {0[2]!r}".format
)


@given(
    st.one_of(
        st.tuples(
            st.just("bricks"),
            st.fixed_dictionaries({"bricks": st.lists(st.integers(0, 97), max_size=6)}),
        ),
        st.tuples(
            st.just("relu"),
            st.fixed_dictionaries({"inputs": st.lists(drawable, max_size=8)}),
        ),
        st.tuples(
            st.just("bias"),
            st.fixed_dictionaries(
                {"weight": drawable, "biases": st.lists(drawable, min_size=1, max_size=5)}
            ),
        ),
        st.tuples(
            st.just("tent"),
            st.fixed_dictionaries(
                {"left": drawable, "right": drawable, "height": drawable},
                optional={"peak": drawable},
            ),
        ),
        st.tuples(
            st.just("sine"),
            st.fixed_dictionaries(
                {
                    "segments": st.integers(1, 64),
                    "target": polynomials,
                    "domain": st.tuples(drawable, drawable).map(sorted),
                }
            ),
        ),
        st.tuples(
            st.just("point3d"),
            st.fixed_dictionaries(
                {
                    "point": st.tuples(drawable, drawable),
                    "weights": st.tuples(*[st.tuples(drawable, drawable, drawable)] * 2),
                    "biases": st.tuples(drawable, drawable, drawable),
                }
            ),
        ),
    )
)
@settings(max_examples=300, deadline=None)
def test_any_drawable_values_have_finite_numbers_or_a_refusal(
    case: tuple[str, dict[str, Any]],
) -> None:
    name, given_values = case
    try:
        found = numbers(name, **given_values)
    except OptionError as error:
        refusal = str(error)
    else:
        refusal = "--"
        json.dumps(found, allow_nan=False)
    assert refusal.startswith("--")
    assert refusal.isprintable()
    assert "cannot be shown" not in refusal  # the core found something that we should have named


def numbers(name: str, **given: Any) -> dict[str, Any]:
    clip = CATALOGUE[name]
    return clip.numbers(clip.model(**clip.parameters(**given)))


def test_numbers_of_the_tent() -> None:
    found = numbers("tent")
    assert found["peak_x"] == 0.5
    assert found["peak_y"] == 0.3
    assert found["rising_slope"] == pytest.approx(1.0)
    assert found["falling_slope"] == pytest.approx(-1.0)


@pytest.mark.parametrize("count", [4, 8, 16, 32, 64])
def test_numbers_of_the_sine(count: int) -> None:
    found = numbers("sine", segments=count)
    knots = np.arange(count + 1) / count
    x = np.linspace(0.0, 1.0, 2_000_001)
    gap = np.abs(np.interp(x, knots, np.sin(2 * np.pi * knots)) - np.sin(2 * np.pi * x))
    assert found["max_error"] == pytest.approx(gap.max(), abs=1e-9)
    assert found["max_error"] <= math.pi**2 / (2 * count**2)
    assert found["segments"] == count
    assert found["tents"] == count - 2  # the sine is 0 at both ends and in the middle


def test_numbers_of_the_point() -> None:
    found = numbers("point3d")
    expected = {
        "linear": [-0.8, 0.6, 0.15],
        "affine": [1.2, 3.6, 0.65],
        "output": [1.2, 3.6, 0.65],
        "output_without_bias": [0.0, 0.6, 0.15],
    }
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        assert found[name] == pytest.approx(values, abs=1e-12)


def test_numbers_of_the_bricks() -> None:
    found = numbers("bricks")
    assert found["bricks"] == [3, 6, 12, 24]
    half = math.radians(78)
    assert found["gaps"] == pytest.approx([1 - math.cos(half / n) for n in (3, 6, 12, 24)])


def test_numbers_of_relu() -> None:
    found = numbers("relu", inputs=(7.0, -0.5, 7.0, -1e-6))
    assert found == {"inputs": [7.0, -0.5, 7.0, -1e-6], "outputs": [7.0, 0.0, 7.0, 0.0]}


def test_numbers_of_the_bias() -> None:
    found = numbers("bias", weight=4.0, biases=(2.0, -1.0))
    assert found == {"weight": 4.0, "biases": [2.0, -1.0], "break_points": [-0.5, 0.25]}
