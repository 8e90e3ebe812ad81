// A list put in order by drag, and by each item's buttons for those who don't drag.
customElements.define("order-list", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.step(event.target.closest("[data-move]")));
    this.addEventListener("dragstart", (event) => this.hold(event.target.closest("li")));
    this.addEventListener("dragover", (event) => this.held && event.preventDefault());
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.hold(null));
  }

  step(button) {
    const item = button?.closest("li");
    const other = button?.dataset.move === "1" ? item.nextElementSibling : item?.previousElementSibling;
    if (!other) return;
    if (button.dataset.move === "1") other.after(item);
    else other.before(item);
    button.focus();
    composerForm.changed(this.closest("form"));
  }

  hold(item) {
    this.held?.removeAttribute("data-dragging");
    this.held = item;
    item?.setAttribute("data-dragging", "");
  }

  drop(event) {
    const place = event.target.closest("li");
    if (!this.held || !place || place === this.held) return;
    event.preventDefault();
    const isBefore = place.compareDocumentPosition(this.held) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isBefore) place.before(this.held);
    else place.after(this.held);
    composerForm.changed(this.closest("form"));
  }
});
