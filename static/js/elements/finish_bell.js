// A notification and a sound when a take has finished and no tab is looked at; one tab does it for all.
const MOST_APART = 2; // more at once are one notification
customElements.define("finish-bell", class extends HTMLElement {
  connectedCallback() {
    this.told = new Set();
    document.addEventListener("finished-away", ({ detail }) => this.ring(detail));
  }

  async ring({ takes, words, isFirst }) {
    const fresh = takes.filter(({ id }) => !this.told.has(id));
    for (const { id } of fresh) this.told.add(id);
    if (!isFirst || !fresh.length || (await isSomebodyHere())) return;
    if (finishWishes.has("finish-sound")) chime();
    if (!finishWishes.has("finish-notification") || globalThis.Notification?.permission !== "granted") return;
    if (fresh.length > MOST_APART) this.show(words, fresh.map(({ prompt }) => prompt).join("\n"), "playground", "/generations/");
    else for (const { id, headline, prompt, address, image } of fresh) this.show(headline, prompt, id, address, image);
  }

  show(title, body, tag, address, icon) {
    try {
      const shown = new Notification(title, { body, tag, ...(icon && { icon }) });
      shown.onclick = () => (window.focus(), shown.close(), location.assign(address));
    } catch {
      // Android's browsers show them from a service worker only: the title still tells
    }
  }
});
