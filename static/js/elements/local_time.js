// A moment as the reader's clock shows it; with the day, when that is not today.
customElements.define("local-time", class extends HTMLElement {
  connectedCallback() {
    const shown = this.querySelector("time");
    const at = new Date(shown.dateTime);
    const language = document.documentElement.lang;
    const clock = at.toLocaleTimeString(language, { hour12: false, hour: "2-digit", minute: "2-digit", second: "2-digit" });
    const isToday = at.toDateString() === new Date().toDateString();
    shown.textContent = isToday ? clock : `${at.toLocaleDateString(language, { day: "numeric", month: "short" })} ${clock}`;
    shown.title = at.toLocaleString(language, { dateStyle: "long", timeStyle: "long" });
  }
});
