// In and out: the clip loops between two of its frames, both of them shown.
customElements.define("loop-range", class extends HTMLElement {
  connectedCallback() {
    this.player = this.closest(".reel").querySelector("clip-player");
    this.scrub = this.closest("frame-deck").querySelector(".scrub");
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.addEventListener("click", ({ target }) => this.mark(target.closest("[data-mark]")?.dataset.mark), { signal });
    this.player.addEventListener("frame", () => this.turnBack(), { signal });
    this.player.video.addEventListener("play", () => this.isBehind() && this.player.seek(this.in ?? 0), { signal });
    this.player.video.addEventListener("ended", () => this.turnBack(), { signal });
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  // A point behind the other one begins a new range.
  mark(what) {
    if (!what) return;
    if (what === "clear") this.in = this.out = undefined;
    else this[what] = this.player.meant;
    if (this.out <= this.in) this[what === "in" ? "out" : "in"] = undefined;
    this.player.video.loop = this.in === undefined && this.out === undefined;
    this.show();
  }

  isBehind = () => this.out !== undefined && this.player.shown >= this.out - 0.25 / this.player.fps;

  turnBack() {
    const { video } = this.player;
    if (video.loop || (video.paused && !video.ended) || video.seeking) return;
    if (!video.ended && !this.isBehind()) return;
    this.player.seek(this.in ?? 0);
    if (video.ended || video.paused) this.player.start();
  }

  show() {
    const { fps, video } = this.player;
    const percent = (seconds) => `${(seconds / (video.duration || 1)) * 100}%`;
    this.scrub.style.setProperty("--in", percent(this.in ?? 0));
    this.scrub.style.setProperty("--out", percent(this.out ?? video.duration));
    for (const what of ["in", "out"]) this.querySelector(`[data-mark=${what}]`).toggleAttribute("data-set", this[what] !== undefined);
    this.querySelector("[data-mark=clear]").hidden = video.loop;
    const whole = this.dataset.all;
    announce(video.loop ? whole : `${timecode(this.in ?? 0, fps)} – ${timecode(this.out ?? video.duration, fps)}`);
  }
});
