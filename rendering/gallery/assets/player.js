"use strict";

/* The presenter's player. It runs to the end of a beat, stands on its last frame, and waits.

   It is in one of three states: it stands on the first picture of a clip ("begin"), runs through
   a beat ("run"), or stands on the last frame of one ("rest"). All places are whole frames, and a
   seek goes to the middle of one, where no rounding error can lead to its neighbour. */
const Player = (() => {
  const dialog = document.getElementById("player");
  const screen = document.getElementById("screen");
  const video = dialog.querySelector("video");
  const speed = document.getElementById("speed");
  const [bar, caption, blank, help, toast] =
    ["bar", "caption", "blank", "keys", "toast"].map((name) => dialog.querySelector(`.${name}`));
  const QUIET_AFTER = 2500; // milliseconds without the mouse, in full screen
  const LATE = 1.5; // frames after the last one, when a hidden window has seen none of them

  let list = [];
  let at = 0; // which clip of the list
  let beat = 0; // which beat of the clip
  let state = "begin";
  let looping = false;
  let opener = null; // what had the focus before
  let started = 0; // when, in milliseconds
  let isGoingBack = false; // in the browser's history
  let exits = 0;
  let endsFullScreen = false; // by our own doing; where the browser ends it, Escape was pressed

  const clip = () => list[at];
  const beats = () => clip().beats;

  // --- from beat to beat -------------------------------------------------------------------

  function load(index) {
    at = index;
    video.src = clip().film;
    video.style.setProperty("--ratio", clip().width / clip().height);
    rate(Number(speed.value));
    dialog.dataset.theme = clip().theme;
    const track = dialog.querySelector(".track");
    track.replaceChildren(
      ...beats().map((one, number) => {
        const item = document.createElement("li");
        const button = item.appendChild(document.createElement("button"));
        button.title = `${number + 1}: ${one.caption}`;
        button.setAttribute("aria-label", button.title);
        button.addEventListener("click", () => move(() => run(number)));
        item.style.flexGrow = one.end - one.start;
        return item;
      })
    );
  }

  function seek(frame) {
    seekTo(video, (frame + 0.5) / clip().fps);
  }

  function stand(newState, number, frame) {
    state = newState;
    beat = number;
    video.pause();
    seek(frame);
    update();
  }

  const begin = () => stand("begin", 0, 0);
  const rest = (number) => stand("rest", number, beats()[number].last);

  /* Without `fromStart` the picture goes on from where it stands, the end of the beat before. */
  function run(number, fromStart = true) {
    state = "run";
    beat = number;
    if (fromStart) seek(beats()[number].first);
    play(video);
    update();
  }

  function goOn() {
    const isLast = beat + 1 === beats().length;
    if (state === "begin") run(0);
    else if (!isLast) run(beat + 1, state === "run");
    else if (state === "run") rest(beat); // the answer is never skipped
    else if (at + 1 < list.length) change(at + 1, () => run(0));
    else say("This is the end");
  }

  function back() {
    if (beat > 0) rest(beat - 1);
    else if (state !== "begin") begin();
    else if (at > 0) change(at - 1, () => rest(beats().length - 1));
    else say("This is the beginning");
  }

  function jump(number) {
    if (number <= beats().length) run(number - 1);
    else say(`No beat ${number}: this clip has ${beats().length}`);
  }

  function change(index, then) {
    load(index);
    then();
  }

  function arrive() {
    if (looping) seek(beats()[beat].first);
    else rest(beat);
  }

  /* Frames may be dropped, and one that was seen before a seek may still be told of: what is
     seen while seeking does not count, and a frame too many is gone back on. */
  function follow(time) {
    if (state !== "run" || video.seeking) return;
    if (Math.floor(time * clip().fps + 0.01) >= beats()[beat].last) arrive();
  }

  function watch() {
    const again = (time) => {
      if (!dialog.open) return;
      follow(time);
      fill(time);
      watch();
    };
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback((_, { mediaTime }) => again(mediaTime));
    else requestAnimationFrame(() => again(video.currentTime));
  }

  keepSeekable(video);
  video.addEventListener("timeupdate", () => follow(video.currentTime - LATE / clip().fps));
  video.addEventListener("ended", () => follow(Infinity));
  video.addEventListener("error", () => list.length && say(`${clip().film} cannot be played here`));

  // --- what the keys do --------------------------------------------------------------------

  const moves = {
    goOn,
    back,
    repeat: () => run(beat),
    home: begin,
    end: () => rest(beats().length - 1),
    start: () => change(0, () => run(0)),
    loop(wasLooping) {
      if (video.paused) run(beat);
      looping = !wasLooping;
      say(looping ? "Loop: until you go on" : "Loop ends");
    },
  };

  /* Whatever moves the show ends a loop; a blank screen it lights, and no more. */
  function move(how) {
    if (!blank.hidden) return perform("blank");
    const wasLooping = looping;
    looping = false;
    how(wasLooping);
    update();
  }

  const switches = {
    blank() {
      if (blank.hidden) video.pause();
      else if (state === "run") play(video);
      show(blank, blank.hidden);
    },
    captions() {
      show(caption, caption.hidden);
      say(`Captions ${caption.hidden ? "off" : "on"}`);
    },
    slower: () => step(-1),
    faster: () => step(1),
    speaker() {
      endsFullScreen = true; // some browsers do, where a window opens
      setTimeout(() => (endsFullScreen = false), 1000);
      say(Speaker.open() ? "Speaker's window opened: F for full screen" : "Allow pop-up windows for this page, then try again");
    },
    fullScreen() {
      if (document.fullscreenElement) leaveFullScreen();
      else enterFullScreen();
    },
    keys() {
      show(help, help.hidden);
      (help.hidden ? screen : help).focus();
    },
    leave: () => dialog.close(),
  };

  function step(by) {
    speed.selectedIndex = Math.min(Math.max(speed.selectedIndex + by, 0), speed.length - 1);
    rate(Number(speed.value));
    say(`${speed.value}×`);
  }

  function rate(value) {
    video.defaultPlaybackRate = video.playbackRate = value;
  }

  const KEYS = {
    goOn: ["ArrowRight", "ArrowDown", " ", "PageDown", "n", "Enter"],
    back: ["ArrowLeft", "ArrowUp", "PageUp", "p"],
    home: ["Home"],
    end: ["End"],
    repeat: ["r"],
    loop: ["l"],
    blank: ["b", "."],
    captions: ["c"],
    slower: ["-", "<"],
    faster: ["+", "=", ">"],
    speaker: ["s"],
    fullScreen: ["f"],
    keys: ["?"],
    start: ["F5"],
  };
  const named = new Map(Object.entries(KEYS).flatMap(([name, keys]) => keys.map((key) => [key, name])));

  function perform(name) {
    if (name in moves) move(moves[name]);
    else switches[name]();
    update();
  }

  /* Here and in the speaker's window. What a control does with a key of its own, it does. */
  function key(event) {
    if (!dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const { tagName } = event.target || {};
    if (tagName === "SELECT" || (tagName === "BUTTON" && [" ", "Enter"].includes(pressed))) return;
    const isDigit = /^[1-9]$/.test(pressed);
    if (!isDigit && !named.has(pressed)) return;
    event.preventDefault();
    if (!help.hidden) perform("keys");
    else if (isDigit) move(() => jump(Number(pressed)));
    else perform(named.get(pressed));
  }

  // --- what is seen ------------------------------------------------------------------------

  function show(element, isShown) {
    element.hidden = !isShown;
  }

  function fill(time) {
    const { start, end } = beats()[beat];
    const share = state === "run" ? (time - start) / (end - start) : state === "rest" ? 1 : 0;
    bar.querySelector(".track").style.setProperty("--share", Math.min(Math.max(share, 0), 1));
  }

  function update() {
    const { question } = clip();
    dialog.querySelector("h2").textContent = question;
    const waits = looping ? "loops" : state === "run" ? "runs" : "waits";
    document.getElementById("player-beat").textContent =
      `${state === "begin" ? "Before beat 1" : `Beat ${beat + 1}`} of ${beats().length}, ${waits}` +
      (list.length > 1 ? `. Clip ${at + 1} of ${list.length}` : "");
    const words = state === "begin" ? question : beats()[beat].caption;
    document.getElementById("said").textContent = caption.textContent = words;
    bar.querySelectorAll(".track li").forEach((item, number) => {
      item.dataset.is = number < beat ? "done" : number > beat ? "to-come" : "now";
      item.firstElementChild.toggleAttribute("aria-current", number === beat);
    });
    fill(video.currentTime);
    const pressed = { loop: looping, captions: !caption.hidden, keys: !help.hidden };
    for (const [name, value] of Object.entries(pressed)) {
      bar.querySelector(`[data-do=${name}]`).setAttribute("aria-pressed", value);
    }
    Speaker.update(place());
  }

  /* Where the show is, for the speaker's window. */
  function place() {
    const next =
      state === "begin" ? { clip: clip(), beat: 0 }
      : beat + 1 < beats().length ? { clip: clip(), beat: beat + 1 }
      : at + 1 < list.length ? { clip: list[at + 1], beat: 0 }
      : null;
    return { clip: clip(), beat, state, looping, isBlank: !blank.hidden, next, started, number: at + 1, clips: list.length };
  }

  let toastTimer = 0;
  function say(text) {
    toast.textContent = text;
    show(toast, true);
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => show(toast, false), 2000);
  }

  let quietTimer = 0;
  function wake() {
    screen.classList.remove("quiet");
    clearTimeout(quietTimer);
    quietTimer = setTimeout(() => screen.classList.add("quiet"), QUIET_AFTER);
  }

  // --- opening and leaving -----------------------------------------------------------------

  function enterFullScreen() {
    if (screen.requestFullscreen) screen.requestFullscreen().catch(() => {}); // not allowed here
  }

  function leaveFullScreen() {
    if (!document.fullscreenElement) return; // it may have ended without having told so yet
    endsFullScreen = true;
    const mine = (exits += 1);
    const over = () => mine === exits && (endsFullScreen = false);
    // It may just have ended. Its event may come after full screen has begun anew, and tells no end.
    document.exitFullscreen().catch(() => {}).then(() => requestAnimationFrame(over));
  }

  /* The browser's Back leaves the show, not the page: a show is a place in the history. */
  function enterHistory() {
    if (!isGoingBack && history.state !== "show") history.pushState("show", "");
  }

  function leaveHistory() {
    if (history.state !== "show") return;
    isGoingBack = true; // until the browser tells of it, when another show may have begun
    history.back();
  }

  window.addEventListener("popstate", () => {
    const wasAsked = isGoingBack;
    isGoingBack = false;
    if (dialog.open && wasAsked) enterHistory();
    else dialog.close();
  });

  function start(films) {
    opener = document.activeElement;
    list = films;
    started = Date.now();
    looping = false;
    dialog.showModal();
    screen.focus();
    enterFullScreen();
    enterHistory();
    change(0, () => run(0));
    watch();
    screen.classList.add("quiet");
    say(matchMedia("(pointer: coarse)").matches ? "Tap the film to go on" : "→ goes on, ? shows all keys");
  }

  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement) return;
    if (!endsFullScreen) dialog.close();
    endsFullScreen = false;
  });
  dialog.addEventListener("cancel", (event) => {
    if (help.hidden) return;
    event.preventDefault();
    perform("keys");
  });
  dialog.addEventListener("close", () => {
    if (dialog.open) return; // it has been opened again meanwhile
    state = "begin";
    video.pause();
    show(blank, false);
    show(help, false);
    show(toast, false);
    leaveFullScreen();
    leaveHistory();
    Speaker.end();
    if (opener) opener.focus();
  });
  dialog.addEventListener("keydown", key);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.dataset.do) perform(button.dataset.do);
    // After a click of the mouse, Space goes on again.
    if (button && event.detail && dialog.open && help.hidden) screen.focus();
  });
  dialog.querySelector(".picture").addEventListener("click", () => move(goOn));
  blank.addEventListener("click", () => perform("blank"));
  help.addEventListener("click", () => perform("keys"));
  speed.addEventListener("change", () => {
    rate(Number(speed.value));
    screen.focus();
  });
  screen.addEventListener("pointermove", wake);

  return { start, key, isOpen: () => dialog.open, place };
})();
