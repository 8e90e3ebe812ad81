// The list of a page that takes new ones in: the composer's strip, the history's sheet. The newest stand first.
const MOST_NEW = 48; // no page shows more of them

const newTakes = {
  counted: new Set(),
  list: () => document.querySelector("[data-new-takes]"),
  isThere: (id) => Boolean(document.getElementById(`tile-${id}`)),

  // The take's tile, unless it is there; whether it was put in.
  async show(id, addresses) {
    const list = this.list();
    if (!list) this.count(id);
    if (!list || this.isThere(id)) return false;
    const answer = await fetch(`${addresses}${id}/tile/${list.dataset.newTakes}`).catch(() => undefined);
    if (!answer || answer.status === 503) setTimeout(() => this.show(id, addresses), 3000);
    const tile = answer?.ok && (await answer.text());
    if (!tile || this.isThere(id)) return false; // meanwhile it may have come with the click's own answer
    list.insertAdjacentHTML("afterbegin", tile);
    htmx.process(list.firstElementChild);
    return true;
  },

  // A page of older takes, or of some, is left as it is: it says how many new ones there are.
  count(id) {
    const word = document.querySelector("[data-news]");
    if (!word) return;
    this.counted.add(id);
    word.firstElementChild.textContent = this.counted.size === 1 ? word.dataset.one : word.dataset.many.replace("%s", this.counted.size);
    word.hidden = false;
  },

  // Too much was missed to be named: the page is asked for anew, and the takes that it lists beyond ours come in.
  async lookAround() {
    const list = this.list();
    const answer = list && (await fetch(location.href).catch(() => undefined));
    if (list && (!answer || answer.status === 503)) setTimeout(() => this.lookAround(), 3000);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const tile of [...fresh.querySelectorAll("[data-new-takes] > [data-live]")].reverse()) {
      if (this.isThere(tile.dataset.live)) continue;
      list.prepend(tile);
      htmx.process(tile);
    }
  },
};
