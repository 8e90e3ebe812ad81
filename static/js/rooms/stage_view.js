// The stage answers a presenter's keys, those of a clicker too: next, previous, play, blank, full screen, rehearse.
const STAGE_KEYS = {
  PageDown: "next", ArrowRight: "next", n: "next",
  PageUp: "previous", ArrowLeft: "previous", p: "previous",
  b: "blank", ".": "blank", f: "full", r: "rehearse",
};
customElements.define("stage-view", class extends HTMLElement {
  connectedCallback() {
    this.gone = new AbortController();
    document.addEventListener("keydown", (event) => this.key(event), { capture: true, signal: this.gone.signal });
    this.addEventListener("click", ({ target }) => this.click(target));
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  key(event) {
    const { key, ctrlKey, metaKey, altKey, isComposing, repeat, target } = event;
    const what = STAGE_KEYS[key.length === 1 ? key.toLowerCase() : key];
    if (!what || ctrlKey || metaKey || altKey || isComposing || isTyping(target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (!repeat) this.act(what);
  }

  click(target) {
    if (this.isBlank || target.closest("video")) return this.act(this.isBlank ? "blank" : "play");
    this.act(target.closest("[data-do]")?.dataset.do);
  }

  act(what) {
    if (what === "next" || what === "previous") this.go(what === "next" ? "next" : "prev");
    else if (what === "rehearse") this.rehearse();
    else if (what === "blank") this.blank(!this.isBlank);
    else if (what === "play") this.querySelector("clip-player")?.toggle();
    else if (what === "keys") document.getElementById("shortcuts").showModal();
    else if (what === "full" && document.fullscreenElement) document.exitFullscreen();
    else if (what === "full") document.documentElement.requestFullscreen?.().catch(() => {});
  }

  // In place: a page of its own would end the full screen.
  go(where) {
    this.blank(false);
    this.querySelector(`[rel=${where}]`)?.click();
  }

  rehearse() {
    this.blank(false);
    this.querySelector("[data-restart]")?.requestSubmit();
  }

  get isBlank() {
    return this.hasAttribute("data-blank");
  }

  // What nobody sees is not played on.
  blank(wanted) {
    if (wanted === this.isBlank) return;
    this.toggleAttribute("data-blank", wanted);
    const player = this.querySelector("clip-player");
    if (wanted) player?.video.pause();
    else if (!isCalm()) player?.start();
  }
});
