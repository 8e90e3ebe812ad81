// Says that Playground, or its database, does not answer, until something is answered again. The 503 brings its own words.
customElements.define("outage-banner", class extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const heard = { signal: this.leaving.signal };
    document.addEventListener("htmx:sendError", () => (this.textContent = this.dataset.silent), heard);
    const isAnswered = (status) => status > 0 && status !== 503;
    document.addEventListener("htmx:afterRequest", ({ detail }) => isAnswered(detail.xhr.status) && (this.textContent = ""), heard);
  }

  disconnectedCallback() {
    this.leaving.abort();
  }
});
