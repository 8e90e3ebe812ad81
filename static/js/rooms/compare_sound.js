// One clip is heard, or none.
customElements.define("compare-sound", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.hear());
    this.hear();
  }

  hear() {
    const heard = this.querySelector(":checked").value;
    for (const pane of this.closest("compare-room").querySelectorAll(".pane:has(video)"))
      pane.querySelector("video").muted = pane.querySelector(".slate").textContent !== heard;
  }
});
