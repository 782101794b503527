"""What the catalogue says about a clip: its question, options, model and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scenes.catalogue.options.kinds import Kind, OptionError

_PLAIN = re.compile(r"[\w.,+-]+", re.ASCII)  # what no shell minds


class UnknownClip(LookupError):
    """No clip of this name; the text says which was probably meant."""


@dataclass(frozen=True)
class Part:
    """A part of the lecture, and the names of its clips in their order."""

    number: int
    title: str
    clips: tuple[str, ...]

    def __str__(self) -> str:
        return f"Part {self.number}: {self.title}"


@dataclass(frozen=True)
class Option:
    """One option of a clip.

    A default that follows from the other options is a function of their values, `derive`, and told
    in words for the help, `derived`.
    """

    name: str
    kind: Kind
    default: Any
    help: str
    derive: Callable[[Mapping[str, Any]], Any] | None = None
    derived: str = ""

    @property
    def shown_default(self) -> str:
        return self.derived if self.derive else self.kind.format(self.default)

    def described(self) -> dict[str, Any]:
        """The option for programs, ready for JSON."""
        return {
            "name": self.name,
            "kind": type(self.kind).__name__,
            "default": self.kind.to_json(self.default),
            "default_in_words": self.shown_default,
            "help": self.help,
        }

    def accept(self, given: Any) -> Any:
        """The value of a text or a value; OptionError when it is not one this option can take."""
        try:
            return self.kind.accept(given)
        except ValueError as refusal:
            raise OptionError(self.name, str(refusal)) from None


@dataclass(frozen=True)
class Clip:
    """A clip of the catalogue. Its scene is in `scenes/<name>.py`.

    `validate` is quick, and raises OptionError when the parameters cannot be shown together.
    `model` makes the object of the core that the clip shows from them; that may take long (it may
    train a network), and only the process that plays the scene does it. `numbers` reads from the
    model what the manifest records. `examples` are unusual parameters that have to work, for tests,
    checks and the help. `rephrase` words the question for parameters that the usual wording does
    not fit.
    """

    name: str
    title: str
    question: str
    summary: str
    options: tuple[Option, ...]
    validate: Callable[..., None]
    model: Callable[..., Any]
    numbers: Callable[[Any], dict[str, Any]]
    examples: tuple[Mapping[str, Any], ...]
    rephrase: Callable[[Mapping[str, Any]], str] | None = None

    @property
    def module(self) -> str:
        return f"scenes.{self.name}"

    @property
    def scene_class(self) -> str:
        """`Tent` for `tent`, `Point3D` for `point3d`."""
        return self.name.title()

    def option(self, name: str) -> Option:
        """The option of this name; OptionError when the clip has none such."""
        for option in self.options:
            if option.name == name:
                return option
        known = ", ".join(f"--{option.name}" for option in self.options)
        raise OptionError(name, f"is not an option of {self.name}: it takes {known}")

    def parameters(self, **given: Any) -> dict[str, Any]:
        """A value for every option: what is given, as a value or typed text, or else the default.

        `None` stands for "not given". Raises OptionError when a value, or the values together,
        cannot be shown.
        """
        chosen = {
            name: self.option(name).accept(value)
            for name, value in given.items()
            if value is not None
        }
        settled = {o.name: chosen.get(o.name, o.default) for o in self.options}
        for option in self.options:
            if option.derive and option.name not in chosen:
                settled[option.name] = option.derive(settled)
        self.validate(**settled)
        return settled

    def model_of(self, parameters: Mapping[str, Any]) -> Any:
        """The object that the clip shows; OptionError for what only making it could find out."""
        try:
            return self.model(**parameters)
        except OptionError:
            raise
        except ValueError as refusal:  # the core knows best, but not our options' names
            options = " --".join(parameters)
            raise OptionError(options, f"cannot be shown: {refusal}") from None

    def question_for(self, parameters: Mapping[str, Any]) -> str:
        """The question as the clip asks it of these parameters."""
        return self.rephrase(parameters) if self.rephrase else self.question

    def to_json(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as the manifest holds them."""
        return {
            option.name: option.kind.to_json(parameters[option.name]) for option in self.options
        }

    def described(self, part: Part) -> dict[str, Any]:
        """The clip, which stands in this part, for programs: ready for JSON."""
        return {
            "clip": self.name,
            "part": part.number,
            "part_title": part.title,
            "title": self.title,
            "question": self.question,
            "summary": self.summary,
            "module": self.module,
            "scene": self.scene_class,
            "options": [option.described() for option in self.options],
        }

    def typed(self, parameters: Mapping[str, Any]) -> str:
        """Parameters as they are typed: `--left 0.1 --target "exp(-x)"`."""
        words = []
        for name, value in parameters.items():
            option = self.option(name)
            text = option.kind.format(option.accept(value))
            quoted = text if _PLAIN.fullmatch(text) else f'"{text}"'
            words.append(f"--{name} {quoted}")
        return " ".join(words)

    @property
    def command_line(self) -> str:
        """A command that renders the first example."""
        return f"python render.py {self.name} {self.typed(self.examples[0])}"
