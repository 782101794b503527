"""Clips as slides, one for each beat: for PowerPoint, as a handout, or for manim-slides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rendering.engine import explain
from rendering.errors import RenderError
from rendering.job import Job
from rendering.lecture.clip_films import ClipFilm, render_films, save_last_picture
from rendering.output.staging import Staging
from rendering.progress import Progress
from rendering.video.splicing import splice
from scenes.theme import THEMES

SLIDE_WIDTH = 12_192_000
"""13.333 inches, as PowerPoint's own wide slides have it, in its unit (914400 an inch)."""
HANDOUT = Path(__file__).with_name("handout.typ")


@dataclass(frozen=True)
class Slide:
    """A beat: its picture at the end, its movie, and what there is to say."""

    clip: str
    question: str
    caption: str
    number: int
    of: int
    picture: Path
    movie: Path


def need_python_pptx() -> None:
    """Raise RenderError, with the command that helps, where python-pptx is missing."""
    try:
        import pptx  # noqa: F401
    except ImportError as error:
        raise RenderError("python-pptx is not installed: run `bash setup.sh --slides`") from error


def make_slides(
    jobs: Sequence[Job],
    output: Path,
    progress: Progress,
    *,
    per_page: int = 2,
    root: Path,
    use_cache: bool = True,
) -> tuple[Path, ...]:
    """Render what has not been rendered yet, and make slides of it; the files, `output` first.

    A .pptx is for PowerPoint, a .pdf a handout, and a .json for manim-slides, with its movies.
    Raises RenderError; then what was there before is whole.
    """
    output, kind = output.absolute(), output.suffix.lower()
    if kind == ".pptx":
        need_python_pptx()
    try:
        with Staging(output.parent, progress.message) as staging:
            staged, folder = staging.path_for(output), staging.work_folder()
            films = render_films(jobs, folder, progress, root, use_cache)
            slides = [slide for film in films for slide in _slides(film, movies=kind != ".pdf")]
            if kind == ".pdf":
                write_handout(slides, staged, folder, per_page)
            elif kind == ".pptx":
                write_pptx(slides, staged, jobs[0])
            else:
                for number, slide in enumerate(slides, start=1):
                    movie = output.with_name(f"{output.stem}-{number:03}.mp4")
                    slide.movie.replace(staging.path_for(movie))
                staging.write_text(output, manim_slides(output, slides, jobs[0]))
            return tuple(staging.publish())
    except OSError as error:
        raise RenderError(explain(error, output)) from error


def write_pptx(slides: Sequence[Slide], file: Path, job: Job) -> None:
    """One movie a slide, which fills it and starts by itself; captions are the speaker's notes."""
    from pptx import Presentation
    from pptx.dml.color import RGBColor
    from pptx.oxml.ns import qn
    from pptx.util import Emu

    presentation = Presentation()
    width, height = Emu(SLIDE_WIDTH), Emu(SLIDE_WIDTH * job.height // job.width)
    presentation.slide_width, presentation.slide_height = width, height
    empty = presentation.slide_layouts.get_by_name("Blank")
    ground = RGBColor.from_string(THEMES[job.theme].ground.lstrip("#").upper())
    for slide in slides:
        page = presentation.slides.add_slide(empty)
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = ground
        movie = page.shapes.add_movie(
            str(slide.movie), 0, 0, width, height, str(slide.picture), "video/mp4"
        )
        movie.name = f"{slide.question} {slide.number}/{slide.of}"
        for condition in page.element.iter(qn("p:cond")):
            condition.set("delay", "0")  # it waits for a click else
        page.notes_slide.notes_text_frame.text = slide.caption
    presentation.save(str(file))


def write_handout(slides: Sequence[Slide], file: Path, folder: Path, per_page: int) -> None:
    """Pictures with their captions, `per_page` on a page; the pictures are in `folder`."""
    import typst

    shown = [
        asdict(slide) | {"picture": f"/{slide.picture.relative_to(folder).as_posix()}", "movie": ""}
        for slide in slides
    ]
    source = folder / HANDOUT.name
    source.write_bytes(HANDOUT.read_bytes())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    compiler = typst.Compiler(
        source,
        root=folder,
        font_paths=fonts,
        sys_inputs={"slides": json.dumps(shown), "per-page": str(per_page)},
    )
    compiler.compile(output=file, format="pdf")


def manim_slides(output: Path, slides: Sequence[Slide], job: Job) -> str:
    """What manim-slides 5 reads, which finds its movies from the folder above that of `output`."""
    movies = [
        f"{output.parent.name}/{output.stem}-{number:03}.mp4"
        for number, _ in enumerate(slides, start=1)
    ]
    presentation = {
        "slides": [
            # No movie runs backwards: who goes back sees the beat once more.
            {"file": movie, "rev_file": movie, "notes": slide.caption}
            for movie, slide in zip(movies, slides, strict=True)
        ],
        "resolution": [job.width, job.height],
        "background_color": THEMES[job.theme].ground,
    }
    return json.dumps(presentation, indent=2, ensure_ascii=False) + "\n"


def _slides(film: ClipFilm, movies: bool) -> list[Slide]:
    """The slides of a film; pictures, and movies if they are wanted, are made beside it."""
    beats = film.beats
    slides = []
    for number, (beat, cut) in enumerate(beats, start=1):
        movie = film.path.with_name(f"{film.path.stem}-{number}.mp4")
        picture = movie.with_suffix(".png")
        save_last_picture(cut, picture)
        if movies:
            splice([cut], movie)
        slides.append(
            Slide(
                clip=film.facts["clip"],
                question=film.facts["question"],
                caption=beat.caption,
                number=number,
                of=len(beats),
                picture=picture,
                movie=movie,
            )
        )
    return slides
