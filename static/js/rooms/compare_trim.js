// How many frames of one clip are left out at its start, so that two moments can be laid on each other.
customElements.define("compare-trim", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.addEventListener("input", () => this.cut());
    customElements.whenDefined("compare-room").then(() => this.cut());
  }

  cut() {
    const room = this.closest("compare-room");
    const video = document.getElementById(this.dataset.pane)?.querySelector("video");
    if (!this.field.validity.valid && this.field.value) return;
    if (video) room.trim(video, Number(this.field.value));
  }
});
