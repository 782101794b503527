"""The target and its interval: two options that several clips take."""

from __future__ import annotations

from scenes.catalogue.clip import Option
from scenes.catalogue.options.expressions import Target
from scenes.catalogue.options.kinds import Expression, Interval, OptionError

TARGET = Option("target", Expression(), Target("sin(2*pi*x)"), "The function to approximate.")
DOMAIN = Option("domain", Interval(), (0.0, 1.0), "The interval to approximate it on.")


def check_target(target: Target, domain: tuple[float, float], option: str = "target") -> None:
    """Refuse, with an OptionError, a target that cannot be drawn on its interval."""
    try:
        target.check_on(*domain)
    except ValueError as refusal:
        raise OptionError(option, str(refusal)) from None
