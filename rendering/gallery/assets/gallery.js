"use strict";

/* The page: the films by part, a filter, and what a click on one of them does. */
(() => {
  const films = JSON.parse(document.getElementById("data").textContent);
  const filter = document.getElementById("filter");
  const mine = document.getElementById("lecture");
  const articles = new Map();

  function clock(seconds) {
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }

  const seconds = (list) => list.reduce((sum, film) => sum + film.duration, 0);

  function counted(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
  }

  // --- what is shown -----------------------------------------------------------------------

  function addPart(title) {
    const part = document.getElementById("part-template").content.cloneNode(true).firstElementChild;
    part.querySelector("h2").textContent = title;
    document.getElementById("films").append(part);
    return part;
  }

  function addFilm(film, part) {
    const article = document.getElementById("film-template").content.cloneNode(true).firstElementChild;
    const find = (selector) => article.querySelector(selector);
    const video = find("video");
    article.id = film.clip;
    Object.assign(video, { src: film.film, poster: film.poster, width: film.width, height: film.height });
    video.setAttribute("aria-label", film.question);
    video.dataset.theme = film.theme;
    const caption = find("figcaption");
    const track = setCaptions(video, film.cues, (cue) => {
      // A long caption has several cues; below the film there is room for all of it.
      const said = cue && film.beats.findLast((beat) => beat.start <= cue.startTime);
      caption.textContent = said ? said.caption : "";
    });
    video.addEventListener("fullscreenchange", () => {
      track.mode = document.fullscreenElement ? "showing" : "hidden"; // nothing is below it then
    });
    video.addEventListener("play", () => {
      video.controls = true; // until then they would lie over the poster
      caption.hidden = false;
      pauseAll(video);
    });
    video.addEventListener("click", () => video.controls || play(video));
    find(".play").setAttribute("aria-label", `Play here: ${film.question}`);
    find(".play").addEventListener("click", () => {
      play(video);
      video.focus();
    });
    keepSeekable(video);
    find("h3").textContent = film.question;
    find(".answer").textContent = film.answer;
    find(".present").setAttribute("aria-label", `Present: ${film.question}`);
    find(".present").addEventListener("click", () => present([film]));
    const box = find(".choose input");
    box.setAttribute("aria-label", `In my lecture: ${film.question}`);
    box.addEventListener("change", noteChosen);
    find(".beats summary").textContent = `${counted(film.beats.length, "beat")}, ${clock(film.duration)}`;
    for (const beat of film.beats) addBeat(find(".beats ol"), video, beat, film.fps);
    find(".copy p").textContent = `With ${film.film}, ${film.poster} and ${film.captions} of this folder beside the page:`;
    [film.command, film.embed].forEach((text, index) => addCopy(article.querySelectorAll(".copy")[index], text));
    part.append(article);
    articles.set(film, article);
  }

  function addBeat(list, video, beat, fps) {
    const item = list.appendChild(document.createElement("li"));
    const button = item.appendChild(document.createElement("button"));
    const time = button.appendChild(document.createElement("time"));
    button.type = "button";
    time.textContent = clock(beat.start);
    button.append(beat.caption);
    button.addEventListener("click", () => {
      seekTo(video, (beat.first + 0.5) / fps);
      play(video);
      video.scrollIntoView({ block: "nearest" });
    });
  }

  function addCopy(place, text) {
    const button = place.querySelector("button");
    const name = button.textContent;
    place.querySelector("code").textContent = text;
    button.addEventListener("click", async () => {
      button.textContent = (await copy(text)) ? "Copied" : "Select it above";
      setTimeout(() => (button.textContent = name), 2000);
    });
  }

  /* From a web server without encryption browsers have no navigator.clipboard. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = text;
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  function pauseAll(but) {
    for (const video of document.querySelectorAll("main video")) if (video !== but) video.pause();
  }

  // --- which of them -----------------------------------------------------------------------

  const isShown = (film) => !articles.get(film).hidden;
  const boxOf = (film) => articles.get(film).querySelector(".choose input");

  /* Every word has to stand somewhere in what is said about the film or in it. */
  function applyFilter() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const [film, article] of articles) {
      const said = [film.clip, film.part, film.title, film.question, film.answer];
      const text = said.concat(film.beats.map((beat) => beat.caption)).join(" ").toLowerCase();
      article.hidden = !words.every((word) => text.includes(word));
    }
    for (const part of document.querySelectorAll(".part")) {
      part.hidden = !part.querySelector("article:not([hidden])");
    }
    const number = films.filter(isShown).length;
    const none = number ? `${number} of ${counted(films.length, "clip")}` : "No clip has all of these words.";
    document.getElementById("count").textContent = words.length ? none : "";
    nameList();
  }

  const chosen = () => films.filter((film) => boxOf(film).checked);

  function nameList() {
    const { length } = films.filter(isShown);
    const button = document.getElementById("present");
    const these = length > 1 ? `these ${length}` : length ? "this one" : "none";
    button.textContent = `Present ${length < films.length ? these : "all"}`;
    button.disabled = !length;
  }

  /* The choice stands in the address, so that a bookmark keeps it. */
  function noteChosen() {
    const names = chosen().map((film) => film.clip);
    history.replaceState(null, "", names.length ? `#lecture=${names.join(",")}` : "#");
    tellChosen();
  }

  function recallChosen() {
    const names = (location.hash.match(/^#lecture=(.*)$/) || ["", ""])[1].split(",");
    for (const film of films) boxOf(film).checked = names.includes(film.clip);
    tellChosen();
  }

  function tellChosen() {
    const list = chosen();
    mine.hidden = !list.length;
    mine.querySelector("p").textContent = `My lecture: ${counted(list.length, "clip")}, ${clock(seconds(list))}`;
  }

  function clear() {
    for (const film of chosen()) boxOf(film).checked = false;
    noteChosen();
    document.getElementById("present").focus();
  }

  function present(list) {
    pauseAll();
    if (list.length) Player.start(list);
  }

  // --- all together ------------------------------------------------------------------------

  let part = null;
  films.forEach((film, index) => {
    if (!index || films[index - 1].part !== film.part) part = addPart(film.part);
    addFilm(film, part);
  });
  const minutes = Math.max(1, Math.round(seconds(films) / 60));
  document.getElementById("lead").textContent =
    `${counted(films.length, "short film")}, ${counted(minutes, "minute")}. Each answers one question.`;
  filter.addEventListener("input", applyFilter);
  document.getElementById("present").addEventListener("click", () => present(films.filter(isShown)));
  mine.querySelector(".strong").addEventListener("click", () => present(chosen()));
  mine.querySelector("button:last-child").addEventListener("click", clear);
  window.addEventListener("hashchange", recallChosen);
  document.addEventListener("keydown", (event) => {
    // What the start button of a clicker sends; Ctrl+R still loads the page anew.
    if (event.key === "F5" && !event.ctrlKey && !event.metaKey && !Player.isOpen()) {
      event.preventDefault();
      present(chosen().length ? chosen() : films.filter(isShown));
    }
  });
  nameList();
  recallChosen();
})();
