// A frame's place as people of film write it: HH:MM:SS:FF at the clip's own rate, no frame dropped.
const timecode = (seconds, fps) => {
  const rate = Math.max(1, Math.round(fps));
  const frame = Math.max(0, Math.round(seconds * fps));
  const whole = Math.floor(frame / rate);
  return [whole / 3600, (whole / 60) % 60, whole % 60, frame % rate].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
};

// Calls back with the media time of each picture that comes onto the screen, until the signal ends it.
const watchFrames = (video, signal, tell) => {
  if (!video.requestVideoFrameCallback) {
    for (const type of ["timeupdate", "seeked"]) video.addEventListener(type, () => tell(video.currentTime), { signal });
    return;
  }
  const next = (_, { mediaTime }) => {
    if (signal.aborted) return;
    tell(mediaTime);
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
};

// On a position's range an arrow is one frame, not a hundredth of the clip.
const stepByArrow = (event, player) => {
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  player.step(step);
};
