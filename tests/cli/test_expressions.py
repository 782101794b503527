"""Target expressions: arithmetic is computed, anything else is refused at once."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest
import typst
from hypothesis import example, given
from hypothesis import strategies as st

from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.typed_mathematics import FUNCTIONS

X = np.linspace(-2.0, 3.0, 41)

ARITHMETIC: dict[str, Callable[[float], float]] = {
    "sin(2*pi*x)": lambda x: math.sin(2 * math.pi * x),
    "exp(-x)*cos(6*x)": lambda x: math.exp(-x) * math.cos(6 * x),
    "x**2/2 - 1": lambda x: x**2 / 2 - 1,
    "-x**2": lambda x: -(x**2),
    "2**3**x": lambda x: 2 ** (3**x),
    "x % 2": lambda x: x % 2,
    "(x + 1) % (2 + x**2)": lambda x: (x + 1) % (2 + x**2),
    "7 - 2 - x": lambda x: 7 - 2 - x,
    "tau/2/e + x": lambda x: math.tau / 2 / math.e + x,
    "+x - -x": lambda x: 2 * x,
    "min(x, 1, 0.5) + max(x, 0)": lambda x: min(x, 1, 0.5) + max(x, 0),
    "relu(x) - relu(-x)": lambda x: x,
    "sign(x)*abs(x)": lambda x: x,
    "floor(x) + ceil(x)": lambda x: math.floor(x) + math.ceil(x),
    "tan(x) + tanh(x) + sinh(x)/cosh(x)": lambda x: math.tan(x) + 2 * math.tanh(x),
    "asin(x/4) + acos(x/4)": lambda x: math.pi / 2,
    "atan(x)": math.atan,
    "log(x**2 + 1) + log2(x**2 + 1) + log10(x**2 + 1)": lambda x: (
        math.log(x * x + 1) + math.log2(x * x + 1) + math.log10(x * x + 1)
    ),
    "sqrt(abs(x))": lambda x: math.sqrt(abs(x)),
    "2": lambda x: 2.0,
}

AS_TYPED = {
    "x^2": "x**2",
    "2x": "2*x",
    "2 pi x": "2*pi*x",
    "2πx": "2*pi*x",
    "1e3x - 2e x": "1000*x - 2*e*x",
    "2exp(-x)": "2*exp(-x)",
    "2(x + 1)(x - 1)": "2*(x + 1)*(x - 1)",
    "x(x + 1)": "x*(x + 1)",
    "x sin(x)cos(x)": "x*sin(x)*cos(x)",
    "x^2 sin(x)": "x**2*sin(x)",
    "x²(1 - x³)": "x**2*(1 - x**3)",
    "x**-2 + x⁻²": "2/x**2",
    "e^-x²": "exp(-(x**2))",
    "x/2 + 3x": "x/2 + 3*x",
    "1/(2x)": "1/(2*x)",
    "2·x × 3 ÷ 4 − 1": "1.5*x - 1",
    "np.sin(2*np.pi*x) + numpy.cos(x)": "sin(2*pi*x) + cos(x)",
    "math.sqrt(math.e) + √(2)": "sqrt(e) + sqrt(2)",
    "ln(x + 3) + arctan(x)": "log(x + 3) + atan(x)",
    "np.maximum(X, 0) - ReLU(x)": "0*x",
    "SIN(Pi x)": "sin(pi*x)",
    "|x - 1|/2 + max(0,5)": "abs(x - 1)/2 + 5",
}

REFUSED = {
    "": "got nothing",
    "   ": "got nothing",
    "y": "unknown name 'y'; use x, pi, e, tau",
    "sinus(x)": "unknown function 'sinus'; use sin, cos",
    "sin": "sin needs parentheses, such as sin(x)",
    "sin(sin)": "sin needs parentheses",
    "sin()": "sin takes one value",
    "sin(x, 2)": "sin takes one value",
    "min(x)": "min takes two values or more",
    "x//2": "write floor(a/b)",
    "f(x) = x": "leave out what is left of the '='",
    "(y := x)": "only + - * / ** %",
    "||x|-1|": "write abs(x)",
    "sin(x": "a parenthesis is missing",
    "sin(x))": "a parenthesis too many",
    "sin x": "sin needs parentheses, such as sin(x)",
    "1/2x": "may be /(2*x) or /2*x",
    "sin(x)/2 cos(x)": "may be /(2*cos(...)) or /2*cos(...)",
    "3/2(x + 1)": "may be /(2*(...)) or /2*(...)",
    "e^2x": "may be ^(2*x) or ^2*x",
    "sin^2(x)": "may be sin(...)^2 or sin(sin(...))",
    "cos²(x)": "may be cos(...)^2 or cos(cos(...))",
    "np.tan^-1(x)": "may be tan(...)^-1 or arctan(...)",
    "x-0,5": "may be 0.5 or two values",
    "sin(0,5)": "may be 0.5 or two values",
    "2 3": "may be 2*3 or 23",
    "x + 1_000": "cannot be read as arithmetic",
    "x2": "may be x*2 or x^2",
    "(x + 1) 2": "may be )*2 or )^2",
    "x – 1": "a minus (-) where it has an en dash",
    "—x": "a minus (-) where it has an em dash",
    "x; x": "cannot be read as arithmetic",
    "import os": "cannot be read as arithmetic",
    "x, 1": "without a comma",
    "x < 1": "a comparison is not a number",
    "x if x else 1": "only + - * / ** %",
    "x and 1": "only + - * / ** %",
    "not x": "only + - * / ** %",
    "~x": "only + - * / ** %",
    "x @ x": "only + - * / ** %",
    "x << 2": "only + - * / ** %",
    "x[0]": "only + - * / ** %",
    "[x for x in (1, 2)]": "only + - * / ** %",
    "{x}": "only + - * / ** %",
    "f'{x}'": "only + - * / ** %",
    "lambda: x": "write only the arithmetic",
    "max(*x)": "max takes two values",
    "max(x, *x)": "a star before a value",
    "max(x, 1, key=x)": "without a name",
    "'x'": "not a plain number",
    "b'x'": "not a plain number",
    "1j": "not a plain number",
    "True": "not a plain number",
    "None": "not a plain number",
    "...": "not a plain number",
    "x.real": "a name with a dot",
    "x.__class__.__mro__": "a name with a dot",
    "(1).bit_length()": "only plain names for functions",
    "__import__('os').system('true')": "only plain names for functions",
    "__import__('os')": "unknown function '__import__'",
    "eval('x')": "unknown function 'eval'",
    "open('x')": "unknown function 'open'",
    "(lambda: x)()": "write only the arithmetic",
    "x\n+ 1": "plain letters",
    "x\0": "plain letters",
    "\ud800": "plain letters",
}

NOT_TO_BE_DRAWN = {
    "9**9**9": "is inf at x = 0",
    "9**9**9**9**9": "is inf",
    "exp(exp(exp(9)))": "is inf",
    "1/x": "is inf at x = 0",
    "log(x)": "is -inf at x = 0",
    "sqrt(x - 2)": "is nan at x = 0",
    "1/(x - 0.5)": "is inf at x = 0.5",
    "1/(x - 1/3)": "at x = 0.333",
    "1/(x - 1/7)**2": "at x = 0.142",
    "tan(pi*x)": "at x = 0.5",
    "1e7": "within 1000000",
    "sin(5000*x)": "turn at most 40 times",
}

BOMBS = (
    "9**9**9",
    "9**9**9**9**9**9**9",
    "(9**9**9)*0 + x",
    "2**-9**9**9",
    "(" * 99 + "x" + ")" * 99,
    "-" * 199 + "x",
    "x+" * 99 + "x",
    "sin(" * 49 + "x" + ")" * 49,
    "x**" * 60 + "x",
    "9" * 200,
    "1e308*" * 30 + "x",
    "x+" * 5000 + "x",
    "(" * 100_000,
    "-" * 100_000,
)


@pytest.mark.parametrize(("text", "oracle"), ARITHMETIC.items(), ids=ARITHMETIC.keys())
def test_arithmetic_is_computed_like_python_does(
    text: str, oracle: Callable[[float], float]
) -> None:
    values = Target(text)(X)
    np.testing.assert_allclose(values, [oracle(x) for x in X], rtol=1e-12, atol=1e-12)
    assert values.dtype == np.float64


@pytest.mark.parametrize(("typed", "plain"), AS_TYPED.items(), ids=map(ascii, AS_TYPED))
def test_what_people_type_is_what_they_mean(typed: str, plain: str) -> None:
    places = X[X > 0.1]
    np.testing.assert_allclose(Target(typed)(places), Target(plain)(places), rtol=1e-12, atol=1e-12)


def test_a_number_gives_a_number_and_an_array_an_array_of_its_shape() -> None:
    assert isinstance(Target("x**2")(3), float)
    assert Target("x**2")(3) == 9.0
    assert Target("2")(np.zeros((3, 4))).shape == (3, 4)


def test_a_target_is_its_text() -> None:
    assert Target(" x + 1 ") == Target("x + 1")
    assert hash(Target("x")) == hash(Target("x"))
    with pytest.raises(AttributeError):
        Target("x").text = "y"  # type: ignore[misc]


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=map(ascii, REFUSED))
def test_what_is_not_arithmetic_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^must (be|have) ") as refusal:
        Target(text)
    message = str(refusal.value)
    assert reason in message
    assert message.isprintable()


@pytest.mark.parametrize(("text", "reason"), NOT_TO_BE_DRAWN.items(), ids=NOT_TO_BE_DRAWN.keys())
def test_what_cannot_be_drawn_is_refused_with_the_place(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match="must") as refusal:
        Target(text).check_on(0.0, 1.0)
    assert reason in str(refusal.value)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize(
    "text", ["sin(2*pi*x)", "sign(x - 0.5)", "x % 0.1", "abs(x - 1/3)", "0", "sin(100*x)", "1e6*x"]
)
def test_what_can_be_drawn_is_accepted(text: str) -> None:
    Target(text).check_on(0.0, 1.0)


def test_rounding_noise_is_no_turn() -> None:
    Target("x + 1e5 - 1e5").check_on(0.0, 1.0)


@pytest.mark.parametrize("text", BOMBS, ids=lambda text: text[:16])
def test_bombs_are_answered_at_once(text: str) -> None:
    Target("relu(x)")(0.0)  # what is imported for the first time is not the bomb's fault
    started = time.process_time()
    with suppress(ValueError):
        Target(text).check_on(0.0, 1.0)
    assert time.process_time() - started < 0.5


@given(st.text(max_size=250))
@example("x" + "\u2028")
def test_any_text_is_a_target_or_a_refusal(text: str) -> None:
    check_survives(text)


@given(
    st.lists(
        st.sampled_from(
            [*FUNCTIONS, "x", "pi", "e", "2", ".5", "(", ")", "+", "-", "*", "/", "**", "%", ",",
             "^", "π", "²", "|",
             "__import__", ".", "lambda", ":", "[", "]", "for", "in", "'", "=", "if", "else", " "]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_any_heap_of_tokens_is_a_target_or_a_refusal(text: str) -> None:
    check_survives(text)


def check_survives(text: str) -> None:
    try:
        target = Target(text)
        target.check_on(-1.0, 1.0)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert np.isfinite(target(np.linspace(-1.0, 1.0, 11))).all()
    assert refusal.isprintable()


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("sin(2*pi*x)", "sin(2 pi x)"),
        ("exp(-x)*cos(6*x)", "e^(-x) cos(6 x)"),
        ("x**2/2 - 1", "frac(x^(2), 2) - 1"),
        ("(-x)**2", "(-x)^(2)"),
        ("-x**2", "-x^(2)"),
        ("x - (1 - x)", "x - (1 - x)"),
        ("x - 1 - x", "x - 1 - x"),
        ("x*(x + 1)", "x (x + 1)"),
        ("2*3*x", "2 dot 3 x"),
        ("2*(3/4)", "2 dot frac(3, 4)"),
        ("x*-2", "x (-2)"),
        ("-(x + 1)*2", "-(x + 1) dot 2"),
        ("exp(-x**2/2)", r"e^(-x^(2) \/ 2)"),
        ("exp(-(x/2)*3)", r"e^((-x \/ 2) dot 3)"),
        ("1/(x/2)", r"frac(1, x \/ 2)"),
        ("(x**2)**3", "(x^(2))^(3)"),
        ("x % 2 + 1", "(x mod 2) + 1"),
        ("sqrt(abs(x))", "sqrt(abs(x))"),
        ("log(x) + log2(x) + asin(x)", "ln(x) + log_2(x) + arcsin(x)"),
        ("1e-7*x", "10^(-7) x"),
        ("2.5e-7*x", "2.5 dot 10^(-7) x"),
        ("2.0*x", "2 x"),
    ],
)
def test_a_target_can_be_shown_as_a_formula(text: str, formula: str) -> None:
    assert Target(text).typst == formula


def test_typst_sets_every_formula_without_complaint() -> None:
    calls = [f"{name}(x, 1) + {name}(x, 2)**2" for name in ("min", "max")]
    calls += [f"{name}(x/3)*{name}(x)**2" for name in FUNCTIONS if name not in ("min", "max")]
    formulas = [Target(text).typst for text in (*ARITHMETIC, *calls)]
    fonts = typst.Fonts(include_system_fonts=False)
    typst.compile("\n".join(f"$ {formula} $" for formula in formulas).encode(), font_paths=fonts)
