"""Which clips a command is about, and what is given for their options: `tent sine --left 0.1`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scenes.catalogue.clip import Clip
from scenes.catalogue.contents import CATALOGUE, find_clip
from scenes.catalogue.options.kinds import OptionError

EVERY_CLIP = "all"


@dataclass(frozen=True)
class Selected:
    """A clip, and what is given for some of its options: typed texts, or values."""

    clip: Clip
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, Any]:
        """A value for every option; OptionError when they cannot be shown."""
        return self.clip.parameters(**self.given)

    @property
    def typed(self) -> str:
        """What was given, as it is typed."""
        return self.clip.typed(self.given)


def select(words: Sequence[str]) -> list[Selected]:
    """The clips that are named, each once, with the options that stand among the names.

    `all`, or no name at all, stands for every clip. An option is given to each of the clips that
    has it. Raises UnknownClip, or OptionError for an option that none of the clips has or that
    lacks its value.
    """
    names: list[str] = []
    given: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            names.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        text = value if equals else next(rest, None)
        if text is None:
            raise OptionError(name, "needs a value")
        given[name] = text
    everything = not names or EVERY_CLIP in names
    clips = [find_clip(name) for name in (CATALOGUE if everything else dict.fromkeys(names))]
    for name in given:
        if not any(option.name == name for clip in clips for option in clip.options):
            clips[0].option(name)  # raises, and says which options there are
    return [
        Selected(clip, {o.name: given[o.name] for o in clip.options if o.name in given})
        for clip in clips
    ]
