// A clip loops, muted until somebody wants sound (remembered), and stands still for those who want calm.
customElements.define("clip-player", class extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    this.video.muted = localStorage.getItem("sound") !== "on";
    this.video.addEventListener("volumechange", this.remember = () => {
      if (!this.isOurs) localStorage.setItem("sound", this.video.muted ? "off" : "on");
      this.isOurs = false;
    });
    if (isCalm()) return;
    this.video.autoplay = true;
    this.start();
  }

  disconnectedCallback() {
    this.video.removeEventListener("volumechange", this.remember);
  }

  // Sound without a click is often refused; a silent start never is.
  async start() {
    try {
      await this.video.play();
    } catch (error) {
      if (error.name !== "NotAllowedError" || this.video.muted) return;
      this.isOurs = this.video.muted = true;
      this.video.play().catch(() => {});
    }
  }

  toggle() {
    if (this.video.paused) this.start();
    else this.video.pause();
  }

  step(frames) {
    this.video.pause();
    this.video.currentTime = Math.max(0, this.video.currentTime + frames / (Number(this.dataset.fps) || 24));
  }
});
