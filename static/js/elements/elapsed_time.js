// Time since a moment, until a moment, or between two: clock figures, or short words with data-words.
// data-calm: the word for less than a minute, so that nothing ticks.
customElements.define("elapsed-time", class extends HTMLElement {
  connectedCallback() {
    this.draw();
    if (!this.dataset.fixed) this.timer = setInterval(() => this.draw(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  draw() {
    const { since, until, fixed, ago } = this.dataset;
    const now = fixed ? Date.parse(fixed) : Date.now();
    const milliseconds = until ? Date.parse(until) - now : now - Date.parse(since);
    const seconds = Math.max(0, fixed && "words" in this.dataset ? milliseconds / 1000 : Math.floor(milliseconds / 1000));
    if (this.dataset.calm && seconds < 60) return (this.textContent = this.dataset.calm);
    const text = "words" in this.dataset ? this.words(seconds) : this.clock(seconds);
    this.textContent = ago ? ago.replace("%s", text) : text;
  }

  clock(seconds) {
    const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
    if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
    return parts.map((part) => String(part).padStart(2, "0")).join(":");
  }

  words(seconds) {
    const [unit, size] = seconds < 60 ? ["second", 1] : seconds < 3600 ? ["minute", 60] : ["hour", 3600];
    const style = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 };
    return new Intl.NumberFormat(document.documentElement.lang, style).format(size > 1 ? Math.floor(seconds / size) : seconds);
  }
});
