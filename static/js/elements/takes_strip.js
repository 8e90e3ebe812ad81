// A take of the strip comes onto the stage; a new tab or window still gets its page.
customElements.define("takes-strip", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const tile = event.target.closest(".tile");
      if (!tile || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      htmx.ajax("GET", tile.dataset.card, { target: "#result", swap: "innerHTML" });
    });
    document.addEventListener("htmx:afterSettle", () => this.mark());
    this.mark();
  }

  // The one on the stage is marked.
  mark() {
    const shown = document.querySelector("#result [data-live]")?.dataset.live;
    for (const tile of this.querySelectorAll(".tile"))
      if (tile.dataset.live === shown) tile.firstElementChild.setAttribute("aria-current", "true");
      else tile.firstElementChild.removeAttribute("aria-current");
  }
});
