// A comment stands at the frame that is on the screen: typing stops the clip and takes its place, drawing too.
customElements.define("comment-form", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.review = this.closest("take-review");
    this.place = new ReviewPlace(this.review);
    this.text = this.querySelector("textarea");
    this.timed = this.querySelector("[data-timed]");
    this.pen = this.querySelector("[data-draw]");
    this.back = this.querySelector("[data-undo]");
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.addEventListener("focusin", () => (this.constructor.latest = this), { signal });
    this.text.addEventListener("input", () => this.pin(), { signal });
    this.timed.addEventListener("change", () => this.tell(), { signal });
    this.pen.addEventListener("click", () => this.draw(!this.place.ink.isDrawing), { signal });
    this.back.addEventListener("click", () => this.undo(), { signal });
    this.form.addEventListener("reset", () => this.forget(), { signal });
    document.addEventListener("drawn", () => this.tell(), { signal });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.place.ink?.isDrawing && this.draw(false), { signal });
    document.addEventListener("frame", () => this.follow(), { signal, capture: true });
    document.addEventListener("play", () => this.draw(false), { signal, capture: true });
    this.tell();
  }

  disconnectedCallback() {
    this.gone.abort();
  }

  pin() {
    if (this.moment !== undefined || !this.place.player) return;
    this.place.player.stop();
    this.moment = this.place.player.meant;
    this.tell();
  }

  // One step further means that frame, until something is drawn on this one. Of several forms that of the last touched.
  follow() {
    if (this.constructor.latest === this && this.moment !== undefined && this.place.player?.isStill && !this.place.ink?.strokes.length) this.moment = this.place.player.meant;
    this.tell();
  }

  draw(isOn) {
    if (!this.place.ink || this.place.ink.isDrawing === isOn) return;
    if (isOn) for (const other of document.querySelectorAll("comment-form")) other.draw(false);
    if (isOn) (this.pin(), this.place.player.scrollIntoView({ block: "nearest" }));
    if (isOn && this.place.ink.strokes.length) this.place.player.seek(this.moment);
    this.place.ink.toggleAttribute("data-drawing", isOn);
    this.pen.setAttribute("aria-pressed", String(isOn));
    this.place.ink.show(isOn || this.place.player?.isStill ? this.place.ink.strokes : []);
  }

  undo() {
    this.place.ink.strokes.pop();
    this.place.ink.show(this.place.ink.strokes);
    if (!this.place.ink.strokes.length) this.pen.focus();
    this.tell();
  }

  tell() {
    const strokes = this.place.ink?.strokes ?? [];
    const moment = this.moment ?? this.place.player?.shown ?? 0;
    if (strokes.length) this.timed.checked = true;
    this.timed.disabled = strokes.length > 0;
    this.back.hidden = !strokes.length;
    this.querySelector("output").textContent = timecode(moment, Number(this.review.dataset.fps));
    this.form.elements.at.value = this.timed.checked ? moment.toFixed(3) : "";
    this.form.elements.mark.value = strokes.length ? JSON.stringify(strokes) : "";
  }

  forget() {
    this.moment = undefined;
    if (this.place.ink) this.place.ink.strokes = [];
    this.draw(false);
    this.place.ink?.show([]);
    setTimeout(() => this.tell());
  }
});
