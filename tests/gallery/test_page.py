"""The gallery's page in a real browser: what it shows, and that it is there for everybody."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from rendering.gallery.page import Exhibit, write_gallery
from tests.gallery.conftest import ENDS, OpenPage
from tests.gallery.films import FPS, HEIGHT, WIDTH, make_film
from tests.gallery.test_player import Show, frame_of, last_frame, open_speaker

SIZES = {
    "a laptop": (1280, 720),
    "a phone": (390, 844),
    "its side": (844, 390),
    "a small phone": (320, 568),
}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


def clips_shown(page: Page) -> list[str]:
    return [str(article.get_attribute("id")) for article in page.locator("article:visible").all()]


def test_the_films_stand_under_their_parts_with_questions_answers_and_posters(page: Page) -> None:
    assert page.locator("h2:visible").all_text_contents() == ["Part 1: Ramps", "Part 2: Waves"]
    assert page.locator("section").nth(0).locator("article").count() == 2
    assert page.locator("h3").all_text_contents() == [f"What is {clip}?" for clip in ENDS]
    posters = page.locator("main video").evaluate_all("videos => videos.map(v => v.poster)")
    assert [poster.rpartition("/")[2] for poster in posters] == [f"{clip}.png" for clip in ENDS]
    assert page.locator("#lead").text_content() == (
        "3 short films, 1 minute. Each answers one question."
    )


def test_what_is_said_in_a_film_is_text_and_never_markup(page: Page) -> None:
    assert page.title() == "What ReLU neurons do"
    answer = page.locator("#tent .answer").text_content()
    assert answer == "It is </script><script>document.title = 'broken'</script> tent."


def test_a_beat_of_the_list_plays_from_its_first_frame_with_captions(page: Page) -> None:
    video = page.locator("#ramp video")
    assert video.evaluate("video => [video.controls, video.currentTime]") == [False, 0]
    page.locator("#ramp .beats summary").click()
    assert page.locator("#ramp .beats time").all_text_contents() == ["0:00", "0:00", "0:00"]
    video.evaluate("""video => {
        video.addEventListener("seeking", () => { window.sought = video.currentTime; });
    }""")
    page.locator("#ramp .beats li button").nth(1).click()
    page.wait_for_function("document.querySelector('#ramp figcaption').textContent")
    assert page.evaluate("window.sought") == pytest.approx((ENDS["ramp"][0] + 0.5) / FPS)
    assert video.evaluate("video => video.controls")
    caption = page.locator("#ramp figcaption")
    assert caption.text_content() == "Beat 2 of ramp <b>& more</b>."
    below = """caption => caption.getBoundingClientRect().top
        - caption.previousElementSibling.getBoundingClientRect().bottom"""
    assert caption.evaluate(below) >= 0  # at one moment: the page may be scrolling


def test_a_long_caption_stays_whole_below_the_film_while_its_cues_change(
    open_page: OpenPage, tmp_path: Path
) -> None:
    film = make_film(tmp_path, "long", [8, 40])
    manifest = film.with_suffix(".json")
    facts = json.loads(manifest.read_text())
    facts["beats"][1]["caption"] = " ".join(
        f"Sentence {number} of a caption that has four lines." for number in (1, 2, 3)
    )
    manifest.write_text(json.dumps(facts))
    page = open_page(write_gallery(tmp_path / "page", [Exhibit(film, "Part", "make")]).as_uri())
    page.evaluate("""() => {
        const video = document.querySelector("#long video");
        const [track] = video.textTracks;
        [window.cues, window.shown] = [new Set(), new Set()];
        track.addEventListener("cuechange", () => {
            for (const cue of track.activeCues) window.cues.add(cue.text);
            if (track.activeCues.length) window.shown.add(video.nextElementSibling.textContent);
        });
    }""")
    page.locator("#long .beats summary").click()
    page.locator("#long .beats li button").nth(1).click()
    page.wait_for_function("document.querySelector('#long video').ended")
    assert page.evaluate("window.cues.size") > 1
    assert page.evaluate("[...window.shown]") == [facts["beats"][1]["caption"]]


def test_in_full_screen_the_captions_of_a_film_lie_in_its_picture(page: Page) -> None:
    changes = {"showing": "video.requestFullscreen()", "hidden": "document.exitFullscreen()"}
    for mode, change in changes.items():
        page.evaluate(f"() => {{ const video = document.querySelector('#ramp video'); {change}; }}")
        # The page is told of the change a frame after the document knows it.
        page.wait_for_function(
            f"document.querySelector('#ramp video').textTracks[0].mode === '{mode}'"
        )


def test_a_film_that_begins_to_play_quietens_the_one_before(page: Page) -> None:
    page.locator("#ramp .play").click()
    page.locator("#tent video").click()
    page.wait_for_function("document.querySelector('#ramp video').paused")
    page.locator("#wave .present").click()
    page.wait_for_function("document.querySelector('#tent video').paused")


@pytest.mark.parametrize(
    ("words", "shown", "said"),
    [
        ("", ["ramp", "tent", "wave"], ""),
        ("  TENT what", ["tent"], "1 of 3 clips"),
        ("waves", ["wave"], "1 of 3 clips"),
        ("beat 3", ["ramp", "wave"], "2 of 3 clips"),
        ("tent ramp", [], "No clip has all of these words."),
    ],
)
def test_the_filter_keeps_the_films_that_have_all_words(
    page: Page, words: str, shown: list[str], said: str
) -> None:
    page.fill("#filter", words)
    if words == "tent ramp":
        page.fill("#filter", "tent elephant")
    assert clips_shown(page) == shown
    assert page.locator("#count").text_content() == said
    assert page.locator("section:visible").count() == len({clip == "wave" for clip in shown})
    assert page.locator("#present").is_disabled() == (not shown)


def test_what_is_shown_is_what_is_presented(page: Page) -> None:
    page.fill("#filter", "beat 3")
    assert page.locator("#present").text_content() == "Present these 2"
    show = Show(page)
    page.click("#present")
    show.press("End").press("ArrowRight").wait_for("wave", 1, "rest")


def test_a_lecture_of_chosen_films_is_kept_in_the_address(open_page: OpenPage) -> None:
    page = open_page()
    for clip in ("wave", "ramp"):
        page.locator(f"#{clip} .choose input").check()
    assert page.url.endswith("#lecture=ramp,wave")
    again = open_page(hash="#lecture=ramp,wave,gone")
    assert again.locator("input:checked").count() == 2
    show = Show(again)
    again.click("#lecture .strong")
    show.press("End").press("ArrowRight").wait_for("wave", 1, "rest")
    show.leave_full_screen().press("Escape")
    again.wait_for_function("document.activeElement.matches('#lecture .strong')")


def test_a_line_at_the_bottom_tells_of_the_lecture_while_something_is_ticked(page: Page) -> None:
    line = page.locator("#lecture")
    assert not line.is_visible()
    for clip in ("tent", "wave"):
        page.locator(f"#{clip} .choose input").check()
    assert line.locator("p").text_content() == "My lecture: 2 clips, 0:02"
    box = line.bounding_box()
    assert box
    assert box["y"] + box["height"] == page.evaluate("innerHeight")
    assert page.locator("#present").text_content() == "Present all"
    line.locator("text=Clear").click()
    assert not line.is_visible()
    assert page.locator("input:checked").count() == 0
    assert page.url.endswith("#")


@pytest.mark.parametrize("ticked", [(), ("ramp", "tent", "wave")])
def test_a_clips_own_button_presents_it_alone(page: Page, ticked: tuple[str, ...]) -> None:
    for clip in ticked:
        page.locator(f"#{clip} .choose input").check()
    show = Show(page).start("tent").press("End").wait_for("tent", 2, "rest").press("ArrowRight")
    assert page.locator(".toast").text_content() == "This is the end"
    assert show.place == ("tent", 2, "rest")


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_command_and_snippet_are_copied(open_page: OpenPage, has_clipboard: bool) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    if not has_clipboard:  # as from a web server without encryption
        page.evaluate("""() => {
            Clipboard.prototype.writeText = () => Promise.reject(new Error("not here"));
        }""")
    page.locator("#tent .use summary").click()
    texts = []
    for place in page.locator("#tent .copy").all():
        place.locator("button").click()
        place.get_by_role("button", name="Copied").wait_for()
        texts.append(page.evaluate("navigator.clipboard.readText()"))
    assert texts[0] == "make tent"
    assert "tent.mp4, tent.png and tent.vtt" in (page.locator("#tent .copy p").text_content() or "")
    for code in page.locator("#tent pre").all():
        assert code.evaluate("code => code.scrollWidth <= code.clientWidth")
    for part in ('src="tent.mp4"', 'poster="tent.png"', '<track kind="captions"', "tent.vtt"):
        assert part in texts[1]


def test_the_embed_snippet_shows_the_film_in_another_page(open_page: OpenPage, served: str) -> None:
    page = open_page(served)
    page.set_content(page.locator("#tent code").nth(1).text_content() or "")
    page.wait_for_function("document.querySelector('track').readyState === 2")
    page.wait_for_function("document.querySelector('video').readyState >= 1")
    video = page.locator("video")
    assert video.evaluate("video => [video.videoWidth, video.videoHeight]") == [WIDTH, HEIGHT]
    assert video.evaluate("video => video.textTracks[0].cues[0].text") == "captions"


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window_of(open_page: OpenPage, size: str) -> None:
    width, height = SIZES[size]
    page = open_page(viewport={"width": width, "height": height})
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    Show(page).start().leave_full_screen()
    parts = [*page.locator("#screen button, #screen select, #player video").all()]
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert len(boxes) >= 10
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width + 0.5 for box in boxes)
    assert all(box["y"] + box["height"] <= height + 0.5 for box in boxes)


def test_all_can_be_reached_by_the_keyboard_and_the_focus_is_seen(page: Page) -> None:
    seen = []
    for _ in range(9):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("""() => {
                const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
                return [document.activeElement.tagName, outlineStyle, parseFloat(outlineWidth)];
            }""")
        )
    assert [tag for tag, _, _ in seen] == [
        "INPUT", "BUTTON", "BUTTON", "BUTTON", "INPUT", "SUMMARY", "SUMMARY", "BUTTON", "BUTTON"
    ]  # fmt: skip
    assert all(style == "solid" and width >= 2 for _, style, width in seen)


def test_colours_follow_the_readers_system_and_the_player_follows_the_film(
    open_page: OpenPage,
) -> None:
    ground = "element => getComputedStyle(element).backgroundColor"
    pages = [open_page(color_scheme=scheme) for scheme in ("dark", "light")]
    dark, light = (page.locator("body").evaluate(ground) for page in pages)
    assert dark != light
    for page in pages:
        page.locator("#tent .present").click()
        assert page.locator("#screen").evaluate(ground) == dark


def test_motion_is_left_out_for_those_who_ask_for_it(open_page: OpenPage) -> None:
    moves = """() => [getComputedStyle(document.documentElement).scrollBehavior,
        getComputedStyle(document.querySelector('.controls')).transitionDuration]"""
    assert open_page().evaluate(moves) == ["smooth", "0.25s"]
    assert open_page(reduced_motion="reduce").evaluate(moves) == ["auto", "0s"]


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    for summary in page.locator("summary").all():
        summary.click()
    violations = {"page": faults_in(page)}
    show = Show(page).start().leave_full_screen().wait_for("ramp", 1, "rest")
    speaker = open_speaker(show)
    violations["speaker"] = faults_in(speaker)
    violations["player"] = faults_in(page)
    show.press("?")
    violations["keys"] = faults_in(page)
    assert {place: found for place, found in violations.items() if found} == {}


def faults_in(page: Page) -> list[Any]:
    # Else axe-core fetches the style sheet, which browsers do not allow from disk.
    found = Axe().run(page, options={"preload": False}).response
    assert len(found["passes"]) > 15
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]]


def test_axe_would_find_a_fault(page: Page) -> None:
    page.evaluate("document.body.append(document.createElement('button'))")
    assert [name for name, _ in faults_in(page)] == ["button-name"]


def test_the_folder_works_wherever_it_is_moved(
    open_page: OpenPage, gallery: Path, tmp_path: Path
) -> None:
    moved = shutil.copytree(gallery.parent, tmp_path / "USB stick ü" / "talk?")
    show = Show(open_page((moved / gallery.name).as_uri(), offline=True)).start("wave")
    assert show.rests("wave", 1) == last_frame("wave", 1)


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(gallery: Path) -> Iterator[str]:
    """The address of the page at a plain web server, which knows no ranges of a file."""
    handler = partial(Silent, directory=str(gallery.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{gallery.name}"
        server.shutdown()


def test_it_works_from_a_web_server_that_sends_no_parts_of_a_film(
    open_page: OpenPage, served: str
) -> None:
    page = open_page(served)
    played = """() => {
        const video = document.querySelector("#ramp video");
        video.addEventListener("playing", () => {
            if (video.src.startsWith("blob:")) window.began ??= video.currentTime;
        });
    }"""
    page.evaluate(played)
    page.locator("#ramp .beats summary").click()
    page.locator("#ramp .beats li button").nth(1).click()
    page.wait_for_function("window.began !== undefined")
    assert page.evaluate("window.began") >= ENDS["ramp"][0] / FPS

    show = Show(page).start().press("End").press("ArrowRight")
    assert show.rests("tent", 1) == last_frame("tent", 1)
    assert show.press("ArrowLeft").wait_for("tent", 1, "begin").frame(0) == 0
    show.press("+").press("End").press("ArrowRight")
    assert show.rests("wave", 1) == last_frame("wave", 1)
    assert show.video.evaluate("video => video.playbackRate") == 1.25
    speaker = open_speaker(show)
    assert frame_of(speaker, speaker.locator("video"), last_frame("wave", 2)) == last_frame(
        "wave", 2
    )
