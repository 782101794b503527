"use strict";

/* The speaker's window: what to say now, what comes next, and the time.

   It is written by this page into an empty window, which has the page's own origin. (A page of
   its own would be a stranger to this one when both come from disk.) */
const Speaker = (() => {
  const BODY = `
    <main class="speaker">
      <header><p id="time"><b></b> <span>elapsed</span></p><p id="clock"></p>
        <button id="reset" type="button">Set to 0:00</button></header>
      <section class="now"><h1></h1><p id="where"></p><p id="notes"></p></section>
      <section class="next"><h2>Next</h2><video muted playsinline preload="auto" tabindex="-1"></video>
        <p id="upcoming"></p></section>
      <footer><button id="back" type="button">Back</button>
        <button id="on" class="strong" type="button">Go on</button></footer>
    </main>`;
  let view = null;
  let zero = 0; // when the time began
  let last = null; // what was shown last

  const isOpen = () => Boolean(view && !view.closed);
  const find = (selector) => view.document.querySelector(selector);

  function open() {
    if (isOpen()) {
      view.focus();
      return true;
    }
    view = window.open("", "", "popup,width=960,height=640");
    if (!view) return false;
    const page = view.document;
    page.documentElement.lang = "en";
    page.title = "Speaker's window";
    for (const style of document.querySelectorAll("style, link[rel=stylesheet]")) {
      const copy = page.importNode(style, true);
      if (copy.href) copy.href = style.href; // the whole address
      page.head.append(copy);
    }
    page.body.innerHTML = BODY;
    find("#reset").addEventListener("click", () => tick((zero = Date.now())));
    find("#back").addEventListener("click", () => press("ArrowLeft"));
    find("#on").addEventListener("click", () => press("ArrowRight"));
    view.addEventListener("keydown", Player.key);
    view.setInterval(tick, 250);
    last = null;
    keepSeekable(find("video"));
    keepPainted(find("video"));
    update(Player.place());
    tick();
    return true;
  }

  function press(key) {
    Player.key(new KeyboardEvent("keydown", { key }));
  }

  function tick() {
    if (!isOpen() || !zero) return;
    const seconds = Math.floor((Date.now() - zero) / 1000);
    find("#time b").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    find("#clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }

  function update(place) {
    if (!zero) zero = place.started;
    if (!isOpen()) return;
    const { clip, beat, state, next } = place;
    const does = place.isBlank ? "The screen is blank" : place.looping ? "Loops" : state === "run" ? "Runs" : "Waits";
    find("h1").textContent = clip.question;
    find("#where").textContent = `${does}. ${state === "begin" ? "Before beat 1" : `Beat ${beat + 1}`} of ${clip.beats.length}`;
    find("#notes").textContent = state === "begin" ? "" : clip.beats[beat].caption;
    find("#upcoming").textContent =
      !next ? "The end" : next.clip === clip ? clip.beats[next.beat].caption : next.clip.question;
    showNext(next);
  }

  /* The picture at the end of the next beat. */
  function showNext(next) {
    const video = find("video");
    const key = next && `${next.clip.film}/${next.beat}`;
    if (key === last) return;
    last = key;
    video.hidden = !next;
    if (!next) return;
    const film = new URL(next.clip.film, document.baseURI).href;
    if (video.dataset.film !== film) video.src = video.dataset.film = film;
    seekTo(video, (next.clip.beats[next.beat].last + 0.5) / next.clip.fps);
    video.setAttribute("aria-label", "The picture at the end of the next beat");
  }

  function end() {
    zero = 0;
    if (isOpen()) find("#where").textContent = "The show has ended";
  }

  window.addEventListener("pagehide", () => isOpen() && view.close());

  return { open, update, end };
})();
