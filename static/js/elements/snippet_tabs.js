// The languages of the request, as tabs: one is chosen by a click or by the arrow keys.
customElements.define("snippet-tabs", class extends HTMLElement {
  connectedCallback() {
    this.tabs = [...this.querySelectorAll("[role=tab]")];
    this.addEventListener("click", (event) => this.choose(event.target.closest("[role=tab]")));
    this.addEventListener("keydown", (event) => this.walk(event));
  }

  choose(tab) {
    if (!tab) return;
    for (const each of this.tabs) {
      each.setAttribute("aria-selected", each === tab);
      each.tabIndex = each === tab ? 0 : -1;
    }
    document.getElementById("request-panel").setAttribute("aria-labelledby", tab.id);
    this.closest("request-preview").speak(tab.dataset.snippet);
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.role !== "tab") return;
    const next = this.tabs.at((this.tabs.indexOf(event.target) + step) % this.tabs.length);
    next.focus();
    this.choose(next);
  }
});
