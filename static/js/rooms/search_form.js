// Searches while somebody types: not on each letter, and never in the middle of a word of an input method.
const PAUSE = 250; // milliseconds without a letter
customElements.define("search-form", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", (event) => !event.isComposing && this.soon(event.target.type === "search" ? PAUSE : 0));
    this.addEventListener("compositionend", () => this.soon(PAUSE));
    this.addEventListener("change", ({ target }) => target.localName === "select" && target.toggleAttribute("data-chosen", target.value !== ""));
    // A blur says "change" too: what was searched for by then is not searched for again.
    this.addEventListener("search", () => this.soon(0));
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), pause);
  }

  search() {
    const form = this.firstElementChild;
    const asked = new URLSearchParams(new FormData(form)).toString();
    if (asked === this.asked) return;
    this.asked = asked;
    htmx.trigger(form, "search-now");
  }
});
