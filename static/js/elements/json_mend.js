// Puts what a mark offers in place of a piece of the text, if that is still the text that was read.
customElements.define("json-mend", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => this.mend(target.closest("[data-text]")));
  }

  mend(button) {
    const wheel = this.closest("json-wheel");
    if (!button || wheel?.area.value !== wheel?.constructor.asked) return;
    wheel.area.focus();
    wheel.area.setRangeText(button.dataset.text, Number(button.dataset.start), Number(button.dataset.end), "end");
    wheel.typed();
  }
});
