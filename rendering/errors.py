"""What can go wrong between a job and its files."""

from __future__ import annotations

import errno
import re

NO_MEMORY = "there is too little memory here (see `ulimit -v`)"
NO_TIME = "the processor time that is allowed here is used up (see `ulimit -t`)"
_NO_PROCESS = "no more processes or threads may be started here (see `ulimit -u`)"
_REFUSED = {
    errno.ENOMEM: NO_MEMORY,
    errno.EAGAIN: _NO_PROCESS,
    errno.EMFILE: "no more files may be opened here (see `ulimit -n`)",
    errno.ENFILE: "the whole system has too many files open",
}
_SAYS = {
    NO_MEMORY: re.compile("failed to map|memory allocation|allocate memory|MemoryError", re.I),
    _NO_PROCESS: re.compile("can't start new thread|Resource temporarily unavailable"),
}
"""What Python, the loader of libraries, OpenBLAS and Typst say; each in its own way."""


class RenderError(Exception):
    """A render that could not be finished; its text is one clear line for the reader.

    Nothing is left half-written under a final name, and files that were there before are whole.
    """

    exit_code = 1


class ParametersError(RenderError):
    """The scene cannot be made with its parameters, as only the attempt has shown."""

    exit_code = 2


class SceneError(RenderError):
    """The scene itself raised; `scene_traceback` ends at the scene's own line."""

    def __init__(self, message: str, scene_traceback: str) -> None:
        super().__init__(message)
        self.scene_traceback = scene_traceback

    def __reduce__(self) -> tuple[type[SceneError], tuple[str, str]]:
        return type(self), (str(self), self.scene_traceback)


def guess(error: BaseException) -> str | None:
    """One line on what the system has most likely refused to a program; None where it has not."""
    if isinstance(error, RenderError):
        return None  # it has been understood already
    if isinstance(error, OSError):
        return _REFUSED.get(error.errno or 0)
    return guess_from(f"{type(error).__name__}: {error}")


def guess_from(words: str) -> str | None:
    """The same for the last words of another program."""
    return next((reason for reason, pattern in _SAYS.items() if pattern.search(words)), None)
