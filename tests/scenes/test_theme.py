"""Both themes can be read, by everyone, and carry every colour of the project."""

from __future__ import annotations

from dataclasses import fields
from itertools import combinations

import numpy as np
import pytest

from scenes.mobjects.text.typesetting import Typeset
from scenes.theme import ROLES, SIZES, THEMES, Theme

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
COLOUR_BLIND = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
SEEN_TOGETHER = [
    ("ramp", "second", "total"),  # tent, pair
    ("target", "total", "error"),  # sine
    ("ramp", "total", "error"),  # sine
    ("weight", "bias"),  # every formula
    ("ramp", "second", "third"),  # the neurons of a layer
]
DIGIT_HEIGHT = 0.66  # of New Computer Modern, in em


def linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def luminance(rgb: np.ndarray) -> float:
    """Relative luminance as WCAG 2 defines it."""
    return float(rgb @ [0.2126, 0.7152, 0.0722])


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(linear(c)) for c in (first, second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear RGB, D65."""
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    t = to_xyz @ np.clip(rgb, 0, 1) / [0.9505, 1.0, 1.089]
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.fixture(params=list(THEMES.values()), ids=list(THEMES))
def theme(request: pytest.FixtureRequest) -> Theme:
    found: Theme = request.param
    return found


@pytest.mark.parametrize("role", ROLES)
def test_text_of_every_role_has_a_contrast_of_4_5(theme: Theme, role: str) -> None:
    for behind in (theme.ground, theme.panel, theme.floor):
        assert contrast(theme.colour(role), behind) >= 4.5


@pytest.mark.parametrize("role", ROLES)
def test_text_can_be_set_in_every_role(theme: Theme, role: str) -> None:
    ((_, letters),) = Typeset(f"#{role}[word]", theme, 0.4).runs
    assert letters.get_fill_color().to_hex().lower() == theme.colour(role)


def test_no_text_is_set_in_the_colours_of_what_is_behind_it() -> None:
    assert {"ink", "error"} < set(ROLES)
    assert not {"name", "ground", "panel", "grid", "axis"} & set(ROLES)


def test_axes_have_a_contrast_of_3_and_the_grid_stays_behind(theme: Theme) -> None:
    assert contrast(theme.axis, theme.ground) >= 3
    assert 1.05 < contrast(theme.grid, theme.ground) < 1.6


@pytest.mark.parametrize("role", ROLES)
def test_a_faint_line_is_opaque_quieter_than_its_role_and_has_a_contrast_of_3(
    theme: Theme, role: str
) -> None:
    faint = contrast(theme.faint(role), theme.ground)
    assert 3 <= faint < contrast(theme.colour(role), theme.ground)


@pytest.mark.parametrize("role", ROLES)
def test_ink_is_seen_on_paper(theme: Theme, role: str) -> None:
    assert contrast(theme.inked(role), theme.paper) >= (4.5 if role == "total" else 3)


def test_the_floor_is_seen_to_be_other_than_the_ground(theme: Theme) -> None:
    assert contrast(theme.floor, theme.ground) > 1.1


def test_the_ground_is_neither_black_nor_white(theme: Theme) -> None:
    assert 0 < luminance(linear(theme.ground)) < 1


@pytest.mark.parametrize("kind", COLOUR_BLIND)
@pytest.mark.parametrize("group", SEEN_TOGETHER, ids="-".join)
def test_colours_seen_together_differ_for_colour_blind_viewers(
    theme: Theme, group: tuple[str, ...], kind: str
) -> None:
    seen = np.array(COLOUR_BLIND[kind])
    for first, second in combinations(group, 2):
        pair = [lab(seen @ linear(theme.colour(role))) for role in (first, second)]
        assert np.linalg.norm(pair[0] - pair[1]) >= 12, (first, second)


def test_no_type_size_has_digits_below_20_pixels() -> None:
    for field in fields(SIZES):
        assert getattr(SIZES, field.name) * DIGIT_HEIGHT * 1080 / 8 >= 20, field.name


def test_a_name_that_is_no_role_is_refused() -> None:
    with pytest.raises(KeyError, match="no role 'blue'"):
        THEMES["dark"].colour("blue")
