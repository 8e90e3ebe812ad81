// A clip loops, muted until somebody wants sound (remembered), and stands still for those who want calm.
// It knows which picture is on the screen and says so: `shown` is its media time, "frame" is told at each new one.
customElements.define("clip-player", class extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    this.fps = Number(this.dataset.fps) || 24;
    this.shown = this.video.currentTime;
    this.gone = new AbortController();
    const { signal } = this.gone;
    watchFrames(this.video, signal, (time) => {
      this.shown = time;
      if (!this.isStill || Math.abs(time - this.asked) < 0.6 / this.fps) this.asked = undefined;
      this.dispatchEvent(new Event("frame"));
    });
    this.video.addEventListener("play", () => (this.asked = undefined), { signal });
    this.video.muted = localStorage.getItem("sound") !== "on";
    this.video.addEventListener("volumechange", () => {
      if (!this.isOurs) localStorage.setItem("sound", this.video.muted ? "off" : "on");
      this.isOurs = false;
    }, { signal });
    if (isCalm()) return;
    this.video.autoplay = true;
    this.start();
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  // Sound without a click is often refused; a silent start never is.
  async start() {
    try {
      await this.video.play();
    } catch (error) {
      if (error.name !== "NotAllowedError" || this.video.muted) return;
      this.isOurs = this.video.muted = true;
      this.video.play().catch(() => {});
    }
  }

  get isStill() {
    return this.video.paused;
  }

  stop() {
    this.video.pause();
  }

  toggle() {
    if (this.isStill) this.start();
    else this.stop();
  }

  // The picture that is asked for by now: a busy screen shows it a moment later.
  get meant() {
    return this.asked ?? this.shown;
  }

  // The middle of a picture is sought: no rounding of a decoder turns it into its neighbour. A clip whose length is not
  // known yet begins there.
  seek(seconds) {
    const last = (this.video.duration || Infinity) - 0.5 / this.fps;
    const middle = Math.max(0, Math.min(seconds + 0.5 / this.fps, last));
    this.asked = middle - 0.5 / this.fps;
    this.video.currentTime = middle;
  }

  // Each quick press is one frame, shown or not.
  step(frames) {
    this.video.pause();
    this.seek(this.meant + frames / this.fps);
  }
});
