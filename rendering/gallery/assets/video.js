"use strict";

/* Captions of a video, given as [start, end, text]: files of captions are blocked from disk. */
function setCaptions(video, cues) {
  let track = video.textTracks[0];
  if (!track) {
    track = video.addTextTrack("captions", "English", "en");
    track.mode = "showing";
  }
  for (const cue of [...(track.cues || [])]) track.removeCue(cue);
  for (const [start, end, text] of cues) {
    const cue = new VTTCue(start, end, text);
    // What stands in a cue is markup; these are plain words.
    cue.text = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    track.addCue(cue);
  }
}

/* Go to a time, and be ready to go there again once the film can be sought in. */
function seekTo(video, seconds) {
  video.wanted = seconds;
  video.currentTime = seconds;
}

/* Some plain web servers send no parts of a file, and leave no way to seek in a film: then it is
   fetched as a whole, before it plays. */
function keepSeekable(video) {
  video.addEventListener("loadedmetadata", async () => {
    const { src, paused } = video;
    if (!src.startsWith("http") || (video.seekable.length && video.seekable.end(0) > 0)) return;
    video.pause();
    const whole = await fetch(src).then((answer) => answer.blob(), () => null);
    if (!whole || video.src !== src) return;
    video.src = URL.createObjectURL(whole);
    video.addEventListener("loadedmetadata", () => URL.revokeObjectURL(video.src), { once: true });
    video.currentTime = video.wanted || 0;
    if (!paused) video.play();
  });
}
