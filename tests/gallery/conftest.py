"""A gallery of numbered films, and a real browser that it is opened in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from rendering.gallery.page import Exhibit, write_gallery
from tests.gallery.films import make_film

BROWSERS = (
    "google-chrome-stable",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
"""What setup.sh looks for too, before it installs one. Chrome comes first: Ubuntu's Chromium is a
snap, which sees no files in /tmp."""
ENDS = {"ramp": (8, 16, 27), "tent": (8, 18), "wave": (8, 13, 24)}
"""The films of the gallery, and before which frames their beats end."""

PATIENCE = 120_000
"""Milliseconds that a busy computer may take for what is waited for."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.fail("no Chromium or Chrome is found: run `bash setup.sh --dev`", pytrace=False)
    with sync_playwright() as playwright:
        # A container's root has no sandbox; the other options keep it from asking for updates.
        options = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a gallery in a folder whose name browsers have to escape."""
    folder = tmp_path_factory.mktemp("a lecture #1")
    films = {clip: make_film(folder / "films", clip, ends) for clip, ends in ENDS.items()}
    exhibits = [
        Exhibit(film, "Part 2: Waves" if clip == "wave" else "Part 1: Ramps", f"make {clip}")
        for clip, film in films.items()
    ]
    page = write_gallery(folder / "gallery", exhibits)
    shutil.rmtree(folder / "films")  # the folder is whole without them
    return page


@pytest.fixture
def open_page(browser: Browser, gallery: Path) -> Iterator[OpenPage]:
    """Open the gallery in a new window; at the end nothing may have gone wrong in it.

    No message on the console, no error, and no request to what is not in the gallery's folder.
    """
    faults: list[str] = []
    with ExitStack() as windows:

        def open_page(address: str = "", hash: str = "", **settings: Any) -> Page:  # noqa: A002
            home = address or gallery.as_uri()
            context = browser.new_context(**settings)
            context.set_default_timeout(PATIENCE)
            windows.callback(context.close)
            context.on("console", lambda message: faults.append(f"console: {message.text}"))
            context.on("weberror", lambda error: faults.append(f"error: {error.error}"))
            context.on("requestfailed", lambda request: _note_failure(request.failure))
            context.on("request", lambda request: _note_request(request.url, home))
            page = context.new_page()
            page.goto(home + hash)
            return page

        def _note_failure(why: str | None) -> None:
            if why != "net::ERR_ABORTED":  # another film was asked for meanwhile
                faults.append(f"a request failed: {why}")

        def _note_request(url: str, home: str) -> None:
            folder, origin = home.rpartition("/")[0], "/".join(home.split("/")[:3])
            if not url.startswith((f"{folder}/", "data:", "about:blank", f"blob:{origin}/")):
                faults.append(f"a request left the folder: {url}")

        yield open_page
    assert faults == []
