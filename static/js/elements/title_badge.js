// A hidden tab's title says how many takes have finished, until the tab is looked at.
customElements.define("title-badge", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("finished-away", ({ detail }) => document.hidden && this.wear(detail.takes.length));
    document.addEventListener("visibilitychange", () => document.hidden || this.wear(0));
  }

  wear(count) {
    this.plain ??= document.title;
    document.title = count ? `(${count}) ${this.plain}` : this.plain;
    if (!count) this.plain = undefined;
  }
});
