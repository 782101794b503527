"""The engine: turns scenes into films, quickly and reliably.

Importing it is quick and does not import Manim.
"""

from rendering.engine import Rendered, render
from rendering.errors import RenderError, SceneError
from rendering.job import FORMATS, TRANSPARENT_FORMATS, Job, default_output
from rendering.progress import Progress, SilentProgress, progress_for

__all__ = [
    "FORMATS",
    "TRANSPARENT_FORMATS",
    "Job",
    "Progress",
    "RenderError",
    "Rendered",
    "SceneError",
    "SilentProgress",
    "default_output",
    "progress_for",
    "render",
]
