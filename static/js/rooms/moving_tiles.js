// A ready take moves, muted, while the pointer or the focus rests on its tile; nothing is fetched before that.
const REST = 120; // milliseconds: a pointer that only passes by starts nothing
customElements.define("moving-tiles", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("pointerover", ({ target, pointerType }) => pointerType === "mouse" && this.rest(target.closest(".tile")));
    this.addEventListener("pointerleave", () => this.rest(null));
    this.addEventListener("focusin", ({ target }) => target.matches(":focus-visible") && this.rest(target.closest(".tile")));
    this.addEventListener("focusout", () => this.rest(null));
  }

  rest(tile) {
    if (tile === this.tile) return;
    this.stop();
    this.tile = tile;
    if (tile?.dataset.clip && !isCalm()) this.timer = setTimeout(() => this.play(tile), REST);
  }

  play(tile) {
    this.video = Object.assign(document.createElement("video"), { muted: true, loop: true, playsInline: true, preload: "none", src: tile.dataset.clip });
    this.video.setAttribute("aria-hidden", "true");
    this.video.addEventListener("playing", ({ target }) => target.setAttribute("data-moves", ""));
    tile.querySelector(".poster").append(this.video);
    this.video.play().catch(() => {});
  }

  // Without its address the browser lets go of what it still fetches.
  stop() {
    clearTimeout(this.timer);
    this.video?.removeAttribute("src");
    this.video?.load();
    this.video?.remove();
    this.video = undefined;
  }
});
