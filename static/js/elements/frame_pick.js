// "Use frame" and "Save frame" mean the picture on the screen: its media time goes along, not a guess by the clock.
customElements.define("frame-pick", class extends HTMLElement {
  connectedCallback() {
    this.player = this.closest(".reel").querySelector("clip-player");
    for (const type of ["pointerdown", "focusin", "submit", "click"]) this.addEventListener(type, (event) => this.fill(event));
  }

  // Which picture it is, is settled as the button goes down: the clip stands still for it.
  fill({ type, target }) {
    if (!target.closest("a, form:has([name=t])")) return;
    if (type === "pointerdown" || type === "focusin") this.player.video.pause();
    const moment = this.player.meant.toFixed(4);
    this.querySelector("[name=t]").value = moment;
    const link = this.querySelector("a");
    link.href = `${link.pathname}?t=${moment}`;
  }
});
