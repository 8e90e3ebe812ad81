// When the cards and tiles of a take that changed fetch themselves anew.
class Refreshing {
  constructor() {
    this.late = new Set();
    this.waiting = new Map();
  }

  // A clip is saved a moment after its take has finished: news of a take that runs waits for that moment, and what comes
  // second goes at once. Tiles wait longer: they would keep the server from answering the stage.
  refresh(id) {
    for (const item of document.querySelectorAll(`[data-live="${id}"]`)) {
      const isSecond = this.waiting.has(item.id);
      clearTimeout(this.waiting.get(item.id));
      const wait = !item.matches("article") ? 250 : item.dataset.state === "running" && !isSecond ? 200 : 0;
      this.waiting.set(item.id, setTimeout(() => this.fetch(item.id, id), wait));
    }
  }

  // While an item is on its way its answer may be older than the bell: it goes again when it is back.
  fetch(name, id) {
    this.waiting.delete(name);
    const item = document.getElementById(name);
    if (item?.classList.contains("htmx-request")) this.late.add(id);
    else if (item) htmx.trigger(item, "refresh");
  }
}
