"""What can go wrong between a job and its files."""

from __future__ import annotations


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
