"use strict";

/* Captions of a video, given as [start, end, text]: files of captions are blocked from disk.
   The track is hidden, lest it cover the picture: `change` gets the cue that it is time for, if any. */
function setCaptions(video, cues, change) {
  const track = video.textTracks[0] || video.addTextTrack("captions", "English", "en");
  track.mode = "hidden";
  for (const cue of [...track.cues]) track.removeCue(cue);
  for (const [start, end, text] of cues) {
    // What stands in a cue is markup; these are plain words.
    track.addCue(new VTTCue(start, end, text.replace(/&/g, "&amp;").replace(/</g, "&lt;")));
  }
  track.oncuechange = () => change(track.activeCues[0]);
  return track;
}

/* A film that is told to pause before it has begun is no error. */
function play(video) {
  video.play().catch(() => {});
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
    if (!paused) play(video);
  });
}

/* A busy Chromium at times leaves the old picture standing after a seek, unless frames are asked for. */
function keepPainted(video) {
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(() => keepPainted(video));
}
