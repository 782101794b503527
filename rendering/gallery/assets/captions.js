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
