"""Numbers that stand side by side in a picture: short enough to be read there, or refused."""

from __future__ import annotations

from collections.abc import Iterable

from scenes.catalogue.options.kinds import OptionError

DIGITS = 5
"""Of a number in all, with the decimals that its group takes: `-123.45`, or `100.00` by `0.25`."""


def need_short(option: str, numbers: Iterable[float], digits: int = DIGITS) -> None:
    """Refuse, with an OptionError, numbers of which one has more digits when written alike."""
    from scenes.mobjects.text.notation import Notation

    given = [*numbers]
    for number, text in zip(given, map(Notation.of(given), given), strict=True):
        if sum(map(str.isdigit, text)) > digits or "·" in text:
            beside = f" beside {min(filter(None, map(abs, given))):g}" if len(given) > 1 else ""
            raise OptionError(
                option,
                f"must make numbers of at most {digits} digits, to be read side by side: "
                f"got {number:g}{beside}, which is {text}",
            )
