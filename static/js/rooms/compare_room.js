// The room in which clips play on one clock: run, step, position, speed. Its clips are the panes that have a video.
customElements.define("compare-room", class extends HTMLElement {
  async connectedCallback() {
    this.form = this.querySelector("form");
    const panes = [...this.querySelectorAll(".pane:has(video)")];
    this.clips = panes.map((pane) => ({ video: pane.querySelector("video"), fps: Number(pane.dataset.fps) || 24, trim: 0 }));
    if (!panes.length) return;
    const { at, speed } = this.form.elements;
    this.clock = new SyncClock(this.clips, Number(this.dataset.fps) || 24, () => this.tell());
    this.clock.rate = Number(speed.value);
    this.clock.held = Number(at.value);
    for (const [place, { video }] of this.clips.entries()) {
      video.controls = false;
      video.addEventListener("error", () => this.lose(panes[place]));
      video.addEventListener("click", () => this.toggle());
    }
    this.addEventListener("click", ({ target }) => this.act(target.closest("[data-do]")?.dataset.do));
    at.addEventListener("input", () => this.clock.stop(Number(at.value)));
    at.addEventListener("keydown", (event) => stepByArrow(event, this));
    speed.addEventListener("change", () => this.clock.run(Number(speed.value)));
    await Promise.all(this.clips.map(({ video }) => hasPicture(video)));
    this.clock.move(); // to where the address, or somebody meanwhile, wants it; what was started runs
  }

  disconnectedCallback() {
    this.clock?.stop();
  }

  lose(pane) {
    pane.querySelector(".lost").hidden = false;
    pane.querySelector("video").remove();
    this.clips.splice(this.clips.findIndex(({ video }) => !video.isConnected), 1);
  }

  trim(video, frames) {
    const clip = this.clips?.find((each) => each.video === video);
    if (!clip) return;
    clip.trim = frames / clip.fps;
    this.clock.move();
  }

  act(what) {
    if (what === "play") this.toggle();
    else if (what) this.step(what === "on" ? 1 : -1);
  }

  async toggle() {
    if (!this.clock) return;
    if (!this.clock.isWanted) return void this.clock.play();
    await this.clock.stop();
    this.settle();
  }

  async step(frames) {
    if (!this.clock) return;
    await this.clock.stop(this.clock.onGrid(this.clock.time) + frames / this.clock.fps);
    this.settle();
  }

  settle = () => this.form.dispatchEvent(new Event("settled"));

  tell() {
    const { time, length, last, fps, isWanted } = this.clock;
    const { at } = this.form.elements;
    const end = last < Infinity ? length : Math.max(length, time);
    const said = timecode(Math.min(time, end), fps);
    at.max = end || 1;
    at.value = Math.min(time, end);
    at.style.setProperty("--done", `${(time / (end || 1)) * 100}%`);
    at.setAttribute("aria-valuetext", said);
    this.querySelector("[data-time]").textContent = said;
    this.querySelector("[data-length]").textContent = timecode(length, fps);
    this.querySelector("[data-do=play]").setAttribute("aria-pressed", String(isWanted));
    this.dispatchEvent(new Event("frame"));
  }
});
