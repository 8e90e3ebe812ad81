// The summary of a batch asks for itself when one of its frames has changed; many changes at once are one question.
customElements.define("batch-board", class extends HTMLElement {
  connectedCallback() {
    this.hear = (event) => event.detail.elt?.id?.startsWith("frame-") && this.contains(event.detail.elt) && this.ask();
    document.addEventListener("htmx:afterSwap", this.hear);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:afterSwap", this.hear);
  }

  ask() {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const summary = this.querySelector("[data-board-summary]");
      if (summary?.classList.contains("htmx-request")) this.ask(); // what it brings may be older than this change
      else if (summary) htmx.trigger(summary, "refresh");
    }, 250);
  }
});
