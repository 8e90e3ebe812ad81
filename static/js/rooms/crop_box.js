// Shows the part of an image that the form's ratio and sliders mean, and moves it by hand; the sums are the server's too.
customElements.define("crop-box", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.frame = this.querySelector(".crop-frame");
    this.easel = this.querySelector(".easel");
    this.frame.hidden = false;
    this.asLastAsked();
    this.form.addEventListener("input", () => this.show());
    this.easel.addEventListener("pointerdown", (event) => this.hold(event));
    this.easel.addEventListener("pointermove", (event) => this.held && this.move(event));
    for (const end of ["pointerup", "pointercancel"]) this.easel.addEventListener(end, () => (this.held = undefined));
    this.show();
  }

  // The ratio that this tab's draft asks for stands first.
  asLastAsked() {
    if (new URLSearchParams(location.search).has("ratio") || this.form.querySelector("[role=alert]")) return;
    const pairs = draftStore.read(draftStore.key(this.dataset.user))?.pairs ?? [];
    const asked = pairs.find(([name]) => name.endsWith("ratio"))?.[1];
    const radio = [...this.form.elements.ratio].find(({ value }) => value === asked);
    if (radio) radio.checked = true;
  }

  // Percent of the whole image.
  part() {
    const { width, height } = this.dataset;
    const { ratio, size, across, down } = this.form.elements;
    const [w, h] = ratio.value.split(":").map(Number);
    const part = size.value / 100;
    const wide = Math.round(Math.min(width, (height * w) / h) * part);
    const high = Math.round(Math.min(height, (width * h) / w) * part);
    return { wide, high, left: (width - wide) * (across.value / 100), top: (height - high) * (down.value / 100) };
  }

  show() {
    const { wide, high, left, top } = this.part();
    const { width, height } = this.dataset;
    this.form.elements.result.value = `${wide} × ${high}`;
    const place = { left: left / width, top: top / height, width: wide / width, height: high / height };
    for (const [name, share] of Object.entries(place)) this.frame.style[name] = `${share * 100}%`;
  }

  hold(event) {
    const { across, down } = this.form.elements;
    this.held = { x: event.clientX, y: event.clientY, across: Number(across.value), down: Number(down.value) };
    this.easel.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  move(event) {
    const scale = this.dataset.width / this.easel.getBoundingClientRect().width;
    const { wide, high } = this.part();
    const { across, down } = this.form.elements;
    const moved = (from, by, room) => (room > 0 ? from + (by * scale * 100) / room : from);
    across.value = moved(this.held.across, event.clientX - this.held.x, this.dataset.width - wide);
    down.value = moved(this.held.down, event.clientY - this.held.y, this.dataset.height - high);
    this.show();
  }
});
