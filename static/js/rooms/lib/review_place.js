// What a review speaks of: the page's one player, or with others on one clock the pane that it names.
class ReviewPlace {
  constructor({ dataset: { pane } }) {
    this.pane = pane;
  }

  get player() {
    return this.pane ? this.onTheClock(document.querySelector("compare-room")) : player();
  }

  get frame() {
    return document.querySelector(this.pane ? `#${this.pane}:has(video)` : "main .reel:has(clip-player) .frame");
  }

  // The card of a take may have been drawn anew meanwhile: it is looked for each time.
  get ink() {
    return this.frame?.querySelector("frame-ink");
  }

  // A player whose places are the clip's own, whatever is left out of it; a shorter clip stands on its last picture.
  onTheClock(room) {
    const { clock, clips } = room;
    const clip = clips?.find(({ video }) => video.closest(".pane").id === this.pane);
    const shown = clip && Math.min(clock.onGrid(clock.time) + clip.trim, (clip.video.duration || Infinity) - 1 / clip.fps);
    return clip && {
      fps: clip.fps,
      shown,
      meant: shown,
      lacks: (seconds) => seconds < clip.trim - 0.5 / clip.fps,
      isStill: !clock.isWanted,
      stop: () => clock.isWanted && clock.stop(),
      seek: (seconds) => clock.stop(seconds - clip.trim),
      scrollIntoView: (how) => room.scrollIntoView(how),
    };
  }
}
