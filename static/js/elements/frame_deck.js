// The deck under a take's clip: run, step, position, timecode, speed, sound, full screen.
customElements.define("frame-deck", class extends HTMLElement {
  connectedCallback() {
    const reel = this.closest(".reel");
    this.player = reel.querySelector("clip-player");
    this.video = this.player.video;
    this.scrub = this.querySelector(".scrub");
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.video.controls = false;
    this.querySelector("select").value = this.video.playbackRate;
    this.addEventListener("click", ({ target }) => this.act(target.closest("[data-do]")?.dataset.do), { signal });
    this.querySelector("select").addEventListener("change", ({ target }) => (this.video.playbackRate = target.value), { signal });
    this.scrub.addEventListener("input", () => this.go(Number(this.scrub.value)), { signal });
    this.scrub.addEventListener("keydown", (event) => stepByArrow(event, this.player), { signal });
    this.video.addEventListener("click", () => this.player.toggle(), { signal });
    for (const type of ["play", "pause", "volumechange", "loadedmetadata"]) this.video.addEventListener(type, () => this.mark(), { signal });
    this.player.addEventListener("frame", () => this.tell(), { signal });
    this.mark();
  }

  disconnectedCallback() {
    this.gone.abort();
    this.video.controls = true;
  }

  act(what) {
    if (what === "play") this.player.toggle();
    else if (what === "back" || what === "on") this.player.step(what === "on" ? 1 : -1);
    else if (what === "sound") this.video.muted = !this.video.muted;
    else if (what === "full" && document.fullscreenElement) document.exitFullscreen();
    else if (what === "full") this.video.requestFullscreen?.().catch(() => {});
  }

  go(seconds) {
    this.video.pause();
    this.player.seek(Math.round(seconds * this.player.fps) / this.player.fps);
  }

  mark() {
    const { paused, muted, duration } = this.video;
    this.scrub.max = duration || this.dataset.length;
    this.querySelector("[data-do=play]").setAttribute("aria-pressed", String(!paused));
    this.querySelector("[data-do=sound]").setAttribute("aria-pressed", String(!muted));
    this.tell();
  }

  tell() {
    const { shown, fps } = this.player;
    const text = timecode(shown, fps);
    this.scrub.value = shown;
    this.scrub.style.setProperty("--done", `${(shown / this.scrub.max) * 100}%`);
    this.scrub.setAttribute("aria-valuetext", text);
    this.querySelector(".timecode").textContent = text;
  }
});
