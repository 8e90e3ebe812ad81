// Several takes chosen at once: by their boxes, by "x", a row of them with Shift; a tile that replaces itself stays chosen.
customElements.define("pick-many", class extends HTMLElement {
  connectedCallback() {
    this.chosen = new Set();
    this.addEventListener("click", (event) => event.target.name === "g" && this.reach(event.target, event.shiftKey));
    this.addEventListener("change", ({ target }) => target.name === "g" && this.count());
    this.addEventListener("reset", () => setTimeout(() => this.count()));
    this.addEventListener("keydown", (event) => this.press(event));
    // What only the buttons that post need stays out of the addresses that the others open.
    this.addEventListener("submit", ({ submitter }) => (this.isPlain = submitter?.formMethod !== "post"));
    this.addEventListener("formdata", ({ formData }) => this.isPlain && this.strip(formData));
    document.addEventListener("htmx:afterSettle", this.settled = () => this.restore());
    this.restore();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:afterSettle", this.settled);
  }

  strip(formData) {
    this.isPlain = false;
    for (const name of ["here", "tags"]) formData.delete(name);
  }

  boxes() {
    return [...this.querySelectorAll("[name=g]")];
  }

  reach(box, isRow) {
    const boxes = this.boxes();
    const last = boxes.findIndex(({ value }) => value === this.last); // its tile may have been drawn anew
    const [from, to] = [last, boxes.indexOf(box)].sort((a, b) => a - b);
    if (isRow && from >= 0) for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
    this.last = box.value;
    this.count();
  }

  press(event) {
    const tile = event.target.closest(".tile");
    if (!tile || event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    tile.querySelector("[name=g]").click();
  }

  restore() {
    for (const box of this.boxes()) box.checked ||= this.chosen.has(box.value);
    this.count();
  }

  count() {
    const chosen = this.boxes().filter((box) => box.checked);
    this.chosen = new Set(chosen.map((box) => box.value));
    const word = this.querySelector(".picked-count");
    if (!word) return;
    word.textContent = chosen.length === 1 ? word.dataset.one : word.dataset.many.replace("%s", chosen.length);
    for (const button of this.querySelectorAll("[data-least]")) {
      button.disabled = chosen.length < button.dataset.least || chosen.length > button.dataset.most;
      button.title = button.disabled ? button.dataset.why : "";
    }
  }
});
