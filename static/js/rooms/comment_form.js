// A comment stands at the frame that is on the screen: typing stops the clip and takes its place, drawing too.
customElements.define("comment-form", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea");
    this.timed = this.querySelector("[data-timed]");
    this.pen = this.querySelector("[data-draw]");
    this.back = this.querySelector("[data-undo]");
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.text.addEventListener("input", () => this.pin(), { signal });
    this.timed.addEventListener("change", () => this.tell(), { signal });
    this.pen.addEventListener("click", () => this.draw(!this.ink.isDrawing), { signal });
    this.back.addEventListener("click", () => this.undo(), { signal });
    this.form.addEventListener("reset", () => this.forget(), { signal });
    document.addEventListener("drawn", () => this.tell(), { signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.ink?.isDrawing && this.draw(false), { signal });
    document.addEventListener("frame", () => this.follow(), { signal, capture: true });
    document.addEventListener("play", () => this.draw(false), { signal, capture: true });
    this.tell();
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  // The card of the take may have been drawn anew meanwhile: its player is looked for each time.
  get ink() {
    return document.querySelector("main .frame frame-ink");
  }

  pin() {
    if (this.moment !== undefined || !player()) return;
    player().video.pause();
    this.moment = player().shown;
    this.tell();
  }

  // One step further means that frame, until something is drawn on this one.
  follow() {
    if (this.moment !== undefined && player().video.paused && !this.ink?.strokes.length) this.moment = player().shown;
    this.tell();
  }

  draw(isOn) {
    if (!this.ink || this.ink.isDrawing === isOn) return;
    if (isOn) (this.pin(), player().scrollIntoView({ block: "nearest" }));
    if (isOn && this.ink.strokes.length) player().seek(this.moment);
    this.ink.toggleAttribute("data-drawing", isOn);
    this.pen.setAttribute("aria-pressed", String(isOn));
    this.ink.show(isOn || player().video.paused ? this.ink.strokes : []);
  }

  undo() {
    this.ink.strokes.pop();
    this.ink.show(this.ink.strokes);
    if (!this.ink.strokes.length) this.pen.focus();
    this.tell();
  }

  tell() {
    const strokes = this.ink?.strokes ?? [];
    const moment = this.moment ?? player()?.shown ?? 0;
    if (strokes.length) this.timed.checked = true;
    this.timed.disabled = strokes.length > 0;
    this.back.hidden = !strokes.length;
    this.querySelector("output").textContent = timecode(moment, Number(this.closest("take-review").dataset.fps));
    this.form.elements.at.value = this.timed.checked ? moment.toFixed(3) : "";
    this.form.elements.mark.value = strokes.length ? JSON.stringify(strokes) : "";
  }

  forget() {
    this.moment = undefined;
    if (this.ink) this.ink.strokes = [];
    this.draw(false);
    this.ink?.show([]);
    setTimeout(() => this.tell());
  }
});
