"""The presenter's player in a real browser: where it stops, and what every key does.

The films of these tests show the number of each frame as black and white blocks, so that a
screenshot tells which frame is seen.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from tests.gallery.conftest import ENDS, OpenPage
from tests.gallery.films import FPS, number_on

GO_ON = ("ArrowRight", "ArrowDown", "Space", "PageDown", "n", "Enter")
GO_BACK = ("ArrowLeft", "ArrowUp", "PageUp", "p")


class Show:
    """The player of a page, as who sits before it sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.video = page.locator("#player video")

    def start(self, clip: str = "") -> Show:
        """Present this clip alone, or else all."""
        self.page.locator(f"#{clip} .present" if clip else "#present").click()
        return self

    def press(self, key: str) -> Show:
        self.page.keyboard.press(key)
        return self

    def leave_full_screen(self) -> Show:
        self.page.wait_for_function("Boolean(document.fullscreenElement)")
        self.press("f").page.wait_for_function("!document.fullscreenElement")
        return self

    @property
    def place(self) -> tuple[str, int, str]:
        """The clip, the number of the beat, and what the player does."""
        found = self.page.evaluate(
            "(({clip, beat, state}) => [clip.clip, beat + 1, state])(Player.place())"
        )
        return found[0], found[1], found[2]

    def wait_for(self, clip: str, beat: int, state: str) -> Show:
        self.page.wait_for_function(
            """([clip, beat, state]) => {
                const place = Player.place();
                const video = document.querySelector("#player video");
                const isThere = state === "run" || (video.paused && !video.seeking);
                return place.clip.clip === clip && place.beat + 1 === beat
                    && place.state === state && isThere && video.readyState >= 2;
            }""",
            arg=[clip, beat, state],
        )
        return self

    def rests(self, clip: str, beat: int) -> int:
        """Wait until it rests at the end of a beat; the number on the frame that is seen."""
        return self.wait_for(clip, beat, "rest").frame(last_frame(clip, beat))

    def frame(self, expected: int) -> int:
        """The number on the frame that is seen."""
        return frame_of(self.page, self.video, expected)

    @property
    def is_open(self) -> bool:
        return bool(self.page.evaluate("Player.isOpen()"))

    @property
    def time(self) -> float:
        return float(self.video.evaluate("video => video.currentTime"))

    def after(self, *keys: str) -> tuple[str, int, str, int]:
        """The place, and the frame to which it goes, as soon as these keys have been pressed."""
        found = self.video.evaluate(
            """(video, keys) => {
                for (const key of keys) {
                    const pressed = new KeyboardEvent("keydown", {key, bubbles: true});
                    document.getElementById("screen").dispatchEvent(pressed);
                }
                const {clip, beat, state} = Player.place();
                return [clip.clip, beat + 1, state, Math.floor(video.currentTime * clip.fps)];
            }""",
            keys,
        )
        return found[0], found[1], found[2], found[3]


def box_of(place: Locator) -> FloatRect:
    box = place.bounding_box()
    assert box
    return box


def frame_of(page: Page, video: Locator, expected: int) -> int:
    """The number of the frame that a video shows, which a busy computer may paint late."""
    box = box_of(video)
    for _ in range(100):
        page.wait_for_timeout(60)
        seen = number_on(page.screenshot(clip=box))
        if seen == expected:
            break
    return seen


@pytest.fixture
def show(open_page: OpenPage) -> Show:
    return Show(open_page(reduced_motion="reduce"))


def last_frame(clip: str, beat: int) -> int:
    return ENDS[clip][beat - 1] - 1


def test_each_beat_stops_on_its_last_frame_and_each_key_goes_on_through_the_list(
    show: Show,
) -> None:
    show.start()
    keys = iter(GO_ON * 2)
    for clip, ends in ENDS.items():
        for beat in range(1, len(ends) + 1):
            assert show.rests(clip, beat) == last_frame(clip, beat)
            show.press(next(keys))
    assert show.page.locator(".toast").text_content() == "This is the end"
    assert show.place == ("wave", 3, "rest")


def test_a_beat_runs_at_the_speed_of_the_film_and_waits_at_its_end(show: Show) -> None:
    show.start().wait_for("ramp", 1, "rest")
    took = show.page.evaluate("""async () => {
        const video = document.querySelector("#player video");
        const start = performance.now();
        document.querySelector("#screen").dispatchEvent(
            new KeyboardEvent("keydown", {key: "3", bubbles: true}));
        while (Player.place().state !== "rest") await new Promise(requestAnimationFrame);
        return (performance.now() - start) / 1000;
    }""")
    length = (ENDS["ramp"][2] - ENDS["ramp"][1]) / FPS
    assert length - 0.1 < took < length + 3  # a busy computer may take its time
    before = show.time
    show.page.wait_for_timeout(300)
    assert show.time == before


# A busy Chromium at times leaves a frame standing after a seek, unless somebody asks for frames:
# where the player cannot, the test does.
PAINT_ALL = """
    const video = document.querySelector("#player video");
    const ask = HTMLVideoElement.prototype.requestVideoFrameCallback;
    const look = () => ask.call(video, look);
    look();
"""
HARDSHIPS = {
    "a window that is hidden": f"""() => {{ {PAINT_ALL}
        HTMLVideoElement.prototype.requestVideoFrameCallback = () => 0;
    }}""",
    "an older browser": f"""() => {{ {PAINT_ALL}
        delete HTMLVideoElement.prototype.requestVideoFrameCallback;
    }}""",
    "a slow computer": """setInterval(() => {
        const end = performance.now() + 250; while (performance.now() < end);
    }, 300)""",
}


@pytest.mark.parametrize("hardship", HARDSHIPS)
def test_it_stops_on_the_last_frame_even_in(open_page: OpenPage, hardship: str) -> None:
    page = open_page()
    page.evaluate(HARDSHIPS[hardship])
    show = Show(page).start()
    show.video.evaluate("""video => {
        video.playbackRate = 1.5;
        video.addEventListener("ended", () => { window.hasEnded = true; });
    }""")
    assert show.rests("ramp", 1) == last_frame("ramp", 1)
    assert show.press("ArrowRight").rests("ramp", 2) == last_frame("ramp", 2)
    assert not page.evaluate("window.hasEnded")


def test_a_frame_that_was_under_way_before_a_jump_does_not_end_the_beat(show: Show) -> None:
    show.page.evaluate("""() => {
        const ask = HTMLVideoElement.prototype.requestVideoFrameCallback;
        HTMLVideoElement.prototype.requestVideoFrameCallback = function (tell) {
            window.tell = tell;
            return ask.call(this, tell);
        };
    }""")
    show.start().press("End").wait_for("ramp", 3, "rest")
    state = show.page.evaluate(
        """mediaTime => {
            const pressed = new KeyboardEvent("keydown", {key: "1", bubbles: true});
            document.getElementById("screen").dispatchEvent(pressed);
            window.tell(0, {mediaTime});
            return Player.place().state;
        }""",
        last_frame("ramp", 3) / FPS,
    )
    assert state == "run"
    assert show.rests("ramp", 1) == last_frame("ramp", 1)


def test_going_on_while_a_beat_runs_begins_the_next_but_never_skips_the_answer(show: Show) -> None:
    show.start().press("End").press("ArrowRight").wait_for("tent", 1, "rest")
    assert show.after("1", "ArrowRight") == ("tent", 2, "run", ENDS["tent"][0])
    assert show.after("2", "ArrowRight") == ("tent", 2, "rest", last_frame("tent", 2))
    assert show.rests("tent", 2) == last_frame("tent", 2)
    show.press("ArrowRight").wait_for("wave", 1, "rest")


def test_going_back_stands_on_the_end_of_the_beat_before_and_at_last_on_the_first_picture(
    show: Show,
) -> None:
    keys = iter(GO_BACK * 2)
    show.start().press("End").press("ArrowRight").press("End").wait_for("tent", 2, "rest")
    assert show.press(next(keys)).rests("tent", 1) == last_frame("tent", 1)
    assert show.press(next(keys)).wait_for("tent", 1, "begin").frame(0) == 0
    for beat in (3, 2, 1):
        assert show.press(next(keys)).rests("ramp", beat) == last_frame("ramp", beat)
    assert show.press(next(keys)).wait_for("ramp", 1, "begin").frame(0) == 0
    assert show.press(next(keys)).place == ("ramp", 1, "begin")
    assert show.page.locator(".toast").text_content() == "This is the beginning"
    assert show.press("ArrowRight").rests("ramp", 1) == last_frame("ramp", 1)


def test_home_end_and_digits_jump(show: Show) -> None:
    show.start()
    assert show.press("End").rests("ramp", 3) == last_frame("ramp", 3)
    assert show.press("Home").wait_for("ramp", 1, "begin").frame(0) == 0
    assert show.after("2") == ("ramp", 2, "run", ENDS["ramp"][0])
    assert show.rests("ramp", 2) == last_frame("ramp", 2)
    assert show.press("7").place == ("ramp", 2, "rest")
    assert show.page.locator(".toast").text_content() == "No beat 7: this clip has 3"


def test_r_repeats_the_beat(show: Show) -> None:
    show.start().press("2").wait_for("ramp", 2, "rest")
    assert show.after("r") == ("ramp", 2, "run", ENDS["ramp"][0])
    assert show.rests("ramp", 2) == last_frame("ramp", 2)


def test_l_loops_the_beat_until_the_show_goes_on(show: Show) -> None:
    show.start().wait_for("ramp", 1, "rest").press("l")
    turns = show.page.evaluate("""async () => {
        const video = document.querySelector("#player video");
        const times = [];
        const end = performance.now() + 1500;
        while (performance.now() < end) {
            times.push(video.currentTime);
            await new Promise(requestAnimationFrame);
        }
        return times;
    }""")
    assert sum(later < earlier for earlier, later in pairwise(turns)) >= 2
    assert max(turns) < (ENDS["ramp"][0] + 4) / FPS
    assert show.page.locator("[data-do=loop]").get_attribute("aria-pressed") == "true"
    assert show.press("ArrowRight").rests("ramp", 2) == last_frame("ramp", 2)
    assert show.page.locator("[data-do=loop]").get_attribute("aria-pressed") == "false"


def test_the_screen_is_blank_until_the_key_comes_again_or_the_show_goes_on(show: Show) -> None:
    show.start("wave").wait_for("wave", 1, "rest").after("1", "b")
    blank = show.page.locator(".blank")
    assert blank.is_visible()
    assert blank.bounding_box() == show.page.locator("#screen").bounding_box()
    assert show.video.evaluate("video => video.paused")
    show.press("b")
    assert not blank.is_visible()
    show.wait_for("wave", 1, "rest").press(".")
    show.press("c").press("+")  # neither lights it
    assert blank.is_visible()
    show.press("PageDown")  # lights it, and no more
    assert not blank.is_visible()
    assert show.place == ("wave", 1, "rest")
    assert show.press("PageDown").rests("wave", 2) == last_frame("wave", 2)


def test_it_begins_in_full_screen_f_changes_that_and_escape_leaves(show: Show) -> None:
    is_full = "Boolean(document.fullscreenElement)"
    show.start()
    show.page.wait_for_function(is_full)
    opacity = "element => Number(getComputedStyle(element).opacity)"
    assert show.page.locator(".bar .controls").first.evaluate(opacity) == 0
    assert show.page.locator(".bar .track").evaluate(opacity) == 1
    show.press("f").page.wait_for_function(f"!{is_full}")
    assert show.is_open
    show.press("f").page.wait_for_function(is_full)
    show.page.evaluate("document.exitFullscreen()")  # as the browser does when Escape is pressed
    show.page.wait_for_function("!Player.isOpen()")
    show.start().leave_full_screen().page.wait_for_function(f"!{is_full}")
    show.press("Escape").page.wait_for_function("!Player.isOpen()")
    show.page.wait_for_function("document.querySelector('#player video').paused")
    show.start().page.wait_for_function(is_full)
    show.page.evaluate("document.exitFullscreen().catch(() => {})")
    show.page.wait_for_function("!Player.isOpen()")
    show.page.wait_for_function("document.activeElement.id === 'present'")


def test_full_screen_may_begin_anew_before_the_page_is_told_that_it_had_ended(show: Show) -> None:
    frames = "new Promise(end => requestAnimationFrame(() => requestAnimationFrame(end)))"
    show.start().leave_full_screen().page.evaluate(frames)  # the page has been told of it
    show.page.evaluate("""() => {
        window.isFull = true;
        window.tell = () => document.dispatchEvent(new Event("fullscreenchange"));
        Object.defineProperty(document, "fullscreenElement", {
            get: () => (window.isFull ? document.body : null),
        });
        document.exitFullscreen = async () => { window.isFull = false; };
    }""")
    show.press("f").page.evaluate("isFull = true; tell()")  # late: it is on again
    show.page.evaluate(frames)
    assert show.is_open
    show.page.evaluate("isFull = false; tell()")  # now the browser ends it
    show.page.wait_for_function("!Player.isOpen()", timeout=20_000)


def test_the_keys_are_shown_and_escape_puts_them_away_before_it_leaves(show: Show) -> None:
    show.start().leave_full_screen().wait_for("ramp", 1, "rest").press("?")
    keys = show.page.locator(".keys")
    assert keys.is_visible()
    named = {name.lower() for name in keys.locator("kbd").all_text_contents()}
    assert {"space", "pagedown", "l", "r", "b", ".", "s", "f", "f5", "?", "escape"} <= named
    for key in ("ArrowRight", "3", "b", "Escape"):  # each but puts them away
        assert show.press(key).place == ("ramp", 1, "rest")
        assert not keys.is_visible()
        assert not show.page.locator(".blank").is_visible()
        show.press("?")
        assert keys.is_visible()
    show.press("Escape")
    assert show.is_open
    show.press("Escape").page.wait_for_function("!Player.isOpen()")


def test_f5_starts_and_does_not_load_the_page_again(show: Show) -> None:
    show.page.evaluate("""addEventListener("keydown", event => {
        window.isPrevented = event.defaultPrevented;
    })""")
    for _ in range(2):
        assert show.press("F5").rests("ramp", 1) == last_frame("ramp", 1)
        assert show.page.evaluate("window.isPrevented") is True
        show.press("End").press("ArrowRight").wait_for("tent", 1, "rest")
    show.leave_full_screen().press("Escape").page.wait_for_function("!Player.isOpen()")
    show.press("Control+Shift+F5")  # which browsers load a page anew by
    assert show.page.evaluate("window.isPrevented") is False


def test_speed_goes_from_three_quarters_to_one_and_a_half(show: Show) -> None:
    show.start().wait_for("ramp", 1, "rest")
    rate = "video => video.playbackRate"
    rates = []
    for key in ("-", "-", "+", "+", "+", "+"):
        rates.append(show.press(key).video.evaluate(rate))
    assert rates == [0.75, 0.75, 1, 1.25, 1.5, 1.5]
    show.press("End").press("ArrowRight").wait_for("tent", 1, "rest")
    assert show.video.evaluate(rate) == 1.5  # of the next clip too
    show.leave_full_screen().page.select_option("#speed", "0.75")
    assert show.video.evaluate(rate) == 0.75
    assert show.press("ArrowRight").rests("tent", 2) == last_frame("tent", 2)


def test_captions_stand_below_the_picture_and_c_gives_their_room_to_it(show: Show) -> None:
    caption = show.page.locator(".caption")
    show.start().leave_full_screen().wait_for("ramp", 1, "rest")
    assert caption.text_content() == "Beat 1 of ramp <b>& more</b>."
    show.press("End").press("ArrowRight").wait_for("tent", 1, "rest")
    assert caption.text_content() == "Beat 1 of tent <b>& more</b>."
    picture, words = box_of(show.video), box_of(caption)
    assert picture["y"] + picture["height"] <= words["y"] + 0.5
    show.press("c")
    assert box_of(show.video)["height"] >= picture["height"] + words["height"] - 1
    assert not caption.is_visible()
    show.press("c").press("ArrowRight").wait_for("tent", 2, "rest")
    assert caption.is_visible()
    assert caption.text_content() == "Beat 2 of tent <b>& more</b>."


def test_a_long_caption_is_shown_whole_in_two_large_lines_and_moves_nothing(show: Show) -> None:
    sentence = "A caption may be long, and then it breaks into two lines below the film. " * 2
    show.page.evaluate(
        """words => {
            const data = document.getElementById("data");
            Player.start(JSON.parse(data.textContent).map(film => ({
                ...film, beats: film.beats.map((beat, at) => at ? {...beat, caption: words} : beat),
            })));
        }""",
        sentence[:127],
    )
    show.leave_full_screen().wait_for("ramp", 1, "rest")
    caption, before = show.page.locator(".caption"), box_of(show.video)
    show.press("ArrowRight").wait_for("ramp", 2, "rest")
    assert caption.text_content() == sentence[:127]
    assert box_of(show.video) == before
    assert caption.evaluate("words => parseFloat(getComputedStyle(words).fontSize)") > 29


def test_nothing_of_the_bar_lies_over_film_or_caption_and_it_moves_nothing(show: Show) -> None:
    show.start().wait_for("ramp", 1, "rest")
    caption = show.page.locator(".caption")
    before = box_of(show.video), box_of(caption)
    show.page.mouse.move(300, 300)
    show.page.mouse.move(310, 310)
    show.page.wait_for_function("!document.querySelector('#screen').classList.contains('quiet')")
    show.press("+")
    assert (box_of(show.video), box_of(caption)) == before
    lowest = before[1]["y"] + before[1]["height"]
    toast = box_of(show.page.locator(".toast"))
    for button in show.page.locator(".bar button[data-do]").all():
        box = box_of(button)
        assert box["y"] >= lowest - 0.5
        assert box["x"] + box["width"] <= toast["x"] or toast["x"] + toast["width"] <= box["x"]
        assert (button.text_content() or "").strip()


def test_the_speeds_can_be_read_in_the_menu(show: Show) -> None:
    show.start()
    colours = show.page.locator("#speed option").first.evaluate(
        "option => [getComputedStyle(option).backgroundColor, getComputedStyle(option).color]"
    )
    ground, ink = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert ink - ground > 400  # light on dark


def test_the_browsers_back_leaves_the_show_and_not_the_page(show: Show) -> None:
    entries = "history.length"
    before = show.page.evaluate(entries)
    for _ in range(2):
        show.start().wait_for("ramp", 1, "rest").page.evaluate("history.back()")
        show.page.wait_for_function("!Player.isOpen() && !document.fullscreenElement")
        assert show.page.locator("h1").is_visible()
    show.start().leave_full_screen().press("Escape").page.wait_for_function("!history.state")
    for moment in ("", "await new Promise(told => dialog.addEventListener('close', told));"):
        show.start().leave_full_screen().page.evaluate(f"""async () => {{
            const dialog = document.getElementById("player");
            dialog.close();
            {moment}  // one show soon after the other
            Player.start([JSON.parse(document.getElementById("data").textContent)[1]]);
        }}""")
        show.wait_for("tent", 1, "rest").page.wait_for_function("history.state === 'show'")
        show.page.evaluate("history.back()")
        show.page.wait_for_function("!Player.isOpen() && !document.fullscreenElement")
    assert show.page.evaluate(entries) == before + 1


def test_a_finger_finds_its_buttons_below_the_film_at_all_times(open_page: OpenPage) -> None:
    phone = {"width": 390, "height": 844}
    page = open_page(viewport=phone, has_touch=True, is_mobile=True)
    show = Show(page).start()
    assert page.locator(".toast").text_content() == "Tap the film to go on"
    show.wait_for("ramp", 1, "rest")
    film = box_of(show.video)
    assert abs(film["y"] + film["height"] / 2 - phone["height"] / 2) < 100
    for name in ("back", "goOn", "leave"):
        button = page.locator(f"[data-do={name}]")
        box = box_of(button)
        assert button.evaluate("e => getComputedStyle(e.parentElement).opacity") == "1"
        assert min(box["width"], box["height"]) >= 44
        assert box["y"] >= film["y"] + film["height"]
    page.locator("[data-do=goOn]").tap()
    show.wait_for("ramp", 2, "rest").page.locator("[data-do=leave]").tap()
    page.wait_for_function("!Player.isOpen()")


def test_a_click_on_the_picture_goes_on_and_one_on_the_bar_leaves_space_to_go_on(
    show: Show,
) -> None:
    show.start().leave_full_screen().wait_for("ramp", 1, "rest")
    show.video.click(position={"x": 50, "y": 50})
    assert show.rests("ramp", 2) == last_frame("ramp", 2)
    show.page.locator(".track button").nth(0).click()
    assert show.rests("ramp", 1) == last_frame("ramp", 1)
    show.page.locator("[data-do=repeat]").click()
    show.wait_for("ramp", 1, "rest").press("Space")
    assert show.rests("ramp", 2) == last_frame("ramp", 2)


def test_a_control_that_has_the_focus_answers_to_enter_itself(show: Show) -> None:
    show.start().leave_full_screen().press("End").wait_for("ramp", 3, "rest")
    show.page.locator("[data-do=back]").focus()
    assert show.press("Enter").rests("ramp", 2) == last_frame("ramp", 2)


def test_the_bar_tells_where_the_show_is(show: Show) -> None:
    show.start().leave_full_screen().press("2").wait_for("ramp", 2, "rest")
    assert show.page.locator("#player h2").text_content() == "What is ramp?"
    told = show.page.locator("#player-beat").text_content()
    assert told == "Beat 2 of 3, waits. Clip 1 of 3"
    current = show.page.locator(".track [aria-current]")
    assert current.get_attribute("aria-label") == "2: Beat 2 of ramp <b>& more</b>."
    assert show.page.locator("#said").text_content() == "Beat 2 of ramp <b>& more</b>."


def open_speaker(show: Show) -> Page:
    with show.page.expect_popup() as opened:
        show.press("s")
    return opened.value


def test_the_speakers_window_follows(show: Show) -> None:
    show.start().wait_for("ramp", 1, "rest")
    speaker = open_speaker(show)
    video = speaker.locator("video")

    def told() -> tuple[Any, ...]:
        speaker.wait_for_function("!document.querySelector('video').seeking")
        names = ("h1", "#where", "#notes", "#upcoming")
        return tuple(speaker.locator(name).text_content() for name in names)

    first, second = (f"Beat {number} of ramp <b>& more</b>." for number in (1, 2))
    assert told() == ("What is ramp?", "Waits. Beat 1 of 3", first, second)
    assert frame_of(speaker, video, last_frame("ramp", 2)) == last_frame("ramp", 2)
    assert video.evaluate("video => [video.muted, video.paused]") == [True, True]
    show.press("End").wait_for("ramp", 3, "rest")
    assert told()[3] == "What is tent?"
    assert frame_of(speaker, video, last_frame("tent", 1)) == last_frame("tent", 1)
    assert speaker.locator("#clip").text_content() == "Clip 1 of 3"
    show.press("b")
    assert told()[1] == "The screen is blank. Beat 3 of 3"
    show.press("b").press("ArrowRight").wait_for("tent", 1, "rest")
    show.press("ArrowRight").press("ArrowRight").wait_for("tent", 2, "rest")
    assert speaker.locator("#on").is_enabled()
    show.press("ArrowRight").press("End").wait_for("wave", 3, "rest")
    assert speaker.locator("#on").is_disabled()
    assert speaker.locator("#upcoming").text_content() == "The end"
    assert not video.is_visible()


def test_the_keys_and_buttons_of_the_speakers_window_lead_the_show(show: Show) -> None:
    show.start().wait_for("ramp", 1, "rest")
    speaker = open_speaker(show)
    speaker.keyboard.press("PageDown")
    assert show.rests("ramp", 2) == last_frame("ramp", 2)
    speaker.click("text=Back")
    assert show.rests("ramp", 1) == last_frame("ramp", 1)
    speaker.click("text=Go on")
    assert show.rests("ramp", 2) == last_frame("ramp", 2)
    speaker.keyboard.press("F5")
    assert show.rests("ramp", 1) == last_frame("ramp", 1)
    assert speaker.locator("h1").is_visible()  # it was not loaded again
    speaker.keyboard.press("Escape")  # it ends no show by mistake
    assert show.is_open
    show.page.evaluate("document.getElementById('player').close()")
    speaker.locator("text=The show has ended").wait_for()


def test_the_speakers_window_tells_the_time(show: Show) -> None:
    show.page.clock.install()
    show.start()
    speaker = open_speaker(show)
    assert speaker.locator("#time b").text_content() == "0:00"
    show.page.clock.fast_forward(65_000)
    speaker.wait_for_function("document.querySelector('#time b').textContent.startsWith('1:0')")
    speaker.click("#reset")
    speaker.wait_for_function("document.querySelector('#time b').textContent === '0:00'")
    assert ":" in (speaker.locator("#clock").text_content() or "")


def test_the_speakers_window_goes_with_the_page(show: Show) -> None:
    show.start()
    speaker = open_speaker(show)
    with speaker.expect_event("close"):
        show.page.goto("about:blank")
