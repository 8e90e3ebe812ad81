// A viewer's stage follows the team: a take that somebody makes comes onto it at once.
customElements.define("watch-stage", class extends HTMLElement {
  connectedCallback() {
    this.hear = ({ detail: { born } }) => born?.length && this.show(born.at(-1));
    document.addEventListener("takes", this.hear);
  }

  disconnectedCallback() {
    document.removeEventListener("takes", this.hear);
  }

  show(id) {
    htmx.ajax("GET", `${this.dataset.takes}${id}/card/`, { target: "#result", swap: "innerHTML" });
  }
});
