// The line between two clips that lie on each other: drawn by hand or moved by arrows, in percent from the left.
customElements.define("compare-wipe", class extends HTMLElement {
  connectedCallback() {
    this.screens = this.closest(".screens");
    this.field = this.closest("compare-room").querySelector("[name=split]");
    this.move(Number(this.field.value));
    this.addEventListener("keydown", (event) => this.key(event));
    this.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      this.focus();
      this.setPointerCapture(event.pointerId);
    });
    this.addEventListener("pointermove", (event) => this.hasPointerCapture(event.pointerId) && this.follow(event.clientX));
    this.addEventListener("lostpointercapture", () => this.settle());
  }

  follow(x) {
    const { left, width } = this.screens.getBoundingClientRect();
    this.move(((x - left) / width) * 100);
  }

  key(event) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -100, End: 100 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.move(Number(this.field.value) + step);
    this.settle();
  }

  move(percent) {
    const place = Math.round(Math.min(100, Math.max(0, percent)) * 10) / 10;
    this.field.value = place;
    this.screens.style.setProperty("--split", `${place}%`);
    this.setAttribute("aria-valuenow", place);
    this.setAttribute("aria-valuetext", `${Math.round(place)} %`);
  }

  settle = () => this.field.form.dispatchEvent(new Event("settled"));
});
