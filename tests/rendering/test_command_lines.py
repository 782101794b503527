"""A few of the random command lines that `python -m tests.command_lines` tries by the hundred."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.catalogue.contents import find_clip
from scenes.catalogue.options.digit_limit import DIGITS, need_short
from scenes.catalogue.options.kinds import OptionError
from scenes.mobjects.text.notation import Notation, written
from tests.command_lines import command_lines, faults_of, refusal_of, words_wrong

SHOWN = [
    "bias --weight=0.125",
    "bias --weight=-pi/4 --biases=-pi/4",
    "pair --left=0.98765 --right=0.98999",
    "sine --segments=23",
    "sine --domain=-pi,pi --target=sin(x)/2 --segments=6",
    "relu --inputs=-1000,3",
    "point3d --point=1000,1000",
    "point3d --point=-3,0",
    "point3d --point=2/3,2/3",
    "point3d --biases=0,100,100",
    "point3d --biases=0.0031856,0.625,0.0031856",
    "point3d --weights=3,-54,3;3,7.7,3",
    "signature --steps=34 --seed=5",
    "signature --steps=916 --seed=25412",
    "signature --steps=1080 --seed=1080",
    "signature --seed=449",
    "signature --seed=549",
    "signature --seed=33507",
    "signature --seed=473",
    "signature --steps=277 --seed=277",
    "tent --height=46",
    "sine --target=tanh(3*x) --domain=-2,2",
    "dense --point=-0.75,-0.75",
    "knobs --left=-6 --peak=-1 --right=0.84 --height=7.7",
    "detectors --weights=0.37,0.2,1.5;0.37,0.37,1.5",
    "point3d --point=0.0096,-0.81",
    "neurons --domain=-0.5,2.5",
    "neurons --counts=1,96",
    "neurons --counts=1,16,128",
    "bricks --bricks=29,58",
    "bricks --bricks=44,45",
    "bricks --bricks=15,16,32,33,70",
    "bricks --bricks=74,75,76,77,78",
    "bricks --bricks=2,34,47,60,96",
    "tent --height=9000 --left=0.1 --peak=0.3 --right=0.9",
    "tent --right=2682",
    "tent --left=-1e4",
    "training --domain=-0.5,0.1",
    "weight --bias=-0.08",
    "weight --bias=1.5",
    "weight --weights=1.4,1,0.5 --bias=1.5",
    "bias --biases=1,2,3",
    "bias --weight=0.625 --biases=0.625,0,0.625",
    "bias --biases=2.5,-2,7.0",
    "bias --weight=-4.2 --biases=-4.2,-2,-4.2",
    "activation --vector=72,72,-9.9,5.9,-2.2",
    "activation --biases=-2,-3,-0.5",
    "activation --weights=12.25,-8.5,-5.5,-3,1;-9.75,2.2,-4.4,2,2 --biases=-20,3.25,5.5,-2,-8",
    "training --target=-40*x-40",
    "training --domain=-0.907,0.01",
    "training --steps=12136 --rate=2 --seed=645 --target=abs(x-3) --domain=-69,3",
    "training --target=exp(0.7*x)",
    "sine --segments=1 --domain=0,15",
    "sine --segments=4",
    "sine --target=exp(5*x)",
    "sine --target=2",
    "sine --target=x**2-60",
    "sine --target=0.03*x --segments=11 --domain=-0.1,3",
    "sine --domain=0.25,0.71",
    "sine --domain=-7.6,-1.4",
    "sine --target=1.4*sin(1.4*x) --segments=1 --domain=-0.18,1.4",
    "sine --domain=-5,-0.75",
    "sine --target=log(0.95+x**2)",
    "universal --targets=3.4;0*x;x**2-0.05",
    "universal --targets=sin(2*pi*x) --within=0.1 --domain=0.8,5",
    "universal --within=0.80 --domain=sqrt(2),3.6",
]
REFUSED = [
    "bias --weight=0.004",
    "bias --biases=0.004,1",
    "bias --biases=100000,-100000",
    "bias --weight=123.456",
    "point3d --point=1e5,1e5",
    "point3d --point=200,1 --weights=1/3,0,1;1,1,1",
    "point3d --weights=100,0.004,1;1,1,1",
    "sine --target=1000000*x",
    "sine --segments=4 --target=1e-9*sin(x)",
    "sine --segments=4 --target=1e-7*x",
    "tent --height=1e-6",
    "pair --left=-24783 --right=-0.024783",
    "training --domain=-0.5,-0.000223",
    "tent --height=99999.5",
    "universal --within=0.8",
    "neurons --counts=61,86,103",
    "neurons --target=exp(-x**2/48)",
    "neurons --target=x**2/10000",
    "sine --domain=-40,0",
    "knobs --left=-99",
    "weight --weights=0.02,0.01",
    "weight --weights=2.3,2,1",
]
SOUND = ("bias", "pair", "activation", "relu", "weight", "layers", "detectors", "depth")
"""Clips of which the thorough search has found no fault any more; a picture of each is tried."""


@pytest.mark.daily(2)
@pytest.mark.parametrize("line", SHOWN)
def test_odd_numbers_that_are_taken_make_pictures_without_a_fault(line: str) -> None:
    words = line.split()
    assert not refusal_of(words)
    assert not faults_of(words, ends_only=True)


@pytest.mark.parametrize("line", REFUSED)
def test_numbers_that_no_picture_can_show_are_refused_in_one_line(line: str) -> None:
    words = line.split()
    assert refusal_of(words)
    assert not faults_of(words)


@pytest.mark.daily(2)
@pytest.mark.parametrize("name", SOUND)
def test_random_numbers_make_a_right_picture_or_one_line(name: str) -> None:
    left = [1]  # pictures to look at: refusals cost nothing

    @settings(max_examples=15, deadline=None, database=None, derandomize=True)
    @given(command_lines(find_clip(name)))
    def look(options: tuple[str, ...]) -> None:
        words = [name, *options]
        if options and not refusal_of(words):
            if not left[0]:
                return
            left[0] -= 1
        assert not faults_of(words, ends_only=True)

    look()


def test_a_number_that_a_caption_says_has_to_stand_in_its_picture() -> None:
    scene: Any = SimpleNamespace(beats=[SimpleNamespace(name="sum", caption="It is 0.25.")])
    (fault,) = words_wrong(scene, {"sum": {"0.5", "= 0.3"}})
    assert fault.startswith("sum: says 0.25, which no picture of it has")
    assert not words_wrong(scene, {"sum": {"0.5", "x = 0.25"}})


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_short_numbers_can_be_read_and_are_not_shown_as_0(numbers: list[float]) -> None:
    texts = list(map(Notation.of(numbers), numbers))
    if any(sum(map(str.isdigit, text)) > DIGITS or "·" in text for text in texts):
        with pytest.raises(OptionError, match=f"at most {DIGITS} digits"):
            need_short("weights", numbers)
        return
    need_short("weights", numbers)
    for number, text in zip(numbers, texts, strict=True):
        assert (written(text) == 0) == (abs(number) < 1e-13 * max(1.0, *map(abs, numbers)))


@pytest.mark.parametrize("numbers", [(0.125,), (0.05, 2), (12.5, 1 / 3), (100,), (-40, 25, 0.5)])
def test_ordinary_numbers_of_a_lecture_are_short(numbers: tuple[float, ...]) -> None:
    need_short("weights", numbers)
