// Hears which takes changed and rings their cards and tiles, which fetch themselves; a new take gets its tile.
customElements.define("live-feed", class extends HTMLElement {
  connectedCallback() {
    const { cursor } = this.dataset;
    this.refreshing = new Refreshing();
    this.heard = new Map();
    document.addEventListener("htmx:afterSettle", (event) => event.detail.target?.id === "result" && this.check(event.detail.target));
    document.addEventListener("htmx:afterRequest", ({ detail }) => this.catchUp(detail.elt.dataset.live, detail.xhr.status));
    document.addEventListener("htmx:oobBeforeSwap", (event) => this.dropDoubles(event.detail.fragment));
    document.addEventListener("htmx:afterSwap", (event) => this.tell(event.detail.elt));
    if (!cursor) return;
    const say = (isThere) => this.sayLater(isThere);
    this.stream = new LiveStream(this.dataset, Number(cursor), (message) => this.ring(message), say);
    this.stream.start();
    addEventListener("pagehide", () => this.stream.stop());
    addEventListener("pageshow", (event) => event.persisted && this.stream.start());
  }

  ring({ ids, new: born, talked, everything, unheard }) {
    document.dispatchEvent(new CustomEvent("takes", { detail: { ids, born, talked, everything: everything || unheard } }));
    if (everything) newTakes.lookAround();
    if (everything || unheard) ids = this.shown(everything ? "" : "[data-open]");
    for (const id of ids) {
      this.heard.set(id, (this.heard.get(id) ?? 0) + 1);
      this.refreshing.refresh(id);
    }
    for (const id of (born ?? []).slice(-MOST_NEW)) this.show(id);
  }

  shown(which) {
    return new Set([...document.querySelectorAll(`[data-live]${which}`)].map((item) => item.dataset.live));
  }

  // What the server could not tell just now (its database was away) is asked for again.
  catchUp(id, status) {
    if (this.refreshing.late.delete(id)) setTimeout(() => this.refreshing.refresh(id));
    else if (id && (status === 503 || !status)) setTimeout(() => this.refreshing.refresh(id), 3000);
  }

  // A card that came by another way (the click's answer, the strip) may be older than what was heard meanwhile.
  check(stage) {
    const id = stage.querySelector("[data-live]")?.dataset.live;
    if (this.heard.has(id)) this.refreshing.refresh(id);
  }

  async show(id) {
    const bells = this.heard.get(id);
    if ((await newTakes.show(id, this.dataset.tile)) && this.heard.get(id) !== bells) this.refreshing.refresh(id);
  }

  dropDoubles(fragment) {
    for (const item of fragment?.querySelectorAll?.("[id^=tile-]") ?? []) document.getElementById(item.id)?.remove();
  }

  // A state is said once, briefly; percentages are not said. A reason to wait may be one for the whole page.
  tell(element) {
    const card = element?.id?.startsWith("generation-") ? element : element?.querySelector?.("[data-headline]");
    if (card?.dataset.headline && card.dataset.headline !== this.told) announce((this.told = card.dataset.headline));
    const reason = card?.dataset.reason ?? "";
    if (card && reason !== (this.reason ?? "")) htmx.trigger("#banner", "refresh");
    if (card) this.reason = reason;
  }

  sayLater(isThere) {
    const word = document.getElementById("feed-word");
    clearTimeout(this.timer);
    if (isThere) word.textContent = "";
    else this.timer = setTimeout(() => (word.textContent = this.dataset.lost), 3000);
  }
});
