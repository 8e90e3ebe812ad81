// The share panel comes into a dialog; what is shown once leaves the page with it.
customElements.define("share-dialog", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.addEventListener("htmx:afterSwap", () => this.show());
    this.dialog.addEventListener("close", () => this.dialog.replaceChildren());
  }

  show() {
    if (!this.dialog.open) this.dialog.showModal();
    const made = this.querySelector("[data-made]");
    made?.focus();
    made?.select();
  }
});
